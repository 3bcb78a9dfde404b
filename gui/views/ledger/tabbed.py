"""A page with desks of ledgers behind some of its tabs: what is in front answers the page's hooks."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from gui.page import Page
from gui.views.ledger.desk import LedgerDesk


class LedgerTabs(Page):
    """Stands before a page in its bases: ``groups`` are the ledgers of each tab that is theirs."""

    groups: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    _tab = ""  # of the page's own

    @property
    def desk(self) -> LedgerDesk | None:
        """The ledgers in front; None on the page's own tabs."""
        return self.desks.get(self._tab)

    @property
    def desks(self) -> dict[str, LedgerDesk]:
        """Those made so far, by tab; before the page is built there are none."""
        made: dict[str, LedgerDesk] = self.__dict__.setdefault("_desks", {})
        return made

    def own_parts(self) -> tuple[QWidget, ...]:
        """What gives way to a desk and comes back after it."""
        return ()

    def front(self, key: str) -> bool:
        """Bring the tab's desk to the front, or the page's own parts; whether it was a desk."""
        self.commit_edits()
        self._tab = key
        wanted = self._desk_of(key) if key in self.groups else None
        for desk in self.desks.values():
            desk.setVisible(desk is wanted)
        for part in self.own_parts():
            part.setVisible(wanted is None)
        self.header.main.setVisible(wanted is None)
        if wanted is not None:
            wanted.show_ledger(wanted.current.name)
        else:
            self._offer_papers()
        return wanted is not None

    def show_front(self, key: str) -> None:
        """As if the tab had been clicked; pages override it to mark the tab."""
        self.front(key)

    def _desk_of(self, key: str) -> LedgerDesk:
        if key not in self.desks:
            made = LedgerDesk(self.app, self.groups[key], self)
            made.said.connect(self.say)
            made.turned.connect(self._offer_papers)
            made.history.connect(self._history_of)
            made.bin.connect(self._to_recycle)
            made.go.connect(self.go)
            made.set_narrow(self.narrow)
            self.body.addWidget(made, 1)
            self.desks[key] = made
        return self.desks[key]

    def _offer_papers(self) -> None:
        self.offer_prints(self.desk.offers() if self.desk else self.papers)

    def _history_of(self, table: str, row_id: int) -> None:
        from core.ledgers import ledger_named
        from gui.views.history import HistoryDialog, history_of_rows

        title = f"这条{ledger_named(table).title}的历史"
        HistoryDialog(self.app, title, history_of_rows((table, row_id)), self).open()

    def _to_recycle(self) -> None:
        self.go.emit("settings", {"section": "recycle"})

    # --- the page's hooks -----------------------------------------------------------------------------
    def refresh(self) -> None:
        super().refresh()
        if self.desk is not None:
            self.desk.refresh()

    def show_target(self, target: object) -> None:
        """{"ledger": name, …}: that ledger's tab; anything else is the page's."""
        if isinstance(target, dict) and (name := target.get("ledger")):
            key = next((key for key, names in self.groups.items() if name in names), None)
            if key is not None:
                desk = self._desk_of(key)
                self.show_front(key)
                desk.show_target(target)
                return
        super().show_target(target)

    def main_action(self) -> None:
        if self.desk is not None:
            self.desk.go_on()
        else:
            super().main_action()

    def commit_edits(self) -> None:
        for desk in self.desks.values():
            desk.commit()
        super().commit_edits()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for desk in self.desks.values():
            desk.set_narrow(narrow)

    def search(self, text: str) -> None:
        if self.desk is not None:
            self.desk.search(text)
        else:
            super().search(text)

    def history_current(self) -> None:
        if self.desk is not None:
            self.desk.sheet.ask_history()
        else:
            super().history_current()

    def paper_scope(self) -> dict[str, Any]:
        return self.desk.scope() if self.desk else super().paper_scope()

    def print_current(self) -> None:
        if self.desk is not None:
            self.desk.print_shown(self)
        else:
            super().print_current()

    def export_current(self) -> None:
        if self.desk is not None:
            self.desk.export(self)
        else:
            super().export_current()
