"""The duties case by case: what is owed, by whom, in which period, and why less."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.rules.calendar import Holidays, Month, period_of
from core.rules.duties import (
    Actor,
    Cover,
    DutyInput,
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
    Team,
    Watch,
    duties_of,
    share_of,
    unkept,
)
from core.rules.quotas import Absence, Duty, Exemption, Post, QuotaRules, Records, Visit, quotas_of
from core.rules.units import Unit

LONG_AGO = date(2016, 1, 1)
BOSS, HEAD, DEPUTY, CLERK = 1, 2, 3, 4
LEADERS, ROADS, MONEY, HOME = 10, 11, 12, 13
TOWN, RED, RED_1, MARKET = 100, 101, 102, 103
UNITS = [
    Unit(LEADERS, "leadership", "领导班子"),
    Unit(ROADS, "station", "村建所"),
    Unit(MONEY, "station", "财政所"),
    Unit(HOME, "village", "红光村"),
]
PLACES = [
    Place(TOWN, "township", "大和乡", None),
    Place(RED, "village", "红光村", TOWN, HOME),
    Place(RED_1, "group", "1组", RED),
    Place(MARKET, "market", "集贸市场", TOWN),
]
POSTS = [
    Post(BOSS, LEADERS, LONG_AGO, None, "leader"),
    Post(HEAD, ROADS, LONG_AGO, None, "head"),
    Post(DEPUTY, ROADS, LONG_AGO, None, "deputy_in_charge"),
    Post(CLERK, ROADS, LONG_AGO, None, "staff"),
]
EVERY = dict.fromkeys(
    ("study_meeting", "household_campaign", "questionnaire", "inspection", "three_year_plan", "circular"),
    LONG_AGO,
)
OCTOBER = Month(2026, 10)


def judged(
    holidays: Holidays,
    month: Month = OCTOBER,
    *,
    known: Known | None = None,
    rules: DutyRules | None = None,
    records: Records | None = None,
    cutoff: date | None = None,
    today: date | None = None,
    **more: Any,
) -> list[Result]:
    end = period_of(month)[1]
    covers = more.pop("covers", [Cover(ROADS, RED_1, LONG_AGO, None)])
    places = more.pop("places", PLACES)
    records = records or Records(posts=POSTS)
    records = replace(records, duties=[Duty(one.unit_id, one.area_id, one.start, one.end) for one in covers])
    data = DutyInput(
        month,
        cutoff or end,
        today or max(end, month.last) + timedelta(days=20),
        holidays,
        UNITS,
        records,
        replace(known or Known(), covers=covers, places=places, begun=more.pop("begun", EVERY), **more),
        rules or DutyRules(),
    )
    quotas = quotas_of(
        [week for week, _ in data.weeks], data.records, QuotaRules(), data.holidays, data.cutoff
    )
    return list(duties_of(data, quotas))


def of(results: list[Result], duty: str, person: int | None = None) -> list[Result]:
    return [one for one in results if one.duty == duty and (person is None or one.actor.person_id == person)]


# -- study meetings (方案四(一)2) ------------------------------------------------------------------


def meet(day: date, chair: int | None = None, unit: int | None = None, people: tuple[int, ...] = ()) -> Known:
    return Known(meetings=[Meeting(7, day, unit, chair, people)])


def test_leaders_and_heads_owe_a_meeting_a_week(holidays: Holidays) -> None:
    results = of(judged(holidays), "study_meeting")
    assert {(one.actor.kind, one.actor.unit_id, one.actor.person_id) for one in results} == {
        ("person", LEADERS, BOSS),
        ("person", ROADS, HEAD),
    }
    assert len(results) == 2 * 5
    assert all(one.short and one.required == 1 for one in results)
    assert of(results, "study_meeting", HEAD)[2].reason == "第42周应研究1次，实际研究0次"


@pytest.mark.parametrize(
    ("actors", "who"), [("leaders", {BOSS}), ("stations", {HEAD}), ("both", {BOSS, HEAD})]
)
def test_who_owes_is_the_offices_choice(holidays: Holidays, actors: Any, who: set[int]) -> None:
    results = of(judged(holidays, rules=DutyRules(meeting_actors=actors)), "study_meeting")
    assert {one.actor.person_id for one in results} == who


@pytest.mark.parametrize(
    ("known", "boss", "head"),
    [
        (meet(date(2026, 10, 14), chair=BOSS), 1, 0),
        (meet(date(2026, 10, 14), chair=BOSS, people=(HEAD,)), 1, 1),
        (meet(date(2026, 10, 14), unit=ROADS), 0, 1),  # the sheet names nobody: its head's
        (meet(date(2026, 10, 14), unit=ROADS, people=(CLERK,)), 0, 0),  # it names who was there
        (meet(date(2026, 10, 14), unit=LEADERS), 1, 0),
        (meet(date(2026, 10, 19), chair=BOSS), 0, 0),  # the week after
    ],
)
def test_a_meeting_counts_for_who_was_there(holidays: Holidays, known: Known, boss: int, head: int) -> None:
    results = judged(holidays, known=known)
    assert of(results, "study_meeting", BOSS)[2].done == boss
    assert of(results, "study_meeting", HEAD)[2].done == head


def test_a_station_without_a_head_owes_as_a_station(holidays: Holidays) -> None:
    covers = [Cover(MONEY, RED_1, LONG_AGO, None)]
    results = of(judged(holidays, covers=covers, known=meet(date(2026, 9, 30), unit=MONEY)), "study_meeting")
    found = [one for one in results if one.actor == Actor("station", MONEY)]
    assert [one.done for one in found] == [1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("month", "week", "scarce", "required"),
    [
        (Month(2022, 2), 5, "min", 0),  # 31 Jan–6 Feb 2022: no working day
        (Month(2022, 2), 5, "full", 0),
        (Month(2026, 2), 8, "min", 0),  # 16–22 Feb 2026
        (Month(2024, 2), 7, "min", 1),  # one
        (Month(2024, 2), 7, "full", 2),
        (Month(2024, 10), 40, "min", 1),
        (Month(2025, 1), 5, "min", 1),
        (Month(2022, 10), 40, "min", 2),  # two, both at the weekend
        (Month(2022, 1), 4, "min", 2),  # seven
        (Month(2026, 10), 42, "min", 2),
    ],
)
def test_holiday_weeks_ask_for_less(
    holidays: Holidays, month: Month, week: int, scarce: Any, required: int
) -> None:
    rules = DutyRules(meetings_per_week=2, inspections_per_week=2, deputy_days=2, scarce=scarce)
    results = [one for one in judged(holidays, month, rules=rules) if one.period == f"第{week}周"]
    asked = {
        one.duty: one.required for one in results if one.duty in ("study_meeting", "inspection", "deputy")
    }
    assert asked == {"study_meeting": required, "inspection": required, "deputy": required}


def test_a_head_on_leave_all_week_owes_nothing(holidays: Holidays) -> None:
    away = Absence(HEAD, date(2026, 10, 12), date(2026, 10, 18), "excused", "病假")
    results = judged(holidays, records=Records(posts=POSTS, absences=[away]))
    found = of(results, "study_meeting", HEAD)[2]
    assert (found.required, found.ok, found.reason) == (0, True, "第42周免计：病假")


def test_a_new_head_in_the_middle_of_a_week(holidays: Holidays) -> None:
    posts = [
        Post(HEAD, ROADS, LONG_AGO, date(2026, 10, 14), "head"),
        Post(CLERK, ROADS, date(2026, 10, 15), None, "head"),
    ]
    results = of(judged(holidays, records=Records(posts=posts)), "study_meeting")
    assert [(one.actor.person_id, one.required) for one in results if one.period == "第42周"] == [
        (HEAD, 1),
        (CLERK, 1),
    ]


def test_the_plan_counts_from_its_date(holidays: Holidays) -> None:
    rules = DutyRules(plan_date=date(2022, 1, 26))
    results = judged(holidays, Month(2022, 1), rules=rules)
    assert [one.required for one in of(results, "inspection")] == [0, 0, 0, 1]
    assert [one.required for one in of(results, "campaign")] == [0]
    assert of(results, "campaign")[0].reason.startswith("1月免计：本月在岗5个工作日，按比例折算不到一次")
    assert not of(judged(holidays, Month(2021, 12), rules=rules), "circular")


def test_nothing_is_asked_where_the_office_set_nothing(holidays: Holidays) -> None:
    rules = DutyRules(meetings_per_week=0, campaigns_per_month=0, inspections_per_week=0, circular_day=0)
    results = judged(holidays, rules=rules)
    assert {one.duty for one in results} == {"check_in", "market", "place", "three_year_plan"}
    assert not any(one.short for one in results if one.duty != "check_in")


def test_a_week_under_way_is_nobodys_fault(holidays: Holidays) -> None:
    results = judged(holidays, cutoff=date(2026, 10, 14))
    assert {one.period for one in of(results, "inspection")} == {"第40周", "第41周", "第42周"}
    assert [(one.finished, one.ok) for one in of(results, "inspection")] == [(True, False)] * 2 + [
        (False, True)
    ]
    assert all(one.ok for one in of(results, "campaign"))


def test_a_ledger_never_begun_blames_nobody(holidays: Holidays) -> None:
    results = judged(holidays, begun={"inspection": LONG_AGO})
    assert {one.duty for one in results if one.short} == {"check_in", "inspection"}
    later = judged(holidays, begun={"study_meeting": date(2026, 10, 14)})
    assert {one.period for one in of(later, "study_meeting") if one.short} == {"第42周", "第43周", "第44周"}
    silent = unkept(DutyInput(OCTOBER, date(2026, 11, 1), date(2026, 11, 20), holidays, [], Records()))
    assert silent == {
        "study_meeting",
        "campaign",
        "survey",
        "inspection",
        "place",
        "three_year_plan",
        "circular",
    }


# -- household campaigns (方案三(三)3) -------------------------------------------------------------


def out(
    day: date, unit: int | None = ROADS, *, place: int = RED_1, kind: str = "campaign", number: int = 1
) -> Outing:
    return Outing("household_campaign", number, day, place, unit, (), kind)


def campaign(holidays: Holidays, outings: list[Outing], **more: Any) -> list[Result]:
    results = judged(holidays, more.pop("month", OCTOBER), known=Known(outings=outings), **more)
    return [one for one in results if one.duty in ("campaign", "survey")]


def test_two_a_calendar_month_by_station_and_village(holidays: Holidays) -> None:
    outings = [out(date(2026, 10, 1)), out(date(2026, 10, 31), number=2), out(date(2026, 9, 30), number=3)]
    (found,) = campaign(holidays, [*outings, out(date(2026, 11, 1), number=4)])
    assert found.actor == Actor("pair", ROADS, None, RED)
    assert (found.required, found.done, found.ok) == (2, 2, True)
    assert found.rows == (("household_campaign", 1), ("household_campaign", 2))
    assert found.reason == "10月应入户2次，实际入户2次（10月1日、10月31日，其中10月1日、10月31日为休息日）"


def test_a_calendar_month_ends_after_its_last_week(holidays: Holidays) -> None:
    """November's last week ends on the 29th; a campaign on Monday the 30th is November's."""
    outings = [out(date(2026, 11, 2)), out(date(2026, 11, 30), number=2)]
    (open_still,) = campaign(holidays, outings, month=Month(2026, 11), today=date(2026, 11, 29))
    assert (open_still.done, open_still.finished, open_still.reason) == (1, False, "本月未完，暂不计")
    (over,) = campaign(holidays, outings, month=Month(2026, 11), today=date(2026, 12, 1))
    assert (over.done, over.finished, over.ok) == (2, True, True)
    (cut,) = campaign(
        holidays, outings, month=Month(2026, 11), today=date(2026, 12, 1), cutoff=date(2026, 11, 20)
    )
    assert (cut.done, cut.finished) == (1, False)


@pytest.mark.parametrize(
    ("outings", "done"),
    [
        ([out(date(2026, 10, 14)), out(date(2026, 10, 14), number=2)], 1),  # keyed in twice
        (
            [
                out(date(2026, 10, 14)),
                Outing("questionnaire", 2, date(2026, 10, 14), RED, ROADS, (), "survey"),
            ],
            1,
        ),
        (
            [
                out(date(2026, 10, 14)),
                Outing("questionnaire", 2, date(2026, 10, 15), RED, ROADS, (), "survey"),
            ],
            2,
        ),
        ([out(date(2026, 10, 14), None)], 1),  # names nobody: of everybody who answers there
        ([out(date(2026, 10, 14), MONEY)], 0),
        ([Outing("household_campaign", 1, date(2026, 10, 14), RED, MONEY, (CLERK,), "both")], 1),  # together
        ([out(date(2026, 10, 14), place=MARKET)], 0),
    ],
)
def test_what_is_one_time(holidays: Holidays, outings: list[Outing], done: int) -> None:
    assert campaign(holidays, outings)[0].done == done


def test_joint_stations_each_owe_their_own(holidays: Holidays) -> None:
    covers = [Cover(ROADS, RED_1, LONG_AGO, None), Cover(MONEY, RED, LONG_AGO, None, lead=False)]
    found = campaign(holidays, [out(date(2026, 10, 14))], covers=covers)
    assert [(one.actor.unit_id, one.required, one.done) for one in found] == [(ROADS, 2, 1), (MONEY, 2, 0)]


@pytest.mark.parametrize(
    ("actor", "who", "done"),
    [("station", Actor("station", ROADS), 1), ("village", Actor("village", HOME, None, RED), 2)],
)
def test_who_owes_campaigns_is_the_offices_choice(
    holidays: Holidays, actor: Any, who: Actor, done: int
) -> None:
    outings = [out(date(2026, 10, 14)), out(date(2026, 10, 15), MONEY, number=2)]
    (found,) = campaign(holidays, outings, rules=DutyRules(campaign_actor=actor))
    assert (found.actor, found.done) == (who, done)


def test_two_villages_in_one_day_are_two_times_for_a_station(holidays: Holidays) -> None:
    blue = Place(105, "village", "蓝天村", TOWN)
    outings = [out(date(2026, 10, 14)), out(date(2026, 10, 14), place=105, number=2)]
    (found,) = campaign(holidays, outings, rules=DutyRules(campaign_actor="station"), places=[*PLACES, blue])
    assert (found.done, found.ok) == (2, True)


def test_campaigns_and_surveys_apart(holidays: Holidays) -> None:
    outings = [out(date(2026, 10, 14), kind="both"), out(date(2026, 10, 15), kind="survey", number=2)]
    found = campaign(holidays, outings, rules=DutyRules(campaign_each=True))
    assert [(one.duty, one.done, one.ok) for one in found] == [("campaign", 1, False), ("survey", 2, True)]


@pytest.mark.parametrize(
    ("start", "required"),
    [(date(2026, 10, 1), 2), (date(2026, 10, 12), 2), (date(2026, 10, 20), 1), (date(2026, 10, 29), 0)],
)
def test_who_answers_for_part_of_a_month_owes_that_part(
    holidays: Holidays, start: date, required: int
) -> None:
    """18 working days in October 2026, of which 15, 9 and 2 are left."""
    (found,) = campaign(holidays, [], covers=[Cover(ROADS, RED_1, start, None)])
    assert found.required == required


def test_an_exempted_village_spares_its_stations(holidays: Holidays) -> None:
    whole = Exemption(HOME, None, date(2026, 10, 1), date(2026, 10, 31), "正在搬迁")
    (found,) = campaign(holidays, [], records=Records(posts=POSTS, exemptions=[whole]))
    assert (found.required, found.ok, found.reason) == (0, True, "10月免计：正在搬迁")


# -- what is reported and never short --------------------------------------------------------------


def test_a_market_is_covered_by_whom_answers_for_it(holidays: Holidays) -> None:
    covers = [Cover(ROADS, RED_1, LONG_AGO, None), Cover(ROADS, MARKET, LONG_AGO, None)]
    visits = [Visit(1, CLERK, MARKET, date(2026, 10, 13)), Visit(2, BOSS, MARKET, date(2026, 10, 20))]
    results = of(judged(holidays, covers=covers, records=Records(posts=POSTS, visits=visits)), "market")
    assert [
        (one.period, one.done, one.ok, one.short) for one in results if one.period in ("第42周", "第43周")
    ] == [
        ("第42周", 1, True, False),
        ("第43周", 0, False, False),
    ]
    assert results[0].actor == Actor("place", ROADS, None, MARKET)


def test_fixed_weekdays_are_told(holidays: Holidays) -> None:
    visits = [Visit(1, CLERK, RED, date(2026, 10, 13)), Visit(2, CLERK, RED, date(2026, 10, 14))]
    rules = DutyRules(fixed_weekdays=frozenset({1, 3}))
    results = judged(holidays, rules=rules, records=Records(posts=POSTS, visits=visits))
    found = of(results, "fixed_day", CLERK)
    assert [(one.required, one.done) for one in found] == [(1, 0), (1, 0), (2, 1), (2, 0), (2, 0)]
    assert (found[2].reason, found[2].rows) == ("第42周固定到岗日周二、周四，到了周二", (("check_in", 1),))
    assert not any(one.short for one in found)


def test_deputies_owe_days_on_the_spot_only_where_asked(holidays: Holidays) -> None:
    spots = [Visit(1, DEPUTY, RED, date(2026, 10, 13))]
    assert not of(judged(holidays, known=Known(spots=spots)), "deputy")
    found = of(judged(holidays, known=Known(spots=spots), rules=DutyRules(deputy_days=1)), "deputy")
    assert [(one.actor.person_id, one.done) for one in found] == [(DEPUTY, n) for n in (0, 0, 1, 0, 0)]


def test_places_not_inspected(holidays: Holidays) -> None:
    known = Known(looked=[Looked(5, RED_1, date(2026, 10, 13)), Looked(6, RED, date(2026, 11, 2))])
    results = of(judged(holidays, known=known), "place")
    assert [(one.actor.area_id, one.ok, one.reason) for one in results] == [
        (MARKET, False, "10月没有督查到"),
        (RED, True, "10月督查到过1次（10月13日）"),
    ]
    assert not any(one.short for one in results)


def test_three_year_plans_of_the_latest_cycle(holidays: Holidays) -> None:
    known = Known(plans=[Plan(1, ROADS, "2022—2024", date(2022, 3, 1)), Plan(2, MONEY, "2025—2027", None)])
    (found,) = of(judged(holidays, known=known), "three_year_plan")
    assert (found.ok, found.short, found.reason) == (False, False, "2025—2027三年行动方案没有报送")
    early = Plan(3, MONEY, "2028—2030", date(2026, 9, 1))  # one handed in early asks nobody for theirs
    (found,) = of(judged(holidays, known=replace(known, plans=[*known.plans, early])), "three_year_plan")
    assert found.reason == "2025—2027三年行动方案没有报送"


@pytest.mark.parametrize(
    ("team", "ok", "reason"),
    [
        (Team(1, "青年队", ROADS, RED, 80, 80), True, "“青年队”注册任务80人，已注册80人，完成100.00%"),
        (
            Team(1, "青年队", ROADS, RED, 30000, 29999),
            False,
            "“青年队”注册任务30000人，已注册29999人，完成99.99%",
        ),
        (Team(1, "青年队", None, RED, 80), False, "“青年队”注册任务80人，还没有填注册人数"),
    ],
)
def test_volunteers_only_where_a_target_was_entered(
    holidays: Holidays, team: Team, ok: bool, reason: str
) -> None:
    (found,) = of(judged(holidays, known=Known(teams=[team])), "volunteer")
    assert (found.ok, found.short, found.reason) == (ok, False, reason)
    later = replace(team, counted_on=date(2026, 11, 20))
    assert of(judged(holidays, known=Known(teams=[later, replace(team, target=0)])), "volunteer") == []


# -- duties with a day -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replied", "days", "ok", "judged_", "reason"),
    [
        (date(2026, 10, 12), 7, True, True, "10月5日收到的意见，10月12日答复"),
        (date(2026, 10, 13), 7, False, True, "10月5日收到的意见，10月13日答复，超期1天"),
        (None, 7, False, True, "10月5日收到的意见，应在10月12日前答复，还没有答复，已超期20天"),
        (None, 0, True, False, "10月5日收到的意见，还没有答复"),
        (None, 30, True, True, "10月5日收到的意见，应在11月4日前答复，还没有答复"),
    ],
)
def test_opinions(
    holidays: Holidays, replied: date | None, days: int, ok: bool, judged_: bool, reason: str
) -> None:
    known = Known(opinions=[Opinion(3, date(2026, 10, 5), ROADS, RED, replied)])
    (found,) = of(judged(holidays, known=known, rules=DutyRules(opinion_days=days)), "opinion")
    assert (found.ok, found.judged, found.reason) == (ok, judged_, reason)


@pytest.mark.parametrize(
    ("stood", "away", "required", "ok", "finished"),
    [
        (True, False, 1, True, True),
        (False, False, 1, False, True),
        (None, False, 1, True, False),  # not ticked yet
        (False, True, 0, True, True),
    ],
)
def test_watches(
    holidays: Holidays, stood: bool | None, away: bool, required: int, ok: bool, finished: bool
) -> None:
    absences = [Absence(CLERK, date(2026, 10, 1), date(2026, 10, 3), "excused", "病假")] if away else []
    known = Known(watches=[Watch(9, date(2026, 10, 1), "车站路口", ROADS, CLERK, stood)])
    (found,) = of(judged(holidays, known=known, records=Records(posts=POSTS, absences=absences)), "watch")
    assert (found.required, found.ok, found.finished) == (required, ok, finished)
    assert found.rows == (("watch", 9),)


@pytest.mark.parametrize(
    ("due", "done", "ok"),
    [
        (date(2026, 10, 20), date(2026, 10, 20), True),
        (date(2026, 10, 20), date(2026, 10, 21), False),
        (date(2026, 10, 20), None, False),
        (date(2026, 9, 1), None, False),
        (date(2026, 9, 1), date(2026, 9, 2), None),  # settled before the period
        (date(2026, 11, 20), None, None),  # due after it
    ],
)
def test_tasks(holidays: Holidays, due: date, done: date | None, ok: bool | None) -> None:
    results = of(judged(holidays, known=Known(tasks=[Task(4, "清运垃圾", ROADS, None, due, done)])), "task")
    assert [one.ok for one in results] == ([] if ok is None else [ok])


@pytest.mark.parametrize(
    ("issued", "today", "ok", "finished"),
    [
        (date(2026, 11, 10), date(2026, 11, 20), True, True),
        (date(2026, 11, 11), date(2026, 11, 20), False, True),
        (None, date(2026, 11, 10), True, False),
        (None, date(2026, 11, 11), False, True),
    ],
)
def test_the_circular_is_due(
    holidays: Holidays, issued: date | None, today: date, ok: bool, finished: bool
) -> None:
    (found,) = of(judged(holidays, known=Known(issued_on=issued), today=today), "circular")
    assert (found.ok, found.finished, found.end) == (ok, finished, date(2026, 11, 10))


def test_the_circular_is_due_on_the_last_day_of_a_short_month(holidays: Holidays) -> None:
    (found,) = of(judged(holidays, Month(2026, 1), rules=DutyRules(circular_day=31)), "circular")
    assert found.end == date(2026, 2, 28)


# -- shares (docs/decisions/0009) ------------------------------------------------------------------


def test_exempted_periods_leave_a_share_or_count_as_met(holidays: Holidays) -> None:
    results = of(
        judged(holidays, Month(2026, 2), known=Known(inspections=[(1, date(2026, 2, 3))])), "inspection"
    )
    assert [one.required for one in results] == [1, 1, 0, 1]
    left_out, counted = share_of(results), share_of(results, exempt_counts=True)
    assert (left_out.met, left_out.owed, left_out.exempt) == (1, 3, 1)
    assert (counted.met, counted.owed) == (2, 4)
    assert share_of([]).value is None
