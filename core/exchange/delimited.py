"""Text tables: .csv in the encodings offices use, and blocks pasted from WPS."""

import csv
import io
from collections import Counter

from core.errors import UserError
from core.exchange.block import cells_of
from core.exchange.container import MAX_ROWS, too_big, wrong_kind
from core.exchange.grid import Cell

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MAX_FIELD = 1 << 20
csv.field_size_limit(_MAX_FIELD)


def decode(data: bytes, name: str) -> str:
    """Text of a UTF-8, UTF-16, GBK or GB18030 file; UserError when it is none of them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", name)
    if data[1:200:2].count(0) > len(data[:200]) // 4:
        return _decoded(data, "utf-16-le", name)
    if data[0:200:2].count(0) > len(data[:200]) // 4:
        return _decoded(data, "utf-16-be", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decoded(data, "gb18030", name)  # GBK is a part of it
    if "\0" in text or sum(mark < " " and mark not in "\r\n\t\f" for mark in text[:4096]) > 8:
        raise wrong_kind(name, "无法识别的文件")
    return text


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(
            f"“{name}”的文字编码无法识别或文件不完整，请在WPS中打开后另存为 .xlsx 再导入。"
        ) from error


def split_table(text: str, name: str) -> list[list[Cell]]:
    """Rows of a delimited text; the delimiter (tab, semicolon, comma) is the one its lines agree on."""
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append([_plain(cell) for cell in row])
            if len(rows) > MAX_ROWS:
                raise too_big(name)
    except csv.Error as error:
        raise UserError(f"“{name}”中有过长或引号不成对的内容，请在WPS中另存为 .xlsx 再导入。") from error
    return rows


def split_block(text: str, name: str) -> list[list[Cell]]:
    """Rows of a block from the clipboard."""
    rows: list[list[Cell]] = [[_plain(cell) for cell in row] for row in cells_of(text)]
    if len(rows) > MAX_ROWS:
        raise too_big(name)
    return rows


def _plain(cell: str) -> str:
    """Take off the apostrophe that marks a text which looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_MARKS) else cell


def _delimiter(text: str) -> str:
    sample = text[:65536]
    return max("\t;,", key=lambda mark: _agreement(sample, mark))


def _agreement(sample: str, mark: str) -> int:
    """How many of the first rows have the same number (over one) of cells when cut at the mark."""
    widths: Counter[int] = Counter()
    for row, _ in zip(csv.reader(io.StringIO(sample, newline=""), delimiter=mark), range(30), strict=False):
        if len(row) > 1:
            widths[len(row)] += 1
    return max(widths.values(), default=0)
