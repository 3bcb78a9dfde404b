"""The Word copy of a form: its leaves, each from a new page and numbered for itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count, pairwise, takewhile
from typing import Any

from docx.document import Document as Word

from reports.document import Heading, Paragraph, Table
from reports.docx_blocks import FALL, KINDS, blocks_xml, over_table, table_xml, title_xml
from reports.docx_file import About, Foot, add_foot, add_picture, finished, new_word, section
from reports.docx_places import signed_xml
from reports.docx_template import HEI, TITLE
from reports.docx_xml import (
    TAB,
    Cell,
    Edge,
    Frame,
    Row,
    Set,
    Stop,
    advance,
    field,
    kept,
    para,
    run,
    table,
)
from reports.papers.form import (
    Blanks,
    Caption,
    Fields,
    Form,
    Kept,
    Leaf,
    Photo,
    Pictures,
    Ruled,
    Signed,
    Tear,
    Words,
)
from reports.papers.form_pages import SMALL, style_of
from reports.papers.form_tables import FIELD_LABEL
from reports.style import MM, OFFICIAL, Style

UNDER_TITLE = 12.0  # points of white that the fixed lines of a title and of the text under it have
ASIDE = FALL * KINDS["Small"].pitch  # what stands over a title has its baseline on the upper edge


@dataclass(frozen=True, slots=True)
class _Here:
    style: Style
    names: Sequence[str]
    letter: bool
    word: Word
    numbers: Iterator[int]  # of the pictures


def form_bytes(form: Form) -> bytes:
    """A form as a .docx to fill in on the screen or to print."""
    word = new_word()
    style = style_of(form)
    if any(leaf.aside for leaf in form.leaves):  # it stands in the margin
        style = replace(style, top=style.top - ASIDE, height=style.height + ASIDE)
    here = _Here(style, form.names, form.page == "letter", word, count(1))
    foot = _foot_xml(form, here.style)
    feet = [add_foot(word, pages, foot) for pages in ("default", "even")]
    parts = []
    for number, leaf in enumerate(form.leaves, 1):
        page = _page(here.style, feet)
        last = number == len(form.leaves)
        ending = para("Anchor", "") + page if last else para("Anchor", "", Set(section=page))
        parts.append(_leaf(leaf, here) + ending)
    return finished(word, "".join(parts), About(form.title, office=form.office))


def _page(style: Style, feet: Sequence[Foot]) -> str:
    below = style.paper_height - style.top - style.height - 9 * MM
    return section(style, feet, foot=max(below, 5 * MM), restart=True)


def _foot_xml(form: Form, style: Style) -> str:
    """The office at the left, 第n页，共m页 in the middle."""
    number = ""
    if form.numbered:
        pages = "SECTIONPAGES" if len(form.leaves) > 1 else "NUMPAGES"  # LibreOffice knows only the latter
        number = TAB + run("第") + field("PAGE") + run("页，共") + field(pages) + run("页")
    return para("Small", run(form.office) + number, Set(tabs=(Stop(style.width / 2, "center"),)))


def _leaf(leaf: Leaf, here: _Here) -> str:
    aside = para("Small", run(leaf.aside, size=SMALL + 1.5), Set(align="right")) if leaf.aside else ""
    gap = Set(after=max(0.7 * here.style.title_size - UNDER_TITLE, 2.0), keep=True)
    title = title_xml((leaf.title,), here.names, gap, here.style)
    made = []
    for number, block in enumerate(leaf.blocks):
        text_above = number and isinstance(leaf.blocks[number - 1], Paragraph)
        if text_above and isinstance(block, Table | Ruled):
            made.append(over_table(here.style))
        made.append(_block(block, here))
    return aside + title + "".join(made)


def _block(block: Any, here: _Here) -> str:
    make = MAKERS.get(type(block))
    if make is None:
        raise TypeError(f"no Word copy of a {type(block).__name__}")
    return make(block, here)


def _text(block: Heading | Paragraph, here: _Here) -> str:
    """三号 on a letter; on lists the size of what stands around the table."""
    if here.letter:
        return blocks_xml((block,), here.names, here.style)
    if isinstance(block, Heading):
        return para("ListText", run(block.text, font=HEI), Set(keep=True))
    return para("ListText", run(block.text), Set(first=2 * KINDS["ListText"].size))


def _table(block: Table, here: _Here) -> str:
    return _ruled(Ruled(block), here)


def _ruled(block: Ruled, here: _Here) -> str:
    if not block.table.rows:
        return _text(Paragraph((), block.table.key, block.table.empty), here)
    return table_xml(block.table, here.style, here.names, least=block.height, joined=_joined(block))


def _joined(block: Ruled) -> list[int]:
    """For every row the leading cells that are one with those above."""
    counts = [0]
    for above, row in pairwise(block.table.rows):
        pairs = zip(above.cells[: block.merge], row.cells[: block.merge], strict=False)
        count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        counts.append(count if count == block.merge or not block.together else 0)
    return counts


def _words(block: Words, here: _Here) -> str:
    """First part at the left edge, last at the right one, those between evenly spread."""
    widths = [advance(text, block.size) for text in block.parts]
    gap = (here.style.width - sum(widths)) / max(len(widths) - 1, 1)
    starts = accumulate((width + gap for width in widths[:-1]), initial=0.0)
    inner = [Stop(start) for start in list(starts)[1:-1]]
    tabs = (*inner, Stop(here.style.width, "right"))
    runs = TAB.join(run(text, size=block.size) for text in block.parts)
    return para("ListText", runs, Set(tabs=tabs if len(widths) > 1 else (), keep=True))


def _caption(block: Caption, _here: _Here) -> str:
    return para("ListText", run(block.text, font=TITLE, size=18), Set(pitch=30, align="center", keep=True))


def _blanks(block: Blanks, here: _Here) -> str:
    """Labels in equal shares of the line, each with a rule to sign on."""
    share = here.style.width / len(block.labels)
    tabs: list[Stop] = []
    for place in range(len(block.labels)):
        tabs.append(Stop((place + 1) * share - 14, "left", "underscore"))
        tabs.append(Stop((place + 1) * share))
    runs = TAB.join(run(text) + TAB for text in block.labels)
    return para("ListText", runs, Set(before=12, tabs=tabs[:-1]))


def _signed(block: Signed, here: _Here) -> str:
    return signed_xml(block.org, block.day, here.style.pitch, here.style.width, here.style.pitch)


def _tear(block: Tear, here: _Here) -> str:
    """Dashes from edge to edge, interrupted by the words."""
    width = here.style.width
    tabs = (Stop(width / 2, "center", "hyphen"), Stop(width, "right", "hyphen"))
    return para("Small", TAB + run(block.words) + TAB, Set(before=8, after=8, tabs=tabs, keep=True))


def _kept(block: Kept, here: _Here) -> str:
    return kept("".join(_block(one, here) for one in block.blocks))


def _fields(block: Fields, here: _Here) -> str:
    """Rows of label and value; columns of all rows on one grid."""
    rows = [_edges(row, here.style) for row in block.rows]
    grid = sorted({round(edge, 2) for row in rows for edge in row})
    made = []
    for place, (texts, edges) in enumerate(zip(block.rows, rows, strict=True)):
        places = [grid.index(round(edge, 2)) for edge in edges]
        spans = [right - left for left, right in pairwise(places)]
        least = block.heights[place] if place < len(block.heights) else block.height
        cells = [
            Cell(_field(text, label=len(texts) > 1 and not number % 2), across=span)
            for number, (text, span) in enumerate(zip(texts, spans, strict=True))
        ]
        made.append(Row(cells, least=least))
    widths = [right - left for left, right in pairwise(grid)]
    return table(Frame(widths, Edge(OFFICIAL.table_rule, OFFICIAL.black), 4.0, 3.0), made) + para(
        "Anchor", "", Set(pitch=6)
    )


def _edges(row: Sequence[str], style: Style) -> list[float]:
    if len(row) == 1:
        return [0.0, style.width]
    label = FIELD_LABEL * OFFICIAL.table_size
    value = style.width / (len(row) // 2) - label
    return list(accumulate((label, value) * (len(row) // 2), initial=0.0))


def _field(text: str, *, label: bool) -> str:
    lines = text.split("\n")
    if label:
        return "".join(para("CellHead", run(line)) for line in lines)
    return "".join(para("Cell", run(line), Set(align="left")) for line in lines)


def _pictures(block: Pictures, here: _Here) -> str:
    """Rows of photos with their captions under a title that is said again on a new page."""
    across = max(len(row) for row in block.rows)
    rows = [
        Row([Cell(para("Cell", run(block.title), Set(align="left", keep=True)), across=across)], head=True)
    ]
    for row in block.rows:
        share = here.style.width / len(row) - 8.0
        rows.append(Row([Cell(_photo(photo, share, block.height, here)) for photo in row]))
    edge = Edge(OFFICIAL.table_rule, OFFICIAL.black)
    frame = Frame((here.style.width / across,) * across, edge, 4.0, 3.0)
    return table(frame, rows) + para("Anchor", "", Set(pitch=6))


def _photo(photo: Photo, width: float, height: float, here: _Here) -> str:
    caption = para("Cell", run(photo.caption))
    picture = photo.picture
    if picture is None:
        white = max((height - 4 * KINDS["Cell"].pitch) / 2, 0.0)
        lines = photo.words.split("\n")
        last = len(lines) - 1
        said = [
            Set(before=0.0 if n else white, after=0.0 if n < last else white, keep=True)
            for n in range(len(lines))
        ]
        return "".join(para("Cell", run(line), how) for line, how in zip(lines, said, strict=True)) + caption
    scale = min(width / picture.width, height / picture.height)
    drawn = add_picture(
        here.word, picture.data, (picture.width * scale, picture.height * scale), next(here.numbers)
    )
    return para("Cell", drawn, Set(keep=True, grows=True)) + caption


MAKERS: dict[type, Callable[[Any, _Here], str]] = {
    Heading: _text,
    Paragraph: _text,
    Table: _table,
    Ruled: _ruled,
    Words: _words,
    Fields: _fields,
    Blanks: _blanks,
    Signed: _signed,
    Tear: _tear,
    Caption: _caption,
    Pictures: _pictures,
    Kept: _kept,
}
