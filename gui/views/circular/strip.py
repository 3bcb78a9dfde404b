"""The self-check line under the draft, and the list of all its points."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.rules.self_check import Check
from gui.widgets import Mark, MarkLabel, button, button_row, clear_layout, label, link
from gui.widgets.basics import EDGE, GROUP

SHOWN = 5  # points that fit a line of 1200 px


SHAPES = {"done": "✓", "lack": "▲", "late": "■"}


def kind_of(check: Check) -> str:
    """Tick, doubt, or what stands against issuing."""
    if check.ok:
        return "done"
    return "late" if check.blocking else "lack"


def leads(check: Check) -> bool:
    """There is a place or there are rows to go to."""
    return not check.ok and bool(check.key or check.rows)


class CheckStrip(QFrame):
    """自检 ▲1句数据已变 ✓12号没有用过 … 全部8项; `pressed(Check)` for a point to look at."""

    pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bottom")
        self.setObjectName("selfCheck")
        self.checks: list[Check] = []
        box = QHBoxLayout(self)
        box.setContentsMargins(EDGE, 4, EDGE, 4)
        box.setSpacing(GROUP)
        box.addWidget(label("自检", "strong"))
        self._points = QHBoxLayout()
        self._points.setSpacing(EDGE)
        box.addLayout(self._points)
        box.addStretch(1)
        self.all = link("", self.show_all, name="allChecks")
        box.addWidget(self.all)

    def show_checks(self, checks: list[Check]) -> None:
        """The doubtful points first; fewer where there is less room."""
        if checks == self.checks:
            return
        self.checks = checks
        clear_layout(self._points)
        for number, check in enumerate(checks[:SHOWN]):
            self._points.addWidget(self._point(check, number))
        self.all.setText(f"全部{len(checks)}项")
        self._fit()

    def words(self) -> str:
        """The same in one line of text, for the bottom line of a narrow window."""
        shown = [f"{SHAPES[kind_of(check)]} {check.text}" for check in self.checks[:3]]
        return "自检　" + "　".join(shown)

    def _point(self, check: Check, number: int) -> QWidget:
        if leads(check):
            return self.link_of(check, f"check{number}")
        return MarkLabel(Mark(kind_of(check), check.text))

    def link_of(self, check: Check, name: str) -> QPushButton:
        """A point to press."""
        act = link(f"{SHAPES[kind_of(check)]} {check.text}", name=name)
        act.clicked.connect(_Relay(self, check, act).go)
        return act

    def _fit(self) -> None:
        room = self.width() - 260
        for number in range(self._points.count()):
            item = self._points.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                room -= widget.sizeHint().width() + EDGE
                widget.setVisible(room > 0)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def show_all(self) -> None:
        """Every point under one another."""
        dialog = QDialog(self)
        dialog.setObjectName("allChecksList")
        dialog.setWindowTitle("自检结果")
        box = QVBoxLayout(dialog)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.addWidget(label("自检结果", "section"))
        faults = [check for check in self.checks if check.blocking and not check.ok]
        if faults:
            box.addWidget(label(f"有{len(faults)}项改正前不能印发", "danger", wrap=True))
        box.addWidget(self._listed(dialog), 1)
        close = button("关闭", name="closeChecks", slot=dialog.accept)
        box.addLayout(button_row(close))
        close.setFocus()
        dialog.resize(460, 400)
        dialog.open()

    def _listed(self, dialog: QDialog) -> QScrollArea:
        """Outside the button row: fourteen points are higher than a small screen."""
        body = QWidget()
        points = QVBoxLayout(body)
        points.setContentsMargins(0, 0, 0, 0)
        for number, check in enumerate(self.checks):
            if leads(check):
                act = self.link_of(check, f"listedCheck{number}")
                act.clicked.connect(dialog.accept)
                points.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                points.addWidget(MarkLabel(Mark(kind_of(check), check.text)))
        points.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        return area


class _Relay(QObject):
    def __init__(self, strip: CheckStrip, check: Check, parent: QObject) -> None:
        super().__init__(parent)
        self._strip, self._check = strip, check

    def go(self) -> None:
        self._strip.pressed.emit(self._check)
