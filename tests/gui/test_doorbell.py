"""A second start on the same file brings the first window forward and goes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.doorbell import ring
from gui.start import Desk
from tests.gui.views.asking import quiet

ROOT = Path(__file__).resolve().parents[2]


def start(path: Path, home: Path) -> "subprocess.Popen[bytes]":
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
    }
    return subprocess.Popen([sys.executable, "main.py", "--file", str(path)], cwd=ROOT, env=surroundings)


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_second_start_raises_the_first_window(
    desk: Desk, record: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.open(record)
    qtbot.waitUntil(lambda: desk.window.current == "today")
    quiet(desk.app, qtbot)
    desk.window.showMinimized()
    with qtbot.waitSignal(desk.bell.rung, timeout=20_000):
        second = start(record, tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    assert not desk.window.windowState() & Qt.WindowState.WindowMinimized


def test_nobody_answers_for_a_record_that_is_not_open(desk: Desk, record: Path, qtbot: QtBot) -> None:
    assert not ring(record)
    desk.open(record)
    qtbot.waitUntil(lambda: desk.window.current == "today")
    quiet(desk.app, qtbot)
    desk.bell.close()
    assert not ring(record)
