"""Check-ins one by one and by the sheet: nothing lost, nothing counted twice."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from core import journal
from core.db import Db
from core.errors import UserError
from core.exchange.read import read_sheet
from core.exchange.records import CheckInSheet, parse_check_ins
from core.model import check_in
from core.names import Names
from core.services import check_ins
from tests.core.services.conftest import the


def _sheet(folder: Path, rows: list[tuple[Any, ...]]) -> CheckInSheet:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "单位", "区域", "日期", "事由"])
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "签到.xlsx")
    return parse_check_ins(read_sheet(folder / "签到.xlsx"))


def _count(db: Db) -> int:
    with db.read() as r:
        return int(r.value(select(func.count()).select_from(check_in)))


ROWS: list[tuple[Any, ...]] = [
    ("王建国", None, "大和社区1组", date(2026, 10, 26), "入户宣传"),
    ("李伟", "财政所", "红光村", "2026.10.27", "秩序维护"),
    ("岳丽娟", None, "集贸市场", date(2026, 10, 28), None),
]


def test_a_sheet_comes_in_once(tmp_path: Path, office: Db) -> None:
    first = check_ins.import_check_ins(office, _sheet(tmp_path, ROWS), source="签到.xlsx")
    again = check_ins.import_check_ins(office, _sheet(tmp_path, ROWS), source="签到.xlsx")
    assert (first.new, again.new, again.unchanged) == (3, 0, 3)
    assert _count(office) == 3
    journal.undo(office)
    assert _count(office) == 0


def test_what_is_wrong_is_said_row_by_row(tmp_path: Path, office: Db) -> None:
    rows = [
        *ROWS,
        ("李伟", None, None, date(2026, 10, 28), None),
        ("张玉栏", None, None, date(2026, 10, 28), None),
        ("王建国", None, "无此村", date(2026, 10, 28), None),
        ("王建国", None, None, date(2026, 12, 1), None),
        ("王建国", None, None, "2026-02-30", None),
    ]
    outcome = check_ins.import_check_ins(office, _sheet(tmp_path, rows), source="签到.xlsx")
    assert outcome.new == 3
    text = "\n".join(outcome.refused)
    assert "第5行：有2个“李伟”（村建所、财政所）" in text
    assert "第6行：名册里没有“张玉栏”" in text
    assert "第7行：名册里没有“无此村”" in text
    assert "第8行：日期2026年12月1日在今天之后" in text
    assert "第9行" in text
    with pytest.raises(UserError, match="整张表没有导入"):
        check_ins.import_check_ins(office, _sheet(tmp_path, rows), source="签到.xlsx", strict=True)


def test_a_duplicate_is_kept(office: Db, names: Names) -> None:
    with office.write("登记签到") as w:
        for _ in range(2):
            check_ins.add(w, the(names.person("王建国")), date(2026, 10, 26))
    assert _count(office) == 2


def test_the_future_is_refused(office: Db, names: Names) -> None:
    with pytest.raises(UserError, match="在今天之后"), office.write("登记签到") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 11, 25))


def test_many_rows_change_and_go_as_one_undo(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    with office.write("登记签到") as w:
        ids = [check_ins.add(w, who, date(2026, 10, day)) for day in (26, 27, 28)]
    with office.write("批量改事由") as w:
        assert check_ins.change(w, ids, note="入户宣传") == 3
    with office.write("删除3条签到") as w:
        check_ins.remove(w, ids)
    assert _count(office) == 0
    assert journal.undo(office).label == "删除3条签到"
    with office.read() as r:
        assert r.column(select(check_in.c.note)) == ["入户宣传"] * 3


def test_a_sheet_goes_in_whole_or_not_at_all(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    good, late = (
        check_ins.NewLine(who, day, note=" 入户宣传 ") for day in (date(2026, 10, 26), date(2027, 1, 1))
    )
    with pytest.raises(UserError, match="在今天之后"), office.write("登记2条签到") as w:
        check_ins.add_lines(w, [good, late])
    assert _count(office) == 0
    with office.write("登记1条签到") as w:
        (row,) = check_ins.add_lines(w, [good])
    with office.read() as r:
        assert r.value(select(check_in.c.note).where(check_in.c.id == row)) == "入户宣传"


def test_a_stranger_needs_a_name(office: Db) -> None:
    with pytest.raises(UserError, match="请先写姓名"), office.write("新增1人") as w:
        check_ins.add_stranger(w, "　 ")


def test_a_long_block_answers_for_each_line(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))
    told: list[int] = []
    with office.write("粘贴1200条签到") as w:
        lines = [check_ins.NewLine(who, w.today, note=str(number)) for number in range(1200)]
        lines[700] = check_ins.NewLine(who, date(2999, 1, 1))
        answers = check_ins.add_each(w, lines, told=told.append)
    assert told == [500, 1000, 1200]
    assert isinstance(answers[700], UserError) and "今天之后" in str(answers[700])
    ids = [one for one in answers if isinstance(one, int)]
    with office.read() as r:
        kept = r.all(select(check_in.c.id, check_in.c.note).order_by(check_in.c.id), lambda *row: row)
    assert [row for row, _note in kept] == ids
    assert [note for _row, note in kept] == [str(number) for number in range(1200) if number != 700]
    journal.undo(office)
    with office.read() as r:
        assert r.value(select(func.count()).select_from(check_in)) == 0
        assert journal.faults(r) == []


def test_a_long_block_is_taken_back_by_whoever_hears_of_it(office: Db, names: Names) -> None:
    who = the(names.person("王建国"))

    def stop(_done: int) -> None:
        raise UserError("已取消")

    with pytest.raises(UserError, match="已取消"), office.write("粘贴") as w:
        check_ins.add_each(w, [check_ins.NewLine(who, w.today)], told=stop)
    with office.read() as r:
        assert r.value(select(func.count()).select_from(check_in)) == 0
