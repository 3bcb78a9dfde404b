"""Sheets of any ledger (台账) → typed lines and faults; names are resolved by the service."""

import re
from collections.abc import Callable
from collections.abc import Mapping as Values
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.exchange import values
from core.exchange.columns import Field, Mapping, find_heading, require_complete
from core.exchange.grid import Cell, Fault, Grid, cell_text, fault
from core.exchange.people import split_qualified
from core.ledgers import Ledger, Part
from core.rules.calendar import Month
from core.text import Unreadable, clean

_YES = {"是", "√", "✓", "✔", "对", "有", "1", "yes", "y", "合格"}
_NO = {"否", "×", "✗", "x", "无", "0", "no", "n", "不合格"}
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?(?:份|户|人|次|个|%|％)?")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row of a sheet: values by the part's key; names and what a row points to still as written."""

    row: int
    values: Values[str, Any]


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    lines: tuple[LedgerLine, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    columns: tuple[str, ...]  # keys the sheet has a column for: others stay as they are


def fields_of(ledger: Ledger) -> tuple[Field, ...]:
    """The headings of a ledger's sheet."""
    return tuple(Field(one.key, one.title, one.aliases, one.required) for one in ledger.parts)


def parse_ledger(grid: Grid, ledger: Ledger, mapping: Mapping | None = None) -> LedgerSheet:
    """Read a ledger's sheet; rows with a cell that cannot be read are faults, not lines."""
    mapping = mapping or find_heading(grid, fields_of(ledger))
    require_complete(grid, mapping)
    notes = list(grid.notes)
    columns = [(part, values.Column(mapping, part.key, reader(part))) for part in ledger.parts]
    columns = [(part, column) for part, column in columns if column.index is not None]
    lines: list[LedgerLine] = []
    faults: list[Fault] = []
    for number, row in values.data_rows(grid, mapping, notes):
        before = len(faults)
        said = {part.key: column.read(row, number, faults) for part, column in columns}
        for part, column in columns:
            if len(faults) == before and part.required and said[part.key] in (None, "", ()):
                faults.append(fault(number, column.title, "没有填写"))
        if len(faults) == before:
            lines.append(LedgerLine(number, said))
    return LedgerSheet(tuple(lines), tuple(faults), tuple(notes), tuple(part.key for part, _ in columns))


def reader(part: Part) -> Callable[[Cell], Any]:
    """How a cell of a part is read; Unreadable says what is wrong with it."""
    plain: dict[str, Callable[[Cell], Any]] = {
        "day": values.day,
        "month": _month,
        "number": _number,
        "decimal": _decimal,
        "people": _people,
        "unit": values.name,
        "area": values.name,
        "person": lambda cell: next(iter(_people(cell)), ""),
    }
    if part.kind in ("choice", "answer"):
        return _Choice(part).read
    return plain.get(part.kind, values.text)


def _people(cell: Cell) -> tuple[str, ...]:
    """Each as 姓名 or 单位/姓名."""
    return tuple(f"{home}/{name}" if home else name for name, home in split_qualified(values.text(cell)))


def _number(cell: Cell) -> int | None:
    words = cell_text(cell)
    if not words:
        return None
    found = None if isinstance(cell, bool) else _WHOLE.fullmatch(words.replace(",", "").replace("，", ""))
    if found is None:
        raise Unreadable(words, "不是整数")
    return int(found[1])


def _decimal(cell: Cell) -> str | None:
    words = cell_text(cell)
    if not words:
        return None
    try:
        number = Decimal(words)
    except InvalidOperation:
        raise Unreadable(words, "不是数字") from None
    if isinstance(cell, bool) or not number.is_finite() or abs(number) > 1_000_000:
        raise Unreadable(words, "不是数字")
    if number < 0:
        raise Unreadable(words, "是负数")  # kilometres and scores
    return format(number.normalize(), "f")


def _month(cell: Cell) -> str | None:
    words = cell_text(cell)
    if not words:
        return None
    found = re.fullmatch(r"(20\d\d)[-年./](\d{1,2})月?(?:[-./]\d+)?", words)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise Unreadable(words, "不是月份，应写成2026-10这样")
    return Month(int(found[1]), int(found[2])).text


class _Choice:
    """One of the words a part knows, or the code that is kept for it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.codes = {clean(words): code for code, words in part.choices.items()}

    def read(self, cell: Cell) -> Any:
        words = cell_text(cell)
        if not words or words in ("—", "-", "未填"):
            return None
        code = self.codes.get(words) or (words if words in self.part.choices else None)
        if self.part.kind == "choice":
            if code is None:
                raise Unreadable(words, f"应写{'、'.join(self.codes)}之一")
            return code
        if code is None and words.lower() in _YES | _NO:
            code = "yes" if words.lower() in _YES else "no"
        if code is None:
            raise Unreadable(words, f"应写{'或'.join(self.codes)}")
        return code == "yes"
