"""From typed lines to the record: one commit for each act of the clerk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import ReasonWanted, UserError
from core.ledgers import Ledger
from gui.app import App
from gui.jobs import Task, Written
from gui.pasting import Pasting
from gui.views.ledger.book import Book, Line

Touched = list[tuple[Line, set[str]]]  # lines with the cells that were typed
Changed = list[tuple[Line, dict[str, Any]]]  # lines with what they are to say


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
        new, changed = _parted(book, touched)
        if not new and not changed:
            return
        sent = _Sent(self, [*new, *(line for line, _ in changed)])
        label = _label(len(new), len(changed), act, book.ledger.title)
        self._app.jobs.write(label, _keeping(book, new, changed, self.reason), sent.done, sent.failed)

    def send_block(self, touched: Touched, act: str, pasting: Pasting) -> None:
        """The same for a long block: it tells how far it is, 取消 takes it back, and a line that the record
        refuses says so in its row and holds up no other."""
        book = self.book()
        new, changed = _parted(book, touched)
        if not new and not changed:
            pasting.done()
            self.ended.emit()
            return
        sent = _SentBlock(self, [*new, *(line for line, _ in changed)], pasting)
        label = _label(len(new), len(changed), act, book.ledger.title)
        verb = _keeping_each(label, book, new, changed, self.reason, pasting.stopper())
        self._app.jobs.on_file(verb, sent.done, sent.failed, pasting.follow)

    def told(self, written: Written) -> None:
        """A block is on the disk."""
        self._app.jobs.written.emit(written)

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
        self._writer.book().kept(*self._lines)
        self._end()

    def failed(self, error: UserError) -> None:
        self._refuse([(line, error) for line in self._lines])
        self._end()

    def _refuse(self, refused: list[tuple[Line, UserError]]) -> None:
        first = self._writer.book().ledger.parts[0].key
        for line, error in refused:
            line.pending -= 1
            line.sent_id = None
            line.faults[first] = str(error)
        if late := [line for line, error in refused if isinstance(error, ReasonWanted)]:
            self._writer.unexplained += late
            self._writer.late.emit()

    def _end(self) -> None:
        self._writer.ended.emit()
        self.deleteLater()


class _SentBlock(_Sent):
    """A block under way, with an answer for each line."""

    def __init__(self, writer: Writer, lines: list[Line], pasting: Pasting) -> None:
        super().__init__(writer, lines)
        self._pasting = pasting

    def done(self, result: object) -> None:
        assert isinstance(result, _Answers)
        if result.written.kinds:
            self._writer.told(result.written)
        answers = list(zip(self._lines, result.rows, strict=True))
        self._writer.book().kept(*(line for line, answer in answers if answer is None))
        self._refuse([(line, answer) for line, answer in answers if answer is not None])
        self._pasting.done()
        self._end()

    def failed(self, error: UserError) -> None:
        if self._pasting.stopped:
            for line in self._lines:
                line.pending -= 1
            self._pasting.take_back()
            self.deleteLater()
            return
        self._pasting.done()
        super().failed(error)


@dataclass(frozen=True, slots=True)
class _Answers:
    rows: list[UserError | None]  # of each line sent
    written: Written


def _parted(book: Book, touched: Touched) -> tuple[list[Line], Changed]:
    """Lines that are to be added, and those that are to be changed with their values."""
    new = [line for line, _keys in touched if line.new and book.ready(line)]
    changed = [(line, _values(line, keys)) for line, keys in touched if not line.new and not line.faults]
    return new, [(line, values) for line, values in changed if values]


def _values(line: Line, keys: Iterable[str]) -> dict[str, Any]:
    return {key: line.values[key] for key in keys if key in line.values}


def _label(new: int, changed: int, act: str, title: str) -> str:
    if act:
        return f"{act}{new + changed}条{title}"
    if new and changed:
        return f"登记{new}条、修改{changed}条{title}"
    return f"登记{new}条{title}" if new else f"修改{changed}条{title}"


def _keeping(book: Book, new: list[Line], changed: Changed, reason: str) -> Callable[[Any], None]:
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


def _keeping_each(
    label: str, book: Book, new: list[Line], changed: Changed, reason: str, look: Callable[[int], None]
) -> Callable[[Any, Task], _Answers]:
    ledger, rows = book.ledger, len(new) + len(changed)

    def run(db: Any, task: Task) -> _Answers:
        from core.services import ledgers

        def told(done: int) -> None:
            look(done)
            task.report(done, rows)

        with db.write(label) as door:
            made = ledgers.put_each(
                door, ledger, [line.values for line in new], late_reason=reason, told=told
            )
            for line, row in zip(new, made, strict=True):
                line.sent_id = row if isinstance(row, int) else None
            answers = [None if isinstance(row, int) else row for row in made]
            for done, (line, values) in enumerate(changed, len(new)):
                answers.append(_changing(door, ledger, line, values, reason))
                told(done)
            told(rows)
        return _Answers(answers, Written(label, frozenset(change[0] for change in door.pending.changes)))

    return run


def _changing(door: Any, ledger: Ledger, line: Line, values: dict[str, Any], reason: str) -> UserError | None:
    from core.services import ledgers

    try:
        if line.known is not None:
            ledgers.change(door, ledger, [line.known], late_reason=reason, **values)
    except UserError as error:
        return error
    return None
