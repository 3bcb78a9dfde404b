"""A bare tick box, as large as the one in the tables and aligned with a line of text."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from gui import theme
from gui.widgets.marks import paint_shape


class TickBox(QAbstractButton):
    """`clicked` when pressed; whoever hears it sets the tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its row is worked by the blank key

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(18), now.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        side = now.px(16)
        box = QRectF(0.5, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, able = self.isChecked(), self.isEnabled()
        painter.setBrush(now.color(("accent" if able else "border") if on else "surface"))
        painter.setPen(now.color("accent" if on and able else "border"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            inset = side * 0.22
            paint_shape(painter, "done", box.adjusted(inset, inset, -inset, -inset), now.color("on_accent"))
        painter.end()
