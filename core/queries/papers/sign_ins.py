"""A station's sign-in sheet of a week: who is expected, what was keyed in, how the week is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from core.doors import Read
from core.labels import POST_ROLES
from core.model import area, check_in, person, post, unit
from core.queries.entry import numbered
from core.queries.papers.asked import Asked, the_unit
from core.queries.records import holidays
from core.queries.roster.spans import within
from core.queries.weeks import StationWeek, Weeks, station_weeks
from core.rules.calendar import Week, week_of
from core.rules.quotas import Quota, Visit, working_week
from core.settings import Settings, settings_at

_Row = tuple[Any, ...]


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
    kind: str = ""  # 驻点


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
            c.kind,
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
    for row, who, _place, day, name, place, kind, village, note, sheet, way in rows:
        held = next((t for t in posts.get(who, ()) if t[1] <= day and (t[2] is None or day <= t[2])), None)
        if held is not None:
            where = f"{village or ''}{place}" if kind == "group" else place or ""
            title = held[3] or POST_ROLES.get(held[4], "")
            rest = not known.is_workday(day)
            found.setdefault(held[0], []).append(
                VisitLine(
                    day,
                    name,
                    title,
                    where,
                    note or "",
                    sheet or "",
                    rest,
                    again[row][1] is not None,
                    way or "",
                )
            )
    return found
