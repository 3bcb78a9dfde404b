import pytest

from core.pinyin import initials, matches


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张玉兰", "zyl"),
        ("单于飞", "cyf"),
        ("单玉兰", "syl"),
        ("曾国", "zg"),
        ("解放", "xf"),
        ("仇英", "qy"),
        ("区大和", "odh"),
        ("查良", "zl"),
        ("翟天", "zt"),
        ("盖叫天", "gjt"),
        ("朴顺", "ps"),
        ("覃海", "qh"),
        ("欧阳娜娜", "oynn"),
        ("尉迟恭", "ycg"),
        ("万俟雄", "mqx"),
        ("缪荣", "mr"),
        ("张　三", "zs"),
        ("阿依古丽·买买提", "aygtmmt".replace("t", "l", 1)),
        ("", ""),
    ],
)
def test_initials_of_people(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_surname_readings_do_not_touch_places() -> None:
    assert initials("解放村", person=False) == "jfc"
    assert initials("集贸市场", person=False) == "jmsc"
    assert initials("K14路", person=False) == "k14l"


def test_a_rare_character_gives_no_letter_but_no_error() -> None:
    assert initials("李\U00032000").startswith("l")


def test_typed_text_finds_by_name_and_by_initials() -> None:
    assert matches("zyl", "张玉兰", "zyl")
    assert matches("ZY", "张玉兰", "zyl")
    assert matches("玉 兰", "张玉兰", "zyl")
    assert matches("", "张玉兰", "zyl")
    assert not matches("ly", "张玉兰", "zyl")
    assert not matches("张三", "张玉兰", "zyl")
