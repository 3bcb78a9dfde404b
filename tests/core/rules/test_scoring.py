from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.defaults import STATION, VILLAGE
from core.rules.scoring import (
    Adjustment,
    Occurrence,
    Rubric,
    RubricItem,
    format_score,
    score,
)

HUNDRED = Fraction(100)


def happened(measure: Any, row: int = 1, *, fixed: bool = False, count: int = 1) -> Occurrence:
    return Occurrence(measure, 10, "finding", (row,), fixed, f"{row}号问题", count)


def rubric(**fields: Any) -> Rubric:
    fields.setdefault("points", Fraction(1))
    return Rubric("village", "细则", HUNDRED, (RubricItem("A1", "问题", "督查", "finding", **fields),))


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (Fraction(410 * 100, 452), "90.71"),
        (Fraction(963 * 100, 1032), "93.31"),
        (Fraction(311 * 100, 497), "62.58"),
        (Fraction("93.5"), "93.5"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction("0.005"), "0.01"),
        (Fraction("0.0049"), "0"),
        (Fraction("-0.005"), "-0.01"),
        (Fraction("-0.004"), "0"),
        (Fraction("-1.5"), "-1.5"),
        (Fraction("99.995"), "100"),
        (Fraction(1, 3), "0.33"),
        (Fraction(9996, 100), "99.96"),
    ],
)
def test_scores_are_rounded_half_up_on_paper(points: Fraction, text: str) -> None:
    assert format_score(points) == text


def test_nothing_happened() -> None:
    assert score(VILLAGE, [], []) == (HUNDRED, ())


def test_each_time_deducts_and_half_when_fixed_on_the_spot() -> None:
    total, lines = score(VILLAGE, [happened("finding", 1), happened("finding", 2, fixed=True)], [])
    assert total == Fraction("98.5")
    assert [(line.points, line.reason, line.evidence, line.evidence_kind) for line in lines] == [
        (Fraction(-1), "1号问题，扣1分", (1,), "finding"),
        (Fraction(-1, 2), "2号问题，立行立改减半，扣0.5分", (2,), "finding"),
    ]


def test_a_cap_is_named_and_every_deduction_keeps_its_line() -> None:
    total, lines = score(rubric(cap=Fraction("2.5")), [happened("finding", n) for n in range(1, 5)], [])
    assert total == Fraction("97.5")
    assert [line.points for line in lines] == [-1, -1, Fraction(-1, 2), 0]
    assert lines[2].reason == "3号问题，本项最多扣2.5分，扣完为止，扣0.5分"
    assert lines[3].reason == "4号问题，本项最多扣2.5分，扣完为止，扣0分"


def test_several_at_once_and_a_weight() -> None:
    total, _ = score(rubric(points=Fraction(1, 4), weight=Fraction(2, 3)), [happened("finding", count=3)], [])
    assert total == HUNDRED - Fraction(1, 2)


def test_a_veto_takes_the_item_or_the_sheet() -> None:
    total, lines = score(rubric(cap=Fraction(5), veto="item"), [happened("finding")], [])
    assert (format_score(total), lines[0].reason) == ("95", "1号问题，本项一票否决，扣5分")
    total, lines = score(rubric(veto="sheet"), [happened("finding")], [])
    assert (total, lines[-1].points, lines[-1].reason) == (
        Fraction(0),
        Fraction(-99),
        "问题一票否决，本期计0分",
    )
    assert HUNDRED + sum(line.points for line in lines) == 0


def test_nothing_falls_below_zero() -> None:
    total, lines = score(rubric(), [happened("finding", n) for n in range(120)], [])
    assert (total, len(lines)) == (Fraction(0), 120)


def test_changes_by_hand_are_lines_of_their_own() -> None:
    changes = [
        Adjustment(10, "V5", Fraction(4), "文明实践活动获区级表扬"),
        Adjustment(10, "V5", Fraction(3), "率先完成宣传栏"),
        Adjustment(10, "V1", Fraction(1), "1号问题经陈述申辩不计"),
        Adjustment(10, None, Fraction(-2), "弄虚作假"),
    ]
    total, lines = score(VILLAGE, [happened("finding")], changes)
    assert total == 100 - 1 + 1 + 5 - 2
    by_hand = [(line.item_code, format_score(line.points), line.reason) for line in lines if line.by_hand]
    assert by_hand == [
        ("V1", "1", "1号问题经陈述申辩不计"),
        ("V5", "4", "文明实践活动获区级表扬"),
        ("V5", "1", "率先完成宣传栏；本项最多加5分"),
        ("", "-2", "弄虚作假"),
    ]


def test_a_station_by_the_default_rubric() -> None:
    events = [
        happened("quota_short", 3, count=2),
        happened("overdue", 1),
        happened("rejected", 1),
        happened("recurrence", 2),
        happened("finding", 1),
        happened("finding", 2, fixed=True),
        happened("severe_finding", 4),
    ]
    total, lines = score(STATION, events, [])
    # 2 visits at 1, overdue 3, rejected 2, recurrence 2, findings 1/2 + 1/4, severe 2
    assert total == HUNDRED - 2 - 3 - 2 - 2 - Fraction(3, 4) - 2
    assert [line.item_code for line in lines] == ["S1", "S2", "S3", "S4", "S5", "S5", "S6"]


@pytest.mark.parametrize("default", [STATION, VILLAGE])
def test_every_default_item_cites_the_plan(default: Rubric) -> None:
    assert default.base == 100
    assert len({item.code for item in default.items}) == len(default.items)
    assert all(item.clause.startswith("方案") and item.cap for item in default.items)


POINTS = st.fractions(0, 5, max_denominator=6)
ITEMS = st.builds(
    RubricItem,
    st.sampled_from(["A", "B"]),
    st.just("项"),
    st.just("类"),
    st.sampled_from(["finding", "overdue", "manual"]),
    POINTS,
    st.none() | st.fractions(0, 8, max_denominator=6),
    st.booleans(),
    st.sampled_from(["none", "none", "item", "sheet"]),
    POINTS,
    st.booleans(),
)
RUBRICS = st.lists(ITEMS, max_size=4, unique_by=lambda item: item.code).map(
    lambda items: Rubric("village", "细则", HUNDRED, tuple(items))
)
EVENTS = st.lists(
    st.builds(
        Occurrence,
        st.sampled_from(["finding", "overdue"]),
        st.just(10),
        st.just("finding"),
        st.tuples(st.integers(1, 3)),
        st.booleans(),
        st.just("事"),
        st.integers(1, 3),
    ),
    max_size=8,
)
CHANGES = st.lists(
    st.builds(Adjustment, st.just(10), st.sampled_from(["A", "B", None]), st.fractions(-5, 5), st.just("改")),
    max_size=3,
)


@given(RUBRICS, EVENTS, CHANGES, st.randoms())
def test_lines_sum_to_the_total_in_any_order(
    rubric: Rubric, events: list[Occurrence], changes: list[Adjustment], chance: Any
) -> None:
    total, lines = score(rubric, events, changes)
    assert total == max(0, HUNDRED + sum(line.points for line in lines))
    mixed = sorted(events, key=lambda _: chance.random())
    assert score(rubric, mixed, changes[::-1]) == (total, lines)
    for item in rubric.items:
        own = [line.points for line in lines if line.item_code == item.code and not line.by_hand]
        if item.cap is not None and item.veto != "sheet":
            assert abs(sum(own, Fraction(0))) <= item.cap
