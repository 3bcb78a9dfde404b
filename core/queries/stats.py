"""统计: the fixed tables of the office meeting, every figure with the rows behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from core.doors import Read
from core.model import category, finding, rectification, unit
from core.queries.findings import findings_where
from core.queries.lineage import unit_heirs
from core.queries.records import holidays
from core.queries.weeks import StationWeek, station_weeks
from core.rules.calendar import Month, Week, month_of, period_of, week_of
from core.rules.rectification import SETTLED, Finding, state_at, was_late
from core.settings import settings_at

MONTHS = 12


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station over the weeks; a week it did not exist in or that has not begun is None.

    ``spared`` is what an exempted person's (or station's) week counts as met: 0 leaves it out of the share.
    """

    id: int
    name: str
    people: int  # owing in the last week counted, 0 where the station owes as a whole
    weeks: tuple[StationWeek | None, ...]
    spared: int = 0

    @property
    def met(self) -> int:
        """Of the finished weeks: a week under way is nobody's fault yet."""
        return sum(one.met for one in self.weeks if one and one.finished) + self._exempt

    @property
    def owed(self) -> int:
        return sum(one.owed for one in self.weeks if one and one.finished) + self._exempt

    @property
    def _exempt(self) -> int:
        """Exempted weeks as the office counts them (docs/decisions/0009)."""
        over = (one for one in self.weeks if one and one.finished) if self.spared else ()
        return self.spared * sum(not quota.required for one in over for quota in one.quotas)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category with the findings of each station; 0 stands for 待定责."""

    name: str
    ids: dict[int, tuple[int, ...]]

    @property
    def all_ids(self) -> tuple[int, ...]:
        return tuple(sorted(row for ids in self.ids.values() for row in ids))


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Findings of a month's weeks by what became of them until the day asked."""

    month: Month
    found: tuple[int, ...]
    closed: tuple[int, ...]  # 已销号 and 立行立改
    in_time: tuple[int, ...]  # of the closed: no order ever ran past its due date
    open: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """Findings found and closed in a week, and how many were open at its end (or today)."""

    week: Week
    ids: tuple[int, ...]
    closed: int
    open: int

    @property
    def found(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Stats:
    """``notice`` tells that a year's holidays are unknown: its weeks are left out of ``stations``."""

    weeks: tuple[Week, ...]
    per_person: bool
    per_week: int
    stations: tuple[StationRow, ...]
    units: tuple[tuple[int, str], ...]  # columns of the categories: stations with findings
    categories: tuple[CategoryRow, ...]
    months: tuple[MonthRow, ...]
    trend: tuple[TrendWeek, ...]
    notice: str


def stats(r: Read, weeks: Sequence[Week]) -> Stats:
    """All tables of the period; weeks that have not begun stay empty."""
    stations, per_person, notice = _stations(r, weeks)
    units, categories = _categories(r, weeks[0].monday, weeks[-1].sunday)
    return Stats(
        tuple(weeks),
        per_person,
        settings_at(r, min(weeks[-1].sunday, r.today)).per_week,
        stations,
        units,
        categories,
        _months(r, month_of(weeks[-1])),
        _trend(r, weeks),
        notice,
    )


def weeks_until(last: Week, count: int) -> tuple[Week, ...]:
    """``count`` weeks of which the last is given."""
    return tuple(week_of(last.monday - timedelta(days=7 * back)) for back in reversed(range(count)))


# -- visits ----------------------------------------------------------------------------------------


def _stations(r: Read, weeks: Sequence[Week]) -> tuple[tuple[StationRow, ...], bool, str]:
    known = holidays(r).years
    judged = [week for week in weeks if {week.monday.year, week.sunday.year} <= known]
    left_out = {day.year for week in weeks for day in (week.monday, week.sunday)} - known
    notice = f"{min(left_out)}年放假安排还没有录入，请在“资料与设置”里导入。" if left_out else ""
    found = station_weeks(r, judged, r.today)
    now = settings_at(r, min(weeks[-1].sunday, r.today))
    spared = (1 if found.per_person else now.per_week) if now.exempt_rates == "count" else 0
    rows = []
    for row, name in found.names.items():
        cells = tuple(found.cells.get((row, week.monday)) for week in weeks)
        last = next((one for one in reversed(cells) if one), None)
        if last is not None:
            rows.append(StationRow(row, name, len(last.quotas) if found.per_person else 0, cells, spared))
    return tuple(sorted(rows, key=_worst)), found.per_person, notice


def _worst(row: StationRow) -> tuple[float, int]:
    """Lowest rate first, of equals the one that misses most; exempt ones last."""
    return (row.met / row.owed if row.owed else 2.0, row.met - row.owed)


# -- findings --------------------------------------------------------------------------------------


def _categories(
    r: Read, start: date, end: date
) -> tuple[tuple[tuple[int, str], ...], tuple[CategoryRow, ...]]:
    f = finding.c
    rows = r.all(
        select(f.id, func.coalesce(category.c.name, "其他"), func.coalesce(f.unit_id, 0))
        .outerjoin(category, category.c.id == f.category_id)
        .where(f.found_on.between(start, end))
        .order_by(f.id),
        lambda *row: row,
    )
    followed = unit_heirs(r, r.today)
    rows = [(row, word, followed.get(station, station)) for row, word, station in rows]
    ids: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, word, station in rows:
        ids[word][station].append(row)
    made = [
        CategoryRow(word, {station: tuple(some) for station, some in by.items()}) for word, by in ids.items()
    ]
    made.sort(key=lambda one: (-len(one.all_ids), one.name))
    return _columns(r, {station for _, _, station in rows}), tuple(made)


def _columns(r: Read, used: set[int]) -> tuple[tuple[int, str], ...]:
    u = unit.c
    named = r.all(
        select(u.id, u.name).where(u.id.in_(used)).order_by(u.sort.is_(None), u.sort, u.id),
        lambda *row: row,
    )
    return (*named, (0, "待定责")) if 0 in used else tuple(named)


def _months(r: Read, last: Month) -> tuple[MonthRow, ...]:
    months = [last]
    while len(months) < MONTHS:
        months.insert(0, months[0].previous)
    first, end = period_of(months[0])[0], period_of(last)[1]
    found = findings_where(r, finding.c.found_on.between(first, end))
    rows = [_month_row(month, found, r.today) for month in months]
    started = next((number for number, row in enumerate(rows) if row.found), len(rows))
    return tuple(reversed(rows[started:]))


def _month_row(month: Month, found: Sequence[Finding], day: date) -> MonthRow:
    start, end = period_of(month)
    own = [one for one in found if start <= one.found_on <= end]
    closed = [one for one in own if state_at(one, day) in SETTLED]
    return MonthRow(
        month,
        _ids(own),
        _ids(closed),
        _ids([one for one in closed if not was_late(one, day)]),
        _ids([one for one in own if state_at(one, day) not in SETTLED]),
    )


def _ids(some: Sequence[Finding]) -> tuple[int, ...]:
    return tuple(one.id for one in some)


def _trend(r: Read, weeks: Sequence[Week]) -> tuple[TrendWeek, ...]:
    """A finding is closed once: by its passed verification, or on the spot."""
    start, end = weeks[0].monday, min(weeks[-1].sunday, r.today)
    f, c = finding.c, rectification.c
    found = r.all(
        select(f.id, f.found_on, f.fixed_on_spot).where(f.found_on.between(start, end)).order_by(f.id),
        lambda *row: row,
    )
    closed = [day for _, day, spot in found if spot]
    closed += r.column(select(c.verified_on).where(c.passed, c.verified_on.between(start, end)))
    left = int(r.value(select(func.count(f.id)).where(f.found_on < start, ~f.fixed_on_spot)) or 0)
    left -= int(r.value(select(func.count(c.id)).where(c.passed, c.verified_on < start)) or 0)
    made = []
    for week in weeks:
        if week.monday > r.today:
            break
        ids = tuple(row for row, day, _ in found if week.monday <= day <= week.sunday)
        settled = sum(week.monday <= day <= week.sunday for day in closed)
        left += len(ids) - settled
        made.append(TrendWeek(week, ids, settled, left))
    return tuple(made)
