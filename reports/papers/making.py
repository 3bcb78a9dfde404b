"""What a paper is: its name, how its facts are read, how they become pages; and the one way to a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reports.document import Document
from reports.fonts import Metrics
from reports.installed import current
from reports.papers.form import Form

if TYPE_CHECKING:
    from core.doors import Read
    from core.queries.papers import Asked

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A paper that went out: only its bytes count."""

    title: str
    doc_no: str
    pdf: bytes


Made = Document | Form | Frozen


@dataclass(frozen=True, slots=True)
class Paper(Generic[F]):
    """One kind of paper.

    ``facts`` read the record, ``build`` is pure. ``red_head``: a 公文 under the next free number.
    ``takes`` are the options it understands: month, week, unit, blank.
    """

    name: str
    title: str
    red_head: bool
    facts: "Callable[[Read, Asked], F]"
    build: Callable[[F], Made]
    takes: tuple[str, ...] = ()


def title_of(made: Made) -> str:
    return made.title_text if isinstance(made, Document) else made.title


def pdf_of(made: Made, metrics: Metrics | None = None) -> bytes:
    """The paper as a PDF; the same facts give the same bytes."""
    from reports.layout import lay_out
    from reports.papers.form_pages import form_pages, style_of
    from reports.pdf import render

    if isinstance(made, Frozen):
        return made.pdf
    known = metrics or current()
    if isinstance(made, Form):
        return render(form_pages(made, known), made.title, made.office, style_of(made))
    author = made.signature.org if made.signature else ""
    return render(lay_out(made, known).pages, made.title_text, author)
