from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.rules.calendar import (
    Holidays,
    Month,
    cn_date,
    cn_day,
    cn_range,
    month_of,
    period_of,
    week_of,
    weekday_cn,
    weeks_of,
    workdays,
)

DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("monday", "count"),
    [
        (date(2022, 1, 31), 0),
        (date(2026, 2, 16), 0),
        (date(2024, 2, 12), 1),
        (date(2024, 9, 30), 1),
        (date(2025, 1, 27), 1),
        (date(2022, 10, 3), 2),
        (date(2022, 1, 24), 7),
        (date(2026, 11, 16), 5),
    ],
)
def test_working_days_of_a_week(holidays: Holidays, monday: date, count: int) -> None:
    assert len(workdays(monday, monday + timedelta(days=6), holidays)) == count


def test_two_working_days_may_both_be_at_the_weekend(holidays: Holidays) -> None:
    assert workdays(date(2022, 10, 3), date(2022, 10, 9), holidays) == (date(2022, 10, 8), date(2022, 10, 9))


def test_an_unknown_year_is_not_guessed(holidays: Holidays) -> None:
    assert holidays.years == frozenset(range(2019, 2027))
    assert not holidays.is_workday(date(2018, 12, 31)), "listed with 2019's arrangement"
    with pytest.raises(UserError, match="2027年放假安排还没有录入，请在“资料与设置”里导入。"):
        holidays.is_workday(date(2027, 1, 4))


def test_a_month_is_read_and_written() -> None:
    month = Month.parse(" 2026-10 ")
    assert (month.text, month.label) == ("2026-10", "2026年10月")
    assert (month.first, month.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert (Month(2026, 1).previous.text, Month(2026, 12).next.text) == ("2025-12", "2027-01")
    assert Month(2024, 2).last == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "202610", "", "2026年10月", "0026-10", "２０２６-10"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="不是月份"):
        Month.parse(text)


def test_week_53_reaches_into_the_next_year() -> None:
    week = week_of(date(2027, 1, 1))
    assert (week.year, week.number, week.monday, week.sunday) == (
        2026,
        53,
        date(2026, 12, 28),
        date(2027, 1, 3),
    )
    assert month_of(week) == Month(2026, 12)
    assert week.label == "第53周（2026年12月28日—2027年1月3日）"


def test_october_2026_takes_weeks_40_to_44() -> None:
    assert [week.number for week in weeks_of(Month(2026, 10))] == [40, 41, 42, 43, 44]
    assert period_of(Month(2026, 10)) == (date(2026, 9, 28), date(2026, 11, 1))
    assert weeks_of(Month(2026, 10))[-1].label == "第44周（10月26日—11月1日）"


@given(DAYS)
def test_every_day_lies_in_one_month_s_period(day: date) -> None:
    week = week_of(day)
    month = month_of(week)
    assert day in week.days
    assert week in weeks_of(month)
    assert week not in weeks_of(month.previous) + weeks_of(month.next)
    assert period_of(month)[1] + timedelta(days=1) == period_of(month.next)[0]


def test_wording_of_days() -> None:
    assert cn_date(date(2026, 3, 5)) == "2026年3月5日"
    assert cn_day(date(2026, 3, 5)) == "3月5日"
    assert cn_range(date(2026, 3, 2), date(2026, 3, 8)) == "3月2日—8日"
    assert cn_range(date(2026, 10, 26), date(2026, 11, 1)) == "10月26日—11月1日"
    assert cn_range(date(2026, 12, 28), date(2027, 1, 3)) == "2026年12月28日—2027年1月3日"
    assert cn_range(date(2026, 3, 2), date(2026, 3, 2)) == "3月2日"
    assert weekday_cn(date(2026, 11, 22)) == "周日"
