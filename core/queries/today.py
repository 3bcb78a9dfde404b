"""今日: what is due now, how the week and the month stand. Only open rows and this week's are read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, exists, func, select

from core.doors import Read
from core.errors import UserError
from core.model import (
    assignment,
    check_in,
    circular,
    doc_number,
    finding,
    holiday,
    holiday_version,
    inspection,
    op,
    rectification,
    unit,
)
from core.queries.finding_life import IN_PROGRESS, LATE, SETTLED, SOON, TO_ORDER, TO_VERIFY, life
from core.queries.inspected import not_inspected
from core.queries.records import holidays
from core.queries.weeks import StationWeek, Weeks, station_weeks
from core.rules.calendar import Month, Week, month_of, period_of, week_of, weeks_of
from core.rules.circular import doc_no
from core.rules.duties.dated import circular_due
from core.rules.spans import Asked, judge, week_frame
from core.settings import Settings, settings_at

YOUNG_DAYS = 60  # how long a record counts as new, from its first Op on
THURSDAY = 3
Stage = Literal["none", "draft", "issued"]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An unsettled finding; ``rank`` is LATE … of finding_life, ``unit`` "" while 待定责."""

    id: int
    unit: str
    rank: int
    due_on: date | None
    replied_on: date | None


@dataclass(frozen=True, slots=True)
class Station:
    """How a station stands this week: ``met`` of ``owed`` persons, or visits where the station counts."""

    id: int
    name: str
    met: int
    owed: int


@dataclass(frozen=True, slots=True)
class Day:
    """What fell or falls on a day of the week; ``people`` have checked in, ``found`` were found."""

    day: date
    people: int = 0
    ordered: int = 0
    inspections: int = 0
    found: int = 0
    due: int = 0
    holiday: str = ""
    off: bool = False
    closes: str = ""  # 10月: its period ends that day


@dataclass(frozen=True, slots=True)
class MonthState:
    """The circular of a month: not begun, draft or issued as ``doc_no``."""

    month: Month
    stage: Stage
    doc_no: str = ""
    due: date | None = None  # the day it is to be out by, where the office set one

    @property
    def weeks(self) -> tuple[Week, ...]:
        return weeks_of(self.month)

    @property
    def end(self) -> date:
        return period_of(self.month)[1]


@dataclass(frozen=True, slots=True)
class FirstHour:
    """What a new record still lacks."""

    roster: bool
    check_in: bool
    inspection: bool
    circular: bool


@dataclass(frozen=True, slots=True)
class Today:
    """All that 今日 shows. ``notice``: the holidays of a year are unknown, so nobody is judged yet."""

    day: date
    week: Week
    open: tuple[OpenRow, ...]
    stations: tuple[Station, ...]  # worst first, exempt ones left out
    per_person: bool
    per_week: int
    notice: str
    found: tuple[int, ...]  # this week's findings
    inspections: int
    tours: int  # 周督查 asked for this week; 0 where the office asks for none or nobody works
    last_inspection: tuple[date, int] | None  # before this week: day and findings
    months: tuple[MonthState, ...]  # the last one if still to be issued, then the present one
    days: tuple[Day, ...]
    first_hour: FirstHour | None
    latest: date | None  # of the check-ins; later than the day when the computer's clock is wrong
    unseen: tuple[str, ...] = ()  # villages and markets no inspection of the month went to yet

    def rows(self, rank: int) -> list[OpenRow]:
        """The open rows of one rank."""
        return [row for row in self.open if row.rank == rank]

    @property
    def short(self) -> list[Station]:
        """Stations below what the week asks so far."""
        return [one for one in self.stations if one.met < one.owed]

    @property
    def done(self) -> bool:
        """Nothing is due now and nothing of the week is missing."""
        urgent = any(row.rank in (LATE, SOON, TO_VERIFY, TO_ORDER) for row in self.open)
        toured = self.inspections >= self.tours
        return not urgent and not self.short and toured and self.months[0].month == self.month

    @property
    def month(self) -> Month:
        """The month this week counts for."""
        return month_of(self.week)

    @property
    def next_due(self) -> tuple[date, int] | None:
        """The next day on which open work falls due, and how many rows."""
        days = Counter(row.due_on for row in self.open if row.due_on and row.due_on > self.day)
        return min(days.items()) if days else None


def today(r: Read) -> Today:
    """The page as of the record's day."""
    week = week_of(r.today)
    settings = settings_at(r, period_of(month_of(week))[1])
    weeks, notice = _judged(r, week)
    rows = tuple(_open_rows(r))
    days = tuple(_days(r, week, rows))
    found = select(finding.c.id).where(
        finding.c.found_on.between(week.monday, week.sunday), finding.c.source.is_(None)
    )
    return Today(
        day=r.today,
        week=week,
        open=rows,
        stations=_stations(weeks),
        per_person=settings.per_person,
        per_week=settings.per_week,
        notice=notice,
        found=tuple(r.column(found.order_by(finding.c.id))),
        inspections=sum(one.inspections for one in days),
        tours=_tours(r, week, settings),
        last_inspection=_last_inspection(r, week.monday),
        months=tuple(replace(one, due=_due(one, settings)) for one in _months(r, month_of(week))),
        days=days,
        first_hour=_first_hour(r),
        latest=None if settings.sample else r.value(select(func.max(check_in.c.day))),
        unseen=tuple(one.name for one in not_inspected(r, r.today)),
    )


@dataclass(frozen=True, slots=True)
class Badges:
    """What the sidebar counts."""

    overdue: int
    short: int  # stations below the quota, from Thursday on


def badges(r: Read) -> Badges:
    """Overdue findings, and from Thursday on the stations that are short this week."""
    overdue = sum(row.rank == LATE for row in _open_rows(r))
    if r.today.weekday() < THURSDAY:
        return Badges(overdue, 0)
    weeks, _ = _judged(r, week_of(r.today))
    return Badges(overdue, sum(one.met < one.owed for one in _stations(weeks)))


# -- due -------------------------------------------------------------------------------------------


def _open_rows(r: Read) -> list[OpenRow]:
    """Few in any record: they are picked by their unsettled orders before their life is worked out."""
    c, later = rectification.c, rectification.alias().c
    again = exists().where(later.finding_id == c.finding_id, later.number > c.number)
    ids = r.column(select(c.finding_id).where(c.passed.is_not(True), ~again))
    ordered = exists().where(rectification.c.finding_id == finding.c.id)
    ids += r.column(select(finding.c.id).where(~finding.c.fixed_on_spot, ~ordered))
    if not ids:
        return []
    stand = life(r.today)
    replied = (
        select(func.max(rectification.c.replied_on, type_=rectification.c.replied_on.type))
        .where(rectification.c.finding_id == finding.c.id)
        .correlate(finding)
        .scalar_subquery()
    )
    return r.all(
        select(finding.c.id, func.coalesce(unit.c.name, ""), stand.c.rank, stand.c.due, replied)
        .join(stand, stand.c.id == finding.c.id)
        .outerjoin(unit, unit.c.id == finding.c.unit_id)
        .where(finding.c.id.in_(ids), stand.c.rank != SETTLED)
        .order_by(stand.c.rank, stand.c.due, finding.c.id),
        OpenRow,
    )


# -- the week --------------------------------------------------------------------------------------


def _judged(r: Read, week: Week) -> tuple[Weeks | None, str]:
    try:
        return station_weeks(r, [week], r.today), ""
    except UserError as error:
        return None, str(error)


def _stations(weeks: Weeks | None) -> tuple[Station, ...]:
    if weeks is None:
        return ()
    found = [_station(weeks.names[cell.unit_id], cell) for cell in weeks.cells.values() if cell.owed]
    return tuple(sorted(found, key=lambda one: (one.met / one.owed, one.met - one.owed)))


def _station(name: str, cell: StationWeek) -> Station:
    return Station(cell.unit_id, name, cell.met, cell.owed)


def _tours(r: Read, week: Week, settings: Settings) -> int:
    """方案四(三) 周督查, by the duties' rule; what the plan's date or the holidays spare is not asked for."""
    if not settings.inspections_per_week:
        return 0
    try:
        frame = week_frame(week, settings.plan_date, holidays(r), r.today)
    except UserError:  # this year's holidays are unknown: asked as in an ordinary week
        return settings.inspections_per_week
    asked = Asked(settings.inspections_per_week, "full" if settings.scarce == "full" else "min")
    return judge(asked, frame, frame.whole, (0, [], 0), 0).required


def _last_inspection(r: Read, monday: date) -> tuple[date, int] | None:
    day = r.value(select(func.max(inspection.c.day)).where(inspection.c.day < monday))
    if day is None:
        return None
    found = select(func.count(finding.c.id)).join(inspection, inspection.c.id == finding.c.inspection_id)
    return day, int(r.value(found.where(inspection.c.day == day)) or 0)


def _days(r: Read, week: Week, rows: Iterable[OpenRow]) -> list[Day]:
    c, f, i, s = check_in.c, finding.c, inspection.c, rectification.c
    span = (week.monday, week.sunday)
    people = _by_day(r, select(c.day, func.count(c.person_id.distinct())).where(c.day.between(*span)), c.day)
    found = _by_day(r, select(f.found_on, func.count()).where(f.found_on.between(*span)), f.found_on)
    tours = _by_day(r, select(i.day, func.count()).where(i.day.between(*span)), i.day)
    ordered = _by_day(r, select(s.issued_on, func.count()).where(s.issued_on.between(*span)), s.issued_on)
    due = Counter(row.due_on for row in rows if row.rank in (LATE, SOON, IN_PROGRESS))
    resting = _holidays(r, week)
    month = month_of(week)
    end = period_of(month)[1]
    return [
        Day(
            day,
            people.get(day, 0),
            ordered.get(day, 0),
            tours.get(day, 0),
            found.get(day, 0),
            due.get(day, 0),
            *resting.get(day, ("", day.weekday() > 4)),
            f"{month.number}月" if day == end else "",
        )
        for day in week.days
    ]


def _by_day(r: Read, statement: Select[Any], day: ColumnElement[Any]) -> dict[date, int]:
    return dict(r.all(statement.group_by(day), lambda *row: row))


def _holidays(r: Read, week: Week) -> dict[date, tuple[str, bool]]:
    newest = select(func.max(holiday_version.c.id)).group_by(holiday_version.c.year)
    h = holiday.c
    rows = r.all(
        select(h.day, h.name, h.off).where(h.version_id.in_(newest), h.day.between(week.monday, week.sunday)),
        lambda day, name, off: (day, (name, off)),
    )
    return dict(rows)


# -- the month -------------------------------------------------------------------------------------


def _months(r: Read, month: Month) -> tuple[MonthState, ...]:
    last = _month_state(r, month.previous)
    if last.stage == "issued" or not _has_check_ins(r, month.previous):
        return (_month_state(r, month),)
    return last, _month_state(r, month)


def _month_state(r: Read, month: Month) -> MonthState:
    c, n = circular.c, doc_number.c
    issued = r.first(
        select(n.agency_code, n.year, n.serial)
        .join(circular, c.id == n.circular_id)
        .where(c.month == month.text, c.state == "issued")
        .order_by(c.id.desc())
        .limit(1),
        doc_no,
    )
    if issued is not None:
        return MonthState(month, "issued", issued)
    begun = r.value(select(c.id).where(c.month == month.text, c.state == "draft").limit(1))
    return MonthState(month, "none" if begun is None else "draft")


def _due(one: MonthState, settings: Settings) -> date | None:
    return circular_due(one.month, settings.circular_day) if settings.circular_day else None


def _has_check_ins(r: Read, month: Month) -> bool:
    c = check_in.c
    return r.value(select(c.id).where(c.day.between(*period_of(month))).limit(1)) is not None


# -- the first hour --------------------------------------------------------------------------------


def _first_hour(r: Read) -> FirstHour | None:
    """Only while the record is new and something is missing."""
    begun = r.value(select(op.c.at).order_by(op.c.id).limit(1))
    if begun is None or date.fromisoformat(begun[:10]) < r.today - timedelta(days=YOUNG_DAYS):
        return None
    roster, check_ins, tours, issued = (
        r.value(statement.limit(1)) is not None
        for statement in (
            select(assignment.c.id),
            select(check_in.c.id),
            select(inspection.c.id),
            select(circular.c.id).where(circular.c.state == "issued"),
        )
    )
    steps = FirstHour(roster, check_ins, tours, issued)
    done = steps.roster and steps.check_in and steps.inspection and steps.circular
    return None if done else steps
