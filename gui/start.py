"""Start the desk: paint the shell first, then open the file in the worker."""

import sys
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.errors import UserError
from gui import icons, input_method, translate
from gui.app import App
from gui.badges import Badges
from gui.bugs import start_log
from gui.first_steps import FirstSteps
from gui.main_window import MainWindow
from gui.views import PAGES
from gui.welcome import Welcome

if TYPE_CHECKING:
    from gui.doorbell import Doorbell

Hook = Callable[["Desk", str, Path], None]


def default_folder() -> Path:
    """Where a new record is proposed to lie: 文档\\包保台账."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place)) / "包保台账"


def make_application() -> QApplication:
    """The QApplication with Chinese words and the program's icon; safe to call twice."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    input_method.choose()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("包保台账")
    application.setDesktopFileName("baobao-ledger")
    application.setWindowIcon(icons.app_icon())
    translate.install(application)
    return application


class Desk(QObject):
    """App and window together. `on_sample`, `on_roster`, `on_existing` carry out the three first choices."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        app.apply_theme()
        self.welcome = Welcome(default_folder())
        self.window = MainWindow(app, self.welcome)
        self.badges = Badges(app, self.window.sidebar.set_badge)
        self.steps = FirstSteps(app, self.window, self.welcome, self.open)
        self.on_sample: Hook = lambda desk, unit, folder: desk.steps.sample(unit, folder)
        self.on_roster: Hook = lambda desk, unit, folder: desk.steps.roster(unit, folder)
        self.on_existing: Hook = lambda desk, unit, folder: desk.steps.existing(unit, folder)
        self._then: Callable[[], None] | None = None
        self._target = "today"
        self.welcome.sample.connect(self._sample)
        self.welcome.roster.connect(self._roster)
        self.welcome.existing.connect(self._existing)

    def show(self) -> None:
        """Show the window at its last size."""
        width, height, maximised = self.app.settings.get("window", [1366, 700, False])
        self.window.resize(int(width), int(height))
        if maximised:
            self.window.showMaximized()
        else:
            self.window.show()

    def begin(self, path: Path | None) -> None:
        """Open the given or the last file, else welcome."""
        recent = self.app.settings.recent()
        chosen = path or (recent[0] if recent else None)
        if chosen is None:
            self.window.show_welcome()
        else:
            self.open(chosen)

    def open(
        self,
        path: Path,
        target: str = "today",
        then: Callable[[], None] | None = None,
        *,
        look_only: bool = False,
    ) -> None:
        """Open a record, show a page, then do `then`; a refusal goes to the welcome page.

        One that another window has open is shown there, and a window that has none goes. `look_only`
        changes nothing, as where the folder cannot be written.
        """
        from gui.doorbell import ring

        self._target, self._then = target, then
        if path != self.app.path and ring(path):
            self._elsewhere(path)
        else:
            self.app.open(path, self._opened, self._refused, look_only=look_only)

    @cached_property
    def bell(self) -> "Doorbell":
        """Answers a second start; Qt's sockets are loaded after the first paint."""
        from gui.doorbell import Doorbell

        bell = Doorbell(lambda: self.app.path, self)
        bell.rung.connect(self._come_forward)
        return bell

    def _elsewhere(self, path: Path) -> None:
        if self.app.path is None:
            QTimer.singleShot(0, self.window, self.window.close)
        else:
            self.window.refuse(f"“{path.name}”已在另一个窗口打开，那个窗口已调到前面。")

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _opened(self) -> None:
        if self.app.path is not None:
            self.bell.listen(self.app.path)
        self.window.forget_pages()
        self.window.show_page(self._target)
        self.steps.opened()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _refused(self, error: UserError) -> None:
        if self.app.path is None:
            self.window.show_welcome()
        self.window.refuse(str(error))

    def _sample(self, unit: str, folder: Path) -> None:
        self.on_sample(self, unit, folder)

    def _roster(self, unit: str, folder: Path) -> None:
        self.on_roster(self, unit, folder)

    def _existing(self, unit: str, folder: Path) -> None:
        self.on_existing(self, unit, folder)


def open_every_page(path: Path) -> None:
    """Self-check: show each page of a record and wait until it has read; the first failure is raised."""
    application = make_application()
    with TemporaryDirectory() as config:
        app = App(config=Path(config))
        failures: list[Exception] = []
        app.jobs.broke.connect(failures.append)
        app.jobs.refused.connect(lambda text: failures.append(UserError(text)))
        try:
            desk = Desk(app)
            desk.show()
            desk.open(path)
            _settle(application, app)
            for name, *_ in PAGES:
                desk.window.show_page(name)
                _settle(application, app)
            desk.window.close()
        finally:
            app.close()
    if failures:
        raise failures[0]


def _settle(application: QApplication, app: App) -> None:
    """Until nothing is asked any more and all is painted."""
    while app.jobs.pending:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    application.processEvents()


def run_window(
    path: Path | None = None, today: date | None = None, started: Callable[[], object] | None = None
) -> int:
    """Show the desk until it is closed; `started` is called after the first paint. Returns the exit code."""
    application = make_application()
    app = App(today=(lambda: today) if today else None)
    start_log(app.settings.folder)
    app.bugs.install()
    desk = Desk(app)
    known = path is not None or bool(app.settings.recent())
    if not known:
        desk.window.show_welcome()
    first = _First(desk, path, started)
    desk.window.painted.connect(first.go)
    desk.show()
    code = application.exec()
    app.close()
    return code


class _First(QObject):
    def __init__(self, desk: Desk, path: Path | None, started: Callable[[], object] | None) -> None:
        super().__init__(desk)
        self._desk, self._path, self._started = desk, path, started

    def go(self) -> None:
        """After the first paint: tell, choose the papers' fonts, then open."""
        if self._started is not None:
            self._started()
        app = self._desk.app
        if app.settings.get("own_fonts", False):
            app.jobs.work(_own_fonts, _nothing)
        self._desk.begin(self._path)


def _own_fonts() -> None:
    from reports.installed import use_own

    use_own(own=True)


def _nothing(_done: None) -> None:
    """The fonts are looked up when a paper is first drawn."""
