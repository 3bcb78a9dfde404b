"""统计: the tabs 职责 and 入户三率, what their cells say and open, on paper, as a sheet and as a picture."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.model import household_campaign, questionnaire, study_meeting
from core.names import Names
from core.services import assessment, inspections
from gui.printing import PrintPreview
from gui.start import Desk
from gui.views.stats import StatsPage
from gui.views.stats_grid import GridView
from tests.core.services.conftest import the
from tests.gui.views.test_stats import click, press, texts
from tests.gui.views.township import make_township

SEPTEMBER = {"tab": "duties", "month": "2026-09"}


def kept(w: Write, names: Names) -> None:
    """September: 财政所 met each week, 村建所 never; two campaigns in 红光村; three villages asked."""
    money, village = the(names.unit("财政所")), the(names.area("红光村"))
    for day in (date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 15), date(2026, 9, 22)):
        w.insert(study_meeting, day=day, unit_id=money, topic="创文", keyed_on=day)
        inspections.add_inspection(w, day)
    for day in (date(2026, 9, 2), date(2026, 9, 30)):
        w.insert(
            household_campaign,
            day=day,
            area_id=village,
            unit_id=money,
            people=None,
            kind="both",
            keyed_on=day,
        )
    day = date(2026, 9, 10)
    w.insert(questionnaire, day=day, area_id=village, valid=40, aware=39, took_part=38, keyed_on=day)
    w.insert(questionnaire, day=day, area_id=the(names.area("大和社区")), valid=9, aware=9, keyed_on=day)
    assessment.exempt(
        w, start=date(2026, 8, 1), end=date(2026, 10, 31), reason="搬迁", covers="all",
        unit_id=the(names.unit("文化站")),
    )  # fmt: skip


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Callable[..., StatsPage]:
    def open_it(target: dict[str, str], fill: Callable[[Write, Names], object] | None = kept) -> StatsPage:
        desk.open(make_township(tmp_path, fill), "stats")
        qtbot.waitUntil(
            lambda: isinstance(desk.window.page, StatsPage) and bool(desk.window.page.status_text)
        )
        page = desk.window.page
        assert isinstance(page, StatsPage)
        page.go.disconnect(desk.window.show_page)
        page.show_target(target)
        label = "2026年9月"
        qtbot.waitUntil(lambda: page.month.label == label and label in page.table.view.grid.grid.note)
        return page

    return open_it


def rows(view: GridView) -> dict[str, list[str]]:
    return {line[0]: line[1:] for line in texts(view)}


def test_duties_by_unit(opened: Callable[..., StatsPage]) -> None:
    view = opened(SEPTEMBER).table.view
    heads = [
        view.grid.headerData(n, view.horizontalHeader().orientation()) for n in range(view.grid.columnCount())
    ]
    assert [str(one).split(" ")[0] for one in heads] == [
        "单位", "到岗", "例会", "入户宣传", "周督查", "月通报", "三年方案", "合计",
    ]  # fmt: skip
    found = rows(view)
    assert found["财政所"] == ["0/4", "4/4", "1/1", "", "", "未登记", "55.6%"]
    assert found["村建所"] == ["0/8", "0/4", "0/1", "", "", "未登记", "0.0%"]
    assert found["文化站"] == ["免", "免", "免", "", "", "未登记", "—"]
    assert found["大和乡创文办"] == ["", "", "", "4/4", "未登记", "", "100.0%"]
    assert found["领导班子"][1] == "0/8"
    cells = {line[0].text: line for line in view.grid.grid.rows}
    assert (cells["财政所"][2].heat, cells["村建所"][2].heat) == ("", "heat4")
    assert "村建所：第36周应研究1次，实际研究0次" in cells["村建所"][2].tip
    assert "搬迁" in cells["文化站"][2].tip
    assert "没有督查到" in view.grid.grid.note


def test_cells_open_their_rows(opened: Callable[..., StatsPage], qtbot: QtBot) -> None:
    page = opened(SEPTEMBER)
    view = page.table.view
    place = next(n for n, line in enumerate(texts(view)) if line[0] == "财政所")
    unit = view.grid.grid.rows[place][0].to
    assert unit is not None
    with qtbot.waitSignal(page.go) as went:
        click(view, place, 2)
    assert tuple(went.args or ()) == (
        "entry", {"ledger": "study_meeting", "month": "2026-09", "unit": unit[1]["unit"]},
    )  # fmt: skip
    with qtbot.waitSignal(page.go) as went:
        click(view, place, 1)
    assert went.args is not None and went.args[0] == "entry"


def test_rates_say_their_standing_in_words_shape_and_colour(
    opened: Callable[..., StatsPage], qtbot: QtBot
) -> None:
    page = opened(SEPTEMBER | {"tab": "rates"})
    found = rows(page.table.view)
    assert found["红光村"] == ["40", "▲ 97.50% 未达标", "● 95.00% 达标", "—", "—"]
    assert found["大和社区"] == ["9", "○ 样本不足", "—", "—", "—"]
    assert found["财政所"] == found["红光村"]
    assert found["大和乡合计"][0] == "49"
    cells = {line[0].text: line for line in page.table.view.grid.grid.rows}
    assert [cells["红光村"][n].heat for n in (2, 3)] == ["heat3", ""]
    place = next(n for n, line in enumerate(texts(page.table.view)) if line[0] == "红光村")
    with qtbot.waitSignal(page.go) as went:
        click(page.table.view, place, 2)
    assert tuple(went.args or ()) == ("entry", {"ledger": "questionnaire", "ids": (1,)})


def test_paper_sheet_and_picture(
    opened: Callable[..., StatsPage], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(SEPTEMBER)
    press(page, "mainAction")
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    preview = page.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview) and preview.pages.pages == 1
    preview.close()
    desk.app.settings.keep_folder("exports", tmp_path)
    page.export_current()
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    target = tmp_path / "职责完成情况表（2026年9月）.xlsx"
    qtbot.waitUntil(target.exists)
    sheet = load_workbook(target).active
    assert sheet is not None
    assert "财政所" in [str(row[0].value) for row in sheet.iter_rows()]
    press(page, "copyImage")
    assert QGuiApplication.clipboard().image().width() == 1080


def test_a_month_without_questionnaires_says_so(opened: Callable[..., StatsPage], qtbot: QtBot) -> None:
    page = opened(SEPTEMBER, None)
    page.show_tab("rates")
    with qtbot.waitSignal(page.go) as went:
        press(page.table, "emptyAction")
    assert tuple(went.args or ()) == ("entry", {"ledger": "questionnaire", "month": "2026-09"})
