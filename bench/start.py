"""First paint of the window against a bare PySide6 window, each in a process of its own, offscreen."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Figure, benchmark, compare

ROOT = Path(__file__).resolve().parent.parent
BARE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QApplication.exit()

app = QApplication(sys.argv)
window = Bare()
window.setCentralWidget(QTableView())
window.show()
app.exec()
"""


def run_offscreen(*words: str, home: Path) -> None:
    """One interpreter with the words, with a home of its own, until it ends by itself."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    subprocess.run([sys.executable, *words], cwd=ROOT, env=env, check=True, capture_output=True)


@benchmark
def first_paint() -> Iterator[Figure]:
    """Start to first paint to exit; ``main.py --exit-after-paint`` ends there by itself."""
    if not (ROOT / "main.py").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield compare(
            "first paint / bare window",
            lambda: run_offscreen("main.py", "--exit-after-paint", home=home),
            lambda: run_offscreen("-c", BARE_WINDOW, home=home),
            target=2.5,
        )
