"""Small acts on the page that several of its tests do."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from gui.views.findings import FindingsPage


def press(page: QWidget, name: str) -> None:
    """Click a button, or choose an entry of a menu, by its name."""
    entry = page.findChild(QAction, name)
    if entry is not None:
        entry.trigger()
        return
    found = page.findChild(QPushButton, name)
    assert found is not None, f"no button {name}"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def shown(page: FindingsPage) -> list[int]:
    return [page.rows.row(number).id for number in range(page.rows.count)]


def select(page: FindingsPage, *ids: int) -> None:
    """Select rows by their number in the list."""
    flags = QItemSelectionModel.SelectionFlag
    model = page.view.selectionModel()
    model.clear()
    for number in ids:
        line = shown(page).index(number)
        model.setCurrentIndex(page.rows.index(line, 0), flags.Select | flags.Rows)
