"""Blocks of thousands of lines: progress, 取消, one write, one undo, the window usable meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from sqlalchemy import func, select

from core.model import op
from core.queries.entry import CheckInRow
from core.queries.ledgers import ledger_rows
from gui.pasting import Pasting
from gui.views.entry.lines import LineSheet
from gui.views.ledger.desk import LedgerDesk
from gui.views.ledger.sheet import LedgerSheet
from tests.gui.views.entry_desk import Clerk, clerk, sample

__all__ = ["clerk", "sample"]
LINES = 3000


def block(clerk: Clerk, lines: int = LINES) -> str:
    """Names and places of the roster; one line names nobody."""
    offers = clerk.page.sheet.book.offers
    people = [one.name for one in offers.people if one.term(clerk.page.sheet.carry.day)]
    once = [name for name in people if people.count(name) == 1]
    rows = [f"{once[number % len(once)]}\t集贸市场\t巡查{number % 7}" for number in range(lines)]
    rows[1] = "欧阳不在册\t集贸市场\t巡查"
    return "\n".join(rows)


def steps(clerk: Clerk) -> int:
    return int(clerk.ask(lambda door: door.value(select(func.count()).select_from(op))))


def begin(clerk: Clerk, text: str) -> Pasting:
    """Ctrl+V, without waiting for what follows."""
    sheet = clerk.page.sheet
    sheet.view.go_to(len(sheet._shown), "name")
    QGuiApplication.clipboard().setText(text)
    clerk.press(Qt.Key.Key_V, ctrl=True)
    return sheet.pasting


def settled(clerk: Clerk, sheet: LineSheet | LedgerSheet) -> None:
    clerk.qtbot.waitUntil(lambda: not sheet.pasting.active)
    clerk.rest()
    clerk.qtbot.waitUntil(lambda: not sheet._drawing.running)


def stop(pasting: Pasting) -> None:
    (button,) = pasting.findChildren(QPushButton, "pastingStop")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def waits_for(clerk: Clerk, holds: Callable[[], bool]) -> None:
    clerk.qtbot.waitUntil(holds)


def test_thousands_of_lines_are_one_step_and_one_undo(clerk: Clerk) -> None:
    before, ops = clerk.on_sheet(), steps(clerk)
    pasting = begin(clerk, block(clerk))
    assert pasting.isVisible() and pasting.said.text().endswith("共3,000行")
    assert pasting.bar.accessibleName()
    settled(clerk, clerk.page.sheet)
    assert not pasting.isVisible()
    rows = clerk.on_sheet()
    assert len(rows) == LINES - 1
    assert [row.note for row in rows[:3]] == ["巡查0", "巡查2", "巡查3"]
    assert steps(clerk) == ops + 1
    assert "1行待改" in clerk.page.status_text
    assert any(clerk.cell(row, "name") == "欧阳不在册" for row in range(LINES))
    clerk.undo()
    assert clerk.on_sheet() == before


def test_cancel_while_it_is_read_leaves_nothing(clerk: Clerk) -> None:
    before, shown = clerk.on_sheet(), len(clerk.page.sheet._shown)
    pasting = begin(clerk, block(clerk))
    assert pasting.isVisible()
    clerk.press(Qt.Key.Key_Escape)
    assert not pasting.active
    settled(clerk, clerk.page.sheet)
    assert clerk.on_sheet() == before
    assert len(clerk.page.sheet._shown) == shown
    assert clerk.page.sheet.book.waiting() == []


def test_cancel_while_it_is_written_leaves_nothing(clerk: Clerk) -> None:
    before, ops = clerk.on_sheet(), steps(clerk)
    pasting = begin(clerk, block(clerk, 8000))
    waits_for(clerk, lambda: pasting.said.text().startswith("正在登记"))
    stop(pasting)
    settled(clerk, clerk.page.sheet)
    assert (clerk.on_sheet(), steps(clerk)) == (before, ops)
    assert clerk.page.sheet.book.waiting() == []


def test_what_a_long_block_covered_comes_back_on_cancel(clerk: Clerk) -> None:
    first = clerk.page.sheet.book.offers.people[0].name
    clerk.paste(f"{first}\t集贸市场\t原来的事由")
    (kept,) = clerk.on_sheet()
    sheet = clerk.page.sheet
    sheet.view.go_to(0, "name")
    QGuiApplication.clipboard().setText(block(clerk))
    clerk.press(Qt.Key.Key_V, ctrl=True)
    stop(sheet.pasting)
    settled(clerk, sheet)
    assert (clerk.cell(0, "name"), clerk.cell(0, "note")) == (first, "原来的事由")
    assert clerk.on_sheet() == [kept]


def test_the_window_answers_while_a_block_goes_in(clerk: Clerk) -> None:
    """Turns of the event loop come all the time, and another page can be opened meanwhile."""
    turns: list[int] = []
    clock, timer = QElapsedTimer(), QTimer()
    timer.timeout.connect(lambda: turns.append(clock.elapsed()))
    clock.start()
    timer.start(0)
    pasting = begin(clerk, block(clerk))
    waits_for(clerk, lambda: pasting.bar.value() > 0 or not pasting.active)
    clerk.desk.window.show_page("roster")
    settled(clerk, clerk.page.sheet)
    timer.stop()
    assert len(turns) > 10
    clerk.desk.window.show_page("entry")
    clerk.rest()
    assert len(clerk.on_sheet()) == LINES - 1


def test_the_sheet_takes_no_typing_meanwhile(clerk: Clerk) -> None:
    pasting = begin(clerk, block(clerk))
    assert pasting.active
    sheet = clerk.page.sheet
    assert not sheet.model.flags(sheet.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    settled(clerk, sheet)
    assert sheet.model.flags(sheet.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_pasted_table_of_thousands_shows_what_becomes_of_it(clerk: Clerk) -> None:
    QGuiApplication.clipboard().setText(block(clerk))
    clerk.click("way_paste")
    register = clerk.page.paste.register
    waits_for(clerk, register.isEnabled)
    assert register.text() == f"登记{LINES - 1}行"
    assert clerk.page.paste.findChildren(QComboBox)
    clerk.click("pasteRegister")
    settled(clerk, clerk.page.sheet)
    assert len(clerk.on_sheet()) == LINES - 1


def test_the_next_block_follows_the_first(clerk: Clerk) -> None:
    begin(clerk, block(clerk, 1000))
    settled(clerk, clerk.page.sheet)
    name = clerk.page.sheet.book.offers.people[0].name
    clerk.page.sheet.go_on()
    clerk.paste(f"{name}\t集贸市场\t最后一行")
    settled(clerk, clerk.page.sheet)
    rows: list[CheckInRow] = clerk.on_sheet()
    assert rows[-1].note == "最后一行" and len(rows) == 1000


@pytest.fixture
def meetings(clerk: Clerk) -> LedgerSheet:
    clerk.click("tab_meeting")
    clerk.page.show_target({"ledger": "study_meeting"})
    clerk.rest()
    desk = clerk.page.desk
    assert isinstance(desk, LedgerDesk)
    return desk.sheet


def meeting_block(clerk: Clerk, lines: int) -> str:
    rows = [f"10.{26 + number % 4}\t村建所\t\t研究{number}" for number in range(lines)]
    rows[2] = "10.26\t没有这个站所\t\t研究"
    return "\n".join(rows)


def paste_meetings(clerk: Clerk, sheet: LedgerSheet, lines: int) -> None:
    sheet.view.go_to(len(sheet._shown), "day")
    sheet.view.setFocus()
    QGuiApplication.clipboard().setText(meeting_block(clerk, lines))
    clerk.press(Qt.Key.Key_V, ctrl=True)


def meetings_kept(clerk: Clerk) -> int:
    return len(clerk.ask(lambda door: ledger_rows(door, clerk.page.desk.current)))  # type: ignore[union-attr]


def test_a_ledger_takes_a_long_block_as_one_step(clerk: Clerk, meetings: LedgerSheet) -> None:
    before, ops = meetings_kept(clerk), steps(clerk)
    paste_meetings(clerk, meetings, 1500)
    assert meetings.pasting.isVisible()
    settled(clerk, meetings)
    assert meetings_kept(clerk) == before + 1499
    assert steps(clerk) == ops + 1
    assert "1行待改" in clerk.page.status_text
    clerk.undo()
    assert meetings_kept(clerk) == before


@pytest.mark.parametrize("phase", ["正在粘贴", "正在登记"])
def test_a_ledger_takes_all_back_on_cancel(clerk: Clerk, meetings: LedgerSheet, phase: str) -> None:
    before, ops, shown = meetings_kept(clerk), steps(clerk), len(meetings._shown)
    paste_meetings(clerk, meetings, 1500)
    waits_for(clerk, lambda: meetings.pasting.said.text().startswith(phase))
    stop(meetings.pasting)
    settled(clerk, meetings)
    assert (meetings_kept(clerk), steps(clerk), len(meetings._shown)) == (before, ops, shown)
