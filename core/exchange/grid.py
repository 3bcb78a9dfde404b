"""What every reader returns: the cells of one sheet, and the faults found in them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.text import Unreadable, clean, text_of

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal width without blank ones; `numbers` are the sheet's own row numbers, from 1.

    `merged` says that the sheet carried merged cells, which are filled already.
    """

    source: str
    sheet: str | None
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    merged: bool = False
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that could not be taken; its row is left out. `text` is the sentence for the clerk."""

    row: int
    column: str
    text: str


def fault(row: int, column: str, problem: str) -> Fault:
    """A fault whose sentence names row and column: 第7行“联系电话”：…，请改正后重新导入。"""
    return Fault(row, column, f"第{row}行“{column}”：{problem}，请改正后重新导入。")


def unreadable(row: int, column: str, error: Unreadable) -> Fault:
    """The fault for a value its column cannot hold."""
    return fault(row, column, f"“{error.raw}”{error.reason}")


def cell_text(value: Cell) -> str:
    """A cell as cleaned text."""
    return clean(text_of(value))
