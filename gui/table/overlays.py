"""What lies over the rows of a sheet: the error under its cell, the sentence of an empty list."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui import theme
from gui.widgets.basics import EmptyState, button, label

if TYPE_CHECKING:
    from gui.table.sheet import SheetView

Ways = Sequence[tuple[str, Callable[[], object]]]
_ERROR, _EMPTY = 34, 90  # px at 100 %


class Overlays:
    """Keeps both in place while the sheet scrolls and grows."""

    def __init__(self, view: "SheetView") -> None:
        self._view = view
        self._empty: EmptyState | None = None
        self._bar: QFrame | None = None
        self._at = (-1, "")

    def set_empty(self, sentence: str, action: str, slot: Callable[[], object] | None) -> None:
        """One sentence and one button for an empty list."""
        if self._empty is not None:
            self._empty.hide()
            self._empty.deleteLater()
        self._empty = EmptyState(sentence, action, slot)
        self._empty.setParent(self._view.viewport())
        self.place()

    def show_error(self, row: int, key: str, text: str, ways: Ways) -> None:
        """The error bar under a cell's line, with its ways out."""
        self.clear_error()
        bar = QFrame(self._view.viewport())
        bar.setProperty("role", "banner")
        bar.setObjectName("cellError")
        box = QHBoxLayout(bar)
        box.setContentsMargins(10, 0, 10, 0)
        box.addWidget(label(text), 1)
        for number, (words, act) in enumerate(ways):
            box.addWidget(button(words, "small", name=f"way{number}", slot=act))
        self._bar, self._at = bar, (row, key)
        self._view.rows.set_error(row, key, text)
        bar.show()
        self.place()

    def clear_error(self) -> None:
        """Take the error bar and its mark away."""
        if self._bar is None:
            return
        self._bar.hide()
        self._bar.deleteLater()
        self._bar = None
        if 0 <= self._at[0] < self._view.rows.rowCount():
            self._view.setRowHeight(self._at[0], self._view.line_height)
        self._view.rows.set_error(*self._at, "")

    def place(self) -> None:
        """Called on every scroll and change of size or rows."""
        width = self._view.viewport().width()
        now = theme.current()
        if self._bar is not None:
            row, line = self._at[0], self._view.line_height
            if self._view.rowHeight(row) != line + now.px(_ERROR):  # room of its own: no line is covered
                self._view.setRowHeight(row, line + now.px(_ERROR))
            top = self._view.rowViewportPosition(row) + line
            self._bar.setGeometry(0, top, width, now.px(_ERROR))
        if self._empty is not None:
            self._empty.setGeometry(0, 0, width, now.px(_EMPTY))
            self._empty.setVisible(self._view.rows.rowCount() == 0)
