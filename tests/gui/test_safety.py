"""Safety of the hand in the real window: the named 撤销, 回收站 after a restart, 历史 with 恢复此值."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.doors import Read, Write
from core.model import check_in, finding, person
from core.names import Names
from core.queries.recycle import deleted
from core.services import check_ins, inspections, roster
from gui.start import Desk
from gui.table import SheetView
from gui.views.roster import RosterPage
from gui.widgets.bars import STAY
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.township import find, make_township, visit

DAY = date(2026, 10, 28)
CTRL = Qt.KeyboardModifier.ControlModifier


def _fill(w: Write, names: Names) -> None:
    visit(w, names, "王建国", date(2026, 10, 26), date(2026, 10, 27), DAY)
    find(w, names, date(2026, 10, 20), date(2026, 10, 23))


@pytest.fixture
def township(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Desk:
    """大和乡 with three check-ins and a finding, at 登记."""
    path = make_township(tmp_path, _fill)
    desk.open(path, "entry")
    settle(desk, qtbot)
    return desk


def settle(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(3):
        quiet(desk.app, qtbot)
        QApplication.processEvents()


def act(desk: Desk, name: str) -> QAction:
    found = desk.window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def remove(desk: Desk, qtbot: QtBot, *rows: int) -> None:
    desk.app.jobs.write(f"删除{len(rows)}条签到", lambda w: check_ins.remove(w, rows))
    settle(desk, qtbot)


def key(desk: Desk, key_: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or desk.window, key_, modifier)


def kept(desk: Desk, qtbot: QtBot) -> int:
    return len(ask(desk.app, qtbot, lambda r: r.column(check_in.select())))


def test_the_menu_names_what_it_would_take_back_and_do_again(township: Desk, qtbot: QtBot) -> None:
    desk = township
    remove(desk, qtbot, 1, 2)
    assert act(desk, "menuUndo").text().startswith("撤销 删除2条签到")
    assert not act(desk, "menuRedo").isEnabled()
    act(desk, "menuUndo").trigger()
    settle(desk, qtbot)
    assert kept(desk, qtbot) == 3
    assert act(desk, "menuUndo").text().startswith("撤销 准备")
    assert act(desk, "menuRedo").text().startswith("重做 删除2条签到")
    act(desk, "menuRedo").trigger()
    settle(desk, qtbot)
    assert kept(desk, qtbot) == 1
    assert STAY >= 8000


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no raise() and no grab
def test_the_menu_opens_by_key_and_by_mouse_and_is_walked_by_keys(township: Desk, qtbot: QtBot) -> None:
    desk = township
    remove(desk, qtbot, 1)
    menu = desk.window.undo_menu.menu
    QTest.keyClick(desk.window, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert kept(desk, qtbot) == 3
    press(desk.window, "editMenu")
    qtbot.waitUntil(menu.isVisible)
    menu.close()


def test_the_record_opened_again_still_names_the_last_act(township: Desk, qtbot: QtBot) -> None:
    desk = township
    remove(desk, qtbot, 1)
    assert desk.app.path is not None
    desk.open(desk.app.path, "entry")
    settle(desk, qtbot)
    assert act(desk, "menuUndo").text().startswith("撤销 删除1条签到")


def open_bin(desk: Desk, qtbot: QtBot) -> SheetView:
    desk.window.show_bin()
    settle(desk, qtbot)
    return named(desk.window, SheetView, "recycle")


def test_rows_come_back_from_the_bin_after_a_restart_by_keys(township: Desk, qtbot: QtBot) -> None:
    desk = township
    remove(desk, qtbot, 1, 3)
    assert desk.app.path is not None
    desk.open(desk.app.path, "today")
    settle(desk, qtbot)
    table = open_bin(desk, qtbot)
    words = [table.rows.text(row, table.rows.columns[3]) for row in range(table.rows.count)]
    assert words == ["10月28日　王建国", "10月26日　王建国"]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    assert named(desk.window, QPushButton, "restoreRows").text() == "恢复2条"
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert kept(desk, qtbot) == 3
    assert table.rows.count == 0
    assert act(desk, "menuUndo").text().startswith("撤销 恢复2条签到")
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CTRL)
    settle(desk, qtbot)
    assert kept(desk, qtbot) == 1


def test_a_finding_comes_back_with_its_order_by_the_button(township: Desk, qtbot: QtBot) -> None:
    desk = township
    desk.app.jobs.write("删除1条问题", lambda w: inspections.remove_findings(w, [1]))
    settle(desk, qtbot)
    open_bin(desk, qtbot)
    press(desk.window, "restoreRows")
    settle(desk, qtbot)
    assert ask(desk.app, qtbot, lambda r: (r.values(finding, 1) or {})["text"]) == "楼道堆放杂物"
    assert ask(desk.app, qtbot, deleted) == []


def test_a_refusal_stands_beside_the_button(township: Desk, qtbot: QtBot) -> None:
    desk = township
    who = ask(desk.app, qtbot, lambda r: r.value(person.select().where(person.c.name == "王建国")))
    remove(desk, qtbot, 1, 2, 3)
    desk.app.jobs.write("合并2条人员", lambda w: roster.join_people(w, who + 1, who))
    settle(desk, qtbot)
    table = open_bin(desk, qtbot)
    at = table.rows.position(lambda one: one.table == "check_in")
    table.go_to(at)
    press(desk.window, "restoreRows")
    settle(desk, qtbot)
    assert "所属的人员已经删除" in named(desk.window, QLabel, "recycleSaid").text()
    assert kept(desk, qtbot) == 0


def history(desk: Desk, qtbot: QtBot) -> QWidget:
    key(desk, Qt.Key.Key_H, CTRL)
    shown = dialog(desk.window, qtbot, "history")
    settle(desk, qtbot)
    return shown


def note(r: Read) -> str:
    return str((r.values(check_in, 3) or {})["note"])


def test_an_old_value_of_a_check_in_comes_back_and_is_undone(township: Desk, qtbot: QtBot) -> None:
    desk = township
    desk.app.jobs.write("修改1条签到", lambda w: check_ins.change(w, [3], note="巡查"))
    desk.app.jobs.write("修改1条签到", lambda w: check_ins.change(w, [3], note="值守"))
    settle(desk, qtbot)
    press(desk.window, "chip_week")
    view = named(desk.window, SheetView, "checkIns")
    view.setFocus()
    view.go_to(2, "note")
    shown = history(desk, qtbot)
    told = [one.text() for one in shown.findChildren(QLabel)]
    assert "事由：巡查 → 值守" in told
    press(shown, "back0_note")
    settle(desk, qtbot)
    assert ask(desk.app, qtbot, note) == "巡查"
    press(shown, "closeHistory")
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CTRL)
    settle(desk, qtbot)
    assert ask(desk.app, qtbot, note) == "值守"


def test_a_value_that_no_longer_fits_is_refused_in_the_dialog(township: Desk, qtbot: QtBot) -> None:
    desk = township
    who = ask(desk.app, qtbot, lambda r: r.value(person.select().where(person.c.name == "王建国")))
    desk.app.jobs.write("修改1条签到", lambda w: check_ins.change(w, [3], person_id=who + 1))
    desk.app.jobs.write("合并2条人员", lambda w: roster.join_people(w, who + 1, who))
    settle(desk, qtbot)
    press(desk.window, "chip_week")
    view = named(desk.window, SheetView, "checkIns")
    view.setFocus()
    view.go_to(2, "name")
    shown = history(desk, qtbot)
    press(shown, "back0_person_id")
    settle(desk, qtbot)
    assert "原来的人员已经删除" in named(shown, QLabel, "historySaid").text()
    press(shown, "closeHistory")


def test_the_roster_gives_a_name_back(township: Desk, qtbot: QtBot) -> None:
    desk = township
    who = ask(desk.app, qtbot, lambda r: r.value(person.select().where(person.c.name == "王建国")))
    desk.app.jobs.write("改姓名电话", lambda w: roster.edit_person(w, who, name="王建果", phone=""))
    page = desk.window.show_page("roster", {"person": who})
    settle(desk, qtbot)
    assert isinstance(page, RosterPage)
    page.card.table.setFocus()
    shown = history(desk, qtbot)
    press(shown, "back0_name")
    settle(desk, qtbot)
    assert ask(desk.app, qtbot, lambda r: (r.values(person, who) or {})["name"]) == "王建国"
    press(shown, "closeHistory")


@pytest.mark.parametrize(
    ("page", "table"), [("entry", "checkIns"), ("findings", "findings"), ("roster", "rosterPeople")]
)
def test_the_context_menu_leads_to_history_and_bin(
    township: Desk, qtbot: QtBot, page: str, table: str
) -> None:
    desk = township
    desk.window.show_page(page)
    settle(desk, qtbot)
    if page == "entry":
        press(desk.window, "chip_week")
    view = named(desk.window, SheetView, table)
    qtbot.waitUntil(lambda: view.rows.row(0) is not None)
    view.go_to(0)
    settle(desk, qtbot)
    if page == "findings":
        qtbot.waitUntil(lambda: named(desk.window, QLabel, "paneNumber").text() == "第1条")
    menu = view.make_menu()
    assert isinstance(menu, QMenu)
    words = [one.text() for one in menu.actions()]
    assert "历史…" in words
    next(one for one in menu.actions() if one.text() == "回收站").trigger()
    settle(desk, qtbot)
    assert desk.window.current == "settings"
    assert named(desk.window, SheetView, "recycle").isVisible()
