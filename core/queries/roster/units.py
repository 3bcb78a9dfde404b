"""The units of a day with their size."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.doors import Read
from core.model import assignment, post, unit
from core.queries.roster.spans import on


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list of units, with how many people it has and how many places it answers for."""

    id: int
    kind: str
    name: str
    people: int
    places: int


_UNIT_ORDER = {"station": 0, "leadership": 1, "village": 2, "district": 3}


def units(r: Read, day: date) -> list[UnitRow]:
    """Stations, leaders, villages, district units, each in the office's own order."""
    people = dict(
        r.all(
            select(post.c.unit_id, func.count(func.distinct(post.c.person_id)))
            .where(on(post, day))
            .group_by(post.c.unit_id),
            lambda *row: row,
        )
    )
    places = dict(
        r.all(
            select(assignment.c.unit_id, func.count(func.distinct(assignment.c.area_id)))
            .where(assignment.c.unit_id.is_not(None), on(assignment, day))
            .group_by(assignment.c.unit_id),
            lambda *row: row,
        )
    )
    rows = r.all(
        select(unit.c.id, unit.c.kind, unit.c.name).where(on(unit, day)).order_by(unit.c.sort, unit.c.id),
        lambda row, kind, name: UnitRow(row, kind, name, people.get(row, 0), places.get(row, 0)),
    )
    return sorted(rows, key=lambda one: _UNIT_ORDER.get(one.kind, 9))
