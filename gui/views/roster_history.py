"""历史: what happened to a row, newest first, with who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from gui.app import App
from gui.widgets import Line, button, button_row, label
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.queries.history import Step


class HistoryDialog(QDialog):
    """Reads on opening; long histories scroll, the button stays."""

    def __init__(self, app: App, title: str, table: str, row_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setObjectName("history")
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        box.addWidget(label(title, "section"))
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        area.setAccessibleName(title)
        box.addWidget(area, 1)
        close = button("关闭", "main", name="closeHistory", slot=self.accept)
        close.setDefault(True)
        box.addLayout(button_row(close))
        self.resize(620, 400)
        app.jobs.read(lambda r: _read(r, table, row_id), self._show)

    def _show(self, steps: list[Step]) -> None:
        for step in reversed(steps):
            when = step.at.replace("T", " ")[:16]
            who = f"　{step.actor}" if step.actor else ""
            self._list.addWidget(label(f"{when}{who}　{step.label}", "strong", wrap=True))
            for one in step.changes:
                change = f"{one.before}→{one.after}" if one.before else one.after or "清空"
                self._list.addWidget(label(f"{one.column}：{change}", "body2", wrap=True))
            self._list.addWidget(Line())
        if not steps:
            self._list.addWidget(label("还没有改动过。"))
        self._list.addStretch(1)


def _read(r: Any, table: str, row_id: int) -> list[Step]:
    """A place's history is also that of its lines, a person's or unit's also that of the posts."""
    from core.queries.history import history_of
    from core.queries.roster import rows_about

    rows = [(table, row_id), *rows_about(r, table, row_id)]
    steps = [step for name, one in rows for step in history_of(r, name, one)]
    return sorted(steps, key=lambda step: step.at)
