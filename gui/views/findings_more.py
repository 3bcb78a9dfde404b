"""更多列: columns seldom wanted, shown and hidden by one press and remembered."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from gui import theme
from gui.app import App
from gui.table import SheetView
from gui.widgets import button

_KEPT = "more_columns"


class MoreColumns(QWidget):
    """The switch of one table; `text` is its column that stretches, which keeps room while more are shown.

    `instead` are columns that give way meanwhile.
    """

    def __init__(
        self,
        app: App,
        name: str,
        view: SheetView,
        keys: Sequence[str],
        text: tuple[str, int],
        instead: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._app, self._name, self._view, self._keys = app, name, view, tuple(keys)
        self._text, self._instead = text, tuple(instead)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.face = button("更多列", "small", name=f"{name}More")
        self.face.setCheckable(True)
        self.face.setChecked(bool(app.settings.get(_KEPT, {}).get(name)))
        self.face.toggled.connect(self._turn)
        box.addWidget(self.face)
        self.act = QAction("更多列", self)
        self.act.triggered.connect(self.face.toggle)
        self.apply()

    @property
    def shown(self) -> bool:
        """The columns are there."""
        return self.face.isChecked()

    def apply(self) -> None:
        """Show or hide the columns as the switch says."""
        for one in (self.face, self.act):
            one.setText("收起列" if self.shown else "更多列")
        for number, column in enumerate(self._view.rows.columns):
            if column.key in self._keys:
                self._view.setColumnHidden(number, not self.shown)
            if column.key in self._instead:
                self._view.setColumnHidden(number, self.shown)
            if column.key == self._text[0]:
                self._keep_room(number)

    def _keep_room(self, number: int) -> None:
        head, modes = self._view.horizontalHeader(), QHeaderView.ResizeMode
        head.setSectionResizeMode(number, modes.Interactive if self.shown else modes.Stretch)
        if self.shown:
            self._view.setColumnWidth(number, theme.current().px(self._text[1]))

    def _turn(self, on: bool) -> None:
        self._app.settings.put(_KEPT, {**self._app.settings.get(_KEPT, {}), self._name: on})
        self.apply()
