"""印发: the one question of the month, naming number, period and every unit praised or criticised."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.rules.circular import doc_no
from gui.views.circular.checks import checks_of
from gui.views.circular.paper import Composed
from gui.views.circular.says import period_line
from gui.widgets import Line, button, button_row, label, retheme
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState


class NumberField(QLineEdit):
    """Enter after a number leads to 印发 and does not press 取消, the dialog's default."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class IssueDialog(QDialog):
    """Enter is 取消; a number already used is refused while it is typed."""

    def __init__(self, state: "MonthState", paper: Composed, parent: QWidget) -> None:
        super().__init__(parent)
        assert state.facts is not None
        self.setObjectName("issueDialog")
        self._taken = dict(state.taken)
        self._code, self._year = state.facts.office.agency_code, state.facts.doc_date.year
        title = f"印发{state.month.label}通报"
        self.setWindowTitle(title)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        box.addWidget(label(title, "section"))
        box.addWidget(
            label("印发后不能撤销和修改，有错只能另发更正。文号一经使用不再收回。", "hint", wrap=True)
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._rows(state, paper))
        box.addWidget(area, 1)
        self.wrong = label("", "danger", wrap=True, name="numberWrong")
        box.addWidget(self.wrong)
        self.yes = button("印发", "main", name="affirm", slot=self.accept)
        self.no = button("取消", name="cancel", slot=self.reject)
        box.addLayout(button_row(self.yes, self.no))
        self.yes.setAutoDefault(True)  # with the focus on it Enter affirms
        self.no.setAutoDefault(True)
        self.no.setDefault(True)
        self.no.setFocus()
        self.resize(600, 400)
        self._look()

    @property
    def serial(self) -> int:
        """The number typed, 0 for none."""
        text = self.number.text().strip()
        return int(text) if text.isdigit() else 0

    def _rows(self, state: "MonthState", paper: Composed) -> QWidget:
        facts = state.facts
        assert facts is not None
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(EDGE)
        doubts = [check.text for check in checks_of(state, paper) if not check.ok]
        rows: list[tuple[str, QWidget]] = [
            ("文号", self._number_row(facts.serial or 1)),
            (
                "表扬",
                label(
                    "、".join(one.unit for one in facts.praise) or "无", "strong", wrap=True, name="toPraise"
                ),
            ),
            (
                "批评",
                label(
                    "、".join(one.unit for one in facts.criticism) or "无",
                    "strong",
                    wrap=True,
                    name="toCriticise",
                ),
            ),
            ("统计周期", label(period_line(state), wrap=True)),
            ("标题", label(paper.title, wrap=True)),
            ("字体", label("；".join(paper.fonts), wrap=True)),
        ]
        if state.correcting is not None:
            rows.insert(1, ("更正", label(f"代替{state.correcting.doc_no}", "strong")))
        if doubts:
            rows.insert(0, ("自检", label("▲ " + "，".join(doubts), "warn", wrap=True, name="issueDoubts")))
        for number, (name, field) in enumerate(rows):
            if number:
                grid.addWidget(Line(), 2 * number - 1, 0, 1, 2)
            grid.addWidget(label(name, "body2"), 2 * number, 0)
            grid.addWidget(field, 2 * number, 1)
        return body

    def _number_row(self, serial: int) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.number = NumberField(str(serial))
        self.number.setObjectName("serial")
        self.number.setAccessibleName("文号")
        self.number.setValidator(QIntValidator(1, 99999, self.number))
        self.number.setFixedWidth(72)
        self.number.textChanged.connect(self._look)
        self.number.entered.connect(self._to_affirm)
        for part in (label(f"{self._code}〔{self._year}〕"), self.number, label("号")):
            box.addWidget(part)
        box.addStretch(1)
        return row

    def _to_affirm(self) -> None:
        if self.yes.isEnabled():
            self.yes.setFocus()

    def _look(self) -> None:
        serial = self.serial
        fault = ""
        if serial < 1:
            fault = "文号要从1开始，请填写。"
        elif serial in self._taken:
            what = self._taken[serial]
            number = doc_no(self._code, self._year, serial)
            free = max(self._taken) + 1
            fault = f"{number}已经用过{f'（{what}）' if what else ''}，下一个空号是{free}号。"
        self.wrong.setText(fault)
        self.wrong.setVisible(bool(fault))
        self.yes.setEnabled(not fault)
        retheme(self.number, wrong=bool(fault))
