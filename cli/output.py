"""What goes to stdout: JSON for machines, and tables whose columns stand under one another in Chinese."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any


def say(text: str) -> None:
    """A result for the reader."""
    print(text, flush=True)


def say_json(value: Any) -> None:
    """One JSON value, days as ISO text."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str), flush=True)


def width(text: str) -> int:
    """Columns a text takes on a terminal: a hanzi takes two, an accent none."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()) -> list[str]:
    """Lines of a table; the columns in ``numbers`` are flush right, the last one runs on freely."""
    return columns([head, *rows], numbers)


def columns(rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()) -> list[str]:
    """The same without a head."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return ["  " + _line(row, widths, numbers) for row in cells]


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    padded = []
    for place, (text, wide) in enumerate(zip(row, widths, strict=True)):
        room = " " * (wide - width(text))
        padded.append(room + text if place in numbers else text + room)
    return "  ".join(padded).rstrip()
