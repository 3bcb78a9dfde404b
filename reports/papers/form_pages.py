"""A form to pages of boxes: the engine's lines, tables and flow on pages of their own measure."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from reports.boxes import Page, Rule, TextBox
from reports.compose import Line, Piece, Type, set_line, set_lines, sorts
from reports.document import Heading, Paragraph, Table
from reports.flow import Flow, Item
from reports.fonts import Metrics, Role
from reports.heads import add_title, at, centred
from reports.installed import current
from reports.layout import add_blocks
from reports.papers.form import (
    Blanks,
    Block,
    Caption,
    Fields,
    Form,
    Kept,
    Leaf,
    Pictures,
    Ruled,
    Signed,
    Tear,
    Words,
)
from reports.papers.form_pictures import add_pictures
from reports.papers.form_tables import RULE, Setting, add_fields, add_ruled
from reports.papers.listing import LANDSCAPE, PORTRAIT
from reports.style import MM, OFFICIAL, Style

# a notice is no 公文 with a red head: common margins, the body's own type and grid
LETTER = replace(OFFICIAL, top=20 * MM, left=27 * MM, height=255 * MM, pitch=26.5, table_size=12.0)
STYLES = {
    "letter": LETTER,
    "upright": replace(PORTRAIT, table_size=10.5, title_size=20.0),
    "lying": replace(LANDSCAPE, table_size=10.5, title_size=20.0),
}
SMALL = 10.5
UNDER_HEADING = 80.0  # points: a heading with two rows or lines of what it heads


def style_of(form: Form) -> Style:
    """The page it goes on."""
    return STYLES[form.page]


def form_pages(form: Form, metrics: Metrics | None = None) -> tuple[Page, ...]:
    """All leaves, each from a new page and numbered for itself."""
    known = metrics or current()
    pages: list[Page] = []
    for leaf in form.leaves:
        own = _leaf_pages(leaf, form, known)
        pages += [replace(page, number=len(pages) + place) for place, page in enumerate(own, 1)]
    return tuple(pages)


def _leaf_pages(leaf: Leaf, form: Form, metrics: Metrics) -> list[Page]:
    flow = Flow(style_of(form))
    here = Setting(flow, metrics, form.names, form.page == "letter")
    top = flow.style.top
    if leaf.aside:
        line = _set(leaf.aside, SMALL + 1.5, metrics)
        flow.draw(at(line, flow.style.left + flow.style.width - line.width, top))
    bottom = add_title(flow, (leaf.title,), form.names, metrics, top + (10 if leaf.aside else 0))
    flow.start_at(bottom + 0.7 * flow.style.title_size)
    for block in leaf.blocks:
        _add(block, here)
    pages = flow.pages()
    return [
        replace(page, texts=(*page.texts, *_foot(page, len(pages), leaf, form, metrics))) for page in pages
    ]


def _foot(page: Page, count: int, leaf: Leaf, form: Form, metrics: Metrics) -> list[TextBox]:
    style = style_of(form)
    y = style.top + style.height + 8 * MM
    boxes: list[TextBox] = []
    if form.numbered or count > 1:
        boxes += centred(_set(f"第{page.number}页，共{count}页", SMALL, metrics), y, style)
    if page.number > 1:
        boxes += at(_set(leaf.title, SMALL, metrics), style.left, style.top - 4 * MM)
    if form.office:
        boxes += at(_set(form.office, SMALL, metrics), style.left, y)
    return boxes


def _set(text: str, size: float, metrics: Metrics, role: Role = Role.SONG) -> Line:
    kind = Type(size, size)
    return set_line(sorts([Piece(text, role)], kind, metrics), kind)


# -- blocks ----------------------------------------------------------------------------------------


def _add(block: Block, here: Setting) -> None:
    if isinstance(block, Heading | Paragraph):
        _add_text(block, here)
    elif isinstance(block, Table | Ruled):
        _add_table(block if isinstance(block, Ruled) else Ruled(block), here)
    else:
        _OTHERS[type(block)](block, here)


def _add_table(block: Ruled, here: Setting) -> None:
    """An empty table is a sentence."""
    if block.table.rows:
        add_ruled(block, here)
    else:
        _add_text(Paragraph((), block.table.key, block.table.empty), here)


def _add_text(block: Heading | Paragraph, here: Setting) -> None:
    """三号 on a letter; on lists the size of what stands around the table."""
    if isinstance(block, Heading) and not here.flow.fresh and not here.flow.fits(UNDER_HEADING):
        here.flow.new_page()
    if here.letter:
        add_blocks(here.flow, (block,), here.metrics, here.names)
        return
    role = Role.HEI if isinstance(block, Heading) else Role.BODY
    indent = 0.0 if isinstance(block, Heading) else 24.0
    for item in _text_items(block.text, 12.0, role, indent, here, keep=isinstance(block, Heading)):
        here.flow.add_lines([item])


def _text_items(
    text: str, size: float, role: Role, indent: float, here: Setting, *, keep: bool = False
) -> list[Item]:
    kind = Type(size, size)
    row = sorts([Piece(text, role)], kind, here.metrics, here.names)
    lines = set_lines(row, kind, here.style.width, indent=indent)
    shift = size * here.style.ascent
    return [
        Item(size, 0.6 * size, tuple(box.moved(0.0, shift) for box in line.boxes), text=True, keep=keep)
        for line in lines
    ]


def _add_words(block: Words, here: Setting) -> None:
    """First part flush left, last flush right, those between evenly spread."""
    lines = [_set(text, block.size, here.metrics, Role.BODY) for text in block.parts]
    free = here.style.width - sum(line.width for line in lines)
    if free < (len(lines) - 1) * block.size:  # too much for one line: one under the other
        for text in block.parts:
            here.flow.add_lines(_text_items(text, block.size, Role.BODY, 0.0, here, keep=True))
        return
    gap = free / (len(lines) - 1) if len(lines) > 1 else 0.0
    x, boxes = 0.0, list[TextBox]()
    for line in lines:
        boxes += at(line, x, block.size * here.style.ascent)
        x += line.width + gap
    here.flow.add_lines([Item(block.size, 0.5 * block.size, tuple(boxes), keep=True)])


def _add_caption(block: Caption, here: Setting) -> None:
    line = _set(block.text, 18.0, here.metrics, Role.TITLE)
    boxes = at(line, (here.style.width - line.width) / 2, 18.0 * here.style.ascent)
    here.flow.add_lines([Item(18.0, 9.0, tuple(boxes), keep=True)])


def _add_blanks(block: Blanks, here: Setting) -> None:
    """Equal shares of the line; the rule takes what the label leaves."""
    size = SMALL if len(block.labels) > 2 else 12.0
    share = here.style.width / len(block.labels)
    boxes, rules = list[TextBox](), list[Rule]()
    for place, text in enumerate(block.labels):
        line = _set(text, size, here.metrics, Role.BODY)
        x, y = place * share, 12.0 + size * here.style.ascent
        boxes += at(line, x, y)
        rules.append(Rule(x + line.width + 2, y + 3, x + share - 14, y + 3, RULE))
    _place(Item(12.0 + size + 4, 8.0, tuple(boxes), tuple(rules)), here.flow)


def _add_signed(block: Signed, here: Setting) -> None:
    """The date four characters from the right edge and the office centred over it (as 7.3.5.1)."""
    kind = Type(OFFICIAL.size, OFFICIAL.cell)
    org, day = (
        set_line(sorts([Piece(text, Role.BODY)], kind, here.metrics, here.names), kind)
        for text in (block.org, block.day)
    )
    pitch, right = here.style.pitch, here.style.width
    centre = right - 4 * kind.cell - day.width / 2
    first = pitch + kind.size * here.style.ascent
    left = min(centre - org.width / 2, right - org.width)
    boxes = (*at(org, left, first), *at(day, centre - day.width / 2, first + pitch))
    _place(Item(2 * pitch + kind.size, 10.0, tuple(boxes)), here.flow)


def _add_tear(block: Tear, here: Setting) -> None:
    """Dashes from edge to edge, interrupted by the words."""
    line = _set(block.words, SMALL, here.metrics)
    y, middle = 16.0, here.style.width / 2
    rules = [
        Rule(x, y, min(x + 6.0, here.style.width), y, RULE)
        for x in _steps(0.0, here.style.width, 10.0)
        if abs(x + 3 - middle) > line.width / 2 + 8
    ]
    boxes = at(line, middle - line.width / 2, y + 3.5)
    _place(Item(22.0, 8.0, tuple(boxes), tuple(rules)), here.flow)


def _steps(start: float, end: float, step: float) -> Iterable[float]:
    while start < end:
        yield start
        start += step


def _add_kept(block: Kept, here: Setting) -> None:
    """Measured on a page of its own first."""
    trial = Flow(replace(here.style, height=10_000.0))
    for one in block.blocks:
        _add(one, replace(here, flow=trial))
    if not here.flow.fresh and not here.flow.fits(trial.text_bottom() - trial.style.top):
        here.flow.new_page()
    for one in block.blocks:
        _add(one, here)


def _place(item: Item, flow: Flow) -> None:
    if not flow.fits(item.height) and not flow.fresh:
        flow.new_page()
    flow.place(item)


_OTHERS: dict[type, Callable[..., None]] = {
    Words: _add_words,
    Fields: add_fields,
    Blanks: _add_blanks,
    Signed: _add_signed,
    Tear: _add_tear,
    Caption: _add_caption,
    Pictures: add_pictures,
    Kept: _add_kept,
}
