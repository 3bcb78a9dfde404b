"""Figures of circulars that were published, right and wrong, held against the rules."""

from fractions import Fraction

import pytest

from core.rules.ranking import Entry, rank
from core.rules.scoring import ScoreSheet
from core.rules.selection import SelectionRules, criticism
from reports.papers.wording import percent

# a circular on 141 units that keep order in streets: its parts, problems, and who was named by group
UNITS = {"市直部门": 32, "区直部门": 81, "乡镇（街道）": 16, "行政村": 3, "企业": 9}
PROBLEMS = {"甲区": 51, "乙区": 65}
PRAISED = [2, 2, 2, 2, 2, 2, 2, 1]
CRITICISED = [1] * 8


def test_the_sums_of_the_model_circular_add_up() -> None:
    assert sum(UNITS.values()) == 141
    assert sum(PROBLEMS.values()) == 116
    assert (sum(PRAISED), sum(CRITICISED)) == (15, 8)


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (410, 452, "90.71%"),
        (963, 1032, "93.31%"),
        (311, 497, "62.58%"),  # printed as 62.57: cut off instead of rounded
        (28, 57, "49.12%"),
    ],
)
def test_shares_are_rounded_half_up(part: int, whole: int, printed: str) -> None:
    assert percent(part, whole) == printed


def test_two_at_87_share_the_eighth_place_and_the_next_are_tenth_and_eleventh() -> None:
    """Printed by hand as 第八, 第九, and both 第十."""
    scores = [95, 94, 93, 92, 91, 90, 89, 87, 87, 86, 85]
    places = rank([Entry(number, "", Fraction(score)) for number, score in enumerate(scores)])
    assert [places[number].rank for number in range(7, 11)] == [8, 8, 10, 11]


def test_nobody_is_criticised_when_all_are_above_the_line() -> None:
    """全部高于85分，本期不设黑榜: seventeen towns, a line of 85."""
    sheets = tuple(
        ScoreSheet(number, "station", "", Fraction(100), Fraction(86 + number % 10), (), rank=number + 1)
        for number in range(17)
    )
    rules = SelectionRules(criticism_below=Fraction(85), criticism_bottom=3)
    assert criticism(sheets, rules, (), {}) == ()


def test_half_marks_decide_between_grounds() -> None:
    """84.75 and 79.75 stand as they are: quarters are not rounded before ranking."""
    scores = [Fraction("84.75"), Fraction(80), Fraction("79.75"), Fraction("78.75"), Fraction(76)]
    places = rank([Entry(number, "", score) for number, score in enumerate(scores)])
    assert [places[number].rank for number in range(5)] == [1, 2, 3, 4, 5]
