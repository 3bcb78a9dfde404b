"""督查清单 and 测评标准 on 督查整改: what inspections go by, with the plan's own items to begin with."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.page import Page
from gui.views.ledger import LedgerDesk
from gui.widgets import button, label
from gui.widgets.basics import GROUP, SPACE

if TYPE_CHECKING:
    from core.ledgers import Ledger

BOOKS = ("checklist_item", "standard_item")


class Books(QWidget):
    """The desk of both, under a line that offers the plan's items."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.desk = LedgerDesk(page.app, BOOKS, page)
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(GROUP, 4, GROUP, 4)
        row.setSpacing(SPACE)
        words = "清单按四个方面印在空白督查记录表上；还没有清单时，印方案的内容。"
        row.addWidget(label(words, "secondary", wrap=True), 1)
        row.addWidget(button("载入默认清单", "small", name="loadChecklist", slot=self._load))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.desk, 1)
        self.desk.said.connect(page.say)
        self.desk.history.connect(self._history_of)
        self.desk.turned.connect(self._turned)

    @property
    def current(self) -> "Ledger":
        """The ledger in front."""
        return self.desk.current

    def _turned(self) -> None:
        self.bar.setVisible(self.current.name == BOOKS[0])

    def _load(self) -> None:
        def write(w: Any) -> int:
            from core.services.checklist import load_default_items

            return load_default_items(w)

        self._page.app.jobs.write("载入默认督查清单", write, self._loaded)

    def _loaded(self, count: int) -> None:
        self._page.say(f"已载入{count}项，可以再改" if count else "清单里已经有这些内容")

    def _history_of(self, table: str, row_id: int) -> None:
        from core.ledgers import ledger_named
        from gui.views.history import HistoryDialog, history_of_rows

        title = f"这条{ledger_named(table).title}的历史"
        HistoryDialog(self._page.app, title, history_of_rows((table, row_id)), self._page).open()
