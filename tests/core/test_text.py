from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    Unreadable,
    clean,
    clean_name,
    clean_phone,
    looks_like_id_number,
    mask_phone,
    parse_day,
    safe_filename,
    split_list,
    text_of,
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("　１２３ＡＢｃ ", "123ABc"),
        ("大和\u200b村\ufeff", "大和村"),
        ("\u202e张三\u202c", "张三"),
        ("a\x00b\x07c", "abc"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("（一）：；，。", "（一）：；，。"),
        ("坏\ud800字", "坏\ufffd字"),
        ("𬭩😀", "𬭩😀"),
        ("②㈠", "②㈠"),
        ("", ""),
    ],
)
def test_clean_keeps_what_is_meant(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize("scrub", [clean, clean_name])
@given(text=st.text(st.characters(categories=["L", "N", "P", "Z", "C", "S"])))
def test_cleaning_twice_changes_nothing_more(scrub: Callable[[str], str], text: str) -> None:
    once = scrub(text)
    assert scrub(once) == once
    once.encode()  # no lone surrogate is left


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("大 和 社 区", "大和社区"),
        ("John  Smith", "John Smith"),
        ("䶮𬭩", "䶮𬭩"),
    ],
)
def test_names_lose_only_the_spaces_that_align_them(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "digits"),
    [
        ("13800000001", "13800000001"),
        (13800000001.0, "13800000001"),
        (13800000001, "13800000001"),
        ("１３８ ００００ ０００１", "13800000001"),
        ("+86 138-0000-0001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("008613800000001", "13800000001"),
        ("0827-5221234", "08275221234"),
        ("（0827）5221234", "08275221234"),
        ("5221234", "5221234"),
        ("", None),
        (None, None),
        ("　", None),
    ],
)
def test_phones_become_digits(raw: object, digits: str | None) -> None:
    assert clean_phone(raw) == digits


@pytest.mark.parametrize("raw", ["1380000", "138000000011", "12800000001", "无", "138a0000001", "①②③④⑤⑥⑦"])
def test_no_phone_is_guessed(raw: str) -> None:
    with pytest.raises(Unreadable, match="不是有效号码"):
        clean_phone(raw)


def test_lists_are_split_outside_brackets_only() -> None:
    assert split_list("张三、李四,王五；赵六/钱七\n孙八") == ("张三", "李四", "王五", "赵六", "钱七", "孙八")
    assert split_list("张三（支书、主任）、李四") == ("张三（支书、主任）", "李四")
    assert split_list("买买提·艾力") == ("买买提·艾力",)
    assert split_list("张三)、李四") == ("张三)", "李四")
    assert split_list("、 、") == ()
    assert split_list("") == ()


def test_phones_are_masked() -> None:
    assert mask_phone("13800000001") == "138****0001"
    assert mask_phone("08275221234") == "082****1234"
    assert mask_phone("5221234") == "****234"
    assert mask_phone("") == ""


def test_identity_numbers_are_recognised() -> None:
    assert looks_like_id_number("511902199001011234")
    assert looks_like_id_number("张三511902199001011234，男")
    assert looks_like_id_number("51190219900101123X")
    assert looks_like_id_number("511902900101123")
    assert not looks_like_id_number("13800000001")
    assert not looks_like_id_number("622848123456789012345")


@given(st.text())
def test_file_names_are_safe_on_every_system(title: str) -> None:
    name = safe_filename(title, ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\n\0')
    assert name != ".pdf"


def test_file_names_keep_their_words() -> None:
    assert safe_filename("关于10月的通报: A/B", ".pdf") == "关于10月的通报： A／B.pdf"
    assert safe_filename("CON", ".xlsx") == "_CON.xlsx"
    assert safe_filename(" .. ", ".pdf") == "未命名.pdf"


@pytest.mark.parametrize(
    "value",
    [
        "2026.1.5",
        "2026-1-5",
        "2026/01/05",
        "2026年1月5日",
        "2026 年 1 月 5 号",
        "20260105",
        20260105,
        "２０２６－１－５".replace("－", "-"),
        "2026-01-05 08:30",
        "2026-01-05T08:30:00",
        "2026年1月5日（周一）",
        "2026-1-5 星期一",
        46027,
        46027.35,
        date(2026, 1, 5),
        datetime(2026, 1, 5, 8, 30),
    ],
)
def test_days_in_every_usual_writing(value: object) -> None:
    assert parse_day(value) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("26.1.5", "四位"),
        ("5/1/2026", "四位"),
        ("1月5日", "没有写年份"),
        ("10-28", "没有写年份"),
        ("2026-2-30", "不存在"),
        ("2026.13.1", "不存在"),
        ("2026-1.5", "不是有效日期"),
        ("46027", "不是有效日期"),
        ("昨天", "不是有效日期"),
        ("", "不是有效日期"),
        (True, "不是有效日期"),
        (2026, "不是有效日期"),
        (float("nan"), "不是有效日期"),
        (float("inf"), "不是有效日期"),
        ("1026-1-5", "年份"),
        (date(1900, 1, 1), "年份"),
    ],
)
def test_no_day_is_guessed(value: object, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse_day(value)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}"):
        assert parse_day(text) == day
    assert parse_day((day - date(1899, 12, 30)).days) == day


def test_values_read_as_the_clerk_sees_them() -> None:
    shown = [text_of(value) for value in (None, True, 3.0, 0.1, date(2026, 1, 5), "x")]
    assert shown == ["", "是", "3", "0.1", "2026-01-05", "x"]
    assert text_of(float("nan")) == "nan"
