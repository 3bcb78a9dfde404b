"""How titles turn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.titling import cut_long, glue, title_lines, title_words

OFFICE = "大和乡创文办"


def turned(words: tuple[str, ...], limit: float = 20) -> list[str]:
    glued = glue(words)
    widths = [sum(0.5 if char.isascii() else 1.0 for char in word) for word in glued]
    return title_lines(glued, widths, limit)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        # 6 + 2 + 5 + 4 + 4 + 5 = 26 of 20 cells; 13/13 would be a rectangle, 8/18 is a trapezoid
        (
            (OFFICE, "关于", "2026年10月", "包保工作", "督查考核", "情况", "的", "通报"),
            ["大和乡创文办关于", "2026年10月包保工作督查考核情况的通报"],
        ),
        # 38 of 20 cells: 12/13/13 would be a rectangle, 10/15/13 is a diamond
        (
            (
                "大和乡人民政府办公室",
                "关于",
                "2026年10月",
                "创建全国文明城市",
                "包保工作",
                "督查考核",
                "情况",
                "的",
                "通报",
            ),
            ["大和乡人民政府办公室", "关于2026年10月创建全国文明城市", "包保工作督查考核情况的通报"],
        ),
        ((OFFICE, "关于", "表扬", "的", "通报"), ["大和乡创文办关于表扬的通报"]),  # 13: one line
    ],
)
def test_titles_turn_by_meaning_and_shape(words: tuple[str, ...], lines: list[str]) -> None:
    assert turned(words) == lines


@pytest.mark.parametrize(
    ("words", "glued"),
    [
        (("情况", "的", "通报"), ["情况的通报"]),
        (("印发", "《", "方案", "》", "的", "通知"), ["印发", "《方案》的通知"]),
        (("督查", "、", "考核"), ["督查、", "考核"]),
    ],
)
def test_nothing_leaning_starts_a_line(words: tuple[str, ...], glued: list[str]) -> None:
    assert glue(words) == glued


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "大和乡创文办关于2026年10月包保工作督查情况的通报",
            (OFFICE, "关于", "2026年10月", "包保工作", "督查", "情况", "的", "通报"),
        ),
        ("关于印发《大和乡方案》的通知", ("关于", "印发", "《大和乡方案》", "的", "通知")),
    ],
)
def test_a_typed_title_is_cut_into_its_words(text: str, words: tuple[str, ...]) -> None:
    assert title_words(text, (OFFICE,)) == words


WORDS = st.lists(st.integers(2, 6).map(lambda n: "工" * n), min_size=2, max_size=9)


@given(WORDS)
def test_lines_keep_order_and_width_and_the_tail_together(words: list[str]) -> None:
    lines = turned((*words, "情况", "的", "通报"))
    assert "".join(lines) == "".join(words) + "情况的通报"
    assert all(len(line) <= 20 for line in lines)
    assert all(not line.startswith("的") and line not in ("通报", "的通报") for line in lines)
    rises = [len(b) - len(a) for a, b in pairwise(lines)]
    if len(lines) > 1 and len(words) > 4:
        assert not any(a < 0 < b for a, b in pairwise(rises))  # never an hourglass


def test_a_name_wider_than_a_line_turns_after_its_town() -> None:
    name = "巴中市巴州区大茅坪镇创建全国文明城市指挥部办公室"
    parts = cut_long(name, len(name), 20)
    assert parts == ["巴中市巴州区大茅坪镇", "创建全国文明城市指挥部办公室"]
    lines = turned((*parts, "关于", "2026年10月", "包保工作", "督查考核", "情况", "的", "通报"))
    assert len(lines) <= 4
    assert "".join(lines) == name + "关于2026年10月包保工作督查考核情况的通报"


@given(st.text("甲乙丙市镇", min_size=1, max_size=90))
def test_no_part_of_a_name_is_wider_than_a_line(name: str) -> None:
    parts = cut_long(name, len(name), 20)
    assert "".join(parts) == name
    assert max(map(len, parts)) <= 20


def test_a_title_of_many_words_is_filled_without_trying_every_turning() -> None:
    words = ("关于", *["督查考核"] * 60, "情况", "的", "通报")  # 10^15 turnings into 13 lines
    lines = turned(words)
    assert "".join(lines) == "".join(words)
    assert all(len(line) <= 20 for line in lines)
    assert lines[-1].endswith("情况的通报")
