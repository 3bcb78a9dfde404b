"""The 登记 page of a real desk on a copy of the sample township, driven by keys alone."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.queries import entry as queries
from gui.start import Desk
from gui.views.entry import EntryPage

T = TypeVar("T")
TODAY = date(2026, 10, 29)
MONDAY = date(2026, 10, 26)
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "↓": Qt.Key.Key_Down, "↑": Qt.Key.Key_Up}


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample township as it stands on the test's day, made once."""
    from core.services.sample import make_sample

    path = tmp_path_factory.mktemp("sample") / "大和乡.db"
    make_sample(path, months=2, clock=lambda: datetime(2026, 10, 29, 9, 30))
    return path


class Clerk:
    """Types on the page and looks at it."""

    def __init__(self, desk: Desk, qtbot: QtBot, path: Path) -> None:
        self.desk, self.qtbot, self.path = desk, qtbot, path
        self.keys = 0

    @property
    def page(self) -> EntryPage:
        page = self.desk.window.pages["entry"]
        assert isinstance(page, EntryPage)
        return page

    def open(self) -> None:
        self.desk.open(self.path, "entry")
        self.qtbot.waitUntil(lambda: "entry" in self.desk.window.pages and self.page._begun)
        self.rest()
        self.desk.window.activateWindow()

    def rest(self) -> None:
        """Until every answer is there."""
        for _ in range(2):  # an answer may put a new question
            self.qtbot.waitUntil(lambda: self.desk.app.jobs.pending == 0)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Every character is one key: letters, ⏎ ⇥ ↓ ↑."""
        for letter in text:
            target = QApplication.focusWidget()
            assert target is not None
            self.keys += 1
            if letter in KEYS:
                QTest.keyClick(target, KEYS[letter])
            elif letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QCoreApplication.sendEvent(target, event)

    def press(self, key: Qt.Key, *, ctrl: bool = False, shift: bool = False) -> None:
        modifier = Qt.KeyboardModifier.NoModifier
        modifier |= Qt.KeyboardModifier.ControlModifier if ctrl else modifier
        modifier |= Qt.KeyboardModifier.ShiftModifier if shift else modifier
        target = QApplication.focusWidget()
        assert target is not None
        self.keys += 1
        QTest.keyClick(target, key, modifier)

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, ctrl=True)
        self.rest()

    def click(self, name: str) -> None:
        (found,) = [one for one in self.page.findChildren(QPushButton, name) if one.isVisible()]
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self.rest()

    def words(self, name: str) -> str:
        (found,) = [one for one in self.page.findChildren(QLabel, name) if one.isVisible()]
        return found.text()

    def fault(self) -> str:
        bars = [one for one in self.page.findChildren(QFrame, "cellError") if one.isVisible()]
        return bars[0].findChildren(QLabel)[0].text() if bars else ""

    def cell(self, row: int, key: str) -> str:
        model = self.page.sheet.model
        return model.text(row, next(one for one in model.columns if one.key == key))

    def select(self, key: str, first: int, last: int) -> None:
        """Rows first…last of a column, as Shift+↓ does."""
        self.page.sheet.view.go_to(first, key)
        for _ in range(last - first):
            self.press(Qt.Key.Key_Down, shift=True)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, ctrl=True)
        self.rest()

    def ask(self, query: Callable[[Any], T]) -> T:
        """Read the file as the page does."""
        found: list[T] = []
        self.desk.app.jobs.read(query, found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def week(self, monday: date = MONDAY) -> queries.WeekSheet:
        return self.ask(lambda door: queries.week_sheet(door, monday))

    def on_sheet(self) -> list[queries.CheckInRow]:
        """The lines of the paper sheet that is open, as the file has them."""
        code = self.page.sheet.carry.sheet_no
        return [row for row in self.week(self.page.sheet.book.monday).rows if row.sheet_no == code]


@pytest.fixture
def clerk(desk: Desk, qtbot: QtBot, tmp_path: Path, sample: Path) -> Iterator[Clerk]:
    """登记 open on a fresh paper sheet of the week of 29 October 2026."""
    path = tmp_path / "大和乡.db"
    shutil.copy(sample, path)
    made = Clerk(desk, qtbot, path)
    made.open()
    made.press(Qt.Key.Key_N, ctrl=True)
    yield made
    QGuiApplication.clipboard().clear()
