from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.rules.calendar import Holidays, Month, period_of
from core.rules.evaluation import Evaluation, MonthInput, Overdue, default_cutoff, evaluate
from core.rules.quotas import Absence, Duty, Exemption, Post, QuotaRules, Records, Visit
from core.rules.rectification import Finding, Round
from core.rules.scoring import Adjustment, PaperScore, ScoreSheet
from core.rules.selection import Choice, SelectionRules
from core.rules.units import Unit

# November 2026: weeks 45 to 48, 2 to 29 November, no holiday in it
NOVEMBER = Month(2026, 11)
START, END = period_of(NOVEMBER)
LONG_AGO = date(2022, 1, 26)
STATIONS = (10, 11, 12)
VILLAGES = (100, 101)
UNITS = [Unit(n, "station", f"站所{n}", order=n) for n in STATIONS] + [
    Unit(n, "village", f"村{n}", order=n) for n in VILLAGES
]
POSTS = [Post(person, station, LONG_AGO) for person, station in [(1, 10), (2, 11), (3, 12)]]
DUTIES = [Duty(station, 500, LONG_AGO) for station in STATIONS]


def nov(day: int) -> date:
    return date(2026, 11, day)


def weekly(person: int, times: int, first: int) -> list[Visit]:
    """The same number of days, from Monday, in each of the four weeks."""
    days = [START + timedelta(days=7 * week + n) for week in range(4) for n in range(times)]
    return [Visit(first + n, person, 500, day) for n, day in enumerate(days)]


VISITS = weekly(1, 2, 1000) + weekly(2, 1, 2000) + weekly(3, 0, 3000)


def month(holidays: Holidays, **changes: Any) -> MonthInput:
    records = Records(POSTS, DUTIES, VISITS)
    return replace(MonthInput(NOVEMBER, END, holidays, UNITS, records), **changes)


def finding(number: int, found: date, *rounds: Round, **fields: Any) -> Finding:
    fields.setdefault("unit_id", 10)
    fields.setdefault("village_id", 100)
    return Finding(
        number + 9000, number, area_id=None, found_on=found, category="乱堆", rounds=rounds, **fields
    )


def sheet(evaluation: Evaluation, unit_id: int) -> ScoreSheet:
    return next(sheet for sheet in evaluation.sheets if sheet.unit_id == unit_id)


def test_missing_visits_cost_a_point_each(holidays: Holidays) -> None:
    evaluation = evaluate(month(holidays))
    assert (evaluation.start, evaluation.end) == (nov(2), nov(29))
    assert [(s.unit_id, s.total, s.rank) for s in evaluation.sheets] == [
        (100, Fraction(100), 1),
        (101, Fraction(100), 1),
        (10, Fraction(100), 1),
        (11, Fraction(96), 2),  # 4 weeks, 1 of 2
        (12, Fraction(92), 3),  # 4 weeks, 0 of 2
    ]
    line = sheet(evaluation, 11).lines[0]
    assert (line.reason, line.evidence_kind) == ("第45周应到2次，实到1次（11月2日），扣1分", "quota")
    quota = evaluation.quotas[line.evidence[0]]
    assert (quota.unit_id, quota.person_id, quota.ok) == (11, 2, False)
    assert evaluation.praise and not evaluation.criticism, "nobody below 80"


def test_findings_of_the_period_concern_station_and_village(holidays: Holidays) -> None:
    findings = [
        finding(1, nov(1)),  # the Sunday before: October's
        finding(2, nov(2), fixed_on_spot=True),
        finding(3, nov(29), severe=True, unit_id=None),
        finding(4, nov(30)),  # December's
        finding(5, nov(10), recurrence_of=9001, village_id=None),
    ]
    evaluation = evaluate(month(holidays, findings=findings, cutoff=date(2026, 12, 10)))
    assert [one.number for one in evaluation.findings] == [2, 3, 5]
    assert sheet(evaluation, 100).total == 100 - Fraction(1, 2) - 2
    # 1/4 on the spot, 1/2 and 2 for the recurrence
    assert sheet(evaluation, 10).total == 100 - Fraction(1, 4) - Fraction(1, 2) - 2
    assert sheet(evaluation, 10).lines[0].reason == "5号问题“乱堆”反弹，扣2分"


def test_what_a_station_found_itself_weighs_from_its_deadline_on(holidays: Holidays) -> None:
    late = Round(1, nov(3), nov(6))
    mine: dict[str, Any] = {"source": "自查", "severe": True, "recurrence_of": 9009}
    for rounds, taken in (((), 0), ((replace(late, due_on=date(2026, 12, 20)),), 0), ((late,), 3)):
        evaluation = evaluate(month(holidays, findings=[finding(1, nov(2), *rounds, **mine)]))
        for unit in (10, 100):
            assert sheet(evaluation, unit).total == 100 - taken
            free = [line.reason for line in sheet(evaluation, unit).lines if not line.points]
            assert set(free) == {
                "1号问题“乱堆”（11月2日），自查发现，不扣分",
                "1号问题“乱堆”反弹，自查发现，不扣分",
            }


@given(st.lists(st.sampled_from(["", "自查", "群众反映"]), max_size=6))
def test_reporting_a_finding_oneself_never_lowers_a_score(holidays: Holidays, sources: list[str]) -> None:
    found = [finding(number, nov(2 + number), source=one) for number, one in enumerate(sources)]
    others = [one for one in found if not one.self_found]
    with_all, without = (evaluate(month(holidays, findings=some)) for some in (found, others))
    assert [one.total for one in with_all.sheets] == [one.total for one in without.sheets]
    assert [one.unit_id for one in with_all.criticism] == [one.unit_id for one in without.criticism]


def test_a_finding_after_an_early_cut_off_is_not_known_yet(holidays: Holidays) -> None:
    findings = [finding(1, nov(5)), finding(2, nov(20))]
    evaluation = evaluate(month(holidays, findings=findings, cutoff=nov(12)))
    assert [one.number for one in evaluation.findings] == [1]
    assert {quota.week.number for quota in evaluation.quotas} == {45, 46}


def test_overdue_at_the_cut_off_and_finished_late_in_the_period(holidays: Holidays) -> None:
    due = Round(1, date(2026, 10, 20), nov(3))
    findings = [
        finding(1, date(2026, 10, 19), due),
        finding(2, date(2026, 10, 19), replace(due, done_on=nov(6), replied_on=nov(7))),
        finding(3, date(2026, 10, 19), replace(due, done_on=nov(3), replied_on=nov(20))),
        finding(
            4, date(2026, 10, 19), replace(due, due_on=date(2026, 10, 25), replied_on=date(2026, 10, 28))
        ),
    ]
    evaluation = evaluate(month(holidays, findings=findings))
    assert evaluation.overdue == (Overdue(9001, 10, nov(3), 26),)
    assert evaluation.late == (Overdue(9002, 10, nov(3), 3, nov(6)),)
    assert sheet(evaluation, 10).total == 100 - 2 * 3
    assert [line.reason for line in sheet(evaluation, 10).lines] == [
        "1号问题“乱堆”期限11月3日，逾期26天未整改，扣3分",
        "2号问题“乱堆”期限11月3日，逾期3天完成整改，扣3分",
    ]
    assert sheet(evaluation, 100).total == 100 - 2 * 3


def test_a_failed_verification_counts_where_it_happened(holidays: Holidays) -> None:
    def failed(day: date) -> Round:
        return Round(1, nov(3), nov(30), replied_on=nov(4), verified_on=day, passed=False)

    findings = [
        finding(1, date(2026, 10, 19), failed(nov(5))),
        finding(2, date(2026, 10, 19), failed(nov(30))),
    ]
    evaluation = evaluate(month(holidays, findings=findings, cutoff=date(2026, 12, 5)))
    assert [line.reason for line in sheet(evaluation, 10).lines if line.item_code == "S3"] == [
        "1号问题“乱堆”11月5日复核不合格，扣2分"
    ]


def test_not_assessed_is_not_zero(holidays: Holidays) -> None:
    whole = Exemption(12, None, date(2026, 10, 1), nov(15), "整体搬迁")
    rest = Exemption(12, None, nov(16), END, "整体搬迁")
    records = Records(POSTS, DUTIES, VISITS, exemptions=[rest, whole])
    evaluation = evaluate(month(holidays, records=records))
    twelve = sheet(evaluation, 12)
    assert (twelve.total, twelve.rank, twelve.participated, twelve.remark) == (
        None, None, False, "免予考核（整体搬迁）",
    )  # fmt: skip
    part = replace(records, exemptions=[whole])
    assert sheet(evaluate(month(holidays, records=part)), 12).total == 96, "two weeks were still owed"


def test_a_station_with_nothing_to_do_is_not_first(holidays: Holidays) -> None:
    records = Records(POSTS, DUTIES[:2], VISITS)
    twelve = sheet(evaluate(month(holidays, records=records)), 12)
    assert (twelve.total, twelve.remark) == (None, "本期没有包保任务")


def test_a_paper_score_stands_above_the_computed_one(holidays: Holidays) -> None:
    papers = [
        PaperScore(11, Fraction("88.5"), "二类"),
        PaperScore(100, None, remark="正在搬迁，未参加考核", participated=False),
        PaperScore(101, None),
    ]
    evaluation = evaluate(month(holidays, paper_scores=papers))
    eleven = sheet(evaluation, 11)
    assert (eleven.total, eleven.computed, eleven.source) == (Fraction("88.5"), Fraction(96), "paper")
    assert (eleven.stratum, eleven.rank) == ("二类", 1)
    assert [(line.points, line.reason) for line in eleven.lines] == [
        (Fraction("-11.5"), "按书面评分计88.5分")
    ]
    assert sheet(evaluation, 100).remark == "正在搬迁，未参加考核"
    assert sheet(evaluation, 101).remark == "未参加考核"
    assert not evaluation.praise, "no village was assessed"


def test_criticism_spares_the_exempted(holidays: Holidays) -> None:
    strict = SelectionRules(criticism_below=Fraction(97))
    evaluation = evaluate(month(holidays, selection_rules=strict))
    assert [one.unit_id for one in evaluation.criticism] == [12, 11]
    spared = Records(
        POSTS, DUTIES, VISITS, exemptions=[Exemption(12, None, nov(29), nov(29), "已说明", "criticism")]
    )
    evaluation = evaluate(month(holidays, selection_rules=strict, records=spared))
    assert [one.unit_id for one in evaluation.criticism] == [11]
    assert sheet(evaluation, 12).total == 92


def test_what_the_clerk_declined_is_kept(holidays: Holidays) -> None:
    choices = [Choice(100, "praise", False, "有群众投诉")]
    evaluation = evaluate(month(holidays, choices=choices))
    assert [one.unit_id for one in evaluation.praise] == [101]
    assert [(one.unit_id, one.reason) for one in evaluation.declined] == [(100, "有群众投诉")]


def test_weeks_that_were_not_ordinary_are_named(holidays: Holidays) -> None:
    february = MonthInput(Month(2022, 2), date(2022, 3, 1), holidays, UNITS, Records())
    assert evaluate(february).week_notes == ("第5周（1月31日—2月6日）：春节，没有工作日，免计",)
    plan = QuotaRules(plan_date=date(2022, 1, 26))
    january = MonthInput(Month(2022, 1), date(2022, 3, 1), holidays, UNITS, Records(), quota_rules=plan)
    assert evaluate(january).week_notes[-2:] == (
        "第4周（1月24日—30日）：方案2022年1月26日起执行，此前不计",
        "第4周（1月24日—30日）：春节调休，按7个工作日计",
    )
    october = MonthInput(Month(2026, 10), date(2026, 11, 1), holidays, UNITS, Records())
    assert evaluate(october).week_notes[0] == "第40周（9月28日—10月4日）：国庆节，按3个工作日计"
    assert evaluate(month(holidays)).week_notes == ()


def test_the_cut_off_defaults_to_the_period_s_end_or_today() -> None:
    assert default_cutoff(NOVEMBER, date(2026, 12, 9)) == nov(29)
    assert default_cutoff(NOVEMBER, nov(24)) == nov(24)


PERIOD = st.dates(START - timedelta(days=10), END + timedelta(days=5))
ROUNDS = st.builds(
    Round,
    st.just(1),
    PERIOD,
    PERIOD,
    replied_on=st.none() | PERIOD,
    done_on=st.none() | PERIOD,
    verified_on=st.none() | PERIOD,
    passed=st.none() | st.booleans(),
)
FINDINGS = st.lists(
    st.builds(
        lambda found, unit, village, severe, fixed, rounds: (found, unit, village, severe, fixed, rounds),
        PERIOD,
        st.none() | st.sampled_from(STATIONS),
        st.none() | st.sampled_from(VILLAGES),
        st.booleans(),
        st.booleans(),
        st.lists(ROUNDS, max_size=1),
    ),
    max_size=8,
).map(
    lambda rows: [
        Finding(n, n, unit, village, None, found, "乱堆", severe, fixed, rounds=tuple(rounds))
        for n, (found, unit, village, severe, fixed, rounds) in enumerate(rows)
    ]
)
SOME_VISITS = st.lists(st.tuples(st.integers(1, 3), PERIOD), max_size=20).map(
    lambda rows: [Visit(n, person, 500, day) for n, (person, day) in enumerate(rows)]
)
EXEMPTIONS = st.builds(
    lambda unit, start, days, covers: Exemption(
        unit, None, start, start + timedelta(days=days), "免", covers
    ),
    st.sampled_from(STATIONS),
    PERIOD,
    st.integers(0, 40),
    st.sampled_from(["quota", "criticism", "all"]),
)
LEAVE = st.builds(
    lambda person, start, days: Absence(person, start, start + timedelta(days=days), "excused", "假"),
    st.integers(1, 3),
    PERIOD,
    st.integers(0, 9),
)
STRICT = SelectionRules(praise_min=Fraction(95), criticism_below=Fraction(96))


def deductions(one: ScoreSheet) -> Fraction:
    return -sum((line.points for line in one.lines if line.points < 0), Fraction(0))


@given(SOME_VISITS, FINDINGS, EXEMPTIONS)
def test_an_exemption_never_adds_a_deduction_or_a_criticism(
    holidays: Holidays, visits: list[Visit], findings: list[Finding], exemption: Exemption
) -> None:
    data = month(holidays, records=Records(POSTS, DUTIES, visits), findings=findings, selection_rules=STRICT)
    before = evaluate(data)
    after = evaluate(replace(data, records=replace(data.records, exemptions=[exemption])))
    for one, other in zip(before.sheets, after.sheets, strict=True):
        assert deductions(other) <= deductions(one)
        assert other.total is None or (one.total is not None and other.total >= one.total)
    criticised = {one.unit_id for one in before.criticism}
    if exemption.unit_id not in criticised:
        assert exemption.unit_id not in {one.unit_id for one in after.criticism}
    if exemption.covers != "quota" and exemption.start <= END and exemption.end >= START:
        assert exemption.unit_id not in {one.unit_id for one in after.criticism}


@given(SOME_VISITS, FINDINGS, st.lists(LEAVE, max_size=3), st.randoms())
def test_the_order_of_entry_changes_nothing(
    holidays: Holidays, visits: list[Visit], findings: list[Finding], leave: list[Absence], chance: Any
) -> None:
    def mixed(items: Sequence[Any]) -> list[Any]:
        return sorted(items, key=lambda _: chance.random())

    changes = [Adjustment(10, None, Fraction(-1), "甲"), Adjustment(10, "S7", Fraction(3), "乙")]
    data = month(
        holidays,
        records=Records(POSTS, DUTIES, visits, leave),
        findings=findings,
        adjustments=changes,
        selection_rules=STRICT,
    )
    other = replace(
        data,
        units=mixed(UNITS),
        records=Records(mixed(POSTS), mixed(DUTIES), mixed(visits), mixed(leave)),
        findings=mixed(findings),
        adjustments=mixed(changes),
    )
    assert evaluate(other) == evaluate(data)


def test_only_stations_owe_visits(holidays: Holidays) -> None:
    district = Unit(50, "district", "区住建局")
    records = Records([*POSTS, Post(9, 50, LONG_AGO)], [*DUTIES, Duty(50, 500, LONG_AGO)], VISITS)
    data = month(holidays, units=[*UNITS, district], records=records)
    assert evaluate(data) == evaluate(month(holidays))
