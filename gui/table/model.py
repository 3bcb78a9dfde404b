"""Rows under columns: given as a whole by a page, or fetched page by page off the GUI thread."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui import looking
from gui.jobs import Jobs, Latest
from gui.table.arrange import Choice, choices, ordered, passing
from gui.table.columns import Column, PageRequest, PageRows

PAGE = 200  # rows a fetch; measured: the first page of 100,000 rows paints in some 20 ms
VALUE = Qt.ItemDataRole.UserRole
ERROR = Qt.ItemDataRole.UserRole + 1
MUTED = Qt.ItemDataRole.UserRole + 2

_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Any, PageRequest], PageRows]
ValuesOf = Callable[[Any, str, PageRequest], list[Choice]]
_NONE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """A table over frozen row dataclasses. It never writes: `typed` tells the page what was entered."""

    typed = Signal(int, str, str)
    counted = Signal(int)
    sorting = Signal(str, bool)
    filtering = Signal()  # other values were chosen in a column's filter

    # of the class, for Qt's questions while the collector takes a model apart
    columns: tuple[Column, ...] = ()
    _count = _blank = 0

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.muted: Callable[[Any], bool] | None = None  # rows shown grey
        self.locked: Callable[[Any], bool] | None = None  # rows that take no typing
        self.inert = looking.only()  # the record can only be looked at
        self.held_back = False  # a block is on its way in
        self.arranges = True  # sorts and filters given rows itself; a sheet's page does so by `arrange`
        self._given: list[Any] = []  # before the columns' filters
        self._passed = 0  # how many of them the filters leave
        self._chosen: dict[str, frozenset[Any]] = {}
        self._said: dict[tuple[str, Any], str] = {}  # words of the values that were offered
        self._values: ValuesOf | None = None
        self._rows: dict[int, object] = {}
        self._count = 0  # rows that exist
        self._blank = 0  # empty rows to type into
        self._pending: dict[tuple[int, str], str] = {}
        self._errors: dict[tuple[int, str], str] = {}
        self._jobs: Jobs | None = None
        self._fetch: Fetch | None = None
        self._filters: dict[str, Any] = {}
        self._sort, self._descending = "", False
        self._asked: set[int] = set()
        self._latest = Latest()
        self.held = -1  # the line an editor stands on: its row stays, or the words in it would go with it

    # --- rows given by the page -----------------------------------------------------------------------
    def set_rows(self, rows: Sequence[object], blank: int = 0) -> None:
        """Show these rows and `blank` empty ones below; what is typed into empty rows stays."""
        if self.arranges:
            rows = self.arrange(rows)
        self._rows = dict(enumerate(rows))
        self._pending = {cell: text for cell, text in self._pending.items() if cell[0] >= len(rows)}
        self._errors = {cell: text for cell, text in self._errors.items() if cell in self._pending}
        typed = max((row + 1 for row, _key in self._pending), default=0)
        typed = max(typed, self.held + 1)
        self._resize(len(rows), max(blank, typed - len(rows)))

    def arrange(self, rows: Sequence[Any]) -> list[Any]:
        """Those that pass the columns' filters, in the order the head asks for."""
        self._given = list(rows)
        found = passing(rows, self.columns, self._chosen)
        self._passed = len(found)
        return ordered(found, self.columns, self._sort, descending=self._descending)

    def _resize(self, count: int, blank: int) -> None:
        old, new = self.rowCount(), count + blank
        if new > old:
            self.beginInsertRows(_NONE, old, new - 1)
        elif new < old:
            self.beginRemoveRows(_NONE, new, old - 1)
        self._count, self._blank = count, blank
        if new > old:
            self.endInsertRows()
        elif new < old:
            self.endRemoveRows()
        if new and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(new - 1, len(self.columns) - 1))
        self.counted.emit(count)

    def add_blank(self, rows: int = 1) -> None:
        """More empty rows at the end."""
        self._resize(self._count, self._blank + rows)

    def row(self, number: int) -> Any:
        """The row dataclass shown in a line; None for an empty or not yet fetched line."""
        return self._rows.get(number)

    @property
    def count(self) -> int:
        """How many rows exist, empty lines left out."""
        return self._count

    def position(self, found: Callable[[Any], bool]) -> int:
        """The line of the first loaded row that answers; -1 when none does."""
        return next((number for number, row in sorted(self._rows.items()) if found(row)), -1)

    # --- rows fetched in pages ------------------------------------------------------------------------
    def set_source(self, jobs: Jobs, fetch: Fetch, values: ValuesOf | None = None) -> None:
        """Fetch pages by `fetch(read_door, PageRequest)` in the file's worker; call `reload` to begin.

        `values(read_door, key, PageRequest)` counts the values of a column for its filter.
        """
        self._jobs, self._fetch, self._values = jobs, fetch, values

    def set_filters(self, filters: Mapping[str, Any]) -> None:
        """Other filters, applied in SQL."""
        self._filters = dict(filters)
        self.reload()

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Sort in SQL by a column's key; the head shows the arrow."""
        self._sort, self._descending = key, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.sorting.emit(key, descending)
        if self._fetch is not None:
            self.reload()
        elif self.arranges:
            self.set_rows(self._given, self._blank)

    # --- filters of the columns -----------------------------------------------------------------------
    @property
    def chosen(self) -> dict[str, frozenset[Any]]:
        """The values chosen in the columns' filters."""
        return dict(self._chosen)

    @property
    def given(self) -> int:
        """How many rows there were before the columns' filters; 0 for pages."""
        return len(self._given)

    @property
    def paged(self) -> bool:
        """Fetched page by page."""
        return self._fetch is not None

    def words_of(self, key: str, values: frozenset[Any]) -> str:
        """Chosen values as they were read when chosen."""
        return "、".join(sorted(self._said.get((key, value), str(value)) for value in values))

    @property
    def passed(self) -> int:
        """How many rows the columns' filters leave."""
        return self._count if self.paged else self._passed

    @property
    def can_filter(self) -> bool:
        """Given rows always, pages when they can count their values."""
        return self._fetch is None or self._values is not None

    def choose(self, key: str, values: frozenset[Any]) -> None:
        """Only rows with one of these values in a column; none chosen takes the filter away."""
        chosen = {name: one for name, one in self._chosen.items() if name != key}
        self._set_chosen(chosen | ({key: values} if values else {}))

    def clear_chosen(self) -> None:
        """清除筛选: all rows again."""
        if self._chosen:
            self._set_chosen({})

    def _set_chosen(self, chosen: dict[str, frozenset[Any]]) -> None:
        self._chosen = chosen
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.filtering.emit()
        if self._fetch is not None:
            self.reload()
        elif self.arranges:
            self.set_rows(self._given, self._blank)

    def ask_choices(self, column: Column, done: Callable[[list[Choice]], None]) -> None:
        """The values of a column with counts, under the filters of the others; at once, or from SQL."""
        others = {key: one for key, one in self._chosen.items() if key != column.key}
        if self._fetch is None:
            done(choices(passing(self._given, self.columns, others), column))
            return
        assert self._jobs is not None
        assert self._values is not None
        values, request = self._values, PageRequest(0, 0, filters=dict(self._filters), columns=others)

        def answer(found: list[Choice]) -> None:
            self._said |= {(column.key, one.value): one.words for one in found}
            done(found)

        self._jobs.read(lambda door: values(door, column.key, request), answer)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """Key and direction in force."""
        return self._sort, self._descending

    def reload(self) -> None:
        """Fetch the first page anew; old rows stay on the screen until the answer is there."""
        self._ask(0, fresh=True)

    def _ask(self, page: int, *, fresh: bool = False) -> None:
        if self._jobs is None or self._fetch is None or (page in self._asked and not fresh):
            return
        if fresh:
            self._asked.clear()
            self._latest.take()
        self._asked.add(page)
        fetch, offset = self._fetch, page * PAGE
        request = PageRequest(
            offset, PAGE, self._sort, self._descending,
            dict(self._filters), self.chosen, self._rows.get(offset - 1),
        )  # fmt: skip
        number = self._latest.number

        def query(door: Any) -> tuple[int, int, PageRows]:
            return number, offset, fetch(door, request)

        self._jobs.read(query, self._fetched)

    def _fetched(self, answer: tuple[int, int, PageRows]) -> None:
        number, offset, page = answer
        if number != self._latest.number:
            return
        if offset == 0:
            self._rows = {}
        for place, row in enumerate(page.rows):
            self._rows[offset + place] = row
        self._resize(page.total, 0)

    # --- what is typed --------------------------------------------------------------------------------
    def lay(self, row: int, key: str, text: str) -> None:
        """Show a typed text until the page has written it."""
        if row >= self.rowCount():
            self.add_blank(row + 1 - self.rowCount())
        self._pending[row, key] = text
        self._errors.pop((row, key), None)
        self._touch(row, key)

    def lay_block(self, first: int, lines: Sequence[Mapping[str, str]]) -> None:
        """Lines of texts by column key, told at once: cell by cell, 10,000 of them took a second."""
        if not lines:
            return
        last = first + len(lines) - 1
        if last >= self.rowCount():
            self.add_blank(last + 1 - self.rowCount())
        cells = {(first + at, key): text for at, line in enumerate(lines) for key, text in line.items()}
        self._pending |= cells
        for cell in self._errors.keys() & cells.keys():
            del self._errors[cell]
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def set_error(self, row: int, key: str, text: str) -> None:
        """Mark a cell as wrong; its typed text stays. An empty text takes the mark away."""
        if text:
            self._errors[row, key] = text
        else:
            self._errors.pop((row, key), None)
        self._touch(row, key)

    def hold(self, busy: bool) -> None:
        """No typing while a block is on its way in."""
        self.held_back = busy

    def set_errors(self, errors: Mapping[tuple[int, str], str]) -> None:
        """Mark many cells as wrong, told at once."""
        if errors:
            self._errors |= errors
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def drop_typed(self, row: int) -> None:
        """Forget what was typed into a line and not written."""
        for cell in [cell for cell in self._pending if cell[0] == row]:
            del self._pending[cell]
            self._errors.pop(cell, None)
        self._touch(row, self.columns[0].key)

    def _touch(self, row: int, key: str) -> None:
        del key
        if 0 <= row < self.rowCount():  # an error's line may have been undone
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # --- Qt's side ------------------------------------------------------------------------------------
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else self._count + self._blank

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        column = self.columns[index.column()]
        row = self._rows.get(index.row())
        shut = row is not None and self.locked is not None and self.locked(row)
        typing = column.editable and column.kind != "check" and not (shut or self.inert or self.held_back)
        return _TYPED if typing else _READ

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, column = index.row(), self.columns[index.column()]
        row = self._rows.get(number)
        if row is None and number < self._count:
            self._ask(number // PAGE)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(number, column)
        if role == VALUE:
            return None if (number, column.key) in self._pending else column.value(row)
        if role == ERROR:
            return self._errors.get((number, column.key), "")
        if role == MUTED:
            return row is not None and self.muted is not None and self.muted(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(number, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._errors.get((number, column.key)) or None
        return None

    def text(self, number: int, column: Column) -> str:
        """The words shown in a cell."""
        pending = self._pending.get((number, column.key))
        if pending is not None:
            return pending
        row = self._rows.get(number)
        return "" if row is None else column.text(row)

    def _spoken(self, number: int, column: Column) -> str:
        error = self._errors.get((number, column.key), "")
        words = self.text(number, column) or "空"
        title = column.title.replace("\n", "")
        return "，".join(part for part in (f"{title}：{words}", error) if part)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        column, text = self.columns[index.column()], str(value).strip()
        if text == self.text(index.row(), column):
            return False
        self.lay(index.row(), column.key, text)
        self.typed.emit(index.row(), column.key, text)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = (" ↓" if self._descending else " ↑") if column.key == self._sort else ""
            return column.title + arrow
        return column.alignment if role == Qt.ItemDataRole.TextAlignmentRole else None
