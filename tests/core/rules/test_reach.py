"""A rubric whose points do not come to what it says: how far scores can go, and what stands in the way."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.defaults import STATION, VILLAGE
from core.rules.reach import reach_of, reach_words, rubric_faults
from core.rules.scoring import Adjustment, Measure, Occurrence, Rubric, RubricItem, score
from core.rules.selection import SelectionRules

PRICED: tuple[Measure, ...] = ("quota_short", "finding", "overdue", "rejected", "recurrence")


def item(code: str, points: str, cap: str | None, **more: object) -> RubricItem:
    measure = more.pop("measure", "finding")
    limit = None if cap is None else Fraction(cap)
    return RubricItem(code, f"项目{code}", "督查", measure, Fraction(points), limit, **more)  # type: ignore[arg-type]


def rubric(*items: RubricItem, base: str = "100") -> Rubric:
    return Rubric("village", "细则", Fraction(base), items)


def faults(one: Rubric, **rules: object) -> tuple[str, ...]:
    return rubric_faults(one, SelectionRules(**rules))  # type: ignore[arg-type]


@pytest.mark.parametrize("one", [STATION, VILLAGE])
def test_the_rubrics_an_office_starts_from_reach_their_total(one: Rubric) -> None:
    assert faults(one) == ()
    assert reach_of(one).lowest == 0


def test_deductions_that_do_not_come_to_the_base() -> None:
    one = rubric(item("A", "1", "40"), item("B", "2", "50"))
    assert reach_of(one).taken == 90
    assert faults(one) == (
        "扣分项合计最多扣90分，扣不完基础分100分，请调整各项的“最多”，或把基础分改为90分。",
    )
    assert faults(replace(one, base=Fraction(90))) == ()
    assert faults(rubric()) == ("还没有扣分项，谁都得满分，请先新增扣分项。",)


def test_no_cap_or_a_veto_reaches_everything() -> None:
    assert faults(rubric(item("A", "1", None))) == ()
    assert faults(rubric(item("A", "1", "10", veto="sheet"))) == ()
    assert reach_words(rubric(item("A", "1", None))) == "扣分项不封顶，没有加分项；得分在0到100分之间"
    assert reach_words(STATION) == "扣分项合计最多扣120分，扣到0分为止，加分项最多加5分；得分在0到105分之间"
    open_ = rubric(item("A", "1", "100"), item("B", "1", None, bonus=True))
    assert reach_words(open_) == "扣分项合计最多扣100分，加分项不封顶；得分最低0分，最高不限"


@pytest.mark.parametrize(
    "dead",
    [
        item("B", "0", "10"),
        item("B", "1", "0"),
        item("B", "1", "10", weight=Fraction(0)),
        item("B", "0", None),
    ],
)
def test_an_item_that_can_never_cost_anything(dead: RubricItem) -> None:
    assert faults(rubric(item("A", "1", "100"), dead)) == (
        "“项目B”怎么也扣不到分，请填写每次的分值、权重和“最多”，或删去这项。",
    )
    assert reach_of(rubric(item("A", "1", "100"), dead)).taken == 100


def test_what_is_scored_by_hand_needs_no_points() -> None:
    hand = item("B", "0", "60", measure="manual")
    assert faults(rubric(item("A", "1", "40"), hand)) == ()


def test_lines_no_score_can_reach() -> None:
    village = rubric(item("A", "1", "100"), item("B", "1", "5", measure="manual", bonus=True))
    assert faults(village, praise_min=Fraction(105)) == ()
    assert faults(village, praise_min=Fraction(106)) == (
        "表扬分数线是106分，按细则最高只有105分，没有村（居）能受表扬，请改其中一个。",
    )
    assert faults(village, praise_min=Fraction(106), praise_top=0) == ()  # nobody is to be praised
    station = replace(rubric(item("A", "1", "15")), kind="station")
    assert faults(station)[-1] == "批评分数线是80分，按细则最低还有85分，没有站所会低于它，请改其中一个。"
    assert len(faults(station, criticism_below=Fraction(0))) == 1
    assert len(faults(station, criticism_bottom=0)) == 1


_amounts = st.integers(0, 40).map(lambda n: Fraction(n, 2))
_items = st.lists(
    st.tuples(st.sampled_from(PRICED), _amounts, st.none() | _amounts, st.booleans(), st.booleans()),
    max_size=5,
)


@given(
    _items, st.integers(1, 60), st.lists(st.tuples(st.sampled_from(PRICED), st.integers(1, 9)), max_size=9)
)
def test_no_score_lies_beyond_the_reach(
    parts: list[tuple[Measure, Fraction, Fraction | None, bool, bool]],
    base: int,
    events: list[tuple[Measure, int]],
) -> None:
    one = rubric(
        *(
            RubricItem(f"V{n}", "项目", "督查", kind, points, cap, bonus=bonus, half_if_fixed=half)
            for n, (kind, points, cap, bonus, half) in enumerate(parts)
        ),
        base=str(base),
    )
    happened = [
        Occurrence(kind, 1, "finding", (n,), False, "问题", count) for n, (kind, count) in enumerate(events)
    ]
    total, _ = score(one, happened, [])
    found = reach_of(one)
    assert found.lowest <= total
    assert found.highest is None or total <= found.highest


@given(_items, st.integers(1, 60))
def test_the_reach_is_reached(
    parts: list[tuple[Measure, Fraction, Fraction | None, bool, bool]], base: int
) -> None:
    """A thousand of everything takes all there is to take, where nothing is added."""
    one = rubric(
        *(
            RubricItem(f"V{n}", "项目", "督查", kind, points, cap)
            for n, (kind, points, cap, _, _) in enumerate(parts)
        ),
        base=str(base),
    )
    much = [Occurrence(kind, 1, "finding", (1,), False, "问题", 1000) for kind in PRICED]
    assert score(one, much, [])[0] == reach_of(one).lowest
    assert score(one, (), [Adjustment(1, None, Fraction(0), "无")])[0] == base
