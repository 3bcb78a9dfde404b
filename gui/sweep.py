"""Reference cycles are collected on the GUI thread alone.

Python collects in whichever thread happens to allocate; a cycle that holds a widget then dies in a
worker, and Qt destroys a widget outside its own thread with a crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500  # ms between two looks


class Sweep(QObject):
    """Takes over from the automatic collector until `close`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY)

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own limits."""
        pairs = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, limit) in enumerate(pairs) if count > limit > 0]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Give the work back to Python, once no worker runs any more."""
        self._timer.stop()
        gc.enable()
