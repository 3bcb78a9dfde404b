"""Ctrl+P in a section of 资料与设置 prints the table it shows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.printing import PrintPreview
from gui.start import Desk
from tests.gui.views.asking import quiet
from tests.gui.views.township import make_township


@pytest.mark.parametrize("key", ["rubric", "holidays", "backup"])
def test_the_table_of_a_section_is_printed(desk: Desk, tmp_path: Path, qtbot: QtBot, key: str) -> None:
    desk.open(make_township(tmp_path), "settings")
    qtbot.waitUntil(lambda: "settings" in desk.window.pages)
    quiet(desk.app, qtbot)
    desk.window.show_page("settings", {"section": key})
    quiet(desk.app, qtbot)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.window.findChild(PrintPreview) is not None)
    preview = desk.window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    assert preview.pages.pages > 0
    preview.close()


def test_a_section_without_a_table_prints_nothing(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.open(make_township(tmp_path), "settings")
    qtbot.waitUntil(lambda: "settings" in desk.window.pages)
    quiet(desk.app, qtbot)
    desk.window.show_page("settings", {"section": "look"})
    desk.window.print_current()
    quiet(desk.app, qtbot)
    assert desk.window.findChild(PrintPreview) is None
