"""A small township in a real file, taken in from a real sheet as an office would send it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from core.db import Db
from core.exchange.read import read_sheet
from core.exchange.roster import RosterSheet, parse_roster
from core.names import Names, names_of
from core.services.record import new_record, open_for_work
from core.services.roster_import import import_roster
from tests.core.conftest import clock

PLAN = date(2022, 1, 26)
HEADING = ("村(社区)", "组别", "包保领导", "职务", "包保站所", "责任人", "联系电话")
ROSTER: tuple[tuple[Any, ...], ...] = (
    ("大和社区", "1、2组", "周启明", "副乡长", "村建所", "王建国", "13800000001"),
    ("大和社区", "3组", "周启明", "副乡长", "村建所", "李　伟", "13800000002"),
    ("红光村", "1组", "周启明、陈秀英", "副乡长", "财政所、文化站", "李伟、岳丽娟", None),
    ("红光村", "2组", "陈秀英", "党委委员", "财政所", "李伟", "13800000003"),
    ("集贸市场", None, "陈秀英", "党委委员", "文化站", "岳丽娟", "13800000021"),
)


def roster_sheet(
    folder: Path, rows: Sequence[Sequence[Any]] = ROSTER, heading: Sequence[str] = HEADING
) -> RosterSheet:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["大和乡创建全国文明城市包保责任分工表"])
    sheet.append(list(heading))
    for row in rows:
        sheet.append(list(row))
    file = folder / "名册.xlsx"
    book.save(file)
    return parse_roster(read_sheet(file))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Db]:
    """The record of 大和乡 with the roster above."""
    path = tmp_path / "大和乡.db"
    new_record(path, "大和乡创文办", PLAN, clock)
    with open_for_work(path, clock) as db:
        import_roster(db, roster_sheet(tmp_path), PLAN, source="名册.xlsx")
        yield db


@pytest.fixture
def names(office: Db) -> Names:
    with office.read() as r:
        return names_of(r)


def the(found: int | str) -> int:
    """The id of a name that must be known."""
    assert isinstance(found, int), found
    return found
