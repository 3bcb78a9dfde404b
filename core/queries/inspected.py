"""Where inspections and stations have not been yet, by the rules the month's duties are judged by."""

from datetime import date

from sqlalchemy import select

from core.doors import Read
from core.model import area, inspection
from core.queries.duty_rows import covers_between, looked_between, places_at
from core.queries.lineage import unit_heirs
from core.queries.records import holidays, records_between, units_between
from core.rules.calendar import Holidays, Week, month_of, period_of, week_of
from core.rules.duties import DutyInput, Known, Place
from core.rules.duties.monthly import places
from core.rules.duties.weekly import markets
from core.rules.lineage import follow_records
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


def markets_of(r: Read, week: Week) -> tuple[tuple[str, bool], ...]:
    """Each market, and whether those who answer for it were there in the week (方案四(一)2: 含集贸市场).

    Nothing where the township has none; UserError when the year's holidays were never entered.
    """
    if r.value(select(area.c.id).where(area.c.kind == "market").limit(1)) is None:
        return ()
    start, end = week.monday, week.sunday
    heirs = unit_heirs(r, end)
    known = Known(covers=covers_between(r, start, end, heirs), places=places_at(r, end))
    records = follow_records(records_between(r, start, end), heirs)
    units = [one for one in units_between(r, start, end) if one.id not in heirs]
    data = DutyInput(month_of(week), end, r.today, holidays(r), units, records, known)
    names = {one.id: one.name for one in known.places}
    return tuple((names[one.actor.area_id or 0], one.done > 0) for one in markets(data) if one.start == start)
