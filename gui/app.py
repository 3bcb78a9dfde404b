"""What every page is handed: the file, the jobs, the bus, the settings, the questions, the day."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from core.errors import UserError
from gui import looking, theme
from gui.bugs import Bugs
from gui.bus import Bus
from gui.jobs import Jobs, Record, Written
from gui.settings import Settings
from gui.widgets.dialogs import Question, confirm_dialog

Ask = Callable[[Question, QWidget | None], bool]


def ask_clerk(question: Question, parent: QWidget | None) -> bool:
    """Put a question in a dialog; true when the verb was pressed."""
    dialog = confirm_dialog(question, parent)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    if isValid(dialog):  # what it lay over may be gone
        dialog.deleteLater()
    return answer


def wall_time() -> datetime:
    """The office PC's clock; the paper world has no zones."""
    return datetime.now()  # noqa: DTZ005


class App(QObject):
    """The desk without its windows. Tests replace `ask` and give `today`."""

    opened = Signal(object)  # Path, once the file is open
    unit_changed = Signal(str)
    undone = Signal(str, object)  # 撤销了/重做了 + label, kinds
    theme_changed = Signal()

    def __init__(
        self,
        config: Path | None = None,
        today: Callable[[], date] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = Settings(config)
        self.jobs = Jobs(self)
        self.bus = Bus(self)
        self.bugs = Bugs(self)
        self.ask: Ask = ask_clerk
        self.today: Callable[[], date] = today or date.today
        self.path: Path | None = None
        self.read_only = False  # the record can only be looked at
        looking.set_only(False)
        self.unit = ""
        self.jobs.written.connect(self._written)
        self.jobs.broke.connect(self.bugs.report)

    # --- the file -------------------------------------------------------------------------------------
    def open(
        self,
        path: Path,
        done: Callable[[], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        look_only: bool = False,
    ) -> None:
        """Open a record file in the worker; `opened` and then `done` when it stands.

        A file that cannot be written is opened to be looked at: `read_only`.
        """
        then = done

        def opener() -> Record:
            from core.services.record import open_as_allowed

            return open_as_allowed(path, self._clock, look_only=look_only)

        def stands(record: Record) -> None:
            self.path = path
            self.read_only = not record.writable
            looking.set_only(self.read_only)
            self.settings.remember(path)
            self.opened.emit(path)
            self.bus.changed.emit(frozenset({"*"}))
            if then is not None:
                then()

        self.jobs.open(path, opener, stands, failed)

    def _clock(self) -> datetime:
        return datetime.combine(self.today(), wall_time().time())

    def set_unit(self, name: str) -> None:
        """The office's name, for the window title."""
        if name != self.unit:
            self.unit = name
            self.unit_changed.emit(name)

    def undo(self) -> None:
        """Take back the last act of the record; `undone` says which."""
        self._turn("undo", "撤销了")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn("redo", "重做了")

    def _turn(self, verb: str, word: str) -> None:
        def act(db: Any, _task: object) -> Any:
            from core import journal

            return getattr(journal, verb)(db)

        def done(result: Any) -> None:
            kinds = frozenset(result.kinds)
            self.bus.changed.emit(kinds)
            inner = result.label.replace("“", "‘").replace("”", "’")  # marks within marks, GB/T 15834
            self.undone.emit(f"{word}“{inner}”", kinds)

        self.jobs.on_file(act, done)

    def _written(self, written: Written) -> None:
        self.bus.changed.emit(written.kinds)

    # --- the look -------------------------------------------------------------------------------------
    @property
    def scale(self) -> int:
        """Font size in per cent."""
        stored = int(self.settings.get("scale", 100))
        return stored if stored in theme.SCALES else 100

    @property
    def dark(self) -> bool:
        """The dark theme is chosen."""
        return bool(self.settings.get("dark", False))

    def set_scale(self, scale: int) -> None:
        """Another font size, at once."""
        self.settings.put("scale", scale)
        self.apply_theme()

    def step_scale(self, by: int) -> None:
        """The next larger (1) or smaller (-1) font size."""
        place = theme.SCALES.index(self.scale) + by
        if 0 <= place < len(theme.SCALES):
            self.set_scale(theme.SCALES[place])

    def set_dark(self, dark: bool) -> None:
        """The dark or the light theme, at once."""
        self.settings.put("dark", dark)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Put the stored theme and font size in force."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark=self.dark, scale=self.scale)
        self.theme_changed.emit()

    def close(self) -> None:
        """Write what is queued, close the file, end the workers."""
        self.jobs.close()
