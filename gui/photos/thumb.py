"""A small picture that is a button: enlarged by a click or Enter, dragged to another row, its menu by key."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication

from gui import theme
from gui.photos.sources import HELD

WIDTH, HEIGHT = 150, 92  # px at 100 %


def small(path: Path, size: QSize) -> QImage:
    """A picture file read no larger than needed; a null image when it is not there or broken."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid() and (whole.width() > size.width() or whole.height() > size.height()):
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class Thumb(QAbstractButton):
    """`held` is what a drag of it carries: "row:12"."""

    removing = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(
        self, image: QImage, missing: str, held: str, width: int = WIDTH, height: int = HEIGHT
    ) -> None:
        super().__init__()
        self.image, self.missing = image, "" if not image.isNull() else missing
        self._held = held
        self._pressed: QPoint | None = None
        now = theme.current()
        self.setFixedSize(now.px(width), now.px(height))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme.current()
        if self.missing:
            painter.fillRect(self.rect(), now.color("warn_soft"))
            painter.setPen(now.color("warn_text"))
            painter.setFont(now.font("axis"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere
            painter.drawText(self.rect().adjusted(4, 3, -4, -3), int(flags), self.missing)
        else:
            painter.fillRect(self.rect(), now.color("head"))
            ratio = self.devicePixelRatio()
            room = QSize(round(self.width() * ratio), round(self.height() * ratio))
            made = QPixmap.fromImage(self.image).scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            made.setDevicePixelRatio(ratio)
            side = made.deviceIndependentSize().toSize()
            painter.drawPixmap((self.width() - side.width()) // 2, (self.height() - side.height()) // 2, made)
        focused = self.hasFocus()
        painter.setPen(QPen(now.color("accent" if focused else "border"), 2 if focused else 1))
        painter.drawRect(
            self.rect().adjusted(1, 1, -1, -1) if focused else self.rect().adjusted(0, 0, -1, -1)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().center()) if keys else event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed
        far = QApplication.startDragDistance()
        if start is None or (event.position().toPoint() - start).manhattanLength() < far:
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.mime())
        if not self.image.isNull():
            drag.setPixmap(QPixmap.fromImage(self.image).scaledToHeight(theme.current().px(48)))
        drag.exec(Qt.DropAction.MoveAction)

    def mime(self) -> QMimeData:
        """What a drag of it carries."""
        made = QMimeData()
        made.setData(HELD, self._held.encode())
        return made
