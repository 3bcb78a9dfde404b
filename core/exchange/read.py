"""A file or a pasted block → one Grid of cells; refusals are one sentence saying what the file is."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UserError
from core.exchange.columns import Field, recognised
from core.exchange.container import (
    MAX_CELLS,
    MAX_FILE,
    MAX_ROWS,
    broken,
    check_workbook,
    kind_of,
    password_error,
    too_big,
)
from core.exchange.delimited import decode, split_block, split_table
from core.exchange.grid import Cell, Grid
from core.exchange.legacy import check_legacy_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MAX_SHEETS = 40
_Range = tuple[tuple[int, int], tuple[int, int]]


def read_sheet(path: Path | str, sheet: str | None = None, fields: Sequence[Field] = ()) -> Grid:
    """Read .xlsx, .xls or .csv; of several sheets the named one or the first with headings of `fields`."""
    path = Path(path)
    data = _bytes(path)
    kind = kind_of(data, path.name, path.suffix.lower())
    if kind == "text":
        return _grid(path.name, None, split_table(decode(data, path.name), path.name), ())
    if kind == "xlsx":
        check_workbook(data, path.name)
    else:
        check_legacy_workbook(data, path.name)
    return _read_workbook(data, path.name, sheet, fields)


def sheet_names(path: Path | str) -> tuple[str, ...]:
    """The visible sheets of a workbook that was read without complaint; none for a text file."""
    import python_calamine as calamine

    path = Path(path)
    data = _bytes(path)
    if kind_of(data, path.name, path.suffix.lower()) == "text":
        return ()
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return tuple(_visible_sheets(book)[:_MAX_SHEETS])


def read_clipboard(text: str) -> Grid:
    """The block of cells copied in WPS or Excel (tab-separated text)."""
    name = "粘贴的内容"
    if not text.strip():
        raise UserError("剪贴板里没有表格内容，请先在WPS中选中单元格并复制。")
    return _grid(name, None, split_block(text, name), ())


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise too_big(path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{path.name}”，请检查文件名和所在文件夹。") from error
    except IsADirectoryError as error:
        raise UserError(f"“{path.name}”是文件夹，请选择其中的表格文件。") from error
    except OSError as error:
        raise UserError(f"“{path.name}”无法读取，可能正被其他程序打开，请关闭后重试。") from error


def _read_workbook(data: bytes, name: str, sheet: str | None, fields: Sequence[Field]) -> Grid:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _choose(book, name, sheet, fields)
    except calamine.PasswordError as error:
        raise password_error(name) from error
    except calamine.CalamineError as error:
        raise broken(name) from error
    except BaseException as error:
        # A panic of the Rust library on a damaged file is no Exception and has no importable name.
        if type(error).__name__ == "PanicException":
            raise broken(name) from error
        raise


def _choose(book: "CalamineWorkbook", name: str, sheet: str | None, fields: Sequence[Field]) -> Grid:
    if sheet is not None:
        if sheet not in book.sheet_names:
            listed = "、".join(book.sheet_names[:8])
            raise UserError(f"“{name}”里没有名为“{sheet}”的工作表，现有：{listed}。")
        return _sheet_grid(book, name, sheet)
    names = _visible_sheets(book)
    best: Grid | None = None
    for candidate in names[:_MAX_SHEETS]:
        grid = _sheet_grid(book, name, candidate)
        if grid.rows and (not fields or recognised(grid, fields)):
            return _with_choice(grid, names)
        if best is None or (grid.rows and not best.rows):
            best = grid
    if best is None or not best.rows:
        raise UserError(f"“{name}”里没有内容，请换一份有内容的表格再导入。")
    return _with_choice(best, names)


def _visible_sheets(book: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    shown = [meta.name for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
    return shown or [meta.name for meta in sheets]


def _with_choice(grid: Grid, names: list[str]) -> Grid:
    if len(names) < 2:
        return grid
    others = "、".join(f"“{name}”" for name in names if name != grid.sheet)
    note = f"文件里有{len(names)}张工作表，本次读取“{grid.sheet}”，未读取{others}。"
    return replace(grid, notes=(note,))


def _sheet_grid(book: "CalamineWorkbook", name: str, sheet: str) -> Grid:
    cells = book.get_sheet_by_name(sheet)
    # Row 1 counts from the sheet's first line even where the clerk left it blank.
    height, width = cells.total_height + 1, cells.total_width + 1
    if height > MAX_ROWS or height * width > 4 * MAX_CELLS:
        raise too_big(name)
    rows = cells.to_python(skip_empty_area=False)
    return _grid(name, sheet, rows, cells.merged_cell_ranges or ())


def _grid(source: str, sheet: str | None, rows: list[list[Cell]], merges: Sequence[_Range]) -> Grid:
    width = max(map(len, rows), default=0)
    if width * len(rows) > 4 * MAX_CELLS:
        raise too_big(source)
    kept = [index for index, row in enumerate(rows) if row.count("") != len(row)]
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    _fill_merged(rows, merges, source)
    return Grid(
        source=source,
        sheet=sheet,
        rows=tuple(tuple(rows[index]) for index in kept),
        numbers=tuple(index + 1 for index in kept),
        merged=any(bottom > top for (top, _), (bottom, _) in merges),
    )


def _fill_merged(rows: list[list[Cell]], merges: Sequence[_Range], source: str) -> None:
    """Repeat a merged cell's value over its range; ranges reach beyond the data (to row 1048576)."""
    room = MAX_CELLS
    for (top, left), (lowest, rightmost) in merges:
        bottom = min(lowest, len(rows) - 1)
        if top > bottom or left >= len(rows[top]) or (value := rows[top][left]) == "":
            continue
        right = min(rightmost, len(rows[top]) - 1)
        room -= (bottom - top + 1) * (right - left + 1)
        if room < 0:
            raise too_big(source)
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [cell if cell != "" else value for cell in row[left : right + 1]]
