from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.grid import Cell, Grid
from core.exchange.read import read_clipboard, read_sheet
from core.exchange.roster import RosterLeader, RosterLine, RosterPerson, RosterSheet, parse_roster

HEAD = ("村(社区)", "组别", "包保领导", "职务", "包保站所", "责任人", "联系电话")


def parse(*rows: tuple[Cell, ...], head: tuple[str, ...] = HEAD, merged: bool = True) -> RosterSheet:
    padded = tuple((*row, *[""] * (len(head) - len(row))) for row in (head, *rows))
    return parse_roster(Grid("名册.xlsx", None, padded, tuple(range(1, len(padded) + 1)), merged))


def only(sheet: RosterSheet) -> RosterLine:
    assert not sheet.faults
    assert len(sheet.lines) == 1
    return sheet.lines[0]


def roster_book(path: Path) -> Path:
    """A roster as a township sends it: titles, headings in two merged rows, merged cells, totals, remarks."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[Any]] = [
        ["大和乡创建全国文明城市包保名册"],
        ["填报单位：大和乡创文办", None, None, None, None, None, None, "2022年1月"],
        ["村（社区）", "组别", "包保领导", None, "包保站所", "责任人", None, "备注"],
        [None, None, "姓名", "职务", None, "姓 名", "联系电话", None],
        [
            "大和社区",
            "1、2、3组",
            "王 建国",
            "党委书记",
            "村建所",
            "张　三、李四",
            "+86 13800000001\n13800000002",
            None,
        ],
        [None, "集贸市场", None, None, None, "赵六", 13800000003, "赶场天"],
        [
            "张岭村",
            "一、二社",
            None,
            None,
            "财政所、司法所",
            "钱七、孙八",
            "１３８０００００００４、13800000005",
            None,
        ],
        [],
        ["合计", "5个组", None, None, None, "5人"],
        ["备注：本表自发文之日起执行。"],
    ]
    for row in rows:
        sheet.append(row)
    for cells in ("A1:H1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:G3", "H3:H4"):
        sheet.merge_cells(cells)
    for cells in ("A5:A6", "C5:C7", "D5:D7", "E5:E6", "A10:H10"):
        sheet.merge_cells(cells)
    book.save(path)
    return path


def test_a_roster_as_it_comes(tmp_path: Path) -> None:
    sheet = parse_roster(read_sheet(roster_book(tmp_path / "名册.xlsx")))
    assert sheet.faults == ()
    areas = [(line.village, line.group, line.village_kind, line.group_kind) for line in sheet.lines]
    assert areas == [
        ("大和社区", "1组", "community", "group"),
        ("大和社区", "2组", "community", "group"),
        ("大和社区", "3组", "community", "group"),
        ("大和社区", "集贸市场", "community", "market"),
        ("张岭村", "1社", "village", "group"),
        ("张岭村", "2社", "village", "group"),
    ]
    assert {line.leaders for line in sheet.lines} == {(RosterLeader("王建国", "党委书记", None),)}
    assert sheet.lines[0].people == (
        RosterPerson("张三", "13800000001", "村建所"),
        RosterPerson("李四", "13800000002", "村建所"),
    )
    assert sheet.lines[3].people == (RosterPerson("赵六", "13800000003", "村建所"),)
    assert sheet.lines[4].stations == ("财政所", "司法所")
    assert sheet.lines[4].people == (
        RosterPerson("钱七", "13800000004", "财政所"),
        RosterPerson("孙八", "13800000005", "司法所"),
    )
    assert [line.row for line in sheet.lines] == [5, 5, 5, 6, 7, 7]
    assert sheet.notes == (
        "合计、备注等2行未导入：第9行“合计”、第10行“备注：本表自发文之日起执”。",
        "未使用的列：备注。",
    )


def test_faults_name_row_and_column_and_leave_the_row_out() -> None:
    sheet = parse(
        ("大和村", "1组", "", "", "村建所", "张三", "1380000"),
        ("", "2组", "", "", "村建所", "李四", ""),
        ("大和村", "3-1组", "", "", "村建所", "王五", ""),
        ("大和村", "4组", "", "", "村建所", "赵六", "13800000001"),
    )
    assert [line.group for line in sheet.lines] == ["4组"]
    assert [fault.text for fault in sheet.faults] == [
        "第2行“联系电话”：“1380000”不是有效号码，请改正后重新导入。",
        "第3行“村(社区)”：没有写村或社区，请改正后重新导入。",
        "第4行“组别”：“3-1组”不是有效的组别范围，请改正后重新导入。",
    ]
    assert (sheet.faults[0].row, sheet.faults[0].column) == (2, "联系电话")


def test_every_fault_of_a_row_is_told() -> None:
    head = (*HEAD, "起始日期", "截止日期")
    row = ("大和村", "1组", "", "", "村建所", "张三", "138", "1月5日", "2026-2-30")
    assert len(parse(row, head=head).faults) == 3


def test_dates_of_the_assignment() -> None:
    head = ("村", "单位", "起始日期", "截止日期")
    line = only(parse(("大和村", "村建所", 46027.0, "2026.12.31"), head=head))
    assert (line.valid_from, line.valid_to) == (date(2026, 1, 5), date(2026, 12, 31))
    assert only(parse(("大和村", "村建所", "2026-1-5", "至今"), head=head)).valid_to is None
    wrong = parse(("大和村", "村建所", "2026-1-5", "2025-1-5"), head=head)
    assert "早于" in wrong.faults[0].text


def test_more_people_than_stations_belong_to_the_first() -> None:
    sheet = parse(("大和村", "1组", "", "", "村建所、财政所", "张三、李四、王五", ""))
    assert {person.station for person in only(sheet).people} == {"村建所"}
    assert sheet.notes == ("第2行有2个站所、3名责任人，责任人都记在“村建所”。",)


def test_several_leaders_with_their_titles() -> None:
    paired = only(parse(("大和村", "", "王建国、李伟", "书记、乡长", "", "", "")))
    assert [(one.name, one.title) for one in paired.leaders] == [("王建国", "书记"), ("李伟", "乡长")]
    single = only(parse(("大和村", "", "王建国", "副书记、乡长", "", "", "")))
    assert single.leaders == (RosterLeader("王建国", "副书记、乡长", None),)
    bracketed = only(parse(("大和村", "", "王建国（乡长）", "", "", "", "")))
    assert bracketed.leaders == (RosterLeader("王建国", "乡长", None),)


def test_people_written_in_other_ways() -> None:
    spaced = only(parse(("大和村", "1组", "", "", "村建所", "张三 李四", "")))
    assert [person.name for person in spaced.people] == ["张三", "李四"]
    one = only(parse(("大和村", "1组", "", "", "村建所", "欧阳 娜娜", "")))
    assert [person.name for person in one.people] == ["欧阳娜娜"]
    phone = only(parse(("大和村", "1组", "", "", "村建所", "张三13800000001、李四：13800000002", "")))
    assert [person.phone for person in phone.people] == ["13800000001", "13800000002"]
    home = only(parse(("大和村", "1组", "", "", "村建所、财政所", "张三（财政所）", "")))
    assert home.people == (RosterPerson("张三", None, "财政所"),)


def test_phones_that_do_not_fit_the_names() -> None:
    one = parse(("大和村", "1组", "", "", "村建所", "张三、李四", "13800000001"))
    assert [person.phone for person in only(one).people] == ["13800000001", None]
    assert one.notes == ("第2行有2人、1个号码，号码记在“张三”名下。",)
    two = parse(("大和村", "1组", "", "", "村建所", "张三", "13800000001、13800000002"))
    assert "对不上" in two.faults[0].text


def test_repeated_lines_and_headings() -> None:
    row = ("大和村", "1组", "王建国", "乡长", "村建所", "张三", "13800000001")
    sheet = parse(row, HEAD, row, ("大和村", "2组", *row[2:]))
    assert [line.row for line in sheet.lines] == [2, 5]
    assert sheet.notes == ("第4行与第2行相同（大和村1组），已合并。",)


def test_namesakes_stay_apart_and_are_told() -> None:
    sheet = parse(
        ("大和村", "1组", "", "", "村建所", "李伟", "13800000001"),
        ("大和村", "2组", "", "", "财政所", "李伟", "13800000002"),
        ("大和村", "3组", "", "", "财政所", "李伟", "13800000003"),
    )
    assert len(sheet.lines) == 3
    assert sheet.notes == (
        "“李伟”同时出现在村建所、财政所，按2人登记，如是一人请在名册中合并。",
        "“李伟”在第3、4行的联系电话不同，请核对。",
    )


def test_a_filled_down_layout_is_carried_on_in_pasted_blocks() -> None:
    text = (
        "村名\t组别\t包保领导\t包保站所\t责任人\t电话\n"
        "大和村\t1组\t王建国\t村建所\t张三\t13800000001\n"
        "\t2组\t\t\t\t\n"
        "\t3组\t\t财政所\t\t\n"
        "张岭村\t1组\t李伟\t司法所\t李四\t\n"
    )
    sheet = parse_roster(read_clipboard(text))
    second, third, fourth = sheet.lines[1:]
    assert (second.village, second.leaders[0].name, second.stations) == ("大和村", "王建国", ("村建所",))
    assert second.people == (RosterPerson("张三", "13800000001", "村建所"),)
    assert (third.stations, third.people) == (("财政所",), ())
    assert fourth.leaders[0].name == "李伟"
    assert sheet.notes == ("表中留空的村、领导、站所、责任人按合并单元格沿用上一行：第3、4行。",)


def test_blank_cells_are_not_filled_in_a_complete_list() -> None:
    sheet = parse_roster(read_clipboard("村名\t包保领导\t站所\n大和村\t王建国\t村建所\n张岭村\t\t财政所\n"))
    assert sheet.lines[1].leaders == ()
    assert sheet.notes == ()


@pytest.mark.parametrize(
    ("word", "role"), [("牵头", "lead"), ("副", "deputy"), ("协同", "joint"), ("", None)]
)
def test_roles(word: str, role: str | None) -> None:
    assert only(parse(("大和村", "村建所", word), head=("村", "站所", "角色"))).role == role


def test_an_unknown_role_and_an_identity_number_are_faults() -> None:
    head = ("村", "站所", "角色", "责任人")
    assert "角色" in parse(("大和村", "村建所", "路过", ""), head=head).faults[0].text
    many = [("大和村", "村建所", "", f"张{n}") for n in range(300)]
    late = parse(*many, ("大和村", "村建所", "", "李四511902199001011234"), head=head)
    assert [fault.row for fault in late.faults] == [302]
    assert "511902" not in late.faults[0].text


def test_strange_characters_stay_text() -> None:
    name = "欧阳'%<&>_\\😀䶮"
    assert only(parse((name, "1组", "", "", "村建所", "", ""))).village == name


def test_the_selfcheck_sheet_is_read_whole() -> None:
    path = Path(__file__).parents[3] / "resources" / "selfcheck" / "roster.xls"
    sheet = parse_roster(read_sheet(path))
    assert sheet.faults == ()
    assert len({line.village for line in sheet.lines}) == 3
    assert len({(line.village, line.group) for line in sheet.lines if line.group_kind == "group"}) == 6
    assert len({station for line in sheet.lines for station in line.stations}) == 3


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "1、2、3社", "张三、李四", "合计", "13800000001", "2026-1-5", "、", "（）", "1-3"]),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=6), merged=st.booleans())
def test_any_cells_give_lines_or_faults(rows: list[list[Cell]], merged: bool) -> None:
    sheet = parse(*map(tuple, rows), merged=merged)
    assert all(fault.text.endswith("。") for fault in sheet.faults)
    assert all(line.village for line in sheet.lines)
