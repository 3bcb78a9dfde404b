"""The Word copy: a paper's words in their order, with the page, grid and fonts of GB/T 9704.

Word breaks the lines itself, so the copy is for further editing; the PDF is the paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.errors import UserError
from reports.compose import clean
from reports.document import Document, attachment_label
from reports.docx_blocks import FALL, KINDS, blocks_xml, lead_of, rest_of, title_xml
from reports.docx_file import UNDATED, About, Foot, add_foot, finished, new_word, section
from reports.docx_form import form_bytes
from reports.docx_places import (
    PITCH,
    TITLE,
    folio_xml,
    head_xml,
    imprint_xml,
    issue_no_xml,
    letter_foot,
    signature_xml,
)
from reports.docx_xml import Set, advance, para, run
from reports.installed import current
from reports.layout import addressee_moves
from reports.papers.form import Form
from reports.papers.making import Made
from reports.style import OFFICIAL

# A lying page has its head at 订口, like a table turned on an upright one (8).
LYING = replace(
    OFFICIAL,
    paper_width=OFFICIAL.paper_height,
    paper_height=OFFICIAL.paper_width,
    top=OFFICIAL.left,
    left=OFFICIAL.paper_height - OFFICIAL.top - OFFICIAL.height,
    width=OFFICIAL.height,
    height=OFFICIAL.width,
)


def docx_of(made: Made) -> bytes:
    """Any paper as a .docx; what went out is its PDF alone and is refused in a sentence."""
    if isinstance(made, Document):
        return docx_bytes(made)
    if isinstance(made, Form):
        return form_bytes(made)
    raise UserError(f"{made.doc_no}已经印发，封存的是PDF，没有另外的Word稿；请改用.pdf结尾的文件名。")


def docx_bytes(document: Document) -> bytes:
    """The document as a .docx with styles, heads and page numbers; the same words give the same bytes."""
    word = new_word()
    feet = [add_foot(word, pages, folio_xml(even=pages == "even")) for pages in ("default", "even")]
    if document.letterhead.kind == "letter":
        feet.append(add_foot(word, "first", letter_foot()))
    signature, imprint = document.signature, document.imprint
    day = signature.date if signature else imprint.print_date if imprint else UNDATED
    office = signature.org if signature else ""
    about = About(document.title_text, document.letterhead.doc_no, office, day)
    return finished(word, "".join(_content(document, feet)), about)


# -- order -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands on pages of one kind; ``restart`` counts its pages from 1."""

    xml: list[str]
    lying: bool = False
    restart: bool = False


def _parts(document: Document) -> list[_Part]:
    """Text, bound attachments, imprint, each attachment that is not bound."""
    below = addressee_moves(document, current())
    parts = [_Part([_main(document, addressed=bool(document.addressee) and not below)])]
    for number, one in enumerate(document.attachments):
        if not one.bound:
            continue
        same = one.landscape == parts[-1].lying
        if not same:
            parts.append(_Part([], one.landscape))
        parts[-1].xml.append(_attachment(document, number, new_page=same))
    imprint = imprint_xml(document, document.addressee if below else "")
    if imprint and parts[-1].lying:  # it stands on an upright page
        parts.append(_Part([para("Anchor", "")]))  # what floats hangs on a line of its page
    parts[-1].xml.append(imprint + para("Anchor", "") if imprint else "")
    for number, one in enumerate(document.attachments):
        if not one.bound:
            parts.append(_Part([_attachment(document, number, new_page=False)], one.landscape, restart=True))
    return parts


def _content(document: Document, feet: Sequence[Foot]) -> Iterator[str]:
    """Every part with the section that describes its pages."""
    parts = _parts(document)
    for number, part in enumerate(parts):
        yield from part.xml
        page = _page(part, feet, first=number == 0)
        if part is parts[-1]:
            yield para("Anchor", "") + page
        else:
            yield para("Anchor", "", Set(section=page))


def _main(document: Document, *, addressed: bool) -> str:
    head, above = head_xml(document.letterhead)
    gap = Set(before=above, after=0.0)
    names = tuple(map(clean, document.names))
    made = head + title_xml(document.title, names, gap) + issue_no_xml(document.letterhead)
    white = OFFICIAL.addressee_gap_lines * PITCH
    if addressed:
        words = clean(document.addressee).rstrip("：:") + "："
        made += para("Addressee", run(words), Set(before=white - rest_of(TITLE) - lead_of(KINDS["Normal"])))
    else:
        made += para("Anchor", "", Set(pitch=white - rest_of(TITLE)))
    signed = document.signature is not None
    made += blocks_xml(document.body, names, keep_last=signed or bool(document.attachments))
    made += _announced(document)
    return made + (signature_xml(document.signature, clean(document.note)) if document.signature else "")


def _announced(document: Document) -> str:
    """附件说明 (7.3.4): a blank line, 附件： once, turned lines under the name."""
    count = len(document.attachments)
    made = []
    for index, one in enumerate(document.attachments):
        number = f"{index + 1}." if count > 1 else ""
        label = ("附件：" if index == 0 else "") + number
        start = (OFFICIAL.indent + (0 if index == 0 else 3)) * OFFICIAL.cell
        hang = advance(label, OFFICIAL.size, OFFICIAL.cell)
        how = Set(
            before=PITCH * OFFICIAL.note_gap_lines if index == 0 else 0.0, left=start + hang, hanging=hang
        )
        made.append(para("Attached", run(label + clean(one.title)), how))
    return "".join(made)


def _attachment(document: Document, number: int, *, new_page: bool) -> str:
    """Its number in 黑体 on line 1, its title on line 3; apart, the 文号 before the number (7.3.7)."""
    one = document.attachments[number]
    style = LYING if one.landscape else OFFICIAL
    label = attachment_label(number, len(document.attachments))
    if not one.bound:
        label = document.letterhead.doc_no + label
    above = (OFFICIAL.attachment_title_line - 1) * PITCH - PITCH - lead_of(TITLE) + lead_of(KINDS["Normal"])
    title = Set(before=above, after=PITCH - rest_of(TITLE), keep=True)
    names = tuple(map(clean, document.names))
    return (
        para("AttachmentNumber", run(label), Set(new_page=new_page))
        + title_xml((one.title,), names, title, style)
        + blocks_xml(one.blocks, names, style)
    )


def _page(part: _Part, feet: Sequence[Foot], *, first: bool) -> str:
    """A letter's first page has a foot of its own; the dash's upper edge is 7 mm under the text (7.5)."""
    style = LYING if part.lying else OFFICIAL
    folio = KINDS["Folio"]
    bottom = style.paper_height - style.top - style.height
    dash = style.folio_gap + style.folio_ink * folio.size + (1 - FALL) * folio.pitch
    own = [foot for foot in feet if first or foot.pages != "first"]
    return section(style, own, foot=bottom - dash, restart=part.restart, grid=True)
