"""A small township in a real file, for the pages: the roster of the service tests and a few records."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from core.db import Db
from core.doors import Write
from core.names import Names, names_of
from core.services import check_ins, inspections
from core.services.record import new_record, open_for_work
from core.services.roster_import import import_roster
from tests.core.services.conftest import PLAN, roster_sheet, the

MORNING = datetime(2026, 10, 29, 9, 30)


def make_township(folder: Path, fill: Callable[[Write, Names], object] | None = None) -> Path:
    """The record of 大和乡 on 2026-10-29, with what `fill` writes."""
    path = folder / "大和乡.db"
    new_record(path, "大和乡创文办", PLAN, lambda: MORNING)
    with open_for_work(path, lambda: MORNING) as db:
        import_roster(db, roster_sheet(folder), PLAN, source="名册.xlsx")
        if fill is not None:
            _fill(db, fill)
    return path


def _fill(db: Db, fill: Callable[[Write, Names], object]) -> None:
    with db.write("准备") as w:
        fill(w, names_of(w))


def visit(w: Write, names: Names, person: str, *days: date) -> None:
    """Check-ins of one person."""
    for day in days:
        check_ins.add(w, the(names.person(person)), day)


def find(
    w: Write,
    names: Names,
    found: date,
    due: date | None = None,
    place: str = "大和社区3组",
    tour: int | None = None,
) -> int:
    """A finding, ordered when it has a due date."""
    row = inspections.add_finding(
        w, found, "楼道堆放杂物", area_id=the(names.area(place)), inspection_id=tour
    )
    if due is not None:
        inspections.order(w, [row], found, due)
    return row
