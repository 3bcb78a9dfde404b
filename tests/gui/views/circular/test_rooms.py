"""追责 and 年度 in the real window: figures open their rows, people decide, one question closes a year."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.db import open_record
from core.queries.annual import annual_state
from core.queries.archive import archive_items
from core.queries.escalation import escalation, measures_taken
from core.queries.statements import statements
from core.queries.year_close import closed_years, supplements
from core.rules.calendar import Month
from gui.app import App
from gui.start import Desk
from gui.views.circular.archive_forms import ItemForm, VoidForm
from gui.views.circular.forms import AdjustForm
from gui.views.circular.measure_evidence import EvidenceList
from gui.views.circular.measure_forms import MeasureForm, OutcomeForm, StatementForm
from gui.views.circular.measures_pane import MeasuresPane
from gui.views.circular.page import CircularPage
from gui.views.circular.steps import ISSUE, SCORE
from gui.views.circular.year_pane import YearPane
from gui.widgets.dialogs import Question
from tests.core.services.year import clock, year_path, year_template
from tests.gui.views.circular.sitting import Sitting

__all__ = ["clock", "year_path", "year_template"]

TODAY = date(2026, 12, 8)


@pytest.fixture
def app(qtbot: QtBot, own_home: Path) -> Iterator[App]:
    """The desk on 8 December 2026."""
    made = App(own_home / "desk", today=lambda: TODAY)
    made.apply_theme()
    yield made
    made.close()


@pytest.fixture
def sitting(desk: Desk, year_path: Path, qtbot: QtBot) -> Sitting:
    desk.open(year_path, "circular")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, CircularPage))
    page = desk.window.page
    assert isinstance(page, CircularPage)
    page.go.disconnect(desk.window.show_page)
    made = Sitting(page, desk.app, qtbot)
    made.settle()
    page.show_target({"month": "2026-10"})
    made.settle()
    return made


def measures(sitting: Sitting) -> MeasuresPane:
    sitting.press("segment_measures")
    return sitting.the(MeasuresPane, "measuresPane")


def year(sitting: Sitting) -> YearPane:
    sitting.press("segment_year")
    return sitting.the(YearPane, "yearPane")


def read(sitting: Sitting, query: Any) -> Any:
    assert sitting.app.path is not None
    with open_record(sitting.app.path, writable=False, clock=sitting.app._clock) as db, db.read() as r:
        return query(r)


def write(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.insert(text)
    else:
        field.insertPlainText(text)


def affirm(sitting: Sitting, dialog: Any) -> None:
    sitting.press("affirm", dialog)


# -- 追责 --------------------------------------------------------------------------------------------


def test_a_candidate_shows_its_evidence_and_every_line_leads_to_its_rows(sitting: Sitting) -> None:
    pane = measures(sitting)
    rows = pane.views["suggested"].rows
    (row,) = [rows.row(number) for number in range(rows.count)]
    assert (row.unit, row.name) == ("村建所", "约谈")
    assert "只列依据，用不用由领导决定" in sitting.text("measuresTitle")
    sitting.press("measureLook")
    shown = sitting.dialog(EvidenceList)
    lines = [shown.model.row(number) for number in range(shown.model.count)]
    assert [line.what for line in lines] == ["2026年8月", "2026年9月", "2026年10月"]
    assert lines[0].text == "大和创文办〔2026〕1号"
    shown.view.opened.emit(0)
    sitting.settle()
    assert not sitting.page.rooms.away
    assert sitting.page.step == ISSUE
    assert sitting.page.state is not None
    assert sitting.page.state.month == Month(2026, 8)


def test_findings_behind_a_candidate_open_on_their_page(sitting: Sitting) -> None:
    sitting.page.show_target({"room": "measures", "month": "2026-09"})
    sitting.settle()
    pane = sitting.the(MeasuresPane, "measuresPane")
    row = pane.views["suggested"].rows.row(0)
    assert row.name == "表态发言"
    with_findings = [one for one in (pane.state.suggested if pane.state else ()) if one.candidate.findings]
    assert not with_findings, "the highest step alone is proposed"


def test_a_measure_is_recorded_from_its_candidate_in_one_step(sitting: Sitting) -> None:
    pane = measures(sitting)
    sitting.press("measureRecord")
    form = sitting.dialog(MeasureForm)
    assert form.form_field.currentText() == "约谈"
    assert "连续3个月受通报批评" in form.reason_field.toPlainText()
    affirm(sitting, form)
    assert form.wrong.text() == "请写明由谁决定。"
    write(form.by_field, "乡党委会")
    write(form.document_field, "和委〔2026〕7号")
    affirm(sitting, form)
    (one,) = read(sitting, measures_taken)
    assert (one.unit, one.form, one.person, one.decided_by, one.month) == (
        "村建所", "约谈", "", "乡党委会", "2026-10",
    )  # fmt: skip
    assert pane.views["suggested"].rows.count == 0, "not proposed twice"
    assert pane.bar.buttons["measures"].text() == "问责记录 1"
    assert sitting.app.jobs.pending == 0


def test_not_to_pursue_needs_a_reason_and_who_decided(sitting: Sitting) -> None:
    measures(sitting)
    sitting.press("measureSpare")
    form = sitting.dialog(MeasureForm)
    assert form.form_field.currentText() == "不予追责"
    write(form.by_field, "乡党委会")
    affirm(sitting, form)
    assert read(sitting, measures_taken)[0].form == "不予追责"


def test_an_objection_is_received_stops_the_issue_and_is_decided(sitting: Sitting) -> None:
    sitting.page.show_target({"month": "2026-11", "step": 4})
    sitting.settle()
    measures(sitting)
    sitting.press("mainAction")
    form = sitting.dialog(StatementForm)
    form.unit_field.setCurrentText("村建所")
    affirm(sitting, form)
    assert form.wrong.text() == "请写明陈述的内容。"
    write(form.text_field, "不在包保区域")
    affirm(sitting, form)
    (one,) = read(sitting, statements)
    assert (one.unit, one.month, one.open) == ("村建所", "2026-11", True)
    sitting.press("segment_month")
    faults = [check for check in sitting.page.strip.checks if check.blocking and not check.ok]
    assert [check.text for check in faults] == ["村建所的陈述申辩还没有结论，不能批评"]
    assert faults[0].rows is not None
    sitting.page.opener.rows(sitting.page.state, faults[0].rows)  # what a press on the point does
    assert sitting.gone[-1] == (
        "circular", {"room": "measures", "statements": (one.id,), "month": "2026-11"},
    )  # fmt: skip
    sitting.page.show_target(sitting.gone[-1][1])
    sitting.settle()
    pane = sitting.the(MeasuresPane, "measuresPane")
    assert pane.key == "statements"
    sitting.press("statementDecide")
    decided = sitting.dialog(OutcomeForm)
    decided.outcome_field.setCurrentIndex(0)
    write(decided.by_field, "乡创文办会议")
    affirm(sitting, decided)
    assert read(sitting, statements)[0].state == "成立"
    sitting.press("segment_month")
    assert not [check for check in sitting.page.strip.checks if check.blocking and not check.ok]
    rows = sitting.page.rank.criticism.model
    noted = next(rows.row(number) for number in range(rows.count) if rows.row(number).unit == "村建所")
    assert not noted.named
    assert noted.note == "陈述申辩已成立，要列入须写明原因"


def test_the_ladder_is_shown_as_it_holds(sitting: Sitting) -> None:
    pane = measures(sitting)
    pane.bar.choose("ladder")
    rows = pane.views["ladder"].rows
    said = [(rows.row(number).name, rows.row(number).when) for number in range(rows.count)]
    assert ("约谈", "连续3个月受通报批评") in said
    assert ("现场交办", "日常办理，不自动提出") in said


# -- 年度 --------------------------------------------------------------------------------------------


def test_the_year_shows_every_unit_and_its_months_lead_to_the_scores(sitting: Sitting) -> None:
    pane = year(sitting)
    rows = pane.sheets.rows
    place = rows.position(lambda row: row.unit == "村建所")
    assert rows.row(place).criticised == "3次"
    assert "年度得分＝各月平均分" in sitting.text("yearTitle")
    pane.sheets.go_to(place)
    sitting.settle()
    points = pane.points.rows
    month = points.position(lambda row: row.name == "10月")
    assert points.row(month).reason == "大和创文办〔2026〕3号，受批评"
    pane.points.opened.emit(month)
    sitting.settle()
    assert sitting.page.step == SCORE
    assert sitting.page.state is not None
    assert sitting.page.state.month == Month(2026, 10)
    assert sitting.page.score.unit_id == rows.row(place).unit_id


def test_points_by_hand_for_the_year_and_back(sitting: Sitting) -> None:
    pane = year(sitting)
    place = pane.sheets.rows.position(lambda row: row.unit == "财政所")
    pane.sheets.go_to(place)
    sitting.press("yearAdjust")
    form = sitting.dialog(AdjustForm)
    write(form.points_field, "1.5")
    write(form.reason_field, "区级表扬")
    affirm(sitting, form)
    assert pane.sheets.rows.row(place).hand == "+1.5"
    hand = pane.points.rows.position(lambda row: row.by_hand is not None)
    pane.points.go_to(hand)
    sitting.press("yearDrop")
    assert pane.sheets.rows.row(place).hand == ""
    assert all(
        line.by_hand is None
        for one in read(sitting, lambda r: annual_state(r, 2026)).sheets
        for line in one.lines
    )


def test_a_year_is_closed_by_one_question_and_opened_by_another(sitting: Sitting, year_path: Path) -> None:
    asked: list[Question] = []
    sitting.app.ask = lambda question, _parent: asked.append(question) or True  # type: ignore[func-returns-value]
    pane = year(sitting)
    main = sitting.the(QPushButton, "mainAction")
    assert main.text() == "结转2026年…"
    sitting.press("mainAction")
    (question,) = asked
    assert question.verb == "结转2026年"
    assert "▲ 2026年11月通报没有印发" in question.rows[0][1]
    (one,) = read(sitting, closed_years)
    assert one.year == 2026
    assert not main.isVisible(), "a year is closed once"
    assert (
        pane.bar.buttons["archive"].text()
        == f"归档目录 {len(read(sitting, lambda r: archive_items(r, 2026)))}"
    )
    pane.bar.choose("late")
    assert "年度结转前-2026.db" in sitting.text("yearTitle")
    sitting.press("yearUndo")
    assert [one.verb for one in asked][1:] == ["恢复到结转前"]
    sitting.qtbot.waitUntil(lambda: sitting.app.jobs.pending == 0 and read(sitting, closed_years) == [])
    assert list((year_path.with_suffix(".files") / "backups").glob("恢复前-*.db"))


def test_declined_nothing_is_closed(sitting: Sitting) -> None:
    sitting.app.ask = lambda _question, _parent: False
    year(sitting)
    sitting.press("mainAction")
    assert read(sitting, closed_years) == []
    assert read(sitting, lambda r: supplements(r, 2026)) == []


def test_the_archive_list_is_made_changed_and_thinned(sitting: Sitting) -> None:
    pane = year(sitting)
    pane.bar.choose("archive")
    sitting.press("archiveFile")
    count = pane.items.rows.count
    assert count > 3
    pane.items.go_to(0)
    sitting.press("archiveEdit")
    form = sitting.dialog(ItemForm)
    form.retention_field.setCurrentText("永久")
    form.pages_field.setText("0")
    affirm(sitting, form)
    assert "页数" in form.wrong.text()
    form.pages_field.setText("4")
    affirm(sitting, form)
    first = pane.items.rows.row(0)
    assert (first.retention, first.number, first.pages) == ("永久", 1, 4)
    pane.items.go_to(1)
    sitting.press("archiveVoid")
    void = sitting.dialog(VoidForm)
    write(void.reason_field, "与党政办重复")
    affirm(sitting, void)
    assert pane.bar.buttons["archive"].text() == f"归档目录 {count - 1}"


def test_the_rooms_fit_the_smallest_window_and_hand_out_what_they_show(sitting: Sitting) -> None:
    window = sitting.page.window()
    window.resize(911, 433)
    for key in ("measures", "year", "month"):
        sitting.press(f"segment_{key}")
        assert sitting.page.isAncestorOf(sitting.the(QPushButton, "mainAction"))
        for one in sitting.page.findChildren(QPushButton):
            if one.isVisible():
                right = one.mapTo(sitting.page, one.rect().bottomRight())
                assert right.x() <= sitting.page.width(), one.objectName()
                assert right.y() <= sitting.page.height(), one.objectName()
    sitting.press("segment_measures")
    title, columns, rows = sitting.page.rooms.pane.table()
    assert (title, columns, rows[0][:2]) == (
        "追责提示",
        ["单位", "达到", "依据", "先核对"],
        ["村建所", "约谈"],
    )
    assert sitting.page.header.export_button.isVisible()
    assert sitting.the(QLabel, "measuresWhole").text().startswith("村建所：连续3个月")
    sitting.page.rooms.pane.look_for("没有这个")
    assert read(sitting, lambda r: escalation(r, Month(2026, 10))).suggested
    assert isinstance(sitting.page.findChild(QComboBox, "zoom"), QComboBox)
    QTest.keyClick(sitting.page, Qt.Key.Key_Escape)


def test_statements_measures_and_the_ladder_are_also_ledgers(sitting: Sitting) -> None:
    pane = measures(sitting)
    sitting.press("measureRecord")
    form = sitting.dialog(MeasureForm)
    write(form.by_field, "乡党委会")
    affirm(sitting, form)
    pane.bar.choose("books")
    sitting.settle()
    books = sitting.page.rooms.books
    assert books is not None
    assert [one.name for one in books.ledgers][:3] == ["statement", "accountability", "escalation_rule"]
    books.show_ledger("accountability")
    sitting.settle()
    assert books.sheet.words()
    assert len(books.sheet.book.rows) == 1
    pane.bar.choose("suggested")
    assert sitting.page.rooms.books is None
