"""Dates by + - and t, in the cells of the sheet and across a Monday; Ctrl+S in a half-typed cell."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.views.entry_desk import TODAY, Clerk, clerk, sample

__all__ = ["clerk", "sample"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("-\n", date(2026, 10, 27)), ("+\n", TODAY), ("t\n", TODAY), ("27\n", date(2026, 10, 27))],
)
def test_a_date_cell_steps_like_the_date_field(clerk: Clerk, typed: str, day: date) -> None:
    clerk.page.strip.day.set_day(date(2026, 10, 28))
    clerk.page.sheet.go_on()
    clerk.type("zyl\n")
    clerk.rest()
    clerk.page.sheet.view.go_to(0, "day")
    clerk.page.sheet.view.setFocus()
    clerk.type(typed)
    clerk.rest()
    assert [row.day for row in clerk.on_sheet()] == [day]


def test_stepping_back_over_a_monday_and_home_again(clerk: Clerk) -> None:
    field = clerk.page.strip.day
    field.set_day(date(2026, 10, 27))
    clerk.rest()
    field.setFocus()
    clerk.type("--t")  # faster than the other week is read
    clerk.rest()
    assert clerk.page.sheet.carry.day == TODAY
    assert clerk.page.period.start == date(2026, 10, 26)
    clerk.type("----")
    clerk.rest()
    clerk.type("-")
    clerk.rest()
    assert field.hasFocus()
    assert clerk.page.sheet.carry.day == date(2026, 10, 24)


def test_ctrl_s_takes_a_half_typed_cell_and_keeps_the_keyboard(clerk: Clerk) -> None:
    clerk.type("zyl\n")
    clerk.rest()
    view = clerk.page.sheet.view
    view.go_to(0, "note")
    view.setFocus()
    clerk.type("清扫")
    clerk.press(Qt.Key.Key_S, ctrl=True)
    clerk.rest()
    assert [row.note for row in clerk.on_sheet()] == ["清扫"]
    assert QApplication.focusWidget() is view
    clerk.desk.window.undo_bar.hide()
    clerk.press(Qt.Key.Key_S, ctrl=True)
    assert clerk.desk.window.undo_bar.text.text().startswith("已保存")
