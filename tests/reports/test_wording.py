"""Numbers, dates and lists as they are printed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.papers.wording import day, ended, ordinal, percent, rounded, span_of_days


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (410, 452, "90.71%"),  # 90.7079…
        (963, 1032, "93.31%"),  # 93.3139…
        (311, 497, "62.58%"),  # 62.5754…: half up, where truncation gives 62.57
        (15, 24, "62.50%"),
        (0, 0, "—"),
        (24, 24, "100.00%"),
    ],
)
def test_percent_rounds_half_up(part: int, whole: int, printed: str) -> None:
    assert percent(part, whole) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("1/3", "0.33"),
        ("0.005", "0.01"),
        ("93.5", "93.50"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("100", "100.00"),
    ],
)
def test_scores_have_two_places(value: str, printed: str) -> None:
    assert rounded(Fraction(value)) == printed


@given(st.fractions(min_value=-1000, max_value=1000))
def test_rounding_is_never_off_by_more_than_half(value: Fraction) -> None:
    assert abs(Fraction(rounded(value)) - value) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_ordinals(number: int, printed: str) -> None:
    assert ordinal(number) == printed


def test_dates_name_the_year_where_it_changes() -> None:
    assert span_of_days(date(2026, 9, 28), date(2026, 11, 1)) == "2026年9月28日—11月1日"
    assert span_of_days(date(2026, 12, 28), date(2027, 1, 31)) == "2026年12月28日—2027年1月31日"
    assert day(date(2026, 3, 5), 2026) == "3月5日"


@pytest.mark.parametrize(
    ("text", "sentence"), [("逾期3条", "逾期3条。"), ("逾期3条。", "逾期3条。"), (" 逾期；", "逾期。")]
)
def test_a_reason_ends_with_one_full_stop(text: str, sentence: str) -> None:
    assert ended(text) == sentence
