"""载入默认清单 over the 督查清单: one press, one step, taken back by one Ctrl+Z; reached from 督查整改."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.ledgers.checklist import DEFAULT_ITEMS
from gui.start import Desk
from gui.views.roster_tabs import RosterPage
from tests.gui.views.township import make_township


def click(page: RosterPage, name: str) -> None:
    face = page.findChild(QPushButton, name)
    assert face is not None
    QTest.mouseClick(face, Qt.MouseButton.LeftButton)


def test_the_plan_s_items_come_by_one_press(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.open(make_township(tmp_path), "findings")
    qtbot.waitUntil(lambda: desk.window.page is not None and not desk.app.jobs.pending)
    assert desk.window.page is not None
    books = desk.window.page.findChild(QPushButton, "findingBooks")
    assert books is not None
    books.click()
    qtbot.waitUntil(lambda: isinstance(desk.window.page, RosterPage) and desk.window.page.desk is not None)
    page = desk.window.page
    assert isinstance(page, RosterPage)
    shown = page.desk
    assert shown is not None
    assert shown.current.name == "checklist_item"
    qtbot.waitUntil(lambda: not desk.app.jobs.pending)
    click(page, "loadChecklist")
    qtbot.waitUntil(lambda: len(shown.sheet.book.rows) == len(DEFAULT_ITEMS))
    desk.app.undo()
    qtbot.waitUntil(lambda: not shown.sheet.book.rows)
    click(page, "segment_standard_item")
    offer = page.findChild(QPushButton, "loadChecklist")
    assert offer is not None
    assert not offer.isVisible()
