"""Forms whose verb is written when affirmed, and a box to find one of many names in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from core.errors import UserError
from gui.app import App
from gui.widgets.dialogs import FormDialog

KEY = Qt.ItemDataRole.UserRole
_FOUND_BY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a ChoiceBox: ``words`` are shown, ``found_by`` (initials) also finds it."""

    key: Any
    words: str
    found_by: str = ""


class _Finder(QCompleter):
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))  # what found it is not what is shown


class ChoiceBox(QComboBox):
    """A box to choose from; with `find` it is typed into: part of a name or its initials narrow the list.

    Entries are the box's own: QStandardItems of ours, looked at from Python and cleared with their model,
    ended a random walk in a crash inside `clear`.
    """

    def __init__(self, options: Sequence[Option] = (), *, find: bool = False) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if find:
            self._make_findable()
        self.set_options(options)

    def _make_findable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = _Finder(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionRole(_FOUND_BY)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def setAccessibleName(self, name: str) -> None:
        """The field typed into is what the keyboard reaches: it bears the name too."""
        super().setAccessibleName(name)
        if (field := self.lineEdit()) is not None:
            field.setAccessibleName(name)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other entries; the first is chosen."""
        self.clear()
        for row, option in enumerate(options):
            self.addItem(option.words, option.key)
            self.setItemData(row, f"{option.words} {option.found_by}", _FOUND_BY)
        if options:
            self.setCurrentIndex(0)

    @property
    def key(self) -> Any:
        """The chosen key; typed words that name exactly one entry choose it, others give None."""
        if self.isEditable():
            QGuiApplication.inputMethod().commit()
            typed = self.currentText().strip().lower()
            rows = range(self.count())
            exact = [row for row in rows if self.itemText(row).lower() == typed]
            found = exact or [
                row for row in rows if typed and typed in str(self.itemData(row, _FOUND_BY)).lower()
            ]
            return self.itemData(found[0], KEY) if len(found) == 1 else None
        return self.currentData(KEY)

    def choose(self, key: Any) -> None:
        """Choose by key, if it is there."""
        for row in range(self.count()):
            if self.itemData(row, KEY) == key:
                self.setCurrentIndex(row)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if (line := self.lineEdit()) is not None:
            line.selectAll()


class VerbForm(FormDialog):
    """A form that writes `verb()` as one Op named `act` and closes; a refusal stays in the form.

    `verb` reads the fields and gives the function of the write door, or raises UserError.
    """

    def __init__(
        self,
        app: App,
        parent: QWidget,
        title: str,
        word: str,
        act: str,
        fields: Sequence[tuple[str, QWidget]],
        verb: Callable[[], Callable[[Any], object]],
        done: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(title, word, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("verbForm")
        self._app, self._act, self._verb, self._then = app, act, verb, done
        self._busy = False
        for text, field in fields:
            if text:
                field.setAccessibleName(text.split("(")[0])
                self.form.addRow(text, field)
            else:
                self.form.addRow(field)
        self.fit()

    def accept(self) -> None:
        """Write first, close when it stands."""
        QGuiApplication.inputMethod().commit()
        if self._busy:
            return
        self.wrong.hide()
        try:
            made = self._verb()
        except UserError as error:
            self.refuse(str(error))
            return
        self._busy = True
        self._app.jobs.write(self._act, made, self._done, self._failed)

    def _done(self, result: Any) -> None:
        super().accept()
        if self._then is not None:
            self._then(result)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        self.refuse(str(error))


def line(text: str = "", hint: str = "", name: str = "") -> QLineEdit:
    """A line to type in."""
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    if name:
        made.setObjectName(name)
    return made
