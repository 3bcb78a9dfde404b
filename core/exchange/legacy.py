"""A look into an .xls file before the spreadsheet library gets it.

The library believes the counts it reads: damaged ones made it ask for a terabyte and abort the process.
"""

import struct

from core.errors import UserError
from core.exchange.container import MAX_CELLS, broken, too_big

_END = 0xFFFFFFFA  # sector numbers from here on are marks
_U32 = struct.Struct("<I")
_RECORD = struct.Struct("<HH")
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_BEGIN, _STRINGS, _SIZE, _MULRK = 0x0809, 0x00FC, 0x0200, 0x00BD
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, _MULRK}


def check_legacy_workbook(data: bytes, name: str) -> None:
    """Refuse an .xls whose structure is broken or whose cells span more than the limits."""
    try:
        stream = _workbook_stream(data)
        if stream is None:
            raise UserError(f"“{name}”不是电子表格，请在WPS中打开后另存为 .xlsx 再导入。")
        _check_records(stream, name)
    except (struct.error, IndexError, ValueError) as error:
        raise broken(name) from error


def _check_records(stream: bytes, name: str) -> None:
    position = height = width = 0
    while position + 4 <= len(stream):
        kind, length = _RECORD.unpack_from(stream, position)
        position += 4
        if kind in _CELLS and length >= 6:
            row, column = _RECORD.unpack_from(stream, position)
            height = max(height, row + 1)
            width = max(width, column + 1 + ((length - 6) // 6 if kind == _MULRK else 0))
            if height * width > MAX_CELLS:
                raise too_big(name)
        elif kind == _BEGIN:
            height = width = 0
        elif kind == _STRINGS and _U32.unpack_from(stream, position + 4)[0] * 3 > len(stream):
            raise broken(name)  # a string takes three bytes at least
        elif kind == _SIZE and length >= 12:
            first, last, left, right = struct.unpack_from("<IIHH", stream, position)
            if last > _MOST_ROWS or right > _MOST_COLUMNS or first > last or left > right:
                raise broken(name)
        position += length


def _workbook_stream(data: bytes) -> bytes | None:
    """The stream "Workbook" (or "Book") of a compound file; ValueError when a chain runs in circles."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in {9, 12} or mini_shift != 6:
        raise ValueError(shift)
    fat = _table(data, shift, _fat_sectors(data, shift))
    directory = _chain(data, _word(data, 48), fat, shift, 1 << shift)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = _chain(data, _word(entries[0], 116), fat, shift, 1 << shift)
    for entry in entries:
        length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
        if entry[:length].decode("utf-16-le", "replace").lower() not in {"workbook", "book"}:
            continue
        start, size = _word(entry, 116), _word(entry, 120)
        if size >= _word(data, 56):
            return _chain(data, start, fat, shift, 1 << shift)[:size]
        mini_fat = _words(_chain(data, _word(data, 60), fat, shift, 1 << shift))
        return _chain(root, start, mini_fat, mini_shift, 0)[:size]
    return None


def _word(data: bytes, at: int) -> int:
    return int(_U32.unpack_from(data, at)[0])


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _fat_sectors(data: bytes, shift: int) -> list[int]:
    """Numbers of the sectors that hold the allocation table: 109 in the header, the rest in a chain."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    following, seen = _word(data, 68), set()
    while following < _END and following not in seen:
        seen.add(following)
        block = _words(data[(following + 1) << shift : (following + 2) << shift])
        sectors += block[:-1]
        following = block[-1]
    return [sector for sector in sectors if sector < _END]


def _table(data: bytes, shift: int, sectors: list[int]) -> tuple[int, ...]:
    if len(sectors) << shift > len(data):
        raise ValueError(len(sectors))
    return _words(b"".join(data[(sector + 1) << shift : (sector + 2) << shift] for sector in sectors))


def _chain(data: bytes, start: int, table: tuple[int, ...], shift: int, offset: int) -> bytes:
    """The sectors of a stream in order, `offset` bytes after the head of the data."""
    parts: list[bytes] = []
    while start < _END:
        if len(parts) > len(data) >> shift:
            raise ValueError(start)
        at = (start << shift) + offset
        parts.append(data[at : at + (1 << shift)])
        start = table[start]
    return b"".join(parts)
