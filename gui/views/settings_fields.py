"""Rows of fields in 资料与设置: no save button, a field is written when it is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.views.forms import ChoiceBox
from gui.widgets import DateField, label
from gui.widgets.basics import EDGE, GROUP, SPACE, retheme

PAD = 10  # px before the first column of a table that does not begin at the page's edge

Field = QLineEdit | QSpinBox | ChoiceBox | DateField


class SettingsSection(QWidget):
    """One section: a title, two grey lines at most, and a body. The page calls `refresh`."""

    go = Signal(str, object)  # another page's name and what to show there

    title = ""
    note = ""

    def __init__(self, app: App, *, scroll: bool = True) -> None:
        super().__init__()
        self.app = app
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.top = QVBoxLayout()
        self.top.setContentsMargins(EDGE, 14, EDGE, SPACE)
        self.top.setSpacing(2)
        self.top.addWidget(label(self.title, "section"))
        if self.note:
            self.top.addWidget(label(self.note, "secondary", wrap=True))
        whole.addLayout(self.top)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(EDGE, SPACE, EDGE, GROUP)
        self.body.setSpacing(GROUP)
        if not scroll:
            whole.addLayout(self.body, 1)
            return
        inner = QWidget()
        inner.setLayout(self.body)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole.addWidget(area, 1)

    def refresh(self) -> None:
        """Read anew."""

    def print_current(self) -> None:
        """Ctrl+P: the section's table as it is shown, where it has one."""
        from core.rules.calendar import cn_date
        from gui.printing import print_table
        from gui.table import SheetView

        table = self.findChild(SheetView)
        if not isinstance(table, SheetView):
            return
        rows, columns = table.rows, table.rows.columns
        lines = [[rows.text(number, column) for column in columns] for number in range(rows.count)]
        heads = [column.title.replace("\n", "") for column in columns]
        title, day = table.accessibleName() or self.title, cn_date(self.app.today())
        print_table(self.app, self, title, f"截至{day}", heads, lines)


class Fields(QObject):
    """Label, field and note in three columns; `left(key, value)` when a field was changed and left."""

    left = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(GROUP)
        self.grid.setVerticalSpacing(SPACE)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self._fields: dict[str, Field] = {}
        self._notes: dict[str, QLabel] = {}
        self._shown: dict[str, Any] = {}

    def add(self, key: str, text: str, field: Field, note: str = "") -> Field:
        """One row."""
        row = len(self._fields)
        name = QLabel(text)
        name.setBuddy(field)
        field.setAccessibleName(text.split("(", maxsplit=1)[0])
        field.setObjectName(f"set_{key}")
        field.setMaximumWidth(theme.current().px(420))
        said = label(note, "secondary", wrap=True, name=f"note_{key}")
        self.grid.addWidget(name, row, 0)
        self.grid.addWidget(field, row, 1)
        self.grid.addWidget(said, row, 2)
        self._fields[key], self._notes[key] = field, said
        _connect(field, lambda key=key: self._left(key))
        return field

    def show(self, key: str, value: Any, note: str | None = None) -> None:
        """Put a stored value into its field, unless it is being typed in."""
        field = self._fields[key]
        self._shown[key] = value
        if note is not None:
            self._notes[key].setText(note)
        if field.hasFocus() and isinstance(field, QLineEdit) and field.isModified():
            return
        _fill(field, value)

    def note(self, key: str, text: str, *, warn: bool = False) -> None:
        """Other words beside a field; a warning in the colour of one."""
        said = self._notes[key]
        said.setText(text)
        retheme(said, role="warn" if warn else "secondary")

    def again(self, key: str) -> None:
        """A refused value gives way to the stored one."""
        _fill(self._fields[key], self._shown.get(key))

    def _left(self, key: str) -> None:
        field = self._fields[key]
        value = value_of(field)
        if isinstance(field, QLineEdit):
            field.setModified(False)  # what comes from the record may stand in it again
        if value != self._shown.get(key):
            self._shown[key] = value
            self.left.emit(key, value)


def _connect(field: Field, act: Callable[..., object]) -> None:
    if isinstance(field, DateField):
        field.changed.connect(lambda _day: act())
    elif isinstance(field, ChoiceBox):
        field.activated.connect(lambda _at: act())
    else:
        field.editingFinished.connect(act)


def _fill(field: Field, value: Any) -> None:
    if isinstance(field, DateField):
        field.blockSignals(True)  # shown, not chosen
        field.set_day(value if isinstance(value, date) else field.day)
        field.blockSignals(False)
    elif isinstance(field, ChoiceBox):
        field.choose(value)
    elif isinstance(field, QSpinBox):
        field.setValue(int(value))
    else:
        field.setText(str(value))


def value_of(field: Field) -> Any:
    """What stands in a field."""
    if isinstance(field, DateField):
        return field.day
    if isinstance(field, ChoiceBox):
        return field.key
    if isinstance(field, QSpinBox):
        return field.value()
    return field.text().strip()
