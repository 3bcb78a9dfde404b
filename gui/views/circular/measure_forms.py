"""Small forms of 追责: what a unit brings forward, what became of it, what was decided about it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gui.views.circular.forms import MonthForm
from gui.widgets import DateField

Done = Callable[[MonthForm], object]
OUTCOMES = (("upheld", "成立：不再拟批评"), ("partly", "部分成立"), ("rejected", "不成立"))
_LINES = 64  # px: three lines to write in


def _choices(rows: Sequence[tuple[int, str]], blank: str = "") -> QComboBox:
    box = QComboBox()
    if blank:
        box.addItem(blank, None)
    for row_id, name in rows:
        box.addItem(name, row_id)
    return box


def _words() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setProperty("role", "field")
    field.setTabChangesFocus(True)
    field.setFixedHeight(_LINES)
    return field


class StatementForm(MonthForm):
    """登记陈述申辩 about a month."""

    def __init__(
        self, month: str, units: Sequence[tuple[int, str]], today: date, parent: QWidget, done: Done
    ) -> None:
        super().__init__(f"登记{month}的陈述申辩", "登记", parent, done)
        self.unit_field = _choices(units)
        self.text_field = _words()
        self.day_field = DateField(today, today)
        self.add("单位", self.unit_field, "unit")
        self.add("陈述内容", self.text_field, "text")
        self.add("收到日期", self.day_field, "day")
        self.fit()
        self.unit_field.setFocus()

    def wrong_with(self) -> str:
        if self.unit_field.currentData() is None:
            return "名册里还没有单位，请先导入名册。"
        return "" if self.text_field.toPlainText().strip() else "请写明陈述的内容。"


class OutcomeForm(MonthForm):
    """陈述申辩作结论: by people, with the day."""

    def __init__(self, title: str, today: date, parent: QWidget, done: Done) -> None:
        super().__init__(title, "记下结论", parent, done)
        self.outcome_field = QComboBox()
        for key, words in OUTCOMES:
            self.outcome_field.addItem(words, key)
        self.by_field = QLineEdit()
        self.by_field.setPlaceholderText("例如：乡创文办会议")
        self.note_field = QLineEdit()
        self.day_field = DateField(today, today)
        self.add("结论", self.outcome_field, "outcome")
        self.add("研究决定", self.by_field, "decidedBy")
        self.add("说明", self.note_field, "note")
        self.add("日期", self.day_field, "day")
        self.fit()
        self.outcome_field.setFocus()

    def wrong_with(self) -> str:
        return "" if self.by_field.text().strip() else "请写明由谁研究决定。"


class MeasureForm(MonthForm):
    """登记问责: the measure, why, who decided; the person who answers only where it was decided so."""

    def __init__(
        self,
        title: str,
        forms: Sequence[str],
        people: Sequence[tuple[int, str]],
        today: date,
        parent: QWidget,
        done: Done,
    ) -> None:
        super().__init__(title, "登记", parent, done)
        self.form_field = QComboBox()
        self.form_field.setEditable(True)
        if (line := self.form_field.lineEdit()) is not None:
            line.setAccessibleName("形式")
        self.form_field.addItems(list(forms))
        self.person_field = _choices(people, "不涉及个人")
        self.reason_field = _words()
        self.by_field = QLineEdit()
        self.by_field.setPlaceholderText("例如：乡党委会；程序只提示，不作决定")
        self.document_field = QLineEdit()
        self.day_field = DateField(today, today)
        self.add("形式", self.form_field, "form")
        self.add("事由", self.reason_field, "reason")
        self.add("由谁决定", self.by_field, "decidedBy")
        self.add("责任人", self.person_field, "person")
        self.add("文件文号", self.document_field, "document")
        self.add("决定日期", self.day_field, "day")
        self.fit(560)

    def propose(self, form: str, reason: str) -> None:
        """Fill in what the ladder suggests; the clerk may write another."""
        self.form_field.setCurrentText(form)
        self.reason_field.setPlainText(reason)
        self.by_field.setFocus()

    def wrong_with(self) -> str:
        if not self.form_field.currentText().strip():
            return "请写明形式，例如“约谈”。"
        if not self.reason_field.toPlainText().strip():
            return "请写明事由。"
        return "" if self.by_field.text().strip() else "请写明由谁决定。"
