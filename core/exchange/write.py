"""Sheets out: a table as .xlsx that the readers take back, written beside its target and then renamed."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from core.errors import UserError
from core.text import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | bool | date | Fraction | None
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "#")  # "#N/A" would become an error cell
_MAX_CELL = 32_767  # Excel's own limit of characters in a cell
_SHEET_MARKS = str.maketrans(dict.fromkeys("\\/*?:[]'", " "))


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet going out; `width` in characters of the default font."""

    title: str
    width: float = 14


def write_sheet(
    path: Path | str, title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Value]]
) -> None:
    """Write one sheet: heading, real dates, frozen head, no formulas. UserError when the target cannot be."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(clean(title).translate(_SHEET_MARKS).strip()[:31] or "表")
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A2"

    def heading(text: str) -> "Cell":
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def guarded(text: str) -> "Cell":
        """Kept as text even when the clerk edits the cell."""
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell

    def exported(value: Value) -> object:
        if isinstance(value, str):
            text = clean(value)[:_MAX_CELL]
            return guarded(text) if text.startswith(_FORMULA_STARTS) else text
        if isinstance(value, Fraction):
            return _number(value)
        return value

    with replacing(Path(path)) as target:
        try:
            sheet.append([heading(column.title) for column in columns])
            for row in rows:
                sheet.append([exported(value) for value in row])
            book.save(target)
        except BaseException:
            _abandon(sheet)
            raise


def _abandon(sheet: "WriteOnlyWorksheet") -> None:
    """Close and remove the temporary file in which openpyxl collects the rows until they are saved."""
    from openpyxl.utils.exceptions import WorkbookAlreadySaved

    with suppress(WorkbookAlreadySaved):
        sheet.close()
        sheet._writer.cleanup()  # type: ignore[attr-defined]  # the stubs leave it out


def _number(value: Fraction) -> float | str:
    """A number where decimals hold it exactly, else the fraction as text, so that it comes back the same."""
    number = float(value)
    return number if Fraction(format(number, ".12g")) == value else str(value)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends well, else leaves no trace."""
    if not path.parent.is_dir():
        raise UserError(f"文件夹“{path.parent}”不存在，请另选保存位置。")
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，请另写一个文件名。")
    if _held(path):
        raise _in_use(path)
    temporary = path.with_name(f".{os.getpid()}.{path.name[-40:]}.tmp")
    try:
        with temporary.open("wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(path)
    except PermissionError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise UserError(
            f"“{path.name}”没有写成（可能磁盘已满），原文件未改动，请腾出空间或另选位置。"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _held(path: Path) -> bool:
    """Whether a target is read-only, or an office program left its owner file beside it."""
    owners = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    read_only = path.exists() and not path.stat().st_mode & 0o222
    return read_only or any(path.with_name(owner).exists() for owner in owners)


def _in_use(path: Path) -> UserError:
    return UserError(
        f"“{path.name}”正被其他程序打开或为只读，请关闭后重试，或另存为“{free_name(path).name}”。"
    )


def free_name(path: Path) -> Path:
    """The first of "名册(2).xlsx", "名册(3).xlsx" … that does not exist yet."""
    number = 2
    while (free := path.with_name(f"{path.stem}({number}){path.suffix}")).exists():
        number += 1
    return free
