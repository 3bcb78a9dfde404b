"""What is known of a month's duties, who owes them, and what a judged duty says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from core.rules.calendar import Holidays, Month, Week, period_of, weeks_of
from core.rules.quotas import Post, Quota, QuotaRules, Records, Visit, stations_on
from core.rules.spans import Excuses, Frame, Scarce, month_frame, week_frame
from core.rules.units import Unit

DutyKey = Literal[
    "check_in",
    "fixed_day",
    "market",
    "deputy",
    "study_meeting",
    "campaign",
    "survey",
    "inspection",
    "place",
    "opinion",
    "watch",
    "task",
    "three_year_plan",
    "volunteer",
    "circular",
]
DUTIES: Mapping[DutyKey, str] = {
    "check_in": "每周到岗",
    "fixed_day": "固定到岗日",
    "market": "集贸市场",
    "deputy": "分管负责人驻点",
    "study_meeting": "专题研究",
    "campaign": "入户宣传",
    "survey": "问卷调查",
    "inspection": "周督查",
    "place": "督查到村",
    "opinion": "意见答复",
    "watch": "点位值守",
    "task": "任务完成",
    "three_year_plan": "三年行动方案",
    "volunteer": "志愿者注册",
    "circular": "月通报",
}
LEDGERS_OF: Mapping[DutyKey, frozenset[str]] = {  # tables whose first row begins a duty's ledger
    "study_meeting": frozenset({"study_meeting"}),
    "campaign": frozenset({"household_campaign", "questionnaire"}),
    "survey": frozenset({"household_campaign", "questionnaire"}),
    "inspection": frozenset({"inspection"}),
    "place": frozenset({"inspection"}),
    "three_year_plan": frozenset({"three_year_plan"}),
    "circular": frozenset({"circular"}),
}
VILLAGES = ("village", "community")
Row = tuple[str, int]  # table, id
ActorKind = Literal["person", "station", "village", "pair", "place", "office"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who owes: a person in a post, a station, a village, a station in a village, a place, the office."""

    kind: ActorKind
    unit_id: int | None = None
    person_id: int | None = None
    area_id: int | None = None


OFFICE = Actor("office")


@dataclass(frozen=True, slots=True)
class Result:
    """A duty of an actor in one period (or until one day).

    ``ok`` is the plain fact, and True while the period runs; ``judged`` is whether it may be held
    against the actor: not where the plan sets no frequency or the ledger was not yet kept.
    """

    duty: DutyKey
    actor: Actor
    start: date
    end: date
    period: str  # 第44周, 10月, 11月3日
    required: int
    done: int
    ok: bool
    finished: bool
    reason: str
    rows: tuple[Row, ...] = ()
    judged: bool = True

    @property
    def short(self) -> bool:
        return self.judged and not self.ok

    @property
    def missing(self) -> int:
        return max(self.required - self.done, 0)


# -- what is known ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meeting:
    id: int
    day: date
    unit_id: int | None
    chair_id: int | None
    people: tuple[int, ...]

    def counts_for(self, person_id: int, unit_id: int) -> bool:
        """Who chaired or was there; where nobody is named, whoever heads the unit that met."""
        if self.chair_id is None and not self.people:
            return self.unit_id == unit_id
        return person_id == self.chair_id or person_id in self.people


@dataclass(frozen=True, slots=True)
class Outing:
    """A household campaign, or a batch of questionnaires: ``kinds`` say what it was."""

    table: str
    id: int
    day: date
    area_id: int
    unit_id: int | None
    people: tuple[int, ...]
    kind: str  # campaign survey both


@dataclass(frozen=True, slots=True)
class Cover:
    """A station answers for a place; ``lead``: it leads there."""

    unit_id: int
    area_id: int
    start: date
    end: date | None
    lead: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the tree, on its days; ``unit_id``: the unit of a village."""

    id: int
    kind: str
    name: str
    parent_id: int | None
    unit_id: int | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """An inspection was at a place, whether it found something or not."""

    inspection_id: int
    area_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Opinion:
    id: int
    day: date
    unit_id: int | None
    area_id: int | None
    replied_on: date | None


@dataclass(frozen=True, slots=True)
class Watch:
    id: int
    day: date
    place: str
    unit_id: int | None
    person_id: int | None
    stood: bool | None


@dataclass(frozen=True, slots=True)
class Task:
    id: int
    name: str
    unit_id: int | None
    owner_id: int | None
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A three-year plan; ``submitted_on`` None: not submitted."""

    id: int
    unit_id: int
    cycle: str
    submitted_on: date | None


@dataclass(frozen=True, slots=True)
class Team:
    """A volunteer team with a number to register (方案三(四)1); ``counted_on``: the day of its count."""

    id: int
    name: str
    unit_id: int | None
    area_id: int | None
    target: int
    registered: int | None = None
    counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class DutyRules:
    """The office's choices; a number of 0 asks for nothing."""

    plan_date: date | None = None
    scarce: Scarce = "min"
    meetings_per_week: int = 1
    meeting_actors: Literal["both", "leaders", "stations"] = "both"
    campaigns_per_month: int = 2
    campaign_actor: Literal["station", "village", "pair"] = "pair"
    campaign_each: bool = False  # 宣传 and 问卷 each need their own times
    inspections_per_week: int = 1
    opinion_days: int = 0
    deputy_days: int = 0
    fixed_weekdays: frozenset[int] = frozenset()  # 0 Monday
    circular_day: int = 10
    exempt_counts: bool = False  # exempted weeks count as met in a share; else they are left out


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledgers say of the month; ``begun`` is the first day any row of a table is about."""

    meetings: Sequence[Meeting] = ()
    outings: Sequence[Outing] = ()
    spots: Sequence[Visit] = ()  # check-ins of a deputy on the spot (驻点)
    covers: Sequence[Cover] = ()
    places: Sequence[Place] = ()
    inspections: Sequence[tuple[int, date]] = ()
    looked: Sequence[Looked] = ()
    opinions: Sequence[Opinion] = ()
    watches: Sequence[Watch] = ()
    tasks: Sequence[Task] = ()
    plans: Sequence[Plan] = ()
    teams: Sequence[Team] = ()
    issued_on: date | None = None  # the month's circular
    begun: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class DutyInput:
    """All that the duties of a month depend on; ``today`` decides whether a calendar month is over."""

    month: Month
    cutoff: date
    today: date
    holidays: Holidays
    units: Sequence[Unit]
    records: Records
    known: Known = field(default_factory=Known)
    rules: DutyRules = field(default_factory=DutyRules)
    quota_rules: QuotaRules = field(default_factory=QuotaRules)

    @property
    def month_cutoff(self) -> date:
        """A calendar month may end after the Sunday its last week ends on."""
        if self.cutoff < period_of(self.month)[1]:
            return self.cutoff
        return max(self.cutoff, min(self.month.last, self.today))

    @cached_property
    def weeks(self) -> tuple[tuple[Week, Frame], ...]:
        """The weeks begun by the cut-off."""
        plan = self.rules.plan_date
        begun = [week for week in weeks_of(self.month) if week.monday <= self.cutoff]
        return tuple((week, week_frame(week, plan, self.holidays, self.cutoff)) for week in begun)

    @cached_property
    def calendar_month(self) -> Frame:
        return month_frame(self.month, self.rules.plan_date, self.holidays, self.month_cutoff)

    @cached_property
    def excuses(self) -> Excuses:
        return Excuses(self.records.absences, self.records.exemptions)

    @cached_property
    def kinds(self) -> Mapping[int, str]:
        return {unit.id: unit.kind for unit in self.units}

    @cached_property
    def tree(self) -> "Tree":
        return Tree(self.known.places, self.month_cutoff)

    @cached_property
    def posts_of(self) -> Mapping[int, list[Post]]:
        grouped: dict[int, list[Post]] = defaultdict(list)
        for post in self.records.posts:
            grouped[post.person_id].append(post)
        return grouped

    @property
    def owing_visits(self) -> Records:
        """The records with the duties of stations alone: only they owe visits."""
        duties = [one for one in self.records.duties if self.kinds.get(one.unit_id) == "station"]
        return replace(self.records, duties=duties)

    def stations_of(self, person_id: int, day: date) -> set[int]:
        """The units somebody held a post in on a day."""
        return stations_on(self.posts_of.get(person_id, ()), day)

    @cached_property
    def station_terms(self) -> tuple[tuple[int, date, date | None], ...]:
        """The days stations answer for anything at all."""
        kinds = self.kinds
        terms = {(one.unit_id, one.start, one.end) for one in self.records.duties}
        return tuple(one for one in terms if kinds.get(one[0]) == "station")


class Tree:
    """The places by id: the village a place lies in, and everything at or above it.

    Villages that ended before ``day`` are passed over: what was merged lies in what took it over.
    """

    __slots__ = ("_day", "_village", "places")

    def __init__(self, places: Iterable[Place], day: date) -> None:
        self.places = {one.id: one for one in places}
        self._day = day
        self._village: dict[int, int | None] = {}

    def above(self, area_id: int | None) -> Iterator[Place]:
        """The place itself, then what it lies in."""
        seen: set[int] = set()
        while area_id is not None and area_id in self.places and area_id not in seen:
            seen.add(area_id)
            yield self.places[area_id]
            area_id = self.places[area_id].parent_id

    def below(self, area_id: int) -> frozenset[int]:
        """A place and all that lies in it."""
        return frozenset(
            place for place in self.places if any(one.id == area_id for one in self.above(place))
        )

    def village(self, area_id: int) -> int | None:
        """The village or community a place lies in, itself included; None for what lies in none."""
        if area_id not in self._village:
            found = (
                one.id
                for one in self.above(area_id)
                if one.kind in VILLAGES and (one.end is None or one.end >= self._day)
            )
            self._village[area_id] = next(found, None)
        return self._village[area_id]


# -- shares ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a duty's periods were met; exempted ones stand apart."""

    met: int
    owed: int
    exempt: int
    results: tuple[Result, ...]

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.met, self.owed) if self.owed else None


def share_of(results: Iterable[Result], *, exempt_counts: bool = False) -> Share:
    """Finished and judged periods: exempted ones leave the share, or count as met (docs/decisions/0009)."""
    own = [one for one in results if one.finished and one.judged]
    exempt = sum(not one.required for one in own)
    asked = [one for one in own if one.required]
    met = sum(one.ok for one in asked)
    more = exempt if exempt_counts else 0
    return Share(met + more, len(asked) + more, exempt, tuple(own))


def of_quota(quota: Quota) -> Result:
    """A check-in quota among the other duties."""
    person = quota.person_id
    actor = Actor("station" if person is None else "person", quota.unit_id, person)
    week = quota.week
    rows = tuple([("check_in", one) for one in quota.visits])
    return Result(
        "check_in",
        actor,
        week.monday,
        week.sunday,
        week.name,
        quota.required,
        quota.done,
        quota.ok,
        quota.finished,
        quota.reason,
        rows,
    )
