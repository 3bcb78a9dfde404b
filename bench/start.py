"""First paint of the window against a bare PySide6 window, each in a process of its own, offscreen."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.big import cached, clock
from bench.measure import Figure, benchmark, compare

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 60  # seconds; only a program that never paints gets there

# Both end at the first paint of a window; main.py runs as it is, without a switch of its own for the bench.
UNTIL_FIRST_PAINT = """
import os
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

class FirstPaint(QObject):
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.Paint and isinstance(target, QWidget) and target.isWindow():
            os._exit(0)  # at the event: how long an interpreter takes to go is not the question
        return False

real_exec = QApplication.exec

def exec_until_paint(*_):
    watcher = FirstPaint(QApplication.instance())
    QApplication.instance().installEventFilter(watcher)
    return real_exec()

QApplication.exec = exec_until_paint
"""
BARE_WINDOW = """
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QTableView())
window.show()
app.exec()
"""
OUR_WINDOW = """
import runpy
sys.argv = ["main.py", *ARGUMENTS]
runpy.run_path("main.py", run_name="__main__")
"""
# Ends when 今日 has drawn what it read and the window was painted with it.
FILLED = """
from gui.views.today import TodayPage
real_draw = TodayPage._draw

def draw_and_end(page):
    real_draw(page)
    if page._shown is not None:
        page.window().repaint()
        os._exit(0)

TodayPage._draw = draw_and_end
QApplication.exec = real_exec
"""


def run_offscreen(code: str, home: Path, arguments: Sequence[str] = ()) -> None:
    """One interpreter with a home of its own, until it ends by itself."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    command = [sys.executable, "-c", f"ARGUMENTS = {arguments!r}\n{UNTIL_FIRST_PAINT}{code}"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, timeout=LONGEST_START)


@benchmark
def first_paint() -> Iterator[Figure]:
    """Start → first paint → exit; nothing where there is no window yet."""
    if not (ROOT / "main.py").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield compare(
            "first paint / bare window",
            lambda: run_offscreen(OUR_WINDOW, home),
            lambda: run_offscreen(BARE_WINDOW, home),
            target=2.5,
        )


@benchmark
def today_filled() -> Iterator[Figure]:
    """Start → 今日 filled from the ten-year record → exit; the daily copy comes with the first change."""
    if not (ROOT / "main.py").exists() or not (ROOT / "gui" / "views" / "today.py").exists():
        return
    arguments = ["--file", str(cached(10, 500_000)), "--today", clock().date().isoformat()]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield compare(
            "今日 filled, 10 years / bare window",
            lambda: run_offscreen(FILLED + OUR_WINDOW, home, arguments),
            lambda: run_offscreen(BARE_WINDOW, home),
            target=5,
        )
