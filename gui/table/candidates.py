"""The candidate list under a name or area cell: filters on what is typed, also during composition."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from gui import theme

ROWS = 6
_ROW, _FOOT, _WIDTH = 34, 30, 452


@dataclass(frozen=True, slots=True)
class Candidate:
    """One offer: what enters the cell, its initials (several readings by space), and two explaining words."""

    key: object
    label: str
    initials: str = ""
    secondary: str = ""  # the unit
    tertiary: str = ""  # 本周第2次, or why it is disabled
    disabled: bool = False  # shown grey; Enter takes it only when the clerk steps to it


class CandidateList:
    """Matches typed text against labels and initials, best first, those disabled last."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._all = tuple(candidates)

    def match(self, typed: str) -> list[Candidate]:
        """Initials and substrings, Hanzi or letters; the IME's separators do not count."""
        wanted = "".join(typed.replace("'", "").split()).lower()
        if not wanted:
            return []
        ranked = [(rank, one) for one in self._all if (rank := _rank(one, wanted)) is not None]
        ranked.sort(key=lambda pair: (pair[1].disabled, pair[0]))
        return [one for _rank_, one in ranked]

    def exact(self, typed: str) -> list[Candidate]:
        """Those whose label is the typed text."""
        return [one for one in self._all if one.label == typed.strip() and not one.disabled]


def _rank(one: Candidate, wanted: str) -> int | None:
    label, readings = one.label.lower(), one.initials.lower().split()
    tests = (
        label == wanted or wanted in readings,
        label.startswith(wanted) or any(reading.startswith(wanted) for reading in readings),
        wanted in label or any(wanted in reading for reading in readings),
    )
    return next((rank for rank, fits in enumerate(tests) if fits), None)


class CandidatePopup(QFrame):
    """The only thing that floats. It never takes the focus; the cell editor steers it."""

    taken = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("candidates")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._offers: list[Candidate] = []
        self._at = 0
        self._stepped = False
        self.hide()

    def offer(self, offers: list[Candidate], editor: QLineEdit) -> None:
        """Show these under the editor; nothing to offer hides the list."""
        top_left = editor.mapTo(self._window, QPoint(0, editor.height()))
        self._offers, below = self._fitting(offers[:ROWS], top_left.y(), editor.height())
        self._at = 0
        self._stepped = False
        if not self._offers:
            self.hide()
            return
        room = self._window.rect()
        size = QSize(min(theme.current().px(_WIDTH), room.width() - 8), _height(len(self._offers)))
        if not below:
            top_left.setY(top_left.y() - editor.height() - size.height())
        top_left.setX(max(0, min(top_left.x(), room.right() - size.width())))
        self.setGeometry(QRect(top_left, size))
        names = "；".join(f"{one.label} {one.secondary} {one.tertiary}".strip() for one in self._offers)
        self.setAccessibleName(f"候选{len(self._offers)}个：{names}")
        self.raise_()
        self.show()
        self.update()

    def _fitting(self, offers: list[Candidate], top: int, line: int) -> tuple[list[Candidate], bool]:
        """As many as have room below the line, at least three; else above it."""
        bottom = self._window.height()
        for count in range(len(offers), min(3, len(offers)) - 1, -1):
            if top + _height(count) <= bottom:
                return offers[:count], True
        while len(offers) > 1 and _height(len(offers)) > top - line:
            offers = offers[:-1]
        return offers, False

    @property
    def offers(self) -> list[Candidate]:
        """What is shown."""
        return self._offers if self.isVisible() else []

    @property
    def chosen(self) -> Candidate | None:
        """What Enter takes: the marked offer; a grey one only when ↑ ↓ went to it."""
        if not self.isVisible():
            return None
        one = self._offers[self._at]
        return None if one.disabled and not self._stepped else one

    def step(self, by: int) -> None:
        """↑ ↓."""
        self._at = (self._at + by) % len(self._offers)
        self._stepped = True
        self.update()

    def _row_at(self, y: float) -> int:
        return int((y - 1) // theme.current().px(_ROW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if 0 <= row < len(self._offers):
            self._at = row
            self.taken.emit(self._offers[row])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        for number, one in enumerate(self._offers):
            box = QRect(1, 1 + number * now.px(_ROW), self.width() - 2, now.px(_ROW))
            self._paint_offer(painter, one, box, number == self._at)
        foot = QRect(1, self.height() - now.px(_FOOT) - 1, self.width() - 2, now.px(_FOOT))
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawLine(foot.topLeft(), foot.topRight())
        self._paint_foot(painter, foot)
        painter.end()

    def _paint_offer(self, painter: QPainter, one: Candidate, box: QRect, marked: bool) -> None:
        now = theme.current()
        marked = marked and (self._stepped or not one.disabled)
        if marked:
            painter.fillRect(box, now.color("accent"))
        weak = now.color("text3" if one.disabled else "text2")
        ink, soft = (now.color("on_accent"),) * 2 if marked else (now.color("text"), weak)
        left, middle = (
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            Qt.AlignmentFlag.AlignVCenter,
        )
        unit = now.px(10)
        painter.setFont(now.font("strong" if marked else "body"))
        painter.setPen(soft if one.disabled else ink)
        painter.drawText(box.adjusted(unit, 0, 0, 0), left, one.label)
        used = unit + max(now.px(66), painter.fontMetrics().horizontalAdvance(one.label) + unit)
        painter.setFont(now.font("secondary"))
        painter.setPen(_initial_ink(marked, one.disabled))
        spaced = " ".join(one.initials.split(" ")[0])
        letters = painter.fontMetrics().horizontalAdvance(spaced)
        painter.drawText(box.adjusted(used, 0, 0, 0), left, spaced)
        painter.setFont(now.font("body"))
        painter.setPen(soft)
        used += max(now.px(64), letters + unit)
        painter.drawText(box.adjusted(used, 0, 0, 0), left, one.secondary)
        painter.drawText(
            box.adjusted(0, 0, -now.px(12), 0), middle | Qt.AlignmentFlag.AlignRight, one.tertiary
        )

    def _paint_foot(self, painter: QPainter, foot: QRect) -> None:
        now = theme.current()
        painter.setFont(now.font("secondary"))
        painter.setPen(now.color("text2"))
        align = Qt.AlignmentFlag.AlignVCenter
        unit = now.px(10)
        painter.drawText(
            foot.adjusted(unit, 0, 0, 0), align | Qt.AlignmentFlag.AlignLeft, "Enter 收下，到下一行"
        )
        painter.drawText(foot, align | Qt.AlignmentFlag.AlignHCenter, "　　　↑ ↓ 选择")
        painter.drawText(foot.adjusted(0, 0, -unit, 0), align | Qt.AlignmentFlag.AlignRight, "Esc 不选")


def _height(count: int) -> int:
    now = theme.current()
    return now.px(_ROW) * count + now.px(_FOOT) + 3


def _initial_ink(marked: bool, disabled: bool) -> QColor:
    return theme.current().color("on_accent" if marked else "text3" if disabled else "accent")
