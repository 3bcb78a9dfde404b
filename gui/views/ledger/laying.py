"""A block laid over the lines of a ledger, and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gui.views.ledger.book import Book, Line
from gui.views.ledger.writing import Touched


class Laying:
    """``touched`` are the lines it was laid over or added, with the cells that were said."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.touched: Touched = []
        self._last: Line | None = None  # the line added last: the next one carries over what it says
        self._old: list[tuple[Line, Line | None]] = []  # as they were; None where nothing was typed

    def steps(self, rows: Sequence[tuple[int, dict[str, str]]]) -> Iterator[int]:
        """Lay cells over the line of each key, 0 for a new one; yields how many rows are done."""
        typed = {line.key: line for line in self._book.lines}
        for number, (key, cells) in enumerate(rows, 1):
            if any(cells.values()) and not all(self._is_head(*cell) for cell in cells.items()):
                line = self._line(key, typed)
                for name, text in cells.items():
                    if text or key:
                        self._book.put(line, name, text)
                self.touched.append((line, set(cells)))
            yield number

    def _is_head(self, key: str, text: str) -> bool:
        part = self._book.ledger.part(key)
        return text in (part.title, *part.aliases)

    def _line(self, key: int, typed: dict[int, Line]) -> Line:
        line = typed.get(key)
        if line is not None:
            old = replace(
                line,
                values=dict(line.values),
                cells=dict(line.cells),
                faults=dict(line.faults),
                near=dict(line.near),
            )
            self._old.append((line, old))
            return line
        if key:
            line = self._book.begin_line(key)
        else:
            line = self._last = self._book.open_line(self._last)
        self._old.append((line, None))
        return line

    def back(self) -> None:
        """All lines as they were."""
        self._book.drop([line for line, old in self._old if old is None])
        for line, old in self._old:
            if old is not None:
                self._book.put_back(line, old)
