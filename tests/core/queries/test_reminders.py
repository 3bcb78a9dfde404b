"""Reminders: what is due, until when, and nothing where the plan or the office set no number."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.model import (
    holiday_version,
    household_campaign,
    opinion,
    questionnaire,
    study_meeting,
    task,
    three_year_plan,
    watch,
)
from core.names import Names
from core.queries.reminders import Reminders, reminders
from core.services.record import store_holidays
from core.settings import change
from tests.core.services.conftest import the

TUESDAY = date(2026, 11, 24)


def look(db: Db, day: date = TUESDAY) -> Reminders:
    with db.read() as r:
        r.today = day
        return reminders(r)


def meet(w: Write, day: date, **values: Any) -> int:
    return w.insert(study_meeting, **{"day": day, "topic": "创文工作", "keyed_on": day} | values)


def ask(w: Write, names: Names, place: str, day: date = TUESDAY, **counts: int) -> int:
    return w.insert(questionnaire, day=day, area_id=the(names.area(place)), keyed_on=day, **counts)


def test_ledgers_never_begun_are_one_hint_and_no_reminder(office: Db) -> None:
    now = look(office)
    assert now.hints == ("study_meeting", "campaign")
    assert (now.meetings, now.campaigns, now.rates, now.plans, now.watches) == (None, {}, (), (), ())
    assert now.opinions.ids == now.tasks.ids == ()


def test_a_duty_nobody_asks_for_is_not_hinted_at(office: Db) -> None:
    with office.write("改设置") as w:
        change(w, date(2022, 1, 1), meetings_per_week=0, campaigns_per_month=0)
    assert look(office).hints == ()


def test_who_has_not_met_this_week(office: Db, names: Names) -> None:
    with office.write("记会") as w:
        meet(w, TUESDAY, chair_id=the(names.person("周启明")))
        meet(w, date(2026, 11, 16), unit_id=the(names.unit("财政所")))
    running = look(office).meetings
    assert running is not None
    assert running.until == date(2026, 11, 29)
    assert {one.name for one in running.missing} == {"陈秀英（领导班子）", "村建所", "财政所", "文化站"}
    assert len(running.owing) == 5
    earlier = look(office, date(2026, 11, 18)).meetings
    assert earlier is not None
    assert "财政所" not in {one.name for one in earlier.missing}


def test_campaigns_of_the_calendar_month(office: Db, names: Names) -> None:
    with office.write("记入户") as w:
        for day in (date(2026, 11, 2), date(2026, 11, 24), date(2026, 10, 30)):
            w.insert(
                household_campaign, day=day, area_id=the(names.area("红光村")), kind="both", people=None,
                unit_id=the(names.unit("财政所")), keyed_on=day,
            )  # fmt: skip
    running = look(office).campaigns["campaign"]
    assert running.until == date(2026, 11, 30)
    assert {one.name: (one.done, one.required) for one in running.owing} == {
        "村建所·大和社区": (0, 2), "文化站·红光村": (0, 2), "财政所·红光村": (2, 2),
    }  # fmt: skip


def test_a_day_whose_week_belongs_to_the_next_month(office: Db, names: Names) -> None:
    """Monday 30 November is of week 49, which is December's; the month of campaigns is November still."""
    with office.write("记") as w:
        meet(w, date(2026, 11, 30), unit_id=the(names.unit("财政所")))
        w.insert(
            household_campaign, day=date(2026, 11, 3), area_id=the(names.area("红光村")), kind="both",
            people=None, unit_id=the(names.unit("财政所")), keyed_on=date(2026, 11, 3),
        )  # fmt: skip
    now = look(office, date(2026, 11, 30))
    assert now.meetings is not None
    assert "财政所" not in {one.name for one in now.meetings.missing}
    assert now.campaigns["campaign"].until == date(2026, 11, 30)


def test_rates_below_their_standard(office: Db, names: Names) -> None:
    with office.write("记问卷") as w:
        ask(w, names, "红光村", valid=40, aware=39, took_part=40)
        ask(w, names, "大和社区", valid=5, aware=5)
    now = look(office)
    assert [(one.village, one.words, one.short) for one in now.rates] == [
        ("红光村", "知晓率97.50%", True),
        ("大和社区", "知晓率样本不足", False),
    ]
    assert (now.surveyed, now.asked) == (True, True)
    later = look(office, date(2026, 12, 2))
    assert (later.surveyed, later.asked, later.rates) == (True, False, ())


def test_opinions_only_where_the_office_set_days(office: Db, names: Names) -> None:
    with office.write("记意见") as w:
        rows = [
            w.insert(opinion, day=day, text="路灯不亮", replied_on=reply, keyed_on=day)
            for day, reply in (
                (date(2026, 11, 16), None), (date(2026, 11, 20), None), (date(2026, 11, 24), None),
                (date(2026, 11, 2), date(2026, 11, 3)),
            )
        ]  # fmt: skip
    assert look(office).opinions.ids == ()
    with office.write("改设置") as w:
        change(w, date(2022, 1, 1), opinion_days=7)
    found = look(office).opinions
    assert found.late == ((rows[0], date(2026, 11, 23)),)
    assert found.soon == ((rows[1], date(2026, 11, 27)),)
    assert found.later == ((rows[2], date(2026, 12, 1)),)


def test_tasks_watches_and_plans(office: Db, names: Names) -> None:
    station, wang = the(names.unit("村建所")), the(names.person("王建国"))
    with office.write("记") as w:
        due = w.insert(task, kind="task", name="清运", unit_id=station, due_on=date(2026, 11, 20))
        w.insert(task, kind="task", name="已做", due_on=date(2026, 11, 20), done_on=date(2026, 11, 19))
        w.insert(task, kind="task", name="没有期限")
        morrow = w.insert(
            watch, day=date(2026, 11, 25), place="车站", person_id=wang, unit_id=station, keyed_on=TUESDAY
        )
        w.insert(watch, day=date(2026, 11, 26), place="车站", person_id=wang, keyed_on=TUESDAY)
        w.insert(three_year_plan, unit_id=station, cycle="2025—2027", submitted_on=date(2025, 3, 1))
    now = look(office)
    assert now.tasks.late == ((due, date(2026, 11, 20)),)
    assert now.tasks.ids == (due,)
    assert now.watches == ((morrow, "王建国（车站）"),)
    assert now.plans == ("财政所", "文化站")


def test_without_this_years_holidays_nobody_is_judged(office: Db, names: Names) -> None:
    with office.write("记会") as w:
        meet(w, date(2027, 3, 2), unit_id=the(names.unit("财政所")))
        ask(w, names, "红光村", date(2027, 3, 2), valid=40, aware=1)
    assert 2027 not in _years(office)
    now = look(office, date(2027, 3, 3))
    assert (now.meetings, now.campaigns, now.rates) == (None, {}, ())


def _years(db: Db) -> list[int]:
    with db.read() as r:
        return r.column(select(holiday_version.c.year))


def test_reminders_can_be_compared(office: Db) -> None:
    """The page draws anew only when they differ."""
    assert look(office) == look(office)
    assert replace(look(office), asked=True) != look(office)


def test_next_years_holidays_are_asked_for_from_october_on(office: Db) -> None:
    assert look(office, date(2026, 9, 30)).next_year is None
    assert look(office, date(2026, 10, 1)).next_year == 2027
    with office.write("导入2027年放假安排") as w:
        store_holidays(w, 2027, [(date(2027, 1, 1), "元旦", True)], w.today, "2027.xlsx")
    assert look(office).next_year is None
