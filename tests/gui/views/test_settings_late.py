"""补录记录: the log in 资料与设置."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.model import late_entry
from gui.start import Desk
from gui.table import SheetView
from gui.views.settings import SettingsPage
from tests.gui.views.asking import named, quiet
from tests.gui.views.township import make_township


def test_the_log_tells_who_what_when_and_why(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    def late(w: Write, _names: object) -> None:
        w.insert(
            late_entry,
            table_name="check_in",
            row_id=999,
            day=date(2026, 10, 1),
            keyed_on=date(2026, 10, 29),
            reason="纸质表交得晚",
        )

    desk.open(make_township(tmp_path, late), "settings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, SettingsPage))
    page = desk.window.page
    assert isinstance(page, SettingsPage)
    page.show_target({"section": "late"})
    quiet(desk.app, qtbot)
    table = named(page.section, SheetView, "late")
    assert [table.rows.text(0, column) for column in table.rows.columns] == [
        "10月29日",
        "",
        "签到",
        "10月1日",
        "28天",
        "纸质表交得晚",
        "（已删除）",
    ]
    assert named(page.section, QLabel, "lateSaid").text() == "1条"
