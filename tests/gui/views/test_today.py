"""今日 in the real window on a real file: its rows, where they lead, its badges, narrow and empty."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.names import Names, names_of
from core.rules.calendar import Month
from core.services import check_ins, inspections
from core.services.circulars import issue
from gui.backups import last_backup
from gui.start import Desk
from gui.views.today import TodayPage
from reports.render import circular_paper
from tests.core.services.conftest import the
from tests.gui.views.township import find, make_township, visit

D = date(2026, 10, 29)  # the desk's day, a Thursday


def busy(w: Write, names: Names) -> None:
    """One row late, one due soon, one replied, one bare; 王建国 has done his two visits."""
    find(w, names, date(2026, 10, 19), date(2026, 10, 23))
    find(w, names, date(2026, 10, 26), date(2026, 10, 31), "红光村1组")
    told = find(w, names, date(2026, 10, 20), date(2026, 10, 30))
    inspections.reply(w, told, date(2026, 10, 24))
    find(w, names, date(2026, 10, 27))
    visit(w, names, "王建国", date(2026, 10, 26), date(2026, 10, 28))


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Callable[..., TodayPage]:
    def open_it(fill: Callable[[Write, Names], object] | None = None) -> TodayPage:
        desk.open(make_township(tmp_path, fill))
        qtbot.waitUntil(lambda: isinstance(desk.window.page, TodayPage) and desk.window.page.due.isVisible())
        page = desk.window.page
        assert isinstance(page, TodayPage)
        page.go.disconnect(desk.window.show_page)  # where it leads is the other pages' matter
        return page

    return open_it


def words(page: TodayPage, key: str) -> list[str]:
    """The texts of a row, left to right."""
    row = page.findChild(QFrame, f"row_{key}")
    assert row is not None, f"no row {key}"
    return [one.text() for one in row.findChildren(QLabel)]


def press(page: QWidget, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), f"no button {name}"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_what_is_due_stands_first_with_count_and_words(opened: Callable[..., TodayPage]) -> None:
    page = opened(busy)
    assert words(page, "overdue") == ["1", "条整改已逾期", "村建所1条，最久的逾6天"]
    assert words(page, "soon") == ["1", "条整改快到期", "10月31日1条"]
    assert words(page, "to_verify") == ["1", "条整改等复查", "10月24日报来"]
    assert words(page, "visits") == ["签到满二次 ", "1/4", "人", "财政所0/1、文化站0/1、村建所1/2"]
    assert words(page, "tours") == ["周督查 ", "0", "次", "还没有督查过"]
    assert words(page, "unordered")[:3] == ["还没交办 ", "1", "条"]
    assert words(page, "circular_2026-10") == ["10月通报 未开始", "统计第40—44周，9月28日—11月1日"]


@pytest.mark.parametrize(
    ("button", "target"),
    [
        ("see_overdue", ("findings", {"filter": "overdue"})),
        ("see_soon", ("findings", {"filter": "soon"})),
        ("see_to_verify", ("findings", {"filter": "to_verify"})),
        ("see_visits", ("entry", {"week": date(2026, 10, 26), "unit": None, "missing": True})),
        ("act_circular_2026-10", ("circular", {"month": "2026-10", "step": 1})),
        ("mainAction", ("entry", {"week": date(2026, 10, 26)})),
    ],
)
def test_every_figure_leads_to_its_rows(
    opened: Callable[..., TodayPage], qtbot: QtBot, button: str, target: object
) -> None:
    page = opened(busy)
    with qtbot.waitSignal(page.go) as heard:
        press(page, button)
    assert tuple(heard.args or ()) == target


def test_a_click_on_the_row_opens_it_too(opened: Callable[..., TodayPage], qtbot: QtBot) -> None:
    page = opened(busy)
    row = page.findChild(QFrame, "row_overdue")
    assert isinstance(row, QFrame)
    with qtbot.waitSignal(page.go) as heard:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert list(heard.args or ()) == ["findings", {"filter": "overdue"}]


def test_a_change_elsewhere_moves_rows_and_badges(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot
) -> None:
    opened(busy)
    bar = desk.window.sidebar.buttons
    qtbot.waitUntil(lambda: bar["findings"].accessibleName() == "督查整改，1")
    qtbot.waitUntil(lambda: bar["entry"].accessibleName() == "登记，3")

    def close(w: Write) -> None:
        inspections.reply(w, 1, D)
        inspections.verify(w, 1, D, passed=True)

    desk.app.jobs.write("销号", close)
    qtbot.waitUntil(lambda: bar["findings"].accessibleName() == "督查整改")
    page = desk.window.page
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.findChild(QFrame, "row_overdue") is None)


def test_nothing_due_says_so_with_the_next_date(opened: Callable[..., TodayPage]) -> None:
    page = opened(lambda w, names: find(w, names, D, date(2026, 11, 12)))
    assert words(page, "nothing") == [
        "没有要马上办的整改",
        "下一个日子：11月1日（周日）10月通报统计截止",
    ]


def test_a_new_record_lists_its_first_steps(opened: Callable[..., TodayPage], qtbot: QtBot) -> None:
    page = opened()
    assert words(page, "first_roster") == ["名册", ""]
    assert page.findChild(QPushButton, "act_first_roster") is None
    with qtbot.waitSignal(page.go) as heard:
        press(page, "act_first_inspection")
    assert list(heard.args or ()) == ["findings", {"tour": date(2026, 10, 29)}]


def test_unknown_holidays_are_a_banner_that_leads_to_them(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot
) -> None:
    desk.app.today = lambda: date(2027, 3, 3)
    page = opened()
    banner = page.findChild(QLabel, "banner_holidays_text")
    assert isinstance(banner, QLabel) and "2027年放假安排还没有录入" in banner.text()
    with qtbot.waitSignal(page.go) as heard:
        press(page, "banner_holidays_action")
    assert list(heard.args or ()) == ["settings", {"section": "holidays"}]


def test_a_clock_behind_the_records_is_told(opened: Callable[..., TodayPage], desk: Desk) -> None:
    desk.app.today = lambda: date(2026, 10, 27)
    page = opened(busy)
    banner = page.findChild(QLabel, "banner_clock_text")
    assert isinstance(banner, QLabel)
    assert banner.text() == "▲ 电脑日期是10月27日，可已经有10月28日的签到，请核对电脑的日期。"


def test_a_clock_of_another_year_names_both_years(opened: Callable[..., TodayPage], desk: Desk) -> None:
    desk.app.today = lambda: date(2022, 10, 28)  # the battery of an old PC is flat
    page = opened(busy)
    banner = page.findChild(QLabel, "banner_clock_text")
    assert isinstance(banner, QLabel)
    assert banner.text() == "▲ 电脑日期是2022年10月28日，可已经有2026年10月28日的签到，请核对电脑的日期。"


def test_the_clock_that_comes_right_takes_its_banner_away(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot
) -> None:
    desk.app.today = lambda: date(2026, 10, 1)
    page = opened(busy)
    assert page.findChild(QLabel, "banner_clock_text") is not None
    desk.app.today = lambda: date(2026, 10, 29)
    desk.window.show_page("entry")
    page.refresh()
    qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.findChild(QLabel, "banner_clock_text") is None


def test_the_backup_is_made_from_here_and_only_another_disk_counts(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(busy)
    said = page.findChild(QLabel, "backupWords")
    assert isinstance(said, QLabel) and said.text() == "还没有备份到U盘"
    desk.app.settings.keep_folder("backups", tmp_path)
    press(page, "backupNow")
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("创文包保备份_20261029_*.zip"))))
    bar = page.findChild(QLabel, "savedText")
    assert isinstance(bar, QLabel)
    qtbot.waitUntil(lambda: any("人员" in one.text() for one in page.findChildren(QLabel, "savedText")))
    assert last_backup(desk.app) is None  # the temporary folder lies on the record's own disk


def test_an_old_backup_turns_into_a_warning(opened: Callable[..., TodayPage], desk: Desk) -> None:
    page = opened(busy)
    said = page.findChild(QLabel, "backupWords")
    assert isinstance(said, QLabel) and desk.app.path is not None
    for day, text in (("2026-10-23", "上次备份到U盘：6天前"), ("2026-10-20", "▲ 上次备份到U盘：9天前")):
        desk.app.settings.put("backups", {str(desk.app.path.resolve()): day})
        page._draw()
        assert said.text() == text


def test_narrow_the_strip_goes_and_the_backup_moves_down(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot
) -> None:
    page = opened(busy)
    assert page.pane.isVisible()
    desk.window.resize(911, 433)
    qtbot.waitUntil(lambda: not page.pane.isVisible())
    assert desk.window.status.text() == "还没有备份到U盘"
    list_ = page.findChild(QWidget, "todayList")
    assert isinstance(list_, QWidget)
    row = page.findChild(QFrame, "row_visits")
    assert isinstance(row, QFrame)
    assert row.mapTo(list_, row.rect().bottomRight()).x() <= list_.width()


def test_the_printed_list_and_the_sheet_hold_what_is_shown(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    page = opened(busy)
    desk.app.settings.keep_folder("exports", tmp_path)
    page.export_current()
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    target = tmp_path / "今日要办（2026年10月29日 星期四）.xlsx"
    qtbot.waitUntil(target.exists)
    sheet = load_workbook(target).active
    assert sheet is not None
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert ["要办", "已逾期", "1条整改已逾期", "村建所1条，最久的逾6天"] in cells


def test_the_search_box_finds_people_findings_and_places(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot
) -> None:
    page = opened(busy)
    desk.window.focus_search()
    QTest.keyClicks(page.header.search.field, "wjg")
    QTest.keyClick(page.header.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(page.hits.isVisible)
    found = page.findChild(QFrame, "row_hit_person_2")
    assert isinstance(found, QFrame) and not page.due.isVisible()
    with qtbot.waitSignal(page.go) as heard:
        press(page, "see_hit_person_2")
    assert list(heard.args or ()) == ["roster", {"person": 2}]
    page.header.search.field.setFocus()
    QTest.keyClick(page.header.search.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.due.isVisible)
    assert not page.hits.isVisible()


@pytest.mark.parametrize("key", ["overdue", "soon", "to_verify", "unordered"])
def test_the_list_it_opens_has_exactly_that_many_rows(
    opened: Callable[..., TodayPage], desk: Desk, qtbot: QtBot, key: str
) -> None:
    from gui.views.findings import FindingsPage

    page = opened(busy)
    page.go.connect(desk.window.show_page)
    press(page, f"see_{key}")
    other = desk.window.page
    assert isinstance(other, FindingsPage)
    qtbot.waitUntil(lambda: other.rows.count == 1)


def test_an_issued_circular_that_no_longer_agrees_is_said(
    opened: Callable[..., TodayPage], tmp_path: Path, desk: Desk, qtbot: QtBot
) -> None:
    """September went out; then a September visit is keyed in late: the paper stays, the desk says so."""
    page = opened(lambda w, names: visit(w, names, "王建国", date(2026, 9, 7)))
    asked: list[tuple[str, object]] = []
    page.go.connect(lambda name, target: asked.append((name, target)))

    def september(db: Any, _task: object) -> object:
        return issue(db, Month(2026, 9), circular_paper)

    desk.app.jobs.on_file(september)
    desk.app.jobs.write(
        "登记签到", lambda w: check_ins.add(w, the(names_of(w).person("王建国")), date(2026, 9, 9))
    )
    qtbot.waitUntil(lambda: "moved" in page._notes.texts())
    assert "9月通报（大和创文办〔2026〕1号）与现有数据不一致（" in page._notes.texts()["moved"]
    press(page, "banner_moved_action")
    assert asked == [("circular", {"month": "2026-09", "step": 5})]
