"""规则: every rule the office may set stands there in plain words, is kept from a month on, and is refused
where it makes no sense."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from core.settings import RULES as KEYS
from core.settings import Settings, settings_at
from gui.start import Desk
from gui.views.forms import ChoiceBox
from gui.views.rules_words import GROUPS, RULES
from gui.views.settings import SettingsPage
from tests.gui.views.asking import ask, named, quiet
from tests.gui.views.test_settings_page import leave, page, section

__all__ = ["page"]
D = date(2026, 10, 29)
DEFAULTS = {one.name: one.default for one in fields(Settings)}


def test_no_rule_is_missing_and_none_is_written_twice() -> None:
    listed = [rule.key for _, rules in GROUPS for rule in rules]
    assert sorted(listed) == sorted(KEYS)


@pytest.mark.parametrize("key", sorted(RULES))
def test_the_default_is_among_what_may_be_chosen(key: str) -> None:
    rule, default = RULES[key], DEFAULTS[key]
    if rule.choices:
        assert default in [value for value, _ in rule.choices]
    elif rule.span is not None:
        assert isinstance(default, int)
        assert rule.span[0] <= default <= rule.span[1]
    else:
        assert isinstance(default, str)


def test_each_field_shows_the_value_in_force(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "rules")
    quiet(page.app, qtbot)
    assert named(shown, QSpinBox, "set_late_days").value() == 14
    assert named(shown, QLineEdit, "set_awareness_min").text() == "100"
    assert named(shown, ChoiceBox, "set_joint").currentText() == "只记牵头站所"
    for key in RULES:
        assert named(shown, QWidget, f"set_{key}").accessibleName()
        assert named(shown, QLabel, f"note_{key}") is not None


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("awareness_min", "120", "不能超过100%"),
        ("source_weights", "自评20 台账70", "加起来是90"),
        ("fixed_weekdays", "周八", "不是星期几"),
    ],
)
def test_nonsense_is_refused_in_words(
    page: SettingsPage, desk: Desk, qtbot: QtBot, key: str, typed: str, said: str
) -> None:
    shown = section(page, qtbot, "rules")
    leave(named(shown, QLineEdit, f"set_{key}"), typed)
    qtbot.waitUntil(lambda: said in desk.window.banners.texts().get("refused", ""))
    quiet(desk.app, qtbot)
    assert ask(desk.app, qtbot, lambda r: getattr(settings_at(r, D), key)) == DEFAULTS[key]


def test_what_may_be_empty_may_be_emptied(page: SettingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    del tmp_path
    shown = section(page, qtbot, "rules")
    field = named(shown, QLineEdit, "set_source_weights")
    for typed in ("自评20 台账80", " "):
        leave(field, typed)
        quiet(page.app, qtbot)
        found = ask(page.app, qtbot, lambda r: settings_at(r, D).source_weights)
        assert found == typed.strip()
