"""People in the tables of the roster: of a place, of a unit, of the township."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from core.doors import Read
from core.labels import ASSIGNMENT_ROLES, POST_ROLES
from core.model import area, assignment, person, post, unit
from core.queries.roster.lines import LABELS, Line, Words
from core.queries.roster.spans import Bar, joined, on, within
from core.text import mask_phone

LIMIT = 2000  # people shown at once: four times the largest township office we know of


_PLACES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the table; ``phone`` is masked unless complete ones were asked for."""

    id: int
    post_id: int | None
    name: str
    unit_id: int | None
    unit: str
    title: str
    duty: str
    start: date
    end: date | None
    phone: str
    gone: bool


def area_people(r: Read, lines: Iterable[Line], words: Words, day: date, *, full: bool) -> list[Person]:
    """Leaders, persons of the lines and the heads of their stations, those in office first."""
    duties: dict[tuple[int, str], list[tuple[date, date | None]]] = defaultdict(list)
    stations: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for line in lines:
        if line.leader_id is not None:
            duties[line.leader_id, "包保领导"].append((line.start, line.end))
        if line.person_id is not None:
            label = words.label_of(line)
            role = "" if line.role == "lead" or label != "责任人" else f"（{ASSIGNMENT_ROLES[line.role]}）"
            duties[line.person_id, label + role].append((line.start, line.end))
        if line.unit_id is not None:
            stations[line.unit_id].append((line.start, line.end))
    known = {who for who, _duty in duties}
    for who, where, role, title in _heads(r, stations, day):
        if who not in known:
            duties[who, f"{words.units[where]}{title or POST_ROLES[role]}"] += stations[where]
    phones = _phones(r, {who for who, _duty in duties}, full=full)
    people = [
        _person(words, who, duty, bar, phones, day)
        for (who, duty), spans in duties.items()
        for bar in joined(who, "", spans)
    ]
    order = {label: number for number, label in enumerate(LABELS)}
    return sorted(people, key=lambda one: (one.gone, order.get(one.duty.split("（")[0], len(order))))


def _heads(r: Read, stations: Iterable[int], day: date) -> list[tuple[int, int, str, str | None]]:
    p = post.c
    return r.all(
        select(p.person_id, p.unit_id, p.role, p.title)
        .where(p.unit_id.in_(list(stations)), p.role == "head", on(post, day))
        .order_by(p.id),
        lambda *row: row,
    )


def _person(words: Words, who: int, duty: str, bar: Bar, phones: dict[int, str], day: date) -> Person:
    held = words.post(who, min(day, bar.end) if bar.end else day)
    gone = bar.end is not None and bar.end < day
    return Person(
        who,
        held[5] if held else None,
        words.people[who],
        held[4] if held else None,
        words.units.get(held[4], "") if held else "",
        held[3] if held else "",
        duty,
        bar.start,
        bar.end,
        phones.get(who, ""),
        gone,
    )


def _phones(r: Read, ids: Iterable[int], *, full: bool) -> dict[int, str]:
    rows = r.all(select(person.c.id, person.c.phone).where(person.c.id.in_(list(ids))), lambda *row: row)
    return {row: (phone or "") if full else mask_phone(phone or "") for row, phone in rows}


def phone_of(r: Read, person_id: int) -> str:
    """One person's complete number, "" when none is known."""
    return r.value(select(person.c.phone).where(person.c.id == person_id)) or ""


def home_of(r: Read, person_id: int, day: date) -> int | None:
    """The unit a person belongs to on a day, else the latest."""
    held = Words(r, day).post(person_id, day)
    return None if held is None else held[4]


def everybody(r: Read, day: date, *, full: bool) -> list[Person]:
    """All people in post in the year of the day, unit by unit."""
    return _by_post(r, post.c.id.is_not(None), day, full=full)


def unit_people(r: Read, unit_id: int, day: date, *, full: bool = False) -> list[Person]:
    """The people of a unit in the year of the day, its head first, those who left last."""
    return _by_post(r, post.c.unit_id == unit_id, day, full=full)


_RANK = {
    role: place for place, role in enumerate(("leader", "head", "deputy_in_charge", "village_secretary"))
}


def _by_post(r: Read, where: ColumnElement[bool], day: date, *, full: bool) -> list[Person]:
    p = post.c
    year = within(post, date(day.year, 1, 1), date(day.year, 12, 31))
    columns = (p.id, p.person_id, person.c.name, p.unit_id, unit.c.name, p.role, p.title)
    rows = r.all(
        select(*columns, p.valid_from, p.valid_to, person.c.phone)
        .join(person, person.c.id == p.person_id)
        .join(unit, unit.c.id == p.unit_id)
        .where(where, year)
        .order_by(unit.c.sort, unit.c.id, p.id)
        .limit(LIMIT),
        lambda *row: row,
    )
    places = _places_of_people(r, day)
    people = [
        (
            _RANK.get(role, 9),
            Person(
                who,
                row_id,
                name,
                where_id,
                where_name,
                title or POST_ROLES[role],
                _listed(places.get(who, [])),
                start,
                end,
                (phone or "") if full else mask_phone(phone or ""),
                end is not None and end < day,
            ),
        )
        for row_id, who, name, where_id, where_name, role, title, start, end, phone in rows
    ]
    order = {one.unit_id: number for number, (_rank, one) in reversed(list(enumerate(people)))}
    people.sort(key=lambda one: (one[1].gone, order[one[1].unit_id], one[0]))
    return [one for _rank, one in people]


def _places_of_people(r: Read, day: date) -> dict[int, list[str]]:
    """Where each person answers on the day, groups under the name of their village."""
    above = area.alias()
    a = assignment.c
    found: dict[int, list[str]] = defaultdict(list)
    for column in (a.leader_id, a.person_id):
        rows = r.all(
            select(column, area.c.name, area.c.kind, above.c.name)
            .join(area, area.c.id == a.area_id)
            .outerjoin(above, above.c.id == area.c.parent_id)
            .where(column.is_not(None), on(assignment, day))
            .order_by(a.role != "lead", area.c.kind == "group", area.c.id),
            lambda *row: row,
        )
        for who, name, kind, village in rows:
            label = f"{village}{name}" if kind == "group" else name
            if label not in found[who]:
                found[who].append(label)
    return found


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}处" if len(names) > _PLACES_SHOWN else ""
    return "、".join(names[:_PLACES_SHOWN]) + more
