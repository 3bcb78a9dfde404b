"""年度绩效考核表, 归档目录, 交接清单: what must stand on them, and what where there is nothing."""

from datetime import date
from fractions import Fraction

import pytest

from core.db import Db
from core.errors import UserError
from core.model import opinion, task
from core.names import Names
from core.queries.papers import Asked
from core.rules.calendar import Month, cycle_of
from core.services import numbers
from core.services.annual import adjust_year
from core.services.archive import file_item, file_year, void_item
from core.services.statements import receive
from core.settings import change
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed


def test_the_annual_table_shows_every_month_and_its_formula(town: Db, names: Names, printed: Printed) -> None:
    with town.write("加分") as w:
        adjust_year(w, 2026, the(names.unit("村建所")), Fraction("1.5"), "区级表扬")
        change(w, date(2026, 1, 1), annual_grades="90 80 60", annual_share="20")
    text = "".join(printed(town, "annual"))
    assert "大和乡包保工作2026年度绩效考核表" in text
    assert "年度得分＝各月平均分×20%＋受通报表扬次数×1分－受通报批评次数×2分＋手工加减分" in text
    assert "2026年10月没有印发通报，得分按现在的记录计算，不计表扬批评" in text
    assert "等次：好（90分以上）、较好（80分以上）、一般（60分以上）、较差" in text
    assert "+1.5" in text
    assert "王建国" not in text, "units, not persons"
    one = "".join(printed(town, "annual", Asked(unit=the(names.unit("村建所")))))
    assert "区级表扬" in one
    assert "财政所" not in one
    assert "2025年没有考核得分。" in "".join(printed(town, "annual", Asked(month=Month(2025, 3))))


def test_the_archive_list_by_retention_and_number(town: Db, printed: Printed) -> None:
    assert "2026年还没有编制，有6件待归档。" in "".join(printed(town, "archive-list"))
    with town.write("归档") as w:
        file_year(w, 2026)
        extra = file_item(w, 2026, "永久", "党委会纪要", day=date(2026, 10, 9), doc_no="和委纪〔2026〕3号")
        void_item(w, extra, "与党政办重复")
    pages = printed(town, "archive-list")
    assert len(pages) == 2
    assert "保管期限：永久" in pages[0]
    assert "共0件" in pages[0], "what was taken out is shown, not counted"
    assert "作废：与党政办重复" in pages[0]
    assert "保管期限：10年共6件" in pages[1].replace(" ", "")
    assert "大和乡2026年问题销号台账" in pages[1]
    assert "20261231" in pages[1]


def test_the_archives_of_a_year_hang_under_its_cycle(town: Db, printed: Printed) -> None:
    """第七届全国文明城市: three years from the one the office names, and so on."""
    with town.write("归档") as w:
        file_year(w, 2026)
    assert "创建周期" not in "".join(printed(town, "archive-list"))
    with town.write("修改单位资料") as w:
        change(w, date(2026, 1, 1), cycle_start="2021")
    assert "创建周期：2024—2026年" in "".join(printed(town, "archive-list"))
    with pytest.raises(UserError, match="不是年份"), town.write("修改单位资料") as w:
        change(w, date(2026, 1, 1), cycle_start="第七届")


@pytest.mark.parametrize(
    ("year", "cycle"),
    [(2020, (2018, 2020)), (2021, (2021, 2023)), (2023, (2021, 2023)), (2024, (2024, 2026))],
)
def test_a_year_lies_in_one_cycle(year: int, cycle: tuple[int, int]) -> None:
    assert cycle_of("2021", year) == cycle
    assert cycle_of("", year) is None


def test_the_handover_list_names_what_waits(town: Db, names: Names, printed: Printed) -> None:
    station = the(names.unit("村建所"))
    with town.write("登记") as w:
        receive(w, Month(2026, 10), station, "不在包保区域")
        numbers.reserve_number(w, "大和创文办", 2026, 3, title="工作总结")
        numbers.reserve_number(w, "大和创文办", 2026, 5, title="转发通知", state="reserved")
        w.insert(opinion, day=date(2026, 11, 2), text="路灯不亮", unit_id=station, keyed_on=w.today)
        w.insert(
            opinion,
            day=date(2026, 11, 2),
            text="已答复的",
            reply="已修",
            replied_on=w.today,
            keyed_on=w.today,
        )
        w.insert(
            task, kind="task", name="整治背街小巷", unit_id=station, due_on=date(2026, 11, 1), progress=40
        )
        w.insert(task, kind="task", name="做完的", done_on=date(2026, 11, 1))
    text = "".join(printed(town, "handover"))
    assert "大和乡创文办包保工作交接清单" in text
    assert text.index("消防通道堵塞") < text.index("垃圾桶满溢3"), "the next deadline first"
    assert "小广告未清理" not in text, "settled"
    assert "逾期6天" in text
    assert "已用到大和创文办〔2026〕3号，下一个是大和创文办〔2026〕4号" in text
    assert "大和创文办〔2026〕5号预留：转发通知" in text
    assert "1—2号没有说明去向" in text
    assert "2026年10月村建所不在包保区域" in text
    assert "路灯不亮" in text
    assert "已答复的" not in text
    assert "整治背街小巷" in text
    assert "已过期" in text
    assert "做完的" not in text
    assert str(town.path.name) in text
    assert "移交人（签名）" in text


def test_nothing_waits_in_a_new_record(idle: Db, printed: Printed) -> None:
    text = "".join(printed(idle, "handover"))
    for words in ("没有未销号的问题。", "还没有用过文号。", "还没有印发过通报。", "没有。"):
        assert words in text
    assert "2026年还没有归档文件。" in "".join(printed(idle, "archive-list")) or "待归档" in "".join(
        printed(idle, "archive-list")
    )
