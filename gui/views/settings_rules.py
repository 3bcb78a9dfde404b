"""规则: how visits are counted and who is praised; each holds from a month on, past months keep theirs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout

from core.rules.calendar import Month, cn_day, month_of, period_of, week_of
from gui.app import App
from gui.jobs import Latest
from gui.views.forms import ChoiceBox, Option, line
from gui.views.settings_fields import Fields, SettingsSection
from gui.views.settings_office import write_settings
from gui.widgets import Section, StatRow, label
from gui.widgets.basics import SPACE, clear_layout

if TYPE_CHECKING:
    from core.queries.settings import Rules, Version

NAMES = {
    "per_week": "每周到岗次数",
    "per_person": "次数按什么算",
    "scarce": "工作日少的周",
    "due_days": "整改期限",
    "demand_days": "通报限期",
    "rank_style": "并列名次",
    "praise_min": "表扬分数线",
    "praise_top": "表扬名额",
    "criticism_below": "批评分数线",
    "criticism_bottom": "批评名额",
}
CHOICES: dict[str, tuple[tuple[Any, str], ...]] = {
    "per_person": ((True, "按人，每人都要够"), (False, "按单位，全单位合计")),
    "scarce": (("min", "有几个工作日算几次"), ("full", "仍按原来的次数")),
    "rank_style": (("competition", "1、2、2、4（并列占名次）"), ("dense", "1、2、2、3（并列不占）")),
}
_UNITS = {"per_week": "次", "due_days": "天", "demand_days": "天", "praise_top": "个村（居）"}
_SPANS = {
    "per_week": (1, 7),
    "due_days": (0, 60),
    "demand_days": (0, 60),
    "praise_top": (0, 30),
    "criticism_bottom": (0, 30),
}
_HINTS = {
    "per_week": "方案四（一）2：每周至少二次",
    "due_days": "方案没有写天数，常用3—7天",
    "demand_days": "从成文日期数起，印在通报里",
    "praise_min": "村（居）得分不低于它才列为表扬",
    "criticism_below": "站所得分低于它才列为批评",
}
BACK = 12  # months back that one may choose


class RulesSection(SettingsSection):
    """Rules of a month; a change begins with the first Monday of the month chosen."""

    title = "规则"
    note = "改动从选定的月份起算，以前的月份仍按当时的规则。"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._latest = Latest()
        now = month_of(week_of(app.today()))
        self.month = ChoiceBox(month_options(now))
        self.month.setObjectName("rulesMonth")
        self.month.setAccessibleName("从哪个月起")
        self.month.choose(now)
        self.month.setMinimumContentsLength(20)
        self.month.activated.connect(lambda _at: self.refresh())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label("从哪个月起", "body2"))
        row.addWidget(self.month)
        row.addStretch(1)
        self.body.addLayout(row)
        self.fields = Fields(self)
        for key, name in NAMES.items():
            self.fields.add(key, name, _field(key), _HINTS.get(key, ""))
        self.fields.left.connect(self._left)
        self.body.addLayout(self.fields.grid)
        self._past = Section("改过的规则")
        self.body.addWidget(self._past)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def refresh(self) -> None:
        end = period_of(self.month.key)[1]
        self.app.jobs.read(lambda r: _read(r, end), self._show, latest=self._latest)

    def _show(self, found: tuple[Rules, list[Version]]) -> None:
        rules, versions = found
        for key in NAMES:
            since = rules.since.get(key)
            words = f"自{month_of(week_of(since)).label}起" if since else _HINTS.get(key, "")
            self.fields.show(key, getattr(rules.settings, key), words)
        clear_layout(self._list)
        for one in versions:
            month = month_of(week_of(one.valid_from)).label
            self._list.addWidget(StatRow(f"{month}起　{NAMES[one.key]}", said(one.key, one.value)))
        self._past.setVisible(bool(versions))

    def _left(self, key: str, value: Any) -> None:
        start: date = period_of(self.month.key)[0]
        write_settings(self.app, f"修改{NAMES[key]}", start, **{key: value})


def said(key: str, value: Any) -> str:
    """A rule's value in words."""
    if key in CHOICES:
        return next((text for one, text in CHOICES[key] if one == value), str(value))
    return f"{value}{_UNITS.get(key, '')}"


def _field(key: str) -> Any:
    if key in CHOICES:
        return ChoiceBox([Option(value, text) for value, text in CHOICES[key]])
    if key in _SPANS:
        box = QSpinBox()
        box.setRange(*_SPANS[key])
        box.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach it
        box.setSuffix(_UNITS.get(key, "个站所"))
        return box
    return line()


def month_options(now: Month) -> list[Option]:
    """Next month, this one and the twelve before, each with the Monday it begins with."""
    months = [now.next, now]
    for _ in range(BACK):
        months.append(months[-1].previous)
    return [Option(one, f"{one.label}（{cn_day(period_of(one)[0])}起）") for one in months]


def _read(r: Any, day: date) -> tuple[Rules, list[Version]]:
    from core.queries import settings

    return settings.rules_at(r, day), settings.versions(r)
