"""The facts of ledgers (台账) and of the sheets made from them: meetings, tasks, watches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from core.doors import Read
from core.labels import POST_ROLES
from core.ledgers import Ledger, ledger_named
from core.model import person, post, unit
from core.queries.ledgers import Asked as Wanted
from core.queries.ledgers import LedgerRow, ledger_rows, people_named
from core.queries.papers.asked import Asked, last_full_month, the_unit
from core.rules.calendar import Week, week_of
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class BookFacts:
    """A ledger's rows of a period; blank: a form to write on."""

    settings: Settings
    today: date
    ledger: Ledger
    period: str
    unit: str
    blank: bool
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody expected at a meeting or on a watch, in the post held that day."""

    name: str
    unit: str
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with who was there; ``row`` None: a sheet to write on, under its number (2026-48-03)."""

    row: LedgerRow | None
    number: str
    unit: str
    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    settings: Settings
    today: date
    period: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """Tasks by unit, those of no unit last."""

    settings: Settings
    today: date
    units: tuple[tuple[str, tuple[LedgerRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class WatchFacts:
    """Watches by key date, those of none last; ``blank``: to be signed."""

    settings: Settings
    today: date
    period: str
    blank: bool
    days: tuple[tuple[str, tuple[LedgerRow, ...]], ...]


def book_facts(r: Read, asked: Asked, ledger: Ledger) -> BookFacts:
    """Of a week or a month for what is dated, of a whole year or all time for the rest."""
    wanted, period = _period(ledger, asked, r.today)
    rows = () if asked.blank else tuple(ledger_rows(r, ledger, wanted))
    named = "" if asked.unit is None else the_unit(r, asked.unit)
    return BookFacts(settings_at(r, r.today), r.today, ledger, period, named, asked.blank, rows)


def _period(ledger: Ledger, asked: Asked, today: date) -> tuple[Wanted, str]:
    if ledger.span == "week" or asked.week is not None:
        start, end = asked.days(today)
        return Wanted(start, end, unit_id=asked.unit), asked.label(today)
    if ledger.span == "month":
        month = asked.month or last_full_month(today)
        return Wanted(month.first, month.last, unit_id=asked.unit), month.label
    if ledger.span == "year":
        return Wanted(date(today.year, 1, 1), date(today.year, 12, 31), unit_id=asked.unit), f"{today.year}年"
    return Wanted(unit_id=asked.unit), ""


# -- meetings --------------------------------------------------------------------------------------


def meeting_facts(r: Read, asked: Asked) -> MeetingFacts:
    """The meetings of a week or month; blank: one sheet for the unit asked for, or for every station."""
    ledger = ledger_named("study_meeting")
    wanted, period = _period(ledger, asked, r.today)
    if asked.blank:
        week = asked.week or week_of(r.today)
        places = {unit_id: place for place, (unit_id, _) in enumerate(_stations(r), 1)}
        units = _stations(r) if asked.unit is None else [(asked.unit, the_unit(r, asked.unit))]
        meetings = tuple(
            Meeting(None, _sheet(week, places.get(unit_id)), name, tuple(_staff(r, unit_id)))
            for unit_id, name in units
        )
        return MeetingFacts(settings_at(r, r.today), r.today, "", meetings)
    rows = ledger_rows(r, ledger, wanted)
    posts = _posts(r, {who for row in rows for who in _there(row)})
    meetings = tuple(
        Meeting(row, row.words["sheet_no"], row.words["unit_id"], tuple(_attendees(r, row, posts)))
        for row in rows
    )
    return MeetingFacts(settings_at(r, r.today), r.today, period, meetings)


def _there(row: LedgerRow) -> list[int]:
    chair = row.values["chair_id"]
    return list(dict.fromkeys([*([] if chair is None else [chair]), *(row.values["attendees"] or ())]))


def _attendees(r: Read, row: LedgerRow, posts: Mapping[int, list[tuple[Any, ...]]]) -> Iterable[Attendee]:
    names = people_named(r, _there(row))
    for who in _there(row):
        held = [
            one
            for one in posts.get(who, ())
            if one[0] <= row.values["day"] and (one[1] or date.max) >= row.values["day"]
        ]
        _, _, home, title = held[-1] if held else (None, None, "", "")
        yield Attendee(names.get(who, "").split("（")[0], home, title)


def _posts(r: Read, people: set[int]) -> dict[int, list[tuple[Any, ...]]]:
    """Posts of people by the day they began: from, to, unit, title."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    p = post.c
    statement = (
        select(p.person_id, p.valid_from, p.valid_to, unit.c.name, p.title, p.role)
        .join(unit, unit.c.id == p.unit_id)
        .where(p.person_id.in_(sorted(people)))
        .order_by(p.valid_from, p.id)
    )
    for who, start, end, home, title, role in r.all(statement, lambda *row: row):
        found.setdefault(who, []).append((start, end, home, title or POST_ROLES.get(role, "")))
    return found


def _sheet(week: Week, place: int | None) -> str:
    return f"{week.year}-{week.number:02}-{place:02}" if place else ""


def _stations(r: Read) -> list[tuple[int, str]]:
    """In the office's order, which numbers their sheets."""
    u = unit.c
    open_now = or_(u.valid_to.is_(None), u.valid_to >= r.today)
    found = select(u.id, u.name).where(u.kind == "station", open_now).order_by(u.sort, u.id)
    return r.all(found, lambda *row: row)


def _staff(r: Read, unit_id: int) -> Iterable[Attendee]:
    p = post.c
    held = or_(p.valid_to.is_(None), p.valid_to >= r.today)
    order = (p.role != "head", p.role != "deputy_in_charge", p.id)
    statement = select(person.c.name, unit.c.name, p.title, p.role).join(person, person.c.id == p.person_id)
    statement = statement.join(unit, unit.c.id == p.unit_id).where(
        p.unit_id == unit_id, p.valid_from <= r.today, held
    )
    for name, home, title, role in r.all(statement.order_by(*order), lambda *row: row):
        yield Attendee(name, home, title or POST_ROLES.get(role, ""))


# -- tasks and watches -----------------------------------------------------------------------------


def task_facts(r: Read, asked: Asked) -> TaskFacts:
    """The tasks of every station, or of one."""
    rows = ledger_rows(r, ledger_named("task"), Wanted(unit_id=asked.unit))
    grouped = _grouped(rows, "unit_id", "未定站所")
    if asked.unit is not None and not grouped:
        grouped = ((the_unit(r, asked.unit), ()),)
    return TaskFacts(settings_at(r, r.today), r.today, grouped)


def watch_facts(r: Read, asked: Asked) -> WatchFacts:
    """Who stands where on key dates, by default of this calendar month."""
    month = asked.month
    first, last = (month.first, month.last) if month else (r.today.replace(day=1), date(r.today.year, 12, 31))
    rows = ledger_rows(r, ledger_named("watch"), Wanted(first, last, unit_id=asked.unit))
    period = month.label if month else f"{first.year}年{first.month}月起"
    return WatchFacts(
        settings_at(r, r.today), r.today, period, asked.blank, _grouped(rows, "key_date_id", "日常值守")
    )


def _grouped(rows: Iterable[LedgerRow], key: str, none: str) -> tuple[tuple[str, tuple[LedgerRow, ...]], ...]:
    groups: dict[tuple[bool, str], list[LedgerRow]] = {}
    for row in rows:
        words = row.words[key]
        groups.setdefault((not words, words or none), []).append(row)
    return tuple(
        (name, tuple(found)) for (_, name), found in sorted(groups.items(), key=lambda one: one[0][0])
    )
