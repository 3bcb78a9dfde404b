"""Headings, paragraphs, titles and tables of a Word copy."""

from collections.abc import Iterator, Sequence

from reports.compose import clean
from reports.document import Align, Block, Column, Heading, Paragraph, Table, TableRow
from reports.docx_template import KAI, Kind, kinds
from reports.docx_xml import BREAK, Cell, Edge, Frame, Row, Set, advance, name_runs, para, run, table
from reports.style import OFFICIAL, Style
from reports.titling import cut_long, glue, title_lines, title_words

KINDS = kinds()
FALL = 0.8  # of a fixed line height lies above the baseline, in Word and LibreOffice alike
CONTENT_MOST = 18.0  # characters a column may ask for by its content
WHOLE_ROW = 0.5  # of the page: a higher row may be split


def lead_of(kind: Kind) -> float:
    """White over the characters within their fixed line."""
    return FALL * kind.pitch - OFFICIAL.ascent * kind.size


def rest_of(kind: Kind) -> float:
    """White under them."""
    return kind.pitch - kind.size - lead_of(kind)


def blocks_xml(blocks: Sequence[Block], style: Style = OFFICIAL, *, keep_last: bool = False) -> str:
    """One after another; ``keep_last`` holds the end of the last one to what follows."""
    last = len(blocks) - 1
    return "".join(
        _block(block, style, keep=keep_last and number == last) for number, block in enumerate(blocks)
    )


def _block(block: Block, style: Style, *, keep: bool) -> str:
    if isinstance(block, Table):
        return table_xml(block, style) if block.rows else _text(block.empty, keep=keep)
    if isinstance(block, Heading):
        return para(f"Level{min(max(block.level, 1), 4)}", run(block.text))
    return _paragraph(block, keep=keep)


def _text(text: str, *, keep: bool) -> str:
    return para("Text", run(text), Set(keep=keep))


def _paragraph(paragraph: Paragraph, *, keep: bool) -> str:
    runs = run(paragraph.lead, font=KAI) + run("".join(span.text for span in paragraph.spans))
    return para("Text", runs, Set(flat=not paragraph.indent, keep=keep))


# -- titles ----------------------------------------------------------------------------------------


def title_xml(words: Sequence[str], names: Sequence[str], how: Set, width: float = OFFICIAL.width) -> str:
    """Turned by meaning and shape as on the page; the turns are line ends within one paragraph."""
    return para("PaperTitle", BREAK.join(run(line) for line in _title_lines(words, names, width)), how)


def _title_lines(words: Sequence[str], names: Sequence[str], width: float) -> list[str]:
    size = OFFICIAL.title_size
    cleaned = [clean(word) for word in words]
    whole = title_words(cleaned[0], names) if len(cleaned) == 1 else cleaned
    glued = [part for word in glue(whole) for part in cut_long(word, advance(word, size), width)]
    return title_lines(glued, [advance(word, size) for word in glued], width)


# -- tables ----------------------------------------------------------------------------------------


def table_xml(one: Table, style: Style = OFFICIAL, *, least: float = 0.0, merge: int = 0) -> str:
    """Rows under a head that repeats; the first ``merge`` columns join cells that repeat those above."""
    dense = len(one.columns) >= style.table_dense_columns
    size = style.table_dense_size if dense else style.table_size
    widths = column_widths(one, style.width)
    pad = size / (6 if dense else 3)
    frame = Frame(widths, Edge(style.table_rule, style.black), pad, size / 3)
    titles = tuple(Cell(para(f"CellHead{_cut(size)}", run(column.title))) for column in one.columns)
    gap = para("Anchor", "", Set(pitch=style.pitch - style.size))
    rows = _rows(one, widths, size, style, least, merge)
    return table(frame, [Row(titles, head=True), *rows]) + gap


def _cut(size: float) -> str:
    return "Small" if size < OFFICIAL.table_size else ""


def _rows(
    one: Table, widths: Sequence[float], size: float, style: Style, least: float, merge: int
) -> Iterator[Row]:
    decimals = [_decimals(one, place) for place in range(len(one.columns))]
    joined = [_same(row, above, merge) for row, above in zip(one.rows, (None, *one.rows), strict=False)]
    joined.append(0)
    for number, row in enumerate(one.rows):
        cells = []
        for place, (text, column) in enumerate(zip(row.cells, one.columns, strict=False)):
            inner = _cell(text, column, size, decimals[place])
            down = ""
            if place < joined[number]:
                inner, down = para(f"Cell{_cut(size)}", ""), "continue"
            elif place < joined[number + 1]:
                down = "restart"
            cells.append(Cell(inner, down=down))
        yield Row(cells, whole=_height(row, widths, size) < style.height * WHOLE_ROW, least=least)


def _same(row: TableRow, above: TableRow | None, merge: int) -> int:
    """How many leading cells are one with those above."""
    count = 0
    while above is not None and count < merge and row.cells[count] == above.cells[count]:
        count += 1
    return count


_ALIGN: dict[Align, str] = {"left": "left", "center": "center", "right": "right", "decimal": "right"}


def _cell(text: str, column: Column, size: float, decimals: int) -> str:
    """A number under its neighbours' points is held off the right edge by the decimals it lacks."""
    words = clean(text).strip()
    lacks = 0.0
    if column.align == "decimal":
        own = _decimals_of(words)
        lacks = (decimals - own) * size / 2 + (size / 4 if decimals and not own else 0.0)
    runs = name_runs(words, size) if column.names else run(words)
    return para(f"Cell{_cut(size)}", runs, Set(align=_ALIGN[column.align], right=lacks or None))


def _decimals_of(text: str) -> int:
    return len(text.rpartition(".")[2].rstrip("%")) if "." in text else 0


def _decimals(one: Table, place: int) -> int:
    """The most decimals of a column."""
    return max((_decimals_of(row.cells[place]) for row in one.rows if place < len(row.cells)), default=0)


def column_widths(one: Table, width: float) -> list[float]:
    """The page shared out: by the columns' characters, where none are given by their longest words."""
    shares = [column.share or _content(one, place) for place, column in enumerate(one.columns)]
    return [width * share / sum(shares) for share in shares]


def _content(one: Table, place: int) -> float:
    texts = [one.columns[place].title, *(row.cells[place] for row in one.rows if place < len(row.cells))]
    longest = max(advance(clean(text), 1.0) for text in texts)
    return min(max(longest, 2.0), CONTENT_MOST) + 1.0


def _height(row: TableRow, widths: Sequence[float], size: float) -> float:
    """About how high a row will be."""
    lines = (
        advance(text, size) // max(width - size, size) + 1
        for text, width in zip(row.cells, widths, strict=False)
    )
    return size * OFFICIAL.table_pitch * max(lines, default=1.0)
