"""Who answers for a place on a day, and what is without anybody, both ways (方案二: 横向到边、纵向到底)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

Target = tuple[Literal["area", "unit", "person"], int]  # the row a finding opens

LEVELS = ("区级", "乡级", "村级", "组级")  # the plan's four levels of duty
VILLAGES = frozenset({"village", "community"})
_VILLAGE_ROLES = frozenset({"village_secretary", "village_cadre"})
RESIDENTS = _VILLAGE_ROLES | {"group_head"}


@dataclass(frozen=True, slots=True)
class Area:
    id: int
    kind: str
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """``strength`` 强 中 弱 or "" where nobody has said; ``home_id``: the village it lies in."""

    id: int
    kind: str
    name: str
    strength: str = ""
    home_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    person_id: int
    unit_id: int
    role: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the roster, in force on the day looked at."""

    id: int
    area_id: int
    leader_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    role: str = "lead"
    version_id: int | None = None
    start: date = date.min
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The roster as of ``day``: only what is in force; areas, units and lines in the office's order.

    ``nearness``: km between a station and a place, where somebody entered it.
    """

    day: date
    areas: tuple[Area, ...] = ()
    units: tuple[Unit, ...] = ()
    people: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    posts: tuple[Post, ...] = ()
    lines: tuple[Line, ...] = ()
    versions: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    nearness: Mapping[tuple[int, int], Fraction] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Held:
    """A subject that answers, and the place whose line says so; ``role`` lead, deputy or joint."""

    id: int
    name: str
    role: str
    where_id: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for one place. ``inherited`` says in a sentence each what comes from the level above."""

    area_id: int
    name: str
    districts: tuple[Held, ...]
    leaders: tuple[Held, ...]
    stations: tuple[Held, ...]  # lead first
    persons: tuple[Held, ...]  # of the stations
    residents: tuple[Held, ...]  # village cadres and group heads
    inherited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something without its counterpart; ``target`` is the row to open."""

    level: str
    text: str
    target: Target | None


class View:
    """A roster with what the rules look up again and again, each made once."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.areas = {one.id: one for one in roster.areas}
        self.units = {one.id: one for one in roster.units}
        self.posts: dict[int, list[Post]] = defaultdict(list)
        for post in roster.posts:
            self.posts[post.person_id].append(post)
        self.lines: dict[int, list[Line]] = defaultdict(list)
        for line in roster.lines:
            self.lines[line.area_id].append(line)
        self.tops = [one for one in roster.areas if self.is_top(one)]
        self.below: dict[int, list[Area]] = defaultdict(list)
        for one in roster.areas:
            if one.kind != "township" and (top := self.top_of(one)).id != one.id:
                self.below[top.id].append(one)

    def is_top(self, one: Area) -> bool:
        """Directly in the township: a village, a community, the market."""
        above = self.areas.get(one.parent_id or 0)
        return one.kind != "township" and (above is None or above.kind == "township")

    def top_of(self, one: Area) -> Area:
        """The village that holds a place; a ring of places ends where it began."""
        seen = {one.id}
        while not self.is_top(one) and (above := self.areas[one.parent_id or 0]).id not in seen:
            seen.add(above.id)
            one = above
        return one

    def name(self, area: Area) -> str:
        """A group with its village's name."""
        top = self.top_of(area)
        return area.name if top.id == area.id else top.name + area.name

    def within(self, top: Area) -> list[Line]:
        """The lines of a village and of all below it."""
        return [line for one in (top, *self.below[top.id]) for line in self.lines[one.id]]

    def kind(self, unit_id: int | None) -> str:
        known = self.units.get(unit_id or 0)
        return known.kind if known else ""

    def role(self, person_id: int) -> str:
        held = self.posts.get(person_id)
        return held[0].role if held else ""

    def stations(self) -> list[Unit]:
        return [one for one in self.roster.units if one.kind == "station"]


_Pick = Callable[[Line], tuple[int, str] | None]


def _leader(view: View) -> _Pick:
    people = view.roster.people
    return lambda line: None if line.leader_id is None else (line.leader_id, people[line.leader_id])


def _unit(view: View, kind: str) -> _Pick:
    def pick(line: Line) -> tuple[int, str] | None:
        known = view.units.get(line.unit_id or 0)
        return (known.id, known.name) if known is not None and known.kind == kind else None

    return pick


def _person(view: View) -> _Pick:
    def pick(line: Line) -> tuple[int, str] | None:
        if line.person_id is None or (line.unit_id is None and view.role(line.person_id) in RESIDENTS):
            return None
        return line.person_id, view.roster.people[line.person_id]

    return pick


def _resident(view: View) -> _Pick:
    def pick(line: Line) -> tuple[int, str] | None:
        if line.person_id is None or line.unit_id is not None or view.role(line.person_id) not in RESIDENTS:
            return None
        return line.person_id, view.roster.people[line.person_id]

    return pick


def _picked(lines: Iterable[Line], pick: _Pick) -> tuple[Held, ...]:
    found: dict[int, Held] = {}
    for line in sorted(lines, key=lambda one: one.role != "lead"):
        if (named := pick(line)) is not None:
            found.setdefault(named[0], Held(*named, line.role, line.area_id))
    return tuple(found.values())


def _chain(view: View, area: Area) -> Iterator[Area]:
    """The place and what holds it, up to the village."""
    seen: set[int] = set()
    here: Area | None = area
    while here is not None and here.kind != "township" and here.id not in seen:
        seen.add(here.id)
        yield here
        here = view.areas.get(here.parent_id or 0)


def answer(view: View, area_id: int) -> Answer:
    """谁包保、谁负责: of each kind the place's own lines, and where it has none those of the level above."""
    area = view.areas[area_id]
    said = []
    found = {}
    for word, pick in (
        ("包保领导", _leader(view)),
        ("包保站所", _unit(view, "station")),
        ("站所责任人", _person(view)),
        ("区级包保单位", _unit(view, "district")),
    ):
        found[word] = ()
        for level in _chain(view, area):
            if held := _picked(view.lines[level.id], pick):
                found[word] = held  # type: ignore[assignment]
                if level.id != area.id:
                    said.append(f"{view.name(area)}没有自己的{word}，随{view.name(level)}。")
                break
    residents = _picked(
        [line for level in _chain(view, area) for line in view.lines[level.id]], _resident(view)
    )
    return Answer(
        area_id,
        view.name(area),
        found["区级包保单位"],
        found["包保领导"],
        found["包保站所"],
        found["站所责任人"],
        residents,
        tuple(said),
    )


# -- gaps ------------------------------------------------------------------------------------------


def gaps(view: View) -> tuple[Gap, ...]:
    """Places without somebody, level by level, then units and people without a place."""
    found = (*_districts(view), *_township(view), *_residents(view), *_idle(view))
    return tuple(sorted(found, key=lambda one: LEVELS.index(one.level)))


def _districts(view: View) -> Iterator[Gap]:
    if all(one.kind != "district" for one in view.roster.units):
        if view.tops:
            yield Gap("区级", "名册里没有登记区级包保单位。", None)
        return
    pick = _unit(view, "district")
    for top in view.tops:
        if top.kind in VILLAGES and not _picked(view.within(top), pick):
            yield Gap("区级", f"{top.name}没有区级包保单位。", ("area", top.id))


def _township(view: View) -> Iterator[Gap]:
    for word, pick in (
        ("包保领导", _leader(view)),
        ("包保站所", _unit(view, "station")),
        ("站所责任人", _person(view)),
    ):
        for top in view.tops:
            yield from _lacking(view, top, word, pick)


def _lacking(view: View, top: Area, word: str, pick: _Pick) -> Iterator[Gap]:
    """One sentence for a village wholly without; else one for each place that inherits nothing."""
    if _picked(view.lines[top.id], pick):
        return
    below = view.below[top.id]
    without = [
        one for one in below if not any(_picked(view.lines[level.id], pick) for level in _chain(view, one))
    ]
    if len(without) == len(below):
        with_groups = f"（含所属{len(below)}处）" if below else ""
        yield Gap("乡级", f"{top.name}没有{word}{with_groups}。", ("area", top.id))
        return
    for one in without:
        yield Gap("乡级", f"{view.name(one)}没有{word}，{top.name}也没有统一的。", ("area", one.id))


def _residents(view: View) -> Iterator[Gap]:
    """Only where the record keeps them at all: an office that lists no group heads lacks none."""
    roles = {one.role for one in view.roster.posts}
    pick = _resident(view)
    if roles & _VILLAGE_ROLES:
        for top in view.tops:
            if top.kind in VILLAGES and not any(
                view.role(one.id) in _VILLAGE_ROLES for one in _picked(view.within(top), pick)
            ):
                yield Gap("村级", f"{top.name}没有村（居）干部负责。", ("area", top.id))
    elif view.tops:
        yield Gap("村级", "名册里没有登记村（居）干部。", None)
    groups = [one for one in view.roster.areas if one.kind == "group"]
    if "group_head" in roles:
        for one in groups:
            heads = _picked(view.lines[one.id], pick)
            if not any(view.role(head.id) == "group_head" for head in heads):
                yield Gap("组级", f"{view.name(one)}没有组长。", ("area", one.id))
    elif groups:
        yield Gap("组级", "名册里没有登记组长。", None)


def _idle(view: View) -> Iterator[Gap]:
    """The other way round: who answers for nothing."""
    lines = view.roster.lines
    units = {line.unit_id for line in lines}
    leaders = {line.leader_id for line in lines}
    persons = leaders | {line.person_id for line in lines}
    for kind, level, word in (("district", "区级", "区级单位"), ("station", "乡级", "站所")):
        for one in view.roster.units:
            if one.kind == kind and one.id not in units:
                yield Gap(level, f"{word}{one.name}没有包保区域。", ("unit", one.id))
    for who, held in view.posts.items():
        post, name = held[0], view.roster.people[who]
        home = view.units[post.unit_id].name if post.unit_id in view.units else ""
        if post.role == "leader" and who not in leaders:
            yield Gap("乡级", f"包保领导{name}没有联系的村（居）。", ("person", who))
        elif view.kind(post.unit_id) == "station" and who not in persons:
            yield Gap("乡级", f"{home}{name}没有包保区域。", ("person", who))
        elif post.role in RESIDENTS and who not in persons:
            level = "组级" if post.role == "group_head" else "村级"
            yield Gap(level, f"{home}{name}没有负责的区域。", ("person", who))
