"""Ask the open record, find and press by name, wait until the desk is quiet."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.app import App

T = TypeVar("T", bound=QWidget)


def ask(app: App, qtbot: QtBot, query: Callable[[Any], Any]) -> Any:
    """What the record says, through the desk's own worker."""
    got: list[Any] = []
    app.jobs.read(query, got.append)
    qtbot.waitUntil(lambda: bool(got))
    return got[0]


def quiet(app: App, qtbot: QtBot) -> None:
    """Every question is answered, those the answers put included."""
    qtbot.waitUntil(lambda: app.jobs.pending == 0)


def named(parent: QWidget, kind: type[T], name: str) -> T:
    """A widget by its name."""
    found = parent.findChild(kind, name)
    assert isinstance(found, kind), f"no {name}"
    return found


def press(parent: QWidget, name: str) -> None:
    """Click a button by its name."""
    QTest.mouseClick(named(parent, QWidget, name), Qt.MouseButton.LeftButton)


def dialog(parent: QWidget, qtbot: QtBot, name: str) -> QDialog:
    """The open dialog of that name, once it is there."""
    found: list[QDialog] = []

    def there() -> bool:
        found[:] = [one for one in parent.window().findChildren(QDialog, name) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]
