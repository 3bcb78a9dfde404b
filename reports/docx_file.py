"""The container of a Word copy: pages, feet, properties, and bytes that carry no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.parts.hdrftr import FooterPart

from reports.compose import clean
from reports.docx_template import char_space, grid_pitch, template, twips
from reports.style import MM, Style

COMMENT = "本文件由包保台账导出，供修改、留用；以PDF为准。"
MOST = 255  # characters a property may have
EMU = 12700  # of Office's own units in a point
UNDATED = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class About:
    """Properties without a person's name; the day is the paper's, so that its bytes do not change."""

    title: str
    subject: str = ""
    office: str = ""
    day: date = UNDATED


@dataclass(frozen=True, slots=True)
class Foot:
    """A part that holds a page number, on which pages: default (odd), even or first."""

    pages: str
    relation: str


def new_word() -> Word:
    """An empty file with our styles."""
    return docx.Document(BytesIO(template()))


def add_foot(word: Word, pages: str, inner: str) -> Foot:
    """A foot made of the given paragraphs.

    Made here: python-docx would read its own from a folder that the frozen program does not have.
    """
    package = word.part.package
    assert package is not None
    name = package.next_partname("/word/footer%d.xml")
    element = parse_xml(f"<w:ftr {nsdecls('w', 'r')}>{inner}</w:ftr>")
    return Foot(pages, word.part.relate_to(FooterPart(name, CT.WML_FOOTER, element, package), RT.FOOTER))


def add_picture(word: Word, data: bytes, size: tuple[float, float], number: int) -> str:
    """A JPEG into the file; returns the run that shows it as large as ``size``, within the line."""
    relation, _ = word.part.get_or_add_image(BytesIO(data))
    across, down = (round(points * EMU) for points in size)
    name = f'id="{number}" name="照片{number}"'
    return (
        f"<w:r><w:drawing><wp:inline {nsdecls('wp', 'a', 'pic', 'r')} "
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr {name}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def section(
    style: Style, feet: Sequence[Foot], *, foot: float, restart: bool = False, grid: bool = False
) -> str:
    """The page of a style (5.1, 5.2.1); ``foot`` is from the paper's lower edge to that of its foot.

    ``grid``: the standard's lines and characters (5.2.3).
    """
    right = style.paper_width - style.left - style.width
    bottom = style.paper_height - style.top - style.height
    margins = (("top", style.top), ("right", right), ("bottom", bottom), ("left", style.left))
    sides = "".join(f'w:{side} ="{twips(value)}" '.replace(" =", "=") for side, value in margins)
    lying = ' w:orient="landscape"' if style.paper_width > style.paper_height else ""
    refs = "".join(f'<w:footerReference w:type="{one.pages}" r:id="{one.relation}"/>' for one in feet)
    lines = f' w:type="linesAndChars" w:linePitch="{twips(grid_pitch())}" w:charSpace="{char_space()}"'
    return (
        f'<w:sectPr>{refs}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(style.paper_width)}" w:h="{twips(style.paper_height)}"{lying}/>'
        f'<w:pgMar {sides}w:header="{twips(15 * MM)}" w:footer="{twips(foot)}" w:gutter="0"/>'
        + ('<w:pgNumType w:start="1"/>' if restart else "")
        + '<w:cols w:space="425"/>'
        + ("<w:titlePg/>" if any(one.pages == "first" for one in feet) else "")
        + (f"<w:docGrid{lines}/>" if grid else "")
        + "</w:sectPr>"
    )


def finished(word: Word, inner: str, about: About) -> bytes:
    """The file with its text and properties; the same words give the same bytes."""
    body = word.element.body
    for child in list(body):
        body.remove(child)
    for child in list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{inner}</w:body>")):
        body.append(child)
    day = about.day
    known = word.core_properties
    known.title, known.subject = clean(about.title)[:MOST], clean(about.subject)[:MOST]
    known.author, known.last_modified_by = clean(about.office)[:MOST], ""
    known.comments, known.revision = COMMENT, 1
    known.created = known.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no clock
    made = BytesIO()
    word.save(made)
    return _without_clock(made)


def _without_clock(made: BytesIO) -> bytes:
    """The same parts in a container with fixed times and no system of its own."""
    fixed = BytesIO()
    with ZipFile(made) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name)  # 1980-01-01
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
