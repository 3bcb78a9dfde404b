"""Villages and units merged, renamed, a village made a community: one step, from a day on.

The old row ends the day before and keeps its name for the past; duties and posts in force go over
to the new one. Groups keep the village they were entered under and follow it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, or_, select

from core.doors import Values, Write
from core.errors import Conflict, UserError
from core.labels import AREA_KINDS, UNIT_KINDS
from core.model import (
    area,
    area_succession,
    assignment,
    board,
    carrier,
    five_duties,
    nearness,
    plan_lock,
    post,
    unit,
    unit_succession,
    volunteer_body,
)
from core.pinyin import initials
from core.queries.lineage import area_successions, unit_successions
from core.rules.calendar import cn_date
from core.rules.lineage import fault_of
from core.text import clean

VILLAGES = ("village", "community")
_ONE = timedelta(days=1)


def merge_areas(
    w: Write, old: Sequence[int], day: date, *, into: int | None = None, name: str = "", kind: str = ""
) -> int:
    """Places become one on ``day``: a new one called ``name``, or one that goes on (``into``); its id."""
    rows = [_existing(w, area, one, day) for one in dict.fromkeys(old) if one != into]
    _refuse_alone(rows, old, into)
    if into is None:
        into = _new_area(w, rows, day, name, kind)
    elif not _alike(rows[0], _target(w, area, into, day)):
        raise UserError(f"“{rows[0]['name']}”和“{(w.values(area, into) or {})['name']}”不是一类，不能合并。")
    for row in rows:
        _succeed_area(w, row, into, day)
    return into


def merge_units(w: Write, old: Sequence[int], day: date, *, into: int | None = None, name: str = "") -> int:
    """Stations or other units become one on ``day``; the id of the one that goes on."""
    rows = [_existing(w, unit, one, day) for one in dict.fromkeys(old) if one != into]
    _refuse_alone(rows, old, into)
    if any(row["kind"] == "village" for row in rows):
        raise UserError("村（居）的合并、改名请在“按区域”里办理，单位会一起变。")
    if into is None:
        into = _new_unit(w, rows, day, name)
    elif rows[0]["kind"] != (target := _target(w, unit, into, day))["kind"]:
        raise UserError(f"“{rows[0]['name']}”和“{target['name']}”不是一类单位，不能合并。")
    for row in rows:
        _succeed_unit(w, row, into, day)
    return into


def rename_area(w: Write, area_id: int, name: str, day: date, *, kind: str = "") -> int:
    """Another name, or a village made a community (村改社区), from a day on; the id that bears it."""
    return merge_areas(w, [area_id], day, name=name, kind=kind)


def rename_unit(w: Write, unit_id: int, name: str, day: date) -> int:
    """Another name of a unit from a day on; the id that bears it."""
    return merge_units(w, [unit_id], day, name=name)


# -- what is refused -------------------------------------------------------------------------------


def _refuse_alone(rows: Sequence[Values], old: Sequence[int], into: int | None) -> None:
    if not rows:
        raise UserError("不能并入自己，请选择另一个。" if into in old else "请选择要合并的村（居）或单位。")
    if len({row["kind"] if row["kind"] not in VILLAGES else "village" for row in rows}) > 1:
        raise UserError("只能把同一类的合并在一起，请重新选择。")


def _existing(w: Write, table: Table, row_id: int, day: date) -> Values:
    """The row, in being the day before."""
    row = _row(w, table, row_id)
    if row.get("kind") == "township":
        raise UserError("乡镇本身不能合并，改名请到“资料与设置”。")
    if row["valid_to"] is not None:
        raise UserError(f"“{row['name']}”已于{cn_date(row['valid_to'])}结束，不能再合并或改名。")
    if row["valid_from"] is not None and row["valid_from"] >= day:
        raise UserError(f"“{row['name']}”{cn_date(row['valid_from'])}才有，日期要在这之后。")
    return row


def _target(w: Write, table: Table, row_id: int, day: date) -> Values:
    """The row that goes on, in being on the day."""
    row = _row(w, table, row_id)
    if row["valid_to"] is not None and row["valid_to"] < day:
        raise UserError(f"“{row['name']}”已于{cn_date(row['valid_to'])}结束，不能并入，请选现在的。")
    if row["valid_from"] is not None and row["valid_from"] > day:
        raise UserError(f"“{row['name']}”{cn_date(row['valid_from'])}才有，日期要在这之后。")
    return row


def _row(w: Write, table: Table, row_id: int) -> Values:
    row = w.values(table, row_id)
    if row is None:
        raise Conflict("这条记录已经被删除，请刷新后再试。")
    return row


def _alike(one: Values, other: Values) -> bool:
    return one["kind"] == other["kind"] or {one["kind"], other["kind"]} <= set(VILLAGES)


def _refuse_circle(w: Write, table: Table, old: Values, new: int, day: date) -> None:
    known = area_successions(w) if table is area else unit_successions(w)
    said = {
        "self": "不能并入自己，请选择另一个。",
        "gone": f"“{old['name']}”已经合并或改名，不能再办一次。",
        "cycle": f"“{old['name']}”正是由它合并或改名来的，不能再并回去；要取消请用“撤销”。",
    }
    fault = fault_of(known, old["id"], new, day)
    if fault:
        raise UserError(said[fault])


# -- places ----------------------------------------------------------------------------------------


def _new_area(w: Write, rows: Sequence[Values], day: date, name: str, kind: str) -> int:
    first = rows[0]
    plain, kind = clean(name), kind or first["kind"]
    if not plain:
        raise UserError("请填写新的名称。")
    if kind != first["kind"] and not {kind, first["kind"]} <= set(VILLAGES):
        raise UserError(f"{AREA_KINDS[first['kind']]}不能改成{AREA_KINDS[kind]}。")
    if len(rows) == 1 and (plain, kind) == (first["name"], first["kind"]):
        raise UserError(f"名称还是“{plain}”，没有改动。")
    same = (area.c.name == plain, area.c.parent_id == first["parent_id"], area.c.valid_to.is_(None))
    taken = set(w.column(select(area.c.id).where(*same))) - {row["id"] for row in rows}
    if taken:
        raise UserError(f"“{plain}”已经在名册里，请并入它，或换一个名称。")
    counted = [row["households"] for row in rows if row["households"] is not None]
    new = w.insert(
        area,
        kind=kind,
        name=plain,
        parent_id=first["parent_id"],
        households=sum(counted) if counted else None,
        initials=initials(plain, person=False),
        valid_from=day,
    )
    if kind in VILLAGES:
        own = [one for row in rows if (one := _village_unit(w, row["id"])) is not None]
        _insert_unit(w, own[0] if own else {"kind": "village"}, plain, day, area_id=new)
    return new


def _succeed_area(w: Write, old: Values, new: int, day: date) -> None:
    _refuse_circle(w, area, old, new, day)
    w.update(area, old["id"], valid_to=day - _ONE)
    w.insert(area_succession, predecessor_id=old["id"], successor_id=new, day=day)
    _move_lines(w, "area_id", old["id"], new, day)
    for table in (board, carrier, five_duties, volunteer_body):
        _point(w, table, "area_id", old["id"], new)
    for table in (nearness, plan_lock):
        _point(w, table, "area_id", old["id"], new, beside="unit_id")
    mine, theirs = _village_unit(w, old["id"]), _village_unit(w, new)
    if mine is not None and theirs is not None and mine["valid_to"] is None:
        _succeed_unit(w, mine, theirs["id"], day)


def _village_unit(w: Write, area_id: int) -> Values | None:
    found = w.value(select(unit.c.id).where(unit.c.area_id == area_id, unit.c.kind == "village"))
    return None if found is None else w.values(unit, found)


# -- units -----------------------------------------------------------------------------------------


def _new_unit(w: Write, rows: Sequence[Values], day: date, name: str) -> int:
    plain, first = clean(name), rows[0]
    if not plain:
        raise UserError("请填写新的名称。")
    if len(rows) == 1 and plain == first["name"]:
        raise UserError(f"名称还是“{plain}”，没有改动。")
    same = (unit.c.name == plain, unit.c.kind == first["kind"], unit.c.valid_to.is_(None))
    if set(w.column(select(unit.c.id).where(*same))) - {row["id"] for row in rows}:
        raise UserError(f"“{plain}”已经在名册里（{UNIT_KINDS[first['kind']]}），请并入它，或换一个名称。")
    return _insert_unit(w, first, plain, day, area_id=first["area_id"])


def _insert_unit(w: Write, like: Values, name: str, day: date, *, area_id: int | None) -> int:
    kept = {key: like.get(key) for key in ("strength", "stratum", "sort")}
    letters = initials(name, person=False)
    return w.insert(
        unit, kind=like["kind"], name=name, area_id=area_id, initials=letters, valid_from=day, **kept
    )


def _succeed_unit(w: Write, old: Values, new: int, day: date) -> None:
    _refuse_circle(w, unit, old, new, day)
    w.update(unit, old["id"], valid_to=day - _ONE)
    w.insert(unit_succession, predecessor_id=old["id"], successor_id=new, day=day)
    _move_lines(w, "unit_id", old["id"], new, day)
    _move_posts(w, old["id"], new, day)
    for table in (carrier, volunteer_body):
        _point(w, table, "unit_id", old["id"], new)
    for table in (nearness, plan_lock):
        _point(w, table, "unit_id", old["id"], new, beside="area_id")


# -- what goes over --------------------------------------------------------------------------------


def _move_lines(w: Write, column: str, old: int, new: int, day: date) -> None:
    """Lines of the roster in force go on under the successor; the same duty is not written twice."""
    said = ("area_id", "leader_id", "unit_id", "person_id")
    there = {
        tuple(row[key] for key in said): row["id"]
        for row in _in_force(w, assignment, assignment.c[column] == new, day)
    }
    led = any(row["role"] == "lead" for row in _in_force(w, assignment, assignment.c[column] == new, day))
    for row in _in_force(w, assignment, assignment.c[column] == old, day):
        moved = {**row, column: new}
        begun = row["valid_from"] < day
        if tuple(moved[key] for key in said) in there:
            if begun:
                w.update(assignment, row["id"], valid_to=day - _ONE)
            else:
                w.delete(assignment, row["id"])
            continue
        if column == "area_id" and row["role"] == "lead" and led:
            moved["role"] = "joint"  # the place that goes on keeps its own lead
        _go_over(w, assignment, row, moved, day)


def _move_posts(w: Write, old: int, new: int, day: date) -> None:
    """Posts in force; of two 主要负责人 the one of the unit that goes on stays it."""
    held = _in_force(w, post, post.c.unit_id == new, day)
    people = {row["person_id"] for row in held}
    heads = {row["role"] for row in held if row["role"] in ("head", "deputy_in_charge", "village_secretary")}
    after = {"head": "staff", "deputy_in_charge": "staff", "village_secretary": "village_cadre"}
    for row in _in_force(w, post, post.c.unit_id == old, day):
        if row["person_id"] in people and row["valid_from"] < day:
            w.update(post, row["id"], valid_to=day - _ONE)
            continue
        role = after.get(row["role"], row["role"]) if row["role"] in heads else row["role"]
        _go_over(w, post, row, {**row, "unit_id": new, "role": role}, day)


def _go_over(w: Write, table: Table, row: Values, moved: Values, day: date) -> None:
    values = {key: value for key, value in moved.items() if key != "id"}
    if row["valid_from"] < day:
        w.update(table, row["id"], valid_to=day - _ONE)
        w.insert(table, **{**values, "valid_from": day})
    else:
        w.update(table, row["id"], **values)


def _in_force(w: Write, table: Table, where: Any, day: date) -> list[Values]:
    c = table.c
    found = select(c.id).where(where, or_(c.valid_to.is_(None), c.valid_to >= day)).order_by(c.id)
    return [row for one in w.column(found) if (row := w.values(table, one)) is not None]


def _point(w: Write, table: Table, column: str, old: int, new: int, *, beside: str = "") -> None:
    """Rows of a register, which is as of today, point to the successor; one of two equal pairs goes."""
    c = table.c
    taken = set(w.column(select(c[beside]).where(c[column] == new))) if beside else set()
    for one in w.column(select(c.id).where(c[column] == old)):
        if beside and (w.values(table, one) or {})[beside] in taken:
            w.delete(table, one)
        else:
            w.update(table, one, **{column: new})
