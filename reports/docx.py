"""The Word copy: a document's words in its order, with the page, grid and fonts of GB/T 9704.

Word breaks the lines itself, so the copy is for further editing; the PDF is the paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.compose import clean
from reports.document import Document, attachment_label
from reports.docx_blocks import FALL, KINDS, blocks_xml, lead_of, rest_of, title_xml
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
from reports.docx_template import char_space, template, twips
from reports.docx_xml import Set, advance, para, run
from reports.style import MM, OFFICIAL

COMMENT = "本文件由包保台账导出，供修改、留用；以PDF为准。"
_RIGHT = 26 * MM  # 5.2.1: what 订口 28 and 版心 156 leave
_BOTTOM = 35 * MM
_UNDATED = date(2000, 1, 1)
MOST = 255  # characters a property may have
LYING = replace(OFFICIAL, width=OFFICIAL.height, height=OFFICIAL.width)


def docx_bytes(document: Document) -> bytes:
    """The document as a .docx with styles, heads and page numbers; the same words give the same bytes."""
    word = docx.Document(BytesIO(template()))
    feet = _Feet.of(word, letter=document.letterhead.kind == "letter")
    _fill(word, "".join(_content(document, feet)))
    _describe(word, document)
    return _fixed(word)


# -- order -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands on pages of one kind; ``restart`` counts its pages from 1."""

    xml: list[str]
    lying: bool = False
    restart: bool = False


def _parts(document: Document) -> list[_Part]:
    """Text, bound attachments, imprint, each attachment that is not bound."""
    parts = [_Part([_main(document)])]
    for number, one in enumerate(document.attachments):
        if not one.bound:
            continue
        same = one.landscape == parts[-1].lying
        if not same:
            parts.append(_Part([], one.landscape))
        parts[-1].xml.append(_attachment(document, number, new_page=same))
    imprint = imprint_xml(document)
    if imprint and parts[-1].lying:  # it stands on an upright page
        parts.append(_Part([]))
    parts[-1].xml.append(imprint)
    for number, one in enumerate(document.attachments):
        if not one.bound:
            parts.append(_Part([_attachment(document, number, new_page=False)], one.landscape, restart=True))
    return parts


def _content(document: Document, feet: "_Feet") -> Iterator[str]:
    """Every part with the section that describes its pages."""
    parts = _parts(document)
    for number, part in enumerate(parts):
        yield from part.xml
        section = feet.section(part, first=number == 0)
        if part is parts[-1]:
            yield para("Anchor", "") + section
        else:
            yield para("Anchor", "", Set(section=section))


def _main(document: Document) -> str:
    head, above = head_xml(document.letterhead)
    gap = Set(before=above, after=0.0)
    names = tuple(map(clean, document.names))
    made = head + title_xml(document.title, names, gap) + issue_no_xml(document.letterhead)
    white = OFFICIAL.addressee_gap_lines * PITCH
    if document.addressee:
        words = clean(document.addressee).rstrip("：:") + "："
        made += para("Addressee", run(words), Set(before=white - rest_of(TITLE) - lead_of(KINDS["Normal"])))
    else:
        made += para("Anchor", "", Set(pitch=white - rest_of(TITLE)))
    signed = document.signature is not None
    made += blocks_xml(document.body, keep_last=signed or bool(document.attachments))
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
        + title_xml((one.title,), names, title, style.width)
        + blocks_xml(one.blocks, style)
    )


# -- pages -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Feet:
    """The parts that hold the page numbers, by their relation ids."""

    odd: str
    even: str
    first: str = ""  # a letter's first page has its own

    @classmethod
    def of(cls, word: Word, *, letter: bool) -> "_Feet":
        odd, even = (_foot(word, folio_xml(even=even)) for even in (False, True))
        return cls(odd, even, _foot(word, letter_foot()) if letter else "")

    def section(self, part: _Part, *, first: bool) -> str:
        """The page: A4, margins 37, 35, 28 and 26 mm, 22 lines of 28 characters (5.1, 5.2)."""
        own_first = first and bool(self.first)
        kinds = [("default", self.odd), ("even", self.even), *([("first", self.first)] if own_first else [])]
        refs = "".join(f'<w:footerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in kinds)
        return (
            f'<w:sectPr>{refs}<w:type w:val="nextPage"/>{_paper(lying=part.lying)}'
            + ('<w:pgNumType w:start="1"/>' if part.restart else "")
            + '<w:cols w:space="425"/>'
            + ("<w:titlePg/>" if own_first else "")
            + f'<w:docGrid w:type="linesAndChars" w:linePitch="{twips(PITCH)}" '
            + f'w:charSpace="{char_space()}"/></w:sectPr>'
        )


def _paper(*, lying: bool) -> str:
    """A lying page has its head at 订口, like a table turned on an upright one (8)."""
    style = OFFICIAL
    size = (style.paper_width, style.paper_height)
    margins = (style.top, _RIGHT, _BOTTOM, style.left)
    if lying:
        size, margins = size[::-1], (style.left, style.top, _RIGHT, _BOTTOM)
    top, right, bottom, left = map(twips, margins)
    # the dash's upper edge 7 mm under the type area (7.5)
    folio = KINDS["Folio"]
    dash = style.folio_gap + style.folio_ink * folio.size + (1 - FALL) * folio.pitch
    return (
        f'<w:pgSz w:w="{twips(size[0])}" w:h="{twips(size[1])}"'
        + (' w:orient="landscape"' if lying else "")
        + f'/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        + f'w:header="{twips(15 * MM)}" w:footer="{twips(margins[2] - dash)}" w:gutter="0"/>'
    )


# -- the file --------------------------------------------------------------------------------------


def _foot(word: Word, inner: str) -> str:
    made: tuple[XmlPart, str] = word.part.add_footer_part()  # type: ignore[no-untyped-call]
    element, relation = made[0].element, made[1]
    for child in list(element):
        element.remove(child)
    for child in _parsed(inner):
        element.append(child)
    return relation


def _fill(word: Word, inner: str) -> None:
    body = word.element.body
    for child in list(body):
        body.remove(child)
    for child in _parsed(inner):
        body.append(child)


def _parsed(inner: str) -> list[BaseOxmlElement]:
    root = parse_xml(f"<w:body {nsdecls('w', 'r')}>{inner}</w:body>")
    return list(root)


def _describe(word: Word, document: Document) -> None:
    """Properties without a person's name; the day is the paper's, so that its bytes do not change."""
    signature, imprint = document.signature, document.imprint
    day = signature.date if signature else imprint.print_date if imprint else _UNDATED
    about = word.core_properties
    about.title = clean(document.title_text)[:MOST]
    about.subject = clean(document.letterhead.doc_no)[:MOST]
    about.author = clean(signature.org)[:MOST] if signature else ""
    about.last_modified_by = ""
    about.comments = COMMENT
    about.created = about.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no clock
    about.revision = 1


def _fixed(word: Word) -> bytes:
    """The same parts in a container that carries no clock and no system of its own."""
    made, fixed = BytesIO(), BytesIO()
    word.save(made)
    with ZipFile(made) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name)  # 1980-01-01
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
