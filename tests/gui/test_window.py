"""The shell: first paint, pages, keys, banners, undo bar, narrow windows."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.settings import settings_at
from gui.bugs import BugDialog
from gui.keys import all_keys
from gui.main_window import MainWindow
from gui.start import Desk
from gui.views import PAGES
from gui.widgets import Question, confirm_dialog
from resources import path as bundled

FIRST_PAINT = """
import sys
from datetime import date
from gui.start import run_window
from PySide6.QtWidgets import QApplication
heavy = []
def started():
    names = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "pypinyin")
    heavy.extend(name for name in names if name in sys.modules)
    QApplication.instance().quit()
code = run_window(None, date(2026, 10, 29), started)
print(code, heavy)
"""


def opened(desk: Desk, record: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.app.unit_changed):
        desk.open(record)


def test_the_first_paint_comes_before_the_heavy_libraries() -> None:
    command = [sys.executable, "-c", FIRST_PAINT]
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert result.stdout.strip() == "0 []", result.stderr


def test_a_first_start_shows_the_three_ways_with_the_first_focused(desk: Desk, qtbot: QtBot) -> None:
    desk.begin(None)
    qtbot.waitUntil(desk.welcome.choices[0].hasFocus)
    chosen: list[tuple[str, Path]] = []
    desk.on_sample = lambda _desk, *said: chosen.append(said)
    desk.welcome.unit.setText("大和乡创文办")
    desk.welcome.folder.setText("/srv/数据")
    QTest.keyClick(desk.welcome.choices[0], Qt.Key.Key_Return)
    assert chosen == [("大和乡创文办", Path("/srv/数据"))]


def test_the_title_names_the_office(desk: Desk, record: Path, qtbot: QtBot) -> None:
    opened(desk, record, qtbot)
    assert desk.window.windowTitle() == "包保台账 — 大和乡创文办"
    assert desk.window.current == "today"
    assert desk.app.settings.recent() == [record.resolve()]


def test_a_size_between_two_records_concerns_no_page(desk: Desk, record: Path, qtbot: QtBot) -> None:
    opened(desk, record, qtbot)
    desk.window.forget_pages()
    desk.window.show_welcome()
    desk.window.resize(911, 433)
    QApplication.processEvents()
    desk.window.resize(1366, 697)
    QApplication.processEvents()


def test_a_file_that_cannot_be_opened_is_refused_in_words(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "坏的.db"
    broken.write_bytes(b"no record")
    desk.open(broken)
    qtbot.waitUntil(lambda: bool(desk.welcome.banners.texts()))
    assert desk.window.page is None
    assert "坏的" in next(iter(desk.welcome.banners.texts().values()))


def test_the_same_file_can_be_opened_again_and_a_bad_one_leaves_it_open(
    desk: Desk, record: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    def office(door: Any) -> str:
        return str(settings_at(door, date(2026, 10, 29)).unit_name)

    opened: list[str] = []
    for path in (record, record, tmp_path / "没有.db"):
        desk.open(path)
        desk.app.jobs.read(office, opened.append)
    qtbot.waitUntil(lambda: len(opened) == 3)
    assert set(opened) == {"大和乡创文办"}


@pytest.mark.parametrize(("number", "name"), list(enumerate((page[0] for page in PAGES), 1)))
def test_alt_and_a_number_go_to_the_page(
    desk: Desk, record: Path, qtbot: QtBot, number: int, name: str
) -> None:
    opened(desk, record, qtbot)
    QTest.keyClick(desk.window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
    assert desk.window.current == name
    assert desk.window.sidebar.buttons[name].isChecked()
    qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)


def test_no_key_of_the_input_methods_is_bound(desk: Desk) -> None:
    shift = "Shift"
    for action in desk.window.findChildren(QAction):
        for key in action.shortcuts():
            text = key.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in {"Ctrl+Space", "Ctrl+.", "Ctrl+,", "Shift+Space"}
            assert shift not in text
            assert text.startswith(("Ctrl+", "Alt+", "F")), text
    assert ("Ctrl+Z", "撤销") in all_keys(desk.window)


def test_the_font_size_keys_work_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.window.show_desk()
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(desk.window, Qt.Key.Key_Plus, ctrl)
    assert desk.app.scale == 115
    QTest.keyClick(desk.window, Qt.Key.Key_Minus, ctrl)
    assert desk.app.scale == 100


def write_category(desk: Desk, qtbot: QtBot) -> None:
    def verb(door: object) -> None:
        from core.model import category

        door.insert(category, name="新类别", heading="环境", severe=False, sort=99)  # type: ignore[attr-defined]

    with qtbot.waitSignal(desk.app.jobs.written):
        desk.app.jobs.write("新增1个类别", verb)


def test_ctrl_z_takes_back_the_last_act_and_names_it(desk: Desk, record: Path, qtbot: QtBot) -> None:
    opened(desk, record, qtbot)
    write_category(desk, qtbot)
    window = desk.window
    assert window.undo_bar.isVisible()
    assert window.undo_bar.text.text() == "已新增1个类别"
    assert window.saved.text().startswith("已保存 ")
    with qtbot.waitSignal(desk.app.undone):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "撤销了“新增1个类别”" in window.undo_bar.text.text()


def test_a_text_fields_own_undo_comes_first(desk: Desk, record: Path, qtbot: QtBot) -> None:
    opened(desk, record, qtbot)
    write_category(desk, qtbot)
    heard: list[str] = []
    desk.app.undone.connect(lambda text, _kinds: heard.append(text))
    field = QLineEdit(desk.window)
    field.show()
    desk.window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "ab")
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(field, Qt.Key.Key_Z, ctrl)
    assert field.text() == ""
    assert heard == []
    with qtbot.waitSignal(desk.app.undone):
        QTest.keyClick(field, Qt.Key.Key_Z, ctrl)
    assert heard


def test_a_refusal_nobody_handles_is_a_banner_that_stays(desk: Desk, record: Path, qtbot: QtBot) -> None:
    opened(desk, record, qtbot)

    def refuse() -> None:
        raise UserError("文件正在WPS中打开，请关闭后重试。")

    with qtbot.waitSignal(desk.app.jobs.refused):
        desk.app.jobs.work(refuse, lambda _answer: None)
    assert desk.window.banners.texts()["refused"] == "▲ 文件正在WPS中打开，请关闭后重试。"
    desk.window.show_page("roster")
    assert desk.window.banners.isVisible()
    act = desk.window.findChild(QPushButton, "banner_refused_action")
    assert isinstance(act, QPushButton)
    QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert not desk.window.banners.isVisible()


def test_a_bug_opens_one_dialog_with_its_details(desk: Desk, qtbot: QtBot) -> None:
    def wrong() -> None:
        raise KeyError("secret")

    desk.app.jobs.work(wrong, lambda _answer: None)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(BugDialog)))
    dialog = desk.window.findChildren(BugDialog)[0]
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert "KeyError" in copied
    assert "secret" not in copied
    dialog.accept()


def shown_inside(window: MainWindow, part: QWidget) -> bool:
    box = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    return window.rect().contains(box)


@pytest.mark.parametrize("scale", [100, 150])
def test_a_small_window_keeps_every_button_of_the_shell(desk: Desk, qtbot: QtBot, scale: int) -> None:
    desk.app.set_scale(scale)
    desk.window.resize(911, 433)
    desk.window.show_page("today")
    QApplication.processEvents()
    assert desk.window.sidebar.width() == {100: 64, 150: 80}[scale]
    page = desk.window.page
    assert page is not None
    for part in page.header.findChildren(QAbstractButton):
        if part.isVisible():
            assert shown_inside(desk.window, part), part.objectName()
    if scale == 100:
        assert all(shown_inside(desk.window, one) for one in desk.window.sidebar.buttons.values())
    desk.app.set_scale(100)


def test_the_welcome_page_fits_a_small_window(desk: Desk) -> None:
    desk.window.resize(911, 433)
    desk.window.show_welcome()
    QApplication.processEvents()
    for one in desk.welcome.choices:
        assert shown_inside(desk.window, one)


def test_dialogs_affirm_left_of_cancel_and_the_final_ones_wait_on_cancel(desk: Desk, qtbot: QtBot) -> None:
    rows = (("通报表扬", "大和社区、红光村"), ("通报批评", "村建所"))
    question = Question("印发通报", "印发后不能再改。", "印发", rows, "印发 和创文办〔2026〕12号", final=True)
    dialog = confirm_dialog(question, desk.window)
    dialog.open()
    affirm, cancel = dialog.findChild(QPushButton, "affirm"), dialog.findChild(QPushButton, "cancel")
    assert isinstance(affirm, QPushButton)
    assert isinstance(cancel, QPushButton)
    assert affirm.x() < cancel.x()
    assert cancel.isDefault()
    assert not affirm.isDefault()
    qtbot.waitUntil(cancel.hasFocus)
    assert "红光村" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_f1_and_ctrl_slash_show_help(desk: Desk, qtbot: QtBot) -> None:
    desk.window.show_page("roster")
    for key, modifier in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier),
    ):
        QTest.keyClick(desk.window, key, modifier)
        dialogs = [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
        assert len(dialogs) == 1
        dialogs[0].accept()


def test_the_day_can_be_set(desk: Desk) -> None:
    assert desk.app.today() == date(2026, 10, 29)


def test_the_help_of_every_page_shows_its_picture(desk: Desk, record: Path, qtbot: QtBot) -> None:
    opened(desk, record, qtbot)
    total = 0
    for name, *_rest in PAGES:
        desk.window.show_page(name)
        desk.window.help()
        dialog = desk.window.findChild(QDialog, "helpDialog")
        assert isinstance(dialog, QDialog)
        picture = dialog.findChild(QLabel, "helpPicture")
        assert isinstance(picture, QLabel) and picture.pixmap().width() >= 600
        assert dialog.width() <= 860 and dialog.height() <= 400
        dialog.accept()
        qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "helpDialog") is None)
        total += bundled(f"help/{name}.png").stat().st_size
    assert total < 1_500_000
