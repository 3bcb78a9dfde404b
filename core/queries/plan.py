"""The roster of a day for the rules of the plan: coverage, principles, balance, and what a proposal needs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select

from core.doors import Read
from core.errors import UserError
from core.model import area, assignment, nearness, person, plan_lock, post, roster_version, unit
from core.queries.lineage import area_heirs
from core.queries.places import parents
from core.queries.roster.spans import on
from core.rules.calendar import cn_date
from core.rules.coverage import VILLAGES, Area, Gap, Line, Post, Roster, Unit, View, answer, gaps
from core.rules.coverage import Answer as Held
from core.rules.principles import Check, Measure, Remark, balance, checks
from core.rules.proposal import (
    Level,
    Lock,
    Plan,
    Problem,
    Weights,
    leader_problem,
    station_problem,
    usual_level,
)
from core.rules.roster_faults import faults


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What the plan's rules say of the roster of a day."""

    day: date
    gaps: tuple[Gap, ...]
    checks: tuple[Check, ...]
    measures: tuple[Measure, ...]
    faults: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class LockRow:
    """A tie the office keeps whatever a proposal says."""

    id: int
    lock: Lock
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """All that a proposal is computed from, read at once; ``leaders`` None: nobody to share out.

    ``staff`` of each station, ``busy`` how many lines each person stands in.
    """

    stations: Problem
    leaders: Problem | None
    staff: Mapping[int, tuple[int, ...]]
    busy: Mapping[int, int]
    people: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposal with who of a station takes over what (station, place → person)."""

    stations: Plan
    leaders: Plan | None
    staffing: Mapping[tuple[int, int], int]
    people: Mapping[int, str]


def view_on(r: Read, day: date) -> View:
    """The roster in force on a day; a place merged by then lies in the one that took it over."""
    a, u, p, c = area.c, unit.c, post.c, assignment.c
    above, places = parents(r, day), area_heirs(r, day)
    areas = r.all(
        select(a.id, a.kind, a.name).where(on(area, day)).order_by(a.id),
        lambda row, kind, name: Area(row, kind, name, above.get(row)),
    )
    units = r.all(
        select(u.id, u.kind, u.name, func.coalesce(u.strength, ""), u.area_id)
        .where(on(unit, day))
        .order_by(u.sort, u.id),
        lambda row, kind, name, strength, home: Unit(row, kind, name, strength, places.get(home, home)),
    )
    posts = r.all(
        select(p.id, p.person_id, p.unit_id, p.role, p.valid_from, p.valid_to)
        .where(on(post, day))
        .order_by(p.id),
        Post,
    )
    columns = (c.id, c.area_id, c.leader_id, c.unit_id, c.person_id, c.role)
    lines = r.all(
        select(*columns, c.version_id, c.valid_from, c.valid_to).where(on(assignment, day)).order_by(c.id),
        Line,
    )
    people = dict(r.all(select(person.c.id, person.c.name), lambda *row: row))
    roster = Roster(
        day, tuple(areas), tuple(units), people, tuple(posts), tuple(lines), _versions(r), _nearness(r)
    )
    return View(roster)


def _versions(r: Read) -> dict[int, str]:
    v = roster_version.c
    return {
        row: f"《{words}》" if words else "未写文件名的名册"
        for row, words in r.all(select(v.id, v.document), lambda *row: row)
    }


def _nearness(r: Read) -> dict[tuple[int, int], Fraction]:
    n = nearness.c
    rows = r.all(select(n.unit_id, n.area_id, n.km), lambda *row: row)
    return {(station, place): Fraction(km) for station, place, km in rows}


def check_of(view: View) -> PlanCheck:
    """The rules over a roster read before."""
    return PlanCheck(view.roster.day, gaps(view), checks(view), balance(view), faults(view))


def plan_check(r: Read, day: date) -> PlanCheck:
    """Gaps both ways, the three principles, the balance, and what contradicts itself."""
    return check_of(view_on(r, day))


def villages(r: Read, day: date) -> list[tuple[int, str]]:
    """Where a station may lie."""
    a = area.c
    where = (a.kind.in_(VILLAGES), on(area, day))
    return r.all(select(a.id, a.name).where(*where).order_by(a.id), lambda *row: row)


def lock_rows(r: Read) -> list[LockRow]:
    """In the order of entry."""
    p = plan_lock.c
    return r.all(
        select(p.id, p.unit_id, p.area_id, unit.c.name, area.c.name, func.coalesce(p.reason, ""))
        .join(unit, unit.c.id == p.unit_id)
        .join(area, area.c.id == p.area_id)
        .order_by(p.id),
        lambda row, of, where, name, place, why: LockRow(row, Lock(of, where, name, place), why),
    )


def question(r: Read, day: date, level: Level | None, weights: Weights) -> Question:
    """What a proposal for a day is computed from, by default on the level the roster stands on.

    UserError where no plan can exist.
    """
    view = view_on(r, day)
    locks = [one.lock for one in lock_rows(r)]
    stations = station_problem(view, level or usual_level(view), locks, weights)
    leads = any(one.role == "leader" for one in view.roster.posts)
    staff: dict[int, list[int]] = defaultdict(list)
    for one in view.roster.posts:
        if view.kind(one.unit_id) == "station":
            staff[one.unit_id].append(one.person_id)
    busy: dict[int, int] = defaultdict(int)
    for line in view.roster.lines:
        if line.person_id is not None:
            busy[line.person_id] += 1
    return Question(
        stations,
        leader_problem(view, weights) if leads else None,
        {key: tuple(value) for key, value in staff.items()},
        dict(busy),
        view.roster.people,
    )


def who_answers(r: Read, area_id: int, day: date) -> Held:
    """谁包保、谁负责: a place on a day, what it inherits said in sentences (方案四(一)2)."""
    view = view_on(r, day)
    if area_id not in view.areas:
        raise UserError(f"{cn_date(day)}的名册里没有这个区域，请换一天。")
    return answer(view, area_id)
