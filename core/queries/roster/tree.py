"""The tree of places as of a day: who answers for each, and where nobody does."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.doors import Read
from core.model import area, assignment, person, post, unit
from core.queries.places import parents
from core.queries.roster.spans import on


@dataclass(frozen=True, slots=True)
class Counts:
    """How large the roster is on a day."""

    people: int
    stations: int
    villages: int


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the tree. ``who`` answers on the day; ``lack`` says what is missing there, "" nothing."""

    id: int
    kind: str
    name: str
    parent_id: int | None
    households: int | None
    below: int
    who: str
    lack: str


def counts(r: Read, day: date) -> Counts:
    """People in post, stations and villages on a day."""
    people = r.value(select(func.count(func.distinct(post.c.person_id))).where(on(post, day)))
    kinds = dict(
        r.all(select(unit.c.kind, func.count()).where(on(unit, day)).group_by(unit.c.kind), lambda *row: row)
    )
    return Counts(int(people or 0), kinds.get("station", 0), kinds.get("village", 0))


def tree(r: Read, day: date) -> list[Place]:
    """Every place of the township as of a day, parents before children, in the order of entry."""
    rows = r.all(
        select(area.c.id, area.c.kind, area.c.name, area.c.parent_id, area.c.households)
        .where(on(area, day))
        .order_by(area.c.id),
        lambda *row: row,
    )
    above = parents(r, day)
    rows = [(row, kind, name, above[row], households) for row, kind, name, _parent, households in rows]
    below: dict[int | None, int] = defaultdict(int)
    for _id, _kind, _name, parent_id, _households in rows:
        below[parent_id] += 1
    answering = _Answering(r, day)
    found = []
    for row_id, kind, name, parent_id, households in rows:
        who, lack = answering.of(row_id, kind, parent_id, below[row_id])
        found.append(Place(row_id, kind, name, parent_id, households, below[row_id], who, lack))
    return found


class _Answering:
    """Who answers for each place on one day."""

    def __init__(self, r: Read, day: date) -> None:
        a = assignment.c
        heads = set(r.column(select(post.c.person_id).where(post.c.role == "group_head", on(post, day))))
        self.people: dict[int, list[str]] = defaultdict(list)
        self.heads: dict[int, str] = {}
        self.manned: set[int] = set()
        rows = r.all(
            select(a.area_id, a.person_id, person.c.name)
            .outerjoin(person, person.c.id == a.person_id)
            .where(on(assignment, day))
            .order_by(a.role != "lead", a.unit_id.is_(None), a.id),
            lambda *row: row,
        )
        for where, who, name in rows:
            self.manned.add(where)
            if name is None:
                continue
            if who in heads:
                self.heads.setdefault(where, name)
            elif name not in self.people[where]:
                self.people[where].append(name)

    def of(self, row_id: int, kind: str, parent_id: int | None, below: int) -> tuple[str, str]:
        if kind == "township" or below:
            return "", ""
        if row_id not in self.manned and parent_id not in self.manned:
            return "", "没有责任人"
        if kind == "group" and self.heads and row_id not in self.heads:
            return "", "没有组长"
        if row_id in self.heads:
            return self.heads[row_id], ""
        return "、".join(self.people[row_id][:2]), ""
