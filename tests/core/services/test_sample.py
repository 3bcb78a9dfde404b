"""The sample township: whole, the same each time, and with every case an office meets."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from core import journal
from core.db import Clock, Db, files_of, open_record
from core.doors import Read
from core.errors import UserError
from core.model import (
    JOURNALLED,
    absence,
    area,
    assignment,
    check_in,
    circular,
    extension,
    finding,
    inspection,
    op,
    person,
    post,
    unit,
)
from core.queries.circulars import draft, issued_circulars
from core.queries.findings import findings_where
from core.queries.month import evaluate_month
from core.rules.calendar import Month, period_of, week_of
from core.rules.circular import CircularFacts, Printed
from core.rules.evaluation import Evaluation
from core.rules.rectification import SETTLED, State, due_at, fault_of, overdue_days, state_at
from core.services.sample import make_sample, sample_clock
from core.settings import settings_at

OCTOBER = Month(2026, 10)
TODAY = date(2026, 11, 24)


def printed(facts: CircularFacts, _: object) -> Printed:
    """A paper with the facts on it; layout is not this module's matter."""
    return Printed(f"{facts.month}月通报", f"{facts.period_start} {facts.corrects}".encode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "大和乡.db"
    make_sample(path, render=printed)
    return path


@pytest.fixture
def db(made: Path) -> Iterator[Db]:
    with open_record(made, clock=sample_clock) as opened:
        yield opened


@pytest.fixture
def r(db: Db) -> Iterator[Read]:
    with db.read() as opened:
        yield opened


def count(r: Read, table: Any, *where: Any) -> int:
    return int(r.value(select(func.count()).select_from(table).where(*where)))


def unit_ids(r: Read) -> dict[str, int]:
    return dict(r.all(select(unit.c.name, unit.c.id), lambda *row: row))


def october(r: Read) -> Evaluation:
    return evaluate_month(r, OCTOBER)[0]


def test_the_journal_holds_all_of_it(r: Read) -> None:
    assert journal.faults(r) == []


def test_ops_follow_the_years_in_order(r: Read) -> None:
    times = r.column(select(op.c.at).order_by(op.c.id))
    assert times == sorted(times)
    assert times[0] == "2023-12-04T08:30:00"  # the first Monday of 36 months
    assert times[-1] == "2026-11-24T09:20:00"


def test_the_same_arguments_give_the_same_data(tmp_path: Path) -> None:
    def rows(name: str) -> list[Any]:
        path = tmp_path / name
        make_sample(path, 3)
        with open_record(path, clock=sample_clock) as db, db.read() as r:
            hashes = r.column(select(op.c.hash))
            return [hashes, *(r.conn.execute(select(one)).all() for one in JOURNALLED.values())]

    assert rows("a.db") == rows("b.db")


def test_it_has_the_shape_of_a_township(r: Read) -> None:
    assert count(r, unit, unit.c.kind == "station") == 12
    assert count(r, unit, unit.c.kind == "village") == 9
    assert count(r, area, area.c.kind == "group") == 60
    assert count(r, area, area.c.kind == "market") == 1
    stations = select(unit.c.id).where(unit.c.kind == "station")
    staff = select(func.count(post.c.person_id.distinct())).where(post.c.unit_id.in_(stations))
    assert r.value(staff) == 45
    for number in range(12):
        month = Month.of(TODAY)
        for _ in range(number):
            month = month.previous
        assert len({quota.person_id for quota in evaluate_month(r, month)[0].quotas}) == 45


def test_it_covers_three_years(r: Read) -> None:
    first, last = r.value(select(func.min(check_in.c.day))), r.value(select(func.max(check_in.c.day)))
    assert (first, last) == (date(2023, 12, 4), TODAY)
    assert 12_000 < count(r, check_in) < 16_000  # 45 people, twice a week, 156 weeks, less holidays
    assert count(r, inspection) > 145


def test_the_office_is_named(r: Read) -> None:
    office = settings_at(r, TODAY)
    assert (office.unit_name, office.township, office.agency_code) == ("大和乡创文办", "大和乡", "和创文办")
    assert (office.plan_date, office.sample) == (date(2022, 1, 26), True)
    assert office.basis == "巴区创文指〔2021〕4号"
    assert office.operator and office.cc


def test_no_life_of_a_finding_contradicts_itself(r: Read) -> None:
    assert [fault for one in findings_where(r) if (fault := fault_of(one))] == []


def test_scores_are_believable(r: Read) -> None:
    month = Month.of(TODAY)
    for _ in range(12):
        month = month.previous
        for sheet in evaluate_month(r, month)[0].sheets:
            if sheet.total is not None:
                least = 80 if sheet.kind == "village" else 65
                assert least <= sheet.total <= 100, (month, sheet)


# -- each case by itself ---------------------------------------------------------------------------


def test_october_praises_and_criticises(r: Read) -> None:
    names = {row: name for name, row in unit_ids(r).items()}
    evaluation = october(r)
    assert 1 <= len(evaluation.praise) <= 2
    assert {names[one.unit_id] for one in evaluation.criticism} == {"村建所", "财政所"}


def test_an_exempted_unit_is_neither_scored_nor_criticised(r: Read) -> None:
    evaluation, units = october(r), unit_ids(r)
    sheet = next(one for one in evaluation.sheets if one.unit_id == units["卫生院"])
    assert (sheet.total, sheet.remark) == (None, "免予考核（整体搬迁新院区）")
    assert units["卫生院"] not in {one.unit_id for one in evaluation.criticism}
    spared = [one for one in evaluation.quotas if one.unit_id == units["应急办"] and one.required == 0]
    assert len(spared) == 6 and all("抗旱" in one.reason for one in spared)  # 3 people, 2 weeks


def test_villages_tie_in_october(r: Read) -> None:
    assert sum(sheet.tied for sheet in october(r).sheets if sheet.kind == "village") >= 2


def test_october_is_a_draft_ready_to_issue(r: Read) -> None:
    facts, _ = draft(r, OCTOBER)
    assert (facts.serial, facts.villages, facts.stations) == (13, 9, 12)
    assert facts.not_assessed == ("卫生院",)


def test_two_circulars_were_issued_and_one_corrected(r: Read) -> None:
    issued = issued_circulars(r)[::-1]
    assert [one.month for one in issued] == ["2026-08", "2026-09", "2026-09"]
    assert [one.doc_no for one in issued] == [f"和创文办〔2026〕{n}号" for n in (10, 11, 12)]
    assert [one.corrects_id for one in issued] == [None, None, issued[1].id]
    assert all(one.doc_date > period_of(Month.parse(one.month))[1] for one in issued)


def test_papers_lie_beside_the_record(made: Path) -> None:
    assert len(list((files_of(made) / "issued").glob("*.pdf"))) == 3


def test_today_has_work_of_each_kind(r: Read) -> None:
    waiting = [one for one in findings_where(r) if state_at(one, TODAY) not in SETTLED]
    states = [state_at(one, TODAY) for one in waiting]
    soon = [
        one
        for one in waiting
        if state_at(one, TODAY) is not State.REPLIED
        and (due := due_at(one, TODAY)) is not None
        and TODAY <= due <= TODAY + timedelta(days=3)
    ]
    assert sum(overdue_days(one, TODAY) > 0 for one in waiting) == 4
    assert len(soon) == 2
    assert states.count(State.REPLIED) == 5
    assert states.count(State.UNASSIGNED) == 1
    assert {State.TO_ORDER, State.ORDERED, State.ACKNOWLEDGED, State.REJECTED} <= set(states)


def test_the_week_is_half_entered(r: Read) -> None:
    start, end = week_of(TODAY).monday, week_of(TODAY).sunday
    days = r.column(select(check_in.c.day).where(check_in.c.day.between(start, end)))
    assert 5 < days.count(TODAY) < days.count(start)
    assert count(r, inspection, inspection.c.day.between(start, end)) == 0


@pytest.mark.parametrize("name", ["谢晓东", "张玉兰"])
def test_two_people_change_post_in_the_middle_of_october(r: Read, name: str) -> None:
    terms = r.all(
        select(post.c.valid_from, post.c.valid_to)
        .join(person, person.c.id == post.c.person_id)
        .where(person.c.name == name)
        .order_by(post.c.valid_from),
        lambda *row: row,
    )
    assert terms == [(date(2022, 1, 26), date(2026, 10, 20)), (date(2026, 10, 21), None)]


def _holiday_week_is_light(r: Read) -> bool:
    def visits(day: date) -> int:
        return count(r, check_in, check_in.c.day.between(day, day + timedelta(days=6)))

    return visits(date(2026, 2, 16)) * 5 < visits(date(2026, 3, 2))  # 春节 has no working day


def _several_stations_of_a_village(r: Read) -> bool:
    village = r.value(select(area.c.id).where(area.c.name == "大和社区"))
    rows = r.column(
        select(assignment.c.role).where(assignment.c.area_id == village, assignment.c.unit_id.is_not(None))
    )
    return sorted(rows) == ["joint", "lead"]


def _groups_of(r: Read, column: Any, other: Any) -> dict[int, int]:
    """How many different ``other`` each ``column`` has among the village lines with a leader."""
    villages = select(area.c.id).where(area.c.kind.in_(("village", "community")))
    return dict(
        r.all(
            select(column, func.count(other.distinct()))
            .where(assignment.c.leader_id.is_not(None), assignment.c.area_id.in_(villages))
            .group_by(column),
            lambda *row: row,
        )
    )


def _village_with_two_leaders(r: Read) -> bool:
    return 2 in _groups_of(r, assignment.c.area_id, assignment.c.leader_id).values()


def _leader_with_two_villages(r: Read) -> bool:
    return 2 in _groups_of(r, assignment.c.leader_id, assignment.c.area_id).values()


def _two_of_one_name(r: Read) -> bool:
    ids = r.column(select(person.c.id).where(person.c.name == "王建国"))
    homes = r.column(select(post.c.unit_id).where(post.c.person_id.in_(ids)))
    return len(ids) == 2 and len(set(homes)) == 2


def _rare_names(r: Read) -> bool:
    return {"张㛃", "陈𬭚"} <= set(r.column(select(person.c.name)))


def _roster_handed_over(r: Read) -> bool:
    return count(r, assignment, assignment.c.valid_to == date(2026, 6, 30)) == 5  # the village and 4 groups


def _visit_entered_twice(r: Read) -> bool:
    c = check_in.c
    same = (
        select(c.day)
        .group_by(c.person_id, c.area_id, c.day)
        .having(func.count() > 1)
        .where(c.day.between(*period_of(OCTOBER)))
    )
    return len(r.column(same)) == 1


def _keyed_in_weeks_later(r: Read) -> bool:
    return any(
        keyed - day > timedelta(days=20)
        for day, keyed in r.all(select(check_in.c.day, check_in.c.keyed_on), lambda *row: row)
    )


def _place_of_no_group(r: Read) -> bool:
    return count(r, finding, finding.c.area_id.is_(None), finding.c.place.contains("K14+950")) == 1


def _recurrences(r: Read) -> bool:
    return count(r, finding, finding.c.recurrence_of.is_not(None)) > 10


def _fixed_on_spot(r: Read) -> bool:
    return count(r, finding, finding.c.fixed_on_spot) > 50


def _sent_again(r: Read) -> bool:
    return any(len(one.rounds) > 1 for one in findings_where(r))


def _extensions(r: Read) -> bool:
    return count(r, extension) > 10


def _absences_of_each_effect(r: Read) -> bool:
    return set(r.column(select(absence.c.effect))) == {"excused", "counts", "none"}


def _circular_corrected(r: Read) -> bool:
    return count(r, circular, circular.c.corrects_id.is_not(None)) == 1


CASES: tuple[Callable[[Read], bool], ...] = (
    _holiday_week_is_light,
    _several_stations_of_a_village,
    _village_with_two_leaders,
    _leader_with_two_villages,
    _two_of_one_name,
    _rare_names,
    _roster_handed_over,
    _visit_entered_twice,
    _keyed_in_weeks_later,
    _place_of_no_group,
    _recurrences,
    _fixed_on_spot,
    _sent_again,
    _extensions,
    _absences_of_each_effect,
    _circular_corrected,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.__name__).strip("_"))
def test_case(r: Read, case: Callable[[Read], bool]) -> None:
    assert case(r)


# -- other days and refusals -----------------------------------------------------------------------


def at(year: int, month: int, day: int) -> Clock:
    return lambda: datetime(year, month, day, 10)


@pytest.mark.parametrize(
    ("clock", "months"),
    [(at(2026, 3, 5), 6), (at(2026, 11, 2), 1), (at(2026, 12, 31), 4), (at(2022, 8, 3), 99)],
)
def test_it_can_be_made_for_another_day(tmp_path: Path, clock: Clock, months: int) -> None:
    path = tmp_path / "a.db"
    make_sample(path, months, clock, printed)
    with open_record(path, clock=clock) as db, db.read() as r:
        assert journal.faults(r) == []
        assert [fault for one in findings_where(r) if (fault := fault_of(one))] == []
        assert r.value(select(func.max(check_in.c.day))) <= clock().date()


@pytest.mark.parametrize("clock", [at(2021, 5, 1), at(2027, 2, 1)])
def test_a_day_outside_the_programmes_years_leaves_nothing(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(UserError):
        make_sample(tmp_path / "a.db", 2, clock)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_paper_leaves_nothing(tmp_path: Path) -> None:
    def broken(*_: object) -> Printed:
        raise UserError("缺少字体。")

    with pytest.raises(UserError):
        make_sample(tmp_path / "a.db", 6, sample_clock, broken)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_record_is_not_touched(made: Path) -> None:
    before = made.stat().st_size
    with pytest.raises(UserError):
        make_sample(made)
    assert made.stat().st_size == before
