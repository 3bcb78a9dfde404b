"""Changes by date: heads, several places at once, places and units added; all of it undone by one step."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core import journal
from core.db import Db
from core.errors import UserError
from core.model import area, assignment, person, post, unit
from core.names import Names
from core.services import roster
from tests.core.services.conftest import PLAN, the

DAY = date(2026, 7, 1)
EVE = DAY - timedelta(days=1)


def lines(db: Db, area_id: int) -> list[tuple[object, ...]]:
    a = assignment.c
    columns = (a.leader_id, a.unit_id, a.person_id, a.valid_from, a.valid_to)
    with db.read() as r:
        return r.all(select(*columns).where(a.area_id == area_id).order_by(a.id), lambda *row: row)


def test_a_station_is_replaced_in_several_places_at_once(office: Db, names: Names) -> None:
    old, new = the(names.unit("财政所")), the(names.unit("村建所"))
    places = [the(names.area("红光村1组")), the(names.area("红光村2组"))]
    before = [lines(office, place) for place in places]
    with office.write("换站所") as w:
        assert roster.replace_in(w, places, "unit_id", old, DAY, unit_id=new, person_id=None) == 2
    assert [one[1:] for one in lines(office, places[1])] == [
        (old, before[1][0][2], PLAN, EVE),
        (new, None, DAY, None),
    ]
    journal.undo(office)
    assert [lines(office, place) for place in places] == before


def test_a_line_left_with_nobody_only_ends(office: Db, names: Names) -> None:
    place = the(names.area("红光村2组"))
    who = the(names.person("财政所/李伟"))
    with office.write("新增包保") as w:
        spare = roster.add_area(w, "point", "公示栏", 1)
        roster.assign(w, spare, roster.Duty(None, None, who), PLAN)
    with office.write("换人") as w:
        roster.replace_in(w, [spare, place], "person_id", who, DAY, person_id=None)
    assert [one[3:] for one in lines(office, spare)] == [(PLAN, EVE)]
    assert len(lines(office, place)) == 2


def test_a_line_with_an_end_keeps_it(office: Db, names: Names) -> None:
    place, station = the(names.area("集贸市场")), the(names.unit("文化站"))
    last = date(2026, 12, 31)
    with office.write("准备") as w:
        row = w.column(select(assignment.c.id).where(assignment.c.area_id == place))[0]
        roster.end_duty(w, row, last)
    with office.write("换人") as w:
        roster.replace_in(w, [place], "unit_id", station, DAY, unit_id=the(names.unit("村建所")))
    assert [one[3:] for one in lines(office, place)] == [(PLAN, EVE), (DAY, last)]


def test_replacing_nobody_is_refused(office: Db, names: Names) -> None:
    with pytest.raises(UserError, match="没有要更换"), office.write("换人") as w:
        roster.replace_in(w, [the(names.area("集贸市场"))], "unit_id", 999, DAY, unit_id=None)
    with pytest.raises(ValueError, match="area_id"), office.write("换人") as w:
        roster.replace_in(w, [1], "area_id", 1, DAY, area_id=2)


def heads(db: Db, unit_id: int, day: date) -> list[str]:
    with db.read() as r:
        return r.column(
            select(person.c.name)
            .join(post, post.c.person_id == person.c.id)
            .where(
                post.c.unit_id == unit_id,
                post.c.role == "head",
                post.c.valid_from <= day,
                post.c.valid_to.is_(None) | (post.c.valid_to >= day),
            )
        )


def test_a_new_head_begins_and_the_former_stays_in_the_unit(office: Db, names: Names) -> None:
    station = the(names.unit("村建所"))
    first, second = the(names.person("王建国")), the(names.person("村建所/李伟"))
    with office.write("更换主要负责人") as w:
        roster.set_head(w, station, first, PLAN)
    with office.write("更换主要负责人") as w:
        roster.set_head(w, station, second, DAY)
        roster.set_head(w, station, second, DAY)
    assert heads(office, station, EVE) == ["王建国"]
    assert heads(office, station, DAY) == ["李伟"]
    with office.read() as r:
        open_posts = r.all(
            select(post.c.person_id, post.c.role)
            .where(post.c.unit_id == station, post.c.valid_to.is_(None))
            .order_by(post.c.person_id),
            lambda *row: row,
        )
    assert sorted(open_posts) == sorted([(first, "staff"), (second, "head")])


def test_a_head_from_outside_gets_a_post(office: Db, names: Names) -> None:
    station, other = the(names.unit("文化站")), the(names.person("王建国"))
    with office.write("更换主要负责人") as w:
        roster.set_head(w, station, other, DAY)
    assert heads(office, station, DAY) == ["王建国"]


def test_a_village_added_is_a_unit_too_and_keeps_its_name_in_both(office: Db) -> None:
    with office.write("新增1个区域") as w:
        row = roster.add_area(w, "village", " 双桥村 ", 1, households=503)
    with office.write("修改1个区域") as w:
        roster.rename_area(w, row, "双桥新村", households=510)
    with office.read() as r:
        assert r.all(
            select(unit.c.name, unit.c.kind, unit.c.initials).where(unit.c.area_id == row), lambda *one: one
        ) == [("双桥新村", "village", "sqxc")]
        values = r.values(area, row)
    assert values is not None
    assert (values["name"], values["households"]) == ("双桥新村", 510)


@pytest.mark.parametrize("name", ["", "　", "红光村"])
def test_a_nameless_or_known_place_is_refused(office: Db, name: str) -> None:
    with pytest.raises(UserError), office.write("新增1个区域") as w:
        roster.add_area(w, "village", name, 1)


@pytest.mark.parametrize("name", [" ", "村建所"])
def test_a_nameless_or_known_unit_is_refused(office: Db, name: str) -> None:
    with pytest.raises(UserError), office.write("新增1个单位") as w:
        roster.add_unit(w, "station", name)


def test_a_unit_is_described_and_a_person_put_right(office: Db, names: Names) -> None:
    station, who = the(names.unit("文化站")), the(names.person("岳丽娟"))
    with office.write("修改") as w:
        roster.describe_unit(w, station, strength="强", stratum=" 一组 ")
        roster.edit_person(w, who, name="岳 丽鹃", phone="138 0000 0099")
    with office.read() as r:
        one, person_row = r.values(unit, station), r.values(person, who)
    assert one is not None and person_row is not None
    assert (one["strength"], one["stratum"]) == ("强", "一组")
    assert (person_row["name"], person_row["phone"], person_row["initials"]) == (
        "岳丽鹃",
        "13800000099",
        "ylj",
    )


def test_a_person_without_a_name_or_with_half_a_number_is_refused(office: Db, names: Names) -> None:
    station = the(names.unit("文化站"))
    for name, phone in (("  ", ""), ("张三", "13800")):
        with pytest.raises(UserError), office.write("新增1人") as w:
            roster.add_person(w, name, station, DAY, phone=phone)
