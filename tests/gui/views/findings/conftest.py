"""督查整改 on a real file with one finding in each place of the list."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.names import Names
from core.rules.rectification import State
from core.services import inspections
from gui.app import App
from gui.start import Desk
from gui.views.findings import FindingsPage
from tests.gui.views.township import find, make_township


def busy(w: Write, names: Names) -> None:
    """1 late and acknowledged, 2 due soon, 3 replied, 4 without station, 5 in progress, 6 closed."""
    late = find(w, names, date(2026, 10, 19), date(2026, 10, 23))
    inspections.acknowledge(w, late, date(2026, 10, 20))
    find(w, names, date(2026, 10, 26), date(2026, 10, 31), "集贸市场")
    told = find(w, names, date(2026, 10, 20), date(2026, 10, 30))
    inspections.reply(w, told, date(2026, 10, 24), text="已清理")
    inspections.add_finding(w, date(2026, 10, 27), "路肩倾倒装修垃圾")
    find(w, names, date(2026, 10, 27), date(2026, 11, 9))
    closed = find(w, names, date(2026, 10, 12), date(2026, 10, 20))
    inspections.reply(w, closed, date(2026, 10, 14))
    inspections.verify(w, closed, date(2026, 10, 15), passed=True)


@pytest.fixture
def settle(qtbot: QtBot, app: App) -> Callable[[], None]:
    """Wait until the worker has nothing to do and the page has taken every answer."""

    def wait() -> None:
        quiet = [0]

        def still() -> bool:
            quiet[0] = 0 if app.jobs.pending else quiet[0] + 1
            return quiet[0] > 2

        qtbot.waitUntil(still)

    return wait


@pytest.fixture
def page(desk: Desk, tmp_path: Path, qtbot: QtBot, settle: Callable[[], None]) -> FindingsPage:
    desk.open(make_township(tmp_path, busy), "findings")
    qtbot.waitUntil(lambda: isinstance(desk.window.page, FindingsPage))
    settle()
    made = desk.window.page
    assert isinstance(made, FindingsPage)
    return made


@pytest.fixture
def state(app: App, settle: Callable[[], None]) -> Callable[[int], State | None]:
    """What the file says of a finding today."""

    def ask(number: int) -> State | None:
        from core.queries.finding_pages import rows_of

        found: list[State] = []
        app.jobs.read(lambda r: [row.state for row in rows_of(r, [number])], found.extend)
        settle()
        return found[0] if found else None

    return ask
