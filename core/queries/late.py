"""The log of late entries (补录记录), and what was keyed in after a month was closed (补录清单)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, and_, func, select

from core.doors import Read
from core.labels import TABLES
from core.ledgers import LEDGERS, Ledger, ledger_named
from core.model import area, change, check_in, finding, late_entry, op, period_close, person, score_line, unit
from core.queries.findings import all_of
from core.queries.ledgers import Asked, ledger_rows, table_of
from core.rules.calendar import Month, period_of

LIMIT = 2000  # entries shown at once


@dataclass(frozen=True, slots=True)
class LateRow:
    """An entry keyed in late or after the close: what, of which day, when, by whom and why.

    ``text`` is "" for a row deleted since; ``day`` None where a row belongs to a month and to no day.
    """

    table: str
    row_id: int
    kind: str
    day: date | None
    keyed_on: date
    actor: str
    reason: str
    text: str

    @property
    def days(self) -> int:
        """How long after its day it was keyed in."""
        return 0 if self.day is None else (self.keyed_on - self.day).days


@dataclass(frozen=True, slots=True)
class Closed:
    """A month closed (封账); what is keyed in later is its 补录."""

    month: str
    closed_on: date
    note: str


def late_log(r: Read, start: date | None = None, end: date | None = None) -> list[LateRow]:
    """Late entries keyed in between two days, newest first."""
    c = late_entry.c
    where = [c.keyed_on >= start] if start is not None else []
    where += [c.keyed_on <= end] if end is not None else []
    made = and_(change.c.table_name == late_entry.name, change.c.row_id == c.id, change.c.before.is_(None))
    rows = r.all(
        select(c.table_name, c.row_id, c.day, c.keyed_on, func.max(op.c.actor), c.reason)
        .outerjoin(change, made)
        .outerjoin(op, op.c.id == change.c.op_id)
        .where(*where)
        .group_by(c.id)
        .order_by(c.keyed_on.desc(), c.id.desc())
        .limit(LIMIT),
        _plain,
    )
    said = _Texts(r, [(table, row_id) for table, row_id, *_ in rows])
    return [
        LateRow(table, row_id, kind_of(table), day, keyed_on, actor or "", reason, said.of(table, row_id))
        for table, row_id, day, keyed_on, actor, reason in rows
    ]


def closed(r: Read, month: Month) -> Closed | None:
    """Whether the month is closed."""
    c = period_close.c
    return r.first(
        select(c.month, c.closed_on, func.coalesce(c.note, "")).where(c.month == month.text), Closed
    )


def supplements(r: Read, month: Month) -> list[LateRow]:
    """Rows of a closed month keyed in after the close, by day; none while it is open."""
    closing = select(period_close.c.id).where(period_close.c.month == month.text)
    row_id = r.value(closing)
    if row_id is None:
        return []
    entered = (change.c.table_name == period_close.name) & (change.c.row_id == row_id)
    close_op = r.value(select(func.max(change.c.op_id)).where(entered))
    found: list[tuple[Any, ...]] = []
    for table, day, start, end in _dated(month):
        found += _after(r, table, table.c[day].between(start, end), table.c[day], close_op)
    found += _after(r, score_line, score_line.c.month == month.text, None, close_op)
    why = _reasons(r)
    said = _Texts(r, [(one[0], one[1]) for one in found])
    rows = [
        LateRow(
            table,
            one,
            kind_of(table),
            day,
            date.fromisoformat(at[:10]),
            actor,
            why.get((table, one), ""),
            said.of(table, one),
        )
        for table, one, day, at, actor in found
    ]
    return sorted(rows, key=lambda one: (one.day or date.max, one.kind, one.row_id))


def _dated(month: Month) -> Iterable[tuple[Table, str, date, date]]:
    """The tables whose rows belong to a month by their day, with the days that are the month's."""
    start, end = period_of(month)
    yield check_in, "day", start, end
    yield finding, "found_on", start, end
    for ledger in LEDGERS:
        if ledger.past and ledger.day:
            weekly = ledger.span == "week"
            yield (
                table_of(ledger),
                ledger.day,
                start if weekly else month.first,
                end if weekly else month.last,
            )


def _after(r: Read, table: Table, where: Any, day: Any, close_op: int) -> list[tuple[Any, ...]]:
    entered = and_(
        change.c.table_name == table.name,
        change.c.row_id == table.c.id,
        change.c.before.is_(None),
        change.c.op_id > close_op,
    )
    rows = r.all(
        select(table.c.id, table.c.id if day is None else day, op.c.at, op.c.actor)
        .join(change, entered)
        .join(op, op.c.id == change.c.op_id)
        .where(where)
        .order_by(op.c.id),
        _plain,
    )
    latest = {row[0]: row for row in rows}  # a row deleted and put back was entered twice
    return [
        (table.name, one, None if day is None else when, at, actor)
        for one, when, at, actor in latest.values()
    ]


def _reasons(r: Read) -> dict[tuple[str, int], str]:
    c = late_entry.c
    return {(table, row): why for table, row, why in r.all(select(c.table_name, c.row_id, c.reason), _plain)}


def _plain(*columns: Any) -> tuple[Any, ...]:
    return columns


# -- words -----------------------------------------------------------------------------------------


def kind_of(table: str) -> str:
    """签到, 问题, 例会 …"""
    ledger = _ledger(table)
    return ledger.title if ledger is not None else TABLES.get(table, table)


def _ledger(table: str) -> Ledger | None:
    return ledger_named(table) if any(one.name == table for one in LEDGERS) else None


class _Texts:
    """What rows of several tables say in a few words, each table read once."""

    def __init__(self, r: Read, rows: Iterable[tuple[str, int]]) -> None:
        self._r = r
        ids: dict[str, list[int]] = {}
        for table, row_id in rows:
            ids.setdefault(table, []).append(row_id)
        self._said = {table: self._read(table, some) for table, some in ids.items()}

    def of(self, table: str, row_id: int) -> str:
        return self._said[table].get(row_id, "")

    def _read(self, table: str, ids: list[int]) -> dict[int, str]:
        if table == check_in.name:
            c = check_in.c
            rows = self._r.all(
                select(c.id, person.c.name, func.coalesce(area.c.name, ""))
                .join(person, person.c.id == c.person_id)
                .outerjoin(area, area.c.id == c.area_id)
                .where(c.id.in_(all_of(ids))),
                _plain,
            )
            return {row: f"{name}　{place}".strip() for row, name, place in rows}
        if table == finding.name:
            f = finding.c
            return dict(self._r.all(select(f.id, f.text).where(f.id.in_(all_of(ids))), _plain))
        if table == score_line.name:
            s = score_line.c
            rows = self._r.all(
                select(s.id, unit.c.name, s.points, s.reason)
                .join(unit, unit.c.id == s.unit_id)
                .where(s.id.in_(all_of(ids))),
                _plain,
            )
            return {row: f"{name}{points}分：{why}" for row, name, points, why in rows}
        ledger = _ledger(table)
        if ledger is None:
            return {}
        shown = [part.key for part in ledger.parts if part.key != ledger.day][:3]
        return {
            row.id: "　".join(filter(None, (row.words[key] for key in shown)))
            for row in ledger_rows(self._r, ledger, Asked(ids=tuple(ids)))
        }
