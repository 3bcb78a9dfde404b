"""Small forms of the month: points by hand, exemption, the reason of a choice."""

import re
from collections.abc import Callable
from fractions import Fraction

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gui.widgets.dialogs import FormDialog

_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{1,2})?")
_FULL = str.maketrans("０１２３４５６７８９．＋－—", "0123456789.+--")
COVERS = (
    ("all", "全部免计：不计分、不排名、不批评"),
    ("quota", "只免计到岗"),
    ("criticism", "照常计分，不列批评"),
)


class MonthForm(FormDialog):
    """A form that says at once what is wrong; `done` gets the form when it may be kept."""

    def __init__(self, title: str, verb: str, parent: QWidget, done: Callable[["MonthForm"], object]) -> None:
        super().__init__(title, verb, parent)
        self.setObjectName("monthForm")
        self._done = done

    def wrong_with(self) -> str:
        """What must be put right, "" for nothing."""
        return ""

    def accept(self) -> None:
        fault = self.wrong_with()
        if fault:
            self.refuse(fault)
            return
        super().accept()
        self._done(self)
        self.deleteLater()

    def add(self, text: str, field: QWidget, name: str) -> None:
        """One line of the form."""
        field.setObjectName(name)
        field.setAccessibleName(text)
        self.form.addRow(text, field)


class AdjustForm(MonthForm):
    """加减分: signed points and their reason."""

    def __init__(self, unit: str, parent: QWidget, done: Callable[[MonthForm], object]) -> None:
        super().__init__(f"给{unit}加减分", "记入得分", parent, done)
        self.points_field = QLineEdit()
        self.points_field.setPlaceholderText("-2 扣2分，1.5 加1.5分")
        self.reason_field = QLineEdit()
        self.reason_field.setPlaceholderText("写明理由，例如：资料迟报")
        self.add("分值", self.points_field, "points")
        self.add("理由", self.reason_field, "reason")
        self.fit()
        self.points_field.setFocus()

    @property
    def points(self) -> Fraction:
        """Signed."""
        return Fraction(self._typed())

    @property
    def reason(self) -> str:
        """As it will be kept."""
        return self.reason_field.text().strip()

    def _typed(self) -> str:
        return self.points_field.text().strip().translate(_FULL)

    def wrong_with(self) -> str:
        if not _POINTS.fullmatch(self._typed()) or not self.points:
            return "分值要写成-2或1.5这样，不能是0，最多两位小数。"
        return "" if self.reason else "手工加减分要写明理由。"


class ExemptForm(MonthForm):
    """免计 for the month: what it covers and why."""

    def __init__(self, unit: str, month: str, parent: QWidget, done: Callable[[MonthForm], object]) -> None:
        super().__init__(f"{unit}{month}免计", "免计", parent, done)
        self.covers_field = QComboBox()
        for key, words in COVERS:
            self.covers_field.addItem(words, key)
        self.reason_field = QLineEdit()
        self.reason_field.setPlaceholderText("例如：抗旱、整体搬迁")
        self.add("范围", self.covers_field, "covers")
        self.add("原因", self.reason_field, "reason")
        self.fit()
        self.reason_field.setFocus()

    @property
    def covers(self) -> str:
        """all, quota or criticism."""
        return str(self.covers_field.currentData())

    @property
    def reason(self) -> str:
        """As it will be kept."""
        return self.reason_field.text().strip()

    def wrong_with(self) -> str:
        return "" if self.reason else "免计要写明原因。"


class ReasonForm(MonthForm):
    """Why a unit is named against the rule, or left out; the paper does not say it."""

    def __init__(self, title: str, verb: str, parent: QWidget, done: Callable[[MonthForm], object]) -> None:
        super().__init__(title, verb, parent, done)
        self.reason_field = QLineEdit("领导意见")
        self.reason_field.selectAll()
        self.add("原因（只在本机留存，不上通报）", self.reason_field, "reason")
        self.fit()
        self.reason_field.setFocus()

    @property
    def reason(self) -> str:
        """As it will be kept."""
        return self.reason_field.text().strip()

    def wrong_with(self) -> str:
        return "" if self.reason else "请写明原因，例如“领导意见”。"
