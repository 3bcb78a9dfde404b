"""Beside a finding's life, and beside its inspection: fields kept when left, columns at need, places seen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from sqlalchemy import select

from core.ledgers import ledger_named
from core.model import finding, inspection, inspection_place
from core.queries.finding_tour import tour_of
from core.services import ledgers
from gui.app import App
from gui.start import Desk
from gui.views.findings import FindingsPage
from gui.views.forms import ChoiceBox
from tests.gui.views.findings.acts import press
from tests.gui.views.findings.acts import select as pick
from tests.gui.views.findings.test_sheet import enter

D = date(2026, 10, 29)
Settle = Callable[[], None]


@pytest.fixture
def ask(app: App, settle: Settle) -> Callable[[Callable[[Any], Any]], Any]:
    """What the file says."""

    def read(query: Callable[[Any], Any]) -> Any:
        found: list[Any] = []
        app.jobs.read(query, found.append)
        settle()
        return found[0]

    return read


def choose(page: FindingsPage, key: str, words: str) -> None:
    """As a click on the entry does."""
    box = page.findChild(ChoiceBox, f"told_{key}")
    assert box is not None
    row = next(n for n in range(box.count()) if box.itemText(n).startswith(words))
    box.setCurrentIndex(row)
    box.activated.emit(row)


def leave(page: FindingsPage, key: str, text: str) -> None:
    """Type into a field and leave it by Enter."""
    field = page.findChild(QLineEdit, f"told_{key}")
    assert field is not None
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_fields_of_a_finding_are_kept_when_left(
    page: FindingsPage, settle: Settle, ask: Callable[[Callable[[Any], Any]], Any], app: App
) -> None:
    values = {"document": "测评体系", "year": 2021, "code": "Ⅱ-3", "text": "公共场所干净"}
    app.jobs.write("登记", lambda w: ledgers.put(w, ledger_named("standard_item"), values))
    settle()
    pick(page, 3)
    settle()
    choose(page, "source", "群众反映")
    settle()
    choose(page, "location", "生活区")
    settle()
    choose(page, "standard_id", "Ⅱ-3")
    settle()
    leave(page, "partner", "区住建局")
    settle()
    leave(page, "referred_to", "区城管局")
    settle()
    leave(page, "referred_on", "10.28")
    settle()
    kept = ask(lambda r: r.values(finding, 3))
    assert (kept["source"], kept["location"], kept["standard_id"]) == ("群众反映", "生活区", 1)
    assert (kept["partner"], kept["referred_to"]) == ("区住建局", "区城管局")
    assert kept["referred_on"] == date(2026, 10, 28)
    app.undo()
    settle()
    assert ask(lambda r: r.values(finding, 3))["referred_on"] is None


def test_a_day_before_the_finding_is_refused_where_it_was_typed(page: FindingsPage, settle: Settle) -> None:
    pick(page, 3)
    settle()
    leave(page, "referred_to", "区城管局")
    settle()
    leave(page, "referred_on", "10.1")
    settle()
    wrong = page.findChild(QLabel, "toldWrong")
    assert wrong is not None
    assert "早于发现日期" in wrong.text()


def test_several_go_up_at_once(
    page: FindingsPage, settle: Settle, ask: Callable[[Callable[[Any], Any]], Any]
) -> None:
    pick(page, 1, 5)
    settle()
    press(page, "do_refer")
    field = page.findChild(QLineEdit, "step_to")
    assert field is not None
    field.setText("区住建局")
    press(page, "stepDo")
    settle()
    sent = ask(lambda r: r.column(select(finding.c.id).where(finding.c.referred_to == "区住建局")))
    assert sent == [1, 5]


def test_columns_seldom_wanted_come_and_go_and_are_filtered(page: FindingsPage, settle: Settle) -> None:
    keys = [one.key for one in page.rows.columns]
    assert page.view.isColumnHidden(keys.index("source"))
    press(page, "findingsMore")
    assert not page.view.isColumnHidden(keys.index("source"))
    assert page.rows.row(0).source == "督查"
    press(page, "findingsMore")
    assert page.view.isColumnHidden(keys.index("source"))


# -- 登记督查 --------------------------------------------------------------------------------------


@pytest.fixture
def sheet(page: FindingsPage, settle: Settle) -> FindingsPage:
    """The sheet of the day, ready to type."""
    press(page, "mainAction")
    settle()
    return page


def test_what_a_station_found_itself_makes_no_inspection(
    sheet: FindingsPage, settle: Settle, ask: Callable[[Callable[[Any], Any]], Any]
) -> None:
    press(sheet, "tourMore")
    sheet.tour.view.setFocus()
    sheet.tour.view.go_to(0, "area")
    enter(settle, "dhsq3", "", "ltxgg", "小广告", "", "", "zc", "shq", "", "区住建局")
    (line,) = ask(lambda r: tour_of(r, D)).lines
    assert (line.source, line.location, line.partner) == ("自查", "生活区", "区住建局")
    assert ask(lambda r: r.column(select(inspection.c.id).where(inspection.c.day == D))) == []
    assert sheet.tour.lines[0].source == "自查"


def test_places_are_typed_one_after_another_and_taken_off(
    sheet: FindingsPage, settle: Settle, ask: Callable[[Callable[[Any], Any]], Any]
) -> None:
    field = sheet.tour.places.field
    field.setFocus()
    QTest.keyClicks(field, "jmsc")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    (market,) = ask(lambda r: r.column(select(inspection_place.c.area_id)))
    assert field.text() == ""
    chip = sheet.findChild(QPushButton, f"tourPlace_{market}")
    assert chip is not None
    assert chip.text() == "集贸市场 ×"
    assert ask(lambda r: tour_of(r, D)).places == (market,)
    unseen = sheet.findChild(QLabel, "tourUnseen")
    assert unseen is not None
    assert unseen.text() == "本月还没到2处："
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle()
    assert ask(lambda r: r.column(select(inspection_place.c.area_id))) == []


def test_a_place_the_month_lacks_is_one_click(
    sheet: FindingsPage, settle: Settle, desk: Desk, ask: Callable[[Callable[[Any], Any]], Any]
) -> None:
    enter(settle, "dhsq3", "", "ltxgg", "小广告", "", "")
    lacking = [one for one in sheet.findChildren(QPushButton) if one.objectName().startswith("tourUnseen_")]
    assert [one.text() for one in lacking] == ["＋红光村", "＋集贸市场"]
    QTest.mouseClick(lacking[0], Qt.MouseButton.LeftButton)
    settle()
    assert len(ask(lambda r: tour_of(r, D)).places) == 1
    lacking = [one for one in sheet.findChildren(QPushButton) if one.objectName().startswith("tourUnseen_")]
    assert [one.text() for one in lacking] == ["＋集贸市场"]
