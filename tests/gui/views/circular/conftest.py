"""The desk on 3 November with an October to draft."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.start import Desk
from gui.views.circular.page import CircularPage
from tests.gui.views.circular.sitting import Sitting, october
from tests.gui.views.township import make_township


@pytest.fixture
def app(qtbot: QtBot, own_home: Path) -> Iterator[App]:
    """The desk on 3 November: October is over."""
    made = App(own_home / "desk", today=lambda: date(2026, 11, 3))
    made.apply_theme()
    yield made
    made.close()


@pytest.fixture
def sitting(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Sitting:
    desk.open(make_township(tmp_path, october), "circular")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, CircularPage))
    page = desk.window.page
    assert isinstance(page, CircularPage)
    page.go.disconnect(desk.window.show_page)  # where it leads is the other pages' matter
    made = Sitting(page, desk.app, qtbot)
    made.settle()
    return made
