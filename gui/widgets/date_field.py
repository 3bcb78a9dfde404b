"""A date field for the keyboard: 5, 10.5, 10/5, 2026-10-5, + and - for a day, t for today."""

import re
from datetime import date, timedelta

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from gui import icons, theme
from gui.widgets.basics import retheme
from gui.widgets.calendar import pick_day

_YEARS = range(1990, 2100)  # as core.text takes them; its import would delay the first paint
_ICON = 50  # px of the calendar's sign and the edges
_WEEKDAYS = "一二三四五六日"
_PART = re.compile(r"[.。/\-年月日\s]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－＋", "0123456789./-+")


def say_day(day: date, near: date | None = None) -> str:
    """10月28日 周三, with the year when it is not the year of `near`."""
    year = f"{day.year}年" if near is None or near.year != day.year else ""
    return f"{year}{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def parse_day(text: str, near: date) -> date | None:
    """Read a date as clerks type it, missing parts taken from `near`; None when it is no date."""
    typed = text.strip().translate(_FULL_WIDTH).split("周")[0].split("(")[0].split("（")[0].strip()
    if typed in {"t", "T"}:
        return near
    parts = [part for part in _PART.split(typed) if part]
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year = numbers[-3] if len(numbers) == 3 else near.year
    month = numbers[-2] if len(numbers) >= 2 else near.month
    try:
        day = date(year + 2000 if year < 100 else year, month, numbers[-1])
    except ValueError:
        return None
    return day if day.year in _YEARS else None


class DateField(QLineEdit):
    """Type or pick a date; `changed(date)` when another one stands. A wrong one stays, edged in red."""

    changed = Signal(object)

    def __init__(self, day: date, today: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today or day
        self._day = day
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._picker = QAction(icons.icon("calendar", "text2"), "选日期", self)
        self._picker.triggered.connect(self._pick)
        self.addAction(self._picker, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self.commit)
        self._show()

    @property
    def day(self) -> date:
        """The date that stands."""
        return self._day

    def set_day(self, day: date) -> None:
        """Set the date; says so when it is another one."""
        moved = day != self._day
        self._day = day
        self._show()
        if moved:
            self.changed.emit(day)

    def commit(self) -> bool:
        """Read what is typed; False (and a red edge) when it is no date."""
        typed = parse_day(self.text(), self._day)
        if typed is None:
            retheme(self, wrong=True)
            self.setToolTip("没有这一天，可输入 5、10.5 或 2026-10-5")
            return False
        self.set_day(typed)
        return True

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(160), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = say_day(self._day, self._today)
        if self.text() in (words, words.split()[0]):  # nothing is being typed
            self.setText(self._words())

    def _words(self) -> str:
        """Without the weekday where there is no room for it: 周 alone says nothing."""
        words = say_day(self._day, self._today)
        room = self.width() - theme.current().px(_ICON)
        fits = not self.isVisible() or self.fontMetrics().horizontalAdvance(words) <= room
        return words if fits else words.split()[0]

    def _show(self) -> None:
        self.setText(self._words())
        if self.hasFocus():
            self.selectAll()  # the next key is + or a new date, whoever set this one
        if self.property("wrong"):
            retheme(self, wrong=False)
            self.setToolTip("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        whole = self.selectedText() == self.text()
        steps = {"+": 1, "=": 1, "-": -1}
        if event.text() in steps and whole:
            self.set_day(self._day + timedelta(days=steps[event.text()]))
            self.selectAll()
        elif event.text() in {"t", "T"} and whole:
            self.set_day(self._today)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        self.set_day(pick_day(self, self._day))
