"""An October in the real window, and what a test does on its page again and again."""

from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.db import open_record
from core.doors import Write
from core.names import Names
from core.queries.circular_pages import MonthState, month_state
from core.rules.calendar import Month
from core.services import assessment, inspections
from gui.app import App
from gui.views.circular.issue_dialog import IssueDialog
from gui.views.circular.page import CircularPage
from gui.views.circular.sentence_row import SentenceEdit
from gui.views.circular.steps import DRAFT, ISSUE
from tests.core.services.conftest import the
from tests.gui.views.township import find, visit

OCTOBER = Month(2026, 10)
W = TypeVar("W", bound=QWidget)


def october(w: Write, names: Names) -> None:
    """One finding late, one settled on the spot, one without a station, some visits."""
    find(w, names, date(2026, 10, 19), date(2026, 10, 23))
    tour = inspections.add_inspection(w, date(2026, 10, 20), "王、陈")
    inspections.add_finding(w, date(2026, 10, 20), "垃圾", inspection_id=tour, fixed_on_spot=True)
    inspections.add_finding(w, date(2026, 10, 21), "无人认领的垃圾")
    visit(w, names, "王建国", date(2026, 10, 26), date(2026, 10, 28), date(2026, 10, 28))
    station = the(names.unit("村建所"))
    assessment.adjust(w, OCTOBER, station, points=Fraction(-5), reason="资料迟报")


class Sitting:
    """The page, and the few things a test does with it again and again."""

    def __init__(self, page: CircularPage, app: App, qtbot: QtBot) -> None:
        self.page, self.app, self.qtbot = page, app, qtbot
        self.gone: list[tuple[str, Any]] = []
        page.go.connect(self._went)

    def _went(self, where: str, target: object) -> None:
        self.gone.append((where, target))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.app.jobs.pending == 0)

    def press(self, name: str, over: QWidget | None = None) -> None:
        button = self.the(QPushButton, name, over)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def the(self, kind: type[W], name: str, over: QWidget | None = None) -> W:
        found = (over or self.page).findChild(kind, name)
        assert isinstance(found, kind), f"no {name}"
        return found

    def dialog(self, kind: type[W]) -> W:
        found = next((one for one in self.page.findChildren(kind) if one.isVisible()), None)
        assert found is not None, f"no {kind.__name__} is open"
        return found

    def key(self, key: Qt.Key, over: QWidget | None = None) -> None:
        QTest.keyClick(over or self.page.sentences, key)
        self.settle()

    def text(self, name: str) -> str:
        return self.the(QLabel, name).text()

    @property
    def state(self) -> MonthState:
        """What the file says now."""
        assert self.app.path is not None
        with open_record(self.app.path, writable=False, clock=self.app._clock) as db, db.read() as r:
            return month_state(r, OCTOBER)

    def row(self, key: str) -> Any:
        return next(row for row in self.page.sentences.rows if row.line.key == key)


def rows_of(model: Any) -> list[Any]:
    return [model.row(number) for number in range(model.count)]


def draft(sitting: Sitting, key: str) -> None:
    sitting.page.go_to(DRAFT)
    sitting.page.sentences.setFocus()
    sitting.page.sentences.choose(key)


def open_editor(sitting: Sitting, text: str) -> SentenceEdit:
    """F2 and the words."""
    sitting.key(Qt.Key.Key_F2)
    row = sitting.page.sentences.current
    assert row is not None
    assert row.editor is not None
    row.editor.setPlainText(text)
    return row.editor


def type_over(sitting: Sitting, text: str) -> None:
    """F2, the words, Enter."""
    sitting.key(Qt.Key.Key_Return, open_editor(sitting, text))


def ask(sitting: Sitting) -> IssueDialog:
    sitting.page.go_to(ISSUE)
    sitting.page.main_action()
    return sitting.dialog(IssueDialog)
