"""The table of 登记督查: a line is ended by Enter in its last cell, and photos may be pasted into it."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from gui.settings import Settings
from gui.table import RowsModel, SheetView
from gui.table.moving import keep_high


class TourView(SheetView):
    """Enter goes to the next cell, and from the last one to the next line."""

    ended_line = Signal(int)
    came_to = Signal(int, str)

    def __init__(self, rows: RowsModel, *, name: str, settings: Settings | None = None) -> None:
        super().__init__(rows, name=name, settings=settings, numbers=True)
        self.passes: Callable[[int, str], bool] = lambda _row, _key: False
        self.takes_photos: Callable[[], bool] = lambda: False

    def _move(self, way: str) -> None:
        if way != "enter":
            super()._move(way)
            return
        at = self.currentIndex()
        later = [
            number
            for number, column in enumerate(self.rows.columns)
            if number > at.column()
            and column.editable
            and not self.isColumnHidden(number)
            and not self.passes(at.row(), column.key)
        ]
        if later:
            self.setCurrentIndex(self.rows.index(at.row(), later[0]))
        else:
            self.ended_line.emit(at.row())
            if at.row() + 1 >= self.rows.rowCount():
                self.rows.add_blank()
            self.setCurrentIndex(self.rows.index(at.row() + 1, 0))
        keep_high(self)
        self.came_to.emit(self.current_row, self.rows.columns[self.currentIndex().column()].key)

    def paste(self) -> None:
        """Photos go to the line, anything else into the cells."""
        if not self.takes_photos():
            super().paste()

    def offer_now(self) -> None:
        """Open the cell with its candidates before anything is typed."""
        self.edit(self.currentIndex())
        self.writing.look("")
