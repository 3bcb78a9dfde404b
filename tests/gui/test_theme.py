"""The palette keeps its contrasts, and the font size changes everything at once."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui import theme
from gui.app import App
from gui.widgets import button

# (ink, ground, least contrast): 4.5 for words, 3 for edges of controls (WCAG 1.4.3, 1.4.11)
PAIRS = [
    ("text", "surface", 4.5), ("text", "accent_soft", 4.5), ("text2", "surface", 4.5),
    ("text2", "head", 4.5),
    ("text2", "side", 4.5), ("text2", "window", 4.5), ("text3", "surface", 4.5),
    ("text3", "window", 4.5),
    ("accent", "surface", 4.5), ("accent", "accent_soft", 4.5), ("on_accent", "accent", 4.5),
    ("danger", "surface", 4.5), ("warn_text", "warn_soft", 4.5), ("warn_text", "surface", 4.5),
    ("undo_text", "undo", 4.5), ("undo_link", "undo", 4.5), ("border", "surface", 3),
    ("on_late", "late", 4.5),
    ("on_soon", "soon", 4.5), ("on_check", "check", 4.5), ("on_open", "open", 4.5),
    ("on_done", "surface", 4.5),
    ("on_heat1", "heat1", 4.5), ("on_heat2", "heat2", 4.5), ("on_heat3", "heat3", 4.5),
    ("on_heat4", "heat4", 4.5),
]  # fmt: skip


def luminance(color: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_ink_is_legible_on_its_ground(ink: str, ground: str, least: float, dark: bool) -> None:
    now = theme.Theme(dark)
    high, low = sorted((luminance(now.color(ink)), luminance(now.color(ground))), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_style_sheet_of_every_theme_is_complete(app: App, dark: bool, scale: int) -> None:
    sheet = theme.style_sheet(theme.Theme(dark, scale))
    assert "$" not in sheet.split("*/", 1)[1]


def test_a_larger_font_size_grows_open_windows_at_once(app: App, qtbot: QtBot) -> None:
    one: QPushButton = button("登记督查", "main")
    qtbot.addWidget(one)
    one.show()
    before = one.sizeHint()
    app.set_scale(150)
    after = one.sizeHint()
    assert after.height() == 47  # 30 px × 1.5 within and two edges of 1 px
    assert before.height() == 32
    assert after.width() > before.width()
    app.set_scale(100)


def test_the_chosen_look_is_remembered(app: App) -> None:
    app.set_dark(True)
    app.step_scale(1)
    again = App(app.settings.folder)
    assert (again.dark, again.scale) == (True, 115)
    again.close()
    app.set_dark(False)
    app.set_scale(100)


def test_the_style_is_fusion_and_dialogs_keep_the_windows_order(app: App) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert "button-layout: 0" in application.styleSheet()
