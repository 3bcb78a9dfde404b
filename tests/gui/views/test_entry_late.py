"""补录: a day long past asks one reason in a line under the strip, for the whole sheet."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from core.model import op
from core.queries.late import late_log
from gui.start import Desk
from tests.gui.views.entry_desk import Clerk, sample

__all__ = ["sample"]
LONG_AGO = date(2026, 10, 8)


@pytest.fixture
def clerk(desk: Desk, qtbot: QtBot, tmp_path: Path, sample: Path) -> Clerk:
    """登记 in a record that is no longer young."""
    path = tmp_path / "大和乡.db"
    shutil.copy(sample, path)
    file = sqlite3.connect(path)
    file.execute("UPDATE op SET at = '2025' || substr(at, 5) WHERE id = 1")
    file.commit()
    file.close()
    made = Clerk(desk, qtbot, path)
    made.open()
    made.press(Qt.Key.Key_N, ctrl=True)
    return made


def _to(clerk: Clerk, day: date) -> None:
    clerk.page.strip.day.set_day(day)
    clerk.rest()
    clerk.press(Qt.Key.Key_N, ctrl=True)
    clerk.rest()


def test_nothing_is_asked_while_the_day_is_near(clerk: Clerk) -> None:
    _to(clerk, date(2026, 10, 20))
    assert clerk.page.late.isHidden()


def test_one_reason_serves_the_sheet(clerk: Clerk) -> None:
    _to(clerk, LONG_AGO)
    assert clerk.page.late.isVisible()
    assert clerk.page.late.said.text() == "▲ 已过去21天，超过14天"
    clerk.page.late.field.setFocus()
    clerk.type("纸质表交得晚\n")
    clerk.rest()
    clerk.page.sheet.go_on()
    clerk.type("zyl\n")
    clerk.rest()
    clerk.type("wjg\n")
    clerk.rest()
    assert len(clerk.on_sheet()) == 2
    assert {(one.day, one.reason) for one in clerk.ask(late_log)} == {(LONG_AGO, "纸质表交得晚")}


def test_lines_typed_before_the_reason_are_kept_once_it_is_given(clerk: Clerk) -> None:
    _to(clerk, LONG_AGO)
    clerk.page.sheet.go_on()
    clerk.type("zyl\n")
    clerk.rest()
    assert "请写明补录原因" in clerk.fault()
    assert clerk.on_sheet() == []
    clerk.page.late.field.setFocus()
    clerk.type("漏录\n")
    clerk.rest()
    assert [row.day for row in clerk.on_sheet()] == [LONG_AGO]
    assert [one.reason for one in clerk.ask(late_log)] == ["漏录"]


def test_the_line_goes_with_the_day(clerk: Clerk) -> None:
    _to(clerk, LONG_AGO)
    clerk.page.late.field.setFocus()
    clerk.type("漏录\n")
    clerk.rest()
    _to(clerk, date(2026, 10, 27))
    assert clerk.page.late.isHidden()
    _to(clerk, LONG_AGO)
    assert clerk.page.late.field.text() == ""  # asked anew for another sheet


def test_a_ledger_asks_in_the_same_line(clerk: Clerk) -> None:
    clerk.page.show_target({"ledger": "study_meeting", "day": LONG_AGO})
    clerk.rest()
    desk = clerk.page.desk
    assert desk is not None
    assert desk.late.isVisible()
    desk.go_on()
    desk.sheet.view.go_to(desk.sheet.view.current_row, "day")
    clerk.paste("8\t村建所\t\t研究小广告整治")
    assert clerk.ask(late_log) == []
    desk.late.field.setFocus()
    clerk.type("会后才交记录\n")
    clerk.rest()
    assert [(one.kind, one.day, one.reason) for one in clerk.ask(late_log)] == [
        ("例会", LONG_AGO, "会后才交记录")
    ]


def test_a_long_block_waits_for_its_reason_and_goes_in_as_one_step(clerk: Clerk) -> None:
    _to(clerk, LONG_AGO)
    sheet = clerk.page.sheet
    sheet.go_on()
    name = next(one.name for one in sheet.book.offers.people if one.term(LONG_AGO))
    QGuiApplication.clipboard().setText("\n".join(f"{name}\t集贸市场\t巡查{n}" for n in range(800)))
    clerk.press(Qt.Key.Key_V, ctrl=True)
    _in(clerk)
    assert clerk.on_sheet() == []
    assert "800行待改" in clerk.page.status_text
    ops = clerk.ask(lambda door: door.value(select(func.count()).select_from(op)))
    clerk.page.late.field.setFocus()
    clerk.type("纸质表交得晚\n")
    _in(clerk)
    assert len(clerk.on_sheet()) == len(clerk.ask(late_log)) == 800
    assert clerk.ask(lambda door: door.value(select(func.count()).select_from(op))) == ops + 1


def _in(clerk: Clerk) -> None:
    sheet = clerk.page.sheet
    clerk.qtbot.waitUntil(lambda: not sheet.pasting.active)
    clerk.rest()
    clerk.qtbot.waitUntil(lambda: not sheet._drawing.running)
