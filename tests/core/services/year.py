"""A year of 大和乡: some months issued, one corrected, one left open."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from core.db import Db
from core.names import names_of
from core.queries.circulars import Dates, issued_for
from core.rules.calendar import Month
from core.services import assessment, check_ins, inspections
from core.services.circulars import issue
from core.services.record import new_record, open_for_work
from core.services.roster_import import import_roster
from tests.core.services.conftest import PLAN, roster_sheet, the
from tests.core.services.painter import paint


class Clock:
    """A clock the test sets."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, 30)


def make_year(folder: Path, clock: Clock) -> Db:
    """August to November 2026: 村建所 criticised in three of them, its October paper corrected."""
    path = folder / "大和乡.db"
    new_record(path, "大和乡创文办", PLAN, clock)
    db = open_for_work(path, clock)
    import_roster(db, roster_sheet(folder), PLAN, source="名册.xlsx")
    with db.read() as r:
        names = names_of(r)
    station, square = the(names.unit("村建所")), the(names.area("大和社区1组"))
    for number in (8, 9, 10, 11):
        month = Month(2026, number)
        clock.day = date(2026, number, 20)
        with db.write("登记") as w:
            round_id = inspections.add_inspection(w, date(2026, number, 12), "周启明")
            check_ins.add(w, the(names.person("王建国")), date(2026, number, 12), area_id=square)
            found = inspections.add_finding(
                w, date(2026, number, 12), "垃圾满溢", area_id=square, unit_id=station, inspection_id=round_id
            )
            inspections.order(w, [found], date(2026, number, 12), date(2026, number, 15), f"2026-{number}")
            assessment.adjust(w, month, station, points=Fraction(-50), reason="多次提醒无果")
        clock.day = month.next.first.replace(day=8)
        if number < 11:
            issue(db, month, paint, Dates(doc_date=clock.day))
    return db


def correct(db: Db, month: Month) -> None:
    """The month's circular replaced by one that criticises nobody."""
    with db.read() as r:
        was = issued_for(r, month)
        station = the(names_of(r).unit("村建所"))
    assert was is not None
    with db.write("取消批评") as w:
        assessment.choose(w, month, "criticism", station, chosen=False, reason="复核有误")
    issue(db, month, paint, corrects_id=was.id)


@pytest.fixture(scope="session")
def year_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year, made once."""
    folder = tmp_path_factory.mktemp("year")
    make_year(folder, Clock(date(2026, 8, 1))).close()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock(date(2026, 12, 8))


@pytest.fixture
def year_path(year_template: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    copytree(year_template, tmp_path / "year", ignore=ignore_patterns("lock"))
    return tmp_path / "year" / "大和乡.db"


@pytest.fixture
def year(year_path: Path, clock: Clock) -> Iterator[Db]:
    """The year on 8 December 2026."""
    with open_for_work(year_path, clock) as db:
        yield db
