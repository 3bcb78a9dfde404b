"""A month's facts to pages for the preview or to the bytes of its PDF."""

from collections.abc import Mapping

from core.rules.circular import CircularFacts, Printed
from core.rules.circular_edits import Edits
from reports.boxes import Layout
from reports.fonts import Metrics
from reports.installed import current
from reports.layout import lay_out
from reports.papers.circular import build, sentences
from reports.pdf import render


def circular_pages(
    facts: CircularFacts, edits: Edits | Mapping[str, str] | None = None, metrics: Metrics | None = None
) -> Layout:
    """The circular as pages of boxes, each with the key of its sentence and the rows of its figure."""
    return lay_out(build(facts, edits), metrics or current())


def circular_pdf(
    facts: CircularFacts, edits: Edits | Mapping[str, str] | None = None, metrics: Metrics | None = None
) -> bytes:
    """The circular as an A4 PDF; the same facts give the same bytes."""
    return circular_paper(facts, edits, metrics).pdf


def circular_docx(facts: CircularFacts, edits: Edits | Mapping[str, str] | None = None) -> bytes:
    """The draft as a Word copy for further editing; the PDF is the paper."""
    from reports.docx import docx_bytes

    return docx_bytes(build(facts, edits))


def circular_paper(
    facts: CircularFacts, edits: Edits | Mapping[str, str] | None = None, metrics: Metrics | None = None
) -> Printed:
    """Title and PDF, as the service that issues a circular takes them."""
    document = build(facts, edits)
    layout = lay_out(document, metrics or current())
    pdf = render(layout.pages, document.title_text, facts.office.name)
    return Printed(document.title_text, pdf, sentences(facts, edits), layout.missing)
