"""A field of the strip that takes a name by letters, as the cells do; its arrow lists all there is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from gui import icons
from gui.table import Candidate, CandidatePopup
from gui.table.editor import CellEditor
from gui.widgets import retheme


class PickField(CellEditor):
    """`picked(Candidate | None)` when another choice stands; an unknown word stays, edged in red."""

    picked = Signal(object)
    done = Signal()  # Enter: the clerk goes on to the sheet

    def __init__(
        self, match: Callable[[str], list[Candidate]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or QWidget())
        self.setObjectName(name)
        self.setFrame(True)
        self._match = match
        self._every: Sequence[Candidate] = ()
        self._chosen: Candidate | None = None
        self._popup: CandidatePopup | None = None
        self._arrow = QAction(icons.icon("chevron-down", "text2"), "全部", self)
        self._arrow.triggered.connect(self._list)
        self.addAction(self._arrow, self.ActionPosition.TrailingPosition)
        self.looking.connect(self._offer)
        self.ended.connect(self._end)
        self.stepped.connect(self._step)

    def set_all(self, every: Sequence[Candidate]) -> None:
        """What the arrow lists."""
        self._every = every

    @property
    def chosen(self) -> Candidate | None:
        """What stands in the field."""
        return self._chosen

    def set_chosen(self, one: Candidate | None) -> None:
        """Show a choice without telling."""
        self._chosen = one
        self.setText(one.label if one else "")
        if self.property("wrong"):
            retheme(self, wrong=False)

    def _offer(self, typed: str) -> None:
        if self._popup is None:
            self._popup = CandidatePopup(self.window())
            self._popup.taken.connect(self._take)
        self._popup.offer(self._match(typed), self)
        self.steering = self._popup.isVisible()

    def _step(self, by: int) -> None:
        if self._popup is not None:
            self._popup.step(by)

    def _end(self, way: str) -> None:
        if way == "escape":
            self._hide()
            self.set_chosen(self._chosen)
            return
        if self.commit() and way == "enter":
            self.done.emit()
        elif way != "enter":
            self.focusNextPrevChild(way == "tab")

    def commit(self) -> bool:
        """Take the marked offer, or the word when it is known; False when it is not."""
        popup, typed = self._popup, self.text().strip()
        if popup is not None and popup.isVisible() and popup.chosen is not None:
            self._take(popup.chosen)
            return True
        self._hide()
        if typed == (self._chosen.label if self._chosen else ""):
            return True
        exact = [one for one in self._match(typed) if one.label == typed]
        if typed and not exact:
            retheme(self, wrong=True)
            return False
        self._take(exact[0] if exact else None)
        return True

    def _take(self, one: Candidate | None) -> None:
        self._hide()
        moved = one != self._chosen
        self.set_chosen(one)
        if moved:
            self.picked.emit(one)

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()
        self.steering = False

    def _list(self) -> None:
        menu = QMenu(self)
        for one in self._every:
            menu.addAction(one.label).setData(one)
        act = menu.exec(self.mapToGlobal(QPoint(0, self.height())))
        if act is not None:
            self._take(act.data())
        if isValid(menu):  # the page may be gone
            menu.deleteLater()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.steering:
            self._popup_all()
        else:
            super().keyPressEvent(event)

    def _popup_all(self) -> None:
        self._offer("")
        if self._popup is not None:
            self._popup.offer(list(self._every), self)
            self.steering = self._popup.isVisible()
