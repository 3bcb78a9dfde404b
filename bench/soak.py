"""``python -m bench.soak [--rounds N]``: a day's work over and over; memory must stay flat after the warm-up.

A round visits one page in turn, writes and undoes; it types into the sheet, filters and sorts, opens another
month and step of the circular, as the page goes, and every tenth opens and leaves the preview of a list.
Before a sample Python's cycles are collected, so what grows is held.
"""

import argparse
import ctypes
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gui.views import PAGES

WARM, EVERY = 0.2, 25  # share of the rounds until all is loaded and cached; rounds between two samples
KB = 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """After so many rounds: resident memory in KB, Python objects the collector knows, living QObjects."""

    round: int
    rss: float
    objects: int
    qobjects: int


def resident() -> float:
    """Resident memory of this process in KB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / KB


def slope(samples: list[Sample], value: Callable[[Sample], float]) -> float:
    """Growth per 1,000 rounds by the line of least squares."""
    n = len(samples)
    middle = sum(one.round for one in samples) / n
    mean = sum(map(value, samples)) / n
    over = sum((one.round - middle) * (value(one) - mean) for one in samples)
    under = sum((one.round - middle) ** 2 for one in samples)
    return over / under * 1000 if under else 0.0


class Day:
    """One desk on the sample, worked at."""

    def __init__(self, folder: Path) -> None:
        from checklist.stage import Clerk, Stage

        self.stage = Stage(folder)
        self.held = self.stage.desk()
        self.clerk: Clerk = self.held.__enter__()
        self.rows: list[int] = self.clerk.ask(_latest)

    def close(self) -> None:
        """The window and its record."""
        self.held.__exit__(None, None, None)

    def round(self, number: int) -> None:
        """One page, what is done there, a write and its undo."""
        from checklist.stage import pause
        from core.services import check_ins

        name = PAGES[number % len(PAGES)][0]
        act = {"entry": self.entry, "findings": self.findings, "circular": self.circular}.get(name)
        self.clerk.go(name)
        pause(1)
        if act is not None:
            act(number // len(PAGES))
        one = self.rows[number % len(self.rows)]
        self.clerk.write("修改1条签到", lambda w: check_ins.change(w, [one], note=f"值守{number}"))
        self.clerk.undo()
        if number % 10 == 0:
            self.preview()
        pause(1)  # a turn of a real event loop: only there Qt deletes what is to be deleted later

    def entry(self, number: int) -> None:
        """A cell is typed into and left."""
        from PySide6.QtCore import Qt

        self.clerk.click("chip_week")
        view = self.clerk.window.page.sheet.view  # type: ignore[union-attr]
        view.setFocus()
        view.go_to(number % max(1, view.rows.count), "name")
        self.clerk.enter("zyl")
        for _ in range(2):
            self.clerk.press(Qt.Key.Key_Escape)

    def circular(self, number: int) -> None:
        """Another month and step, its pages laid out and painted."""
        month = ("2026-09", "2026-10")[number % 2]
        self.clerk.go("circular", {"month": month, "step": number // 2 % 5 + 1})
        self.clerk.window.grab()

    def findings(self, number: int) -> None:
        """A chip, a column's filter, a sort, a row opened, and all back."""
        page = self.clerk.go("findings", {"filter": ("open", "closed", "all")[number % 3]})
        rows = page.view.rows
        page.view.go_to(number % max(1, min(rows.count, 100)))
        self.clerk.rest()
        rows.sort_by("due_on", descending=bool(number % 2))
        self.clerk.rest()
        self.clerk.go("findings", {"filter": "overdue"})

    def preview(self) -> None:
        """打印 and away again."""
        from checklist.stage import until

        self.clerk.go("findings", {"filter": "open"})
        self.clerk.window.print_current()
        self.clerk.rest()
        self.clerk.dialog().close()
        until(lambda: not self.clerk.dialogs(), "the preview to go")
        self.clerk.activate()

    def sample(self, number: int) -> Sample:
        """What is held now."""
        from PySide6.QtCore import QCoreApplication, QEvent, QObject
        from PySide6.QtWidgets import QApplication

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        _give_back()
        tops: list[Any] = [QApplication.instance(), *QApplication.topLevelWidgets(), self.clerk.app]
        children = sum(1 + len(one.findChildren(QObject)) for one in tops if one.parent() is None)
        return Sample(number, resident(), len(gc.get_objects()), children)


def _latest(r: Any) -> list[int]:
    from sqlalchemy import select

    from core.model import check_in

    found: list[int] = r.column(select(check_in.c.id).order_by(check_in.c.id.desc()).limit(200))
    return found


def soak(day: Day, rounds: int) -> Iterator[Sample]:
    """Samples after the warm-up."""
    warm = int(rounds * WARM)
    for number in range(1, rounds + 1):
        day.round(number)
        if number >= warm and number % EVERY == 0:
            yield day.sample(number)


def _give_back() -> None:
    """Free pages of the heap go back to the system, so that only what is held is counted (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def kinds() -> Counter[str]:
    """Python objects by type, to see what grows."""
    return Counter(type(one).__qualname__ for one in gc.get_objects())


def main(words: list[str]) -> int:
    """Print each sample, then the three slopes."""
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--kinds", action="store_true", help="which Python objects grew")
    given = parser.parse_args(words)
    from PySide6.QtCore import qInstallMessageHandler

    from checklist.__main__ import own_home

    qInstallMessageHandler(lambda *_said: None)  # offscreen lacks raise() and says so each time
    with tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as folder:
        own_home(Path(folder) / "home")
        day = Day(Path(folder))
        samples: list[Sample] = []
        before: Counter[str] = Counter()
        began = time.perf_counter()
        for one in soak(day, given.rounds):
            samples.append(one)
            told = f"{one.round:>6} rounds {one.rss:>9.0f} KB {one.objects:>8} objects"
            print(f"{told} {one.qobjects:>6} QObjects", flush=True)
            before = before or (kinds() if given.kinds else before)
        each = (time.perf_counter() - began) / given.rounds
        for grown, count in (kinds() - before).most_common(15) if given.kinds else []:
            print(f"{count:>8} {grown}")
        day.close()
    for name, value in _VALUES:
        print(f"{name:<28}{slope(samples, value):>+10.1f} per 1,000 rounds")
    print(f"{each * 1000:.0f} ms a round")
    return 0


_VALUES: tuple[tuple[str, Callable[[Sample], float]], ...] = (
    ("resident memory, KB", lambda one: one.rss),
    ("Python objects", lambda one: one.objects),
    ("QObjects", lambda one: one.qobjects),
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
