"""看依据 of a suggested measure: each month's circular and the findings, every line opens its rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.table import Column, RowsModel, SheetView
from gui.widgets import button, button_row, label
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.queries.escalation import Suggested

COLUMNS = (
    Column("what", "依据", 132, bold=True),
    Column("text", "说明", 260, stretch=True),
    Column("look", "", 96, kind="link"),
)


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    text: str
    look: str
    page: str
    target: dict[str, object]


def lines_of(one: "Suggested") -> list[Line]:
    """A line per month counted and one for the findings."""
    found = []
    unit = one.candidate.unit_id
    for reason in one.candidate.reasons:
        papers = list(reason.papers)
        for place, month in enumerate(reason.months):
            paper = papers[place] if place < len(papers) else ""
            issued = bool(paper)
            target: dict[str, object] = {"month": month.text, "step": 5 if issued else 2, "unit": unit}
            look = "看通报" if issued else "看得分"
            found.append(Line(month.label, paper or "还没有印发，按草稿", look, "circular", target))
        if reason.findings:
            count = len(reason.findings)
            target = {"filter": "all", "ids": reason.findings}
            found.append(Line(f"问题{count}条", reason.words, f"看{count}条", "findings", target))
    return found


class EvidenceList(QDialog):
    """`go(page, target)` for the line chosen."""

    go = Signal(str, object)

    def __init__(self, one: "Suggested", parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("measureEvidence")
        title = f"{one.unit}：{one.candidate.name}的依据"
        self.setWindowTitle(title)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        box.addWidget(label(title, "section"))
        box.addWidget(label(one.candidate.words, "body2", wrap=True))
        for doubt in one.doubts:
            box.addWidget(label(f"▲ {doubt}", "warn", wrap=True))
        self.model = RowsModel(COLUMNS, self)
        self.model.set_rows(lines_of(one))
        self.view = SheetView(self.model, name="measureEvidenceRows")
        self.view.setAccessibleName(title)
        self.view.opened.connect(self._open)
        self.view.linked.connect(self._open)
        box.addWidget(self.view, 1)
        box.addLayout(button_row(button("关闭", name="measureEvidenceClose", slot=self.reject)))
        self.resize(680, 340)
        self.view.go_to(0)
        self.view.setFocus()

    def _open(self, number: int, *_key: object) -> None:
        row = self.model.row(number)
        if row is not None:
            self.accept()
            self.go.emit(row.page, row.target)
