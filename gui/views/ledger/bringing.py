"""从表格导入…: a sheet into a ledger, with what became of its rows; one undo."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from core.errors import UserError
from core.ledgers import Ledger
from gui.app import App
from gui.jobs import Written
from gui.views.import_result import ResultPane
from gui.widgets import button, button_row, label
from gui.widgets.basics import EDGE, GROUP

if TYPE_CHECKING:
    from core.services.outcome import Outcome

ENDINGS = "表格 (*.xlsx *.xls *.csv);;所有文件 (*)"


def ask_sheet(app: App, window: QWidget, ledger: Ledger) -> None:
    """Which file, then take it in."""
    folder = app.settings.folder_for("imports", Path.home())
    name, _filter = QFileDialog.getOpenFileName(window, f"选择{ledger.title}表格", str(folder), ENDINGS)
    if name:
        app.settings.keep_folder("imports", Path(name).parent)
        take_sheet(app, window, ledger, Path(name))


def take_sheet(app: App, window: QWidget, ledger: Ledger, path: Path) -> "Bringing":
    """Read and take in a sheet, then show what became of it."""
    bringing = Bringing(app, window, ledger, path)
    bringing.start()
    return bringing


class Bringing(QObject):
    """One sheet on its way in."""

    def __init__(self, app: App, window: QWidget, ledger: Ledger, path: Path) -> None:
        super().__init__(window)
        self._app, self._window, self._ledger, self._path = app, window, ledger, path

    def start(self) -> None:
        ledger, path = self._ledger, self._path

        def act(db: Any, _task: object) -> "Outcome":
            from core.exchange.ledgers import fields_of, parse_ledger
            from core.exchange.read import read_sheet
            from core.services.ledgers import import_ledger

            sheet = parse_ledger(read_sheet(path, fields=fields_of(ledger)), ledger)
            return import_ledger(db, ledger, sheet, source=path.name)

        self._app.jobs.on_file(act, self._done, self._failed)

    def _done(self, outcome: "Outcome") -> None:
        if outcome.new or outcome.updated:
            label_ = f"导入{self._ledger.title}“{self._path.name}”"
            self._app.jobs.written.emit(Written(label_, frozenset({self._ledger.name})))
        dialog = self._dialog()
        pane = ResultPane()
        pane.show_outcome(outcome, self._ledger.title)
        _fill(dialog, pane)

    def _failed(self, error: UserError) -> None:
        _fill(self._dialog(), label(str(error), "danger", wrap=True, name="importRefused"))

    def _dialog(self) -> QDialog:
        dialog = QDialog(self._window)
        dialog.setWindowTitle(f"导入{self._ledger.title}")
        dialog.setObjectName("ledgerImported")
        return dialog


def _fill(dialog: QDialog, content: QWidget) -> None:
    box = QVBoxLayout(dialog)
    box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    box.setSpacing(GROUP)
    box.addWidget(content, 1)
    close = button("完成", "main", name="closeImported", slot=dialog.accept)
    close.setDefault(True)
    box.addLayout(button_row(close))
    dialog.resize(620, 360)
    dialog.open()
