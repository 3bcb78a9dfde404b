"""A week for its papers: what its inspections found, and what became of the week before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select

from core.doors import Read
from core.ledgers.checklist import DEFAULT_ITEMS
from core.ledgers.duties import WORK_AREAS
from core.model import area, checklist_item, finding, inspection, inspection_place
from core.queries.papers.asked import Asked
from core.queries.papers.photos import Shot, shots_of
from core.queries.papers.problems import Problem, problems_where
from core.queries.records import holidays
from core.queries.standards import standards
from core.queries.weeks import station_weeks
from core.rules.calendar import Week, week_of
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class Tour:
    """A round of inspection with what it found; ``places`` are where it went, also in vain."""

    day: date
    inspectors: str
    note: str
    problems: tuple[Problem, ...]
    places: tuple[str, ...] = ()

    @property
    def clean(self) -> tuple[str, ...]:
        """Places visited where nothing was found."""
        found = {one.village for one in self.problems}
        return tuple(one for one in self.places if one not in found)


@dataclass(frozen=True, slots=True)
class Check:
    """An item of the 督查清单."""

    work_area: str
    text: str
    location: str
    standard: str = ""


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A week's inspections; ``issue_no`` counts the year's inspected weeks up to it, None when it is none.

    ``before`` are the findings of the last inspected week before it, ``before_week`` that week.
    ``short`` names stations without their visits, of ``judged``; none before the week is over.
    """

    settings: Settings
    today: date
    week: Week
    issue_no: int | None
    tours: tuple[Tour, ...]
    loose: tuple[Problem, ...]  # found outside a round
    before_week: Week | None
    before: tuple[Problem, ...]
    short: tuple[str, ...]
    judged: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*(one for tour in self.tours for one in tour.problems), *self.loose)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The records to fill in or to keep: one per round of the week; none when ``blank``.

    ``shots`` are the photos by finding.
    """

    settings: Settings
    today: date
    week: Week
    blank: bool
    tours: tuple[Tour, ...]
    shots: Mapping[int, tuple[Shot, ...]] = field(default_factory=lambda: MappingProxyType({}))
    checks: tuple[Check, ...] = ()  # of a blank one, by work area


def week_facts(r: Read, asked: Asked) -> WeekFacts:
    """The inspections of the week asked for, else of the latest week that has one."""
    week = asked.week or last_inspected(r)
    tours, loose = _tours(r, week)
    earlier = r.value(select(func.max(inspection.c.day)).where(inspection.c.day < week.monday))
    before = None if earlier is None else week_of(earlier)
    short, judged = _short(r, week)
    return WeekFacts(
        settings_at(r, r.today),
        r.today,
        week,
        _issue_no(r, week) if tours else None,
        tours,
        loose,
        before,
        () if before is None else tuple(problems_where(r, _found_in(before))),
        short,
        judged,
    )


def round_facts(r: Read, asked: Asked) -> RoundFacts:
    """The rounds of the week asked for, else of the latest week that has one."""
    week = asked.week or (week_of(r.today) if asked.blank else last_inspected(r))
    tours = () if asked.blank else _tours(r, week)[0]
    shots = shots_of(r, [one.id for tour in tours for one in tour.problems])
    checks = _checks(r) if asked.blank else ()
    return RoundFacts(settings_at(r, r.today), r.today, week, asked.blank, tours, shots, checks)


def _checks(r: Read) -> tuple[Check, ...]:
    """The office's list by work area in the plan's order, or the plan's own where it has none yet."""
    c = checklist_item.c
    codes = {one.id: one.code for one in standards(r)}
    found = r.all(
        select(c.work_area, c.text, c.location, c.standard_id).order_by(c.sort.is_(None), c.sort, c.id),
        lambda where, text, kind, item: Check(where or "", text, kind or "", codes.get(item, "")),
    ) or [Check(where, text, kind or "") for where, text, kind in DEFAULT_ITEMS]
    order = {where: place for place, where in enumerate(WORK_AREAS)}
    return tuple(sorted(found, key=lambda one: order.get(one.work_area, len(order))))


def last_inspected(r: Read) -> Week:
    """This week, or before its inspection the latest week that had one."""
    latest = r.value(select(func.max(inspection.c.day)).where(inspection.c.day <= r.today))
    return week_of(latest or r.today)


def _found_in(week: Week) -> Any:
    return finding.c.found_on.between(week.monday, week.sunday)


def _tours(r: Read, week: Week) -> tuple[tuple[Tour, ...], tuple[Problem, ...]]:
    i = inspection.c
    found = problems_where(r, _found_in(week))
    belongs = dict(
        r.all(select(finding.c.id, finding.c.inspection_id).where(_found_in(week)), lambda *row: row)
    )
    rounds = r.all(
        select(i.id, i.day, i.inspectors, i.note)
        .where(i.day.between(week.monday, week.sunday))
        .order_by(i.day, i.id),
        lambda *row: row,
    )
    known = {row[0] for row in rounds}
    been = _been(r, known)
    tours = tuple(
        Tour(
            day,
            who or "",
            note or "",
            tuple(one for one in found if belongs[one.id] == row),
            tuple(been.get(row, ())),
        )
        for row, day, who, note in rounds
    )
    return tours, tuple(one for one in found if belongs[one.id] not in known)


def _been(r: Read, rounds: set[int]) -> dict[int, list[str]]:
    """The places said of each round."""
    p = inspection_place.c
    found: dict[int, list[str]] = {}
    rows = select(p.inspection_id, area.c.name).join(area, area.c.id == p.area_id)
    for row, name in r.all(rows.where(p.inspection_id.in_(rounds)).order_by(p.id), lambda *row: row):
        found.setdefault(row, []).append(name)
    return found


def _issue_no(r: Read, week: Week) -> int:
    days = r.column(select(inspection.c.day).where(inspection.c.day <= week.sunday).distinct())
    return len({one for one in map(week_of, days) if one.year == week.year})


def _short(r: Read, week: Week) -> tuple[tuple[str, ...], int]:
    if week.sunday >= r.today or week.year not in holidays(r).years:
        return (), 0
    judged = station_weeks(r, [week], week.sunday)
    owing = {unit_id: cell for (unit_id, _), cell in judged.cells.items() if cell.owed}
    names = tuple(
        name for row, name in judged.names.items() if row in owing and owing[row].met < owing[row].owed
    )
    return names, len(owing)
