"""A proposed plan computed, and taken over into the roster as one step under a new version."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from core.doors import Write
from core.errors import Conflict, UserError
from core.exchange.write import SheetColumn, Value
from core.model import area, assignment, plan_lock, roster_version, unit
from core.queries.plan import Answer, Question, view_on
from core.queries.roster.spans import on
from core.rules.coverage import View
from core.rules.matching import Tell
from core.rules.proposal import (
    KINDS,
    Plan,
    Row,
    leader_problem,
    price_words,
    propose,
    staffing,
    station_problem,
    terms,
)
from core.services.export import SheetOut
from core.services.roster import Duty, assign, end_duty, replace_duty
from core.text import clean

_ONE = timedelta(days=1)
SOURCE = "方案"  # of the roster version: proposed and taken over, not imported


def answer(asked: Question, tell: Tell | None = None) -> Answer:
    """The plan of least price; pure work for any thread. UserError where none can exist."""
    stations = propose(asked.stations, tell)
    leaders = None if asked.leaders is None else propose(asked.leaders, tell)
    return Answer(stations, leaders, staffing(stations, asked.staff, asked.busy), asked.people)


_COLUMNS = (
    SheetColumn("类别", 8),
    SheetColumn("区域", 18),
    SheetColumn("现在", 24),
    SheetColumn("方案", 24),
    SheetColumn("变动", 8),
    SheetColumn("理由", 30),
    SheetColumn("新的责任人", 12),
)


def plan_sheet(found: Answer) -> SheetOut:
    """The plan beside today's roster, and below it the price of each term."""
    rows: list[tuple[Value, ...]] = []
    plans = [found.stations, *([found.leaders] if found.leaders is not None else [])]
    for plan in plans:
        word = KINDS[plan.problem.kind]
        for row in plan.rows:
            staff = (found.staffing.get((one, row.site_id)) for one in row.then)
            people = "、".join(found.people[one] for one in staff if one is not None)
            names = ("、".join(plan.names[one] for one in ids) for ids in (row.today, row.then))
            rows.append((word, row.name, *names, "变动" if row.changed else "不变", row.reason, people))
    for plan in plans:
        word = KINDS[plan.problem.kind]
        for term, today, then in terms(plan):
            rows.append((f"{word}代价", term, price_words(today), price_words(then), "", "", ""))
    return SheetOut("包保方案", _COLUMNS, rows)


def lock(w: Write, unit_id: int, area_id: int, reason: str = "") -> int:
    """A tie every proposal keeps from now on."""
    p = plan_lock.c
    known = w.value(select(p.id).where(p.unit_id == unit_id, p.area_id == area_id))
    if known is not None:
        return int(known)
    return w.insert(plan_lock, unit_id=unit_id, area_id=area_id, reason=clean(reason) or None)


def unlock(w: Write, unit_id: int, area_id: int) -> None:
    """The tie may change again, also where it was locked for the village or for a group; none is no fault."""
    p, a = plan_lock.c, area.c
    above = select(a.parent_id).where(a.id == area_id)
    below = select(a.id).where(a.parent_id == area_id)
    places = or_(p.area_id == area_id, p.area_id.in_(above), p.area_id.in_(below))
    for row in w.column(select(p.id).where(p.unit_id == unit_id, places)):
        w.delete(plan_lock, row)


def set_home(w: Write, unit_id: int, area_id: int | None) -> None:
    """驻地: the village a station lies in."""
    if area_id is not None and w.values(area, area_id) is None:
        raise Conflict("这个村（居）已经被删除，请刷新后再试。")
    w.update(unit, unit_id, area_id=area_id)


def adopt(w: Write, found: Answer, start: date, document: str, *, leaders: bool = True) -> int:
    """The plan as the roster from ``start`` on, under a version of its own; lines changed.

    Each old line ends the day before. Conflict when the roster has changed since the plan was made.
    """
    title = clean(document)
    if not title:
        raise UserError("请填写文件名称，例如“包保任务调整表”。")
    plans = [found.stations, *([found.leaders] if leaders and found.leaders is not None else [])]
    if not any(plan.changed for plan in plans):
        raise UserError("方案和现在的分工一致，没有要改的。")
    view = view_on(w, start)
    for plan in plans:
        _same(view, plan)
    version = w.insert(roster_version, document=title, valid_from=start, source=SOURCE)
    taking = _Taking(w, view, start, version)
    for plan in reversed(plans):  # leaders first: a line then changes its station once more
        column = "unit_id" if plan.problem.kind == "station" else "leader_id"
        for row in plan.changed:
            taking.take(row, column, plan.problem.level, found.staffing)
    return taking.changed


def _same(view: View, plan: Plan) -> None:
    """The plan still speaks of this roster."""
    problem = plan.problem
    if problem.kind == "station":
        now = station_problem(view, problem.level, (), problem.weights)
    else:
        now = leader_problem(view, problem.weights)
    if now.workers != problem.workers or now.sites != problem.sites:
        raise Conflict("提出方案以后名册又有改动，或这一天的分工不同，请按这一天重新提出方案。")


class _Taking:
    """Lines of the roster while a plan is taken over."""

    def __init__(self, w: Write, view: View, start: date, version: int) -> None:
        self.w, self.view, self.start, self.version = w, view, start, version
        self.changed = 0

    def take(self, row: Row, column: str, level: str, people: Mapping[tuple[int, int], int]) -> None:
        """One place: who goes is replaced by who comes, in the order of the roster; the rest are added."""
        site = self.view.areas[row.site_id]
        places = [site.id]
        if level == "village":
            places += [one.id for one in self.view.below[site.id]]
        gone = [one for one in row.today if one not in row.then]
        come = [one for one in row.then if one not in row.today]
        if column == "unit_id" and level == "group" and not self._lines([site.id], column, row.today):
            self._add(site.id, row.then, people, row.site_id)  # inherited until now: lines of its own
            return
        for old in gone:
            new = come.pop(0) if come else None
            for line in self._lines(places, column, [old]):
                self._pass(line, column, new if new is not None else row.then[0], people, row.site_id)
        if column == "unit_id":
            self._add(site.id, come, people, row.site_id, first=not row.today)
        else:
            for new in come:
                self._lead(site.id, new)

    def _lines(self, places: Iterable[int], column: str, subjects: Iterable[int]) -> list[dict[str, Any]]:
        """In force from the day on, as they stand now."""
        c = assignment.c
        ids = self.w.column(
            select(c.id)
            .where(c.area_id.in_(list(places)), c[column].in_(list(subjects)), on(assignment, self.start))
            .order_by(c.id)
        )
        return [found for one in ids if (found := self.w.values(assignment, one)) is not None]

    def _pass(
        self, line: dict[str, Any], column: str, new: int, people: Mapping[tuple[int, int], int], site: int
    ) -> None:
        values: dict[str, Any] = {column: new}
        if column == "unit_id":
            values["person_id"] = people.get((new, site))
        if self._lines([line["area_id"]], column, [new]):  # it answers there already
            values = {column: None} | ({"person_id": None} if column == "unit_id" else {})
        self._write(line, values)

    def _write(self, line: dict[str, Any], values: dict[str, Any]) -> None:
        self.changed += 1
        duty = {key: {**line, **values}[key] for key in Duty._fields}
        if line["version_id"] == self.version:  # begun by this very plan
            if any(duty.values()):
                self.w.update(assignment, line["id"], **values)
            else:
                self.w.delete(assignment, line["id"])
        elif any(duty.values()):
            replace_duty(self.w, line["id"], self.start, **values, version_id=self.version)
        else:
            end_duty(self.w, line["id"], self.start - _ONE)

    def _add(
        self,
        place: int,
        units: Iterable[int],
        people: Mapping[tuple[int, int], int],
        site: int,
        *,
        first: bool = True,
    ) -> None:
        for number, one in enumerate(units):
            role = "lead" if first and number == 0 else "joint"
            row = assign(self.w, place, Duty(None, one, people.get((one, site))), self.start, role=role)
            self.w.update(assignment, row, version_id=self.version)
            self.changed += 1

    def _lead(self, place: int, leader: int) -> None:
        """A leader onto the place's station line that has none, else on a line of their own."""
        c = assignment.c
        free = self.w.value(
            select(c.id)
            .where(
                c.area_id == place, c.leader_id.is_(None), c.unit_id.is_not(None), on(assignment, self.start)
            )
            .order_by(c.role != "lead", c.id)
        )
        line = None if free is None else self.w.values(assignment, free)
        if line is not None and line["valid_from"] < self.start:
            self._write(line, {"leader_id": leader})
            return
        row = assign(self.w, place, Duty(leader, None, None), self.start)
        self.w.update(assignment, row, version_id=self.version)
        self.changed += 1
