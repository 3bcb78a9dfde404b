"""From a figure or a doubt to exactly its rows: on their own page, or in a list over this one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.rules.circular import Rows
from gui.app import App
from gui.table import Column
from gui.views.circular.evidence import (
    QUOTA_COLUMNS,
    ROW_COLUMNS,
    EvidenceDialog,
    UnitDialog,
    query_of,
    quota_rows,
)
from gui.views.circular.score_step import MEASURES

LEDGERS = frozenset({"questionnaire", "watch", "opinion", "task"})

if TYPE_CHECKING:
    from core.queries.circular_pages import Doubt, EvidenceRow, MonthState


class RowsOpener(QObject):
    """`go(page, target)` where the rows are another page's."""

    go = Signal(str, object)

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._over = app, parent
        self._state: MonthState | None = None

    def rows(self, state: "MonthState | None", rows: Rows) -> None:
        """Show the rows of a figure."""
        self._state = state
        if state is None or not rows.ids:
            return
        if rows.kind == "finding":
            self.go.emit("findings", {"filter": "all", "ids": rows.ids})
        elif rows.kind == "statement":
            self.go.emit("circular", {"room": "measures", "statements": rows.ids, "month": state.month.text})
        elif rows.kind == "person":
            self.go.emit("roster", {"person": rows.ids[0]})
        elif rows.kind == "unit":
            self.unit(state, rows.ids[0])
        elif rows.kind == "quota":
            found = quota_rows(state, rows.ids)
            self._list(f"到岗记录{len(found)}条", QUOTA_COLUMNS, found)
        elif rows.kind == "inspection":
            self._app.jobs.read(query_of(rows), self._inspections)
        elif rows.kind == "duty":
            self.go.emit("stats", {"tab": "duties", "month": state.month.text})
        elif rows.kind in LEDGERS:
            page = "roster" if rows.kind == "task" else "entry"
            self.go.emit(page, {"ledger": rows.kind, "ids": rows.ids})
        else:
            self._app.jobs.read(query_of(rows), self._check_ins)

    def unit(self, state: "MonthState | None", unit_id: int) -> None:
        """看依据: the score lines of a unit."""
        self._state = state
        if state is None or state.evaluation is None:
            return
        sheet = next(one for one in state.evaluation.sheets if one.unit_id == unit_id)
        dialog = UnitDialog(state.units[unit_id], sheet, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.opened.connect(self._line)
        dialog.open()

    def doubt(self, doubt: "Doubt") -> None:
        """The rows of a doubt."""
        if doubt.kind == "duplicate":
            self._app.jobs.read(query_of(Rows("check_in", doubt.ids)), self._check_ins)
        else:
            page, target = _target(doubt)
            self.go.emit(page, target)

    def _line(self, rows: Rows) -> None:
        self.rows(self._state, rows)

    def _inspections(self, rows: "list[EvidenceRow]") -> None:
        self._list(f"督查{len(rows)}{MEASURES['inspection']}", ROW_COLUMNS, rows)

    def _check_ins(self, rows: "list[EvidenceRow]") -> None:
        self._list(f"签到{len(rows)}条", ROW_COLUMNS, rows)

    def _list(self, title: str, columns: tuple[Column, ...], rows: Sequence[object]) -> None:
        dialog = EvidenceDialog(title, columns, rows, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.go.connect(self.go)
        dialog.open()


def _target(doubt: "Doubt") -> tuple[str, dict[str, Any]]:
    if doubt.kind == "holidays":
        return "settings", {"section": "holidays"}
    if doubt.kind == "inspection":
        return "findings", {"filter": "all", "week": doubt.week}
    if doubt.kind == "unassigned":
        return "findings", {"filter": "all", "ids": doubt.ids}
    if doubt.kind == "moved":
        return "roster", {"person": doubt.ids[0]}
    return "entry", {"week": doubt.week, "unit": doubt.unit_id, "missing": True}
