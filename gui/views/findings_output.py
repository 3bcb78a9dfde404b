"""What leaves 督查整改 as it is shown: the printed list, the sheet, the words for a group chat."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from core.rules.calendar import cn_date
from gui.page import Page
from gui.table import Column, PageRequest
from gui.views.findings_reads import ALL, fetch
from gui.views.findings_words import ListRow, cells, notice

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingRow

COLUMNS = (
    Column("id", "编号", 58, kind="number", filterable=False),
    Column("village", "村（居）", 92),
    Column("problem", "问题", 320, stretch=True),
    Column("photos", "照片", 52, sortable=False, filterable=False),
    Column("unit", "责任站所", 124),
    Column("due_on", "期限", 88, kind="date"),
    Column("status", "状态", 104, kind="status"),
    Column("source", "来源", 84),
    Column("work_area", "方面", 116),
    Column("referred_to", "上报", 110),
)
MORE = ("source", "work_area", "referred_to")  # seldom wanted: shown by 更多列
_SHOWN = tuple(one for one in COLUMNS if one.key not in (*MORE, "photos"))
_WIDTHS = (8, 14, 50, 18, 14, 12)  # of the sheet, in characters

Shown = Callable[[], tuple[str, str, dict[str, Any], tuple[str, bool]]]


class Output(QObject):
    """`shown` says what the page shows: title, period, filters, sort key and whether it descends."""

    def __init__(self, page: Page, shown: Shown) -> None:
        super().__init__(page)
        self._page, self._app, self._shown = page, page.app, shown

    def read(self, use: Callable[[Sequence[ListRow]], None]) -> None:
        """Read the whole list as it is filtered and sorted, then `use(list rows)`."""
        _title, _period, filters, (sort, descending) = self._shown()
        request = PageRequest(0, ALL, sort, descending, filters)

        def query(r: Any) -> Any:
            return fetch(r, request).rows

        self._app.jobs.read(query, use)

    def print_list(self) -> None:
        """A preview of what is shown."""
        self.read(self._print)

    def _print(self, rows: Sequence[ListRow]) -> None:
        from gui.printing import print_table

        title, period, *_ = self._shown()
        heads = [one.title for one in _SHOWN]
        print_table(self._app, self._page, title, period, heads, [cells(row) for row in rows])

    def export_list(self) -> None:
        """What is shown, with real dates."""
        self.read(self._export)

    def _export(self, rows: Sequence[ListRow]) -> None:
        title, period, *_ = self._shown()

        def write(path: Path) -> None:
            from core.exchange.write import SheetColumn, write_sheet

            heads = [SheetColumn(one.title, width) for one, width in zip(_SHOWN, _WIDTHS, strict=True)]
            lines = [
                (row.id, row.village, row.problem, row.unit, row.due_on, row.status.text) for row in rows
            ]
            write_sheet(path, title, heads, lines)

        self._save(f"{title}（{period}）.xlsx", write)

    def export_all(self) -> None:
        """Every finding in the shape the import takes back."""

        def query(r: Any) -> Any:
            from core.services.export import finding_sheet

            return finding_sheet(r)

        self._app.jobs.read(query, self._export_all)

    def _export_all(self, sheet: Any) -> None:
        def write(path: Path) -> None:
            from core.exchange.write import write_sheet

            write_sheet(path, sheet.title, sheet.columns, sheet.rows)

        self._save(f"{sheet.title}（截至{cn_date(self._app.today())}）.xlsx", write)

    def _save(self, name: str, write: Callable[[Path], object]) -> None:
        from gui.saving import save_as

        save_as(self._app, self._page, name, write)

    def copy_words(self, chosen: Sequence["FindingRow"]) -> None:
        """These findings, or all that are shown, as plain words for a group notice."""
        if chosen:
            self._copy(chosen)
        else:
            self.read(lambda rows: self._copy([row.row for row in rows]))

    def _copy(self, rows: Sequence["FindingRow"]) -> None:
        QGuiApplication.clipboard().setText(notice(rows, self._app.today()))
        self._page.say(f"已复制{len(rows)}条的文字，可粘贴到工作群")
