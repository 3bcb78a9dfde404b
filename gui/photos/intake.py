"""Photos on their way into the record: read one by one off the GUI thread, then written as one act.

What fails keeps its place with the reason, to be tried again or let go; nothing is lost meanwhile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import UserError
from gui.app import App
from gui.jobs import Task
from gui.photos.sources import Source, read_source

if TYPE_CHECKING:
    from core.photo import Picture

    Read = tuple["Item", Picture | UserError]


@dataclass(slots=True, eq=False)
class Item:
    """A photo that is not in the record yet; ``target`` is a finding's number, None: not dealt to a row."""

    source: Source
    target: int | None
    stage: str | None = None
    picture: "Picture | None" = None
    fault: str = ""
    again: bool = False  # trying again may help
    busy: bool = True

    @property
    def waiting(self) -> bool:
        """Read, and nobody has said yet whose it is."""
        return self.picture is not None and self.target is None and not self.busy


class Intake(QObject):
    """One for a page. `changed` after every step; `added` names findings that have new photos."""

    changed = Signal()
    added = Signal(int)  # how many photos

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.items: list[Item] = []
        self.step = self.total = 0
        self._task: Task | None = None
        app.opened.connect(self._forget)

    # --- what stands where ----------------------------------------------------------------------------
    @property
    def reading(self) -> bool:
        """Photos are being read."""
        return self._task is not None

    @property
    def undealt(self) -> list[Item]:
        """Read and not dealt, by the moment they were taken."""
        found = [one for one in self.items if one.waiting]
        return sorted(found, key=lambda one: (one.picture.moment, one.picture.name) if one.picture else ())

    # --- reading --------------------------------------------------------------------------------------
    def take(self, sources: Iterable[Source], target: int | None, stage: str | None = None) -> None:
        """Read photos for a finding, or to be dealt afterwards."""
        self.items += [Item(source, target, stage) for source in sources]
        self._read_next()

    def _read_next(self) -> None:
        todo = [one for one in self.items if one.busy and one.picture is None and not one.fault]
        if self._task is not None or not todo or self.app.path is None:
            self.changed.emit()
            return
        self.step, self.total = 0, len(todo)

        def read(task: Task) -> list["Read"]:
            found: list[Read] = []
            for number, one in enumerate(todo, 1):
                if task.cancelled:
                    break
                task.report(number, len(todo))
                found.append((one, _read(one.source)))
            return found

        self._task = self.app.jobs.long_work(read, self._have_read, progress=self._progress)
        self.changed.emit()

    def _progress(self, step: int, total: int) -> None:
        self.step, self.total = step, total
        self.changed.emit()

    def cancel(self) -> None:
        """Stop reading: none of these photos is taken."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.items = [one for one in self.items if not one.busy or one.picture is not None]
            self.changed.emit()

    def _have_read(self, found: list["Read"]) -> None:
        self._task = None
        for one, result in found:
            if isinstance(result, UserError):
                _refuse(one, result)
            else:
                one.picture, one.busy = result, False
        self._write([one for one, _ in found if one.picture is not None and one.target is not None])
        self._read_next()

    # --- writing --------------------------------------------------------------------------------------
    def deal(self, item: Item, target: int) -> None:
        """Say whose photo it is."""
        item.target = target
        self._write([item])

    def retry(self, item: Item) -> None:
        """Once more: from the file when it could not be read, else only the writing."""
        item.fault, item.again, item.busy = "", False, True
        if item.picture is not None and item.target is not None:
            self._write([item])
        else:
            self._read_next()

    def drop(self, item: Item) -> None:
        """Let it go."""
        self.items = [one for one in self.items if one is not item]
        self.changed.emit()

    def _write(self, items: list[Item]) -> None:
        if not items or self.app.path is None:
            self.changed.emit()
            return
        for one in items:
            one.busy = True
        folder = self.app.path.with_suffix(".files") / "photos"

        def verb(w: Any) -> list[tuple[Item, UserError | None]]:
            from core.services.photos import add

            answers: list[tuple[Item, UserError | None]] = []
            for target, stage in dict.fromkeys((one.target, one.stage) for one in items):
                mine = [one for one in items if (one.target, one.stage) == (target, stage)]
                done = add(w, folder, target or 0, [one.picture for one in mine if one.picture], stage)
                wrong = dict(done.faults)
                answers += [(one, wrong.get(place)) for place, one in enumerate(mine)]
            if all(error is not None for _, error in answers):
                raise _NoneAdded(answers)  # no act, and no bar that tells of one
            return answers

        self.app.jobs.write("添加照片", verb, self._settle, lambda error: self._not_written(items, error))
        self.changed.emit()

    def _settle(self, answers: list[tuple[Item, UserError | None]]) -> None:
        kept = {id(one) for one, error in answers if error is None}
        for one, error in answers:
            if error is not None:
                _refuse(one, error)
        self.items = [one for one in self.items if id(one) not in kept]
        self.changed.emit()
        self.added.emit(len(kept))

    def _not_written(self, items: list[Item], error: UserError) -> None:
        if isinstance(error, _NoneAdded):
            self._settle(error.answers)
            return
        for one in items:
            _refuse(one, error)
            one.again = True
        self.changed.emit()

    def _forget(self, _path: object) -> None:
        """Another record: what was not dealt belongs to the one before."""
        self.cancel()
        self.items = []
        self.changed.emit()


class _NoneAdded(UserError):
    def __init__(self, answers: list[tuple[Item, UserError | None]]) -> None:
        super().__init__("没有添加照片。")
        self.answers = answers


def _read(source: Source) -> "Picture | UserError":
    try:
        return read_source(source)
    except UserError as error:
        return error


def _refuse(item: Item, error: UserError) -> None:
    from core.photo import NotNow

    item.fault, item.again, item.busy = str(error), isinstance(error, NotNow), False
