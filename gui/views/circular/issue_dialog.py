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
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.rules.numbers import next_free, refusal
from gui.views.circular.checks import checks_of
from gui.views.circular.paper import Composed
from gui.views.circular.says import period_line
from gui.views.forms import ChoiceBox, Option
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
    """Enter is 取消; a number already used is refused while it is typed, a reserved one is offered."""

    def __init__(self, state: "MonthState", paper: Composed, parent: QWidget) -> None:
        super().__init__(parent)
        assert state.facts is not None
        self.setObjectName("issueDialog")
        self._numbers = state.numbers
        self._code = state.facts.office.agency_code
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
    def year(self) -> int:
        """The year in the number."""
        return int(self.years.key)

    @property
    def serial(self) -> int:
        """The number typed, 0 for none."""
        text = self.number.text().strip()
        return int(text) if text.isascii() and text.isdigit() else 0

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
            ("文号", self._number_row(facts.series_year, facts.serial or 1)),
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

    def _number_row(self, year: int, serial: int) -> QWidget:
        """The year is asked only where there are two: a January paper for December."""
        self.years = ChoiceBox([Option(one, str(one)) for one in self._numbers])
        self.years.setObjectName("numberYear")
        self.years.setAccessibleName("文号的年份")
        self.years.setMinimumContentsLength(4)
        self.years.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.years.choose(year)
        asked = len(self._numbers) > 1
        self.kept = ChoiceBox()
        self.kept.setObjectName("reservedNumbers")
        self.kept.setAccessibleName("可用的号和预留的号")
        row = QWidget()
        both = QVBoxLayout(row)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(4)
        box = QHBoxLayout()
        box.setSpacing(4)
        both.addLayout(box)
        both.addWidget(self.kept)
        self.number = NumberField(str(serial))
        self.number.setObjectName("serial")
        self.number.setAccessibleName("文号")
        self.number.setValidator(QIntValidator(1, 99999, self.number))
        self.number.setFixedWidth(72)
        self.number.textChanged.connect(self._look)
        self.number.entered.connect(self._to_affirm)
        open_, close = ("〔", "〕") if asked else (f"〔{year}〕", "")
        for part in (label(f"{self._code}{open_}"), self.years, label(close), self.number, label("号")):
            box.addWidget(part)
        box.addStretch(1)
        self.years.setVisible(asked)
        self._offer_kept()
        self.years.activated.connect(self._year_picked)
        self.kept.activated.connect(self._kept_picked)
        return row

    def _offer_kept(self) -> None:
        """The next free number and those reserved; nothing to choose without one of these."""
        series = self._numbers[self.year]
        kept = {serial: what.title for serial, what in sorted(series.items()) if what.state == "reserved"}
        free = next_free(series)
        offers = [Option(serial, f"{serial}号，预留给“{title}”") for serial, title in kept.items()]
        self.kept.set_options([Option(free, f"{free}号，下一个可用"), *offers])
        self.kept.setVisible(bool(kept))

    def _year_picked(self, _at: int) -> None:
        self._offer_kept()
        self.number.setText(str(next_free(self._numbers[self.year])))

    def _kept_picked(self, _at: int) -> None:
        self.number.setText(str(self.kept.key))

    def _to_affirm(self) -> None:
        if self.yes.isEnabled():
            self.yes.setFocus()

    def _look(self) -> None:
        series, serial = self._numbers[self.year], self.serial
        fault = refusal(self._code, self.year, serial, series, reserved=True)
        kept = series.get(serial)
        said = f"▲ {serial}号预留给“{kept.title}”，印发后就用掉了。" if kept and not fault else ""
        self.wrong.setText(fault or said)
        self.wrong.setVisible(bool(fault or said))
        retheme(self.wrong, role="danger" if fault else "warn")
        self.yes.setEnabled(not fault)
        retheme(self.number, wrong=bool(fault))
