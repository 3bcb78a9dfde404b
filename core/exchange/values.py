"""Cells read once: sheets repeat the same names and days thousands of times."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

from core.exchange.columns import Mapping, heading_text
from core.exchange.grid import Cell, Fault, Grid, cell_text, unreadable
from core.text import Unreadable, clean_name, looks_like_id_number, parse_day, split_list

T = TypeVar("T")
_NO_END = {"至今", "长期", "—", "-"}
_LEFT_OUT = (
    "合计",
    "小计",
    "总计",
    "共计",
    "平均",
    "备注",
    "注:",
    "注：",
    "说明:",
    "说明：",
    "填表",
    "制表",
    "审核",
    "填报",
)


class Memo(dict[Cell, T | Unreadable], Generic[T]):
    """A reading of raw cells, each distinct value read once; what cannot be read is kept as its error."""

    def __init__(self, read: Callable[[Cell], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> T | Unreadable:
        try:
            value: T | Unreadable = self._read(cell)
        except Unreadable as error:
            value = error
        self[cell] = value
        return value


class Column(Generic[T]):
    """One mapped column, read through a Memo; a column the sheet lacks reads as blank everywhere."""

    def __init__(self, mapping: Mapping, key: str, read: Callable[[Cell], T]) -> None:
        self.index = mapping.index(key)
        self.title = mapping.title(key)
        self.memo = Memo(read)
        self._blank = read("")

    def read(self, row: Sequence[Cell], number: int, faults: list[Fault]) -> T:
        """The row's value; a fault is added and the blank value returned when it cannot be read."""
        if self.index is None:
            return self._blank
        value = self.memo[row[self.index]]
        if isinstance(value, Unreadable):
            faults.append(unreadable(number, self.title, value))
            return self._blank
        return value


def text(cell: Cell) -> str:
    """Cleaned text; identity numbers are refused wherever they stand."""
    words = cell_text(cell)
    if looks_like_id_number(words):
        raise Unreadable("…", "含有身份证号码，本程序不登记身份证号")
    return words


def name(cell: Cell) -> str:
    return clean_name(text(cell))


def names(cell: Cell) -> tuple[str, ...]:
    return tuple(map(clean_name, split_list(text(cell))))


def day(cell: Cell) -> date | None:
    """The day in a cell, None when blank."""
    return None if cell_text(cell) == "" else parse_day(cell)


def end_day(cell: Cell) -> date | None:
    """The last day of a period; 至今 and 长期 leave it open."""
    return None if cell_text(cell) in _NO_END else day(cell)


def left_out(row: Sequence[Cell]) -> str:
    """Why a row is no data: its first words when it is a total, a remark or a form's footer, else ""."""
    first = next((words for words in map(cell_text, row) if words), "")
    bare = "".join(first.split())
    return bare[:12] if bare.startswith(_LEFT_OUT) else ""


def repeats_heading(row: Sequence[Cell], mapping: Mapping) -> bool:
    """Whether a row is the heading printed again on the next page."""
    same = 0
    for key, index in mapping.columns:
        bare = heading_text(cell_text(row[index]))
        field = next(field for field in mapping.fields if field.key == key)
        known = (mapping.headings[index], *map(heading_text, (*field.names(), *field.shared)))
        same += bool(bare) and bare in known
    return same >= min(2, len(mapping.columns))


class Sieve:
    """Tells a sheet's data rows from totals, remarks and repeated headings, and notes what it left out."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._used = [index for _, index in mapping.columns]
        self._left: list[str] = []

    def skips(self, number: int, row: Sequence[Cell]) -> bool:
        if not any(cell_text(row[index]) for index in self._used):
            return True
        if words := left_out(row):
            self._left.append(f"第{number}行“{words}”")
            return True
        return repeats_heading(row, self._mapping)

    def notes(self) -> list[str]:
        left, notes = self._left, []
        if left:
            listed = "、".join(left[:6]) + ("等" if len(left) > 6 else "")
            notes.append(f"合计、备注等{len(left)}行未导入：{listed}。")
        if ignored := self._mapping.ignored():
            notes.append(f"未使用的列：{'、'.join(ignored)}。")
        return notes


def rows_below(grid: Grid, mapping: Mapping) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Every row below the heading with its number in the sheet."""
    return zip(grid.numbers[mapping.first_row :], grid.rows[mapping.first_row :], strict=True)


def data_rows(grid: Grid, mapping: Mapping, notes: list[str]) -> list[tuple[int, tuple[Cell, ...]]]:
    """Numbered data rows; what was left out is noted."""
    sieve = Sieve(mapping)
    kept = [(number, row) for number, row in rows_below(grid, mapping) if not sieve.skips(number, row)]
    notes += sieve.notes()
    return kept
