"""历史 of a finding: what was changed, when and by whom, with 恢复此值 where an old value can come back."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.widgets.basics import SPACE, Line, clear_layout, label, link

if TYPE_CHECKING:
    from core.queries.row_history import Field
    from core.queries.row_history import RowLine as Past

_UNTOLD = frozenset({"问题", "督查", "整改", "第几次"})  # what the place in the list says already


class HistoryView(QWidget):
    """The changes of one finding, latest first."""

    back = Signal(object)  # (line, field) whose old value is wanted again

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)

    def show_lines(self, lines: list["Past"]) -> None:
        """Show another history."""
        clear_layout(self._box)
        last = ""
        for number, one in enumerate(lines):
            head = f"{_when(one.at)}　{one.label}" + (f"　{one.actor}" if one.actor else "")
            if head != last:
                if last:
                    self._box.addWidget(Line())
                self._box.addWidget(label(head, "strong", wrap=True))
                last = head
            self._box.addWidget(self._change(one, number))
        self._box.addStretch(1)

    def _change(self, one: "Past", number: int) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        if one.verb == "删除":
            grid.addWidget(label(f"删除{one.what}", "secondary", wrap=True), 0, 0)
            return part
        for row, field in enumerate(_told(one)):
            grid.addWidget(label(_words(one, field), "secondary", wrap=True), row, 0)
            if field.back:
                again = link(
                    "恢复此值", partial(self.back.emit, (one, field)), name=f"back{number}_{field.key}"
                )
                again.setAccessibleName(f"恢复{field.change.column}：{field.change.before or '空'}")
                grid.addWidget(again, row, 1)
        return part


def _told(one: "Past") -> "list[Field]":
    """What changed; of a new row what it said beyond its place in the list."""
    if one.verb == "修改":
        return list(one.fields)
    return [each for each in one.fields if each.change.after and each.change.column not in _UNTOLD]


def _words(one: "Past", field: "Field") -> str:
    change = field.change
    if one.verb == "新增":
        return f"{change.column}：{change.after}"
    return f"{change.column}：{change.before or '空'} → {change.after or '空'}"


def _when(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
