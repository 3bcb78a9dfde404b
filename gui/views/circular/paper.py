"""A month's facts to lines, pages and bytes, away from the GUI thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.rules.circular import Rows
from gui.preview import Place
from gui.views.circular.lines import Line, lines_of

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState

WORDS_MAX = 4000  # a longer circular is read by nobody


@dataclass(frozen=True, slots=True)
class Box:
    """Printed words on the screen page: where, of which sentence, from which rows."""

    place: Place
    key: str
    rows: Rows | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft ready to be shown. ``words`` counts the characters of title and text, tables left out."""

    lines: tuple[Line, ...]
    title: str
    pdf: bytes
    boxes: tuple[Box, ...]
    words: int
    missing: tuple[str, ...]
    fonts: tuple[str, ...]

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


def compose(state: "MonthState") -> Composed:
    """Sentences, pages and PDF of the month's draft."""
    from reports.fonts import bundled, roles_in_words
    from reports.layout import lay_out
    from reports.papers.circular import build
    from reports.pdf import render

    assert state.facts is not None
    document = build(state.facts, _texts(state))
    layout = lay_out(document, bundled())
    lines = lines_of(state)
    boxes = tuple(
        Box(
            Place(number, text.x, text.y - 0.86 * text.size, text.width, 1.14 * text.size), text.key, text.ref
        )
        for number, page in enumerate(layout.pages)
        for text in page.texts
        if text.key
    )
    return Composed(
        lines=lines,
        title=document.title_text,
        pdf=render(layout.pages, document.title_text, state.facts.office.name),
        boxes=boxes,
        words=sum(len("".join(line.text.split())) for line in lines if line.on),
        missing=layout.missing,
        fonts=roles_in_words(),
    )


def _texts(state: "MonthState") -> dict[str, str]:
    return {key: edit.text for key, edit in state.edits.items()}
