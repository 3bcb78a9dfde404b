"""The year's figure: every formula by hand, exact to the end, and what may never change it."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.rules.annual import (
    AnnualRules,
    AnnualSheet,
    ByHand,
    annual,
    formula_words,
    grade_of,
    grade_words,
    parse_grades,
)
from core.rules.calendar import Month
from core.rules.standing import Standing


def year(*scores: str | None, unit: int = 1, kind: Any = "station", **more: Any) -> list[Standing]:
    return [
        Standing(
            Month(2026, number), unit, kind, None if score is None else Fraction(score), paper="x", **more
        )
        for number, score in enumerate(scores, 1)
    ]


def only(standings: list[Standing], rules: AnnualRules | None = None, *hand: ByHand) -> AnnualSheet:
    (sheet,) = annual(standings, hand, rules or AnnualRules())
    return sheet


@pytest.mark.parametrize(
    ("scores", "rules", "total"),
    [
        (("90", "80"), AnnualRules(), Fraction(85)),
        (("90", "85", "80"), AnnualRules(), Fraction(85)),
        (("90", "90", "91"), AnnualRules(), Fraction(271, 3)),
        (("90", None, "80"), AnnualRules(), Fraction(85)),  # 未参加 is left out, never zero
        (("90", "0"), AnnualRules(), Fraction(45)),  # zero is a score
        (("90", "80"), AnnualRules(share=Fraction(20)), Fraction(17)),
        (("90", "80"), AnnualRules("sum"), Fraction(170)),
        (("90", "80", "10", "85"), AnnualRules("trimmed"), Fraction(165, 2)),
        (("90", "80"), AnnualRules("trimmed"), Fraction(85)),  # too few to leave any out
        (("100", "100"), AnnualRules("sum", Fraction(5)), Fraction(10)),
    ],
)
def test_the_formulas(scores: tuple[str | None, ...], rules: AnnualRules, total: Fraction) -> None:
    assert only(year(*scores), rules).total == total


def test_praise_and_criticism_and_lines_by_hand_each_say_why() -> None:
    months = year("90", "80", "88")
    months[0], months[1] = replace(months[0], criticised=True), replace(months[1], criticised=True)
    months[2] = replace(months[2], praised=True)
    hand = ByHand(4, 1, Fraction("-0.5"), "年终材料迟报")
    sheet = only(months, AnnualRules(), hand)
    assert sheet.total == Fraction(86) + 1 - 4 - Fraction(1, 2)
    assert [(one.name, one.points, one.reason) for one in sheet.lines] == [
        ("各月平均分", Fraction(86), "3个月得分合计258分，平均86分"),
        ("通报表扬", Fraction(1), "1次（2026年3月），每次加1分"),
        ("通报批评", Fraction(-4), "2次（2026年1月、2月），每次扣2分"),
        ("手工加减", Fraction(-1, 2), "年终材料迟报"),
    ]
    assert sheet.lines[2].months == (Month(2026, 1), Month(2026, 2))
    assert sheet.lines[3].by_hand == 4


def test_a_unit_never_assessed_has_no_figure_and_no_place() -> None:
    found = annual([*year(None, None, unit=1), *year("60", unit=2)], [], AnnualRules())
    assert [(one.unit_id, one.total, one.rank) for one in found] == [(2, 60, 1), (1, None, None)]


def test_the_figure_is_never_below_zero() -> None:
    assert only(year("1"), AnnualRules(), ByHand(1, 1, Fraction(-9), "一票否决")).total == 0


def test_each_kind_and_stratum_is_ranked_apart_and_ties_share_a_place() -> None:
    standings = [
        *year("90", unit=1, kind="village", stratum="一类"),
        *year("90", unit=2, kind="village", stratum="一类"),
        *year("95", unit=3, kind="village", stratum="二类"),
        *year("50", unit=4),
        *year("80", unit=5, kind="village", stratum="一类"),
    ]
    found = {one.unit_id: (one.rank, one.tied) for one in annual(standings, [], AnnualRules())}
    assert found == {1: (1, True), 2: (1, True), 3: (1, False), 4: (1, False), 5: (3, False)}
    assert [one.unit_id for one in annual(standings, [], AnnualRules())] == [1, 2, 5, 3, 4]


def test_months_without_a_circular_are_told_apart() -> None:
    months = year("90", "80", None)
    months[1], months[2] = replace(months[1], paper=""), replace(months[2], paper="")
    assert only(months).open_months == (Month(2026, 2),)


def test_the_words_of_the_formula() -> None:
    assert formula_words(AnnualRules()) == (
        "年度得分＝各月平均分＋受通报表扬次数×1分－受通报批评次数×2分＋手工加减分；未参加考核的月份不计入，最低0分"
    )
    bare = AnnualRules("sum", Fraction("12.5"), Fraction(0), Fraction(0))
    assert formula_words(bare) == "年度得分＝各月得分之和×12.5%＋手工加减分；未参加考核的月份不计入，最低0分"


def test_the_four_grades_on_the_exact_figure() -> None:
    lines = parse_grades("90 80 60")
    assert [grade_of(Fraction(one), lines) for one in ("90", "269/3", "80", "60", "0")] == [
        "好", "较好", "较好", "一般", "较差",
    ]  # fmt: skip
    assert grade_of(Fraction(100), ()) == ""
    assert grade_words(lines) == "好（90分以上）、较好（80分以上）、一般（60分以上）、较差"
    assert (parse_grades(""), grade_words(())) == ((), "")


@pytest.mark.parametrize("text", ["90", "90 80", "60 80 90", "90 90 60", "好 较好 一般"])
def test_grades_nobody_can_use(text: str) -> None:
    with pytest.raises(UserError, match="分数线"):
        parse_grades(text)


scores = st.lists(st.none() | st.fractions(0, 100, max_denominator=12), min_size=1, max_size=12)
rules = st.builds(
    AnnualRules,
    st.sampled_from(["mean", "trimmed", "sum"]),
    st.fractions(1, 100, max_denominator=4),
    st.fractions(0, 5, max_denominator=4),
    st.fractions(0, 5, max_denominator=4),
)


@given(scores, rules, st.randoms())
def test_the_order_of_months_changes_nothing(
    values: list[Fraction | None], rules: AnnualRules, shuffle: Random
) -> None:
    months = [
        Standing(Month(2026, number), 1, "station", value, praised=number % 3 == 0)
        for number, value in enumerate(values, 1)
    ]
    mixed = list(months)
    shuffle.shuffle(mixed)
    assert annual(months, [], rules) == annual(mixed, [], rules)


@given(scores, rules)
def test_a_month_not_assessed_changes_no_figure(values: list[Fraction | None], rules: AnnualRules) -> None:
    months = [Standing(Month(2026, n), 1, "station", value) for n, value in enumerate(values, 1)]
    assessed = [one for one in months if one.score is not None]
    (whole,) = annual(months, [], rules)
    if not assessed:
        assert whole.total is None
        return
    assert whole.total == annual(assessed, [], rules)[0].total


@given(scores, rules)
def test_the_lines_sum_to_the_figure(values: list[Fraction | None], rules: AnnualRules) -> None:
    (sheet,) = annual([Standing(Month(2026, n), 1, "station", v) for n, v in enumerate(values, 1)], [], rules)
    if sheet.total is not None:
        assert sum(one.points for one in sheet.lines) == sheet.total
        slow = [one for one in values if one is not None]
        if rules.formula == "mean":
            assert sheet.total == sum(slow) / len(slow) * rules.share / 100
