"""Which font draws which character: roles to files, coverage, fallback, widths.

Nothing is read before it is needed, and each file once per run.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

import resources
from core.errors import UserError

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

GETA = "〓"  # stands where no font has the character, as printers have always done


class Role(StrEnum):
    """What a font is for on a 公文 page."""

    TITLE = "小标宋"
    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"
    LATIN = "数字西文"


@dataclass(frozen=True, slots=True)
class FontFile:
    path: Path
    label: str  # what the clerk is told
    substitute: bool  # not the official cut
    index: int = 0  # of the face within a collection


BUNDLED: Mapping[Role, FontFile] = {
    Role.TITLE: FontFile(resources.path("fonts/xiaobiaosong.ttf"), "思源宋体粗体", True),
    Role.BODY: FontFile(resources.path("fonts/fangsong.ttf"), "朱雀仿宋", True),
    Role.KAI: FontFile(resources.path("fonts/kaiti.ttf"), "霞鹜文楷", True),
    Role.HEI: FontFile(resources.path("fonts/heiti.ttf"), "思源黑体", True),
    Role.SONG: FontFile(resources.path("fonts/songti.ttf"), "思源宋体", True),
    Role.LATIN: FontFile(resources.path("fonts/latin.ttf"), "Liberation Serif", True),
}

_CARRIED = frozenset(file.path for file in BUNDLED.values())

CHAINS: Mapping[Role, tuple[Role, ...]] = {
    Role.TITLE: (Role.TITLE, Role.SONG),
    Role.BODY: (Role.BODY, Role.KAI, Role.SONG),
    Role.KAI: (Role.KAI, Role.BODY, Role.SONG),
    Role.HEI: (Role.HEI, Role.SONG),
    Role.SONG: (Role.SONG,),
    Role.LATIN: (Role.LATIN, Role.SONG),
}

# 朱雀仿宋's digits are old-style, its quotes a third of a cell and its （） look like 〔〕;
# the dashes of the Noto fonts are shorter than their cell, so that —— would show a gap.
SERIF_LATIN = frozenset({Role.BODY, Role.KAI})
MARKS_OF_SONG = frozenset("“”‘’（）")
MARKS_OF_FANGSONG = frozenset("—…")


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn; ``advance`` is in em, ``full`` means it takes a whole cell."""

    char: str
    font: str
    advance: float
    full: bool
    found: bool = True


class Metrics(Protocol):
    """What the layout asks of fonts."""

    def glyph(self, char: str, role: Role) -> Glyph:
        """The glyph for ``char`` in ``role``, a neighbour in the chain, or 〓 with ``found`` False."""
        ...

    def covers(self, text: str, role: Role) -> bool:
        """Whether the role's own rules draw all of ``text`` without falling back."""
        ...


def is_full(char: str) -> bool:
    """Whether the character takes a whole cell of the grid: everything Chinese, its marks included."""
    return char >= "\u2010" or char in "·×"


def chain_for(char: str, role: Role) -> tuple[Role, ...]:
    """The roles to try for one character, the wanted one first."""
    chain = CHAINS[role]
    if not is_full(char):
        return (Role.LATIN, *chain) if role in SERIF_LATIN else chain
    if char in MARKS_OF_SONG and role in SERIF_LATIN:
        return (Role.SONG,)
    if char in MARKS_OF_FANGSONG and role is not Role.SONG:
        return (Role.BODY, Role.SONG)
    return chain


class Fonts:
    """Loaded fonts of one set of files, the bundled ones behind them; glyph lookups are remembered."""

    def __init__(self, files: Mapping[Role, FontFile] = BUNDLED) -> None:
        self.files = files
        self._loaded: dict[FontFile, TTFont] = {}
        self._glyphs: dict[tuple[str, Role], Glyph] = {}

    def glyph(self, char: str, role: Role) -> Glyph:
        found = self._glyphs.get((char, role))
        if found is None:
            found = self._glyphs[char, role] = self._look_up(char, role)
        return found

    def covers(self, text: str, role: Role) -> bool:
        return all(self._has(self.files[chain_for(char, role)[0]], char) for char in text)

    def _look_up(self, char: str, role: Role) -> Glyph:
        chain = chain_for(char, role)
        for file in (*(self.files[one] for one in chain), *(BUNDLED[one] for one in chain)):
            if self._has(file, char):
                return self._glyph_of(char, file, found=True)
        return self._glyph_of(GETA, BUNDLED[Role.SONG], found=False)

    def _has(self, file: FontFile, char: str) -> bool:
        return bool(self._load(file).face.charToGlyph.get(ord(char), 0))

    def _glyph_of(self, char: str, file: FontFile, *, found: bool) -> Glyph:
        font = self._load(file)
        return Glyph(char, font.fontName, font.face.charWidths[ord(char)] / 1000, is_full(char), found)

    def _load(self, file: FontFile) -> "TTFont":
        font = self._loaded.get(file)
        if font is None:
            font = self._loaded[file] = register(file.path, file.index)
        return font


@cache
def register(path: Path, index: int = 0) -> "TTFont":
    """Read a font file and make it known to the painter; UserError when it is missing or broken."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    remedy = (
        "请重新安装程序后再试" if path in _CARRIED else "请重新安装这一字体，或在设置中改用程序自带的字体"
    )
    if not path.is_file():
        raise UserError(f"找不到字体文件“{path.name}”（应在{path.parent}），{remedy}。")
    try:
        # asciiReadable would put all of ASCII into every embedded subset
        name = f"ledger-{path.stem}"
        if path not in _CARRIED:  # an office's kaiti.ttf is not ours
            name = f"office-{path.stem}-{crc32(str(path).encode('utf-8', 'surrogateescape'))}-{index}"
        font = ttfonts.TTFont(name, str(path), subfontIndex=index, asciiReadable=False, shapable=False)
    except (ttfonts.TTFError, struct.error, IndexError, KeyError) as fault:  # a file cut short ends anywhere
        raise UserError(f"字体文件“{path.name}”已损坏（在{path.parent}），{remedy}。") from fault
    pdfmetrics.registerFont(font)
    return font


@cache
def bundled() -> Fonts:
    """The fonts the program carries, shared by every paper of a run."""
    return Fonts()


def roles_in_words(files: Mapping[Role, FontFile] = BUNDLED) -> tuple[str, ...]:
    """Which font plays which role, for the clerk: 仿宋：朱雀仿宋（替代）."""
    return tuple(
        f"{role.value}：{file.label}{'（替代）' if file.substitute else ''}" for role, file in files.items()
    )
