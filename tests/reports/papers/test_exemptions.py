"""假期与免计说明: which weeks counted how and why, by itself and with the circular; no person is named."""

from datetime import date

import pytest

from core.db import Db
from core.model import absence, post
from core.names import Names
from core.queries.circulars import draft
from core.queries.papers import Asked
from core.rules.calendar import Month
from core.services import assessment
from reports.papers.circular import build
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed, words_of

OCTOBER = Month(2026, 10)


@pytest.fixture
def spared(town: Db, names: Names) -> Db:
    """财政所 moved house in week 43, 王建国 was away in week 42, somebody came to 文化站 late in week 44."""
    with town.write("登记") as w:
        assessment.exempt(
            w, start=date(2026, 10, 19), end=date(2026, 10, 25), reason="整体搬迁", covers="all",
            unit_id=the(names.unit("财政所")),
        )  # fmt: skip
        w.insert(
            absence, person_id=the(names.person("王建国")), kind="leave", effect="excused", reason="病假",
            valid_from=date(2026, 10, 12), valid_to=date(2026, 10, 18),
        )  # fmt: skip
        w.insert(
            post, person_id=the(names.person("周启明")), unit_id=the(names.unit("文化站")), role="staff",
            valid_from=date(2026, 10, 30),
        )  # fmt: skip
    return town


def test_weeks_and_units(spared: Db, printed: Printed) -> None:
    text = "".join(printed(spared, "exemptions", Asked(month=OCTOBER))).replace(" ", "")
    assert "第40周9月28日—10月4日3天2次国庆节" in text
    assert "第42周10月12日—18日5天2次" in text
    assert "各站所第41周（10月5日—11日）按3个工作日计国庆节" in text
    assert "财政所第43周（10月19日—25日）应到1人，免计1人整体搬迁" in text
    assert "村建所第42周（10月12日—18日）应到2人，免计1人1人请假" in text
    assert "文化站第44周（10月26日—11月1日）应到2人，减计1人1人在岗不足一周" in text
    for private in ("王建国", "周启明", "病假"):
        assert private not in text


def test_a_month_without_any_says_so(idle: Db, printed: Printed) -> None:
    text = "".join(printed(idle, "exemptions", Asked(month=Month(2026, 9))))
    assert "第36周" in text
    assert "第38周9月14日—20日6天2次国庆节调休" in text.replace(" ", "")
    assert "按6个工作日计" not in text, "more working days ask nobody for less"
    assert "不计入完成率" in text


def test_the_circular_carries_it_on_request(spared: Db) -> None:
    with spared.read() as r:
        plain, _ = draft(r, OCTOBER)
        whole, _ = draft(r, OCTOBER, spared=True)
    assert plain.spared == ()
    text = "".join(words_of(build(whole))).replace(" ", "")
    assert "4.2026年10月假期与免计说明" in text
    assert "财政所第43周（10月19日—25日）应到1人，免计1人整体搬迁" in text
    assert "免计说明" not in "".join(words_of(build(plain)))
