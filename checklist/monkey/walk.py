"""The walk: one act after the other from the event loop, so that menus and questions are walked too."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from traceback import format_exception
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from checklist.monkey.acts import Key, choose
from checklist.monkey.hands import Clock, Hands, name_of
from checklist.monkey.places import note
from checklist.stage import FULL, Stage, until
from gui.app import App
from gui.start import Desk

LEG = 1000  # steps on one copy of the sample; its undos would else take it apart
ESCAPES = 60  # keys until whatever is open must be gone
HASTE = 0.12  # of the steps do not wait for the answers to the one before
OFFSCREEN = ("This plugin does not support",)  # raise() and the like, which offscreen has not


@dataclass
class Found:
    """What a walk came to: the steps taken, and what went wrong, each once."""

    seed: int
    log: Path | None = None  # each step is written before it is taken: a crash tells no more
    steps: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)  # where → how
    places: Counter[str] = field(default_factory=Counter)

    def begin(self, step: str) -> int:
        """A step that may not return; its place."""
        self.steps.append("")
        self.tell(len(self.steps) - 1, step)
        return len(self.steps) - 1

    def tell(self, place: int, step: str) -> None:
        """What a step is, as far as it is known; at once in the file, which outlives a crash."""
        if self.steps[place] == step:
            return
        self.steps[place] = step
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as log:
                log.write(f"{place + 1:>6} {step}\n")

    def add(self, where: str, how: str) -> None:
        """Note a fault with the step it followed."""
        self.faults.setdefault(where, f"after step {len(self.steps)}:\n{how}")


class Opener(QObject):
    """Takes what the desk would hand to other programs."""

    @Slot(QUrl)
    def take(self, _url: QUrl) -> None:
        """Nothing is opened."""


class Walk(QObject):
    """So many steps from a seed over one desk; `run` returns when all is closed again."""

    def __init__(self, desk: Desk, hands: Hands, found: Found, steps: int, *, to_the_end: bool) -> None:
        super().__init__()
        self.desk, self.hands, self.found = desk, hands, found
        self._last = len(found.steps) + steps
        self._to_the_end = to_the_end  # go on after a fault
        self._depth = self._escapes = 0
        self._closing = self._hasty = False
        self._loop = QEventLoop()
        self.alive: Callable[[], None] = _nothing

    def run(self) -> None:
        """Walk, then close what is open."""
        QTimer.singleShot(0, self, self._next)
        self._loop.exec()

    def _next(self) -> None:
        if self.desk.app.jobs.pending and not self._hasty:
            QTimer.singleShot(1, self, self._next)
            return
        over = len(self.found.steps) >= self._last or (bool(self.found.faults) and not self._to_the_end)
        self._closing = self._closing or over
        if self._closing and self._depth == 0 and not _open():
            self._loop.quit()
            return
        QTimer.singleShot(0, self, self._next)  # before the act: a menu waits in an event loop of its own
        self._depth += 1
        self.alive()
        try:
            self._close() if self._closing else self._step()
        finally:
            self._depth -= 1

    def _step(self) -> None:
        self._hasty = self.hands.dice.random() < HASTE
        note(self.found.places, self.hands.root(), self.desk.window)
        act = choose(self.hands)
        place, told = self.found.begin(f"{act.__name__} …"), self.hands.told
        self.hands.told = partial(self.found.tell, place)
        try:
            self.found.tell(place, act(self.hands))
        finally:
            self.hands.told = told  # of the step that opened the menu this one was taken in

    def _close(self) -> None:
        self._hasty = False
        self._escapes += 1
        root = self.hands.root()
        if self._escapes > ESCAPES:
            self.found.add(f"open {name_of(root)}", f"{ESCAPES} times Esc did not close {name_of(root)}")
            root.close()
            for one in _open():
                one.close()
            return
        QTest.keyClick(self.hands.focus(), Key.Key_Escape)
        for one in _open():
            QTest.keyClick(one, Key.Key_Escape)


def _nothing() -> None:
    """Nobody watches."""


def _open() -> list[QWidget]:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    popup = QApplication.activePopupWidget()
    return [popup, *found] if popup is not None else list(found)


@contextmanager
def watched(found: Found) -> Iterator[None]:
    """Qt's warnings and what nobody caught become faults of the walk."""

    def said(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(OFFSCREEN):
            found.add(f"Qt: {text}", text)

    def thrown(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        lines = format_exception(kind, error, trace)
        found.add(lines[-2] + lines[-1], "".join(lines))

    def lost(about: Any) -> None:
        lines = format_exception(about.exc_type, about.exc_value, about.exc_traceback)
        found.add(lines[-1], "".join(lines))

    before = qInstallMessageHandler(said)
    hooks = sys.excepthook, sys.unraisablehook
    sys.excepthook, sys.unraisablehook = thrown, lost
    try:
        yield
    finally:
        sys.excepthook, sys.unraisablehook = hooks
        qInstallMessageHandler(before)


def walk(
    stage: Stage,
    seed: int,
    steps: int,
    *,
    to_the_end: bool = False,
    alive: Callable[[], None] = _nothing,
    log: Path | None = None,
) -> Found:
    """All legs of a walk, each on a fresh copy of the sample, which is checked after it."""
    found, dice, opener = Found(seed, log), Random(seed), Opener()
    with watched(found):
        for scheme in ("file", "http", "https"):
            QDesktopServices.setUrlHandler(scheme, opener, "take")  # type: ignore[arg-type]  # the stub asks for bytes, Qt for str
        try:
            while len(found.steps) < steps and (to_the_end or not found.faults):
                _leg(stage, dice, found, min(LEG, steps - len(found.steps)), to_the_end, alive)
        finally:
            for scheme in ("file", "http", "https"):
                QDesktopServices.unsetUrlHandler(scheme)
    return found


def _leg(
    stage: Stage, dice: Random, found: Found, steps: int, to_the_end: bool, alive: Callable[[], None]
) -> None:
    clock = Clock()
    app = App(stage.new_folder(), today=clock.today)
    desk = Desk(app)
    record = stage.copy()
    hands = Hands(desk, dice, clock, record)
    app.jobs.broke.connect(lambda error: sys.excepthook(type(error), error, error.__traceback__))
    desk.window.resize(*FULL)
    desk.window.show()
    desk.window.activateWindow()
    desk.open(record, "today")
    until(lambda: "today" in desk.window.pages and not app.jobs.pending, "the desk", 60)
    one = Walk(desk, hands, found, steps, to_the_end=to_the_end)
    one.alive = alive
    one.run()
    _check(app, found)
    _put_away(desk)


def _check(app: App, found: Found) -> None:
    """检查数据 on whichever record is open."""
    if app.path is None:
        return
    told: list[list[str]] = []

    def faults(db: Any, _task: object) -> list[str]:
        from core.services.checking import faults_of

        return faults_of(db)

    app.jobs.on_file(faults, told.append)
    until(lambda: bool(told) or bool(found.faults), "the check", 120)
    for fault in told[0] if told else []:
        found.add(f"check: {fault}", fault)


def _put_away(desk: Desk) -> None:
    app = desk.app
    if app.dark or app.scale != 100:
        app.settings.put("dark", False)
        app.set_scale(100)
    desk.window.close()
    until(lambda: app.jobs.pending == 0, "the last answers", 60)
    app.close()
    desk.window.deleteLater()
    desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QGuiApplication.clipboard().clear()


def report(found: Found, folder: Path) -> str:
    """What to print; all steps of a walk that found something stand in a file."""
    if not found.faults:
        return f"seed {found.seed}: {len(found.steps)} steps, nothing found"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"monkey-{found.seed}.txt"
    numbered = [f"{number:>6} {step}" for number, step in enumerate(found.steps, 1)]
    file.write_text("\n".join(numbered) + "\n", "utf-8")
    faults = [f"--- {how}" for how in found.faults.values()]
    last = ["--- the last steps:", *numbered[-25:], f"--- all steps: {file}"]
    again = f'again by: make monkey ARGS="--seed {found.seed} --steps {len(found.steps)}"'
    return "\n".join([f"seed {found.seed}: {len(found.faults)} found", *faults, *last, again])
