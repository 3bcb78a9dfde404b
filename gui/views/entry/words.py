"""The words and numbers of the check-in sheet; nothing of Qt, nothing of the record."""

from collections.abc import Iterable
from datetime import date

_COUNTS = "零一二三四五六七"


def sheet_code(monday: date, number: int) -> str:
    """How the record names the nth paper sheet of a week: 2026-44-03."""
    week = monday.isocalendar()
    return f"{week.year}-{week.week:02d}-{number:02d}"


def sheet_number(code: str, monday: date) -> int | None:
    """The number of a sheet of that week; None for a sheet named otherwise."""
    prefix = sheet_code(monday, 0)[:-2]
    rest = code.removeprefix(prefix)
    return int(rest) if rest != code and rest.isdecimal() else None


def say_sheet(code: str, monday: date) -> str:
    """第3张, or the name an office gave its sheet."""
    number = sheet_number(code, monday)
    return f"第{number}张" if number else code


def read_sheet(typed: str, monday: date) -> str:
    """What the clerk typed for the paper sheet: 4 and 第4张 are a number, anything else a name."""
    plain = typed.strip().removeprefix("第").removesuffix("张").strip()
    return sheet_code(monday, int(plain)) if plain.isdecimal() and 0 < int(plain) < 1000 else typed.strip()


def next_sheet(codes: Iterable[str], monday: date) -> str:
    """The sheet after the last one of the week."""
    numbers = [sheet_number(code, monday) or 0 for code in codes]
    return sheet_code(monday, max(numbers, default=0) + 1)


def times(count: int) -> str:
    """二次 as the plan says it."""
    return f"{_COUNTS[count] if 0 <= count < len(_COUNTS) else count}次"
