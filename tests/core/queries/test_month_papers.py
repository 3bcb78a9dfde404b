"""Which papers a month offers to print together."""

from datetime import date

from core.db import Db
from core.names import Names
from core.queries.month_papers import MonthPaper, month_papers
from core.rules.calendar import Month
from core.services import inspections
from tests.core.services.conftest import the

TODAY = date(2026, 11, 24)


def look(office: Db, month: str) -> tuple[MonthPaper, ...]:
    with office.read() as r:
        r.today = TODAY
        return month_papers(r, Month.parse(month))


def test_orders_by_station_and_weeks_with_their_inspections(office: Db, names: Names) -> None:
    with office.write("登记督查") as w:
        tour = inspections.add_inspection(w, date(2026, 11, 3), "王、陈")
        row = inspections.add_finding(
            w, date(2026, 11, 3), "楼道堆放杂物", area_id=the(names.area("大和社区3组")), inspection_id=tour
        )
        inspections.order(w, [row], date(2026, 11, 3), date(2026, 11, 6))
    found = look(office, "2026-11")
    assert [one.words for one in found if one.group == "order"] == ["限期整改通知书：村建所（1条）"]
    weeks = [one for one in found if one.group == "week"]
    assert [one.words for one in weeks if one.name == "sign-in"] == [
        "签到表：第45周（11月2日—8日）",
        "签到表：第46周（11月9日—15日）",
        "签到表：第47周（11月16日—22日）",
        "签到表：第48周（11月23日—29日）",
    ]
    assert [one.words for one in weeks if one.name == "weekly"] == ["督查情况通报：第45周（11月2日—8日）"]


def test_a_month_to_come_has_none_and_an_empty_one_no_orders(office: Db) -> None:
    assert look(office, "2026-12") == ()
    assert {one.group for one in look(office, "2026-10")} == {"month", "week"}
