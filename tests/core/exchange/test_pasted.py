"""Blocks as they come from WPS: with a heading, without one, or a bare list of names."""

import pytest

from core.errors import UserError
from core.exchange.pasted import Block, PastedLine, lines_of, read_block

NAMES = {"张玉兰", "王建国", "李伟", "岳丽娟"}
UNITS = {"村建所", "财政所"}
PLACES = {"集贸市场", "红光村", "大和社区1组"}


def _read(*rows: tuple[str, ...]) -> Block:
    return read_block(rows, NAMES, UNITS, PLACES)


def test_a_heading_names_the_columns() -> None:
    block = _read(
        ("包保人员签到表", "", "", "", ""),
        ("序号", "姓名", "单位", "到岗区域", "签到日期"),
        ("1", "李　伟", "财政所", "红光村", "10.28"),
        ("", "合计", "1人", "", ""),
    )
    assert block.roles == ("", "name", "unit", "area", "day")
    assert lines_of(block) == [PastedLine(3, "财政所/李伟", "10.28", "红光村")]


def test_without_a_heading_the_cells_say_it() -> None:
    block = _read(
        ("1", "秩序维护", "张玉兰", "10月28日", "集贸市场"),
        ("2", "入户宣传，发放宣传单", "王建国", "10月28日", "集贸市场"),
        ("3", "", "张玉栏", "10月29日（周四）", "无此村"),
    )
    assert block.roles == ("", "note", "name", "day", "area")
    assert [line.name for line in lines_of(block)] == ["张玉兰", "王建国", "张玉栏"]
    assert lines_of(block)[2] == PastedLine(3, "张玉栏", "10月29日（周四）", "无此村")


def test_names_alone() -> None:
    assert [line.name for line in lines_of(_read(("张玉兰",), ("",), ("王建国、李伟",)))] == [
        "张玉兰",
        "王建国",
        "李伟",
    ]
    assert _read(
        ("不认识的人",),
    ).roles == ("name",)


def test_the_clerk_corrects_a_column() -> None:
    block = _read(("张玉兰", "岳丽娟", "集贸市场")).with_role(1, "name")
    assert block.roles == ("", "name", "area")
    assert lines_of(block) == [PastedLine(1, "岳丽娟", area="集贸市场")]


def test_refused() -> None:
    with pytest.raises(UserError, match="没有内容"):
        _read(("", " "))
    with pytest.raises(UserError, match="身份证"):
        _read(("张玉兰", "110101199003074514"))


def test_what_is_no_name_is_kept_as_written() -> None:
    assert lines_of(_read(("张玉兰", "集贸市场"), ("王建国（请假）", "集贸市场")))[1].name == "王建国（请假）"
