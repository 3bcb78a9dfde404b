"""Many thousand signals do not bring the interpreter down (PySide6 6.12.0 on Python 3.11)."""

import subprocess
import sys

EMIT = """
import gui
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Speaker(QObject):
    said = Signal(object)
application = QCoreApplication([])
speaker = Speaker()
for _ in range(20_000):
    speaker.said.emit(1)
print("alive")
"""


def test_a_long_day_of_signals_is_survived() -> None:
    result = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, check=False)
    assert result.stdout == "alive\n", result.stderr
