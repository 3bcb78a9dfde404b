"""A roster sheet becomes areas, units, people, posts and duties; changes keep the past."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from core import journal
from core.db import Db
from core.errors import UserError
from core.model import JOURNALLED, area, assignment, inspection, person, post, study_meeting, unit
from core.names import Names
from core.queries.places import stations_of
from core.services import inspections, roster
from core.services.roster_import import import_roster
from tests.core.services.conftest import HEADING, PLAN, ROSTER, roster_sheet, the


def _dump(db: Db) -> dict[str, list[tuple[object, ...]]]:
    with db.read() as r:
        return {
            name: [tuple(row) for row in r.conn.execute(select(table).order_by(table.c.id))]
            for name, table in JOURNALLED.items()
        }


def test_the_sheet_becomes_a_roster(office: Db) -> None:
    with office.read() as r:
        kinds = r.all(select(area.c.kind, area.c.name).order_by(area.c.id), lambda *row: row)
        stations = r.column(select(unit.c.name).where(unit.c.kind == "station"))
        people = r.column(select(person.c.name).order_by(person.c.id))
    assert kinds[0] == ("township", "大和乡")
    assert ("community", "大和社区") in kinds
    assert ("group", "2组") in kinds
    assert ("market", "集贸市场") in kinds
    assert stations == ["村建所", "财政所", "文化站"]
    assert sorted(people) == sorted(["周启明", "王建国", "李伟", "陈秀英", "李伟", "岳丽娟"])


def test_two_people_of_one_name_stay_two_and_are_reported(tmp_path: Path, office: Db, names: Names) -> None:
    """The sheet's reader tells twins inside a sheet; the import tells those the record already has."""
    assert any("“李伟”" in note and "合并" in note for note in roster_sheet(tmp_path).notes)
    assert isinstance(names.person("李伟"), str)
    assert names.person("村建所/李伟") != names.person("财政所/李伟")
    line = ("九湾村", "1组", "周启明", "副乡长", "卫生院", "王建国", None)
    outcome = import_roster(office, roster_sheet(tmp_path, [line]), PLAN, source="补充.xlsx")
    assert outcome.notes[-1].startswith("名册里已有“王建国”，单位不同")


def test_the_same_sheet_again_changes_nothing(tmp_path: Path, office: Db) -> None:
    before = _dump(office)
    outcome = import_roster(office, roster_sheet(tmp_path), PLAN, source="名册.xlsx")
    assert (outcome.new, outcome.updated) == (0, 0)
    assert outcome.unchanged > 0
    assert _dump(office) == before


def test_rows_are_counted_as_the_clerk_sees_them(tmp_path: Path, office: Db) -> None:
    """One row for 1、2、3组 makes three areas and counts once."""
    sheet = roster_sheet(tmp_path, [("九湾村", "1、2、3组", "周启明", "副乡长", "卫生院", "何春梅", None)])
    assert len(sheet.lines) == 3
    assert import_roster(office, sheet, PLAN, source="名册.xlsx").new == 1


def test_a_sheet_that_contradicts_itself_is_told(tmp_path: Path, office: Db) -> None:
    """陈秀英 is 副乡长 in one row and 党委委员 in the next: the first word holds, on every import."""
    outcome = import_roster(office, roster_sheet(tmp_path), PLAN, source="名册.xlsx")
    assert "“陈秀英”的职务在表里有“副乡长”和“党委委员”两种写法，按前一种。" in outcome.notes


def test_an_import_is_one_undo(tmp_path: Path, office: Db) -> None:
    before = _dump(office)
    sheet = roster_sheet(tmp_path, [("九湾村", "1组", "周启明", "副乡长", "卫生院", "何春梅", "13800000040")])
    outcome = import_roster(office, sheet, PLAN, source="补充.xlsx")
    assert (outcome.new, outcome.updated, outcome.unchanged) == (1, 0, 0)
    assert journal.undo(office).label == "导入名册“补充.xlsx”"
    assert _dump(office) == before


def test_faulty_rows_are_left_out_or_with_strict_refuse_all(tmp_path: Path, office: Db) -> None:
    before = _dump(office)
    rows = [
        ("九湾村", "1组", "周启明", "副乡长", "卫生院", "何春梅", "1380000"),
        ("九湾村", "2组", "周启明", "副乡长", "卫生院", "何春梅", "13800000040"),
    ]
    sheet = roster_sheet(tmp_path, rows)
    with pytest.raises(UserError, match=r"整张表没有导入.*第3行"):
        import_roster(office, sheet, PLAN, source="新.xlsx", strict=True)
    assert import_roster(office, sheet, PLAN, source="新.xlsx", dry_run=True).new == 1
    assert _dump(office) == before
    outcome = import_roster(office, sheet, PLAN, source="新.xlsx")
    assert outcome.new == 1
    assert len(outcome.refused) == 1


def test_a_reissued_roster_ends_old_duties_the_day_before(tmp_path: Path, office: Db, names: Names) -> None:
    """红光村2组 passes from 财政所 to 文化站 on 1 July 2026; other areas are not named and stay."""
    start = date(2026, 7, 1)
    sheet = roster_sheet(
        tmp_path, [("红光村", "2组", "陈秀英", "党委委员", "文化站", "岳丽娟", "13800000021")]
    )
    outcome = import_roster(office, sheet, start, source="新名册.xlsx")
    assert outcome.updated == 1
    place = the(names.area("红光村2组"))
    with office.read() as r:
        assert stations_of(r, place, date(2026, 6, 30)) == [the(names.unit("财政所"))]
        assert stations_of(r, place, start) == [the(names.unit("文化站"))]
        assert stations_of(r, the(names.area("大和社区3组")), start) == [the(names.unit("村建所"))]
        assert journal.faults(r) == []


def test_who_is_left_without_a_duty_is_named(tmp_path: Path, office: Db) -> None:
    """The post goes on, and with it the weekly count: silence would be unfair to the station."""
    rows = [("大和社区", "1、2组", "周启明", "副乡长", "村建所", "何新民", None), *ROSTER[1:]]
    sheet = roster_sheet(tmp_path, rows)
    outcome = import_roster(office, sheet, date(2026, 11, 2), source="新名册.xlsx")
    (note,) = [one for one in outcome.notes if "照计到岗" in one]
    assert note.startswith("新名册里没有王建国（村建所）的包保任务")
    again = import_roster(office, sheet, date(2026, 11, 2), source="新名册.xlsx")
    assert not any("照计到岗" in one for one in again.notes)


def test_lead_and_joint_stations(office: Db, names: Names) -> None:
    with office.read() as r:
        found = stations_of(r, the(names.area("红光村1组")), date(2026, 10, 1))
    assert found == [the(names.unit("财政所")), the(names.unit("文化站"))]


def test_replacing_a_station_keeps_the_past(office: Db, names: Names) -> None:
    place = the(names.area("集贸市场"))
    with office.write("换站所") as w:
        row = w.value(select(assignment.c.id).where(assignment.c.area_id == place))
        roster.replace_duty(w, row, date(2026, 10, 21), unit_id=the(names.unit("村建所")), person_id=None)
    with office.read() as r:
        assert stations_of(r, place, date(2026, 10, 20)) == [the(names.unit("文化站"))]
        assert stations_of(r, place, date(2026, 10, 21)) == [the(names.unit("村建所"))]
    with pytest.raises(UserError, match="起始日期"), office.write("换站所") as w:
        roster.replace_duty(w, row, PLAN, unit_id=the(names.unit("村建所")))


def test_moving_a_person_ends_the_old_post(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("调动") as w:
        roster.move_person(w, who, the(names.unit("文化站")), date(2026, 10, 15))
    with office.read() as r:
        spans = r.all(
            select(post.c.unit_id, post.c.valid_from, post.c.valid_to)
            .where(post.c.person_id == who)
            .order_by(post.c.id),
            lambda *row: row,
        )
    assert spans == [
        (names.unit("村建所"), PLAN, date(2026, 10, 14)),
        (names.unit("文化站"), date(2026, 10, 15), None),
    ]


def test_joining_two_entries_of_one_person_is_one_undo(office: Db, names: Names) -> None:
    before = _dump(office)
    keep, other = the(names.person("村建所/李伟")), the(names.person("财政所/李伟"))
    with office.write("合并人员") as w:
        assert roster.join_people(w, keep, other) > 0
    with office.read() as r:
        assert r.column(select(person.c.id).where(person.c.name == "李伟")) == [keep]
    journal.undo(office)
    assert _dump(office) == before


def test_blanking_a_person_leaves_no_name_in_the_file(office: Db, names: Names) -> None:
    roster.blank_person(office, the(names.person("王建国")))
    content = office.path.read_bytes()  # the test process reads a file at rest
    assert "王建国".encode() not in content
    assert b"13800000001" not in content
    with office.read() as r:
        assert journal.faults(r) == []


def test_a_blanked_name_goes_from_signatures_too(office: Db, names: Names) -> None:
    with office.write("登记督查") as w:
        tour = inspections.add_inspection(w, date(2026, 10, 8), "王建国、李伟")
        inspections.change_inspection(w, tour, inspectors="王建国")
    roster.blank_person(office, the(names.person("王建国")))
    assert "王建国".encode() not in office.path.read_bytes()
    with office.read() as r:
        assert (r.values(inspection, tour) or {})["inspectors"] == roster.BLANKED
        assert journal.faults(r) == []


def test_a_signature_of_a_shared_name_is_left(office: Db, names: Names) -> None:
    with office.write("登记督查") as w:
        tour = inspections.add_inspection(w, date(2026, 10, 8), "李伟")
    roster.blank_person(office, the(names.person("财政所/李伟")))
    with office.read() as r:
        assert (r.values(inspection, tour) or {})["inspectors"] == "李伟"


def test_joining_reaches_every_column_that_names_a_person(office: Db, names: Names) -> None:
    keep, other = the(names.person("村建所/李伟")), the(names.person("财政所/李伟"))
    with office.write("登记") as w:
        meeting = w.insert(
            study_meeting,
            day=date(2026, 10, 8),
            chair_id=other,
            attendees=[other, keep],
            topic="创文",
            keyed_on=w.today,
        )
        roster.join_people(w, keep, other)
        row = w.values(study_meeting, meeting) or {}
        assert (row["chair_id"], row["attendees"]) == (keep, [keep])
    listed = {(table.name, column) for table, column in roster.LISTED_PEOPLE}
    for table in JOURNALLED.values():  # a list of people is JSON and has no foreign key to be found by
        for column in table.columns:
            if column.name in ("people", "attendees"):
                assert (table.name, column.name) in listed
    assert ("task", "owner_id") in {(table.name, column) for table, column in roster.HELD_BY_PERSON}


def test_names_with_marks_and_rare_hanzi_come_in_whole(tmp_path: Path, office: Db) -> None:
    rows = [
        ("双桥村", "1组", "周启明", "副乡长", "司法所", name, None)
        for name in ("O'Neil%_<b>&", "欧阳𬭚㛃", "阿卜杜拉·买买提")
    ]
    import_roster(office, roster_sheet(tmp_path, rows), PLAN, source="名册.xlsx")
    with office.read() as r:
        found = set(r.column(select(person.c.name)))
    assert {"O'Neil%_<b>&", "欧阳𬭚㛃", "阿卜杜拉·买买提"} <= found


@pytest.mark.parametrize("station", ["包保单位", "包保中心"])  # 方案三 says the one for the other
def test_headings_of_other_offices(tmp_path: Path, office: Db, station: str) -> None:
    heading = ("村 名", "小组", "包片党政领导", "职 务", station, "包保人员", "电话")
    assert len(heading) == len(HEADING)
    outcome = import_roster(office, roster_sheet(tmp_path, ROSTER, heading), PLAN, source="名册.xlsx")
    assert (outcome.new, outcome.updated) == (0, 0)
