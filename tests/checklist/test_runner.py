"""How the checklist tells outcomes: a lack, a missing tool, a stop, and its table and file."""

import json
from pathlib import Path

import pytest

from checklist import __main__ as runner
from checklist.points import FAIL, PASS, UNMEASURED, Lacking, Point, Unmeasured, measure, require
from checklist.stage import Stage


def lacking(_stage: Stage) -> str:
    raise Lacking("no  such\nbutton")


def unmeasured(_stage: Stage) -> str:
    raise Unmeasured("no LibreOffice here")


def stopped(_stage: Stage) -> str:
    raise KeyError("row")


@pytest.mark.parametrize(
    ("run", "result", "measured"),
    [
        (lambda _stage: "3 of 3", PASS, "3 of 3"),
        (lambda _stage: "", FAIL, "measured nothing"),
        (lacking, FAIL, "no such button"),
        (unmeasured, UNMEASURED, "no LibreOffice here"),
        (stopped, FAIL, "stopped by KeyError: 'row'"),
    ],
)
def test_the_outcome_says_what_was_measured(
    run: object, result: str, measured: str, tmp_path: Path, qapp: object
) -> None:
    point = Point(1, "a point", run, False)  # type: ignore[arg-type]
    found = measure(point, Stage(tmp_path))
    assert (found.result, found.measured) == (result, measured)


def test_what_does_not_hold_is_lacking() -> None:
    require(True, "never told")
    with pytest.raises(Lacking, match="2 of 3"):
        require(False, "2 of 3")


def test_the_table_is_printed_and_the_file_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    import checklist.points

    points = {
        1: Point(1, "first", lambda _stage: "all good", False),
        2: Point(2, "second", lacking, False),
    }
    monkeypatch.setattr(checklist.points, "POINTS", points)
    monkeypatch.setattr(runner, "OUT", tmp_path / "build" / "checklist.json")
    assert runner.main([]) == 0
    assert "1 of 2 pass; fail: [2]; must-pass failing: [2]" in capsys.readouterr().out
    assert json.loads((tmp_path / "build" / "checklist.json").read_text("utf-8")) == [
        {"no": 1, "result": "pass", "measured": "all good"},
        {"no": 2, "result": "fail", "measured": "no such button"},
    ]
