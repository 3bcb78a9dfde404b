"""Random small townships for the duties, and the same duties counted again the slow, obvious way."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from core.rules.calendar import Holidays, Month, period_of, weeks_of
from core.rules.duties import (
    Cover,
    DutyInput,
    DutyRules,
    Known,
    Meeting,
    Opinion,
    Outing,
    Place,
    Result,
    Task,
    Watch,
)
from core.rules.quotas import Absence, Duty, Exemption, Post, Records, Visit
from core.rules.units import Unit

LEADERS, ROADS, MONEY, HOME, FAR = 1, 2, 3, 4, 5
TOWN, RED, BLUE, RED_1, MARKET = 100, 101, 102, 103, 104
UNITS = (
    Unit(LEADERS, "leadership", "领导班子"),
    Unit(ROADS, "station", "村建所"),
    Unit(MONEY, "station", "财政所"),
    Unit(HOME, "village", "红光村"),
    Unit(FAR, "village", "蓝天村"),
)
PLACES = (
    Place(TOWN, "township", "大和乡", None),
    Place(RED, "village", "红光村", TOWN, HOME),
    Place(BLUE, "village", "蓝天村", TOWN, FAR),
    Place(RED_1, "group", "1组", RED),
    Place(MARKET, "market", "集贸市场", TOWN),
)
KEPT = dict.fromkeys(
    ("study_meeting", "household_campaign", "questionnaire", "inspection", "circular"), date.min
)
MONTHS = st.sampled_from([Month(2022, 1), Month(2022, 2), Month(2024, 2), Month(2025, 1), Month(2026, 10)])
PEOPLE = st.integers(1, 4)
STATIONS = st.sampled_from([ROADS, MONEY])
ROLES = ("head", "deputy_in_charge", "staff", "leader")


def days(month: Month) -> st.SearchStrategy[date]:
    return st.dates(month.first - timedelta(days=9), month.last + timedelta(days=9))


@st.composite
def spans(draw: Any, month: Month) -> tuple[date, date]:
    start, end = sorted((draw(days(month)), draw(days(month))))
    return start, end


@st.composite
def townships(draw: Any, holidays: Holidays) -> DutyInput:
    month = draw(MONTHS)
    some = days(month)
    span = spans(month)

    def many(make: Any, size: int) -> list[Any]:
        found: list[Any] = draw(st.lists(make, max_size=size))
        return found

    def held(person: int, unit: int, role: str, when: tuple[date, date], open_end: bool) -> Post:
        return Post(person, unit, when[0], None if open_end else when[1], role)

    def covered(unit: int, place: int, when: tuple[date, date], open_end: bool) -> Cover:
        return Cover(unit, place, when[0], None if open_end else when[1])

    covers = many(
        st.builds(covered, STATIONS, st.sampled_from([RED, BLUE, RED_1, MARKET]), span, st.booleans()), 4
    )
    meetings = many(
        st.tuples(
            some,
            st.none() | st.sampled_from([LEADERS, ROADS, MONEY]),
            st.none() | PEOPLE,
            st.lists(PEOPLE, max_size=2),
        ),
        6,
    )
    outings = many(
        st.tuples(
            st.sampled_from(["household_campaign", "questionnaire"]),
            some,
            st.sampled_from([RED, BLUE, RED_1]),
            st.none() | STATIONS,
            st.lists(PEOPLE, max_size=2),
            st.sampled_from(["campaign", "survey", "both"]),
        ),
        6,
    )
    visits = many(st.tuples(PEOPLE, st.none() | st.sampled_from([MARKET, RED]), some), 5)
    records = Records(
        posts=many(
            st.builds(
                held,
                PEOPLE,
                st.sampled_from([LEADERS, ROADS, MONEY]),
                st.sampled_from(ROLES),
                span,
                st.booleans(),
            ),
            5,
        ),
        duties=[Duty(one.unit_id, one.area_id, one.start, one.end) for one in covers],
        visits=[Visit(n, who, where, day) for n, (who, where, day) in enumerate(visits, 1)],
        absences=many(
            st.builds(
                lambda who, when, effect: Absence(who, when[0], when[1], effect, "病假"),
                PEOPLE,
                span,
                st.sampled_from(["excused", "counts", "none"]),
            ),
            2,
        ),
        exemptions=many(exemptions(month), 2),
    )
    known = Known(
        meetings=[
            Meeting(n, day, unit, chair, tuple(who)) for n, (day, unit, chair, who) in enumerate(meetings, 1)
        ],
        outings=[
            Outing(table, n, day, place, unit, tuple(who), kind)
            for n, (table, day, place, unit, who, kind) in enumerate(outings, 1)
        ],
        spots=[Visit(n, who, where, day) for n, (who, where, day) in enumerate(visits, 1)],
        covers=covers,
        places=PLACES,
        inspections=list(enumerate(many(some, 4), 1)),
        opinions=[
            Opinion(n, day, ROADS, RED, reply)
            for n, (day, reply) in enumerate(many(st.tuples(some, st.none() | some), 2), 1)
        ],
        watches=[
            Watch(n, day, "车站", ROADS, who, stood)
            for n, (day, who, stood) in enumerate(
                many(st.tuples(some, PEOPLE, st.none() | st.booleans()), 3), 1
            )
        ],
        tasks=[
            Task(n, "清运", ROADS, None, due, done)
            for n, (due, done) in enumerate(many(st.tuples(some, st.none() | some), 2), 1)
        ],
        begun=KEPT,
    )
    end = period_of(month)[1]
    return DutyInput(
        month=month,
        cutoff=draw(st.sampled_from([end, end - timedelta(days=3), month.first + timedelta(days=9)])),
        today=month.last + timedelta(days=20),
        holidays=holidays,
        units=UNITS,
        records=records,
        known=known,
        rules=draw(
            st.builds(
                DutyRules,
                plan_date=st.sampled_from([None, date(2022, 1, 26)]),
                scarce=st.sampled_from(["min", "full"]),
                meetings_per_week=st.integers(0, 3),
                meeting_actors=st.sampled_from(["both", "leaders", "stations"]),
                campaigns_per_month=st.integers(0, 4),
                campaign_actor=st.sampled_from(["station", "village", "pair"]),
                campaign_each=st.booleans(),
                inspections_per_week=st.integers(0, 2),
                opinion_days=st.integers(0, 7),
                deputy_days=st.integers(0, 3),
            )
        ),
    )


def exemptions(month: Month) -> st.SearchStrategy[Exemption]:
    return st.builds(
        lambda unit, who, when, covers: Exemption(unit, who, when[0], when[1], "正在搬迁", covers),
        st.none() | st.sampled_from([ROADS, HOME, LEADERS]),
        st.none() | PEOPLE,
        spans(month),
        st.sampled_from(["quota", "criticism", "all"]),
    )


# -- slowly: a day at a time, nothing shared with the program --------------------------------------


def slowly(data: DutyInput) -> set[tuple[Any, ...]]:
    """(duty, actor's ids, first day, required, done) of the duties that are counted."""
    found: set[tuple[Any, ...]] = set()
    for week in weeks_of(data.month):
        if week.monday <= data.cutoff:
            every = list(week.days)
            found |= set(_meetings(data, every))
            found |= set(_deputies(data, every))
            found |= set(_inspections(data, every))
    last = data.cutoff if data.cutoff < period_of(data.month)[1] else max(data.cutoff, data.month.last)
    found |= set(_campaigns(data, last))
    return found


def key_of(one: Result) -> tuple[Any, ...]:
    who = one.actor
    return one.duty, who.unit_id, who.person_id, who.area_id, one.start, one.required, one.done


COUNTED = ("study_meeting", "deputy", "inspection", "campaign", "survey")


def _on(one: Any, day: date) -> bool:
    return bool(one.start <= day and (one.end is None or day <= one.end))


def _free(data: DutyInput, unit: int | None, person: int | None, day: date) -> bool:
    for one in data.records.exemptions:
        if one.covers == "criticism" or not one.start <= day <= one.end:
            continue
        if one.person_id is None:
            if one.unit_id in (None, unit):
                return True
        elif one.person_id == person and one.unit_id in (None, unit):
            return True
    return any(
        one.person_id == person and one.effect == "excused" and one.start <= day <= one.end
        for one in data.records.absences
    )


def _trip(data: DutyInput, person: int | None, day: date) -> bool:
    return any(
        one.person_id == person and one.effect == "counts" and one.start <= day <= one.end
        for one in data.records.absences
    )


def _owed(data: DutyInput, times: int, every: list[date], due: list[date], unit: Any, person: Any) -> int:
    """``due`` are the days in the post; working days decide."""
    plan = data.rules.plan_date
    active = [day for day in due if plan is None or day >= plan]
    left = [day for day in active if data.holidays.is_workday(day) and not _free(data, unit, person, day)]
    if data.rules.scarce == "full" and active == every and left:
        return times
    return min(times, len(left))


def _under_duty(data: DutyInput, unit: int, day: date) -> bool:
    return any(one.unit_id == unit and _on(one, day) for one in data.records.duties)


def _homes(
    data: DutyInput, every: list[date], posts: list[Post], units: set[int]
) -> dict[int, tuple[int, list[date]]]:
    """Each person's unit of the week and their days in it."""
    homes = {}
    for person in {one.person_id for one in posts}:
        best = None
        for unit in units:
            own = [one for one in posts if one.person_id == person and one.unit_id == unit]
            held = [day for day in every if any(_on(one, day) for one in own)]
            if held:
                since = max(one.start for one in own if any(_on(one, day) for day in every))
                mask = sum(1 << every.index(day) for day in held)
                rank = (len(held), mask, since, unit)
                if best is None or rank > best[0]:
                    best = (rank, unit, held)
        if best is not None:
            homes[person] = (best[1], best[2])
    return homes


def _meetings(data: DutyInput, every: list[date]) -> Iterator[tuple[Any, ...]]:
    rules = data.rules
    if not rules.meetings_per_week:
        return
    stations = set()
    if rules.meeting_actors != "leaders":
        stations = {unit for unit in (ROADS, MONEY) if any(_under_duty(data, unit, day) for day in every)}
    leaders = {LEADERS} if rules.meeting_actors != "stations" else set()
    posts = [
        one
        for one in data.records.posts
        if one.unit_id in leaders or (one.unit_id in stations and one.role == "head")
    ]
    held = [one for one in data.known.meetings if one.day in every and one.day <= data.cutoff]
    headless = set(stations)
    for person, (unit, in_post) in _homes(data, every, posts, stations | leaders).items():
        due = [day for day in in_post if unit == LEADERS or _under_duty(data, unit, day)]
        there = {
            one.day
            for one in held
            if person == one.chair_id
            or person in one.people
            or (one.chair_id is None and not one.people and one.unit_id == unit)
        }
        there |= _trips(data, every, due, person)
        owed = _owed(data, rules.meetings_per_week, every, due, unit, person)
        yield "study_meeting", unit, person, None, every[0], owed, len(there)
    for one in posts:
        if any(_on(one, day) for day in every):
            headless.discard(one.unit_id)
    for unit in headless:
        due = [day for day in every if _under_duty(data, unit, day)]
        there = {
            one.day
            for one in held
            if one.unit_id == unit
            or any(
                p.person_id == one.chair_id and p.unit_id == unit and _on(p, one.day)
                for p in data.records.posts
            )
        }
        owed = _owed(data, rules.meetings_per_week, every, due, unit, None)
        yield "study_meeting", unit, None, None, every[0], owed, len(there)


def _trips(data: DutyInput, every: list[date], due: list[date], person: int) -> set[date]:
    plan = data.rules.plan_date
    return {
        day
        for day in every
        if day in due
        and (plan is None or day >= plan)
        and data.holidays.is_workday(day)
        and _trip(data, person, day)
    }


def _deputies(data: DutyInput, every: list[date]) -> Iterator[tuple[Any, ...]]:
    if not data.rules.deputy_days:
        return
    stations = {unit for unit in (ROADS, MONEY) if any(_under_duty(data, unit, day) for day in every)}
    posts = [one for one in data.records.posts if one.role == "deputy_in_charge" and one.unit_id in stations]
    for person, (unit, in_post) in _homes(data, every, posts, stations).items():
        due = [day for day in in_post if _under_duty(data, unit, day)]
        there = {
            one.day
            for one in data.known.spots
            if one.person_id == person and one.day in every and one.day <= data.cutoff
        }
        there |= _trips(data, every, due, person)
        owed = _owed(data, data.rules.deputy_days, every, due, unit, person)
        yield "deputy", unit, person, None, every[0], owed, len(there)


def _inspections(data: DutyInput, every: list[date]) -> Iterator[tuple[Any, ...]]:
    if data.rules.inspections_per_week:
        there = {day for _, day in data.known.inspections if day in every and day <= data.cutoff}
        owed = _owed(data, data.rules.inspections_per_week, every, every, None, None)
        yield "inspection", None, None, None, every[0], owed, len(there)


def _campaigns(data: DutyInput, last: date) -> Iterator[tuple[Any, ...]]:
    rules, month = data.rules, data.month
    if not rules.campaigns_per_month or month.first > last:
        return
    every = [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    kinds = [("campaign", {"campaign", "survey", "both"})]
    if rules.campaign_each:
        kinds = [("campaign", {"campaign", "both"}), ("survey", {"survey", "both"})]
    for duty, wanted in kinds:
        known = [
            one for one in data.known.outings if one.kind in wanted and one.day in every and one.day <= last
        ]
        for unit, place, due in _campaigners(data, every):
            own = [one for one in known if _is_by(data, one, unit, place)]
            owed = _shared(data, every, due, unit, place)
            marks = {(one.day, _village(one.area_id)) for one in own}
            yield duty, unit, None, place, every[0], owed, len(marks)


def _village(place: int) -> int | None:
    return {RED: RED, RED_1: RED, BLUE: BLUE}.get(place)


def _campaigners(data: DutyInput, every: list[date]) -> Iterator[tuple[int, int | None, list[date]]]:
    who, covers = data.rules.campaign_actor, data.known.covers
    if who == "village":
        yield HOME, RED, every
        yield FAR, BLUE, every
        return
    for unit in (ROADS, MONEY):
        for place in (RED, BLUE) if who == "pair" else (None,):
            due = [
                day
                for day in every
                if any(
                    one.unit_id == unit
                    and _on(one, day)
                    and (place is None or _village(one.area_id) == place)
                    for one in covers
                )
            ]
            if due:
                yield unit, place, due


def _is_by(data: DutyInput, one: Outing, unit: int, place: int | None) -> bool:
    if data.rules.campaign_actor == "village":
        return _village(one.area_id) == place
    if place is not None and _village(one.area_id) != place:
        return False
    units = {one.unit_id} - {None}
    for person in one.people:
        units |= {p.unit_id for p in data.records.posts if p.person_id == person and _on(p, one.day)}
    if not units and place is not None:
        return any(c.unit_id == unit and _village(c.area_id) == place for c in data.known.covers)
    return unit in units


def _shared(data: DutyInput, every: list[date], due: list[date], unit: int, place: int | None) -> int:
    plan, rules = data.rules.plan_date, data.rules
    active = [day for day in due if plan is None or day >= plan]
    homes = (
        [unit]
        if place is None or rules.campaign_actor == "village"
        else [unit, {RED: HOME, BLUE: FAR}[place]]
    )
    left = [
        day
        for day in active
        if data.holidays.is_workday(day) and not any(_free(data, home, None, day) for home in homes)
    ]
    if not left:
        return 0
    whole = [day for day in every if (plan is None or plan <= every[-1]) and data.holidays.is_workday(day)]
    part = rules.campaigns_per_month * len(left) / len(whole)
    return min(rules.campaigns_per_month, len(left), int(part + 0.5))
