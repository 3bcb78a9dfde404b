"""年度结转: what speaks against closing a year, what was closed, what was entered since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Column, Table, func, or_, select

from core.doors import Read
from core.labels import TABLES
from core.model import (
    JOURNALLED,
    change,
    check_in,
    finding,
    holiday_version,
    inspection,
    op,
    rectification,
    score_line,
    score_sheet,
    year_close,
)
from core.queries.circulars import issued_circulars
from core.queries.findings import findings_where
from core.queries.numbers import held_numbers, series_known
from core.queries.standings import has_records
from core.queries.statements import statements
from core.rules.calendar import Month, cn_date, period_of
from core.rules.escalation import say_months
from core.rules.numbers import gaps
from core.rules.rectification import SETTLED, state_at
from core.settings import settings_at

Kind = Literal["open", "circulars", "statements", "gaps", "reserved", "period", "holidays"]
LIMIT = 500


@dataclass(frozen=True, slots=True)
class YearCheck:
    """A point to look at; ``lack``: better put right first. ``ids`` are its rows, ``month`` where to go."""

    kind: Kind
    text: str
    lack: bool
    count: int = 0
    ids: tuple[int, ...] = ()
    month: str = ""


@dataclass(frozen=True, slots=True)
class ClosedYear:
    id: int
    year: int
    closed_on: date
    backup: str  # its name below NAME.files/backups
    note: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """An entry into a closed year (补录): the act, when, by whom and on which day's record."""

    at: str
    actor: str
    label: str
    what: str
    day: str


def closed_years(r: Read) -> list[ClosedYear]:
    """The latest first."""
    y = year_close.c
    return r.all(
        select(y.id, y.year, y.closed_on, y.backup, func.coalesce(y.note, "")).order_by(y.year.desc()),
        ClosedYear,
    )


def closed(r: Read, year: int) -> ClosedYear | None:
    return next((one for one in closed_years(r) if one.year == year), None)


def years_to_close(r: Read) -> list[int]:
    """Years with records whose December has begun and that are not closed, the latest first."""
    done = {one.year for one in closed_years(r)}
    last = r.today.year if r.today.month == 12 else r.today.year - 1
    return sorted((year for year in _years(r) if year <= last and year not in done), reverse=True)


def _years(r: Read) -> set[int]:
    """Years in which anything happened, by the first and last day recorded."""
    years: set[int] = set()
    for column in (check_in.c.day, finding.c.found_on, inspection.c.day):
        first, last = r.conn.execute(select(func.min(column), func.max(column))).one()
        if first is not None:
            years |= set(range(first.year, last.year + 1))
    for column in (score_sheet.c.month, score_line.c.month):
        years |= {int(month[:4]) for month in r.column(select(column).distinct())}
    return years


# -- checks ----------------------------------------------------------------------------------------


def year_checks(r: Read, year: int) -> list[YearCheck]:
    """What to look at before a year is closed: what is lacking first, what is only to be known last."""
    found = [
        *_period(r, year),
        *_circulars(r, year),
        *_statements(r, year),
        *_numbers(r, year),
        *_open(r, year),
        *_holidays(r, year),
    ]
    return sorted(found, key=lambda one: not one.lack)


def _period(r: Read, year: int) -> Iterator[YearCheck]:
    end = period_of(Month(year, 12))[1]
    if r.today <= end:
        month = Month(year, 12).text
        text = f"{year}年12月的统计周期到{cn_date(end)}才结束，这以前的记录还会变"
        yield YearCheck("period", text, True, 1, month=month)


def _circulars(r: Read, year: int) -> Iterator[YearCheck]:
    issued = {one.month for one in issued_circulars(r)}
    months = [Month(year, number) for number in range(1, 13)]
    missing = [one for one in months if one.text not in issued and has_records(r, one)]
    if missing:
        text = f"{say_months(missing)}通报没有印发"
        yield YearCheck("circulars", text, True, len(missing), month=missing[-1].text)


def _statements(r: Read, year: int) -> Iterator[YearCheck]:
    found = [one for one in statements(r) if one.open and one.month <= f"{year}-12"]
    if found:
        ids = tuple(one.id for one in found)
        text = f"{len(found)}条陈述申辩还没有结论"
        yield YearCheck("statements", text, True, len(found), ids, found[0].month)


def _numbers(r: Read, year: int) -> Iterator[YearCheck]:
    code = settings_at(r, r.today).agency_code
    for agency, of_year in series_known(r):
        if of_year != year or agency != code:
            continue
        held = held_numbers(r, agency, year)
        if runs := gaps(held):
            said = "、".join(f"{first}号" if first == last else f"{first}—{last}号" for first, last in runs)
            yield YearCheck("gaps", f"{agency}〔{year}〕{said}没有说明去向", True, len(runs))
        kept = sorted(serial for serial, one in held.items() if one.state == "reserved")
        if kept:
            said = "、".join(f"{serial}号" for serial in kept)
            yield YearCheck("reserved", f"{agency}〔{year}〕{said}预留着还没有用", True, len(kept))


def _open(r: Read, year: int) -> Iterator[YearCheck]:
    """Not lacking: they stay open under their number, and the new year goes on with them."""
    ids = open_findings(r, date(year, 12, 31))
    if ids:
        text = f"未销号{len(ids)}条，编号和期限不变，转入下一年继续办理"
        yield YearCheck("open", text, False, len(ids), tuple(ids))


def open_findings(r: Read, until: date) -> list[int]:
    """Findings of that day and before which are not settled today."""
    c = rectification.c
    passed = select(c.finding_id).where(c.passed.is_(True))
    maybe = findings_where(
        r,
        finding.c.found_on <= until,
        finding.c.fixed_on_spot.is_(False),
        or_(finding.c.id.not_in(passed), finding.c.id.in_(select(c.finding_id).where(c.passed.is_(False)))),
    )
    return [one.id for one in maybe if state_at(one, r.today) not in SETTLED]


def _holidays(r: Read, year: int) -> Iterator[YearCheck]:
    known = select(func.count()).select_from(holiday_version).where(holiday_version.c.year == year + 1)
    if not r.value(known):
        yield YearCheck("holidays", f"{year + 1}年放假安排还没有录入，录入后才能算应到次数", False, 1)


# -- entries into a closed year --------------------------------------------------------------------

_DATED = ("day", "found_on", "received_on", "issued_on", "valid_from")


def supplements(r: Read, year: int) -> list[Supplement]:
    """补录: what was entered, changed or deleted in a closed year since, the latest first."""
    row = closed(r, year)
    if row is None:
        return []
    since = r.value(
        select(func.max(change.c.op_id)).where(
            change.c.table_name == year_close.name, change.c.row_id == row.id
        )
    )
    rows = r.all(
        select(
            op.c.at,
            op.c.actor,
            op.c.label,
            change.c.table_name,
            change.c.row_id,
            change.c.before,
            change.c.after,
        )
        .join(op, op.c.id == change.c.op_id)
        .where(change.c.op_id > (since or 0), change.c.table_name.in_(_dated_tables()))
        .order_by(change.c.id.desc()),
        lambda *row: row,
    )
    found = []
    for at, actor, label, name, row_id, before, after in rows:
        day = _day_of(r, JOURNALLED[name], row_id, before, after)
        if day is not None and day.startswith(str(year)):
            act = "新增" if before is None else "删除" if after is None else "修改"
            found.append(Supplement(at, actor, label, f"{act}{TABLES.get(name, '记录')}", day))
    return found[:LIMIT]


def _dated_tables() -> list[str]:
    return [name for name, table in JOURNALLED.items() if _column(table) is not None and name not in _LATER]


_LATER = frozenset({"statement", "accountability", "doc_number", "archive_item", "circular", "holiday",
                    "holiday_version", "setting", "year_close", "escalation_rule"})  # fmt: skip


def _column(table: Table) -> "Column[Any] | None":
    if "month" in table.c:
        return table.c.month
    return next((table.c[key] for key in _DATED if key in table.c), None)


def _day_of(r: Read, table: Table, row_id: int, before: str | None, after: str | None) -> str | None:
    column = _column(table)
    assert column is not None
    for side in (after, before):
        said = json.loads(side) if side else {}
        if column.name in said:
            return None if said[column.name] is None else str(said[column.name])
    now = r.values(table, row_id)
    return None if now is None or now[column.name] is None else str(now[column.name])
