"""回收站: what was deleted and neither undone nor put back, read from the journal, latest first."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import or_, select

from core.doors import Read, Values
from core.labels import ABSENCES, STAGES, TABLES
from core.ledgers import LEDGERS, Ledger, Part
from core.model import area, change, finding, op, person, photo, unit
from core.rules.calendar import cn_date, cn_day

# rows a clerk thinks of as one thing; orders, extensions and photos of a deleted finding come back with it
KINDS = (
    "check_in", "absence", "exemption", "finding", "inspection",
    "person", "post", "unit", "area", "assignment", "score_line", "phrase", "photo",
    *(one.name for one in LEDGERS if one.name not in ("absence", "exemption")),
)  # fmt: skip
PARTS = frozenset({"rectification", "extension", "photo"})
SHOWN = 500  # of late; older ones stay in the journal and are found by their date


@dataclass(frozen=True, slots=True)
class Deleted:
    """A row that is gone: when and by whom, by which act, and what it said."""

    change_id: int
    at: str
    actor: str
    label: str
    kind: str
    what: str
    table: str
    row_id: int


def deleted(r: Read, *, limit: int = SHOWN) -> list[Deleted]:
    """The rows that can be put back; what undo took away again after an addition is not among them."""
    later, earlier, act = change.alias("later"), change.alias("earlier"), op.alias("act")
    newer = (
        select(later.c.id)
        .where(
            later.c.table_name == change.c.table_name,
            later.c.row_id == change.c.row_id,
            later.c.id > change.c.id,
        )
        .exists()
    )
    once = (  # an undone 恢复 leaves the row as deleted as it was before
        select(earlier.c.id)
        .join(act, act.c.id == earlier.c.op_id)
        .where(
            earlier.c.table_name == change.c.table_name,
            earlier.c.row_id == change.c.row_id,
            earlier.c.id < change.c.id,
            earlier.c.after.is_(None),
            act.c.kind != "undo",
        )
        .exists()
    )
    whole = change.alias("whole")
    with_its_finding = (
        select(whole.c.id)
        .where(
            change.c.table_name == photo.name,
            whole.c.op_id == change.c.op_id,
            whole.c.table_name == finding.name,
            whole.c.after.is_(None),
        )
        .exists()
    )
    found = r.all(
        select(
            change.c.id, op.c.at, op.c.actor, op.c.label,
            change.c.table_name, change.c.row_id, change.c.before,
        )
        .join(op, op.c.id == change.c.op_id)
        .where(change.c.after.is_(None), change.c.table_name.in_(KINDS))
        .where(or_(op.c.kind != "undo", once), ~newer, ~with_its_finding)
        .order_by(change.c.id.desc())
        .limit(limit),
        lambda *row: row,
    )  # fmt: skip
    says = _Says(r)
    return [
        Deleted(row, at, actor, label, TABLES[table], says(table, row_id, json.loads(before)), table, row_id)
        for row, at, actor, label, table, row_id, before in found
    ]


class _Says:
    """A deleted row in a few words; each name is looked up once, in the journal when its row is gone too."""

    def __init__(self, r: Read) -> None:
        self._r = r
        self._known: dict[tuple[str, int], str] = {}

    def __call__(self, table: str, row_id: int, said: Values) -> str:
        own: dict[str, Callable[[Values], list[str]]] = {
            "check_in": self._check_in,
            "absence": self._absence,
            "exemption": self._exemption,
            "finding": lambda one: [f"第{row_id}条", one["text"]],
            "inspection": lambda one: [self._day(one["day"]), one.get("inspectors", "")],
            "photo": lambda one: [f"第{one['finding_id']}条", STAGES[one["stage"]], one["file"]],
            "post": lambda one: [self._of("person", one), self._of("unit", one), one.get("title", "")],
            "assignment": self._assignment,
            "score_line": lambda one: [one["month"], self._of("unit", one), one["points"], one["reason"]],
            "phrase": lambda one: [one["text"]],
        }
        if table in _LEDGERS and table not in own:
            own[table] = partial(self._ledger, _LEDGERS[table])
        parts = own[table](said) if table in own else [str(said["name"])]
        return "　".join(part for part in parts if part)

    def _ledger(self, ledger: Ledger, said: Values) -> list[str]:
        """What tells its rows apart."""
        return [self._part(ledger.part(key), said.get(key)) for key in ledger.same]

    def _part(self, part: Part, value: Any) -> str:
        if value is None:
            return ""
        if part.kind in ("unit", "area", "person"):
            return self._name(part.kind, value)
        if part.kind == "row":
            return f"第{value}号"
        return self._day(value) if part.kind == "day" else part.choices.get(value, str(value))

    def _check_in(self, said: Values) -> list[str]:
        who, where = self._of("person", said), self._of("area", said)
        return [self._day(said["day"]), who, where, said.get("note", "")]

    def _absence(self, said: Values) -> list[str]:
        days = f"{self._day(said['valid_from'])}—{self._day(said['valid_to'])}"
        return [self._of("person", said), ABSENCES.get(said["kind"], ""), days, said.get("reason", "")]

    def _exemption(self, said: Values) -> list[str]:
        days = f"{self._day(said['valid_from'])}—{self._day(said['valid_to'])}"
        return [self._of("person", said) or self._of("unit", said), days, said["reason"]]

    def _assignment(self, said: Values) -> list[str]:
        leader = self._name(person.name, said.get("leader_id"))
        names = [self._of("area", said), leader, self._of("unit", said), self._of("person", said)]
        return [*names, f"{self._day(said['valid_from'])}起"]

    def _day(self, text: str) -> str:
        """The year only where it is another one."""
        day = date.fromisoformat(text)
        return cn_day(day) if day.year == self._r.today.year else cn_date(day)

    def _of(self, table: str, said: Values) -> str:
        return self._name(table, said.get(f"{table}_id"))

    def _name(self, table: str, row_id: int | None) -> str:
        if row_id is None:
            return ""
        if (table, row_id) not in self._known:
            now = self._r.values(_NAMED[table], row_id) or last_said(self._r, table, row_id)
            group = table == area.name and now["kind"] == "group"  # 3组 says nothing without its village
            above = self._name(table, now.get("parent_id")) if group else ""
            self._known[table, row_id] = above + now["name"]
        return self._known[table, row_id]


_LEDGERS = {one.name: one for one in LEDGERS}
_NAMED = {one.name: one for one in (person, unit, area)}


def last_said(r: Read, table: str, row_id: int) -> Values:
    """What a deleted row said at the end, as the journal keeps it; empty when it never was deleted."""
    c = change.c
    found = r.value(
        select(c.before)
        .where(c.table_name == table, c.row_id == row_id, c.after.is_(None))
        .order_by(c.id.desc())
        .limit(1)
    )
    values: dict[str, Any] = {} if found is None else json.loads(found)
    return values


def parts_of(r: Read, table: str, row_id: int) -> list[tuple[str, int, Values | None, Values | None]]:
    """All that the act that deleted a row changed, in its order; empty when it was never deleted."""
    c = change.c
    act = r.value(
        select(c.op_id)
        .where(c.table_name == table, c.row_id == row_id, c.after.is_(None))
        .order_by(c.id.desc())
        .limit(1)
    )
    return r.all(
        select(c.table_name, c.row_id, c.before, c.after).where(c.op_id == act).order_by(c.id),
        lambda name, row, before, after: (name, row, _loaded(before), _loaded(after)),
    )


def _loaded(text: str | None) -> Values | None:
    return None if text is None else json.loads(text)
