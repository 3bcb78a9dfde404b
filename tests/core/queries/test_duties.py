"""The duties of a month on a real file: who owes, what the ledgers say, what a rubric prices of it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.model import (
    household_campaign,
    opinion,
    post,
    questionnaire,
    questionnaire_option,
    questionnaire_version,
    study_meeting,
    tally,
    task,
    watch,
)
from core.names import Names
from core.queries.duties import MonthDuties, month_duties
from core.queries.month import evaluate_month
from core.rules.calendar import Month
from core.rules.defaults import STATION, VILLAGE
from core.rules.rates import Rate
from core.rules.scoring import Rubric, RubricItem
from core.services import assessment, inspections
from core.services.lineage import merge_areas
from core.services.record import store_rubric
from core.settings import change
from tests.core.services.conftest import the

OCTOBER = Month(2026, 10)
DAY = date(2026, 10, 14)


def look(db: Db, month: Month = OCTOBER, cutoff: date | None = None) -> MonthDuties:
    with db.read() as r:
        return month_duties(r, month, cutoff)


def meet(w: Write, **values: Any) -> int:
    return w.insert(study_meeting, **{"day": DAY, "topic": "创文工作", "keyed_on": DAY} | values)


def test_check_ins_are_judged_as_the_evaluation_judges_them(office: Db) -> None:
    with office.read() as r:
        evaluation, _ = evaluate_month(r, OCTOBER)
        found = month_duties(r, OCTOBER)
    assert [(one.required, one.done, one.reason) for one in found.of("check_in")] == [
        (one.required, one.done, one.reason) for one in evaluation.quotas
    ]


def test_leaders_and_heads_meet(office: Db, names: Names) -> None:
    with office.write("记会") as w:
        wang = the(names.person("王建国"))
        w.update(post, w.value(select(post.c.id).where(post.c.person_id == wang)), role="head")
        boss = the(names.person("周启明"))
        meet(w, chair_id=boss, attendees=[boss, wang])
        meet(w, unit_id=the(names.unit("财政所")))
    found = look(office)
    done = {found.who(one): one.done for one in found.of("study_meeting") if one.period == "第42周"}
    assert done == {
        "周启明（领导班子）": 1, "陈秀英（领导班子）": 0, "王建国（村建所）": 1, "财政所": 1, "文化站": 0,
    }  # fmt: skip
    assert found.unkept == {"campaign", "survey", "inspection", "place", "three_year_plan", "circular"}


def test_a_campaign_counts_for_its_station_and_village(office: Db, names: Names) -> None:
    with office.write("记入户") as w:
        for day in (date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)):
            w.insert(
                household_campaign, day=day, area_id=the(names.area("红光村1组")), kind="both",
                unit_id=the(names.unit("财政所")), people=None, keyed_on=day,
            )  # fmt: skip
    found = look(office)
    assert {found.who(one): (one.required, one.done) for one in found.of("campaign")} == {
        "村建所·大和社区": (2, 0), "财政所·红光村": (2, 2), "文化站·红光村": (2, 0),
    }  # fmt: skip


def test_a_merged_village_brings_its_campaigns_with_it(office: Db, names: Names) -> None:
    with office.write("记入户") as w:
        w.insert(
            household_campaign, day=DAY, area_id=the(names.area("红光村")), kind="both",
            unit_id=the(names.unit("财政所")), people=None, keyed_on=DAY,
        )  # fmt: skip
        merge_areas(w, [the(names.area("红光村"))], date(2026, 10, 20), into=the(names.area("大和社区")))
    found = look(office)
    done = {found.who(one): one.done for one in found.of("campaign")}
    assert done["财政所·大和社区"] == 1
    assert not any("红光村" in who for who in done)


def test_deputies_and_markets_and_places(office: Db, names: Names) -> None:
    with office.write("督查") as w:
        inspections.add_inspection(w, DAY)
    found = look(office)
    assert {found.who(one) for one in found.of("market")} == {"集贸市场"}
    assert {found.who(one) for one in found.of("place")} == {"大和社区", "红光村", "集贸市场"}
    assert [one.done for one in found.of("inspection")] == [0, 0, 1, 0, 0]
    assert not found.of("deputy")


def test_dated_duties(office: Db, names: Names) -> None:
    station, wang = the(names.unit("村建所")), the(names.person("王建国"))
    with office.write("记") as w:
        change(w, date(2022, 1, 1), opinion_days=7)
        w.insert(opinion, day=DAY, text="路灯不亮", unit_id=station, keyed_on=DAY)
        w.insert(watch, day=DAY, place="车站", person_id=wang, unit_id=station, stood=False, keyed_on=DAY)
        w.insert(task, kind="task", name="清运", unit_id=station, due_on=DAY)
    found = look(office)
    assert {one.duty for one in found.results if one.short and one.rows} == {"opinion", "watch", "task"}
    assert not look(office, Month(2026, 9)).of("watch", "task", "opinion")


def sheet(w: Write, names: Names, place: str, **counts: Any) -> int:
    return w.insert(questionnaire, day=DAY, area_id=the(names.area(place)), keyed_on=DAY, **counts)


def rates(found: MonthDuties, village: str) -> dict[str, Rate]:
    (row,) = [one for one in found.villages if found.called.areas[one.area_id or 0] == village]
    return {one.name: one for one in row.rates}


def test_rates_by_village_and_by_the_station_that_leads_there(office: Db, names: Names) -> None:
    with office.write("记问卷") as w:
        sheet(w, names, "红光村1组", valid=40, aware=40, took_part=38, satisfied=37)
        sheet(w, names, "红光村", valid=20, aware=19)
        sheet(w, names, "大和社区", valid=10, aware=10)
    found = look(office)
    assert (rates(found, "红光村")["awareness"].part, rates(found, "红光村")["awareness"].whole) == (59, 60)
    assert rates(found, "红光村")["satisfaction"].standing == "short"
    assert rates(found, "大和社区")["awareness"].standing == "small"
    stations = {found.called.units[one.unit_id or 0]: one.rates[0].whole for one in found.stations}
    assert stations == {"村建所": 10, "财政所": 60}
    assert found.whole.rates[0].whole == 70
    assert look(office, Month(2026, 11)).villages == ()


def test_answers_are_mapped_by_their_version(office: Db, names: Names) -> None:
    with office.write("记问卷") as w:
        version = w.insert(questionnaire_version, name="第2版", valid_from=DAY)
        options = [
            w.insert(
                questionnaire_option, version_id=version, rate="satisfaction", question="您满意吗",
                answer=answer, counts=counts,
            )
            for answer, counts in (("满意", True), ("比较满意", True), ("不满意", False))
        ]  # fmt: skip
        one = sheet(w, names, "红光村", valid=40, satisfied=1, version_id=version)
        for option, number in zip(options, (30, 8, 1), strict=True):
            w.insert(tally, questionnaire_id=one, option_id=option, number=number)
    found = rates(look(office), "红光村")["satisfaction"]
    assert (found.part, found.whole, found.standing) == (38, 40, "met")


def test_an_exempted_village_is_not_judged(office: Db, names: Names) -> None:
    with office.write("记问卷") as w:
        sheet(w, names, "红光村", valid=40, aware=1)
        village = the(names.unit("红光村"))
        assessment.exempt(
            w, start=date(2026, 10, 1), end=date(2026, 10, 31), reason="搬迁", covers="all", unit_id=village
        )
    found = look(office)
    assert rates(found, "红光村")["awareness"].standing == "exempt"
    assert all(one.ok for one in found.of("campaign") if one.actor.area_id == the(names.area("红光村")))


@pytest.mark.parametrize("cutoff", [None, date(2026, 10, 20)])
def test_a_rubric_that_prices_meetings_takes_points_for_them(
    office: Db, names: Names, cutoff: date | None
) -> None:
    def priced(measure: Any) -> Rubric:
        item = RubricItem("X1", "新项目", "其他", measure, Fraction(2))
        return Rubric("station", "细则", Fraction(100), (*STATION.items, item))

    with office.read() as r:
        before = {one.unit_id: one.total for one in evaluate_month(r, OCTOBER, cutoff)[0].sheets}
    with office.write("改细则") as w:
        store_rubric(w, priced("meeting_short"), date(2026, 1, 1))
        store_rubric(w, VILLAGE, date(2026, 1, 1))
    with office.read() as r:
        silent = {one.unit_id: one.total for one in evaluate_month(r, OCTOBER, cutoff)[0].sheets}
    assert silent == before, "a ledger never begun costs nobody a point"
    with office.write("记会") as w:
        meet(w, unit_id=the(names.unit("财政所")))
    with office.read() as r:
        sheets = {one.unit_id: one for one in evaluate_month(r, OCTOBER, cutoff)[0].sheets}
    lines = [one for one in sheets[the(names.unit("财政所"))].lines if one.item_name == "新项目"]
    assert len(lines) == (0 if cutoff else 2), "weeks before the ledger's first row blame nobody"
    assert all(one.points == -2 and one.evidence_kind == "duty" for one in lines)


def test_late_answers_and_low_rates_can_be_priced(office: Db, names: Names) -> None:
    def item(code: str, measure: Any) -> RubricItem:
        return RubricItem(code, measure, "其他", measure, Fraction(1))

    station = the(names.unit("村建所"))
    with office.write("改细则") as w:
        change(w, date(2022, 1, 1), opinion_days=7)
        items = (item("X1", "opinion_late"), item("X2", "rate_short"))
        store_rubric(w, Rubric("station", "细则", Fraction(100), items), date(2026, 1, 1))
        row = w.insert(opinion, day=DAY, text="路灯不亮", unit_id=station, keyed_on=DAY)
        one = sheet(w, names, "大和社区", valid=40, aware=39)
    with office.read() as r:
        (found,) = [one for one in evaluate_month(r, OCTOBER)[0].sheets if one.unit_id == station]
    assert [(line.evidence_kind, line.evidence) for line in found.lines] == [
        ("opinion", (row,)), ("questionnaire", (one,)),
    ]  # fmt: skip
    assert found.lines[1].reason == "知晓率97.50%（39/40），未达标（标准100%），扣1分"
