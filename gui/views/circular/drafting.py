"""What the clerk does with the sentences, the dates and the printed page of a draft."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.rules.self_check import Check
from gui.views.circular.lines import Line, Part
from gui.views.circular.live import behind
from gui.views.circular.steps import DRAFT

if TYPE_CHECKING:
    from gui.views.circular.page import CircularPage


class Drafting(QObject):
    """Connects the draft's parts of the page to the month's verbs and to the rows behind a figure."""

    def __init__(self, page: "CircularPage") -> None:
        super().__init__(page)
        self._page = page
        sentences = page.sentences
        sentences.chosen.connect(self._sentence_chosen)
        sentences.edited.connect(self._edited)
        sentences.ticked.connect(self._ticked)
        sentences.pressed.connect(self._figure)
        sentences.acted.connect(self._acted)
        sentences.added.connect(self._added)
        sentences.placed.connect(self._placed)
        sentences.wants_check.connect(self._next_check)
        page.drafting.keep.connect(page.acts.keep_phrase)
        page.drafting.attach.connect(page.acts.attach_exemptions)
        page.drafting.phrases.dropped.connect(page.acts.drop_phrase)
        page.dates.changed.connect(self._dated)
        page.preview.clicked.connect(self._page_clicked)
        page.strip.pressed.connect(self.check_pressed)

    def _sentence_chosen(self, key: str) -> None:
        if self._page.paper is not None and self._page.frozen is None:
            self._page.preview.highlight(self._page.paper.places(key), reveal=True)

    def _edited(self, line: Line, text: str) -> None:
        if self._page.state is not None:
            self._page.acts.edit(self._page.state, line, text)

    def _ticked(self, line: Line, wanted: bool) -> None:
        if self._page.state is None:
            return
        if line.edited and not line.on:
            self._page.acts.tick(self._page.state, line, True)
        elif line.kind:
            self._page.decisions.choose(self._page.state, line.kind, line.unit_id, wanted=wanted)
        else:
            self._page.acts.tick(self._page.state, line, wanted)

    def _figure(self, _line: Line, part: Part) -> None:
        if part.rows is not None:
            self._page.opener.rows(self._page.state, part.rows)
        elif part.date:
            self._page.dates.focus(part.date)
            self._page.sentences.ensureWidgetVisible(self._page.dates)

    def _added(self, section: str, text: str, after: str, keys: list[str]) -> None:
        if self._page.state is not None:
            self._page.acts.add(self._page.state, section, text, after, keys)

    def _placed(self, keys: list[str]) -> None:
        if self._page.state is not None:
            self._page.acts.arrange(self._page.state, keys)

    def _next_check(self) -> None:
        """F8: the next sentence a point of 自检 is about."""
        keys = list(dict.fromkeys(one.key for one in self._page.strip.checks if not one.ok and one.key))
        row = self._page.sentences.current
        place = keys.index(row.line.key) + 1 if row is not None and row.line.key in keys else 0
        if keys:
            self.check_pressed(Check(False, "", keys[place % len(keys)]))

    def check_pressed(self, check: Check) -> None:
        """To the sentence, the date or the rows a point of 自检 is about."""
        if check.key:
            self._page.go_to(DRAFT)
        if check.key in self._page.dates.fields:
            self._page.dates.focus(check.key)
        elif check.key:
            self._page.sentences.choose(check.key)
            self._page.sentences.setFocus()
        elif check.rows is not None:
            self._page.opener.rows(self._page.state, check.rows)

    def _acted(self, line: Line, act: str) -> None:
        if self._page.state is None:
            return
        if act == "evidence":
            self._page.opener.unit(self._page.state, line.unit_id)
        elif act == "update":
            self._page.acts.update(self._page.state, line)
        elif line.own:
            self._page.acts.restore(self._page.state, line, "删去一段")
        else:
            self._page.acts.restore(self._page.state, line)

    def _dated(self, name: str, day: date) -> None:
        if self._page.state is not None:
            self._page.acts.set_date(self._page.state, name, day)

    def _page_clicked(self, page: int, x: float, y: float) -> None:
        """To the sentence, and for a figure or the name of a unit named to the rows behind it."""
        paper, state = self._page.paper, self._page.state
        box = paper.at(page, x, y) if paper is not None and self._page.frozen is None else None
        if box is None:
            return
        self._page.sentences.choose(box.key)
        if state is not None and (rows := behind(box, state)) is not None:
            self._page.opener.rows(state, rows)
