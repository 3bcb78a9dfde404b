"""A week for its papers: the inspection's circular, the sign-in sheets, the inspection records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from core.doors import Read
from core.labels import POST_ROLES
from core.model import area, check_in, finding, inspection, person, post, unit
from core.queries.entry import numbered
from core.queries.month import holidays
from core.queries.papers.asked import Asked, the_unit
from core.queries.papers.problems import Problem, problems_where
from core.queries.roster.spans import within
from core.queries.weeks import StationWeek, Weeks, station_weeks
from core.rules.calendar import Week, week_of
from core.rules.quotas import Quota, Visit, working_week
from core.settings import Settings, settings_at

_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tour:
    """A round of inspection with what it found."""

    day: date
    inspectors: str
    note: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A week's inspections; ``issue_no`` counts the year's inspected weeks up to it, None when it is none.

    ``before`` are the findings of the last inspected week before it, ``before_week`` that week.
    ``stations`` are judged only when the week is over.
    """

    settings: Settings
    today: date
    week: Week
    issue_no: int | None
    tours: tuple[Tour, ...]
    loose: tuple[Problem, ...]  # found outside a round
    before_week: Week | None
    before: tuple[Problem, ...]
    short: tuple[str, ...]  # stations that did not reach what the week asked of them
    judged: int  # stations that owed visits

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*(one for tour in self.tours for one in tour.problems), *self.loose)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The records to fill in or to keep: one per round of the week; none when ``blank``."""

    settings: Settings
    today: date
    week: Week
    blank: bool
    tours: tuple[Tour, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody expected to sign in; ``reason`` says why ``required`` is what it is."""

    name: str
    title: str
    required: int
    done: int
    reason: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A line keyed in from the sheet; ``rest``: on a day off, ``repeats``: the same visit a second time."""

    day: date
    name: str
    title: str
    place: str
    note: str
    sheet_no: str
    rest: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """A station's sheet of the week under its number (2026-48-03); ``finished``: the week is over."""

    unit: str
    number: str
    signers: tuple[Signer, ...]
    lines: tuple[VisitLine, ...]
    exempt: str
    finished: bool


@dataclass(frozen=True, slots=True)
class SignInFacts:
    settings: Settings
    today: date
    week: Week
    working_days: int
    holiday: str
    per_person: bool
    per_week: int
    blank: bool
    sheets: tuple[SignInSheet, ...]


# -- inspections -----------------------------------------------------------------------------------


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
    return RoundFacts(settings_at(r, r.today), r.today, week, asked.blank, tours)


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
    tours = tuple(
        Tour(day, who or "", note or "", tuple(one for one in found if belongs[one.id] == row))
        for row, day, who, note in rounds
    )
    return tours, tuple(one for one in found if belongs[one.id] not in known)


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


# -- sign-in sheets --------------------------------------------------------------------------------


def sign_in_facts(r: Read, asked: Asked) -> SignInFacts:
    """A sheet for every station that owes visits in the week, numbered in the office's order of stations."""
    week = asked.week or week_of(r.today)
    if asked.unit is not None:
        the_unit(r, asked.unit, "station")
    judged = station_weeks(r, [week], week.sunday)
    settings = settings_at(r, week.sunday)
    days, holiday = working_week(week, holidays(r))
    lines = _lines(r, week) if not asked.blank else {}
    numbers = _sheet_numbers(r, week)
    cells = {unit_id: cell for (unit_id, _), cell in judged.cells.items()}
    people, titles = _people(r, week)
    sheets = [
        _sheet(judged, cells.get(row), row, numbers[row], people, titles, lines, over=week.sunday < r.today)
        for row in judged.names
        if asked.unit in (None, row) and (row in cells or row in lines)
    ]
    return SignInFacts(
        settings_at(r, r.today),
        r.today,
        week,
        days,
        holiday,
        judged.per_person,
        settings.per_week,
        asked.blank,
        tuple(sheets),
    )


def _sheet_numbers(r: Read, week: Week) -> dict[int, str]:
    """2026-48-03: the sheet of the third station, whatever stations have none this week."""
    stations = r.column(select(unit.c.id).where(unit.c.kind == "station").order_by(unit.c.sort, unit.c.id))
    return {row: f"{week.year}-{week.number:02d}-{place:02d}" for place, row in enumerate(stations, 1)}


def _people(r: Read, week: Week) -> tuple[dict[int, list[int]], dict[int, tuple[str, str]]]:
    """Who holds a post in which unit some day of the week, and everybody's name and title."""
    p = post.c
    held: dict[int, list[int]] = {}
    titles: dict[int, tuple[str, str]] = {}
    rows = r.all(
        select(p.unit_id, p.person_id, person.c.name, p.title, p.role)
        .join(person, person.c.id == p.person_id)
        .where(within(post, week.monday, week.sunday))
        .order_by(p.valid_from.desc(), p.id),
        lambda *row: row,
    )
    for unit_id, who, name, title, role in rows:
        held.setdefault(unit_id, []).append(who)
        titles.setdefault(who, (name, title or POST_ROLES.get(role, "")))
    return held, titles


def _sheet(
    judged: Weeks,
    cell: StationWeek | None,
    unit_id: int,
    number: str,
    people: Mapping[int, list[int]],
    titles: Mapping[int, tuple[str, str]],
    lines: Mapping[int, list[VisitLine]],
    *,
    over: bool,
) -> SignInSheet:
    quotas = () if cell is None else cell.quotas
    if judged.per_person:
        signers = _signers(quotas, titles)
    else:
        signers = [Signer(*titles[who], 0, 0, "") for who in dict.fromkeys(people.get(unit_id, ()))]
        signers += [Signer("全所", "", one.required, one.done, one.reason) for one in quotas]
    return SignInSheet(
        judged.names[unit_id],
        number,
        tuple(signers),
        tuple(lines.get(unit_id, ())),
        "" if cell is None else cell.reason,
        over,
    )


def _signers(quotas: Iterable[Quota], titles: Mapping[int, tuple[str, str]]) -> list[Signer]:
    """In the order of their posts: the head first."""
    return [
        Signer(*titles.get(one.person_id or 0, ("", "")), one.required, one.done, one.reason)
        for one in quotas
    ]


def _lines(r: Read, week: Week) -> dict[int, list[VisitLine]]:
    """The week's check-ins by the station each person belongs to that day."""
    c, p, above = check_in.c, post.c, area.alias("above")
    known = holidays(r)
    rows = r.all(
        select(
            c.id,
            c.person_id,
            c.area_id,
            c.day,
            person.c.name,
            area.c.name,
            area.c.kind,
            above.c.name,
            c.note,
            c.sheet_no,
        )
        .join(person, person.c.id == c.person_id)
        .outerjoin(area, area.c.id == c.area_id)
        .outerjoin(above, above.c.id == area.c.parent_id)
        .where(c.day.between(week.monday, week.sunday))
        .order_by(c.day, c.id),
        lambda *row: row,
    )
    posts: dict[int, list[_Row]] = {}
    for who, *term in r.all(
        select(p.person_id, p.unit_id, p.valid_from, p.valid_to, p.title, p.role)
        .where(within(post, week.monday, week.sunday))
        .order_by(p.valid_from.desc(), p.id),
        lambda *row: row,
    ):
        posts.setdefault(who, []).append(tuple(term))
    again = numbered([Visit(*row[:4]) for row in rows])
    found: dict[int, list[VisitLine]] = {}
    for row, who, _place, day, name, place, kind, village, note, sheet in rows:
        held = next((t for t in posts.get(who, ()) if t[1] <= day and (t[2] is None or day <= t[2])), None)
        if held is not None:
            where = f"{village or ''}{place}" if kind == "group" else place or ""
            title = held[3] or POST_ROLES.get(held[4], "")
            rest = not known.is_workday(day)
            found.setdefault(held[0], []).append(
                VisitLine(day, name, title, where, note or "", sheet or "", rest, again[row][1] is not None)
            )
    return found
