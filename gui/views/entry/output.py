"""What the page shows, on paper and as a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from gui.views.entry.book import Book
from gui.views.entry.lines import LineSheet
from gui.views.entry.words import say_sheet
from gui.widgets import say_week

if TYPE_CHECKING:
    from gui.page import Page
    from gui.views.entry.absences import AbsenceList

TITLE = "包保签到情况表"
HEADS = ("姓名", "站所", "日期", "到岗区域", "事由", "方式", "本周第几次")
_AWAY = "请假公出情况表"


def print_lines(page: "Page", sheet: LineSheet) -> None:
    """The lines of the view that is shown."""
    from gui.printing import print_table

    print_table(page.app, page, TITLE, _period(sheet), list(HEADS), sheet.table())


def _period(sheet: LineSheet) -> str:
    """The week, the paper sheet or day, and what the columns are filtered by."""
    book, carry = sheet.book, sheet.carry
    year = book.monday.isocalendar().year
    part = {"sheet": say_sheet(carry.sheet_no, book.monday), "day": f"{carry.day.month}月{carry.day.day}日"}
    words = [f"{year}年{say_week(book.monday)}", part.get(sheet.show_view, "")]
    return "　".join(filter(None, [*words, sheet.view.telling.filtered_by()]))


def export_shown(page: "Page", sheet: LineSheet) -> None:
    """Exactly the lines shown, in the order shown, with real dates."""
    from gui.saving import save_as

    widths = (12, 18, 13, 18, 40, 8, 14)
    rows = [[*line[:2], day, *line[3:]] for line, day in zip(sheet.table(), sheet.days_shown(), strict=True)]
    period = _period(sheet)

    def write(path: Path) -> None:
        from core.exchange.write import SheetColumn, write_sheet

        columns = [SheetColumn(head, width) for head, width in zip(HEADS, widths, strict=True)]
        write_sheet(path, "签到", columns, rows)

    save_as(page.app, page, f"{TITLE}（{period}）.xlsx", write)


def export_week(page: "Page", book: Book) -> None:
    """The week's lines in the columns that import takes back."""
    from gui.saving import save_as

    heads = (
        ("姓名", 12),
        ("单位", 18),
        ("区域", 18),
        ("日期", 13),
        ("事由", 40),
        ("纸单号", 14),
        ("方式", 8),
    )
    rows = [
        (line.name, line.unit, line.area, line.day, line.note, line.sheet_no, line.kind)
        for line in sorted(book.lines.values(), key=_by_day)
    ]
    week = book.monday.isocalendar()
    name = f"{TITLE}（{week.year}年第{week.week}周）.xlsx"

    def write(path: Path) -> None:
        from core.exchange.write import SheetColumn, write_sheet

        write_sheet(path, "签到", [SheetColumn(*head) for head in heads], rows)

    save_as(page.app, page, name, write)


def absences_out(page: "Page", absences: "AbsenceList", *, paper: bool) -> None:
    """请假公出 of the year."""
    heads, rows = absences.table()
    period = f"{absences.day.year}年"
    if paper:
        from gui.printing import print_table

        print_table(page.app, page, _AWAY, period, heads, rows)
        return
    from gui.saving import save_as

    def write(path: Path) -> None:
        from core.exchange.write import SheetColumn, write_sheet

        write_sheet(path, _AWAY, [SheetColumn(head) for head in heads], rows)

    save_as(page.app, page, f"{_AWAY}（{period}）.xlsx", write)


def _by_day(line: object) -> tuple[object, int]:
    return getattr(line, "day", None), getattr(line, "id", 0)
