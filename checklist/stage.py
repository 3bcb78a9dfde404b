"""What the points stand on: one sample record made once, and desks opened on copies of it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFrame, QLabel, QMenu, QWidget

from checklist.points import Lacking
from gui.app import App
from gui.start import Desk, make_application
from gui.table import CandidatePopup, SheetView

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

TODAY = date(2026, 11, 24)  # the day the sample ends at, a Tuesday of week 48
MONDAY = date(2026, 11, 23)
FULL, SMALL = (1366, 697), (911, 433)  # client px of 1366×768 at 100 % and at 150 %
WAIT = 30.0  # s until a thing that does not happen is a failure
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "↓": Qt.Key.Key_Down, "↑": Qt.Key.Key_Up}


def pause(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(holds: Callable[[], object], what: str, seconds: float = WAIT) -> None:
    """Run the event loop until it holds; Lacking, naming `what`, when it never does."""
    end = monotonic() + seconds
    while not holds():
        if monotonic() > end:
            raise Lacking(f"waited {seconds:.0f} s in vain for {what}")
        pause(4)


def compose(target: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends: letters under composition, or the word it ends in."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(target, event)


def focus() -> QWidget:
    """The widget that has the keyboard."""
    found = QApplication.focusWidget()
    if found is None:
        raise Lacking("nothing has the keyboard focus")
    return found


class Clerk:
    """Sits at one desk: types, clicks, looks. `keys` and `clicks` count the events sent."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.app, self.window = desk, desk.app, desk.window
        self.keys = self.clicks = 0
        self.asked: list[Any] = []
        self.answer = False
        self.broken: list[BaseException] = []
        self.app.ask = self._ask
        self.app.jobs.broke.connect(self.broken.append)

    def _ask(self, question: Any, _parent: QWidget | None) -> bool:
        self.asked.append(question)
        return self.answer

    # --- waiting --------------------------------------------------------------------------------------
    def rest(self) -> None:
        """Until every answer is there, those to the questions of answers included."""
        for _ in range(3):
            until(lambda: self.app.jobs.pending == 0, "the workers to rest", 60)
            QApplication.processEvents()
        if self.broken:
            raise self.broken[0]

    def activate(self) -> None:
        """Have the window be the active one."""
        self.window.activateWindow()
        until(self.window.isActiveWindow, "an active window")

    def size(self, size: tuple[int, int]) -> None:
        """Resize the window."""
        self.window.resize(*size)
        QApplication.processEvents()

    # --- the keyboard and the mouse -------------------------------------------------------------------
    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        """One key on the focused widget."""
        self.keys += 1
        QTest.keyClick(at or focus(), key, modifier)

    def enter(self, text: str) -> None:
        """Each character is one key; Chinese is what an input method commits."""
        for letter in text:
            if letter in KEYS:
                self.press(KEYS[letter])
            elif letter.isascii():
                self.keys += 1
                QTest.keyClicks(focus(), letter)
            else:
                self.keys += 1
                compose(focus(), "", letter)

    def undo(self) -> None:
        """Ctrl+Z on the window, as it arrives when no field claims it."""
        self.activate()
        self.press(Qt.Key.Key_Z, CTRL, self.window)
        self.rest()

    def click(self, name: str, over: QWidget | None = None) -> None:
        """The left button on a button or row of that name, or an entry of a menu."""
        root = over or self.window.page or self.window
        for one in root.findChildren(QWidget, name):
            if one.isVisible():
                self.clicks += 1
                QTest.mouseClick(one, Qt.MouseButton.LeftButton)
                self.rest()
                return
        action = root.findChild(QAction, name)
        if not isinstance(action, QAction):
            raise Lacking(f"no “{name}” to click on {self.window.current}")
        self.clicks += 2
        action.trigger()
        self.rest()

    def paste(self, text: str) -> None:
        """Ctrl+V with this on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, CTRL)
        self.rest()

    # --- looking --------------------------------------------------------------------------------------
    def the(self, kind: type[W], name: str, over: QWidget | None = None) -> W:
        """The visible widget of that name."""
        root = over or self.window.page or self.window
        found = next((one for one in root.findChildren(kind, name) if one.isVisible()), None)
        if found is None:
            raise Lacking(f"no visible “{name}” on {self.window.current}")
        return found

    def dialog(self, name: str = "") -> QDialog:
        """The dialog that is open."""
        found: list[QDialog] = []

        def there() -> bool:
            tops = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
            within = self.window.findChildren(QDialog)
            found[:] = [one for one in {*tops, *within} if one.isVisible() and name in {"", one.objectName()}]
            return bool(found)

        until(there, f"the dialog {name}")
        return found[0]

    def dialogs(self) -> list[QDialog]:
        """Every open dialog."""
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    def go(self, page: str, target: object = None) -> Any:
        """Show a page and wait until it has read."""
        self.window.show_page(page, target)
        self.rest()
        return self.window.page

    def ask(self, query: Callable[[Any], T]) -> T:
        """What the record says, through the desk's own worker."""
        found: list[T] = []
        self.app.jobs.read(query, found.append)
        until(lambda: bool(found), "an answer of the record")
        return found[0]

    def write(self, label: str, verb: Callable[[Any], object]) -> None:
        """Write as a page does."""
        self.app.jobs.write(label, verb)
        self.rest()

    def text(self, view: SheetView, row: int, key: str) -> str:
        """The words of a cell."""
        return view.rows.text(row, next(one for one in view.rows.columns if one.key == key))

    def offers(self) -> list[Any]:
        """What the open list of candidates offers."""
        popup = next((one for one in self.window.findChildren(CandidatePopup) if one.isVisible()), None)
        return list(popup.offers) if popup is not None else []

    def fault(self) -> str:
        """The words of the error under a cell."""
        bar = next((one for one in self.window.findChildren(QFrame, "cellError") if one.isVisible()), None)
        return bar.findChildren(QLabel)[0].text() if bar is not None else ""

    def select(self, view: SheetView, key: str, first: int, last: int) -> None:
        """Rows first…last of a column, as Shift+↓ does."""
        view.setFocus()
        view.go_to(first, key)
        for _ in range(last - first):
            self.press(Qt.Key.Key_Down, SHIFT, view)


class Stage:
    """The folder of a run with what its points share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._kept: dict[str, Any] = {}
        make_application()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes, made at the first asking."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def new_folder(self) -> Path:
        """A folder of a point's own."""
        made = self.folder / f"{next(self._numbers):03}"
        made.mkdir(parents=True)
        return made

    @property
    def sample(self) -> Path:
        """Three years of a township with two circulars and a correction issued; never written to."""
        return self.once("sample", self._make_sample)

    def _make_sample(self) -> Path:
        from core.services.sample import make_sample
        from reports.render import circular_paper

        path = self.new_folder() / "大和乡.db"
        make_sample(path, render=circular_paper)
        return path

    def copy(self) -> Path:
        """The sample with its files, to be written to."""
        folder = self.new_folder()
        path = folder / self.sample.name
        shutil.copy(self.sample, path)
        files = self.sample.with_suffix(".files")
        if files.is_dir():
            shutil.copytree(files, path.with_suffix(".files"), ignore=shutil.ignore_patterns("lock*"))
        return path

    def empty(self) -> Path:
        """A record in which nothing was entered yet."""
        from core.services.record import new_record

        path = self.new_folder() / "新账.db"
        new_record(path, "大和乡创文办", date(2022, 1, 26), lambda: datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001
        return path

    @contextmanager
    def desk(
        self,
        page: str = "today",
        record: Path | None = None,
        *,
        config: Path | None = None,
        today: date = TODAY,
        size: tuple[int, int] = FULL,
        welcome: bool = False,
    ) -> Iterator[Clerk]:
        """A desk with its window on a copy of the sample, or on `record`, closed afterwards."""
        app = App(config or self.new_folder(), today=lambda: today)
        desk = Desk(app)
        clerk = Clerk(desk)
        desk.window.resize(*size)
        desk.window.show()
        clerk.activate()
        try:
            if welcome:
                desk.window.show_welcome()
            else:
                desk.open(record or self.copy(), page)
                until(lambda: page in desk.window.pages, f"the page {page}")
                clerk.rest()
                clerk.activate()
            yield clerk
        finally:
            self._put_away(clerk)

    def _put_away(self, clerk: Clerk) -> None:
        for dialog in clerk.dialogs():
            dialog.close()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if clerk.app.dark or clerk.app.scale != 100:
            clerk.app.settings.put("dark", False)
            clerk.app.set_scale(100)
        clerk.window.close()
        until(lambda: clerk.app.jobs.pending == 0, "the last answers", 60)
        clerk.app.close()
        clerk.window.deleteLater()
        clerk.desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QGuiApplication.clipboard().clear()

    @contextmanager
    def entry(self) -> Iterator[tuple[Clerk, SheetView]]:
        """登记 on a fresh paper sheet of the sample's last week, the keyboard on its first name."""
        with self.desk("entry") as clerk:
            page: Any = clerk.window.page
            until(lambda: page._begun, "the week")
            clerk.press(Qt.Key.Key_N, CTRL, clerk.window)
            clerk.rest()
            clerk.keys = clerk.clicks = 0
            yield clerk, page.sheet.view


def visible(root: QWidget, kind: type[W], name: str = "") -> list[W]:
    """The visible widgets of a kind."""
    found = root.findChildren(kind, name) if name else root.findChildren(kind)
    return [one for one in found if one.isVisible()]


def words_of(root: QWidget) -> str:
    """The visible words of labels and buttons, in no special order."""
    parts = [one.text() for one in visible(root, QLabel)] + [
        one.text() for one in visible(root, QAbstractButton)
    ]
    return "\n".join(part for part in parts if part)


def entries(menu: QMenu) -> list[str]:
    """The words of a menu."""
    return [one.text() for one in menu.actions() if one.text()]
