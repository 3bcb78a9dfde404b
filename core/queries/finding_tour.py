"""A round of inspection (督查) being keyed in: what can be chosen, the day's lines, what was seen before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select

from core.doors import Read
from core.ledgers.headings import SOURCES
from core.model import (
    area,
    assignment,
    category,
    finding,
    inspection,
    inspection_place,
    photo,
    rectification,
    unit,
)
from core.queries.places import parents

SIMILAR_DAYS = 30  # the same place and category within a month is likely the same thing again


@dataclass(frozen=True, slots=True)
class Choice:
    """A station or a place to filter by, or to enter in a cell."""

    id: int
    name: str
    initials: str = ""
    detail: str = ""


def _pair(key: Any, value: Any) -> tuple[Any, Any]:
    return key, value


# -- what can be chosen ----------------------------------------------------------------------------


def stations(r: Read) -> list[Choice]:
    """Every station, in the order of the roster."""
    c = unit.c
    found = (
        select(c.id, c.name, c.initials).where(c.kind == "station").order_by(c.sort.is_(None), c.sort, c.id)
    )
    return r.all(found, lambda row, name, letters: Choice(row, name, letters or ""))


def places(r: Read) -> list[Choice]:
    """Villages, markets and whatever else lies directly in the township, in the order they were entered."""
    above = area.alias("above")
    found = (
        select(area.c.id, area.c.name, area.c.initials)
        .outerjoin(above, above.c.id == area.c.parent_id)
        .where(area.c.kind != "township", or_(above.c.id.is_(None), above.c.kind == "township"))
        .order_by(area.c.kind.in_(("market", "point", "settlement")), area.c.id)
    )
    return r.all(found, lambda row, name, letters: Choice(row, name, letters or ""))


def every_place(r: Read) -> list[Choice]:
    """Every place by its full name (大和社区3组), the larger ones first."""
    c = area.c
    rows = r.all(select(c.id, c.name, c.initials, c.parent_id, c.kind).order_by(c.id), lambda *row: row)
    known = {row: (name, letters or "", parent, kind) for row, name, letters, parent, kind in rows}
    found = []
    for row, (name, letters, parent, kind) in known.items():
        if kind == "township":
            continue
        inside = known.get(parent) if parent is not None else None
        if inside is None or inside[3] == "township":
            found.append((0, Choice(row, name, letters)))
        else:
            found.append((1, Choice(row, inside[0] + name, inside[1] + letters)))
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def categories(r: Read) -> list[Choice]:
    """Every category; ``detail`` is its heading in the plan."""
    c = category.c
    found = select(c.id, c.name, c.heading).order_by(c.sort.is_(None), c.sort, c.id)
    return r.all(found, lambda row, name, heading: Choice(row, name, "", heading))


def stations_map(r: Read, day: date) -> dict[int, tuple[int, ...]]:
    """For every place the stations that answer for it that day, as places.stations_of has them."""
    a = assignment.c
    lines = r.all(
        select(a.area_id, a.unit_id)
        .where(a.unit_id.is_not(None), a.valid_from <= day, or_(a.valid_to.is_(None), a.valid_to >= day))
        .order_by(a.role != "lead", a.id),
        _pair,
    )
    own: dict[int, list[int]] = {}
    for where, station in lines:
        if station not in own.setdefault(where, []):
            own[where].append(station)
    above = parents(r, day)
    answers = {}
    for start in above:
        place: int | None = start
        while place is not None and place not in own:
            place = above.get(place)
        answers[start] = tuple(own[place]) if place is not None else ()
    return answers


# -- an inspection being keyed in ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tour:
    """A round of inspection with its findings; ``id`` None when that day has none yet."""

    id: int | None
    day: date
    inspectors: str
    lines: tuple["TourLine", ...] = ()
    places: tuple[int, ...] = ()  # where it went, beside those of its findings


@dataclass(frozen=True, slots=True)
class TourLine:
    """A finding as the sheet shows it; ``due_on`` of its first order; ``earlier`` is what it resembles."""

    id: int
    area_id: int | None
    place: str
    unit_id: int | None
    category_id: int | None
    text: str
    due_on: date | None
    fixed_on_spot: bool
    recurrence_of: int | None
    earlier: tuple[int, date] | None
    steps: int  # how far its rectification has come: 0 nothing, 1 ordered, 2 more
    photos: int = 0
    source: str = SOURCES[0]
    location: str = ""
    standard_id: int | None = None
    partner: str = ""


def tour_of(r: Read, day: date) -> Tour:
    """The day's last inspection; for a day without one the inspectors of the one before.

    What stations or people reported that day stands on the same sheet.
    """
    i = inspection.c
    found = r.first(select(i.id, i.inspectors).where(i.day == day).order_by(i.id.desc()).limit(1), _pair)
    if found is None:
        last = r.value(select(i.inspectors).where(i.day < day).order_by(i.day.desc(), i.id.desc()).limit(1))
        return Tour(None, day, last or "", tuple(_tour_lines(r, None, day)))
    p = inspection_place.c
    been = r.column(select(p.area_id).where(p.inspection_id == found[0]).order_by(p.id))
    return Tour(found[0], day, found[1] or "", tuple(_tour_lines(r, found[0], day)), tuple(been))


def _tour_lines(r: Read, tour_id: int | None, day: date) -> list[TourLine]:
    f, c = finding.c, rectification.c
    steps = func.coalesce(
        func.max(
            case(
                (c.id.is_(None), 0),
                (or_(c.number > 1, c.acknowledged_on.is_not(None), c.replied_on.is_not(None)), 2),
                else_=1,
            )
        ),
        0,
    )
    first_due = func.min(case((c.number == 1, c.due_on)), type_=c.due_on.type)
    pictures = select(func.count()).where(photo.c.finding_id == f.id).scalar_subquery()
    columns = (
        f.id, f.area_id, f.place, f.unit_id, f.category_id, f.text,
        f.fixed_on_spot, f.recurrence_of, f.found_on, pictures,
        f.source, f.location, f.standard_id, f.partner,
    )  # fmt: skip
    reported = (f.found_on == day) & f.source.is_not(None) & f.inspection_id.is_(None)
    of_day = reported if tour_id is None else or_(f.inspection_id == tour_id, reported)
    rows = r.all(
        select(*columns, first_due, steps)
        .select_from(finding)
        .outerjoin(rectification, c.finding_id == f.id)
        .where(of_day)
        .group_by(f.id)
        .order_by(f.id),
        lambda *row: row,
    )
    return [
        TourLine(
            row, place_id, place or "", station, kind, text, due, fixed, again,
            similar(r, place_id, kind, found, but=row), far, seen,
            source or SOURCES[0], location or "", item, partner or "",
        )
        for row, place_id, place, station, kind, text, fixed, again, found, seen, source, location,
        item, partner, due, far in rows
    ]  # fmt: skip


def similar(
    r: Read, area_id: int | None, category_id: int | None, day: date, but: int | None = None
) -> tuple[int, date] | None:
    """The latest finding of the same place and category in the 30 days before: its id and day."""
    if area_id is None or category_id is None:
        return None
    f = finding.c
    return r.first(
        select(f.id, f.found_on)
        .where(
            f.area_id == area_id,
            f.category_id == category_id,
            f.found_on < day,
            f.found_on >= day - timedelta(days=SIMILAR_DAYS),
            f.id != (but or 0),
        )
        .order_by(f.found_on.desc(), f.id.desc())
        .limit(1),
        _pair,
    )
