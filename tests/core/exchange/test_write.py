import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.exchange.columns import Field, find_heading
from core.exchange.fields import CHECK_IN_FIELDS, FINDING_FIELDS, ROSTER_FIELDS, SCORE_FIELDS
from core.exchange.read import read_sheet
from core.exchange.records import CheckInLine, parse_check_ins, parse_scores
from core.exchange.write import SheetColumn, Value, free_name, write_sheet
from core.text import clean

DAY = date(2026, 10, 28)
NAMES = st.text("张王李赵欧阳玉兰国·䶮𬭩", min_size=1, max_size=4)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def columns(*titles: str) -> list[SheetColumn]:
    return [SheetColumn(title) for title in titles]


def test_a_sheet_holds_real_dates_and_a_frozen_head(tmp_path: Path) -> None:
    path = tmp_path / "签到.xlsx"
    write_sheet(
        path, "签到", [SheetColumn("日期", 20), SheetColumn("姓名")], [(DAY, "张玉兰"), (None, "李四")]
    )
    sheet = openpyxl.load_workbook(path)["签到"]
    assert [cell.value for cell in sheet[1]] == ["日期", "姓名"]
    assert sheet["A2"].is_date
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 20
    assert os.listdir(tmp_path) == ["签到.xlsx"]  # noqa: PTH208 - no temporary litter


def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")', "\x00=1", "#N/A"]
    write_sheet(path, "表", columns("事由"), [(text,) for text in texts])
    cells = [row[0] for row in openpyxl.load_workbook(path)["表"].iter_rows(min_row=2)]
    assert all(cell.data_type == "s" for cell in cells)
    assert [cell.value for cell in cells] == [clean(text) for text in texts]
    assert [row[0] for row in read_sheet(path).rows[1:]] == [clean(text) for text in texts]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.tuples(NAMES, NAMES, st.dates(date(1990, 1, 1), date(2099, 12, 31)), TEXTS), min_size=1, max_size=8
    )
)
def test_check_ins_come_back_as_they_went_out(
    tmp_path: Path, lines: list[tuple[str, str, date, str]]
) -> None:
    path = tmp_path / "a.xlsx"
    wanted = tuple(
        CheckInLine(row, name, unit + "所", None, day, clean(note) or None, None)
        for row, (name, unit, day, note) in enumerate(lines, 2)
    )
    rows = [(line.person, line.unit, "", line.day, line.note, line.sheet_no) for line in wanted]
    write_sheet(path, "签到", columns(*(field.title for field in CHECK_IN_FIELDS)), rows)
    sheet = parse_check_ins(read_sheet(path))
    assert sheet.faults == ()
    assert sheet.lines == wanted


@given(score=st.fractions(min_value=0, max_value=200, max_denominator=999))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scores_come_back_exact(tmp_path: Path, score: Fraction) -> None:
    path = tmp_path / "a.xlsx"
    rows: list[tuple[Value, ...]] = [("大和社区", score, "", ""), ("张岭村", "未参加考核", "", "")]
    write_sheet(path, "得分", columns(*(field.title for field in SCORE_FIELDS)), rows)
    assert [line.score for line in parse_scores(read_sheet(path)).lines] == [score, None]


@pytest.mark.parametrize("fields", [ROSTER_FIELDS, CHECK_IN_FIELDS, FINDING_FIELDS, SCORE_FIELDS])
def test_our_own_headings_are_recognised(tmp_path: Path, fields: tuple[Field, ...]) -> None:
    titles = [field.title for field in fields]
    write_sheet(tmp_path / "a.xlsx", "表", columns(*titles), [["x"] * len(titles)])
    mapping = find_heading(read_sheet(tmp_path / "a.xlsx"), fields)
    assert [mapping.index(field.key) for field in fields] == list(range(len(titles)))


@pytest.mark.parametrize("owner", ["~$名册.xlsx", ".~名册.xlsx", ".~lock.名册.xlsx#"])
def test_a_target_open_elsewhere_is_left_alone(tmp_path: Path, owner: str) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"old")
    (tmp_path / owner).touch()
    with pytest.raises(UserError, match=r"名册\(2\)\.xlsx"):
        write_sheet(path, "名册", columns("村"), [])
    assert path.read_bytes() == b"old"


def test_a_read_only_target_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(UserError, match="只读"):
        write_sheet(path, "名册", columns("村"), [])
    assert path.read_bytes() == b"old"


def test_a_failure_half_way_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"old")

    def rows() -> list[tuple[str]]:
        raise OSError(28, "No space left on device")

    with pytest.raises(UserError, match="磁盘"):
        write_sheet(path, "名册", columns("村"), (row for _ in range(1) for row in rows()))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_impossible_targets_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不存在"):
        write_sheet(tmp_path / "无" / "a.xlsx", "表", columns("村"), [])
    with pytest.raises(UserError, match="是文件夹"):
        write_sheet(tmp_path, "表", columns("村"), [])


def test_strange_titles_and_long_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_sheet(path, "a/b[1]:*?" + "长" * 40, columns("村"), [("坏\ud800\x07字" + "长" * 40_000,)])
    assert len(openpyxl.load_workbook(path).sheetnames[0]) <= 31
    assert free_name(path).name == "a(2).xlsx"
