"""包保责任分工表: who answers on each of the four levels, and what the plan's three principles say of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.doors import Read
from core.model import area, assignment, person, post, roster_version, unit
from core.queries.papers.asked import Asked, the_unit
from core.queries.places import parents
from core.queries.plan import PlanCheck, check_of, view_on
from core.queries.roster.spans import on
from core.rules.coverage import VILLAGES
from core.settings import Settings, settings_at

_RESIDENT = ("village_secretary", "village_cadre", "group_head")


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A place: its village, its own name in it ("" for the village as a whole), and who answers."""

    village: str
    place: str
    district: tuple[str, ...]  # 区级
    leaders: tuple[str, ...]  # 包保领导 with their post
    stations: tuple[tuple[str, str], ...]  # station and the person of it, lead first
    secretaries: tuple[str, ...]
    cadres: tuple[str, ...]
    heads: tuple[str, ...]  # 组长


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """The roster of a day, and what the plan's rules say of it."""

    settings: Settings
    day: date
    unit: str
    document: str
    rows: tuple[DutyRow, ...]
    villages: int
    groups: int
    stations: int  # that answer for something
    leaders: int
    check: PlanCheck  # gaps, the three principles, the balance (方案一)


@dataclass(slots=True)
class _Place:
    id: int
    kind: str
    name: str
    parent: int | None


@dataclass(slots=True)
class _Line:
    area_id: int
    leader: int | None
    unit_id: int | None
    person: int | None


class _Day:
    """The roster as of a day, read once."""

    def __init__(self, r: Read, day: date) -> None:
        a, p, u = area.c, post.c, unit.c
        above = parents(r, day)
        self.places = {
            row: _Place(row, kind, name, above[row])
            for row, kind, name in r.all(
                select(a.id, a.kind, a.name).where(on(area, day)).order_by(a.id), lambda *x: x
            )
        }
        self.people: dict[int, str] = dict(r.all(select(person.c.id, person.c.name), lambda *x: x))
        self.units: dict[int, tuple[str, str, str, int | None]] = {
            row[0]: row[1:]
            for row in r.all(
                select(u.id, u.name, u.kind, func.coalesce(u.strength, ""), u.area_id)
                .where(on(unit, day))
                .order_by(u.sort, u.id),
                lambda *x: x,
            )
        }
        self.posts: dict[int, tuple[str, str]] = {}
        for who, role, title in r.all(
            select(p.person_id, p.role, func.coalesce(p.title, ""))
            .where(on(post, day))
            .order_by(p.id.desc()),
            lambda *x: x,
        ):
            self.posts.setdefault(who, (role, title))
        self.lines: dict[int, list[_Line]] = defaultdict(list)
        c = assignment.c
        for line in r.all(
            select(c.area_id, c.leader_id, c.unit_id, c.person_id)
            .where(on(assignment, day))
            .order_by(c.role != "lead", c.unit_id.is_(None), c.id),
            _Line,
        ):
            self.lines[line.area_id].append(line)

    def village_of(self, place: _Place) -> _Place:
        """The place directly in the township that holds this one; of a ring the one entered first."""
        seen: dict[int, _Place] = {}
        while place.parent is not None and self.places[place.parent].kind != "township":
            if place.id in seen:
                return seen[min(seen)]
            seen[place.id] = place
            place = self.places[place.parent]
        return place

    def of(self, place: int, *, up: bool = True) -> list[_Line]:
        """Its own lines, and with ``up`` where it has none those of what holds it."""
        here: int | None = place
        seen: set[int] = set()
        while here is not None and here not in seen:
            seen.add(here)
            if self.lines.get(here):
                return self.lines[here]
            here = self.places[here].parent if up and here in self.places else None
        return []

    def leader(self, who: int) -> str:
        title = self.posts.get(who, ("", ""))[1]
        return f"{self.people[who]}（{title}）" if title else self.people[who]


def duty_facts(r: Read, asked: Asked) -> DutyFacts:
    """The roster as of today; of one station, or one village, when a unit is named."""
    day = r.today
    roster = _Day(r, day)
    named = the_unit(r, asked.unit) if asked.unit is not None else ""
    rows = [row for row in _rows(roster) if not named or _concerns(row, named)]
    view = view_on(r, day)
    lines = view.roster.lines
    return DutyFacts(
        settings=settings_at(r, day),
        day=day,
        unit=named,
        document=_document(r, day),
        rows=tuple(rows),
        villages=sum(one.kind in VILLAGES for one in view.tops),
        groups=sum(one.kind == "group" for one in view.roster.areas),
        stations=len({line.unit_id for line in lines if view.kind(line.unit_id) == "station"}),
        leaders=len({line.leader_id for line in lines if line.leader_id is not None}),
        check=check_of(view),
    )


def _concerns(row: DutyRow, name: str) -> bool:
    return name == row.village or any(name == station for station, _ in row.stations) or name in row.district


def _document(r: Read, day: date) -> str:
    c = roster_version.c
    found = r.value(
        select(c.document).where(c.valid_from <= day).order_by(c.valid_from.desc(), c.id.desc()).limit(1)
    )
    return str(found or "")


def _rows(roster: _Day) -> Iterable[DutyRow]:
    """Villages in the order of entry, each with its own line first when it has one, then its groups."""
    tops = [one for one in roster.places.values() if one.kind != "township" and roster.village_of(one) is one]
    for top in tops:
        below = [one for one in roster.places.values() if one is not top and roster.village_of(one) is top]
        if not below or roster.lines.get(top.id):
            yield _duty(roster, top, "", top)
        for one in below:
            yield _duty(roster, top, one.name, one)


def _duty(roster: _Day, top: _Place, name: str, place: _Place) -> DutyRow:
    own, whole = roster.of(place.id), roster.lines.get(top.id, [])
    leaders = _unique(one.leader for one in own) or _unique(one.leader for one in whole)
    stations = _stations(roster, own) or _stations(roster, whole)
    resident = _unique(one.person for one in (*whole, *own) if one.unit_id is None)
    by_role: dict[str, list[str]] = defaultdict(list)
    for who in resident:
        by_role[roster.posts.get(who, ("", ""))[0]].append(roster.people[who])
    units = _unique(one.unit_id for one in (*whole, *own))
    return DutyRow(
        village=top.name,
        place=name,
        district=tuple(
            roster.units[one][0] for one in units if roster.units.get(one, ("", ""))[1] == "district"
        ),
        leaders=tuple(roster.leader(one) for one in leaders),
        stations=stations,
        secretaries=tuple(by_role["village_secretary"]),
        cadres=tuple(by_role["village_cadre"]),
        heads=tuple(by_role["group_head"]),
    )


def _stations(roster: _Day, lines: Iterable[_Line]) -> tuple[tuple[str, str], ...]:
    found: dict[int, list[str]] = {}
    for line in lines:
        if line.unit_id in roster.units and roster.units[line.unit_id][1] == "station":
            found.setdefault(line.unit_id, [])
            if line.person is not None:
                found[line.unit_id].append(roster.people[line.person])
    return tuple((roster.units[row][0], "、".join(dict.fromkeys(names))) for row, names in found.items())


def _unique(ids: Iterable[int | None]) -> list[int]:
    return list(dict.fromkeys(one for one in ids if one is not None))
