"""What a ledger (台账) is: a table whose rows are one line each, described so that one sheet, one reader,
one writer and one printed form serve them all. Pure data; the tables are named, not imported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from core.rules.calendar import cn_date

Kind = Literal[
    "text",
    "long",
    "day",
    "month",
    "number",
    "decimal",
    "choice",
    "answer",
    "unit",
    "area",
    "person",
    "people",
    "row",
]
Group = Literal["duties", "registers", "plans", "consequences"]
Values = Mapping[str, Any]
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """One column of a ledger, ``key`` its column in the table.

    ``choices`` map what is kept to what is read (choice and answer); ``offers`` are words to choose from
    where any other may be written; ``target`` is the ledger a row points to. ``carry``: the next line
    takes the value over.
    """

    key: str
    title: str
    kind: Kind = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    width: int = 12  # characters, on screen and paper
    choices: Mapping[str, str] = field(default_factory=lambda: _NONE)
    offers: tuple[str, ...] = ()
    target: str = ""
    units: tuple[str, ...] = ()  # kinds of unit that fit
    carry: bool = False


def _no_fault(_values: Values) -> tuple[str, str] | None:
    return None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One subject. ``name`` is its table, ``command`` its word on the command line.

    ``day`` is the column that dates a row ("" for a register), ``span`` what a page shows of it;
    ``past`` rows cannot lie in the future. ``same`` are the columns that tell a sheet's line already kept
    (none: all of them). ``label`` is what other ledgers call a row by. ``fault`` names a part and says,
    in a sentence, what is wrong with a row as a whole.
    """

    name: str
    title: str
    command: str
    group: Group
    parts: tuple[Part, ...]
    day: str = ""
    span: Literal["week", "month", "year", ""] = ""
    past: bool = False
    same: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    clause: str = ""
    hint: str = ""
    fault: Callable[[Values], tuple[str, str] | None] = field(default=_no_fault)

    def part(self, key: str) -> Part:
        return next(one for one in self.parts if one.key == key)

    @property
    def keyed(self) -> bool:
        """Keyed in from paper: the row also keeps the day it was."""
        return self.past

    def wrong(self, values: Values, today: date) -> tuple[str, str] | None:
        """The part that is wrong with a row and what is, as half a sentence; None for a sound row."""
        for part in self.parts:
            if part.required and values.get(part.key) in (None, ""):
                return part.key, f"{part.title}没有填写"
        day = values.get(self.day) if self.past else None
        if day is not None and day > today:
            return self.day, f"日期{cn_date(day)}在今天之后"
        return self.fault(values)
