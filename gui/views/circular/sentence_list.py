"""The draft's sentences by section: one stop of the Tab key, worked with arrows, Enter, F2 and blank."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.rules.circular_edits import moved, paragraphs
from gui.views.circular.lines import Line, Part
from gui.views.circular.sentence_row import SentenceEdit, SentenceRow
from gui.widgets import clear_layout, label
from gui.widgets.basics import EDGE, GROUP

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NUMBERS = "一二三四五六七八九十"
_SHIFTS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
NEW = "own.new"  # a paragraph that is only being written
FIXED = frozenset({"title"})  # a paper without a title is none


class SentenceList(QScrollArea):
    """`set_lines`; what the clerk does comes out as signals, nothing is written here."""

    chosen = Signal(str)  # key of the current sentence
    edited = Signal(object, str)  # Line, new text
    ticked = Signal(object, bool)  # Line, wanted
    pressed = Signal(object, object)  # Line, Part
    acted = Signal(object, str)  # Line, evidence | update | restore
    typed = Signal(object, str, list)  # Line, the words so far, the section's keys when it is new
    dropped = Signal()  # what was being written is not kept
    shown = Signal()  # the sentences are set anew
    added = Signal(str, str, str, list)  # section, text, key before it, keys of the section
    placed = Signal(list)  # keys of a section in their new order
    wants_phrase = Signal()
    wants_check = Signal()  # to the next point of 自检

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
        self._new: SentenceRow | None = None  # a paragraph being added, not in the record yet
        self._before = ""  # the sentence it stands behind
        self._moving = False
        self._wrote = False  # the words under the clerk's hand go to the record
        self._known: set[str] | None = None  # keys there were before a paragraph was added
        body = QWidget()
        self._whole = whole = QVBoxLayout(body)
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
        self._find_added(lines)
        held = self.verticalScrollBar().value()
        self._lines = lines
        clear_layout(self._box)
        self.rows, self._new = [], None
        section, number = None, 0
        for line in lines:
            if line.section != section:
                section = line.section
                number += bool(section)
                self._head(f"{_NUMBERS[number - 1]}、{section}" if section else "标题和开头")
            self._add(SentenceRow(line, fixed=line.key in FIXED))
        self.verticalScrollBar().setValue(held)
        self._mark()
        self.shown.emit()
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """A paragraph that was moved or added may have left the view."""
        if self._moving and (row := self.current) is not None:
            self.show_row(row)
        self._moving = False

    def show_row(self, row: QWidget) -> None:
        """Bring a row into view whose height may have changed just now."""
        self._whole.activate()
        self.ensureWidgetVisible(row, 0, 24)

    def _grew(self, row: SentenceRow) -> None:
        QTimer.singleShot(0, row, partial(self.show_row, row))

    def _find_added(self, lines: tuple[Line, ...]) -> None:
        """A paragraph that has come into the record becomes the current one."""
        fresh = [line.key for line in lines if self._known is not None and line.key not in self._known]
        if fresh:
            self._key, self._known, self._moving = fresh[0], None, True

    @property
    def editing(self) -> bool:
        """A sentence is under the clerk's hand."""
        return self.editor is not None

    @property
    def editor(self) -> SentenceEdit | None:
        """What is being written in."""
        rows = [*self.rows, self._new] if self._new is not None else self.rows
        return next((row.editor for row in rows if row.editor is not None), None)

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
        row.typed.connect(self._typed)
        row.wants_phrase.connect(self._phrase)
        row.grew.connect(self._grew)
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

    # --- paragraphs -----------------------------------------------------------------------------------
    def _section(self, section: str) -> tuple[list[str], list[str]]:
        """The keys of a section in order, and those that go on in the paragraph before them."""
        lines = [line for line in self._lines if line.section == section and line.movable]
        return [line.key for line in lines], [line.key for line in lines if line.joined]

    def shift(self, by: int) -> None:
        """The current paragraph one place up (-1) or down (1) within its section."""
        row = self.current
        if row is None or not row.line.movable or self.editing:
            return
        keys, joined = self._section(row.line.section)
        order = moved(keys, joined, row.line.key, by)
        if order != keys:
            self._moving = True
            self.placed.emit(order)

    def can_shift(self, by: int) -> bool:
        """Whether there is a place to go to."""
        row = self.current
        if row is None or not row.line.movable:
            return False
        keys, joined = self._section(row.line.section)
        return moved(keys, joined, row.line.key, by) != keys

    def add_new(self, words: str = "") -> None:
        """新增一段: an empty one under the clerk's hand behind the current paragraph."""
        row = self.current
        if row is None or self.editing:
            return
        section = row.line.section
        keys, joined = self._section(section)
        blocks = paragraphs(keys, joined)
        block = next((block for block in blocks if row.line.key in block), [])
        self._before = block[-1] if block else ("" if row.line.key in FIXED else (keys or [""])[-1])
        behind = next((one for one in self.rows if one.line.key == self._before), row)
        made = SentenceRow(Line(NEW, section, (), "", own=True), fixed=True)
        self._add(made)
        self.rows.remove(made)
        self._box.removeWidget(made)
        self._box.insertWidget(self._box.indexOf(behind) + 1, made)
        self._new = made
        row.set_current(False)
        made.set_current(True)
        made.begin_edit()
        if made.editor is not None and words:
            made.editor.insert(words)

    def _end_new(self, text: str) -> None:
        made, self._new = self._new, None
        if made is None:
            return
        section = made.line.section
        self._box.removeWidget(made)
        made.deleteLater()
        self._mark()
        if text:
            self._known = {line.key for line in self._lines}
            self.added.emit(section, text, self._before, self._section(section)[0])

    # --- keyboard -------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.current
        far = len(self.rows)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _SHIFTS:
            self.shift(_SHIFTS[key])
            return
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
        elif key == Qt.Key.Key_Insert:
            self.add_new()
        elif key == Qt.Key.Key_F4:
            self.wants_phrase.emit()
        elif key == Qt.Key.Key_F8:
            self.wants_check.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None:
            self._move(0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.current is not None:
            assert isinstance(event, QKeyEvent)
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space} and not alt:
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

    def _typed(self, row: SentenceRow, text: str) -> None:
        keys: list[str] = []
        if row is self._new:
            keys = self._section(row.line.section)[0]
            keys.insert(keys.index(self._before) + 1 if self._before in keys else 0, NEW)
        self.typed.emit(row.line, text, keys)

    def _phrase(self, _row: SentenceRow) -> None:
        self.wants_phrase.emit()

    def _kept(self, row: SentenceRow, text: str) -> None:
        self._wrote = True
        if row is self._new and text:
            self._end_new(text)
        elif row is not self._new and text != row.line.text:
            self.edited.emit(row.line, text)
        else:
            self._wrote = False

    def _left(self, row: SentenceRow, by_key: bool) -> None:
        if row is self._new:
            self._end_new("")
        if by_key:
            self.setFocus()
        if not self._wrote:
            self.dropped.emit()
        self._wrote = False
        self.set_lines(self._wanted)
