"""限期整改通知书: a notice per station and day of issue, each with its 回执 on pages of its own."""

from datetime import date

from core.db import Db
from core.ledgers import ledger_named
from core.names import Names
from core.queries.papers import Asked
from core.rules.calendar import Month, week_of
from core.services import inspections, ledgers
from core.services.finding_details import Told
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed


def test_each_station_gets_its_own_page_with_the_slip_to_tear_off(town: Db, printed: Printed) -> None:
    first, second = printed(town, "order")
    assert "编号：2026-003" in first
    assert "村建所：" in first
    assert "于2026年11月27日前整改完毕" in first
    assert "2026年11月20日" in first
    assert "回　执" in first
    assert "财政所" not in first
    assert "财政所：" in second


def test_one_station_and_one_month(town: Db, names: Names, printed: Printed) -> None:
    pages = printed(town, "order", Asked(month=Month(2026, 11), unit=the(names.unit("村建所"))))
    assert ["编号：2026-002" in page for page in pages] == [True, False]
    pages = printed(town, "order", Asked(month=Month(2026, 10)))
    assert len(pages) == 1
    assert "2026年10月16日" in pages[0]


def test_a_notice_is_as_it_was_issued_when_it_was_put_off_later(town: Db, printed: Printed) -> None:
    with town.write("延期") as w:
        inspections.extend(w, 4, asked_on=date(2026, 11, 23), new_due_on=date(2026, 12, 4), reason="等材料")
    assert "11月27日" in printed(town, "order", Asked(week=week_of(date(2026, 11, 20))))[0]


def test_many_problems_share_a_notice_that_turns_the_page(town: Db, names: Names, printed: Printed) -> None:
    with town.write("登记") as w:
        ids = [
            inspections.add_finding(
                w, date(2026, 11, 23), f"第{n}处乱堆杂物，占用公共通道", unit_id=the(names.unit("文化站"))
            )
            for n in range(40)
        ]
        inspections.order(w, ids, date(2026, 11, 23), date(2026, 11, 30))
    pages = printed(town, "order", Asked(week=week_of(date(2026, 11, 23))))
    assert len(pages) > 1
    text = "".join(pages)
    assert all(f"第{n}处乱堆杂物" in text for n in range(40))
    assert text.count("回　执") == 1
    assert f"第{len(pages)}页，共{len(pages)}页" in pages[-1]


def test_no_orders_is_a_sentence(idle: Db, printed: Printed) -> None:
    (page,) = printed(idle, "order")
    assert "没有向各站所下发过限期整改通知" in page


def test_a_notice_cites_the_standard_and_asks_for_help(town: Db, names: Names, printed: Printed) -> None:
    with town.write("登记") as w:
        said = {"document": "全国文明城市测评体系", "year": 2021, "code": "Ⅱ-3", "text": "公共场所干净"}
        item = ledgers.put(w, ledger_named("standard_item"), said)
        told = Told("自查", standard_id=item, partner="区住建局")
        found = inspections.add_finding(
            w, date(2026, 11, 23), "路灯不亮", unit_id=the(names.unit("文化站")), told=told
        )
        inspections.order(w, [found], date(2026, 11, 23), date(2026, 11, 30))
    text = "".join(printed(town, "order", Asked(week=week_of(date(2026, 11, 23)))))
    assert "对照《全国文明城市测评体系》（2021年）Ⅱ-3；请区住建局协助" in text
    assert "经2026年11月23日你单位自查，发现" in text
