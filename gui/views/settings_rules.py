"""规则: what the plan leaves to the office; each holds from a month on, past months keep theirs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout

from core.rules.calendar import Month, cn_day, month_of, period_of, week_of
from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.views.forms import ChoiceBox, Option, line
from gui.views.rules_words import GROUPS, RULES, Rule
from gui.views.settings_fields import Fields, SettingsSection
from gui.views.settings_office import write_settings
from gui.widgets import Section, StatRow, label
from gui.widgets.basics import SPACE, clear_layout

if TYPE_CHECKING:
    from core.queries.settings import Rules, Version

NAMES_WIDE = 128  # px at 100 %, so that the groups stand under one another
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
        self._groups: list[tuple[Fields, tuple[Rule, ...]]] = []
        for title, rules in GROUPS:
            self.body.addWidget(Section(title))
            fields = Fields(self)
            for rule in rules:
                fields.add(rule.key, rule.name, _field(rule), rule.hint)
            fields.left.connect(self._left)
            fields.grid.setColumnMinimumWidth(0, theme.current().px(NAMES_WIDE))
            self.body.addLayout(fields.grid)
            self._groups.append((fields, rules))
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
        for fields, group in self._groups:
            for rule in group:
                since = rules.since.get(rule.key)
                words = f"自{month_of(week_of(since)).label}起" if since else ""
                hint = "；".join(filter(None, (words, rule.hint)))
                fields.show(rule.key, getattr(rules.settings, rule.key), hint)
        clear_layout(self._list)
        for one in versions:
            month = month_of(week_of(one.valid_from)).label
            known = RULES.get(one.key)
            if known is not None:
                self._list.addWidget(StatRow(f"{month}起　{known.name}", known.said(one.value)))
        self._past.setVisible(bool(versions))

    def _left(self, key: str, value: Any) -> None:
        start: date = period_of(self.month.key)[0]
        write_settings(self.app, f"修改{RULES[key].name}", start, **{key: value})


def _field(rule: Rule) -> Any:
    if rule.choices:
        return ChoiceBox([Option(value, text) for value, text in rule.choices])
    if rule.span is not None:
        box = QSpinBox()
        box.setRange(*rule.span)
        box.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach it
        box.setSuffix(rule.unit)
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
