"""How cells look: hairlines, grey fill-in cells, marks, errors, the current cell; and how they are edited."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import theme
from gui.table.columns import Column
from gui.table.editor import CellEditor
from gui.table.model import ERROR, MUTED, VALUE
from gui.widgets.marks import Mark, paint_mark, paint_shape

if TYPE_CHECKING:
    from gui.table.sheet import SheetView

Index = QModelIndex | QPersistentModelIndex
PAD = 10


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of one SheetView."""

    def __init__(self, view: "SheetView") -> None:
        super().__init__(view)
        self._view = view

    # --- paint ----------------------------------------------------------------------------------------
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = self._view.rows.columns[index.column()]
        rect = self._line(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        ink = self._ground(painter, rect, index, column, selected)
        self._lines(painter, rect, index, selected)
        self._content(painter, rect, index, column, ink)
        if index.data(ERROR):
            self._edge(painter, rect, "danger")
        elif self._view.sheet and index == self._view.currentIndex() and self._view.hasFocus():
            self._edge(painter, rect, "accent")
        painter.restore()

    def _line(self, rect: QRect) -> QRect:
        """The cell without the room an error bar has below it."""
        return QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), self._view.line_height))

    def _ground(self, painter: QPainter, rect: QRect, index: Index, column: Column, selected: bool) -> QColor:
        now = theme.current()
        row = self._view.rows.row(index.row())
        token = column.fill(row) if column.fill is not None and row is not None else ""
        if token:
            painter.fillRect(rect.adjusted(2, 2, -2, -3), now.color(token))
            return now.color(f"on_{token}")
        current_line = self._view.sheet and index.row() == self._view.currentIndex().row()
        if selected or current_line:
            painter.fillRect(rect, now.color("accent_soft"))
        elif self._view.sheet and _warned(index.data(VALUE)):
            painter.fillRect(rect, now.color("warn_soft"))
        elif self._view.sheet and not column.editable:
            painter.fillRect(rect, now.color("window"))
        weak = index.data(MUTED)
        grey = self._view.sheet and not column.editable
        return now.color("text3" if weak else "text2" if grey else "text")

    def _lines(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        now = theme.current()
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._view.sheet:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        elif selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), now.color("accent"))

    def _edge(self, painter: QPainter, rect: QRect, token: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.current().color(token), 2))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _content(self, painter: QPainter, rect: QRect, index: Index, column: Column, ink: QColor) -> None:
        now = theme.current()
        left = self._view.edge if index.column() == 0 and not self._view.numbers else PAD
        right = self._view.edge if index.column() == len(self._view.rows.columns) - 1 else PAD
        if column.side != "right" or column.kind == "status":
            right = min(right, PAD)
        box = rect.adjusted(left, 0, -right, -1)
        if column.side == "center":
            box = rect.adjusted(2, 0, -2, -1)
        value = index.data(VALUE)
        if column.kind == "check":
            _paint_box(painter, rect, bool(value))
            return
        if isinstance(value, Mark):
            paint_mark(painter, value, QRectF(box))
            return
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if index.data(ERROR):
            side = now.px(9)
            paint_shape(
                painter,
                "late",
                QRectF(box.left(), rect.center().y() - side / 2, side, side),
                now.color("danger"),
            )
            box = box.adjusted(side + 6, 0, 0, 0)
        if isinstance(value, tuple):
            words = str(value[0])
        painter.setFont(now.font("strong" if column.bold and ink != now.color("text3") else "body"))
        self._words(painter, box, column, words, ink)
        if isinstance(value, tuple) and isinstance(value[-1], Mark):
            used = painter.fontMetrics().horizontalAdvance(words) + now.px(14) if words else 0
            paint_mark(painter, value[-1], QRectF(box.adjusted(used, 0, 0, 0)))

    def _words(self, painter: QPainter, box: QRect, column: Column, words: str, ink: QColor) -> None:
        now = theme.current()
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(now.color("accent") if column.kind == "link" else ink)
        painter.drawText(box, column.alignment, shown)
        if column.kind == "figure" and shown:
            width = metrics.horizontalAdvance(shown)
            start = box.right() - width if column.side == "right" else box.left()
            low = box.center().y() + metrics.height() // 2
            painter.setPen(QPen(now.color("accent"), 1))
            painter.drawLine(start, low, start + width, low)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, theme.current().px(32))

    # --- edit -----------------------------------------------------------------------------------------
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        editor.setAccessibleName(self._view.rows.columns[index.column()].title)
        self._view.editor_opened(editor, index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and not editor.filled:
            editor.filled = True
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        rect = self._line(option.rect)
        editor.setGeometry(rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # The base class would commit on Enter and Tab and forget the composition: CellEditor decides.
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(editor, event)


def _warned(value: Any) -> bool:
    last = value[-1] if isinstance(value, tuple) and value else value
    return isinstance(last, Mark) and last.kind == "lack"


def _paint_box(painter: QPainter, cell: QRect, checked: bool) -> None:
    now = theme.current()
    side = now.px(17)
    box = QRectF(cell.center().x() - side / 2, cell.center().y() - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(now.color("accent" if checked else "surface"))
    painter.setPen(QPen(now.color("accent" if checked else "border"), 1))
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        inset = side * 0.22
        paint_shape(painter, "done", box.adjusted(inset, inset, -inset, -inset), now.color("on_accent"))
