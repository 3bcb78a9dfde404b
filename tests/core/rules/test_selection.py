from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.rules.scoring import ScoreLine, ScoreSheet
from core.rules.selection import (
    Choice,
    Selected,
    SelectionRules,
    criticism,
    criticism_rule,
    praise,
    praise_rule,
)

RULES = SelectionRules()


def sheets(kind: Any, *scores: str | None, stratum: str = "", first: int = 1) -> list[ScoreSheet]:
    totals = [None if score is None else Fraction(score) for score in scores]
    return [
        ScoreSheet(first + n, kind, stratum, Fraction(100), total, (), rank=None if total is None else n + 1)
        for n, total in enumerate(totals)
    ]


def ids(picked: tuple[Selected, ...]) -> list[int]:
    return [one.unit_id for one in picked if one.chosen]


def test_the_first_two_villages_are_praised_with_all_who_tie() -> None:
    assert ids(praise(sheets("village", "97", "95", "94", "91"), RULES, ())) == [1, 2]
    assert ids(praise(sheets("village", "97", "95", "95", "91"), RULES, ())) == [1, 2, 3]
    assert ids(praise(sheets("village", "97", "97", "95", "91"), RULES, ())) == [1, 2]


def test_nobody_is_praised_when_nobody_qualifies() -> None:
    assert praise(sheets("village", "89.99", "85", None), RULES, ()) == ()
    assert ids(praise(sheets("village", "90", "85"), RULES, ())) == [1]
    assert praise(sheets("station", "99"), RULES, ()) == (), "stations are not praised"


def test_the_last_two_stations_below_the_line_are_criticised() -> None:
    assert ids(criticism(sheets("station", "95", "79", "78", "70"), RULES, (), {})) == [4, 3]
    assert ids(criticism(sheets("station", "95", "85", "80", "79.5"), RULES, (), {})) == [4]
    assert ids(criticism(sheets("station", "95", "78", "78", "70"), RULES, (), {})) == [4, 2, 3]
    assert criticism(sheets("station", "95", "80"), RULES, (), {}) == ()
    assert criticism(sheets("village", "10"), RULES, (), {}) == (), "villages are not criticised"


def test_the_exempted_and_the_not_assessed_are_never_criticised() -> None:
    stations = sheets("station", "95", "70", None)
    wanted = [Choice(n, "criticism", True, "敷衍") for n in (2, 3)]
    assert criticism(stations, RULES, wanted, {2: "抗洪抢险"}) == ()


def test_strata_are_judged_apart() -> None:
    villages = sheets("village", "99", "98", "97", stratum="一类") + sheets(
        "village", "92", "91", "90", stratum="二类", first=11
    )
    assert ids(praise(villages, RULES, ())) == [1, 2, 11, 12]


def test_the_clerk_decides_and_the_reason_is_kept() -> None:
    villages = sheets("village", "97", "95", "80")
    choices = [
        Choice(2, "praise", False, "存在群众投诉"),
        Choice(3, "praise", True, "承办现场会"),
        Choice(1, "criticism", True, "与表扬无关"),
    ]
    first, second, third = praise(villages, RULES, choices)
    assert (first.chosen, first.proposed) == (True, True)
    assert (second.unit_id, second.chosen, second.proposed, second.reason) == (2, False, True, "存在群众投诉")
    assert (third.unit_id, third.chosen, third.proposed, third.reason) == (3, True, False, "承办现场会")


def test_a_reason_speaks_of_the_lines_and_carries_their_rows() -> None:
    lines = (
        ScoreLine("S1", "到岗不足", Fraction(-3), "", (5,), "quota"),
        ScoreLine("S1", "到岗不足", Fraction(-1), "", (2,), "quota"),
        ScoreLine("S2", "逾期未整改", Fraction(-30), "", (8,), "finding"),
        ScoreLine("S7", "工作加分", Fraction(1, 2), "", by_hand=True),
    )
    sheet = ScoreSheet(1, "station", "", Fraction(100), Fraction("66.5"), lines, rank=12, tied=True)
    (one,) = criticism([sheet], RULES, (), {})
    assert one.reason == "到岗不足扣4分，逾期未整改扣30分，工作加分加0.5分"
    assert one.evidence == (("quota", (5, 2)), ("finding", (8,)))


def test_the_rules_in_words() -> None:
    assert praise_rule(RULES) == "得分不低于90分且排名前2名的村（居）予以通报表扬，并列的一并列入"
    assert criticism_rule(RULES, 2).startswith("得分低于80分且排名每组后2名的站所予以通报批评")


@given(st.lists(st.none() | st.integers(70, 85).map(str), max_size=10), st.integers(0, 3), st.randoms())
def test_equals_are_treated_equally(scores: list[str | None], last: int, chance: Any) -> None:
    stations = sheets("station", *scores)
    rules = SelectionRules(criticism_bottom=last)
    named = set(ids(criticism(stations, rules, (), {})))
    totals = {one.unit_id: one.total for one in stations}
    assert {totals[unit] for unit in named}.isdisjoint(totals[unit] for unit in totals.keys() - named)
    mixed = sorted(stations, key=lambda _: chance.random())
    assert set(ids(criticism(mixed, rules, (), {}))) == named


def test_a_paper_score_has_a_reason_too() -> None:
    paper = replace(sheets("station", "70")[0], source="paper")
    assert criticism([paper], RULES, (), {})[0].reason == "按书面评分确定"
    assert criticism([replace(paper, remark="整改不力")], RULES, (), {})[0].reason == "整改不力"


def test_a_unit_whose_objection_was_upheld_is_named_by_the_clerk_alone() -> None:
    low = sheets("station", "95", "79", "70")
    assert ids(criticism(low, RULES, (), {}, upheld={3})) == [2]
    word = Choice(3, "criticism", True, "经党委会研究")
    (first, _) = criticism(low, RULES, (word,), {}, upheld={3})
    assert (first.unit_id, first.proposed, first.chosen, first.reason) == (3, False, True, "经党委会研究")
