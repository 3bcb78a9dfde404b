"""Sheets out: what import takes back unchanged, and what never leaves without a trace."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core import journal
from core.db import Db
from core.errors import UserError
from core.exchange.read import read_sheet
from core.exchange.records import COMPUTED, parse_check_ins, parse_findings, parse_scores
from core.exchange.roster import parse_roster
from core.exchange.write import write_sheet
from core.model import assignment, category, finding, op, person
from core.names import Names
from core.rules.calendar import Month
from core.services import assessment, check_ins, inspections, roster
from core.services.check_ins import import_check_ins
from core.services.export import (
    NOT_ASSESSED,
    SheetOut,
    export_full_roster,
    last_full_month,
    score_sheet_of,
    sheet_of,
)
from core.services.finding_sheets import import_findings
from core.services.outcome import Outcome
from core.services.roster_import import import_roster
from tests.core.services.conftest import PLAN, the

OCTOBER = Month(2026, 10)


def out(db: Db, kind: str, month: Month | None = None) -> SheetOut:
    with db.read() as r:
        return sheet_of(r, kind, month)


def written(sheet: SheetOut, folder: Path) -> Path:
    file = folder / f"{sheet.title}.xlsx"
    write_sheet(file, sheet.title, sheet.columns, sheet.rows)
    return file


def unchanged(outcome: Outcome) -> int:
    assert (outcome.new, outcome.updated, outcome.refused) == (0, 0, ())
    return outcome.unchanged


# -- roster ----------------------------------------------------------------------------------------


def test_a_row_per_assignment(office: Db) -> None:
    sheet = out(office, "roster")
    assert [column.title for column in sheet.columns] == [
        *("村（社区）", "组别", "包保领导", "职务", "包保站所", "责任人", "联系电话", "起始日期", "截止日期")
    ]
    assert sheet.rows[0] == (
        *("大和社区", "1组", "周启明", "副乡长", "村建所", "王建国", "138****0001"),
        PLAN,
        None,
    )
    assert sheet.rows[-1][:2] == ("集贸市场", "")
    assert len(sheet.rows) == 7  # 1、2组 and the group with two leaders give two rows each


def test_a_roster_comes_back_as_it_is(office: Db, names: Names, tmp_path: Path) -> None:
    wang = the(names.person("王建国"))
    with office.write("调动") as w:
        roster.move_person(w, wang, the(names.unit("财政所")), date(2026, 3, 10))
        line = w.value(select(assignment.c.id).where(assignment.c.person_id == wang).limit(1))
        roster.replace_duty(w, line, date(2026, 3, 10), unit_id=the(names.unit("财政所")))
    file = written(out(office, "roster"), tmp_path)
    outcome = import_roster(office, parse_roster(read_sheet(file)), PLAN, source=file.name)
    assert unchanged(outcome) == 8


def test_a_masked_number_never_takes_a_whole_one(office: Db, names: Names, tmp_path: Path) -> None:
    sheet = out(office, "roster")
    named = SheetOut(sheet.title, sheet.columns, [(*row[:5], f"{row[5]}", *row[6:]) for row in sheet.rows])
    import_roster(office, parse_roster(read_sheet(written(named, tmp_path))), PLAN, source="a")
    with office.read() as r:
        wang = r.values(person, the(names.person("王建国")))
    assert wang is not None
    assert wang["phone"] == "13800000001"


def test_complete_numbers_leave_a_trace(office: Db) -> None:
    taken: list[SheetOut] = []

    def take(sheet: SheetOut) -> int:
        taken.append(sheet)
        return len(sheet.rows)

    assert export_full_roster(office, take) == 7
    assert taken[0].rows[0][6] == "13800000001"
    with office.read() as r:
        assert r.column(select(op.c.label).order_by(op.c.id.desc()).limit(1)) == ["导出完整电话"]
        assert journal.faults(r) == []


def test_numbers_that_did_not_leave_leave_no_trace(office: Db) -> None:
    def fail(_: SheetOut) -> int:
        raise UserError("写不进去。")

    with pytest.raises(UserError):
        export_full_roster(office, fail)
    with office.read() as r:
        assert "导出完整电话" not in r.column(select(op.c.label))


# -- records ---------------------------------------------------------------------------------------


def test_check_ins_come_back_with_duplicates(office: Db, names: Names, tmp_path: Path) -> None:
    li, place = the(names.person("财政所/李伟")), the(names.area("红光村1组"))
    with office.write("登记签到") as w:
        for day, where, note in (
            (12, place, "' % < & 😀"),
            (12, place, None),
            (13, the(names.area("集贸市场")), "=1+1"),
            (14, None, "@走访"),
        ):
            kind = check_ins.ON_SPOT if where is None else None
            check_ins.add(w, li, date(2026, 10, day), area_id=where, note=note, sheet_no="2026-42", kind=kind)
    sheet = out(office, "check-ins")
    assert sheet.rows[0] == ("李伟", "财政所", "红光村1组", date(2026, 10, 12), "' % < & 😀", "2026-42", "")
    assert [row[-1] for row in sheet.rows] == ["", "", "", "驻点"]
    file = written(sheet, tmp_path)
    assert unchanged(import_check_ins(office, parse_check_ins(read_sheet(file)), source="a")) == 4
    assert out(office, "check-ins", OCTOBER.next).rows == []


def test_a_visit_carries_the_unit_of_its_day(office: Db, names: Names) -> None:
    wang = the(names.person("王建国"))
    with office.write("调动") as w:
        roster.move_person(w, wang, the(names.unit("财政所")), date(2026, 10, 13))
        for day in (12, 13):
            check_ins.add(w, wang, date(2026, 10, day))
    assert [row[1] for row in out(office, "check-ins").rows] == ["村建所", "财政所"]


def test_findings_come_back(office: Db, names: Names, tmp_path: Path) -> None:
    day = date(2026, 10, 13)
    with office.write("登记督查") as w:
        first = inspections.add_finding(
            w, day, "电杆上有小广告", area_id=the(names.area("红光村1组")), place="村口", severe=True
        )
        inspections.order(w, [first], day, date(2026, 10, 16))
        inspections.add_finding(w, day, "路边垃圾", area_id=the(names.area("集贸市场")), fixed_on_spot=True)
    sheet = out(office, "findings", OCTOBER)
    assert sheet.rows[0][:5] == (day, "红光村1组", "村口", "", "电杆上有小广告")
    assert sheet.rows[0][6:10] == (date(2026, 10, 16), "", "严重", "督查")
    assert sheet.rows[1][6:10] == (None, "是", "一般", "督查")
    assert [row[-1] for row in sheet.rows] == ["整改中", "立行立改"]
    file = written(sheet, tmp_path)
    assert unchanged(import_findings(office, parse_findings(read_sheet(file)), source="a")) == 2


def test_a_mild_finding_of_a_severe_category_comes_back_mild(office: Db, tmp_path: Path) -> None:
    with office.write("登记问题") as w:
        grave = w.value(select(category.c.id).where(category.c.severe))
        row = inspections.add_finding(w, date(2026, 10, 13), "通道口小件", category_id=grave, severe=False)
    file = written(out(office, "findings", OCTOBER), tmp_path)
    with office.write("删除问题") as w:
        inspections.remove_findings(w, [row])
    assert import_findings(office, parse_findings(read_sheet(file)), source="a").new == 1
    with office.read() as r:
        assert r.column(select(finding.c.severe)) == [False]


# -- scores ----------------------------------------------------------------------------------------


def test_scores_kept_on_paper_come_back_and_computed_ones_stay(office: Db, tmp_path: Path) -> None:
    paper = tmp_path / "得分.csv"
    paper.write_text("单位,得分,分组,备注\n红光村,281/3,平坝,\n财政所,,,未参加考核\n文化站,93.5,,\n", "utf-8")
    assert import_scores(office, paper).new == 3
    with office.read() as r:
        sheet = score_sheet_of(r, OCTOBER)
    said = {row[0]: row[1:] for row in sheet.rows}
    assert said["红光村"] == (Fraction(281, 3), "平坝", "", "纸面得分")
    assert said["财政所"] == (NOT_ASSESSED, "", "未参加考核", "纸面得分")
    assert said["大和社区"][3] == COMPUTED
    assert unchanged(import_scores(office, written(sheet, tmp_path))) == 3


def import_scores(db: Db, file: Path) -> Any:
    return assessment.import_scores(db, parse_scores(read_sheet(file)), OCTOBER, source=file.name)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 1), Month(2026, 9)),  # October's last week ends today
        (date(2026, 11, 2), Month(2026, 10)),
        (date(2026, 11, 30), Month(2026, 11)),  # November's weeks ended on the 29th
        (date(2026, 1, 1), Month(2025, 12)),  # December's weeks ended on the 28th
    ],
)
def test_the_last_full_month(today: date, month: Month) -> None:
    assert last_full_month(today) == month
