"""The story of a finding: every change of it and of its orders, latest first, with values to go back to."""

from datetime import date

from core import journal
from core.db import Db
from core.names import Names
from core.queries.finding_history import finding_history
from core.queries.findings import one_finding
from core.services import inspections
from tests.core.services.conftest import the

FOUND = date(2026, 10, 20)


def test_the_whole_life_is_told_and_goes_back(office: Db, names: Names) -> None:
    with office.write("登记1条问题") as w:
        row = inspections.add_finding(w, FOUND, "小广告", area_id=the(names.area("大和社区3组")))
    with office.write("交办1条问题") as w:
        inspections.order(w, [row], FOUND, date(2026, 10, 23))
    with office.write("延期1条问题") as w:
        inspections.extend(w, row, asked_on=date(2026, 10, 22), new_due_on=date(2026, 10, 26), reason="雨天")
    with office.write("修改问题") as w:
        inspections.change_finding(w, row, text="小广告未清理")
    with office.read() as r:
        lines = finding_history(r, row)
    assert [(line.what, line.verb, line.label) for line in lines] == [
        ("问题", "修改", "修改问题"),
        ("延期", "新增", "延期1条问题"),
        ("整改", "新增", "交办1条问题"),
        ("问题", "新增", "登记1条问题"),
    ]
    latest = lines[0]
    (field,) = latest.fields
    assert (field.change.column, field.change.before, field.change.after) == (
        "问题描述",
        "小广告",
        "小广告未清理",
    )
    assert field.back and field.old == "小广告"
    with office.write("恢复旧值") as w:
        assert inspections.put_back(w, latest.table, latest.row_id, {field.key: field.old})
    with office.read() as r:
        assert not any(one.back for one in finding_history(r, row)[1].fields)  # it says so again


def test_each_field_goes_back_by_itself(office: Db, names: Names) -> None:
    with office.write("登记1条问题") as w:
        row = inspections.add_finding(
            w, FOUND, "小广告", place="公示栏", area_id=the(names.area("大和社区3组"))
        )
    with office.write("修改问题") as w:
        inspections.change_finding(w, row, text="小广告未清理", place="公示栏旁")
    with office.read() as r:
        latest = finding_history(r, row)[0]
    fields = {one.key: one for one in latest.fields}
    assert fields.keys() == {"text", "place"}
    with office.write("恢复旧值") as w:
        inspections.put_back(w, latest.table, latest.row_id, {"place": fields["place"].old})
    with office.read() as r:
        found = finding_history(r, row)[1]
    assert {one.key: one.back for one in found.fields} == {"text": True, "place": False}


def test_an_undone_order_stays_in_the_story(office: Db, names: Names) -> None:
    with office.write("登记1条问题") as w:
        row = inspections.add_finding(w, FOUND, "小广告", area_id=the(names.area("大和社区3组")))
    with office.write("交办1条问题") as w:
        inspections.order(w, [row], FOUND, date(2026, 10, 23))
    journal.undo(office)
    with office.read() as r:
        assert finding_history(r, row)[0].verb == "删除"
        assert one_finding(r, row) is not None
