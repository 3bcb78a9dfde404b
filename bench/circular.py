"""A three-page circular, from facts to PDF, against bare ReportLab drawing the boxes of the same pages."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from bench.measure import Figure, benchmark, compare
from core.db import open_record
from core.queries.circulars import draft
from core.rules.calendar import Month
from core.rules.circular import CircularFacts
from core.services.sample import make_sample, sample_clock
from reports.boxes import Page
from reports.render import circular_pages, circular_pdf
from reports.style import OFFICIAL

PAGES = 3


def _facts() -> CircularFacts:
    """The sample's last full month; lists are left out until the paper has the wanted pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.db"
        make_sample(path, 3)
        with open_record(path, clock=sample_clock) as db, db.read() as r:
            facts, _ = draft(r, Month(2026, 10))
    less: tuple[dict[str, object], ...] = (
        {"finding_rows": ()},
        {"station_scores": ()},
        {"village_scores": ()},
        {"by_category": (), "by_village": ()},
        {"criticism": ()},
        {"short": (), "exempt_weeks": ()},
        {"look_back": None},
    )
    for change in less:
        if len(circular_pages(facts).pages) <= PAGES:
            break
        facts = replace(facts, **change)  # type: ignore[arg-type]
    return facts


def draw(pages: tuple[Page, ...]) -> bytes:
    """What nobody can do without: each box set and shown, each rule drawn, the file written."""
    target, height = BytesIO(), OFFICIAL.paper_height
    canvas = Canvas(target, pagesize=(OFFICIAL.paper_width, height), pageCompression=1)
    for page in pages:
        for rule in page.rules:
            canvas.setLineWidth(rule.thickness)
            canvas.line(rule.x0, height - rule.y0, rule.x1, height - rule.y1)
        for box in page.texts:
            canvas.setFont(box.font, box.size)
            canvas.drawString(box.x, height - box.y, box.text, charSpace=box.spacing)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@benchmark
def three_page_circular() -> Iterator[Figure]:
    """Fonts are registered before both: the first paper of a run reads them once."""
    facts = _facts()
    pages = circular_pages(facts).pages
    yield compare(
        f"circular of {len(pages)} pages / drawing its boxes",
        lambda: circular_pdf(facts),
        lambda: draw(pages),
        target=2,
        runs=9,
    )
