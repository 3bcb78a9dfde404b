"""The facts behind the papers, as of the day of print."""

from datetime import date

import pytest

from core.db import Db
from core.errors import UserError
from core.model import unit
from core.names import Names
from core.queries.papers import (
    Asked,
    duty_facts,
    last_full_month,
    ledger_facts,
    order_facts,
    reminder_facts,
    round_facts,
    score_facts,
    sign_in_facts,
    week_facts,
)
from core.rules.calendar import Month, week_of
from core.services import check_ins, inspections
from tests.core.services.conftest import the

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def found(office: Db, names: Names) -> list[int]:
    """Two findings of one Friday, both ordered, the first due the Monday after."""
    with office.write("登记") as w:
        tour = inspections.add_inspection(w, FRIDAY, "李伟")
        ids = [
            inspections.add_finding(
                w, FRIDAY, text, area_id=the(names.area(place)), place="路口", inspection_id=tour
            )
            for text, place in (("堵塞", "大和社区1组"), ("污损", "红光村2组"))
        ]
        inspections.order(w, ids[:1], FRIDAY, date(2026, 11, 23), "2026-001")
        inspections.order(w, ids[1:], FRIDAY, date(2026, 11, 30))
    return ids


def test_the_last_full_month_ends_before_today() -> None:
    assert last_full_month(date(2026, 11, 24)) == Month(2026, 10)
    assert last_full_month(date(2026, 11, 1)) == Month(2026, 9)  # its last Sunday is not over yet
    assert last_full_month(date(2026, 11, 2)) == Month(2026, 10)
    assert last_full_month(date(2027, 1, 1)) == Month(2026, 11)


def test_a_problem_says_where_who_and_how_late(office: Db, found: list[int]) -> None:
    with office.read() as r:
        (notice,) = reminder_facts(r, Asked()).notices
    (one,) = notice.problems
    assert (notice.unit, one.id, one.late) == ("村建所", found[0], 1)
    assert (one.village, one.spot, one.where) == ("大和社区", "1组路口", "大和社区1组路口")
    assert (one.keeper, one.inspectors, one.order_no) == ("王建国", "李伟", "2026-001")


def test_an_extension_ends_lateness_and_keeps_the_original_date(office: Db, found: list[int]) -> None:
    with office.write("延期") as w:
        inspections.extend(
            w, found[0], asked_on=date(2026, 11, 23), new_due_on=date(2026, 11, 28), reason="等材料"
        )
    with office.read() as r:
        assert reminder_facts(r, Asked()).notices == ()
        one = ledger_facts(r, Asked(week=week_of(FRIDAY))).problems[0]
    assert (one.first_due, one.due_on) == (date(2026, 11, 23), date(2026, 11, 28))


def test_orders_come_by_station_and_day(office: Db, names: Names, found: list[int]) -> None:
    with office.write("再登记") as w:
        more = inspections.add_finding(w, date(2026, 11, 19), "乱贴", area_id=the(names.area("大和社区1组")))
        inspections.order(w, [more], date(2026, 11, 19))
    with office.read() as r:
        notices = order_facts(r, Asked()).notices
        alone = order_facts(r, Asked(unit=the(names.unit("财政所")))).notices
        with pytest.raises(UserError, match="不是站所"):
            order_facts(r, Asked(unit=the(names.unit("红光村"))))
    assert [(one.unit, one.day.day) for one in notices] == [("村建所", 19), ("村建所", 20), ("财政所", 20)]
    assert [one.problems[0].id for one in alone] == [found[1]]


def test_a_reprinted_first_order_does_not_know_the_second(office: Db, found: list[int]) -> None:
    with office.write("复核") as w:
        inspections.reply(w, found[1], date(2026, 11, 23))
        inspections.verify(w, found[1], date(2026, 11, 23), passed=False)
        inspections.order(w, [found[1]], date(2026, 11, 24), date(2026, 12, 1), "2026-002")
    with office.read() as r:
        first = order_facts(r, Asked(week=week_of(FRIDAY))).notices[-1].problems[0]
        (again,) = order_facts(r, Asked()).notices
    assert (first.times, first.due_on) == (1, date(2026, 11, 30))
    assert (again.problems[0].times, again.day) == (2, date(2026, 11, 24))


def test_week_and_rounds_default_to_the_latest_inspection(office: Db, found: list[int]) -> None:
    with office.read() as r:
        week, rounds = week_facts(r, Asked()), round_facts(r, Asked())
        blank = round_facts(r, Asked(blank=True))
    assert (week.week.number, week.issue_no, len(week.problems), week.before) == (47, 1, 2, ())
    assert [one.id for one in rounds.tours[0].problems] == found
    assert (blank.week.number, blank.tours) == (48, ())


def test_a_sheet_has_those_who_owe_and_what_they_did(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        for _ in range(2):
            check_ins.add(
                w, the(names.person("王建国")), date(2026, 11, 23), area_id=the(names.area("大和社区2组"))
            )
    with office.read() as r:
        first = sign_in_facts(r, Asked()).sheets[0]
        later = sign_in_facts(r, Asked(week=week_of(date(2026, 11, 30)), blank=True)).sheets[0]
    assert {one.name: one.done for one in first.signers} == {"王建国": 1, "李伟": 0}
    assert [(one.place, one.repeats) for one in first.lines] == [
        ("大和社区2组", False),
        ("大和社区2组", True),
    ]
    assert (later.number, {one.name for one in later.signers}) == ("2026-49-01", {"王建国", "李伟"})


def test_scores_of_a_month_to_come_are_refused(office: Db) -> None:
    with office.read() as r, pytest.raises(UserError, match="还没有开始"):
        score_facts(r, Asked(month=Month(2026, 12)))


def test_the_roster_names_what_lacks(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        w.update(unit, the(names.unit("村建所")), strength="强")
    with office.read() as r:
        found = duty_facts(r, Asked())
    assert [(row.village, row.place) for row in found.rows][:3] == [
        ("大和社区", "1组"),
        ("大和社区", "2组"),
        ("大和社区", "3组"),
    ]
    assert (found.villages, found.groups) == (2, 5)
    unrated = [one.text for one in found.check.checks[1].unknown]
    assert unrated == ["财政所没有登记力量强弱。", "文化站没有登记力量强弱。"]
    assert found.check.measures[-1].name == "每个站所包保的区域"
