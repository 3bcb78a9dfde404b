"""方案 of 名册 in the real window: findings open their rows; a proposal, locks, taking it over, undone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.doors import Write
from core.exchange.read import read_sheet
from core.model import roster_version
from core.names import Names
from core.queries.plan import lock_rows, plan_check, view_on
from core.rules.coverage import answer
from core.services.roster import describe_unit
from gui.printing import PrintPreview
from gui.start import Desk
from gui.table import SheetView
from gui.views.forms import ChoiceBox
from gui.views.roster import RosterPage
from gui.views.roster_plan import BALANCE, GAPS, STRENGTHS
from gui.views.roster_tree import LACK, RosterTree
from gui.widgets import DateField
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.township import make_township

D = date(2026, 10, 29)


def strengths(w: Write, names: Names) -> None:
    for name, strength in (("文化站", "弱"), ("村建所", "强"), ("财政所", "中")):
        describe_unit(w, names.units[name], strength=strength, stratum=None)


@pytest.fixture
def page(desk: Desk, tmp_path: Path, qtbot: QtBot) -> RosterPage:
    desk.open(make_township(tmp_path, strengths), "roster")
    qtbot.waitUntil(
        lambda: isinstance(desk.window.page, RosterPage) and desk.window.page.card.card is not None
    )
    assert isinstance(desk.window.page, RosterPage)
    press(desk.window.page, "segment_plan")
    quiet(desk.app, qtbot)
    return desk.window.page


def turn(page: RosterPage, qtbot: QtBot, key: int) -> None:
    page.plan.menu.choose(key)
    quiet(page.app, qtbot)


def texts(view: SheetView, key: str = "text") -> list[str]:
    return [getattr(view.rows.row(row), key) for row in range(view.rows.count)]


def rows(page: RosterPage) -> dict[str, tuple[str, str]]:
    table = page.plan.proposal.table
    found = [table.rows.row(row) for row in range(table.rows.count)]
    return {one.name: (one.today, one.then) for one in found}


def propose(page: RosterPage, qtbot: QtBot) -> None:
    press(page.plan, "planPropose" if page.plan.stack.currentIndex() == 0 else "planCompute")
    quiet(page.app, qtbot)


def answering(page: RosterPage, qtbot: QtBot, name: str) -> list[str]:
    def query(r: Any) -> list[str]:
        view = view_on(r, D)
        area = next(one for one in view.areas.values() if one.name == name)
        return [one.name for one in answer(view, area.id).stations]

    found: list[str] = ask(page.app, qtbot, query)
    return found


def test_the_list_says_where_something_lacks(page: RosterPage, qtbot: QtBot) -> None:
    menu = named(page, RosterTree, "rosterPlanList")
    found = [menu.topLevelItem(row) for row in range(menu.topLevelItemCount())]
    said = {one.text(0): one.data(0, LACK) for one in found if one is not None}
    assert said["强弱搭配"] == "1处"
    assert said["领导对应"] == ""
    assert list(said)[-1] == "提出方案"
    turn(page, qtbot, GAPS)
    check = ask(page.app, qtbot, lambda r: plan_check(r, D))
    assert texts(page.plan.table) == [one.text for one in check.gaps]
    assert page.status_text == f"责任缺口：{len(check.gaps)}条"


def test_a_finding_opens_its_row(page: RosterPage, qtbot: QtBot) -> None:
    turn(page, qtbot, STRENGTHS)
    table = named(page, SheetView, "planFindings")
    assert texts(table) == ["集贸市场只由力量较弱的文化站包保。"]
    table.setFocus()
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    quiet(page.app, qtbot)
    assert named(page, QLabel, "rosterTitle").text() == "集贸市场"
    assert page.card.isVisible()
    assert named(page, QPushButton, "segment_area").isChecked()


def test_balance_lists_every_load(page: RosterPage, qtbot: QtBot) -> None:
    turn(page, qtbot, BALANCE)
    assert "村建所：3处（中位数2处）" in texts(page.plan.table)


def test_a_proposal_is_taken_over_and_undone(page: RosterPage, qtbot: QtBot) -> None:
    named(page, ChoiceBox, "planLevel").choose("village")
    propose(page, qtbot)
    assert rows(page) == {"集贸市场": ("文化站", "文化站、村建所")}
    prices = named(page, QLabel, "planPrices").text()
    assert "强弱搭配40→0" in prices
    assert "就近没有登记" in prices
    press(page.plan, "planAdopt")
    form = dialog(page, qtbot, "verbForm")
    assert "从哪天起" in " ".join(one.text() for one in form.findChildren(QLabel))
    press(form, "affirm")
    quiet(page.app, qtbot)
    assert "请填写文件名称" in named(form, QLabel, "formWrong").text()
    assert named(form, DateField, "adoptDay").day == D
    named(form, QLineEdit, "adoptDocument").setText("包保任务调整表")
    press(form, "affirm")
    qtbot.waitUntil(lambda: "已采用" in named(page, QLabel, "planBusy").text())
    quiet(page.app, qtbot)
    assert answering(page, qtbot, "集贸市场") == ["文化站", "村建所"]
    versions = ask(page.app, qtbot, lambda r: r.column(select(roster_version.c.document)))
    assert versions == ["名册.xlsx", "包保任务调整表"]
    menu = named(page, RosterTree, "rosterPlanList")
    assert [one.data(0, LACK) for row in range(3) if (one := menu.topLevelItem(row))][2] == ""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    quiet(page.app, qtbot)
    assert answering(page, qtbot, "集贸市场") == ["文化站"]


def test_a_tick_keeps_a_tie_and_the_plan_is_made_anew(page: RosterPage, qtbot: QtBot) -> None:
    turn(page, qtbot, 7)
    named(page, ChoiceBox, "planLevel").choose("village")
    propose(page, qtbot)
    table = page.plan.proposal.table
    table.checked.emit(0, "keep", True)
    qtbot.waitUntil(lambda: table.rows.row(0) is not None and table.rows.row(0).keep)
    quiet(page.app, qtbot)
    locks = ask(page.app, qtbot, lock_rows)
    assert [(one.lock.unit_name, one.lock.area_name) for one in locks] == [("文化站", "集贸市场")]
    table.checked.emit(0, "keep", False)
    qtbot.waitUntil(lambda: table.rows.row(0) is not None and not table.rows.row(0).keep)
    quiet(page.app, qtbot)
    assert ask(page.app, qtbot, lock_rows) == []


def test_where_no_plan_can_exist_the_table_says_so(page: RosterPage, qtbot: QtBot) -> None:
    turn(page, qtbot, 7)
    most = named(page, QLineEdit, "planMost")
    most.setText("1")
    propose(page, qtbot)
    shown = [one.text() for one in page.plan.proposal.table.findChildren(QLabel) if one.isVisible()]
    assert any("请放宽上限" in one for one in shown)
    most.setText("很多")
    propose(page, qtbot)
    shown = [one.text() for one in page.plan.proposal.table.findChildren(QLabel) if one.isVisible()]
    assert any("请填数字" in one for one in shown)
    assert not named(page, QPushButton, "planAdopt").isEnabled()


def test_a_changed_roster_makes_the_proposal_stale(page: RosterPage, qtbot: QtBot) -> None:
    propose(page, qtbot)

    def weaken(w: Any) -> None:
        from core.model import unit

        describe_unit(
            w, w.value(select(unit.c.id).where(unit.c.name == "财政所")), strength="弱", stratum=None
        )

    page.app.jobs.write("修改1个单位", weaken)
    quiet(page.app, qtbot)
    assert named(page, QLabel, "planBusy").text() == "名册有改动，请重新提出方案。"
    assert not named(page, QPushButton, "planAdopt").isEnabled()


def test_a_stations_home_is_entered_in_its_head(page: RosterPage, qtbot: QtBot) -> None:
    unit_id = ask(page.app, qtbot, lambda r: next(one.id for one in view_on(r, D).stations()))
    page.show_target({"unit": unit_id})
    quiet(page.app, qtbot)
    home = named(page, QPushButton, "unitHome")
    assert home.text() == "登记驻地…"
    press(page, "unitHome")
    quiet(page.app, qtbot)
    form = dialog(page, qtbot, "verbForm")
    box = named(form, ChoiceBox, "homeVillage")
    box.setCurrentIndex(1)
    wanted = f"驻地{box.currentText()}"
    press(form, "affirm")
    qtbot.waitUntil(lambda: home.text() == wanted)
    quiet(page.app, qtbot)


def test_it_prints_and_exports_what_it_shows(
    page: RosterPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(page, qtbot, STRENGTHS)
    page.print_current()
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    quiet(page.app, qtbot)
    propose(page, qtbot)
    written: list[str] = []

    def straight(_app: object, _parent: object, name: str, writer: Callable[[Path], object]) -> None:
        writer(tmp_path / name)
        written.append(name)

    monkeypatch.setattr("gui.saving.save_as", straight)
    page.export_current()
    turn(page, qtbot, GAPS)
    page.export_current()
    assert written == ["包保方案.xlsx", "责任缺口.xlsx"]
    heads = read_sheet(tmp_path / "包保方案.xlsx").rows[0]
    assert [str(one) for one in heads[:4]] == ["类别", "区域", "现在", "方案"]


def test_a_target_leads_to_a_check(page: RosterPage, qtbot: QtBot) -> None:
    page.show_target({"plan": "balance"})
    quiet(page.app, qtbot)
    assert named(page, QLabel, "planTitle").text() == "力量均衡"
    page.show_target({"plan": "propose"})
    quiet(page.app, qtbot)
    assert page.plan.proposal.answer is not None


def test_it_can_be_stopped(page: RosterPage, qtbot: QtBot) -> None:
    page.plan.proposal.propose()
    assert named(page, QPushButton, "planStop").isVisibleTo(page.plan.proposal)
    page.plan.proposal.stop.click()
    quiet(page.app, qtbot)
    assert page.plan.proposal.answer is None
    assert named(page, QLabel, "planBusy").text() == "已停止。"
    assert named(page, QPushButton, "planCompute").isEnabled()


def test_a_person_without_a_place_opens_in_the_unit(page: RosterPage, qtbot: QtBot) -> None:
    def idle(w: Any) -> None:
        from core.services.roster import add_person

        station = next(one for one in view_on(w, D).stations() if one.name == "财政所")
        add_person(w, "何平", station.id, date(2026, 1, 1))

    page.app.jobs.write("新增1人", idle)
    quiet(page.app, qtbot)
    table = page.plan.table
    row = texts(table).index("财政所何平没有包保区域。")
    table.opened.emit(row)
    quiet(page.app, qtbot)
    assert named(page, QLabel, "rosterTitle").text() == "财政所"
    assert page.card.person is not None
    assert page.card.person.name == "何平"
