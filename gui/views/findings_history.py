"""历史 of a finding: what was changed, when and by whom, with 恢复此值 where an old value can come back."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.basics import Line, clear_layout, label, link

if TYPE_CHECKING:
    from core.queries.finding_history import Line as Past

_UNTOLD = frozenset({"问题", "督查", "整改", "第几次"})  # what the place in the list says already


class HistoryView(QWidget):
    """The changes of one finding, latest first."""

    back = Signal(object)  # the line whose old values are wanted again

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
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(_told(one), "secondary", wrap=True), 1)
        if one.back is not None:
            again = link("恢复此值", name=f"back{number}")
            again.clicked.connect(lambda: self.back.emit(one))
            box.addWidget(again)
        return row


def _told(one: "Past") -> str:
    if one.verb == "删除":
        return f"删除{one.what}"
    lines = [
        f"{each.column}：{each.before or '空'} → {each.after or '空'}"
        if one.verb == "修改"
        else f"{each.column}：{each.after}"
        for each in one.changes
        if one.verb == "修改" or (each.after and each.column not in _UNTOLD)
    ]
    return "\n".join(lines)


def _when(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
