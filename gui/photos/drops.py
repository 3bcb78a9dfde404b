"""A part of a page onto which photos may be dropped anywhere; what lies under the pointer is marked."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.photos.sources import HELD, holds_photos, sources_of

Spot = Callable[[QPoint], QRect | None]


class DropArea(QWidget):
    """`spot(point)` is the rectangle that would take a photo there, None for nowhere."""

    dropped = Signal(object, QPoint)  # list[Source]
    moved = Signal(str, QPoint)  # a photo of the desk: "row:12" or "waiting:3"

    def __init__(self) -> None:
        super().__init__()
        self.spot: Spot = lambda _point: self.rect()
        self.setAcceptDrops(True)
        self._mark = QFrame(self)
        self._mark.setObjectName("dropMark")
        self._mark.setProperty("role", "dropMark")
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._follow(event)

    def _follow(self, event: QDragMoveEvent) -> None:
        where = self.spot(event.position().toPoint()) if holds_photos(event.mimeData()) else None
        self._mark.setVisible(where is not None)
        if where is None:
            event.ignore()
            return
        self._mark.setGeometry(where)
        self._mark.raise_()
        inside = event.mimeData().hasFormat(HELD)
        event.setDropAction(Qt.DropAction.MoveAction if inside else Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._mark.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark.hide()
        point, mime = event.position().toPoint(), event.mimeData()
        if self.spot(point) is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # never "move": the clerk's files stay where they are
        event.accept()
        if mime.hasFormat(HELD):
            self.moved.emit(bytes(mime.data(HELD).data()).decode(), point)
        elif found := sources_of(mime):
            self.dropped.emit(found, point)
