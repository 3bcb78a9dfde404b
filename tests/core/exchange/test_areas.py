import pytest

from core.exchange.areas import area_kind, group_kind, split_groups
from core.text import Unreadable


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("1、2、3社", ("1社", "2社", "3社")),
        ("1-3组", ("1组", "2组", "3组")),
        ("1—3 组", ("1组", "2组", "3组")),
        ("第1至3组", ("1组", "2组", "3组")),
        ("1组-3组", ("1组", "2组", "3组")),
        ("一组、二组", ("1组", "2组")),
        ("一、二、十一社", ("1社", "2社", "11社")),
        ("二十三组", ("23组",)),
        ("第三村民小组", ("3组",)),
        ("１、２组", ("1组", "2组")),
        ("1.2.3社", ("1社", "2社", "3社")),
        ("1社，3组", ("1社", "3组")),
        ("3", ("3组",)),
        ("1、1组", ("1组",)),
        ("1 组", ("1组",)),
        ("1、2组，4—6组", ("1组", "2组", "4组", "5组", "6组")),
        ("集贸市场", ("集贸市场",)),
        ("1组、聚居点", ("1组", "聚居点")),
        ("和平组", ("和平组",)),
        ("全村", ()),
        ("", ()),
    ],
)
def test_groups_are_split_and_numbered(text: str, groups: tuple[str, ...]) -> None:
    assert split_groups(text) == groups


def test_the_heading_gives_the_word() -> None:
    assert split_groups("1、2", "社") == ("1社", "2社")


@pytest.mark.parametrize("text", ["3-1组", "1-999组"])
def test_impossible_ranges_are_faults(text: str) -> None:
    with pytest.raises(Unreadable, match="范围"):
        split_groups(text)


def test_kinds_of_areas() -> None:
    names = ("大和社区", "张岭村", "大和居委会", "大和集贸市场", "新民聚居点", "全乡")
    kinds = ["community", "village", "community", "market", "settlement", "township"]
    assert [area_kind(name) for name in names] == kinds
    assert [group_kind(name) for name in ("1组", "3社", "集贸市场", "聚居点", "K14+950")] == [
        "group",
        "group",
        "market",
        "settlement",
        "point",
    ]
