"""Any ledger (台账) in the window: one sheet that is typed into, one desk to choose among them."""

from gui.views.ledger.desk import LedgerDesk
from gui.views.ledger.tabbed import LedgerTabs

__all__ = ["LedgerDesk", "LedgerTabs"]
