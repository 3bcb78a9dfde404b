"""Who answers for a place over a year, drawn as bars: the question is always "who, on that day"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme

if TYPE_CHECKING:
    from core.queries.roster import Bar, BarRow

ROW, BAR, HEAD = 34, 24, 50  # px at 100 %: pitch, height of a bar, room for the day and the months
_LABEL, _GAP = 84, 12


class YearBars(QWidget):
    """One line of bars a row over twelve months; bars that touch the day are tinted, others grey."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("yearBars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: tuple[BarRow, ...] = ()
        self._day = date(2000, 1, 1)
        self.edge = 20

    def show_rows(self, rows: tuple[BarRow, ...], day: date) -> None:
        """Draw these rows over the year of the day."""
        self._rows, self._day = rows, day
        self.setAccessibleName(f"{day.year}年谁包保")
        self.setAccessibleDescription(spoken(rows, day))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(400, now.px(HEAD) + len(self._rows) * now.px(ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    # --- geometry -------------------------------------------------------------------------------------
    def _left(self) -> float:
        """Where the months begin: right of the longest label."""
        now = theme.current()
        metrics = QFontMetrics(now.font("body"))
        wide = max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0) + _GAP
        return self.edge + min(max(now.px(_LABEL), wide), self.width() * 0.35)

    def _x(self, day: date) -> float:
        first, after = date(self._day.year, 1, 1), date(self._day.year + 1, 1, 1)
        share = (day - first).days / (after - first).days
        return self._left() + min(max(share, 0.0), 1.0) * (self.width() - self.edge - self._left())

    # --- paint ----------------------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(painter)
        for number, row in enumerate(self._rows):
            self._paint_row(painter, number, row)
        self._paint_day(painter)
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        now = theme.current()
        top, bottom = now.px(HEAD - 24), now.px(HEAD)
        painter.setFont(now.font("secondary"))
        narrow = self._x(date(self._day.year, 2, 1)) - self._x(date(self._day.year, 1, 1)) < now.px(36)
        for month in range(1, 13):
            x = self._x(date(self._day.year, month, 1))
            painter.fillRect(QRect(round(x), top, 1, bottom - top), now.color("line"))
            painter.setPen(now.color("text2"))
            words = str(month) if narrow else f"{month}月"
            painter.drawText(QRectF(x + 5, top, 60, bottom - top - 2), Qt.AlignmentFlag.AlignVCenter, words)
        painter.fillRect(QRect(self.edge, bottom, self.width() - 2 * self.edge, 1), now.color("line"))

    def _paint_row(self, painter: QPainter, number: int, row: BarRow) -> None:
        now = theme.current()
        top = now.px(HEAD) + number * now.px(ROW)
        before = self._rows[number - 1].label if number else ""
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text2"))
        box = QRectF(self.edge, top, self._left() - self.edge - 4, now.px(ROW))
        if row.label != before:
            label = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, label)
        for bar in row.bars:
            self._paint_bar(painter, bar, top)
        low = top + now.px(ROW)
        painter.fillRect(QRect(self.edge, low, self.width() - 2 * self.edge, 1), now.color("line"))

    def _paint_bar(self, painter: QPainter, bar: Bar, top: float) -> None:
        now = theme.current()
        left, right = self._x(bar.start), self._x(_after(bar.end, self._day.year))
        if right - left < 3:
            return
        high = now.px(BAR)
        box = QRectF(left + 0.5, top + (now.px(ROW) - high) / 2 + 0.5, right - left - 2, high)
        touched = bar.start <= self._day and (bar.end is None or bar.end >= self._day)
        painter.setBrush(now.color("accent_soft" if touched else "window"))
        painter.setPen(QPen(now.color("accent" if touched else "border"), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(now.font("strong" if touched else "body"))
        painter.setPen(now.color("text" if touched else "text2"))
        words = box.adjusted(8, 0, -4, 0)
        text = painter.fontMetrics().elidedText(bar.text, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_day(self, painter: QPainter) -> None:
        """The line of the day runs behind no text: it shows between the bars only."""
        now = theme.current()
        x = round(self._x(self._day))
        painter.setPen(QPen(now.color("accent"), 2))
        gap = (now.px(ROW) - now.px(BAR)) // 2
        painter.drawLine(x, now.px(22), x, now.px(HEAD) + gap - 1)
        for number in range(len(self._rows)):
            low = now.px(HEAD) + (number + 1) * now.px(ROW)
            painter.drawLine(x, low - gap + 1, x, low + (gap - 1 if number + 1 < len(self._rows) else 0))
        painter.setFont(now.font("secondary"))
        words = f"{self._day.month}月{self._day.day}日"
        wide = painter.fontMetrics().horizontalAdvance(words) + now.px(16)
        left = min(max(x - wide / 2, self.edge), self.width() - self.edge - wide)
        tag = QRectF(left, 0, wide, now.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("accent"))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(now.color("on_accent"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


def _after(end: date | None, year: int) -> date:
    """The first day the bar no longer covers, within the year."""
    last = date(year, 12, 31)
    day = last if end is None or end > last else end
    return date.fromordinal(day.toordinal() + 1)


def spoken(rows: tuple[BarRow, ...], day: date) -> str:
    """What the drawing says, for a screen reader: the bars of the day."""
    held = [
        f"{row.label}：{bar.text}"
        for row in rows
        for bar in row.bars
        if bar.start <= day and (bar.end is None or bar.end >= day)
    ]
    return f"{day.month}月{day.day}日，" + ("；".join(held) or "没有人包保")
