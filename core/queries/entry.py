"""登记: a week's check-ins as the sheet shows them, and what its cells are filled from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from core.doors import Read
from core.errors import UserError
from core.model import absence, assignment, check_in, person, post, unit
from core.queries.finding_tour import Choice, every_place, stations
from core.queries.inspected import markets_of
from core.queries.places import parents
from core.queries.weeks import StationWeek, station_weeks
from core.rules.calendar import week_of
from core.rules.quotas import Visit

LATELY = timedelta(weeks=8)  # whom and what the clerk keyed in then is offered first
NOTES = 60


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """A line of the sheet. ``visit``: the how manieth day of the week; ``repeats``: the id it says again."""

    id: int
    person_id: int
    name: str
    unit: str
    area_id: int | None
    area: str
    note: str
    day: date
    sheet_no: str
    visit: int
    repeats: int | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A post from–to in a unit."""

    unit_id: int
    unit: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in; ``terms`` latest first, stations before other units."""

    id: int
    name: str
    initials: str
    terms: tuple[Term, ...]

    def term(self, day: date) -> Term | None:
        """The post held on a day."""
        return next((one for one in self.terms if one.holds(day)), None)

    def unit(self, day: date) -> str:
        """The unit of that day, else the last one they belonged to."""
        held = self.term(day) or (self.terms[0] if self.terms else None)
        return held.unit if held else ""


@dataclass(frozen=True, slots=True)
class Directory:
    """What cells are filled from, the commonest of late first."""

    people: tuple[Person, ...]
    places: tuple[Choice, ...]
    notes: tuple[str, ...]
    stations: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """A week: its lines in the order they were keyed in, and each station's 二次.

    ``fault`` says why there are no figures (holidays never entered).
    """

    monday: date
    rows: tuple[CheckInRow, ...]
    stations: tuple[tuple[str, StationWeek], ...]
    per_person: bool
    fault: str = ""
    markets: tuple[tuple[str, bool], ...] = ()  # each market, and whether somebody was there


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A line of 请假公出."""

    id: int
    person_id: int
    name: str
    unit: str
    start: date
    end: date
    kind: str
    effect: str
    reason: str


def numbered(visits: Iterable[Visit]) -> dict[int, tuple[int, int | None]]:
    """For each check-in of one week: the how manieth distinct day it is, and the earlier one it repeats."""
    days: dict[int, set[date]] = {}
    first: dict[tuple[int, date, int | None], int] = {}
    ordered = sorted(visits, key=lambda one: one.id)
    for one in ordered:
        days.setdefault(one.person_id, set()).add(one.day)
        first.setdefault((one.person_id, one.day, one.area_id), one.id)
    places = {who: {day: place for place, day in enumerate(sorted(found), 1)} for who, found in days.items()}
    found = {}
    for one in ordered:
        same = first[one.person_id, one.day, one.area_id]
        found[one.id] = (places[one.person_id][one.day], None if same == one.id else same)
    return found


def week_sheet(r: Read, monday: date) -> WeekSheet:
    """The week that begins on ``monday``, judged as if it were over."""
    week = week_of(monday)
    rows = tuple(_rows(r, week.monday, week.sunday))
    try:
        judged = station_weeks(r, [week], week.sunday)
        seen = markets_of(r, week)
    except UserError as error:
        return WeekSheet(monday, rows, (), True, str(error))
    cells = [(judged.names[unit_id], cell) for (unit_id, _), cell in judged.cells.items()]
    return WeekSheet(monday, rows, tuple(sorted(cells, key=_by_lack)), judged.per_person, markets=seen)


def _by_lack(station: tuple[str, StationWeek]) -> tuple[bool, bool, float, int]:
    """Nobody out first, then the smaller share; those who met it last, the exempt at the end."""
    cell = station[1]
    share = cell.met / cell.owed if cell.owed else 1.0
    return cell.owed == 0, share >= 1, share, -cell.owed


def _rows(r: Read, start: date, end: date) -> list[CheckInRow]:
    c = check_in.c
    found = r.all(
        select(c.id, c.person_id, person.c.name, c.area_id, c.note, c.day, c.sheet_no, c.kind)
        .join(person, person.c.id == c.person_id)
        .where(c.day.between(start, end))
        .order_by(c.id),
        lambda *row: row,
    )
    counted = numbered(Visit(row, who, where, day) for row, who, _name, where, _note, day, *_ in found)
    homes, places = _terms(r), {one.id: one.name for one in every_place(r)}
    return [
        CheckInRow(
            row,
            who,
            name,
            _unit(homes.get(who, ()), day),
            where,
            "" if where is None else places.get(where, ""),
            note or "",
            day,
            slip or "",
            *counted[row],
            kind or "",
        )
        for row, who, name, where, note, day, slip, kind in found
    ]


def _unit(terms: tuple[Term, ...], day: date) -> str:
    held = next((one for one in terms if one.holds(day)), terms[0] if terms else None)
    return held.unit if held else ""


def _terms(r: Read) -> dict[int, tuple[Term, ...]]:
    p = post.c
    rows = r.all(
        select(p.person_id, unit.c.id, unit.c.name, p.valid_from, p.valid_to)
        .join(unit, unit.c.id == p.unit_id)
        .order_by(unit.c.kind != "station", p.valid_from.desc(), p.id.desc()),
        lambda who, *term: (who, Term(*term)),
    )
    found: dict[int, list[Term]] = {}
    for who, term in rows:
        found.setdefault(who, []).append(term)
    return {who: tuple(terms) for who, terms in found.items()}


def directory(r: Read, day: date) -> Directory:
    """People, places, reasons and stations as they are offered around a day."""
    homes = _terms(r)
    often = _often(r, day)
    people = r.all(
        select(person.c.id, person.c.name, person.c.initials).order_by(person.c.id),
        lambda row, name, letters: Person(row, name, letters or "", homes.get(row, ())),
    )
    people.sort(key=lambda one: -often.get(one.id, 0))
    return Directory(tuple(people), tuple(every_place(r)), tuple(_notes(r, day)), tuple(stations(r)))


def _often(r: Read, day: date) -> dict[int, int]:
    c = check_in.c
    return dict(
        r.all(
            select(c.person_id, func.count())
            .where(c.day.between(day - LATELY, day + timedelta(days=6)))
            .group_by(c.person_id),
            _pair,
        )
    )


def _notes(r: Read, day: date) -> list[str]:
    c = check_in.c
    found = (
        select(c.note)
        .where(c.day.between(day - LATELY / 2, day + timedelta(days=6)), c.note.is_not(None))
        .group_by(c.note)
        .order_by(func.count().desc(), c.note)
        .limit(NOTES)
    )
    return r.column(found)


def _pair(key: Any, value: Any) -> tuple[Any, Any]:
    return key, value


def people_of_area(r: Read, area_id: int, day: date) -> tuple[int, ...]:
    """Who answers on a day for a place or anything within it, the lead's people first."""
    above = parents(r, day)
    inside = [one for one in above if _lies_in(one, area_id, above)]
    a, p = assignment.c, post.c
    lines = r.all(
        select(a.person_id, a.unit_id)
        .where(a.area_id.in_(inside), a.valid_from <= day, or_(a.valid_to.is_(None), a.valid_to >= day))
        .order_by(a.role != "lead", a.id),
        _pair,
    )
    whole = {station for who, station in lines if who is None}  # the line names the station only
    members = r.column(
        select(p.person_id).where(
            p.unit_id.in_(whole), p.valid_from <= day, or_(p.valid_to.is_(None), p.valid_to >= day)
        )
    )
    return tuple(dict.fromkeys([who for who, _ in lines if who is not None] + members))


def _lies_in(place: int | None, top: int, above: dict[int, int | None]) -> bool:
    while place is not None:
        if place == top:
            return True
        place = above.get(place)
    return False


def absences_between(r: Read, start: date, end: date) -> list[AbsenceRow]:
    """请假、公出 that touch the days, the latest first."""
    a = absence.c
    homes = _terms(r)
    return r.all(
        select(a.id, a.person_id, person.c.name, a.valid_from, a.valid_to, a.kind, a.effect, a.reason)
        .join(person, person.c.id == a.person_id)
        .where(a.valid_from <= end, a.valid_to >= start)
        .order_by(a.valid_from.desc(), a.id.desc()),
        lambda row, who, name, since, until, kind, effect, reason: AbsenceRow(
            row, who, name, _unit(homes.get(who, ()), since), since, until, kind, effect, reason or ""
        ),
    )
