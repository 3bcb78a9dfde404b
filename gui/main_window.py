"""The shell: sidebar, page stack, bottom line, keys. It knows pages by name only."""

import logging
from importlib import import_module, util

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui import icons, theme
from gui.app import App, wall_time
from gui.bugs import BugDialog
from gui.jobs import Written
from gui.keys import HelpDialog, add_actions
from gui.page import Page
from gui.sidebar import Sidebar
from gui.undo_menu import UndoMenu
from gui.views import PAGES
from gui.welcome import Welcome
from gui.widgets.bars import Banners, SavedLabel, UndoBar
from gui.widgets.basics import GROUP, EmptyState, label
from gui.widgets.header import PageHeader

_log = logging.getLogger(__name__)


class Placeholder(Page):
    """Stands in for a page whose module is not part of this build."""

    def __init__(self, app: App, title: str) -> None:
        super().__init__(app, PageHeader(title, search=False, printing=False))
        self.body.addWidget(EmptyState("这一页还没有做好。"), 1)


class MainWindow(QMainWindow):
    """One window for one record. `painted` fires once, after the first paint."""

    painted = Signal()

    def __init__(self, app: App, welcome: Welcome) -> None:
        super().__init__()
        self.app = app
        self.welcome = welcome
        self.pages: dict[str, Page] = {}
        self._dirty: set[str] = set()
        self._current = ""
        self._narrow: bool | None = None
        self._was_painted = False
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(640, 400)
        self.banners = Banners(self)
        self.banners.hide()
        self._build()
        add_actions(self)
        self._connect()
        self._title()

    def _build(self) -> None:
        shell = QWidget()
        shell.setObjectName("shell")
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(PAGES)
        row.addWidget(self.sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        column.addWidget(self._bottom())
        row.addLayout(column, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(shell)
        self._whole.addWidget(self.welcome)
        self.setCentralWidget(self._whole)

    def _bottom(self) -> QFrame:
        bottom = QFrame()
        bottom.setProperty("role", "bottom")
        bottom.setObjectName("bottom")
        box = QHBoxLayout(bottom)
        box.setContentsMargins(20, 2, 20, 2)
        self._bottom_box = box
        self.undo_bar = UndoBar()
        self.status = label("", "secondary", name="status")
        self.saved = SavedLabel()
        self._dot = label("·", "secondary")
        self._dot.hide()
        self.undo_menu = UndoMenu(self.app)
        box.addWidget(self.undo_menu.face)
        box.addWidget(self.undo_bar)
        box.addStretch(1)
        box.addWidget(self.status)
        box.addWidget(self._dot)
        box.addWidget(self.saved)
        self._bottom_frame = bottom
        bottom.setFixedHeight(theme.current().px(32))
        return bottom

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_page)
        self.undo_bar.undo.connect(self.app.undo)
        self.undo_menu.history.triggered.connect(self.history)
        self.undo_menu.bin.triggered.connect(self.show_bin)
        self.app.jobs.written.connect(self._written)
        self.app.jobs.refused.connect(self.refuse)
        self.app.bugs.caught.connect(self._bug)
        self.app.bus.changed.connect(self._changed)
        self.app.undone.connect(self._undone)
        self.app.unit_changed.connect(self._title)
        self.app.theme_changed.connect(self._themed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    # --- pages ----------------------------------------------------------------------------------------
    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._current

    @property
    def page(self) -> Page | None:
        """The page that is shown; None on the welcome page."""
        return self.pages.get(self._current) if self._whole.currentIndex() == 0 else None

    def show_welcome(self) -> None:
        """The three ways to begin, without the bar."""
        self._whole.setCurrentWidget(self.welcome)
        self.welcome.focus_first()

    def show_desk(self) -> None:
        """The pages."""
        self._whole.setCurrentIndex(0)

    def show_page(self, name: str, target: object = None) -> Page:
        """Go to a page, made when first shown; half-typed words of the old one are committed."""
        self.commit_edits()
        self.show_desk()
        page = self.pages.get(name) or self._make(name)
        self._current = name
        self.stack.setCurrentWidget(page)
        self.sidebar.show_page(name)
        page.banner_slot.addWidget(self.banners)
        self.banners.setVisible(bool(self.banners.texts()))
        page.set_narrow(bool(self._narrow))
        self._show_status(page.status_text)
        if name in self._dirty and self.app.path is not None:
            self._dirty.discard(name)
            page.refresh()
        if target is not None:
            page.show_target(target)
        return page

    def _make(self, name: str) -> Page:
        title, where = next((title, where) for key, title, _short, where in PAGES if key == name)
        module, _colon, attribute = where.partition(":")
        if util.find_spec(module) is None:
            page: Page = Placeholder(self.app, title)
        else:
            page = getattr(import_module(module), attribute)(self.app)
        page.status.connect(self._said)
        page.badge.connect(self.sidebar.set_badge)
        page.go.connect(self.show_page)
        if self.app.read_only:
            page.make_inert()
        self.pages[name] = page
        self.stack.addWidget(page)
        self._dirty.add(name)
        return page

    def forget_pages(self) -> None:
        """Another record was opened: every page is made anew."""
        self.banners.setParent(self)
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        self._dirty.clear()

    def commit_edits(self) -> None:
        """A half-typed word counts as typed, also during composition."""
        QGuiApplication.inputMethod().commit()
        if (page := self.page) is not None:
            page.commit_edits()

    def _said(self, text: str) -> None:
        if self.sender() is self.page:
            self._show_status(text)

    def _show_status(self, text: str) -> None:
        self.status.setText(text)
        self._dot.setVisible(bool(text and self.saved.text()))

    def _commit_shown(self) -> None:
        self.saved.committed(wall_time())
        self._show_status(self.status.text())

    def _changed(self, kinds: frozenset[str]) -> None:
        for name, page in self.pages.items():
            if not (kinds & page.kinds or "*" in kinds or "*" in page.kinds):
                continue
            if page is self.page and self.app.path is not None:
                page.refresh()
            else:
                self._dirty.add(name)

    # --- what the desk says ---------------------------------------------------------------------------
    def _written(self, written: Written) -> None:
        self._commit_shown()
        label = written.label
        self.undo_bar.say(label if label.startswith("已") else f"已{label}", undoable=written.undoable)

    def _undone(self, text: str, kinds: frozenset[str]) -> None:
        self._commit_shown()
        target = self._page_of(kinds)
        words = text
        if target and target != self._current:
            words = f"在[{self._short_title(target)}]{text}"
            self.show_page(target)
        self.undo_bar.say(words, undoable=False)

    def _page_of(self, kinds: frozenset[str]) -> str:
        if (page := self.page) is not None and kinds & page.kinds:
            return self._current
        return next((name for name, page in self.pages.items() if kinds & page.kinds), "")

    def _short_title(self, name: str) -> str:
        return next(title for key, title, _short, _where in PAGES if key == name)

    def refuse(self, text: str) -> None:
        """A refusal nobody else shows: a banner that stays."""
        if self.page is None:
            self.welcome.refuse(text)
        else:
            self.banners.put("refused", text)

    def _bug(self, error: BaseException) -> None:
        dialog = BugDialog(error, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _title(self, _unit: str = "") -> None:
        self.setWindowTitle(f"包保台账 — {self.app.unit}" if self.app.unit else "包保台账")

    # --- keys, routed to the page ---------------------------------------------------------------------
    def main_action(self) -> None:
        """Ctrl+N."""
        if self.page and self.page.header.main.isEnabled():
            self.page.main_action()

    def print_current(self) -> None:
        """Ctrl+P."""
        if self.page:
            self.commit_edits()
            self.page.print_current()

    def history(self) -> None:
        """Ctrl+H."""
        if self.page:
            focus = self.focusWidget()
            self.commit_edits()
            if focus is not None:
                focus.setFocus()  # which row is meant
            self.page.history_current()

    def show_bin(self) -> None:
        """What was deleted, in 资料与设置."""
        if self.page:
            self.show_page("settings", {"section": "recycle"})

    def edit_menu(self) -> None:
        """Alt+E."""
        if self.page:
            self.undo_menu.open()

    def save(self) -> None:
        """Ctrl+S: a half-typed cell counts as typed, and the keyboard stays where it was."""
        typed = self.focusWidget()
        table = typed.parentWidget() if typed is not None else None
        while table is not None and not isinstance(table, QAbstractItemView):
            table = table.parentWidget()  # the editor of a cell is gone afterwards, its table is not
        self.commit_edits()
        again = table or typed
        if again is not None and isValid(again):
            again.setFocus()
        if self.page is not None and not self.undo_bar.isVisible():
            self.undo_bar.say("已保存；平时自动保存，不用按保存", undoable=False)

    def larger(self) -> None:
        """Ctrl+加号."""
        self.app.step_scale(1)

    def smaller(self) -> None:
        """Ctrl+减号."""
        self.app.step_scale(-1)

    def go_to_sender(self) -> None:
        """Alt+1…7."""
        sender = self.sender()
        if isinstance(sender, QAction) and self._whole.currentIndex() == 0:
            self.show_page(sender.data())

    def focus_search(self) -> None:
        """Ctrl+F."""
        if self.page:
            self.page.focus_search()

    def help(self) -> None:
        """F1."""
        title = self.page.title if self.page else "包保台账"
        HelpDialog(f"帮助：{title}", self.page.help_text if self.page else "", self, self.current).open()

    def keys(self) -> None:
        """Ctrl+/."""
        HelpDialog("全部快捷键", "", self).open()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QLineEdit):
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit) and new.window() is self:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A text field takes Ctrl+Z even with nothing to undo; only then the record's undo may have it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, QLineEdit):
            assert isinstance(event, QKeyEvent)
            ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            undo = event.key() == Qt.Key.Key_Z and not watched.isUndoAvailable()
            redo = event.key() == Qt.Key.Key_Y and not watched.isRedoAvailable()
            if ctrl and (undo or redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    # --- size, paint, close ---------------------------------------------------------------------------
    def _themed(self) -> None:
        self._bottom_frame.setFixedHeight(theme.current().px(32))
        self.sidebar.rescale()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # a larger font makes the same window narrower: 1366 px at 150 % hold no more than 911 px at 100 %
        narrow = self.width() < theme.current().px(theme.NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.sidebar.set_narrow(narrow)
        self.welcome.set_narrow(narrow)
        edge = GROUP if narrow else 20
        self._bottom_box.setContentsMargins(edge, 2, edge, 2)
        if (page := self.pages.get(self._current)) is not None:
            page.set_narrow(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit_edits()  # everything is saved: quitting never asks
        self.app.settings.put("window", [self.width(), self.height(), self.isMaximized()])
        super().closeEvent(event)
