"""④ 拟稿: the sentences, what can be done with a paragraph, and the office's phrases."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from gui.views.circular.phrase_panel import PhrasePanel
from gui.views.circular.sentence_list import SentenceList
from gui.widgets import button
from gui.widgets.basics import GROUP
from gui.widgets.flow import Flow


class DraftStep(QWidget):
    """`keep(text, section)` for 存为常用语, `attach(bool)` for 免计说明; the rest comes from the list."""

    keep = Signal(str, str)
    attach = Signal(bool)

    def __init__(self, sentences: SentenceList) -> None:
        super().__init__()
        self.sentences, self.phrases = sentences, PhrasePanel()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(sentences, 1)
        box.addWidget(self.phrases)
        box.addWidget(self._bar())
        sentences.wants_phrase.connect(self.open_phrases)
        sentences.chosen.connect(self._look)
        sentences.shown.connect(self._look)
        self.phrases.taken.connect(self._taken)
        self.phrases.keep.connect(self._keep)
        self.phrases.closed.connect(self._closed)
        self.phrases.left.connect(self._left)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "bottom")
        box = QVBoxLayout(bar)
        box.setContentsMargins(GROUP, 4, GROUP, 4)
        row = Flow()
        box.addLayout(row)
        self.add = button("新增一段", "small", name="addParagraph", tip="Insert", slot=self._add)
        self.up = button("上移", "small", name="moveUp", tip="Alt+↑", slot=self._up)
        self.down = button("下移", "small", name="moveDown", tip="Alt+↓", slot=self._down)
        more = button("常用语…", "small", name="openPhrases", tip="F4", slot=self.open_phrases)
        for one in (self.add, self.up, self.down, more):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a press must not end the sentence being written
            row.addWidget(one)
        self.exemptions = QCheckBox("附免计")
        self.exemptions.setObjectName("attachExemptions")
        self.exemptions.setAccessibleName("把假期与免计说明作为通报的最后一个附件")
        self.exemptions.setToolTip("把假期与免计说明作为最后一个附件")
        self.exemptions.clicked.connect(self.attach)
        row.addWidget(self.exemptions)
        return bar

    def _look(self, _key: str = "") -> None:
        self.up.setEnabled(self.sentences.can_shift(-1))
        self.down.setEnabled(self.sentences.can_shift(1))

    # --- paragraphs -----------------------------------------------------------------------------------
    def _add(self) -> None:
        self._finish()
        self.sentences.add_new()

    def _up(self) -> None:
        self._finish()
        self.sentences.shift(-1)

    def _down(self) -> None:
        self._finish()
        self.sentences.shift(1)

    def _finish(self) -> None:
        if (editor := self.sentences.editor) is not None:
            editor.finish()

    # --- phrases --------------------------------------------------------------------------------------
    def open_phrases(self) -> None:
        """常用语: for the sentence being written, else for a new paragraph."""
        if not self.phrases.isHidden():
            self._closed()
            return
        row, editor = self.sentences.current, self.sentences.editor
        if editor is not None:
            editor.held = True
        self.phrases.open(row.line.section if row else "", into=editor is not None)
        if row is not None:
            QTimer.singleShot(0, row, partial(self.sentences.show_row, row))  # the list is lower now

    def _taken(self, text: str) -> None:
        editor = self.sentences.editor
        self._closed()
        if editor is not None:
            editor.insert(text)
        else:
            self.sentences.add_new(text)

    def _keep(self) -> None:
        row, editor = self.sentences.current, self.sentences.editor
        if row is not None:
            self.keep.emit(editor.words if editor else row.line.text, row.line.section)

    def _closed(self) -> None:
        """Back to the sentence."""
        editor = self.sentences.editor
        (editor or self.sentences).setFocus()
        self.phrases.hide()
        if editor is not None:
            editor.held = False

    def _left(self) -> None:
        """The focus went elsewhere: what was written is kept, as it would be without the panel."""
        editor = self.sentences.editor
        if editor is not None and editor.hasFocus():
            return
        if self.window().isActiveWindow() and not self.phrases.isHidden():
            self.phrases.hide()
            self._finish()
