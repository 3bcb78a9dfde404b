"""Areas as the rules need them: which village a place belongs to, which stations answer for it."""

from datetime import date

from sqlalchemy import or_, select

from core.doors import Read
from core.model import area, assignment, unit
from core.queries.lineage import area_heirs


def parents(r: Read, day: date | None = None) -> dict[int, int | None]:
    """What each place lies in; as of a day, a place merged by then lies in the one that took it over."""
    above: dict[int, int | None] = dict(r.all(select(area.c.id, area.c.parent_id), lambda *row: row))
    if day is None:
        return above
    followed = area_heirs(r, day)
    return {row: followed.get(row) or followed.get(over or 0, over) for row, over in above.items()}


def village_units(r: Read) -> dict[int, int]:
    """The village unit each area belongs to, through its parents; markets outside any have none."""
    own = dict(
        r.all(
            select(unit.c.area_id, unit.c.id).where(unit.c.kind == "village", unit.c.area_id.is_not(None)),
            lambda *row: row,
        )
    )
    above = parents(r)
    found: dict[int, int] = {}
    for start in above:
        place: int | None = start
        while place is not None and place not in own:
            place = above[place]
        if place is not None:
            found[start] = own[place]
    return found


def stations_of(r: Read, area_id: int, day: date) -> list[int]:
    """The stations that answer for a place on a day (方案四(一)2 谁包保、谁负责), lead first.

    A group without lines of its own is answered for by its village's stations, a village merged by then
    by those of the one it went into.
    """
    above = parents(r, day)
    place: int | None = area_id
    while place is not None:
        found = r.column(
            select(assignment.c.unit_id)
            .where(
                assignment.c.area_id == place,
                assignment.c.unit_id.is_not(None),
                assignment.c.valid_from <= day,
                or_(assignment.c.valid_to.is_(None), assignment.c.valid_to >= day),
            )
            .order_by(assignment.c.role != "lead", assignment.c.id)
        )
        if found:
            return list(dict.fromkeys(found))
        place = above.get(place)
    return []
