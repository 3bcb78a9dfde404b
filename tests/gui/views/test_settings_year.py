"""年度结转和交接 in 资料与设置: a year is chosen, checks lead to rows, the package carries the list."""

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.queries.year_close import closed_years
from gui.app import App
from gui.start import Desk
from gui.views.settings import SettingsPage
from gui.widgets.dialogs import Question
from tests.core.services.year import clock, year_path, year_template
from tests.gui.views.asking import ask, named, press, quiet

__all__ = ["clock", "year_path", "year_template"]


@pytest.fixture
def app(qtbot: QtBot, own_home: Path) -> Iterator[App]:
    """The desk on 3 January 2027: week 53 of 2026."""
    made = App(own_home / "desk", today=lambda: date(2027, 1, 3))
    made.apply_theme()
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, year_path: Path, qtbot: QtBot) -> SettingsPage:
    desk.open(year_path, "settings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, SettingsPage))
    made = desk.window.page
    assert isinstance(made, SettingsPage)
    made.go.disconnect(desk.window.show_page)
    made.show_target({"section": "year"})
    quiet(desk.app, qtbot)
    return made


def test_the_year_that_ended_is_offered_by_its_number_and_closed_once(
    page: SettingsPage, qtbot: QtBot
) -> None:
    asked: list[Question] = []

    def affirm(question: Question, _parent: object) -> bool:
        asked.append(question)
        return True

    page.app.ask = affirm
    assert page.findChild(QPushButton, "closeYear2027") is None
    press(page, "closeYear2026")  # 资料与设置, 年度结转, this, the verb: four clicks of eight
    quiet(page.app, qtbot)
    assert [one.verb for one in asked] == ["结转2026年"]
    assert "2026年12月的统计周期到2027年1月3日才结束" in asked[0].rows[0][1]
    assert "未销号4条，编号和期限不变" in asked[0].rows[1][1]
    assert [one.year for one in ask(page.app, qtbot, closed_years)] == [2026]
    assert page.findChild(QPushButton, "closeYear2026") is None
    assert "备份“年度结转前-2026.db”" in named(page, QLabel, "closed2026").text()
    press(page, "undoYear2026")
    qtbot.waitUntil(lambda: page.app.jobs.pending == 0 and len(asked) == 2)
    quiet(page.app, qtbot)
    assert ask(page.app, qtbot, closed_years) == []


def test_every_check_leads_to_its_rows(page: SettingsPage) -> None:
    gone: list[tuple[str, Any]] = []
    page.go.connect(lambda where, target: gone.append((where, target)))
    for name in ("check_open", "check_circulars", "check_period", "check_holidays", "lookYear2026"):
        press(page, name)
    pages = [where for where, _ in gone]
    assert pages == ["findings", "circular", "circular", "settings", "circular"]
    assert len(gone[0][1]["ids"]) == 4, "a count of n opens n rows"
    assert gone[1][1] == {"month": "2026-11", "step": 1}
    assert gone[4][1]["room"] == "year"


def test_the_package_is_made_with_the_list_inside(page: SettingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    press(page, "handOver")
    dialog = next(one for one in page.findChildren(QFileDialog, "saveAs"))
    target = tmp_path / "交接.zip"
    dialog.selectFile(str(target))
    dialog.accept()
    qtbot.waitUntil(target.is_file)
    quiet(page.app, qtbot)
    with zipfile.ZipFile(target) as archive:
        assert "files/交接/交接清单.pdf" in archive.namelist()
