"""Headings, paragraphs, titles and tables of a Word copy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.columns import NUMBER, edges_of, points_of, tail
from reports.compose import Type, clean
from reports.document import Align, Block, Column, Heading, Table, TableRow
from reports.docx_template import KAI, Kind, kinds
from reports.docx_xml import BREAK, Cell, Edge, Frame, Row, Set, advance, name_runs, para, run, table
from reports.fonts import bundled
from reports.style import OFFICIAL, Style
from reports.titling import cut_long, glue, title_lines, title_words

KINDS = kinds()
TEXT = KINDS["Text"]
FALL = 0.8  # of a fixed line height lies above the baseline, in Word and LibreOffice alike
WHOLE_ROW = 0.5  # of the page: a higher row may be split


def lead_of(kind: Kind) -> float:
    """White over the characters within their fixed line."""
    return FALL * kind.pitch - OFFICIAL.ascent * kind.size


def rest_of(kind: Kind) -> float:
    """White under them."""
    return kind.pitch - kind.size - lead_of(kind)


def blocks_xml(
    blocks: Sequence[Block], names: Sequence[str], style: Style = OFFICIAL, *, keep_last: bool = False
) -> str:
    """One after another; ``keep_last`` holds the end of the last one to what follows."""
    last = len(blocks) - 1
    made = []
    for number, block in enumerate(blocks):
        if number and isinstance(block, Table) and block.rows:
            made.append(over_table(style))
        made.append(_block(block, names, style, keep=keep_last and number == last))
    return "".join(made)


def _block(block: Block, names: Sequence[str], style: Style, *, keep: bool) -> str:
    if isinstance(block, Table):
        sentence = Set(keep=keep, pitch=_pitch(style))
        return table_xml(block, style, names) if block.rows else para("Text", run(block.empty), sentence)
    if isinstance(block, Heading):
        return para(f"Level{min(max(block.level, 1), 4)}", run(block.text), Set(pitch=_pitch(style)))
    runs = run(block.lead, font=KAI) + run("".join(span.text for span in block.spans))
    first = None if block.indent else 0.0
    return para("Text", runs, Set(first=first, keep=keep, pitch=_pitch(style)))


def over_table(style: Style) -> str:
    """White between a line of text and a table under it."""
    return para("Anchor", "", Set(pitch=max(style.pitch - style.size - rest_of(TEXT), 1.0)))


def _pitch(style: Style) -> float:
    """Nothing on the standard's page, whose grid the styles have."""
    return 0.0 if style.pitch == OFFICIAL.pitch else style.pitch


# -- titles ----------------------------------------------------------------------------------------


def title_xml(words: Sequence[str], names: Sequence[str], how: Set, style: Style = OFFICIAL) -> str:
    """Turned by meaning and shape as on the page; the turns are line ends within one paragraph."""
    size = 0.0 if style.title_size == OFFICIAL.title_size else style.title_size
    lines = _title_lines(words, names, style)
    return para("PaperTitle", BREAK.join(run(line, size=size) for line in lines), how)


def _title_lines(words: Sequence[str], names: Sequence[str], style: Style) -> list[str]:
    size, width = style.title_size, style.width
    cleaned = [clean(word) for word in words]
    whole = title_words(cleaned[0], names) if len(cleaned) == 1 else cleaned
    glued = [part for word in glue(whole) for part in cut_long(word, advance(word, size), width)]
    return title_lines(glued, [advance(word, size) for word in glued], width)


# -- tables ----------------------------------------------------------------------------------------


def table_xml(
    one: Table,
    style: Style = OFFICIAL,
    names: Sequence[str] = (),
    *,
    least: float = 0.0,
    joined: Sequence[int] = (),
) -> str:
    """Rows under a head that repeats, their columns as wide as on the page.

    ``joined`` counts, for every row, the leading cells that are one with those above; ``least`` is the
    height of a row to write in.
    """
    plan = _plan(one, style, names)
    frame = Frame(plan.widths, Edge(style.table_rule, style.black), plan.pad, plan.size / 3)
    titles = tuple(Cell(para(f"CellHead{_cut(plan.size)}", run(column.title))) for column in one.columns)
    rows = _rows(one, plan, style, least, (*joined, *(0,) * (len(one.rows) + 1 - len(joined))))
    gap = para("Anchor", "", Set(pitch=max(style.pitch - style.size - lead_of(TEXT), 1.0)))
    return table(frame, [Row(titles, head=True), *rows]) + gap


@dataclass(frozen=True, slots=True)
class _Plan:
    """The widths of the columns and of the widest number in each that is aligned by its point."""

    widths: tuple[float, ...]
    size: float
    pad: float
    points: tuple[tuple[float, float] | None, ...]


def _plan(one: Table, style: Style, names: Sequence[str]) -> _Plan:
    dense = len(one.columns) >= style.table_dense_columns
    size = style.table_dense_size if dense else style.table_size
    pad = size / (6 if dense else 3)
    kind, metrics = Type(size, size), bundled()
    edges = edges_of(one, style.width, kind, pad, metrics, names)
    widths = tuple(right - left for left, right in pairwise(edges))
    # a hair less white inside: what is exactly as wide as its column must not turn
    return _Plan(widths, size, pad * 0.8, points_of(one, kind, metrics))


def _cut(size: float) -> str:
    return "Small" if size < OFFICIAL.table_size else ""


def _rows(one: Table, plan: _Plan, style: Style, least: float, joined: Sequence[int]) -> Iterator[Row]:
    for number, row in enumerate(one.rows):
        cells = []
        for place, (text, column) in enumerate(zip(row.cells, one.columns, strict=False)):
            if place < joined[number]:
                cells.append(Cell(para(f"Cell{_cut(plan.size)}", ""), down="continue"))
            else:
                down = "restart" if place < joined[number + 1] else ""
                cells.append(Cell(_cell(text, column, place, plan), down=down))
        yield Row(cells, whole=_height(row, plan) < style.height * WHOLE_ROW, least=least)


_ALIGN: dict[Align, str] = {"left": "left", "center": "center", "right": "right", "decimal": "center"}


def _cell(text: str, column: Column, place: int, plan: _Plan) -> str:
    """A line of the text is a paragraph; numbers under one another's points are held off the right edge."""
    align, right = _ALIGN[column.align], None
    point = plan.points[place]
    if point is not None and NUMBER.fullmatch(clean(text).strip()):
        before, after = point
        free = plan.widths[place] - 2 * plan.pad - before - after
        align = "right"
        right = free / 2 + after - tail(clean(text).strip(), Type(plan.size, plan.size), bundled())[1]
    made = []
    for line in text.split("\n"):
        words = clean(line).strip()
        runs = name_runs(words, plan.size) if column.names else run(words)
        made.append(para(f"Cell{_cut(plan.size)}", runs, Set(align=align, right=right)))
    return "".join(made)


def _height(row: TableRow, plan: _Plan) -> float:
    """About how high a row will be."""
    size = plan.size
    lines = (
        advance(text, size) // max(width - size, size) + 1
        for text, width in zip(row.cells, plan.widths, strict=False)
    )
    return size * OFFICIAL.table_pitch * max(lines, default=1.0)
