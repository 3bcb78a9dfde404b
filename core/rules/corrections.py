"""What an issued circular says otherwise than its facts would now (更正): figures, scores, findings."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from core.rules.calendar import cn_date
from core.rules.circular import Difference
from core.rules.scoring import format_score, standing

_COUNTS = {
    "inspections": ("督查", "次"),
    "findings": ("发现问题", "条"),
    "fixed_on_spot": ("立行立改", "条"),
    "closed": ("整改销号", "条"),
    "overdue": ("逾期未整改", "条"),
}
_NUMBERS = {
    "visits_required": "应到",
    "visits_done": "实到",
    "villages": "考核村（居）",
    "stations": "考核站所",
}
_NAMES = {"praise": "表扬", "criticism": "批评"}
_SCORES = {"village_scores": "村（居）", "station_scores": "站所"}
_FINDING = {
    "village": "所在村（居）",
    "place": "地点",
    "category": "类别",
    "text": "内容",
    "unit": "责任站所",
    "found_on": "发现日期",
    "due_on": "整改期限",
    "state": "状态",
}
_DAYS = frozenset({"found_on", "due_on"})

Facts = Mapping[str, Any]  # CircularFacts as they are frozen, days and fractions as text


def compared(was: Facts, now: Facts, *, whole: bool = False) -> Iterator[Difference]:
    """Where two sets of frozen facts differ.

    ``whole`` names every unit and every finding that moved, for the table of a correction; otherwise
    one line stands for all scores of a kind.
    """
    if whole and was["cutoff"] != now["cutoff"]:
        yield Difference("统计截止日期", _day(was["cutoff"]), _day(now["cutoff"]))
    for key, (label, measure) in _COUNTS.items():
        if was[key] != now[key]:
            old, new = len(was[key]["ids"]), len(now[key]["ids"])
            same = "（不是原来那几条）" if old == new else ""
            yield Difference(label, f"{old}{measure}", f"{new}{measure}{same}")
    for key, label in _NUMBERS.items():
        if was[key] != now[key]:
            yield Difference(label, str(was[key]), str(now[key]))
    for key, label in _SCORES.items():
        yield from (_every_score if whole else _scores)(label, was[key], now[key])
    for key, label in _NAMES.items():
        old_names, new_names = ([one["unit"] for one in side[key]] for side in (was, now))
        if old_names != new_names:
            yield Difference(label, "、".join(old_names) or "无", "、".join(new_names) or "无")
    if whole:
        yield from _findings(_rows_by_id(was), _rows_by_id(now))


def _scores(kind: str, was: Any, now: Any) -> Iterator[Difference]:
    """One line however many units moved: the first of them with its scores, the others as a number."""
    old, new = ({row["unit"]: row["score"] for row in side} for side in (was, now))
    moved = [name for name in {**new, **old} if old.get(name) != new.get(name)]
    if moved:
        first = moved[0]
        label = f"{first}等{len(moved)}个{kind}得分" if len(moved) > 1 else f"{first}得分"
        yield Difference(label, _score(old.get(first)), _score(new.get(first)))


def _every_score(_kind: str, was: Any, now: Any) -> Iterator[Difference]:
    """A line per unit whose score or rank moved."""
    old, new = ({row["unit"]: _ranked(row) for row in side} for side in (was, now))
    for name in {**new, **old}:
        if old.get(name) != new.get(name):
            yield Difference(f"{name}得分", old.get(name, "未列入"), new.get(name, "未列入"))


def _ranked(row: Facts) -> str:
    place = "" if row["rank"] is None else f"（第{row['rank']}位）"
    return (_score(row["score"]) if row["score"] is not None else standing(row["remark"])) + place


def _score(score: str | None) -> str:
    return "未参加考核" if score is None else f"{format_score(Fraction(score))}分"


def _rows_by_id(facts: Facts) -> dict[int, Facts]:
    """The finding list by the findings' own ids, which it stands in the order of."""
    ids, rows = facts["findings"]["ids"], facts["finding_rows"]
    return dict(zip(ids, rows, strict=True)) if len(ids) == len(rows) else {}


def _findings(was: Mapping[int, Facts], now: Mapping[int, Facts]) -> Iterator[Difference]:
    for one, row in now.items():
        if one not in was:
            yield Difference(f"问题{row['number']}号", "无", _told(row))
            continue
        old = was[one]
        for key, label in _FINDING.items():
            if old[key] != row[key]:
                yield Difference(
                    f"问题{row['number']}号{label}", _value(key, old[key]), _value(key, row[key])
                )
    for one, row in was.items():
        if one not in now:
            yield Difference(f"原问题{row['number']}号", _told(row), "删去")


def _told(row: Facts) -> str:
    return f"{row['village']}{row['place']}：{row['text']}"


def _value(key: str, value: Any) -> str:
    if key in _DAYS:
        return _day(value) if value else "无"
    return str(value) or "无"


def _day(text: str) -> str:
    return cn_date(date.fromisoformat(text))
