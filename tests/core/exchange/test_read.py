import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.errors import UserError
from core.exchange.fields import CHECK_IN_FIELDS
from core.exchange.read import read_clipboard, read_sheet

HEAD = ["姓名", "单位", "日期"]
ROW = ["张玉兰", "村建所", "2026-10-28"]


def workbook(path: Path, rows: Sequence[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part of its zip changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    path.write_bytes(out.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_xlsx_gives_values_and_row_numbers(tmp_path: Path) -> None:
    day = datetime.date(2026, 10, 28)
    grid = read_sheet(workbook(tmp_path / "签到 表.xlsx", [["标题"], [], HEAD, ["张玉兰", 1.5, day]]))
    assert grid.rows == (("标题", "", ""), tuple(HEAD), ("张玉兰", 1.5, day))
    assert grid.numbers == (1, 3, 4)
    assert (grid.source, grid.sheet, grid.merged) == ("签到 表.xlsx", "Sheet", False)


def test_merged_cells_are_filled_right_and_down(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["标题", None, None], ["大和村", "1组", "甲"], [None, "2组", "乙"]])
    book = openpyxl.load_workbook(path)
    sheet = book["Sheet"]
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:A3")
    book.save(path)
    grid = read_sheet(path)
    assert grid.rows[0] == ("标题", "标题", "标题")
    assert grid.rows[2] == ("大和村", "2组", "乙")
    assert grid.merged


def test_a_merge_to_the_last_row_is_clipped(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["村", "组"], ["大和村", "1组"], [None, "2组"]])
    book = openpyxl.load_workbook(path)
    book["Sheet"].merge_cells("A2:A3")
    book.save(path)
    with_part(path, SHEET, lambda part: part.replace(b"A2:A3", b"A2:A1048576"))
    assert read_sheet(path).rows[2] == ("大和村", "2组")
    assert len(read_sheet(path).rows) == 3


def test_xls_is_read_with_merges_and_dates(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    sheet.write_merge(0, 0, 0, 2, "标题")
    sheet.write_merge(1, 2, 0, 0, "大和村")
    sheet.write(1, 1, datetime.date(2026, 10, 28), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 1, 13800000001)
    book.save(str(tmp_path / "a.xls"))
    grid = read_sheet(tmp_path / "a.xls")
    assert grid.rows[1] == ("大和村", datetime.date(2026, 10, 28))
    assert grid.rows[2][:2] == ("大和村", 13800000001.0)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_every_encoding_and_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(mark.join(row) for row in (HEAD, ROW)).encode(encoding))
    assert read_sheet(path).rows == (tuple(HEAD), tuple(ROW))


def test_csv_keeps_rare_characters_quotes_and_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,事由\n䶮𬭩,"第一行\n""引号"",逗号"\n'.encode("gb18030"))
    assert read_sheet(path).rows[1] == ("䶮𬭩", '第一行\n"引号",逗号')


def test_content_decides_not_the_extension(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [HEAD, ROW]).rename(tmp_path / "a.xls")
    assert read_sheet(tmp_path / "a.xls").rows[1] == tuple(ROW)
    (tmp_path / "b.xls").write_text("姓名\t日期\n张三\t2026-10-28\n", encoding="utf-8")
    assert read_sheet(tmp_path / "b.xls").rows[0] == ("姓名", "日期")


def zipped(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.xlsx", b"", "空文件"),
        ("空.csv", b"\xef\xbb\xbf\r\n", "空文件"),
        ("零.xlsx", b"\0" * 600, "空文件"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF文件"),
        ("a.xls", b"<html><body><table>", "网页文件"),
        ("a.xls", b"\xef\xbb\xbf<!DOCTYPE html>", "网页文件"),
        ("a.xls", b"MIME-Version: 1.0\r\n", "网页文件"),
        ("a.xls", b'<?xml version="1.0"?><Workbook>', "XML文件"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        ("a.xlsx", b"Rar!\x1a\x07", "压缩文件"),
        ("a.xlsx", zipped(["word/document.xml"]), "Word文档"),
        ("a.xlsx", zipped(["a.txt"]), "压缩文件"),
        ("a.xlsx", zipped(["xl/workbook.bin"]), "xlsb"),
        ("a.xlsx", b"PK\x03\x04" + b"\1" * 300, "损坏"),
        ("a.xls", OLE + b"\0" * 600, "损坏"),
        ("a.xls", OLE + bytes(range(256)) * 20, "损坏"),
        ("a.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.et", OLE + b"\0" * 600, "另存为 .xlsx"),
        ("a.csv", bytes(range(1, 32)) * 30, "无法识别"),
        ("a.csv", "姓名,日期\n张三".encode("gbk")[:-1], "编码"),
        ("a.csv", b'a,b\n"' + b"x" * (2 << 20), "过长"),
    ],
)
def test_what_is_no_sheet_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=words) as caught:
        read_sheet(path)
    assert name in caught.value.text
    assert caught.value.text.endswith("。")
    assert path.read_bytes() == data


def test_a_cut_off_file_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, *[ROW] * 50])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UserError, match="复制完整"):
        read_sheet(path)


@pytest.mark.parametrize("cut", [100, 700, 1500, 3000, 5000])
def test_a_cut_off_xls_is_told_or_read(tmp_path: Path, cut: int) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    for row in range(200):
        sheet.write(row, 0, f"张{row}")
    book.save(str(tmp_path / "a.xls"))
    (tmp_path / "a.xls").write_bytes((tmp_path / "a.xls").read_bytes()[:cut])
    with pytest.raises(UserError, match="损坏"):
        read_sheet(tmp_path / "a.xls")


def changed_xls(path: Path, record: bytes, offset: int, value: bytes) -> Path:
    """An .xls with bytes of one of its records overwritten, counted from the record's own start."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    for row in range(20):
        sheet.write(row, 0, f"张{row}")
    book.save(str(path))
    data = bytearray(path.read_bytes())
    at = data.index(record) + offset
    data[at : at + len(value)] = value
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("record", "offset", "value"),
    [
        (b"\x00\x02\x0e\x00", 8, b"\xff\xff\xff\x7f"),  # DIMENSIONS: last row
        (b"\xfd\x00\x0a\x00\x13\x00", 4, b"\xff\xff\xff\x7f"),  # LABELSST: row and column of a cell
        (b"\xfc\x00", 8, b"\xff\xff\xff\x7f"),  # SST: number of strings
        (OLE, 30, b"\x1f\x00"),  # sector size
        (OLE, 48, b"\x77\x00\x00\x00"),  # first sector of the directory
    ],
)
def test_lying_counts_in_an_xls_do_not_take_the_memory(
    tmp_path: Path, record: bytes, offset: int, value: bytes
) -> None:
    with pytest.raises(UserError, match=r"损坏|过多"):
        read_sheet(changed_xls(tmp_path / "a.xls", record, offset, value))


def test_missing_files_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件“无"):
        read_sheet(tmp_path / "无.xlsx")
    with pytest.raises(UserError, match="文件夹"):
        read_sheet(tmp_path)


def test_a_blank_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有内容"):
        read_sheet(workbook(tmp_path / "a.xlsx", []))


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * (1 << 20))
    with pytest.raises(UserError, match="内容过多"):
        read_sheet(path)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "a.xlsx", [HEAD]), SHEET, lambda part: part + b" " * (260 << 20))
    data = path.read_bytes()
    true_size = (260 << 20) + len(zipfile.ZipFile(workbook(tmp_path / "b.xlsx", [HEAD])).read(SHEET))
    lie = data.replace(true_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != data
    path.write_bytes(lie)
    with pytest.raises(UserError):
        read_sheet(path)


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "ZZ90000"])
def test_a_stray_far_cell_does_not_take_the_memory(tmp_path: Path, cell: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "姓名"
    sheet[cell] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="多余的行列"):
        read_sheet(tmp_path / "a.xlsx")


@pytest.mark.parametrize("cell", ["A97951976", "AAAAAA2", "A18446744073709551616"])
def test_an_impossible_cell_address_is_refused(tmp_path: Path, cell: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, ROW])
    with_part(path, SHEET, lambda part: part.replace(b'r="A2"', f'r="{cell}"'.encode()))
    with pytest.raises(UserError):
        read_sheet(path)


def test_far_columns_of_few_rows_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[f"列{n}" for n in range(300)], ["值"]])
    assert read_sheet(path).width == 300


def test_ghost_rows_are_dropped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    for row in (*range(2, 2000), 1048576):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").numbers == (1,)


def with_shared_string(path: Path, text: str, cells: int) -> Path:
    """A workbook as Excel and WPS write it: the cells point to one string kept apart."""
    workbook(path, [["姓名"]])
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    start, end = b"<sheetData>", b"</sheetData>"
    with_part(path, SHEET, lambda part: part.split(start)[0] + start + rows.encode() + end + b"</worksheet>")
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    relation = (
        b'<Relationship Id="rId99" Target="sharedStrings.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
    )
    end_tag = b"</Relationships>"
    return with_part(
        path, "xl/_rels/workbook.xml.rels", lambda part: part.replace(end_tag, relation + end_tag)
    )


def test_shared_strings_are_read(tmp_path: Path) -> None:
    grid = read_sheet(with_shared_string(tmp_path / "a.xlsx", "张玉兰", 3))
    assert grid.rows == (("张玉兰",),) * 3


def test_a_shared_string_bomb_is_refused(tmp_path: Path) -> None:
    path = with_shared_string(tmp_path / "a.xlsx", "长" * 30000, 4000)
    with pytest.raises(UserError, match="内容过多"):
        read_sheet(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD])
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    with_part(path, SHEET, lambda part: bomb + part)
    with pytest.raises(UserError):
        read_sheet(path)


def test_the_sheet_with_the_heading_is_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "说明"
    first.append(["请按下表填写", "x"])
    hidden = book.create_sheet("旧表")
    hidden.append(HEAD)
    hidden.sheet_state = "hidden"
    wanted = book.create_sheet("签到")
    wanted.append(HEAD)
    book.save(tmp_path / "a.xlsx")
    grid = read_sheet(tmp_path / "a.xlsx", fields=CHECK_IN_FIELDS)
    assert grid.sheet == "签到"
    assert grid.notes == ("文件里有2张工作表，本次读取“签到”，未读取“说明”。",)
    assert read_sheet(tmp_path / "a.xlsx", "旧表").sheet == "旧表"
    assert read_sheet(tmp_path / "a.xlsx").sheet == "说明"
    with pytest.raises(UserError, match="现有：说明、旧表、签到"):
        read_sheet(tmp_path / "a.xlsx", "没有")


def test_formulas_without_value_and_errors_read_blank(tmp_path: Path) -> None:
    grid = read_sheet(workbook(tmp_path / "a.xlsx", [["姓名", "=1+1", "x"]]))
    assert grid.rows == (("姓名", "", "x"),)


def test_a_pasted_block_is_read() -> None:
    grid = read_clipboard('姓名\t事由\r\n张玉兰\t"第一行\n第二行"\r\n\r\n李四\t说"好"\r\n')
    assert grid.rows == (("姓名", "事由"), ("张玉兰", "第一行\n第二行"), ("李四", '说"好"'))
    assert grid.numbers == (1, 2, 4)
    with pytest.raises(UserError, match="剪贴板"):
        read_clipboard(" \r\n")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), suffix=st.sampled_from([".xlsx", ".xls", ".csv"]))
def test_any_bytes_are_read_or_told(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    for head in (b"", b"PK\x03\x04", OLE):
        path.write_bytes(head + data)
        try:
            read_sheet(path)
        except UserError as error:
            assert error.text.endswith("。")


def test_dates_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append([datetime.date(2026, 10, 28)])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").rows == ((datetime.date(2026, 10, 28),),)


def test_the_mark_of_a_disarmed_formula_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("事由,x\n'=1+1,1\n'@x,1\nplain,1\n'quoted',1\n", encoding="utf-8")
    assert [row[0] for row in read_sheet(path).rows[1:]] == ["=1+1", "@x", "plain", "'quoted'"]


def test_a_lone_quote_on_the_clipboard_swallows_no_rows() -> None:
    grid = read_clipboard('姓名\t备注\n张玉兰\t"老支书\n王建国\t"甲\n乙"\n')
    assert [list(row) for row in grid.rows] == [["姓名", "备注"], ["张玉兰", '"老支书'], ["王建国", "甲\n乙"]]
