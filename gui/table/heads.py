"""Column heads with the cells' own alignment and the sort arrow; line numbers with the current one filled."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView

from gui import theme
from gui.table.delegate import PAD

if TYPE_CHECKING:
    from gui.table.sheet import SheetView

ARROW = 18  # px at 100 % of the ▾ that opens a column's filter


class Head(QHeaderView):
    """The column heads of a SheetView."""

    # Qt asks for the size even while the collector takes a view apart and its attributes are gone already
    _lines = 1

    def __init__(self, view: "SheetView") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._lines = max((column.title.count("\n") for column in view.rows.columns), default=0) + 1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.current().px(33 if self._lines == 1 else 43))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        now = theme.current()
        columns = self._view.rows.columns
        painter.save()
        painter.fillRect(rect, now.color("head"))
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._view.sheet:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        column = columns[logical]
        left = self._view.edge if logical == 0 and not self._view.numbers else PAD
        last_right = logical == len(columns) - 1 and column.side == "right"
        box = rect.adjusted(left, 0, -(self._view.edge if last_right else PAD), -1)
        if column.side == "center":
            box = rect.adjusted(1, 0, -1, -1)
        if self._view.can_arrange(column) and self._view.rows.can_filter and column.filterable:
            spot = self.arrow_spot(logical, rect)
            on_right = spot.center().x() > rect.center().x()
            if on_right:
                box.setRight(min(box.right(), spot.left()))
            else:
                box.setLeft(max(box.left(), spot.right()))
            self._paint_arrow(painter, spot, active=column.key in self._view.rows.chosen)
        painter.setFont(now.font("secondary"))
        painter.setPen(now.color("text2"))
        text = str(self._view.rows.headerData(logical, Qt.Orientation.Horizontal))
        if "\n" not in text:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, column.alignment, text)
        painter.restore()

    def arrow_spot(self, logical: int, rect: QRect | None = None) -> QRect:
        """Where the ▾ of a column's filter stands: opposite the words, as wide as a finger is not."""
        if rect is None:
            left = self.sectionViewportPosition(logical)
            rect = QRect(left, 0, self.sectionSize(logical), self.height())
        side = theme.current().px(ARROW)
        column = self._view.rows.columns[logical]
        at_left = column.side == "right"
        left = rect.left() + 1 if at_left else rect.right() - side - 2
        return QRect(left, rect.top(), side, rect.height() - 1)

    def _paint_arrow(self, painter: QPainter, spot: QRect, *, active: bool) -> None:
        now = theme.current()
        unit = now.px(4)
        middle = spot.center()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if active:
            painter.setBrush(now.color("accent"))
            box = QRect(middle.x() - unit * 2, middle.y() - unit * 2, unit * 4, unit * 4)
            painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(now.color("on_accent" if active else "text3"))
        top = middle.y() - unit // 2
        corners = [
            QPoint(middle.x() - unit, top), QPoint(middle.x() + unit, top), QPoint(middle.x(), top + unit),
        ]  # fmt: skip
        painter.drawPolygon(corners)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        logical = self.logicalIndexAt(at)
        if logical >= 0 and self._view.can_filter(logical) and self.arrow_spot(logical).contains(at):
            self._view.open_filter(logical)
            event.accept()
            return
        super().mousePressEvent(event)


class Numbers(QHeaderView):
    """Line numbers; the current one stands on the accent."""

    def __init__(self, view: "SheetView") -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(49), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        now = theme.current()
        here = logical == self._view.currentIndex().row()
        painter.save()
        if rect.height() > self._view.line_height:  # an error bar stands below the line
            painter.fillRect(rect, now.color("warn_soft"))
            rect = QRect(rect.left(), rect.top(), rect.width(), self._view.line_height)
        painter.fillRect(rect, now.color("accent" if here else "surface"))
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(now.font("strong" if here else "body"))
        painter.setPen(now.color("on_accent" if here else "text2"))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -PAD, -1), align, str(logical + 1))
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        used = self.length() - self.offset()
        if used < self.viewport().height():  # below the last line there is nothing to number
            painter = QPainter(self.viewport())
            rest = QRect(0, used, self.width(), self.viewport().height() - used)
            painter.fillRect(rest, theme.current().color("surface"))
            painter.end()
