"""督查整改 in the real window on a real file: filters, the life and its next step, undo, text, narrow."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.model import finding, photo
from core.rules.rectification import State
from gui.app import App
from gui.printing import PrintPreview
from gui.start import Desk
from gui.views.findings import FindingsPage
from tests.gui.views.findings.acts import press, select, shown
from tests.gui.views.township import make_township


def test_what_needs_a_hand_stands_first_with_its_days(page: FindingsPage) -> None:
    assert shown(page) == [1, 2, 3, 4, 5]
    marks = [page.rows.row(number).status for number in range(5)]
    assert [str(mark) for mark in marks] == ["■ 逾6天", "▲ 剩2天", "● 待复查", "▲ 待定责", "○ 整改中"]
    assert page.rows.row(0).problem == "3组楼道堆放杂物"
    assert page.status_text == "5条，选中1条"


@pytest.mark.parametrize(
    ("chip", "count", "ids"),
    [
        ("open", 5, [1, 2, 3, 4, 5]),
        ("overdue", 1, [1]),
        ("soon", 1, [2]),
        ("to_verify", 1, [3]),
        ("to_order", 1, [4]),
        ("in_progress", 1, [5]),
        ("closed", 1, [6]),
    ],
)
def test_a_chip_says_how_many_and_shows_them(
    page: FindingsPage, settle: Callable[[], None], chip: str, count: int, ids: list[int]
) -> None:
    face = page.findChild(QPushButton, f"chip_{chip}")
    assert isinstance(face, QPushButton)
    assert face.text().endswith(f" {count}")
    press(page, f"chip_{chip}")
    settle()
    assert shown(page) == ids


def test_a_target_of_another_page_is_shown(
    desk: Desk, page: FindingsPage, settle: Callable[[], None]
) -> None:
    for target, ids in (
        ({"filter": "overdue"}, [1]),
        ({"filter": "all"}, [1, 2, 3, 4, 5, 6]),
        ({"ids": (3, 6)}, [3, 6]),
        ({"id": 4}, [4]),
        ({}, [1, 2, 3, 4, 5]),
    ):
        desk.window.show_page("findings", target)
        settle()
        assert shown(page) == ids, target
    press(page, "chip_closed")
    settle()
    assert shown(page) == [6]


def test_words_and_places_narrow_the_list(page: FindingsPage, settle: Callable[[], None]) -> None:
    page.search("装修")
    settle()
    assert shown(page) == [4]
    page.search("没有的词")
    settle()
    assert page.rows.count == 0
    press(page, "clearFilter")
    settle()
    assert shown(page) == [1, 2, 3, 4, 5]
    acts = {act.text(): act for act in page.strip.area.menu.actions()}
    acts["集贸市场"].trigger()
    settle()
    assert shown(page) == [2]
    assert page.strip.area.words == "村（居）：集贸市场"


def test_the_life_is_told_from_top_to_bottom(page: FindingsPage, settle: Callable[[], None]) -> None:
    select(page, 1)
    settle()
    told = [(step.title, step.time) for step in page.pane.life.steps]
    assert told == [
        ("发现", "past"), ("交办", "past"), ("签收", "past"),
        ("整改", "present"), ("复查", "future"), ("销号", "future"),
    ]  # fmt: skip
    mark = page.pane.life.steps[3].mark
    assert mark is not None
    assert str(mark) == "■ 逾期6天"


def test_the_first_button_is_the_next_step_and_is_undone(
    page: FindingsPage, settle: Callable[[], None], state: Callable[[int], State | None], app: App
) -> None:
    select(page, 1)
    settle()
    press(page, "do_reply")
    text = page.findChild(QLineEdit, "step_text")
    assert isinstance(text, QLineEdit)
    QTest.keyClicks(text, "done")
    QTest.keyClick(text, Qt.Key.Key_Return)
    settle()
    assert state(1) is State.REPLIED
    assert page.pane.detail is not None
    assert page.pane.detail.row.id == 1  # still the one in hand, though the list was sorted anew
    assert page.pane.life.steps[3].note == "done"
    app.undo()
    settle()
    assert state(1) is State.ACKNOWLEDGED


def test_a_whole_life_by_its_buttons(
    page: FindingsPage, settle: Callable[[], None], state: Callable[[int], State | None]
) -> None:
    select(page, 4)
    settle()
    for verb, after in (
        ("assign", State.TO_ORDER),
        ("order", State.ORDERED),
        ("acknowledge", State.ACKNOWLEDGED),
        ("reply", State.REPLIED),
        ("pass", State.CLOSED),
    ):
        press(page, f"do_{verb}")
        stations = page.findChild(QComboBox, "step_unit")
        if verb == "assign":
            assert isinstance(stations, QComboBox)
            stations.setCurrentIndex(1)
        press(page, "stepDo")
        settle()
        assert state(4) is after
        if after is not State.CLOSED:
            select(page, 4)
            settle()


def test_a_refused_step_says_why_and_keeps_the_form(
    page: FindingsPage, settle: Callable[[], None], state: Callable[[int], State | None]
) -> None:
    select(page, 3)
    settle()
    press(page, "do_pass")
    day = page.findChild(QLineEdit, "step_day")
    assert isinstance(day, QLineEdit)
    day.setText("10.21")
    press(page, "stepDo")
    settle()
    assert page.pane.form is not None
    assert "复核日期10月21日早于回执日期10月24日" in page.pane.form.wrong.text()
    assert state(3) is State.REPLIED
    press(page, "stepCancel")
    assert page.pane.form is None


def test_a_failed_check_is_ordered_again_at_once(
    page: FindingsPage, settle: Callable[[], None], state: Callable[[int], State | None]
) -> None:
    select(page, 3)
    settle()
    press(page, "do_fail")
    press(page, "stepDo")
    settle()
    assert state(3) is State.ORDERED
    select(page, 3)
    settle()
    titles = [step.title for step in page.pane.life.steps]
    assert titles == ["发现", "交办", "整改", "复查", "再次交办", "签收", "整改", "复查", "销号"]


def test_several_are_done_as_one(
    page: FindingsPage, settle: Callable[[], None], state: Callable[[int], State | None], app: App
) -> None:
    select(page, 2, 5)
    settle()
    assert page.pane.heading.text() == "已选2条"
    press(page, "do_acknowledge")
    press(page, "stepDo")
    settle()
    assert (state(2), state(5)) == (State.ACKNOWLEDGED, State.ACKNOWLEDGED)
    app.undo()
    settle()
    assert (state(2), state(5)) == (State.ORDERED, State.ORDERED)


def test_several_at_different_steps_have_no_step_in_common(
    page: FindingsPage, settle: Callable[[], None]
) -> None:
    select(page, 1, 3)
    settle()
    assert page.findChild(QPushButton, "do_reply") is None
    assert page.findChild(QPushButton, "do_copy") is not None


def test_deleted_and_brought_back(
    page: FindingsPage, settle: Callable[[], None], app: App, desk: Desk
) -> None:
    select(page, 1, 2)
    settle()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    settle()
    assert shown(page) == [3, 4, 5]
    assert desk.window.undo_bar.text.text() == "已删除2条问题"
    app.undo()
    settle()
    assert shown(page) == [1, 2, 3, 4, 5]


def test_the_history_brings_an_old_value_back(
    page: FindingsPage, settle: Callable[[], None], state: Callable[[int], State | None]
) -> None:
    select(page, 1)
    settle()
    press(page, "paneHistory")
    settle()
    words = [one.text() for one in page.pane.past.findChildren(QLabel)]
    assert "签收日期：空 → 2026年10月20日" in words
    (back,) = [one for one in page.pane.past.findChildren(QPushButton) if one.text() == "恢复此值"]
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    settle()
    assert state(1) is State.ORDERED


def test_a_group_notice_goes_to_the_clipboard(page: FindingsPage, settle: Callable[[], None]) -> None:
    select(page, 1, 4)
    settle()
    press(page, "do_copy")
    assert QGuiApplication.clipboard().text() == (
        "【督查整改】截至2026年10月29日，共2条，请责任站所抓紧办理并回复：\n"
        "村建所（1条）\n"
        "1. 第1条，大和社区，3组楼道堆放杂物，限10月23日前整改，已逾期6天。\n"
        "待定责（1条）\n"
        "1. 第4条，路肩倾倒装修垃圾，待定责。"
    )


def test_the_list_is_printed_as_it_is_shown(
    page: FindingsPage, settle: Callable[[], None], desk: Desk, qtbot: QtBot
) -> None:
    press(page, "chip_overdue")
    settle()
    page.print_current()
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    preview = page.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    assert preview.windowTitle() == "打印“已逾期问题清单”"
    preview.close()


def test_the_list_goes_out_as_a_sheet(
    page: FindingsPage, settle: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    from openpyxl import load_workbook

    page.app.settings.keep_folder("exports", tmp_path)
    page.export_current()
    settle()
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    target = tmp_path / "未销号问题清单（截至2026年10月29日）.xlsx"
    qtbot.waitUntil(target.exists)
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("编号", "村（居）", "问题", "责任站所", "期限", "状态")
    assert rows[1][0] == 1
    assert rows[1][5] == "逾6天"
    assert len(rows) == 6


def test_narrow_the_detail_takes_the_list_s_place(
    page: FindingsPage, desk: Desk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    desk.window.resize(911, 433)
    settle()
    assert page.view.isVisible()
    assert not page.pane.isVisible()
    select(page, 1)
    settle()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert not page.view.isVisible()
    press(page, "do_reply")
    do = page.findChild(QPushButton, "stepDo")
    assert isinstance(do, QPushButton)
    qtbot.waitUntil(lambda: page.rect().contains(do.mapTo(page, do.rect().bottomRight())))
    press(page, "paneBack")
    assert page.view.isVisible()


def test_an_empty_list_has_one_button(
    desk: Desk, tmp_path: Path, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    desk.open(make_township(tmp_path), "findings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FindingsPage))
    settle()
    page = desk.window.page
    assert isinstance(page, FindingsPage)
    press(page, "emptyAction")
    settle()
    assert page.tour.isVisible()


def test_the_badge_counts_what_is_late(page: FindingsPage, settle: Callable[[], None]) -> None:
    seen: list[tuple[str, int, str]] = []
    page.badge.connect(lambda name, count, kind: seen.append((name, count, kind)))
    press(page, "chip_closed")
    settle()
    assert seen[-1] == ("findings", 1, "late")


def test_photos_are_shown_and_a_lost_one_is_named(
    page: FindingsPage, settle: Callable[[], None], app: App
) -> None:
    assert app.path is not None
    folder = app.path.with_suffix(".files") / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    assert picture.save(str(folder / "一.jpg"))

    def add(w: Write) -> None:
        for name, stage in (("一.jpg", "before"), ("二.jpg", "after")):
            w.insert(photo, finding_id=1, stage=stage, file=name, taken_on=date(2026, 10, 19), sha256="0")

    app.jobs.write("添加照片", add)
    settle()
    select(page, 1)
    settle()
    words = {one.accessibleName(): one for one in page.pane.photos.thumbs}
    assert not words["整改前1 10月19日"].missing
    assert words["整改后1 10月19日，照片文件缺失：二.jpg"].missing == "照片文件缺失\n二.jpg"


def test_the_sheet_of_a_day_is_a_target_too(
    desk: Desk, page: FindingsPage, settle: Callable[[], None], qtbot: QtBot
) -> None:
    desk.window.show_page("findings", {"tour": date(2026, 10, 27)})
    settle()
    assert page.tour.isVisible()
    assert page.tour.day == date(2026, 10, 27)
    page.print_current()
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    preview = page.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    assert preview.windowTitle() == "打印“督查问题登记表”"
    preview.close()
    desk.window.show_page("findings", {"filter": "overdue"})
    settle()
    assert page.view.isVisible()
    assert shown(page) == [1]


def test_all_rows_can_be_chosen_beyond_what_was_fetched(
    page: FindingsPage, settle: Callable[[], None], app: App
) -> None:
    def many(w: Write) -> None:
        w.insert_many(
            finding,
            [
                {"found_on": date(2026, 10, 1), "text": f"问题{n}", "severe": False, "fixed_on_spot": False}
                for n in range(600)
            ],
        )

    app.jobs.write("登记600条问题", many)
    settle()
    assert page.rows.count == 605
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.pane.heading.text() == "已选605条"
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    settle()
    assert page.rows.count == 0
    app.undo()
    settle()
    assert page.rows.count == 605
