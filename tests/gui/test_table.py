"""The sheet takes typing as WPS does: real keys, real compositions, the clipboard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.page import Page
from gui.table import Candidate, CandidateList, Column, PageRequest, PageRows, RowsModel, SheetView
from gui.table.frozen import Frozen
from gui.widgets import Mark, PageHeader


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    unit: str
    area: str
    reason: str


PEOPLE = CandidateList(
    [
        Candidate(1, "张玉兰", "zyl", "农业服务中心", "本周第2次"),
        Candidate(2, "张永利", "zyl", "村建所", "本周第1次"),
        Candidate(3, "单国强", "sgq dgq", "财政所", "本周第1次"),
        Candidate(4, "郑友良", "zyl", "卫生院", "10月20日已调离", disabled=True),
    ]
)
COLUMNS = (
    Column("name", "姓名", 126, editable=True, candidates=PEOPLE.match),
    Column("unit", "站所（自动）", 150),
    Column("area", "到岗区域", 150, editable=True),
    Column("reason", "事由", 200, editable=True, stretch=True),
)
ROWS = [
    Line("赵小燕", "便民服务中心", "集贸市场", "入户宣传"),
    Line("杨光明", "综治中心", "集贸市场", "秩序维护"),
]


@pytest.fixture
def view(app: App, qtbot: QtBot) -> Iterator[SheetView]:
    """A check-in sheet of two lines and three empty ones in a window."""
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    rows = RowsModel(COLUMNS, window)
    rows.set_rows(ROWS, blank=3)
    made = SheetView(rows, name="sheet", settings=app.settings, numbers=True, parent=window)
    made.resize(900, 560)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    made.go_to(0)
    yield made
    QGuiApplication.clipboard().clear()


def press(qtbot: QtBot, key: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def type_on(letters: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, letters)


def text(view: SheetView, row: int, key: str) -> str:
    column = next(column for column in COLUMNS if column.key == key)
    return view.rows.text(row, column)


def at(view: SheetView) -> tuple[int, str]:
    return view.current_row, COLUMNS[view.currentIndex().column()].key


def compose(target: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(target, event)


def test_a_letter_on_a_cell_begins_typing_and_enter_goes_down(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(0, "area")
    with qtbot.waitSignal(view.edited) as told:
        QTest.keyClicks(view, "a")
        type_on("b")
        press(qtbot, Qt.Key.Key_Return)
    assert told.args == [0, "area", "ab"]
    assert text(view, 0, "area") == "ab"
    assert at(view) == (1, "area")


def test_f2_keeps_the_text_and_escape_gives_it_back(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(1, "reason")
    press(qtbot, Qt.Key.Key_F2)
    type_on("x")
    press(qtbot, Qt.Key.Key_Escape)
    assert text(view, 1, "reason") == "秩序维护"
    assert view.hasFocus()


def test_a_composition_on_a_cell_keeps_its_first_letter(view: SheetView) -> None:
    view.go_to(2, "area")
    compose(view, "d")
    compose(view, "da")
    compose(view, "", "大")
    view.commit_edits()
    assert text(view, 2, "area") == "大"


def test_enter_that_ends_a_composition_does_not_submit(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(2, "name")
    compose(view, "zyl")
    press(qtbot, Qt.Key.Key_Return)
    assert at(view) == (2, "name")
    assert text(view, 2, "name") == ""


def test_candidates_follow_the_composition_without_its_separators(view: SheetView) -> None:
    view.go_to(2, "name")
    compose(view, "z'y'l")
    assert view.writing.popup is not None
    assert [one.label for one in view.writing.popup.offers] == ["张玉兰", "张永利", "郑友良"]


def test_initials_and_enter_take_the_first_and_go_to_the_next_name(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(2)
    with qtbot.waitSignal(view.picked) as told:
        QTest.keyClicks(view, "z")
        type_on("yl")
        press(qtbot, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[:2] == [2, "name"]
    assert told.args[2].key == 1
    assert text(view, 2, "name") == "张玉兰"
    assert at(view) == (3, "name")


def test_the_arrow_chooses_and_escape_leaves_the_word(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(2)
    with qtbot.waitSignal(view.picked) as told:
        QTest.keyClicks(view, "z")
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[2].label == "张永利"
    with qtbot.waitSignal(view.edited) as typed:
        QTest.keyClicks(view, "z")
        press(qtbot, Qt.Key.Key_Escape)
        press(qtbot, Qt.Key.Key_Return)
    assert typed.args == [3, "name", "z"]


def test_candidates_match_readings_and_parts() -> None:
    assert [one.label for one in PEOPLE.match("sg")] == ["单国强"]
    assert [one.label for one in PEOPLE.match("dgq")] == ["单国强"]
    assert [one.label for one in PEOPLE.match("永")] == ["张永利"]
    assert PEOPLE.match("zyl")[-1].disabled
    assert PEOPLE.match(" ") == []


def test_candidates_open_under_the_cell_over_empty_lines(view: SheetView, qtbot: QtBot) -> None:
    view.rows.set_rows(ROWS * 20, blank=20)
    view.go_to(40)
    QTest.keyClicks(view, "z")
    editor, popup = view.writing.editor, view.writing.popup
    assert editor is not None
    assert popup is not None
    assert popup.y() == editor.mapTo(view.window(), QPoint(0, editor.height())).y()
    assert view.rowViewportPosition(40) + view.rowHeight(40) <= view.viewport().height() * 2 // 3


def test_tab_skips_fill_in_cells_and_adds_a_line_at_the_end(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(4, "name")
    places = []
    for _step in range(3):
        press(qtbot, Qt.Key.Key_Tab)
        places.append(at(view))
    assert places == [(4, "area"), (4, "reason"), (5, "name")]
    assert view.rows.rowCount() == 6
    press(qtbot, Qt.Key.Key_Backtab)
    assert at(view) == (4, "reason")


def test_tab_inside_a_cell_commits_it(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(2, "area")
    QTest.keyClicks(view, "q")
    press(qtbot, Qt.Key.Key_Tab)
    assert text(view, 2, "area") == "q"
    assert at(view) == (2, "reason")


def test_a_pasted_block_adds_its_lines_and_leaves_fill_in_cells_out(view: SheetView, qtbot: QtBot) -> None:
    block = "\n".join(f"甲{number}\t大和社区\t秩序维护" for number in range(30)) + "\r\n"
    QGuiApplication.clipboard().setText(block)
    view.go_to(2)
    with qtbot.waitSignal(view.pasted) as told:
        press(qtbot, Qt.Key.Key_V, ctrl=True)
    assert told.args is not None
    assert told.args[0] == 2
    assert told.args[1][29] == {"name": "甲29", "area": "大和社区", "reason": "秩序维护"}
    assert view.rows.rowCount() == 32
    assert (text(view, 31, "name"), text(view, 31, "unit")) == ("甲29", "")


def test_a_copied_block_is_tab_separated_and_finds_its_columns_again(view: SheetView, qtbot: QtBot) -> None:
    view.selectAll()
    view.copy(head=True)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "姓名\t站所（自动）\t到岗区域\t事由"
    assert lines[1] == "赵小燕\t便民服务中心\t集贸市场\t入户宣传"
    view.clearSelection()
    view.selectRow(0)
    press(qtbot, Qt.Key.Key_C, ctrl=True)
    view.go_to(2)
    with qtbot.waitSignal(view.pasted) as told:
        press(qtbot, Qt.Key.Key_V, ctrl=True)
    assert told.args == [2, [{"name": "赵小燕", "area": "集贸市场", "reason": "入户宣传"}]]


def test_ctrl_d_fills_down_and_delete_clears(view: SheetView, qtbot: QtBot) -> None:
    model = view.selectionModel()
    model.clearSelection()
    view.go_to(0, "reason")
    for row in (0, 1, 2):
        model.select(view.rows.index(row, 3), model.SelectionFlag.Select)
    with qtbot.waitSignal(view.filled) as filled:
        press(qtbot, Qt.Key.Key_D, ctrl=True)
    assert filled.args == [[(1, "reason"), (2, "reason")], "入户宣传"]
    with qtbot.waitSignal(view.cleared) as cleared:
        press(qtbot, Qt.Key.Key_Delete)
    assert cleared.args is not None
    assert sorted(cleared.args[0]) == [(0, "reason"), (1, "reason"), (2, "reason")]
    assert text(view, 1, "reason") == ""


def test_a_refresh_keeps_what_is_typed_into_empty_lines(view: SheetView, qtbot: QtBot) -> None:
    view.rows.lay(2, "area", "大和社区")
    view.rows.lay(1, "area", "写过的")
    view.rows.set_rows(ROWS, blank=3)
    assert text(view, 2, "area") == "大和社区"
    assert text(view, 1, "area") == "集贸市场"
    view.go_to(3, "reason")
    QTest.keyClicks(view, "h")
    view.rows.set_rows(ROWS, blank=4)
    assert view.writing.editor is not None
    assert view.writing.editor.text() == "h"


def test_the_line_being_written_stays_when_the_lines_become_fewer(view: SheetView, qtbot: QtBot) -> None:
    last = view.rows.rowCount() - 1
    view.go_to(last, "reason")
    QTest.keyClicks(view, "h")
    view.rows.set_rows([], blank=1)
    assert view.writing.editor is not None
    assert view.current_row == last
    view.commit_edits()
    assert text(view, last, "reason") == "h"
    view.rows.set_rows([], blank=1)
    view.rows.drop_typed(last)
    view.rows.set_rows([], blank=1)
    assert view.rows.rowCount() == 1  # nothing holds it any more


def test_an_editor_that_went_with_its_line_is_forgotten(view: SheetView, qtbot: QtBot) -> None:
    view.go_to(view.rows.rowCount() - 1, "reason")
    QTest.keyClicks(view, "h")
    view.rows.beginResetModel()
    view.rows.endResetModel()
    view.commit_edits()  # Qt would warn of an editor that does not belong to the view
    assert view.writing.editor is None


def test_an_error_stands_under_its_cell_with_both_ways_out(view: SheetView, qtbot: QtBot) -> None:
    chosen: list[str] = []
    view.rows.lay(2, "name", "张玉栏")
    ways: list[tuple[str, Callable[[], object]]] = [
        ("改为张玉兰", lambda: chosen.append("rename")),
        ("新增此人", lambda: chosen.append("add")),
    ]
    view.show_error(2, "name", "第3行：名册里没有“张玉栏”。是“张玉兰”吗？", ways)
    bar = view.findChild(QWidget, "cellError")
    assert isinstance(bar, QWidget)
    assert bar.y() == view.rowViewportPosition(2) + view.line_height
    assert bar.y() + bar.height() == view.rowViewportPosition(3)  # no line is covered
    view.clear_error()
    assert view.rowHeight(2) == view.line_height
    view.show_error(2, "name", "第3行：名册里没有“张玉栏”。是“张玉兰”吗？", ways)
    (bar,) = [one for one in view.findChildren(QWidget, "cellError") if one.isVisible()]
    way = bar.findChild(QPushButton, "way0")
    assert isinstance(way, QPushButton)
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert chosen == ["rename"]
    index = view.rows.index(2, 0)
    assert "名册里没有" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    view.clear_error()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "姓名：张玉栏"


def test_read_only_cells_close_the_input_method(view: SheetView) -> None:
    view.go_to(0, "unit")
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    view.go_to(0, "area")
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_menu_offers_copying_with_heads(view: SheetView) -> None:
    menu = view.make_menu()
    assert [action.text() for action in menu.actions()] == [
        "复制", "复制（带表头）", "粘贴", "向下填充", "清空",
    ]  # fmt: skip
    menu.deleteLater()


@dataclass(frozen=True, slots=True)
class Finding:
    id: int
    text: str
    state: Mark


READING = (
    Column("id", "编号", 60, kind="number", sortable=True),
    Column("text", "问题", 200, kind="link", stretch=True),
    Column("state", "状态", 100, kind="status"),
)


def test_a_list_is_fetched_page_by_page_and_sorted_by_its_source(
    app: App, record: object, qtbot: QtBot
) -> None:
    from pathlib import Path

    assert isinstance(record, Path)
    with qtbot.waitSignal(app.opened):
        app.open(record)
    asked: list[PageRequest] = []

    def fetch(_door: object, request: PageRequest) -> PageRows:
        asked.append(request)
        order = range(1000, 0, -1) if request.descending else range(1, 1001)
        numbers = list(order)[request.offset : request.offset + request.limit]
        return PageRows([Finding(number, f"第{number}条", Mark("late", "逾6天")) for number in numbers], 1000)

    rows = RowsModel(READING)
    rows.set_source(app.jobs, fetch)
    view = SheetView(rows, name="list", settings=app.settings)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    with qtbot.waitSignal(rows.counted):
        rows.reload()
    assert rows.rowCount() == 1000
    assert rows.row(999) is None
    view.scrollToBottom()
    qtbot.waitUntil(lambda: rows.row(999) is not None)
    assert rows.row(999).text == "第1000条"
    assert len(asked) == 2  # only what is seen
    with qtbot.waitSignal(rows.counted):
        rows.sort_by("id", descending=True)
    assert rows.row(0).id == 1000
    assert rows.headerData(0, Qt.Orientation.Horizontal) == "编号 ↓"
    assert rows.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "状态：逾6天"


def test_a_list_opens_rows_and_tells_links(app: App, qtbot: QtBot) -> None:
    rows = RowsModel(READING)
    rows.set_rows([Finding(1, "墙面污损", Mark("open", "整改中"))])
    view = SheetView(rows, name="list", settings=app.settings)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.setFocus()
    view.go_to(0)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [0]
    with qtbot.waitSignal(view.linked) as linked:
        spot = view.visualRect(rows.index(0, 1)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert linked.args == [0, "text"]


def test_an_empty_list_says_one_sentence_with_one_button(app: App, qtbot: QtBot) -> None:
    rows = RowsModel(READING)
    view = SheetView(rows, name="list", settings=app.settings)
    qtbot.addWidget(view)
    view.resize(600, 300)
    pressed: list[int] = []
    view.set_empty("第44周还没有登记督查。", "登记督查", lambda: pressed.append(1))
    view.show()
    act = view.findChild(QPushButton, "emptyAction")
    assert isinstance(act, QPushButton)
    QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    rows.set_rows([Finding(1, "墙面污损", Mark("open", "整改中"))])
    assert not act.isVisible()


def test_a_check_cell_is_toggled_by_space_and_click(app: App, qtbot: QtBot) -> None:
    @dataclass(frozen=True, slots=True)
    class Tick:
        here: bool
        name: str

    rows = RowsModel((Column("here", "到岗", 60, kind="check", editable=True), Column("name", "姓名", 100)))
    rows.set_rows([Tick(False, "张玉兰")])
    view = SheetView(rows, name="ticks", settings=app.settings)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.setFocus()
    view.go_to(0, "here")
    with qtbot.waitSignal(view.checked) as told:
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert told.args == [0, "here", True]
    with qtbot.waitSignal(view.checked):
        spot = view.visualRect(rows.index(0, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_frozen_first_column_stays_while_the_rest_is_scrolled(app: App, qtbot: QtBot) -> None:
    rows = RowsModel(tuple(Column(key, key, 400, sortable=True) for key in ("id", "text", "state")))
    rows.set_rows([Finding(number, "墙面污损", Mark("open", "整改中")) for number in range(50)])
    view = SheetView(rows, name="wide", settings=app.settings, frozen=True)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    held = view.findChild(Frozen)
    assert isinstance(held, Frozen)
    assert not held.isVisible()
    view.horizontalScrollBar().setValue(300)
    view.verticalScrollBar().setValue(7)
    assert held.isVisible()
    assert held.rowAt(0) == view.rowAt(0) == 7
    QTest.mouseClick(held.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert view.current_row == 7
    view.horizontalScrollBar().setValue(0)
    assert not held.isVisible()


def test_one_who_left_is_taken_only_on_purpose(view: SheetView, qtbot: QtBot) -> None:
    taken: list[str] = []
    view.picked.connect(lambda _row, _key, one: taken.append(one.label))
    view.go_to(2)
    QTest.keyClicks(view, "zyl")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    QTest.keyClicks(view, "z")
    popup = view.writing.popup
    assert popup is not None
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=QPoint(20, 34 * 2 + 10))
    assert taken == ["郑友良", "郑友良"]
    QTest.keyClicks(view, "zyl")
    press(qtbot, Qt.Key.Key_Return)
    assert taken[2] == "张玉兰"


def test_words_that_come_without_composition_are_not_lost(view: SheetView) -> None:
    view.go_to(2, "reason")
    commit(view, "清运")
    assert view.writing.editor is not None
    commit(view.writing.editor, "垃圾")
    assert view.writing.editor.text() == "清运垃圾"


def test_a_second_word_does_not_replace_the_first(view: SheetView) -> None:
    view.go_to(2, "reason")
    compose(view, "qy")
    compose(view, "", "清运")
    assert view.writing.editor is not None
    compose(view.writing.editor, "lj")
    compose(view.writing.editor, "", "垃圾")
    assert view.writing.editor.text() == "清运垃圾"


def commit(target: QWidget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def test_a_half_typed_cell_counts_when_the_page_is_left(app: App, qtbot: QtBot) -> None:
    page = Page(app, PageHeader("登记"))
    qtbot.addWidget(page)
    rows = RowsModel(COLUMNS, page)
    rows.set_rows(ROWS, blank=3)
    view = SheetView(rows, name="sheet", settings=app.settings)
    page.body.addWidget(view)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    view.setFocus()
    view.go_to(2, "area")
    QTest.keyClicks(view, "q")
    with qtbot.waitSignal(view.edited) as told:
        page.commit_edits()
    assert told.args == [2, "area", "q"]


def test_a_block_of_a_hundred_thousand_cells_is_laid_in_one_go(view: SheetView, qtbot: QtBot) -> None:
    lines = [{"name": f"甲{number}", "area": "大和社区"} for number in range(50_000)]
    changes: list[object] = []
    view.rows.dataChanged.connect(lambda first, last: changes.append((first.row(), last.row())))
    view.rows.lay_block(2, lines)
    assert view.rows.rowCount() == 50_002 and changes[-1] == (2, 50_001) and len(changes) <= 2
    assert text(view, 50_001, "name") == "甲49999"
    view.rows.lay_block(0, [])
