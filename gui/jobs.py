"""Work off the GUI thread: one worker owns the file, a second does layout and PDF over data already read.

Answers come back on the GUI thread through a queued signal. Writes overtake queued reads, so that 已保存 is
never late; among themselves they keep their order.
"""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal
from shiboken6 import isValid

from core.errors import UserError
from gui.sweep import Sweep

T = TypeVar("T")


class Record(Protocol):
    """What the desk needs of an open record file (core.db.Db)."""

    writable: bool

    def read(self) -> AbstractContextManager[Any]: ...
    def write(self, label: str) -> AbstractContextManager[Any]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Written:
    """A write that is on the disk: its label and the tables it touched."""

    label: str
    kinds: frozenset[str]
    undoable: bool = True  # 印发 and 脱敏 are not


class Latest:
    """Hand one to every `read` of a view that shows one thing: answers to older questions are dropped."""

    def __init__(self) -> None:
        self.number = 0

    def take(self) -> int:
        """The number of a new question; all older ones become stale."""
        self.number += 1
        return self.number


class Task:
    """A piece of work under way: cancel it from the GUI, report progress from the worker."""

    def __init__(
        self,
        run: Callable[["Task"], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        progress: Callable[[int, int], None] | None = None,
        latest: Latest | None = None,
        *,
        must: bool = False,
    ) -> None:
        self.must = must  # a write runs even when the page that asked is gone
        self.run: Callable[[Task], Any] | None = run
        self.done = done
        self.failed = failed
        self.progress = progress
        self.latest = latest
        self.number = latest.take() if latest else 0
        self.cancelled = False
        self.result: Any = None
        self.error: Exception | None = None
        self.written: Written | None = None
        self.tell: Callable[[Task, int, int], None] | None = None

    def cancel(self) -> None:
        """Drop the answer; work that looks at `cancelled` also stops early."""
        self.cancelled = True

    def report(self, step: int, total: int) -> None:
        """Called by the work: `step` of `total` are done."""
        if self.tell:
            self.tell(self, step, total)

    @property
    def stale(self) -> bool:
        """Nobody waits for the answer any more."""
        late = self.latest is not None and self.latest.number != self.number
        return self.cancelled or late or not alive(self.done)


def alive(callback: Callable[..., Any] | None) -> bool:
    """False for a bound method of a widget that Qt has deleted since."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class _Worker(QThread):
    """Never lets go of a task itself: with the last reference a widget would die in its thread."""

    finished_task = Signal(object)  # on the GUI thread
    progressed = Signal(object, int, int)
    _answered = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._urgent: deque[Task] = deque()
        self._queue: deque[Task] = deque()
        self._filled = threading.Condition()  # QMutexLocker keeps the GIL while it waits: a deadlock
        self._answers: deque[Task] = deque()
        self._closing = False
        self._answered.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def put(self, task: Task, *, urgent: bool = False) -> None:
        task.tell = self.progressed.emit
        with self._filled:
            (self._urgent if urgent else self._queue).append(task)
            self._filled.notify()
        if not self.isRunning():
            self.start()

    def close(self) -> None:
        """Finish what must be written, drop the rest, end the thread."""
        with self._filled:
            self._closing = True
            self._queue.clear()
            self._filled.notify_all()
        self.wait()

    def _next(self) -> Task | None:
        with self._filled:
            while not self._urgent and not self._queue:
                if self._closing:
                    return None
                self._filled.wait()
            return (self._urgent or self._queue).popleft()

    def run(self) -> None:
        while (task := self._next()) is not None:
            _run(task)
            self._answers.append(task)
            del task  # before the GUI thread hears of it, and so before it can let go
            self._answered.emit()

    def _hand_over(self) -> None:
        self.finished_task.emit(self._answers.popleft())


def _run(task: Task) -> None:
    if task.run is None or (task.stale and not task.must):
        task.cancelled = True
        return
    try:
        task.result = task.run(task)
    except Exception as error:  # noqa: BLE001 - every failure is carried to the GUI thread and shown there
        task.error = error


class Jobs(QObject):
    """The desk's two workers. `busy` tells when the number of unanswered tasks changes."""

    written = Signal(object)  # Written, after the commit
    refused = Signal(str)  # a UserError nobody asked to handle: the window's banner shows it
    broke = Signal(object)  # any other exception: a bug
    busy = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._db: Record | None = None
        self._path: Path | None = None
        self._file = _Worker("file", self)
        self._pure = _Worker("layout", self)
        self._open = 0
        self._sweep = Sweep(self)
        for worker in (self._file, self._pure):
            worker.finished_task.connect(self._deliver)
            worker.progressed.connect(self._progress)

    # --- the file -------------------------------------------------------------------------------------
    def open(
        self,
        path: Path,
        opener: Callable[[], Record],
        done: Callable[[Record], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> Task:
        """Open a record in the worker that will own it; the one open before stays if that fails.

        The same file again is closed first: its own lock would refuse the second opening.
        """

        def run(_task: Task) -> Record:
            if path.resolve() == self._path:
                self._shut()
            fresh = opener()
            self._shut()
            self._db, self._path = fresh, path.resolve()
            return fresh

        return self._put(self._file, Task(run, done, failed, must=True), urgent=True)

    def close_file(self, done: Callable[[Any], None] | None = None) -> Task:
        """Close the record, leaving the workers up."""
        return self._put(self._file, Task(lambda _task: self._shut(), done, None, must=True), urgent=True)

    def read(
        self,
        query: Callable[[Any], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        *,
        latest: Latest | None = None,
    ) -> Task:
        """`done(query(read_door))`; with `latest` an answer is dropped once a newer question was put."""

        def run(_task: Task) -> T:
            with self._record().read() as door:
                return query(door)

        return self._put(self._file, Task(run, done, failed, latest=latest))

    def write(
        self,
        label: str,
        verb: Callable[[Any], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> Task:
        """Run a verb of a service in one transaction named `label`; `written` follows the commit."""

        def run(task: Task) -> T:
            with self._record().write(label) as door:
                result = verb(door)
            task.written = Written(label, frozenset(change[0] for change in door.pending.changes))
            return result

        return self._put(self._file, Task(run, done, failed, must=True), urgent=True)

    def on_file(
        self,
        act: Callable[[Any, Task], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Task:
        """`act(db, task)` in the file's worker, ahead of queued reads: undo, imports, backup."""

        def run(task: Task) -> T:
            return act(self._record(), task)

        return self._put(self._file, Task(run, done, failed, progress, must=True), urgent=True)

    # --- pure work ------------------------------------------------------------------------------------
    def work(
        self,
        fn: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        *,
        latest: Latest | None = None,
    ) -> Task:
        """Layout, PDF, reading a sheet: anything that needs no record."""
        return self._put(self._pure, Task(lambda _task: fn(), done, failed, latest=latest))

    def long_work(
        self,
        fn: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Task:
        """Like `work`, for work that reports progress by `task.report` and looks at `task.cancelled`."""
        return self._put(self._pure, Task(fn, done, failed, progress))

    # --- plumbing -------------------------------------------------------------------------------------
    @property
    def pending(self) -> int:
        """How many tasks have no answer yet."""
        return self._open

    def close(self) -> None:
        """Write what is queued, close the file, end both threads."""
        self._put(self._file, Task(lambda _task: self._shut(), None, None, must=True), urgent=True)
        self._file.close()
        self._pure.close()
        self._sweep.close()

    def _shut(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = self._path = None

    def _record(self) -> Record:
        if self._db is None:
            raise UserError("还没有打开数据，先在“资料与设置”里打开或新建。")
        return self._db

    def _put(self, worker: _Worker, task: Task, *, urgent: bool = False) -> Task:
        self._open += 1
        self.busy.emit(self._open)
        worker.put(task, urgent=urgent)
        return task

    def _progress(self, task: Task, step: int, total: int) -> None:
        if task.progress and not task.cancelled and alive(task.progress):
            task.progress(step, total)

    def _deliver(self, task: Task) -> None:
        task.run = None  # what it held goes here, on the GUI thread
        self._open -= 1
        self.busy.emit(self._open)
        if task.written is not None:
            self.written.emit(task.written)
        if isinstance(task.error, UserError):
            self._refuse(task, task.error)
        elif task.error is not None:
            self.broke.emit(task.error)
        elif task.done is not None and not task.stale:
            task.done(task.result)

    def _refuse(self, task: Task, error: UserError) -> None:
        if task.failed is None:
            self.refused.emit(str(error))
        elif alive(task.failed) and not task.cancelled:
            task.failed(error)
