"""A month judged from the file: what the clerk keyed in is what the rules see."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from core import settings
from core.db import Db
from core.errors import UserError
from core.exchange.read import read_sheet
from core.exchange.records import parse_scores
from core.ledgers import ledger_named
from core.names import Names
from core.queries.month import evaluate_month
from core.rules.calendar import Month
from core.rules.evaluation import Evaluation
from core.services import assessment, check_ins, inspections, ledgers, roster
from tests.core.services.conftest import the

OCTOBER = Month(2026, 10)


def _october(db: Db) -> Evaluation:
    with db.read() as r:
        return evaluate_month(r, OCTOBER)[0]


def _total(found: Evaluation, unit_id: object) -> Fraction | None:
    return next(one.total for one in found.sheets if one.unit_id == unit_id)


def test_an_empty_month_is_short_everywhere(office: Db, names: Names) -> None:
    found = _october(office)
    assert {quota.required for quota in found.quotas} == {2}  # 30 Sep–6 Oct 2026 still has working days
    assert not any(quota.ok for quota in found.quotas)
    assert len(found.quotas) == 4 * 5  # four people in three stations, weeks 40 to 44


def test_visits_count_once_a_day(office: Db, names: Names) -> None:
    who, place = the(names.person("王建国")), the(names.area("大和社区1组"))
    with office.write("登记签到") as w:
        for day in (26, 26, 28):
            check_ins.add(w, who, date(2026, 10, day), area_id=place)
        check_ins.add(w, who, date(2026, 10, 19))  # an area is not always written down
    mine = {q.week.number: q for q in _october(office).quotas if q.person_id == who}
    assert (mine[44].done, mine[44].ok) == (2, True)
    assert (mine[43].done, mine[43].ok) == (1, False)


def test_a_change_of_post_moves_the_duty(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("调动") as w:
        roster.move_person(w, who, the(names.unit("文化站")), date(2026, 10, 19))
    units = {q.week.number: q.unit_id for q in _october(office).quotas if q.person_id == who}
    assert units[42] == names.unit("村建所")
    assert units[43] == names.unit("文化站")


def test_absence_and_exemption_lift_the_quota(office: Db, names: Names) -> None:
    who, place = the(names.person("王建国")), the(names.unit("文化站"))
    with office.write("登记请假") as w:
        assessment.be_absent(
            w, who, start=date(2026, 10, 26), end=date(2026, 10, 30), kind="leave", effect="excused"
        )
        assessment.exempt(
            w, unit_id=place, start=date(2026, 9, 28), end=date(2026, 11, 1), reason="抗旱", covers="all"
        )
    found = _october(office)
    assert all(q.ok for q in found.quotas if q.unit_id == place)
    assert all(q.ok for q in found.quotas if q.person_id == who and q.week.number == 44)
    assert _total(found, place) is None
    assert place not in {one.unit_id for one in found.criticism}


def test_findings_reach_station_and_village(office: Db, names: Names) -> None:
    before = _october(office)
    with office.write("登记问题") as w:
        row = inspections.add_finding(w, date(2026, 10, 20), "垃圾", area_id=the(names.area("大和社区3组")))
        inspections.order(w, [row], date(2026, 10, 20), date(2026, 10, 23))
    after = _october(office)
    station, village = names.unit("村建所"), names.unit("大和社区")
    # 责任区域问题 0.5 + 逾期 3; 督查问题 1 + 逾期 3
    assert _fall(before, after, station) == Fraction(7, 2)
    assert _fall(before, after, village) == 4
    assert [(one.finding_id, one.days) for one in after.overdue] == [(row, 9)]  # 23 October to 1 November


def _fall(before: Evaluation, after: Evaluation, unit_id: object) -> Fraction:
    was, is_now = _total(before, unit_id), _total(after, unit_id)
    assert was is not None
    assert is_now is not None
    return was - is_now


def test_an_old_open_finding_still_counts_as_overdue(office: Db, names: Names) -> None:
    with office.write("登记问题") as w:
        row = inspections.add_finding(w, date(2026, 8, 3), "垃圾", area_id=the(names.area("大和社区3组")))
        inspections.order(w, [row], date(2026, 8, 3), date(2026, 8, 6))
    assert [one.finding_id for one in _october(office).overdue] == [row]


def test_hand_points_need_a_reason(office: Db, names: Names) -> None:
    where = the(names.unit("大和社区"))
    with pytest.raises(UserError, match="写明理由"), office.write("加分") as w:
        assessment.adjust(w, OCTOBER, where, points=Fraction(2), reason=" ")
    with office.write("扣分") as w:
        assessment.adjust(w, OCTOBER, where, points=Fraction(-1, 3), reason="资料迟报")
    assert _total(_october(office), where) == 100 - Fraction(1, 3)


def test_a_rule_changed_later_leaves_the_past_alone(office: Db) -> None:
    before = _october(office)
    with office.write("改设置") as w:
        settings.change(w, date(2026, 11, 2), per_week=1, criticism_bottom=0)
    assert _october(office) == before
    with office.read() as r:
        november = evaluate_month(r, Month(2026, 11))[0]
    assert {quota.required for quota in november.quotas} == {1}


def test_a_struck_candidate_keeps_its_reason(office: Db, names: Names) -> None:
    with office.write("扣分") as w:
        assessment.adjust(w, OCTOBER, the(names.unit("村建所")), points=Fraction(-5), reason="资料迟报")
    found = _october(office)
    assert found.criticism != ()
    struck = found.criticism[0].unit_id
    with office.write("不点名") as w:
        assessment.choose(w, OCTOBER, "criticism", struck, chosen=False, reason="领导意见")
    after = _october(office)
    assert struck not in {one.unit_id for one in after.criticism}
    assert [one.unit_id for one in after.declined] == [struck]


def test_paper_scores_stand_above_computed_ones(tmp_path: Path, office: Db, names: Names) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["单位", "得分", "备注"],
        ["大和社区", 96.5, None],
        ["红光村", None, "正在搬迁，未参加考核"],
    ):
        sheet.append(line)
    book.save(tmp_path / "得分.xlsx")
    lines = parse_scores(read_sheet(tmp_path / "得分.xlsx"))
    assert assessment.import_scores(office, lines, OCTOBER, source="得分.xlsx").new == 2
    assert assessment.import_scores(office, lines, OCTOBER, source="得分.xlsx").unchanged == 2
    found = _october(office)
    assert _total(found, names.unit("大和社区")) == Fraction("96.5")
    moving = next(one for one in found.sheets if one.unit_id == names.unit("红光村"))
    assert (moving.total, moving.rank) == (None, None)
    assert "搬迁" in moving.remark


def test_an_unknown_year_is_asked_for_not_guessed(office: Db) -> None:
    office.clock = lambda: datetime(2027, 4, 1, 9, 0)
    with pytest.raises(UserError, match="2027年放假安排还没有录入"), office.read() as r:
        evaluate_month(r, Month(2027, 3))


def test_several_sources_are_weighed_as_the_office_says(office: Db, names: Names) -> None:
    """自评、区级 beside the computed score until weights are set, then the month's score (case 29)."""
    unit = the(names.unit("红光村"))
    with office.write("登记") as w:
        inspections.add_finding(w, date(2026, 10, 8), "垃圾", area_id=the(names.area("红光村1组")))
        for source, score in (("自评", "100"), ("区级", "90")):
            ledgers.put(
                w,
                ledger_named("source_score"),
                {"month": "2026-10", "unit_id": unit, "source": source, "score": score},
            )
    alone = _total(_october(office), unit)
    sheet = next(one for one in _october(office).sheets if one.unit_id == unit)
    assert [line.reason for line in sheet.lines if not line.points] == [
        "区级90分，供参照，不计入",
        "自评100分，供参照，不计入",
    ]
    with office.write("规则") as w:
        settings.change(w, date(2026, 8, 31), source_weights="自评20 台账50 区级30")
    assert alone is not None
    assert _total(_october(office), unit) == 20 + alone / 2 + 27
    with pytest.raises(UserError, match="加起来是90"), office.write("规则") as w:
        settings.change(w, date(2026, 8, 31), source_weights="自评20 台账70")


def test_a_finding_weighs_on_the_lead_or_on_all_who_share_the_place(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        inspections.add_finding(w, date(2026, 10, 8), "垃圾", area_id=the(names.area("红光村1组")))
    lead, partner = the(names.unit("财政所")), the(names.unit("文化站"))

    def priced() -> set[int]:
        found = _october(office)
        return {s.unit_id for s in found.sheets for line in s.lines if line.evidence_kind == "finding"}

    assert {lead, partner} & priced() == {lead}
    with office.write("规则") as w:
        settings.change(w, date(2026, 8, 31), joint="all")
    assert {lead, partner} & priced() == {lead, partner}
    with office.write("规则") as w:  # from November on the lead alone again: October stays as it was
        settings.change(w, date(2026, 11, 2), joint="lead")
    assert {lead, partner} & priced() == {lead, partner}
