"""A question asked where it first matters: gone once answered, never asked of the sample."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from core.queries.settings import versions
from core.settings import change
from gui.start import Desk
from gui.views.rule_line import RuleLine
from gui.views.settings import SettingsPage
from tests.gui.views.asking import ask, named, press, quiet
from tests.gui.views.township import make_township


@pytest.fixture
def line(desk: Desk, tmp_path: Path, qtbot: QtBot) -> RuleLine:
    desk.open(make_township(tmp_path), "today")
    qtbot.waitUntil(lambda: desk.app.path is not None)
    made = RuleLine(desk.app, "campaign_actor")
    qtbot.addWidget(made)
    made.refresh()
    quiet(desk.app, qtbot)
    return made


def test_it_says_what_holds_and_why(line: RuleLine) -> None:
    assert not line.isHidden()
    assert named(line, QLabel, "ask_campaign_actor").text() == (
        "入户宣传按谁算：每个站所在每个包保村（方案没有写明，默认每个站所在每个包保村各两次）"
    )


def test_once_agreed_it_is_never_asked_again(line: RuleLine, desk: Desk, qtbot: QtBot) -> None:
    line.show()
    press(line, "agree_campaign_actor")
    quiet(desk.app, qtbot)
    assert line.isHidden()
    assert [(one.key, one.value) for one in ask(desk.app, qtbot, versions)] == [("campaign_actor", "pair")]
    line.refresh()
    quiet(desk.app, qtbot)
    assert line.isHidden()


def test_a_rule_changed_elsewhere_is_an_answer_too(line: RuleLine, desk: Desk, qtbot: QtBot) -> None:
    desk.app.jobs.write("规则", lambda w: change(w, date(2026, 9, 28), campaign_actor="station"))
    line.refresh()
    quiet(desk.app, qtbot)
    assert line.isHidden()


def test_a_target_brings_the_field_itself(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.open(make_township(tmp_path), "settings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, SettingsPage))
    page = desk.window.page
    assert isinstance(page, SettingsPage)
    page.show_target({"section": "rules", "key": "late_days"})
    quiet(desk.app, qtbot)
    field = named(page.section, QSpinBox, "set_late_days")
    assert QApplication.focusWidget() in (field, field.lineEdit())
