"""编辑 at the foot of the window: 撤销 and 重做 with the name of the act, for the whole session and after."""

from typing import Any

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from gui.app import App
from gui.jobs import Latest
from gui.widgets.basics import link


class UndoMenu(QObject):
    """`face` goes into the bottom line; the words follow the record after each write."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app, self._latest = app, Latest()
        self.face = link("编辑 ▾", name="editMenu")
        self.face.setToolTip("撤销和重做  Alt+E")
        self.setParent(self.face)
        self.menu = QMenu(self.face)
        self.undo = self.menu.addAction("撤销")
        self.undo.setObjectName("menuUndo")
        self.undo.triggered.connect(self._undo)
        self.redo = self.menu.addAction("重做")
        self.redo.setObjectName("menuRedo")
        self.redo.triggered.connect(self._redo)
        self.menu.addSeparator()
        self.history = self.menu.addAction("这一行的历史\tCtrl+H")
        self.bin = self.menu.addAction("回收站")
        self.menu.setToolTipsVisible(True)
        self.face.clicked.connect(self.open)
        self._say((None, None))
        app.opened.connect(self._ask_later)
        app.jobs.written.connect(self._ask)
        app.undone.connect(self._ask)

    def open(self) -> None:
        """Above its button: the bottom line has no room below."""
        height = self.menu.sizeHint().height()
        self.menu.setActiveAction(self.undo if self.undo.isEnabled() else self.redo)
        self.menu.popup(self.face.mapToGlobal(QPoint(0, -height)))

    def _ask_later(self) -> None:
        """A record was opened: the page that is shown reads first."""
        QTimer.singleShot(0, self, self._ask)

    def _ask(self, *_told: object) -> None:
        if self._app.path is not None:
            self._app.jobs.read(_turns, self._say, latest=self._latest)

    def _say(self, found: tuple[str | None, str | None]) -> None:
        for act, word, key, label in (
            (self.undo, "撤销", "Ctrl+Z", found[0]),
            (self.redo, "重做", "Ctrl+Y", found[1]),
        ):
            # behind a tab Qt sets the key at the right without binding it a second time
            act.setText(f"{word} {label}\t{QKeySequence(key).toString()}" if label else f"{word}\t{key}")
            act.setEnabled(label is not None)

    def _undo(self) -> None:
        self._app.undo()

    def _redo(self) -> None:
        self._app.redo()


def _turns(r: Any) -> tuple[str | None, str | None]:
    from core.journal import next_redo, next_undo

    return next_undo(r), next_redo(r)
