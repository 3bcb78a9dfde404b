"""Months, ISO weeks and working days as a township counts them, and their Chinese wording."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from core.errors import UserError

_MONTH = re.compile(r"(20\d\d|21\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_THURSDAY = 3
_SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written "2026-10"; anything else is a UserError."""
        match = _MONTH.fullmatch(text.strip())
        if match is None:
            raise UserError(f"“{text}”不是月份，请写成“2026-10”这样的形式。")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The calendar month of a day; for the month its week belongs to see ``month_of``."""
        return cls(day.year, day.month)

    @property
    def text(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def next(self) -> "Month":
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week; ``year`` is the year of its Thursday, so 2027-01-01 lies in week 53 of 2026."""

    year: int
    number: int
    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    @property
    def name(self) -> str:
        return f"第{self.number}周"

    @property
    def label(self) -> str:
        return f"{self.name}（{cn_range(self.monday, self.sunday)}）"


def week_of(day: date) -> Week:
    year, number, weekday = day.isocalendar()
    return Week(year, number, day - timedelta(days=weekday - 1))


@lru_cache(maxsize=256)
def weeks_of(month: Month) -> tuple[Week, ...]:
    """The four or five weeks whose Thursday lies in the month."""
    thursday = month.first + timedelta(days=(_THURSDAY - month.first.weekday()) % 7)
    weeks = []
    while thursday.month == month.number:
        weeks.append(week_of(thursday))
        thursday += timedelta(days=7)
    return tuple(weeks)


def month_of(week: Week) -> Month:
    return Month.of(week.monday + timedelta(days=_THURSDAY))


def period_of(month: Month) -> tuple[date, date]:
    """First Monday and last Sunday of the month's weeks: what its circular reports on."""
    weeks = weeks_of(month)
    return weeks[0].monday, weeks[-1].sunday


@dataclass(frozen=True, slots=True)
class Holidays:
    """The State Council's yearly arrangements: days off, and rest days worked instead (调休).

    ``years`` are the years whose arrangement is known; a day outside them is not guessed.
    """

    years: frozenset[int]
    off: frozenset[date]
    work: frozenset[date]
    names: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, rows: Iterable[tuple[date, str, bool]]) -> "Holidays":
        """From (day, name, off) rows; a year is known when its 1 January, always a holiday, is listed."""
        rows = tuple(rows)
        off = frozenset(day for day, _, rests in rows if rests)
        return cls(
            years=frozenset(day.year for day in off if (day.month, day.day) == (1, 1)),
            off=off,
            work=frozenset(day for day, _, rests in rows if not rests),
            names=MappingProxyType({day: name for day, name, _ in rows}),
        )

    def is_workday(self, day: date) -> bool:
        """Whether offices work that day; UserError when the year's arrangement was never entered."""
        if day in self.off:
            return False
        if day in self.work:
            return True
        if day.year not in self.years:
            raise UserError(f"{day.year}年放假安排还没有录入，请在“资料与设置”里导入。")
        return day.weekday() < _SATURDAY


def workdays(start: date, end: date, holidays: Holidays) -> tuple[date, ...]:
    """The working days from ``start`` to ``end``, both included."""
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(day for day in days if holidays.is_workday(day))


CYCLE = 3  # years of a 创建周期


def cycle_of(start: str, year: int) -> tuple[int, int] | None:
    """The first and last year of the cycle a year lies in; None where the office named no cycle."""
    if not start:
        return None
    first = int(start) + (year - int(start)) // CYCLE * CYCLE
    return first, first + CYCLE - 1


def cn_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def cn_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def cn_range(start: date, end: date) -> str:
    """3月2日—8日, 10月26日—11月1日, with years only where they differ."""
    if start == end:
        return cn_day(start)
    if start.year != end.year:
        return f"{cn_date(start)}—{cn_date(end)}"
    if start.month != end.month:
        return f"{cn_day(start)}—{cn_day(end)}"
    return f"{cn_day(start)}—{end.day}日"


def weekday_cn(day: date) -> str:
    return "周" + "一二三四五六日"[day.weekday()]
