"""成文日期, 统计截止, 整改期限 of the draft: three date fields that fold to fit a narrow pane."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from gui.widgets import DateField, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState

NAMES = {"doc_date": "成文日期", "cutoff": "统计截止", "rectify_by": "整改期限"}


class DatesRow(QFrame):
    """`changed(name, date)` when the clerk sets another one."""

    changed = Signal(str, object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.setObjectName("dates")
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, SPACE, GROUP, SPACE)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        self.fields: dict[str, DateField] = {}
        for column, (name, words) in enumerate(NAMES.items()):
            field = DateField(today, today)
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.setMinimumWidth(96)
            self.fields[name] = field
            grid.addWidget(label(words, "secondary"), 0, column)
            grid.addWidget(field, 1, column)
        grid.setColumnStretch(len(NAMES), 1)
        self.fields["doc_date"].changed.connect(self._doc_date)
        self.fields["cutoff"].changed.connect(self._cutoff)
        self.fields["rectify_by"].changed.connect(self._rectify_by)
        self._filling = False

    def show_state(self, state: "MonthState") -> None:
        """The dates in force."""
        if state.facts is None:
            return
        self._filling = True
        for name, field in self.fields.items():
            if not field.hasFocus() or not field.isModified():
                field.set_day(getattr(state.facts, name))
                field.setCursorPosition(0)  # a narrow field shows month and day, not the weekday
        self._filling = False

    def focus(self, name: str) -> None:
        """Go to one of the dates."""
        self.fields[name].setFocus()

    def _tell(self, name: str, day: date) -> None:
        if not self._filling:
            self.changed.emit(name, day)

    def _doc_date(self, day: date) -> None:
        self._tell("doc_date", day)

    def _cutoff(self, day: date) -> None:
        self._tell("cutoff", day)

    def _rectify_by(self, day: date) -> None:
        self._tell("rectify_by", day)


def tab_order(row: DatesRow, after: QWidget) -> None:
    """The dates come before the sentences they change."""
    fields = list(row.fields.values())
    for one, other in zip(fields, [*fields[1:], after], strict=True):
        QWidget.setTabOrder(one, other)
