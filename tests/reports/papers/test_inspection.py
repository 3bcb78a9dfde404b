"""督查记录表: blank to take along, filled with the round's findings."""

from datetime import date

from core.db import Db
from core.queries.papers import Asked
from core.rules.calendar import week_of
from tests.reports.papers.conftest import Printed


def test_a_blank_record_is_one_page_to_write_on(idle: Db, printed: Printed) -> None:
    (page,) = printed(idle, "inspection", Asked(blank=True))
    for words in ("督查时间", "督查人员", "处理意见", "整改前照片", "记录人签名"):
        assert words in page


def test_a_filled_record_has_people_findings_and_handling(town: Db, printed: Printed) -> None:
    (page,) = printed(town, "inspection", Asked(week=week_of(date(2026, 10, 16))))
    assert "2026年10月16日" in page
    assert "周启明、李伟" in page
    assert "立行立改" in page
    assert "限期整改" in page
    assert "小广告未清理" in page


def test_a_week_without_a_round_is_said(town: Db, printed: Printed) -> None:
    (page,) = printed(town, "inspection", Asked(week=week_of(date(2026, 10, 23))))
    assert "没有登记督查" in page
