"""One signal tells every page which tables a write has touched."""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """`changed` carries a frozenset of table names; a page reloads when one of its `kinds` is among them."""

    changed = Signal(object)
