"""What a hand waits for with ten years of data: a key in the sheet, another page."""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.big import cached, clock
from bench.measure import Figure, benchmark, timed

KEY, SWITCH = 16.0, 100.0  # ms: a frame; what still feels at once
ROUNDS = 7
WORD = "ry1"  # the initials all 300 people share, and a digit


def _opened(folder: Path) -> tuple[Any, Any]:
    """The real window on the ten-year record, today being its last day."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from gui.app import App
    from gui.start import Desk, make_application

    make_application()
    app = App(folder, today=lambda: clock().date())
    desk = Desk(app)
    desk.window.resize(1366, 697)
    desk.window.show()
    desk.window.activateWindow()
    desk.open(cached(10, 500_000))
    while "today" not in desk.window.pages:
        QApplication.processEvents()
    _rest(app)
    return app, desk


def _rest(app: Any) -> None:
    from PySide6.QtWidgets import QApplication

    while app.jobs.pending:
        QApplication.processEvents()
    QApplication.processEvents()


def _on_the_desk(measure: Callable[[Any, Any], Iterator[Figure]]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        app, desk = _opened(Path(folder))
        yield from measure(app, desk)
        desk.window.close()
        _rest(app)
        app.close()
        desk.window.deleteLater()


@benchmark
def page_switch() -> Iterator[Figure]:
    """From the choice until all the page reads is there and painted; the slowest page is the figure."""
    yield from _on_the_desk(_switches)


def _switches(app: Any, desk: Any) -> Iterator[Figure]:
    from gui.views import PAGES

    def to(name: str) -> None:
        desk.window.show_page(name)
        _rest(app)
        desk.window.repaint()

    times: dict[str, list[float]] = {}
    for turn in range(ROUNDS + 1):
        for name, *_rest_of in PAGES:
            took = timed(lambda name=name: to(name))  # type: ignore[misc]
            if turn:  # the first makes the page
                times.setdefault(name, []).append(took)
    for name, each in times.items():
        yield Figure(f"switch to {name}, 10 years / {SWITCH:.0f} ms", statistics.median(each), SWITCH, 1)


@benchmark
def key_in_the_sheet() -> Iterator[Figure]:
    """From the key press until the window has painted it, the list of 300 people's candidates included."""
    yield from _on_the_desk(_keys)


def _keys(app: Any, desk: Any) -> Iterator[Figure]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    page = desk.window.show_page("entry")
    _rest(app)
    QTest.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    _rest(app)

    def press(letter: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or page.sheet.view, letter)
        QApplication.processEvents()

    def typed(key: str) -> float:
        """The slowest of first, second and third key: the first opens the editor and the list."""
        took: list[list[float]] = [[] for _ in WORD]
        for _ in range(ROUNDS):
            desk.window.activateWindow()  # without it a key goes nowhere and costs nothing
            page.sheet.view.setFocus()
            page.sheet.view.go_to(0, key)
            assert QApplication.focusWidget() is not None
            for place, letter in enumerate(WORD):
                took[place].append(timed(lambda letter=letter: press(letter)))  # type: ignore[misc]
            for _ in range(2):  # the list, then the cell
                QTest.keyClick(QApplication.focusWidget() or page.sheet.view, Qt.Key.Key_Escape)
        return max(map(statistics.median, took))

    for key, words in (("note", "a word"), ("name", "a name with candidates"), ("area", "a place of 1,601")):
        yield Figure(f"key in the sheet, {words} / {KEY:.0f} ms", typed(key), KEY, 1)
