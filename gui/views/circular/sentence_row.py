"""One row of the draft: a tick, the sentence with its figures, and what stands below it."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from core.rules.circular import Rows
from gui import theme
from gui.views.circular.figures import FigureText
from gui.views.circular.lines import Line, Part
from gui.views.circular.tick import TickBox
from gui.widgets import button, label, link, retheme
from gui.widgets.basics import EDGE, GROUP, SPACE

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SentenceEdit(QPlainTextEdit):
    """The sentence under the clerk's hand: Enter keeps it, Esc does not, leaving keeps it."""

    kept = Signal(str)
    dropped = Signal()
    wants_phrase = Signal()
    fitted = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("sentenceEdit")
        self.setAccessibleName("修改这一句")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it grows instead
        self._over = False
        self.held = False  # a list of phrases is open over it: leaving does not end it
        self.by_key = False  # ended by Enter or Esc: the keyboard goes back to the list
        self.textChanged.connect(self._fit)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_key = True
        if Qt.Key(event.key()) in _ENTER:
            self._end(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(keep=False)
        elif event.key() == Qt.Key.Key_F4:
            self.wants_phrase.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.by_key = False
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.held:
            self._end(keep=True)

    @property
    def words(self) -> str:
        """The text as it would be kept: one line."""
        return "".join(self.toPlainText().split("\n")).strip()

    def insert(self, words: str) -> None:
        """A phrase where the cursor stands, over what is selected."""
        self.insertPlainText(words)
        self.setFocus()

    def finish(self) -> None:
        """Keep the words, as leaving does."""
        self._end(keep=True)

    def _end(self, *, keep: bool) -> None:
        if self._over:
            return
        self._over = True
        if keep:
            self.kept.emit(self.words)
        else:
            self.dropped.emit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        frame = self.height() - self.viewport().height() + round(2 * self.document().documentMargin())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame)
        self.fitted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)  # the width, and with it the number of lines, is known then


class SentenceRow(QFrame):
    """Signals carry the row itself; the list knows which is current."""

    touched = Signal(object)
    wants_edit = Signal(object)
    ticked = Signal(object)
    pressed = Signal(object, object)  # row, Part
    acted = Signal(object, str)  # row, act: evidence, update, restore
    typed = Signal(object, str)  # row, the words so far
    wants_phrase = Signal(object)
    grew = Signal(object)  # row, its editor takes another height
    kept = Signal(object, str)  # row, new text
    left = Signal(object, bool)  # row, by Enter or Esc

    def __init__(self, line: Line, *, fixed: bool) -> None:
        super().__init__()
        self.line = line
        self._spot = -1
        self.current = False
        self.setObjectName(f"line_{line.key}")
        self.editor: SentenceEdit | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(EDGE, SPACE, EDGE, SPACE)
        outer.setSpacing(GROUP - 2)
        self.check = TickBox()
        self.check.setObjectName(f"tick_{line.key}")
        self.check.setAccessibleName(f"写进通报：{line.unit or line.text}")
        self.check.setChecked(line.on)
        self.check.setEnabled(not fixed)
        self.check.clicked.connect(self._ticked)
        outer.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        outer.addLayout(self._column, 1)
        self._acts: list[tuple[str, QPushButton]] = []
        self._fill()
        self.setAccessibleName("，".join(part for part in (line.unit, line.text, line.aside) if part))

    # --- content --------------------------------------------------------------------------------------
    def _fill(self) -> None:
        line = self.line
        if line.unit:
            self._fill_unit(line)
        else:
            self.words = FigureText(line.parts, muted=not line.on)
            self._column.addWidget(self.words)
        self.words.pressed.connect(self._pressed)
        self.words.touched.connect(self._touched)
        self.words.doubled.connect(self._edit)
        if line.moved:
            self._add_moved(line)
        if line.own and line.computed:  # one being written first is not in the record yet
            self._add_mark("自己加的一段" if line.on else "自己加的一段，不写", "删去此段", "restore")
        elif line.edited and line.on:
            self._add_mark("手改过，不会被数据覆盖", "恢复原句", "restore")

    def _fill_unit(self, line: Line) -> None:
        head = QHBoxLayout()
        head.setSpacing(GROUP)
        shown = _with_name(line)
        self.words = FigureText(shown, muted=not line.on)
        head.addWidget(self.words, 1)
        look = link("看依据", name=f"evidence_{line.key}")
        self._act(look, "evidence")
        head.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        if not line.on:
            self._column.addWidget(label(line.aside, "hint", wrap=True))

    def _add_moved(self, line: Line) -> None:
        bar = QFrame()
        bar.setProperty("role", "banner")
        bar.setObjectName(f"moved_{line.key}")
        box = QHBoxLayout(bar)
        box.setContentsMargins(10, 2, 4, 2)
        was_now = "，".join(f"{was or '无'}→{now or '无'}" for was, now in line.moved[:3])
        box.addWidget(label(f"▲ 数据已变：{was_now}", "warn", wrap=True), 1)
        act = button("更新此句", "small", name=f"update_{line.key}")
        self._act(act, "update")
        box.addWidget(act)
        self._column.addWidget(bar)

    def _add_mark(self, words: str, act: str, name: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label(words, "hint", name=f"mark_{self.line.key}"))
        back = link(act, name=f"{name}_{self.line.key}")
        self._act(back, name)
        row.addWidget(back)
        row.addStretch(1)
        self._column.addLayout(row)

    def _act(self, one: QPushButton, name: str) -> None:
        one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # reached by → from the row
        one.clicked.connect(_Relay(self, name).go)
        self._acts.append((name, one))

    # --- keyboard: → walks over figures and acts ------------------------------------------------------
    def step(self, by: int) -> bool:
        """Go to the next figure or act of the row; False past its ends."""
        count = len(self.words.figures) + len(self._acts)
        spot = self._spot + by
        if not -1 <= spot < count:
            return False
        self._set_spot(spot)
        return True

    def press(self) -> bool:
        """Use what the keyboard stands on; False when it stands on the sentence."""
        figures = self.words.figures
        if self._spot < 0:
            return False
        if self._spot < len(figures):
            self.pressed.emit(self, figures[self._spot])
        else:
            self.acted.emit(self, self._acts[self._spot - len(figures)][0])
        return True

    def set_current(self, current: bool) -> None:
        """Tinted with an accent edge; leaving it forgets the figure."""
        self.current = current
        if not current:
            self._set_spot(-1)
        self.update()

    def _set_spot(self, spot: int) -> None:
        self._spot = spot
        figures = len(self.words.figures)
        self.words.light(spot if spot < figures else -1)
        for number, (name, one) in enumerate(self._acts):
            lit = number + figures == spot
            kind = "next" if lit else ("small" if name == "update" else "link")
            if one.property("kind") != kind:
                retheme(one, kind=kind)

    # --- edit in place --------------------------------------------------------------------------------
    def begin_edit(self) -> None:
        """Put the words under the clerk's hand."""
        if self.editor is not None or (self.line.unit and not self.line.on):
            return
        self.editor = SentenceEdit(self.line.text)
        self.editor.textChanged.connect(self._typed)
        self.editor.wants_phrase.connect(self._phrase)
        self.editor.fitted.connect(self._grew)
        self.editor.kept.connect(self._kept)
        self.editor.dropped.connect(self._dropped)
        self.words.hide()
        self._column.insertWidget(0, self.editor)
        self.editor.show()  # a hidden widget takes no focus
        self.editor.setFocus()

    def _kept(self, text: str) -> None:
        by_key = self._close()
        self.kept.emit(self, text)
        self.left.emit(self, by_key)

    def _typed(self) -> None:
        if self.editor is not None:
            self.typed.emit(self, self.editor.words)

    def _grew(self) -> None:
        self.grew.emit(self)

    def _phrase(self) -> None:
        self.wants_phrase.emit(self)

    def _dropped(self) -> None:
        self.left.emit(self, self._close())

    def _close(self) -> bool:
        editor, self.editor = self.editor, None
        if editor is None:
            return False
        by_key = editor.by_key  # hiding it would count as leaving
        editor.hide()
        editor.deleteLater()
        self.words.show()
        return by_key

    # --- mouse and paint ------------------------------------------------------------------------------
    def _ticked(self) -> None:
        self.touched.emit(self)
        self.ticked.emit(self)

    def _pressed(self, figure: int) -> None:
        self.pressed.emit(self, self.words.figures[figure])

    def _touched(self) -> None:
        self.touched.emit(self)

    def _edit(self) -> None:
        self.wants_edit.emit(self)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.touched.emit(self)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.wants_edit.emit(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("accent_soft" if self.current else "surface"))
        if self.current:
            painter.fillRect(0, 0, 3, self.height(), now.color("accent"))
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class _Relay(QObject):
    def __init__(self, row: SentenceRow, act: str) -> None:
        super().__init__(row)
        self._row, self._act = row, act

    def go(self) -> None:
        self._row.touched.emit(self._row)
        self._row.acted.emit(self._row, self._act)


def _with_name(line: Line) -> tuple[Part, ...]:
    """石门村：考核得分100.00分… the name leads to the unit's score sheet."""
    name = Part(line.unit, Rows("unit", (line.unit_id,)))
    return (name, Part("　"), *line.parts) if line.parts else (name,)
