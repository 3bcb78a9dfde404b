"""Document and measurements to pages of positioned boxes, by GB/T 9704-2012. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from reports.boxes import Layout, Page
from reports.closing import add_imprint, add_signature
from reports.compose import BODY_TYPE, Piece, clean, set_line, set_lines, sorts
from reports.document import Attachment, Block, Document, Heading, Paragraph, Table, attachment_label
from reports.flow import Flow, Item, line_item
from reports.fonts import Metrics, Role
from reports.heads import add_letterhead, add_title, folio
from reports.style import OFFICIAL, Style
from reports.tables import add_table

HEADING_ROLES = {1: Role.HEI, 2: Role.KAI}  # 7.3.3; levels 3 and 4 as the body


def lay_out(document: Document, metrics: Metrics, style: Style = OFFICIAL) -> Layout:
    """Set the whole document; the addressee moves to the imprint when it would push the body off page 1."""
    flow = _flowed(document, metrics, style)
    if not any(item.text for _, item in flow.sheets[0].items) and document.addressee:
        flow = _flowed(document, metrics, style, addressee_below=True)  # 7.3.2
    pages = tuple(_numbered(page, metrics, style) for page in flow.pages())
    return Layout(pages, _missing(document, metrics))


def _flowed(document: Document, metrics: Metrics, style: Style, *, addressee_below: bool = False) -> Flow:
    flow = Flow(style)
    y = add_letterhead(flow, document.letterhead, metrics)
    y = add_title(flow, document.title, document.names, metrics, y + style.title_gap_lines * style.pitch)
    flow.start_at(y + style.addressee_gap_lines * style.pitch)
    if document.addressee and not addressee_below:
        _add_addressee(flow, document, metrics)
    add_blocks(flow, document.body, metrics, document.names)
    note_lines = _add_note(flow, document.attachments, metrics, document.names)
    add_signature(flow, document, metrics, note_lines)
    for index, attachment in enumerate(document.attachments):
        _add_attachment(
            flow, attachment, attachment_label(index, len(document.attachments)), metrics, document.names
        )
    addressee = document.addressee if addressee_below else ""
    add_imprint(flow, document.imprint, addressee, metrics)
    return flow


def _add_addressee(flow: Flow, document: Document, metrics: Metrics) -> None:
    """7.3.2: flush left, turned lines too, a full-width colon at the end."""
    piece = Piece(document.addressee.rstrip("：:") + "：", Role.BODY, "addressee")
    lines = set_lines(sorts([piece], BODY_TYPE, metrics, document.names), BODY_TYPE, flow.style.width)
    flow.add_lines([line_item(line, flow.style, text=False) for line in lines])


def add_blocks(flow: Flow, blocks: Sequence[Block], metrics: Metrics, names: Sequence[str]) -> None:
    """Set headings, paragraphs and tables one after another."""
    for block in blocks:
        if isinstance(block, Table):
            if block.rows:
                add_table(flow, block, metrics, names)
                continue
            block = Paragraph((), block.key, block.empty)  # noqa: PLW2901 - an empty table is a sentence
            flow.add_lines(_paragraph_items(block, flow.style, metrics, names, lead_role=Role.BODY))
        elif isinstance(block, Heading):
            flow.add_lines(_heading_items(block, flow.style, metrics, names))
        else:
            flow.add_lines(_paragraph_items(block, flow.style, metrics, names))


def _heading_items(heading: Heading, style: Style, metrics: Metrics, names: Sequence[str]) -> list[Item]:
    role = HEADING_ROLES.get(heading.level, Role.BODY)
    row = sorts([Piece(heading.text, role, heading.key)], BODY_TYPE, metrics, names)
    lines = set_lines(row, BODY_TYPE, style.width, indent=style.indent * style.cell)
    return [line_item(line, style, keep=True) for line in lines]


def _paragraph_items(
    paragraph: Paragraph, style: Style, metrics: Metrics, names: Sequence[str], lead_role: Role = Role.KAI
) -> list[Item]:
    pieces = [Piece(paragraph.lead, lead_role, paragraph.key)] if paragraph.lead else []
    pieces += [Piece(span.text, Role.BODY, span.key or paragraph.key, span.ref) for span in paragraph.spans]
    row = sorts(pieces, BODY_TYPE, metrics, names)
    indent = style.indent * style.cell if paragraph.indent else 0.0
    return [line_item(line, style) for line in set_lines(row, BODY_TYPE, style.width, indent=indent)]


def _add_note(flow: Flow, attachments: Sequence[Attachment], metrics: Metrics, names: Sequence[str]) -> int:
    """附件说明 (7.3.4): a blank line, 附件： once, no mark after a name, turned lines under the name."""
    items: list[Item] = []
    for index, attachment in enumerate(attachments):
        number = f"{index + 1}." if len(attachments) > 1 else ""
        items += _note_items(
            ("附件：" if index == 0 else "") + number, attachment.title, flow.style, metrics, names
        )
    if items:
        flow.skip_lines(flow.style.note_gap_lines)
        flow.add_lines(items)
    return len(items)


def _note_items(label: str, title: str, style: Style, metrics: Metrics, names: Sequence[str]) -> list[Item]:
    left = style.indent * style.cell + (0.0 if label.startswith("附") else 3 * style.cell)
    lead = sorts([Piece(label, Role.BODY, "attachments")], BODY_TYPE, metrics)
    row = [*lead, *sorts([Piece(title, Role.BODY, "attachments")], BODY_TYPE, metrics, names)]
    hang = left + sum(sort.width for sort in lead)
    return [line_item(line, style) for line in set_lines(row, BODY_TYPE, style.width, indent=left, hang=hang)]


def _add_attachment(
    flow: Flow, attachment: Attachment, label: str, metrics: Metrics, names: Sequence[str]
) -> None:
    """A new page, its number in 黑体 on line 1, its title centred on line 3 (7.3.7)."""
    style = flow.style
    flow.new_page()
    line = set_line(sorts([Piece(label, Role.HEI, "attachments")], BODY_TYPE, metrics), BODY_TYPE)
    flow.draw(box.moved(style.left, style.top + style.ascent * style.size) for box in line.boxes)
    top = style.top + (style.attachment_title_line - 1) * style.pitch
    y = add_title(flow, (attachment.title,), names, metrics, top)
    flow.start_at(y + style.pitch)
    add_blocks(flow, attachment.blocks, metrics, names)


def _numbered(page: Page, metrics: Metrics, style: Style) -> Page:
    return replace(page, texts=(*page.texts, *folio(page.number, metrics, style)))


def _missing(document: Document, metrics: Metrics) -> tuple[str, ...]:
    """Characters that end as 〓: every chain ends in 宋体, so one role answers for all."""
    letters = {char for text in document.words() for char in clean(text)}
    return tuple(sorted(char for char in letters if not metrics.glyph(char, Role.BODY).found))
