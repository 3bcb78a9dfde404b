"""What the circular's page is shown: the month to draft, its doubts, an issued paper against the record."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from core.db import Db
from core.model import holiday_version
from core.names import Names
from core.queries import circular_pages
from core.queries.circular_pages import Doubt, MonthState
from core.queries.circulars import frozen_pdf
from core.rules.calendar import Month
from core.rules.circular import CircularFacts, Printed
from core.rules.circular_edits import Edits
from core.services import assessment, check_ins, circulars, inspections, roster
from tests.core.services.conftest import names, office, the

__all__ = ["names", "office"]
OCTOBER = Month(2026, 10)


def render(_facts: CircularFacts, _edits: Edits) -> Printed:
    return Printed("通报", b"%PDF")


@pytest.fixture
def busy(office: Db, names: Names) -> Db:
    office.clock = lambda: datetime(2026, 11, 3, 9, 0)
    with office.write("登记") as w:
        who = the(names.person("王建国"))
        for day in (26, 28, 28):
            check_ins.add(w, who, date(2026, 10, day))
    return office


def state(db: Db, month: Month = OCTOBER) -> MonthState:
    with db.read() as r:
        return circular_pages.month_state(r, month)


def doubts(db: Db, kind: str) -> list[Doubt]:
    return [one for one in state(db).doubts if one.kind == kind]


def test_the_last_full_month_not_yet_issued_is_drafted(busy: Db) -> None:
    with busy.read() as r:
        assert circular_pages.month_to_draft(r) == OCTOBER
    busy.clock = lambda: datetime(2026, 11, 1, 9, 0)  # the period's last day is not over
    with busy.read() as r:
        assert circular_pages.month_to_draft(r) == OCTOBER.previous
    busy.clock = lambda: datetime(2026, 11, 3, 9, 0)
    circulars.issue(busy, OCTOBER, render)
    with busy.read() as r:
        assert circular_pages.month_to_draft(r) == OCTOBER, "nothing else waits"


def test_doubts_lead_to_their_rows(busy: Db, names: Names) -> None:
    with busy.write("登记") as w:
        tour = inspections.add_inspection(w, date(2026, 10, 14))
        loose = inspections.add_finding(w, date(2026, 10, 14), "垃圾", inspection_id=tour)
        assessment.exempt(
            w,
            unit_id=the(names.unit("文化站")),
            start=date(2026, 10, 1),
            end=date(2026, 10, 31),
            reason="抗旱",
            covers="quota",
        )
        roster.move_person(w, the(names.person("王建国")), the(names.unit("文化站")), date(2026, 10, 19))
    assert [one.week for one in doubts(busy, "inspection")] == [
        date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 19), date(2026, 10, 26),
    ]  # fmt: skip
    assert [one.ids for one in doubts(busy, "unassigned")] == [(loose,)]
    assert [one.count for one in doubts(busy, "duplicate")] == [1]
    silent = doubts(busy, "silent")
    assert all("村建所" in one.text for one in silent[:3])
    assert [one.text for one in doubts(busy, "exempt")] == ["文化站10月1日—31日免计到岗：抗旱"]
    assert [one.text for one in doubts(busy, "moved")] == ["王建国10月19日由村建所调到文化站"]
    assert doubts(busy, "unfinished") == []
    notes = [one.note for one in state(busy).doubts]
    assert notes == sorted(notes), "what needs a hand stands first"


def test_an_unfinished_week_is_said(busy: Db) -> None:
    busy.clock = lambda: datetime(2026, 10, 29, 9, 0)
    assert [one.week for one in doubts(busy, "unfinished")] == [date(2026, 10, 26)]


def test_an_unknown_holiday_year_stops_the_month(busy: Db) -> None:
    with busy.write("删去放假安排") as w:
        from core.model import holiday

        versions = w.column(select(holiday_version.c.id).where(holiday_version.c.year == 2026))
        w.delete_all(holiday, w.column(select(holiday.c.id).where(holiday.c.version_id.in_(versions))))
        w.delete_all(holiday_version, versions)
    found = state(busy)
    assert [one.kind for one in found.doubts] == ["holidays"]
    assert found.facts is None
    assert "2026年放假安排还没有录入" in found.refused


def test_an_empty_month_says_why(busy: Db) -> None:
    found = state(busy, Month(2026, 5))
    assert found.evaluation is None
    assert "没有签到、督查和得分记录" in found.refused


def test_an_issued_month_is_closed_until_its_correction_is_drafted(busy: Db) -> None:
    first = circulars.issue(busy, OCTOBER, render)
    assert state(busy).closed
    assert state(busy).differences == ()
    with busy.write("更正") as w:
        circulars.begin_correction(w, first.id)
    found = state(busy)
    assert not found.closed
    assert found.facts is not None
    assert found.facts.corrects == first.doc_no
    assert {serial: one.title for serial, one in found.numbers[2026].items()} == {1: "通报"}


def test_differences_name_what_moved_since_the_issue(busy: Db, names: Names) -> None:
    circulars.issue(busy, OCTOBER, render)
    with busy.write("补登") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 10, 20))
        inspections.add_finding(w, date(2026, 10, 20), "垃圾", area_id=the(names.area("大和社区3组")))
    said = {one.label: (one.was, one.now) for one in state(busy).differences}
    assert said["发现问题"] == ("0条", "1条")
    assert said["实到"] == ("2", "3")
    assert said["大和社区得分"] == ("100分", "99分")


def test_rows_behind_a_figure(busy: Db, names: Names) -> None:
    with busy.write("登记") as w:
        tour = inspections.add_inspection(w, date(2026, 10, 14), "王、陈")
        inspections.add_finding(w, date(2026, 10, 14), "垃圾", inspection_id=tour)
    with busy.read() as r:
        (one,) = circular_pages.inspections_by_id(r, (tour,))
        assert (one.day, one.who, one.text) == (date(2026, 10, 14), "王、陈", "发现问题1条")
        visits = circular_pages.check_ins_by_id(r, (1, 3))
        assert [(row.id, row.who) for row in visits] == [(1, "王建国"), (3, "王建国")]


def test_the_file_beside_is_not_needed(busy: Db, tmp_path: Path) -> None:
    done = circulars.issue(busy, OCTOBER, render)
    for file in (busy.files / "issued").iterdir():
        file.unlink()
    with busy.read() as r:
        assert frozen_pdf(r, done.id) == b"%PDF"
