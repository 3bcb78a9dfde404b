from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.calendar import Holidays, Month, period_of
from core.rules.circular import CircularFacts, Office
from core.rules.circular_facts import Issue, circular_facts
from core.rules.evaluation import MonthInput, evaluate
from core.rules.quotas import Duty, Post, Records, Visit
from core.rules.rectification import Finding, Round
from core.rules.scoring import PaperScore
from core.rules.selection import SelectionRules
from core.rules.units import Unit

OCTOBER = Month(2026, 10)
START, END = period_of(OCTOBER)
CUTOFF = date(2026, 11, 5)
OFFICE = Office(
    "大和乡创文办", "大和乡创文办", "和创文办", "各村（社区）", "", "大和乡党政办", "创文", "方案", ""
)
UNITS = [
    Unit(10, "station", "村建所", order=1),
    Unit(11, "station", "农业站", order=2),
    Unit(100, "village", "双桥村", "一类", 1),
    Unit(101, "village", "石板村", "一类", 2),
    Unit(102, "village", "青山社区", "二类", 3),
]
ISSUE = Issue(OFFICE, date(2026, 11, 6), date(2026, 11, 6), date(2026, 11, 16), 12, (7, 8))


def oct_(day: int) -> date:
    return date(2026, 10, day)


def finding(
    number: int, found: date, unit: int | None, village: int | None, *rounds: Round, **more: Any
) -> Finding:
    category = more.pop("category", "litter")
    return Finding(9000 + number, number, unit, village, None, found, category, rounds=rounds, **more)


OPEN = Round(1, oct_(12), oct_(20))
DONE = replace(OPEN, replied_on=oct_(15), verified_on=oct_(16), passed=True)
FINDINGS = [
    finding(1, oct_(12), 10, 100, OPEN),
    finding(2, oct_(12), 10, 100, DONE),
    finding(3, oct_(13), 11, 101, fixed_on_spot=True),
    finding(4, oct_(13), None, None, category="road"),
    finding(5, oct_(14), 11, 100, replace(OPEN, due_on=date(2026, 11, 10))),
]


@pytest.fixture
def data(holidays: Holidays) -> MonthInput:
    long_ago = date(2022, 1, 26)
    visits = [Visit(n, 1, 500, oct_(day)) for n, day in enumerate([9, 10, 12, 13, 19, 20, 27])]
    records = Records(
        [Post(1, 10, long_ago), Post(2, 11, oct_(26))],
        [Duty(10, 500, long_ago), Duty(11, 501, long_ago)],
        visits,
    )
    return MonthInput(
        OCTOBER,
        CUTOFF,
        holidays,
        UNITS,
        records,
        FINDINGS,
        categories={"litter": "乱堆垃圾", "road": "路面破损"},
    )


def facts_of(data: MonthInput, **changes: Any) -> CircularFacts:
    return circular_facts(evaluate(data), data, replace(ISSUE, **changes))


def test_period_numbers_and_visits(data: MonthInput) -> None:
    facts = facts_of(data)
    assert (facts.year, facts.month, facts.first_week, facts.last_week) == (2026, 10, 40, 44)
    assert (facts.period_start, facts.period_end, facts.cutoff) == (START, END, CUTOFF)
    assert (facts.villages, facts.stations, len(facts.inspections)) == (3, 2, 2)
    # person 1 owes 2 in each of 5 weeks and was out 0, 2, 2, 2 and 1 days; person 2 owes week 44
    assert (facts.visits_required, facts.visits_done, facts.per_person) == (12, 7, True)
    assert [(count.name, len(count.rows), count.number) for count in facts.short] == [
        ("村建所", 2, 3),
        ("农业站", 1, 2),
    ]
    missing = facts.visits_required - facts.visits_done
    assert sum(count.number for count in facts.short) == missing, "what is said to be missing adds up"
    assert facts.exempt_weeks[0] == "第40周（9月28日—10月4日）：国庆节，按3个工作日计"


def test_findings_by_state_category_and_village(data: MonthInput) -> None:
    facts = facts_of(data)
    assert facts.findings.ids == (9001, 9002, 9003, 9004, 9005)
    assert (facts.fixed_on_spot.ids, facts.closed.ids, facts.overdue.ids) == ((9003,), (9002, 9003), (9001,))
    assert [(c.name, c.rows.ids) for c in facts.by_category] == [
        ("乱堆垃圾", (9001, 9002, 9003, 9005)),
        ("路面破损", (9004,)),
    ]
    assert [(c.name, len(c.rows)) for c in facts.by_village] == [
        ("双桥村", 3),
        ("石板村", 1),
        ("不在村组范围", 1),
    ]
    assert [(c.name, c.rows.ids) for c in facts.overdue_by_station] == [("村建所", (9001,))]
    assert [(row.number, row.unit, row.due_on, row.state) for row in facts.finding_rows] == [
        (1, "村建所", oct_(20), "已逾期"),
        (2, "村建所", oct_(20), "已销号"),
        (3, "农业站", None, "立行立改"),
        (4, "待定责", None, "待定责"),
        (5, "农业站", date(2026, 11, 10), "整改中"),
    ]


def test_places_and_words_of_findings(data: MonthInput) -> None:
    facts = facts_of(data, texts={9004: ("K14+950处", "路面破损")})
    row = facts.finding_rows[3]
    assert (row.village, row.place, row.text, row.category) == (
        "不在村组范围",
        "K14+950处",
        "路面破损",
        "路面破损",
    )


def test_a_finding_of_a_unit_that_exists_no_more(data: MonthInput) -> None:
    old = replace(data, findings=[finding(1, oct_(12), 77, 177, OPEN)])
    assert facts_of(old).overdue_by_station[0].name == "已撤并单位"
    facts = facts_of(old, names={77: "原城建办", 177: "原大桥村"})
    assert (facts.finding_rows[0].unit, facts.by_village[0].name) == ("原城建办", "原大桥村")


def test_the_look_back_sees_last_month_from_this_cut_off(data: MonthInput) -> None:
    assert facts_of(data).look_back is None
    september = (
        finding(1, date(2026, 9, 8), 10, 100, replace(DONE, verified_on=date(2026, 11, 5))),
        finding(2, date(2026, 9, 8), 10, 100, replace(DONE, verified_on=date(2026, 11, 6))),
        finding(3, date(2026, 9, 8), None, 100),
        finding(4, date(2026, 9, 8), 11, 100, fixed_on_spot=True),
    )
    back = facts_of(data, previous=september).look_back
    assert back is not None
    assert (back.month, len(back.found), back.closed.ids) == ("2026年9月", 4, (9001, 9004))
    assert [(count.name, count.rows.ids) for count in back.still_open] == [
        ("村建所", (9002,)),
        ("待定责", (9003,)),
    ]


def test_scores_praise_and_those_not_assessed(data: MonthInput) -> None:
    papers = [PaperScore(102, None, remark="正在搬迁，未参加考核", participated=False)]
    strict = SelectionRules(criticism_below=Fraction(100))
    facts = facts_of(replace(data, paper_scores=papers, selection_rules=strict))
    assert facts.not_assessed == ("青山社区",)
    assert [(row.unit, row.score, row.rank, row.remark) for row in facts.village_scores] == [
        ("石板村", Fraction("99.5"), 1, "督查问题扣0.5分"),
        ("双桥村", Fraction(94), 2, "督查问题扣3分，逾期未整改扣3分"),
        ("青山社区", None, None, "正在搬迁，未参加考核"),
    ]
    assert [(one.unit, one.rank) for one in facts.praise] == [("石板村", 1), ("双桥村", 2)]
    worst = facts.criticism[0]
    assert (worst.unit, worst.score, [rows.kind for rows in worst.evidence]) == (
        "村建所",
        Fraction(93),
        ["quota", "finding"],
    )
    assert "每组" not in facts.praise_rule, "only one stratum was assessed"


ANY_DAY = st.dates(date(2026, 9, 20), date(2026, 11, 10))
ROUNDS = st.lists(
    st.builds(
        Round, st.just(1), ANY_DAY, ANY_DAY, replied_on=ANY_DAY, verified_on=ANY_DAY, passed=st.booleans()
    ),
    max_size=1,
).map(tuple)
SOME_FINDINGS = st.lists(
    st.tuples(
        ANY_DAY,
        st.sampled_from([None, 10, 11]),
        st.sampled_from([None, 100, 101, 102]),
        st.sampled_from(["litter", "road", "新类别"]),
        st.booleans(),
        ROUNDS,
    ),
    max_size=10,
).map(
    lambda rows: [
        finding(n, found, unit, village, *rounds, category=category, fixed_on_spot=fixed)
        for n, (found, unit, village, category, fixed, rounds) in enumerate(rows)
    ]
)


@given(SOME_FINDINGS)
def test_every_sum_agrees_with_its_parts(holidays: Holidays, findings: list[Finding]) -> None:
    data = MonthInput(OCTOBER, CUTOFF, holidays, UNITS, Records(), findings)
    facts = facts_of(data, previous=tuple(findings))
    all_ids = sorted(facts.findings.ids)
    for counts in (facts.by_category, facts.by_village):
        assert sorted(one for count in counts for one in count.rows.ids) == all_ids
    assert [row.number + 9000 for row in facts.finding_rows] == list(facts.findings.ids)
    assert set(facts.fixed_on_spot.ids) <= set(facts.closed.ids)
    overdue = [one for count in facts.overdue_by_station for one in count.rows.ids]
    assert sorted(overdue) == sorted(facts.overdue.ids)
    back = facts.look_back
    assert back is not None
    assert len(back.found) == len(back.closed) + sum(len(count.rows) for count in back.still_open)


def test_who_found_what_no_inspection_did_is_counted(data: MonthInput) -> None:
    first, second, *rest = FINDINGS
    told = [replace(first, source="自查"), replace(second, source="群众反映"), *rest]
    facts = facts_of(replace(data, findings=told))
    assert [(one.name, one.rows.ids) for one in facts.reported] == [("自查", (9001,)), ("群众反映", (9002,))]
    assert facts_of(data).reported == ()
