"""plan: what lacks, a proposal beside today's roster, taking it over, undone by one undo."""

from pathlib import Path

from core.exchange.read import read_sheet
from tests.cli.conftest import Run, sentence

START = "2026-12-01"


def test_check_in_words_and_as_json(run: Run) -> None:
    ran = run("plan", "check")
    assert ran.code == 0
    assert "一、责任缺口：" in ran.out
    assert "强弱搭配：3处没有登记，不能核对" in ran.out
    found = run("plan", "check", "--json").json
    assert list(found) == ["day", "gaps", "principles", "balance", "faults"]
    assert [one["name"] for one in found["principles"]] == ["领导对应", "强弱搭配", "就近"]
    assert found["gaps"][0] == {"level": "区级", "text": "名册里没有登记区级包保单位。"}
    assert {"name", "count", "side"} == set(found["balance"][0]["loads"][0])


def test_propose_writes_a_sheet_and_says_the_same_twice(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "方案.xlsx"
    ran = run("plan", "propose", "--level", "village", "--to", target)
    assert ran.code == 0
    assert ran.out == run("plan", "propose", "--level", "village", "--to", target).out
    rows = list(read_sheet(target).rows)
    assert [str(cell) for cell in rows[0][:4]] == ["类别", "区域", "现在", "方案"]
    found = run("plan", "propose", "--level", "village", "--json").json
    assert [one["kind"] for one in found] == ["station", "leader"]
    for plan in found:
        assert all(row["then"] for row in plan["rows"])
        assert float(plan["prices"]["合计"]["then"]) <= float(plan["prices"]["合计"]["today"])


def test_adopt_is_one_step_under_a_document_of_its_own(run: Run) -> None:
    before = run("plan", "propose", "--from", START, "--most", "2", "--level", "group", "--json").json
    moved = [row for row in before[0]["rows"] if row["changed"]]
    assert moved == []
    args = ("--from", START, "--level", "village", "--change", "0", "--balance", "9999")
    asked = run("plan", "propose", *args, "--json").json
    changed = [row["name"] for plan in asked for row in plan["rows"] if row["changed"]]
    assert changed
    ran = run("plan", "adopt", *args, "--document", "包保任务调整表", "--json")
    assert (ran.code, ran.json["document"], ran.json["start"]) == (0, "包保任务调整表", START)
    assert ran.json["lines"] >= len(changed)
    after = run("plan", "propose", *args, "--json").json
    assert [row for plan in after for row in plan["rows"] if row["changed"]] == []
    assert run("undo").code == 0
    assert run("plan", "propose", *args, "--json").json == asked


def test_what_is_missing_is_one_sentence(run: Run, tmp_path: Path) -> None:
    said = sentence(run("plan", "adopt", "--document", "表"))
    assert said.startswith("请写明方案从哪天起执行")
    assert "--document" in sentence(run("plan", "adopt", "--from", START))
    assert "请放宽上限" in sentence(run("plan", "propose", "--most", "1"))
    assert "没有要改的" in sentence(
        run("plan", "adopt", "--from", START, "--document", "表", "--change", "9999", "--weak", "0")
    )
    assert ".xlsx结尾" in sentence(run("plan", "propose", "--to", tmp_path / "方案.pdf"))
    assert "不用写“--to”" in sentence(run("plan", "check", "--to", tmp_path / "方案.xlsx"))


def test_who_answers_for_a_place_on_a_day(run: Run) -> None:
    found = run("plan", "who", "红光村1组", "--json").json
    assert found["包保站所"] == [{"name": "财政所", "role": "lead"}]
    assert found["包保领导"] == [{"name": "陈秀英", "role": "lead"}]
    assert "包保站所：财政所" in run("plan", "who", "红光村1组").out
    assert "包保站所：没有" in run("plan", "who", "红光村1组", "--from", "2021-01-01").out
    assert "请写明是哪个区域" in sentence(run("plan", "who"))
    assert "不用写区域" in sentence(run("plan", "check", "红光村"))
    assert sentence(run("plan", "who", "没有村"))
