"""A record that can only be looked at: said on every page, nothing takes typing, a copy is one press away."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.db import open_record
from core.model import check_in
from core.place import can_write
from gui.looking import WHY, writes
from gui.start import Desk
from gui.table import SheetView
from gui.views import PAGES
from gui.widgets import Question, button, confirm_dialog
from tests.gui.views.asking import named, press, quiet
from tests.gui.views.township import make_township, visit


@pytest.fixture
def looking(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Desk:
    """大和乡 opened to be looked at, 登记 shown."""
    path = make_township(tmp_path, lambda w, names: visit(w, names, "王建国", date(2026, 10, 28)))
    desk.open(path, "entry", look_only=True)
    qtbot.waitUntil(lambda: desk.window.current == "entry")
    quiet(desk.app, qtbot)
    return desk


def test_it_is_said_on_every_page_and_no_sheet_takes_typing(looking: Desk, qtbot: QtBot) -> None:
    desk = looking
    assert desk.app.read_only
    assert desk.window.banners.texts()["readonly"].startswith("▲ 只读：")
    view = named(desk.window, SheetView, "checkIns")
    view.go_to(1, "name")
    QTest.keyClicks(view, "wjg")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert view.writing.editor is None
    menu = view.make_menu()
    assert "粘贴" not in [one.text() for one in menu.actions()]
    menu.deleteLater()
    desk.window.show_page("findings")
    assert named(desk.window, QWidget, "banner_readonly").isVisible()
    desk.app.jobs.write("登记签到", lambda w: w.insert(check_in, person_id=1, day=date(2026, 10, 27)))
    qtbot.waitUntil(lambda: "refused" in desk.window.banners.texts())
    assert "只读" in desk.window.banners.texts()["refused"]


def test_a_copy_is_made_where_the_clerk_says_and_opened_for_work(
    looking: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = looking
    folder = tmp_path / "文档"
    folder.mkdir()
    desk.app.settings.keep_folder("records", folder)
    press(desk.window, "banner_readonly_action")
    asked = desk.window.findChild(QFileDialog, "saveAs")
    assert isinstance(asked, QFileDialog)
    asked.accept()
    target = folder / "大和乡（副本）.db"
    qtbot.waitUntil(lambda: desk.app.path == target)
    quiet(desk.app, qtbot)
    assert not desk.app.read_only and "readonly" not in desk.window.banners.texts()
    assert desk.window.findChild(QPushButton, "banner_readonly_action") is None
    desk.window.close()
    qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
    with open_record(target, writable=False) as db, db.read() as r:
        assert len(r.column(check_in.select().with_only_columns(check_in.c.id))) == 1


def test_what_writes_is_shut_and_says_why(looking: Desk, qtbot: QtBot) -> None:
    desk = looking
    shut: dict[str, list[str]] = {}
    for name, *_rest in PAGES:
        desk.window.show_page(name)
        quiet(desk.app, qtbot)
        page = desk.window.page
        assert page is not None
        for one in page.findChildren(QPushButton):
            if one.isVisible() and not one.isEnabled() and one.accessibleDescription() == WHY:
                assert one.toolTip() == WHY
                shut.setdefault(name, []).append(one.text())
    assert "新开一张" in shut["entry"]
    assert "登记督查" in shut["findings"]
    assert "新增人员" in shut["roster"]
    for name, words in {"entry": "打印", "findings": "导出 ▾", "roster": "打印"}.items():
        assert not any(words in one for one in shut[name])


def test_sheets_and_dialogs_made_later_are_shut_too(looking: Desk, qtbot: QtBot) -> None:
    desk = looking
    desk.window.show_page("entry", {"ledger": "study_meeting"})
    quiet(desk.app, qtbot)
    sheet = named(desk.window, SheetView, "ledger_study_meeting")
    assert not sheet.model().flags(sheet.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not named(desk.window, QPushButton, "ledgerImport").isEnabled()
    dialog = confirm_dialog(Question("删除这条", "", "删除"), desk.window)
    dialog.show()
    assert not named(dialog, QPushButton, "affirm").isEnabled()
    assert named(dialog, QPushButton, "cancel").isEnabled()
    dialog.close()


def test_in_a_record_that_can_be_written_they_open_again(
    looking: Desk, tmp_path: Path, record: Path, qtbot: QtBot
) -> None:
    desk = looking
    made = button("登记")
    qtbot.addWidget(made)
    made.show()
    assert not made.isEnabled() and made.toolTip() == WHY
    made.setEnabled(True)
    assert not made.isEnabled()
    made.hide()
    desk.open(record, "today")
    qtbot.waitUntil(lambda: not desk.app.read_only)
    quiet(desk.app, qtbot)
    made.show()
    assert made.isEnabled() and made.toolTip() == ""


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("登记督查", True),
        ("登记簿", False),
        ("看依据", False),
        ("＋公示栏", True),
        ("删除3行", True),
        ("存PDF", False),
    ],
)
def test_words_tell_what_writes(text: str, write: bool) -> None:
    assert writes(text) is write


def test_a_folder_that_is_gone_cannot_be_written(tmp_path: Path) -> None:
    record = tmp_path / "台账.db"
    record.touch()
    assert can_write(record)
    assert not can_write(tmp_path / "没有" / "台账.db")
