"""补录原因: one line under a sheet's head, there only while the day of the sheet is long past."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.widgets import label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.rules.late import LateRule


class LateReason(QWidget):
    """`given` when a reason was typed and left; it serves every line until the day is another week's."""

    given = Signal()

    def __init__(self, app: App, name: str) -> None:
        super().__init__()
        self._app, self._latest = app, Latest()
        self._day: date | None = None
        self._told = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.said = label("", "warn", name=f"{name}Said")
        self.field = QLineEdit()
        self.field.setObjectName(name)
        self.field.setAccessibleName("补录原因")
        self.field.setPlaceholderText("写一次，这一批都用它")
        self.field.setMaximumWidth(theme.current().px(360))
        self.field.editingFinished.connect(self._left)
        self._box = QHBoxLayout(self)
        self._box.setSpacing(SPACE)
        self._box.addWidget(self.said)
        self._box.addWidget(label("补录原因", "body2"))
        self._box.addWidget(self.field, 1)
        self._box.addStretch(1)
        self.set_narrow(False)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        """The page edge."""
        edge = GROUP if narrow else EDGE
        self._box.setContentsMargins(edge, 4, edge, 4)

    @property
    def text(self) -> str:
        """The reason, "" while none is asked."""
        return self.field.text().strip() if not self.isHidden() else ""

    def look(self, day: date) -> None:
        """The sheet is of another day: ask, or stop asking; the reason stays within a week."""
        if self._day is not None and day.isocalendar()[:2] != self._day.isocalendar()[:2]:
            self.field.clear()
            self._told = ""
        self._day = day
        if day >= self._app.today():
            self.hide()
        else:
            self._app.jobs.read(_rule, self._judge, latest=self._latest)

    def demand(self) -> None:
        """A line was refused for want of a reason."""
        self.show()
        self.said.setText("▲ 这一行补录得晚")

    def _judge(self, rule: LateRule) -> None:
        today, day = self._app.today(), self._day
        verdict = "" if day is None else rule.verdict(day, today)
        if day is None or not verdict:
            self.hide()
            return
        late = (today - day).days
        refused = verdict == "refused"
        limit = f"超过{rule.limit}天，不能再录，确有需要请先改“规则”"
        self.said.setText(f"▲ 已过去{late}天，{limit if refused else f'超过{rule.days}天'}")
        self.field.setEnabled(not refused)
        self.show()

    def _left(self) -> None:
        if self.text and self.text != self._told:
            self._told = self.text
            self.given.emit()


def _rule(r: Any) -> LateRule:
    from core.services.late import rule_of

    return rule_of(r)
