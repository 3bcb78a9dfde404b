"""③ 排名: villages and stations apart, ticked by the rule, changed by the clerk with a reason."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.settings import Settings
from gui.table import Column, RowsModel, SheetView
from gui.views.circular.says import say_rank, say_score
from gui.widgets import Line, label
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.rules.scoring import ScoreSheet
    from core.rules.selection import Selected


@dataclass(frozen=True, slots=True)
class RankRow:
    unit_id: int
    named: bool
    rank: str
    unit: str
    stratum: str
    score: str
    note: str
    proposed: bool
    assessed: bool


def rank_rows(state: "MonthState", kind: str) -> list[RankRow]:
    """Best first within each stratum, those not assessed last; ``kind`` praise or criticism."""
    if state.evaluation is None:
        return []
    of = "village" if kind == "praise" else "station"
    sheets = [sheet for sheet in state.evaluation.sheets if sheet.kind == of]
    strata = list(dict.fromkeys(sheet.stratum for sheet in sheets))
    sheets.sort(key=lambda one: (strata.index(one.stratum), one.total is None, -(one.total or 0)))
    picked = {one.unit_id: one for one in _picked(state, kind)}
    return [
        RankRow(
            sheet.unit_id,
            sheet.unit_id in picked and picked[sheet.unit_id].chosen,
            say_rank(sheet),
            state.units[sheet.unit_id],
            sheet.stratum,
            say_score(sheet),
            _note(picked.get(sheet.unit_id), _remark(state, sheet)),
            sheet.unit_id in picked and picked[sheet.unit_id].proposed,
            sheet.total is not None,
        )
        for sheet in sheets
    ]


def _picked(state: "MonthState", kind: str) -> "list[Selected]":
    assert state.evaluation is not None
    found = state.evaluation
    named = found.praise if kind == "praise" else found.criticism
    return [*named, *(one for one in found.declined if one.kind == kind)]


def _remark(state: "MonthState", sheet: "ScoreSheet") -> str:
    """Why a unit is not on the list: not assessed, or its objection was upheld or is open."""
    if sheet.total is None:
        return sheet.remark
    unit = state.units[sheet.unit_id]
    if sheet.kind != "station" or state.known is None:
        return ""
    if unit in state.known.upheld:
        return "陈述申辩已成立，要列入须写明原因"
    return "陈述申辩还没有结论" if unit in state.known.objections else ""


def _note(one: "Selected | None", remark: str) -> str:
    if one is None:
        return remark
    if not one.chosen:
        return f"不点名：{one.reason}"
    return one.reason if one.proposed else f"人工列入：{one.reason}"


class RankList(QWidget):
    """One of the two lists; `ticked(RankRow, bool)`, `opened(unit_id)`."""

    ticked = Signal(object, bool)
    opened = Signal(int)

    def __init__(self, kind: str, settings: Settings) -> None:
        super().__init__()
        self.kind = kind
        word, units = ("表扬", "村（居）") if kind == "praise" else ("批评", "站所")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GROUP, 0, 0)
        box.setSpacing(2)
        self.title = label(f"{units}排名", "section")
        self.title.setContentsMargins(EDGE, 0, 0, 0)
        self.rule = label("", "hint", wrap=True, name=f"{kind}Rule")
        self.rule.setContentsMargins(EDGE, 0, GROUP, 4)
        columns = (
            Column("named", word, 54, kind="check", editable=True),
            Column("rank", "名次", 100),
            Column("unit", units, 124, bold=True),
            Column("stratum", "分组", 60),
            Column("score", "得分", 68, kind="number"),
            Column("note", "理由（说明）", 140, stretch=True),
        )
        self.model = RowsModel(columns, self)
        self.model.muted = _muted
        self.view = SheetView(self.model, name=kind, settings=settings)
        self.view.setAccessibleName(f"{units}排名")
        self.view.set_empty(f"没有{units}，先导入名册。")
        self.view.checked.connect(self._checked)
        self.view.opened.connect(self._opened)
        for part in (self.title, self.rule):
            box.addWidget(part)
        self.view.chosen.connect(self._chosen)
        box.addWidget(self.view, 1)
        self.whole = label("", "body2", wrap=True, name=f"{kind}Note")
        self.whole.setContentsMargins(EDGE, 6, GROUP, 6)
        box.addWidget(self.whole)

    def show_state(self, state: "MonthState") -> None:
        """Fill the list and print the rule over it."""
        rows = rank_rows(state, self.kind)
        self.view.setColumnHidden(3, not any(row.stratum for row in rows))
        facts = state.facts
        if facts is not None:
            self.rule.setText(facts.praise_rule if self.kind == "praise" else facts.criticism_rule)
        self.model.set_rows(rows)
        if rows and self.view.current_row < 0:
            first = self.model.position(_is_named)
            self.view.go_to(max(first, 0), "named")
        self._chosen(self.view.current_row)

    def look_for(self, text: str) -> bool:
        """Go to the first unit with these words."""
        place = self.model.position(lambda row: text in row.unit)
        if place >= 0:
            self.view.go_to(place, "unit")
        return place >= 0

    def _chosen(self, number: int) -> None:
        """The whole reason of the current line: a table row has no room for it."""
        row = self.model.row(number)
        words = "" if row is None or not row.note else f"{row.unit}：{row.note}"
        self.whole.setText(words)
        self.whole.setVisible(bool(words))

    def _checked(self, row: int, _key: str, wanted: bool) -> None:
        line = self.model.row(row)
        if line is not None:
            self.ticked.emit(line, wanted)

    def _opened(self, row: int) -> None:
        line = self.model.row(row)
        if line is not None:
            self.opened.emit(line.unit_id)


def _is_named(row: RankRow) -> bool:
    return row.named


def _muted(row: RankRow) -> bool:
    return not row.assessed or (row.proposed and not row.named)


class RankStep(QWidget):
    """Both lists side by side; `ticked(kind, RankRow, bool)`, `opened(unit_id)`."""

    ticked = Signal(str, object, bool)
    opened = Signal(int)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.praise, self.criticism = RankList("praise", settings), RankList("criticism", settings)
        self.praise.ticked.connect(self._praise)
        self.criticism.ticked.connect(self._criticism)
        box.addWidget(self.praise, 1)
        box.addWidget(Line("vline"))
        box.addWidget(self.criticism, 1)
        for one in (self.praise, self.criticism):
            one.opened.connect(self.opened)

    def show_state(self, state: "MonthState") -> None:
        """Fill both lists."""
        self.praise.show_state(state)
        self.criticism.show_state(state)

    def look_for(self, text: str) -> None:
        """Go to the first unit with these words."""
        if not self.praise.look_for(text):
            self.criticism.look_for(text)

    def _praise(self, row: RankRow, wanted: bool) -> None:
        self.ticked.emit("praise", row, wanted)

    def _criticism(self, row: RankRow, wanted: bool) -> None:
        self.ticked.emit("criticism", row, wanted)
