"""历史 of a row: field, old, new, when and who, latest first; 恢复此值 puts an old value back as an Op."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.errors import UserError
from gui.app import App
from gui.widgets import Line, button, button_row, clear_layout, label, link
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.row_history import Field, RowLine

Reading = Callable[[Any], "list[RowLine]"]


def history_of_rows(*rows: tuple[str, int]) -> Reading:
    """Reads the history of these rows, given as table and id."""

    def read(r: Any) -> list[RowLine]:
        from core.queries.row_history import row_history

        return row_history(r, rows)

    return read


class HistoryDialog(QDialog):
    """Reads on opening and after each value put back; long histories scroll, the button stays."""

    def __init__(self, app: App, title: str, read: Reading, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("history")
        self._app, self._read = app, read
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        box.addWidget(label(title, "section"))
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(SPACE)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        area.setAccessibleName(title)
        box.addWidget(area, 1)
        self.said = label("", "danger", wrap=True, name="historySaid")
        self.said.hide()
        box.addWidget(self.said)
        close = button("关闭", "main", name="closeHistory", slot=self.accept)
        close.setDefault(True)
        box.addLayout(button_row(close))
        self.finished.connect(self.deleteLater)
        self.resize(680, 400)
        close.setFocus()
        self._ask()

    def _ask(self, _done: object = None) -> None:
        self._app.jobs.read(self._read, self._show)

    def _show(self, lines: list[RowLine]) -> None:
        clear_layout(self._list)
        head = ""
        for number, one in enumerate(lines):
            said = _head(one)
            if said != head and head:
                self._list.addWidget(Line())
            if said != head:
                self._list.addWidget(label(said, "strong", wrap=True))
                head = said
            self._list.addWidget(self._changes(one, number))
        if not lines:
            self._list.addWidget(label("还没有改动过。"))
        self._list.addStretch(1)

    def _changes(self, one: RowLine, number: int) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(f"{one.verb}{one.what}", "secondary"), 0, 0)
        if one.gone:
            grid.addWidget(link("恢复这条", partial(self._put_back, one), name=f"again{number}"), 0, 1)
        for row, field in enumerate(_told(one), 1):
            grid.addWidget(label(_words(one, field), "body2", wrap=True), row, 0)
            if field.back:
                again = link(
                    "恢复此值", partial(self._put_value, one, field), name=f"back{number}_{field.key}"
                )
                again.setAccessibleName(f"恢复{field.change.column}：{field.change.before or '空'}")
                grid.addWidget(again, row, 1)
        return part

    # --- putting back ---------------------------------------------------------------------------------
    def _put_value(self, one: RowLine, field: Field) -> None:
        def write(w: Any) -> bool:
            from core.services.restore import put_value

            return put_value(w, one.table, one.row_id, field.key, field.old)

        self._write(f"恢复{one.what}的{field.change.column}", write)

    def _put_back(self, one: RowLine) -> None:
        def write(w: Any) -> int:
            from core.services.restore import put_back

            return put_back(w, one.table, one.row_id)

        self._write(f"恢复1条{one.what}", write)

    def _write(self, words: str, verb: Callable[[Any], object]) -> None:
        self.said.hide()
        self._app.jobs.write(words, verb, self._ask, self._refused)

    def _refused(self, error: UserError) -> None:
        self.said.setText(str(error))
        self.said.show()


def _head(one: RowLine) -> str:
    moment = datetime.fromisoformat(one.at)
    when = f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
    return "　".join(part for part in (when, one.actor, one.label) if part)


def _told(one: RowLine) -> list[Field]:
    """Of a new row what it said, of a deleted one nothing but that."""
    if one.verb == "删除":
        return []
    return [field for field in one.fields if one.verb == "修改" or field.change.after]


def _words(one: RowLine, field: Field) -> str:
    change = field.change
    if one.verb == "新增":
        return f"{change.column}：{change.after}"
    return f"{change.column}：{change.before or '空'} → {change.after or '空'}"
