"""A year's arrangement that lacks a holiday would ask for visits on it: what is missing is named."""

import csv
from datetime import date, timedelta

import pytest

import resources
from core.rules.holiday_gaps import Day, gaps

BUNDLED: dict[int, list[Day]] = {}
with resources.path("holidays.csv").open(encoding="utf-8", newline="") as source:
    for day, name, off in csv.reader(line for line in source if not line.startswith("#")):
        BUNDLED.setdefault(date.fromisoformat(day).year, []).append(
            (date.fromisoformat(day), name, off == "1")
        )
YEARS = [year for year, days in BUNDLED.items() if any(day == date(year, 1, 1) for day, *_ in days)]


@pytest.mark.parametrize("year", YEARS)
def test_what_the_state_council_published_has_no_gap(year: int) -> None:
    assert gaps(year, BUNDLED[year]) == ()
    weekdays = [one for one in BUNDLED[year] if one[0].weekday() < 5 or not one[2] or one[1] == "元旦"]
    assert gaps(year, weekdays) == ()  # a sheet that leaves out the weekends, which are free anyway


@pytest.mark.parametrize("holiday", ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
def test_a_holiday_left_out_is_named(holiday: str) -> None:
    days = [one for one in BUNDLED[2026] if one[1] != holiday]
    assert gaps(2026, days) == (f"没有{holiday}",)


def test_several_left_out_are_one_phrase() -> None:
    assert gaps(2027, [(date(2027, 1, 1), "元旦", True)]) == (
        "没有春节、清明节、劳动节、端午节、中秋节、国庆节",
    )


def test_a_hole_in_a_holiday_is_named_by_its_day() -> None:
    days = [one for one in BUNDLED[2026] if one[0] != date(2026, 10, 5)]
    assert gaps(2026, days) == ("10月5日夹在放假中间没有写",)
    worked = [*days, (date(2026, 10, 5), "国庆节", False)]
    assert gaps(2026, worked) == ()  # said to be worked: no hole


@pytest.mark.parametrize("words", ["国庆节、中秋节", "中秋节、国庆节"])
def test_mid_autumn_may_fall_into_the_national_holiday(words: str) -> None:
    kept = [one for one in BUNDLED[2026] if one[1] not in ("中秋节", "国庆节")]
    october = [(date(2026, 10, 1) + timedelta(n), words, True) for n in range(7)]
    assert gaps(2026, [*kept, *october]) == ()
