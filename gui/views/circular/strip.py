"""The self-check line under the draft, and the list of all its points."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.views.circular.checks import Check
from gui.widgets import Mark, MarkLabel, button, button_row, clear_layout, label, link
from gui.widgets.basics import EDGE, GROUP

SHOWN = 5  # points that fit a line of 1200 px


class CheckStrip(QFrame):
    """自检 ▲1句数据已变 ✓12号没有用过 … 全部8项; `pressed(key)` for a sentence to look at."""

    pressed = Signal(str)

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
        shown = [f"{'✓' if check.ok else '▲'} {check.text}" for check in self.checks[:3]]
        return "自检　" + "　".join(shown)

    def _point(self, check: Check, number: int) -> QWidget:
        if check.key:
            act = link(f"▲ {check.text}", name=f"check{number}")
            act.clicked.connect(_Relay(self, check.key, act).go)
            return act
        return MarkLabel(Mark("done" if check.ok else "lack", check.text))

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
        for check in self.checks:
            box.addWidget(MarkLabel(Mark("done" if check.ok else "lack", check.text)))
        box.addStretch(1)
        close = button("关闭", name="closeChecks", slot=dialog.accept)
        box.addLayout(button_row(close))
        close.setFocus()
        dialog.resize(460, 360)
        dialog.open()


class _Relay(QObject):
    def __init__(self, strip: CheckStrip, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._strip, self._key = strip, key

    def go(self) -> None:
        self._strip.pressed.emit(self._key)
