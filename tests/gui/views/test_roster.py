"""名册 in the real window on a real file: any day, changes by form, undone by Ctrl+Z."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.doors import Read
from core.queries import roster as queries
from core.services.roster import replace_in
from gui.start import Desk
from gui.views.forms import ChoiceBox
from gui.views.roster import RosterPage
from gui.views.roster_tree import LACK, RosterTree
from gui.widgets import DateField
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.township import make_township

D = date(2026, 10, 29)


@pytest.fixture
def page(desk: Desk, tmp_path: Path, qtbot: QtBot) -> RosterPage:
    desk.open(make_township(tmp_path), "roster")
    qtbot.waitUntil(
        lambda: isinstance(desk.window.page, RosterPage) and desk.window.page.card.card is not None
    )
    quiet(desk.app, qtbot)
    assert isinstance(desk.window.page, RosterPage)
    return desk.window.page


def area_id(page: RosterPage, qtbot: QtBot, name: str) -> int:
    found = ask(page.app, qtbot, lambda r: queries.area_choices(r, D))
    return int(next(one.id for one in found if one.name == name))


def show(page: RosterPage, qtbot: QtBot, **target: Any) -> None:
    page.show_target(target)
    quiet(page.app, qtbot)


def rows(page: RosterPage) -> list[tuple[str, str, str]]:
    model = page.card.model
    people = [model.row(number) for number in range(model.count)]
    return [(one.name, one.unit, one.duty) for one in people]


def bars(page: RosterPage) -> dict[str, list[str]]:
    assert page.card.card is not None
    found: dict[str, list[str]] = {}
    for row in page.card.card.rows:
        found.setdefault(row.label, []).extend(bar.text for bar in row.bars)
    return found


def test_the_tree_shows_places_and_the_card_who_answers(page: RosterPage, qtbot: QtBot) -> None:
    tree = named(page, RosterTree, "rosterPlaces")
    top = tree.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.childCount()) == ("大和乡", 3)
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    assert named(page, QLabel, "rosterTitle").text() == "集贸市场"
    assert bars(page) == {"包保领导": ["陈秀英 副乡长"], "牵头站所": ["文化站"], "责任人": ["岳丽娟"]}
    assert ("岳丽娟", "文化站", "责任人") in rows(page)
    assert page.status_text == "6人、3个站所、2个村（居）"


def test_before_the_plan_every_place_lacks_somebody(page: RosterPage, qtbot: QtBot) -> None:
    field = named(page, DateField, "rosterDay")
    field.setFocus()
    field.setText("2022-1-1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    quiet(page.app, qtbot)
    tree = page.places
    assert tree.choose(area_id(page, qtbot, "红光村1组"))
    item = tree.currentItem()
    assert item is not None
    assert item.data(0, LACK) == "没有责任人"


def test_a_station_is_changed_from_a_day_on_and_undone(page: RosterPage, desk: Desk, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    press(page, "changeUnit")
    form = dialog(page, qtbot, "verbForm")
    assert named(form, ChoiceBox, "changeOld").currentText() == "牵头站所：文化站"
    new = named(form, ChoiceBox, "changeNew")
    new.setEditText("财政所")
    day = named(form, DateField, "actDay")
    day.setText("2026-10-12")
    press(form, "affirm")
    qtbot.waitUntil(lambda: bars(page).get("牵头站所") == ["文化站", "财政所"])
    assert named(desk.window, QLabel, "undoText").text() == "已换站所"
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bars(page).get("牵头站所") == ["文化站"])


def test_a_change_to_nobody_in_particular_is_refused_in_the_form(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    press(page, "changePerson")
    form = dialog(page, qtbot, "verbForm")
    press(form, "affirm")
    assert "请从列出的里面选" in named(form, QLabel, "formWrong").text()
    assert form.isVisible()
    press(form, "cancel")


def test_initials_find_the_new_person(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    press(page, "changePerson")
    form = dialog(page, qtbot, "verbForm")
    old = named(form, ChoiceBox, "changeOld")
    old.setCurrentIndex(old.findText("责任人：岳丽娟"))
    named(form, ChoiceBox, "changeNew").setEditText("wjg")
    press(form, "affirm")
    qtbot.waitUntil(lambda: bars(page).get("责任人") == ["岳丽娟", "王建国"])


def test_a_person_is_added_and_a_namesake_told(page: RosterPage, qtbot: QtBot) -> None:
    unit = ask(page.app, qtbot, lambda r: {one.name: one.id for one in queries.units(r, D)})["文化站"]
    show(page, qtbot, unit=unit)
    press(page, "mainAction")
    form = dialog(page, qtbot, "verbForm")
    named(form, QLineEdit, "personName").insert("李伟")
    assert any("名册里已有" in one.text() for one in form.findChildren(QLabel))
    QTest.keyClicks(named(form, QLineEdit, "personPhone"), "13800000031")
    press(form, "affirm")
    qtbot.waitUntil(lambda: ("李伟", "文化站", "") in rows(page))


def test_a_person_moves_and_leaves(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    person = next(page.card.model.row(n) for n in range(9) if page.card.model.row(n).name == "岳丽娟")
    assert page.card.choose_person(person.id)
    press(page, "person_move")
    form = dialog(page, qtbot, "verbForm")
    box = named(form, ChoiceBox, "moveUnit")
    box.setEditText("财政所")
    press(form, "affirm")
    quiet(page.app, qtbot)
    home = ask(page.app, qtbot, lambda r: queries.home_of(r, person.id, D))
    units = ask(page.app, qtbot, lambda r: {one.id: one.name for one in queries.units(r, D)})
    assert units[home] == "财政所"
    assert page.card.choose_person(person.id)
    press(page, "person_leave")
    press(dialog(page, qtbot, "verbForm"), "affirm")
    quiet(page.app, qtbot)
    left = ask(page.app, qtbot, lambda r: queries.counts(r, date(2026, 11, 1)))
    assert left.people == 5


def test_a_click_on_a_head_sorts_the_people(page: RosterPage, qtbot: QtBot) -> None:
    page.places.choose(1)
    quiet(page.app, qtbot)
    head = page.card.table.horizontalHeader()
    head.sectionClicked.emit(1)
    units = [row[1] for row in rows(page)]
    assert units == sorted(units)
    head.sectionClicked.emit(1)
    assert [row[1] for row in rows(page)] == sorted(units, reverse=True)


def test_phones_are_shown_only_when_asked_for(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))

    def phones() -> set[str]:
        return {page.card.model.row(n).phone for n in range(page.card.model.count)}

    assert "138****0021" in phones()
    press(page, "fullPhones")
    qtbot.waitUntil(lambda: "13800000021" in phones())
    press(page, "fullPhones")
    qtbot.waitUntil(lambda: "13800000021" not in phones())


def test_blanking_asks_once_and_takes_the_name_away(page: RosterPage, desk: Desk, qtbot: QtBot) -> None:
    asked: list[str] = []

    def yes(question: Any, _parent: QWidget | None) -> bool:
        asked.append(question.text)
        assert question.final
        return True

    desk.app.ask = yes
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    page.card.choose_person(
        next(page.card.model.row(n).id for n in range(9) if page.card.model.row(n).name == "岳丽娟")
    )
    page.card.asked.emit("blank")
    qtbot.waitUntil(lambda: "责任人" in bars(page) and bars(page)["责任人"] == ["（已脱敏）"])
    assert len(asked) == 1
    assert "不能撤销" in asked[0]


def test_a_unit_is_judged_and_grouped_in_its_head(page: RosterPage, qtbot: QtBot) -> None:
    unit = ask(page.app, qtbot, lambda r: {one.name: one.id for one in queries.units(r, D)})["村建所"]
    show(page, qtbot, unit=unit)
    stratum = named(page, QLineEdit, "unitStratum")
    stratum.insert("一组")
    QTest.keyClick(stratum, Qt.Key.Key_Return)
    strength = named(page, ChoiceBox, "unitStrength")
    strength.setCurrentIndex(strength.findText("强"))
    strength.activated.emit(1)
    quiet(page.app, qtbot)
    card = ask(page.app, qtbot, lambda r: queries.unit_card(r, unit, D))
    assert (card.strength, card.stratum) == ("强", "一组")


def test_a_person_is_found_from_another_page(page: RosterPage, desk: Desk, qtbot: QtBot) -> None:
    people = ask(page.app, qtbot, lambda r: queries.people_choices(r, D))
    wang = next(one for one in people if one.name == "王建国")
    desk.window.show_page("roster", {"person": wang.id})
    qtbot.waitUntil(lambda: page.card.person is not None and page.card.person.id == wang.id)
    assert named(page, QLabel, "rosterTitle").text() == "村建所"
    field = page.header.search.field
    desk.window.focus_search()
    QTest.keyClicks(field, "ylj")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.card.person is not None and page.card.person.name == "岳丽娟")


def test_every_menu_entry_is_chinese_and_adds_a_group(page: RosterPage, qtbot: QtBot) -> None:
    village = area_id(page, qtbot, "红光村")
    show(page, qtbot, area=village)
    menu = page.card.more.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    entries = {one.text(): one for one in menu.actions()}
    entries["新增组、聚居点…"].trigger()
    form = dialog(page, qtbot, "verbForm")
    named(form, QLineEdit, "areaName").insert("9组")
    named(form, QLineEdit, "areaHouseholds").insert("四十")
    press(form, "affirm")
    assert named(form, QLabel, "formWrong").text() == "户数请填数字。"
    named(form, QLineEdit, "areaHouseholds").setText("9" * 30)  # more than the file can hold
    press(form, "affirm")
    assert named(form, QLabel, "formWrong").text() == "户数请填数字。"
    named(form, QLineEdit, "areaHouseholds").setText("40")
    press(form, "affirm")
    quiet(page.app, qtbot)

    def groups(r: Read) -> list[str]:
        return [one.name for one in queries.tree(r, D) if one.parent_id == village]

    assert ask(page.app, qtbot, groups)[-1] == "9组"


def test_an_empty_roster_says_so_with_one_button(desk: Desk, record: Path, qtbot: QtBot) -> None:
    desk.open(record, "roster")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, RosterPage))
    page = desk.window.page
    assert page is not None
    qtbot.waitUntil(lambda: named(page, QWidget, "emptyAction").isVisible())
    press(page, "emptyAction")
    dialog(page, qtbot, "importRoster").reject()


def test_narrow_and_large_nothing_lies_outside(page: RosterPage, desk: Desk, qtbot: QtBot) -> None:
    for scale, size in ((100, (911, 433)), (150, (1366, 697))):
        desk.app.set_scale(scale)
        desk.window.resize(*size)
        QApplication.processEvents()
        for name in ("changePerson", "changeUnit", "rosterMore", "fullPhones", "mainAction", "print"):
            one = named(page, QWidget, name)
            right = one.mapTo(page, one.rect().topRight()).x()
            assert one.isVisible()
            assert right <= page.width(), name
    desk.app.set_scale(100)


def test_what_is_shown_goes_to_a_sheet(
    page: RosterPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "出.xlsx"

    def straight(_app: object, _page: object, _name: str, writer: Callable[[Path], object]) -> None:
        writer(target)

    monkeypatch.setattr("gui.saving.save_as", straight)
    show(page, qtbot, area=area_id(page, qtbot, "集贸市场"))
    page.export_current()
    from core.exchange.read import read_sheet

    grid = read_sheet(target)
    assert grid.rows[0][:2] == ("姓名", "单位")
    assert {row[0] for row in grid.rows[1:]} == {"陈秀英", "岳丽娟"}


def test_the_history_of_a_place_tells_a_change_of_station(page: RosterPage, qtbot: QtBot) -> None:
    market = area_id(page, qtbot, "集贸市场")
    show(page, qtbot, area=market)
    found = ask(page.app, qtbot, lambda r: {one.column: one for one in queries.subjects(r, market, D)})
    station = found["unit_id"]
    page.app.jobs.write("换站所", lambda w: replace_in(w, [market], "unit_id", station.id, D, unit_id=1))
    quiet(page.app, qtbot)
    menu = page.card.more.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text().startswith("看这里的历史")).trigger()
    shown = dialog(page, qtbot, "history")
    quiet(page.app, qtbot)
    words = [one.text() for one in shown.findChildren(QLabel)]
    assert any(text.endswith("换站所") for text in words)
    assert "截止日期：空 → 2026年10月28日" in words
    press(shown, "closeHistory")
