"""A month's facts to lines, pages and bytes, away from the GUI thread."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.rules.circular import Rows, Sentence
from core.rules.circular_edits import Edits, Own
from gui.preview import Place
from gui.views.circular.lines import Line, lines_of

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from reports.boxes import Layout, Page


@dataclass(frozen=True, slots=True)
class Box:
    """Printed words on the screen page: where, of which sentence, from which rows."""

    place: Place
    key: str
    rows: Rows | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """Pages on the screen with what is printed where."""

    pages: "tuple[Page, ...]"
    boxes: tuple[Box, ...]

    def places(self, key: str) -> list[Place]:
        """Where a sentence is printed."""
        return [box.place for box in self.boxes if box.key == key]

    def at(self, page: int, x: float, y: float) -> Box | None:
        """What is printed at a point; between two lines the nearer one."""
        for box in self.boxes:
            place = box.place
            inside = place.x <= x <= place.x + place.width
            if place.page == page and inside and place.y - 6 <= y <= place.y + place.height + 6:
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
    from reports.fonts import BUNDLED, bundled, roles_in_words
    from reports.layout import lay_out
    from reports.papers.circular import build, sentences
    from reports.pdf import render

    assert state.facts is not None
    document = build(state.facts, state.writing)
    layout = lay_out(document, bundled())
    return Composed(
        pages=layout.pages,
        boxes=_boxes(layout),
        lines=lines_of(state),
        sentences=sentences(state.facts, state.writing),
        title=document.title_text,
        pdf=render(layout.pages, document.title_text, state.facts.office.name),
        missing=layout.missing,
        fonts=roles_in_words(),
        substituted=tuple(role.value for role, file in BUNDLED.items() if file.substitute),
    )


def compose_live(state: "MonthState", edits: Edits, shown: "tuple[Page, ...]") -> Live:
    """Lay the whole paper out again, but paint only the pages that are not ``shown`` already.

    Painting embeds fonts and takes longer than setting; while a sentence grows one page changes.
    """
    from reports.fonts import bundled
    from reports.layout import lay_out
    from reports.papers.circular import build
    from reports.pdf import render

    assert state.facts is not None
    document = build(state.facts, edits)
    layout = lay_out(document, bundled())
    pages, numbers = layout.pages, None
    if len(pages) == len(shown):
        numbers = tuple(n for n, (new, old) in enumerate(zip(pages, shown, strict=True)) if new != old)
        pages = tuple(pages[number] for number in numbers)
    pdf = render(pages, document.title_text) if pages else b""
    return Live(layout.pages, _boxes(layout), pdf, numbers)


def provisional(writing: Edits, line: Line, text: str, keys: list[str]) -> Edits:
    """The edits with what is being written; ``keys`` are those of its section when it is a new paragraph."""
    if keys:
        order = (*(key for key in writing.order if key not in keys), *keys)
        return replace(writing, own=(*writing.own, Own(line.key, line.section, text)), order=order)
    if line.own:
        own = tuple(replace(one, text=text) if one.key == line.key else one for one in writing.own)
        return replace(writing, own=own)
    return replace(writing, texts={**writing.texts, line.key: text})


def _boxes(layout: "Layout") -> tuple[Box, ...]:
    return tuple(
        Box(
            Place(number, text.x, text.y - 0.86 * text.size, text.width, 1.14 * text.size),
            text.key,
            text.ref,
            text.text,
        )
        for number, page in enumerate(layout.pages)
        for text in page.texts
        if text.key
    )
