"""② 打分: every unit with its total; its lines with points, reason and rows; changes by hand."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from core.rules.circular import Rows
from gui.settings import Settings
from gui.table import Column, RowsModel, SheetView
from gui.views.circular.says import say_points, say_rank, say_score
from gui.widgets import button, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.rules.scoring import ScoreLine, ScoreSheet

KINDS = {"village": "村（居）", "station": "站所"}
MEASURES = {"quota": "次", "finding": "条", "check_in": "次", "inspection": "次"}


@dataclass(frozen=True, slots=True)
class UnitRow:
    unit_id: int
    kind: str
    stratum: str
    unit: str
    rank: str
    score: str
    note: str


@dataclass(frozen=True, slots=True)
class LineRow:
    item: str
    points: str
    reason: str
    rows: Rows | None
    look: str
    hand: str


def unit_rows(state: "MonthState") -> list[UnitRow]:
    """Villages, then stations, in the office's order; what changes the score is said."""
    if state.evaluation is None:
        return []
    return [
        UnitRow(
            sheet.unit_id,
            KINDS[sheet.kind],
            sheet.stratum,
            state.units[sheet.unit_id],
            say_rank(sheet),
            say_score(sheet),
            _note(sheet),
        )
        for sheet in state.evaluation.sheets
    ]


def _note(sheet: "ScoreSheet") -> str:
    if sheet.total is None:
        return sheet.remark
    if sheet.source == "paper":
        return f"书面评分{f'，{sheet.remark}' if sheet.remark else ''}"
    if sheet.source == "mixed":
        return sheet.remark
    return "改" if any(line.by_hand for line in sheet.lines) else ""


def line_rows(sheet: "ScoreSheet") -> list[LineRow]:
    """What was taken off and added, each with its rows."""
    return [_line_row(line) for line in sheet.lines]


def _line_row(line: "ScoreLine") -> LineRow:
    rows = Rows(line.evidence_kind, line.evidence) if line.evidence else None
    look = f"看{len(line.evidence)}{MEASURES.get(line.evidence_kind, '条')}" if line.evidence else ""
    hand = "改" if line.by_hand else ""
    return LineRow(line.item_name, say_points(line.points), line.reason, rows, look, hand)


LINE_COLUMNS = (
    Column("item", "项目", 128, bold=True),
    Column("points", "分值", 60, kind="number", summed=True),
    Column("reason", "理由", 160, stretch=True),
    Column("hand", "", 34),
    Column("look", "依据", 76, kind="link"),
)


class UnitLines(QWidget):
    """The lines of one unit; `opened(Rows)` for the rows behind a line."""

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.model = RowsModel(LINE_COLUMNS, self)
        self.view = SheetView(self.model, name=name)
        self.view.setAccessibleName("得分明细")
        self.view.linked.connect(self._linked)
        self.view.opened.connect(self._open)
        self.view.chosen.connect(self._chosen)
        box.addWidget(self.view, 1)
        self.whole = label("", "body2", wrap=True, name=f"{name}Reason")
        self.whole.setContentsMargins(EDGE, SPACE, EDGE, SPACE)
        box.addWidget(self.whole)

    def show_sheet(self, sheet: "ScoreSheet") -> None:
        """The lines of a sheet; without any the table says why."""
        why = sheet.remark if sheet.total is None else "本期没有扣分和加分。"
        self.view.set_empty(why or "未参加考核。")
        self.model.set_rows(line_rows(sheet))
        if self.model.count:
            self.view.go_to(0, "item")
        self._chosen(0)

    def _chosen(self, number: int) -> None:
        """The whole reason of the current line: a table row has no room for it."""
        line = self.model.row(number)
        self.whole.setText("" if line is None else line.reason)

    def _linked(self, row: int, _key: str) -> None:
        self._open(row)

    def _open(self, row: int) -> None:
        line = self.model.row(row)
        if line is not None and line.rows is not None:
            self.opened.emit(line.rows)


class ScoreStep(QWidget):
    """`opened(Rows)`, `adjust(unit_id)`, `exempt(unit_id)`: the page writes."""

    opened = Signal(object)
    adjust = Signal(int)
    exempt = Signal(int)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._state: MonthState | None = None
        self._wanted: int | None = None
        columns = (
            Column("unit", "单位", 132, bold=True),
            Column("kind", "类别", 76),
            Column("stratum", "分组", 60),
            Column("rank", "名次", 92),
            Column("score", "得分", 68, kind="number"),
            Column("note", "说明", 120, stretch=True),
        )
        self.model = RowsModel(columns, self)
        self.model.muted = _not_assessed
        self.view = SheetView(self.model, name="scores", settings=settings)
        self.view.setAccessibleName("各单位得分")
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(self._into)
        self.lines = UnitLines("scoreLines")
        self.lines.opened.connect(self.opened)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(self._right())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)

    def _right(self) -> QWidget:
        pane = QWidget()
        box = QVBoxLayout(pane)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(GROUP, SPACE, EDGE, SPACE)
        head.setSpacing(SPACE)
        self.title = label("", "section", name="sheetTitle")
        head.addWidget(self.title)
        head.addStretch(1)
        self.add = button("加减分…", name="adjust", slot=self._adjust)
        self.free = button("免计…", name="exempt", slot=self._exempt)
        head.addWidget(self.add)
        head.addWidget(self.free)
        box.addLayout(head)
        box.addWidget(self.lines, 1)
        return pane

    # --- content --------------------------------------------------------------------------------------
    def show_state(self, state: "MonthState") -> None:
        """Fill both tables; the chosen unit stays."""
        kept = self.unit_id if self._wanted is None else self._wanted
        self._state, self._wanted = state, None
        rows = unit_rows(state)
        self.view.setColumnHidden(2, not any(row.stratum for row in rows))
        self.model.set_rows(rows)
        place = self.model.position(lambda row: row.unit_id == kept) if kept is not None else 0
        if rows:
            self.view.go_to(max(place, 0), "unit")
        self._chosen(self.view.current_row)

    @property
    def unit_id(self) -> int | None:
        """The chosen unit."""
        row = self.model.row(self.view.current_row)
        return None if row is None else int(row.unit_id)

    def set_narrow(self, narrow: bool) -> None:
        """Names speak for themselves where there is no room for the kind."""
        self.view.setColumnHidden(1, narrow)

    def choose(self, unit_id: int) -> None:
        """Go to a unit, now or when the month has been read."""
        place = self.model.position(lambda row: row.unit_id == unit_id)
        if place < 0:
            self._wanted = unit_id
        else:
            self.view.go_to(place, "unit")

    def look_for(self, text: str) -> None:
        """Go to the first unit with these words."""
        place = self.model.position(lambda row: text in row.unit)
        if place >= 0:
            self.view.go_to(place, "unit")

    def _chosen(self, number: int) -> None:
        row = self.model.row(number)
        for one in (self.add, self.free):
            one.setEnabled(row is not None)
        if row is None or self._state is None or self._state.evaluation is None:
            self.title.setText("")
            return
        sheet = next(one for one in self._state.evaluation.sheets if one.unit_id == row.unit_id)
        base = say_points(Fraction(sheet.base)).lstrip("+")
        total = f"{row.score}分" if row.score else row.rank
        self.title.setText(f"{row.unit}　{total}")
        self.title.setToolTip(f"基础分{base}分")
        self.lines.show_sheet(sheet)

    def _into(self, _row: int) -> None:
        self.lines.view.setFocus()

    def _adjust(self) -> None:
        if self.unit_id is not None:
            self.adjust.emit(self.unit_id)

    def _exempt(self) -> None:
        if self.unit_id is not None:
            self.exempt.emit(self.unit_id)


def _not_assessed(row: UnitRow) -> bool:
    return not row.score
