"""Who went to their area twice a week (方案四(一)2), and why a week asks for less.

Days of a week are seven-bit masks, Monday the lowest bit: 1,500 person-weeks of a month are
a few bit operations each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Literal

from core.rules.calendar import Holidays, Week, cn_day

WHOLE_WEEK = 0b1111111
_WORKING_WEEK = 0b0011111

Effect = Literal["excused", "counts", "none"]
Covers = Literal["quota", "criticism", "all"]


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post in a unit, both days included; ``end`` None: still held."""

    person_id: int
    unit_id: int
    start: date
    end: date | None = None
    role: str = "staff"


@dataclass(frozen=True, slots=True)
class Duty:
    """A station answers for an area from ``start`` to ``end``, both included."""

    unit_id: int
    area_id: int
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of a check-in sheet."""

    id: int
    person_id: int
    area_id: int | None  # not every sheet names the place
    day: date


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave or a trip.

    ``excused`` days are not asked for, working days that ``counts`` (公出) are as good as a
    visit, ``none`` changes nothing.
    """

    person_id: int
    start: date
    end: date
    effect: Effect
    reason: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Days on which a unit, a person, or (both None) everybody is not assessed."""

    unit_id: int | None
    person_id: int | None
    start: date
    end: date
    reason: str
    covers: Covers = "all"


@dataclass(frozen=True, slots=True)
class QuotaRules:
    """The office's choices.

    ``scarce`` says what a week with fewer working days than ``per_week`` asks for: ``min`` the
    working days, ``full`` still ``per_week`` (rest days count); a week without any is always exempt.
    """

    per_week: int = 2
    per_person: bool = True
    scarce: Literal["min", "full"] = "min"
    plan_date: date | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """What one person (or in unit mode one station) owed in one week.

    ``done`` counts distinct days; ``visits`` are the check-ins behind them without duplicates.
    An unfinished week is never short.
    """

    person_id: int | None
    unit_id: int
    week: Week
    required: int
    done: int
    ok: bool
    finished: bool
    reason: str
    visits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Everything quotas are computed from; the order of entry does not matter."""

    posts: Sequence[Post] = ()
    duties: Sequence[Duty] = ()
    visits: Sequence[Visit] = ()
    absences: Sequence[Absence] = ()
    exemptions: Sequence[Exemption] = ()


@dataclass(slots=True)
class _Days:
    """The days somebody was out in a week, with the check-ins that prove them."""

    mask: int = 0
    ids: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _WeekFrame:
    """What all quotas of a week share."""

    week: Week
    ordinal: int  # of the Monday
    work: int
    planned: int  # days since the plan's date
    holiday: str  # 国庆节, or "" in an ordinary week
    finished: bool


_Case = tuple[int | None, int, int]  # person, unit, days in the post and under a duty
_Held = tuple[int, int, int, int]  # person, unit, first and last day of a post as ordinals
_FOREVER = date.max.toordinal()


def duplicates(visits: Iterable[Visit]) -> frozenset[int]:
    """Check-ins that repeat an earlier one (lower id) of the same person, day and area."""
    seen: set[tuple[int, date, int | None]] = set()
    repeated = []
    for visit in sorted(visits, key=attrgetter("id")):
        key = (visit.person_id, visit.day, visit.area_id)
        if key in seen:
            repeated.append(visit.id)
        seen.add(key)
    return frozenset(repeated)


def quotas_of(
    weeks: Sequence[Week], records: Records, rules: QuotaRules, holidays: Holidays, cutoff: date
) -> tuple[Quota, ...]:
    """One quota per person (or station) and week begun by the cut-off, by week, unit and person.

    A person answers in the station with a duty where they held a post for most days of the
    week (of equals, the later post); all their check-ins of the week count, whatever the area.
    Weeks begun after the cut-off owe nothing yet, so their holidays need not be known.
    """
    begun = [week for week in weeks if week.monday <= cutoff]
    outings = _outings(begun, records, rules, cutoff)
    excuses = _Excuses(records)
    quotas: list[Quota] = []
    held = [_held(post) for post in records.posts]
    terms = {(duty.unit_id, duty.start, duty.end) for duty in records.duties}
    for week in begun:
        frame = _frame(week, rules, holidays, cutoff)
        duty = _duty_masks(frame.ordinal, terms)
        cases = _person_cases(frame.ordinal, held, duty) if rules.per_person else _unit_cases(duty)
        out = outings[week.monday]
        quotas += [_quota(case, frame, out.get(_key(case)), excuses, rules) for case in cases]
    return tuple(quotas)


def working_week(week: Week, holidays: Holidays) -> tuple[int, str]:
    """Working days of a week and the holiday that made them other than five ("" where they are five)."""
    work, holiday = _work(week, holidays)
    return work.bit_count(), holiday


def _span(monday: int, start: date, end: date | None) -> int:
    """The days of the week beginning at ordinal ``monday`` that lie in start…end, as a mask."""
    return _mask(monday, start.toordinal(), _FOREVER if end is None else end.toordinal())


def _mask(monday: int, start: int, end: int) -> int:
    low, high = max(start - monday, 0), min(end - monday, 6)
    return (1 << high + 1) - (1 << low) if low <= high else 0


def _work(week: Week, holidays: Holidays) -> tuple[int, str]:
    work = sum(1 << n for n, day in enumerate(week.days) if holidays.is_workday(day))
    if work.bit_count() == _WORKING_WEEK.bit_count():
        return work, ""
    changed = (day for n, day in enumerate(week.days) if (work ^ _WORKING_WEEK) >> n & 1)
    names = dict.fromkeys(holidays.names.get(day, "") for day in changed)
    return work, "、".join(name for name in names if name)


def _key(case: _Case) -> int:
    return case[1] if case[0] is None else case[0]


def _frame(week: Week, rules: QuotaRules, holidays: Holidays, cutoff: date) -> _WeekFrame:
    ordinal = week.monday.toordinal()
    planned = WHOLE_WEEK if rules.plan_date is None else _span(ordinal, rules.plan_date, None)
    work, holiday = _work(week, holidays) if planned else (0, "")
    return _WeekFrame(week, ordinal, work, planned, holiday, week.sunday <= cutoff)


def _duty_masks(ordinal: int, terms: Iterable[tuple[int, date, date | None]]) -> dict[int, int]:
    masks: dict[int, int] = defaultdict(int)
    for unit, start, end in terms:
        if days := _span(ordinal, start, end):
            masks[unit] |= days
    return masks


def _held(post: Post) -> _Held:
    end = _FOREVER if post.end is None else post.end.toordinal()
    return post.person_id, post.unit_id, post.start.toordinal(), end


def _unit_cases(duty: Mapping[int, int]) -> list[_Case]:
    return [(None, unit, duty[unit]) for unit in sorted(duty)]


def _person_cases(ordinal: int, posts: Sequence[_Held], duty: Mapping[int, int]) -> list[_Case]:
    held: dict[int, dict[int, tuple[int, int]]] = {}
    for person, unit, start, end in posts:
        if unit in duty and start < ordinal + 7 and end >= ordinal:
            days = WHOLE_WEEK if start <= ordinal and end >= ordinal + 6 else _mask(ordinal, start, end)
            units = held.setdefault(person, {})
            before, latest = units.get(unit, (0, start))
            units[unit] = (before | days, max(latest, start))
    cases: list[_Case] = []
    for person, units in held.items():
        if len(units) == 1:
            (unit,) = units
        else:
            unit = max(units, key=lambda unit: (units[unit][0].bit_count(), *units[unit], unit))
        cases.append((person, unit, units[unit][0] & duty[unit]))
    return sorted(cases, key=itemgetter(1, 0))


def _outings(
    weeks: Sequence[Week], records: Records, rules: QuotaRules, cutoff: date
) -> dict[date, dict[int, _Days]]:
    """Days out by week and person, or in unit mode by week and station of the person that day."""
    grouped: dict[date, dict[int, _Days]] = {week.monday: {} for week in weeks}
    places = {
        day: (grouped[week.monday], 1 << n)
        for week in weeks
        for n, day in enumerate(week.days)
        if day <= cutoff
    }
    posts: dict[int, list[Post]] = defaultdict(list)
    if not rules.per_person:
        for post in records.posts:
            posts[post.person_id].append(post)
    repeated = duplicates(visits := [visit for visit in records.visits if visit.day in places])
    for visit in visits:
        if visit.id in repeated:
            continue
        people, bit = places[visit.day]
        owners = (visit.person_id,) if rules.per_person else _stations(posts[visit.person_id], visit.day)
        for owner in owners:
            days = people.get(owner) or people.setdefault(owner, _Days())
            days.mask |= bit
            days.ids.append(visit.id)
    return grouped


def _stations(posts: Iterable[Post], day: date) -> set[int]:
    return {post.unit_id for post in posts if post.start <= day and (post.end is None or day <= post.end)}


class _Excuses:
    """Absences and exemptions grouped once by whom they touch."""

    __slots__ = ("absences", "by_person", "by_unit", "everybody")

    def __init__(self, records: Records) -> None:
        self.absences: dict[int, list[Absence]] = defaultdict(list)
        self.by_person: dict[int, list[Exemption]] = defaultdict(list)
        self.by_unit: dict[int, list[Exemption]] = defaultdict(list)
        self.everybody: list[Exemption] = []
        for absence in records.absences:
            self.absences[absence.person_id].append(absence)
        for exemption in records.exemptions:
            if exemption.covers != "criticism":
                self._place(exemption)

    def _place(self, exemption: Exemption) -> None:
        if exemption.person_id is not None:
            self.by_person[exemption.person_id].append(exemption)
        elif exemption.unit_id is not None:
            self.by_unit[exemption.unit_id].append(exemption)
        else:
            self.everybody.append(exemption)

    def of(self, case: _Case, ordinal: int) -> tuple[int, list[str], int]:
        """In a week: the days not asked for, why, and the days of official trips."""
        person, unit, _ = case
        absences: Sequence[Absence] = ()
        exemptions = self.everybody
        if unit in self.by_unit:
            exemptions = exemptions + self.by_unit[unit]
        if person is not None:
            absences = self.absences.get(person, ())
            exemptions = exemptions + [e for e in self.by_person.get(person, ()) if e.unit_id in (None, unit)]
        if not absences and not exemptions:
            return 0, [], 0
        free, trips, reasons = 0, 0, set()
        excuses: list[Absence | Exemption] = [*exemptions]
        excuses += [one for one in absences if one.effect == "excused"]
        for excuse in excuses:
            if days := _span(ordinal, excuse.start, excuse.end):
                free |= days
                reasons.add(excuse.reason or "请假")
        for absence in absences:
            if absence.effect == "counts":
                trips |= _span(ordinal, absence.start, absence.end)
        return free, sorted(reasons), trips


def _quota(case: _Case, frame: _WeekFrame, out: _Days | None, excuses: _Excuses, rules: QuotaRules) -> Quota:
    person, unit, held = case
    active = held & frame.planned
    due = active & frame.work
    free, why, trips = excuses.of(case, frame.ordinal)
    trips &= due
    left = (due & ~free).bit_count()
    full = rules.scarce == "full" and active == WHOLE_WEEK and left > 0
    required = rules.per_week if full else min(rules.per_week, left)
    visited = out.mask if out else 0
    done = (visited | trips).bit_count()
    if not frame.finished:
        reason = "本周未完，暂不计"
    elif required:
        reason = _asked(required, left, active, why, frame) + _made(done, visited, trips, frame)
    else:
        reason = f"{frame.week.name}免计：{_why_none(active, due, why, frame, rules)}"
        reason += _made(done, visited, trips, frame) if done else ""
    ok = not frame.finished or done >= required
    ids = tuple(sorted(out.ids)) if out else ()
    return Quota(person, unit, frame.week, required, done, ok, frame.finished, reason, ids)


def _asked(required: int, left: int, active: int, why: list[str], frame: _WeekFrame) -> str:
    """第44周应到2次, and where the week was not an ordinary one, what it was."""
    causes = [frame.holiday] if frame.holiday else []
    if active != WHOLE_WEEK:
        causes.append("方案本周起执行" if frame.planned != WHOLE_WEEK else "在岗不足一周")
    causes += why
    note = f"，本周{left}个工作日（{'、'.join(causes)}）" if causes else ""
    return f"{frame.week.name}应到{required}次{note}"


def _why_none(active: int, due: int, why: list[str], frame: _WeekFrame, rules: QuotaRules) -> str:
    if not frame.planned and rules.plan_date is not None:
        return f"方案{cn_day(rules.plan_date)}起执行"
    if not frame.work:
        return f"本周没有工作日（{frame.holiday}放假）" if frame.holiday else "本周没有工作日"
    if not active & frame.work:
        return "本周在岗期间没有工作日"
    if due and why:
        return "、".join(why)
    return "规定次数为0"


def _made(done: int, visited: int, trips: int, frame: _WeekFrame) -> str:
    work = frame.work if frame.planned else WHOLE_WEEK
    return f"，实到{done}次{_day_words(frame.ordinal, visited, trips & ~visited, work)}"


@lru_cache(maxsize=4096)
def _day_words(ordinal: int, visited: int, trips: int, work: int) -> str:
    if not visited | trips:
        return ""
    words = _days_of(ordinal, visited | trips)
    if resting := visited & ~work:
        words += f"，其中{_days_of(ordinal, resting)}为休息日"
    if trips:
        words += f"，其中{_days_of(ordinal, trips)}为公出"
    return f"（{words}）"


def _days_of(ordinal: int, mask: int) -> str:
    return "、".join(cn_day(date.fromordinal(ordinal + n)) for n in range(7) if mask >> n & 1)
