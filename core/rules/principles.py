"""The plan's three principles as checks with reasons, and how evenly the forces are used (方案一)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.rules.coverage import VILLAGES, Area, Target, Unit, View, gaps

FAR_TIMES = 2  # farther than twice the nearest alternative …
FAR_KM = 3  # … and by at least this much: a station round the corner is no fault
APART = 2  # an outlier differs from the median by at least this much, and …
TIMES = 2  # … is more than twice of it or less than half
_UNRATED = "没有登记力量强弱"
_NOWHERE = "没有登记驻地，也没有登记远近"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found, with its reason, and the row it opens."""

    text: str
    target: Target


@dataclass(frozen=True, slots=True)
class Check:
    """One principle: ``remarks`` speak against it; ``unknown`` is what nothing was entered for."""

    name: str
    words: str  # the plan's words
    remarks: tuple[Remark, ...]
    unknown: tuple[Remark, ...] = ()
    lacks: str = ""  # what those under ``unknown`` lack, behind each name

    @property
    def kept(self) -> bool:
        return not self.remarks


@dataclass(frozen=True, slots=True)
class Load:
    """How much one subject bears; ``side`` "high", "low" or ""."""

    name: str
    count: int
    target: Target
    side: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One comparison: what is counted, the middle value, everybody's load in the office's order."""

    name: str
    word: str  # the measure word of a count
    median: Fraction
    loads: tuple[Load, ...]

    @property
    def outliers(self) -> tuple[Load, ...]:
        return tuple(one for one in self.loads if one.side)


def checks(view: View) -> tuple[Check, Check, Check]:
    """领导对应, 强弱搭配, 就近."""
    return _leaders(view), _strengths(view), _near(view)


def covering(view: View, top: Area) -> list[Unit]:
    """The stations of a village or of anything below it."""
    ids = dict.fromkeys(line.unit_id for line in view.within(top))
    return [one for one in view.stations() if one.id in ids]


def _leaders(view: View) -> Check:
    told = [one for one in gaps(view) if "包保领导" in one.text and one.target is not None]
    remarks = tuple(Remark(one.text, one.target) for one in told if one.target is not None)
    return Check("领导对应", "乡村领导基本对应包保村（居）、小组", remarks)


def _strengths(view: View) -> Check:
    remarks, unknown = [], []
    for top in view.tops:
        held = covering(view, top)
        if held and all(one.strength == "弱" for one in held):
            names = "、".join(one.name for one in held)
            remarks.append(Remark(f"{top.name}只由力量较弱的{names}包保。", ("area", top.id)))
    for one in view.stations():
        if not one.strength:
            unknown.append(Remark(f"{one.name}{_UNRATED}。", ("unit", one.id)))
    return Check("强弱搭配", "部门强弱搭配", tuple(remarks), tuple(unknown), _UNRATED)


def distance(view: View, unit: Unit, area: Area) -> Fraction | None:
    """km from the ledger, of a place or of the village that holds it; 0 at home; None: nobody has said."""
    top = view.top_of(area)
    for place in (area.id, top.id):
        if (unit.id, place) in view.roster.nearness:
            return view.roster.nearness[unit.id, place]
    return Fraction(0) if unit.home_id is not None and unit.home_id in (area.id, top.id) else None


def _near(view: View) -> Check:
    remarks, unknown = list(_away(view)), []
    for top in view.tops:
        known = {one.id: km for one in view.stations() if (km := distance(view, one, top)) is not None}
        remarks += _far(view, top, known)
    spoken = {unit for unit, _ in view.roster.nearness}
    for one in view.stations():
        if one.home_id is None and one.id not in spoken:
            unknown.append(Remark(f"{one.name}{_NOWHERE}。", ("unit", one.id)))
    return Check("就近", "就近的原则", tuple(remarks), tuple(unknown), _NOWHERE)


def _far(view: View, top: Area, known: dict[int, Fraction]) -> Iterator[Remark]:
    here = covering(view, top)
    for one in here:
        others = [(km, view.units[unit].name) for unit, km in known.items() if unit != one.id]
        if one.id not in known or not others:
            continue
        nearest, name = min(others)
        if known[one.id] > FAR_TIMES * nearest and known[one.id] - nearest >= FAR_KM:
            there = f"{name}只有{km_words(nearest)}公里" if nearest else f"{name}就在当地"
            text = f"{one.name}距{top.name}{km_words(known[one.id])}公里，{there}。"
            yield Remark(text, ("area", top.id))


def _away(view: View) -> Iterator[Remark]:
    """A station that answers for other places and not for the village it lies in."""
    for one in view.stations():
        home = view.areas.get(one.home_id or 0)
        if home is None or home.kind not in VILLAGES:
            continue
        busy = any(line.unit_id == one.id for line in view.roster.lines)
        if busy and one not in covering(view, view.top_of(home)):
            yield Remark(f"{one.name}驻在{home.name}，没有包保{home.name}。", ("unit", one.id))


def km_words(km: Fraction) -> str:
    """3 or 3.5; one decimal is what the office knows."""
    tenths = round(km * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


# -- balance ---------------------------------------------------------------------------------------


def balance(view: View) -> tuple[Measure, ...]:
    """Persons per village, villages per leader, places per station."""
    villages = [one for one in view.tops if one.kind in VILLAGES]
    persons: list[tuple[str, int, Target]] = []
    led: dict[int, set[int]] = defaultdict(set)
    for top in villages:
        lines = view.within(top)
        staff = {one.person_id for one in lines if one.person_id and view.kind(one.unit_id) == "station"}
        persons.append((top.name, len(staff), ("area", top.id)))
        for line in lines:
            if line.leader_id is not None:
                led[line.leader_id].add(top.id)
    leaders = [who for who, held in view.posts.items() if held[0].role == "leader"]
    leaders += [who for who in led if who not in leaders]
    held: dict[int, set[int]] = defaultdict(set)
    for line in view.roster.lines:
        if line.unit_id is not None:
            held[line.unit_id].add(line.area_id)
    per_leader: list[tuple[str, int, Target]] = [
        (view.roster.people[who], len(led[who]), ("person", who)) for who in leaders
    ]
    per_station: list[tuple[str, int, Target]] = [
        (one.name, len(held[one.id]), ("unit", one.id)) for one in view.stations()
    ]
    counted = (
        ("每个村（居）的站所责任人", "人", persons),
        ("每名包保领导联系的村（居）", "个", per_leader),
        ("每个站所包保的区域", "处", per_station),
    )
    return tuple(measure(name, word, rows) for name, word, rows in counted if rows)


def measure(name: str, word: str, rows: Sequence[tuple[str, int, Target]]) -> Measure:
    """Everybody's load against the middle one: more than twice of it or less than half, and 2 apart."""
    middle = median(count for _, count, _ in rows)
    return Measure(name, word, middle, tuple(Load(*row, side=_side(row[1], middle)) for row in rows))


def median(counts: Iterable[int]) -> Fraction:
    """The middle value; of an even number the mean of the two."""
    ordered = sorted(counts)
    half = len(ordered) // 2
    return Fraction(ordered[half] if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2))


def _side(count: int, middle: Fraction) -> str:
    if abs(count - middle) < APART:
        return ""
    if count > middle * TIMES:
        return "high"
    return "low" if count * TIMES < middle else ""
