"""Rates at the edge: exact on fractions, rounded for print alone."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.rates import (
    Answers,
    Rate,
    RateRules,
    Sheet,
    fault_of,
    fault_of_answers,
    grouped_rates,
    rates_of,
    show_rate,
)

FULL, MOST = Fraction(1), Fraction(95, 100)


def sheet(valid: int | None, yes: int | None, number: int = 1, **more: Any) -> Sheet:
    return Sheet(number, 7, None, None, None, valid, yes, yes, yes, yes, **more)


def rate(name: str, *sheets: Sheet, answers: tuple[Answers, ...] = (), **rules: Any) -> Rate:
    return {one.name: one for one in rates_of(sheets, answers, RateRules(**rules))}[name]  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "yes", "valid", "standing", "shown"),
    [
        ("awareness", 2500, 2500, "met", "100.00%"),
        ("awareness", 2499, 2500, "short", "99.96%"),
        ("awareness", 99_999, 100_000, "short", "99.99%"),  # never rounded up to 100
        ("participation", 95, 100, "met", "95.00%"),
        ("participation", 9_499, 10_000, "short", "94.99%"),
        ("participation", 94_999, 100_000, "short", "94.99%"),  # never rounded up to the standard
        ("participation", 410, 452, "short", "90.71%"),
        ("satisfaction", 963, 1032, "short", "93.31%"),
        ("satisfaction", 311, 497, "short", "62.58%"),
        ("satisfaction", 29, 29, "small", "100.00%"),
        ("satisfaction", 30, 30, "met", "100.00%"),
        ("support", 1, 40, "unset", "2.50%"),
        ("support", 0, 0, "none", "—"),
        ("awareness", 0, 40, "short", "0.00%"),
    ],
)
def test_standards(name: str, yes: int, valid: int, standing: str, shown: str) -> None:
    found = rate(name, sheet(valid, yes))
    assert (found.standing, found.shown) == (standing, shown)
    assert found.ok == (standing != "short")


def test_words() -> None:
    assert rate("awareness", sheet(40, 39)).words == "知晓率97.50%（39/40），未达标（标准100%）"
    assert rate("participation", sheet(40, 38)).words == "参与率95.00%（38/40），达标（标准95%）"
    assert rate("satisfaction", sheet(20, 20)).words == "满意度100.00%（20/20），有效问卷20份，样本不足，不评"
    assert rate("awareness").words == "知晓率：没有有效问卷"
    assert rate("support", sheet(40, 20)).words == "支持率50.00%（20/40），不设标准"


def test_batches_are_added_and_what_was_not_asked_is_left_out() -> None:
    found = rate("awareness", sheet(20, 20), sheet(20, 19, 2), sheet(50, None, 3), sheet(None, 9, 4))
    assert (found.part, found.whole, found.sheets) == (39, 40, (1, 2))


def test_answers_stand_above_the_counts() -> None:
    """Version 2 takes 比较满意 for satisfied; blank answers stay in the denominator."""
    answers = (
        Answers(1, "satisfaction", "您满意吗", True, 30),
        Answers(1, "satisfaction", "您满意吗", True, 8),
        Answers(1, "satisfaction", "您满意吗", False, 1),
    )
    found = rate("satisfaction", sheet(40, 12), answers=answers)
    assert (found.part, found.whole, found.sample, found.standing) == (38, 40, 40, "met")
    assert rate("awareness", sheet(40, 12), answers=answers).part == 12
    alone = rate("satisfaction", sheet(None, None), answers=answers)
    assert (alone.part, alone.whole) == (38, 39)


def test_two_questions_of_one_rate_weigh_alike() -> None:
    answers = (Answers(1, "awareness", "甲", True, 40), Answers(1, "awareness", "乙", True, 20))
    found = rate("awareness", sheet(40, None), answers=answers)
    assert (found.part, found.whole, found.sample) == (60, 80, 40)


def test_a_standard_of_nought_is_none() -> None:
    assert rate("awareness", sheet(40, 1), awareness=Fraction(0)).standing == "unset"


def test_an_exempted_group_is_shown_and_not_judged() -> None:
    found = rates_of([sheet(40, 1)], (), RateRules(), exempt=True)
    assert [one.standing for one in found] == ["exempt", "exempt", "exempt", "unset"]
    assert rates_of([sheet(4, 1)], (), RateRules(), exempt=True)[0].standing == "small"


def test_groups() -> None:
    found = grouped_rates(
        [sheet(40, 40), replace(sheet(40, 20, 2), area_id=8)], (), RateRules(), lambda one: (one.area_id, 0)
    )
    assert {key: one[0].part for key, one in found.items()} == {7: 40, 8: 20, 0: 60}


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({}, None),
        ({"issued": 50, "returned": 48, "valid": 47, "aware": 47}, None),
        ({"issued": 50, "returned": 51}, "returned"),
        ({"returned": 48, "valid": 49}, "valid"),
        ({"issued": 50, "valid": 51}, "valid"),
        ({"valid": 40, "aware": 41}, "aware"),
        ({"returned": 40, "satisfied": 41}, "satisfied"),
        ({"issued": 40, "took_part": 41}, "took_part"),
        ({"valid": 40, "supporting": 41}, "supporting"),
        ({"aware": 41}, None),
        ({"issued": -1}, "issued"),
        ({"aware": -1}, "aware"),
    ],
)
def test_what_cannot_be(values: dict[str, int], part: str | None) -> None:
    found = fault_of(values)
    assert (found and found[0]) == part
    assert found is None or found[1]


def test_more_answers_than_questionnaires() -> None:
    answers = [Answers(1, "awareness", "甲", True, 30), Answers(1, "awareness", "甲", False, 11)]
    assert fault_of_answers(40, answers) == "“甲”的答案共41个，比有效问卷40份多，请核对。"
    assert fault_of_answers(41, answers) is None
    assert fault_of_answers(None, answers) is None


@given(st.integers(1, 200_000), st.data(), st.sampled_from([FULL, MOST, Fraction(96, 100), None]))
def test_print_never_claims_what_was_missed(whole: int, data: st.DataObject, line: Fraction | None) -> None:
    part = data.draw(st.integers(0, whole))
    value = Fraction(part, whole)
    shown = Fraction(show_rate(value, line).removesuffix("%")) / 100
    assert abs(shown - value) < Fraction(1, 10_000)
    for limit in (FULL, line or FULL):
        assert (shown >= limit) == (value >= limit)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6), st.randoms())
def test_the_order_of_entry_changes_nothing(pairs: list[tuple[int, int]], chance: Any) -> None:
    sheets = [sheet(max(pair), min(pair), number) for number, pair in enumerate(pairs)]
    mixed = sorted(sheets, key=lambda _: chance.random())
    assert rates_of(mixed, (), RateRules()) == rates_of(sheets, (), RateRules())
