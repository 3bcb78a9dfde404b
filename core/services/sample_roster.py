"""The sample township's roster: who answers for what and since when, with two changes on the way."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from core.doors import Write
from core.model import area, assignment, person, post, roster_version, unit
from core.pinyin import initials
from core.services import sample_people as people
from core.services.roster import move_person
from core.services.roster_import import LEADERS

Slot = tuple[str, str]  # station and the one who first held the place
Place = tuple[str, int]  # village and group number; 0 is the village itself
ONE = timedelta(days=1)
SWAPPED: tuple[Slot, Slot] = (("农业服务中心", "谢晓东"), ("综治中心", "张玉兰"))
HANDED_OVER = ("红光村", "综治中心", "农业服务中心")  # its groups passed from one station to the other
RESIDENTS = {"综治中心": "冯远达", "农业服务中心": "谢晓东", "村建所": "张永利", "卫生院": "文小波"}


class Line(NamedTuple):
    """One line of the roster, for its days."""

    place: Place
    leader: int | None
    station: str | None
    person: int | None
    role: str
    start: date
    end: date | None


class Held(NamedTuple):
    person: int
    station: str
    role: str
    title: str
    start: date
    end: date | None


@dataclass(slots=True)
class Township:
    """The roster in memory; ids are those of the record."""

    plan: date
    handover: date  # stations of HANDED_OVER change
    swap: date  # SWAPPED change places, in the middle of a month
    areas: dict[Place, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    slots: dict[Slot, int] = field(default_factory=dict)
    posts: list[Held] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    beats: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    answering: dict[Place, list[Line]] = field(default_factory=lambda: defaultdict(list))

    def holders(self, slot: Slot, start: date, end: date | None) -> Iterator[tuple[int, date, date | None]]:
        """Who holds a place in a station, with the days, inside start…end."""
        first, second = SWAPPED
        if slot not in SWAPPED:
            yield self.slots[slot], start, end
            return
        if start < self.swap:
            yield self.slots[slot], start, min(end or date.max, self.swap - ONE)
        if end is None or end >= self.swap:
            other = second if slot == first else first
            yield self.slots[other], max(start, self.swap), end

    def station_at(self, place: Place, day: date) -> str | None:
        """The station that answers for a place (谁包保、谁负责)."""
        held = [line for line in self.answering[place] if _holds(line, day)]
        return held[0].station if held else None

    def beat(self, person_id: int, day: date) -> list[Place]:
        """Where a person goes."""
        return [line.place for line in self.beats[person_id] if _holds(line, day)]


def _holds(line: Line, day: date) -> bool:
    return line.start <= day and (line.end is None or day <= line.end)


def settle(w: Write, town: Township, document: str) -> None:
    """Places, units, people, posts and lines as the plan set them up."""
    root = w.value(select(area.c.id).where(area.c.kind == "township"))
    _settle_places(w, town, root)
    _settle_units(w, town)
    heads = _settle_people(w, town)
    town.lines = list(_lines(town, heads))
    for line in town.lines:
        if line.station is not None:
            town.answering[line.place].append(line)
            if line.person is not None:
                town.beats[line.person].append(line)
    _store_lines(w, town, town.plan, document)


def _settle_places(w: Write, town: Township, root: int) -> None:
    rows = [_area(one.kind, one.name, root, one.households) for one in people.VILLAGES]
    rows.append(_area("market", people.MARKET[0], root, None))
    named = [row["name"] for row in rows]
    for name, row_id in zip(named, w.insert_many(area, rows), strict=True):
        town.areas[name, 0] = row_id
    keys = [(one.name, number) for one in people.VILLAGES for number in range(1, one.groups + 1)]
    groups = [
        _area("group", f"{number}组", town.areas[name, 0], 38 + (number * 17) % 41) for name, number in keys
    ]
    town.areas |= zip(keys, w.insert_many(area, groups), strict=True)


def _area(kind: str, name: str, parent: int, households: int | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "parent_id": parent,
        "households": households,
        "initials": initials(name),
    }


def _settle_units(w: Write, town: Township) -> None:
    names = [one.name for one in people.STATIONS] + [one.name for one in people.VILLAGES] + [LEADERS]
    strengths = {one.name: one.strength for one in people.STATIONS}
    villages = {one.name for one in people.VILLAGES}
    rows = [
        {
            "kind": "station" if name in strengths else "village" if name in villages else "leadership",
            "name": name,
            "area_id": town.areas.get((name, 0)),
            "strength": strengths.get(name),
            "sort": number,
            "initials": initials(name),
        }
        for number, name in enumerate(names, 1)
    ]
    town.units |= zip(names, w.insert_many(unit, rows), strict=True)


def _settle_people(w: Write, town: Township) -> dict[Place, int]:
    """Everybody with a first post; returns the group heads by place."""
    every = list(_everybody())
    rows = [
        {
            "name": name,
            "phone": f"138000000{number:02d}" if number < 100 else None,
            "initials": initials(name),
        }
        for number, (name, *_) in enumerate(every, 1)
    ]
    ids = w.insert_many(person, rows)
    heads: dict[Place, int] = {}
    posts = []
    for row_id, (name, home, role, title, group) in zip(ids, every, strict=True):
        town.slots[home, name] = row_id
        if role == "group_head":
            heads[home, group] = row_id
        posts.append(
            {
                "person_id": row_id,
                "unit_id": town.units[home],
                "role": role,
                "title": title,
                "valid_from": town.plan,
            }
        )
    w.insert_many(post, posts)
    for name, home, role, title, _ in every:
        for who, start, end in town.holders((home, name), town.plan, None):
            town.posts.append(Held(who, home, role, title, start, end))
    return heads


def _everybody() -> Iterator[tuple[str, str, str, str, int]]:
    """Name, unit, role, title and group of each, stations first."""
    for station in people.STATIONS:
        roles = ("head", "deputy_in_charge", *("staff",) * 9)
        for place, (name, role) in enumerate(zip(station.people, roles, strict=False)):
            yield name, station.name, role, station.titles[min(place, 2)], 0
    for name, title in people.LEADERS:
        yield name, LEADERS, "leader", title, 0
    for one in people.VILLAGES:
        yield one.secretary, one.name, "village_secretary", "党支部书记、村（居）委会主任", 0
        yield one.cadre, one.name, "village_cadre", "村（居）干部", 0
    names = iter(people.group_heads(sum(one.groups for one in people.VILLAGES)))
    for one in people.VILLAGES:
        for number in range(1, one.groups + 1):
            name = next(names)
            if (one.name, number) not in people.WITHOUT_HEAD:
                yield name, one.name, "group_head", f"{number}组组长", number


# -- lines -----------------------------------------------------------------------------------------


def _lines(town: Township, heads: dict[Place, int]) -> Iterator[Line]:
    leaders = [town.slots[LEADERS, name] for name, _ in people.LEADERS]
    turns: dict[str, int] = defaultdict(int)
    for one in people.VILLAGES:
        yield from _village_lines(town, one, leaders)
        number = 0
        for station, count in one.stations:
            for _ in range(count):
                number += 1
                yield from _group_lines(town, (one.name, number), station, turns)
    name, lead, joint = people.MARKET
    market = (name, 0)
    yield from _answer(town, market, lead, RESIDENTS[lead], "lead", leader=leaders[0])
    yield from _answer(town, market, joint, RESIDENTS[joint], "joint")
    for place, who in heads.items():
        yield Line(place, None, None, who, "lead", town.plan, None)


def _village_lines(town: Township, one: people.Village, leaders: list[int]) -> Iterator[Line]:
    place = (one.name, 0)
    leader = leaders[one.leader]
    station = one.stations[0][0]
    if one.name == HANDED_OVER[0]:
        before, last = HANDED_OVER[1], town.handover - ONE
        yield from _answer(town, place, before, RESIDENTS[before], "lead", leader=leader, end=last)
        yield from _answer(
            town, place, station, RESIDENTS[station], "lead", leader=leader, start=town.handover
        )
    else:
        yield from _answer(town, place, station, _resident(station), "lead", leader=leader)
    if one.name == people.SECOND_LEADER[0]:
        yield Line(place, leaders[people.SECOND_LEADER[1]], None, None, "joint", town.plan, None)
    for village, joint in people.JOINT:
        if village == one.name:
            yield from _answer(town, place, joint, _staff(joint)[0], "joint")
    yield Line(place, None, None, town.slots[one.name, one.secretary], "lead", town.plan, None)
    yield Line(place, None, None, town.slots[one.name, one.cadre], "deputy", town.plan, None)


def _group_lines(town: Township, place: Place, station: str, turns: dict[str, int]) -> Iterator[Line]:
    spans: list[tuple[str, date, date | None]] = [(station, town.plan, None)]
    if place[0] == HANDED_OVER[0] and station == HANDED_OVER[2]:
        spans = [(HANDED_OVER[1], town.plan, town.handover - ONE), (station, town.handover, None)]
    for name, start, end in spans:
        staff = _staff(name)
        yield from _answer(town, place, name, staff[turns[name] % len(staff)], "lead", start=start, end=end)
        turns[name] += 1


def _answer(
    town: Township,
    place: Place,
    station: str,
    name: str,
    role: str,
    *,
    leader: int | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Iterator[Line]:
    """A station and one of its people for a place; a change of the person makes two lines."""
    for who, since, until in town.holders((station, name), start or town.plan, end):
        yield Line(place, leader, station, who, role, since, until)


def _staff(station: str) -> tuple[str, ...]:
    return next(one.people for one in people.STATIONS if one.name == station)


def _resident(station: str) -> str:
    return RESIDENTS.get(station) or _staff(station)[-1]


# -- the record ------------------------------------------------------------------------------------


def _store_lines(w: Write, town: Township, day: date, document: str) -> None:
    """The lines that begin that day, as one version of the roster; their ends are not known yet."""
    version = w.insert(roster_version, document=document, valid_from=day, source=document)
    rows = [
        {
            "area_id": town.areas[line.place],
            "leader_id": line.leader,
            "unit_id": None if line.station is None else town.units[line.station],
            "person_id": line.person,
            "role": line.role,
            "valid_from": line.start,
            "version_id": version,
        }
        for line in town.lines
        if line.start == day
    ]
    w.insert_many(assignment, rows)


def _redivide(w: Write, town: Township, day: date, document: str) -> None:
    """Lines that ended the day before are closed, those that begin are added."""
    for line in town.lines:
        if line.end == day - ONE:
            where = (
                (assignment.c.area_id == town.areas[line.place])
                & (assignment.c.person_id == line.person)
                & (assignment.c.role == line.role)
                & assignment.c.unit_id.is_not(None)
                & (assignment.c.valid_from == line.start)
            )
            for row_id in w.column(select(assignment.c.id).where(where)):
                w.update(assignment, row_id, valid_to=line.end)
    _store_lines(w, town, day, document)


def hand_over(w: Write, town: Township) -> None:
    """换站所: the groups of a village pass to another station."""
    _redivide(w, town, town.handover, "大和乡创文包保任务调整表")


def swap(w: Write, town: Township) -> None:
    """换人: two people change places in the middle of a month."""
    first, second = SWAPPED
    move_person(w, town.slots[first], town.units[second[0]], town.swap)
    move_person(w, town.slots[second], town.units[first[0]], town.swap)
    _redivide(w, town, town.swap, "关于调整包保责任人的通知")
