"""考核通报: a month from its doubts to its printed circular, in five steps."""

from gui.views.circular.page import CircularPage

__all__ = ["CircularPage"]
