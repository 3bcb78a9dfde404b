"""Painter: boxes to PDF bytes. It decides nothing, and the same boxes give the same bytes."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from reports.boxes import Page, PictureBox, Rule, TextBox
from reports.compose import clean
from reports.style import OFFICIAL, Style

BLOCK = 100  # a bfchar block holds at most 100 entries (Adobe technical note 5411)


def render(pages: Sequence[Page], title: str, author: str = "", style: Style = OFFICIAL) -> bytes:
    """Draw the pages as one PDF with embedded fonts and copyable text, on the style's paper."""
    target = BytesIO()
    size = (style.paper_width, style.paper_height)
    font: Any = _some_font(pages)  # typed as a number in ReportLab's stubs
    canvas = Canvas(target, pagesize=size, invariant=1, pageCompression=1, initialFontName=font)
    canvas.setTitle(clean(title))
    canvas.setAuthor(clean(author))
    canvas.setCreator("包保台账")
    for page in pages:
        _draw_pictures(canvas, page.pictures, style.paper_height)
        _draw_rules(canvas, page.rules, style.paper_height)
        _draw_texts(canvas, page.texts, style.paper_height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _some_font(pages: Sequence[Page]) -> str | None:
    """A font of the paper: otherwise a Helvetica that is never embedded would be listed."""
    return next((box.font for page in pages for box in page.texts), None)


def _draw_pictures(canvas: Canvas, boxes: Iterable[PictureBox], height: float) -> None:
    """A JPEG goes in as it is; the same one drawn twice is kept once."""
    for box in boxes:
        place = (box.x, height - box.y - box.height, box.width, box.height)
        canvas.drawImage(ImageReader(BytesIO(box.data)), *place)


def _draw_rules(canvas: Canvas, rules: Iterable[Rule], height: float) -> None:
    for rule in rules:
        canvas.setStrokeColorCMYK(*rule.colour)
        canvas.setLineWidth(rule.thickness)
        canvas.line(rule.x0, height - rule.y0, rule.x1, height - rule.y1)


def _draw_texts(canvas: Canvas, boxes: Iterable[TextBox], height: float) -> None:
    text: PDFTextObject = canvas.beginText()
    colour, spacing, font = None, 0.0, ("", 0.0)
    for box in boxes:
        if box.colour != colour:
            colour = box.colour
            text.setFillColorCMYK(*colour)
        if box.spacing != spacing:
            spacing = box.spacing
            text.setCharSpace(spacing)
        if (box.font, box.size) != font:
            font = (box.font, box.size)
            text.setFont(*font)
        if box.turned:
            text.setTextTransform(0, 1, -1, 0, box.x, height - box.y)  # a quarter turn to the left
        else:
            text.setTextOrigin(box.x, height - box.y)
        text.textOut(box.text)
    canvas.drawText(text)


def _to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """A ToUnicode map that also serves characters above U+FFFF, as surrogate pairs.

    ReportLab 5.1 writes them with five hex digits, which copies as another character.
    """
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset)
    ]
    blocks = [entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _patch() -> None:
    module: Any = ttfonts
    module.makeToUnicodeCMap = _to_unicode
    rl_config.warnOnMissingFontGlyphs = 0


_patch()
