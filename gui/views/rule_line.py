"""A question the plan leaves open, asked where it first matters: what holds by default, 就这样 or 改…."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.rules.calendar import month_of, period_of, week_of
from gui.app import App
from gui.jobs import Latest
from gui.views.rules_words import RULES
from gui.widgets import label, link
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.settings import Rules


class RuleLine(QWidget):
    """One line, gone for good once answered; `go(page, target)` leads to 规则."""

    go = Signal(str, object)

    def __init__(self, app: App, key: str) -> None:
        super().__init__()
        self._app, self._key, self._latest = app, key, Latest()
        self._value: Any = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.said = label("", "body2", wrap=True, name=f"ask_{key}")
        self._box = QHBoxLayout(self)
        self._box.setSpacing(SPACE)
        self._box.addWidget(self.said, 1)
        self._box.addWidget(link("就这样", self._agree, name=f"agree_{key}"))
        self._box.addWidget(link("改…", self._change, name=f"change_{key}"))
        self.set_narrow(False)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        """The page edge."""
        edge = GROUP if narrow else EDGE
        self._box.setContentsMargins(edge, 4, edge, 4)

    def refresh(self) -> None:
        """Read whether the office has answered."""
        day = self._since()
        self._app.jobs.read(lambda r: _rules(r, day), self._show, latest=self._latest)

    def _show(self, rules: Rules) -> None:
        rule = RULES[self._key]
        self._value = getattr(rules.settings, self._key)
        reason = f"（{rule.hint}）" if rule.hint else ""
        self.said.setText(f"{rule.name}：{rule.said(self._value)}{reason}")
        self.setHidden(self._key in rules.since or rules.settings.sample)

    def _since(self) -> date:
        """The rules of the running month."""
        return period_of(month_of(week_of(self._app.today())))[0]

    def _agree(self) -> None:
        """The default becomes the office's own word."""
        start, key, value = self._since(), self._key, self._value

        def write(w: Any) -> None:
            from core.settings import change

            change(w, start, **{key: value})

        self._app.jobs.write(f"确定{RULES[key].name}", write, lambda _done: self.hide())

    def _change(self) -> None:
        self.go.emit("settings", {"section": "rules", "key": self._key})


def _rules(r: Any, day: date) -> Rules:
    from core.queries.settings import rules_at

    return rules_at(r, day)
