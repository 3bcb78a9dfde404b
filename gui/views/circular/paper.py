"""A month's facts to lines, pages and bytes, away from the GUI thread."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.rules.circular import Rows, Sentence
from core.rules.circular_edits import Edits, Own
from gui.preview import Place
from gui.views.circular.lines import Line, lines_of

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from reports.boxes import Page, TextBox
    from reports.document import Document

NEAR = 6  # points between two lines that still count as one of them


@dataclass(frozen=True, slots=True)
class Box:
    """Printed words on the screen page: where, of which sentence, from which rows."""

    place: Place
    key: str
    rows: Rows | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """Pages on the screen with what is printed where; the first ``body`` of them hold the text."""

    pages: "tuple[Page, ...]"
    boxes: tuple[Box, ...]
    body: int

    def places(self, key: str) -> list[Place]:
        """Where a sentence is printed."""
        return [box.place for box in self.boxes if box.key == key]

    def at(self, page: int, x: float, y: float) -> Box | None:
        """What is printed at a point; between two lines the nearer one."""
        for box in self.boxes:
            place = box.place
            across = place.width < place.height  # a turned line runs up the page: the gap is at its sides
            aside, above = (NEAR, 0) if across and len(box.text) > 1 else (0, NEAR)
            inside = place.x - aside <= x <= place.x + place.width + aside
            if place.page == page and inside and place.y - above <= y <= place.y + place.height + above:
                return box
        return None


@dataclass(frozen=True, slots=True)
class Composed(Printing):
    """A draft ready to be shown; ``substituted`` are the roles another font plays."""

    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    title: str
    pdf: bytes
    missing: tuple[str, ...]
    fonts: tuple[str, ...]
    substituted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Live(Printing):
    """What typing changed: ``numbers`` are the pages that ``pdf`` holds; None: it holds all of them."""

    pdf: bytes
    numbers: tuple[int, ...] | None


def compose(state: "MonthState") -> Composed:
    """Sentences, pages and PDF of the month's draft."""
    from reports.fonts import roles_in_words
    from reports.installed import current
    from reports.layout import lay_out
    from reports.papers.circular import build, sentences
    from reports.pdf import render

    assert state.facts is not None
    document = build(state.facts, state.writing)
    fonts = current()
    layout = lay_out(document, fonts)
    return Composed(
        pages=layout.pages,
        boxes=_boxes(layout.pages),
        body=len(_body(document)),
        lines=lines_of(state),
        sentences=sentences(state.facts, state.writing),
        title=document.title_text,
        pdf=render(layout.pages, document.title_text, state.facts.office.name),
        missing=layout.missing,
        fonts=roles_in_words(fonts.files),
        substituted=tuple(role.value for role, file in fonts.files.items() if file.substitute),
    )


def compose_live(state: "MonthState", edits: Edits, shown: "tuple[Page, ...]", body: int) -> Live:
    """The text set again with what is being written; only pages not ``shown`` already are painted.

    The attachments stay as they are behind the first ``body`` pages: setting their tables took three
    quarters of the time, and painting embeds fonts anew. A text of another number of pages is set whole.
    """
    from reports.installed import current
    from reports.layout import lay_out
    from reports.papers.circular import build
    from reports.pdf import render

    assert state.facts is not None
    document = build(state.facts, edits)
    text = _body(document)
    if len(text) != body:
        pages = lay_out(document, current()).pages
        return Live(pages, _boxes(pages), len(text), render(pages, document.title_text), None)
    numbers = tuple(n for n, (new, old) in enumerate(zip(text, shown, strict=False)) if new != old)
    pdf = render([text[number] for number in numbers], document.title_text) if numbers else b""
    return Live((*text, *shown[body:]), _boxes(text), body, pdf, numbers)


def _body(document: "Document") -> "tuple[Page, ...]":
    """The pages of the text, its note of attachments included: an attachment without rows takes one page."""
    from reports.installed import current
    from reports.layout import lay_out

    bare = tuple(replace(one, blocks=()) for one in document.attachments)
    pages = lay_out(replace(document, attachments=bare), current()).pages
    return pages[: len(pages) - len(bare)]


def provisional(writing: Edits, line: Line, text: str, keys: list[str]) -> Edits:
    """The edits with what is being written; ``keys`` are those of its section when it is a new paragraph."""
    if keys:
        order = (*(key for key in writing.order if key not in keys), *keys)
        return replace(writing, own=(*writing.own, Own(line.key, line.section, text)), order=order)
    if line.own:
        own = tuple(replace(one, text=text) if one.key == line.key else one for one in writing.own)
        return replace(writing, own=own)
    return replace(writing, texts={**writing.texts, line.key: text})


def _boxes(pages: "tuple[Page, ...]") -> tuple[Box, ...]:
    return tuple(
        Box(_place(number, text), text.key, text.ref, text.text)
        for number, page in enumerate(pages)
        for text in page.texts
        if text.key
    )


def _place(page: int, text: "TextBox") -> Place:
    """Where the words lie on the page as it is seen, those of a lying table turned with it."""
    from reports.boxes import place_of

    left, upper, right, lower = place_of(text)
    return Place(page, left, upper, right - left, lower - upper)
