"""An error in an override of Qt's is told like any other; under Python 3.11 it once took the program."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import sys
import gui
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import delete

class Page(QWidget):
    def event(self, event):
        return super().event(event)

    def contextMenuEvent(self, event):
        {what}

def press():
    at = QPoint(1, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(page, event)

application = QApplication([])
sys.excepthook = lambda kind, error, trace: print("told", kind.__name__)
page = Page()
page.show()
QTimer.singleShot(0, press)
QTimer.singleShot(50, application.quit)
application.exec()
print("alive")
"""


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("[][0]", "IndexError"),
        ("len(3)", "TypeError"),
        ("menu = QMenu(self); delete(self); menu.deleteLater()", "RuntimeError"),
        ("raise KeyError('a')", "KeyError"),
    ],
)
def test_an_error_in_an_override_is_told_and_the_program_goes_on(what: str, kind: str) -> None:
    code = PROGRAM.format(what=what)
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines() == [f"told {kind}", "alive"], ran.stderr


def test_guarded_overrides_take_as_many_arguments_as_before() -> None:
    """PySide counts them to know what of a signal a method takes."""
    from gui.table import SheetView
    from gui.table.delegate import CellDelegate

    assert SheetView.keyPressEvent.__code__.co_argcount == 2
    assert CellDelegate.paint.__code__.co_argcount == 4
    assert SheetView.updateGeometries.__code__.co_argcount == 1


def test_no_letter_of_a_field_takes_a_shortcut_of_the_window() -> None:
    """Alt+E is the menu of what can be undone; with a field of that letter on the page Qt obeyed neither."""
    taken = set(re.findall(r'"Alt\+([A-Z])"', (ROOT / "gui/keys.py").read_text("utf-8")))
    assert taken
    given = {
        (letter, path.name)
        for path in (ROOT / "gui").rglob("*.py")
        for letter in re.findall(r"\(&([A-Z])\)", path.read_text("utf-8"))
    }
    assert not {one for one in given if one[0] in taken}
