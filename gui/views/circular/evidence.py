"""The rows behind a figure: findings open on their own page, the others in a list here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.rules.circular import Rows
from gui.table import Column, RowsModel, SheetView
from gui.views.circular.score_step import UnitLines
from gui.widgets import button, button_row, label
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.queries.circular_pages import EvidenceRow, MonthState
    from core.rules.scoring import ScoreSheet


@dataclass(frozen=True, slots=True)
class QuotaRow:
    unit_id: int
    monday: date
    unit: str
    person: str
    week: str
    required: int
    done: int
    reason: str


QUOTA_COLUMNS = (
    Column("unit", "单位", 112, bold=True),
    Column("person", "人员", 84),
    Column("week", "周", 64),
    Column("required", "应到", 52, kind="number", summed=True),
    Column("done", "实到", 52, kind="number", summed=True),
    Column("reason", "说明", 220, stretch=True),
)
ROW_COLUMNS = (
    Column("day", "日期", 92, kind="date"),
    Column("who", "人员", 130),
    Column("place", "区域", 120),
    Column("text", "说明", 220, stretch=True),
)


def quota_rows(state: "MonthState", places: Sequence[int]) -> list[QuotaRow]:
    """Quotas by their position in the month's evaluation."""
    assert state.evaluation is not None
    quotas = (state.evaluation.quotas[place] for place in places)
    return [
        QuotaRow(
            one.unit_id,
            one.week.monday,
            state.units[one.unit_id],
            "" if one.person_id is None else state.people[one.person_id],
            one.week.name,
            one.required,
            one.done,
            one.reason,
        )
        for one in quotas
    ]


class EvidenceDialog(QDialog):
    """A list of rows; Enter goes to where a row was entered: `go(page, target)`."""

    go = Signal(str, object)

    def __init__(
        self, title: str, columns: tuple[Column, ...], rows: Sequence[object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setWindowTitle(title)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        box.addWidget(label(title, "section", name="evidenceTitle"))
        self.model = RowsModel(columns, self)
        self.model.set_rows(rows)
        self.view = SheetView(self.model, name="evidenceRows")
        self.view.setAccessibleName(title)
        self.view.opened.connect(self._opened)
        box.addWidget(self.view, 1)
        self.there = button("到登记处看", name="evidenceGo", slot=self._go)
        self.there.setEnabled(bool(rows))
        close = button("关闭", name="evidenceClose", slot=self.reject)
        box.addLayout(button_row(self.there, close))
        self.resize(820, 400)
        if rows:
            self.view.go_to(0)
        self.view.setFocus()

    def _go(self) -> None:
        self._opened(self.view.current_row)

    def _opened(self, number: int) -> None:
        row = self.model.row(number)
        if row is None:
            return
        self.accept()
        self.go.emit("entry", _where(row))


def _where(row: Any) -> dict[str, object]:
    from core.rules.calendar import week_of

    if isinstance(row, QuotaRow):
        return {"week": row.monday, "unit": row.unit_id}
    return {"week": week_of(row.day).monday if row.day else None, "ids": (row.id,)}


class UnitDialog(QDialog):
    """看依据: the score lines of one unit named; `opened(Rows)` for the rows of a line."""

    opened = Signal(object)

    def __init__(self, unit: str, sheet: "ScoreSheet", parent: QWidget) -> None:
        super().__init__(parent)
        from gui.views.circular.says import say_rank, say_score

        self.setObjectName("unitEvidence")
        title = f"{unit}的依据"
        self.setWindowTitle(title)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        score = say_score(sheet)
        words = f"{unit}　{score}分，{say_rank(sheet)}" if score else f"{unit}　{say_rank(sheet)}"
        box.addWidget(label(words, "section", name="unitEvidenceTitle"))
        self.lines = UnitLines("unitEvidenceLines")
        self.lines.show_sheet(sheet)
        self.lines.opened.connect(self._opened)
        box.addWidget(self.lines, 1)
        box.addLayout(button_row(button("关闭", name="unitEvidenceClose", slot=self.reject)))
        self.resize(820, 380)
        self.lines.view.setFocus()

    def _opened(self, rows: Rows) -> None:
        self.accept()
        self.opened.emit(rows)


QUERIES = {"inspection": "inspections_by_id", "check_in": "check_ins_by_id"}


def query_of(rows: Rows) -> Callable[[Any], "list[EvidenceRow]"]:
    """The read that finds inspections or check-ins by their ids."""

    def run(door: Any) -> "list[EvidenceRow]":
        from core.queries import circular_pages

        found: list[EvidenceRow] = getattr(circular_pages, QUERIES[rows.kind])(door, rows.ids)
        return found

    return run
