"""文号登记: a series of 代字 and year, what each number went to, gaps and void ones with their reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QMenu

from core.rules.calendar import cn_date, cn_day
from gui.app import App
from gui.jobs import Latest, Written
from gui.table import Column, RowsModel, SheetView
from gui.views import settings_number_forms as forms
from gui.views.forms import ChoiceBox, Option
from gui.views.settings_fields import PAD, SettingsSection
from gui.widgets import Mark, button, label
from gui.widgets.basics import SPACE
from gui.widgets.dialogs import Question, confirm_dialog

if TYPE_CHECKING:
    from core.queries.numbers import Entry
    from core.services.issued import Rebuilt

TITLE = "发文字号登记表"
MARKS = {
    "issued": Mark("done", "已印发"),
    "used": Mark("done", "已用"),
    "reserved": Mark("open", "预留"),
    "void": Mark("note", "作废"),
    "explained": Mark("note", "空号"),
    "gap": Mark("lack", "空号"),
}
COLUMNS = (("文号", 24), ("状态", 10), ("标题", 60), ("成文日期", 16), ("说明", 36))
REBUILT = Written("重建文号登记", frozenset({"circular", "doc_number", "sentence"}), undoable=False)

_LIST = (
    Column("number", "号", 92, bold=True),
    Column("state", "状态", 88, kind="status"),
    Column("title", "标题", 260, stretch=True),
    Column("day", "成文日期", 92),
    Column("note", "说明", 168),
    Column("look", "通报", 64, kind="link"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown."""

    entry: Entry
    number: str
    state: Mark
    title: str
    day: str
    note: str
    look: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer of the record: the series to choose from, the chosen one, its next free number."""

    known: list[tuple[str, int]]
    office: str
    code: str
    year: int
    free: int
    entries: list[Entry]


class NumberSection(SettingsSection):
    """Numbers are never given out twice; every act but a rebuild can be undone."""

    title = "文号登记"
    note = (
        "印发时自动取下一个可用的号。别的文件占了号登记在这里，通报会绕开；印发过的号不能改，有错另发更正。"
    )

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._latest = Latest()
        self._shown: Shown | None = None
        self.code, self.year = ChoiceBox(), ChoiceBox()
        for box, name, words in ((self.code, "seriesCode", "机关代字"), (self.year, "seriesYear", "年份")):
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setMinimumContentsLength(5)
            box.activated.connect(self._picked)
        self.free = label("", "body2", name="nextNumber")
        self.body.setSpacing(SPACE)
        self.body.addLayout(self._top())
        self.body.addLayout(self._acts())
        self.model = RowsModel(_LIST)
        self.model.muted = lambda row: row.entry.kind in {"void", "explained"}
        self.table = SheetView(self.model, name="numbers", settings=app.settings)
        self.table.setAccessibleName("已登记的文号")
        self.table.set_empty("这个代字这一年还没有用过文号。", "登记别的文件…", self.add)
        self.table.edge = PAD
        self.table.opened.connect(self.open_row)
        self.table.linked.connect(lambda row, _key: self.open_row(row))
        self.table.chosen.connect(self._chosen)
        self.table.menu_wanted.connect(self._menu)
        self.body.addWidget(self.table, 1)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.code, 3)
        row.addWidget(self.year, 2)
        row.addWidget(self.free)
        row.addStretch(1)
        row.addWidget(button("打印", icon="print", name="numberPrint", slot=self.print_current))
        row.addWidget(button("导出", icon="export", name="numberExport", slot=self.export_current))
        return row

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(button("登记别的文件…", name="numberAdd", slot=self.add))
        row.addWidget(button("预留…", name="numberReserve", slot=self.reserve))
        self.void = button("作废…", name="numberVoid", slot=self.void_row)
        self.explain = button("说明空号…", name="numberExplain", slot=self.explain_row)
        row.addWidget(self.void)
        row.addWidget(self.explain)
        row.addStretch(1)
        row.addWidget(button("核对印发文件", name="numberRebuild", slot=self.compare))
        return row

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        wanted = (self._shown.code, self._shown.year) if self._shown else ("", 0)
        self._read(wanted)

    def _picked(self, _at: int) -> None:
        self._read((self.code.key, self.year.key))

    def _read(self, wanted: tuple[str, int]) -> None:
        self.app.jobs.read(lambda r: read(r, *wanted), self._show, latest=self._latest)

    def _show(self, found: Shown) -> None:
        self._shown = found
        codes = dict.fromkeys([found.office, found.code, *(code for code, _ in found.known)])
        years = {self.app.today().year, found.year, *(year for _, year in found.known)}
        self.code.set_options([Option(code, code) for code in codes])
        self.year.set_options([Option(year, f"{year}年") for year in sorted(years, reverse=True)])
        self.code.choose(found.code)
        self.year.choose(found.year)
        gaps = sum(one.last - one.first + 1 for one in found.entries if one.kind == "gap")
        said = f"下一个可用：{found.free}号"
        self.free.setText(f"{said}　▲ {gaps}个空号" if gaps else said)
        self.model.set_rows([row_of(one, found.year) for one in found.entries])
        if found.entries and self.table.current_row < 0:
            self.table.go_to(0)
        self._chosen(self.table.current_row)

    def _chosen(self, number: int) -> None:
        entry = self._entry(number)
        kind = "" if entry is None else entry.kind
        self.void.setEnabled(kind in {"issued", "used", "reserved"})
        self.explain.setEnabled(kind in {"gap", "explained"})

    def _entry(self, number: int) -> Entry | None:
        row = self.model.row(number)
        return None if row is None else row.entry

    # --- acts -----------------------------------------------------------------------------------------
    def add(self) -> None:
        """登记别的文件…"""
        if self._shown is not None:
            forms.add(self, self._shown.code, self._shown.year, self._shown.free, reserved=False)

    def reserve(self) -> None:
        """预留…"""
        if self._shown is not None:
            forms.add(self, self._shown.code, self._shown.year, self._shown.free, reserved=True)

    def open_row(self, number: int) -> None:
        """The circular of an issued number, the form of any other."""
        entry = self._entry(number)
        if entry is None:
            return
        if entry.kind == "issued":
            self.go.emit("circular", {"month": entry.month, "step": 5})
        elif entry.kind == "gap":
            self.explain_row()
        elif entry.kind in {"void", "explained"}:
            forms.note(self, entry)
        else:
            forms.change(self, entry)

    def void_row(self) -> None:
        """作废…"""
        entry = self._entry(self.table.current_row)
        if entry is None:
            return
        if entry.kind == "issued":
            self.refuse(f"{entry.number}是印发的通报，不能作废；有错请在“考核通报”里另发更正。")
        else:
            forms.void(self, entry)

    def explain_row(self) -> None:
        """说明空号…"""
        entry, shown = self._entry(self.table.current_row), self._shown
        if entry is None or shown is None:
            return
        if entry.kind == "gap":
            forms.explain(self, entry, shown.code, shown.year)
        else:
            forms.note(self, entry)

    def note_row(self) -> None:
        """改说明…"""
        entry = self._entry(self.table.current_row)
        if entry is not None and entry.ids:
            forms.note(self, entry)

    def free_row(self) -> None:
        """取消登记."""
        entry = self._entry(self.table.current_row)
        if entry is not None:
            self.app.jobs.write("取消1个文号登记", forms.Free(entry.ids), None, lambda e: self.refuse(str(e)))

    def _menu(self, menu: QMenu, row: int) -> None:
        entry = self._entry(row)
        if entry is None:
            return
        menu.addSeparator()
        if entry.ids:
            menu.addAction("改说明…").triggered.connect(self.note_row)
        if entry.kind in {"used", "reserved"}:
            menu.addAction("取消登记").triggered.connect(self.free_row)
            menu.addAction("作废…").triggered.connect(self.void_row)

    def refuse(self, text: str) -> None:
        """Say in the window's banner what is not possible."""
        self.app.jobs.refused.emit(text)

    # --- the papers beside the record -------------------------------------------------------------------
    def compare(self) -> None:
        """核对印发文件: whether every issued paper beside the record is in it."""
        self.app.jobs.on_file(
            lambda db, _task: _rebuild(db, dry_run=True),
            self._compared,
            lambda error: self.refuse(str(error)),
        )

    def _compared(self, found: Rebuilt) -> None:
        from gui.saving import show_bar

        if found.faults:
            more = f"（共{len(found.faults)}处不一致）" if len(found.faults) > 1 else ""
            self.refuse(f"{found.faults[0]}{more}")
        elif not found.missing:
            show_bar(self, f"✓ 文件夹里有{found.papers}份印发的通报，台账都已登记，没有要补的。", [])
        else:
            question = Question(
                "补登记印发的通报",
                "文件夹里有下面的通报，台账里没有，可能恢复过较早的备份。补登记后不能撤销。",
                "补登记",
                tuple((one.entry.doc_no, one.entry.title) for one in found.missing),
                final=True,
            )
            self._dialog = confirm_dialog(question, self)
            self._dialog.setObjectName("rebuildQuestion")
            self._dialog.accepted.connect(self._rebuild)
            self._dialog.open()

    def _rebuild(self) -> None:
        self.app.jobs.on_file(
            lambda db, _task: _rebuild(db, dry_run=False),
            self._rebuilt,
            lambda error: self.refuse(str(error)),
        )

    def _rebuilt(self, found: Rebuilt) -> None:
        from gui.saving import show_bar

        self.app.jobs.written.emit(REBUILT)
        show_bar(self, f"✓ 已补登记{len(found.missing)}份印发的通报。", [])

    # --- print and export -------------------------------------------------------------------------------
    @property
    def series(self) -> str:
        """大和创文办〔2026〕."""
        return f"{self._shown.code}〔{self._shown.year}〕" if self._shown else ""

    def rows(self) -> list[list[str]]:
        """Every line as it is shown, in the order of the numbers."""
        if self._shown is None:
            return []
        rows = [row_of(one, 0) for one in reversed(self._shown.entries)]
        return [[row.entry.number, row.state.text, row.title, row.day, row.note] for row in rows]

    def print_current(self) -> None:
        """The register of the series as a list paper."""
        from gui.printing import print_table

        print_table(self.app, self, TITLE, self.series, [name for name, _ in COLUMNS], self.rows())

    def export_current(self) -> None:
        """The same as .xlsx."""
        from gui.saving import save_as

        rows = self.rows()

        def write(path: Path) -> None:
            from core.exchange.write import SheetColumn, write_sheet

            write_sheet(path, TITLE, [SheetColumn(name, width) for name, width in COLUMNS], rows)

        save_as(self.app, self, f"{TITLE}（{self.series}）.xlsx", write)


def row_of(entry: Entry, year: int) -> Row:
    """An entry in words; a day of the series' own year goes without it."""
    look = "看通报" if entry.kind == "issued" else ""
    note = entry.note or ("没有说明" if entry.kind == "gap" else "")
    number = f"{entry.first}号" if entry.first == entry.last else f"{entry.first}—{entry.last}号"
    day = entry.day
    said = "" if day is None else cn_day(day) if day.year == year else cn_date(day)
    return Row(entry, number, MARKS[entry.kind], entry.title, said, note, look)


# -- in the workers --------------------------------------------------------------------------------


def read(r: Any, code: str, year: int) -> Shown:
    """The series asked for; without one the office's own of this year."""
    from core.queries.numbers import next_serial, register, series_known
    from core.settings import settings_at

    office = settings_at(r, r.today).agency_code
    code, year = code or office, year or r.today.year
    return Shown(series_known(r), office, code, year, next_serial(r, code, year), register(r, code, year))


def _rebuild(db: Any, *, dry_run: bool) -> Rebuilt:
    from core.services.issued import rebuild

    return rebuild(db, dry_run=dry_run)
