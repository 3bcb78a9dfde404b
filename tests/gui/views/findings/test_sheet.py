"""登记督查 by keyboard alone: what fills itself, what is on the disk when, what was seen before."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QWidget

from core.queries.finding_tour import Tour, TourLine, tour_of
from gui.app import App
from gui.start import Desk
from gui.views.findings import FindingsPage
from tests.gui.views.findings.acts import press

D = date(2026, 10, 29)
Settle = Callable[[], None]


@pytest.fixture
def sheet(page: FindingsPage, settle: Settle) -> FindingsPage:
    """The sheet of the day, ready to type."""
    press(page, "mainAction")
    settle()
    return page


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def enter(settle: Settle, *cells: str) -> None:
    """Type cells, each ended with Enter; Chinese is laid into the open editor, as an input method does."""
    for text in cells:
        if text.isascii():
            for letter in text:
                QTest.keyClicks(focus(), letter)
        else:
            QTest.keyClick(focus(), Qt.Key.Key_F2)
            editor = focus()
            assert isinstance(editor, QLineEdit)
            editor.setText(text)
        QTest.keyClick(focus(), Qt.Key.Key_Return)
        settle()


@pytest.fixture
def kept(app: App, settle: Settle) -> Callable[..., tuple[TourLine, ...]]:
    """The lines of a day's inspection as they are on the disk."""

    def ask(day: date = D) -> tuple[TourLine, ...]:
        found: list[Tour] = []
        app.jobs.read(lambda r: tour_of(r, day), found.append)
        settle()
        return found[0].lines

    return ask


def test_a_line_by_keyboard_is_saved_at_its_end(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]], desk: Desk
) -> None:
    enter(settle, "dhsq3", "公示栏旁", "ltxgg", "小广告未清理", "+5")
    assert kept() == ()
    enter(settle, "")
    (line,) = kept()
    assert (line.place, line.text, line.due_on) == ("公示栏旁", "小广告未清理", date(2026, 11, 3))
    assert line.unit_id is not None  # the roster's station: Enter passed over its cell
    assert line.steps == 1
    assert desk.window.saved.text().startswith("已保存")
    assert sheet.tour.view.current_row == 1
    assert sheet.tour.rows.row(1).area == "大和社区3组"
    assert str(sheet.tour.rows.row(0).note) == f"✓ 已保存，第{line.id}条"


def test_a_line_left_by_arrow_is_saved_too(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]]
) -> None:
    enter(settle, "jmsc", "", "ltxgg")
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    settle()
    assert [line.text for line in kept()] == ["乱贴小广告"]  # the category says what it is


def test_switching_the_page_keeps_what_is_half_typed(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]], desk: Desk
) -> None:
    enter(settle, "jmsc", "", "ltxgg")
    for letter in "abc":
        QTest.keyClicks(focus(), letter)
    desk.window.show_page("settings")
    settle()
    assert [line.text for line in kept()] == ["abc"]


def test_two_stations_are_offered_and_none_is_guessed(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]]
) -> None:
    enter(settle, "hgc1", "")  # 红光村1组: 财政所、文化站
    assert sheet.tour.view.writing.popup is not None
    assert [one.label for one in sheet.tour.view.writing.popup.offers] == ["财政所", "文化站"]
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    hint = sheet.tour.findChild(QLabel, "tourHint")
    assert isinstance(hint, QLabel)
    assert hint.text() == "▲ 财政所、文化站都包保红光村1组，请选一个责任站所。"
    enter(settle, "", "ltxgg", "", "", "")
    (line,) = kept()
    assert line.unit_id is None
    assert str(sheet.tour.rows.row(0).note) == "▲ 待定责"
    assert line.due_on is None


def test_the_chosen_station_carries_over(sheet: FindingsPage, settle: Settle) -> None:
    enter(settle, "hgc1", "", "wh", "ltxgg", "", "", "")
    assert sheet.tour.rows.row(1).unit == "文化站"


def test_fixed_on_the_spot_needs_no_order(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]]
) -> None:
    enter(settle, "jmsc", "", "ltxgg", "", "", "1")
    (line,) = kept()
    assert line.fixed_on_spot
    assert line.steps == 0


def test_a_saved_line_is_changed_in_place_and_undone(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]], app: App
) -> None:
    enter(settle, "jmsc", "", "ltxgg", "one", "", "")
    sheet.tour.view.go_to(0, "due_on")
    enter(settle, "11.10")
    assert kept()[0].due_on == date(2026, 11, 10)
    sheet.tour.view.go_to(0, "fixed")
    enter(settle, "1")
    assert (kept()[0].fixed_on_spot, kept()[0].steps) == (True, 0)
    app.undo()
    settle()
    assert (kept()[0].fixed_on_spot, kept()[0].due_on) == (False, date(2026, 11, 10))
    app.undo()
    settle()
    app.undo()
    settle()
    assert kept() == ()
    assert sheet.tour.ids == []


@pytest.mark.parametrize(
    ("key", "text", "fault"),
    [
        ("area", "某某村", "名册里没有“某某村”"),
        ("unit", "某某所", "没有“某某所”这个站所"),
        ("category", "某某类", "没有“某某类”这个类别"),
        ("due_on", "10.1", "整改期限早于督查日期"),
        ("due_on", "abc", "期限可以输入+3、27或11.27"),
        ("fixed", "也许", "立行立改填1（是），不是就空着"),
    ],
)
def test_a_wrong_word_is_said_in_its_cell_and_stays(
    sheet: FindingsPage, settle: Settle, key: str, text: str, fault: str
) -> None:
    sheet.tour.view.go_to(0, key)
    enter(settle, text)
    error = sheet.tour.findChild(QFrame, "cellError")
    assert isinstance(error, QFrame)
    assert any(fault in one.text() for one in error.findChildren(QLabel))
    column = next(one for one in sheet.tour.rows.columns if one.key == key)
    assert sheet.tour.rows.text(0, column) == text


def test_an_unknown_area_can_become_the_place(sheet: FindingsPage, settle: Settle) -> None:
    enter(settle, "乡道旁")
    press(sheet.tour, "way0")
    settle()
    assert (sheet.tour.rows.row(0).area, sheet.tour.rows.row(0).place) == ("", "乡道旁")


def test_a_block_from_a_sheet_becomes_findings_in_one_act(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]], app: App
) -> None:
    QGuiApplication.clipboard().setText(
        "大和社区3组\t公示栏\t村建所\t乱贴小广告\t小广告\t+3\n集贸市场\t东门\t\t乱堆垃圾\t菜筐占道\t11.5\n"
    )
    QTest.keyClick(sheet.tour.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [(line.place, line.text, line.due_on) for line in kept()] == [
        ("公示栏", "小广告", date(2026, 11, 1)),
        ("东门", "菜筐占道", date(2026, 11, 5)),  # its station left open: the roster's
    ]
    app.undo()
    settle()
    assert kept() == ()


def test_the_same_thing_seen_before_is_joined(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]]
) -> None:
    day = sheet.findChild(QLineEdit, "tourDate")
    assert isinstance(day, QLineEdit)
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "-")
    settle()
    sheet.tour.view.setFocus()
    enter(settle, "dhsq3", "", "ltxgg", "first", "", "")
    (old,) = kept(date(2026, 10, 28))
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "t")
    settle()
    sheet.tour.view.setFocus()
    enter(settle, "dhsq3", "", "ltxgg")
    assert str(sheet.tour.rows.row(0).note) == f"▲ 与10月28日第{old.id}条相似"
    join = sheet.tour.findChild(QPushButton, "joinEarlier")
    assert isinstance(join, QPushButton)
    assert join.isVisible()
    QTest.mouseClick(join, Qt.MouseButton.LeftButton)
    enter(settle, "again", "", "")
    (line,) = kept()
    assert line.recurrence_of == old.id


def test_the_inspectors_are_kept_with_the_day(sheet: FindingsPage, settle: Settle, app: App) -> None:
    who = sheet.findChild(QLineEdit, "tourInspectors")
    assert isinstance(who, QLineEdit)
    who.setText("王建平、陈秀英")
    enter_in = sheet.tour.view
    enter_in.setFocus()
    enter(settle, "jmsc", "", "ltxgg", "", "", "")
    found: list[Tour] = []
    app.jobs.read(lambda r: tour_of(r, D), found.append)
    settle()
    assert found[0].inspectors == "王建平、陈秀英"
    who.setFocus()
    who.setText("王建平")
    enter_in.setFocus()
    settle()
    app.jobs.read(lambda r: tour_of(r, D), found.append)
    settle()
    assert found[1].inspectors == "王建平"


def test_done_leads_back_to_the_list(sheet: FindingsPage, settle: Settle) -> None:
    enter(settle, "jmsc", "", "ltxgg", "", "", "")
    press(sheet, "mainAction")
    settle()
    assert sheet.view.isVisible()
    assert 7 in [sheet.rows.row(number).id for number in range(sheet.rows.count)]


def test_a_heading_narrows_what_is_written_and_the_next_line_shows_all(
    sheet: FindingsPage, settle: Settle, kept: Callable[..., tuple[TourLine, ...]]
) -> None:
    for category in ("ltxgg", "ldds"):
        enter(settle, "dhsq3", "公示栏旁", category, "", "", "")
    settle()
    view, rows = sheet.tour.view, sheet.tour.rows
    first = sheet.tour.lines[0].category
    assert view.can_filter(0) and len(kept()) == 2
    rows.choose("category", frozenset({first}))
    assert [view.isRowHidden(row) for row in range(3)] == [False, True, False]
    assert (rows.passed, rows.given) == (1, 2)
    words = sheet.window().findChild(QLabel, "filterWords")
    assert isinstance(words, QLabel) and words.text().endswith("筛出1行，共2行")
    rows.clear_chosen()
    assert not any(view.isRowHidden(row) for row in range(3))
    rows.sort_by("category", descending=True)
    settle()
    rows.sort_by("")
    settle()
    assert sheet.tour.ids == sorted(sheet.tour.ids)
