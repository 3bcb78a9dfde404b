from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.rules.calendar import Holidays, Month, Week, week_of, weeks_of
from core.rules.quotas import (
    Absence,
    Duty,
    Exemption,
    Post,
    Quota,
    QuotaRules,
    Records,
    Visit,
    duplicates,
    quotas_of,
)

LONG_AGO = date(2016, 1, 1)
WEEK_44 = week_of(date(2026, 10, 26))
LATER = date(2027, 12, 31)
WANG, LI = 1, 2
STATION, OTHER = 10, 11


def at(*days: date, person: int = WANG, area: int = 100, first: int = 1) -> list[Visit]:
    return [Visit(first + n, person, area, day) for n, day in enumerate(days)]


def one_week(holidays: Holidays, week: Week, rules: QuotaRules | None = None, **records: Any) -> list[Quota]:
    records.setdefault("posts", [Post(WANG, STATION, LONG_AGO)])
    records.setdefault("duties", [Duty(STATION, 100, LONG_AGO)])
    return list(quotas_of([week], Records(**records), rules or QuotaRules(), holidays, LATER))


def test_two_days_are_enough(holidays: Holidays) -> None:
    (quota,) = one_week(holidays, WEEK_44, visits=at(date(2026, 10, 27), date(2026, 10, 29)))
    assert (quota.required, quota.done, quota.ok, quota.visits) == (2, 2, True, (1, 2))
    assert quota.reason == "第44周应到2次，实到2次（10月27日、10月29日）"


def test_a_shortfall_says_what_was_asked_and_seen(holidays: Holidays) -> None:
    (quota,) = one_week(holidays, WEEK_44, visits=at(date(2026, 10, 27)))
    assert not quota.ok
    assert quota.reason == "第44周应到2次，实到1次（10月27日）"


def test_two_villages_in_one_day_are_one_day(holidays: Holidays) -> None:
    visits = [Visit(1, WANG, 100, date(2026, 10, 27)), Visit(2, WANG, 101, date(2026, 10, 27))]
    (quota,) = one_week(holidays, WEEK_44, visits=visits)
    assert (quota.done, quota.visits) == (1, (1, 2))


def test_a_line_keyed_twice_is_counted_once(holidays: Holidays) -> None:
    day = date(2026, 10, 27)
    visits = [Visit(7, WANG, 100, day), Visit(5, WANG, 100, day), Visit(6, LI, 100, day)]
    assert duplicates(visits) == {7}
    (quota,) = one_week(holidays, WEEK_44, visits=visits)
    assert quota.visits == (5,)


def test_a_rest_day_counts_and_is_marked(holidays: Holidays) -> None:
    (quota,) = one_week(holidays, WEEK_44, visits=at(date(2026, 10, 28), date(2026, 11, 1)))
    assert quota.reason == "第44周应到2次，实到2次（10月28日、11月1日，其中11月1日为休息日）"


@pytest.mark.parametrize(
    ("monday", "scarce", "required", "reason"),
    [
        (date(2022, 1, 31), "min", 0, "第5周免计：本周没有工作日（春节放假）"),
        (date(2022, 1, 31), "full", 0, "第5周免计：本周没有工作日（春节放假）"),
        (date(2024, 2, 12), "min", 1, "第7周应到1次，本周1个工作日（春节），实到0次"),
        (date(2024, 2, 12), "full", 2, "第7周应到2次，本周1个工作日（春节），实到0次"),
        (date(2025, 1, 27), "min", 1, "第5周应到1次，本周1个工作日（春节），实到0次"),
        (date(2022, 10, 3), "min", 2, "第40周应到2次，本周2个工作日（国庆节），实到0次"),
        (date(2022, 1, 24), "min", 2, "第4周应到2次，本周7个工作日（春节），实到0次"),
        (date(2026, 11, 16), "min", 2, "第47周应到2次，实到0次"),
    ],
)
def test_holiday_weeks(holidays: Holidays, monday: date, scarce: Any, required: int, reason: str) -> None:
    (quota,) = one_week(holidays, week_of(monday), QuotaRules(scarce=scarce))
    assert (quota.required, quota.ok, quota.reason) == (required, required == 0, reason)


def test_the_plan_counts_from_its_date(holidays: Holidays) -> None:
    rules = QuotaRules(plan_date=date(2022, 1, 26), scarce="full")
    (before,) = one_week(holidays, week_of(date(2022, 1, 17)), rules)
    assert (before.required, before.ok, before.reason) == (0, True, "第3周免计：方案1月26日起执行")
    (first,) = one_week(holidays, week_of(date(2022, 1, 26)), rules)
    assert first.reason == "第4周应到2次，本周5个工作日（春节、方案本周起执行），实到0次"
    last_day = QuotaRules(plan_date=date(2022, 1, 30), scarce="full")
    (short,) = one_week(holidays, week_of(date(2022, 1, 26)), last_day)
    assert short.required == 1, "a part week asks for no more than its working days"


def test_a_week_before_the_plan_needs_no_holidays(holidays: Holidays) -> None:
    (quota,) = one_week(holidays, week_of(date(2017, 5, 1)), QuotaRules(plan_date=date(2022, 1, 26)))
    assert quota.ok
    with pytest.raises(UserError, match="2027年放假安排"):
        one_week(holidays, week_of(date(2027, 3, 1)))


def test_a_new_post_on_thursday_or_friday(holidays: Holidays) -> None:
    def owed(start: date) -> Quota:
        return one_week(holidays, WEEK_44, posts=[Post(WANG, STATION, start)])[0]

    assert owed(date(2026, 10, 29)).required == 2
    assert owed(date(2026, 10, 30)).reason == "第44周应到1次，本周1个工作日（在岗不足一周），实到0次"
    weekend = owed(date(2026, 10, 31))
    assert (weekend.required, weekend.reason) == (0, "第44周免计：本周在岗期间没有工作日")


def test_nobody_owes_before_or_after_their_post_or_without_a_duty(holidays: Holidays) -> None:
    past = [Post(WANG, STATION, LONG_AGO, date(2026, 10, 25))]
    coming = [Post(WANG, STATION, date(2026, 11, 2))]
    assert one_week(holidays, WEEK_44, posts=past) == []
    assert one_week(holidays, WEEK_44, posts=coming) == []
    assert one_week(holidays, WEEK_44, duties=[]) == []
    assert one_week(holidays, WEEK_44, duties=[Duty(STATION, 100, LONG_AGO, date(2026, 10, 25))]) == []


def test_a_duty_that_begins_on_friday_asks_for_friday(holidays: Holidays) -> None:
    (quota,) = one_week(holidays, WEEK_44, duties=[Duty(STATION, 100, date(2026, 10, 30))])
    assert quota.required == 1


@pytest.mark.parametrize(
    ("last_day", "station"),
    [(date(2026, 10, 29), STATION), (date(2026, 10, 28), OTHER), (date(2026, 10, 27), OTHER)],
)
def test_a_change_of_post_answers_where_most_days_were(
    holidays: Holidays, last_day: date, station: int
) -> None:
    posts = [
        Post(WANG, STATION, LONG_AGO, last_day),
        Post(WANG, OTHER, last_day + timedelta(days=1)),
    ]
    duties = [Duty(STATION, 100, LONG_AGO), Duty(OTHER, 101, LONG_AGO)]
    (quota,) = one_week(holidays, WEEK_44, posts=posts, duties=duties)
    assert quota.unit_id == station


def test_of_two_equal_posts_the_later_one_answers(holidays: Holidays) -> None:
    posts = [Post(WANG, OTHER, LONG_AGO), Post(WANG, STATION, date(2021, 1, 1))]
    duties = [Duty(STATION, 100, LONG_AGO), Duty(OTHER, 101, LONG_AGO)]
    (quota,) = one_week(holidays, WEEK_44, posts=posts, duties=duties)
    assert quota.unit_id == STATION


def test_leave_is_not_asked_for_and_a_trip_is_as_good_as_a_visit(holidays: Holidays) -> None:
    def with_absence(effect: Any, first: int, last: int) -> Quota:
        days = (date(2026, 10, first), date(2026, 10, last))
        return one_week(holidays, WEEK_44, absences=[Absence(WANG, *days, effect, "病假")])[0]

    assert with_absence("excused", 26, 30).reason == "第44周免计：病假"
    four = with_absence("excused", 26, 29)
    assert (four.required, four.reason) == (1, "第44周应到1次，本周1个工作日（病假），实到0次")
    assert with_absence("excused", 26, 28).reason == "第44周应到2次，本周2个工作日（病假），实到0次"
    trip = with_absence("counts", 28, 29)
    assert (trip.ok, trip.done) == (True, 2)
    assert trip.reason == "第44周应到2次，实到2次（10月28日、10月29日，其中10月28日、10月29日为公出）"
    unexplained = Absence(WANG, date(2026, 10, 26), date(2026, 10, 30), "excused", "")
    assert one_week(holidays, WEEK_44, absences=[unexplained])[0].reason == "第44周免计：请假"
    assert with_absence("none", 26, 30).reason == "第44周应到2次，实到0次"


def test_exemptions_of_a_person_a_station_and_everybody(holidays: Holidays) -> None:
    week = (WEEK_44.monday, WEEK_44.sunday)
    for unit, person in [(None, WANG), (STATION, None), (None, None), (STATION, WANG)]:
        (quota,) = one_week(holidays, WEEK_44, exemptions=[Exemption(unit, person, *week, "抗洪抢险")])
        assert (quota.required, quota.ok, quota.reason) == (0, True, "第44周免计：抗洪抢险")
    for unit, person in [(None, LI), (OTHER, None), (OTHER, WANG)]:
        (quota,) = one_week(holidays, WEEK_44, exemptions=[Exemption(unit, person, *week, "抗洪抢险")])
        assert quota.required == 2
    (quota,) = one_week(holidays, WEEK_44, exemptions=[Exemption(STATION, None, *week, "说明", "criticism")])
    assert quota.required == 2, "sparing a station criticism does not spare it visits"


def test_a_week_under_way_is_never_short(holidays: Holidays) -> None:
    records = Records([Post(WANG, STATION, LONG_AGO)], [Duty(STATION, 100, LONG_AGO)])
    weeks = weeks_of(Month(2026, 12))
    quotas = quotas_of(weeks, records, QuotaRules(), holidays, date(2026, 12, 9))
    assert [(quota.ok, quota.finished) for quota in quotas] == [(False, True), (True, False)]
    assert quotas[1].reason == "本周未完，暂不计"
    assert quotas_of(weeks, records, QuotaRules(), holidays, date(2026, 12, 13))[1].finished


def test_visits_after_the_cut_off_do_not_count(holidays: Holidays) -> None:
    records = Records(
        [Post(WANG, STATION, LONG_AGO)],
        [Duty(STATION, 100, LONG_AGO)],
        at(date(2026, 10, 27), date(2026, 10, 30)),
    )
    (quota,) = quotas_of([WEEK_44], records, QuotaRules(), holidays, date(2026, 10, 28))
    assert (quota.done, quota.finished) == (1, False)


def test_by_station_any_of_its_people_will_do(holidays: Holidays) -> None:
    rules = QuotaRules(per_person=False)
    posts = [Post(WANG, STATION, LONG_AGO), Post(LI, STATION, LONG_AGO, date(2026, 10, 27))]
    visits = at(date(2026, 10, 27)) + at(date(2026, 10, 27), date(2026, 10, 29), person=LI, first=5)
    (quota,) = one_week(holidays, WEEK_44, rules, posts=posts, visits=visits)
    assert (quota.person_id, quota.unit_id, quota.done) == (None, STATION, 1), "Li had left by the 29th"
    visits += at(date(2026, 10, 30), first=9)
    (quota,) = one_week(holidays, WEEK_44, rules, posts=posts, visits=visits)
    assert (quota.ok, quota.visits) == (True, (1, 5, 9))


# A township small enough to be counted again, slowly, day by day.

FIRST = date(2024, 1, 29)  # weeks 5 to 7 of 2024: 5 + the day before the holidays + 1 working day
SPAN = [week_of(FIRST + timedelta(days=7 * n)) for n in range(3)]
DAYS = st.dates(FIRST - timedelta(days=3), FIRST + timedelta(days=23))
PEOPLE = st.integers(1, 3)
STATIONS = st.integers(10, 11)
MAYBE_DAYS = st.none() | DAYS


def spans(kind: Any, *heads: Any, tail: Sequence[Any] = ()) -> Any:
    def build(values: tuple[Any, ...]) -> Any:
        *first, start, length, rest = values
        return kind(*first, start, start + timedelta(days=length), *rest)

    return st.tuples(*heads, DAYS, st.integers(0, 12), st.tuples(*tail)).map(build)


POSTS = st.lists(
    st.builds(Post, PEOPLE, STATIONS, DAYS, st.none()) | spans(Post, PEOPLE, STATIONS), max_size=6
)
DUTIES = st.lists(
    st.builds(Duty, STATIONS, st.just(100), DAYS, st.none()) | spans(Duty, STATIONS, st.just(100))
)
VISITS = st.lists(st.tuples(PEOPLE, st.integers(100, 101), DAYS), max_size=25).map(
    lambda rows: [Visit(n, *row) for n, row in enumerate(rows)]
)
ABSENCES = st.lists(
    spans(Absence, PEOPLE, tail=[st.sampled_from(["excused", "counts", "none"]), st.just("假")]), max_size=3
)
EXEMPTIONS = st.lists(
    spans(
        Exemption,
        st.none() | STATIONS,
        st.none() | PEOPLE,
        tail=[st.just("免"), st.sampled_from(["quota", "criticism", "all"])],
    ),
    max_size=2,
)
RECORDS = st.builds(Records, POSTS, DUTIES, VISITS, ABSENCES, EXEMPTIONS)
RULES = st.builds(QuotaRules, st.integers(1, 3), st.booleans(), st.sampled_from(["min", "full"]), MAYBE_DAYS)
CUTOFF = date(2024, 2, 18)


def within(day: date, item: Any) -> bool:
    return bool(item.start <= day and (item.end is None or day <= item.end))


def slowly(records: Records, rules: QuotaRules, holidays: Holidays) -> list[tuple[Any, ...]]:
    """(week, unit, person, required, done) by asking every day every question."""
    rows = []
    for week in SPAN:
        answering: list[tuple[int | None, int]]
        if rules.per_person:
            answering = [(p, unit) for p in range(1, 4) if (unit := slow_station(p, week, records))]
        else:
            answering = [(None, u) for u in (10, 11) if any(on_duty(d, u, records) for d in week.days)]
        for person, unit in sorted(answering, key=lambda pair: (pair[1], pair[0] or 0)):
            held = [
                d
                for d in week.days
                if on_duty(d, unit, records) and (person is None or in_post(d, person, unit, records))
            ]
            active = [d for d in held if rules.plan_date is None or d >= rules.plan_date]
            working = [d for d in active if holidays.is_workday(d)]
            left = [d for d in working if not is_free(d, person, unit, records)]
            required = min(rules.per_week, len(left))
            if rules.scarce == "full" and len(active) == 7 and left:
                required = rules.per_week
            out = {
                v.day
                for v in records.visits
                if v.day in week.days
                and (v.person_id == person if person else in_post(v.day, v.person_id, unit, records))
            }
            trips = {
                d
                for d in working
                for a in records.absences
                if a.person_id == person and a.effect == "counts" and within(d, a)
            }
            rows.append((week.number, unit, person, required, len(out | trips)))
    return rows


def on_duty(day: date, unit: int, records: Records) -> bool:
    return any(duty.unit_id == unit and within(day, duty) for duty in records.duties)


def in_post(day: date, person: int, unit: int, records: Records) -> bool:
    return any(p.person_id == person and p.unit_id == unit and within(day, p) for p in records.posts)


def slow_station(person: int, week: Week, records: Records) -> int | None:
    best: tuple[Any, ...] | None = None
    for unit in (10, 11):
        days = [d for d in week.days if in_post(d, person, unit, records)]
        if days and any(on_duty(d, unit, records) for d in week.days):
            starts = [
                p.start
                for p in records.posts
                if (p.person_id, p.unit_id) == (person, unit) and any(within(d, p) for d in week.days)
            ]
            mine = (len(days), sorted(days, reverse=True), max(starts), unit)
            best = mine if best is None else max(best, mine)
    return best[-1] if best else None


def is_free(day: date, person: int | None, unit: int, records: Records) -> bool:
    leave = any(a.person_id == person and a.effect == "excused" and within(day, a) for a in records.absences)
    spared = any(
        e.covers != "criticism"
        and within(day, e)
        and e.unit_id in (None, unit)
        and e.person_id in (None, person)
        for e in records.exemptions
    )
    return leave or spared


@settings(max_examples=300)
@given(RECORDS, RULES)
def test_counted_again_slowly(holidays: Holidays, records: Records, rules: QuotaRules) -> None:
    fast = quotas_of(SPAN, records, rules, holidays, CUTOFF)
    rows = [(q.week.number, q.unit_id, q.person_id, q.required, q.done) for q in fast]
    assert rows == slowly(records, rules, holidays)
    assert all(quota.ok == (quota.done >= quota.required) for quota in fast)


@given(RECORDS, RULES, st.randoms())
def test_the_order_of_entry_changes_nothing(
    holidays: Holidays, records: Records, rules: QuotaRules, chance: Any
) -> None:
    def mixed(items: Sequence[Any]) -> list[Any]:
        return sorted(items, key=lambda _: chance.random())

    other = Records(*(mixed(getattr(records, name)) for name in Records.__slots__))
    assert quotas_of(SPAN, other, rules, holidays, CUTOFF) == quotas_of(
        SPAN, records, rules, holidays, CUTOFF
    )


def short_by(quotas: Sequence[Quota]) -> dict[tuple[Any, ...], int]:
    return {(q.week, q.unit_id, q.person_id): max(0, q.required - q.done) for q in quotas}


@given(RECORDS, RULES, EXEMPTIONS, ABSENCES)
def test_an_excuse_never_adds_a_shortfall(
    holidays: Holidays,
    records: Records,
    rules: QuotaRules,
    exemptions: list[Exemption],
    absences: list[Absence],
) -> None:
    excused = replace(
        records,
        exemptions=[*records.exemptions, *exemptions],
        absences=[*records.absences, *absences],
    )
    before = short_by(quotas_of(SPAN, records, rules, holidays, CUTOFF))
    after = short_by(quotas_of(SPAN, excused, rules, holidays, CUTOFF))
    assert before.keys() == after.keys()
    assert all(after[key] <= before[key] for key in before)


@given(RECORDS, RULES, PEOPLE, DAYS)
def test_one_more_visit_never_lowers_what_was_done(
    holidays: Holidays, records: Records, rules: QuotaRules, person: int, day: date
) -> None:
    more = replace(records, visits=[*records.visits, Visit(99, person, 101, day)])
    before = quotas_of(SPAN, records, rules, holidays, CUTOFF)
    after = quotas_of(SPAN, more, rules, holidays, CUTOFF)
    assert all(b.done <= a.done and b.required == a.required for b, a in zip(before, after, strict=True))
