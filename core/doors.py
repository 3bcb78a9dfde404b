"""The two doors to an open file: Read hands out frozen rows, Write also keeps the journal.

Plain Core statements, no ORM: what is written passes through insert, update or delete and is
journalled there, so nothing can slip by a flush event (docs/decisions/0001).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import starmap
from typing import Any, TypeVar

from sqlalchemy import JSON, Column, Connection, Executable, Table, bindparam, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from core.errors import Conflict

T = TypeVar("T")
Values = dict[str, Any]


def plain(value: Any) -> Any:
    """A column's value as the journal keeps it: days as ISO text, blobs as their length only."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    return value


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain).encode


def encode(values: Mapping[Any, Any]) -> str:
    """Canonical JSON of the columns that say something; NULL is left out."""
    return _encode({key: value for key, value in values.items() if value is not None})


def encode_all(values: Mapping[str, Any]) -> str:
    """The same with NULL kept: an update must say that it emptied a cell."""
    return _encode(values)


_SOME = 500  # ids a statement names
_DIALECT = SQLiteDialect_pysqlite()


def _bound(column: Column[Any], rows: Sequence[Values]) -> list[tuple[Any, str]]:
    """A column of many rows: each value as the driver takes it and as the journal says it."""
    bind = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    key = _encode(column.name)

    def pair(value: Any) -> tuple[Any, str]:
        stored = value if bind is None else bind(value)
        return stored, "" if value is None else f"{key}:{_encode(value)},"

    values = [row[column.name] for row in rows]
    if isinstance(column.type, JSON):
        return list(map(pair, values))
    known = {value: pair(value) for value in set(values)}  # a sheet repeats few values
    return [known[value] for value in values]


class Read:
    """One consistent view of the file."""

    def __init__(self, conn: Connection, today: date) -> None:
        self.conn = conn
        self.today = today

    def all(self, statement: Executable, row: Callable[..., T]) -> list[T]:
        """Every row of the statement as ``row(*columns)``."""
        return list(starmap(row, self.conn.execute(statement).all()))  # iterating fetches one by one

    def first(self, statement: Executable, row: Callable[..., T]) -> T | None:
        found = self.conn.execute(statement).first()
        return None if found is None else row(*found)

    def value(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        return self.conn.execute(statement).scalar()

    def column(self, statement: Executable) -> list[Any]:
        """The first column of every row."""
        return list(self.conn.execute(statement).scalars())

    def values(self, table: Table, row_id: int) -> Values | None:
        """One row with all its columns."""
        found = self.conn.execute(select(table).where(table.c.id == row_id)).mappings().first()
        return None if found is None else dict(found)

    def values_of(self, table: Table, row_ids: Sequence[int]) -> dict[int, Values]:
        """Rows with all their columns by id; those that are not there are left out."""
        found: dict[int, Values] = {}
        for first in range(0, len(row_ids), _SOME):
            some = table.c.id.in_(row_ids[first : first + _SOME])
            found |= {row["id"]: dict(row) for row in self.conn.execute(select(table).where(some)).mappings()}
        return found


@dataclass(slots=True)
class Pending:
    """The Op being made: its changes go to the journal with the commit."""

    label: str
    kind: str = "do"
    barrier: bool = False
    reverses: int | None = None
    anchor: str | None = None
    changes: list[tuple[str, int, str | None, str | None]] = field(default_factory=list)


class Write(Read):
    """A transaction that becomes one Op: all of it is committed and journalled, or nothing."""

    def __init__(self, conn: Connection, today: date, pending: Pending) -> None:
        super().__init__(conn, today)
        self.pending = pending

    def insert(self, table: Table, **values: Any) -> int:
        """Add a row; returns its id. ``id`` may be given (undo puts a row back under its own)."""
        row_id = self.conn.execute(table.insert().values(**values)).lastrowid
        self._note(table, row_id, None, encode({**values, "id": row_id}))
        return row_id

    def insert_many(self, table: Table, rows: Sequence[Values]) -> range:
        """Add many rows of the same columns at once; their ids follow one another."""
        if not rows:
            return range(0)
        first = self._next_id(table)
        ids = range(first, first + len(rows))
        names = ", ".join([*(f'"{name}"' for name in rows[0]), "id"])
        marks = ", ".join("?" * (len(rows[0]) + 1))
        columns = [_bound(table.c[name], rows) for name in rows[0]]
        stored, changes = [], []
        for row_id, *pairs in zip(ids, *columns, strict=True):
            stored.append((*[pair[0] for pair in pairs], row_id))
            said = "".join([pair[1] for pair in pairs])
            changes.append((table.name, row_id, None, f'{{{said}"id":{row_id}}}'))
        # Core's own executemany binds value by value, which was half of an import's time
        self.conn.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", stored)
        self.pending.changes += changes
        return ids

    def update(self, table: Table, row_id: int, **values: Any) -> bool:
        """Change the named columns; False when the row already says so."""
        old = self.values(table, row_id)
        if old is None:
            raise Conflict("这条记录已经被删除，不能再改。")
        new = {key: value for key, value in values.items() if old[key] != value}
        if not new:
            return False
        self.conn.execute(table.update().where(table.c.id == bindparam("row")).values(**new), {"row": row_id})
        self._note(table, row_id, _both(old, new), _both(new, new))
        return True

    def delete(self, table: Table, row_id: int) -> None:
        old = self.values(table, row_id)
        if old is None:
            raise Conflict("这条记录已经被删除。")
        self.conn.execute(table.delete().where(table.c.id == row_id))
        self._note(table, row_id, encode(old), None)

    def delete_all(self, table: Table, row_ids: Iterable[int]) -> int:
        """Delete rows; how many. Conflict when one of them is not there."""
        ids = list(row_ids)
        old = self.values_of(table, ids)
        if len(old) < len(ids):
            raise Conflict("这条记录已经被删除。")
        if ids:
            self.conn.exec_driver_sql(f"DELETE FROM {table.name} WHERE id = ?", [(row_id,) for row_id in ids])
        for row_id in ids:
            self._note(table, row_id, encode(old[row_id]), None)
        return len(ids)

    def _note(self, table: Table, row_id: int, before: str | None, after: str | None) -> None:
        self.pending.changes.append((table.name, row_id, before, after))

    def _next_id(self, table: Table) -> int:
        used = self.conn.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
        return int(used.scalar() or 0) + 1


def _both(source: Mapping[str, Any], columns: Mapping[str, Any]) -> str:
    return encode_all({key: source[key] for key in columns})
