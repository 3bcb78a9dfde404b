"""Where a walk has been: pages, what lies on them, their tabs and filters, dialogs, menus."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QListWidget,
    QMenu,
    QStackedWidget,
    QWidget,
)

from gui.main_window import MainWindow

_CHOICES = ("tab_", "segment_", "chip_")


def note(seen: Counter[str], root: QWidget, window: MainWindow) -> None:
    """Count the places a step starts from; a tab that is only offered is entered with nought."""
    seen.update(_upon(root) if root is not window else _within(window))
    page = window.page
    if root is window and page is not None:
        for one in _choices(page):
            seen[_choice(window, one)] += one.isChecked()


def _upon(root: QWidget) -> Iterator[str]:
    if isinstance(root, QFileDialog):
        yield f"dialog of files {root.objectName()}".strip()
    elif isinstance(root, QDialog):
        own = type(root).__module__.startswith("gui.")
        yield f"dialog {type(root).__name__ if own else _words(root)}"
    else:
        yield "menu" if isinstance(root, QMenu) else f"popup {type(root).__name__}"


def _words(root: QDialog) -> str:
    """The title without what changes from day to day."""
    return re.sub(r"[0-9]+|“.*”", "…", root.windowTitle(), flags=re.DOTALL)


def _within(window: MainWindow) -> Iterator[str]:
    page = window.page
    if page is None:
        yield "welcome"
        return
    yield window.current
    for stack in page.findChildren(QStackedWidget):
        shown = stack.currentWidget()
        if shown is not None and stack.isVisible() and type(shown).__module__.startswith("gui."):
            yield f"{window.current} {type(shown).__name__} {shown.objectName()}".strip()
    names = page.findChildren(QListWidget, "settingsList")
    yield from (f"{window.current} {item.text()}" for one in names if (item := one.currentItem()) is not None)


def _choices(page: QWidget) -> Iterable[QAbstractButton]:
    found = page.findChildren(QAbstractButton)
    return (one for one in found if one.objectName().startswith(_CHOICES) and one.isVisible())


def _choice(window: MainWindow, one: QAbstractButton) -> str:
    return f"{window.current} {one.objectName()}"
