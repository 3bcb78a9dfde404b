"""找设置: a word typed above the list leaves the sections that say it, and Enter goes to the field itself."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QGroupBox, QLabel, QLineEdit, QScrollArea, QWidget


class SettingFinder(QLineEdit):
    """`looking(text)` with each key, `going(text)` on Enter or ↓; Esc shows all again."""

    looking = Signal(str)
    going = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findSetting")
        self.setPlaceholderText("找设置　Ctrl+F")
        self.setAccessibleName("找设置")
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda text: self.looking.emit(text.strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.going.emit(self.text().strip())
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def says(section: QWidget, text: str) -> bool:
    """Whether a title, a label, a note, a button or a choice of the section holds the words."""
    return any(text in words for _, words in _said(section))


def field_of(section: QWidget, text: str) -> QWidget | None:
    """What stands for the words: the field beside the label, the button, the list of choices."""
    found = [one for one, words in _said(section) if text in words]
    for one in found:
        if isinstance(one, QLabel) and one.buddy() is not None:
            return one.buddy()
        if not isinstance(one, QLabel) and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return one
    noted = [one.objectName() for one in found if one.objectName().startswith("note_")]
    return section.findChild(QWidget, f"set_{noted[0].removeprefix('note_')}") if noted else None


def bring(section: QWidget, field: QWidget) -> None:
    """Scroll to a field and give it the keyboard."""
    for area in section.findChildren(QScrollArea):
        if area.isAncestorOf(field):
            area.ensureWidgetVisible(field)
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _said(section: QWidget) -> Iterator[tuple[QWidget, str]]:
    for one in section.findChildren(QWidget):
        if isinstance(one, QLabel | QAbstractButton):
            yield one, one.text().replace("&", "")
        elif isinstance(one, QGroupBox):
            yield one, one.title()
        elif isinstance(one, QComboBox):
            yield one, "\n".join([one.accessibleName(), *map(one.itemText, range(one.count()))])
        elif one.accessibleName():
            yield one, one.accessibleName()
