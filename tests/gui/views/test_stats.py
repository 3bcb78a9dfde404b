"""统计 in the real window: its cells, what they open, order, narrow, paper, sheet and picture."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.names import Names
from core.services import inspections
from gui.printing import PrintPreview
from gui.start import Desk
from gui.views.stats import StatsPage
from gui.views.stats_grid import GridView
from gui.views.stats_words import heat_of, percent
from gui.widgets.charts import BarPairs
from tests.gui.views.township import find, make_township, visit


def some(w: Write, names: Names) -> None:
    """王建国 and 岳丽娟 met last week's quota; three findings, one of them closed."""
    for person in ("王建国", "岳丽娟"):
        visit(w, names, person, date(2026, 10, 20), date(2026, 10, 22))
    closed = find(w, names, date(2026, 10, 13), date(2026, 10, 16))
    inspections.reply(w, closed, date(2026, 10, 15))
    inspections.verify(w, closed, date(2026, 10, 15), passed=True)
    find(w, names, date(2026, 10, 20), date(2026, 10, 30))
    find(w, names, date(2026, 10, 27), None, "红光村1组")


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Callable[..., StatsPage]:
    def open_it(fill: Callable[[Write, Names], object] | None = None) -> StatsPage:
        desk.open(make_township(tmp_path, fill), "stats")
        qtbot.waitUntil(
            lambda: isinstance(desk.window.page, StatsPage) and bool(desk.window.page.status_text)
        )
        page = desk.window.page
        assert isinstance(page, StatsPage)
        page.go.disconnect(desk.window.show_page)  # where it leads is the other pages' matter
        return page

    return open_it


def texts(view: GridView) -> list[list[str]]:
    """The table as it stands."""
    model = view.grid
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def click(view: GridView, row: int, column: int) -> None:
    place = view.visualRect(view.grid.index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(page: QWidget, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_worst_station_is_first_and_a_cell_opens_its_week(
    opened: Callable[..., StatsPage], qtbot: QtBot
) -> None:
    view = opened(some).table.view
    rows = texts(view)
    assert [row[0] for row in rows] == ["财政所", "村建所", "文化站", "合计"]
    assert rows[1][-3] == "1" and rows[1][1] == "2"
    cell = view.grid.cell(view.grid.index(1, 8))
    assert (cell.text, cell.heat) == ("1", "heat2")
    with qtbot.waitSignal(view.opened) as heard:
        click(view, 1, 8)
    (target_of,) = list(heard.args or ((),))
    name, target = target_of
    assert (name, target["week"]) == ("entry", date(2026, 10, 19))


def test_a_count_of_findings_opens_exactly_these(opened: Callable[..., StatsPage], qtbot: QtBot) -> None:
    page = opened(some)
    press(page, "tab_categories")
    view = page.table.view
    assert texts(view)[0][:2] == ["其他", "3"]
    view.setFocus()
    view.setCurrentIndex(view.grid.index(0, 1))
    with qtbot.waitSignal(page.go) as heard:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert list(heard.args or ()) == ["findings", {"filter": "all", "ids": (1, 2, 3)}]


def test_the_rate_by_month_follows_from_the_link(opened: Callable[..., StatsPage]) -> None:
    page = opened(some)
    press(page, "seeRates")
    rows = texts(page.table.view)
    assert rows[0] == ["2026年10月", "3", "1", "33.3%", "1", "100.0%", "2"]
    assert rows[-1][0] == "合计"


def test_bars_open_the_findings_of_their_week(opened: Callable[..., StatsPage], qtbot: QtBot) -> None:
    page = opened(some)
    bars = page.findChild(BarPairs, "bars")
    assert isinstance(bars, BarPairs)
    assert bars.accessibleDescription().endswith("42周 1、1；43周 1、0；44周 1、0")
    with qtbot.waitSignal(page.go) as heard:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(bars.width() - 4, 20))
    assert list(heard.args or ()) == ["findings", {"filter": "all", "ids": (3,)}]


def test_heads_sort_and_the_total_stays(opened: Callable[..., StatsPage]) -> None:
    view = opened(some).table.view
    head = view.horizontalHeader()
    for expected in (["文化站", "财政所", "村建所"], ["村建所", "财政所", "文化站"]):
        spot = QPoint(head.sectionViewportPosition(1) + 20, 20)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        rows = [row[0] for row in texts(view)]
        assert sorted(rows[:-1]) == sorted(expected) and rows[-1] == "合计"
    assert texts(view)[0][0] == "村建所"


def test_the_period_steps_by_its_length_and_stops_at_this_week(
    opened: Callable[..., StatsPage], qtbot: QtBot
) -> None:
    page = opened(some)
    face = page.period.face
    assert face.text() == "第37—44周 9月7日—11月1日"
    press(page, "statsBack")
    assert face.text() == "第29—36周 7月13日—9月6日"
    qtbot.waitUntil(lambda: page.table.view.grid.grid.heads[2].startswith("第29周"))
    for _ in range(3):
        press(page, "statsForth")
    assert face.text() == "第37—44周 9月7日—11月1日"
    page.period.choose(4)
    assert face.text() == "第41—44周 10月5日—11月1日"


def test_search_keeps_only_the_rows_it_names(opened: Callable[..., StatsPage]) -> None:
    page = opened(some)
    page.search("财政")
    assert [row[0] for row in texts(page.table.view)] == ["财政所"]
    page.search("")
    assert len(texts(page.table.view)) == 4


def test_an_empty_table_says_so_with_a_way_on(opened: Callable[..., StatsPage], qtbot: QtBot) -> None:
    page = opened()
    press(page, "tab_categories")
    act = next(one for one in page.findChildren(QPushButton, "emptyAction") if one.isVisible())
    with qtbot.waitSignal(page.go) as heard:
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert list(heard.args or ()) == ["findings", {"tour": date(2026, 10, 29)}]


def test_paper_and_sheet_hold_the_table_in_view(
    opened: Callable[..., StatsPage], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(some)
    press(page, "mainAction")
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    preview = page.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview) and preview.pages.pages == 1
    size = preview.pages.page_size(0)
    assert size.width() > size.height()  # eleven columns lie on their side
    preview.close()
    desk.app.settings.keep_folder("exports", tmp_path)
    page.export_current()
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    target = tmp_path / "签到情况表（第37—44周 9月7日—11月1日）.xlsx"
    qtbot.waitUntil(target.exists)
    sheet = load_workbook(target).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows()] == ["站所", "财政所", "村建所", "文化站", "合计"]
    assert sheet.cell(3, 2).value == 2


def test_the_picture_is_white_paper_also_in_the_dark(opened: Callable[..., StatsPage], desk: Desk) -> None:
    page = opened(some)
    desk.app.set_dark(True)
    press(page, "copyImage")
    image = QGuiApplication.clipboard().image()
    assert image.width() == 1080
    assert image.pixelColor(2, 2).name() == "#ffffff"
    heats = {image.pixelColor(x, y).name() for x in range(0, 1080, 5) for y in range(90, image.height(), 5)}
    assert "#a8200d" in heats and "#ffd98a" in heats


def test_every_cell_reads_aloud_with_row_and_head(opened: Callable[..., StatsPage]) -> None:
    view = opened(some).table.view
    said = view.grid.index(1, 8).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "村建所，第43周 10月19日，1，1/2"


def test_narrow_the_pane_goes_and_all_columns_stay(
    opened: Callable[..., StatsPage], desk: Desk, qtbot: QtBot
) -> None:
    page = opened(some)
    assert page.pane.isVisible()
    desk.window.resize(911, 433)
    qtbot.waitUntil(lambda: not page.pane.isVisible())
    view = page.table.view
    qtbot.waitUntil(lambda: view.horizontalHeader().length() <= view.viewport().width() + 1)


@pytest.mark.parametrize(
    ("met", "owed", "heat"), [(4, 4, ""), (3, 4, "heat1"), (2, 4, "heat2"), (1, 4, "heat3"), (0, 4, "heat4")]
)
def test_heat_marks_only_what_is_missing(met: int, owed: int, heat: str) -> None:
    assert heat_of(met, owed) == heat


def test_a_rate_is_rounded_half_up() -> None:
    assert (percent(1, 8), percent(15, 32), percent(1, 16, 0), percent(0, 0)) == ("12.5%", "46.9%", "6%", "—")
    assert percent(1, 16) == "6.3%"
