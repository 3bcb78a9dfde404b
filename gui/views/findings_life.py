"""The life of a finding drawn from top to bottom: past with ticks, the present filled, the future hollow."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import theme
from gui.views.findings_words import Step
from gui.widgets.basics import clear_layout, label
from gui.widgets.marks import MarkLabel, paint_shape

_DISC, _LEFT = 18, 30  # px at 100 %
_GROUNDS = {"late", "soon", "check", "open"}


class _Node(QWidget):
    """The disc of a step and the line down to the next."""

    def __init__(self, step: Step, *, last: bool) -> None:
        super().__init__()
        self._step, self._last = step, last
        self.setFixedWidth(theme.current().px(_LEFT))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(_LEFT), theme.current().px(31))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = now.px(_DISC)
        disc = QRectF(1, now.px(3), side, side)
        past = self._step.time == "past"
        if not self._last:
            painter.setPen(QPen(now.color("border" if past else "line"), 2 if past else 1))
            middle = disc.center().x()
            painter.drawLine(int(middle), int(disc.bottom()), int(middle), self.height())
        self._disc(painter, disc)
        painter.end()

    def _disc(self, painter: QPainter, disc: QRectF) -> None:
        now, time = theme.current(), self._step.time
        inset = disc.width() * 0.27
        inner = disc.adjusted(inset, inset, -inset, -inset)
        kind = self._step.mark.kind if self._step.mark else "lack"
        ground = kind if kind in _GROUNDS else "accent"
        painter.setPen(QPen(now.color(ground if time == "present" else "border"), 1))
        fills = {"past": "head", "present": ground, "future": "surface"}
        painter.setBrush(now.color(fills[time]))
        painter.drawEllipse(disc)
        if time == "past":
            paint_shape(painter, "done", inner, now.color("text2"))
        elif time == "present":
            paint_shape(painter, kind, inner, now.color(f"on_{ground}"))


class LifeView(QWidget):
    """All steps of one life."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[Step, ...] = ()
        self.present: QWidget | None = None  # the row of the present step, or of the last past one
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show another life."""
        self.steps = steps
        clear_layout(self._box)
        self.present = None
        for step in steps:
            row = _row(step, last=step is steps[-1])
            self._box.addWidget(row)
            self.present = row if step.time != "future" else self.present
        self._box.addStretch(1)
        self.setAccessibleName("；".join(_spoken(step) for step in steps))


def _row(step: Step, *, last: bool) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(_Node(step, last=last))
    words = QVBoxLayout()
    words.setContentsMargins(0, 2, 0, 8)
    words.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(theme.current().px(18))
    roles = {"past": "body", "present": "strong", "future": "body2"}
    head.addWidget(label(step.title, roles[step.time]))
    if step.when:
        head.addWidget(label(step.when))
    if step.mark is not None:
        head.addWidget(MarkLabel(step.mark))
    head.addStretch(1)
    words.addLayout(head)
    if step.note:
        words.addWidget(label(step.note, "secondary", wrap=True))
    words.addStretch(1)
    box.addLayout(words, 1)
    box.setAlignment(Qt.AlignmentFlag.AlignTop)
    return row


def _spoken(step: Step) -> str:
    times = {"past": "已完成", "present": "现在", "future": "未到"}
    mark = step.mark.text if step.mark else ""
    return "，".join(part for part in (step.title, times[step.time], step.when, mark, step.note) if part)
