"""Column heads with the cells' own alignment and the sort arrow; line numbers with the current one filled."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView

from gui import theme
from gui.table.delegate import PAD

if TYPE_CHECKING:
    from gui.table.sheet import SheetView


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
        last_right = logical == len(columns) - 1 and column.alignment & Qt.AlignmentFlag.AlignRight
        box = rect.adjusted(left, 0, -(self._view.edge if last_right else PAD), -1)
        if column.alignment & Qt.AlignmentFlag.AlignHCenter:
            box = rect.adjusted(1, 0, -1, -1)
        painter.setFont(now.font("secondary"))
        painter.setPen(now.color("text2"))
        text = str(self._view.rows.headerData(logical, Qt.Orientation.Horizontal))
        if "\n" not in text:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, column.alignment, text)
        painter.restore()


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
