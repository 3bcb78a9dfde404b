"""The rows of 今日: four column edges that run through all of them, and the days of the right strip."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.rules.calendar import weekday_cn
from gui import theme
from gui.search import Target
from gui.views.today_words import REST, Row, Strip
from gui.widgets import MarkLabel, Section, button, clear_layout, label, link
from gui.widgets.basics import EDGE, SPACE
from gui.widgets.marks import paint_shape

STATE, WHAT, WHAT_NARROW = 92, 230, 168  # px at 100 %: where the second and third column begin
HEIGHTS = {(True, False): 48, (True, True): 38, (False, False): 38, (False, True): 32}  # (big, narrow)

Go = Callable[[Target], None]


class TodayRow(QFrame):
    """State, what, who, act. A click anywhere opens the rows behind it."""

    def __init__(self, row: Row, go: Go, *, narrow: bool) -> None:
        super().__init__()
        self.row = row
        self._go = go
        self.setProperty("role", "row")
        self.setObjectName(f"row_{row.key}")
        self.setAccessibleName(f"{row.mark.text}，{row.text}，{row.detail}")
        now = theme.current()
        self.setMinimumHeight(now.px(HEIGHTS[row.big, narrow]))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(_column(MarkLabel(row.mark), now.px(STATE)))
        box.addWidget(_column(_what(row), now.px(WHAT_NARROW if narrow else WHAT)))
        detail = label(row.detail, "body2", wrap=True, name="detail")
        detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box.addWidget(detail, 1)
        self._acts(box)
        if row.see_to is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _acts(self, box: QHBoxLayout) -> None:
        row = self.row
        box.addSpacing(SPACE)
        if row.act:
            box.addWidget(button(row.act, "small", name=f"act_{row.key}", slot=self._act))
        if row.see:
            box.addSpacing(SPACE)
            box.addWidget(link(row.see, self._see, name=f"see_{row.key}"))

    def _act(self) -> None:
        if self.row.act_to is not None:
            self._go(self.row.act_to)

    def _see(self) -> None:
        if self.row.see_to is not None:
            self._go(self.row.see_to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._see()


def _column(inside: QWidget, width: int) -> QWidget:
    """A cell of the given least width; large type may need more."""
    cell = QWidget()
    box = QHBoxLayout(cell)
    box.setContentsMargins(0, 0, SPACE, 0)
    box.addWidget(inside)
    box.addStretch(1)
    cell.setMinimumWidth(width)
    cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return cell


def _what(row: Row) -> QWidget:
    whole = QWidget()
    box = QHBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(4 if row.big else 0)
    parts = ((row.lead, "body"), (row.count, "count" if row.big else "strong"), (row.tail, "body"))
    for text, role in parts:
        if text:
            box.addWidget(label(text, role))
    return whole


class Block(QWidget):
    """A section with its rows; hidden while it has none."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._whole = whole
        self.head = Section(title, note)
        whole.addWidget(self.head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        whole.addLayout(self._rows)

    def set_gap(self, above: int) -> None:
        """Room over the head."""
        self._whole.setContentsMargins(0, above, 0, 0)

    def set_rows(self, rows: list[Row], go: Go, *, narrow: bool) -> None:
        """Show these rows."""
        clear_layout(self._rows)
        for row in rows:
            self._rows.addWidget(TodayRow(row, go, narrow=narrow))
        self.setVisible(bool(rows))


class DayRow(QFrame):
    """A day of the strip: 周五 30 ▲ 整改到期1条. Opens its rows by click, Enter or Space."""

    opened = Signal(object)

    def __init__(self, day: Strip) -> None:
        super().__init__()
        self.day = day
        self.setProperty("role", "row")
        self.setObjectName(f"day_{day.day.isoformat()}")
        self.setAccessibleName(f"{weekday_cn(day.day)}{day.day.day}日，{day.words}")
        box = QHBoxLayout(self)
        box.setContentsMargins(EDGE, 0, EDGE, 0)
        box.setSpacing(SPACE)
        box.addWidget(_fixed(label(weekday_cn(day.day), "secondary"), 34))
        number = _fixed(label(str(day.day.day), "strong"), 22)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(number)
        box.addWidget(_Sign(day.warn))
        box.addWidget(self._words(), 1)
        self.setMinimumHeight(theme.current().px(36))
        if day.to is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _words(self) -> QWidget:
        day = self.day
        if not day.today:
            return label(day.words, "hint" if day.past or day.words == REST else "body", wrap=True)
        words = label("今天" + (f"，{day.words}" if day.words else ""), "strong", wrap=True)
        words.setObjectName("todayWords")
        return words

    def _open(self) -> None:
        if self.day.to is not None:
            self.opened.emit(self.day.to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        if self.day.today:
            painter.fillRect(self.rect(), now.color("accent_soft"))
            painter.fillRect(QRectF(0, 0, 3, self.height()), now.color("accent"))
        if self.hasFocus():
            painter.setPen(now.color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _fixed(widget: QLabel, width: int) -> QLabel:
    widget.setMinimumWidth(theme.current().px(width))
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return widget


class _Sign(QWidget):
    """▲ before what falls due, room of the same width otherwise."""

    def __init__(self, shown: bool) -> None:
        super().__init__()
        self._shown = shown
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.current().px(10)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown:
            painter = QPainter(self)
            paint_shape(painter, "lack", QRectF(self.rect()), theme.current().color("warn_text"))
            painter.end()
