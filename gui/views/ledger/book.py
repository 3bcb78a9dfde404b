"""A ledger's lines as they stand on the screen: the record's rows, and over them what was typed.

A line is taken as typed at once; the record follows as soon as the line says all it must.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from core.ledgers import Ledger, Part
from gui.views.ledger.reading import Read, Reading, shown

if TYPE_CHECKING:
    from core.queries.ledgers import LedgerRow

T = TypeVar("T")
_PART = 250  # lines made ready at once
_UNSENT = 1_000_000_000_000  # ids above it stand for lines without one


@dataclass(slots=True)
class Line:
    """A line as typed. ``row_id`` once the record knows it; ``pending`` writes are under way."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)  # what is shown
    faults: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)
    row_id: int | None = None
    sent_id: int | None = None  # given by the worker, before the answer is here
    pending: int = 0

    @property
    def new(self) -> bool:
        """Neither kept nor on its way."""
        return self.row_id is None and not self.pending

    @property
    def known(self) -> int | None:
        """Its id, for a write that runs after the one that keeps it."""
        return self.row_id if self.row_id is not None else self.sent_id

    @property
    def key(self) -> int:
        return self.row_id if self.row_id is not None else _UNSENT + self.number


class Shown:
    """A line of the table; the ledger's parts are its attributes."""

    __slots__ = ("cells", "faults", "key")

    def __init__(self, key: int, cells: Mapping[str, Any], faults: Mapping[str, str]) -> None:
        self.key, self.cells, self.faults = key, cells, faults

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.cells.get(name)


class Book:
    """The rows of one ledger shown, kept and typed."""

    def __init__(self, ledger: Ledger, today: date) -> None:
        self.ledger, self.today = ledger, today
        self.reading = Reading(ledger, today)
        self.rows: dict[int, LedgerRow] = {}
        self.lines: list[Line] = []
        self.first_day = today  # of the period shown: completes a day typed as 5
        self._numbers = 0

    # --- what the record says -------------------------------------------------------------------------
    def arrive(self, rows: Iterable["LedgerRow"]) -> None:
        """The period as the record has it now; what it has taken over is no longer typed."""
        self.rows = {row.id: row for row in rows}
        self.lines = [line for line in self.lines if not self._settled(line)]

    def _settled(self, line: Line) -> bool:
        return not line.pending and line.row_id is not None and not line.faults

    # --- lines ----------------------------------------------------------------------------------------
    def carried(self) -> dict[str, tuple[Any, Any]]:
        """What the next line takes over from the last one: values and what is shown."""
        every = self.all_lines()
        if not every:
            return {}
        return self._carried_from(every[-1])

    def _carried_from(self, last: Line) -> dict[str, tuple[Any, Any]]:
        parts = [part for part in self.ledger.parts if part.carry and last.values.get(part.key) is not None]
        return {part.key: (last.values[part.key], last.cells.get(part.key)) for part in parts}

    def open_line(self, above: "Line | None" = None) -> Line:
        """A new line that carries over what the last one said; ``above`` where that one is known."""
        carried = self.carried() if above is None else self._carried_from(above)
        self._numbers += 1
        line = Line(self._numbers)
        line.values = {key: value for key, (value, _) in carried.items()}
        line.cells = {key: cell for key, (_, cell) in carried.items()}
        self.lines.append(line)
        return line

    def line(self, key: int) -> Line:
        """The typed state of a line, begun from the record's when it has none."""
        for line in self.lines:
            if line.key == key:
                return line
        return self.begin_line(key)

    def begin_line(self, key: int) -> Line:
        """A line of the record, which nobody has typed into so far, as a typed one."""
        self._numbers += 1
        line = self._from(self.rows[key], self._numbers)
        self.lines.append(line)
        return line

    def _from(self, row: "LedgerRow", number: int) -> Line:
        cells = {part.key: shown(part, row) for part in self.ledger.parts}
        return Line(number, dict(row.values), cells, row_id=row.id)

    def drop(self, lines: Iterable[Line]) -> None:
        """Forget typed lines."""
        gone = {line.key for line in lines}
        self.lines = [line for line in self.lines if line.key not in gone]

    def put(self, line: Line, key: str, text: str, picked: object = None) -> None:
        """Type a text into a cell; what it may not say is kept with the line as a fault."""
        part = self.ledger.part(key)
        found = self.reading.read(part, text, self.day_of(line), picked)
        line.near.pop(key, None)
        line.faults.pop(key, None)
        if found.fault:
            line.faults[key], line.cells[key] = found.fault, text
            if found.near:
                line.near[key] = found.near
            return
        if found.value is None and part.required and line.row_id is not None:
            line.faults[key], line.cells[key] = f"{part.title}不能空；不要这一行，请用“删除这一行”。", text
            return
        line.values[key], line.cells[key] = found.value, self._cell(part, found)
        self._judge(line)

    def _cell(self, part: Part, found: Read) -> Any:
        if part.kind in ("day", "number"):
            return found.value
        if part.kind == "answer" and found.value is not None:
            from gui.widgets.marks import Mark

            return Mark("done" if found.value else "lack", found.words)
        return found.words

    def _judge(self, line: Line) -> None:
        """Parts that contradict each other, named at one of them until they agree."""
        for key in [key for key, words in line.faults.items() if words.startswith(_TOGETHER)]:
            del line.faults[key]
        if not self.complete(line):
            return
        wrong = self.ledger.wrong(line.values, self.today)
        if wrong is not None:
            line.faults[wrong[0]] = f"{_TOGETHER}{wrong[1]}，请核对。"

    def complete(self, line: Line) -> bool:
        """Says all it must."""
        return all(line.values.get(part.key) not in (None, "") for part in self.ledger.parts if part.required)

    def ready(self, line: Line) -> bool:
        """Can go into the record."""
        return not line.faults and self.complete(line) and self.ledger.wrong(line.values, self.today) is None

    def day_of(self, line: Line) -> date:
        """The day that completes another one typed into the line."""
        own = line.values.get(self.ledger.day)
        return own if isinstance(own, date) else self.first_day

    # --- what is shown --------------------------------------------------------------------------------
    def all_lines(self) -> list[Line]:
        """Every line in the order of the record, new ones last."""
        typed = {line.row_id: line for line in self.lines if line.row_id is not None}
        kept = [typed.get(row_id) or self._from(row, 0) for row_id, row in self.rows.items()]
        return [*kept, *(line for line in self.lines if line.row_id is None or line.row_id not in self.rows)]

    def shown(self) -> list[Shown]:
        return [one for part in self.shown_by_parts() for one in part]

    def shown_by_parts(self) -> Iterator[list[Shown]]:
        """The same, little by little."""
        typed = {line.row_id: line for line in self.lines if line.row_id is not None}
        for some in _parts(list(self.rows.items())):
            lines = [typed.get(row_id) or self._from(row, 0) for row_id, row in some]
            yield [Shown(line.key, line.cells, line.faults) for line in lines]
        new = [line for line in self.lines if line.row_id is None or line.row_id not in self.rows]
        for part in _parts(new):
            yield [Shown(line.key, line.cells, line.faults) for line in part]

    @property
    def size(self) -> int:
        """About how many lines there are."""
        return len(self.rows) + len(self.lines)

    def waiting(self) -> list[Line]:
        """Lines the record has not taken."""
        return [line for line in self.lines if line.new or line.faults]

    def put_back(self, line: Line, old: Line) -> None:
        """A line as it was before something was typed into it."""
        for one in fields(Line):
            setattr(line, one.name, getattr(old, one.name))

    def kept(self, *lines: Line) -> None:
        """A write of the lines ended."""
        for line in lines:
            line.pending -= 1
            line.row_id = line.row_id if line.row_id is not None else line.sent_id

    # --- nothing typed is lost ------------------------------------------------------------------------
    def to_keep(self) -> list[dict[str, str]]:
        """The words of new lines that the record has not taken."""
        return [
            {key: _words(cell) for key, cell in line.cells.items() if cell not in (None, "")}
            for line in self.lines
            if line.new and line.cells
        ]

    def take_back(self, kept: Iterable[Mapping[str, str]]) -> None:
        """Lines kept from an earlier time, understood anew."""
        for words in kept:
            self._numbers += 1
            line = Line(self._numbers)
            self.lines.append(line)
            for key, text in words.items():
                if any(part.key == key for part in self.ledger.parts):
                    self.put(line, key, text)


_TOGETHER = "这一行"  # begins the sentence of a fault between parts


def _words(cell: Any) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return str(getattr(cell, "text", cell))


def _parts(lines: list[T]) -> Iterator[list[T]]:
    for first in range(0, len(lines), _PART):
        yield lines[first : first + _PART]
