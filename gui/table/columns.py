"""What a table shows: columns, and the question and answer of one page of rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from gui.table.candidates import Candidate
from gui.widgets.marks import Mark

RIGHT = frozenset({"number", "date"})
# made once: joining Qt's flags took a tenth of painting a cell
_FLAGS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column over the field `key` of the row dataclass.

    kind: text, number and date (right), status (a Mark), check (a box), link (accent words, `linked` on
    click), figure (a number that opens its rows). Cells not `editable` fill themselves: grey, Tab skips them.
    """

    key: str
    title: str
    width: int = 120  # px at 100 %
    kind: str = "text"
    editable: bool = False
    stretch: bool = False
    sortable: bool = True
    filterable: bool = True
    summed: bool = False  # a column of figures whose sum says something, in a list that selects whole rows
    bold: bool = False
    align: str = ""  # left, right, center; "" by kind
    show: Callable[[Any], str] | None = None  # value → words
    fill: Callable[[Any], str] | None = None  # row → ground token (heat1 …) or ""
    candidates: Callable[[str], list[Candidate]] | None = None

    def value(self, row: object) -> Any:
        """The field of a row."""
        return getattr(row, self.key, None)

    def text(self, row: object) -> str:
        """The words of a cell."""
        return self.words(self.value(row))

    def words(self, value: Any) -> str:
        """The words of a value: 3月5日 for a date, the words of a mark, nothing for None."""
        if self.show is not None:
            return self.show(value)
        if value is None or isinstance(value, bool):
            return "✓" if value else ""
        if isinstance(value, tuple):
            return "　".join(self.words(part) for part in value)
        if isinstance(value, date):
            return f"{value.month}月{value.day}日"
        return value.text if isinstance(value, Mark) else str(value)

    @property
    def arranges(self) -> bool:
        """Holds values one can sort and filter by."""
        return bool(self.title) and self.kind not in {"check", "link"}

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Words left, numbers and dates right, boxes in the middle."""
        return _FLAGS[self.side]

    @property
    def side(self) -> str:
        """left, right or center."""
        return self.align or ("right" if self.kind in RIGHT else "center" if self.kind == "check" else "left")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page of rows, to be sorted and filtered in SQL. `after` is the row before it, where known."""

    offset: int
    limit: int
    sort: str = ""
    descending: bool = False
    filters: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, frozenset[Any]] = field(default_factory=dict)  # chosen values by column
    after: object = None


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page and how many there are in all."""

    rows: Sequence[object]
    total: int
