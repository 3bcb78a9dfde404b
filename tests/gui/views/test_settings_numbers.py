"""文号登记 in the real window: every act by its button, each undone; gaps and void ones explained."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.doors import Write
from core.names import Names
from core.queries.circulars import issued_circulars
from core.queries.numbers import Entry, register
from core.rules.calendar import Month
from core.services import circulars, numbers
from core.services.record import open_for_work
from gui.printing import PrintPreview
from gui.start import Desk
from gui.table import SheetView
from gui.views.settings import SettingsPage
from gui.views.settings_numbers import NumberSection
from tests.core.services.test_issued import render
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.township import MORNING, make_township, visit

CODE = "大和创文办"
SEPTEMBER = Month(2026, 9)


def fill(w: Write, names: Names) -> None:
    visit(w, names, "王建国", date(2026, 9, 15))
    numbers.reserve_number(w, CODE, 2026, 2, title="关于防汛的通知", day=date(2026, 7, 1))
    numbers.reserve_number(w, CODE, 2026, 6, title="关于报送总结的通知")
    numbers.reserve_number(w, "和政发", 2025, 9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make_township(tmp_path, fill)
    with open_for_work(made, lambda: MORNING) as db:
        circulars.issue(db, SEPTEMBER, render)
    return made


@pytest.fixture
def section(desk: Desk, path: Path, qtbot: QtBot) -> NumberSection:
    return opened(desk, path, qtbot)


def opened(desk: Desk, path: Path, qtbot: QtBot) -> NumberSection:
    desk.open(path, "settings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, SettingsPage))
    quiet(desk.app, qtbot)
    page = desk.window.page
    assert isinstance(page, SettingsPage)
    page.show_target({"section": "numbers"})
    quiet(desk.app, qtbot)
    assert isinstance(page.section, NumberSection)
    return page.section


def entries(section: NumberSection, qtbot: QtBot) -> list[Entry]:
    quiet(section.app, qtbot)
    found: list[Entry] = ask(section.app, qtbot, lambda r: register(r, CODE, 2026))
    return found


def lines(section: NumberSection) -> list[tuple[str, str, str, str]]:
    rows = [section.model.row(number) for number in range(section.model.count)]
    return [(row.number, str(row.state), row.title, row.note) for row in rows]


def go_to(section: NumberSection, number: str) -> None:
    section.table.go_to(section.model.position(lambda row: row.number == number))


def form(section: NumberSection, qtbot: QtBot) -> QDialog:
    return dialog(section, qtbot, "verbForm")


def typed(over: QDialog, name: str, text: str) -> None:
    field = named(over, QLineEdit, name)
    field.selectAll()
    field.insert(text)


def answer(section: NumberSection, over: QDialog, qtbot: QtBot) -> None:
    press(over, "affirm")
    qtbot.waitUntil(lambda: not isValid(over) or not over.isVisible())
    quiet(section.app, qtbot)


def test_the_register_shows_each_number_with_its_state_and_every_gap(section: NumberSection) -> None:
    assert lines(section) == [
        ("7号", "✓ 已印发", "关于9月督查情况的通报", ""),
        ("6号", "✓ 已用", "关于报送总结的通知", ""),
        ("3—5号", "▲ 空号", "", "没有说明"),
        ("2号", "✓ 已用", "关于防汛的通知", ""),
        ("1号", "▲ 空号", "", "没有说明"),
    ]
    assert named(section, QLabel, "nextNumber").text() == "下一个可用：8号　▲ 4个空号"


def test_another_series_is_a_choice_away(section: NumberSection, qtbot: QtBot) -> None:
    code, year = named(section, QComboBox, "seriesCode"), named(section, QComboBox, "seriesYear")
    assert [code.itemText(row) for row in range(code.count())] == [CODE, "和政发"]
    code.setCurrentIndex(1)
    year.setCurrentIndex(1)
    year.activated.emit(1)
    quiet(section.app, qtbot)
    assert [line[0] for line in lines(section)] == ["9号", "1—8号"]
    assert (code.currentText(), year.currentText()) == ("和政发", "2025年")
    assert named(section, QLabel, "nextNumber").text().startswith("下一个可用：10号")


def test_a_number_is_reserved_and_later_used(section: NumberSection, qtbot: QtBot) -> None:
    press(section, "numberReserve")
    over = form(section, qtbot)
    assert named(over, QSpinBox, "numberSerial").value() == 8
    press(over, "affirm")
    assert "留给哪份文件" in wrong(over, qtbot)
    typed(over, "numberTitle", "年度总结")
    answer(section, over, qtbot)
    assert lines(section)[0] == ("8号", "○ 预留", "年度总结", "")
    assert "下一个可用：9号" in named(section, QLabel, "nextNumber").text()
    go_to(section, "8号")
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    over = form(section, qtbot)
    state = named(over, QComboBox, "numberState")
    state.setCurrentIndex(0)
    typed(over, "numberDay", "2026-10-30")
    typed(over, "numberNote", "党政办发")
    answer(section, over, qtbot)
    entry = entries(section, qtbot)[0]
    assert (entry.kind, entry.day, entry.note) == ("used", date(2026, 10, 30), "党政办发")


def wrong(over: QDialog, qtbot: QtBot) -> str:
    words = named(over, QLabel, "formWrong")
    qtbot.waitUntil(lambda: bool(words.text()))
    return words.text()


def test_another_papers_number_with_a_wrong_date_is_refused(section: NumberSection, qtbot: QtBot) -> None:
    press(section, "numberAdd")
    over = form(section, qtbot)
    typed(over, "numberDay", "2026-2-30")
    press(over, "affirm")
    assert "2026-2-30" in wrong(over, qtbot)
    press(over, "cancel")
    assert len(entries(section, qtbot)) == 5


def test_a_void_number_keeps_its_reason_and_can_be_undone(section: NumberSection, qtbot: QtBot) -> None:
    go_to(section, "6号")
    press(section, "numberVoid")
    over = form(section, qtbot)
    press(over, "affirm")
    assert "请写明原因" in wrong(over, qtbot)
    typed(over, "numberReason", "文稿撤回")
    answer(section, over, qtbot)
    assert lines(section)[1] == ("6号", "○ 作废", "关于报送总结的通知", "文稿撤回")
    assert not named(section, QPushButton, "numberVoid").isEnabled(), "once is enough"
    section.app.undo()
    quiet(section.app, qtbot)
    assert lines(section)[1][1] == "✓ 已用"


def test_an_issued_number_cannot_be_void_and_leads_to_its_circular(
    section: NumberSection, qtbot: QtBot
) -> None:
    said: list[str] = []
    section.app.jobs.refused.connect(said.append)
    gone: list[tuple[str, Any]] = []
    section.go.connect(lambda where, target: gone.append((where, target)))
    go_to(section, "7号")
    press(section, "numberVoid")
    assert "是印发的通报，不能作废；有错请在“考核通报”里另发更正" in said[0]
    section.table.opened.emit(section.table.current_row)
    assert gone == [("circular", {"month": "2026-09", "step": 5})]
    quiet(section.app, qtbot)


def test_a_gap_is_explained_and_its_reason_changed(section: NumberSection, qtbot: QtBot) -> None:
    go_to(section, "3—5号")
    press(section, "numberExplain")
    over = form(section, qtbot)
    typed(over, "numberReason", "号段错印")
    answer(section, over, qtbot)
    assert lines(section)[2] == ("3—5号", "○ 空号", "", "号段错印")
    assert "▲ 1个空号" in named(section, QLabel, "nextNumber").text()
    go_to(section, "3—5号")
    press(section, "numberExplain")
    over = form(section, qtbot)
    typed(over, "numberNote", "党建文件用了")
    answer(section, over, qtbot)
    assert entries(section, qtbot)[2].note == "党建文件用了"
    section.app.undo()
    section.app.undo()
    quiet(section.app, qtbot)
    assert lines(section)[2] == ("3—5号", "▲ 空号", "", "没有说明")


def test_a_mistaken_entry_is_taken_back_from_the_menu(section: NumberSection, qtbot: QtBot) -> None:
    table = named(section, SheetView, "numbers")
    go_to(section, "6号")
    acts = {act.text(): act for act in table.make_menu().actions()}
    assert {"改说明…", "取消登记", "作废…"} <= set(acts)
    acts["取消登记"].trigger()
    assert [one.first for one in entries(section, qtbot)] == [7, 3, 2, 1]
    go_to(section, "7号")
    assert "取消登记" not in [act.text() for act in table.make_menu().actions()]


def test_the_register_is_printed_and_exported_in_order(
    section: NumberSection, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(section.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: section.findChild(PrintPreview) is not None)
    preview = section.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    words = preview.pages.document.getAllText(0).text()
    assert "发文字号登记表" in words and "大和创文办〔2026〕3—5号" in words
    preview.close()
    section.app.settings.keep_folder("exports", tmp_path)
    press(section, "numberExport")
    asked = section.findChild(QFileDialog, "saveAs")
    assert isinstance(asked, QFileDialog)
    asked.accept()
    target = tmp_path / "发文字号登记表（大和创文办〔2026〕）.xlsx"
    qtbot.waitUntil(target.exists)
    quiet(section.app, qtbot)
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("文号", "状态", "标题", "成文日期", "说明")
    assert [row[0] for row in rows[1:]] == [
        f"大和创文办〔2026〕{number}号" for number in ("1", "2", "3—5", "6", "7")
    ]
    assert rows[2][3] == "2026年7月1日"


def test_papers_beside_an_older_copy_are_put_back(
    desk: Desk, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "旧"
    folder.mkdir()
    older = make_township(folder, fill)
    shutil.copytree(path.with_suffix(".files") / "issued", older.with_suffix(".files") / "issued")
    section = opened(desk, older, qtbot)
    assert lines(section)[0][0] == "6号"
    press(section, "numberRebuild")
    question = dialog(section, qtbot, "rebuildQuestion")
    press(question, "affirm")
    qtbot.waitUntil(lambda: section.model.count == 5)
    quiet(section.app, qtbot)
    assert lines(section)[0] == ("7号", "✓ 已印发", "关于9月督查情况的通报", "")
    assert [one.month for one in ask(section.app, qtbot, issued_circulars)] == ["2026-09"]
    press(section, "numberRebuild")
    qtbot.waitUntil(lambda: "都已登记" in named(desk.window, QLabel, "savedText").text())


def test_a_paper_that_was_changed_is_named(section: NumberSection, path: Path, qtbot: QtBot) -> None:
    said: list[str] = []
    section.app.jobs.refused.connect(said.append)
    folder = path.with_suffix(".files") / "issued"
    (paper,) = folder.glob("*.pdf")
    paper.write_bytes(b"%PDF another")
    press(section, "numberRebuild")
    quiet(section.app, qtbot)
    assert "被改动过" in said[0]
