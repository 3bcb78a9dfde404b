"""①…⑤: the steps of a month, past ones ticked, the present filled, the future hollow."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.widgets.marks import paint_shape

_DISC = 22
_GAP = 8
_LINE = 40
_LINE_NARROW = 22


class Stepper(QWidget):
    """Where in a sequence one is; `chosen(int)` (from 0) when a reached step is clicked or ←→ pressed."""

    chosen = Signal(int)

    def __init__(self, steps: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._now = 0
        self._reached = 0
        self._line = _LINE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    @property
    def step(self) -> int:
        """The present step, from 0."""
        return self._now

    def set_step(self, step: int, reached: int | None = None) -> None:
        """Go to a step; steps up to `reached` can be clicked."""
        self._now = step
        self._reached = max(step, self._reached if reached is None else reached)
        self._name()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Shorter connecting lines."""
        self._line = _LINE_NARROW if narrow else _LINE
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        last = self._cells()[-1]
        return QSize(round(last.right()) + 4, theme.current().px(_DISC) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cells = self._cells()
        for number, cell in enumerate(cells):
            self._paint_step(painter, number, cell)
            if number + 1 < len(cells):
                self._paint_line(painter, cell.right(), cells[number + 1].left())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.current().color("accent"), 2))
            painter.drawRect(cells[self._now].adjusted(-3, 1, 3, -1))
        painter.end()

    def _paint_line(self, painter: QPainter, left: float, right: float) -> None:
        painter.setPen(QPen(theme.current().color("border"), 1))
        middle = self.height() / 2
        painter.drawLine(QPointF(left + _GAP, middle), QPointF(right - _GAP, middle))

    def _paint_step(self, painter: QPainter, number: int, cell: QRectF) -> None:
        now = theme.current()
        side = now.px(_DISC)
        disc = QRectF(cell.left() + 1, self.height() / 2 - side / 2, side, side)
        present = number == self._now
        painter.setBrush(now.color("accent") if present else QColor(Qt.GlobalColor.transparent))
        painter.setPen(QPen(now.color("accent" if present else "border"), 1))
        painter.drawEllipse(disc)
        if number < self._now:
            inset = side * 0.27
            paint_shape(painter, "done", disc.adjusted(inset, inset, -inset, -inset), now.color("text2"))
        else:
            painter.setFont(now.font("strong" if present else "secondary"))
            painter.setPen(now.color("on_accent" if present else "text2"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        painter.setFont(now.font("strong" if present else "body"))
        painter.setPen(now.color("text" if present else "text2"))
        words = QRectF(disc.right() + _GAP, 0, cell.right() - disc.right(), self.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._steps[number]
        )

    def _cells(self) -> list[QRectF]:
        now = theme.current()
        metrics = QFontMetrics(now.font("strong"))
        cells, left = [], 3.0
        for text in self._steps:
            width = now.px(_DISC) + _GAP + metrics.horizontalAdvance(text) + 2
            cells.append(QRectF(left, 0, width, now.px(_DISC) + 8))
            left += width + now.px(self._line) + 2 * _GAP
        return cells

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, cell in enumerate(self._cells()):
            if cell.contains(event.position()):
                self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._now + by)

    def _choose(self, number: int) -> None:
        if 0 <= number <= self._reached and number != self._now:
            self.chosen.emit(number)

    def _name(self) -> None:
        self.setAccessibleName(f"第{self._now + 1}步，共{len(self._steps)}步：{self._steps[self._now]}")
