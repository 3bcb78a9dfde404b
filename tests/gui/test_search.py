"""One result list under the search box of every page: keys choose, Enter opens, Esc leaves."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.names import Names
from gui.page import Page
from gui.search import SearchList
from gui.start import Desk
from gui.views.roster import RosterPage
from tests.gui.views.asking import named, quiet
from tests.gui.views.township import find, make_township, visit


def _fill(w: Write, names: Names) -> None:
    visit(w, names, "王建国", date(2026, 10, 26), date(2026, 10, 27))
    find(w, names, date(2026, 10, 20), date(2026, 10, 23))


@pytest.fixture
def township(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Desk:
    desk.open(make_township(tmp_path, _fill), "entry")
    settle(desk, qtbot)
    return desk


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(3):
        quiet(desk.app, qtbot)
        QApplication.processEvents()


def seek(desk: Desk, qtbot: QtBot, words: str) -> SearchList:
    """Ctrl+F, the letters, and the short rest after which the box asks."""
    page = desk.window.page
    assert isinstance(page, Page)
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    if words.isascii():
        QTest.keyClicks(page.header.search.field, words)
    else:
        page.header.search.field.insert(words)  # as an input method does
    found = named(page, SearchList, "searchList")
    qtbot.waitUntil(lambda: found._answered == words)
    settle(desk, qtbot)
    return found


def key(desk: Desk, key_: Qt.Key) -> None:
    page = desk.window.page
    assert isinstance(page, Page)
    QTest.keyClick(page.header.search.field, key_)


@pytest.mark.parametrize("name", ["entry", "roster", "stats", "circular"])
def test_the_same_list_on_every_page_and_enter_opens_the_first(
    township: Desk, qtbot: QtBot, name: str
) -> None:
    desk = township
    desk.window.show_page(name)
    settle(desk, qtbot)
    found = seek(desk, qtbot, "wjg")
    assert found.isVisible()
    item = found.item(0)
    assert item is not None
    assert item.text() == "人员，王建国，村建所"
    key(desk, Qt.Key.Key_Return)
    settle(desk, qtbot)
    page = desk.window.page
    assert isinstance(page, RosterPage)
    assert page.card.person is not None
    assert page.card.person.name == "王建国"
    assert not found.isVisible()


def test_a_fast_enter_waits_for_the_answer(township: Desk, qtbot: QtBot) -> None:
    desk = township
    desk.window.focus_search()
    page = desk.window.page
    assert isinstance(page, Page)
    QTest.keyClicks(page.header.search.field, "wjg")
    key(desk, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert desk.window.current == "roster"


def test_down_and_enter_open_a_finding_and_the_mouse_does_too(township: Desk, qtbot: QtBot) -> None:
    desk = township
    found = seek(desk, qtbot, "堆放")
    key(desk, Qt.Key.Key_Down)
    key(desk, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert desk.window.current == "findings"
    assert named(desk.window, QLabel, "paneNumber").text() == "第1条"
    desk.window.show_page("entry")
    settle(desk, qtbot)
    found = seek(desk, qtbot, "堆放")
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    settle(desk, qtbot)
    assert desk.window.current == "findings"


def test_nothing_found_says_so_and_escape_leaves(township: Desk, qtbot: QtBot) -> None:
    found = seek(township, qtbot, "没有这词")
    item = found.item(0)
    assert item is not None
    assert item.text().startswith("没有找到“没有这词”")
    key(township, Qt.Key.Key_Return)
    settle(township, qtbot)
    assert township.window.current == "entry"
    key(township, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not found.isVisible())


def test_findings_filters_its_own_list_and_offers_the_rest(township: Desk, qtbot: QtBot) -> None:
    desk = township
    desk.window.show_page("findings")
    settle(desk, qtbot)
    found = seek(desk, qtbot, "大和")
    kinds = [str(item.text()).split("，")[0] for row in range(found.count()) if (item := found.item(row))]
    assert "区域" in kinds
    assert "问题" not in kinds
    key(desk, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert desk.window.current == "findings"
    key(desk, Qt.Key.Key_Down)
    key(desk, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert desk.window.current == "roster"
