"""Ledgers by command: listed, taken in, read and handed out."""

from pathlib import Path

from core.ledgers import LEDGERS
from tests.cli.conftest import Run, csv, sentence

MEETINGS = (
    "日期,单位,主持人,研究内容,参会人员",
    "2026-10-12,村建所,王建国,研究小广告整治,王建国、村建所/李伟",
    "2026-11-02,,周启明,研究集贸市场秩序,周启明、陈秀英",
    "2026-11-03,,,没有人主持,",
)


def test_all_ledgers_are_listed(run: Run) -> None:
    lines = run("ledgers").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [one.command for one in LEDGERS]
    assert "study-meetings\t例会\t方案四（一）2：每周至少专题研究一次创文工作" in lines
    assert len(run("ledgers", "--json").json) == len(LEDGERS)


def test_a_sheet_goes_in_and_out_by_month(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "例会.csv", *MEETINGS)
    first = run("import", "study-meetings", sheet, "--json")
    assert first.code == 2
    assert first.json["new"] == 2
    assert first.json["refused"] == ["第4行“主持人”：单位和主持人至少要写一个，请改正后重新导入。"]
    (october,) = run("ledgers", "study-meetings", "--month", "2026-10", "--json").json
    assert october["attendees"] == "王建国、李伟（村建所）"
    assert "研究集贸市场秩序" in run("ledgers", "study-meetings").out
    out = tmp_path / "出.xlsx"
    assert run("export", "study-meetings", "--to", out, "--json").json["rows"] == 2
    again = run("import", "study-meetings", out, "--json")
    assert (again.code, again.json["unchanged"], again.json["new"]) == (0, 2, 0)


def test_what_does_not_fit_is_said(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "例会.csv", *MEETINGS)
    assert "例会不分月份" in sentence(run("import", "study-meetings", sheet, "--month", "2026-10"))
    assert "宣传专栏不分月份" in sentence(run("ledgers", "boards", "--month", "2026-10"))
    assert "还没有记录" in run("ledgers", "boards").out
    assert "、“专栏”列" in run("import", "boards", sheet).err
