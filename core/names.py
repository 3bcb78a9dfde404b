"""Names as a clerk writes them to ids: never a guess, two people of one name are told apart by unit.

Villages and units of the past are found by their names too; with the day of the event the one that
stood in their place then is given, and a note says what it is called now.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Table, select

from core.doors import Read
from core.errors import UserError
from core.model import area, person, post, unit
from core.queries.lineage import area_successions, unit_successions
from core.rules.calendar import cn_date
from core.rules.lineage import Succession, ancestors, heirs
from core.text import clean_name


@dataclass(slots=True)
class Lineage:
    """The rows of one table with their days, and which followed which."""

    names: dict[int, str]
    begun: dict[int, date | None]
    steps: list[Succession]

    def at(self, row_id: int, day: date) -> int | str:
        """Who stood in its place on a day; a sentence when it did not exist yet and several went into it."""
        start = self.begun.get(row_id)
        if start is not None and day < start:
            before = [one for one in ancestors(self.steps, row_id, date.max) if self._stood(one, day)]
            if len(before) == 1:
                return before[0]
            if before:
                said = "、".join(self.names[one] for one in before)
                return f"{cn_date(day)}还没有“{self.names[row_id]}”，当时是{said}，请写当时的名称。"
        return heirs(self.steps, day).get(row_id, row_id)

    def _stood(self, row_id: int, day: date) -> bool:
        start = self.begun.get(row_id)
        gone = any(one.predecessor == row_id and one.day <= day for one in self.steps)
        return not gone and (start is None or start <= day)


@dataclass(slots=True)
class Names:
    """The record's names; every look-up gives an id or, as text, what is wrong and what to do.

    ``notes`` gathers, once each, which old name was taken for which place or unit of today.
    """

    people: dict[str, list[int]]
    units_of: dict[int, list[str]]  # a person's units, past ones too
    units: dict[str, int]
    areas: dict[str, list[int]]
    past_units: Lineage
    past_areas: Lineage
    notes: dict[str, None] = field(default_factory=dict)
    _seen: dict[str, int | str] = field(default_factory=dict)

    def person(self, text: str) -> int | str:
        """By name, "村建所/王建国" or id."""
        if text not in self._seen:
            self._seen[text] = self._person(text)
        return self._seen[text]

    def _person(self, text: str) -> int | str:
        plain = text.strip()
        if plain.isascii() and plain.isdigit():
            return int(plain) if int(plain) in self.units_of else f"没有编号为{plain}的人员，请核对。"
        unit_name, _, name = plain.rpartition("/")
        ids = self.people.get(clean_name(name), [])
        if unit_name:
            ids = [one for one in ids if clean_name(unit_name) in self.units_of[one]]
        if len(ids) == 1:
            return ids[0]
        if not ids:
            return f"名册里没有“{plain}”，请核对姓名或先在名册里新增。"
        units = "、".join("／".join(self.units_of[one]) or "无单位" for one in ids)
        return f"有{len(ids)}个“{clean_name(name)}”（{units}），请写成“单位/姓名”。"

    def unit(self, text: str, day: date | None = None) -> int | str:
        """By name; with ``day`` the unit that stood in its place then."""
        found = self.units.get(clean_name(text))
        if found is None:
            return f"名册里没有单位“{text}”，请核对。"
        return found if day is None else self._at(self.past_units, found, day)

    def area(self, text: str, day: date | None = None) -> int | str:
        """By name, or "红光村1组", "红光村/1组" for a group; with ``day`` the place that stood there then."""
        ids = self.areas.get(clean_name(text).replace("/", ""), [])
        if day is not None and len(ids) > 1:  # one name at different times
            then = [one for one in ids if self.past_areas.at(one, day) == one]
            ids = then if len(then) == 1 else ids
        if len(ids) == 1:
            return ids[0] if day is None else self._at(self.past_areas, ids[0], day)
        if not ids:
            return f"名册里没有“{text}”这个村（居）、组或集贸市场，请核对。"
        return f"有{len(ids)}处叫“{text}”，请连同村名一起写，例如“红光村{text}”。"

    def _at(self, past: Lineage, row_id: int, day: date) -> int | str:
        there = past.at(row_id, day)
        if isinstance(there, int) and there != row_id:
            old, new = past.names[row_id], past.names[there]
            self.notes[f"“{old}”在{cn_date(day)}是“{new}”，已记在“{new}”。"] = None
        return there


def names_of(r: Read) -> Names:
    people: dict[str, list[int]] = {}
    for row_id, name in r.all(select(person.c.id, person.c.name), lambda *row: row):
        people.setdefault(name, []).append(row_id)
    units_of: dict[int, list[str]] = {one: [] for ids in people.values() for one in ids}
    posts = select(post.c.person_id, unit.c.name).join(unit, unit.c.id == post.c.unit_id).order_by(post.c.id)
    for person_id, name in r.all(posts, lambda *row: row):
        if name not in units_of[person_id]:
            units_of[person_id].append(name)
    # of units that bore one name at different times the one still in being
    order = (unit.c.valid_to.is_(None), unit.c.valid_to, unit.c.id)
    units = dict(r.all(select(unit.c.name, unit.c.id).order_by(*order), lambda *row: row))
    past_areas = _lineage(r, area, area_successions(r))
    past_units = _lineage(r, unit, unit_successions(r))
    return Names(people, units_of, units, _areas(r, past_areas), past_units, past_areas)


def place_then(r: Read, area_id: int | None, day: date) -> int | None:
    """The place as it was on a day, chosen by today's name; UserError where several went into it."""
    if area_id is None:
        return None
    begun = r.value(select(area.c.valid_from).where(area.c.id == area_id))
    if begun is None or begun <= day:
        return area_id
    found = _lineage(r, area, area_successions(r)).at(area_id, day)
    if isinstance(found, str):
        raise UserError(found)
    return found


def _lineage(r: Read, table: Table, steps: list[Succession]) -> Lineage:
    rows = r.all(select(table.c.id, table.c.name, table.c.valid_from), lambda *row: row)
    return Lineage({row: name for row, name, _ in rows}, {row: start for row, _, start in rows}, steps)


def _areas(r: Read, past: Lineage) -> dict[str, list[int]]:
    """Groups answer to their own name and to village + group, the village's names of all times."""
    rows = r.all(
        select(area.c.id, area.c.name, area.c.kind, area.c.parent_id).order_by(area.c.id), lambda *row: row
    )
    later = {one.predecessor: one.successor for one in past.steps}
    found: dict[str, list[int]] = {}
    for row_id, name, kind, parent_id in rows:
        found.setdefault(name, []).append(row_id)
        for above in _onward(parent_id, later) if kind == "group" else ():
            ids = found.setdefault(past.names.get(above, "") + name, [])
            if row_id not in ids:
                ids.append(row_id)
    return found


def _onward(start: int | None, later: dict[int, int]) -> list[int]:
    """A village with those that followed it."""
    line: list[int] = []
    while start is not None and start not in line:
        line.append(start)
        start = later.get(start)
    return line
