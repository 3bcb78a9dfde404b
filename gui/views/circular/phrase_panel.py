"""常用语 under the sentences: type initials or words, Enter puts the phrase into the sentence."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout

from gui import theme
from gui.widgets import button, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.phrases import Phrase

ROWS, FEW = 5, 3  # phrases shown at once; fewer in a low window
LOW = 560  # px
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PhraseField(QLineEdit):
    """Words or initials; the arrows walk the list below."""

    stepped = Signal(int)
    entered = Signal()
    escaped = Signal()
    removed = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _ENTER:
            self.entered.emit()
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_F4}:
            self.escaped.emit()
        elif key == Qt.Key.Key_Delete and not self.text():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class PhrasePanel(QFrame):
    """`taken(text)`, `closed`, `left` when the focus went elsewhere; `keep` and `dropped(id)` write."""

    taken = Signal(str)
    keep = Signal()
    dropped = Signal(int)
    closed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("phrases")
        self.setProperty("role", "bottom")
        self._all: tuple[Phrase, ...] = ()
        self._shown: list[Phrase] = []
        self._section = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, SPACE, EDGE, SPACE)
        box.setSpacing(SPACE)
        self.field = PhraseField()
        self.field.setObjectName("phraseField")
        self.field.setAccessibleName("找常用语")
        self.field.setPlaceholderText("拼音首字母或几个字")
        self.hint = label("", "hint")
        self.save = button("存这一句", "small", name="keepPhrase", slot=self.keep.emit)
        self.drop = button("删除", "small", name="dropPhrase", slot=self._drop)
        head = QHBoxLayout()
        head.setSpacing(GROUP)
        head.addWidget(label("常用语", "strong"))
        head.addWidget(self.field, 1)
        for act in (self.save, self.drop):
            act.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            head.addWidget(act)
        box.addLayout(head)
        self.list = QListWidget()
        self.list.setObjectName("phraseList")
        self.list.setAccessibleName("常用语")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        box.addWidget(self.list)
        box.addWidget(self.hint)
        self.field.textChanged.connect(self._filter)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._take)
        self.field.escaped.connect(self.closed)
        self.field.removed.connect(self._drop)
        self.field.left.connect(self.left)
        self.list.itemClicked.connect(self._take)
        self.list.currentRowChanged.connect(self._look)
        self.hide()

    def set_phrases(self, phrases: "tuple[Phrase, ...]") -> None:
        """The office's own first, then those the program carries."""
        if phrases != self._all:
            self._all = phrases
            self._filter()

    def open(self, section: str, *, into: bool) -> None:
        """Offer them for a section; ``into``: for the sentence being written, else as a new paragraph."""
        self._section = section
        act = "插入到句中" if into else "新增为一段"
        self.hint.setText(f"Enter{act}，↑↓选择，Delete删除自己存的，Esc关闭")
        self.field.clear()
        self._filter()
        self.show()
        self.field.setFocus()

    def _filter(self) -> None:
        from core.queries.phrases import fitting

        self._shown = fitting(self._all, self._section, self.field.text())
        held = self.list.currentRow()
        self.list.clear()
        self.list.addItems([one.text for one in self._shown])
        for number, one in enumerate(self._shown):
            self.list.item(number).setToolTip(one.text)
        self.list.setCurrentRow(min(max(held, 0), len(self._shown) - 1))
        most = FEW if self.window().height() < theme.current().px(LOW) else ROWS
        rows = min(max(len(self._shown), 1), most)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), theme.current().px(24)) + 4)
        self._look()

    def _step(self, by: int) -> None:
        count = self.list.count()
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), count - 1))

    @property
    def current(self) -> "Phrase | None":
        """The phrase the keyboard stands on."""
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _look(self, _row: int = 0) -> None:
        self.drop.setEnabled(self.current is not None and self.current.id is not None)

    def _take(self, _item: object = None) -> None:
        if self.current is not None:
            self.taken.emit(self.current.text)

    def _drop(self) -> None:
        if self.current is not None and self.current.id is not None:
            self.dropped.emit(self.current.id)
