"""签到表: numbered by station, blank with the people expected, filled with what was keyed in."""

from datetime import date

from core.db import Db
from core.names import Names
from core.queries.papers import Asked, sign_in_facts
from core.rules.calendar import week_of
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed

WEEK = week_of(date(2026, 11, 16))


def test_a_blank_sheet_has_its_number_and_two_lines_a_person(town: Db, printed: Printed) -> None:
    pages = printed(town, "sign-in", Asked(blank=True))
    assert ["2026-48-01" in pages[0], "2026-48-02" in pages[1], "2026-48-03" in pages[2]] == [True] * 3
    assert len(pages) == 3
    assert pages[0].count("王建国") == 2
    assert "签名" in pages[0]
    assert "每人每周至少到包保区域" in pages[0]


def test_a_filled_sheet_lists_visits_and_who_met_the_week(town: Db, names: Names, printed: Printed) -> None:
    asked = Asked(week=WEEK, unit=the(names.unit("村建所")))
    (page,) = printed(town, "sign-in", asked)
    assert "11月16日（周一）" in page
    assert "11月21日（周六）" in page
    assert "休息日" in page
    assert "第47周应到2次，实到2次" in page
    with town.read() as r:
        (sheet,) = sign_in_facts(r, asked).sheets
    assert [line.sheet_no for line in sheet.lines] == ["2026-47-01", ""]
    assert sheet.number == "2026-47-01"


def test_numbers_do_not_depend_on_who_has_a_sheet(town: Db, names: Names) -> None:
    with town.read() as r:
        whole = {one.unit: one.number for one in sign_in_facts(r, Asked(blank=True)).sheets}
        (alone,) = sign_in_facts(r, Asked(blank=True, unit=the(names.unit("文化站")))).sheets
    assert whole["文化站"] == alone.number


def test_a_holiday_week_says_so(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "sign-in", Asked(week=week_of(date(2026, 10, 1)), blank=True)))
    assert "本周国庆节" in text


def test_a_week_under_way_is_not_yet_judged(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "sign-in"))
    assert "本周未完，截至11月24日" in text
    assert "未完成" not in text
