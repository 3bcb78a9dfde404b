"""Long work of the GUI's own, cut into slices with the event loop between them."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

SLICE = 0.012  # s: less than a frame, so that keys and clicks are answered at once


class Slices(QObject):
    """Runs one chain of steps at a time; `ended` after its last one, never after `stop`."""

    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._turn)

    @property
    def running(self) -> bool:
        """Steps are left."""
        return self._timer.isActive()

    def run(self, steps: Iterator[object]) -> None:
        """Begin; what ran before is forgotten."""
        self._steps = steps
        self._timer.start(0)

    def stop(self) -> None:
        """Forget the steps that are left."""
        self._timer.stop()
        self._steps = iter(())

    def _turn(self) -> None:
        until = perf_counter() + SLICE
        for _step in self._steps:
            if perf_counter() >= until:
                self._timer.start(0)
                return
        self.ended.emit()
