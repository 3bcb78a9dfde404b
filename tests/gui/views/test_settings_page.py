"""资料与设置 in the real window: each field is written when it is left, in one step that can be undone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.backup import backup
from core.ledgers import ledger_named
from core.queries import roster as roster_queries
from core.queries import settings as queries
from core.queries.month import rubric_at
from core.services import ledgers
from core.services.record import open_for_work
from core.settings import settings_at
from gui.start import Desk
from gui.table import SheetView
from gui.views.forms import ChoiceBox
from gui.views.settings import SECTIONS, SettingsPage
from reports.fonts import Role
from reports.installed import current, installed, use_own
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.township import make_township

D = date(2026, 10, 29)
OCTOBER = date(2026, 9, 28)  # the first Monday of October's weeks


@pytest.fixture
def page(desk: Desk, tmp_path: Path, qtbot: QtBot) -> SettingsPage:
    desk.open(make_township(tmp_path), "settings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, SettingsPage))
    quiet(desk.app, qtbot)
    assert isinstance(desk.window.page, SettingsPage)
    return desk.window.page


def section(page: SettingsPage, qtbot: QtBot, key: str) -> QWidget:
    page.show_target({"section": key})
    quiet(page.app, qtbot)
    return page.section


def leave(field: QLineEdit, text: str) -> None:
    """Type and go on, as Tab does."""
    field.setFocus()
    field.selectAll()
    field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_fact_of_the_office_is_written_when_left_and_undone(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    field = named(page, QLineEdit, "set_unit_name")
    assert field.text() == "大和乡创文办"
    leave(field, "大和乡文明办")
    quiet(desk.app, qtbot)
    assert ask(desk.app, qtbot, lambda r: settings_at(r, D).unit_name) == "大和乡文明办"
    assert desk.window.windowTitle() == "包保台账 — 大和乡文明办"
    assert named(desk.window, QLabel, "undoText").text() == "已修改单位名称"
    desk.app.undo()
    qtbot.waitUntil(lambda: field.text() == "大和乡创文办")
    assert desk.window.windowTitle() == "包保台账 — 大和乡创文办"


def test_the_operator_signs_what_comes_after(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    leave(named(page, QLineEdit, "set_operator"), "罗静")
    quiet(desk.app, qtbot)
    leave(named(page, QLineEdit, "set_cc"), "乡党委")
    quiet(desk.app, qtbot)
    actors: list[str] = []
    desk.app.jobs.on_file(lambda db, _task: actors.append(db.actor))
    quiet(desk.app, qtbot)
    assert actors == ["罗静"]


def test_an_empty_name_is_refused_and_the_old_one_comes_back(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    field = named(page, QLineEdit, "set_agency_code")
    before = field.text()
    leave(field, " ")
    quiet(desk.app, qtbot)
    assert field.text() == before
    assert "不能空着" in desk.window.banners.texts()["refused"]


def test_a_rule_holds_from_the_month_on_and_is_listed(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "rules")
    box = named(shown, QSpinBox, "set_per_week")
    box.setFocus()
    box.setValue(3)
    QTest.keyClick(box, Qt.Key.Key_Return)
    quiet(page.app, qtbot)
    versions = ask(page.app, qtbot, queries.versions)
    assert [(one.key, one.value, one.valid_from) for one in versions] == [("per_week", 3, OCTOBER)]
    assert ask(page.app, qtbot, lambda r: settings_at(r, date(2026, 9, 27)).per_week) == 2
    qtbot.waitUntil(lambda: named(shown, QLabel, "note_per_week").text().startswith("自2026年10月起"))
    assert any(one.text() == "2026年10月起　每周到岗次数" for one in shown.findChildren(QLabel))


def test_a_threshold_that_is_no_number_is_refused(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "rules")
    field = named(shown, QLineEdit, "set_praise_min")
    leave(field, "九十")
    qtbot.waitUntil(lambda: "不是数字" in desk.window.banners.texts().get("refused", ""))
    quiet(desk.app, qtbot)
    assert ask(desk.app, qtbot, lambda r: settings_at(r, D).praise_min) == "90"


def test_a_rubric_cell_makes_a_version_and_a_slip_is_marked(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "rubric")
    table = named(shown, SheetView, "rubricTable")
    column = next(n for n, one in enumerate(table.rows.columns) if one.key == "points")
    table.rows.setData(table.rows.index(0, column), "0.5")
    quiet(page.app, qtbot)
    now = ask(page.app, qtbot, lambda r: rubric_at(r, "station", D))
    past = ask(page.app, qtbot, lambda r: rubric_at(r, "station", date(2026, 9, 27)))
    assert (str(now.items[0].points), str(past.items[0].points)) == ("1/2", "1")
    table.rows.setData(table.rows.index(0, column), "半分")
    assert named(table, QWidget, "cellError").isVisible()
    table.go_to(6)
    press(shown, "rubricDelete")
    quiet(page.app, qtbot)
    assert len(ask(page.app, qtbot, lambda r: rubric_at(r, "station", D)).items) == 6
    page.app.undo()
    quiet(page.app, qtbot)
    assert len(ask(page.app, qtbot, lambda r: rubric_at(r, "station", D)).items) == 7


def test_a_rubric_that_cannot_reach_its_total_is_shown_where_it_stands(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    shown = section(page, qtbot, "rubric")
    faults = named(shown, QLabel, "rubricFaults")
    assert faults.isHidden()
    assert "得分在0到105分之间" in named(shown, QLabel, "rubricReach").text()
    leave(named(shown, QLineEdit, "rubricBase"), "200")
    qtbot.waitUntil(lambda: "最多扣120分，扣不完基础分200分" in faults.text())
    assert faults.isVisible()
    leave(named(shown, QLineEdit, "rubricBase"), "0")
    qtbot.waitUntil(lambda: "基础分要大于0" in desk.window.banners.texts().get("refused", ""))
    quiet(page.app, qtbot)
    assert ask(page.app, qtbot, lambda r: rubric_at(r, "station", D)).base == 200


def test_a_score_item_cites_a_standard_of_the_library(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "rubric")
    table = named(shown, SheetView, "rubricTable")
    cited = next(n for n, one in enumerate(table.rows.columns) if one.key == "standard")
    table.rows.setData(table.rows.index(0, cited), "Ⅱ-3")
    assert any("测评标准里没有“Ⅱ-3”" in one.text() for one in table.findChildren(QLabel))
    values = {"document": "测评体系", "year": 2021, "code": "Ⅱ-3", "text": "公共场所干净"}
    page.app.jobs.write("登记", lambda w: ledgers.put(w, ledger_named("standard_item"), values))
    quiet(page.app, qtbot)
    table.rows.setData(table.rows.index(0, cited), "Ⅱ-3")
    quiet(page.app, qtbot)
    assert ask(page.app, qtbot, lambda r: rubric_at(r, "station", D)).items[0].standard == "Ⅱ-3"


def test_the_year_that_is_not_known_is_said_and_taken_from_the_clipboard(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    shown = section(page, qtbot, "holidays")
    assert "2027年的放假安排还没有录入" in named(shown, QLabel, "holidayLacking").text()
    head = "日期\t截止日期\t名称\t放假/补班\n"
    year = (
        "2027-1-1\t\t元旦\t放假\n2027-2-5\t2027-2-11\t春节\t放假\n2027-4-5\t\t清明节\t放假\n2027-5-1\t\t劳动节\t放假\n"
        "2027-6-9\t\t端午节\t放假\n2027-9-15\t\t中秋节\t放假\n"
    )
    QGuiApplication.clipboard().setText(head + year)
    press(shown, "holidayPaste")
    qtbot.waitUntil(lambda: "2027年的安排里没有国庆节" in desk.window.banners.texts().get("refused", ""))
    QGuiApplication.clipboard().setText(head + year + "2027-10-1\t2027-10-7\t国庆节\t放假\n")
    press(shown, "holidayPaste")
    qtbot.waitUntil(lambda: not named(shown, QLabel, "holidayLacking").isVisible())
    quiet(page.app, qtbot)
    assert named(shown, ChoiceBox, "holidayYear").currentText() == "2027年"
    table = named(shown, SheetView, "holidays")
    assert table.rows.count == 19
    assert named(shown, QLabel, "holidayGaps").isHidden()
    table.go_to(8)
    press(shown, "holidayDelete")
    qtbot.waitUntil(lambda: "没有清明节，这些天会照样要求到岗" in named(shown, QLabel, "holidayGaps").text())


def test_a_number_of_another_paper_is_registered_once(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "numbers")
    press(shown, "numberAdd")
    form = dialog(page, qtbot, "verbForm")
    named(form, QSpinBox, "numberSerial").setValue(7)
    named(form, QLineEdit, "numberTitle").insert("关于会议的通知")
    press(form, "affirm")
    qtbot.waitUntil(lambda: "8号" in named(shown, QLabel, "nextNumber").text())
    press(shown, "numberAdd")
    form = dialog(page, qtbot, "verbForm")
    named(form, QSpinBox, "numberSerial").setValue(7)
    press(form, "affirm")
    qtbot.waitUntil(lambda: "已经用过" in named(form, QLabel, "formWrong").text())
    press(form, "cancel")


def test_restoring_asks_once_with_counts_and_keeps_the_state_before(
    page: SettingsPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path, package = desk.app.path, tmp_path / "备份.zip"
    assert path is not None
    shown = section(page, qtbot, "backup")
    desk.app.jobs.on_file(lambda db, _task: backup(db, package))
    quiet(desk.app, qtbot)
    from core.services.roster import add_person

    desk.app.jobs.write("新增1人", lambda w: add_person(w, "赵国强", 1, D))
    quiet(desk.app, qtbot)
    asked: list[Any] = []

    def yes(question: Any, _parent: QWidget | None) -> bool:
        asked.append(question)
        return True

    desk.app.ask = yes
    shown.restore(package)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "已恢复" in desk.window.banners.texts().get("refused", ""))
    quiet(desk.app, qtbot)
    assert [row[1][:4] for row in asked[0].rows[:2]] == ["人员7、", "人员6、"]
    assert asked[0].final
    assert ask(desk.app, qtbot, lambda r: roster_queries.counts(r, D)).people == 6
    table = named(shown, SheetView, "copies")
    qtbot.waitUntil(lambda: "恢复前" in {table.rows.row(n).kind for n in range(table.rows.count)})


def test_a_refused_restore_leaves_the_record_open(
    page: SettingsPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    package = tmp_path / "备份.zip"
    package.write_bytes(b"words")
    shown = section(page, qtbot, "backup")
    shown.restore(package)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "备份.zip" in desk.window.banners.texts().get("refused", ""))
    assert ask(desk.app, qtbot, lambda r: roster_queries.counts(r, D)).people == 6


def test_checking_tells_that_all_is_well(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "check")
    press(shown, "checkNow")
    qtbot.waitUntil(lambda: named(shown, QLabel, "checkSaid").text() == "✓ 没有发现问题")


def test_the_look_changes_at_once(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "look")
    press(shown, "segment_130")
    press(shown, "segment_dark")
    assert (desk.app.scale, desk.app.dark) == (130, True)


def test_the_diagnosis_names_fonts_and_input_but_nobody(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "diagnosis")
    text = named(shown, QPlainTextEdit, "diagnosis").toPlainText()
    for word in ("中文输入", "仿宋：", "SQLite", "PySide6", str(page.app.path)):
        assert word in text
    assert "王建国" not in text
    press(shown, "copyDiagnosis")
    assert QGuiApplication.clipboard().text() == text


def test_every_section_fits_the_narrow_window_and_is_named(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    desk.window.resize(911, 433)
    for key, title, _module, _name in SECTIONS:
        shown = section(page, qtbot, key)
        QApplication.processEvents()
        assert any(one.text() == title for one in shown.findChildren(QLabel))
        for one in shown.findChildren(QWidget):
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.objectName():
                assert one.mapTo(page, one.rect().topRight()).x() <= page.width(), one.objectName()


def test_a_half_typed_field_counts_when_the_page_is_left(
    page: SettingsPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    field = named(page, QLineEdit, "set_addressee")
    field.setFocus()
    field.selectAll()
    field.insert("各村")
    desk.window.show_page("roster")
    quiet(desk.app, qtbot)
    assert ask(desk.app, qtbot, lambda r: settings_at(r, D).addressee) == "各村"


def test_an_operator_is_read_again_on_opening(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    leave(named(page, QLineEdit, "set_operator"), "罗静")
    quiet(desk.app, qtbot)
    path = desk.app.path
    assert path is not None
    desk.app.jobs.close_file()
    quiet(desk.app, qtbot)
    with open_for_work(path) as db:
        assert db.actor == "罗静"


def test_the_offices_own_fonts_are_chosen_and_named(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    """Without a font of that name installed the bundled one plays the role and is called 替代."""
    shown = section(page, qtbot, "look")
    words = named(shown, QLabel, "paperFonts")
    assert "仿宋：朱雀仿宋（替代）" in words.text()
    own = next(one for one in shown.findChildren(QAbstractButton) if one.text() == "本机的方正、仿宋等")
    own.click()
    quiet(desk.app, qtbot)
    assert desk.app.settings.get("own_fonts", False)
    assert current() is installed()
    assert [line.partition("：")[0] for line in words.text().splitlines()][: len(Role)] == [
        role.value for role in Role
    ]
    use_own(False)


def test_a_code_too_long_for_its_line_is_warned_of_while_it_is_typed(page: SettingsPage) -> None:
    field, note = named(page, QLineEdit, "set_agency_code"), named(page, QLabel, "note_agency_code")
    field.setFocus()
    field.selectAll()
    field.insert("大和乡创建全国文明城市工作领导小组办公室文")
    assert note.text() == "发文字号里的，例如“和创文办”"
    field.insert("件")
    assert note.text().startswith("▲ 代字太长，发文字号一行排不下")
    field.undo()


def test_a_setting_is_found_by_its_words(page: SettingsPage, qtbot: QtBot) -> None:
    page.focus_search()
    QTest.keyClicks(page.finder, "")
    page.finder.insert("代字")
    quiet(page.app, qtbot)
    shown = [one[1] for row, one in enumerate(SECTIONS) if not page.list.isRowHidden(row)]
    assert "单位" in shown and "回收站" not in shown
    QTest.keyClick(page.finder, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is named(page, QLineEdit, "set_agency_code")
    page.focus_search()
    page.finder.clear()
    page.finder.insert("字号")
    quiet(page.app, qtbot)
    page.finder.setText("没有这个词")
    assert page.status_text == "设置里没有“没有这个词”"
    QTest.keyClick(page.finder, Qt.Key.Key_Escape)
    assert not any(page.list.isRowHidden(row) for row in range(len(SECTIONS)))


def test_a_filtered_rubric_changes_the_item_that_is_seen(page: SettingsPage, qtbot: QtBot) -> None:
    shown = section(page, qtbot, "rubric")
    table = named(shown, SheetView, "rubricTable")
    items = ask(page.app, qtbot, lambda r: rubric_at(r, "station", D)).items
    last = items[-1]
    table.rows.choose("name", frozenset({last.name}))
    assert [table.rows.row(row).name for row in range(table.rows.count)] == [last.name]
    table.edited.emit(0, "name", "另一个名字")
    quiet(page.app, qtbot)
    now = ask(page.app, qtbot, lambda r: rubric_at(r, "station", D)).items
    assert [one.name for one in now] == [*(one.name for one in items[:-1]), "另一个名字"]
    table.clear_filter()
    table.rows.sort_by("name", descending=True)
    names = [table.rows.row(row).name for row in range(table.rows.count)]
    assert len(names) == len(items) and names != [one.name for one in now]
