"""20,000 check-ins from a workbook, journal included, against calamine's read and a raw insert."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench.big import GROUPS, PEOPLE, VILLAGES, cached, clock
from bench.measure import Figure, benchmark, compare
from core.db import connect, open_record
from core.exchange.fields import CHECK_IN_FIELDS
from core.exchange.read import read_sheet
from core.exchange.records import parse_check_ins
from core.exchange.write import SheetColumn, Value, write_sheet
from core.services.check_ins import import_check_ins

ROWS = 20_000
_START = date(2026, 3, 2)


def _lines() -> Iterator[list[Value]]:
    for number in range(ROWS):
        group = number * 7 % GROUPS
        place = f"村{group % VILLAGES:03d}{group // VILLAGES + 1}组"
        day = _START + timedelta(days=number % 200)
        yield [f"人员{number % PEOPLE:03d}", day, place, "入户宣传", f"S{number // 30}"]


def _sheet(folder: Path) -> Path:
    path = folder / "sheet.xlsx"
    titles = ("姓名", "日期", "包保区域", "工作内容", "表号")
    write_sheet(path, "签到", [SheetColumn(title) for title in titles], _lines())
    return path


def ours(sheet: Path, record: Path) -> None:
    """From the file to the commit."""
    with open_record(record, clock=clock) as db:
        grid = read_sheet(sheet, fields=CHECK_IN_FIELDS)
        outcome = import_check_ins(db, parse_check_ins(grid), source=sheet.name)
    if outcome.new != ROWS:
        raise RuntimeError(outcome.words + "; " + "; ".join(outcome.refused[:3]))


def floor(sheet: Path, record: Path) -> None:
    """Calamine's rows straight into the same table of the same file, with our pragmas and indexes."""
    with CalamineWorkbook.from_path(sheet) as book:
        rows = book.get_sheet_by_index(0).to_python()
    values = [
        (7, 9, row[1].isoformat(), row[3], row[4], "2026-11-24") for row in rows if isinstance(row[1], date)
    ]
    conn: sqlite3.Connection = connect(record)
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany(
        "INSERT INTO check_in (person_id, area_id, day, note, sheet_no, keyed_on) VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    conn.execute("COMMIT")
    conn.close()


@benchmark
def import_check_in_sheet() -> Iterator[Figure]:
    """Each run gets a fresh copy of a record that knows the people and places."""
    empty = cached(1, 0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet = _sheet(folder)
        records = (shutil.copy(empty, folder / f"{number}.db") for number in range(1000))
        copies = iter(records)
        yield compare(
            f"import {ROWS} check-ins / read and raw insert",
            lambda: ours(sheet, Path(next(copies))),
            lambda: floor(sheet, Path(next(copies))),
            target=3,
        )
