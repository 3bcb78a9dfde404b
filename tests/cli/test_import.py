"""Sheets in by command: counts, refused rows, all or nothing, and the same sheet twice."""

from pathlib import Path

import pytest

from tests.cli.conftest import ROSTER, Run, csv, sentence, tables

CHECK_INS = ("姓名,单位,区域,日期,事由", "王建国,村建所,大和社区1组,2026-10-12,入户宣传")
FINDINGS = (
    "日期,村(社区),地点,类别,问题描述,责任站所,整改期限",
    "2026-10-13,红光村,村口,乱贴小广告,电杆上有小广告,财政所,2026-10-16",
)
SCORES = ("村/单位,得分,分组,备注", "红光村,93.5,,", "大和社区,,,未参加考核", "财政所,200/3,,")


@pytest.mark.parametrize(
    ("kind", "lines", "more", "new"),
    [
        ("roster", ROSTER.split(), [], None),
        ("check-ins", CHECK_INS, [], 1),
        ("findings", FINDINGS, ["--month", "2026-10"], 1),
        ("scores", SCORES, ["--month", "2026-10"], 3),
    ],
)
def test_a_second_import_changes_nothing(
    run: Run,
    tmp_path: Path,
    record: Path,
    kind: str,
    lines: tuple[str, ...],
    more: list[str],
    new: int | None,
) -> None:
    sheet = csv(tmp_path / "表.csv", *(ROSTER.splitlines() if kind == "roster" else lines))
    first = run("import", kind, sheet, *more, "--json")
    assert first.code == 0, first.err
    assert first.json["new"] == (new or 0)
    before = tables(record)
    second = run("import", kind, sheet, *more, "--json")
    assert second.code == 0
    assert (second.json["new"], second.json["updated"], second.json["refused"]) == (0, 0, [])
    assert tables(record) == before


def test_faulty_rows_are_left_out_and_listed(run: Run, tmp_path: Path) -> None:
    bad = (
        "没有这人,,大和社区1组,2026-10-12,",
        "王建国,,大和社区1组,2026-10-32,",
        "李伟,,大和社区1组,2026-10-12,",
    )
    ran = run("import", "check-ins", csv(tmp_path / "a.csv", *CHECK_INS, *bad), "--json")
    assert ran.code == 2
    assert sorted(ran.json) == ["new", "notes", "refused", "unchanged", "updated"]
    assert ran.json["new"] == 1
    assert [text[:3] for text in sorted(ran.json["refused"])] == ["第3行", "第4行", "第5行"]
    assert all(text in ran.err for text in ran.json["refused"])
    assert "有2个“李伟”" in ran.err


@pytest.mark.parametrize("option", ["--strict", "--dry-run"])
def test_strict_and_dry_run_change_nothing(run: Run, tmp_path: Path, record: Path, option: str) -> None:
    before = tables(record)
    sheet = csv(tmp_path / "a.csv", *CHECK_INS, "没有这人,,大和社区1组,2026-10-12,")
    ran = run("import", "check-ins", sheet, option)
    assert ran.code == (3 if option == "--strict" else 2)
    assert "没有这人" in ran.err
    assert tables(record) == before


def test_trying_makes_no_backup(run: Run, tmp_path: Path, record: Path) -> None:
    run("import", "check-ins", csv(tmp_path / "a.csv", *CHECK_INS), "--dry-run")
    assert not list((record.parent / "大和乡.files").glob("backups/*"))


def test_strict_lists_each_unreadable_row(run: Run, tmp_path: Path) -> None:
    bad = ("王建国,,大和社区1组,2026-10-32,", "王建国,,大和社区1组,10-1,")
    ran = run("import", "check-ins", csv(tmp_path / "a.csv", *CHECK_INS, *bad), "--strict")
    assert ran.code == 3
    assert "第3行" in ran.err
    assert "第4行" in ran.err
    assert "整张表没有导入（共2处）" in ran.err


def test_refused_rows_are_listed_as_they_stand_in_the_sheet(run: Run, tmp_path: Path) -> None:
    bad = ("没有这人,,大和社区1组,2026-10-12,", "王建国,,大和社区1组,2026-10-32,")
    ran = run("import", "check-ins", csv(tmp_path / "a.csv", CHECK_INS[0], *bad), "--json")
    assert [one[:3] for one in ran.json["refused"]] == ["第2行", "第3行"]


def test_a_heading_without_rows_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("import", "check-ins", csv(tmp_path / "a.csv", CHECK_INS[0]))
    assert ran.code == 0
    assert "表头下面没有可导入的行" in ran.err


def test_lines_of_another_month_are_refused(run: Run, tmp_path: Path) -> None:
    lines = ("王建国,,大和社区1组,2026-09-27,", "王建国,,大和社区1组,2026-11-01,")
    ran = run(
        "import", "check-ins", csv(tmp_path / "a.csv", *CHECK_INS, *lines), "--month", "2026-10", "--json"
    )
    assert ran.code == 2
    assert ran.json["new"] == 2  # 1 November lies in the last week of October
    assert ran.json["refused"] == ["第3行“日期”：2026-09-27不在2026年10月，请改正后重新导入。"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "scores"], "导入得分要写明是哪个月"),
        (["import", "check-ins", "--from", "2026-01-01"], "“--from”只用于导入名册"),
        (["import", "roster", "--month", "2026-10"], "导入名册不分月份"),
    ],
)
def test_options_of_another_sheet_are_refused(run: Run, tmp_path: Path, words: list[str], said: str) -> None:
    assert said in sentence(run(*words, csv(tmp_path / "a.csv", *CHECK_INS)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", b"", "空.xlsx"),
        ("坏.xlsx", b"PK\x03\x04 broken", "坏.xlsx"),
        ("图.xls", b"\x89PNG\r\n\x1a\n0000", "图.xls"),
        ("没有表头.csv", "甲,乙\n1,2\n".encode(), "姓名"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(
    run: Run, tmp_path: Path, record: Path, name: str, content: bytes, said: str
) -> None:
    before = tables(record)
    (tmp_path / name).write_bytes(content)
    assert said in sentence(run("import", "check-ins", tmp_path / name))
    assert tables(record) == before


def test_a_missing_sheet_is_named(run: Run, tmp_path: Path) -> None:
    said = sentence(run("import", "roster", tmp_path / "没有.xlsx"))
    assert said == "找不到文件“没有.xlsx”，请检查文件名和所在文件夹。\n"


def test_words_for_the_clerk(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "签到.csv", *CHECK_INS)
    tried = run("import", "check-ins", sheet, "--dry-run")
    assert tried.out == "试导入签到“签到.csv”：新增1、更新0、未变0、未导入0（没有保存）。\n"
    done = run("import", "check-ins", sheet)
    assert done.out == "已导入签到“签到.csv”：新增1、更新0、未变0、未导入0。\n"
    assert run("undo").out == "已撤销“导入签到“签到.csv””（1处改动）。\n"


def test_a_roster_may_begin_on_a_day(run: Run, tmp_path: Path, record: Path) -> None:
    lines = ROSTER.splitlines()
    sheet = csv(tmp_path / "新.csv", lines[0], lines[1].replace("王建国", "何小英"))
    ran = run("import", "roster", sheet, "--from", "2026-10-01", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["new"] == 1
    assert ran.json["updated"] == 1  # 王建国's line ends on 30 September
    ends = [row for row in tables(record)["assignment"] if "2026-09-30" in row]
    assert len(ends) == 1
