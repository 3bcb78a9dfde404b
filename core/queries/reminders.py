"""What 今日 reminds of besides visits and findings: by what is due, with the day from which it is late.

Only duties with a number or a day are reminded of. A ledger never begun is one quiet hint, for the office
may keep it on paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from core.doors import Read
from core.model import opinion, task
from core.queries.duties import Called, called, duty_rules
from core.queries.duty_rows import (
    begun,
    covers_between,
    meetings_between,
    outings_between,
    places_at,
    plans_of,
    watches_between,
)
from core.queries.lineage import unit_heirs
from core.queries.rates import questionnaires, rate_rules, village_rates
from core.queries.records import holidays, records_between, units_between
from core.rules.calendar import Month, Week, month_of, week_of
from core.rules.duties import DutyInput, DutyKey, Known, Result, unkept
from core.rules.duties.dated import plans
from core.rules.duties.monthly import campaigns
from core.rules.duties.weekly import meetings
from core.rules.lineage import follow_records
from core.rules.rates import RATE_WORDS, Rate
from core.settings import Settings, settings_at

SOON_DAYS = 3
PUBLISHED = 10  # month: next year's arrangement is announced between October and December
HINTED: tuple[DutyKey, ...] = ("study_meeting", "campaign")


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody's duty of a running period: ``done`` of ``required`` so far."""

    name: str
    unit_id: int | None
    done: int
    required: int

    @property
    def met(self) -> bool:
        return self.done >= self.required


@dataclass(frozen=True, slots=True)
class Running:
    """A duty of the running week or month; late when not met by the end of ``until``."""

    until: date
    owing: tuple[Owing, ...]

    @property
    def missing(self) -> list[Owing]:
        return [one for one in self.owing if not one.met]


@dataclass(frozen=True, slots=True)
class Dated:
    """Open rows with a day: those late, those due within three days, and the others."""

    late: tuple[tuple[int, date], ...]
    soon: tuple[tuple[int, date], ...]
    later: tuple[tuple[int, date], ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(row for row, _ in (*self.late, *self.soon, *self.later))


@dataclass(frozen=True, slots=True)
class LowRate:
    """A village's rate below the standard, or with too few questionnaires."""

    village: str
    words: str
    short: bool


@dataclass(frozen=True, slots=True)
class Reminders:
    """All of them; ``asked`` False: no questionnaire this month yet."""

    day: date
    week: Week
    month: Month
    meetings: Running | None
    campaigns: dict[DutyKey, Running]
    rates: tuple[LowRate, ...]
    asked: bool
    surveyed: bool  # the ledger of questionnaires was begun
    opinions: Dated
    tasks: Dated
    watches: tuple[tuple[int, str], ...]  # of tomorrow, with who and where
    plans: tuple[str, ...]  # stations whose three-year plan is missing
    hints: tuple[DutyKey, ...]
    next_year: int | None = None  # its 放假安排, published from October on, is not entered yet


def reminders(r: Read) -> Reminders:
    """As of the record's day; without this year's holidays nothing is judged yet."""
    week, month = week_of(r.today), Month.of(r.today)
    settings = settings_at(r, r.today)
    data = _input(r, week, month, settings)
    names = called(r, data, settings)
    judged = {r.today.year, week.monday.year, week.sunday.year} <= data.holidays.years
    rates, asked = _rates(r, data, names, settings)
    silent = unkept(data)
    return Reminders(
        r.today,
        week,
        month,
        _meetings(data, names, week) if judged and "study_meeting" not in silent else None,
        _campaigns(data, names) if judged and "campaign" not in silent else {},
        rates,
        asked,
        "questionnaire" in data.known.begun,
        _dated(r.today, _open_opinions(r, settings)),
        _dated(r.today, _open_tasks(r)),
        _watches(r, names),
        tuple(names.who(one) for one in plans(data) if not one.ok) if "three_year_plan" not in silent else (),
        tuple(key for key in HINTED if key in silent and _wanted(key, settings)),
        r.today.year + 1
        if r.today.month >= PUBLISHED and r.today.year + 1 not in data.holidays.years
        else None,
    )


def _wanted(key: DutyKey, settings: Settings) -> bool:
    return bool(settings.meetings_per_week if key == "study_meeting" else settings.campaigns_per_month)


def _input(r: Read, week: Week, month: Month, settings: Settings) -> DutyInput:
    """Only what is reminded of: no check-ins, no findings."""
    start, end = min(week.monday, month.first), max(week.sunday, month.last)
    heirs = unit_heirs(r, r.today)
    known = begun(r, exact=False)
    household = (
        bool(known.keys() & {"household_campaign", "questionnaire"}) and settings.campaigns_per_month > 0
    )
    return DutyInput(
        month=month,
        cutoff=r.today,
        today=r.today,
        holidays=holidays(r),
        units=[one for one in units_between(r, start, end) if one.id not in heirs],
        records=follow_records(records_between(r, start, end, visits=False), heirs),
        known=Known(
            meetings=meetings_between(r, week.monday, week.sunday, heirs) if "study_meeting" in known else (),
            outings=outings_between(r, month.first, month.last, heirs) if household else (),
            covers=covers_between(r, start, end, heirs) if household else (),
            places=places_at(r, r.today) if household else (),
            plans=plans_of(r),
            begun=known,
        ),
        rules=duty_rules(settings),
    )


def _meetings(data: DutyInput, names: Called, week: Week) -> Running | None:
    """Of the present week, which may belong to another month than the day does."""
    now = replace(data, month=month_of(week))
    own = [one for one in meetings(now) if one.start == week.monday and one.required]
    return Running(week.sunday, _owing(own, names)) if own else None


def _campaigns(data: DutyInput, names: Called) -> dict[DutyKey, Running]:
    running: dict[DutyKey, list[Result]] = {}
    for one in campaigns(data):
        if one.required:
            running.setdefault(one.duty, []).append(one)
    return {key: Running(data.month.last, _owing(own, names)) for key, own in running.items()}


def _owing(results: Iterable[Result], names: Called) -> tuple[Owing, ...]:
    """Who lacks most first."""
    made = [Owing(names.who(one), one.actor.unit_id, one.done, one.required) for one in results]
    return tuple(sorted(made, key=lambda one: (one.done - one.required, one.done)))


def _rates(r: Read, data: DutyInput, names: Called, settings: Settings) -> tuple[tuple[LowRate, ...], bool]:
    if "questionnaire" not in data.known.begun:
        return (), False
    asked = questionnaires(r, data.month, r.today)
    if not asked.sheets or r.today.year not in data.holidays.years:
        return (), bool(asked.sheets)
    villages = village_rates(data, asked, rate_rules(settings))
    low = [
        LowRate(
            names.areas.get(row.area_id or 0, ""),
            "、".join(map(_low, bad)),
            any(one.standing == "short" for one in bad),
        )
        for row in villages
        if (
            bad := [
                one for one in row.rates if one.standing == "short" or (one.standing == "small" and one.line)
            ]
        )
    ]
    return tuple(sorted(low, key=lambda one: not one.short)), True


def _low(rate: Rate) -> str:
    return (
        f"{RATE_WORDS[rate.name]}{rate.shown}"
        if rate.standing == "short"
        else f"{RATE_WORDS[rate.name]}样本不足"
    )


def _open_opinions(r: Read, settings: Settings) -> list[tuple[int, date]]:
    """Unanswered ones with the last day to answer; without a number of days none is due."""
    if not settings.opinion_days:
        return []
    o = opinion.c
    rows = r.all(select(o.id, o.day).where(o.replied_on.is_(None)).order_by(o.day, o.id), lambda *row: row)
    return [(row, day + timedelta(days=settings.opinion_days)) for row, day in rows]


def _open_tasks(r: Read) -> list[tuple[int, date]]:
    t = task.c
    return r.all(
        select(t.id, t.due_on).where(t.done_on.is_(None), t.due_on.is_not(None)).order_by(t.due_on, t.id),
        lambda row, day: (row, day),
    )


def _dated(today: date, rows: Iterable[tuple[int, date]]) -> Dated:
    near = today + timedelta(days=SOON_DAYS)
    late: list[tuple[int, date]] = []
    soon: list[tuple[int, date]] = []
    later: list[tuple[int, date]] = []
    for row, due in rows:
        (late if due < today else soon if due <= near else later).append((row, due))
    return Dated(tuple(late), tuple(soon), tuple(later))


def _watches(r: Read, names: Called) -> tuple[tuple[int, str], ...]:
    tomorrow = r.today + timedelta(days=1)
    return tuple(
        (
            one.id,
            f"{names.people.get(one.person_id or 0) or names.units.get(one.unit_id or 0, '')}（{one.place}）",
        )
        for one in watches_between(r, tomorrow, tomorrow)
    )
