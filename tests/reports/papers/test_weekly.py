"""督查情况通报: its own counter, what was found, what became of the week before."""

from datetime import date

from core.db import Db
from core.queries.papers import Asked, week_facts
from core.rules.calendar import week_of
from core.services import inspections
from core.services.finding_details import Told
from tests.reports.papers.conftest import Printed


def test_the_latest_inspected_week_is_told_under_its_own_number(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "weekly"))
    assert "第3期" in text
    assert "关于2026年第47周包保工作督查情况的通报" in text
    assert "第47周（11月16日—22日）" in text
    assert "发现问题2条" in text
    assert "大和社区1条、红光村1条" in text
    assert "第46周（11月9日—15日）督查发现问题1条" in text
    assert "仍未整改到位1条（村建所1条），其中逾期1条" in text
    assert "文件" not in text
    # one waits for its check, one is not handed out: neither is 整改中
    assert "截至11月24日，均未整改到位。" in text


def test_the_counter_counts_inspected_weeks_of_the_year(town: Db) -> None:
    with town.read() as r:
        numbers = [
            week_facts(r, Asked(week=week_of(day))).issue_no
            for day in (date(2026, 10, 16), date(2026, 10, 23), date(2026, 11, 13), date(2026, 11, 20))
        ]
    assert numbers == [1, None, 2, 3]


def test_a_week_without_inspection_is_said(town: Db, printed: Printed) -> None:
    (page,) = printed(town, "weekly", Asked(week=week_of(date(2026, 10, 23))))
    assert "没有登记督查" in page
    assert "期" not in page.replace("到期", "")


def test_stations_short_of_their_visits_are_named_when_the_week_is_over(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "weekly"))
    assert "本周应到岗的站所3个，均未达到到岗要求：村建所、财政所、文化站" in text


def test_what_a_station_found_itself_is_told_apart(town: Db, printed: Printed) -> None:
    with town.write("登记") as w:
        inspections.add_finding(w, date(2026, 11, 19), "下水道堵塞", told=Told("自查"))
    text = "".join(printed(town, "weekly"))
    assert "本周共发现问题3条，其中自查1条。" in text
