"""A sentence on the screen: dark words, figures with a thin accent underline that open their rows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.views.circular.lines import Part


class FigureText(QWidget):
    """Wrapped words; `pressed(int)` names the figure by its place among the figures."""

    pressed = Signal(int)
    touched = Signal()  # a click beside the figures
    doubled = Signal()

    def __init__(self, parts: Sequence[Part], *, muted: bool = False) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._muted = muted
        self._lit = -1
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setAccessibleName("".join(part.text for part in parts))
        self._write()

    @property
    def figures(self) -> list[Part]:
        """The parts that can be pressed, in order."""
        return [part for part in self._parts if part.rows is not None or part.date]

    def light(self, figure: int) -> None:
        """Show which figure the keyboard stands on; -1 for none."""
        if figure != self._lit:
            self._lit = figure
            self._write()

    def _write(self) -> None:
        now = theme.current()
        self._document.setDefaultFont(now.font("body"))
        self._document.clear()
        cursor = QTextCursor(self._document)
        number = 0
        for part in self._parts:
            style = QTextCharFormat()
            style.setForeground(now.color("text3" if self._muted else "text"))
            if part.rows is not None or part.date:
                style.setAnchor(True)
                style.setAnchorHref(str(number))
                style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                style.setUnderlineColor(now.color("accent"))
                if number == self._lit:
                    style.setBackground(now.color("accent"))
                    style.setForeground(now.color("on_accent"))
                number += 1
            cursor.insertText(part.text, style)
        self.updateGeometry()
        self.update()

    # --- size and paint -------------------------------------------------------------------------------
    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._document.setTextWidth(max(width, 40))
        return round(self._document.size().height()) + 2

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 60 else 320
        return QSize(160, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.current().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._document.setTextWidth(self.width())
        painter = QPainter(self)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.current().color("text"))
        context.clip = QRectF(self.rect())
        self._document.documentLayout().draw(painter, context)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._write()
        super().changeEvent(event)

    # --- mouse ----------------------------------------------------------------------------------------
    def spot(self, figure: int) -> QPointF:
        """The middle of a figure, for tests and for the reader of the screen."""
        layout = self._document.documentLayout()
        self._document.setTextWidth(self.width())
        for y in range(2, round(self._document.size().height()), 4):
            for x in range(0, self.width(), 3):
                if layout.anchorAt(QPointF(x, y)) == str(figure):
                    return QPointF(x + 2, y)
        return QPointF()

    def _under(self, point: QPointF) -> str:
        return self._document.documentLayout().anchorAt(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._under(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        if figure := self._under(event.position()):
            self.pressed.emit(int(figure))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._under(event.position()):
            self.doubled.emit()
