"""The other ways of keying in, the pane, 请假公出, paper and file."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.exchange.read import read_sheet
from core.exchange.records import parse_check_ins
from core.queries import entry as queries
from gui.start import Desk
from gui.views.entry.pane import StationRow
from tests.gui.views.entry_desk import MONDAY, TODAY, Clerk, clerk, sample

__all__ = ["clerk", "sample"]


def station(clerk: Clerk, name: str) -> int:
    return next(one.id for one in clerk.page.sheet.book.offers.stations if one.name == name)


def choose_scope(clerk: Clerk, letters: str) -> None:
    clerk.page.ticks.scope.setFocus()
    clerk.page.ticks.scope.selectAll()
    clerk.type(letters + "\n")
    clerk.rest()


def test_ticks_write_one_by_one(clerk: Clerk) -> None:
    clerk.page.strip.day.set_day(date(2026, 10, 27))
    clerk.click("way_ticks")
    choose_scope(clerk, "nyfwzx")
    ticks = clerk.page.ticks
    assert len(ticks._rows) == 6
    fresh = [row for row, one in enumerate(ticks._rows) if not one.ticked]
    ticks.view.setCurrentIndex(ticks.model.index(fresh[0], 0))
    clerk.type(" ")
    clerk.rest()
    (row,) = clerk.on_sheet()
    assert (row.name, row.unit, row.day) == (ticks._rows[fresh[0]].name, "农业服务中心", date(2026, 10, 27))
    assert ticks._rows[fresh[0]].ticked
    clerk.type(" ")
    clerk.rest()
    assert clerk.on_sheet() == []
    clerk.undo()
    assert len(clerk.on_sheet()) == 1


def test_all_but_the_missing_go_in_as_one_step(clerk: Clerk) -> None:
    clerk.page.strip.day.set_day(date(2026, 10, 28))
    clerk.click("way_all")
    clerk.keys = 0
    choose_scope(clerk, "nyfwzx")
    ticks = clerk.page.ticks
    proposed = [one for one in ticks._rows if one.ticked and not one.keys]
    clerk.type(" ")
    left_out = ticks._rows[0].name
    clerk.type("\n")
    clerk.rest()
    assert clerk.keys <= 12
    assert [row.name for row in clerk.on_sheet()] == [one.name for one in proposed if one.name != left_out]
    clerk.undo()
    assert clerk.on_sheet() == []


def test_who_is_away_is_not_proposed(clerk: Clerk) -> None:
    from core.services import assessment

    who = next(
        one.id
        for one in clerk.page.sheet.book.offers.people
        if (term := one.term(TODAY)) and term.unit == "文化站"
    )
    clerk.desk.app.jobs.write(
        "登记1条请假公出",
        lambda door: assessment.be_absent(
            door, who, start=TODAY, end=TODAY, kind="leave", effect="excused", reason="婚假"
        ),
    )
    clerk.page.strip.day.set_day(TODAY)
    clerk.click("way_all")
    choose_scope(clerk, "whz")
    (away,) = [one for one in clerk.page.ticks._rows if one.person_id == who]
    assert not away.ticked
    assert away.remark.endswith("请假（婚假）")


def test_a_block_from_wps(clerk: Clerk) -> None:
    people = [one.name for one in clerk.page.sheet.book.offers.people[:3]]
    rows = [f"{number}\t{name}\t10.28\t集贸市场\t入户宣传" for number, name in enumerate(people, 1)]
    rows += ["4\t张玉栏\t10.28\t集贸市场\t入户宣传", f"5\t{people[0]}\t2.30\t集贸市场\t入户宣传"]
    QGuiApplication.clipboard().setText("\n".join(["序号\t姓名\t日期\t区域\t事由", *rows]))
    clerk.click("way_paste")
    assert [box.currentText() for box in clerk.page.paste.findChildren(QComboBox)] == [
        "不用", "姓名", "日期", "区域", "事由",
    ]  # fmt: skip
    assert clerk.words("pasteNote").startswith("3行可以登记。2行有问题")
    clerk.click("pasteRegister")
    kept = clerk.on_sheet()
    assert [(row.name, row.day, row.area, row.note) for row in kept] == [
        (name, date(2026, 10, 28), "集贸市场", "入户宣传") for name in people
    ]
    assert clerk.desk.window.undo_bar.text.text() == "已粘贴3条签到"
    assert clerk.page.status_text.endswith("2行待改")
    assert [clerk.cell(row, "name") for row in (3, 4)] == ["张玉栏", people[0]]
    assert clerk.fault() == "第5行：没有“2.30”这一天，可输入 5、10.5 或 2026-10-5。"
    clerk.undo()
    assert clerk.on_sheet() == []


def test_a_wrong_guess_is_corrected(clerk: Clerk) -> None:
    one, other = (one.name for one in clerk.page.sheet.book.offers.people[:2])
    QGuiApplication.clipboard().setText(f"{one}\t{other}\t集贸市场\n{one}\t{other}\t集贸市场")
    clerk.click("way_paste")
    (box,) = clerk.page.paste.findChildren(QComboBox, "pasteRole1")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    clerk.rest()
    clerk.click("pasteRegister")
    assert [row.name for row in clerk.on_sheet()] == [other, other]


def test_an_empty_clipboard_is_told(clerk: Clerk) -> None:
    QGuiApplication.clipboard().clear()
    clerk.click("way_paste")
    clerk.click("pasteNow")
    assert "没有内容" in clerk.words("pasteWrong")


def test_the_pane_counts_and_opens_its_people(clerk: Clerk) -> None:
    sheet = clerk.week()
    met, owed = (sum(getattr(cell, key) for _, cell in sheet.stations) for key in ("met", "owed"))
    assert clerk.words("quotaCount") == str(met)
    assert clerk.words("quotaRest") == f"/ {owed}人，差{owed - met}人"
    _name, cell = sheet.stations[0]
    (row,) = clerk.page.findChildren(StationRow, f"quota_{cell.unit_id}")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    clerk.rest()
    shown = [one for one in clerk.page.pane.findChildren(QLabel) if one.isVisible()]
    assert {quota.reason for quota in cell.quotas} <= {one.text() for one in shown}
    with clerk.qtbot.waitSignal(clerk.page.go) as told:
        clerk.click(f"quotaPerson_{cell.quotas[0].person_id}")
    assert told.args == ["roster", {"person": cell.quotas[0].person_id}]


def test_stations_are_counted_when_the_office_counts_so(clerk: Clerk) -> None:
    from core import settings

    clerk.desk.app.jobs.write(
        "改规则", lambda door: settings.change(door, date(2022, 1, 26), per_person=False)
    )
    clerk.rest()
    stations = [cell for _, cell in clerk.week().stations if cell.owed]
    met = sum(cell.met >= cell.owed for cell in stations)
    assert clerk.words("quotaCount") == str(met)
    assert clerk.words("quotaRest").startswith(f"/ {len(stations)}个站所")
    clerk.page.pane.open_station(stations[0].unit_id)
    clerk.rest()
    texts = [one.text() for one in clerk.page.pane.findChildren(QLabel) if one.isVisible()]
    assert stations[0].quotas[0].reason in texts


def test_an_empty_roster_leads_there(desk: Desk, qtbot: QtBot, record: Path) -> None:
    clerk = Clerk(desk, qtbot, record)
    clerk.open()
    assert clerk.words("savedText").startswith("名册里还没有人")
    with qtbot.waitSignal(clerk.page.go) as told:
        clerk.click("savedAct0")
    assert told.args == ["roster", {}]
    desk.window.show_page("entry")
    clerk.rest()
    clerk.page.sheet.go_on()
    clerk.type("张玉兰\n")
    clerk.click("way0")
    assert [row.name for row in clerk.week().rows] == ["张玉兰"]


def test_a_year_without_holidays_is_told(clerk: Clerk) -> None:
    clerk.page.period.set_day(date(2031, 3, 3))
    clerk.rest()
    assert "放假安排还没有录入" in clerk.words("quotaFault")


def test_a_target_opens_its_week_and_station(clerk: Clerk) -> None:
    unit_id = station(clerk, "村建所")
    clerk.desk.window.show_page("entry", {"week": date(2026, 10, 12), "unit": unit_id, "missing": True})
    clerk.rest()
    assert clerk.page.period.start == date(2026, 10, 12)
    assert clerk.page.pane.open_unit == unit_id
    clerk.desk.window.show_page("entry", {})


def test_the_badge_counts_stations_from_thursday_on(clerk: Clerk) -> None:
    lacking = sum(cell.met < cell.owed for _, cell in clerk.week().stations)
    with clerk.qtbot.waitSignal(clerk.page.badge) as told:
        clerk.page.refresh()
    assert told.args == ["entry", lacking, "plain"]


def test_days_away_by_keyboard_and_their_effect(clerk: Clerk) -> None:
    clerk.page.strip.day.set_day(date(2026, 10, 26))
    before = dict(clerk.week().stations)
    clerk.click("tab_away")
    clerk.type("zyl\t26\t30\tqj\tbjyd\t婚假\n")
    clerk.rest()
    rows = clerk.ask(lambda door: queries.absences_between(door, MONDAY, TODAY))
    (line,) = [one for one in rows if one.reason == "婚假" and one.name == "张玉兰"]
    assert (line.start, line.end) == (date(2026, 10, 26), date(2026, 10, 30))
    assert (line.kind, line.effect) == ("leave", "excused")
    after = dict(clerk.week().stations)
    assert after["农业服务中心"].owed == before["农业服务中心"].owed - 1
    owed = sum(cell.owed for cell in after.values())
    assert clerk.words("quotaRest").startswith(f"/ {owed}人")
    clerk.undo()
    view = clerk.page.absences.view
    view.go_to(view.rows.count - 1, "name")
    view.setFocus()
    clerk.press(Qt.Key.Key_Delete)
    clerk.rest()
    assert not [
        one
        for one in clerk.ask(lambda door: queries.absences_between(door, MONDAY, TODAY))
        if one.id == line.id
    ]


def test_days_away_that_cannot_be(clerk: Clerk) -> None:
    clerk.click("tab_away")
    clerk.type("张玉栏\n")
    assert clerk.fault().endswith("名册里没有“张玉栏”。是“张玉兰”吗？")
    clerk.click("way0")
    line = clerk.page.absences._lines[-1]
    assert line.name == "张玉兰"
    clerk.page.absences.view.go_to(len(clerk.page.absences._lines) - 1, "end")
    clerk.page.absences.view.setFocus()
    clerk.type("10.1\n")
    clerk.rest()
    assert clerk.fault().endswith("截止日期早于起始日期，请核对。")


def test_paper_and_file_show_what_the_page_shows(clerk: Clerk, tmp_path: Path) -> None:
    clerk.type("zyl\n")
    clerk.rest()
    clerk.desk.window.print_current()
    clerk.qtbot.waitUntil(lambda: bool(clerk.page.findChildren(QDialog, "printPreview")))
    (preview,) = clerk.page.findChildren(QDialog, "printPreview")
    preview.close()
    clerk.page.export_current()
    (dialog,) = clerk.page.findChildren(QFileDialog, "saveAs")
    out = tmp_path / "签到.xlsx"
    dialog.selectFile(str(out))
    dialog.accept()
    clerk.qtbot.waitUntil(out.exists)
    clerk.rest()
    sheet = parse_check_ins(read_sheet(out))
    assert not sheet.faults
    assert len(sheet.lines) == len(clerk.week().rows)


def test_nothing_is_cut_in_the_smallest_window(clerk: Clerk) -> None:
    window = clerk.desk.window
    window.resize(911, 433)
    clerk.rest()
    assert (window.width(), window.height()) == (911, 433)
    for way in ("way_lines", "way_ticks", "way_all", "way_paste", "tab_away", "tab_sign"):
        clerk.click(way)
        room = window.rect()
        for one in clerk.page.findChildren(QWidget):
            if one.isVisible() and one.objectName() and one.window() is window:
                place = one.mapTo(window, one.rect().bottomRight())
                assert room.contains(place) or one.objectName().startswith("qt_"), one.objectName()
    clerk.click("quotaOpen")
    assert clerk.words("quotaTitle") == "本周满二次"
    clerk.click("quotaBack")
    assert clerk.page.stack.isVisible()
