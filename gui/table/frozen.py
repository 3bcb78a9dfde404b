"""The first column, held in place while a wide table is scrolled sideways."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from gui.table.delegate import CellDelegate
from gui.table.heads import Head

if TYPE_CHECKING:
    from gui.table.sheet import SheetView


class Frozen(QTableView):
    """Lies over the sheet only while it is scrolled, so that it never covers the first column's editor."""

    def __init__(self, view: "SheetView") -> None:
        super().__init__(view)
        self._view = view
        self.setModel(view.rows)
        self.setSelectionModel(view.selectionModel())
        self.setSelectionBehavior(view.selectionBehavior())
        self.setItemDelegate(CellDelegate(view))
        self.setHorizontalHeader(Head(view))
        self.setFocusProxy(view)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number in range(1, len(view.rows.columns)):
            self.setColumnHidden(number, True)
        view.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        view.horizontalScrollBar().valueChanged.connect(self.place)
        view.verticalHeader().sectionResized.connect(self._same_height)
        self.hide()

    def _same_height(self, row: int, _old: int, new: int) -> None:
        self.setRowHeight(row, new)

    def place(self, _value: int = 0) -> None:
        """Follow the sheet's size and scrolling."""
        view = self._view
        rows = view.verticalHeader()
        self.verticalHeader().setDefaultSectionSize(rows.defaultSectionSize())
        width = view.columnWidth(0)
        self.setColumnWidth(0, width)
        head = view.horizontalHeader().height()
        left = rows.width() if view.numbers else 0
        self.setGeometry(left, 0, width, head + view.viewport().height())
        self.setVisible(view.horizontalScrollBar().value() > 0)
        self.verticalScrollBar().setValue(view.verticalScrollBar().value())
        self.raise_()
