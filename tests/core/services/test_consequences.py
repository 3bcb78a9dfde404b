"""Runs, the year's figure, measures: all from what was issued."""

from datetime import date
from fractions import Fraction

import pytest

from core.db import Db
from core.errors import UserError
from core.names import names_of
from core.queries.annual import annual_state
from core.queries.escalation import escalation, escalation_month, ladder_at, measures_taken
from core.queries.standings import issued_standings, months_back
from core.rules.calendar import Month
from core.rules.escalation import DEFAULT, DISMISSED, Rung
from core.services import assessment
from core.services.accountability import hold_to_account, set_ladder
from core.services.annual import adjust_year, drop_year_line
from core.services.lineage import merge_units, rename_unit
from core.services.statements import decide, receive
from core.settings import change
from tests.core.services.conftest import the
from tests.core.services.year import Clock, clock, correct, year, year_path, year_template

__all__ = ["clock", "year", "year_path", "year_template"]

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@pytest.fixture
def station(year: Db) -> int:
    with year.read() as r:
        return the(names_of(r).unit("村建所"))


def named(db: Db, month: Month) -> list[tuple[str, str, str]]:
    with db.read() as r:
        return [(one.unit, one.candidate.name, one.candidate.words) for one in escalation(r, month).suggested]


def test_three_circulars_in_a_row_propose_a_talk_with_their_papers(year: Db) -> None:
    with year.read() as r:
        found = escalation(r, OCTOBER)
        assert escalation_month(r) == NOVEMBER, "the last one over"
    (one,) = found.suggested
    assert not found.drafted
    assert (one.unit, one.candidate.name, one.candidate.words) == (
        "村建所", "约谈", "连续3个月受通报批评（2026年8月、9月、10月）",
    )  # fmt: skip
    papers = [paper for reason in one.candidate.reasons for paper in reason.papers]
    assert papers == [f"大和创文办〔2026〕{number}号" for number in (1, 2, 3)]


def test_an_issued_month_counts_as_it_was_issued_whatever_the_record_says_by_now(
    year: Db, station: int
) -> None:
    with year.write("改") as w:
        for number in (8, 9, 10):
            assessment.adjust(w, Month(2026, number), station, points=Fraction(50), reason="误扣")
    assert [one[1] for one in named(year, OCTOBER)] == ["约谈"]
    correct(year, OCTOBER)
    assert [one[1] for one in named(year, OCTOBER)] == ["再次整改"], "corrected ones count as corrected"


def test_the_month_at_hand_counts_as_its_draft(year: Db) -> None:
    with year.read() as r:
        found = escalation(r, NOVEMBER)
    assert found.drafted
    (one,) = found.suggested
    assert one.candidate.name == "书面检查"
    assert one.candidate.reasons[0].count == 4


def test_a_month_never_issued_says_nothing(year: Db, clock: Clock, station: int) -> None:
    clock.day = date(2027, 1, 8)
    with year.write("扣分") as w:
        assessment.adjust(w, Month(2026, 12), station, points=Fraction(-60), reason="多次提醒无果")
    with year.read() as r:
        found = escalation(r, Month(2026, 12))
    assert found.refused.startswith("2026年12月没有签到、督查和得分记录")
    assert found.suggested[0].candidate.reasons[0].count == 3, (
        "November was left open: neither adds nor breaks"
    )


def test_a_measure_is_recorded_once_for_its_evidence(year: Db, station: int) -> None:
    with year.write("登记问责") as w:
        hold_to_account(
            w, station, "约谈", reason="连续3个月受通报批评", decided_by="乡党委", document="和委〔2026〕7号",
            month=OCTOBER,
        )  # fmt: skip
    assert named(year, OCTOBER) == []
    assert [one[1] for one in named(year, NOVEMBER)] == ["书面检查"], "November adds to the evidence"
    with year.read() as r:
        (one,) = measures_taken(r, 2026)
        assert measures_taken(r, 2025) == []
    assert (one.unit, one.person, one.form, one.document, one.month) == (
        "村建所", "", "约谈", "和委〔2026〕7号", "2026-10",
    )  # fmt: skip


def test_not_to_pursue_is_a_decision_too(year: Db, station: int) -> None:
    with year.write("不予追责") as w:
        hold_to_account(w, station, DISMISSED, reason="主要负责人刚到任", decided_by="乡党委", month=NOVEMBER)
    assert named(year, NOVEMBER) == []


def test_a_measure_needs_words_and_somebody_who_decided(year: Db, station: int) -> None:
    good = {"reason": "连续受批评", "decided_by": "乡党委"}
    for form, more, fault in (
        (" ", good, "形式"),
        ("约谈", {**good, "reason": ""}, "事由"),
        ("约谈", {**good, "decided_by": " "}, "由谁决定"),
        ("约谈", {**good, "day": date(2027, 1, 1)}, "今天之后"),
        ("约谈", {**good, "person_id": 999}, "没有这个人"),
    ):
        with pytest.raises(UserError, match=fault), year.write("x") as w:
            hold_to_account(w, station, form, **more)
    with pytest.raises(UserError, match="没有这个单位"), year.write("x") as w:
        hold_to_account(w, 999, "约谈", reason="x", decided_by="乡党委")


def test_an_objection_upheld_after_the_circular_is_told_beside_the_candidate(year: Db, station: int) -> None:
    with year.write("陈述") as w:
        row = receive(w, Month(2026, 9), station, "不在包保区域")
    with year.read() as r:
        assert escalation(r, OCTOBER).suggested[0].doubts == (
            "2026年9月的陈述申辩（2026年12月8日）还没有结论",
        )
    with year.write("结论") as w:
        decide(w, row, "upheld", decided_by="会议")
    with year.read() as r:
        assert escalation(r, OCTOBER).suggested[0].doubts == ("2026年9月的陈述申辩成立，先看要不要更正通报",)


def test_the_ladder_is_the_offices_from_its_day_on(year: Db) -> None:
    hard = [Rung("station", 1, "提醒谈话", "criticised", 1)]
    with year.write("追责阶梯") as w:
        set_ladder(w, "station", hard, date(2026, 9, 1))
        set_ladder(w, "station", hard, date(2026, 9, 1))
    with year.read() as r:
        assert ladder_at(r, date(2026, 8, 31)) == DEFAULT
        assert ladder_at(r, date(2026, 9, 1)) == tuple(hard)
        assert escalation(r, Month(2026, 8)).ladder == DEFAULT, "a past month is judged by its own"
    assert [one[1] for one in named(year, OCTOBER)] == ["提醒谈话"]
    with pytest.raises(UserError, match="不认识"), year.write("x") as w:
        set_ladder(w, "station", [Rung("station", 1, "约谈", "worst")], date(2026, 1, 1))
    with pytest.raises(UserError, match="至少"), year.write("x") as w:
        set_ladder(w, "station", [], date(2026, 1, 1))


def test_a_unit_renamed_since_keeps_its_months(year: Db, station: int) -> None:
    with year.write("改名") as w:
        rename_unit(w, station, "村镇建设所", date(2026, 11, 9))
    assert [one[:2] for one in named(year, OCTOBER)] == [("村建所", "约谈")], "what it was called then"
    with year.read() as r:
        (one,) = escalation(r, NOVEMBER).suggested
    assert one.unit == "村镇建设所"
    assert one.candidate.reasons[0].count >= 3, "its predecessor's months are its own"


def test_months_back() -> None:
    assert months_back(Month(2026, 1), 3) == Month(2025, 11)
    assert months_back(Month(2026, 12), 12) == Month(2026, 1)


# -- the year ----------------------------------------------------------------------------------------


def test_the_year_rests_on_the_circulars_and_says_what_does_not(year: Db, station: int) -> None:
    with year.write("加分") as w:
        line = adjust_year(w, 2026, station, Fraction("-1.5"), "年终材料迟报")
    with year.read() as r:
        state = annual_state(r, 2026)
        months = issued_standings(r, Month(2026, 1), Month(2026, 12))
    sheet = next(one for one in state.sheets if one.unit_id == station)
    scores = [one.score for one in months if one.unit_id == station and one.score is not None]
    assert len(scores) == 3
    assert len(sheet.assessed) == 4, "November by the record"
    assert sheet.open_months == (NOVEMBER,)
    assert state.notes[0] == "2026年11月没有印发通报，得分按现在的记录计算，不计表扬批评。"
    assert state.notes[1] == "2026年1月—7月没有记录，不计入。"
    assert len(state.notes) == 2
    assert [one.name for one in sheet.lines] == ["各月平均分", "通报批评", "手工加减"]
    assert sheet.lines[1].points == -6, "three circulars; November named nobody yet"
    mean = sum((one.score for one in sheet.assessed if one.score is not None), Fraction(0)) / 4
    assert sheet.total == max(mean - 6 - Fraction(3, 2), Fraction(0))
    with year.write("撤回") as w:
        drop_year_line(w, line)
    with year.read() as r:
        again = next(one for one in annual_state(r, 2026).sheets if one.unit_id == station)
    assert again.total == max(mean - 6, Fraction(0))


def test_a_year_with_a_merger_counts_every_month_once(year: Db, station: int) -> None:
    with year.read() as r:
        other = the(names_of(r).unit("财政所"))
        before = {one.unit_id: one for one in annual_state(r, 2026).sheets}
    with year.write("合并") as w:
        merge_units(w, [station, other], date(2026, 11, 9), name="村镇和财政所")
    with year.read() as r:
        state = annual_state(r, 2026)
        merged = next(one for one in state.sheets if state.units[one.unit_id] == "村镇和财政所")
    assert {station, other}.isdisjoint(one.unit_id for one in state.sheets)
    assert len(merged.assessed) == len({one.month for one in merged.months}) == 4
    august = [one.score or Fraction(0) for key in (station, other) for one in before[key].months[:1]]
    assert merged.months[0].score == sum(august, Fraction(0)) / 2, "the mean of those it was made of"
    assert not merged.months[0].criticised, "only one of the two was"


def test_the_formula_is_the_offices(year: Db, station: int) -> None:
    with year.write("规则") as w:
        change(w, date(2026, 1, 1), annual_formula="sum", annual_share="10", annual_criticism="0",
               annual_grades="90 80 60")  # fmt: skip
    with year.read() as r:
        sheet = next(one for one in annual_state(r, 2026).sheets if one.unit_id == station)
    total = sum((one.score for one in sheet.assessed if one.score is not None), Fraction(0))
    assert (sheet.total, sheet.grade) == (total / 10, "较差")
    for values in ({"annual_formula": "best"}, {"annual_grades": "60 90"}):
        with pytest.raises(UserError), year.write("x") as w:
            change(w, date(2026, 1, 1), **values)


def test_points_for_the_year_need_a_reason(year: Db, station: int) -> None:
    with pytest.raises(UserError, match="理由"), year.write("x") as w:
        adjust_year(w, 2026, station, Fraction(1), " ")
    with pytest.raises(UserError, match="不能是0"), year.write("x") as w:
        adjust_year(w, 2026, station, Fraction(0), "x")
