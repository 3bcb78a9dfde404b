"""补录: who keyed in what for which day, how late and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent

from gui.app import App
from gui.jobs import Latest
from gui.table import Column, RowsModel, SheetView
from gui.views.settings_fields import PAD, SettingsSection
from gui.widgets import label

if TYPE_CHECKING:
    from core.queries.late import LateRow

_COLUMNS = (
    Column("keyed_on", "录入日期", 108, kind="date"),
    Column("actor", "经办人", 84),
    Column("kind", "种类", 84),
    Column("day", "事情日期", 108, kind="date"),
    Column("days", "晚了", 72, kind="number", show=lambda days: f"{days}天"),
    Column("reason", "补录原因", 200, stretch=True),
    Column("text", "内容", 200, stretch=True, show=lambda text: text or "（已删除）"),
)


class LateSection(SettingsSection):
    """The log; what counts as late stands in 规则."""

    title = "补录记录"
    note = "事情过去很久才录入的，都记在这里；过几天要写原因、过多久不能再录，在“规则”里改。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._latest = Latest()
        self.said = label("", "body2", name="lateSaid")
        self.body.addWidget(self.said)
        self.model = RowsModel(_COLUMNS)
        self.table = SheetView(self.model, name="late", settings=app.settings)
        self.table.setAccessibleName("补录记录")
        self.table.edge = PAD
        self.table.set_empty("没有补录。", "去登记", lambda: self.go.emit("entry", {}))
        self.body.addWidget(self.table, 1)
        app.bus.changed.connect(self._changed)

    def refresh(self) -> None:
        self.app.jobs.read(_log, self._show, latest=self._latest)

    def _changed(self, _kinds: object) -> None:
        if self.isVisible() and self.app.path is not None:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.app.path is not None:
            self.refresh()

    def _show(self, rows: list[LateRow]) -> None:
        self.model.set_rows(rows)
        self.said.setText(f"{len(rows)}条" if rows else "")


def _log(r: Any) -> list[LateRow]:
    from core.queries.late import late_log

    return late_log(r)
