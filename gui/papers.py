"""Open a paper of the office from the page it belongs to: facts in the file's worker, pages in the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.app import App

if TYPE_CHECKING:
    from reports.papers.making import Made, Paper


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of 打印▾: the paper's name in the catalogue, the words in the menu, blank or filled."""

    name: str
    words: str
    blank: bool = False


class PaperJob(QObject):
    """One paper on its way to the preview; dies with the page that asked."""

    def __init__(self, app: App, parent: QWidget, offer: Offer, scope: Mapping[str, Any]) -> None:
        super().__init__(parent)
        self._app, self._window, self._offer, self._scope = app, parent, offer, dict(scope)

    def start(self) -> None:
        """Read what the paper says, as of now."""
        offer, scope = self._offer, self._scope

        def query(door: Any) -> "tuple[Paper[Any], Any]":
            from core.queries.papers import Asked
            from reports.papers.catalogue import paper_named

            paper = paper_named(offer.name)
            assert paper is not None, offer.name
            return paper, paper.facts(door, Asked(**scope, blank=offer.blank))

        self._app.jobs.read(query, self._lay_out)

    def _lay_out(self, found: "tuple[Paper[Any], Any]") -> None:
        paper, facts = found

        def work() -> tuple["Made", str, bytes]:
            from reports.papers.making import pdf_of, title_of

            made = paper.build(facts)
            return made, title_of(made), pdf_of(made)

        self._app.jobs.work(work, self._show)

    def _show(self, done: tuple["Made", str, bytes]) -> None:
        from core.text import safe_filename
        from gui.printing import show_pdf
        from reports.papers.making import Frozen

        made, title, data = done
        word = None if isinstance(made, Frozen) else _WordCopy(made)  # what went out is its PDF
        show_pdf(self._app, self._window, title, data, safe_filename(title, ".pdf"), word)
        self.deleteLater()


class _WordCopy:
    """The Word copy of a paper that is already made."""

    def __init__(self, made: "Made") -> None:
        self._made = made

    def __call__(self) -> bytes:
        from reports.docx import docx_of

        return docx_of(self._made)
