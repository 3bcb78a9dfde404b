"""登记: paper sheets keyed in, corrected, and held against 每周二次."""

from gui.views.entry.tabs import EntryPage

__all__ = ["EntryPage"]
