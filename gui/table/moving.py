"""Where the cursor of a sheet goes after Enter and Tab, and how high it is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView

from gui import theme

if TYPE_CHECKING:
    from gui.table.sheet import SheetView

POPUP_ROOM = 168  # px at 100 %: four candidates and their foot


def move(view: "SheetView", way: str) -> None:
    """enter goes down, tab and backtab along the columns that are typed; a sheet grows at its end."""
    at = view.currentIndex()
    if way == "enter":
        if at.row() + 1 >= view.rows.rowCount() and view.sheet:
            view.rows.add_blank()
        view.setCurrentIndex(view.rows.index(min(at.row() + 1, view.rows.rowCount() - 1), at.column()))
    else:
        _tab(view, 1 if way == "tab" else -1)
    keep_high(view)


def _tab(view: "SheetView", by: int) -> None:
    order = view.typable()
    if not order:
        return
    at = view.currentIndex()
    row, column = at.row(), at.column()
    later = [number for number in order if (number > column if by > 0 else number < column)]
    if later:
        view.setCurrentIndex(view.rows.index(row, later[0] if by > 0 else later[-1]))
        return
    row += by
    if row >= view.rows.rowCount():
        view.rows.add_blank()
    if row >= 0:
        view.setCurrentIndex(view.rows.index(row, order[0] if by > 0 else order[-1]))


def keep_high(view: "SheetView") -> None:
    """The line being typed stays in the upper two thirds: candidates open downward over empty lines."""
    row = view.currentIndex().row()
    if not view.sheet or row < 0:
        return
    limit = view.viewport().height() * 2 // 3
    if view.column_of(view.currentIndex()).candidates is not None:
        top = view.viewport().mapTo(view.window(), QPoint(0, 0)).y()
        limit = min(limit, view.window().height() - top - theme.current().px(POPUP_ROOM))
    limit = max(limit, view.rowHeight(row))
    over = view.rowViewportPosition(row) + view.rowHeight(row) - limit
    if over > 0 and view.rowHeight(row):
        lines = -(-over // view.rowHeight(row))
        bar = view.verticalScrollBar()
        per_item = view.verticalScrollMode() == QAbstractItemView.ScrollMode.ScrollPerItem
        bar.setValue(min(bar.value() + lines, row) if per_item else bar.value() + over)
