"""A long day of Qt calls and signals does not bring the interpreter down (PySide6 6.12.0, Python 3.11)."""

import subprocess
import sys

LONG_DAY = """
import gui
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Speaker(QObject):
    said = Signal(object)
application = QCoreApplication([])
speaker = Speaker()
for _ in range(100_000):
    speaker.said.emit(None)
    speaker.setObjectName("a")
print("alive")
"""


def test_a_long_day_of_signals_is_survived() -> None:
    command = [sys.executable, "-c", LONG_DAY]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout == "alive\n", result.stderr
