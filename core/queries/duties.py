"""Every duty of a month (方案三, 四) read in a few selects and judged, with the rates of questionnaires."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.doors import Read
from core.model import (
    person,
    unit,
)
from core.queries.duty_rows import known_between
from core.queries.lineage import unit_heirs
from core.queries.rates import RateRow, questionnaires, rate_rules, station_rates, village_rates
from core.queries.records import holidays, quota_rules, records_between, units_between
from core.rules.calendar import Month, period_of, weeks_of
from core.rules.circular import Spared
from core.rules.duties import (
    DutyInput,
    DutyKey,
    DutyRules,
    Result,
    duties_of,
    unkept,
)
from core.rules.duties.counted import counted
from core.rules.duties.priced import occurrences
from core.rules.evaluation import default_cutoff
from core.rules.lineage import follow_records
from core.rules.quotas import quotas_of
from core.rules.rates import rates_of
from core.rules.scoring import FURTHER, Measure, Occurrence
from core.settings import Settings, settings_at


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
    rules = rate_rules(settings)
    return MonthDuties(
        data,
        duties_of(data, quotas),
        RateRow(None, None, rates_of(questioned.sheets, questioned.answers, rules)),
        village_rates(data, questioned, rules),
        station_rates(data, questioned, rules),
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
