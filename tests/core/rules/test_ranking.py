from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.rules.ranking import Entry, Rank, rank

# scores of two published circulars, in their order
MATOU_2019_05 = [
    "95.5", "95", "94.5", "94", "93", "92", "91", "90.5", "90.5", "90", "90", "89", "88.5", "88",
    "87.5", "87.5", "87.5", "87", "87", "87", "86", "85", "84.5", "84",
]  # fmt: skip
MATOU_RANKS = [1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 10, 12, 13, 14, 15, 15, 15, 18, 18, 18, 21, 22, 23, 24]
LIZI_2025_Q4 = ["84.75", "80", "79.75", "78.75", "76", "72.75"]


def entries(*scores: str | None, stratum: str = "") -> list[Entry]:
    return [Entry(n, stratum, None if s is None else Fraction(s)) for n, s in enumerate(scores)]


def numbers(ranks: dict[int, Rank]) -> list[int | None]:
    return [ranks[n].rank for n in sorted(ranks)]


def test_published_rankings() -> None:
    ranks = rank(entries(*MATOU_2019_05))
    assert numbers(ranks) == MATOU_RANKS
    assert [n for n in ranks if ranks[n].tied] == [7, 8, 9, 10, 14, 15, 16, 17, 18, 19]
    assert numbers(rank(entries(*LIZI_2025_Q4))) == [1, 2, 3, 4, 5, 6]


def test_competition_and_dense() -> None:
    four = entries("90", "88", "88", "85")
    assert numbers(rank(four)) == [1, 2, 2, 4]
    assert numbers(rank(four, "dense")) == [1, 2, 2, 3]


def test_not_assessed_has_no_rank_and_takes_none() -> None:
    ranks = rank(entries("90", None, "0"))
    assert numbers(ranks) == [1, None, 2]
    assert ranks[0].below == 1


def test_strata_are_ranked_apart() -> None:
    ranks = rank(
        [Entry(1, "一类", Fraction(90)), Entry(2, "二类", Fraction(80)), Entry(3, "一类", Fraction(91))]
    )
    assert (ranks[1].rank, ranks[2].rank, ranks[3].rank) == (2, 1, 1)


def test_a_third_is_not_equal_to_its_printed_form() -> None:
    assert numbers(rank(entries("271/3", "90.33"))) == [1, 2]


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙"), st.none() | st.fractions(0, 3, max_denominator=2)), max_size=12
    ),
    st.sampled_from(["competition", "dense"]),
)
def test_ranks_are_a_weak_order(rows: list[tuple[str, Fraction | None]], style: str) -> None:
    units = [Entry(n, stratum, score) for n, (stratum, score) in enumerate(rows)]
    ranks = rank(units, "dense" if style == "dense" else "competition")
    assert ranks == rank(units[::-1], "dense" if style == "dense" else "competition")
    for one in units:
        mine = ranks[one.unit_id]
        assert (mine.rank is None) is (one.score is None)
        peers = [x for x in units if x.stratum == one.stratum and x.score is not None]
        if one.score is None or mine.rank is None:
            continue
        assert mine.above == sum(x.score > one.score for x in peers if x.score is not None)
        assert mine.tied is (sum(x.score == one.score for x in peers) > 1)
        for other in peers:
            theirs = ranks[other.unit_id].rank
            assert theirs is not None and other.score is not None
            assert (mine.rank < theirs) is (one.score > other.score)
        if style == "competition":
            assert mine.rank == mine.above + 1
