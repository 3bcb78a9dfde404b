"""What a sheet tells its page: the sum of the selection, and which filters leave how many rows."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QItemSelection, QObject, QTimer, Signal

from gui.table.arrange import Choice, total_words
from gui.table.columns import Column
from gui.table.filters import FilterList, below_head
from gui.widgets.filter_bar import Filtered

if TYPE_CHECKING:
    from gui.table.sheet import SheetView

MANY = 5_000  # cells; a larger selection is only counted
LONG = 24  # characters of a filter's values


@runtime_checkable
class Desk(Protocol):
    """The page around a sheet."""

    def tell_selection(self, text: str) -> None: ...
    def tell_filter(self, view: Filtered, text: str) -> None: ...


class Telling(QObject):
    """Follows one SheetView; `filtered` once its page has been told."""

    filtered = Signal()

    def __init__(self, view: "SheetView") -> None:
        super().__init__(view)
        self._view = view
        self._open: FilterList | None = None
        self._soon = QTimer(self)  # a dragged selection changes many times
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell_selection)
        view.selectionModel().selectionChanged.connect(self._selected)
        view.rows.filtering.connect(self.tell_filter)
        view.rows.counted.connect(self.tell_filter)

    @property
    def _desk(self) -> Desk | None:
        """The page; a dialog has none."""
        one = self._view.parentWidget()
        while one is not None and not isinstance(one, Desk):
            one = one.parentWidget()
        return one

    # --- the selection --------------------------------------------------------------------------------
    def _selected(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._soon.start()

    def _tell_selection(self) -> None:
        desk = self._desk
        if desk is not None and self._view.isVisible():
            desk.tell_selection(self.words())

    def words(self) -> str:
        """已选6格，合计12 in a sheet; in a list of rows the sums of its summed columns."""
        view = self._view
        ranges = view.selectionModel().selection()
        boxes = [ranges.at(number) for number in range(ranges.count())]
        size = sum(one.height() * one.width() for one in boxes)
        if size < 2 or size > MANY:
            return f"已选{size}格" if size > MANY and view.sheet else ""
        if not view.sheet:
            return self._sums()
        columns = view.rows.columns
        shown = [cell for cell in view.selectedIndexes() if not view.isColumnHidden(cell.column())]
        cells = [view.rows.text(cell.row(), columns[cell.column()]) for cell in shown]
        return total_words(cells) if len(cells) > 1 else ""

    def _sums(self) -> str:
        view = self._view
        rows = view.selected_rows()
        if len(rows) < 2:
            return ""
        found = []
        for column in (one for one in view.rows.columns if one.summed):
            words = total_words([view.rows.text(row, column) for row in rows])
            if "合计" in words:
                found.append(f"{column.title.replace(chr(10), '')}合计{words.split('合计')[1]}")
        return "，".join([f"已选{len(rows)}行", *found]) if found else ""

    # --- the filters ----------------------------------------------------------------------------------
    def open_filter(self, number: int) -> None:
        """The list of a column's values, under its heading."""
        view, column = self._view, self._view.rows.columns[number]
        if self._open is not None:
            self._open.hide()
            self._open.deleteLater()
        opened = FilterList(view, column)
        self._open = opened
        opened.destroyed.connect(self._closed)
        opened.chosen.connect(lambda values: self._choose(column, values))
        opened.sorting.connect(lambda way: self._sort(column, way))
        chosen = view.rows.chosen.get(column.key, frozenset())
        opened.show_at(*below_head(view, number))
        view.rows.ask_choices(column, lambda found: self._offer(opened, found, chosen))

    def _offer(self, opened: FilterList, found: list[Choice], chosen: frozenset[object]) -> None:
        if opened is self._open:
            opened.offer(found, chosen)

    def _closed(self, _gone: object = None) -> None:
        self._open = None

    def _choose(self, column: Column, values: frozenset[object]) -> None:
        self._view.rows.choose(column.key, values)
        self._keep_place()

    def _sort(self, column: Column, way: bool | None) -> None:
        self.sort(column if way is not None else None, descending=bool(way))

    def sort(self, column: Column | None, *, descending: bool) -> None:
        """By a column; the row the cursor stands on keeps it."""
        rows = self._view.rows
        kept, key = (
            rows.row(self._view.current_row),
            rows.columns[max(self._view.currentIndex().column(), 0)].key,
        )
        rows.sort_by("" if column is None else column.key, descending=descending)
        at = rows.position(lambda row: row == kept) if kept is not None and not rows.paged else -1
        if at >= 0:
            self._view.go_to(at, key)

    def _keep_place(self) -> None:
        rows, here = self._view.rows, self._view.currentIndex()
        if rows.passed and not rows.paged and not 0 <= here.row() < rows.passed:
            self._view.go_to(0, rows.columns[max(here.column(), 0)].key)

    def tell_filter(self, _count: int = 0) -> None:
        """To the page: 责任站所：村建所　3行，共19行."""
        desk = self._desk
        if desk is not None:
            desk.tell_filter(self._view, self.filter_words() if self._view.isVisible() else "")
        self.filtered.emit()

    def filter_words(self) -> str:
        """What the columns' filters are and leave; empty without one."""
        rows, by = self._view.rows, self.filtered_by()
        of = f"，共{rows.given}行" if not rows.paged else ""
        return f"{by}　筛出{rows.passed}行{of}" if by else ""

    def filtered_by(self) -> str:
        """责任站所：村建所；状态：待复查 — for the period of a printed list."""
        rows = self._view.rows
        parts = []
        for column in rows.columns:
            values = rows.chosen.get(column.key)
            if values:
                said = rows.words_of(column.key, values)
                title = column.title.replace("\n", "").removesuffix("（自动）")
                parts.append(f"{title}：{said if len(said) <= LONG else f'{len(values)}项'}")
        return "；".join(parts)
