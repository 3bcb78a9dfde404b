"""Thirty-five cases of township life that a simple program gets wrong, each with the test that holds it.

A case held elsewhere is named by its test; the others stand here, on a record in a real file.
"""

import ast
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from core import settings
from core.db import Db
from core.model import assignment, check_in, finding
from core.names import Names, names_of
from core.queries.circulars import draft
from core.queries.month import evaluate_month
from core.queries.roster import area_card, unit_card
from core.rules.calendar import Month
from core.rules.evaluation import Evaluation
from core.rules.rectification import State, state_at
from core.services import assessment, check_ins, inspections
from core.services.roster_import import import_roster
from tests.core.services.conftest import PLAN, names, office, roster_sheet, the

__all__ = ["names", "office"]
TESTS = Path(__file__).resolve().parent.parent
OCTOBER = Month(2026, 10)

CASES = """
1 职务月中变动 core/rules/test_quotas.py
   test_a_change_of_post_answers_where_most_days_were
2 名册重新下发 here
   test_case_02_a_reissued_roster_leaves_the_past_month_alone
3 合并、改名、村改社区 core/services/test_lineage.py
   test_a_month_knows_the_villages_of_its_end
4 一人包两村、一村两领导 here
   test_case_04_two_villages_and_two_leaders
5 几个站所共同包保 here
   test_case_05_each_station_has_the_credit_of_its_own_people
6 同名 here
   test_case_06_names_that_contain_one_another
7 问题不在任何组 here
   test_case_07_a_kilometre_stone_belongs_to_no_group
8 请假和公出 core/rules/test_quotas.py
   test_leave_is_not_asked_for_and_a_trip_is_as_good_as_a_visit
9 几周后才录入 here
   test_case_09_the_day_of_the_visit_decides_not_the_day_of_entry
10 补录作假 core/services/test_late.py
   test_later_a_reason_is_wanted_and_logged
11 一天两次、一天两村 here
   test_case_11_two_villages_in_one_day_are_one_time
12 分母是零、样本太少 core/rules/test_rates.py
   test_standards
13 四舍五入和100% core/rules/test_rates.py
   test_print_never_claims_what_was_missed
14 并列 core/rules/test_ranking.py
   test_published_rankings
15 未参加考核 core/rules/test_evaluation.py
   test_not_assessed_is_not_zero
16 没有够条件的 core/rules/test_selection.py
   test_nobody_is_praised_when_nobody_qualifies
17 分组排名 core/rules/test_ranking.py
   test_strata_are_ranked_apart
18 再次交办和反弹 here
   test_case_18_sent_again_is_no_recurrence
19 立行立改 core/rules/test_scoring.py
   test_each_time_deducts_and_half_when_fixed_on_the_spot
20 延期后逾期 core/rules/test_rectification.py
   test_an_extension_counts_when_asked_in_time
21 统计截止日的状态 cli/test_results.py
   test_an_earlier_cutoff_is_less_overdue
22 又表扬又批评 core/services/test_circulars.py
   test_a_circular_that_names_a_unit_twice_is_not_issued
23 表扬村、批评站所 here
   test_case_23_praise_goes_to_villages_and_criticism_to_stations
24 期末前成文 cli/test_circular.py
   test_a_paper_signed_before_its_period_ends_counts_to_that_day
25 更正 core/services/test_circulars.py
   test_a_month_is_issued_once_and_corrected_under_a_new_number
26 1月发12月的 core/services/test_numbers.py
   test_a_january_paper_for_december_may_take_the_year_before
27 期号和文号 reports/papers/test_weekly.py
   test_the_counter_counts_inspected_weeks_of_the_year
28 连续和累计 core/rules/test_escalation.py
   test_a_month_without_assessment_neither_adds_to_a_run_nor_breaks_it
29 几个评分来源 core/services/test_assessment.py
   test_several_sources_are_weighed_as_the_office_says
30 跨年的整改 core/services/test_year_close.py
   test_open_orders_go_on_under_their_number_and_the_series_begins_anew
31 印发前的申辩 core/services/test_statements.py
   test_an_objection_is_open_until_somebody_decides
32 生僻字、顿号、全角、合并格 here
   test_case_32_a_sheet_as_it_really_comes
33 经办人换人 reports/papers/test_years.py
   test_the_handover_list_names_what_waits
34 没有网络和打印机 gui/test_printing.py
   test_without_a_printer_the_pages_become_a_file
35 盖章的位置 reports/test_layout.py
   test_a_stamped_signature_leaves_room_for_the_seal
"""  # number, words, file under tests, and below them the test


def test_every_case_has_its_test() -> None:
    lines = CASES.strip().splitlines()
    heads = [line.split(" ", 1) for line in lines[::2]]
    assert [int(number) for number, _ in heads] == list(range(1, 36))
    for (number, rest), name in zip(heads, lines[1::2], strict=True):
        path = rest.rsplit(" ", 1)[1]
        file = Path(__file__) if path == "here" else TESTS / path
        tree = ast.parse(file.read_text("utf-8"))
        found = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        assert name.strip() in found, (number, rest)


def _month(db: Db, month: Month = OCTOBER) -> Evaluation:
    with db.read() as r:
        return evaluate_month(r, month)[0]


def test_case_02_a_reissued_roster_leaves_the_past_month_alone(
    office: Db, names: Names, tmp_path: Path
) -> None:
    september = _month(office, Month(2026, 9))
    rows = (
        ("红光村", "1组", "陈秀英", "党委委员", "村建所", "王建国", None),
        ("红光村", "2组", "陈秀英", "党委委员", "村建所", "王建国", None),
    )
    import_roster(office, roster_sheet(tmp_path, rows), date(2026, 10, 12), source="重新下发的名册.xlsx")
    assert _month(office, Month(2026, 9)) == september
    with office.read() as r:
        lines = r.all(
            select(assignment.c.unit_id, assignment.c.valid_from, assignment.c.valid_to).where(
                assignment.c.area_id == names.area("红光村1组")
            ),
            lambda *row: row,
        )
    ended = {(unit, end) for unit, _, end in lines if end is not None}
    begun = {(unit, start) for unit, start, end in lines if end is None}
    assert ended == {(names.unit("财政所"), date(2026, 10, 11)), (names.unit("文化站"), date(2026, 10, 11))}
    assert begun == {(names.unit("村建所"), date(2026, 10, 12))}


def test_case_04_two_villages_and_two_leaders(office: Db, names: Names) -> None:
    leader = the(names.person("陈秀英"))  # of 红光村 and of the market, and 红光村1组 has two leaders
    with office.read() as r:
        card = area_card(r, the(names.area("红光村1组")), date(2026, 10, 8))
        held = unit_card(r, the(names.unit("财政所")), date(2026, 10, 8))
        market = area_card(r, the(names.area("集贸市场")), date(2026, 10, 8))
    assert card is not None
    assert market is not None
    leaders = [bar for row in card.rows if row.column == "leader_id" for bar in row.bars]
    assert len({bar.subject_id for bar in leaders}) == 2
    assert leader in {bar.subject_id for row in market.rows for bar in row.bars if row.column == "leader_id"}
    assert held is not None
    owing = [q for q in _month(office).quotas if q.unit_id == names.unit("财政所") and q.week.number == 41]
    assert len(owing) == 1  # 李伟 answers for two groups and owes the week once


def test_case_05_each_station_has_the_credit_of_its_own_people(office: Db, names: Names) -> None:
    """红光村1组 is 财政所's and 文化站's: a visit of one is none of the other, whatever the findings do."""
    with office.write("登记") as w:
        settings.change(w, date(2026, 8, 31), joint="all")
        for day in (6, 8):
            check_ins.add(
                w, the(names.person("财政所/李伟")), date(2026, 10, day), area_id=the(names.area("红光村1组"))
            )
    done = {q.unit_id: (q.done, q.ok) for q in _month(office).quotas if q.week.number == 41}
    assert done[the(names.unit("财政所"))] == (2, True)
    assert done[the(names.unit("文化站"))] == (0, False)


def test_case_06_names_that_contain_one_another(office: Db, tmp_path: Path) -> None:
    rows = [
        (village, "1组", "周启明", "副乡长", "司法所", "张岭", None)
        for village in ("张岭社区", "张岭村", "前张岭村")
    ]
    import_roster(office, roster_sheet(tmp_path, rows), PLAN, source="名册.xlsx")
    with office.read() as r:
        known = names_of(r)
    places = {
        text: known.area(text) for text in ("张岭社区", "张岭村", "前张岭村", "张岭村1组", "前张岭村1组")
    }
    assert all(isinstance(one, int) for one in places.values())
    assert len(set(places.values())) == 5
    assert known.area("张岭") == "名册里没有“张岭”这个村（居）、组或集贸市场，请核对。"
    assert "请连同村名一起写" in str(known.area("1组"))
    assert isinstance(known.person("李伟"), str)  # two people: never a guess
    assert known.person("村建所/李伟") != known.person("财政所/李伟")


def test_case_07_a_kilometre_stone_belongs_to_no_group(office: Db) -> None:
    with office.write("登记") as w:
        row = inspections.add_finding(w, date(2026, 10, 8), "路面破损", place="省道K14+950")
    found = _month(office)
    (one,) = [one for one in found.findings if one.id == row]
    assert (one.unit_id, one.village_id, state_at(one, found.cutoff)) == (None, None, State.UNASSIGNED)
    lines = [line for sheet in found.sheets for line in sheet.lines if line.evidence_kind == "finding"]
    assert all(row not in line.evidence for line in lines)
    with office.read() as r:
        assert row in draft(r, OCTOBER)[0].findings.ids  # told as 待定责, weighing on nobody


def test_case_09_the_day_of_the_visit_decides_not_the_day_of_entry(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("登记") as w:  # keyed in on 24 November
        for day in (12, 14):
            check_ins.add(w, who, date(2026, 10, day))
        kept = w.all(select(check_in.c.day, check_in.c.keyed_on), lambda *row: row)
    assert {keyed for _, keyed in kept} == {date(2026, 11, 24)}
    assert {q.week.number for q in _month(office).quotas if q.person_id == who and q.ok} == {42}


def test_case_11_two_villages_in_one_day_are_one_time(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("登记") as w:
        rows = [
            check_ins.add(w, who, date(2026, 10, 13), area_id=the(names.area(place)))
            for place in ("大和社区1组", "红光村1组")
        ]
    quota = next(q for q in _month(office).quotas if q.person_id == who and q.week.number == 42)
    assert (quota.done, quota.ok) == (1, False)
    assert quota.visits == tuple(rows)  # both stay evidence


def test_case_18_sent_again_is_no_recurrence(office: Db, names: Names) -> None:
    place = the(names.area("红光村1组"))
    with office.write("登记") as w:
        first = inspections.add_finding(w, date(2026, 10, 6), "垃圾", area_id=place)
        inspections.order(w, [first], date(2026, 10, 6), date(2026, 10, 9))
        inspections.reply(w, first, date(2026, 10, 8))
        inspections.verify(w, first, date(2026, 10, 9), passed=False)
        inspections.order(w, [first], date(2026, 10, 9), date(2026, 10, 12))
        inspections.reply(w, first, date(2026, 10, 12))
        inspections.verify(w, first, date(2026, 10, 12), passed=True)
    measures = [line.reason for s in _month(office).sheets for line in s.lines if line.evidence == (first,)]
    assert any("复核不合格" in one for one in measures)
    assert not any("反弹" in one for one in measures)
    with office.write("登记") as w:
        again = inspections.add_finding(w, date(2026, 10, 20), "垃圾", area_id=place, recurrence_of=first)
        assert len(w.column(select(finding.c.id))) == 2
    lines = [line for s in _month(office).sheets for line in s.lines if line.evidence == (again,)]
    assert any("反弹" in line.reason for line in lines)


def test_case_23_praise_goes_to_villages_and_criticism_to_stations(office: Db, names: Names) -> None:
    with office.write("加减分") as w:
        assessment.adjust(w, OCTOBER, the(names.unit("财政所")), points=Fraction(-30), reason="行动迟缓")
    month = _month(office)
    kinds = {sheet.unit_id: sheet.kind for sheet in month.sheets}
    assert month.praise
    assert {kinds[one.unit_id] for one in month.praise} == {"village"}
    assert month.criticism
    assert {kinds[one.unit_id] for one in month.criticism} == {"station"}
    with office.write("加减分") as w:  # the lowest village of all is still not criticised, as a village
        assessment.adjust(w, OCTOBER, the(names.unit("红光村")), points=Fraction(-90), reason="重大问题")
    assert names.unit("红光村") not in {one.unit_id for one in _month(office).criticism}


def test_case_32_a_sheet_as_it_really_comes(office: Db, tmp_path: Path) -> None:
    rows = [
        (
            "双桥村",
            "１、２组",
            "周启明",
            "副乡长",
            "司法所",
            "欧阳𬭚㛃、阿卜杜拉·买买提",
            "１３８００００００３１",
        ),
        (None, "3组", None, None, None, "欧阳𬭚㛃", None),
    ]
    outcome = import_roster(office, roster_sheet(tmp_path, rows), PLAN, source="名册.xlsx")
    assert outcome.refused == ()
    with office.read() as r:
        known = names_of(r)
    for group in ("双桥村1组", "双桥村2组", "双桥村3组"):
        assert isinstance(known.area(group), int), group
    assert isinstance(known.person("欧阳𬭚㛃"), int)
    assert isinstance(known.person("阿卜杜拉·买买提"), int)


# -- past months by the rules of their time --------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"per_week": 5},
        {"per_person": False},
        {"scarce": "full"},
        {"rank_style": "dense"},
        {"praise_min": "0", "praise_top": 9},
        {"criticism_below": "100", "criticism_bottom": 9},
        {"joint": "all"},
        {"source_weights": "自评40 台账60"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_past_month_is_judged_by_the_rules_of_its_time(
    office: Db, names: Names, changed: dict[str, object]
) -> None:
    with office.write("登记") as w:
        inspections.add_finding(w, date(2026, 9, 8), "垃圾", area_id=the(names.area("红光村1组")))
        check_ins.add(w, the(names.person("王建国")), date(2026, 9, 9))
    before = _month(office, Month(2026, 9)), _month(office)
    with office.write("规则") as w:
        settings.change(w, date(2026, 9, 28), **changed)
    assert _month(office, Month(2026, 9)) == before[0]
    if next(iter(changed)) in SEEN_AT_ONCE:
        assert _month(office) != before[1]


SEEN_AT_ONCE = ("per_week", "per_person", "source_weights")  # the others need a month that shows them
