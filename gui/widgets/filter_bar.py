"""筛选 in force on a table of the page, with the one button that takes it away."""

from typing import Protocol

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.widgets.basics import EDGE, button, label


class Filtered(Protocol):
    """A table whose columns can be filtered (gui.table.SheetView)."""

    def clear_filter(self) -> None: ...


class FilterBar(QFrame):
    """One line over the body while a table's columns are filtered."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setObjectName("filterBar")
        self._view: Filtered | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(EDGE, 3, EDGE, 3)
        self.words = label("", wrap=True, name="filterWords")
        self._box.addWidget(self.words, 1)
        self._box.addWidget(button("清除筛选", "chip", name="clearColumns", slot=self._clear))
        self.hide()

    def tell(self, view: Filtered, text: str) -> None:
        """Of the table that was filtered last."""
        if text:
            self._view = view
        elif view is not self._view:
            return
        self.words.setText(f"筛选　{text}" if text else "")
        self.setVisible(bool(text))

    def _clear(self) -> None:
        if self._view is not None:
            self._view.clear_filter()
