"""A block of 20,000 lines of five cells pasted into a sheet: how long it takes, how long the window is deaf.

In processor time of the process, GUI and worker together: what a quiet computer needs at most.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.measure import Figure, benchmark

LINES = 20_000
SECONDS, DEAF = 30_000.0, 100.0  # ms: what a clerk waits for without doubt; what a hand does not notice
DAY, MORNING = date(2026, 10, 29), datetime.min.time().replace(hour=9, minute=30)


@benchmark
def paste_block() -> Iterator[Figure]:
    """From Ctrl+V until the record has the lines and the sheet shows them; then Ctrl+Z."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from core.services.sample import make_sample
    from gui.app import App
    from gui.start import Desk, make_application

    make_application()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.db"
        make_sample(path, months=2, clock=lambda: datetime.combine(DAY, MORNING))
        app = App(Path(folder) / "desk", today=lambda: DAY)
        desk = Desk(app)
        desk.window.resize(1366, 697)
        desk.window.show()
        desk.open(path, "entry")
        yield from _pasted(app, desk)
        desk.window.close()
        _until(lambda: app.jobs.pending == 0)
        app.close()
        desk.window.deleteLater()


def _pasted(app: Any, desk: Any) -> Iterator[Figure]:
    _until(lambda: "entry" in desk.window.pages and app.jobs.pending == 0)
    page = desk.window.pages["entry"]
    page.main_action()
    _until(lambda: app.jobs.pending == 0)
    yield from _measured("签到", app, desk, page.sheet, "name", _visits(page.sheet.book.offers))
    page.show_target({"ledger": "study_meeting"})
    _until(lambda: app.jobs.pending == 0)
    sheet = page.desk.sheet
    yield from _measured("例会", app, desk, sheet, "day", _meetings(sheet.book.reading.offers))


def _visits(offers: Any) -> str:
    names, places = [one.name for one in offers.people], [one.name for one in offers.places]
    return "\n".join(
        f"{names[line % len(names)]}\t{places[line % len(places)]}\t巡查{line % 50}\t\t"
        for line in range(LINES)
    )


def _meetings(offers: Any) -> str:
    names = [one.name for one in offers.people]
    return "\n".join(
        f"10.{26 + line % 4}\t\t{names[line % len(names)]}\t研究{line}\t{names[(line + 1) % len(names)]}"
        for line in range(LINES)
    )


def _measured(name: str, app: Any, desk: Any, sheet: Any, column: str, text: str) -> Iterator[Figure]:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    def press(key: Qt.Key, at: Any) -> tuple[float, float]:
        gaps = _Gaps()
        begun = time.process_time()
        QTest.keyClick(at, key, Qt.KeyboardModifier.ControlModifier)
        _until(lambda: not (sheet.pasting.active or app.jobs.pending or sheet._drawing.running))
        return (time.process_time() - begun) * 1000, gaps.end()

    QGuiApplication.clipboard().setText(text)
    sheet.view.go_to(len(sheet._shown), column)
    for words, key, at in (("paste", Qt.Key.Key_V, sheet.view), ("undo", Qt.Key.Key_Z, desk.window)):
        took, gap = press(key, at)
        yield Figure(f"{words} {LINES:,} lines, {name} / {SECONDS / 1000:.0f} s", took, SECONDS, 1)
        yield Figure(f"{words}, {name}: longest gap / {DEAF:.0f} ms", gap, DEAF, 1)


class _Gaps:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._longest, self._last = 0.0, time.process_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._timer.start(2)

    def _turn(self) -> None:
        now = time.process_time()
        self._longest, self._last = max(self._longest, now - self._last), now

    def end(self) -> float:
        """In milliseconds."""
        self._timer.stop()
        return self._longest * 1000


def _until(holds: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    quiet = 0
    while quiet < 5:
        QApplication.processEvents()
        quiet = quiet + 1 if holds() else 0
