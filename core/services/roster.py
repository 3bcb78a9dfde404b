"""Changes of the roster (名册) by date: a new line ends the old one the day before, nothing is lost."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table, or_, select

from core import journal
from core.db import Db
from core.doors import Values, Write
from core.errors import Conflict, UserError
from core.labels import AREA_KINDS, UNIT_KINDS
from core.model import (
    JOURNALLED,
    accountability,
    area,
    assignment,
    extension,
    household_campaign,
    inspection,
    person,
    post,
    rectification,
    statement,
    study_meeting,
    unit,
)
from core.model import change as journal_change
from core.pinyin import initials
from core.text import clean, clean_name, clean_phone

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
    plain = clean_name(name)
    if not plain:
        raise UserError("请填写姓名。")
    row = w.insert(person, name=plain, phone=clean_phone(phone), initials=initials(plain))
    w.insert(post, person_id=row, unit_id=unit_id, role=role, title=clean(title) or None, valid_from=start)
    return row


def edit_person(w: Write, person_id: int, *, name: str, phone: str) -> None:
    """A misspelt name or another telephone; what the person did stays the person's."""
    plain = clean_name(name)
    if not plain:
        raise UserError("请填写姓名。")
    w.update(person, person_id, name=plain, phone=clean_phone(phone), initials=initials(plain))


def move_person(
    w: Write, person_id: int, unit_id: int, start: date, *, role: str = "staff", title: str = ""
) -> int:
    """A change of post: the open posts end the day before, the new one begins."""
    open_posts = w.all(
        select(post.c.id, post.c.valid_from).where(post.c.person_id == person_id, post.c.valid_to.is_(None)),
        lambda *row: row,
    )
    for row, since in open_posts:
        if since >= start:
            raise UserError("新职务的起始日期不晚于现职务的起始日期，请核对日期。")
        w.update(post, row, valid_to=start - _ONE)
    return w.insert(
        post, person_id=person_id, unit_id=unit_id, role=role, title=clean(title) or None, valid_from=start
    )


def set_head(w: Write, unit_id: int, person_id: int, start: date, *, role: str = "head") -> None:
    """主要负责人 or 分管负责人 from a day on; who was it before stays in the unit as staff."""
    p = post.c
    in_unit = (p.unit_id == unit_id, p.valid_to.is_(None))
    title = None
    for row, who, since, named in w.all(
        select(p.id, p.person_id, p.valid_from, p.title).where(*in_unit, p.role == role), lambda *row: row
    ):
        if who == person_id:
            return
        title = named
        _change_post(w, row, since, start, person_id=who, unit_id=unit_id, role="staff", title=None)
    for row, since in w.all(
        select(p.id, p.valid_from).where(*in_unit, p.person_id == person_id), lambda *row: row
    ):
        _change_post(w, row, since, start, person_id=person_id, unit_id=unit_id, role=role, title=title)
        return
    w.insert(post, person_id=person_id, unit_id=unit_id, role=role, title=title, valid_from=start)


def _change_post(w: Write, row: int, since: date, start: date, **values: Any) -> None:
    """From ``start`` on; a post that begins that very day is changed itself."""
    if since > start:
        raise UserError("任职日期早于现职务的起始日期，请核对日期。")
    if since == start:
        w.update(post, row, **values)
        return
    w.update(post, row, valid_to=start - _ONE)
    w.insert(post, **values, valid_from=start)


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
    return w.insert(assignment, **{**kept, **changed}, valid_from=start, valid_to=old["valid_to"])


_COLUMNS = {"leader_id", "unit_id", "person_id"}


def replace_in(
    w: Write, areas: Iterable[int], column: str, old_id: int, start: date, **changed: int | None
) -> int:
    """In these places, whoever answers as ``column`` passes to another from ``start`` on; lines changed.

    A line that would be left with nobody only ends.
    """
    if column not in _COLUMNS:
        raise ValueError(column)
    a = assignment.c
    rows = w.column(
        select(a.id)
        .where(
            a.area_id.in_(list(areas)),
            a[column] == old_id,
            a.valid_from <= start,
            or_(a.valid_to.is_(None), a.valid_to >= start),
        )
        .order_by(a.id)
    )
    if not rows:
        raise UserError("这一天没有要更换的包保，请核对日期。")
    for row in rows:
        old = w.values(assignment, row) or {}
        if any({**{key: old[key] for key in Duty._fields}, **changed}.values()):
            replace_duty(w, row, start, **changed)
        else:
            end_duty(w, row, start - _ONE)
    return len(rows)


def end_duty(w: Write, assignment_id: int, last_day: date) -> None:
    """A line of the roster ends."""
    values = w.values(assignment, assignment_id)
    if values is None or values["valid_from"] > last_day:
        raise UserError("包保的截止日期早于起始日期，请核对日期。")
    w.update(assignment, assignment_id, valid_to=last_day)


def add_area(w: Write, kind: str, name: str, parent_id: int | None, *, households: int | None = None) -> int:
    """A place; a village or community also becomes a unit that is scored."""
    plain = clean(name)
    if not plain:
        raise UserError(f"请填写{AREA_KINDS[kind]}的名称。")
    taken = select(area.c.id).where(area.c.name == plain, area.c.parent_id == parent_id)
    if w.value(taken) is not None:
        raise UserError(f"“{plain}”已经在名册里，请换一个名称。")
    letters = initials(plain, person=False)
    row = w.insert(area, kind=kind, name=plain, parent_id=parent_id, households=households, initials=letters)
    if kind in ("village", "community"):
        add_unit(w, "village", plain, area_id=row)
    return row


def add_unit(w: Write, kind: str, name: str, *, area_id: int | None = None) -> int:
    """A station or another unit, last in the office's order."""
    plain = clean(name)
    if not plain:
        raise UserError("请填写单位名称。")
    if w.value(select(unit.c.id).where(unit.c.name == plain, unit.c.kind == kind)) is not None:
        raise UserError(f"“{plain}”已经在名册里（{UNIT_KINDS[kind]}），请换一个名称。")
    order = w.value(select(unit.c.id).order_by(unit.c.id.desc()).limit(1)) or 0
    return w.insert(
        unit,
        kind=kind,
        name=plain,
        area_id=area_id,
        initials=initials(plain, person=False),
        sort=order + 1,
    )


def rename_area(w: Write, area_id: int, name: str, *, households: int | None) -> None:
    """Another name of the same place; a village's unit bears it too."""
    plain = clean(name)
    if not plain:
        raise UserError("请填写名称。")
    letters = initials(plain, person=False)
    w.update(area, area_id, name=plain, households=households, initials=letters)
    for row in w.column(select(unit.c.id).where(unit.c.area_id == area_id, unit.c.kind == "village")):
        w.update(unit, row, name=plain, initials=letters)


def describe_unit(w: Write, unit_id: int, *, strength: str | None, stratum: str | None) -> None:
    """强弱 as the office judges it, and the group within which the unit is ranked."""
    w.update(unit, unit_id, strength=strength or None, stratum=clean(stratum or "") or None)


HELD_BY_PERSON = tuple(  # every column that points to a person, of whatever table
    (table, column.name)
    for table in JOURNALLED.values()
    for column in table.columns
    if any(key.column.table is person for key in column.foreign_keys)
)
LISTED_PEOPLE = ((study_meeting, "attendees"), (household_campaign, "people"))


SIGNED = (  # names written by hand, not chosen from the roster
    (inspection, "inspectors"),
    (rectification, "verifier"),
    (extension, "approver"),
    (study_meeting, "others"),
    (statement, "decided_by"),
    (accountability, "decided_by"),
)


def join_people(w: Write, keep_id: int, other_id: int) -> int:
    """Two entries are one person: everything of the other becomes the kept one's; rows moved."""
    if keep_id == other_id:
        raise UserError("请选择两个不同的人员来合并。")
    moved = 0
    for table, column in HELD_BY_PERSON:
        for row in w.column(select(table.c.id).where(table.c[column] == other_id)):
            w.update(table, row, **{column: keep_id})
            moved += 1
    moved += _join_in_lists(w, keep_id, other_id)
    kept, other = w.values(person, keep_id), w.values(person, other_id)
    if kept is not None and other is not None and not kept["phone"]:
        w.update(person, keep_id, phone=other["phone"])
    w.delete(person, other_id)
    return moved


def _join_in_lists(w: Write, keep_id: int, other_id: int) -> int:
    """Lists of people name the kept one, and only once."""
    moved = 0
    for table, column in LISTED_PEOPLE:
        rows = w.all(
            select(table.c.id, table.c[column]).where(table.c[column].is_not(None)), lambda *row: row
        )
        for row, people in rows:
            if other_id in people:
                told = dict.fromkeys(keep_id if one == other_id else one for one in people)
                w.update(table, row, **{column: list(told)})
                moved += 1
    return moved


def blank_person(db: Db, person_id: int) -> None:
    """脱敏: name and phone go from the row, from signatures and from the whole journal; not undoable.

    Where another bears the name, what was signed with it is left: nobody can tell whose it is.
    """
    with db.write("脱敏", kind="erase", barrier=True) as w:
        row = w.values(person, person_id)
        if row is None:
            raise UserError("找不到这名人员，可能已经删除。")
        rows: list[tuple[Table, int, journal.Hide]] = [(person, person_id, _hide_person)]
        same = w.column(select(person.c.id).where(person.c.name == row["name"]))
        if same == [person_id] and row["name"] != BLANKED:
            rows += _signed(w, row["name"])
        journal.blank(w, rows)


def _hide_person(kept: Values) -> Values:
    hidden = {"name": BLANKED, "phone": None, "initials": None, "note": None}
    return {key: value for key, value in hidden.items() if key in kept}


def _signed(w: Write, name: str) -> list[tuple[Table, int, journal.Hide]]:
    """Rows that ever bore the name where somebody signs, also where it was changed since."""
    found: list[tuple[Table, int, journal.Hide]] = []
    for table, column in SIGNED:

        def hide(kept: Values, column: str = column) -> Values:
            said = kept.get(column)
            return {column: said.replace(name, BLANKED)} if isinstance(said, str) and name in said else {}

        c = journal_change.c
        said = or_(c.before.contains(name), c.after.contains(name))
        ever = set(w.column(select(c.row_id).where(c.table_name == table.name, said)))
        found += [(table, one, hide) for one in sorted(ever)]
    return found
