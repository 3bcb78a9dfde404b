"""Ledgers typed into the real window: by keys, as a block, with faults in their rows; nothing lost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.ledgers import LEDGERS, ledger_named
from core.queries.ledgers import Asked, LedgerRow, ledger_rows
from core.services.ledgers import remove
from gui.start import Desk
from gui.views.ledger import LedgerTabs
from gui.views.ledger.bringing import take_sheet
from gui.views.ledger.desk import LedgerDesk
from gui.views.ledger.files import FilesDialog
from gui.views.ledger.sheet import LedgerSheet
from tests.gui.views.entry_desk import Clerk, clerk, sample
from tests.gui.views.township import make_township

__all__ = ["clerk", "sample"]


def kept(clerk: Clerk, name: str) -> list[LedgerRow]:
    return clerk.ask(lambda door: ledger_rows(door, ledger_named(name)))


def desk_of(clerk: Clerk) -> LedgerDesk:
    desk = clerk.page.desk
    assert desk is not None
    return desk


def open_ledger(clerk: Clerk, name: str, **target: Any) -> LedgerSheet:
    clerk.page.show_target({"ledger": name, **target})
    clerk.rest()
    desk_of(clerk).go_on()
    return desk_of(clerk).sheet


def fault_of(sheet: LedgerSheet) -> str:
    bars = [one for one in sheet.findChildren(QFrame, "cellError") if one.isVisible()]
    return bars[0].findChildren(QLabel)[0].text() if bars else ""


@pytest.fixture(autouse=True)
def emptied(clerk: Clerk) -> None:
    """Without the sample's own rows."""

    def empty(door: Any) -> None:
        for ledger in reversed(LEDGERS):  # what points to others goes first
            if ledger.day:
                remove(door, ledger, [row.id for row in ledger_rows(door, ledger)])

    clerk.desk.app.jobs.write("清空台账", empty)
    clerk.rest()


@pytest.fixture
def meetings(clerk: Clerk) -> LedgerSheet:
    clerk.click("tab_meeting")
    return open_ledger(clerk, "study_meeting")


def test_a_meeting_is_typed_with_the_keyboard_alone(clerk: Clerk, meetings: LedgerSheet) -> None:
    clerk.type("27\tcjs\n")
    clerk.rest()
    assert kept(clerk, "study_meeting") == []  # a line that does not say what it must is not in the record
    assert "1行待改" in clerk.page.status_text
    meetings.view.go_to(0, "topic")
    clerk.type("研究小广告整治\t")
    clerk.rest()
    (row,) = kept(clerk, "study_meeting")
    assert (row.values["day"], row.words["unit_id"], row.values["topic"]) == (
        date(2026, 10, 27),
        "村建所",
        "研究小广告整治",
    )
    clerk.type("wjg\t")
    clerk.rest()
    assert fault_of(meetings) == ""
    assert kept(clerk, "study_meeting")[0].words["attendees"].startswith("王建国（")  # there are two
    assert "待改" not in clerk.page.status_text
    clerk.undo()
    assert kept(clerk, "study_meeting")[0].words["attendees"] == ""
    clerk.undo()
    assert kept(clerk, "study_meeting") == []


def test_the_next_line_takes_over_what_carries(clerk: Clerk) -> None:
    sheet = open_ledger(clerk, "household_campaign", day=date(2026, 10, 12))
    sheet.view.go_to(0, "day")
    clerk.paste("12\t\t大和社区\t\t\t宣传和问卷\t20\n\t\t红光村")
    assert [(row.values["day"].day, row.words["kind"]) for row in kept(clerk, "household_campaign")] == [
        (12, "宣传和问卷"),
        (12, "宣传和问卷"),
    ]
    clerk.undo()
    assert kept(clerk, "household_campaign") == []


def test_a_block_with_faults_keeps_the_good_rows_and_marks_the_others(clerk: Clerk) -> None:
    sheet = open_ledger(clerk, "questionnaire", day=date(2026, 10, 12))
    sheet.view.go_to(0, "day")
    block = [
        "日期\t村（居）/区域\t站所\t问卷版本\t发放\t收回\t有效\t知晓",
        "12\t大和社区\t村建所\t\t40\t39\t38\t38",
        "13\t红光村\t财政所\t\t40\t41\t38\t38",
        "32\t红光村\t财政所\t\t40\t39\t38\t38",
        "14\t没有这村\t财政所\t\t40\t39\t38\t38",
    ]
    clerk.paste("\n".join(block))
    assert [row.words["area_id"] for row in kept(clerk, "questionnaire")] == ["大和社区"]
    assert "3行待改" in clerk.page.status_text
    sheet.view.go_to(1, "day")
    assert "收回" in fault_of(sheet)
    sheet.view.go_to(1, "returned")
    clerk.type("39\n")
    clerk.rest()
    assert len(kept(clerk, "questionnaire")) == 2
    sheet.view.go_to(2, "day")
    clerk.type("31\n")
    clerk.rest()
    sheet.view.go_to(2, "day")
    assert len(kept(clerk, "questionnaire")) == 2  # 31 October lies in the future of 29 October
    assert "在今天之后" in fault_of(sheet)


def test_half_a_line_is_there_again_after_the_page_and_the_program(clerk: Clerk, desk: Desk) -> None:
    open_ledger(clerk, "opinion")
    clerk.type("28\t大和社区\t")
    clerk.rest()
    desk.window.show_page("today")
    desk.window.show_page("entry")
    clerk.rest()
    sheet = desk_of(clerk).sheet
    assert sheet.model.text(0, sheet.model.columns[1]) == "大和社区"
    again = LedgerSheet(desk.app, ledger_named("opinion"))
    again.take_back()
    assert [line.cells["area_id"] for line in again.book.waiting()] == ["大和社区"]
    again.deleteLater()


def test_one_value_into_several_rows_and_rows_removed(clerk: Clerk) -> None:
    sheet = open_ledger(clerk, "clean_up", day=date(2026, 10, 12))
    sheet.view.go_to(0, "day")
    clerk.paste("12\t大和社区\t广场\t村建所\t10\n13\t红光村\t村口\t财政所\t12\n14\t红光村\t车站\t财政所\t9")
    sheet.view.go_to(0, "headcount")
    for _ in range(2):
        clerk.press(Qt.Key.Key_Down, shift=True)
    clerk.press(Qt.Key.Key_D, ctrl=True)
    clerk.rest()
    assert [row.values["headcount"] for row in kept(clerk, "clean_up")] == [10, 10, 10]
    sheet.view.go_to(1, "note")
    sheet.view.selectRow(1)
    clerk.press(Qt.Key.Key_Delete)
    clerk.rest()
    assert [row.values["place"] for row in kept(clerk, "clean_up")] == ["广场", "车站"]
    clerk.undo()
    assert len(kept(clerk, "clean_up")) == 3
    sheet.view.go_to(0, "day")
    clerk.press(Qt.Key.Key_Delete)
    clerk.rest()
    assert "日期不能空" in fault_of(sheet)
    assert len(kept(clerk, "clean_up")) == 3


def test_a_target_shows_the_period_and_the_row(clerk: Clerk) -> None:
    open_ledger(clerk, "activity", day=date(2026, 9, 3))
    clerk.paste("3\t文明餐桌\t\t光盘行动")
    (row,) = kept(clerk, "activity")
    open_ledger(clerk, "activity", day=date(2026, 10, 3))
    assert desk_of(clerk).sheet.ids() == ()
    clerk.page.show_target({"ledger": "activity", "day": date(2026, 9, 20), "id": row.id})
    clerk.rest()
    assert desk_of(clerk).sheet.ids() == (row.id,)
    assert desk_of(clerk).sheet.view.current_row == 0
    assert clerk.page.title == "登记"


def test_a_figure_opens_exactly_its_rows(clerk: Clerk) -> None:
    open_ledger(clerk, "clean_up", day=date(2026, 10, 12))
    clerk.paste("12\t大和社区\t广场\t村建所\t10\n13\t红光村\t村口\t财政所\t12\n14\t红光村\t车站\t财政所\t9")
    rows = kept(clerk, "clean_up")
    wanted = (rows[0].id, rows[2].id)
    clerk.page.show_target({"ledger": "clean_up", "month": "2026-09", "ids": wanted})
    clerk.rest()
    assert desk_of(clerk).sheet.ids() == wanted
    clerk.page.show_target({"ledger": "clean_up", "month": "2026-10", "unit": rows[1].values["unit_id"]})
    clerk.rest()
    assert desk_of(clerk).sheet.ids() == (rows[1].id, rows[2].id)
    clerk.click("ledgerShowAll")
    assert len(desk_of(clerk).sheet.ids()) == 3
    assert not desk_of(clerk).all_rows.isVisible()


def test_a_register_is_kept_on_the_roster_page(clerk: Clerk, desk: Desk) -> None:
    desk.window.show_page("roster", {"ledger": "three_year_plan"})
    clerk.rest()
    page = desk.window.pages["roster"]
    assert isinstance(page, LedgerTabs)
    assert page.desk is not None
    assert len(page.desk.sheet.ids()) == 12
    assert not page.header.main.isVisible()
    page.desk.go_on()
    clerk.type("cjs\n")
    clerk.rest()
    (row,) = [one for one in kept(clerk, "three_year_plan") if one.values["submitted_on"] is None][1:]
    assert (row.words["unit_id"], row.values["cycle"]) == ("村建所", "2024—2026")
    page.show_target({"unit": 1})
    fronts = [page.desk]
    assert fronts == [None]
    assert page.header.main.isVisible()


def test_the_papers_of_the_ledger_in_front_are_offered(clerk: Clerk, meetings: LedgerSheet) -> None:
    menu = clerk.page.header.print_button.menu()
    assert menu is not None
    words = [one.text() for one in menu.findChildren(QAction) if one.text()]
    assert {"打印本页", "例会记录与签到表", "空白例会签到表", "例会台账"} <= set(words)
    clerk.click("tab_sign")
    menu = clerk.page.header.print_button.menu()
    assert menu is not None
    assert "本周签到表" in [one.text() for one in menu.findChildren(QAction)]


def test_a_sheet_is_taken_in_and_said(clerk: Clerk, desk: Desk, tmp_path: Any) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["日期", "主题", "人数"], ["2026-10-12", "文明交通", 30], ["下周", "文明旅游", 5]):
        page.append(row)
    file = tmp_path / "活动.xlsx"
    book.save(file)
    open_ledger(clerk, "activity", day=date(2026, 10, 12))
    take_sheet(desk.app, desk.window, ledger_named("activity"), file)
    clerk.rest()
    (dialog,) = [one for one in desk.window.findChildren(QDialog, "ledgerImported") if one.isVisible()]
    title = dialog.findChild(QLabel, "importDone")
    assert title is not None
    assert title.text() == "主题活动已导入"
    close = dialog.findChild(QPushButton, "closeImported")
    assert close is not None
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    desk.window.activateWindow()
    desk_of(clerk).sheet.view.setFocus()
    assert len(kept(clerk, "activity")) == 1
    assert len(desk_of(clerk).sheet.ids()) == 1
    clerk.undo()
    assert kept(clerk, "activity") == []


def test_words_are_searched_in_the_record(clerk: Clerk) -> None:
    open_ledger(clerk, "clean_up", day=date(2026, 10, 12))
    clerk.paste("12\t大和社区\t广场\t村建所\t10\n13\t红光村\t村口\t财政所\t12")
    clerk.page.search("村口")
    clerk.rest()
    assert len(desk_of(clerk).sheet.ids()) == 1
    clerk.page.search("")
    clerk.rest()
    assert len(desk_of(clerk).sheet.ids()) == 2
    assert clerk.ask(lambda door: len(ledger_rows(door, ledger_named("clean_up"), Asked(text="村口")))) == 1


def test_who_owes_the_campaigns_is_asked_once_where_they_are_kept(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    """The sample has its answers; an office's own record asks, and once answered no more."""
    folder = tmp_path / "own"
    folder.mkdir()
    clerk = Clerk(desk, qtbot, make_township(folder))
    clerk.open()
    clerk.rest()
    clerk.click("tab_household")
    asked = desk_of(clerk).ask
    assert asked.isVisible()
    clerk.click("agree_campaign_actor")
    assert asked.isHidden()
    open_ledger(clerk, "opinion")
    open_ledger(clerk, "household_campaign")
    assert asked.isHidden()


def test_a_file_stands_beside_its_row(clerk: Clerk, desk: Desk, tmp_path: Any) -> None:
    open_ledger(clerk, "activity", day=date(2026, 10, 12))
    clerk.paste("12\t文明餐桌\t\t光盘行动")
    (row,) = kept(clerk, "activity")
    sheet = desk_of(clerk).sheet
    sheet.go_to_row(row.id)
    sheet.show_files()
    clerk.rest()
    (dialog,) = [one for one in desk.window.findChildren(FilesDialog) if one.isVisible()]
    photo = tmp_path / "活动.jpg"
    photo.write_bytes(b"jpg")
    dialog.add(photo)
    clerk.rest()
    clerk.rest()
    assert "活动.jpg" in [one.text() for one in dialog.findChildren(QLabel)]
    dialog.add(photo)
    clerk.rest()
    assert "没有重复保存" in dialog.said.text()
    dialog.accept()
