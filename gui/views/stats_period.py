"""The weeks 统计 looks at: ◀ 第37—44周 9月7日—11月1日 ▶, and how many of them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy

from core.rules.calendar import Month, Week, week_of, weeks_of
from gui.views.stats_words import say_weeks
from gui.widgets.basics import Line, button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

COUNTS = ((4, "4周"), (8, "8周"), (13, "一个季度（13周）"))


class WeeksPicker(QFrame):
    """Steps by the length of the period; the face chooses the length or returns to this week."""

    changed = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self._today = day
        self._last = week_of(day)
        self._count = 8
        self.setProperty("role", "stepper")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        back = button("", "arrow", icon="chevron-left", name="statsBack", tip="往前", slot=self._back)
        self.face = button("", name="statsFace")
        forth = button("", "arrow", icon="chevron-right", name="statsForth", tip="往后", slot=self._forth)
        for part in (back, Line("vline"), self.face, Line("vline"), forth):
            box.addWidget(part)
        self.face.setMenu(self._menu())
        self._show()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for count, words in COUNTS:
            menu.addAction(words).setData(count)
        menu.addSeparator()
        menu.addAction("到本周").setData(0)
        menu.triggered.connect(self._chosen)
        return menu

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks, oldest first."""
        return tuple(week_of(self._last.monday - timedelta(days=7 * n)) for n in reversed(range(self._count)))

    def choose(self, count: int) -> None:
        """Another number of weeks; 0 returns to this week."""
        if count:
            self._count = count
        else:
            self._last = week_of(self._today)
        self._tell()

    def show_month(self, month: Month) -> None:
        """The period that ends with a month's last week, or with this week."""
        last = min(weeks_of(month)[-1].monday, self._today)
        if week_of(last) != self._last:
            self._last = week_of(last)
            self._tell()

    def step(self, by: int) -> None:
        """Periods on or back, not beyond this week."""
        monday = self._last.monday + timedelta(days=7 * self._count * by)
        self._last = week_of(min(monday, self._today))
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        words = say_weeks(self.weeks)
        self.face.setText(words)
        self.face.setAccessibleName(f"统计时段：{words}")

    def _chosen(self, act: "QAction") -> None:
        self.choose(int(act.data()))

    def _back(self) -> None:
        self.step(-1)

    def _forth(self) -> None:
        self.step(1)
