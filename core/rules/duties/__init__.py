"""Every duty of the plan with a number or a day (方案三, 四), judged for a month, in any order of entry.

Who owes what is decided here; how a period is judged is core.rules.spans. A duty the plan gives no
frequency is reported (``judged`` False) and never short.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from core.rules.duties.dated import circulars, opinions, plans, tasks, teams, watches
from core.rules.duties.model import (
    DUTIES,
    LEDGERS_OF,
    OFFICE,
    Actor,
    ActorKind,
    Cover,
    DutyInput,
    DutyKey,
    DutyRules,
    Known,
    Looked,
    Meeting,
    Opinion,
    Outing,
    Place,
    Plan,
    Result,
    Row,
    Share,
    Task,
    Team,
    Tree,
    Watch,
    of_quota,
    share_of,
)
from core.rules.duties.monthly import campaigns, places
from core.rules.duties.weekly import deputies, fixed_days, inspections, markets, meetings
from core.rules.quotas import Quota

__all__ = [
    "DUTIES",
    "LEDGERS_OF",
    "OFFICE",
    "Actor",
    "ActorKind",
    "Cover",
    "DutyInput",
    "DutyKey",
    "DutyRules",
    "Known",
    "Looked",
    "Meeting",
    "Opinion",
    "Outing",
    "Place",
    "Plan",
    "Result",
    "Row",
    "Share",
    "Task",
    "Team",
    "Tree",
    "Watch",
    "begun_on",
    "duties_of",
    "of_quota",
    "share_of",
    "unkept",
]
_ORDER = {key: number for number, key in enumerate(DUTIES)}


def duties_of(data: DutyInput, quotas: Iterable[Quota] = ()) -> tuple[Result, ...]:
    """Every duty of the month by kind, period and actor; ``quotas`` are its check-ins, already judged.

    Before the first row of its ledger nobody is judged by it: what was not kept says nothing.
    """
    quotas = tuple(quotas)
    found: list[Result] = [of_quota(one) for one in quotas]
    for make in (meetings, deputies, markets, inspections, campaigns, places):
        found += make(data)
    for make in (opinions, watches, tasks, plans, teams, circulars):
        found += make(data)
    found += fixed_days(data, quotas)
    begun = {key: begun_on(data, key) for key in LEDGERS_OF}
    judged = (
        replace(one, judged=False) if one.judged and begun.get(one.duty, one.end) > one.end else one
        for one in found
    )
    return tuple(sorted(judged, key=_place))


def begun_on(data: DutyInput, duty: DutyKey) -> date:
    """The first day a duty's ledger says anything about; the end of time where it was never begun."""
    return min((data.known.begun.get(table, date.max) for table in LEDGERS_OF[duty]), default=date.max)


def unkept(data: DutyInput) -> frozenset[DutyKey]:
    """Duties whose ledger was never begun."""
    return frozenset(key for key in LEDGERS_OF if begun_on(data, key) == date.max)


def _place(one: Result) -> tuple[int, object, object, int, int, int, tuple[Row, ...]]:
    who = one.actor
    return (
        _ORDER[one.duty],
        one.start,
        one.end,
        who.unit_id or 0,
        who.person_id or 0,
        who.area_id or 0,
        one.rows,
    )
