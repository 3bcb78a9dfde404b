"""The period picker of the top row: one week, month or year, stepped by ◀ ▶."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.basics import Line, button
from gui.widgets.calendar import pick_day


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def say_week(monday: date) -> str:
    """第44周 10月26日—11月1日."""
    sunday = monday + timedelta(days=6)
    end = f"{sunday.day}日" if sunday.month == monday.month else f"{sunday.month}月{sunday.day}日"
    return f"第{monday.isocalendar().week}周 {monday.month}月{monday.day}日—{end}"


def say_short(kind: str, start: date) -> str:
    """第44周, 10月: where the whole does not fit."""
    if kind == "year":
        return f"{start.year}年"
    return f"第{start.isocalendar().week}周" if kind == "week" else f"{start.month}月"


def say_month(first: date) -> str:
    """2026年10月."""
    return f"{first.year}年{first.month}月"


class PeriodPicker(QFrame):
    """◀ 第44周 10月26日—11月1日 ▶; `changed(date)` carries the first day of the week, month or year."""

    changed = Signal(object)

    def __init__(self, kind: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setProperty("role", "stepper")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        word = {"week": "周", "month": "月", "year": "年"}[kind]
        self.back = button(
            "", "arrow", icon="chevron-left", name="periodBack", tip=f"上一{word}", slot=self._back
        )
        self.face = button("", name="periodFace", slot=self._pick)
        self.forth = button(
            "", "arrow", icon="chevron-right", name="periodForth", tip=f"下一{word}", slot=self._forth
        )
        for part in (self.back, Line("vline"), self.face, Line("vline"), self.forth):
            box.addWidget(part)
        self._start = self._floor(day)
        self._short = False
        self._show()

    def set_short(self, short: bool) -> None:
        """第44周 alone; its days stay in the tip."""
        if short != self._short:
            self._short = short
            self._show()

    @property
    def spare(self) -> int:
        """How many px more the whole words take than what is shown now."""
        metrics = self.face.fontMetrics()
        return metrics.horizontalAdvance(self.words()) - metrics.horizontalAdvance(self.face.text())

    @property
    def start(self) -> date:
        """The first day of the period."""
        return self._start

    def set_day(self, day: date) -> None:
        """Go to the period a day lies in; says so when that is another one."""
        start = self._floor(day)
        if start != self._start:
            self._start = start
            self._show()
            self.changed.emit(start)

    def step(self, by: int) -> None:
        """Go some periods on (or back)."""
        if self.kind == "week":
            self.set_day(self._start + timedelta(days=7 * by))
            return
        if self.kind == "year":
            self.set_day(date(self._start.year + by, 1, 1))
            return
        months = self._start.year * 12 + self._start.month - 1 + by
        self.set_day(date(months // 12, months % 12 + 1, 1))

    def _floor(self, day: date) -> date:
        if self.kind == "year":
            return date(day.year, 1, 1)
        return week_of(day) if self.kind == "week" else day.replace(day=1)

    @property
    def end(self) -> date:
        """The last day of the period."""
        start = self._start
        if self.kind == "week":
            return start + timedelta(days=6)
        if self.kind == "year":
            return date(start.year, 12, 31)
        return date(start.year + start.month // 12, start.month % 12 + 1, 1) - timedelta(days=1)

    def words(self) -> str:
        """第44周 10月26日—11月1日, 2026年10月, 2026年."""
        if self.kind == "year":
            return f"{self._start.year}年"
        return say_week(self._start) if self.kind == "week" else say_month(self._start)

    def _show(self) -> None:
        text = self.words()
        self.face.setText(say_short(self.kind, self._start) if self._short else text)
        self.face.setToolTip(text)
        self.face.setAccessibleName(text)

    def _back(self) -> None:
        self.step(-1)

    def _forth(self) -> None:
        self.step(1)

    def _pick(self) -> None:
        self.set_day(pick_day(self, self._start))
