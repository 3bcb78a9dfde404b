"""恢复: rows under their own ids with all that hung on them, old values under the rules."""

from datetime import date
from pathlib import Path

import pytest

from core import journal
from core.db import Db
from core.errors import Conflict, UserError
from core.model import area, check_in, extension, finding, person, post, rectification, unit
from core.names import Names
from core.queries.findings import one_finding
from core.queries.recycle import deleted
from core.queries.row_history import row_history
from core.services import assessment, check_ins, inspections, roster
from core.services.record import open_for_work
from core.services.restore import put_back, put_back_all, put_value
from tests.core.conftest import clock
from tests.core.services.conftest import the

DAY = date(2026, 10, 20)


def sign(office: Db, names: Names, who: str = "王建国") -> int:
    with office.write("登记1条签到") as w:
        return check_ins.add(w, the(names.person(who)), DAY, area_id=the(names.area("集贸市场")), note="巡查")


def drop(office: Db, *rows: int) -> None:
    with office.write(f"删除{len(rows)}条签到") as w:
        check_ins.remove(w, rows)


def test_a_check_in_comes_back_under_its_id_after_a_restart(office: Db, names: Names, tmp_path: Path) -> None:
    row = sign(office, names)
    with office.read() as r:
        before = r.values(check_in, row)
    drop(office, row)
    office.close()
    with open_for_work(tmp_path / "大和乡.db", clock) as db:
        with db.write("恢复1条签到") as w:
            assert put_back(w, "check_in", row) == 1
        with db.read() as r:
            assert r.values(check_in, row) == before
            assert deleted(r) == []
            assert journal.faults(r) == []
            assert journal.next_undo(r) == "恢复1条签到"
        journal.undo(db)
        with db.read() as r:
            assert r.values(check_in, row) is None
            assert [one.row_id for one in deleted(r)] == [row]  # as deleted as it was before


def test_a_finding_comes_back_with_its_life(office: Db, names: Names) -> None:
    with office.write("登记问题") as w:
        row = inspections.add_finding(w, DAY, "小广告", area_id=the(names.area("大和社区3组")))
        inspections.order(w, [row], DAY, date(2026, 10, 23))
        inspections.extend(w, row, asked_on=date(2026, 10, 22), new_due_on=date(2026, 10, 26), reason="雨天")
        again = inspections.add_finding(w, DAY, "小广告", recurrence_of=row)
    with office.read() as r:
        whole = one_finding(r, row)
    with office.write("删除1条问题") as w:
        inspections.remove_findings(w, [row])
    with office.write("恢复1条问题") as w:
        assert put_back(w, "finding", row) == 3
    with office.read() as r:
        assert one_finding(r, row) == whole
        found = r.values(finding, again)
        assert found is not None
        assert found["recurrence_of"] == row
        assert journal.faults(r) == []
        for table in (rectification, extension):
            assert r.values(table, 1) is not None


def test_what_stands_there_is_not_put_back_twice(office: Db, names: Names) -> None:
    row = sign(office, names)
    with pytest.raises(Conflict, match="已经在了"), office.write("恢复") as w:
        put_back(w, "check_in", row)
    drop(office, row)
    with office.write("恢复1条签到") as w:
        put_back(w, "check_in", row)
    with pytest.raises(Conflict, match="已经在了"), office.write("恢复") as w:
        put_back(w, "check_in", row)


def test_a_row_whose_parent_is_gone_says_so_and_comes_back_with_it(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        who = check_ins.add_stranger(w, "赵小燕")
        row = check_ins.add(w, who, DAY)
    drop(office, row)
    with office.write("合并人员") as w:
        roster.join_people(w, the(names.person("王建国")), who)
    with pytest.raises(UserError, match="所属的人员已经删除"), office.write("恢复") as w:
        put_back(w, "check_in", row)
    with office.write("恢复2条") as w:
        assert put_back_all(w, [("check_in", row), ("person", who)]) == 2
    with office.read() as r:
        assert r.values(person, who) is not None
        assert r.values(check_in, row) is not None


def test_a_name_taken_meanwhile_refuses(office: Db) -> None:
    with office.write("新增单位") as w:
        row = roster.add_unit(w, "station", "水利站")
    with office.write("删除单位") as w:
        w.delete(unit, row)
    with office.write("新增单位") as w:
        roster.add_unit(w, "station", "水利站")
    with pytest.raises(Conflict, match="已经有另一个“水利站”"), office.write("恢复") as w:
        put_back(w, "unit", row)


def test_an_old_value_comes_back_field_by_field(office: Db, names: Names) -> None:
    row = sign(office, names)
    with office.write("修改1条签到") as w:
        check_ins.change(w, [row], note="值守", day=date(2026, 10, 21))
    with office.read() as r:
        latest = row_history(r, [("check_in", row)])[0]
    told = {one.change.column: (one.change.before, one.change.after, one.back) for one in latest.fields}
    assert told == {"日期": ("2026年10月20日", "2026年10月21日", True), "事由": ("巡查", "值守", True)}
    day = next(one for one in latest.fields if one.key == "day")
    with office.write("恢复旧值") as w:
        assert put_value(w, "check_in", row, "day", day.old)
    with office.read() as r:
        found = r.values(check_in, row)
        assert found is not None
        assert (found["day"], found["note"]) == (DAY, "值守")
        backs = [[one.back for one in line.fields] for line in row_history(r, [("check_in", row)])]
        assert backs[1] == [False, True]  # the day says so again, the note does not


def test_a_value_that_no_longer_fits_is_refused(office: Db, names: Names) -> None:
    row = sign(office, names)
    with pytest.raises(UserError, match="在今天之后"), office.write("恢复") as w:
        put_value(w, "check_in", row, "day", date(2027, 1, 1))
    with pytest.raises(UserError, match="不能空着"), office.write("恢复") as w:
        put_value(w, "check_in", row, "person_id", None)
    with pytest.raises(UserError, match="原来的人员已经删除"), office.write("恢复") as w:
        put_value(w, "check_in", row, "person_id", 999)
    with office.write("请假") as w:
        away = assessment.be_absent(
            w, the(names.person("王建国")), start=DAY, end=DAY, kind="leave", effect="excused"
        )
    with pytest.raises(UserError, match="早于起始日期"), office.write("恢复") as w:
        put_value(w, "absence", away, "valid_to", date(2026, 10, 1))
    drop(office, row)
    with pytest.raises(Conflict, match="回收站"), office.write("恢复") as w:
        put_value(w, "check_in", row, "note", "巡查")


def test_a_name_brings_its_initials(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("改姓名电话") as w:
        roster.edit_person(w, who, name="李建国", phone="")
    with office.write("恢复旧值") as w:
        put_value(w, "person", who, "name", "王建国")
    with office.read() as r:
        found = r.values(person, who)
        assert found is not None
        assert (found["name"], found["initials"]) == ("王建国", "wjg")


def test_a_place_takes_its_unit_along_and_a_post_keeps_its_days(office: Db, names: Names) -> None:
    place = the(names.area("红光村"))
    with office.write("改名称") as w:
        roster.rename_area(w, place, "新红光村", households=None)
    with office.write("恢复旧值") as w:
        put_value(w, "area", place, "name", "红光村")
    with office.read() as r:
        assert (r.values(area, place) or {})["name"] == "红光村"
        names_now = r.column(unit.select().with_only_columns(unit.c.name).where(unit.c.area_id == place))
        assert names_now == ["红光村"]
        row = r.value(post.select().with_only_columns(post.c.id).limit(1))
        start = (r.values(post, row) or {})["valid_from"]
    with pytest.raises(UserError, match="早于起始日期"), office.write("恢复旧值") as w:
        put_value(w, "post", row, "valid_to", date(start.year - 1, 1, 1))
