"""Names as a clerk writes them to ids: never a guess, two people of one name are told apart by unit."""

from dataclasses import dataclass, field

from sqlalchemy import select

from core.doors import Read
from core.model import area, person, post, unit
from core.text import clean_name


@dataclass(slots=True)
class Names:
    """The record's names; every look-up gives an id or, as text, what is wrong and what to do."""

    people: dict[str, list[int]]
    units_of: dict[int, list[str]]  # a person's units, past ones too
    units: dict[str, int]
    areas: dict[str, list[int]]
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

    def unit(self, text: str) -> int | str:
        found = self.units.get(clean_name(text))
        return found if found is not None else f"名册里没有单位“{text}”，请核对。"

    def area(self, text: str) -> int | str:
        """By name, or "红光村1组", "红光村/1组" for a group."""
        ids = self.areas.get(clean_name(text).replace("/", ""), [])
        if len(ids) == 1:
            return ids[0]
        if not ids:
            return f"名册里没有“{text}”这个村（居）、组或集贸市场，请核对。"
        return f"有{len(ids)}处叫“{text}”，请连同村名一起写，例如“红光村{text}”。"


def names_of(r: Read) -> Names:
    people: dict[str, list[int]] = {}
    for row_id, name in r.all(select(person.c.id, person.c.name), lambda *row: row):
        people.setdefault(name, []).append(row_id)
    units_of: dict[int, list[str]] = {one: [] for ids in people.values() for one in ids}
    posts = select(post.c.person_id, unit.c.name).join(unit, unit.c.id == post.c.unit_id).order_by(post.c.id)
    for person_id, name in r.all(posts, lambda *row: row):
        if name not in units_of[person_id]:
            units_of[person_id].append(name)
    units = dict(r.all(select(unit.c.name, unit.c.id), lambda *row: row))
    return Names(people, units_of, units, _areas(r))


def _areas(r: Read) -> dict[str, list[int]]:
    """Groups answer to their own name and to village + group; a village's own name comes first."""
    rows = r.all(select(area.c.id, area.c.name, area.c.kind, area.c.parent_id), lambda *row: row)
    named = {row_id: name for row_id, name, _, _ in rows}
    found: dict[str, list[int]] = {}
    for row_id, name, kind, parent_id in rows:
        found.setdefault(name, []).append(row_id)
        if kind == "group" and parent_id in named:
            found.setdefault(named[parent_id] + name, []).append(row_id)
    return found
