"""The cell being written: its editor, the candidates below it, and how it ends."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QInputMethodEvent, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget
from shiboken6 import isValid

from gui.table.candidates import Candidate, CandidatePopup
from gui.table.editor import CellEditor

if TYPE_CHECKING:
    from gui.table.sheet import SheetView


class Writing(QObject):
    """Follows the one open editor of a SheetView."""

    left = Signal(str)  # enter, tab or backtab, once the cell is written

    def __init__(self, view: "SheetView") -> None:
        super().__init__(view)
        self._view = view
        self.popup: CandidatePopup | None = None
        self.editor: CellEditor | None = None

    def opened(self, editor: CellEditor) -> None:
        """An editor stands on the current cell: follow what is typed."""
        self.editor = editor
        editor.looking.connect(self.look)
        editor.ended.connect(self._ended)
        editor.stepped.connect(self._stepped)

    def close(self, *, commit: bool) -> None:
        """End the editor; what was typed counts or not."""
        view, editor = self._view, self.editor
        self._end()
        if editor is None or not isValid(editor) or editor.isHidden():  # Qt took it away with its line
            return
        if commit:
            view.commitData(editor)
        view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        view.setFocus()

    def forget(self, editor: QWidget) -> None:
        """Qt closes this editor."""
        if editor is self.editor:
            self._end()

    def _end(self) -> None:
        self.hide_candidates()
        self.editor = None
        self._view.rows.held = -1

    def hide_candidates(self) -> None:
        """Take the list below the editor away."""
        if self.popup is not None:
            self.popup.hide()

    def takes_word(self, event: QInputMethodEvent) -> bool:
        """A word without composition opens the editor itself: Qt would drop it."""
        if self.editor is not None or not event.commitString() or event.preeditString():
            return False
        view = self._view
        if view.sheet and view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            view.edit(view.currentIndex())
            self._hand_word(event)
        return True

    def _hand_word(self, event: QInputMethodEvent) -> None:
        if self.editor is not None:
            self.editor.selectAll()
            QCoreApplication.sendEvent(self.editor, event)

    def look(self, typed: str) -> None:
        """Offer what `typed` finds, composition included."""
        editor = self.editor
        source = self._view.column_of(self._view.currentIndex()).candidates
        if editor is None or source is None:
            return
        if self.popup is None:
            self.popup = CandidatePopup(self._view.window())
            self.popup.taken.connect(self._take)
        self.popup.offer(source(typed), editor)
        editor.steering = self.popup.isVisible()

    def _stepped(self, by: int) -> None:
        if self.popup is not None:
            self.popup.step(by)

    def _ended(self, way: str) -> None:
        popup = self.popup
        if way == "escape":
            if popup is not None and popup.isVisible():
                popup.hide()
            else:
                self.close(commit=False)
        elif popup is not None and popup.chosen is not None:
            self._take(popup.chosen, way)
        else:
            self.close(commit=True)
            self.left.emit(way)

    def _take(self, candidate: Candidate, way: str = "enter") -> None:
        view = self._view
        at = view.currentIndex()
        row, key = at.row(), view.column_of(at).key
        self.close(commit=False)
        view.rows.lay(row, key, candidate.label)
        view.picked.emit(row, key, candidate)
        self.left.emit(way)
