"""A key press in a sentence of a three-page circular until its page is painted anew, in the real preview."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.measure import Figure, benchmark, compare
from core.db import open_record
from core.queries.circular_pages import MonthState, month_state
from core.rules.calendar import Month
from core.services.sample import make_sample, sample_clock

WIDTH, HEIGHT = 600, 800  # px of the preview beside the sentences on a screen of 1366 px
PAGES = 3
LIMIT = 150.0  # ms; a page that comes later lags behind the typing
KEY = "overview.findings"


def _state() -> MonthState:
    """The sample's October with so few attachments that the paper has three pages."""
    from gui.views.circular.paper import compose

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.db"
        make_sample(path, 3)
        with open_record(path, clock=sample_clock) as db, db.read() as r:
            state = month_state(r, Month(2026, 10))
    facts = state.facts
    assert facts is not None
    for change in (
        {"finding_rows": ()},
        {"station_scores": ()},
        {"village_scores": ()},
        {"by_category": (), "by_village": ()},
        {"short": (), "exempt_weeks": ()},
    ):
        if len(compose(replace(state, facts=facts)).pages) <= PAGES:
            break
        facts = replace(facts, **change)  # type: ignore[arg-type]
    return replace(state, facts=facts)


@benchmark
def key_press_to_page() -> Iterator[Figure]:
    """The floor sets and shows the whole paper, as keeping a sentence does; 150 ms is the limit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.preview import PdfPreview
    from gui.views.circular.paper import compose, compose_live

    app = QApplication.instance() or QApplication([])
    state = _state()
    paper = compose(state)
    preview = PdfPreview()
    preview.resize(WIDTH, HEIGHT)
    preview.show_pdf(paper.pdf)
    preview.highlight(paper.places(KEY), reveal=True)
    computed = next(one.computed for one in paper.sentences if one.key == KEY)
    typed = iter(range(1000))

    def press() -> None:
        edits = replace(state.writing, texts={KEY: f"{computed}{'改' * (next(typed) % 20 + 1)}"})
        live = compose_live(state, edits, paper.pages, paper.body)
        assert live.numbers is not None
        preview.show_pages(live.pdf, live.numbers)
        preview.highlight(live.places(KEY), reveal=True)
        preview.grab()

    def keep() -> None:
        preview.show_pdf(compose(state).pdf)
        preview.highlight(paper.places(KEY), reveal=True)
        preview.grab()

    figure = compare(f"key press, page of {len(paper.pages)} / all", press, keep, target=1, runs=9)
    yield figure
    yield Figure(f"key press, page of {len(paper.pages)} / {LIMIT:.0f} ms", figure.measured, LIMIT, 1)
    preview.deleteLater()
    app.processEvents()
