"""Paragraphs, runs and tables of a Word file as XML text; lengths in points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from reports.compose import clean
from reports.docx_template import twips
from reports.style import Colour

TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"


def wide(char: str) -> bool:
    """Whether it takes a hanzi's cell; marks that Latin shares with Chinese are set as Chinese here."""
    return ord(char) > 0x2E7F or char in "—…“”‘’·"


def advance(text: str, size: float, cell: float = 0.0) -> float:
    """How far a text carries, near enough for indents: digits take half their size, points a quarter."""
    return sum((cell or size) if wide(char) else size / (4 if char in ".,:;" else 2) for char in text)


def colour(ink: Colour) -> str:
    """RRGGBB of an ink named in CMYK."""
    black = 1 - ink[3]
    return "".join(f"{round(255 * (1 - part) * black):02X}" for part in ink[:3])


# -- text ------------------------------------------------------------------------------------------


def run(
    text: str, *, font: str = "", size: float = 0.0, ink: Colour | None = None, spread: float = 0.0
) -> str:
    """Words set alike, cleaned as on the page; ``spread`` follows every character."""
    words = clean(text)
    if not words:
        return ""
    half = round(size * 2)
    return (
        # the hint sets “ ” — … in the Chinese font
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"{f" w:eastAsia={chr(34)}{font}{chr(34)}" if font else ""}/>'
        + (f'<w:color w:val="{colour(ink)}"/>' if ink else "")
        + (f'<w:spacing w:val="{twips(spread)}"/>' if spread else "")
        + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "")
        + f'</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    )


def name_runs(text: str, size: float, font: str = "") -> str:
    """A two-character name as wide as one of three, its text as it is."""
    words = clean(text)
    if len(words) != 2 or not all(map(wide, words)):
        return run(text, font=font)
    return run(words[0], font=font, spread=size) + run(words[1], font=font)


def field(code: str) -> str:
    """A number that the program fills in, e.g. PAGE."""
    text = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return (
        f'{text}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{text}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{text}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{text}<w:t>1</w:t></w:r>{text}<w:fldChar w:fldCharType="end"/></w:r>'
    )


# -- paragraphs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled edge: ``space`` is the white between it and the text."""

    width: float
    ink: Colour
    space: float = 0.0
    kind: str = "single"

    def xml(self, side: str) -> str:
        size = max(2, round(self.width * 8))
        return (
            f'<w:{side} w:val="{self.kind}" w:sz="{size}" w:space="{round(self.space)}" '
            f'w:color="{colour(self.ink)}"/>'
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """Where text after a tab starts (left), ends (right) or has its middle; ``leader`` fills the way."""

    at: float
    kind: str = "left"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """What a paragraph has beyond its style."""

    before: float = 0.0
    after: float = 0.0
    pitch: float = 0.0
    left: float | None = None
    right: float | None = None
    hanging: float = 0.0
    first: float | None = None  # indent of the first line instead of its style's
    align: str = ""
    keep: bool = False
    new_page: bool = False
    top: Edge | None = None
    bottom: Edge | None = None
    tabs: Sequence[Stop] = ()
    frame: str = ""  # attributes of a frame
    grows: bool = False  # lines as high as what stands in them, a picture
    section: str = ""

    def xml(self, style: str) -> str:
        """In the order the schema wants."""
        edges = [(self.top, "top"), (self.bottom, "bottom")]
        borders = "".join(edge.xml(side) for edge, side in edges if edge)
        return (
            f'<w:pPr><w:pStyle w:val="{style}"/>'
            + ("<w:keepNext/>" if self.keep else "")
            + ("<w:pageBreakBefore/>" if self.new_page else "")
            + (f"<w:framePr {self.frame}/>" if self.frame else "")
            + (f"<w:pBdr>{borders}</w:pBdr>" if borders else "")
            + self._tabs()
            + self._spacing()
            + self._indent()
            + (f'<w:jc w:val="{self.align}"/>' if self.align else "")
            + f"{self.section}</w:pPr>"
        )

    def _tabs(self) -> str:
        given = "".join(
            f'<w:tab w:val="{stop.kind}"'
            + (f' w:leader="{stop.leader}"' if stop.leader else "")
            + f' w:pos="{twips(stop.at)}"/>'
            for stop in self.tabs
        )
        return f"<w:tabs>{given}</w:tabs>" if given else ""

    def _spacing(self) -> str:
        lengths = (("before", self.before), ("after", self.after), ("line", self.pitch))
        given = "".join(f' w:{name}="{twips(value)}"' for name, value in lengths if value)
        rule = (
            ' w:lineRule="exact"' if self.pitch else ' w:line="240" w:lineRule="auto"' if self.grows else ""
        )
        return f"<w:spacing{given}{rule}/>" if given or rule else ""

    def _indent(self) -> str:
        given = ""
        if self.left is not None:
            given += f' w:left="{twips(self.left)}"'
        if self.right is not None:
            given += f' w:right="{twips(self.right)}"'
        if self.hanging:
            given += f' w:hanging="{twips(self.hanging)}"'
        if self.first is not None:
            given += f' w:firstLineChars="0" w:firstLine="{twips(self.first)}"'
        return f"<w:ind{given}/>" if given else ""


PLAIN = Set()
_UNKEPT = re.compile('(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


def kept(inner: str) -> str:
    """Every paragraph on one page with the next."""
    return _UNKEPT.sub(r"\1<w:keepNext/>", inner)


def para(style: str, runs: str, how: Set = PLAIN) -> str:
    return f"<w:p>{how.xml(style)}{runs}</w:p>"


# -- tables ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """``inner`` are whole paragraphs; ``down``: joined with the cell above (continue) or below (restart)."""

    inner: str
    across: int = 1
    down: str = ""
    edges: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    cells: Sequence[Cell]
    head: bool = False
    whole: bool = True  # on one page
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's own properties: the widths of its columns, its rules, the white inside its cells."""

    widths: Sequence[float]
    edge: Edge | None = None
    pad_x: float = 0.0
    pad_y: float = 0.0
    left: float = 0.0
    floating: str = ""  # attributes of tblpPr


def table(frame: Frame, rows: Iterable[Row]) -> str:
    """With a fixed grid, so that no program guesses widths."""
    widths = _whole(frame.widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(frame.edge.xml(side) for side in sides) if frame.edge else ""
    pads = zip(sides[:4], (frame.pad_y, frame.pad_x) * 2, strict=True)
    margins = "".join(f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>' for side, pad in pads)
    return (
        "<w:tbl><w:tblPr>"
        + (f'<w:tblpPr {frame.floating}/><w:tblOverlap w:val="never"/>' if frame.floating else "")
        + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + ("" if frame.floating else f'<w:tblInd w:w="{twips(frame.left)}" w:type="dxa"/>')
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")
        + f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        + f"<w:tblGrid>{grid}</w:tblGrid>"
        + "".join(_row(row, widths) for row in rows)
        + "</w:tbl>"
    )


def _whole(widths: Sequence[float]) -> list[int]:
    """Whole twips whose sum is the whole width."""
    edges = [0]
    total = 0.0
    for width in widths:
        total += width
        edges.append(twips(total))
    return [right - left for left, right in pairwise(edges)]


def _row(row: Row, widths: Sequence[int]) -> str:
    given = (
        ("<w:cantSplit/>" if row.whole else "")
        + (f'<w:trHeight w:val="{twips(row.least)}" w:hRule="atLeast"/>' if row.least else "")
        + ("<w:tblHeader/>" if row.head else "")
    )
    cells, place = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[place : place + cell.across])))
        place += cell.across
    return f"<w:tr>{f'<w:trPr>{given}</w:trPr>' if given else ''}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else "")
        + (f'<w:vMerge w:val="{cell.down}"/>' if cell.down else "")
        + (f"<w:tcBorders>{cell.edges}</w:tcBorders>" if cell.edges else "")
        + f'<w:vAlign w:val="center"/></w:tcPr>{cell.inner}</w:tc>'
    )
