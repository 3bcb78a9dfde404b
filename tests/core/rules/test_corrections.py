"""What moved between an issued circular and the record, in short and in full."""

from typing import Any

from core.rules.corrections import compared

ROW = {
    "number": 1, "village": "红光村", "place": "公示栏旁", "category": "环境卫生", "text": "垃圾",
    "unit": "财政所", "found_on": "2026-10-16", "due_on": "2026-10-23", "state": "整改中",
}  # fmt: skip


def facts(**changed: Any) -> dict[str, Any]:
    ids = {"kind": "finding", "ids": [7]}
    scores = [
        {"unit": "红光村", "score": "95", "rank": 1},
        {"unit": "九湾村", "score": "94.5", "rank": 2},
        {"unit": "柏林村", "score": None, "rank": None, "remark": "免予考核（整体搬迁）"},
    ]
    usual = {
        "cutoff": "2026-11-01", "inspections": ids, "findings": ids, "fixed_on_spot": ids, "closed": ids,
        "overdue": ids, "visits_required": 8, "visits_done": 7, "villages": 3, "stations": 0,
        "village_scores": scores, "station_scores": [], "praise": [{"unit": "红光村"}], "criticism": [],
        "finding_rows": [ROW],
    }  # fmt: skip
    return {**usual, **changed}


def told(was: dict[str, Any], now: dict[str, Any], *, whole: bool = True) -> list[tuple[str, str, str]]:
    return [(one.label, one.was, one.now) for one in compared(was, now, whole=whole)]


def test_what_agrees_is_not_told() -> None:
    assert told(facts(), facts()) == []


def test_scores_are_told_in_one_line_or_each() -> None:
    scores = [
        {"unit": "红光村", "score": "94", "rank": 2},
        {"unit": "九湾村", "score": "94.5", "rank": 1},
        {"unit": "柏林村", "score": "90", "rank": 3},
    ]
    now = facts(village_scores=scores, praise=[])
    assert told(facts(), now, whole=False) == [
        ("红光村等2个村（居）得分", "95分", "94分"),
        ("表扬", "红光村", "无"),
    ]
    assert told(facts(), now) == [
        ("红光村得分", "95分（第1位）", "94分（第2位）"),
        ("九湾村得分", "94.5分（第2位）", "94.5分（第1位）"),
        ("柏林村得分", "免予考核", "90分（第3位）"),
        ("表扬", "红光村", "无"),
    ]


def test_a_correction_names_every_finding_that_moved() -> None:
    now = facts(
        findings={"kind": "finding", "ids": [7, 9]},
        finding_rows=[
            {**ROW, "unit": "村建所", "due_on": None, "found_on": "2026-10-17"},
            {**ROW, "number": 2, "text": "牛皮癣"},
        ],
    )
    assert told(facts(), now) == [
        ("发现问题", "1条", "2条"),
        ("问题1号责任站所", "财政所", "村建所"),
        ("问题1号发现日期", "2026年10月16日", "2026年10月17日"),
        ("问题1号整改期限", "2026年10月23日", "无"),
        ("问题2号", "无", "红光村公示栏旁：牛皮癣"),
    ]
    assert told(now, facts())[-1] == ("原问题2号", "红光村公示栏旁：牛皮癣", "删去")


def test_another_cut_off_is_told_first() -> None:
    assert told(facts(), facts(cutoff="2026-11-03")) == [("统计截止日期", "2026年11月1日", "2026年11月3日")]
