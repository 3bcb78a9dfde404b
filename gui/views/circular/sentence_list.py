"""The draft's sentences by section: one stop of the Tab key, worked with arrows, Enter, F2 and blank."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.views.circular.lines import Line, Part
from gui.views.circular.sentence_row import SentenceRow
from gui.widgets import clear_layout, label
from gui.widgets.basics import EDGE, GROUP

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NUMBERS = "一二三四五六七八九十"
FIXED = frozenset({"title"})  # a paper without a title is none


class SentenceList(QScrollArea):
    """`set_lines`; what the clerk does comes out as signals, nothing is written here."""

    chosen = Signal(str)  # key of the current sentence
    edited = Signal(object, str)  # Line, new text
    ticked = Signal(object, bool)  # Line, wanted
    pressed = Signal(object, object)  # Line, Part
    acted = Signal(object, str)  # Line, evidence | update | restore

    def __init__(self, lead: QWidget) -> None:
        super().__init__()
        self.setObjectName("sentences")
        self.setAccessibleName("通报文句")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: list[SentenceRow] = []
        self._lines: tuple[Line, ...] = ()
        self._wanted: tuple[Line, ...] = ()  # came while a sentence was under the clerk's hand
        self._key = ""
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, GROUP)
        whole.setSpacing(0)
        whole.addWidget(lead)  # the dates scroll away with the list: a low window has no room for both
        self._box = QVBoxLayout()
        whole.addLayout(self._box)
        whole.addStretch(1)
        self.setWidget(body)

    # --- content --------------------------------------------------------------------------------------
    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these sentences; the place and the current sentence stay."""
        self._wanted = lines
        if lines == self._lines or self.editing:
            return
        held = self.verticalScrollBar().value()
        self._lines = lines
        clear_layout(self._box)
        self.rows = []
        section, number = None, 0
        for line in lines:
            if line.section != section:
                section = line.section
                number += bool(section)
                self._head(f"{_NUMBERS[number - 1]}、{section}" if section else "标题和开头")
            self._add(SentenceRow(line, fixed=line.key in FIXED))
        self.verticalScrollBar().setValue(held)
        self._mark()

    @property
    def editing(self) -> bool:
        """A sentence is under the clerk's hand."""
        return any(row.editor is not None for row in self.rows)

    def _head(self, text: str) -> None:
        head = QFrame()
        head.setProperty("role", "row")
        box = QVBoxLayout(head)
        box.setContentsMargins(EDGE, GROUP, EDGE, 6)
        box.addWidget(label(text, "strong"))
        self._box.addWidget(head)

    def _add(self, row: SentenceRow) -> None:
        row.touched.connect(self._touched)
        row.wants_edit.connect(self._edit)
        row.ticked.connect(self._ticked)
        row.pressed.connect(self._pressed)
        row.acted.connect(self._acted)
        row.kept.connect(self._kept)
        row.left.connect(self._left)
        self.rows.append(row)
        self._box.addWidget(row)

    # --- the current sentence -------------------------------------------------------------------------
    @property
    def current(self) -> SentenceRow | None:
        """The row the keyboard stands on."""
        return next((row for row in self.rows if row.line.key == self._key), None)

    def choose(self, key: str) -> None:
        """Go to a sentence and bring it into view."""
        changed = key != self._key
        self._key = key
        self._mark()
        if (row := self.current) is not None:
            self.ensureWidgetVisible(row, 0, 24)
        if changed:
            self.chosen.emit(key)

    def look_for(self, text: str) -> None:
        """Go to the first sentence with these words."""
        for row in self.rows:
            if text in row.line.text or text in row.line.unit:
                self.choose(row.line.key)
                return

    def _mark(self) -> None:
        for row in self.rows:
            row.set_current(row.line.key == self._key)

    def _move(self, by: int) -> None:
        if not self.rows:
            return
        keys = [row.line.key for row in self.rows]
        place = keys.index(self._key) + by if self._key in keys else 0
        self.choose(keys[min(max(place, 0), len(keys) - 1)])

    # --- keyboard -------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.current
        far = len(self.rows)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -far, Qt.Key.Key_End: far}
        if key in steps:
            self._move(steps[key])
        elif row is None:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            row.step(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_F2:
            self._edit(row)
        elif key in _ENTER:
            if not row.press():
                self._edit(row)
        elif key == Qt.Key.Key_Space:
            self._ticked(row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None:
            self._move(0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.current is not None:
            assert isinstance(event, QKeyEvent)
            if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}:
                event.accept()
        return super().event(event)

    # --- what rows say --------------------------------------------------------------------------------
    def _touched(self, row: SentenceRow) -> None:
        if not self.editing:
            self.setFocus()
        self.choose(row.line.key)

    def _edit(self, row: SentenceRow) -> None:
        self.choose(row.line.key)
        row.begin_edit()

    def _ticked(self, row: SentenceRow) -> None:
        if row.line.key not in FIXED:
            row.check.setChecked(row.line.on)  # the tick follows the record, not the click
            self.ticked.emit(row.line, not row.line.on)

    def _pressed(self, row: SentenceRow, part: Part) -> None:
        self.pressed.emit(row.line, part)

    def _acted(self, row: SentenceRow, act: str) -> None:
        self.acted.emit(row.line, act)

    def _kept(self, row: SentenceRow, text: str) -> None:
        if text != row.line.text:
            self.edited.emit(row.line, text)

    def _left(self, _row: SentenceRow, by_key: bool) -> None:
        if by_key:
            self.setFocus()
        self.set_lines(self._wanted)
