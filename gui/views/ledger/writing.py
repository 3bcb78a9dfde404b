"""From typed lines to the record: one commit for each act of the clerk."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import ReasonWanted, UserError
from gui.app import App
from gui.views.ledger.book import Book, Line

Touched = list[tuple[Line, set[str]]]  # lines with the cells that were typed


class Writer(QObject):
    """Sends lines of a Book to the record; `ended` after each answer.

    `reason` is given with every line (补录原因); `late` when lines were refused for want of one.
    """

    ended = Signal()
    late = Signal()

    def __init__(self, app: App, book: Callable[[], Book], parent: QObject) -> None:
        super().__init__(parent)
        self._app, self.book = app, book
        self.reason = ""
        self.unexplained: list[Line] = []

    def send(self, touched: Touched, act: str = "") -> None:
        """Keep what can be kept of these lines as one step; `act` names it other than 登记 or 修改."""
        book = self.book()
        new = [line for line, _keys in touched if line.new and book.ready(line)]
        changed = [(line, _values(line, keys)) for line, keys in touched if not line.new and not line.faults]
        changed = [(line, values) for line, values in changed if values]
        if not new and not changed:
            return
        sent = _Sent(self, [*new, *(line for line, _ in changed)])
        label = _label(len(new), len(changed), act, book.ledger.title)
        self._app.jobs.write(label, _keeping(book, new, changed, self.reason), sent.done, sent.failed)

    def again(self) -> None:
        """What was refused for want of a reason, now that there is one."""
        lines, self.unexplained = self.unexplained, []
        first = self.book().ledger.parts[0].key
        for line in lines:
            line.faults.pop(first, None)
        self.send([(line, set(line.values)) for line in lines])

    def remove(self, lines: list[Line]) -> None:
        """Delete lines; those the record never had are only forgotten."""
        book = self.book()
        known = [line for line in lines if not line.new]
        book.drop(lines)
        if not known:
            self.ended.emit()
            return
        sent, ledger = _Sent(self, []), book.ledger

        def verb(door: Any) -> int:
            from core.services import ledgers

            return ledgers.remove(door, ledger, [line.known for line in known if line.known is not None])

        self._app.jobs.write(f"删除{len(known)}条{ledger.title}", verb, sent.done, sent.failed)


class _Sent(QObject):
    """A write under way; a bound slot, so that an answer to a page that is gone is dropped."""

    def __init__(self, writer: Writer, lines: list[Line]) -> None:
        super().__init__(writer)
        self._writer, self._lines = writer, lines
        for line in lines:
            line.pending += 1

    def done(self, _result: object) -> None:
        for line in self._lines:
            self._writer.book().kept(line)
        self._end()

    def failed(self, error: UserError) -> None:
        first = self._writer.book().ledger.parts[0].key
        for line in self._lines:
            line.pending -= 1
            line.sent_id = None
            line.faults[first] = str(error)
        if isinstance(error, ReasonWanted):
            self._writer.unexplained += self._lines
            self._writer.late.emit()
        self._end()

    def _end(self) -> None:
        self._writer.ended.emit()
        self.deleteLater()


def _values(line: Line, keys: Iterable[str]) -> dict[str, Any]:
    return {key: line.values[key] for key in keys if key in line.values}


def _label(new: int, changed: int, act: str, title: str) -> str:
    if act:
        return f"{act}{new + changed}条{title}"
    if new and changed:
        return f"登记{new}条、修改{changed}条{title}"
    return f"登记{new}条{title}" if new else f"修改{changed}条{title}"


def _keeping(
    book: Book, new: list[Line], changed: list[tuple[Line, dict[str, Any]]], reason: str
) -> Callable[[Any], None]:
    ledger, rows = book.ledger, [(line, dict(line.values)) for line in new]

    def verb(door: Any) -> None:
        from core.services import ledgers

        for line, values in rows:
            line.sent_id = ledgers.put(
                door, ledger, values, late_reason=reason
            )  # a change typed meanwhile finds it
        for line, values in changed:
            if line.known is not None:
                ledgers.change(door, ledger, [line.known], late_reason=reason, **values)

    return verb
