"""The command line as a clerk or another program uses it: in this process, or the real main.py."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from core.exchange.read import read_sheet
from core.exchange.roster import parse_roster
from core.services.record import new_record, open_for_work
from core.services.roster_import import import_roster
from main import main

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = "2026-11-24"
ROSTER = """村(社区),组别,包保领导,职务,包保站所,责任人,联系电话
大和社区,1组,周启明,副乡长,村建所,王建国,13800000001
大和社区,2组,周启明,副乡长,村建所,李伟,13800000002
红光村,1组,陈秀英,党委委员,财政所,李伟,13800000003
红光村,2组,陈秀英,党委委员,财政所,岳丽娟,13800000004
集贸市场,,陈秀英,党委委员,文化站,O'Neil 100% <&>😀,13800000005
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """One command's exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of 大和乡 with its roster, made once."""
    folder = tmp_path_factory.mktemp("template")
    sheet = folder / "名册.csv"
    sheet.write_text(ROSTER, encoding="utf-8")
    path = folder / "大和乡.db"
    plan = date(2022, 1, 26)

    def clock() -> datetime:
        return datetime(2026, 11, 24, 9, 30)

    new_record(path, "大和乡创文办", plan, clock)
    with open_for_work(path, clock) as db:
        import_roster(db, parse_roster(read_sheet(sheet)), plan, source=sheet.name)
    return path


@pytest.fixture
def record(template: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test, in a folder with Chinese and a space."""
    folder = tmp_path / "创文 包保"
    folder.mkdir()
    path = folder / "大和乡.db"
    copyfile(template, path)
    return path


@pytest.fixture
def run(record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the record, on a fixed day, in this process."""

    def ran(*words: object, stdin: str | bytes = b"", file: Path | None = None) -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
        capsys.readouterr()
        code = main(["--file", str(file or record), "--today", TODAY, *map(str, words)])
        return Ran(code, *capsys.readouterr())

    return ran


def program(
    *words: object, stdin: bytes = b"", env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    settings = os.environ | (env or {})
    return subprocess.run(
        command, input=stdin, env=settings, capture_output=True, timeout=120, check=False, **options
    )


def start(*words: object, **options: Any) -> subprocess.Popen[bytes]:
    """The real program, still running."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def tables(record: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the journal too."""
    conn = sqlite3.connect(record)
    try:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: conn.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    finally:
        conn.close()


def visit(person: object, day: str, area: object = "大和社区1组", **more: object) -> str:
    """One line as another program sends it."""
    return json.dumps({"person": person, "area": area, "date": day, **more}, ensure_ascii=False) + "\n"


def csv(path: Path, *lines: Sequence[str] | str) -> Path:
    """A sheet as .csv."""
    path.write_text(
        "\n".join(line if isinstance(line, str) else ",".join(line) for line in lines) + "\n", "utf-8"
    )
    return path


def sentence(ran: Ran) -> str:
    """What a refusal said: one Chinese sentence on stderr, nothing on stdout."""
    assert ran.code == 3, ran
    assert ran.out == ""
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.endswith("。\n")
    return ran.err
