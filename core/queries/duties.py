"""Every duty of a month (方案三, 四) read in a few selects and judged, with the rates of questionnaires."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Table, func, or_, select

from core.doors import Read
from core.model import (
    area,
    assignment,
    check_in,
    circular,
    finding,
    household_campaign,
    inspection,
    inspection_place,
    opinion,
    person,
    questionnaire,
    questionnaire_option,
    study_meeting,
    tally,
    task,
    three_year_plan,
    unit,
    watch,
)
from core.queries.lineage import unit_heirs
from core.queries.places import parents
from core.queries.records import holidays, quota_rules, records_between, units_between
from core.rules.calendar import Month, period_of, weeks_of
from core.rules.circular import Spared
from core.rules.duties import (
    Cover,
    DutyInput,
    DutyKey,
    DutyRules,
    Known,
    Looked,
    Meeting,
    Opinion,
    Outing,
    Place,
    Plan,
    Result,
    Task,
    Watch,
    duties_of,
    unkept,
)
from core.rules.duties.counted import counted
from core.rules.duties.priced import occurrences
from core.rules.evaluation import default_cutoff
from core.rules.lineage import Heirs, follow_records
from core.rules.quotas import Visit, quotas_of
from core.rules.rates import Answers, Rate, RateRules, Sheet, grouped_rates, rates_of
from core.rules.scoring import FURTHER, Measure, Occurrence
from core.settings import Settings, settings_at

_BEGUN = {one.name: one.c.day for one in (study_meeting, household_campaign, questionnaire, inspection)}


@dataclass(frozen=True, slots=True)
class RateRow:
    """The rates of a village, a station, or (neither) the township."""

    unit_id: int | None
    area_id: int | None
    rates: tuple[Rate, ...]

    @property
    def short(self) -> tuple[Rate, ...]:
        return tuple(one for one in self.rates if one.standing == "short")


@dataclass(frozen=True, slots=True)
class Questioned:
    """The questionnaires of a calendar month, and the answers kept of them."""

    sheets: Sequence[Sheet]
    answers: Sequence[Answers]


@dataclass(frozen=True, slots=True)
class Called:
    """The names of everybody and everything duties speak of."""

    people: Mapping[int, str]
    units: Mapping[int, str]
    areas: Mapping[int, str]
    office: str

    def who(self, one: Result) -> str:
        """张三（村建所）, 村建所·红光村, 红光村 or the office's name."""
        actor = one.actor
        place = self.areas.get(actor.area_id or 0, "")
        station = self.units.get(actor.unit_id or 0, "")
        if actor.kind == "person":
            name = self.people.get(actor.person_id or 0, "")
            return f"{name}（{station}）" if station else name
        if actor.kind in ("village", "place"):
            return place
        if actor.kind == "pair":
            return f"{station}·{place}"
        return station or self.office


@dataclass(frozen=True, slots=True)
class MonthDuties:
    """A month's duties judged, its rates, and the names of everybody and everything in them."""

    data: DutyInput
    results: tuple[Result, ...]
    whole: RateRow
    villages: tuple[RateRow, ...]
    stations: tuple[RateRow, ...]
    unkept: frozenset[DutyKey]  # no row was ever keyed in
    called: Called
    settings: Settings

    def of(self, *keys: DutyKey) -> list[Result]:
        """The results of some duties."""
        return [one for one in self.results if one.duty in keys]

    def who(self, one: Result) -> str:
        """Its actor in words."""
        return self.called.who(one)


def month_duties(r: Read, month: Month, cutoff: date | None = None) -> MonthDuties:
    """The month judged by the rules of its time; UserError when a year's holidays were never entered."""
    data, settings = duty_input(r, month, cutoff)
    quotas = quotas_of(weeks_of(month), data.owing_visits, data.quota_rules, data.holidays, data.cutoff)
    questioned = questionnaires(r, month, data.month_cutoff)
    villages, stations = rates_by_unit(data, questioned, rate_rules(settings))
    return MonthDuties(
        data,
        duties_of(data, quotas),
        RateRow(None, None, rates_of(questioned.sheets, questioned.answers, rate_rules(settings))),
        villages,
        stations,
        unkept(data),
        called(r, data, settings),
        settings,
    )


def spared_of(found: MonthDuties) -> tuple[Spared, ...]:
    """The rows of 假期与免计说明, also for the circular they are attached to."""
    data = found.data
    quotas = quotas_of(weeks_of(data.month), data.owing_visits, data.quota_rules, data.holidays, data.cutoff)
    return counted(
        quotas,
        found.results,
        data.records,
        data.quota_rules,
        data.holidays,
        data.cutoff,
        found.called.units,
        found.called.areas,
    )


def called(r: Read, data: DutyInput, settings: Settings) -> Called:
    """The names of a month's duties."""
    return Called(
        dict(r.all(select(person.c.id, person.c.name), lambda *row: row)),
        dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row)),
        {one.id: one.name for one in data.known.places},
        settings.unit_name,
    )


def priced(r: Read, month: Month, cutoff: date | None, measures: AbstractSet[Measure]) -> list[Occurrence]:
    """What the rubrics in force price of the further duties; nothing is read where they price none."""
    if not measures & FURTHER:
        return []
    found = month_duties(r, month, cutoff)
    rows = [*found.villages, *found.stations]
    return list(
        occurrences(found.results, [(one.unit_id, one.rates) for one in rows if one.unit_id is not None])
    )


def duty_input(r: Read, month: Month, cutoff: date | None = None) -> tuple[DutyInput, Settings]:
    """All that the duties of a month depend on: its weeks and its calendar month, whichever reach further."""
    period = period_of(month)
    start, end = min(period[0], month.first), max(period[1], month.last)
    settings = settings_at(r, period[1])
    heirs = unit_heirs(r, period[1])
    data = DutyInput(
        month=month,
        cutoff=cutoff or default_cutoff(month, r.today),
        today=r.today,
        holidays=holidays(r, month),
        units=[one for one in units_between(r, start, end) if one.id not in heirs],
        records=follow_records(records_between(r, start, end), heirs),
        known=known_between(r, month, start, end, heirs, spots=settings.deputy_days > 0),
        rules=duty_rules(settings),
        quota_rules=quota_rules(settings),
    )
    return data, settings


def duty_rules(settings: Settings) -> DutyRules:
    """The duties as the office set them."""
    days = (one.strip() for one in settings.fixed_weekdays.replace("，", ",").split(","))
    actors = settings.meeting_actors
    actor = settings.campaign_actor
    return DutyRules(
        plan_date=settings.plan_date,
        scarce="full" if settings.scarce == "full" else "min",
        meetings_per_week=settings.meetings_per_week,
        meeting_actors="leaders" if actors == "leaders" else "stations" if actors == "stations" else "both",
        campaigns_per_month=settings.campaigns_per_month,
        campaign_actor="station" if actor == "station" else "village" if actor == "village" else "pair",
        campaign_each=settings.campaign_counts == "each",
        inspections_per_week=settings.inspections_per_week,
        opinion_days=settings.opinion_days,
        deputy_days=settings.deputy_days,
        fixed_weekdays=frozenset(int(one) - 1 for one in days if one in tuple("1234567")),
        circular_day=settings.circular_day,
        exempt_counts=settings.exempt_rates == "count",
    )


def rate_rules(settings: Settings) -> RateRules:
    """The standards as the office set them; 0 asks for nothing."""
    return RateRules(
        Fraction(settings.awareness_min),
        Fraction(settings.participation_min),
        Fraction(settings.satisfaction_min),
        settings.min_sample,
    )


# -- what the ledgers say --------------------------------------------------------------------------


def known_between(
    r: Read, month: Month, start: date, end: date, heirs: Heirs, *, spots: bool = False
) -> Known:
    """The rows of the ledgers that a month's duties are counted from."""
    period = period_of(month)

    def now(unit_id: int | None) -> int | None:
        return heirs.get(unit_id, unit_id) if unit_id is not None else None

    return Known(
        meetings=meetings_between(r, start, end, heirs),
        outings=outings_between(r, start, end, heirs),
        spots=_spots(r, start, end) if spots else (),
        covers=covers_between(r, start, end, heirs),
        places=places_at(r, period[1]),
        inspections=r.all(
            select(inspection.c.id, inspection.c.day).where(inspection.c.day.between(start, end)),
            lambda row, day: (row, day),
        ),
        looked=_looked(r, *period),
        opinions=[replace(one, unit_id=now(one.unit_id)) for one in _opinions(r, *period)],
        watches=[replace(one, unit_id=now(one.unit_id)) for one in watches_between(r, *period)],
        tasks=[replace(one, unit_id=now(one.unit_id)) for one in _tasks(r, *period)],
        plans=[replace(one, unit_id=heirs.get(one.unit_id, one.unit_id)) for one in plans_of(r)],
        issued_on=issued_on(r, month),
        begun=begun(r),
    )


def begun(r: Read, tables: Iterable[str] = tuple(_BEGUN)) -> dict[str, date]:
    """The first day each ledger says anything about: before it a township is blamed for nothing."""
    found = {name: r.value(select(func.min(_BEGUN[name]))) for name in tables}
    first = r.value(select(func.min(circular.c.month)).where(circular.c.state == "issued"))
    found["circular"] = None if first is None else Month.parse(first).first
    if r.value(select(three_year_plan.c.id).limit(1)) is not None:
        found["three_year_plan"] = date.min
    return {name: day for name, day in found.items() if day is not None}


def meetings_between(r: Read, start: date, end: date, heirs: Heirs) -> list[Meeting]:
    m = study_meeting.c

    def made(row: int, day: date, where: int | None, chair: int | None, people: list[int] | None) -> Meeting:
        return Meeting(row, day, heirs.get(where or 0, where), chair, tuple(people or ()))

    return r.all(
        select(m.id, m.day, m.unit_id, m.chair_id, m.attendees).where(m.day.between(start, end)), made
    )


def outings_between(r: Read, start: date, end: date, heirs: Heirs) -> list[Outing]:
    h, q = household_campaign.c, questionnaire.c

    def campaign(row: int, day: date, place: int, where: int | None, people: Any, kind: str) -> Outing:
        unit_id = heirs.get(where or 0, where)
        return Outing("household_campaign", row, day, place, unit_id, tuple(people or ()), kind)

    def survey(row: int, day: date, place: int, where: int | None) -> Outing:
        return Outing("questionnaire", row, day, place, heirs.get(where or 0, where), (), "survey")

    return [
        *r.all(
            select(h.id, h.day, h.area_id, h.unit_id, h.people, h.kind).where(h.day.between(start, end)),
            campaign,
        ),
        *r.all(select(q.id, q.day, q.area_id, q.unit_id).where(q.day.between(start, end)), survey),
    ]


def _spots(r: Read, start: date, end: date) -> list[Visit]:
    c = check_in.c
    return r.all(
        select(c.id, c.person_id, c.area_id, c.day).where(c.day.between(start, end), c.kind == "驻点"), Visit
    )


def _span(table: Table, start: date, end: date) -> Any:
    c = table.c
    begun = or_(c.valid_from.is_(None), c.valid_from <= end)
    return begun & or_(c.valid_to.is_(None), c.valid_to >= start)


def covers_between(r: Read, start: date, end: date, heirs: Heirs) -> list[Cover]:
    """Which stations answer for which places."""
    a = assignment.c
    return r.all(
        select(a.unit_id, a.area_id, a.valid_from, a.valid_to, a.role).where(
            a.unit_id.is_not(None), _span(assignment, start, end)
        ),
        lambda who, where, since, until, role: Cover(
            heirs.get(who, who), where, since, until, role == "lead"
        ),
    )


def places_at(r: Read, day: date) -> list[Place]:
    """Every place with what it lies in on a day: what was merged by then lies in what took it over."""
    above = parents(r, day)
    a, u = area.c, unit.alias().c
    return r.all(
        select(a.id, a.kind, a.name, u.id, a.valid_from, a.valid_to)
        .outerjoin(u.id.table, (u.area_id == a.id) & (u.kind == "village"))
        .order_by(a.id),
        lambda row, kind, name, own, since, until: Place(row, kind, name, above.get(row), own, since, until),
    )


def _looked(r: Read, start: date, end: date) -> list[Looked]:
    i, p, f = inspection.c, inspection_place.c, finding.c
    been = (
        select(i.id, p.area_id, i.day)
        .join(inspection_place, p.inspection_id == i.id)
        .where(i.day.between(start, end))
    )
    found = select(f.inspection_id, f.area_id, f.found_on).where(
        f.found_on.between(start, end), f.inspection_id.is_not(None), f.area_id.is_not(None)
    )
    return r.all(been, Looked) + r.all(found.distinct(), Looked)


def _opinions(r: Read, start: date, end: date) -> list[Opinion]:
    o = opinion.c
    open_then = or_(o.replied_on.is_(None), o.replied_on >= start)
    return r.all(
        select(o.id, o.day, o.unit_id, o.area_id, o.replied_on).where(o.day <= end, open_then), Opinion
    )


def watches_between(r: Read, start: date, end: date) -> list[Watch]:
    w = watch.c
    return r.all(
        select(w.id, w.day, w.place, w.unit_id, w.person_id, w.stood).where(w.day.between(start, end)), Watch
    )


def _tasks(r: Read, start: date, end: date) -> list[Task]:
    t = task.c
    open_then = or_(t.done_on.is_(None), t.done_on >= start)
    return r.all(
        select(t.id, t.name, t.unit_id, t.owner_id, t.due_on, t.done_on).where(t.due_on <= end, open_then),
        Task,
    )


def plans_of(r: Read) -> list[Plan]:
    """Every three-year plan."""
    p = three_year_plan.c
    return r.all(select(p.id, p.unit_id, p.cycle, p.submitted_on), Plan)


def issued_on(r: Read, month: Month) -> date | None:
    """The day the month's circular first went out."""
    c = circular.c
    at = r.value(
        select(c.issued_at)
        .where(c.month == month.text, c.state == "issued", c.issued_at.is_not(None))
        .order_by(c.id)
        .limit(1)
    )
    return None if at is None else date.fromisoformat(at[:10])


# -- rates -----------------------------------------------------------------------------------------


def questionnaires(r: Read, month: Month, last: date) -> Questioned:
    """Those of the calendar month until a day, with the answers kept of them."""
    q, o, t = questionnaire.c, questionnaire_option.c, tally.c
    within = q.day.between(month.first, min(month.last, last))
    counts = (q.issued, q.returned, q.valid, q.aware, q.took_part, q.satisfied, q.supporting)
    sheets = r.all(select(q.id, q.area_id, q.unit_id, *counts, q.day).where(within), Sheet)
    answers = r.all(
        select(t.questionnaire_id, o.rate, o.question, o.counts, t.number)
        .join(questionnaire_option, o.id == t.option_id)
        .join(questionnaire, q.id == t.questionnaire_id)
        .where(within),
        Answers,
    )
    return Questioned(sheets, answers)


def rates_by_unit(
    data: DutyInput, found: Questioned, rules: RateRules
) -> tuple[tuple[RateRow, ...], tuple[RateRow, ...]]:
    """The rates of every village and of every station, in the office's order; only those that asked anybody.

    A batch that names no station is that of the stations that lead in its village.
    """
    tree = data.tree
    villages = grouped_rates(
        found.sheets, found.answers, rules, lambda one: _one(tree.village(one.area_id)), _exempt_areas(data)
    )
    leading = _leading(data)
    stations = grouped_rates(
        found.sheets,
        found.answers,
        rules,
        lambda one: (one.unit_id,) if one.unit_id is not None else leading(one),
        _exempt_units(data),
    )
    order = {unit.id: number for number, unit in enumerate(data.units)}
    rows = [RateRow(tree.places[place].unit_id, place, rates) for place, rates in villages.items()]
    own = [RateRow(one, None, rates) for one, rates in stations.items()]
    last = len(order)
    rows.sort(key=lambda one: (order.get(one.unit_id or 0, last), one.area_id or 0))
    own.sort(key=lambda one: (order.get(one.unit_id or 0, last), one.unit_id or 0))
    return tuple(rows), tuple(own)


def _one(found: int | None) -> Iterable[int]:
    return () if found is None else (found,)


def _leading(data: DutyInput) -> Any:
    by_village: dict[int, list[Cover]] = {}
    for cover in data.known.covers:
        village = data.tree.village(cover.area_id)
        if cover.lead and village is not None and data.kinds.get(cover.unit_id) == "station":
            by_village.setdefault(village, []).append(cover)

    def stations(sheet: Sheet) -> Iterable[int]:
        village, day = data.tree.village(sheet.area_id), sheet.day
        covers = by_village.get(village or 0, ())
        return {
            one.unit_id
            for one in covers
            if day is None or (one.start <= day and (one.end is None or day <= one.end))
        }

    return stations


def _exempt_units(data: DutyInput) -> frozenset[int]:
    """Units exempted on every working day of the calendar month."""
    frame = data.calendar_month
    free = {one.id: data.excuses.of(None, one.id, frame)[0] for one in data.units}
    return frozenset(one for one, days in free.items() if not frame.work & ~days)


def _exempt_areas(data: DutyInput) -> frozenset[int]:
    units = _exempt_units(data)
    return frozenset(one.id for one in data.known.places if one.unit_id in units)
