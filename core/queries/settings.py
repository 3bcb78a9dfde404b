"""What 资料与设置 shows: settings with their versions, holidays by year, rubrics."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from core.doors import Read
from core.model import holiday, holiday_version, rubric, setting
from core.settings import ALWAYS, RULES, Settings, settings_at

LIMIT = 500


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a month, and since when each holds where it was ever changed."""

    settings: Settings
    since: dict[str, date]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a rule."""

    key: str
    value: Any
    valid_from: date


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """A year's arrangement in force: how many days off and how many worked instead."""

    year: int
    version_id: int
    adopted_on: date
    source: str
    off: int
    worked: int


@dataclass(frozen=True, slots=True)
class HolidayDay:
    """One day of an arrangement; ``off`` False: 补班."""

    day: date
    name: str
    off: bool


def rules_at(r: Read, day: date) -> Rules:
    """The rules in force on a day, with the day each began."""
    found = r.all(
        select(setting.c.key, setting.c.valid_from)
        .where(setting.c.key.in_(RULES), setting.c.valid_from <= day)
        .order_by(setting.c.valid_from),
        lambda key, since: (key, since),
    )
    return Rules(settings_at(r, day), {key: since for key, since in found if since != ALWAYS})


def versions(r: Read) -> list[Version]:
    """Every version of every rule, newest first."""
    s = setting.c
    return r.all(
        select(s.key, s.value, s.valid_from)
        .where(s.key.in_(RULES), s.valid_from > ALWAYS)
        .order_by(s.valid_from.desc(), s.id.desc())
        .limit(LIMIT),
        Version,
    )


def holiday_years(r: Read) -> list[HolidayYear]:
    """The newest version of each year, latest year first."""
    v = holiday_version.c
    newest = {
        year: (row, adopted, source)
        for row, year, adopted, source in r.all(
            select(v.id, v.year, v.adopted_on, v.source).order_by(v.id), lambda *row: row
        )
    }
    found = []
    for year, (row, adopted, source) in newest.items():
        days = holiday_days(r, row)
        off = sum(one.off for one in days)
        found.append(HolidayYear(year, row, adopted, source, off, len(days) - off))
    return sorted(found, key=lambda one: -one.year)


def holiday_days(r: Read, version_id: int) -> list[HolidayDay]:
    """The days of one version, in order."""
    h = holiday.c
    statement = select(h.day, h.name, h.off).where(h.version_id == version_id).order_by(h.day)
    return r.all(statement, HolidayDay)


def rubric_starts(r: Read, kind: str) -> list[date]:
    """The days from which versions of a rubric hold, newest first."""
    c = rubric.c
    return r.column(select(c.valid_from).where(c.kind == kind).distinct().order_by(c.valid_from.desc()))
