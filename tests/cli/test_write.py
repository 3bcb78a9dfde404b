"""Check-ins from another program: what is acknowledged is kept, what is bad is said, line by line."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, tables, visit


def kept(record: Path) -> list[tuple[Any, ...]]:
    return tables(record)["check_in"]


def test_each_line_is_answered_in_order(run: Run, record: Path) -> None:
    lines = (
        visit("王建国", "2026-10-12", note="入户"),
        "不是JSON\n",
        visit("财政所/李伟", "2026-10-13", "红光村1组"),
        "\n",
        visit("李伟", "2026-10-13"),
        visit(1, "2026.10.14", None),
        visit("1", "2026-10-15", "集贸市场"),
    )
    ran = run("write", "check-ins", stdin="".join(lines))
    assert ran.code == 2
    said = ran.out.splitlines()
    assert [line.split(" ")[0] for line in said] == ["ACK", "NAK", "ACK", "NAK", "ACK", "ACK"]
    assert [int(line[4:]) for line in said if line.startswith("ACK")] == [row[0] for row in kept(record)]
    assert "有2个“李伟”" in said[3]


def test_names_with_odd_characters(run: Run, record: Path) -> None:
    ran = run(
        "write", "check-ins", stdin=visit("文化站/O'Neil 100% <&>😀", "2026-10-12", note="' % _ \\ <b> 𬭚")
    )
    assert ran.code == 0, ran.out
    assert "' % _ \\ <b> 𬭚" in kept(record)[0]


def test_a_duplicate_is_kept_acknowledged_and_flagged(run: Run, record: Path) -> None:
    ran = run("write", "check-ins", stdin=visit("王建国", "2026-10-12") * 2)
    assert ran.code == 0
    assert ran.out == "ACK 1\nACK 2\n"
    assert "第2行" in ran.err
    assert "第1号相同" in ran.err
    month = run("evaluate", "--month", "2026-10", "--json").json
    (week,) = [q for q in month["quotas"] if q["person"] == "王建国" and q["week"] == "2026-W42"]
    assert week["done"] == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "不是一个JSON对象"),
        ("{", "不是一个JSON对象"),
        ("[" * 50_000, "不是一个JSON对象"),
        ("9" * 5_000, "不是一个JSON对象"),
        ("x" * 100_001, "太长"),
        ("{}", "缺少person、area、date"),
        (visit("王建国", "2026-10-32"), "不存在的日期"),
        (visit("王建国", "10月3日"), "没有写年份"),
        (visit("王建国", "2026-11-25"), "在今天之后"),
        (visit("没有\n这人", "2026-10-12"), "名册里没有"),
        (visit(99, "2026-10-12"), "没有编号为99的人员"),
        (visit(True, "2026-10-12"), "person要写"),
        (visit([], "2026-10-12"), "person要写"),
        (visit("王建国", "2026-10-12", "1组"), "有2处叫“1组”"),
        (visit("王建国", "2026-10-12", 3), "area要写"),
        (visit("王建国", "2026-10-12", "某村"), "某村"),
        ('{"person":"王建国","area":"大和社区1组","date":20261012}', "date要写成"),
        (visit("王建国", "2026-10-12", note=1), "note要写文字"),
        (visit("王建国", "2026-10-12", note="110101199003071234"), "身份证"),
    ],
)
def test_a_bad_line_is_refused_in_one_line(run: Run, record: Path, line: str, reason: str) -> None:
    ran = run("write", "check-ins", stdin=line.rstrip("\n") + "\n" + visit("王建国", "2026-10-12"))
    assert ran.code == 2
    bad, good = ran.out.splitlines()
    assert bad.startswith("NAK ")
    assert reason in bad
    assert good == "ACK 1"
    assert len(kept(record)) == 1


def test_bytes_that_are_no_utf8_are_refused(run: Run, record: Path) -> None:
    ran = run("write", "check-ins", stdin=visit("王建国", "2026-10-12", note="入户").encode("gbk"))
    assert ran.code == 2
    assert "不是UTF-8" in ran.out
    assert kept(record) == []


def test_a_byte_order_mark_and_windows_line_ends_are_taken(run: Run) -> None:
    data = b"\xef\xbb\xbf" + visit("王建国", "2026-10-12").strip().encode() + b"\r\n\r\n"
    assert run("write", "check-ins", stdin=data).out == "ACK 1\n"


def test_nothing_to_write_is_done(run: Run) -> None:
    ran = run("write", "check-ins")
    assert (ran.code, ran.out) == (0, "")


def test_each_line_is_an_undo_of_its_own(run: Run, record: Path) -> None:
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12") + visit("王建国", "2026-10-13"))
    assert run("undo").out == "已撤销“登记签到”（1处改动）。\n"
    assert len(kept(record)) == 1
