"""The A4 page beside the sentences: follows every key press, and goes back when nothing is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.rules.circular import Rows
from core.rules.circular_edits import Edits
from gui.app import App
from gui.jobs import Latest
from gui.preview import PdfPreview
from gui.views.circular.lines import KINDS, Line
from gui.views.circular.paper import Box, Composed, Live, Printing, compose_live, provisional
from gui.views.circular.sentence_list import SentenceList

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState


class LivePage(QObject):
    """Shows the draft of a month in one preview."""

    def __init__(self, app: App, preview: PdfPreview, sentences: SentenceList) -> None:
        super().__init__(preview)
        self._app, self._preview, self._sentences = app, preview, sentences
        self._state: MonthState | None = None
        self._paper: Composed | None = None
        self._shown: Printing | None = None  # what the document in the preview holds
        self._writing = ""  # the key of the sentence being written
        self._latest = Latest()
        sentences.typed.connect(self._typed)
        sentences.dropped.connect(self._dropped)

    def show(self, state: "MonthState", paper: Composed) -> None:
        """The draft as it stands in the record."""
        self._latest.take()  # what was on its way is older
        self._state, self._paper, self._shown = state, paper, paper
        self._preview.show_pdf(paper.pdf)
        self._preview.set_links([box.place for box in paper.boxes if behind(box, state) is not None])
        self._tint()

    def _tint(self) -> None:
        row = self._sentences.current
        self._preview.highlight(self._paper.places(row.line.key) if row and self._paper else [])

    def _typed(self, line: Line, text: str, keys: list[str]) -> None:
        if self._state is None or self._shown is None:
            return
        self._writing = line.key
        edits = provisional(self._state.writing, line, text, keys)
        self._app.jobs.work(_Write(self._state, edits, self._shown), self._lived, latest=self._latest)

    def _lived(self, live: Live) -> None:
        if not self._sentences.editing:
            return
        if live.numbers is None:
            self._shown = live
            self._preview.show_pdf(live.pdf)
        else:
            self._preview.show_pages(live.pdf, live.numbers)
        self._preview.highlight(live.places(self._writing), reveal=True)

    def _dropped(self) -> None:
        self._latest.take()
        if self._shown is self._paper:
            self._preview.show_pages(b"", ())
            self._tint()
        elif self._state is not None and self._paper is not None:
            self.show(self._state, self._paper)


def behind(box: Box, state: "MonthState") -> Rows | None:
    """The rows a click on printed words opens: a figure's, or the score lines of a unit named there."""
    kind, _dot, unit_id = box.key.partition(".")
    if box.rows is not None or kind not in KINDS or not unit_id.isdigit():
        return box.rows
    named = state.units.get(int(unit_id), "")
    return Rows("unit", (int(unit_id),)) if named and named in box.text else None


class _Write:
    """Work for the layout's thread over data already read."""

    def __init__(self, state: "MonthState", edits: Edits, shown: Printing) -> None:
        self._state, self._edits, self._shown = state, edits, shown

    def __call__(self) -> Live:
        return compose_live(self._state, self._edits, self._shown.pages, self._shown.body)
