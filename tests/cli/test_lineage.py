"""merge, rename and close-month on the command line; each one step that undo takes back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, csv, sentence, tables, visit

FROM = ("--from", "2026-10-12")


def test_a_village_becomes_a_community(run: Run, record: Path, tmp_path: Path) -> None:
    before = {name: rows for name, rows in tables(record).items() if name not in ("op", "change")}
    said = run("rename", "红光村", "红光社区", *FROM, "--kind", "community")
    assert said.out == "2026年10月12日起，红光村为红光社区；以前的月份仍用原来的名称。\n"
    sheet = csv(
        tmp_path / "签到.csv", "姓名,日期,到岗区域", "王建国,2026-10-20,红光村", "王建国,2026-10-06,红光村"
    )
    taken = run("import", "check-ins", sheet, "--json").json
    assert (taken["new"], taken["notes"]) == (
        2,
        ["“红光村”在2026年10月20日是“红光社区”，已记在“红光社区”。"],
    )
    assert run("write", "check-ins", stdin=visit("王建国", "2026-10-21", "红光村1组")).out.startswith("ACK")
    for _ in range(3):
        assert run("undo").code == 0
    after = {name: rows for name, rows in tables(record).items() if name not in ("op", "change")}
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"sqlite_sequence"}  # ids are never given twice


def test_villages_merge_under_a_new_name(run: Run) -> None:
    assert run("merge", "大和社区", "红光村", "--name", "新光社区", "--kind", "community", *FROM).code == 0
    sheets = run("evaluate", "--month", "2026-10", "--json").json["scores"]
    assert {one["unit"] for one in sheets if one["kind"] == "village"} == {"新光社区"}
    past = run("evaluate", "--month", "2026-09", "--json").json["scores"]
    assert {one["unit"] for one in past if one["kind"] == "village"} == {"大和社区", "红光村"}


def test_stations_merge_into_one_of_them(run: Run) -> None:
    assert run("merge", "文化站", "--into", "财政所", *FROM).out.startswith(
        "2026年10月12日起，文化站为财政所"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["merge", "红光村", "--into", "红光村"], "至少要写两个名称"),
        (["merge", "红光村", "大和社区"], "--into"),
        (["merge", "红光村", "没有村", "--name", "新光村"], "名册里没有单位“红光村”|没有村"),
        (["merge", "红光村", "--into", "集贸市场"], "不是一类"),
        (["rename", "文化站", "文化中心", "--kind", "community"], "只用于村（居）"),
        (["rename", "红光村", "大和社区"], "已经在名册里"),
    ],
)
def test_what_is_refused(run: Run, record: Path, words: list[str], said: str) -> None:
    before = tables(record)
    text = sentence(run(*words, *FROM))
    assert any(one in text for one in said.split("|")), text
    assert tables(record) == before


def test_a_month_is_closed_after_its_issue(run: Run, tmp_path: Path) -> None:
    assert "还没有印发" in sentence(run("close-month", "--month", "2026-10"))
    run("write", "check-ins", stdin=visit("王建国", "2026-10-20"))
    assert run("circular", "--month", "2026-10", "--issue", "--to", tmp_path / "通报.pdf").code == 0
    assert run("close-month", "--month", "2026-10").out == "2026年10月已封账。\n"
    run("write", "check-ins", stdin=visit("王建国", "2026-10-22"))
    assert run("print", "supplement", "--month", "2026-10", "--to", tmp_path / "补录.pdf").code == 0
    again = run("close-month", "--month", "2026-10", "--reopen")
    assert again.code == 0
