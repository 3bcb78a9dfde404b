"""Rows given as a whole: which pass the filters of the columns, in which order, how often each value."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from gui.table.columns import Column

Chosen = Mapping[str, frozenset[Any]]
EMPTY = "（空）"
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?(/\d{1,30})?", re.ASCII)  # 1e9 is no count of an office


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a column's filter: what is compared, what is read, how many rows say so."""

    value: Any
    words: str
    count: int


def passing(rows: Sequence[Any], columns: Sequence[Column], chosen: Chosen) -> list[Any]:
    """The rows whose words are among those chosen, in every column that has a filter."""
    tests = [(column, chosen[column.key]) for column in columns if column.key in chosen]
    return [row for row in rows if all(_words(column, row) in wanted for column, wanted in tests)]


def ordered(rows: list[Any], columns: Sequence[Column], key: str, *, descending: bool) -> list[Any]:
    """By what a column holds, not by its words; empty cells last either way."""
    column = next((one for one in columns if one.key == key), None)
    if column is None:
        return rows
    empty = [row for row in rows if not column.text(row)]
    full = [row for row in rows if column.text(row)]
    return sorted(full, key=lambda row: _place(column, row), reverse=descending) + empty


def choices(rows: Sequence[Any], column: Column) -> list[Choice]:
    """The values of a column with their counts, in the order of the column."""
    counts = Counter(_words(column, row) for row in rows)
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(_words(column, row), row)
    in_order = sorted(
        counts, key=lambda words: (words == EMPTY, _place(column, first[words]) if words != EMPTY else ())
    )
    return [Choice(words, words, counts[words]) for words in in_order]


def _words(column: Column, row: Any) -> str:
    return column.text(row) or EMPTY


def _place(column: Column, row: Any) -> tuple[int, int | float | Fraction, str]:
    value = column.value(row)
    if isinstance(value, date):
        return 1, value.toordinal(), ""
    if isinstance(value, int | float | Fraction):
        return 0, value, ""
    words = column.text(row)
    number = as_number(words)
    return (2, 0, words) if number is None else (0, number, words)


def as_number(words: str) -> Fraction | None:
    """The number a cell says, if it is one: 12, -1.5, 96.5分, 95%, 1,204."""
    plain = words.strip().removesuffix("分").removesuffix("%").replace(",", "").replace("−", "-")
    try:
        return Fraction(plain) if _NUMBER.fullmatch(plain) else None
    except ZeroDivisionError:
        return None


def total_words(cells: Sequence[str]) -> str:
    """已选6格，合计12: what stands in several cells; the sum where all that say something are numbers."""
    said = [words for words in cells if words]
    numbers = [as_number(words) for words in said]
    known = [one for one in numbers if one is not None]
    count = f"已选{len(cells)}格"
    if not known or len(known) != len(said):
        return count
    total = sum(known, Fraction(0))
    whole = total.denominator == 1
    return f"{count}，合计{total.numerator if whole else f'{float(total):.4f}'.rstrip('0').rstrip('.')}"
