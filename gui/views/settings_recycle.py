"""回收站: what was deleted and is still gone, by day, by whom, with 恢复 for one or several."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu

from core.errors import UserError
from gui.app import App
from gui.jobs import Latest
from gui.table import Column, RowsModel, SheetView
from gui.views.settings_fields import PAD, SettingsSection
from gui.widgets import button, label
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from core.queries.recycle import Deleted


def _columns(year: int) -> tuple[Column, ...]:
    return (
        Column("at", "删除时间", 148, show=lambda at: _when(at, year)),
        Column("actor", "经办人", 84),
        Column("kind", "种类", 84),
        Column("what", "内容", 300, stretch=True, filterable=False),
        Column("label", "操作", 136),
    )


def _when(at: str, year: int) -> str:
    """The year only where it is another one."""
    moment = datetime.fromisoformat(at)
    words = f"{moment.month}月{moment.day}日 {moment:%H:%M}"
    return words if moment.year == year else f"{moment.year}年{words}"


class RecycleSection(SettingsSection):
    """Rows come back under their own numbers, also after a restart; 恢复 can be undone."""

    title = "回收站"
    note = "删除的签到、问题、人员等都在这里，关了程序也在；选中再按“恢复”，放回原来的位置。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._latest = Latest()
        self._refusal = ""
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.again = button("恢复", "next", icon="undo", name="restoreRows", slot=self.restore)
        self.said = label("", "body2", wrap=True, name="recycleSaid")
        row.addWidget(self.again)
        row.addWidget(self.said, 1)
        self.body.addLayout(row)
        self.model = RowsModel(_columns(app.today().year))
        self.table = SheetView(self.model, name="recycle", settings=app.settings)
        self.table.setAccessibleName("回收站里的记录")
        self.table.edge = PAD
        self.table.set_empty("回收站是空的。", "去登记", lambda: self.go.emit("entry", {}))
        self.table.opened.connect(lambda _row: self.restore())
        self.table.menu_wanted.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(self._say)
        self.body.addWidget(self.table, 1)
        app.bus.changed.connect(self._changed)

    def refresh(self) -> None:
        self.app.jobs.read(_deleted, self._show, latest=self._latest)

    def _changed(self, _kinds: object) -> None:
        if self.isVisible() and self.app.path is not None:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.app.path is not None:
            self.refresh()

    def _show(self, rows: list[Deleted]) -> None:
        self.model.set_rows(rows)
        if rows and self.table.current_row < 0:
            self.table.go_to(0)
        self._say()

    def _say(self) -> None:
        count = len(self._chosen())
        self.again.setEnabled(bool(count))
        self.again.setText(f"恢复{count}条" if count > 1 else "恢复")
        if not self._refusal:  # stays until the next attempt
            self.said.setText(f"共{self.model.count}条" if self.model.count else "")

    def _chosen(self) -> list[Deleted]:
        rows = [self.model.row(number) for number in self.table.selected_rows()]
        return [one for one in rows if one is not None]

    def _menu(self, menu: QMenu, row: int) -> None:
        if row >= 0:
            menu.addSeparator()
            menu.addAction(self.again.text()).triggered.connect(self.restore)

    def restore(self) -> None:
        """恢复 the rows selected, as one step."""
        chosen = self._chosen()
        if not chosen:
            return
        rows = [(one.table, one.row_id) for one in chosen]
        self._refusal = ""
        self._say()

        def write(w: Any) -> int:
            from core.services.restore import put_back_all

            return put_back_all(w, rows)

        kinds = {one.kind for one in chosen}
        word = kinds.pop() if len(kinds) == 1 else "记录"
        self.app.jobs.write(f"恢复{len(chosen)}条{word}", write, failed=self._refused)

    def _refused(self, error: UserError) -> None:
        self._refusal = f"▲ {error}"
        self.said.setText(self._refusal)

    def print_current(self) -> None:
        from core.rules.calendar import cn_date
        from gui.printing import print_table

        columns = self.model.columns
        rows = [[self.model.text(row, column) for column in columns] for row in range(self.model.count)]
        heads = [column.title for column in columns]
        print_table(self.app, self, "回收站清单", f"截至{cn_date(self.app.today())}", heads, rows)


def _deleted(r: Any) -> list[Deleted]:
    from core.queries.recycle import deleted

    return deleted(r)
