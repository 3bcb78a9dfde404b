"""驻点: a switch over the sheet, a column when it is needed; whether the market was visited."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.gui.views.entry_desk import Clerk, clerk, sample

__all__ = ["clerk", "sample"]


def test_lines_under_the_switch_are_days_on_the_spot(clerk: Clerk) -> None:
    page = clerk.page
    kind = [one.key for one in page.sheet.model.columns].index("kind")
    assert page.sheet.view.isColumnHidden(kind)
    clerk.type("zyl\n")
    clerk.rest()
    QTest.mouseClick(page.strip.spot, Qt.MouseButton.LeftButton)
    clerk.rest()
    clerk.type("zyl\n")
    clerk.rest()
    assert [row.kind for row in clerk.on_sheet()] == ["", "驻点"]
    assert not page.sheet.view.isColumnHidden(kind)
    assert clerk.cell(1, "kind") == "驻点"
    page.sheet.view.go_to(1, "kind")
    clerk.type("0\n")
    clerk.rest()
    assert [row.kind for row in clerk.on_sheet()] == ["", ""]


def test_the_pane_says_whether_the_market_was_visited(clerk: Clerk) -> None:
    said = clerk.page.findChild(QLabel, "quotaMarkets")
    assert said is not None
    assert "集贸市场" in said.text()
