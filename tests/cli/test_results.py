"""A month by command: the exact JSON, and the tables a clerk reads."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.output import table, width
from cli.results import exact
from core.rules.defaults import STATION
from core.services.record import open_for_work, store_rubric
from core.settings import ALWAYS
from tests.cli.conftest import Run, csv, sentence, visit

DAYS = ("2026-10-12", "2026-10-14", "2026-10-19", "2026-10-21", "2026-10-26", "2026-10-28")


@pytest.fixture
def worked(run: Run, tmp_path: Path) -> Run:
    """October: one person out twice a week, one finding never rectified, one score kept on paper."""
    run("write", "check-ins", stdin="".join(visit("王建国", day) for day in DAYS))
    heading = "日期,村(社区),类别,问题描述,责任站所,整改期限"
    findings = csv(
        tmp_path / "问题.csv", heading, "2026-10-13,红光村1组,乱扔垃圾,路边垃圾未清,财政所,2026-10-16"
    )
    assert run("import", "findings", findings).code == 0
    scores = csv(tmp_path / "得分.csv", "村/单位,得分,备注", "红光村,281/3,", "文化站,,未参加考核")
    assert run("import", "scores", scores, "--month", "2026-10").code == 0
    return run


def test_the_json_is_as_promised(worked: Run) -> None:
    ran = worked("evaluate", "--month", "2026-10", "--json")
    assert ran.code == 0
    month = ran.json
    keys = ["month", "cutoff", "quotas", "scores", "praise", "criticism", "overdue", "duties", "rates"]
    assert list(month) == keys
    assert (month["month"], month["cutoff"]) == ("2026-10", "2026-11-01")
    assert {tuple(one) for one in month["quotas"]} == {
        ("person", "unit", "week", "required", "done", "ok", "reason")
    }
    assert {one["week"] for one in month["quotas"]} == {f"2026-W{number}" for number in range(40, 45)}
    mine = [one for one in month["quotas"] if one["person"] == "王建国"]
    assert [(one["required"], one["done"], one["ok"]) for one in mine] == [
        *((2, 0, False), (2, 0, False)),
        *((2, 2, True),) * 3,
    ]
    assert all(one["reason"] for one in month["quotas"] if not one["ok"])
    assert {tuple(one) for one in month["scores"]} == {("kind", "unit", "score", "rank", "lines")}
    scores = {one["unit"]: one for one in month["scores"]}
    assert scores["红光村"]["score"] == "281/3"
    assert (scores["文化站"]["score"], scores["文化站"]["rank"]) == (None, None)
    assert scores["大和社区"]["score"] == "100"
    assert {
        kind: {o["unit"] for o in month["scores"] if o["kind"] == kind} for kind in ("village", "station")
    } == {
        "village": {"大和社区", "红光村"},
        "station": {"村建所", "财政所", "文化站"},
    }
    for sheet in month["scores"]:
        for line in sheet["lines"]:
            assert list(line) == ["item", "points", "reason", "evidence"]
            Fraction(line["points"])
    short = [line for line in scores["村建所"]["lines"] if line["evidence"]]
    assert month["quotas"][short[0]["evidence"][0]]["unit"] == "村建所"
    assert month["overdue"] == [{"id": 1, "unit": "财政所", "due_on": "2026-10-16", "days": 16}]
    assert all(set(one) == {"unit", "reason"} for one in month["praise"] + month["criticism"])


def test_an_earlier_cutoff_is_less_overdue(worked: Run) -> None:
    month = worked("evaluate", "--month", "2026-10", "--cutoff", "2026-10-18", "--json").json
    assert month["cutoff"] == "2026-10-18"
    assert [one["days"] for one in month["overdue"]] == [2]


def test_the_clerk_reads_tables(worked: Run) -> None:
    out = worked("evaluate", "--month", "2026-10").out
    assert out.startswith("2026年10月（9月28日—11月1日）\n")
    for words in (
        "一、到岗：应到",
        "第41周（10月5日—11日）：国庆节",
        "未参加考核",
        "六、逾期未整改：1件",
        "93.67",
    ):
        assert words in out
    assert "财政所    2026年10月16日    16天" in out


def test_a_month_without_records_is_said(run: Run) -> None:
    ran = run("evaluate", "--month", "2026-09", "--json")
    assert ran.code == 0
    assert ran.err == "说明：2026年9月没有签到、督查和得分记录，下面只按名册计算。\n"
    assert ran.json["overdue"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2027-01"], "2027年1月的统计周期从2027年1月4日开始，还没有到"),
        (["--month", "2026-10", "--cutoff", "2026-09-27"], "早于2026年10月统计周期的第一天"),
        (["--month", "2026-11", "--cutoff", "2026-11-29"], "2026年11月29日还没有到"),
    ],
)
def test_a_wrong_month_is_refused(run: Run, words: list[str], said: str) -> None:
    assert said in sentence(run("evaluate", *words))


@given(st.fractions())
def test_a_score_is_never_rounded(value: Fraction) -> None:
    assert Fraction(exact(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-10_000, max_value=10_000))
def test_a_decimal_stays_a_decimal(value: object) -> None:
    text = exact(Fraction(str(value)))
    assert "/" not in text
    assert not ("." in text and text.endswith("0"))


def test_scores_as_machines_read_them() -> None:
    told = {Fraction(187, 2): "93.5", Fraction(2, 3): "2/3", Fraction(-1, 8): "-0.125", Fraction(100): "100"}
    assert {value: exact(value) for value in told} == told


def test_hanzi_take_two_columns() -> None:
    assert width("张A𬭚") == 5
    lines = table(("名", "数"), [("张三", 1), ("O'Neil", 12)], (1,))
    assert lines == ["  名      数", "  张三     1", "  O'Neil  12"]


def test_a_rubric_that_cannot_reach_its_total_is_said(worked: Run, record: Path) -> None:
    """Beside the month, one sentence each; the month itself is judged as ever."""
    assert worked("evaluate", "--month", "2026-10").err == ""
    with open_for_work(record) as db, db.write("修改评分标准") as w:
        store_rubric(w, replace(STATION, items=STATION.items[:1]), ALWAYS)
    ran = worked("evaluate", "--month", "2026-10", "--json")
    assert ran.code == 0
    assert ran.err == (
        "说明：包保站所考核细则：扣分项合计最多扣30分，扣不完基础分100分，"
        "请调整各项的“最多”，或把基础分改为30分。\n"
    )
    assert len(ran.json["scores"]) == 5
