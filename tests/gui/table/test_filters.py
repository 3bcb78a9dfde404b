"""▾ in a heading by mouse, by Alt+↓ and from the context menu; 清除筛选 gives all back."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.page import Page
from gui.table import Column, RowsModel, SheetView
from gui.table.filters import FilterList
from gui.table.heads import Head
from gui.widgets import PageHeader
from tests.gui.views.asking import named, press


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    unit: str
    count: int


ROWS = [Row(f"人{number}", f"{number % 12}号所", number) for number in range(24)]
COLUMNS = (
    Column("name", "姓名"),
    Column("unit", "站所", 140),
    Column("count", "次数", kind="number", summed=True),
)


@pytest.fixture
def bare(app: App, qtbot: QtBot) -> Iterator[Page]:
    """An empty page, gone before the collector could take its table apart."""
    made = Page(app, PageHeader("表"))
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(bare: Page, qtbot: QtBot) -> Page:
    """One with a list of 24 rows in twelve stations."""
    made = bare
    rows = RowsModel(COLUMNS)
    view = SheetView(rows, name="list")
    made.body.addWidget(view)
    rows.set_rows(ROWS)
    made.resize(900, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    view.setFocus()
    view.go_to(0, "unit")
    return made


def table(page: Page) -> SheetView:
    return named(page, SheetView, "list")


def opened(page: Page) -> FilterList:
    (found,) = [one for one in page.findChildren(FilterList) if one.isVisible()]
    return found


def names(page: Page) -> list[str]:
    view = table(page)
    return [view.rows.row(row).name for row in range(view.rows.count)]


def key(key_: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key_, modifier)


def test_keys_alone_filter_two_values_and_take_the_filter_away(page: Page, qtbot: QtBot) -> None:
    key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    values = named(opened(page), QListWidget, "filterValues")
    first = values.item(0)
    assert first is not None
    assert (values.count(), first.text()) == (12, "0号所（2）")
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Return)
    assert len(names(page)) == 4
    bar = named(page, QWidget, "filterBar")
    assert bar.isVisible()
    assert named(page, QLabel, "filterWords").text() == "筛选　站所：0号所、10号所　筛出4行，共24行"
    assert table(page).hasFocus()
    press(page, "clearColumns")
    assert len(names(page)) == 24
    assert not bar.isVisible()


def test_a_click_on_the_arrow_opens_and_a_click_on_the_word_sorts(page: Page, qtbot: QtBot) -> None:
    view = table(page)
    head = view.horizontalHeader()
    assert isinstance(head, Head)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.arrow_spot(1).center())
    assert opened(page).accessibleName() == "按站所筛选"
    assert view.rows.sorted_by == ("", False)
    key(Qt.Key.Key_Escape)
    assert not [one for one in page.findChildren(FilterList) if one.isVisible()]
    word = head.arrow_spot(2).center()
    word.setX(head.sectionViewportPosition(2) + head.sectionSize(2) - 20)
    for first in ("人0", "人23"):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=word)
        assert names(page)[0] == first
    assert view.rows.row(view.current_row).name == "人0"  # the cursor went along


def test_enter_takes_the_value_searched_for(page: Page, qtbot: QtBot) -> None:
    view = table(page)
    view.open_filter(1)
    field = named(opened(page), QLineEdit, "filterFind")
    field.setFocus()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert names(page) == ["人7", "人19"]
    menu = view.make_menu()
    next(one for one in menu.actions() if one.text() == "清除筛选").trigger()
    assert len(names(page)) == 24


def test_a_second_filter_counts_what_the_first_left_and_rows_given_anew_keep_it(page: Page) -> None:
    view = table(page)
    view.rows.choose("unit", frozenset({"7号所"}))
    view.open_filter(2)
    values = named(opened(page), QListWidget, "filterValues")
    assert [values.item(row).text() for row in range(values.count())] == ["7（1）", "19（1）"]
    view.rows.set_rows(ROWS[:10])
    assert names(page) == ["人7"]
    assert named(page, QLabel, "filterWords").text().endswith("筛出1行，共10行")


def test_the_list_gives_way_to_a_click_elsewhere(page: Page) -> None:
    view = table(page)
    view.open_filter(1)
    assert opened(page)
    page.header.search.field.setFocus()
    assert not [one for one in page.findChildren(FilterList) if one.isVisible()]


def test_the_bottom_line_sums_the_selection(page: Page, qtbot: QtBot) -> None:
    page.say("24行")
    view = table(page)
    view.go_to(1)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.status_text == "24行　已选2行，次数合计3")
    view.go_to(5)
    qtbot.waitUntil(lambda: page.status_text == "24行")


def test_a_sheet_sums_its_cells(bare: Page, qtbot: QtBot) -> None:
    page = bare
    rows = RowsModel((Column("name", "姓名", editable=True), Column("count", "次数", editable=True)))
    view = SheetView(rows, name="sheet")
    page.body.addWidget(view)
    rows.set_rows(ROWS)
    page.show()
    view.go_to(2, "count")
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.status_text == "已选3格，合计9")
    assert not view.can_filter(0)


def test_the_list_goes_with_its_table_even_when_nothing_takes_the_focus(page: Page, qtbot: QtBot) -> None:
    view = table(page)
    view.open_filter(1)
    found = opened(page)
    view.hide()
    assert not found.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.findChildren(FilterList) == []
    view.show()
    view.open_filter(1)
    assert opened(page).isVisible()
