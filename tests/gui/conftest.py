"""A desk on a real file in a temporary folder; nothing of Qt is replaced."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.start import Desk, make_application

TODAY = date(2026, 10, 29)
PATIENCE = (
    60_000  # ms until a wait fails; only a wait in vain takes them, and a busy computer needs 5 s to open
)

for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
    assert wait.__kwdefaults__ is not None
    wait.__kwdefaults__["timeout"] = PATIENCE


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], object]:
    """pytest-qt's application is ours, with its locale, words and style."""
    return lambda _argv: make_application()


@pytest.fixture
def app(qtbot: QtBot, own_home: Path) -> Iterator[App]:
    """The desk without windows; its worker is ended after the test."""
    # widgets of the test before go first: a new style sheet must not meet one the collector took apart
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = App(own_home / "desk", today=lambda: TODAY)
    made.apply_theme()
    yield made
    made.close()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A new record of an office."""
    from core.services.record import new_record

    path = tmp_path / "台账.db"
    new_record(path, "大和乡创文办", date(2022, 1, 26))
    return path


@pytest.fixture
def desk(app: App, qtbot: QtBot) -> Iterator[Desk]:
    """App and window, shown at the size of a 1366×768 screen."""
    made = Desk(app)
    made.window.resize(1366, 697)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    qtbot.waitUntil(lambda: app.jobs.pending == 0)  # no answer may find its widgets gone
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
