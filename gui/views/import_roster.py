"""导入名册: a sheet or a pasted block, its columns put right, its faults in the cells, then one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.errors import UserError
from gui import theme
from gui.app import App
from gui.jobs import Latest, Task, Written
from gui.views.forms import ChoiceBox, Option
from gui.views.import_result import ResultPane
from gui.views.import_sheet import SheetPane
from gui.widgets import DateField, button, button_row, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.exchange.columns import Mapping
    from core.exchange.grid import Grid
    from core.exchange.roster import RosterSheet
    from core.services.outcome import Outcome

KINDS = frozenset({"area", "unit", "person", "post", "assignment", "roster_version"})
ENDINGS = {".xlsx", ".xls", ".csv"}


class ImportDialog(QDialog):
    """Three panes: where from, which column is what, what became of it. `imported` after the commit."""

    imported = Signal(object)  # Outcome

    def __init__(self, app: App, parent: QWidget, file: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("importRoster")
        self.setWindowTitle("导入名册")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._app = app
        self._grid: Grid | None = None
        self._mapping: Mapping | None = None
        self._sheet: RosterSheet | None = None
        self._file: Path | None = None
        self._latest = Latest()
        self._panes = QStackedWidget()
        self._panes.addWidget(self._source_pane())
        self._panes.addWidget(self._sheet_pane())
        self.outcome = ResultPane()
        self._panes.addWidget(self.outcome)
        self.wrong = label("", "danger", wrap=True, name="importWrong")
        self.wrong.hide()
        self.busy = label("", "secondary", name="importBusy")
        self.busy.hide()
        self._stop: Event | None = None  # set: the import under way is to be taken back
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 14, EDGE, 14)
        box.setSpacing(SPACE)
        box.addWidget(self._panes, 1)
        box.addWidget(self.wrong)
        box.addWidget(self.busy)
        box.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+V"), self, self.paste)
        room = parent.window().size()
        self.resize(min(1040, max(720, room.width() - 80)), min(600, max(380, room.height() - 60)))
        self._turn(0)
        app.jobs.read(_plan_date, self._know_plan)
        if file is not None:
            self.take_file(file)

    # --- parts ----------------------------------------------------------------------------------------
    def _source_pane(self) -> QWidget:
        pane = QWidget()
        box = QVBoxLayout(pane)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GROUP)
        box.addWidget(label("把包保名册放进来", "section"))
        box.addWidget(
            label("要有村（社区）一列；组别、包保领导、包保站所、责任人、电话有就一并读入。", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.choose = button("选择文件…", "next", icon="folder", name="importFile", slot=self.ask_file)
        self.paste_button = button("粘贴 Ctrl+V", icon="copy", name="importPaste", slot=self.paste)
        row.addWidget(self.choose)
        row.addWidget(self.paste_button)
        row.addStretch(1)
        box.addLayout(row)
        hint = ".xlsx、.xls、.csv 都可以，也可以把文件拖到这里；.et 请先在WPS里另存为 .xlsx。"
        box.addWidget(label(hint, "body2", wrap=True))
        box.addWidget(label("表头有几行、单元格有合并、一格写几个人，都能认。", "body2", wrap=True))
        box.addStretch(1)
        return pane

    def _sheet_pane(self) -> QWidget:
        pane = QWidget()
        box = QVBoxLayout(pane)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.source = label("", "section", name="importSource")
        self.start = DateField(date(self._app.today().year, 1, 1), self._app.today())
        self.start.setObjectName("importStart")
        self.start.setAccessibleName("包保从哪天起")
        self.start.setFixedWidth(theme.current().px(208))
        self.sheets = ChoiceBox()
        self.sheets.setObjectName("importSheet")
        self.sheets.setAccessibleName("工作表")
        self.sheets.activated.connect(self._other_sheet)
        self.sheets.hide()
        row.addWidget(self.source, 1)
        row.addWidget(self.sheets)
        row.addWidget(label("包保从哪天起", "body2"))
        row.addWidget(self.start)
        box.addLayout(row)
        self.sheet = SheetPane()
        self.sheet.remapped.connect(self._remap)
        self.sheet.corrected.connect(self._correct)
        box.addWidget(self.sheet, 1)
        return pane

    def _buttons(self) -> QHBoxLayout:
        self.take = button("导入", "main", name="importTake", slot=self.import_now)
        self.back = button("换一份表", name="importBack", slot=self.again)
        self.close_button = button("取消", name="importClose", slot=self.reject)
        return button_row(self.back, self.take, self.close_button)

    def _turn(self, pane: int) -> None:
        self._panes.setCurrentIndex(pane)
        self.take.setVisible(pane == 1)
        self.back.setVisible(pane == 1)
        self.close_button.setText("完成" if pane == 2 else "取消")
        first = (self.choose, self.take, self.close_button)[pane]
        first.setDefault(True)
        first.setFocus()

    # --- where from -----------------------------------------------------------------------------------
    def ask_file(self) -> None:
        """选择文件…"""
        folder = self._app.settings.folder_for("imports", Path.home())
        name, _filter = QFileDialog.getOpenFileName(
            self, "选择名册表格", str(folder), "表格 (*.xlsx *.xls *.csv);;所有文件 (*)"
        )
        if name:
            self._app.settings.keep_folder("imports", Path(name).parent)
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a sheet file in the worker; of several sheets the first with a roster's headings."""
        self._say("")
        self._wait("正在读取表格…")
        self._file = path
        self._app.jobs.work(
            lambda: _read_file(path, None), self._show_grid, self._refused, latest=self._latest
        )

    def _other_sheet(self, _at: int) -> None:
        path, sheet = self._file, self.sheets.key
        if path is not None and sheet is not None:
            self._app.jobs.work(
                lambda: _read_file(path, sheet), self._show_grid, self._refused, latest=self._latest
            )

    def paste(self) -> None:
        """The block on the clipboard."""
        if self._panes.currentIndex() == 0:
            text = QGuiApplication.clipboard().text()
            self._say("")
            self._wait("正在读取粘贴的内容…")
            self._file = None
            self._app.jobs.work(lambda: _read_text(text), self._show_grid, self._refused, latest=self._latest)

    def again(self) -> None:
        """Back to the first pane."""
        self._grid = self._mapping = self._sheet = None
        self._say("")
        self._turn(0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            self.take_file(path)

    @staticmethod
    def _dropped(event: QDropEvent) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.suffix.lower() in ENDINGS), None)

    # --- columns and faults ---------------------------------------------------------------------------
    def _know_plan(self, day: date) -> None:
        if day.year > 1:
            self.start.set_day(day)

    def _show_grid(self, found: tuple[Grid, Mapping, tuple[str, ...]]) -> None:
        self._grid, self._mapping, names = found
        self.source.setText(self._grid.source)
        self.sheets.set_options([Option(name, f"工作表“{name}”") for name in names])
        self.sheets.choose(self._grid.sheet)
        self.sheets.setVisible(len(names) > 1)
        self._turn(1)
        self._parse()

    def _remap(self, column: int, key: str) -> None:
        """The clerk says what a column is; "" for nothing."""
        assert self._mapping is not None
        if key:
            self._mapping = self._mapping.with_column(key, column)
        else:
            kept = tuple(pair for pair in self._mapping.columns if pair[1] != column)
            self._mapping = replace(self._mapping, columns=kept)
        self._parse()

    def _correct(self, row: int, column: int, text: str) -> None:
        """A cell put right in place: the sheet on the disk stays as it is."""
        assert self._grid is not None
        rows = list(self._grid.rows)
        cells = list(rows[row])
        cells[column] = text
        rows[row] = tuple(cells)
        self._grid = replace(self._grid, rows=tuple(rows))
        self._parse()

    def _parse(self) -> None:
        grid, mapping = self._grid, self._mapping
        assert grid is not None
        assert mapping is not None
        self.take.setEnabled(False)
        self._app.jobs.work(lambda: _parse(grid, mapping), self._show_parsed, self._bad, latest=self._latest)

    def _show_parsed(self, sheet: RosterSheet) -> None:
        assert self._grid is not None
        assert self._mapping is not None
        self._sheet = sheet
        self._say("")
        self.sheet.show_sheet(self._grid, self._mapping, sheet.faults, sheet.notes)
        rows = len({line.row for line in sheet.lines})
        self.take.setText(f"导入{rows}行")
        self.take.setEnabled(bool(rows))
        if rows and self.close_button.hasFocus():
            self.take.setFocus()

    def _bad(self, error: UserError) -> None:
        """Columns are lacking: show the sheet so that they can be named."""
        assert self._grid is not None
        assert self._mapping is not None
        self._sheet = None
        self.sheet.show_sheet(self._grid, self._mapping, (), ())
        self.take.setText("导入")
        self._say(str(error))

    def _refused(self, error: UserError) -> None:
        self._say(str(error))

    def _say(self, text: str) -> None:
        self._wait("")
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    # --- the one step ---------------------------------------------------------------------------------
    def import_now(self) -> None:
        """导入N行: one transaction, one undo."""
        if self._sheet is None or self._grid is None:
            return
        if not self.start.commit():
            self._say("没有这一天，请改正包保的起始日期。")
            return
        sheet, start, source = self._sheet, self.start.day, self._grid.source

        stop = self._stop = Event()

        def act(db: Any, task: Task) -> Outcome:
            from core.services.roster_import import import_roster

            def told(row: int, rows: int) -> None:
                if stop.is_set():
                    raise UserError("已取消，一行也没有导入。")
                task.report(row, rows)

            return import_roster(db, sheet, start, source=source, told=told)

        for one in (self.take, self.back):
            one.setEnabled(False)
        self._say("")
        self._app.jobs.on_file(act, self._imported, self._not_imported, self._progress)

    def _progress(self, row: int, rows: int) -> None:
        self._wait(f"正在导入，已读入{row:,}行，共{rows:,}行。")

    def _wait(self, text: str) -> None:
        self.busy.setText(text)
        self.busy.setVisible(bool(text))

    def reject(self) -> None:
        """取消 during an import takes it back; else the dialog goes."""
        if self._stop is not None:
            self._stop.set()
            self._wait("正在取消…")
        else:
            super().reject()

    def _ended(self) -> None:
        self._stop = None
        self._wait("")
        self.back.setEnabled(True)

    def _imported(self, outcome: Outcome) -> None:
        self._ended()
        assert self._grid is not None
        if outcome.new or outcome.updated:
            self._app.jobs.written.emit(Written(f"导入名册“{self._grid.source}”", KINDS))
        self.outcome.show_outcome(outcome)
        self._turn(2)
        self.imported.emit(outcome)

    def _not_imported(self, error: UserError) -> None:
        self._ended()
        self.take.setEnabled(True)
        self._say(str(error))


# -- in the workers --------------------------------------------------------------------------------


def _plan_date(r: Any) -> date:
    from core.settings import settings_at

    return settings_at(r, r.today).plan_date


def _read_file(path: Path, sheet: str | None) -> tuple[Grid, Mapping, tuple[str, ...]]:
    from core.exchange.columns import guess_heading
    from core.exchange.fields import ROSTER_FIELDS
    from core.exchange.read import read_sheet, sheet_names

    if path.suffix.lower() == ".et":
        raise UserError(f"“{path.name}”是WPS自己的格式，请在WPS中另存为 .xlsx，或复制后粘贴。")
    grid = read_sheet(path, sheet, fields=ROSTER_FIELDS)
    return grid, guess_heading(grid, ROSTER_FIELDS), sheet_names(path)


def _read_text(text: str) -> tuple[Grid, Mapping, tuple[str, ...]]:
    from core.exchange.columns import guess_heading
    from core.exchange.fields import ROSTER_FIELDS
    from core.exchange.read import read_clipboard

    grid = read_clipboard(text)
    return grid, guess_heading(grid, ROSTER_FIELDS), ()


def _parse(grid: Grid, mapping: Mapping) -> RosterSheet:
    from core.exchange.roster import parse_roster

    return parse_roster(grid, mapping)
