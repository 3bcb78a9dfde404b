"""催办单: what is overdue today, by station."""

from core.db import Db
from core.names import Names
from core.queries.papers import Asked
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed


def test_the_overdue_are_listed_with_their_days(town: Db, printed: Printed) -> None:
    (page,) = printed(town, "reminder")
    assert "村建所：" in page
    assert "2026-002" in page
    assert "消防通道堵塞" in page
    assert "11月18日" in page
    assert "6天" in page
    assert "于2026年11月27日前整改完毕" in page
    assert "垃圾桶满溢" not in page


def test_a_station_without_any_is_said(town: Db, names: Names, printed: Printed) -> None:
    (page,) = printed(town, "reminder", Asked(unit=the(names.unit("财政所"))))
    assert "截至2026年11月24日，财政所没有逾期未整改的问题" in page
