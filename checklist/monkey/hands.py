"""The hands of the walk: what a clerk can reach now, and what a step is told to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from checklist.stage import TODAY
from gui.start import Desk


class Clock:
    """The office PC's, which may jump."""

    def __init__(self) -> None:
        self.day = TODAY

    def today(self) -> date:
        """What it shows."""
        return self.day


class Hands:
    """The desk that is walked over, the dice, and the clock."""

    def __init__(self, desk: Desk, dice: Random, clock: Clock, record: Path) -> None:
        self.desk, self.dice, self.clock, self.record = desk, dice, clock, record
        self.told: Callable[[str], None] = _unheard
        self._root: QWidget = desk.window

    def about(self, said: str) -> str:
        """Tell what is done before it is done: after a crash nobody can."""
        self.told(said)
        return said

    def root(self) -> QWidget:
        """Where a clerk can reach: the open menu, else the dialog on top, else the window.

        Kept until the next: with the wrapper of a popup of Qt's own those of all in it become invalid.
        """
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        self._root = _alive(popup) or _alive(modal) or self.desk.window
        return self._root

    def focus(self) -> QWidget:
        """What a key goes to."""
        root = self.root()
        if root is QApplication.activePopupWidget():
            return _alive(root.focusWidget()) or root
        found = _alive(QApplication.focusWidget())
        if found is not None and found.window() is root.window():
            return found
        return _alive(root.focusWidget()) or root

    def seen(self, kind: type[QWidget]) -> list[QWidget]:
        """The enabled widgets of a kind one can see and reach."""
        root = self.root()
        found = [one for one in root.findChildren(kind) if isValid(one) and _shown(one, root)]
        return [root, *found] if isinstance(root, kind) else found


def _unheard(_said: str) -> None:
    """Nobody listens."""


def _alive(one: QWidget | None) -> QWidget | None:
    """A wrapper PySide kept of a widget that is gone stands for none."""
    return one if one is not None and isValid(one) else None


def _shown(one: QWidget, root: QWidget) -> bool:
    return (
        one.isVisible()
        and one.isEnabled()
        and one.window() is root.window()
        and not one.visibleRegion().isEmpty()
    )


def name_of(one: QWidget) -> str:
    """How a step names a widget."""
    words = one.text() if isinstance(one, QAbstractButton) else one.accessibleName()
    return f"{type(one).__name__} {one.objectName()} {words}".strip()
