"""Check-ins that say again what the record already holds (重复签到): kept, flagged, counted once."""

from datetime import date

from sqlalchemy import func, select

from core.doors import Read
from core.model import check_in


def first_same(r: Read, person_id: int, area_id: int | None, day: date) -> int | None:
    """The first check-in of that person, day and area, or None."""
    c = check_in.c
    same = (c.day == day) & (c.person_id == person_id) & (c.area_id.is_(area_id))
    found = r.value(select(func.min(c.id)).where(same))
    return None if found is None else int(found)
