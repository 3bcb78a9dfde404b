"""The base of every page: top row, banner slot, body; the window calls its hooks."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui import looking
from gui.app import App
from gui.papers import Offer, PaperJob
from gui.search import SearchList
from gui.widgets.filter_bar import FilterBar, Filtered
from gui.widgets.header import PageHeader


class Page(QWidget):
    """Subclass it: give `kinds`, fill `self.body`, override the hooks you need.

    class TodayPage(Page):
        kinds = frozenset({"check_in", "finding"})
        def __init__(self, app: App) -> None:
            super().__init__(app, PageHeader("今日", main="继续录签到"))
            self.body.addWidget(…)
        def refresh(self) -> None:
            self.app.jobs.read(query, self._show, latest=self._latest)
    """

    kinds: ClassVar[frozenset[str]] = frozenset()  # tables whose change concerns this page; {"*"} for all
    papers: ClassVar[tuple[Offer, ...]] = ()  # what 打印▾ offers besides the page's list
    several: ClassVar[frozenset[str]] = frozenset()  # 一次打印多份 is offered, these papers ticked
    own_hits: ClassVar[frozenset[str] | None] = frozenset()  # kinds `search` shows in place; None: all
    help_text: ClassVar[str] = ""  # F1, a few short lines

    status = Signal(str)  # words for the bottom line, left of 已保存
    badge = Signal(str, int, str)  # page name, count (0 hides it), mark kind: late or plain
    go = Signal(str, object)  # another page's name and what to show there

    def __init__(self, app: App, header: PageHeader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.header = header
        self.narrow = False
        self.status_text = self._page_words = self._selection_words = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        self.banner_slot = QVBoxLayout()
        whole.addLayout(self.banner_slot)
        self._filter_bar = FilterBar()
        whole.addWidget(self._filter_bar)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        whole.addLayout(self.body, 1)
        if self.papers:
            offers = [(offer.words, partial(self.print_paper, offer)) for offer in self.papers]
            more = [("一次打印多份…", self.print_several)] if self.several else []
            header.set_prints([("打印本页", self.print_current), *offers, *more])
        header.main_clicked.connect(self.main_action)
        header.print_clicked.connect(self.print_current)
        header.searched.connect(self.search)
        if self.own_hits is not None:
            hits = SearchList(app, header.search, self.own_hits, self)
            header.searched.connect(hits.look)
            hits.go.connect(self.go)

    def offer_prints(self, papers: Sequence[Offer]) -> None:
        """What 打印▾ offers: the page as it is shown, then these papers."""
        offers = [(offer.words, partial(self.print_paper, offer)) for offer in papers]
        self.header.set_prints([("打印本页", self.print_current), *offers])

    @property
    def title(self) -> str:
        """The page's title as the top row shows it."""
        return self.header.title.text()

    def say(self, text: str) -> None:
        """Words for the bottom line: 19条，选中1条."""
        self._page_words = text
        self._tell_status()

    def tell_selection(self, text: str) -> None:
        """已选6格，合计12 behind the page's own words."""
        self._selection_words = text
        self._tell_status()

    def _tell_status(self) -> None:
        self.status_text = "　".join(part for part in (self._page_words, self._selection_words) if part)
        self.status.emit(self.status_text)

    def tell_filter(self, view: Filtered, text: str) -> None:
        """Which columns of a table are filtered, with 清除筛选; empty takes the line away."""
        self._filter_bar.tell(view, text)

    # --- hooks ----------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Read anew: on first show, and when a write touched one of `kinds`."""

    def show_target(self, target: object) -> None:
        """Show what another page asked for (`go`): a filter, a row."""

    def main_action(self) -> None:
        """The filled button; also Ctrl+N."""

    def print_current(self) -> None:
        """打印, Ctrl+P: a preview of what the page shows."""

    def paper_scope(self) -> dict[str, Any]:
        """What the page shows, for its papers: month, week, unit (core.queries.papers.Asked)."""
        return {}

    def print_paper(self, offer: Offer) -> None:
        """One of the papers, in the preview."""
        self.commit_edits()
        PaperJob(self.app, self, offer, self.paper_scope()).start()

    def print_several(self) -> None:
        """Papers of the month shown, else of the running one, with a tick each."""
        from core.rules.calendar import month_of, week_of
        from gui.several import SeveralPapers

        self.commit_edits()
        month = self.paper_scope().get("month") or month_of(week_of(self.app.today()))
        SeveralPapers(self.app, self, month, self.several).open()

    def export_current(self) -> None:
        """The first entry of 导出."""

    def search(self, text: str) -> None:
        """The search box, after a short rest."""

    def history_current(self) -> None:
        """Ctrl+H: the history of the current row."""

    def commit_edits(self) -> None:
        """Before leaving the page or closing: a half-typed word counts as typed."""
        QGuiApplication.inputMethod().commit()
        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()

    def set_narrow(self, narrow: bool) -> None:
        """The window went under or over 1000 px; extend for side panes."""
        self.narrow = narrow
        self.header.set_narrow(narrow)

    def make_inert(self) -> None:
        """The record can only be looked at: no table of the page takes typing, and menus grey what writes."""
        from gui.table import SheetView

        for view in self.findChildren(SheetView):
            view.rows.inert = True
        for menu in self.findChildren(QMenu):
            menu.aboutToShow.connect(partial(looking.lock, menu))

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.header.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.field.selectAll()
