"""One life per finding: ordered, acknowledged, replied, verified, closed or sent again."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from core import journal
from core.db import Db
from core.errors import UserError
from core.exchange.read import read_sheet
from core.exchange.records import parse_findings
from core.model import extension, finding, rectification
from core.names import Names
from core.queries.findings import one_finding
from core.rules.rectification import State, due_at, overdue_days, state_at
from core.services import inspections
from core.services.finding_sheets import import_findings
from tests.core.services.conftest import the

FOUND = date(2026, 10, 20)


def _state(db: Db, row: int, day: date) -> State:
    with db.read() as r:
        one = one_finding(r, row)
    assert one is not None
    return state_at(one, day)


@pytest.fixture
def row(office: Db, names: Names) -> int:
    with office.write("登记问题") as w:
        tour = inspections.add_inspection(w, FOUND, "王建平、陈秀英")
        return inspections.add_finding(
            w, FOUND, "公示栏旁小广告未清理", area_id=the(names.area("大和社区3组")), inspection_id=tour
        )


def test_the_station_comes_from_the_roster(office: Db, names: Names, row: int) -> None:
    with office.read() as r:
        one = one_finding(r, row)
    assert one is not None
    assert one.unit_id == names.unit("村建所")
    assert one.village_id == names.unit("大和社区")


def test_a_whole_life(office: Db, row: int) -> None:
    with office.write("交办") as w:
        inspections.order(w, [row], FOUND)
    with office.write("签收") as w:
        inspections.acknowledge(w, row, date(2026, 10, 21))
    assert _state(office, row, date(2026, 10, 22)) is State.ACKNOWLEDGED
    with office.write("回执") as w:
        inspections.reply(w, row, date(2026, 10, 26), done_on=date(2026, 10, 23), text="已清理")
    with office.write("复核") as w:
        inspections.verify(w, row, date(2026, 10, 27), passed=False)
    with office.write("再次交办") as w:
        inspections.order(w, [row], date(2026, 10, 27), date(2026, 10, 29))
    with office.write("回执") as w:
        inspections.reply(w, row, date(2026, 10, 29))
    with office.write("销号") as w:
        inspections.verify(w, row, date(2026, 10, 30), passed=True)
    assert _state(office, row, date(2026, 10, 26)) is State.REPLIED
    assert _state(office, row, date(2026, 10, 28)) is State.ORDERED
    assert _state(office, row, date(2026, 10, 30)) is State.CLOSED
    with office.read() as r:
        one = one_finding(r, row)
        assert journal.faults(r) == []
    assert one is not None
    # done on the due date 23 October, reported on the 26th: in time
    assert overdue_days(one, date(2026, 10, 26)) == 0


def test_extension_only_before_the_due_date(office: Db, row: int) -> None:
    with office.write("交办") as w:
        inspections.order(w, [row], FOUND, date(2026, 10, 23))
    late = {"asked_on": date(2026, 10, 24), "new_due_on": date(2026, 10, 30), "reason": "下雨"}
    with pytest.raises(UserError, match="已过期限，仍按原期限计算"), office.write("延期") as w:
        inspections.extend(w, row, **late)  # type: ignore[arg-type]
    with office.write("延期") as w:
        inspections.extend(w, row, asked_on=date(2026, 10, 23), new_due_on=date(2026, 10, 30), reason="下雨")
    with office.read() as r:
        one = one_finding(r, row)
    assert one is not None
    assert due_at(one, date(2026, 10, 25)) == date(2026, 10, 30)
    assert one.rounds[0].due_on == date(2026, 10, 23)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (lambda w, row: inspections.acknowledge(w, row, FOUND), "还没有交办"),
        (lambda w, row: inspections.order(w, [row], date(2026, 10, 19)), "早于"),
        (lambda w, row: inspections.order(w, [row], FOUND, date(2026, 10, 19)), "早于"),
        (lambda w, row: inspections.add_finding(w, date(2026, 11, 25), "明天的问题"), "在今天之后"),
        (lambda w, row: inspections.add_finding(w, FOUND, "  "), "问题描述没有填写"),
    ],
)
def test_steps_that_cannot_be_are_refused(office: Db, row: int, step: object, said: str) -> None:
    with pytest.raises(UserError, match=said), office.write("一步") as w:
        step(w, row)  # type: ignore[operator]
    with office.read() as r:
        assert r.value(select(func.count()).select_from(rectification)) == 0


def test_ordering_twice_is_refused(office: Db, row: int) -> None:
    with office.write("交办") as w:
        inspections.order(w, [row], FOUND)
    with pytest.raises(UserError, match="已经交办"), office.write("交办") as w:
        inspections.order(w, [row], FOUND)


def test_removing_a_finding_is_one_undo(office: Db, row: int) -> None:
    with office.write("交办") as w:
        inspections.order(w, [row], FOUND)
        inspections.extend(w, row, asked_on=FOUND, new_due_on=date(2026, 10, 30), reason="下雨")
    with office.write("删除1条问题") as w:
        inspections.remove_findings(w, [row])
    journal.undo(office)
    assert _state(office, row, FOUND) is State.ORDERED


def test_a_sheet_of_findings_comes_in_once(tmp_path: Path, office: Db, names: Names) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["日期", "村(社区)", "地点", "类别", "问题描述", "责任站所", "整改期限", "立行立改"])
    sheet.append(
        [FOUND, "大和社区3组", "公示栏", "乱贴小广告", "小广告未清理", None, date(2026, 10, 26), "否"]
    )
    sheet.append([FOUND, "红光村", None, "乱堆垃圾", "村口垃圾堆放", "文化站", None, "是"])
    sheet.append([FOUND, "无此村", None, "乱堆垃圾", "垃圾", None, None, None])
    sheet.append([FOUND, None, "乡道K14+950", "道路路面破损", "路面破损", None, date(2026, 10, 26), None])
    book.save(tmp_path / "问题.xlsx")
    lines = parse_findings(read_sheet(tmp_path / "问题.xlsx"))
    outcome = import_findings(office, lines, source="问题.xlsx")
    assert (outcome.new, len(outcome.refused)) == (2, 2)
    assert "第4行：名册里没有“无此村”" in outcome.refused[0]
    assert "第5行：写了整改期限，但名册里查不到责任站所" in outcome.refused[1]
    assert import_findings(office, lines, source="问题.xlsx").unchanged == 2
    with office.read() as r:
        first, second = r.column(select(finding.c.id).order_by(finding.c.id))
    assert _state(office, first, FOUND) is State.ORDERED
    assert _state(office, second, FOUND) is State.FIXED_ON_SPOT


def test_of_several_stations_the_first_answers_and_the_clerk_is_told(tmp_path: Path, office: Db) -> None:
    file = tmp_path / "问题.csv"
    file.write_text("日期,村(社区),问题描述,责任站所\n2026-10-13,红光村,垃圾,文化站、财政所\n", "utf-8")
    outcome = import_findings(office, parse_findings(read_sheet(file)), source=file.name)
    assert outcome.new == 1
    assert outcome.notes == ("第2行写了2个责任站所，一条问题由一个站所负责，记在“文化站”。",)


# -- keying in and steps for many ------------------------------------------------------------------


def test_a_day_has_one_tour_to_go_on_in(office: Db) -> None:
    with office.write("督查") as w:
        first = inspections.tour_on(w, FOUND, "王建平")
        assert inspections.tour_on(w, FOUND, "别人") == first
        assert inspections.change_inspection(w, first, inspectors="王建平、陈秀英")


def test_a_station_left_open_is_not_guessed(office: Db, names: Names) -> None:
    place = the(names.area("大和社区3组"))
    with office.write("登记") as w:
        row = inspections.add_finding(w, FOUND, "小广告", area_id=place, from_roster=False)
    with office.read() as r:
        one = one_finding(r, row)
    assert one is not None
    assert one.unit_id is None


def test_the_deadline_of_a_fresh_order_can_be_set_anew(office: Db, row: int) -> None:
    with office.write("期限") as w:
        inspections.set_first_due(w, row, date(2026, 10, 25))
        inspections.set_first_due(w, row, date(2026, 10, 27))
        one = one_finding(w, row)
        assert one is not None
        assert [(order.issued_on, order.due_on) for order in one.rounds] == [(FOUND, date(2026, 10, 27))]
        inspections.reply(w, row, date(2026, 10, 26))
        with pytest.raises(UserError, match="已经在整改中"):
            inspections.set_first_due(w, row, date(2026, 10, 28))
        with pytest.raises(UserError, match="已经在整改中"):
            inspections.drop_order(w, row)


def test_an_order_nothing_has_followed_can_be_dropped(office: Db, row: int) -> None:
    with office.write("取消交办") as w:
        inspections.drop_order(w, row)
        inspections.order(w, [row], FOUND)
        inspections.extend(w, row, asked_on=FOUND, new_due_on=date(2026, 10, 30), reason="雨天")
        inspections.drop_order(w, row)
        one = one_finding(w, row)
    assert one is not None
    assert one.rounds == ()


def test_a_step_for_many_is_done_for_all_or_none(office: Db, names: Names, row: int) -> None:
    with office.write("交办") as w:
        other = inspections.add_finding(w, FOUND, "墙面污损", area_id=the(names.area("大和社区3组")))
        inspections.order(w, [row, other], FOUND)
    with office.write("签收") as w:
        done = inspections.each([row, other], lambda one: inspections.acknowledge(w, one, FOUND))
        assert done == 2
    with pytest.raises(UserError, match=f"第{row}条：签收日期10月19日早于"), office.write("签收") as w:
        inspections.each([row, other], lambda one: inspections.acknowledge(w, one, date(2026, 10, 19)))


def test_old_values_come_back_only_where_the_life_still_makes_sense(office: Db, row: int) -> None:
    with office.write("交办") as w:
        inspections.order(w, [row], FOUND)
        inspections.acknowledge(w, row, FOUND)
        inspections.reply(w, row, date(2026, 10, 22))
        inspections.extend(w, row, asked_on=FOUND, new_due_on=date(2026, 10, 30), reason="雨天")
        order = w.value(select(rectification.c.id))
        longer = w.value(select(extension.c.id))
    with office.write("恢复旧值") as w:
        assert inspections.put_back(w, "rectification", order, {"replied_on": None, "done_on": None})
        assert inspections.put_back(w, "extension", longer, {"new_due_on": date(2026, 10, 28)})
    with pytest.raises(UserError, match="不能交办"), office.write("恢复旧值") as w:
        inspections.put_back(w, "finding", row, {"unit_id": None})


def test_a_recurrence_outlives_what_it_points_to(office: Db, row: int) -> None:
    with office.write("登记") as w:
        again = inspections.add_finding(w, date(2026, 10, 27), "又有小广告", recurrence_of=row)
        inspections.remove_findings(w, [row])
        one = one_finding(w, again)
    assert one is not None
    assert one.recurrence_of is None
    journal.undo(office)
    with office.read() as r:
        assert one_finding(r, row) is not None
