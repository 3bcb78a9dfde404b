"""Status marks: shape, word and colour, of one width in one column, legible in black and white."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as it is shown: kind late/soon/check/open/done or the fill-less lack/note, and its words."""

    kind: str
    text: str

    @property
    def shape(self) -> str:
        """The sign that stands before the word."""
        return _STYLE[self.kind][0]

    def __str__(self) -> str:
        return f"{self.shape} {self.text}"


# kind: (shape, ground token or "", ink token)
_STYLE: dict[str, tuple[str, str, str]] = {
    "late": ("■", "late", "on_late"),
    "soon": ("▲", "soon", "on_soon"),
    "check": ("●", "check", "on_check"),
    "open": ("○", "open", "on_open"),
    "done": ("✓", "", "on_done"),
    "lack": ("▲", "", "warn_text"),  # a lesser lack: coloured word, no fill
    "note": ("○", "", "text2"),
}
MARKS = tuple(_STYLE)
WIDTH = 78  # px at 100 %
HEIGHT = 22


def paint_mark(painter: QPainter, mark: Mark, cell: QRectF) -> None:
    """Draw a mark at the left of a cell, vertically centred."""
    now = theme.current()
    _shape, ground, ink = _STYLE[mark.kind]
    font = now.font("secondary")
    font.setBold(mark.kind == "late")
    wanted = QFontMetrics(font).horizontalAdvance(mark.text) + now.px(32)
    height = min(now.px(HEIGHT), cell.height() - 2)
    box = QRectF(
        cell.left(), cell.center().y() - height / 2, min(max(now.px(WIDTH), wanted), cell.width()), height
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground:
        _fill(painter, box, mark.kind, now.color(ground), now.color(ink))
    inset = now.px(7) if ground else 0
    side = now.px(10)
    sign = QRectF(box.left() + inset, box.center().y() - side / 2, side, side)
    paint_shape(painter, mark.kind, sign, now.color(ink))
    painter.setPen(now.color(ink))
    painter.setFont(font)
    words = box.adjusted(inset + side + now.px(6), 0, -2, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, mark.text)
    painter.restore()


def _fill(painter: QPainter, box: QRectF, kind: str, ground: QColor, ink: QColor) -> None:
    painter.setBrush(ground)
    painter.setPen(QPen(ink, 1) if kind == "soon" else QPen(ground, 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def paint_shape(painter: QPainter, kind: str, box: QRectF, color: QColor) -> None:
    """Draw ■ ▲ ● ○ ✓ as a figure, since fonts disagree about their size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    shape = _STYLE[kind][0]
    if shape == "■":
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    elif shape == "▲":
        corners = [QPointF(box.center().x(), box.top() + 0.5), box.bottomRight(), box.bottomLeft()]
        painter.drawPolygon(QPolygonF(corners))
    elif shape == "●":
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        width = max(1.5, box.width() / 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if shape == "○":
            painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))
        else:
            tip = QPointF(box.left() + box.width() * 0.4, box.bottom() - 1)
            start = QPointF(box.left() + 0.5, box.center().y() + 0.5)
            end = QPointF(box.right() - 0.5, box.top() + 1.5)
            painter.drawPolyline([start, tip, end])
    painter.restore()


class MarkLabel(QWidget):
    """A mark as a widget, for 今日 and the side panes."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark)

    def set_mark(self, mark: Mark) -> None:
        """Show another status."""
        self.mark = mark
        self.setAccessibleName(mark.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        font = now.font("secondary")
        font.setBold(True)
        wanted = QFontMetrics(font).horizontalAdvance(self.mark.text) + now.px(32)
        return QSize(max(now.px(WIDTH), wanted), now.px(HEIGHT) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self.mark, QRectF(self.rect()))
        painter.end()
