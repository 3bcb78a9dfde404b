"""A month from its doubts to its issued circular, in the real window on a real file."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from core.doors import Write
from core.services import inspections, numbers
from gui.start import Desk
from gui.views.circular.evidence import EvidenceDialog, UnitDialog
from gui.views.circular.issue_dialog import IssueDialog
from gui.views.circular.steps import CHECK, DRAFT, ISSUE, RANK, SCORE
from tests.gui.views.circular.sitting import Sitting, ask, draft, open_editor, rows_of, type_over


def test_the_month_that_is_due_opens_at_its_doubts(sitting: Sitting) -> None:
    page = sitting.page
    assert page.picker.face.text() == "2026年10月"
    assert page.step == CHECK
    assert "第40周至第44周" in sitting.text("periodLine")
    sitting.press("doubt_lack0")
    assert sitting.gone[-1] == ("findings", {"filter": "all", "week": date(2026, 9, 28)})
    unassigned = [one for one in sitting.state.doubts if one.kind == "unassigned"]
    place = [one for one in sitting.state.doubts if not one.note].index(unassigned[0])
    sitting.press(f"doubt_lack{place}")
    assert sitting.gone[-1] == ("findings", {"filter": "all", "ids": unassigned[0].ids})


def test_a_doubt_about_duplicates_lists_exactly_them(sitting: Sitting) -> None:
    doubts = [one for one in sitting.state.doubts if not one.note]
    place = next(n for n, one in enumerate(doubts) if one.kind == "duplicate")
    sitting.press(f"doubt_lack{place}")
    listed = sitting.dialog(EvidenceDialog)
    assert listed.model.count == doubts[place].count == 1
    sitting.key(Qt.Key.Key_Return, listed.view)
    assert sitting.gone[-1] == ("entry", {"week": date(2026, 10, 26), "ids": doubts[place].ids})


def test_the_main_button_walks_the_steps(sitting: Sitting) -> None:
    page = sitting.page
    for step, words in enumerate(("打分", "排名", "拟稿", "印发")):
        assert page.header.main.text() == f"下一步：{words}"
        page.main_action()
        assert page.step == step + 1
    assert page.header.main.text() == "印发…"
    sitting.press("previousStep")
    assert page.step == DRAFT
    QTest.keyClick(page.stepper, Qt.Key.Key_Left)
    assert page.step == RANK


def test_points_by_hand_are_written_marked_and_undone(sitting: Sitting) -> None:
    page = sitting.page
    page.go_to(SCORE)
    village = next(id_ for id_, name in sitting.state.units.items() if name == "红光村")
    page.score.choose(village)
    sitting.press("adjust")
    form = page.findChild(QDialog, "monthForm")
    assert form is not None
    sitting.press("affirm", form)
    assert "分值要写成" in sitting.the(QLabel, "formWrong", form).text()
    sitting.the(QLineEdit, "points", form).setText("－1.5")
    sitting.the(QLineEdit, "reason", form).setText("迟到")
    sitting.press("affirm", form)
    assert page.score.unit_id == village, "the chosen unit stays"
    line = page.score.lines.model.row(page.score.lines.model.count - 1)
    assert (line.points, line.reason, line.hand) == ("-1.5", "迟到", "改")
    sitting.app.undo()
    sitting.settle()
    assert all(row.hand == "" for row in rows_of(page.score.lines.model))


def test_an_exempted_unit_is_not_assessed(sitting: Sitting) -> None:
    page = sitting.page
    page.go_to(SCORE)
    station = next(id_ for id_, name in sitting.state.units.items() if name == "财政所")
    page.score.choose(station)
    sitting.press("exempt")
    form = page.findChild(QDialog, "monthForm")
    assert form is not None
    sitting.the(QLineEdit, "reason", form).setText("抗旱")
    sitting.press("affirm", form)
    row = next(row for row in rows_of(page.score.model) if row.unit_id == station)
    assert (row.score, row.rank, row.note) == ("", "免予考核", "免予考核（抗旱）")


def test_the_clerk_strikes_a_name_and_takes_it_back(sitting: Sitting) -> None:
    page = sitting.page
    page.go_to(RANK)
    criticism = page.rank.criticism
    struck = criticism.model.row(criticism.model.position(lambda row: row.named))
    criticism.view.go_to(criticism.model.position(lambda row: row.named), "named")
    QTest.keyClick(criticism.view, Qt.Key.Key_Space)
    form = page.findChild(QDialog, "monthForm")
    assert form is not None
    sitting.press("affirm", form)  # 领导意见 stands there already
    page.go_to(DRAFT)
    row = sitting.row(f"criticism.{struck.unit_id}")
    assert not row.line.on
    assert row.line.aside == "不点名：领导意见，只在本机留存"
    assert page.outlet.pdf is not None
    page.sentences.choose(row.line.key)
    sitting.key(Qt.Key.Key_Space)
    assert sitting.row(f"criticism.{struck.unit_id}").line.on
    assert struck.unit_id in {one.unit_id for one in sitting.state.facts.criticism}  # type: ignore[union-attr]


def test_a_unit_not_assessed_cannot_be_named(sitting: Sitting) -> None:
    refused: list[str] = []
    sitting.app.jobs.refused.connect(refused.append)
    station = next(id_ for id_, name in sitting.state.units.items() if name == "财政所")
    sitting.page.acts.exempt(sitting.state, station, "all", "抗旱")
    sitting.settle()
    sitting.page.go_to(RANK)
    criticism = sitting.page.rank.criticism
    criticism.view.go_to(criticism.model.position(lambda row: row.unit_id == station), "named")
    sitting.key(Qt.Key.Key_Space, criticism.view)
    assert refused == ["财政所免予考核，不排名次，不能列入表扬和批评。"]


def test_a_sentence_is_edited_in_place_and_restored(sitting: Sitting) -> None:
    draft(sitting, "overview.findings")
    before, pages = sitting.row("overview.findings").line.text, sitting.page.outlet.pdf
    type_over(sitting, before.replace("本月督查", "本月各组督查"))
    row = sitting.row("overview.findings")
    assert row.line.text.startswith("本月各组督查")
    assert sitting.text("mark_overview.findings").startswith("手改过")
    assert sitting.page.outlet.pdf != pages
    assert sitting.page.sentences.hasFocus()
    sitting.press("restore_overview.findings")
    assert sitting.row("overview.findings").line.text == before
    assert sitting.state.edits == {}


def test_escape_leaves_the_sentence_and_leaving_the_page_keeps_it(sitting: Sitting, desk: Desk) -> None:
    draft(sitting, "overview.findings")
    editor = open_editor(sitting, "不要了。")
    sitting.key(Qt.Key.Key_Escape, editor)
    assert sitting.state.edits == {}
    open_editor(sitting, "写了一半")
    desk.window.commit_edits()
    sitting.settle()
    assert sitting.state.edits["overview.findings"].text == "写了一半"


def test_facts_that_moved_are_said_and_taken_over(sitting: Sitting) -> None:
    draft(sitting, "overview.findings")
    text = sitting.row("overview.findings").line.text
    assert "发现问题3条" in text
    type_over(sitting, text.replace("本月督查共", "本月"))

    def one_more(w: Write) -> None:
        inspections.add_finding(w, date(2026, 10, 22), "又一处垃圾")

    sitting.app.jobs.write("登记问题", one_more)
    sitting.settle()
    row = sitting.row("overview.findings")
    assert "发现问题3条" in row.line.text, "nothing changes behind the clerk's back"
    assert ("3条", "4条") in row.line.moved
    assert next(check.text for check in sitting.page.strip.checks if not check.ok) == "1句数据已变"
    sitting.press("update_overview.findings")
    row = sitting.row("overview.findings")
    assert row.line.text.startswith("本月发现问题4条")
    assert row.line.moved == ()


def test_a_sentence_left_out_keeps_its_row_without_tick(sitting: Sitting) -> None:
    draft(sitting, "demands.look_back")
    sitting.key(Qt.Key.Key_Space)
    assert not sitting.row("demands.look_back").line.on
    assert sitting.page.paper is not None
    assert sitting.page.paper.places("demands.look_back") == []
    sitting.key(Qt.Key.Key_Space)
    assert sitting.row("demands.look_back").line.on


def test_words_emptied_come_back_with_the_tick_and_a_title_at_once(sitting: Sitting) -> None:
    named = sitting.state.facts.criticism[0]  # type: ignore[union-attr]
    for key in (f"criticism.{named.unit_id}", "title"):
        draft(sitting, key)
        before = sitting.row(key).line.text
        type_over(sitting, "")
        if key != "title":
            assert not sitting.row(key).line.on
            sitting.key(Qt.Key.Key_Space)
        assert sitting.row(key).line.on
        assert sitting.row(key).line.text == before
    assert sitting.state.edits == {}


def test_figures_open_exactly_theirrows_of(sitting: Sitting) -> None:
    draft(sitting, "overview.findings")
    figures = sitting.row("overview.findings").words.figures
    sitting.key(Qt.Key.Key_Right)
    sitting.key(Qt.Key.Key_Return)
    where, target = sitting.gone[-1]
    assert (where, target["ids"]) == ("findings", figures[0].rows.ids)
    draft(sitting, "overview.short")
    words = sitting.row("overview.short").words
    spot = words.spot(0).toPoint()
    QTest.mouseClick(words, Qt.MouseButton.LeftButton, pos=spot)
    sitting.settle()
    listed = sitting.dialog(EvidenceDialog)
    assert listed.model.count == len(words.figures[0].rows)
    assert {row.unit for row in rows_of(listed.model)} == {"村建所"} or listed.model.count


def test_each_unit_named_shows_its_lines(sitting: Sitting) -> None:
    named = sitting.state.facts.criticism[0]  # type: ignore[union-attr]
    draft(sitting, f"criticism.{named.unit_id}")
    sitting.press(f"evidence_criticism.{named.unit_id}")
    shown = sitting.dialog(UnitDialog)
    assert shown.lines.model.count > 0
    place = shown.lines.model.position(lambda row: row.rows is not None)
    shown.lines.view.go_to(place, "item")
    sitting.key(Qt.Key.Key_Return, shown.lines.view)
    assert sitting.page.findChildren(EvidenceDialog) or sitting.gone


def test_a_click_on_the_page_finds_the_sentence(sitting: Sitting) -> None:
    page = sitting.page
    page.go_to(DRAFT)
    assert page.paper is not None
    place = page.paper.places("overview.findings")[0]
    page.preview.clicked.emit(place.page, place.x + 2, place.y + 2)
    assert page.sentences.current is not None
    assert page.sentences.current.line.key == "overview.findings"
    assert page.preview._pages.places == page.paper.places("overview.findings")


def test_dates_are_the_drafts(sitting: Sitting) -> None:
    page = sitting.page
    page.go_to(DRAFT)
    page.dates.fields["rectify_by"].set_day(date(2026, 11, 20))
    sitting.settle()
    assert sitting.state.dates.rectify_by == date(2026, 11, 20)
    assert "11月20日" in sitting.row("demands.rectify").line.text
    page.dates.fields["cutoff"].set_day(date(2026, 12, 1))
    sitting.settle()
    assert sitting.state.dates.cutoff is None, "later than 成文日期: refused and shown as it was"
    assert page.dates.fields["cutoff"].day == date(2026, 11, 1)


def test_issuing_asks_once_and_enter_is_cancel(sitting: Sitting) -> None:
    dialog = ask(sitting)
    assert dialog.no.isDefault()
    assert "村建所" in sitting.the(QLabel, "toCriticise", dialog).text()
    sitting.key(Qt.Key.Key_Return, dialog)
    assert sitting.state.issued is None


def test_a_used_number_is_refused_while_it_is_typed(sitting: Sitting) -> None:
    def reserve(w: Write) -> None:
        numbers.reserve_number(w, "大和创文办", 2026, 12, title="关于防汛的通知")

    sitting.app.jobs.write("登记文号", reserve)
    sitting.settle()
    dialog = ask(sitting)
    assert dialog.serial == 13
    dialog.number.setText("12")
    assert "已经用过（关于防汛的通知），下一个可用的是13号" in dialog.wrong.text()
    assert not dialog.yes.isEnabled()
    dialog.number.setText("15")
    sitting.key(Qt.Key.Key_Return, dialog.number)
    assert dialog.isVisible(), "Enter in the number is not 取消"
    sitting.key(Qt.Key.Key_Return, dialog.yes)
    issued = sitting.state.issued
    assert issued is not None
    assert issued.doc_no == "大和创文办〔2026〕15号"


def test_an_issued_month_shows_the_frozen_paper_and_can_be_corrected(sitting: Sitting) -> None:
    page = sitting.page
    sitting.press("affirm", ask(sitting))
    issued = sitting.state.issued
    assert issued is not None
    assert page.issue.file is not None
    frozen = page.issue.file.read_bytes()
    assert page.outlet.pdf == frozen
    assert f"文号{issued.doc_no}" in sitting.text("issuedLine")
    page.go_to(DRAFT)
    assert page.step == ISSUE, "nothing of it can be edited"

    def one_more(w: Write) -> None:
        inspections.add_finding(w, date(2026, 10, 22), "又一处垃圾")

    sitting.app.jobs.write("登记问题", one_more)
    sitting.settle()
    assert page.outlet.pdf == frozen
    assert sitting.text("differs").startswith("▲ 10月通报与现有数据不一致（")
    sitting.press("correct")
    page.go_to(DRAFT)
    assert page.step == DRAFT
    assert issued.doc_no in sitting.row("correction").line.text
    sitting.press("affirm", ask(sitting))
    second = sitting.state.issued
    assert second is not None
    assert second.corrects_id == issued.id
    assert [row.kind for row in rows_of(page.issue.model)] == [f"更正{issued.doc_no}", "已被更正"]


def test_an_older_paper_is_looked_at_and_left_again(sitting: Sitting) -> None:
    page = sitting.page
    sitting.press("affirm", ask(sitting))
    frozen = page.outlet.pdf
    sitting.press("correct")
    page.go_to(ISSUE)
    page.issue.view.go_to(0, "month")
    sitting.key(Qt.Key.Key_Return, page.issue.view)
    assert page.outlet.pdf == frozen
    page.go_to(DRAFT)
    assert page.outlet.pdf != frozen


def test_a_correction_can_be_given_up(sitting: Sitting) -> None:
    sitting.press("affirm", ask(sitting))
    sitting.press("correct")
    assert not sitting.state.closed
    sitting.page.go_to(ISSUE)
    sitting.press("giveUp")
    assert sitting.state.closed


def test_a_month_end_by_keyboard_alone(sitting: Sitting, desk: Desk) -> None:
    """Ctrl+N walks to the question; there Shift+Tab leads from 取消 to 印发."""
    window = desk.window
    for step in (SCORE, RANK, DRAFT, ISSUE):
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        sitting.settle()
        assert sitting.page.step == step
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sitting.qtbot.waitUntil(lambda: bool(sitting.page.findChildren(IssueDialog)))
    dialog = sitting.dialog(IssueDialog)
    assert dialog.focusWidget() is dialog.no
    QTest.keyClick(dialog.no, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.focusWidget() is dialog.yes
    QTest.keyClick(dialog.yes, Qt.Key.Key_Space)
    sitting.settle()
    assert sitting.state.issued is not None


def test_another_month_and_an_empty_one(sitting: Sitting) -> None:
    page = sitting.page
    sitting.press("periodBack")
    assert page.picker.face.text() == "2026年9月"
    assert not page.header.main.isEnabled()
    page.show_target({"month": "2026-12"})
    sitting.settle()
    sitting.press("emptyAction")
    assert page.picker.face.text() == "2026年10月"
    page.show_target({"month": "2026-10", "step": 4})
    sitting.settle()
    assert (page.picker.face.text(), page.step) == ("2026年10月", DRAFT)


@pytest.mark.parametrize("step", [CHECK, SCORE, RANK, DRAFT, ISSUE])
def test_every_step_fits_a_small_window(sitting: Sitting, desk: Desk, step: int) -> None:
    desk.window.resize(911, 433)
    sitting.page.go_to(step)
    sitting.settle()
    room = desk.window.rect()
    for name in ("mainAction", "previousStep", "print"):
        button = sitting.the(QPushButton, name)
        corner = button.mapTo(desk.window, QPoint(button.width(), button.height()))
        assert room.contains(corner), f"{name} stands outside"
    assert desk.window.width() == 911


def test_the_table_of_scores_can_be_copied_as_text(sitting: Sitting) -> None:
    from PySide6.QtGui import QGuiApplication

    sitting.page.go_to(DRAFT)
    sitting.page.outlet.copy_text()
    assert "予以通报批评" in QGuiApplication.clipboard().text()
