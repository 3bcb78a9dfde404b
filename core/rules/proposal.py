"""A plan proposed: full coverage, strong with weak, near, balanced, few changes, at the least price (方案一).

Every term has a price that is shown; the sum is the least there is (``core.rules.matching`` is exact), the
same input gives the same plan. Nothing is decided: the office compares and takes over what it likes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from core.errors import UserError
from core.rules.coverage import Area, Line, View
from core.rules.matching import FIRM, FRESH, WEAK, Full, Place, Tell, Workers, match
from core.rules.principles import distance, km_words

Level = Literal["village", "group"]
Kind = Literal["station", "leader"]
LEVELS: Mapping[Level, str] = {"village": "按村（居）", "group": "按组"}
KINDS: Mapping[Kind, str] = {"station": "站所", "leader": "领导"}
TERMS = {"near": "就近", "weak": "强弱搭配", "balance": "均衡", "change": "变动"}
UNKNOWN_KM = 5  # a pair nobody entered counts as the farthest that was, and at least this far
_LOCKED = 1 << 60  # dearer than all else together


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term costs, in points; 0 leaves it out. ``most``: places a station may bear at most."""

    near: int = 2  # per km
    weak: int = 40  # per place with weak stations only
    balance: int = 2  # per squared place away from the mean
    change: int = 10  # per tie that is new or given up: another station must be 10 km nearer
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A tie that must stay; the names are said where it cannot."""

    unit_id: int
    area_id: int
    unit_name: str = ""
    area_name: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    id: int
    name: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A place to be covered; ``ties`` today's workers, lead first, ``own`` whether by lines of its own."""

    id: int
    name: str
    ties: tuple[int, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Who could cover what. ``km`` in tenths; a pair that is not in it counts ``unknown`` tenths."""

    kind: Kind
    level: Level
    workers: tuple[Worker, ...]
    sites: tuple[Site, ...]
    km: Mapping[tuple[int, int], int]
    unknown: int
    locks: frozenset[tuple[int, int]]  # worker and site
    weights: Weights

    def tenths(self, worker: int, site: int) -> int:
        return self.km.get((worker, site), self.unknown)

    @property
    def aim(self) -> int:
        """Ties that are needed: as many as today, one at least; their mean is what a worker should bear."""
        return sum(max(1, len(site.ties)) for site in self.sites)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a plan costs, term by term, in points; ``uncovered`` places are not priced but shown."""

    near: Fraction
    weak: Fraction
    balance: Fraction
    change: Fraction
    uncovered: int = 0

    @property
    def total(self) -> Fraction:
        return self.near + self.weak + self.balance + self.change


@dataclass(frozen=True, slots=True)
class Row:
    """One place side by side: who today, who then, and why."""

    site_id: int
    name: str
    today: tuple[int, ...]
    then: tuple[int, ...]
    reason: str

    @property
    def changed(self) -> bool:
        return set(self.today) != set(self.then)


@dataclass(frozen=True, slots=True)
class Plan:
    """The proposal of one kind beside today's roster; ``names`` of the workers."""

    problem: Problem
    rows: tuple[Row, ...]
    today: Prices
    then: Prices
    names: Mapping[int, str]

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.changed)


# -- from the roster -------------------------------------------------------------------------------


def usual_level(view: View) -> Level:
    """By groups where most groups have a station of their own, else by villages."""
    groups = [one for below in view.below.values() for one in below]
    own = sum(bool(_own(view, one.id)) for one in groups)
    return "group" if own * 2 > len(groups) else "village"


def station_problem(view: View, level: Level, locks: Iterable[Lock], weights: Weights) -> Problem:
    """Stations over villages, or over groups; UserError where no plan can exist."""
    stations = view.stations()
    if not stations:
        raise UserError("名册里没有站所，提不出方案，请先登记站所。")
    sites = tuple(_site(view, area, level) for area in _sites(view, level))
    if not sites:
        raise UserError("名册里没有村（居）和组，提不出方案，请先登记区域。")
    km = {
        (one.id, site.id): round(far * 10)
        for site in sites
        for one in stations
        if (far := distance(view, one, view.areas[site.id])) is not None
    }
    return Problem(
        "station",
        level,
        tuple(Worker(one.id, one.name, one.strength == "弱") for one in stations),
        sites,
        km,
        max([UNKNOWN_KM * 10, *km.values()]) if km else 0,
        frozenset(_locked(view, level, locks, {site.id for site in sites})),
        weights,
    )


def leader_problem(view: View, weights: Weights) -> Problem:
    """Leaders over villages: nobody is weak and none is near (领导对应)."""
    ids = [who for who, held in view.posts.items() if held[0].role == "leader"]
    if not ids:
        raise UserError("名册里没有包保领导，提不出领导的方案，请先登记乡领导。")
    known = set(ids)
    sites = []
    for top in view.tops:
        lines = _lead_first(view.within(top))
        ties = dict.fromkeys(one.leader_id for one in lines if one.leader_id in known)
        sites.append(Site(top.id, top.name, tuple(one for one in ties if one is not None)))
    if not sites:
        raise UserError("名册里没有村（居），提不出方案，请先登记区域。")
    workers = tuple(Worker(who, view.roster.people[who]) for who in ids)
    return Problem("leader", "village", workers, tuple(sites), {}, 0, frozenset(), weights)


def _lead_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: one.role != "lead")


def _sites(view: View, level: Level) -> list[Area]:
    """Villages and what else the township holds; or groups, and villages with lines of their own."""
    if level == "village":
        return view.tops
    found = []
    for top in view.tops:
        if not view.below[top.id] or _own(view, top.id):
            found.append(top)
        found += view.below[top.id]
    return found


def _own(view: View, area_id: int) -> tuple[int, ...]:
    """Stations of a place by its own lines, lead first."""
    lines = (one for one in _lead_first(view.lines[area_id]) if view.kind(one.unit_id) == "station")
    return tuple(dict.fromkeys(one.unit_id for one in lines if one.unit_id is not None))


def _site(view: View, area: Area, level: Level) -> Site:
    top = view.top_of(area)
    if level == "village":
        below = (row for one in view.below[area.id] for row in _own(view, one.id))
        return Site(area.id, area.name, tuple(dict.fromkeys((*_own(view, area.id), *below))))
    own = _own(view, area.id)
    return Site(area.id, view.name(area), own or _own(view, top.id), bool(own))


def _locked(view: View, level: Level, locks: Iterable[Lock], sites: set[int]) -> Iterable[tuple[int, int]]:
    for lock in locks:
        if view.kind(lock.unit_id) != "station" or lock.area_id not in view.areas:
            raise UserError(f"固定的“{lock.unit_name}—{lock.area_name}”已经不在名册里，请先解除这条固定。")
        area = view.areas[lock.area_id]
        if level == "village":
            yield lock.unit_id, view.top_of(area).id
        elif area.id in sites:
            yield lock.unit_id, area.id
        else:
            yield from ((lock.unit_id, one.id) for one in view.below[area.id])


# -- the plan --------------------------------------------------------------------------------------


def propose(problem: Problem, tell: Tell | None = None) -> Plan:
    """The cheapest plan that covers every place and keeps every lock; UserError where none exists."""
    _possible(problem)
    scale, most = len(problem.workers), problem.weights.most
    workers = Workers(scale, _marginal(problem), len(problem.sites) + 1 if most is None else most)
    try:
        found = match(workers, _places(problem), problem.weights.weak * 10 * scale, tell)
    except Full:
        raise UserError(_too_small(problem)) from None
    ids = [one.id for one in problem.workers]
    ties = {site.id: {ids[at] for at in held} for site, held in zip(problem.sites, found, strict=True)}
    if any(worker not in ties[site] for worker, site in problem.locks):
        raise UserError("固定的包保和每个站所的上限互相矛盾，请解除一些固定，或放宽上限。")
    return compare(problem, {site.id: _ordered(problem, site, ties[site.id]) for site in problem.sites})


def _possible(problem: Problem) -> None:
    most = problem.weights.most
    if most is None:
        return
    names = {one.id: one.name for one in problem.workers}
    for worker, count in sorted(Counter(worker for worker, _ in problem.locks).items()):
        if count > most:
            raise UserError(
                f"{names[worker]}固定了{count}处，超过每个站所最多{most}处，请解除一些固定，或放宽上限。"
            )
    if most * len(problem.workers) < problem.aim:
        raise UserError(_too_small(problem))


def _too_small(problem: Problem) -> str:
    count, most = len(problem.workers), problem.weights.most or 0
    if count * most >= problem.aim:
        return f"每个站所最多{most}处时排不出方案，请放宽上限。"
    return f"{count}个站所每个最多{most}处，只能包{count * most}处，一共要包{problem.aim}处，请放宽上限。"


def _places(problem: Problem) -> list[Place]:
    scale, weights = len(problem.workers), problem.weights
    locked = Counter(site for _, site in problem.locks)
    places = []
    for site in problem.sites:
        prices, classes = [], []
        for one in problem.workers:
            kept, lock = one.id in site.ties, (one.id, site.id) in problem.locks
            price = weights.near * problem.tenths(one.id, site.id) * scale
            price += weights.change * 10 * scale * (-1 if kept else 1)
            prices.append(price - _LOCKED if lock else price)
            classes.append(WEAK if one.weak else FIRM if kept or lock else FRESH)
        least = max(1, len(site.ties))  # how many stations share a place is the office's word
        beside = 1 if problem.kind == "station" else 0  # a weak one may come beside a stronger
        room = max(least + beside, locked[site.id])
        places.append(Place(tuple(prices), tuple(classes), least, room))
    return places


def _marginal(problem: Problem) -> "Marginal":
    return Marginal(problem.weights.balance * 10, len(problem.workers), problem.aim)


@dataclass(frozen=True, slots=True)
class Marginal:
    """(k − mean)² − (k − 1 − mean)², times the price: what the k-th place of a worker adds."""

    price: int
    workers: int
    aim: int

    def __call__(self, count: int) -> int:
        return self.price * (self.workers * (2 * count - 1) - 2 * self.aim)


def _ordered(problem: Problem, site: Site, held: set[int]) -> tuple[int, ...]:
    """The lead first: whoever comes takes the place of whoever goes, the strong and near before others."""
    weak = {one.id for one in problem.workers if one.weak}
    fresh = held - set(site.ties)
    come = sorted(fresh, key=lambda one: (one in weak, problem.tenths(one, site.id), one))
    kept = [one if one in held else come.pop(0) for one in site.ties if one in held or come]
    return (*kept, *come)


# -- its price, side by side -----------------------------------------------------------------------


def prices(problem: Problem, ties: Mapping[int, Sequence[int]]) -> Prices:
    """What ties cost, term by term, against today's."""
    weights = problem.weights
    weak = {one.id for one in problem.workers if one.weak}
    held = [(site, set(ties.get(site.id, ()))) for site in problem.sites]
    load = Counter(worker for _, found in held for worker in found)
    mean = Fraction(problem.aim, len(problem.workers))
    far = sum(problem.tenths(worker, site.id) for site, found in held for worker in found)
    alone = sum(bool(found) and found <= weak for _, found in held)
    changed = sum(len(found ^ set(site.ties)) for site, found in held)
    uneven = sum(((load[one.id] - mean) ** 2 for one in problem.workers), Fraction(0))
    return Prices(
        Fraction(weights.near * far, 10),
        Fraction(weights.weak * alone),
        weights.balance * uneven,
        Fraction(weights.change * changed),
        sum(not found for _, found in held),
    )


def compare(problem: Problem, ties: Mapping[int, tuple[int, ...]]) -> Plan:
    """A plan beside today's roster, line by line and term by term."""
    rows = tuple(
        Row(site.id, site.name, site.ties, ties[site.id], _reason(problem, site, ties[site.id]))
        for site in problem.sites
    )
    today = prices(problem, {site.id: site.ties for site in problem.sites})
    names = {one.id: one.name for one in problem.workers}
    return Plan(problem, rows, today, prices(problem, ties), names)


def terms(plan: Plan) -> list[tuple[str, Fraction, Fraction]]:
    """Each term of the price with today's and the plan's; the sum last."""
    said = [(word, getattr(plan.today, key), getattr(plan.then, key)) for key, word in TERMS.items()]
    if plan.problem.kind == "leader":
        said = said[2:]  # leaders are neither weak nor far
    return [*said, ("合计", plan.today.total, plan.then.total)]


def price_words(value: Fraction) -> str:
    """Points with one decimal, half up, as whole as they are."""
    return km_words(value)


def _reason(problem: Problem, site: Site, then: Sequence[int]) -> str:
    """Why a place changes, from what the change does there."""
    if set(site.ties) == set(then):
        return ""
    word = "包保站所" if problem.kind == "station" else "包保领导"
    if not site.ties:
        return f"原来没有{word}"
    said = []
    weak = {one.id for one in problem.workers if one.weak}
    if set(site.ties) <= weak and not set(then) <= weak:
        said.append("原来只有力量较弱的站所")
    elif set(then) - set(site.ties) and set(then) - set(site.ties) <= weak and set(site.ties) <= set(then):
        said.append("任务少的站所来协同")
    before = [problem.km[one, site.id] for one in site.ties if (one, site.id) in problem.km]
    after = [problem.km[one, site.id] for one in then if (one, site.id) in problem.km]
    if before and after and min(after) < min(before):
        said.append(f"近{km_words(Fraction(min(before) - min(after), 10))}公里")
    return "，".join(said) or "任务更均衡"


# -- people ----------------------------------------------------------------------------------------


def staffing(
    plan: Plan, staff: Mapping[int, Sequence[int]], busy: Mapping[int, int]
) -> dict[tuple[int, int], int]:
    """For each new tie of a station, of its people the one with the fewest places; None have: left open."""
    load = Counter(dict(busy))
    found = {}
    for row in plan.changed:
        for worker in row.then:
            people = staff.get(worker, ())
            if worker not in row.today and people:
                who = min(people, key=lambda one: (load[one], one))
                load[who] += 1
                found[worker, row.site_id] = who
    return found
