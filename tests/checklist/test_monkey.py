"""A short random walk finds nothing; what a walk would find is found and told."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from checklist.monkey import acts
from checklist.monkey.child import Files
from checklist.monkey.hands import Hands
from checklist.monkey.parts import Ended, parts_of, run_part
from checklist.monkey.walk import Found, report, walk, watched
from checklist.stage import Stage

SEED, STEPS = 20, 400


@pytest.fixture(autouse=True)
def nowhere_to_write(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty field of a folder means the current one; no printer of the office is asked."""
    monkeypatch.chdir(own_home)
    monkeypatch.setenv("CUPS_SERVER", str(own_home / "no-printer"))


def test_a_short_walk_finds_nothing(stage: Stage, own_home: Path) -> None:
    log = own_home / "walk.log"
    found = walk(stage, SEED, STEPS, log=log)
    assert not found.faults, report(found, own_home)
    assert len(found.steps) == STEPS
    last = dict(line.lstrip().split(" ", 1) for line in log.read_text("utf-8").splitlines())
    assert list(last.values()) == found.steps
    assert found.places["entry"] > 0


def test_an_exception_stops_the_walk_and_is_told_with_the_way_there(
    stage: Stage, own_home: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken(hands: Hands) -> str:
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


def test_a_walk_is_parted_into_processes_with_seeds_of_their_own() -> None:
    assert parts_of(7, 4500, 2000) == [(7, 2000), (1007, 2000), (2007, 500)]
    assert parts_of(7, 300) == [(7, 300)]


def test_a_process_that_dies_is_told_with_its_signal_stack_and_steps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, ended = Files(tmp_path, 3), Ended()
    dies = "import faulthandler, os; faulthandler.enable(); os.abort()"
    writes = f"open({str(files.log)!r}, 'w').write('     1 cell of the sheet\\n'); {dies}"
    run_part([sys.executable, "-c", writes], files, ended, "--seed 3 --steps 9")
    told = capsys.readouterr().out
    assert (ended.crashes, ended.faults, ended.steps) == (1, 0, 0)
    for words in (
        "SIGABRT",
        "Fatal Python error: Aborted",
        "1 cell of the sheet",
        str(files.log),
        "--seed 3",
    ):
        assert words in told


def test_what_a_part_found_is_added_up(tmp_path: Path) -> None:
    files, ended = Files(tmp_path, 3), Ended()
    for _ in range(2):
        told = '{"steps": 5, "faults": 1, "places": {"today": 5, "stats tab_rates": 0}}'
        run_part(
            [sys.executable, "-c", f"open({str(files.told)!r}, 'w').write({told!r})"], files, ended, "again"
        )
    assert (ended.steps, ended.faults, ended.crashes) == (10, 2, 0)
    assert "10 today" in ended.table()
    assert ended.table().endswith("never: stats tab_rates")
