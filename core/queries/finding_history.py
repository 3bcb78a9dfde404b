"""The history of a finding with everything that hangs on it, one line per change, latest first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, select

from core import journal
from core.doors import Read, Values
from core.labels import TABLES
from core.model import JOURNALLED, change, extension, finding, photo, rectification
from core.queries.history import Changed, history_of


@dataclass(frozen=True, slots=True)
class Line:
    """One change of the finding or of a row of its life; ``back`` are the values 恢复此值 would put back."""

    at: str
    actor: str
    label: str
    what: str  # 问题, 整改, 延期, 照片
    verb: str  # 新增, 修改, 删除
    changes: tuple[Changed, ...]
    table: str
    row_id: int
    back: Values | None = None


def finding_history(r: Read, finding_id: int) -> list[Line]:
    """Deleted orders and extensions too: what was there once is part of the story."""
    rounds = _once(r, rectification, "finding_id", finding_id)
    rows = [
        (finding, finding_id),
        *((rectification, one) for one in rounds),
        *((extension, one) for round_ in rounds for one in _once(r, extension, "rectification_id", round_)),
        *((photo, one) for one in _once(r, photo, "finding_id", finding_id)),
    ]
    found = [(past.op_id, line) for table, row in rows for past, line in _lines(r, table, row)]
    return [line for _, line in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _once(r: Read, table: Table, column: str, owner: int) -> list[int]:
    """Ids of rows that were ever entered for the owner, from the journal."""
    c = change.c
    return r.column(
        select(c.row_id)
        .where(
            c.table_name == table.name,
            c.before.is_(None),
            func.json_extract(c.after, f"$.{column}") == owner,
        )
        .distinct()
        .order_by(c.row_id)
    )


def _lines(r: Read, table: Table, row_id: int) -> list[tuple[journal.Past, Line]]:
    now = r.values(table, row_id)
    pasts = journal.history(r, table.name, row_id)
    steps = history_of(r, table.name, row_id)
    what = TABLES.get(table.name, "照片")
    return [
        (
            past,
            Line(
                past.at, past.actor, past.label, what, step.verb, step.changes, table.name, row_id,
                _back(table, now, past),
            ),
        )
        for past, step in zip(pasts, steps, strict=True)
    ]  # fmt: skip


def _back(table: Table, now: Values | None, past: journal.Past) -> Values | None:
    """The old values of a change, when they are not what the row says today."""
    if now is None or past.before is None or past.after is None or table is photo:
        return None
    old: dict[str, Any] = journal.typed(JOURNALLED[table.name], past.before)
    return old if any(now[key] != value for key, value in old.items()) else None
