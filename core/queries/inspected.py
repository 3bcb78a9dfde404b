"""Where inspections have not been yet (不放过一个死角), by the rule the month's duties are judged by."""

from datetime import date

from sqlalchemy import select

from core.doors import Read
from core.model import inspection
from core.queries.duty_rows import looked_between, places_at
from core.rules.calendar import Holidays, month_of, period_of, week_of
from core.rules.duties import DutyInput, Known, Place
from core.rules.duties.monthly import places
from core.rules.quotas import Records

_NO_HOLIDAYS = Holidays(frozenset(), frozenset(), frozenset())  # being somewhere asks for no working day


def not_inspected(r: Read, day: date) -> tuple[Place, ...]:
    """Villages and markets no inspection of the day's month went to; none before the first inspection."""
    if r.value(select(inspection.c.id).limit(1)) is None:
        return ()
    month = month_of(week_of(day))
    start, end = period_of(month)
    known = Known(places=places_at(r, end), looked=looked_between(r, start, end))
    data = DutyInput(month, min(end, r.today), r.today, _NO_HOLIDAYS, (), Records(), known)
    unseen = {one.actor.area_id for one in places(data) if not one.done}
    return tuple(one for one in known.places if one.id in unseen)
