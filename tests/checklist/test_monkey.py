"""A short random walk finds nothing; what a walk would find is found and told."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from checklist.monkey import acts
from checklist.monkey.walk import Found, report, walk, watched
from checklist.stage import Stage

SEED, STEPS = 20, 400


@pytest.fixture(autouse=True)
def nowhere_to_write(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty field of a folder means the current one; no printer of the office is asked."""
    monkeypatch.chdir(own_home)
    monkeypatch.setenv("CUPS_SERVER", str(own_home / "no-printer"))


def test_a_short_walk_finds_nothing(stage: Stage, own_home: Path) -> None:
    found = walk(stage, SEED, STEPS)
    assert not found.faults, report(found, own_home)
    assert len(found.steps) == STEPS


def test_an_exception_stops_the_walk_and_is_told_with_the_way_there(
    stage: Stage, own_home: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken(hands: acts.Hands) -> str:
        raise KeyError(len(hands.desk.window.pages))

    monkeypatch.setattr(acts, "ACTS", ((9, acts.letter), (1, broken)))
    found = walk(stage, SEED, STEPS)
    assert len(found.faults) == 1
    assert len(found.steps) < STEPS
    told = report(found, own_home / "build")
    assert "KeyError: 1" in told
    assert f"--seed {SEED} --steps {len(found.steps)}" in told
    kept = (own_home / "build" / f"monkey-{SEED}.txt").read_text("utf-8").splitlines()
    assert len(kept) == len(found.steps)


def test_a_warning_of_qt_is_a_fault_and_the_hooks_come_back(qapp: object) -> None:
    found, before = Found(1), sys.excepthook
    with watched(found):
        qWarning("This plugin does not support raise()")
        qWarning("QPainter::begin: it went wrong")
    assert list(found.faults) == ["Qt: QPainter::begin: it went wrong"]
    assert sys.excepthook is before
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
