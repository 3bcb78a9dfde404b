"""The real main.py in processes of its own: two at once, killed, out of room, without anyone reading."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from core.db import open_record
from tests.cli.conftest import ROOT, TODAY, program, start, tables, visit

DAY = ("--today", TODAY)


def text(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str, str]:
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_chinese_comes_out_whole_under_lang_c(tmp_path: Path) -> None:
    env = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "", "PYTHONIOENCODING": "ascii"}
    path = tmp_path / "台 账" / "红旗镇.db"
    code, out, err = text(program("--file", path, "new", "--unit", "红旗镇创文办", env=env))
    assert (code, err) == (0, "")
    assert out == f"已新建“红旗镇创文办”的台账：{path}\n"
    line = visit("没有这人", "2026-10-12").encode()
    code, out, err = text(program("--file", path, *DAY, "write", "check-ins", stdin=line, env=env))
    assert (code, out) == (2, "NAK 名册里没有“没有这人”，请核对姓名或先在名册里新增。\n")


def test_a_second_writer_waits_and_gives_up_while_readers_go_on(record: Path) -> None:
    with open_record(record):
        writer = start("--file", record, *DAY, "write", "check-ins")
        reading = text(program("--file", record, *DAY, "evaluate", "--month", "2026-10"))
        exporting = text(
            program("--file", record, *DAY, "export", "roster", "--to", record.parent / "a.xlsx")
        )
        out, err = writer.communicate(visit("王建国", "2026-10-12").encode(), timeout=60)
    assert reading[0] == 0, reading
    assert exporting[0] == 0, exporting
    assert (writer.returncode, out) == (3, b"")
    assert "正被另一个窗口或命令使用" in err.decode()
    code, out_later, _ = text(
        program("--file", record, *DAY, "write", "check-ins", stdin=visit("王建国", "2026-10-12").encode())
    )
    assert (code, out_later) == (0, "ACK 1\n")


def test_what_was_acknowledged_survives_a_kill(record: Path) -> None:
    people = ("王建国", "村建所/李伟", "财政所/李伟", "岳丽娟")
    lines = [
        visit(who, f"2026-{m:02d}-{d:02d}") for m in range(1, 11) for d in range(1, 29) for who in people
    ]
    writer = start("--file", record, *DAY, "write", "check-ins")
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write("".join(lines).encode())
    acknowledged = [writer.stdout.readline() for _ in range(40)]
    writer.kill()
    acknowledged += [line for line in writer.stdout.readlines() if line.endswith(b"\n")]
    _forget(writer)
    ids = {int(line.split()[1]) for line in acknowledged}
    code, out, err = text(program("--file", record, *DAY, "check"))
    assert (code, out) == (0, "没有发现问题。\n"), err
    kept = {row[0] for row in tables(record)["check_in"]}
    assert ids <= kept
    assert len(kept) <= len(ids) + 1


def _forget(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes of a process that is gone."""
    with suppress(BrokenPipeError):
        process.communicate()
    process.wait()


def test_acknowledgements_come_line_by_line(record: Path) -> None:
    writer = start("--file", record, *DAY, "write", "check-ins")
    assert writer.stdin is not None
    assert writer.stdout is not None
    for number in range(1, 4):
        writer.stdin.write(visit("王建国", f"2026-10-{number:02d}").encode())
        writer.stdin.flush()
        assert writer.stdout.readline() == f"ACK {number}\n".encode()
        assert len(tables(record)["check_in"]) == number
    assert writer.communicate()[0] == b""
    assert writer.returncode == 0


def test_nobody_reading_ends_quietly(record: Path) -> None:
    writer = start("--file", record, *DAY, "write", "check-ins")
    assert writer.stdin is not None
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    writer.stdin.write("".join(visit("王建国", f"2026-10-{day:02d}") for day in range(1, 29)).encode())
    writer.stdin.close()
    said = writer.stderr.read()
    writer.stderr.close()
    assert (writer.wait(60), said) == (141, b"")
    assert len(tables(record)["check_in"]) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_quietly(record: Path) -> None:
    writer = start("--file", record, *DAY, "write", "check-ins")
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(visit("王建国", "2026-10-12").encode())
    writer.stdin.flush()
    assert writer.stdout.readline() == b"ACK 1\n"
    writer.send_signal(signal.SIGINT)
    out, err = writer.communicate(timeout=60)
    assert (writer.returncode, out, err) == (130, b"", b"")
    assert len(tables(record)["check_in"]) == 1


def _with_room(room: int) -> Any:
    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return limit


@pytest.mark.skipif(os.name == "nt", reason="Windows has no RLIMIT_FSIZE")
@pytest.mark.filterwarnings("ignore:.*preexec_fn.*")
def test_a_full_disk_refuses_and_keeps_what_was_there(record: Path, tmp_path: Path) -> None:
    program("--file", record, *DAY, "write", "check-ins", stdin=visit("王建国", "2026-10-12").encode())
    before = tables(record)
    target = tmp_path / "通报.pdf"
    target.write_bytes(b"old")
    room = record.stat().st_size + 4096
    issue = ("circular", "--month", "2026-10", "--to", target, "--issue")
    lines = "".join(visit("王建国", f"2026-10-{day:02d}", note="字" * 9000) for day in range(13, 17)).encode()
    for words, stdin, code in ((issue, b"", 3), (("write", "check-ins"), lines, 2)):
        done = program("--file", record, *DAY, *words, stdin=stdin, preexec_fn=_with_room(room))
        ended, out, err = text(done)
        assert ended == code, (out, err)
        assert "Traceback" not in err
        assert "NAK" in out if stdin else err.count("\n") == 1
    sheet = tmp_path / "名册.xlsx"
    sheet.write_bytes(b"old")
    export = program("--file", record, *DAY, "export", "roster", "--to", sheet, preexec_fn=_with_room(2000))
    assert text(export)[:2] == (3, "")
    assert "没有写成（可能磁盘已满）" in export.stderr.decode()
    assert sheet.read_bytes() == b"old"
    kept = {row[0] for row in before["check_in"]}
    assert kept <= {row[0] for row in tables(record)["check_in"]}
    assert tables(record)["doc_number"] == []
    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert text(program("--file", record, *DAY, "check"))[:2] == (0, "没有发现问题。\n")


def test_a_missing_font_is_named_and_takes_no_number(record: Path, tmp_path: Path) -> None:
    program("--file", record, *DAY, "write", "check-ins", stdin=visit("王建国", "2026-10-12").encode())
    code = f"import pathlib, resources, main; resources.ROOT = pathlib.Path({str(tmp_path)!r})"
    words = ("--file", record, *DAY, "circular", "--month", "2026-10", "--to", tmp_path / "a.pdf", "--issue")
    command = [sys.executable, "-c", code + "; raise SystemExit(main.main())", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 3
    assert "找不到字体文件" in done.stderr.decode()
    assert tables(record)["doc_number"] == []
    assert not (tmp_path / "a.pdf").exists()


def test_the_program_checks_itself(tmp_path: Path) -> None:
    code, out, err = text(program("--selfcheck", cwd=tmp_path))
    assert code == 0, out + err
    assert out.splitlines()[-1] == "共9项，全部通过。"
    assert all(line.startswith("通过  ") for line in out.splitlines()[:-1])
    assert list(tmp_path.iterdir()) == []


def test_the_window_comes_before_the_heavy_packages() -> None:
    code = (
        "import sys; sys.argv = ['main.py', '--file', 'a.db']; import main; from cli.parser import parse;"
        "parse(sys.argv[1:]);"
        "print([name for name in ('sqlalchemy', 'reportlab', 'openpyxl', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
