"""Who went to their area twice a week (方案四(一)2), and why a week asks for less.

The cases of a week (who answers where) and their check-ins; the verdict on each is that of every
duty with a number (core.rules.spans).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter, itemgetter

from core.rules.calendar import Holidays, Week
from core.rules.spans import (
    FOREVER,
    Absence,
    Asked,
    Covers,
    Effect,
    Excuses,
    Exemption,
    Frame,
    Scarce,
    judge,
    masks_of,
    week_frame,
    working_week,
)

__all__ = [
    "Absence",
    "Covers",
    "Duty",
    "Effect",
    "Exemption",
    "Post",
    "Quota",
    "QuotaRules",
    "Records",
    "Visit",
    "duplicates",
    "person_cases",
    "quotas_of",
    "stations_on",
    "working_week",
]


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
class QuotaRules:
    """The office's choices.

    ``scarce`` says what a week with fewer working days than ``per_week`` asks for: ``min`` the
    working days, ``full`` still ``per_week`` (rest days count); a week without any is always exempt.
    """

    per_week: int = 2
    per_person: bool = True
    scarce: Scarce = "min"
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


_Case = tuple[int | None, int, int]  # person, unit, days in the post and under a duty


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
    excuses = Excuses(records.absences, records.exemptions)
    asked = Asked(rules.per_week, rules.scarce, rules.plan_date)
    quotas: list[Quota] = []
    held = [_held(post) for post in records.posts]
    terms = {(duty.unit_id, duty.start, duty.end) for duty in records.duties}
    for week in begun:
        frame = week_frame(week, rules.plan_date, holidays, cutoff)
        duty = masks_of(frame, terms)
        cases = _person_cases(frame, held, duty) if rules.per_person else _unit_cases(duty)
        out = outings[week.monday]
        quotas += [_quota(case, week, frame, out.get(_key(case)), excuses, asked) for case in cases]
    return tuple(quotas)


def _key(case: _Case) -> int:
    return case[1] if case[0] is None else case[0]


_Held = tuple[int, int, int, int]  # person, unit, first and last day of a post as ordinals


def _held(post: Post) -> _Held:
    end = FOREVER if post.end is None else post.end.toordinal()
    return post.person_id, post.unit_id, post.start.toordinal(), end


def _unit_cases(duty: Mapping[int, int]) -> list[_Case]:
    return [(None, unit, duty[unit]) for unit in sorted(duty)]


def person_cases(frame: Frame, posts: Iterable[Post], duty: Mapping[int, int]) -> list[_Case]:
    """Who owes a period, to which unit of ``duty`` (of several, where most of its days), and the days."""
    return _person_cases(frame, [_held(post) for post in posts], duty)


def _person_cases(frame: Frame, posts: Sequence[_Held], duty: Mapping[int, int]) -> list[_Case]:
    held: dict[int, dict[int, tuple[int, int]]] = {}
    first, last, whole = frame.first, frame.first + frame.length - 1, frame.whole
    for person, unit, start, end in posts:
        if unit in duty and start <= last and end >= first:
            days = whole if start <= first and end >= last else frame.between(start, end)
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
        owners = (visit.person_id,) if rules.per_person else stations_on(posts[visit.person_id], visit.day)
        for owner in owners:
            days = people.get(owner) or people.setdefault(owner, _Days())
            days.mask |= bit
            days.ids.append(visit.id)
    return grouped


def stations_on(posts: Iterable[Post], day: date) -> set[int]:
    """The units of some posts that were held on a day."""
    return {post.unit_id for post in posts if post.start <= day and (post.end is None or day <= post.end)}


def _quota(case: _Case, week: Week, frame: Frame, out: _Days | None, excuses: Excuses, asked: Asked) -> Quota:
    person, unit, held = case
    verdict = judge(asked, frame, held, excuses.of(person, unit, frame), out.mask if out else 0)
    ids = tuple(sorted(out.ids)) if out else ()
    return Quota(
        person, unit, week, verdict.required, verdict.done, verdict.ok, frame.finished, verdict.reason, ids
    )
