"""The further duties and the rates of a month, for machines and for a clerk."""

from collections.abc import Iterable
from typing import Any

from cli.output import columns, table
from core.queries.duties import MonthDuties
from core.queries.rates import RateRow
from core.rules.calendar import Month, week_of
from core.rules.duties import DUTIES, DutyKey, Result
from core.rules.rates import RATE_NAMES, RATE_WORDS, STANDING_WORDS, Rate

_WEEKLY = ("check_in", "fixed_day", "market", "deputy", "study_meeting", "inspection")
_MONTHLY = ("campaign", "survey", "place", "three_year_plan", "volunteer", "circular")


def duties_json(found: MonthDuties) -> list[dict[str, Any]]:
    """Every duty with the rows behind it; ``judged`` False: reported, never held against anybody."""
    return [
        {
            "duty": one.duty,
            "title": DUTIES[one.duty],
            "actor": found.who(one),
            "person": found.called.people.get(one.actor.person_id or 0),
            "unit": found.called.units.get(one.actor.unit_id or 0),
            "area": found.called.areas.get(one.actor.area_id or 0),
            "period": _period(one, found.data.month),
            "required": one.required,
            "done": one.done,
            "ok": one.ok,
            "finished": one.finished,
            "judged": one.judged,
            "reason": one.reason,
            "rows": [{"table": name, "id": row} for name, row in one.rows],
        }
        for one in found.results
    ]


def _period(one: Result, month: Month) -> str:
    """2026-W42, 2026-10 or the day itself."""
    if one.duty in _WEEKLY:
        week = week_of(one.start)
        return f"{week.year}-W{week.number:02d}"
    return month.text if one.duty in _MONTHLY else one.start.isoformat()


def rates_json(found: MonthDuties) -> list[dict[str, Any]]:
    """The rates of the township, of every village and of every station with questionnaires in the month."""
    groups = (("township", [found.whole]), ("village", found.villages), ("station", found.stations))
    return [
        {
            "kind": kind,
            "name": rate_name(found, row),
            "rate": one.name,
            "part": one.part,
            "whole": one.whole,
            "value": None if one.value is None else str(one.value),
            "shown": one.shown,
            "standing": one.standing,
            "ok": one.ok,
            "reason": one.words,
            "questionnaires": list(one.sheets),
        }
        for kind, rows in groups
        for row in rows
        for one in row.rates
    ]


def rate_name(found: MonthDuties, row: RateRow) -> str:
    """Whose rates: the village's, the station's, or the township's."""
    if row.area_id is not None:
        return found.called.areas.get(row.area_id, "")
    return found.called.units.get(row.unit_id or 0, found.settings.township or found.settings.unit_name)


# -- for the clerk ---------------------------------------------------------------------------------


def duty_pages(found: MonthDuties) -> Iterable[str]:
    """A line per duty with what is missing below; check-ins stand in a section of their own."""
    yield ""
    yield "七、其他职责"
    for key in DUTIES:
        if key != "check_in" and (rows := found.of(key)):
            yield from _duty(key, rows, found)
    yield from _rates(found)


def _duty(key: DutyKey, rows: list[Result], found: MonthDuties) -> Iterable[str]:
    if key in found.unkept:
        yield f"  {DUTIES[key]}：还没有登记过，不评"
        return
    over = [one for one in rows if one.finished]
    asked = [one for one in over if one.required]
    lacking = [one for one in over if not one.ok]
    exempt = len(over) - len(asked)
    parts = [f"应完成{len(asked)}项，完成{len(asked) - len(lacking)}项"]
    parts += [f"免计{exempt}项"] if exempt else []
    parts += [f"未到期{len(rows) - len(over)}项"] if len(rows) > len(over) else []
    told = "" if all(one.judged for one in rows) else "（只列出，不评）"
    yield f"  {DUTIES[key]}：{'，'.join(parts)}{told}"
    lines = [(found.who(one), one.reason) for one in lacking]
    yield from (f"    {line}" for line in columns(lines))


def _rates(found: MonthDuties) -> Iterable[str]:
    yield ""
    if not found.whole.rates[0].whole and not found.villages:
        yield "八、入户三率：本月没有问卷"
        return
    yield "八、入户三率"
    groups = [*found.villages, *found.stations, found.whole]
    rows = [(rate_name(found, row), *(_rate(one) for one in row.rates)) for row in groups]
    yield from table(("单位", *(RATE_WORDS[name] for name in RATE_NAMES)), rows, ())


def _rate(one: Rate) -> str:
    if one.standing in ("none", "small"):
        return STANDING_WORDS[one.standing]
    mark = {"met": "", "unset": "", "short": "（未达标）", "exempt": "（免计）"}[one.standing]
    return f"{one.shown}{mark}"
