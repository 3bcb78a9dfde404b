"""The sheets of the ledgers: lists and blank forms, minutes with signatures, tasks, watches."""

from datetime import date
from typing import Any

import pytest

from core.db import Db
from core.ledgers import LEDGERS, Ledger, ledger_named
from core.names import Names
from core.queries.papers import Asked
from core.rules.calendar import Month, week_of
from core.services.ledgers import put
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed

OCTOBER = Month(2026, 10)


def _keep(db: Db, ledger: str, /, **values: Any) -> None:
    with db.write("登记") as w:
        put(w, ledger_named(ledger), values)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.name)
def test_every_ledger_has_a_list_and_a_blank_form_of_one_page(
    idle: Db, printed: Printed, ledger: Ledger
) -> None:
    (page,) = printed(idle, ledger.command)
    assert f"没有登记{ledger.title}。" in page
    (blank,) = printed(idle, ledger.command, Asked(blank=True))
    for part in ledger.parts:
        assert part.title in blank
    assert "登记表" in blank


def test_a_campaign_is_listed_in_its_calendar_month(idle: Db, names: Names, printed: Printed) -> None:
    place, station = the(names.area("红光村")), the(names.unit("财政所"))
    people = [the(names.person(one)) for one in ("周启明", "王建国", "岳丽娟")]
    for day in (date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)):
        values = {"area_id": place, "unit_id": station, "people": people, "kind": "both", "households": 20}
        _keep(idle, "household_campaign", day=day, **values)
    text = "".join(printed(idle, "household-campaigns", Asked(month=OCTOBER)))
    assert "共2条" in text
    assert "10月31日" in text
    assert "11月1日" not in text
    assert "宣传和问卷" in text
    other = "".join(
        printed(idle, "household-campaigns", Asked(month=OCTOBER, unit=the(names.unit("村建所"))))
    )
    assert "没有登记入户宣传" in other


def test_minutes_name_who_was_there_in_the_post_of_that_day(idle: Db, names: Names, printed: Printed) -> None:
    chair = the(names.person("周启明"))
    _keep(
        idle,
        "study_meeting",
        day=date(2026, 10, 27),
        chair_id=chair,
        attendees=[the(names.person("村建所/李伟"))],
        topic="研究小广告整治",
        others="区创文办干部",
    )
    (page,) = printed(idle, "meeting", Asked(week=week_of(date(2026, 10, 27))))
    for words in ("2026年10月27日", "研究小广告整治", "周启明", "副乡长", "村建所", "区创文办干部", "实到2"):
        assert words in page


def test_a_blank_sheet_names_the_staff_and_has_its_number(idle: Db, names: Names, printed: Printed) -> None:
    (page,) = printed(idle, "meeting", Asked(unit=the(names.unit("村建所")), blank=True))
    assert "编号：2026-48-01" in page
    assert "王建国" in page
    assert len(printed(idle, "meeting", Asked(blank=True))) == 3
    assert "2026年10月没有登记例会。" in printed(idle, "meeting")[0]


def test_tasks_are_printed_station_by_station(idle: Db, names: Names, printed: Printed) -> None:
    for unit, name, done in (("村建所", "清理小广告", None), ("财政所", "补齐宣传栏", date(2026, 6, 1))):
        _keep(
            idle,
            "task",
            kind="task",
            unit_id=the(names.unit(unit)),
            name=name,
            starts_on=date(2026, 3, 1),
            due_on=date(2026, 5, 20),
            progress=100 if done else 60,
            done_on=done,
        )
    first, second = printed(idle, "task-sheet")
    assert "清理小广告" in first + second
    assert "60%" in first + second
    assert "逾期188天" in first + second
    assert "已完成" in first + second
    (one,) = printed(idle, "schedule", Asked(unit=the(names.unit("村建所"))))
    assert one.count("●") == 3
    assert printed(idle, "task-sheet", Asked(unit=the(names.unit("文化站"))))[0].count("还没有登记任务") == 1


def test_watches_are_signed_or_told(idle: Db, names: Names, printed: Printed) -> None:
    _keep(idle, "key_date", name="国庆", starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 7))
    for place, stood in (("集贸市场", True), ("车站", False), ("广场", None)):
        _keep(idle, "watch", key_date_id=1, day=date(2026, 10, 1), place=place, shift="上午", stood=stood)
    (told,) = printed(idle, "watch-sheet", Asked(month=OCTOBER))
    assert "共3班，到岗1班，未到1班，未登记1班。" in told
    assert "国庆" in told
    (blank,) = printed(idle, "watch-sheet", Asked(month=OCTOBER, blank=True))
    assert "签名" in blank
    assert "到岗" not in blank


def test_a_watch_to_come_is_not_called_unkept(idle: Db, printed: Printed) -> None:
    for day in (date(2026, 11, 23), date(2026, 11, 25)):  # yesterday and tomorrow
        _keep(idle, "watch", day=day, place="集贸市场", shift="上午")
    (told,) = printed(idle, "watch-sheet", Asked(month=Month(2026, 11)))
    assert "共2班，到岗0班，未登记1班，还没到日子1班。" in told
    assert told.count("未登记") == 2
    _keep(idle, "watch", day=date(2026, 12, 1), place="车站")
    assert "共1班，都还没到日子。" in "".join(printed(idle, "watch-sheet", Asked(month=Month(2026, 12))))
