"""恢复: a deleted row under its own id, an old value into its cell; each an Op of its own."""

from datetime import date
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError

from core.doors import Values, Write
from core.errors import Conflict, UserError
from core.journal import typed
from core.labels import TABLES
from core.model import (
    JOURNALLED,
    absence,
    area,
    check_in,
    extension,
    finding,
    person,
    rectification,
    unit,
)
from core.pinyin import initials
from core.queries.recycle import KINDS, PARTS, last_said, parts_of
from core.services import assessment, check_ins, inspections, roster
from core.text import clean_name

_LIFE = frozenset({finding.name, rectification.name, extension.name})


def put_back(w: Write, table_name: str, row_id: int) -> int:
    """A deleted row with what was deleted with it; the rows that came back.

    Conflict when it is there already or its place is taken, UserError when what it belongs to is gone.
    """
    if table_name not in KINDS:
        raise ValueError(table_name)
    table = JOURNALLED[table_name]
    what = TABLES[table_name]
    said = last_said(w, table_name, row_id)
    if w.values(table, row_id) is not None or not said:
        raise Conflict(f"这条{what}已经在了，不用再恢复。")
    _check_place(w, table, said)
    count = 1
    _insert(w, table, said)
    if table is finding:
        count += _put_back_life(w, row_id)
    return count


def put_back_all(w: Write, rows: list[tuple[str, int]]) -> int:
    """Several deleted rows in one act, those others belong to first; the rows that came back."""
    order = ("unit", "area", "person", "inspection")
    ranked = sorted(rows, key=lambda row: (order.index(row[0]) if row[0] in order else len(order), row[1]))
    return sum(put_back(w, table, row) for table, row in ranked)


def _insert(w: Write, table: Table, said: Values) -> None:
    _check_parents(w, table, said)
    try:
        w.insert(table, **typed(table, said))
    except IntegrityError as error:
        raise Conflict(f"这条{_word(table)}的位置已经有了别的记录，不能恢复；请先核对现有的记录。") from error


def _check_parents(w: Write, table: Table, said: Values) -> None:
    for column in table.columns:
        value = said.get(column.name)
        if value is None:
            continue
        for key in column.foreign_keys:
            if w.values(key.column.table, value) is None:
                above = _word(key.column.table)
                raise UserError(f"这条{_word(table)}所属的{above}已经删除，请先恢复那条{above}。")


def _check_place(w: Write, table: Table, said: Values) -> None:
    """Names that must be single: another unit or place may bear it by now."""
    if table is unit:
        where = unit.c.kind == said["kind"]
    elif table is area:
        where = area.c.parent_id == said.get("parent_id")
    else:
        return
    taken = select(table.c.id).where(table.c.name == said["name"], where, table.c.id != said["id"])
    if w.value(taken) is not None:
        raise Conflict(f"名册里已经有另一个“{said['name']}”，不能恢复；请先给它改名。")


def _put_back_life(w: Write, finding_id: int) -> int:
    """Orders, extensions and photos of the same act, and what later findings said of this one."""
    count = 0
    mine = {(finding.name, finding_id)}
    for name, row, before, after in reversed(parts_of(w, finding.name, finding_id)):
        again = (before or {}).get("recurrence_of") == finding_id
        if name == finding.name and after is not None and again:
            now = w.values(finding, row)
            if now is not None and now["recurrence_of"] is None:
                w.update(finding, row, recurrence_of=finding_id)
        if name not in PARTS or before is None or after is not None:
            continue
        above = "rectification" if name == extension.name else finding.name
        if (above, before[f"{above}_id"]) in mine:
            _insert(w, JOURNALLED[name], before)
            mine.add((name, row))
            count += 1
    return count


def _word(table: Table) -> str:
    return TABLES.get(table.name, "记录")


def put_value(w: Write, table_name: str, row_id: int, key: str, value: Any) -> bool:
    """恢复此值: an old value of one column, under the rules a typed one must keep; False when it is there."""
    table = JOURNALLED[table_name]
    now = w.values(table, row_id)
    if now is None:
        raise Conflict("这条记录已经被删除，请先在“回收站”里恢复。")
    _check_value(w, table, now, key, value)
    if table_name in _LIFE:
        return inspections.put_back(w, table_name, row_id, {key: value})
    if table is check_in:
        return bool(check_ins.change(w, [row_id], **{key: value}))
    if table is absence:
        return assessment.change_absence(w, row_id, **{key: value})
    if table is area and key == "name":
        roster.rename_area(w, row_id, value, households=now["households"])
        return True
    return w.update(table, row_id, **{key: value, **_letters(table, key, value)})


def _check_value(w: Write, table: Table, now: Values, key: str, value: Any) -> None:
    column = table.c[key]
    if value is None and not column.nullable:
        raise UserError("这一格不能空着，不能恢复成空白。")
    if value is not None:
        for target in column.foreign_keys:
            if w.values(target.column.table, value) is None:
                above = _word(target.column.table)
                raise UserError(f"原来的{above}已经删除，请先在“回收站”里恢复，再恢复此值。")
    if key == "name":
        _check_place(w, table, {**now, "name": value})
    new = {**now, key: value}
    start, end = new.get("valid_from"), new.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        raise UserError("这样截止日期会早于起始日期，不能恢复；请先改另一个日期。")


def _letters(table: Table, key: str, value: Any) -> Values:
    """The initials follow the name."""
    if key != "name" or "initials" not in table.c:
        return {}
    return {"initials": initials(clean_name(value) if table is person else value, person=table is person)}
