"""From typed lines to the record: one commit for each act of the clerk, told back when it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import ReasonWanted, UserError
from gui.app import App
from gui.jobs import Task, Written
from gui.pasting import Pasting
from gui.views.entry.book import Book, Item

Touched = list[tuple[Item, set[str]]]  # lines with the cells that were typed
Changed = list[tuple[Item, dict[str, Any]]]  # lines with what they are to say
_COLUMNS = {"name": "person_id", "area": "area_id", "note": "note", "day": "day", "kind": "kind"}


class Writer(QObject):
    """Sends lines of a Book to the record; `ended` after each answer.

    `reason` is given with every line (补录原因); `late` when a line was refused for want of one.
    """

    ended = Signal()
    late = Signal()

    def __init__(self, app: App, book: Callable[[], Book], parent: QObject) -> None:
        super().__init__(parent)
        self._app, self.book = app, book
        self.reason = ""

    def send(self, touched: Touched, act: str = "") -> None:
        """Keep what can be kept of these lines as one step; `act` names it other than 登记 or 修改."""
        new, changed = _parted(touched)
        if not new and not changed:
            return
        lines = [(item, _line(item)) for item in new]
        sent = _Sent(self, [*new, *(item for item, _values in changed)], dict(_by_line(touched)))
        self._app.jobs.write(
            _label(len(new), len(changed), act), _keeping(lines, changed, self.reason), sent.done, sent.failed
        )

    def send_block(self, touched: Touched, act: str, pasting: Pasting) -> None:
        """The same for a long block: it tells how far it is, 取消 takes it back, and a line that the record
        refuses says so in its row and holds up no other."""
        new, changed = _parted(touched)
        if not new and not changed:
            pasting.done()
            self.ended.emit()
            return
        sent = _SentBlock(self, new, changed, dict(_by_line(touched)), pasting)
        label = _label(len(new), len(changed), act)
        verb = _keeping_each(label, new, changed, self.reason, pasting.stopper())
        self._app.jobs.on_file(verb, sent.done, sent.failed, pasting.follow)

    def told(self, written: Written) -> None:
        """A block is on the disk."""
        self._app.jobs.written.emit(written)

    def add_stranger(self, item: Item) -> None:
        """新增此人: into the roster without a post, and the line with it."""
        name, line, reason = item.name, _line(item), self.reason
        item.faults.pop("name", None)
        sent = _Sent(self, [item])

        def verb(door: Any) -> None:
            from core.services import check_ins

            who = check_ins.add_stranger(door, name)
            if item.known is None:
                item.sent_id = check_ins.add_lines(
                    door, [check_ins.NewLine(who, **line)], late_reason=reason
                )[0]
            else:
                check_ins.change(door, [item.known], person_id=who)

        self._app.jobs.write("新增1人，登记1条签到", verb, sent.done, sent.failed)

    def remove(self, items: list[Item]) -> None:
        """Delete lines; those the record never had are only forgotten."""
        known = [item for item in items if not item.new]
        self.book().drop(items)
        if not known:
            self.ended.emit()
            return
        sent = _Sent(self, [])

        def verb(door: Any) -> int:
            from core.services import check_ins

            return check_ins.remove(door, [item.known for item in known if item.known is not None])

        self._app.jobs.write(f"删除{len(known)}条签到", verb, sent.done, sent.failed)


class _Sent(QObject):
    """A write under way; a bound slot, so that an answer to a page that is gone is dropped."""

    def __init__(self, writer: Writer, items: list[Item], cells: dict[int, set[str]] | None = None) -> None:
        super().__init__(writer)
        self._writer, self._items, self._cells = writer, items, cells or {}
        for item in items:
            item.pending += 1

    def done(self, _result: object) -> None:
        self._writer.book().kept(*self._items)
        self._end()

    def failed(self, error: UserError) -> None:
        self._refuse(self._items, [error] * len(self._items))
        self._end()

    def _refuse(self, items: list[Item], errors: list[UserError]) -> None:
        for item, error in zip(items, errors, strict=True):
            item.pending -= 1
            item.sent_id = None
            item.faults["name"] = str(error)
            item.refused = sorted({*item.refused, *self._cells.get(item.number, ())})
        if any(isinstance(error, ReasonWanted) for error in errors):
            self._writer.late.emit()

    def _end(self) -> None:
        self._writer.ended.emit()
        self.deleteLater()


class _SentBlock(_Sent):
    """A block under way, with an answer for each line."""

    def __init__(
        self, writer: Writer, new: list[Item], changed: Changed, cells: dict[int, set[str]], pasting: Pasting
    ) -> None:
        super().__init__(writer, [*new, *(item for item, _values in changed)], cells)
        self._pasting = pasting

    def done(self, result: object) -> None:
        assert isinstance(result, _Answers)
        if result.written.kinds:
            self._writer.told(result.written)
        wrong = [item for item, answer in zip(self._items, result.rows, strict=True) if answer is not None]
        refused = {item.number for item in wrong}
        self._writer.book().kept(*(item for item in self._items if item.number not in refused))
        self._refuse(wrong, [answer for answer in result.rows if answer is not None])
        self._pasting.done()
        self._end()

    def failed(self, error: UserError) -> None:
        if self._pasting.stopped:
            for item in self._items:
                item.pending -= 1
            self._pasting.take_back()
            self.deleteLater()
            return
        self._refuse(self._items, [error] * len(self._items))
        self._pasting.done()
        self._end()


@dataclass(frozen=True, slots=True)
class _Answers:
    rows: list[UserError | None]  # of each line sent
    written: Written


def _parted(touched: Touched) -> tuple[list[Item], Changed]:
    """Lines that are to be added, and those that are to be changed with their values."""
    new = [item for item, _keys in touched if item.new and item.ready]
    changed = [(item, values) for item, keys in touched if not item.new and (values := _values(item, keys))]
    return new, changed


def _by_line(touched: Touched) -> Iterable[tuple[int, set[str]]]:
    return ((item.number, keys) for item, keys in touched)


def _line(item: Item) -> dict[str, Any]:
    return {
        "day": item.day,
        "area_id": item.area_id,
        "note": item.note,
        "sheet_no": item.sheet_no,
        "kind": item.kind,
    }


def _values(item: Item, keys: Iterable[str]) -> dict[str, Any]:
    good = (key for key in keys if key not in item.faults)
    values = {_COLUMNS[key]: getattr(item, _COLUMNS[key]) for key in good}
    values |= {key: None for key in ("note", "kind") if values.get(key) == ""}
    return {key: value for key, value in values.items() if key != "person_id" or value is not None}


def _label(new: int, changed: int, act: str) -> str:
    if act:
        return f"{act}{new + changed}条签到"
    if new and changed:
        return f"登记{new}条、修改{changed}条签到"
    return f"登记{new}条签到" if new else f"修改{changed}条签到"


def _keeping(lines: Changed, changed: Changed, reason: str) -> Callable[[Any], None]:
    people = [item.person_id for item, _line in lines]

    def verb(door: Any) -> None:
        from core.services import check_ins

        made = [
            check_ins.NewLine(who, **line)
            for who, (_item, line) in zip(people, lines, strict=True)
            if who is not None
        ]
        for (item, _line), row in zip(
            lines, check_ins.add_lines(door, made, late_reason=reason), strict=True
        ):
            item.sent_id = row  # a change typed meanwhile is queued behind and finds it
        for item, values in changed:
            if item.known is not None:
                check_ins.change(door, [item.known], late_reason=reason, **values)

    return verb


def _keeping_each(
    label: str, new: list[Item], changed: Changed, reason: str, look: Callable[[int], None]
) -> Callable[[Any, Task], _Answers]:
    rows = len(new) + len(changed)

    def run(db: Any, task: Task) -> _Answers:
        from core.services import check_ins

        def told(done: int) -> None:
            look(done)
            task.report(done, rows)

        lines = [check_ins.NewLine(item.person_id or 0, **_line(item)) for item in new]
        with db.write(label) as door:
            made = check_ins.add_each(door, lines, late_reason=reason, told=told)
            for item, row in zip(new, made, strict=True):
                item.sent_id = row if isinstance(row, int) else None
            answers = [None if isinstance(row, int) else row for row in made]
            for done, (item, values) in enumerate(changed, len(new)):
                answers.append(_changing(door, item, values, reason))
                told(done)
            told(rows)
        return _Answers(answers, Written(label, frozenset(change[0] for change in door.pending.changes)))

    return run


def _changing(door: Any, item: Item, values: dict[str, Any], reason: str) -> UserError | None:
    from core.services import check_ins

    try:
        if item.known is not None:
            check_ins.change(door, [item.known], late_reason=reason, **values)
    except UserError as error:
        return error
    return None
