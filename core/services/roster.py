"""Changes of the roster (名册) by date: a new line ends the old one the day before, nothing is lost."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from core import journal
from core.db import Db
from core.doors import Write
from core.errors import Conflict, UserError
from core.model import absence, assignment, check_in, exemption, person, post
from core.pinyin import initials

BLANKED = "（已脱敏）"
_ONE = timedelta(days=1)


class Duty(NamedTuple):
    """Who answers on one line: leader, station and person, each of them optional."""

    leader_id: int | None
    unit_id: int | None
    person_id: int | None


def add_person(
    w: Write, name: str, unit_id: int, start: date, *, role: str = "staff", title: str = "", phone: str = ""
) -> int:
    """A person with a first post."""
    row = w.insert(person, name=name, phone=phone or None, initials=initials(name))
    w.insert(post, person_id=row, unit_id=unit_id, role=role, title=title or None, valid_from=start)
    return row


def move_person(w: Write, person_id: int, unit_id: int, start: date, *, role: str = "staff") -> int:
    """A change of post: the open posts end the day before, the new one begins."""
    open_posts = w.all(
        select(post.c.id, post.c.valid_from).where(post.c.person_id == person_id, post.c.valid_to.is_(None)),
        lambda *row: row,
    )
    for row, since in open_posts:
        if since >= start:
            raise UserError("新职务的起始日期不晚于现职务的起始日期，请核对日期。")
        w.update(post, row, valid_to=start - _ONE)
    return w.insert(post, person_id=person_id, unit_id=unit_id, role=role, valid_from=start)


def end_post(w: Write, post_id: int, last_day: date) -> None:
    values = w.values(post, post_id)
    if values is None or values["valid_from"] > last_day:
        raise UserError("离任日期早于任职日期，请核对。")
    w.update(post, post_id, valid_to=last_day)


def assign(w: Write, area_id: int, duty: Duty, start: date, *, role: str = "lead") -> int:
    """A new line of the roster."""
    if not any(duty):
        raise UserError("包保领导、站所、责任人至少要填一项。")
    return w.insert(assignment, area_id=area_id, **duty._asdict(), role=role, valid_from=start)


def replace_duty(w: Write, assignment_id: int, start: date, **changed: int | None) -> int:
    """换人、换站所: the old line ends the day before, a new one begins with what changed."""
    old = w.values(assignment, assignment_id)
    if old is None:
        raise Conflict("这条包保已经被删除，请刷新后再试。")
    if old["valid_from"] >= start:
        raise UserError("更换日期不晚于原包保的起始日期，请核对日期。")
    w.update(assignment, assignment_id, valid_to=start - _ONE)
    kept: dict[str, Any] = {key: old[key] for key in ("area_id", *Duty._fields, "role", "version_id")}
    return w.insert(assignment, **{**kept, **changed}, valid_from=start)


_HELD_BY_PERSON = (
    (post, "person_id"),
    (assignment, "leader_id"),
    (assignment, "person_id"),
    (check_in, "person_id"),
    (absence, "person_id"),
    (exemption, "person_id"),
)


def join_people(w: Write, keep_id: int, other_id: int) -> int:
    """Two entries are one person: everything of the other becomes the kept one's; rows moved."""
    if keep_id == other_id:
        raise UserError("请选择两个不同的人员来合并。")
    moved = 0
    for table, column in _HELD_BY_PERSON:
        for row in w.column(select(table.c.id).where(table.c[column] == other_id)):
            w.update(table, row, **{column: keep_id})
            moved += 1
    kept, other = w.values(person, keep_id), w.values(person, other_id)
    if kept is not None and other is not None and not kept["phone"]:
        w.update(person, keep_id, phone=other["phone"])
    w.delete(person, other_id)
    return moved


def blank_person(db: Db, person_id: int) -> None:
    """脱敏: the person's name and phone go from the row and from the whole journal; not undoable."""
    with db.write("脱敏", kind="erase", barrier=True) as w:
        if w.values(person, person_id) is None:
            raise UserError("找不到这名人员，可能已经删除。")
        journal.blank(w, person, person_id, {"name": BLANKED, "phone": None, "initials": None, "note": None})
