"""月通报 · 追责 · 年度: the three rooms of the page, and what its head does in the latter two."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from gui.views.circular.measures_pane import MeasuresPane
from gui.views.circular.year_pane import YearPane
from gui.widgets import PeriodPicker, segments

if TYPE_CHECKING:
    from gui.views.circular.page import CircularPage
    from gui.views.ledger import LedgerDesk

MONTH, MEASURES, YEAR = "month", "measures", "year"
ROOMS = [(MONTH, "月通报"), (MEASURES, "追责"), (YEAR, "年度")]


class Rooms(QObject):
    """Shows one room; the panes of the others are made when first wanted."""

    def __init__(self, page: "CircularPage") -> None:
        super().__init__(page)
        self._page = page
        self.current = MONTH
        self.switch, self._group = segments(ROOMS, self.show)
        self.switch.setObjectName("rooms")
        self.chips = QWidget()
        self._chips = QHBoxLayout(self.chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self.years = PeriodPicker("year", page.app.today())
        self.years.changed.connect(self._year_picked)
        self.years.hide()
        self._panes: dict[str, MeasuresPane | YearPane] = {}

    @property
    def away(self) -> bool:
        """Another room than the month's is shown."""
        return self.current != MONTH

    @property
    def pane(self) -> MeasuresPane | YearPane:
        """The pane of the room shown."""
        return self._panes[self.current]

    @property
    def books(self) -> "LedgerDesk | None":
        """The ledgers of 追责 where they are in front."""
        pane = self._panes.get(self.current)
        return pane.shown_books if isinstance(pane, MeasuresPane) else None

    def commit(self) -> None:
        """A half-typed cell of a ledger counts as typed."""
        pane = self._panes.get(MEASURES)
        if isinstance(pane, MeasuresPane):
            pane.commit()

    def show(self, key: str) -> None:
        """Turn to a room and read what it shows."""
        self._page.commit_edits()
        self.turn(key)
        self._page.refresh()

    def turn(self, key: str) -> None:
        """Turn to a room without reading."""
        if key != MONTH and key not in self._panes:
            self._make(key)
        self.current = key
        button = self.switch.findChild(QAbstractButton, f"segment_{key}")
        if isinstance(button, QAbstractButton):
            button.setChecked(True)
        page = self._page
        page.split.setVisible(not self.away)
        page.strip.setVisible(False)
        page.stepper.setVisible(not self.away)
        page.pages_bar.setVisible(False)
        page.picker.setVisible(key != YEAR)
        self.years.setVisible(key == YEAR)
        page.back.setVisible(not self.away)
        self.chips.setVisible(self.away)
        for name, pane in self._panes.items():
            pane.setVisible(name == key)
            pane.bar.setVisible(name == key)
        if self.away:
            self.arrange()
        else:
            page.header.main.show()
            page.arrange()

    def _make(self, key: str) -> None:
        page = self._page
        pane = MeasuresPane(page.app) if key == MEASURES else YearPane(page.app)
        pane.setObjectName(f"{key}Pane")
        pane.go.connect(page.open_there)
        pane.said.connect(page.say)
        pane.turned.connect(self.arrange)
        pane.set_narrow(page.narrow)
        if isinstance(pane, YearPane):
            self.years.set_day(date(pane.year, 1, 1))
        else:
            pane.found.connect(page.picked)
        self._panes[key] = pane
        self._chips.addWidget(pane.bar)
        page.body.insertWidget(page.body.count() - 1, pane, 1)

    def arrange(self) -> None:
        """The head of the room: its main button, what it hands out."""
        if not self.away:
            return
        words = self.pane.main_words()
        self._page.header.main.setText(words)
        self._page.header.main.setEnabled(bool(words))
        self._page.header.main.setVisible(bool(words))
        acts: list[tuple[str, Callable[[], object]]] = [("存Excel表格…", self.save)]
        self._page.header.set_exports(acts)

    def refresh(self, month: str) -> None:
        """Read the room anew; ``month`` is the page's."""
        if isinstance(self.pane, MeasuresPane) and month:
            self.pane.month = month
        self.pane.refresh()

    def set_narrow(self, narrow: bool) -> None:
        """The window became narrow or wide."""
        for pane in self._panes.values():
            pane.set_narrow(narrow)

    def show_target(self, target: dict[str, object]) -> None:
        """{"room": "measures" | "year", "statements": ids, "list": chip, "year": 2026}."""
        room = target.get("room")
        key = room if room in (MEASURES, YEAR) else MONTH
        self.turn(str(key))
        pane = self._panes.get(self.current)
        ids, wanted, year = target.get("statements"), target.get("list"), target.get("year")
        if isinstance(pane, MeasuresPane) and isinstance(ids, tuple):
            pane.show_statements(ids)
        if pane is not None and isinstance(wanted, str) and wanted in pane.bar.buttons:
            pane.bar.choose(wanted)
        if isinstance(pane, YearPane) and isinstance(year, int):
            pane.year = year
            self.years.set_day(date(year, 1, 1))

    def look_for(self, text: str) -> None:
        """Go to the first line with these words, or show only those of a ledger."""
        if (books := self.books) is not None:
            books.search(text)
        else:
            self.pane.look_for(text)

    def print_shown(self) -> None:
        """The list as it is shown."""
        from gui.printing import print_table

        if (books := self.books) is not None:
            books.print_shown(self._page)
            return
        title, columns, rows = self.pane.table()
        print_table(self._page.app, self._page, title, self.pane.period(), columns, rows)

    def save(self) -> None:
        """The same as a sheet."""
        from gui.saving import save_as

        if (books := self.books) is not None:
            books.export(self._page)
            return
        title, columns, rows = self.pane.table()

        def write(path: Path) -> None:
            from core.exchange.write import SheetColumn, write_sheet

            write_sheet(path, title, [SheetColumn(name, max(12, 2 * len(name))) for name in columns], rows)

        save_as(self._page.app, self._page, f"{title}（{self.pane.period()}）.xlsx", write)

    def _year_picked(self, first: date) -> None:
        pane = self._panes.get(YEAR)
        if isinstance(pane, YearPane):
            pane.set_year(first.year)
