"""A plan on a real record: read, computed, taken over as one step, undone as one."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from core.db import Db
from core.doors import Write
from core.errors import Conflict, UserError
from core.journal import undo
from core.model import area, assignment, nearness, person, roster_version, unit
from core.names import Names
from core.queries.plan import Answer, LockRow, lock_rows, plan_check, question, view_on
from core.queries.roster.spans import on
from core.rules.coverage import answer as who_answers
from core.rules.proposal import Level, Weights, station_problem
from core.rules.roster_faults import faults
from core.services.lineage import merge_areas
from core.services.plan import adopt, answer, lock, set_home, unlock
from core.services.roster import describe_unit, replace_in

D = date(2026, 10, 1)


def propose(office: Db, level: Level = "village", day: date = D, **weights: int) -> Answer:
    with office.read() as r:
        asked = question(r, day, level, Weights(**weights))
    return answer(asked)


def standing(office: Db, day: date) -> list[tuple[str, str, str, str, str]]:
    """Place, leader, station, person, role of each line in force."""
    above = area.alias()
    leader = person.alias()
    statement = (
        select(
            func.coalesce(above.c.name, "") + area.c.name,
            func.coalesce(leader.c.name, ""),
            func.coalesce(unit.c.name, ""),
            func.coalesce(person.c.name, ""),
            assignment.c.role,
        )
        .join(area, area.c.id == assignment.c.area_id)
        .outerjoin(above, (above.c.id == area.c.parent_id) & (above.c.kind != "township"))
        .outerjoin(leader, leader.c.id == assignment.c.leader_id)
        .outerjoin(unit, unit.c.id == assignment.c.unit_id)
        .outerjoin(person, person.c.id == assignment.c.person_id)
        .where(on(assignment, day))
        .order_by(area.c.id, assignment.c.role != "lead", assignment.c.id)
    )
    with office.read() as r:
        return r.all(statement, lambda *row: row)


@pytest.fixture
def weak(office: Db, names: Names) -> Db:
    """文化站 is weak, 村建所 strong; 红光村2组 stands under 文化站 alone."""
    with office.write("强弱") as w:
        describe_unit(w, names.units["文化站"], strength="弱", stratum=None)
        describe_unit(w, names.units["村建所"], strength="强", stratum=None)
        describe_unit(w, names.units["财政所"], strength="中", stratum=None)
    return office


def test_the_check_of_a_record(weak: Db) -> None:
    with weak.read() as r:
        found = plan_check(r, D)
    assert [one.text for one in found.checks[1].remarks] == ["集贸市场只由力量较弱的文化站包保。"]
    assert "名册里没有登记组长。" in [one.text for one in found.gaps]
    assert found.faults == ()


def test_a_plan_taken_over_is_one_version_and_one_undo(weak: Db) -> None:
    before = standing(weak, D)
    found = propose(weak)
    changed = {row.name: [found.stations.names[one] for one in row.then] for row in found.stations.changed}
    assert changed == {"集贸市场": ["文化站", "村建所"]}
    with weak.write("采用方案") as w:
        assert adopt(w, found, D, "包保任务调整表") == 1
    assert [one for one in standing(weak, D) if one not in before] == [
        ("集贸市场", "", "村建所", "李伟", "joint")
    ]
    assert standing(weak, date(2026, 9, 30)) == before
    with weak.read() as r:
        version = r.all(select(roster_version).order_by(roster_version.c.id.desc()), lambda *row: row)[0]
        assert version[1:] == ("包保任务调整表", D, "方案")
        lines = r.column(select(assignment.c.id).where(assignment.c.version_id == version[0]))
        assert len(lines) == 1
        assert plan_check(r, D).checks[1].kept
    undo(weak)
    assert standing(weak, D) == before
    with weak.read() as r:
        assert r.value(select(func.count()).select_from(roster_version)) == 1


def test_a_changed_station_keeps_the_leader_and_takes_the_groups_along(weak: Db, names: Names) -> None:
    with weak.write("远近") as w:
        for station, km in (("村建所", "30"), ("财政所", "1"), ("文化站", "40")):
            for place in ("大和社区", "集贸市场"):
                w.insert(nearness, unit_id=names.units[station], area_id=names.areas[place][0], km=km)
    found = propose(weak)
    with weak.write("采用方案") as w:
        adopt(w, found, D, "包保任务调整表")
    community = [one for one in standing(weak, D) if one[0].startswith("大和社区")]
    assert community == [
        ("大和社区1组", "周启明", "财政所", "李伟", "lead"),
        ("大和社区2组", "周启明", "财政所", "李伟", "lead"),
        ("大和社区3组", "周启明", "财政所", "李伟", "lead"),
    ]
    with weak.read() as r:
        ended = r.column(select(assignment.c.valid_to).where(assignment.c.valid_to.is_not(None)))
    assert set(ended) == {date(2026, 9, 30)}


def test_by_groups_an_inherited_place_gets_lines_of_its_own(weak: Db, names: Names) -> None:
    with weak.write("新增组") as w:
        w.insert(area, kind="group", name="9组", parent_id=names.areas["集贸市场"][0])
    found = propose(weak, "group")
    changed = {row.name: [found.stations.names[one] for one in row.then] for row in found.stations.changed}
    assert "集贸市场9组" in changed
    with weak.write("采用方案") as w:
        adopt(w, found, D, "包保任务调整表")
    with weak.read() as r:
        view = view_on(r, D)
        group = next(one for one in view.areas.values() if one.name == "9组")
        held = [one.name for one in who_answers(view, group.id).stations]
    assert held == changed["集贸市场9组"]


def test_leaders_are_shared_out_too(weak: Db, names: Names) -> None:
    with weak.write("空缺") as w:
        who = names.people["周启明"][0]
        replace_in(
            w,
            [one for ids in names.areas.values() for one in ids],
            "leader_id",
            who,
            date(2026, 5, 1),
            leader_id=None,
        )
    found = propose(weak)
    assert found.leaders is not None
    assert {row.name: row.reason for row in found.leaders.changed} == {"大和社区": "原来没有包保领导"}
    with weak.write("采用方案") as w:
        adopt(w, found, D, "包保任务调整表")
    with weak.read() as r:
        view = view_on(r, D)
        assert [one.name for one in who_answers(view, names.areas["大和社区"][0]).leaders] == ["周启明"]
        assert view.roster.lines


def test_a_roster_changed_since_refuses_the_plan(weak: Db, names: Names) -> None:
    found = propose(weak)
    with weak.write("换站所") as w:
        places = names.areas["集贸市场"]
        replace_in(
            w, places, "unit_id", names.units["文化站"], date(2026, 3, 5), unit_id=names.units["财政所"]
        )
    with weak.write("采用方案") as w, pytest.raises(Conflict, match="重新提出方案"):
        adopt(w, found, D, "包保任务调整表")


def test_a_name_is_asked_for_and_nothing_to_change_is_said(weak: Db) -> None:
    found = propose(weak)
    with weak.write("采用方案") as w, pytest.raises(UserError, match="请填写文件名称"):
        adopt(w, found, D, "  ")
    same = propose(weak, weak=0, change=99)
    assert same.stations.changed == ()
    with weak.write("采用方案") as w, pytest.raises(UserError, match="没有要改的"):
        adopt(w, same, D, "包保任务调整表")


def test_locks_are_kept_once_and_given_up(weak: Db, names: Names) -> None:
    culture, market = names.units["文化站"], names.areas["集贸市场"][0]
    with weak.write("固定1处包保") as w:
        assert lock(w, culture, market, "驻地") == lock(w, culture, market)
    with weak.read() as r:
        rows: list[LockRow] = lock_rows(r)
    assert [(one.lock.unit_name, one.lock.area_name, one.reason) for one in rows] == [
        ("文化站", "集贸市场", "驻地")
    ]
    found = propose(weak, near=99)
    assert culture in next(row.then for row in found.stations.rows if row.name == "集贸市场")
    with weak.write("不再固定") as w:
        unlock(w, culture, market)
        unlock(w, culture, market)
    with weak.read() as r:
        assert lock_rows(r) == []


def test_a_stations_home_makes_it_near(weak: Db, names: Names) -> None:
    with weak.write("修改1个单位") as w:
        set_home(w, names.units["财政所"], names.areas["集贸市场"][0])
    found = propose(weak)
    market = next(row for row in found.stations.rows if row.name == "集贸市场")
    assert [found.stations.names[one] for one in market.then] == ["财政所"]
    assert market.reason == "原来只有力量较弱的站所"
    with weak.write("修改1个单位") as w, pytest.raises(Conflict):
        set_home(w, names.units["财政所"], 9999)


def test_the_roster_after_is_the_plan(weak: Db, names: Names) -> None:
    """Whatever the distances, plan upon plan: stations in their order, no fault, the past kept."""
    dice, day = Random(5), D
    places = [ids[0] for name, ids in names.areas.items() if name in ("大和社区", "红光村", "集贸市场")]
    levels: tuple[Level, ...] = ("village", "group")
    for turn in range(6):
        with weak.write("远近") as w:
            for station in ("村建所", "财政所", "文化站"):
                for place in places:
                    _put_km(w, names.units[station], place, dice.randint(0, 40))
        weights = Weights(near=5, change=dice.choice((0, 1)), weak=dice.choice((0, 40)))
        with weak.read() as r:
            asked = question(r, day, levels[turn % 2], weights)
        found = answer(asked)
        before = standing(weak, day - timedelta(days=1))
        if not found.stations.changed:
            continue
        with weak.write("采用方案") as w:
            adopt(w, found, day, "包保任务调整表")
        with weak.read() as r:
            view = view_on(r, day)
        sites = station_problem(view, levels[turn % 2], (), weights).sites
        assert {one.id: one.ties for one in sites} == {row.site_id: row.then for row in found.stations.rows}
        assert faults(view) == ()
        assert standing(weak, day - timedelta(days=1)) == before
        day += timedelta(days=1)
    assert day > D


def test_distances_and_locks_follow_a_merged_village(weak: Db, names: Names) -> None:
    a, b, culture = names.areas["大和社区"][0], names.areas["红光村"][0], names.units["文化站"]
    with weak.write("远近") as w:
        _put_km(w, culture, a, 7)
        _put_km(w, culture, b, 3)
        lock(w, culture, a)
        set_home(w, names.units["财政所"], b)
    with weak.write("合并2个村（居）") as w:
        new = merge_areas(w, [a, b], D, name="新光社区", kind="community")
    with weak.read() as r:
        now, before = view_on(r, D), view_on(r, D - timedelta(days=1))
        asked = question(r, D, "village", Weights())
    assert [one.name for one in now.tops] == ["集贸市场", "新光社区"]
    assert len(now.below[new]) == 5
    assert [one.name for one in before.tops] == ["大和社区", "红光村", "集贸市场"]
    assert (culture, new) in now.roster.nearness
    assert now.units[names.units["财政所"]].home_id == new
    found = answer(asked)
    assert culture in next(row.then for row in found.stations.rows if row.name == "新光社区")


def _put_km(w: Write, unit_id: int, area_id: int, km: int) -> None:
    n = nearness.c
    known = w.value(select(n.id).where(n.unit_id == unit_id, n.area_id == area_id))
    if known is None:
        w.insert(nearness, unit_id=unit_id, area_id=area_id, km=str(km))
    else:
        w.update(nearness, known, km=str(km))
