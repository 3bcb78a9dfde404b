"""The cell editor: a line edit that tells what is typed during composition and never submits inside it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CellEditor(QLineEdit):
    """`looking(text)` carries text and preedit together; `ended(way)` is enter, tab, backtab or escape."""

    looking = Signal(str)
    ended = Signal(str)
    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")
        self.setFrame(False)
        self.preedit = ""
        self.filled = False  # the cell's text was put in once; a refresh must not overwrite typing
        self.steering = False  # ↑ ↓ belong to the candidate list
        self.textEdited.connect(self._look)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.preedit = event.preeditString()
        self._look()

    def _look(self, _text: str = "") -> None:
        place = self.cursorPosition()
        text = self.text()
        self.looking.emit(text[:place] + self.preedit.replace("'", "") + text[place:])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if self._steer(event):
                return True
        return super().event(event)

    def _steer(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _ENTER or key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            if not self.preedit:  # Enter that ends a composition is not Enter in the cell
                way = "enter" if key in _ENTER else "tab" if key == Qt.Key.Key_Tab else "backtab"
                self.ended.emit(way)
            return True
        if key == Qt.Key.Key_Escape and not self.preedit:
            self.ended.emit("escape")
            return True
        if self.steering and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
            return True
        return False
