"""The journal: every write is an Op with its changes; undo, redo and history are the same mechanism.

An Op carries one hash over the Op before it, its head and its changes: a chain that shows any later
hand in the journal. The chain proves the journal, not the tables: ``faults`` also compares both.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from sqlalchemy import Connection, Table, and_, exists, func, select
from sqlalchemy.exc import IntegrityError

from core.doors import Pending, Read, Values, Write, encode, encode_all, plain
from core.errors import Conflict
from core.model import JOURNALLED, change, op

GENESIS = "0" * 64
_CHANGED = "这条记录之后又被改过，不能撤销；请在“历史”里查看。"
_Change = tuple[str, int, str | None, str | None]


class File(Protocol):
    """What undo needs of an open file (core.db.Db)."""

    def write(self, label: str, *, kind: str = "do") -> AbstractContextManager[Write]: ...


@dataclass(frozen=True, slots=True)
class OpRow:
    id: int
    at: str
    actor: str
    label: str
    kind: str
    barrier: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: the label of the Op reversed and the tables it touched."""

    label: str
    kinds: frozenset[str]
    rows: int


@dataclass(frozen=True, slots=True)
class Past:
    """One change of a row: the columns it touched, with their old and new values."""

    op_id: int
    at: str
    actor: str
    label: str
    before: Values | None
    after: Values | None


# -- writing ---------------------------------------------------------------------------------------


def seal(conn: Connection, pending: Pending, actor: str, now: datetime) -> int | None:
    """Put the Op and its changes into the journal; returns its id, or None when nothing changed."""
    if not pending.changes and pending.anchor is None:
        return None
    last = conn.execute(select(op.c.hash).order_by(op.c.id.desc()).limit(1)).scalar()
    head = {
        "at": now.isoformat(timespec="seconds"),
        "actor": actor,
        "label": pending.label,
        "kind": pending.kind,
        "reverses": pending.reverses,
        "barrier": pending.barrier,
        "anchor": pending.anchor,
    }
    digest = _hash(last or GENESIS, head, pending.changes)
    result = conn.execute(op.insert().values(**head, hash=digest))
    op_id = result.lastrowid
    if pending.changes:
        conn.exec_driver_sql(
            "INSERT INTO change (op_id, table_name, row_id, before, after) "
            f"VALUES ({int(op_id)}, ?, ?, ?, ?)",
            pending.changes,
        )
    return op_id


def _hash(last: str, head: Values, changes: list[_Change]) -> str:
    digest = sha256(last.encode())
    digest.update(json.dumps(list(head.values()), ensure_ascii=False).encode())
    digest.update(
        "\x1e".join(
            f"{t}\x1f{r}\x1f{'' if b is None else b}\x1f{'' if a is None else a}" for t, r, b, a in changes
        ).encode()
    )
    return digest.hexdigest()


# -- undo and redo ---------------------------------------------------------------------------------

_reverser = op.alias("reverser")
_LIVE = ~exists().where(_reverser.c.reverses == op.c.id)
_OP = (op.c.id, op.c.at, op.c.actor, op.c.label, op.c.kind, op.c.barrier)


def _undo_target(r: Read) -> OpRow | None:
    return r.first(
        select(*_OP).where(op.c.kind != "undo", _LIVE).order_by(op.c.id.desc()).limit(1),
        OpRow,
    )


def _redo_target(r: Read) -> OpRow | None:
    """The latest undo still standing, unless something new was done after it."""
    last_do = r.value(select(func.max(op.c.id)).where(op.c.kind.in_(("do", "erase")))) or 0
    return r.first(
        select(*_OP)
        .where(and_(op.c.kind == "undo", op.c.id > last_do), _LIVE)
        .order_by(op.c.id.desc())
        .limit(1),
        OpRow,
    )


def next_undo(r: Read) -> str | None:
    """What Ctrl+Z would take back, in words; None when there is nothing or it may not be."""
    target = _undo_target(r)
    return None if target is None or target.barrier else target.label


def next_redo(r: Read) -> str | None:
    target = _redo_target(r)
    return None if target is None else target.label


def undo(file: File) -> Undone:
    """Take back the last Op by an Op of its own; Conflict when a row has changed since."""
    with file.write("撤销", kind="undo") as w:
        target = _undo_target(w)
        if target is None:
            raise Conflict("没有可以撤销的操作。")
        if target.barrier:
            raise Conflict(f"“{target.label}”不能撤销；更早的记录请在“历史”里恢复。")
        return _reverse(w, target)


def redo(file: File) -> Undone:
    """Do again what was last undone; Conflict when there is nothing or a row has changed since."""
    with file.write("重做", kind="redo") as w:
        target = _redo_target(w)
        if target is None:
            raise Conflict("没有可以重做的操作。")
        return _reverse(w, target)


def _reverse(w: Write, target: OpRow) -> Undone:
    w.pending.reverses = target.id
    w.pending.label = target.label
    changes = _changes_of(w.conn, target.id)
    try:
        for (table_name, added), some in groupby(reversed(changes), lambda one: (one[0], one[2] is None)):
            if added:
                _take_out(w, JOURNALLED[table_name], list(some))
            else:
                for _name, row_id, before, after in some:
                    _reverse_one(w, JOURNALLED[table_name], row_id, before, after)
    except IntegrityError as error:
        raise Conflict(f"“{target.label}”之后又有记录用到了这些内容，不能撤销。") from error
    return Undone(target.label, frozenset(item[0] for item in changes), len(changes))


def _take_out(w: Write, table: Table, added: list[_Change]) -> None:
    """Rows that were added, all at once: a block may have thousands."""
    current = w.values_of(table, [one[1] for one in added])
    for _name, row_id, _before, after in added:
        if after is not None and not _still_says(current.get(row_id), json.loads(after)):
            raise Conflict(_CHANGED)
    w.delete_all(table, [one[1] for one in added])


def _reverse_one(w: Write, table: Table, row_id: int, before: str | None, after: str | None) -> None:
    current = w.values(table, row_id)
    if after is not None and not _still_says(current, json.loads(after)):
        raise Conflict(_CHANGED)
    if after is None and current is not None:
        raise Conflict("这条记录已经在了，不能再恢复一次。")
    if after is None and before is not None:
        w.insert(table, **typed(table, json.loads(before)))
    elif before is not None:
        w.update(table, row_id, **typed(table, json.loads(before)))


def _still_says(current: Values | None, after: Values) -> bool:
    return current is not None and all(plain(current[key]) == value for key, value in after.items())


def typed(table: Table, values: Values) -> Values:
    """Journal values as the table's columns take them: days back from ISO text."""
    return {
        key: date.fromisoformat(value)
        if value is not None and table.c[key].type.python_type is date
        else value
        for key, value in values.items()
    }


# -- history ---------------------------------------------------------------------------------------


def history(r: Read, table_name: str, row_id: int) -> list[Past]:
    """All that happened to a row, oldest first."""
    found = r.conn.execute(
        select(op.c.id, op.c.at, op.c.actor, op.c.label, op.c.kind, change.c.before, change.c.after)
        .join(op, op.c.id == change.c.op_id)
        .where(change.c.table_name == table_name, change.c.row_id == row_id)
        .order_by(change.c.id)
    )
    word = {"undo": "撤销 ", "redo": "重做 "}
    return [
        Past(op_id, at, actor, word.get(kind, "") + label, _loaded(before), _loaded(after))
        for op_id, at, actor, label, kind, before, after in found
    ]


def _loaded(text: str | None) -> Values | None:
    return None if text is None else json.loads(text)


# -- checking --------------------------------------------------------------------------------------


def _changes_of(conn: Connection, op_id: int) -> list[_Change]:
    found = conn.execute(
        select(change.c.table_name, change.c.row_id, change.c.before, change.c.after)
        .where(change.c.op_id == op_id)
        .order_by(change.c.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in found]


def _chain(r: Read, last: str, after_id: int = 0) -> Iterator[tuple[int, str, str]]:
    """Each Op from there on: its id, the hash it carries and the hash it should carry."""
    heads = (
        r.conn.execute(
            select(
                op.c.id,
                op.c.hash,
                op.c.at,
                op.c.actor,
                op.c.label,
                op.c.kind,
                op.c.reverses,
                op.c.barrier,
                op.c.anchor,
            )
            .where(op.c.id > after_id)
            .order_by(op.c.id)
        )
        .mappings()
        .all()
    )
    for row in heads:
        head = dict(row)
        op_id, carried = head.pop("id"), head.pop("hash")
        last = _hash(last, head, _changes_of(r.conn, op_id))
        yield op_id, carried, last


def faults(r: Read) -> list[str]:
    """What is wrong with journal and tables, one Chinese sentence each; empty when all is well."""
    found = [
        f"操作记录第{op_id}条与校验值不符，可能被改动过。"
        for op_id, carried, right in _chain(r, GENESIS)
        if carried != right
    ]
    for table in JOURNALLED.values():
        found += _replay_faults(r, table)
    return found


def _replay_faults(r: Read, table: Table) -> Iterator[str]:
    """Rows and their replay are read side by side in id order, so memory stays flat."""
    replay = _replayed(r, table)
    said = next(replay, None)
    for row in r.conn.execute(select(table).order_by(table.c.id)).mappings():
        while said is not None and said[0] < row["id"]:
            yield f"表 {table.name} 第{said[0]}条在操作记录里有，数据里没有。"
            said = next(replay, None)
        if said is None or said[0] != row["id"]:
            yield f"表 {table.name} 第{row['id']}条在数据里有，操作记录里没有。"
            continue
        if said[1] != json.loads(encode(row)):
            yield f"表 {table.name} 第{row['id']}条与操作记录不一致。"
        said = next(replay, None)
    if said is not None:
        yield f"表 {table.name} 第{said[0]}条在操作记录里有，数据里没有。"
    yield from (f"表 {table.name} 第{row_id}条在操作记录里有，数据里没有。" for row_id, _ in replay)


def _replayed(r: Read, table: Table) -> Iterator[tuple[int, Values]]:
    changes = r.conn.execute(
        select(change.c.row_id, change.c.before, change.c.after)
        .where(change.c.table_name == table.name)
        .order_by(change.c.row_id, change.c.id)
    )
    for row_id, steps in groupby(changes, key=itemgetter(0)):
        state: Values | None = None
        for _, before, after in steps:
            if after is None:
                state = None
            elif before is None:
                state = json.loads(after)
            else:
                state = {**(state or {}), **json.loads(after)}
        if state is not None:
            yield row_id, {key: value for key, value in state.items() if value is not None}


# -- 脱敏 ------------------------------------------------------------------------------------------


Hide = Callable[[Values], Values]


def blank(w: Write, rows: Iterable[tuple[Table, int, Hide]]) -> None:
    """Overwrite rows in their tables and in every journal entry of them; ``Hide`` gives the columns anew.

    Used by 脱敏 alone: the chain is re-anchored, its old head is kept in the Op that did it, and
    nothing before can be undone.
    """
    old = w.value(select(op.c.hash).order_by(op.c.id.desc()).limit(1))
    w.pending.kind, w.pending.barrier, w.pending.anchor = "erase", True, old or GENESIS
    for table, row_id, hide in rows:
        values = hide(w.values(table, row_id) or {})
        if values:
            w.conn.execute(table.update().where(table.c.id == row_id).values(**values))
        entries = w.conn.execute(
            select(change.c.id, change.c.before, change.c.after).where(
                change.c.table_name == table.name, change.c.row_id == row_id
            )
        ).all()
        for change_id, before, after in entries:
            w.conn.execute(
                change.update()
                .where(change.c.id == change_id)
                .values(before=_blanked(before, hide), after=_blanked(after, hide))
            )
    for op_id, carried, right in list(_chain(w, GENESIS)):
        if carried != right:
            w.conn.execute(op.update().where(op.c.id == op_id).values(hash=right))


def _blanked(text: str | None, hide: Hide) -> str | None:
    if text is None:
        return None
    kept = json.loads(text)
    return encode_all({**kept, **hide(kept)})
