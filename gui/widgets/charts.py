"""Two small charts with their numbers on them: pairs of bars, and one line. No axis, no grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme

BARS, LINE = 180, 110  # px of height at 100 %
_WIDEST = 16  # px of a bar


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the chart: its name below, one figure or two."""

    name: str
    first: int
    second: int = 0


class _Chart(QWidget):
    """Columns of equal width; `chosen(number)` on a click, or Enter on the column reached by ←→."""

    chosen = Signal(int)

    def __init__(self, words: str, height: int) -> None:
        super().__init__()
        self._words, self._height = words, height
        self._points: tuple[Point, ...] = ()
        self._at = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)

    def set_points(self, points: Sequence[Point]) -> None:
        """Draw these."""
        self._points = tuple(points)
        self._at = len(points) - 1
        self.setAccessibleDescription("；".join(self._say(point) for point in points))
        self.update()

    def _say(self, point: Point) -> str:
        return f"{point.name} {point.first}"

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(240), now.px(self._height))

    def _cell(self, number: int) -> QRectF:
        width = self.width() / max(len(self._points), 1)
        return QRectF(number * width, 0, width, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font("axis"))
        line = QFontMetrics(painter.font()).height()
        base = self.height() - line - 4
        if self._points:
            self._paint(painter, line, base)
            self._names(painter, base)
        if self.hasFocus():
            painter.setPen(QPen(now.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._cell(self._at).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, line: float, base: float) -> None:
        raise NotImplementedError

    def _names(self, painter: QPainter, base: float) -> None:
        painter.setPen(theme.current().color("text2"))
        widest = max(QFontMetrics(painter.font()).horizontalAdvance(point.name) for point in self._points)
        step = 1 if widest + 4 <= self._cell(0).width() else 2
        for number, point in enumerate(self._points):
            if (len(self._points) - 1 - number) % step == 0:
                cell = self._cell(number)
                room = QRectF(cell.center().x() - widest, base + 4, widest * 2, self.height() - base)
                painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, point.name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self._points)):
            if self._cell(number).contains(event.position()):
                self._at = number
                self.chosen.emit(number)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None and self._points:
            self._at = min(max(self._at + by, 0), len(self._points) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._points:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)


class BarPairs(_Chart):
    """Two bars a column, grey for the first figure and blue for the second."""

    def __init__(self, words: str, height: int = BARS) -> None:
        super().__init__(words, height)

    def _say(self, point: Point) -> str:
        return f"{point.name} {point.first}、{point.second}"

    def _paint(self, painter: QPainter, line: float, base: float) -> None:
        now = theme.current()
        top = max(max(point.first, point.second) for point in self._points) or 1
        room = base - line - 4
        for number, point in enumerate(self._points):
            cell = self._cell(number)
            width = min(cell.width() * 0.36, now.px(_WIDEST))
            for side, (figure, token) in enumerate(((point.first, "border"), (point.second, "check"))):
                x = cell.center().x() + (1 if side else -1 - width)
                height = room * figure / top
                painter.fillRect(QRectF(x, base - height, width, height), now.color(token))
                painter.setPen(now.color("text2"))
                words = QRectF(x - width, base - height - line - 1, width * 3, line)
                painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(figure))
        painter.setPen(QPen(now.color("text3"), 1))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))


class LineDots(_Chart):
    """One line with its figures; the last is the present and stands out."""

    def __init__(self, words: str, height: int = LINE) -> None:
        super().__init__(words, height)

    def _paint(self, painter: QPainter, line: float, base: float) -> None:
        now = theme.current()
        figures = [point.first for point in self._points]
        low, span = min(figures), (max(figures) - min(figures)) or 1
        room = base - 2 * line - 12
        spots = [
            QPointF(self._cell(number).center().x(), base - 8 - room * (figure - low) / span)
            for number, figure in enumerate(figures)
        ]
        painter.setPen(QPen(now.color("accent"), 2))
        painter.drawPolyline(spots)
        painter.setBrush(now.color("accent"))
        for number, (spot, figure) in enumerate(zip(spots, figures, strict=True)):
            last = number == len(spots) - 1
            radius = 4 if last else 2.5
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(spot, radius, radius)
            painter.setFont(now.font("strong" if last else "axis"))
            painter.setPen(now.color("text" if last else "text2"))
            words = QRectF(spot.x() - 30, spot.y() - 1.4 * line - 4, 60, 1.4 * line)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(figure))
        painter.setFont(now.font("axis"))
