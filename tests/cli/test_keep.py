"""new, sample, export, history, undo, backup, restore, check, and how a bug ends."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cli import run as dispatch
from cli.guard import log_file
from core.db import SCHEMA
from core.exchange.read import read_sheet
from tests.cli.conftest import Run, sentence, tables, visit

KINDS = ("roster", "check-ins", "findings", "scores")


# -- new, sample -----------------------------------------------------------------------------------


def test_new_makes_a_record_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "新 建" / "红旗镇.db"
    ran = run("new", "--unit", " 红旗镇创文办 ", "--json", file=path)
    assert ran.json == {"file": str(path), "unit": "红旗镇创文办"}
    before = path.read_bytes()
    assert "已经存在，没有覆盖它" in sentence(run("new", "--unit", "红旗镇创文办", file=path))
    assert path.read_bytes() == before
    assert "请填写单位名称" in sentence(run("new", "--unit", " ", file=tmp_path / "b.db"))
    assert not (tmp_path / "b.db").exists()


def test_a_sample_is_whole(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    ran = run("sample", "--months", "2", file=path)
    assert ran.code == 0, ran.err
    assert "已新建示例台账（人员" in ran.out
    assert run("check", file=path).out == "没有发现问题。\n"
    for kind in KINDS:
        sheet = tmp_path / f"{kind}.xlsx"
        assert run("export", kind, "--to", sheet, file=path).code == 0
        month = ("--month", "2026-10") if kind == "scores" else ()
        back = run("import", kind, sheet, *month, "--json", file=path).json
        assert (back["new"], back["updated"], back["refused"]) == (0, 0, []), kind


# -- export ----------------------------------------------------------------------------------------


def test_phones_leave_masked_unless_asked_for(run: Run, record: Path, tmp_path: Path) -> None:
    masked, full = tmp_path / "名册.xlsx", tmp_path / "完整.xlsx"
    assert run("export", "roster", "--to", masked, "--json").json["rows"] == 5
    assert {row[6] for row in read_sheet(masked).rows[1:]} == {f"138****000{n}" for n in range(1, 6)}
    before = tables(record)
    assert run("import", "roster", masked, "--json").json["updated"] == 0
    assert tables(record) == before
    assert run("export", "roster", "--to", full, "--full").code == 0
    assert {row[6] for row in read_sheet(full).rows[1:]} == {f"1380000000{n}" for n in range(1, 6)}
    assert [row[3] for row in tables(record)["op"]][-1] == "导出完整电话"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check-ins", "--to", "a.xlsx", "--full"], "“--full”只用于导出名册"),
        (["roster", "--to", "a.xlsx", "--month", "2026-10"], "导出名册不分月份"),
        (["roster", "--to", "a.csv"], "要以.xlsx结尾"),
        (["roster", "--to", "没有/a.xlsx"], "没有"),
    ],
)
def test_an_export_that_makes_no_sense_is_refused(run: Run, words: list[str], said: str) -> None:
    assert said in sentence(run("export", *words))


# -- history and undo ------------------------------------------------------------------------------


def test_a_row_tells_its_history(run: Run) -> None:
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12", note="入户"))
    run("undo")
    out = run("history", "check-in", "1").out
    assert out.startswith("签到第1号\n\n2026-11-24 ")
    for words in (
        "登记签到（新增）",
        "人员：王建国",
        "区域：大和社区1组",
        "日期：2026年10月12日",
        "撤销 登记签到（删除）",
    ):
        assert words in out
    steps = run("history", "签到", "1", "--json").json
    assert [one["verb"] for one in steps] == ["新增", "删除"]
    assert steps[0]["changes"][0] == {"column": "人员", "before": "", "after": "王建国"}


def test_people_units_and_areas_are_found_by_name(run: Run) -> None:
    out = run("history", "person", "村建所/李伟").out
    assert "电话：138****0002" in out
    assert "13800000002" not in out
    assert "包保站所：村建所" in run("history", "assignment", "1").out
    assert "名称：大和社区" in run("history", "area", "大和社区").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["planet", "1"], "没有“planet”这种记录，可以写：person（人员）"),
        (["finding", "x"], "“x”不是编号"),
        (["finding", "1"], "没有第1号问题"),
        (["person", "李伟"], "有2个“李伟”"),
        (["check-in", "99999999999999999999999"], "没有第"),
    ],
)
def test_a_history_of_nothing_is_refused(run: Run, words: list[str], said: str) -> None:
    assert said in sentence(run("history", *words))


def test_undo_ends_where_it_may_not_go_on(run: Run) -> None:
    assert run("undo").out.startswith("已撤销“导入名册“名册.csv””")
    assert "“新建台账”不能撤销" in sentence(run("undo"))


# -- backup, restore, check ------------------------------------------------------------------------


def test_a_backup_comes_back(run: Run, record: Path, tmp_path: Path) -> None:
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12"))
    run("circular", "--month", "2026-10", "--to", tmp_path / "a.pdf", "--issue")
    ran = run("backup", "--to", tmp_path, "--json")
    package = tmp_path / "大和乡-2026-11-24.zip"
    assert ran.json == {
        "file": str(package),
        "counts": {"person": 7, "check_in": 1, "finding": 0, "circular": 1},
    }
    there = tmp_path / "另一台" / "大和乡.db"
    assert run("restore", "--from", package, file=there).code == 0
    assert run("check", file=there).out == "没有发现问题。\n"
    run("write", "check-ins", stdin=visit("王建国", "2026-10-14"))
    back = run("restore", "--from", package)
    assert "人员7、签到1" in back.out
    assert "恢复前的内容存在：" in back.out
    assert len(tables(record)["check_in"]) == 1
    assert run("check").code == 0


def test_a_restore_of_nothing_is_refused(run: Run, record: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "新" / "a.db"
    assert "找不到备份" in sentence(run("restore", "--from", tmp_path / "没有.zip", file=fresh))
    assert not fresh.parent.exists()
    assert "不是备份" in sentence(run("restore", "--from", record))


def test_check_finds_a_changed_paper(run: Run, record: Path, tmp_path: Path) -> None:
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12"))
    run("circular", "--month", "2026-10", "--to", tmp_path / "a.pdf", "--issue")
    (paper,) = (record.parent / "大和乡.files" / "issued").glob("*.pdf")
    paper.write_bytes(paper.read_bytes() + b"\n")
    ran = run("check")
    assert ran.code == 3
    assert "被改动过" in ran.out
    paper.unlink()
    assert "找不到" in run("check", "--json").json["faults"][0]


def test_check_finds_another_hand_in_the_tables(run: Run, record: Path) -> None:
    with sqlite3.connect(record) as conn:
        conn.execute("UPDATE person SET name = '王建图' WHERE id = 1")
    conn.close()
    ran = run("check")
    assert (ran.code, ran.out) == (3, "表 person 第1条与操作记录不一致。\n")


# -- files that are no record ----------------------------------------------------------------------


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 999)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE photos (id)")
    conn.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    conn.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_empty, "是空文件"),
        (_garbage, "不是台账数据文件"),
        (_foreign, "不是包保台账的数据文件"),
        (_newer, "更新的版本"),
    ],
)
@pytest.mark.parametrize("command", [("undo",), ("evaluate", "--month", "2026-10"), ("check",)])
def test_a_file_that_is_no_record_stays_as_it_is(
    run: Run, record: Path, tmp_path: Path, spoil: Any, said: str, command: tuple[str, ...]
) -> None:
    path = record if spoil is _newer else tmp_path / "别的.db"
    spoil(path)
    before = path.read_bytes()
    assert said in sentence(run(*command, file=path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "command", [("undo",), ("evaluate", "--month", "2026-10"), ("backup", "--to", "a.zip")]
)
def test_a_missing_record_is_named_and_not_made(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "没有.db"
    assert "找不到数据文件" in sentence(run(*command, file=path))
    assert list(tmp_path.glob("没有*")) == []


# -- a bug -----------------------------------------------------------------------------------------


def test_a_bug_is_logged_without_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ValueError("王建国 13800000001")

    monkeypatch.setitem(dispatch._COMMANDS, "check", broken)
    ran = run("check")
    assert ran.code == 1
    assert ran.err == f"程序出了错，这一步没有做成；已保存的数据未受影响，请把“{log_file()}”发给维护人员。\n"
    log = log_file().read_text("utf-8")
    assert "ValueError" in log
    assert "test_keep.py" in log
    assert "王建国" not in log
    monkeypatch.setenv("BAOBAO_DEBUG", "1")
    assert "Traceback" in run("check").err
