"""A menu is open, and another record takes the place of the page under it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.app import App
from gui.table import Column, RowsModel, SheetView


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_table_may_go_while_its_menu_is_open(app: App, qtbot: QtBot) -> None:
    page = QWidget()
    view = SheetView(RowsModel((Column("name", "姓名"),)), name="list")
    QVBoxLayout(page).addWidget(view)
    page.show()
    seen: list[bool] = []

    def swap() -> None:
        seen.append(QApplication.activePopupWidget() is not None)
        page.deleteLater()

    QTimer.singleShot(0, swap)
    port, at = view.viewport(), QPoint(5, 5)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at), Qt.KeyboardModifier.NoModifier
    )
    QCoreApplication.sendEvent(port, event)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seen == [True]
    assert not isValid(view)


def test_an_error_is_taken_from_a_line_that_is_gone(app: App, qtbot: QtBot) -> None:
    rows = RowsModel((Column("name", "姓名"),))
    view = SheetView(rows, name="list")
    qtbot.addWidget(view)
    view.show()
    rows.set_rows([object()] * 3)
    view.show_error(2, "name", "不对")
    rows.set_rows([object()])
    view.clear_error()
    rows.set_error(2, "name", "不对")
    assert rows.rowCount() == 1
