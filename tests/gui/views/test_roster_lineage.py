"""合并 and 改名 from a village's and a station's card: one step, shown with its history, undone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.queries.lineage import area_successions, unit_successions
from gui.start import Desk
from gui.views.forms import ChoiceBox
from gui.views.roster import RosterPage
from gui.widgets import DateField
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.test_roster import area_id, page, show

__all__ = ["page"]


def _pick(page: RosterPage, text: str) -> None:
    """An entry of 更多."""
    menu = page.card.more.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == text).trigger()


def _unit_id(page: RosterPage, name: str) -> int:
    return next(row for row, item in page.units._items.items() if item.text(0) == name)


def test_a_village_becomes_a_community_and_back_by_undo(page: RosterPage, desk: Desk, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "红光村"))
    _pick(page, "改名（从某天起）…")
    form = dialog(page, qtbot, "verbForm")
    named(form, QLineEdit, "renameName").setText("红光社区")
    named(form, ChoiceBox, "lineageKind").choose("community")
    named(form, DateField, "actDay").setText("2026-10-12")
    press(form, "affirm")
    qtbot.waitUntil(lambda: named(page, QLabel, "rosterTitle").text() == "红光社区")
    quiet(page.app, qtbot)
    assert "2026年10月12日前为红光村" in named(page, QLabel, "rosterNote").text()
    assert named(desk.window, QLabel, "undoText").text() == "已改名1个区域"
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ask(page.app, qtbot, area_successions) == [])


def test_two_villages_become_a_new_one(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "红光村"))
    _pick(page, "合并到…")
    form = dialog(page, qtbot, "verbForm")
    assert not named(form, QLineEdit, "mergeName").isEnabled()
    named(form, ChoiceBox, "mergeOther").setEditText("大和社区")
    named(form, ChoiceBox, "mergeHow").choose("new")
    named(form, QLineEdit, "mergeName").setText("新光社区")
    named(form, DateField, "actDay").setText("2026-10-12")
    press(form, "affirm")
    qtbot.waitUntil(lambda: named(page, QLabel, "rosterTitle").text() == "新光社区")
    assert page.status_text == "6人、3个站所、1个村（居）"
    assert "5个组" in named(page, QLabel, "rosterNote").text()


def test_stations_merge_on_their_own_card(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, unit=_unit_id(page, "文化站"))
    _pick(page, "合并到…")
    form = dialog(page, qtbot, "verbForm")
    named(form, ChoiceBox, "mergeOther").setEditText("财政所")
    named(form, DateField, "actDay").setText("2026-10-12")
    press(form, "affirm")
    qtbot.waitUntil(lambda: named(page, QLabel, "rosterTitle").text() == "财政所")
    assert len(ask(page.app, qtbot, unit_successions)) == 1
    assert "2026年10月12日前为文化站" in named(page, QLabel, "rosterNote").text()


def test_a_refusal_stays_in_the_form(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "红光村"))
    _pick(page, "改名（从某天起）…")
    form = dialog(page, qtbot, "verbForm")
    press(form, "affirm")
    qtbot.waitUntil(form.wrong.isVisible)  # type: ignore[attr-defined]
    assert "没有改动" in form.wrong.text()  # type: ignore[attr-defined]
    form.reject()


def test_a_villages_unit_is_merged_by_its_place(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, unit=_unit_id(page, "红光村"))
    menu = page.card.more.menu()
    menu.aboutToShow.emit()
    assert "合并到…" not in [one.text() for one in menu.actions()]
