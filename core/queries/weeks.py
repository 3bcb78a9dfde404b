"""Weeks judged as the months they belong to judge them: who met the 二次 of which week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from core.doors import Read
from core.queries.lineage import unit_heirs
from core.queries.records import holidays, quota_rules, records_between, units_between
from core.rules.calendar import Week, month_of, period_of
from core.rules.lineage import follow_records
from core.rules.quotas import Quota, quotas_of
from core.settings import settings_at


@dataclass(frozen=True, slots=True)
class StationWeek:
    """A station in one week: ``met`` of ``owed`` reached what was asked of them.

    Counted are persons, or per station its visits (``met`` at most ``owed``). ``owed`` 0: exempt, for
    ``reason``. ``quotas`` hold each person's figures and the check-ins behind them.
    """

    unit_id: int
    week: Week
    met: int
    owed: int
    finished: bool
    reason: str
    quotas: tuple[Quota, ...]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Stations' names in the office's order, and their weeks by (unit, Monday)."""

    names: dict[int, str]
    cells: dict[tuple[int, date], StationWeek]
    per_person: bool  # by the rules of the last week


def station_weeks(r: Read, weeks: Sequence[Week], cutoff: date) -> Weeks:
    """The weeks begun by the cut-off; UserError when a year's holidays were never entered."""
    if not weeks:
        return Weeks({}, {}, True)
    start, end = weeks[0].monday, weeks[-1].sunday
    followed = unit_heirs(r, end)  # of stations merged by the last week the successor answers for all
    stations = {
        one.id: one.name
        for one in units_between(r, start, end)
        if one.kind == "station" and one.id not in followed
    }
    records = follow_records(records_between(r, start, end), followed)
    # only stations owe visits: leaders and district units cover areas without a quota
    records = replace(records, duties=[duty for duty in records.duties if duty.unit_id in stations])
    cells: dict[tuple[int, date], StationWeek] = {}
    per_person = True
    for month, group in groupby(weeks, key=month_of):
        rules = quota_rules(settings_at(r, period_of(month)[1]))
        per_person = rules.per_person
        for quotas in _by_station(quotas_of(list(group), records, rules, holidays(r, month), cutoff)):
            cell = _cell(quotas, per_person=per_person)
            cells[cell.unit_id, cell.week.monday] = cell
    return Weeks(stations, cells, per_person)


def _by_station(quotas: Sequence[Quota]) -> list[list[Quota]]:
    return [list(group) for _, group in groupby(quotas, key=lambda one: (one.week.monday, one.unit_id))]


def _cell(quotas: list[Quota], *, per_person: bool) -> StationWeek:
    first = quotas[0]
    asked = [one for one in quotas if one.required]
    if per_person:
        met, owed = sum(one.done >= one.required for one in asked), len(asked)
    else:
        owed = first.required
        met = min(first.done, owed)
    reason = "" if asked else first.reason
    return StationWeek(first.unit_id, first.week, met, owed, first.finished, reason, tuple(quotas))
