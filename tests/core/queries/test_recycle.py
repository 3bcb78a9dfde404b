"""回收站: what was deleted and is still gone, told in a clerk's words."""

from datetime import date

from core import journal
from core.db import Db
from core.names import Names
from core.queries.recycle import Deleted, deleted
from core.services import check_ins, inspections, roster
from core.services.restore import put_back
from tests.core.services.conftest import the

DAY = date(2026, 10, 20)


def bin_of(office: Db) -> list[Deleted]:
    with office.read() as r:
        return deleted(r)


def test_a_deleted_check_in_is_told_until_it_is_undone(office: Db, names: Names) -> None:
    with office.write("登记1条签到") as w:
        who, where = the(names.person("王建国")), the(names.area("集贸市场"))
        row = check_ins.add(w, who, DAY, area_id=where, note="巡查")
    assert bin_of(office) == []
    with office.write("删除1条签到") as w:
        check_ins.remove(w, [row])
    (one,) = bin_of(office)
    assert (one.kind, one.what, one.label) == ("签到", "10月20日　王建国　集贸市场　巡查", "删除1条签到")
    assert (one.table, one.row_id) == ("check_in", row)
    journal.undo(office)
    assert bin_of(office) == []
    journal.redo(office)
    assert [one.row_id for one in bin_of(office)] == [row]


def test_what_undo_takes_away_after_an_addition_is_not_deleted(office: Db, names: Names) -> None:
    with office.write("登记1条签到") as w:
        check_ins.add(w, the(names.person("王建国")), DAY)
    journal.undo(office)
    assert bin_of(office) == []


def test_a_finding_is_one_entry_with_its_orders(office: Db, names: Names) -> None:
    with office.write("登记1条问题") as w:
        row = inspections.add_finding(w, DAY, "小广告", area_id=the(names.area("大和社区3组")))
        inspections.order(w, [row], DAY, date(2026, 10, 23))
    with office.write("删除1条问题") as w:
        inspections.remove_findings(w, [row])
    assert [one.what for one in bin_of(office)] == [f"第{row}条　小广告"]
    with office.write("恢复1条问题") as w:
        put_back(w, "finding", row)
    assert bin_of(office) == []


def test_the_latest_comes_first_and_the_dead_keep_their_names(office: Db, names: Names) -> None:
    with office.write("登记1条签到") as w:
        who = check_ins.add_stranger(w, "赵小燕")
        row = check_ins.add(w, who, DAY)
    with office.write("删除1条签到") as w:
        check_ins.remove(w, [row])
    with office.write("合并人员") as w:
        roster.join_people(w, the(names.person("王建国")), who)
    assert [one.what for one in bin_of(office)] == ["赵小燕", "10月20日　赵小燕"]
