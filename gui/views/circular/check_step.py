"""① 核对: what could make the month wrong, each a press away from its rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.rules.calendar import period_of
from gui.views.circular.says import period_line
from gui.widgets import EmptyState, Mark, MarkLabel, Section, clear_layout, label, link
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.queries.circular_pages import Doubt, MonthState

WORDS = {
    "holidays": "放假安排",
    "inspection": "缺督查",
    "silent": "无签到",
    "unassigned": "待定责",
    "duplicate": "重复",
    "unfinished": "未完",
    "moved": "人员变动",
    "exempt": "免计",
    "close": "封账",
    "supplement": "补录",
}
ACTS = {
    "holidays": "去录入",
    "inspection": "去登记",
    "silent": "看{count}个",
    "unassigned": "看{count}条",
    "duplicate": "看{count}条",
    "unfinished": "看这周",
    "moved": "看名册",
    "exempt": "看单位",
    "close": "封账",
    "supplement": "看清单",
}


class CheckStep(QWidget):
    """`asked(Doubt)` when the clerk wants to see the rows; `started` when an empty month is to be filled."""

    asked = Signal(object)
    started = Signal()

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(EDGE, GROUP, EDGE, GROUP)
        self._box.setSpacing(0)
        area.setWidget(body)
        whole.addWidget(area)
        self.first: QWidget | None = None

    def show_state(self, state: "MonthState") -> None:
        """List the doubts, then what is only to be known."""
        clear_layout(self._box)
        self.first = None
        if state.refused and not state.doubts:
            coming = period_of(state.month)[0] > state.today
            act = "看最近一期" if coming else "去登记"
            self._box.addWidget(EmptyState(state.refused, act, self.started.emit))
            self._box.addStretch(1)
            return
        self._box.addWidget(label(period_line(state), "hint", wrap=True, name="periodLine"))
        self._box.addSpacing(GROUP)
        doubts = [one for one in state.doubts if not one.note]
        notes = [one for one in state.doubts if one.note]
        self._section("先核对", f"{len(doubts)}处" if doubts else "没有疑点", doubts, "lack")
        if notes:
            self._box.addSpacing(GROUP)
            self._section("请知悉", f"{len(notes)}处，已按规定计算", notes, "note")
        self._box.addStretch(1)

    def _section(self, title: str, note: str, doubts: "list[Doubt]", kind: str) -> None:
        self._box.addWidget(Section(title, note))
        if not doubts:
            self._box.addSpacing(GROUP)
            self._box.addWidget(label("每周有督查，每个站所有签到，没有待定责和重复。", name="nothingOpen"))
        for number, doubt in enumerate(doubts):
            self._row(doubt, kind, f"{kind}{number}")

    def _row(self, doubt: "Doubt", kind: str, name: str) -> None:
        row = QFrame()
        row.setProperty("role", "row")
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(GROUP)
        mark = MarkLabel(Mark(kind, WORDS[doubt.kind]))
        mark.setFixedWidth(96)
        box.addWidget(mark)
        box.addWidget(label(doubt.text, wrap=True), 1)
        act = link(ACTS[doubt.kind].format(count=doubt.count), name=f"doubt_{name}")
        act.setAccessibleName(f"{doubt.text}：{act.text()}")
        act.clicked.connect(_Relay(self, doubt, act).go)
        box.addWidget(act)
        self._box.addWidget(row)
        self.first = self.first or act


class _Relay(QObject):
    def __init__(self, step: CheckStep, doubt: "Doubt", parent: QObject) -> None:
        super().__init__(parent)
        self._step, self._doubt = step, doubt

    def go(self) -> None:
        self._step.asked.emit(self._doubt)
