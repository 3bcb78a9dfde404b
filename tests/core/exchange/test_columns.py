import pytest

from core.errors import UserError
from core.exchange.columns import find_heading, guess_heading, recognised
from core.exchange.fields import CHECK_IN_FIELDS, ROSTER_FIELDS, SCORE_FIELDS
from core.exchange.grid import Cell, Grid


def grid_of(*rows: tuple[Cell, ...], merged: bool = False) -> Grid:
    width = max(map(len, rows))
    padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Grid("名册.xlsx", None, padded, tuple(range(1, len(rows) + 1)), merged)


DATA = ("大和村", "1组", "王建国", "乡长", "13800000001", "村建所", "张玉兰", "13800000002")


def test_the_domain_layout_with_two_phone_columns() -> None:
    head = ("村名", "组别", "包保领导", "职务", "电话", "包保站所", "责任人", "电话")
    mapping = find_heading(grid_of(head, DATA), ROSTER_FIELDS)
    keys = ("village", "group", "leader", "leader_title", "leader_phone", "station", "people", "phone")
    assert tuple(mapping.index(key) for key in keys) == tuple(range(8))
    assert mapping.first_row == 1
    assert mapping.title("phone") == "电话"


def test_our_own_export_layout() -> None:
    head = ("村(社区)", "组别", "包保领导", "职务", "包保站所", "责任人", "联系电话", "起始日期", "截止日期")
    mapping = find_heading(grid_of(head, DATA), ROSTER_FIELDS)
    keys = (
        "village",
        "group",
        "leader",
        "leader_title",
        "station",
        "people",
        "phone",
        "valid_from",
        "valid_to",
    )
    assert tuple(mapping.index(key) for key in keys) == tuple(range(9))


@pytest.mark.parametrize("merged", [True, False])
def test_headings_in_two_rows_below_titles(merged: bool) -> None:
    title: tuple[Cell, ...] = ("大和乡包保名册",) * 8 if merged else ("大和乡包保名册",)
    filled: Cell = "包保领导" if merged else ""
    grid = grid_of(
        title,
        ("填报单位：创文办", "", "", "", "", "", "日期：2026年10月"),
        (
            "村（社区）",
            "组 别",
            "包保领导",
            filled,
            filled,
            "包保站所",
            "责 任 人",
            "责 任 人" if merged else "",
        ),
        ("村（社区）", "组 别", "姓　名", "职务", "电话", "包保站所", "姓名", "联系电话")
        if merged
        else ("", "", "姓　名", "职务", "电话", "", "姓名", "联系电话"),
        DATA,
        merged=merged,
    )
    mapping = find_heading(grid, ROSTER_FIELDS)
    keys = ("village", "group", "leader", "leader_title", "leader_phone", "station", "people", "phone")
    assert tuple(mapping.index(key) for key in keys) == tuple(range(8))
    assert mapping.first_row == 4
    assert mapping.preview(grid) == (DATA,)


def test_headings_in_three_rows() -> None:
    grid = grid_of(
        ("基本情况", "基本情况", "包保力量", "包保力量", "包保力量"),
        ("村名", "组别", "包保领导", "包保领导", "包保站所"),
        ("村名", "组别", "姓名", "职务", "包保站所"),
        ("大和村", "1组", "王建国", "乡长", "村建所"),
        merged=True,
    )
    mapping = find_heading(grid, ROSTER_FIELDS)
    assert mapping.first_row == 3
    assert mapping.index("leader") == 2
    assert mapping.index("leader_title") == 3


def test_extra_columns_are_reported() -> None:
    mapping = find_heading(grid_of(("序号", "姓名", "日期", "天气")), CHECK_IN_FIELDS)
    assert mapping.ignored() == ("序号", "天气")


def test_missing_columns_are_named_with_what_was_seen() -> None:
    with pytest.raises(UserError) as caught:
        find_heading(grid_of(("姓名", "单位", "天气"), ("张三", "村建所", "晴")), CHECK_IN_FIELDS)
    assert caught.value.text == (
        "“名册.xlsx”里没有找到“日期”列，看到的是：姓名、单位、天气，请在表头补上列名，或在导入时指定。"
    )


def test_a_sheet_without_heading_shows_its_first_row() -> None:
    with pytest.raises(UserError, match=r"“村/单位”、“得分”.*看到的是：大和村、87"):
        find_heading(grid_of(("大和村", 87.0)), SCORE_FIELDS)
    assert not recognised(grid_of(("大和村", 87.0)), SCORE_FIELDS)


def test_the_clerk_corrects_the_guess() -> None:
    grid = grid_of(("姓名", "何时", "单位"), ("张三", "2026-10-28", "村建所"))
    guess = guess_heading(grid, CHECK_IN_FIELDS)
    assert [field.key for field in guess.missing()] == ["day"]
    corrected = guess.with_column("day", 1).with_column("unit", None)
    assert not corrected.missing()
    assert corrected.index("day") == 1
    assert corrected.index("unit") is None
    assert corrected.with_column("note", 1).index("day") is None


@pytest.mark.parametrize(
    "rows",
    [
        (("姓名", "日期", "身份证号"), ("张三", "2026-10-28", "")),
        (("姓名", "日期", "公民身份号码"), ("张三", "2026-10-28", "")),
        (("姓名", "日期", "编码"), ("张三", "2026-10-28", "511902199001011234")),
    ],
)
def test_identity_numbers_are_refused(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(UserError, match="身份证号"):
        find_heading(grid_of(*rows), CHECK_IN_FIELDS)


def test_an_empty_grid_is_told() -> None:
    with pytest.raises(UserError, match="没有内容"):
        find_heading(Grid("a.csv", None, (), ()), CHECK_IN_FIELDS)
