"""评分标准: the rubric of stations or villages as a table; every change is a new version from a month on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from core.errors import UserError
from core.rules.calendar import month_of, period_of, week_of
from core.rules.reach import reach_words, rubric_faults
from core.rules.scoring import Rubric, RubricItem, format_score
from gui.app import App
from gui.jobs import Latest
from gui.table import Column, RowsModel, SheetView
from gui.views.forms import ChoiceBox, Option
from gui.views.settings_fields import PAD, SettingsSection
from gui.views.settings_rules import month_options
from gui.widgets import button, label, segments
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from core.rules.selection import SelectionRules

MEASURES = {
    "quota_short": "到岗每缺1次",
    "finding": "每个问题",
    "severe_finding": "每个严重问题",
    "overdue": "每条逾期未整改",
    "rejected": "每次复核不合格",
    "recurrence": "每次反弹",
    "manual": "手工加减",
    "meeting_short": "专题研究每缺1次",
    "campaign_short": "入户宣传每缺1次",
    "deputy_short": "驻点每缺1天",
    "rate_short": "每项比率未达标",
    "watch_missed": "每次值守未到",
    "opinion_late": "每条意见超期答复",
    "task_late": "每项任务超期",
}
VETOES = {"none": "", "item": "扣完本项", "sheet": "扣完全部"}
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?(/\d{1,4})?")


def say_points(value: Fraction | None) -> str:
    """Exact where a decimal says it, else as a fraction."""
    if value is None:
        return ""
    shown = format_score(value)
    return shown if Fraction(shown) == value else str(value)


_COLUMNS = (
    Column("name", "项目", 220, editable=True),
    Column("heading", "大类", 92, editable=True),
    Column("measure", "按什么算", 132, show=lambda value: MEASURES.get(value, "")),
    Column("bonus", "加或扣", 66, show=lambda value: "加" if value else "扣"),
    Column("points", "每次", 66, kind="number", editable=True, show=say_points),
    Column("cap", "最多", 66, kind="number", editable=True, show=say_points),
    Column("weight", "权重", 62, kind="number", editable=True, show=say_points),
    Column("half_if_fixed", "立改减半", 78, kind="check", editable=True),
    Column("veto", "一票否决", 92, show=lambda value: VETOES.get(value, "")),
    Column("standard", "依据条目", 96, editable=True),
)


def read_points(text: str, *, empty: bool = False) -> Fraction | None:
    """A number of points as typed; UserError for anything else."""
    plain = text.strip()
    if not plain and empty:
        return None
    if not _NUMBER.fullmatch(plain) or plain.endswith("/0"):
        raise UserError(f"“{text}”不是分值，请写成3、0.5或1/3。")
    return Fraction(plain)


class RubricSection(SettingsSection):
    """Typed into like a sheet; each cell left makes a version of the month chosen."""

    title = "评分标准"
    note = "改动从选定的月份起算；以前的月份、已印发的通报不变。“最多”留空就是不封顶。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._latest = Latest()
        self._kind = "station"
        self._rubric: Rubric | None = None
        self._codes: frozenset[str] = frozenset()  # of the standards library
        self._places: list[int] = []  # of the lines shown, in the rubric
        now = month_of(week_of(app.today()))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        switch, _group = segments([("station", "站所"), ("village", "村（居）")], self._turn)
        self.month = ChoiceBox(month_options(now))
        self.month.setObjectName("rubricMonth")
        self.month.setAccessibleName("从哪个月起")
        self.month.choose(now)
        self.month.setMinimumContentsLength(20)
        self.month.activated.connect(lambda _at: self.refresh())
        self.base = QLineEdit()
        self.base.setObjectName("rubricBase")
        self.base.setAccessibleName("基础分")
        self.base.setMaximumWidth(80)
        self.base.editingFinished.connect(self._base_left)
        for part in (switch, label("从哪个月起", "body2"), self.month, label("基础分", "body2"), self.base):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.since = label("", "secondary", name="rubricSince")
        self.body.addWidget(self.since)
        self.reach = label("", "secondary", wrap=True, name="rubricReach")
        self.body.addWidget(self.reach)
        self.faults = label("", "warn", wrap=True, name="rubricFaults")
        self.faults.hide()
        self.body.addWidget(self.faults)
        self.model = RowsModel(_COLUMNS)
        self.table = SheetView(self.model, name="rubricTable", settings=app.settings)
        self.table.setAccessibleName("评分标准")
        self.table.arrangeable = True
        self.table.sorted.connect(self._arranged)
        self.model.filtering.connect(self._arranged)
        self.table.edited.connect(self._edited)
        self.table.checked.connect(self._checked)
        self.table.menu_wanted.connect(self._offer)
        self.table.edge = PAD
        self.body.addWidget(self.table, 1)
        self._add_acts()

    def _add_acts(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(SPACE)
        self.measure = ChoiceBox([Option(key, text) for key, text in MEASURES.items()])
        self.measure.setAccessibleName("新项目按什么算")
        self.measure.choose("manual")
        acts.addWidget(self.measure)
        acts.addWidget(button("新增扣分项", name="rubricAdd", slot=lambda: self._add(bonus=False)))
        acts.addWidget(button("新增加分项", name="rubricAddBonus", slot=lambda: self._add(bonus=True)))
        acts.addWidget(button("换否决方式", name="rubricVeto", slot=self._turn_veto))
        acts.addWidget(button("删除这项", name="rubricDelete", slot=self._delete))
        acts.addStretch(1)
        self.body.addLayout(acts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.model.count and not self.table.currentIndex().isValid():
            self.table.go_to(0, "name")

    # --- reading --------------------------------------------------------------------------------------
    def _turn(self, kind: str) -> None:
        self._kind = kind
        self.refresh()

    def refresh(self) -> None:
        kind, end = self._kind, period_of(self.month.key)[1]
        self.app.jobs.read(lambda r: _read(r, kind, end), self._show, latest=self._latest)

    def _show(self, found: tuple[Rubric, list[date], frozenset[str], SelectionRules]) -> None:
        self._rubric, starts, self._codes, lines = found
        self.reach.setText(f"{reach_words(self._rubric)}。")
        faults = rubric_faults(self._rubric, lines)
        self.faults.setText("\n".join(f"▲ {one}" for one in faults))
        self.faults.setVisible(bool(faults))
        self.base.setText(say_points(self._rubric.base))
        self._arranged()
        changed = [f"{month_of(week_of(day)).label}" for day in starts if day.year > 1]
        words = f"改过的月份：{'、'.join(changed)}" if changed else "还没有改过，用的是程序给的标准"
        self.since.setText(words)

    def _arranged(self, *_how: object) -> None:
        """The items the heads leave, in their order; the rubric keeps its own."""
        items = self._rubric.items if self._rubric is not None else ()
        shown = self.model.arrange(items)
        self._places = [items.index(one) for one in shown]
        self.model.set_rows(shown)
        for row in range(len(shown)):
            self.model.drop_typed(row)

    def _place(self, row: int) -> int:
        """Where the item of a line stands in the rubric; -1 for none."""
        return self._places[row] if 0 <= row < len(self._places) else -1

    # --- writing --------------------------------------------------------------------------------------
    def _store(self, rubric: Rubric, label_: str) -> None:
        start = period_of(self.month.key)[0]

        def write(w: Any) -> object:
            from core.services.record import store_rubric

            return store_rubric(w, rubric, start)

        self._rubric = rubric
        self.app.jobs.write(label_, write)

    def _edited(self, row: int, key: str, text: str) -> None:
        if self._place(row) < 0:
            self.model.drop_typed(row)
            return
        try:
            value: Any = text.strip()
            if key in ("points", "weight"):
                value = read_points(text)
            elif key == "cap":
                value = read_points(text, empty=True)
            elif key == "standard":
                value = self._standard(value)
            elif not value:
                raise UserError("项目和大类不能空着。")
        except UserError as error:
            self.table.show_error(row, key, str(error))
            return
        self._put(row, **{key: value})

    def _standard(self, code: str) -> str:
        """An item of the standards library; none where the item rests on the plan alone."""
        if code and code not in self._codes:
            raise UserError(f"测评标准里没有“{code}”，请先在“名册”的“标准和问卷”里登记。")
        return code

    def _put(self, row: int, **values: Any) -> None:
        assert self._rubric is not None
        items, place = list(self._rubric.items), self._place(row)
        items[place] = replace(items[place], **values)
        self._store(replace(self._rubric, items=tuple(items)), "修改评分标准")

    def _checked(self, row: int, key: str, on: bool) -> None:
        self._put(row, **{key: on})

    def _base_left(self) -> None:
        if self._rubric is None or self.base.text().strip() == say_points(self._rubric.base):
            return
        try:
            base = read_points(self.base.text())
            if not base:
                raise UserError("基础分要大于0，请改正。")
        except UserError as error:
            self.app.jobs.refused.emit(str(error))
            self.base.setText(say_points(self._rubric.base))
            return
        self._store(replace(self._rubric, base=base), "修改基础分")

    def _add(self, *, bonus: bool) -> None:
        if self._rubric is None:
            return
        letter = "S" if self._kind == "station" else "V"
        used = {item.code for item in self._rubric.items}
        code = next(f"{letter}{n}" for n in range(1, 1000) if f"{letter}{n}" not in used)
        words = "加分" if bonus else "扣分"
        name = f"新{words}项"
        self.model.clear_chosen()  # the new line is seen
        item = RubricItem(code, name, words, self.measure.key, Fraction(1), Fraction(10), bonus=bonus)
        self._store(replace(self._rubric, items=(*self._rubric.items, item)), "新增1个评分项")

    def _delete(self) -> None:
        place = self._place(self.table.current_row)
        if self._rubric is None or place < 0:
            return
        items = self._rubric.items[:place] + self._rubric.items[place + 1 :]
        self._store(replace(self._rubric, items=items), "删除1个评分项")

    def _turn_veto(self) -> None:
        row = self.table.current_row
        if self._rubric is None or self._place(row) < 0:
            return
        order = list(VETOES)
        now = order.index(self._rubric.items[self._place(row)].veto)
        self._put(row, veto=order[(now + 1) % len(order)])

    def _offer(self, menu: QMenu, row: int) -> None:
        if row >= 0:
            menu.addSeparator()
            menu.addAction("换否决方式").triggered.connect(self._turn_veto)
            menu.addAction("删除这项").triggered.connect(self._delete)


def _read(r: Any, kind: str, day: date) -> tuple[Rubric, list[date], frozenset[str], SelectionRules]:
    from core.queries.month import rubric_at, selection_rules
    from core.queries.settings import rubric_starts
    from core.queries.standards import standards
    from core.settings import settings_at

    codes = frozenset(one.code for one in standards(r))
    return rubric_at(r, kind, day), rubric_starts(r, kind), codes, selection_rules(settings_at(r, day))
