"""A block laid over the lines of a Book, and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gui.views.entry.book import Book, Carry, Item
from gui.views.entry.writing import Touched

_HEADS = frozenset({"姓名", "名字", "人员"})


class Laying:
    """``touched`` are the lines it was laid over or added, with the cells that were said."""

    def __init__(self, book: Book, carry: Carry) -> None:
        self._book, self._carry = book, carry
        self.touched: Touched = []
        self._old: list[tuple[Item, Item | None]] = []  # as they were; None where nothing was typed

    def steps(self, rows: Sequence[tuple[int, dict[str, str]]]) -> Iterator[int]:
        """Lay cells over the line of each key, 0 for a new one; yields how many rows are done."""
        typed = {item.key: item for item in self._book.items}
        for number, (key, cells) in enumerate(rows, 1):
            if any(cells.values()) and cells.get("name") not in _HEADS:
                self._lay(self._line(key, typed), cells, known=bool(key))
            yield number

    def _line(self, key: int, typed: dict[int, Item]) -> Item:
        item = typed.get(key)
        if item is not None:
            old = replace(item, faults=dict(item.faults), near=dict(item.near), refused=list(item.refused))
            self._old.append((item, old))
            return item
        item = self._book.begin_item(key) if key else self._book.open_item(self._carry)
        self._old.append((item, None))
        return item

    def _lay(self, item: Item, cells: dict[str, str], *, known: bool) -> None:
        for key in sorted(cells, key="day".__ne__):  # who holds a name depends on the day
            if cells[key] or known:
                self._book.put(item, key, cells[key])
        self.touched.append((item, set(cells)))

    def back(self) -> None:
        """All lines as they were."""
        self._book.drop([item for item, old in self._old if old is None])
        for item, old in self._old:
            if old is not None:
                self._book.put_back(item, old)
