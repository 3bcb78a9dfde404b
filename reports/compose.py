"""From words to set lines: fonts chosen, lines broken and justified. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.rules.circular import Rows
from reports.boxes import TextBox
from reports.fonts import Glyph, Metrics, Role
from reports.linebreak import CLOSING, OPENING, breaks, fill
from reports.style import OFFICIAL, Colour


@dataclass(frozen=True, slots=True)
class Piece:
    """Words set alike and answering for the same sentence and rows."""

    text: str
    role: Role
    key: str = ""
    ref: Rows | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """A type size with the width of its cell."""

    size: float
    cell: float
    colour: Colour = OFFICIAL.black


UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # variation selectors
CLOSE = 0.01  # points: sums of floats
WIDEST_GAP = 0.5  # em between two characters: beyond it a line reads as words apart

BODY_TYPE = Type(OFFICIAL.size, OFFICIAL.cell)


@dataclass(frozen=True, slots=True)
class Sort:
    """One character ready to be set (a printer's sort): its glyph, its width, where it comes from.

    ``cut`` points are taken off a narrowed mark, on the side where its cell is empty.
    """

    glyph: Glyph
    width: float
    piece: Piece
    cut: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: boxes with x from the line's own left edge and the baseline at 0."""

    boxes: tuple[TextBox, ...]
    width: float


def sorts(pieces: Iterable[Piece], kind: Type, metrics: Metrics, names: Sequence[str] = ()) -> list[Sort]:
    """Choose a glyph for every character; a name whose font lacks one character changes font whole."""
    made: list[Sort] = []
    for raw in pieces:
        plain = raw.text.isprintable() and not UNSEEN.search(raw.text)
        piece = raw if plain else replace(raw, text=clean(raw.text))
        glyphs = [metrics.glyph(char, piece.role) for char in piece.text]
        if not metrics.covers(piece.text, piece.role):
            _replace_names(piece, glyphs, metrics, names)
        for glyph in glyphs:
            made.append(Sort(glyph, kind.cell if glyph.full else glyph.advance * kind.size, piece))
    return made


def clean(text: str) -> str:
    """Text without what cannot be set: line ends and tabs become spaces; other controls go, and marks
    that only choose between forms of a character.
    """
    text = UNSEEN.sub("", text)
    kept = (" " if char.isspace() and char != "\u3000" else char for char in text)
    return "".join(char for char in kept if char in " \u3000" or char.isprintable())


def _replace_names(piece: Piece, glyphs: list[Glyph], metrics: Metrics, names: Sequence[str]) -> None:
    for name in sorted({name for name in names if name in piece.text}, key=len):
        if metrics.covers(name, piece.role):
            continue
        role = next((role for role in (Role.KAI, Role.SONG) if metrics.covers(name, role)), Role.SONG)
        start = piece.text.find(name)
        while start >= 0:
            glyphs[start : start + len(name)] = [metrics.glyph(char, role) for char in name]
            start = piece.text.find(name, start + len(name))


def set_lines(
    row: Sequence[Sort],
    kind: Type,
    width: float,
    *,
    indent: float = 0.0,
    hang: float = 0.0,
    flush: bool = True,
    names: Sequence[str] = (),
) -> list[Line]:
    """Break and set a paragraph: ``hang`` indents turned lines, ``flush`` justifies all but the last.

    ``names`` stay whole. A line left so empty that justifying would tear it open stays ragged.
    """
    text = "".join(sort.glyph.char for sort in row)
    cuts = fill(
        [sort.width for sort in row],
        breaks(text, names, kind.cell if flush else 0.0),
        width - indent,
        width - hang,
    )
    made = []
    for number, (start, end) in enumerate(cuts):
        left = hang if number else indent
        last = number == len(cuts) - 1
        line = _narrow(_without_outer_spaces(row[start:end]), width - left)
        ragged = last or not flush or _stretch(line, width - left) > WIDEST_GAP * kind.size
        made.append(set_line(line, kind, left, None if ragged else width - left))
    return made


def _narrow(row: Sequence[Sort], measure: float) -> Sequence[Sort]:
    """Take what a line is too wide from its marks, the same from each (15834 5.1.10)."""
    over = width_of(row) - measure
    marks = [sort for sort in row if sort.glyph.char in CLOSING or sort.glyph.char in OPENING]
    if over <= CLOSE or not marks:
        return row
    cut = min(over / len(marks), marks[0].width / 2)
    return [
        replace(sort, width=sort.width - cut, cut=cut)
        if sort.glyph.char in CLOSING or sort.glyph.char in OPENING
        else sort
        for sort in row
    ]


def set_line(row: Sequence[Sort], kind: Type, left: float = 0.0, measure: float | None = None) -> Line:
    """Set one line from ``left``; with ``measure`` its gaps are widened until it is that wide."""
    row = _without_outer_spaces(row)
    stretch = _stretch(row, measure)
    boxes: list[TextBox] = []
    x = left
    start = 0
    while start < len(row):
        end = _run_end(row, start)
        run = row[start:end]
        box, advance = _box(run, kind, x, stretch, joined=end < len(row))
        boxes.append(box)
        x += advance
        start = end
    return Line(tuple(boxes), x - left)


def _without_outer_spaces(row: Sequence[Sort]) -> Sequence[Sort]:
    end = len(row)
    while end > 0 and row[end - 1].glyph.char == " ":
        end -= 1
    return row[:end]


def _stretch(row: Sequence[Sort], measure: float | None) -> float:
    gaps = sum(1 for a, b in pairwise(row) if a.glyph.full or b.glyph.full)
    if measure is None or not gaps:
        return 0.0
    return (measure - sum(sort.width for sort in row)) / gaps


def _run_end(row: Sequence[Sort], start: int) -> int:
    """Where the run of one font, source and spacing ends; a mark narrower than its cell stands alone."""
    first = row[start]
    end = start + 1
    if _stands_alone(first):
        return end
    while (
        end < len(row)
        and row[end].piece is first.piece
        and row[end].glyph.font == first.glyph.font
        and row[end].glyph.full == first.glyph.full
        and not _stands_alone(row[end])
    ):
        end += 1
    return end


def _stands_alone(sort: Sort) -> bool:
    return bool(sort.cut) or _narrow_mark(sort.glyph)


def _narrow_mark(glyph: Glyph) -> bool:
    return glyph.full and abs(glyph.advance - 1) > 0.001


def _box(run: Sequence[Sort], kind: Type, x: float, stretch: float, *, joined: bool) -> tuple[TextBox, float]:
    """The box of a run and how far it carries; the last run of a line ends without a gap."""
    glyph = run[0].glyph
    wide = sum(sort.width for sort in run)
    gaps = len(run) - 1 + joined if glyph.full else int(joined)
    cut = run[0].cut
    offset = (kind.cell - glyph.advance * kind.size) / 2 if _narrow_mark(glyph) else 0.0
    spacing = kind.cell - kind.size + stretch if glyph.full and not offset and not cut else 0.0
    if glyph.char in OPENING:
        offset -= cut  # its ink stands in the right half
    width = wide + (len(run) - 1) * stretch if glyph.full else wide
    text = "".join(sort.glyph.char for sort in run)
    piece = run[0].piece
    box = TextBox(
        x + offset, 0.0, text, glyph.font, kind.size, width, spacing, kind.colour, piece.key, piece.ref
    )
    return box, wide + gaps * stretch


def width_of(row: Iterable[Sort]) -> float:
    return sum(sort.width for sort in row)
