"""Document and measurements to pages of positioned boxes, by GB/T 9704-2012. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.boxes import Layout, Page, Rule, TextBox
from reports.compose import BODY_TYPE, Piece, clean, set_lines, sorts
from reports.document import Attachment, Block, Document, Heading, Paragraph, Table, attachment_label
from reports.flow import Flow, Item, line_item
from reports.fonts import Metrics, Role
from reports.heads import add_issue_no, add_letterhead, add_title, at, folio, number_lines
from reports.imprint import add_imprint, imprint_height
from reports.signature import add_signature
from reports.style import OFFICIAL, Style
from reports.tables import add_table

HEADING_ROLES = {1: Role.HEI, 2: Role.KAI}  # 7.3.3; levels 3 and 4 as the body


def lay_out(document: Document, metrics: Metrics, style: Style = OFFICIAL) -> Layout:
    """Set the whole document so that page 1 shows body text and the seal's page carries some."""
    flow, _ = _best_flow(document, metrics, style)
    pages = [
        replace(page, texts=(*page.texts, *folio(page.number, metrics, style))) if sheet.numbered else page
        for sheet, page in zip(flow.sheets, flow.pages(), strict=True)
    ]
    for number, attachment in enumerate(document.attachments):
        if not attachment.bound:
            pages += _apart(document, number, metrics, style)
    numbered = tuple(replace(page, number=number) for number, page in enumerate(pages, 1))
    return Layout(numbered, _missing(document, metrics), _replaced(document, metrics))


def addressee_moves(document: Document, metrics: Metrics, style: Style = OFFICIAL) -> bool:
    """Whether 主送 leaves page 1 for the imprint, so that page 1 shows body text (7.3.2)."""
    return bool(document.addressee) and _best_flow(document, metrics, style)[1]


def _best_flow(document: Document, metrics: Metrics, style: Style) -> tuple[Flow, bool]:
    """The first way to set it that the standard allows, the plainest where none does; whether 主送 moved."""
    tried: list[tuple[Flow, bool]] = []
    for flow, below in _attempts(document, metrics, style):
        tried.append((flow, below))
        signed = [sheet for sheet in flow.sheets if sheet.signed]
        if flow.sheets[0].says and all(sheet.says for sheet in signed):
            return flow, below
    return tried[0]


def _attempts(document: Document, metrics: Metrics, style: Style) -> Iterator[tuple[Flow, bool]]:
    """As it is; with the addressee in the imprint (7.3.2); with a narrower pitch (7.3.5.5); with both."""
    tight = replace(
        style,
        pitch=style.tight_pitch,
        title_pitch=style.tight_title_pitch,
        mark_size=style.tight_mark_size,
        joint_height=style.tight_joint_height,
    )
    for kind in (style, tight):
        yield _flowed(document, metrics, kind), False
        if document.addressee and document.imprint is not None:
            yield _flowed(document, metrics, kind, addressee_below=True), True


def _flowed(document: Document, metrics: Metrics, style: Style, *, addressee_below: bool = False) -> Flow:
    flow = Flow(style)
    _add_head(flow, document, metrics)
    if document.addressee and not addressee_below:
        _add_addressee(flow, document, metrics)
    add_blocks(flow, document.body, metrics, document.names)
    note_lines = _add_note(flow, document.attachments, metrics, document.names)
    bound = [number for number, attachment in enumerate(document.attachments) if attachment.bound]
    # without attachments the imprint is to share the seal's page rather than stand alone
    imprint = imprint_height(document, metrics, style)
    reserve = imprint + style.pitch / 2 if imprint and not bound else 0.0
    add_signature(flow, document, metrics, note_lines, reserve)
    for number in bound:
        _add_attachment(flow, document, number, metrics)
    add_imprint(flow, document, document.addressee if addressee_below else "", metrics)
    if document.letterhead.kind == "letter" and len(flow.sheets) > 1:
        flow.stretch()  # 10.1: the last line on page 1 stands right above the second double rule
    return flow


def _add_head(flow: Flow, document: Document, metrics: Metrics) -> None:
    style = flow.style
    top = add_letterhead(flow, document.letterhead, metrics)
    y = add_title(flow, document.title, document.names, metrics, top)
    if document.letterhead.kind == "plain" and document.letterhead.doc_no:
        y = add_issue_no(flow, document.letterhead.doc_no, metrics, y)
    flow.start_at(y + style.addressee_gap_lines * style.pitch)


def _add_addressee(flow: Flow, document: Document, metrics: Metrics) -> None:
    """7.3.2: flush left, turned lines too, a full-width colon at the end."""
    piece = Piece(document.addressee.rstrip("：:") + "：", Role.BODY, "addressee")
    row = sorts([piece], BODY_TYPE, metrics, document.names)
    lines = set_lines(row, BODY_TYPE, flow.style.width, names=document.names)
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
    lines = set_lines(row, BODY_TYPE, style.width, indent=style.indent * style.cell, names=names)
    return [line_item(line, style, keep=True) for line in lines]


def _paragraph_items(
    paragraph: Paragraph, style: Style, metrics: Metrics, names: Sequence[str], lead_role: Role = Role.KAI
) -> list[Item]:
    pieces = [Piece(paragraph.lead, lead_role, paragraph.key)] if paragraph.lead else []
    pieces += [Piece(span.text, Role.BODY, span.key or paragraph.key, span.ref) for span in paragraph.spans]
    row = sorts(pieces, BODY_TYPE, metrics, names)
    indent = style.indent * style.cell if paragraph.indent else 0.0
    lines = set_lines(row, BODY_TYPE, style.width, indent=indent, names=names)
    return [line_item(line, style) for line in lines]


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
    lines = set_lines(row, BODY_TYPE, style.width, indent=left, hang=hang, names=names)
    return [line_item(line, style) for line in lines]


def _add_attachment(flow: Flow, document: Document, number: int, metrics: Metrics) -> None:
    """From a new page (7.3.7)."""
    attachment = document.attachments[number]
    if not attachment.landscape:
        if not flow.blank:
            flow.new_page()
        _fill_attachment(flow, document, number, metrics)
        return
    style = flow.style
    lying = Flow(replace(style, top=0.0, left=0.0, width=style.height, height=style.width))
    _fill_attachment(lying, document, number, metrics)
    for page in lying.pages():
        if not flow.blank:
            flow.new_page()
        flow.draw(*_turned(page, style))
        flow.sheet.closed = True


def _turned(page: Page, style: Style) -> tuple[list[TextBox], list[Rule]]:
    """A lying page on an upright one: its head at the left, 订口 on odd and 切口 on even pages (8)."""
    left, bottom = style.left, style.top + style.height
    texts = [replace(box, x=left + box.y, y=bottom - box.x, turned=True) for box in page.texts]
    rules = [
        replace(rule, x0=left + rule.y0, y0=bottom - rule.x0, x1=left + rule.y1, y1=bottom - rule.x1)
        for rule in page.rules
    ]
    return texts, rules


def _fill_attachment(flow: Flow, document: Document, number: int, metrics: Metrics) -> None:
    """Its number in 黑体 on line 1, apart after the 文号; its title centred on line 3 (7.3.7)."""
    style = flow.style
    attachment = document.attachments[number]
    label = attachment_label(number, len(document.attachments))
    if not attachment.bound:
        label = document.letterhead.doc_no + label
    lines = number_lines(label, style.width, metrics, Role.HEI, "attachments")
    for place, line in enumerate(lines):
        flow.draw(at(line, style.left, style.top + place * style.pitch + style.ascent * style.size))
    top = style.top + (style.attachment_title_line + len(lines) - 2) * style.pitch
    y = add_title(flow, (attachment.title,), document.names, metrics, top)
    flow.start_at(y + style.pitch)
    add_blocks(flow, attachment.blocks, metrics, document.names)


def _apart(document: Document, number: int, metrics: Metrics, style: Style) -> list[Page]:
    """The pages of an attachment that is not bound with the text, numbered from 1."""
    flow = Flow(style)
    _add_attachment(flow, document, number, metrics)
    return [replace(page, texts=(*page.texts, *folio(page.number, metrics, style))) for page in flow.pages()]


def _missing(document: Document, metrics: Metrics) -> tuple[str, ...]:
    """Characters that end as 〓: every chain ends in 宋体, so one role answers for all."""
    letters = {char for text in document.words() for char in clean(text)}
    return tuple(sorted(char for char in letters if not metrics.glyph(char, Role.BODY).found))


def _replaced(document: Document, metrics: Metrics) -> tuple[str, ...]:
    """Names, else single characters, that 仿宋 cannot draw but another font can."""
    text = "".join(clean(text) for text in document.words())
    names = [name for name in document.names if name in text and not metrics.covers(name, Role.BODY)]
    inside = {char for name in names for char in name}
    others = sorted(char for char in set(text) - inside if not metrics.covers(char, Role.BODY))
    return (*dict.fromkeys(names), *(char for char in others if metrics.glyph(char, Role.BODY).found))
