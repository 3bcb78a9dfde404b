"""The week's sheet, its figures, and whom and what the cells offer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db import Db
from core.names import Names
from core.queries import entry
from core.rules.quotas import Visit, duplicates
from core.services import assessment, check_ins, roster
from tests.core.services.conftest import the

MONDAY = date(2026, 10, 26)


def _visits(office: Db, names: Names) -> list[int]:
    wang, yue = the(names.person("王建国")), the(names.person("岳丽娟"))
    market = the(names.area("集贸市场"))
    lines = [
        check_ins.NewLine(wang, date(2026, 10, 28), market, "秩序维护", "2026-44-01"),
        check_ins.NewLine(yue, date(2026, 10, 28), market),
        check_ins.NewLine(wang, date(2026, 10, 26), the(names.area("大和社区1组"))),
        check_ins.NewLine(wang, date(2026, 10, 28), market, "秩序维护"),
        check_ins.NewLine(wang, date(2026, 11, 2), market),
    ]
    with office.write("登记5条签到") as w:
        return check_ins.add_lines(w, lines)


def test_a_week_in_the_order_it_was_keyed_in(office: Db, names: Names) -> None:
    ids = _visits(office, names)
    with office.read() as r:
        sheet = entry.week_sheet(r, MONDAY)
    assert [row.id for row in sheet.rows] == ids[:4]
    first = sheet.rows[0]
    assert (first.name, first.unit, first.area, first.note) == ("王建国", "村建所", "集贸市场", "秩序维护")
    assert first.sheet_no == "2026-44-01"
    assert [(row.visit, row.repeats) for row in sheet.rows] == [(2, None), (1, None), (1, None), (2, ids[0])]
    assert sheet.rows[2].area == "大和社区1组"


def test_the_week_is_judged_as_if_it_were_over(office: Db, names: Names) -> None:
    _visits(office, names)
    with office.read() as r:
        sheet = entry.week_sheet(r, MONDAY)
        this_week = entry.week_sheet(r, date(2026, 11, 23))
        unknown = entry.week_sheet(r, date(2099, 3, 2))
    assert {name: (cell.met, cell.owed) for name, cell in sheet.stations} == {
        "财政所": (0, 1),
        "文化站": (0, 1),
        "村建所": (1, 2),
    }
    assert [name for name, _ in sheet.stations][-1] == "村建所"  # the greatest lack stands first
    (cell,) = [cell for name, cell in sheet.stations if name == "文化站"]
    assert "实到1次" in cell.quotas[0].reason
    assert all(not cell.met for _, cell in this_week.stations)
    assert "放假安排" in unknown.fault


def test_those_keyed_in_of_late_come_first(office: Db, names: Names) -> None:
    _visits(office, names)
    with office.read() as r:
        known = entry.directory(r, MONDAY)
    assert known.people[0].name == "王建国"
    assert known.notes == ("秩序维护",)
    assert {one.name for one in known.stations} == {"村建所", "财政所", "文化站"}
    assert "集贸市场" in {one.name for one in known.places}


def test_a_post_ends(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("调动") as w:
        roster.move_person(w, who, the(names.unit("文化站")), date(2026, 10, 21))
    with office.read() as r:
        (one,) = [one for one in entry.directory(r, MONDAY).people if one.id == who]
    assert (one.unit(date(2026, 10, 20)), one.unit(date(2026, 10, 21))) == ("村建所", "文化站")
    assert one.term(date(2020, 1, 1)) is None
    assert one.unit(date(2020, 1, 1)) == "文化站"


def test_who_answers_for_a_place(office: Db, names: Names) -> None:
    with office.read() as r:
        village = entry.people_of_area(r, the(names.area("大和社区")), MONDAY)
        group = entry.people_of_area(r, the(names.area("大和社区3组")), MONDAY)
    assert village[0] == the(names.person("王建国"))
    assert group == (the(names.person("村建所/李伟")),)


def test_a_stranger_signs_in(office: Db) -> None:
    with office.write("新增人员") as w:
        who = check_ins.add_stranger(w, "张　玉")
        check_ins.add(w, who, MONDAY)
    with office.read() as r:
        (row,) = entry.week_sheet(r, MONDAY).rows
        found = [one for one in entry.directory(r, MONDAY).people if one.initials == "zy"]
    assert (row.name, row.unit) == ("张玉", "")
    assert found[0].terms == ()


def test_absences_and_their_effect(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("登记1条请假公出") as w:
        row = assessment.be_absent(w, who, start=MONDAY, end=MONDAY, kind="leave", effect="excused")
        assert assessment.change_absence(w, row, valid_to=date(2026, 11, 1), reason="婚假")
        with pytest.raises(Exception, match="早于起始日期"):
            assessment.change_absence(w, row, valid_to=date(2026, 10, 25))
    with office.read() as r:
        (line,) = entry.absences_between(r, MONDAY, MONDAY)
        stations = dict(entry.week_sheet(r, MONDAY).stations)
    assert (line.name, line.unit, line.reason, line.end) == ("王建国", "村建所", "婚假", date(2026, 11, 1))
    assert stations["村建所"].owed == 1
    with office.write("删除1条请假公出") as w:
        assert assessment.remove_absences(w, [row]) == 1
    with office.read() as r:
        assert entry.absences_between(r, MONDAY, MONDAY) == []


lines = st.builds(
    lambda number, who, place, day: (number, Visit(number, who, place, date(2026, 10, 26 + day))),
    st.integers(1, 40), st.integers(1, 3), st.sampled_from([None, 1, 2]), st.integers(0, 5),
)  # fmt: skip


@given(st.lists(lines, max_size=25).map(dict))
def test_repeats_are_those_the_rules_leave_out(found: dict[int, Visit]) -> None:
    counted = entry.numbered(found.values())
    assert {row for row, (_, same) in counted.items() if same is not None} == duplicates(found.values())
    for row, (number, _) in counted.items():
        mine = {one.day for one in found.values() if one.person_id == found[row].person_id}
        assert sorted(mine)[number - 1] == found[row].day
