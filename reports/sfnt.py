"""What a font file says of itself: the names of its faces, how its outlines are drawn, what it permits.

Only the headers are read, a few kilobytes of files of many megabytes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

NAMES_READ = frozenset({1, 4, 16})  # family, full name, typographic family
WINDOWS, MACINTOSH = 3, 1
MAC_ENCODINGS = {0: "mac_roman", 25: "gb2312"}
RESTRICTED = 0x0002  # OS/2 fsType: no embedding at all
NO_SUBSET = 0x0300  # no subsetting, or bitmaps only


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file; ``index`` counts within a collection, ``names`` come in every language."""

    path: Path
    index: int
    names: frozenset[str]
    truetype: bool  # False: outlines in CFF, which ReportLab cannot embed
    permission: int  # fsType

    @property
    def refusal(self) -> str:
        """Why it cannot go into a PDF, in words for the clerk; empty when it can."""
        if not self.truetype:
            return "是PostScript轮廓（CFF）的字体，不能嵌入PDF"
        if self.permission & 0x000F == RESTRICTED or self.permission & NO_SUBSET:
            return "的许可不允许嵌入PDF"
        return ""


def read_faces(path: Path) -> tuple[Face, ...]:
    """The faces of a .ttf, .otf or .ttc file; none when it is not a font or cannot be read."""
    try:
        with path.open("rb") as file:
            return tuple(_face(file, path, index, start) for index, start in enumerate(_starts(file)))
    except (OSError, struct.error, UnicodeDecodeError):
        return ()


def _starts(file: BinaryIO) -> tuple[int, ...]:
    tag = file.read(4)
    if tag == b"ttcf":
        _, count = struct.unpack(">II", file.read(8))
        return struct.unpack(f">{count}I", file.read(4 * count))
    return (0,) if tag in {b"\0\1\0\0", b"OTTO", b"true"} else ()


def _face(file: BinaryIO, path: Path, index: int, start: int) -> Face:
    file.seek(start)
    _, count = struct.unpack(">4sH6x", file.read(12))
    tables = {}
    for _ in range(count):
        tag, offset, length = struct.unpack(">4s4xII", file.read(16))
        tables[tag] = (offset, length)
    names = frozenset(_names(file, *tables[b"name"])) if b"name" in tables else frozenset()
    return Face(path, index, names, b"glyf" in tables, _permission(file, tables))


def _permission(file: BinaryIO, tables: dict[bytes, tuple[int, int]]) -> int:
    if b"OS/2" not in tables:
        return 0
    file.seek(tables[b"OS/2"][0] + 8)
    permission: int = struct.unpack(">H", file.read(2))[0]
    return permission


def _names(file: BinaryIO, offset: int, length: int) -> Iterator[str]:
    file.seek(offset)
    table = file.read(length)
    _, count, strings = struct.unpack_from(">HHH", table)
    for number in range(count):
        platform, encoding, _, name_id, size, at = struct.unpack_from(">6H", table, 6 + 12 * number)
        raw = table[strings + at : strings + at + size]
        if name_id not in NAMES_READ:
            continue
        if platform == WINDOWS:
            yield raw.decode("utf-16-be", "ignore")
        elif platform == MACINTOSH and encoding in MAC_ENCODINGS:
            yield raw.decode(MAC_ENCODINGS[encoding], "ignore")
