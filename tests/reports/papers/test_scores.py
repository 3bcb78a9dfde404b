"""考核得分汇总表: every point with its reason."""

from core.db import Db
from core.names import Names
from core.queries.papers import Asked, score_facts
from core.rules.calendar import Month
from core.rules.scoring import format_score
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed


def test_every_line_of_every_unit_stands_there(town: Db, printed: Printed) -> None:
    asked = Asked(month=Month(2026, 10))
    text = "".join(printed(town, "scores", asked))
    with town.read() as r:
        found = score_facts(r, asked)
    lines = [line for one in (*found.villages, *found.stations) for line in one.lines]
    assert lines
    for line in lines:
        assert line.reason in text
        assert format_score(line.points) in text
    assert "基础分100分，本期没有扣分" in text or all(one.lines for one in found.villages)
    assert "统计周期：2026年9月28日—11月1日" in text


def test_one_unit_alone(town: Db, names: Names, printed: Printed) -> None:
    text = "".join(printed(town, "scores", Asked(month=Month(2026, 10), unit=the(names.unit("村建所")))))
    assert "村建所" in text
    assert "财政所" not in text
    assert "村（居）得分" not in text


def test_a_month_without_work_still_has_its_table(idle: Db, printed: Printed) -> None:
    assert "一、村（居）得分" in "".join(printed(idle, "scores"))
