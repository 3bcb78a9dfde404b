"""历史 of a row and of those that belong to it: field, old, new, when, who, and what can come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core import journal
from core.doors import Read, Values
from core.labels import TABLES
from core.model import JOURNALLED
from core.queries.history import Changed, changes_by_key

HIDES = frozenset({"id", "phone"})  # a masked phone is not shown, so nobody could know what comes back


@dataclass(frozen=True, slots=True)
class Field:
    """A changed column; ``back`` when its old value ``old`` is not what the row says today."""

    key: str
    change: Changed
    old: Any = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class RowLine:
    """One Op that touched one of the rows. ``gone``: the row is deleted today and could be put back."""

    at: str
    actor: str
    label: str
    what: str  # 签到, 包保 …
    verb: str  # 新增, 修改, 删除
    fields: tuple[Field, ...]
    table: str
    row_id: int
    gone: bool = False


def row_history(r: Read, rows: Sequence[tuple[str, int]]) -> list[RowLine]:
    """What happened to these rows, given as table and id, latest first."""
    found = [pair for table, row in rows for pair in _lines(r, table, row)]
    return [line for _, line in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _lines(r: Read, name: str, row_id: int) -> list[tuple[int, RowLine]]:
    now = r.values(JOURNALLED[name], row_id)
    pasts = journal.history(r, name, row_id)
    told = changes_by_key(r, name, pasts)
    found = []
    for past, changes in zip(pasts, told, strict=True):
        verb = "新增" if past.before is None else "删除" if past.after is None else "修改"
        fields = tuple(_field(name, now, past, key, one) for key, one in changes.items())
        gone = now is None and past is pasts[-1]
        what = TABLES.get(name, "记录")
        line = RowLine(past.at, past.actor, past.label, what, verb, fields, name, row_id, gone)
        found.append((past.op_id, line))
    return found


def _field(name: str, now: Values | None, past: journal.Past, key: str, one: Changed) -> Field:
    if now is None or past.before is None or past.after is None or key in HIDES:
        return Field(key, one)
    old = journal.typed(JOURNALLED[name], {key: past.before.get(key)})[key]
    return Field(key, one, old, now[key] != old)
