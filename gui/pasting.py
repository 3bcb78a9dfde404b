"""A long block on its way into a sheet: how far it is, and 取消, which takes all of it back."""

from collections.abc import Callable, Iterator
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from core.errors import UserError
from gui import theme
from gui.slices import Slices
from gui.widgets import button, label
from gui.widgets.basics import GROUP, SPACE

FEW = 2_000  # cells; so many are understood in less time than a hand notices


class Pasting(QFrame):
    """One line over a sheet. `changed(True)` while a block is on its way: the sheet takes no typing then."""

    changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasting")
        self.setProperty("role", "banner")
        self.said = label("", name="pastingSaid")
        self.bar = QProgressBar()
        self.bar.setObjectName("pastingBar")
        self.bar.setAccessibleName("粘贴进度")
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(theme.current().px(320))
        self.halt = button("取消 Esc", "small", name="pastingStop", slot=self.cancel)
        box = QHBoxLayout(self)
        box.setContentsMargins(GROUP, 3, GROUP, 3)
        box.setSpacing(SPACE)
        box.addWidget(self.said)
        box.addWidget(self.bar, 1)
        box.addStretch(1)
        box.addWidget(self.halt)
        self._escape: QShortcut | None = None
        self._slices = Slices(self)
        self._slices.ended.connect(self._understood)
        self._keep: Callable[[], object] | None = None
        self._back: Callable[[], object] | None = None
        self._rows = 0
        self._stop = Event()
        self.hide()

    @property
    def active(self) -> bool:
        """A block is on its way."""
        return self._back is not None

    def begin(
        self, rows: int, steps: Iterator[int], keep: Callable[[], object], back: Callable[[], object]
    ) -> None:
        """Understand ``rows`` rows by ``steps``, each telling how many are done; then ``keep`` them.

        ``back`` is called when it all is to be as before; `done` ends it when the record has answered.
        """
        self._keep, self._back, self._rows = keep, back, rows
        self._stop = Event()
        self.halt.setEnabled(True)
        self.bar.setRange(0, 2 * rows)  # half for understanding, half for writing
        self._tell(0)
        self._take_escape()
        self.show()
        self.changed.emit(True)
        self._slices.run(self._told(steps))

    def _take_escape(self) -> None:
        """Esc on the sheet is 取消 while a block is on its way."""
        if self._escape is None:
            self._escape = QShortcut(QKeySequence("Esc"), self.parentWidget() or self)
            self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._escape.activated.connect(self.cancel)
        self._escape.setEnabled(True)

    def _told(self, steps: Iterator[int]) -> Iterator[int]:
        for done in steps:
            if done % 100 == 0:
                self._tell(done)
            yield done

    def _tell(self, done: int) -> None:
        self.bar.setValue(done)
        self.said.setText(f"正在粘贴，已读{done:,}行，共{self._rows:,}行")

    def _understood(self) -> None:
        keep, self._keep = self._keep, None
        self.said.setText("正在登记…")
        self.bar.setValue(self._rows)
        if keep is not None:
            keep()

    @property
    def stopped(self) -> bool:
        """取消 was pressed."""
        return self._stop.is_set()

    def stopper(self) -> Callable[[int], None]:
        """For the worker: raises once 取消 was pressed, so that nothing is written."""
        stop = self._stop

        def look(_row: int) -> None:
            if stop.is_set():
                raise UserError(CANCELLED)

        return look

    def follow(self, done: int, rows: int) -> None:
        """The worker has written so many."""
        if self.active and rows:
            self.bar.setValue(self._rows + done * self._rows // rows)
            self.said.setText(f"正在登记，已写{done:,}行，共{rows:,}行")

    def cancel(self) -> None:
        """取消: while it is being understood at once, while it is being written by the worker."""
        if self._slices.running:
            self._slices.stop()
            self.take_back()
        elif self.active:
            self._stop.set()
            self.halt.setEnabled(False)
            self.said.setText("正在取消…")

    def take_back(self) -> None:
        """Nothing of the block stays."""
        back = self._back
        self.done()
        if back is not None:
            back()

    def done(self) -> None:
        """The record has answered."""
        if self.active:
            self._keep = self._back = None
            if self._escape is not None:
                self._escape.setEnabled(False)
            self.hide()
            self.changed.emit(False)


CANCELLED = "已取消，没有登记。"
