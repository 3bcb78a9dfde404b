"""A tour keyed in long after its day asks one reason under its head; beyond the limit none helps."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.queries.late import late_log
from gui.start import Desk
from gui.views.findings import FindingsPage
from tests.gui.views.asking import ask
from tests.gui.views.findings.acts import press
from tests.gui.views.findings.test_sheet import enter
from tests.gui.views.township import make_township

LONG_AGO = date(2026, 10, 8)
Settle = Callable[[], None]


@pytest.fixture
def page(desk: Desk, tmp_path: Path, qtbot: QtBot, settle: Settle) -> FindingsPage:
    """The sheet of a tour in a record that is no longer young."""
    path = make_township(tmp_path)
    file = sqlite3.connect(path)
    file.execute("UPDATE op SET at = ? WHERE id = 1", (datetime(2025, 1, 6, 9).isoformat(),))
    file.commit()
    file.close()
    desk.open(path, "findings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FindingsPage))
    settle()
    made = desk.window.page
    assert isinstance(made, FindingsPage)
    press(made, "mainAction")
    settle()
    return made


def test_one_reason_serves_the_tour(page: FindingsPage, settle: Settle, qtbot: QtBot) -> None:
    sheet = page.tour
    assert sheet.late.isHidden()
    sheet.date.set_day(LONG_AGO)
    settle()
    assert sheet.late.isVisible()
    enter(settle, "dhsq3", "公示栏旁", "ltxgg", "小广告未清理", "", "")
    assert ask(page.app, qtbot, late_log) == []
    sheet.late.field.setFocus()
    sheet.late.field.setText("督查表交得晚")
    QTest.keyClick(sheet.late.field, Qt.Key.Key_Return)
    settle()
    found = ask(page.app, qtbot, late_log)
    assert {(one.kind, one.day, one.reason) for one in found} == {
        ("问题", LONG_AGO, "督查表交得晚"),
        ("督查", LONG_AGO, "督查表交得晚"),
    }


def test_beyond_the_limit_the_line_says_so(page: FindingsPage, settle: Settle) -> None:
    page.tour.date.set_day(date(2025, 3, 4))
    settle()
    assert "不能再录" in page.tour.late.said.text()
    assert not page.tour.late.field.isEnabled()
