"""Where lines may end, as cases and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.compose import BODY_TYPE, Piece, set_lines, sorts
from reports.fonts import Role, bundled
from reports.linebreak import NOT_AT_END, NOT_AT_START, break_points, breaks, fill


def pieces(text: str) -> str:
    """The text with a bar wherever a line may end."""
    allowed = break_points(text)
    return "".join(char + ("|" if may else "") for char, may in zip(text, allowed, strict=True)).rstrip("|")


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("通报如下", "通|报|如|下"),
        ("通报如下：请", "通|报|如|下：|请"),
        ("（居）委", "（居）|委"),
        ("称“好”。", "称|“好”。"),
        ("《方案》的", "《方|案》|的"),
        ("于2026年10月31日前", "于|2026年10月31日|前"),
        ("9月28日—11月1日止", "9月28日—|11月1日|止"),
        ("按和创文办〔2026〕12号", "按和创文办〔2026〕12号"),
        ("共24条。", "共|24条。"),
        ("达75.00%，", "达|75.00%，"),
        ("第40周至", "第40周|至"),
        ("按3个工作日计", "按|3个工作日|计"),
        ("整改——再查", "整|改——|再|查"),
        ("等……者", "等|……|者"),
        ("见 Excel 2019 表", "见 |Excel |2019 |表"),
        ("阿依·买买提", "阿|依·|买|买|提"),
        ("东/西", "东/西"),
        ("K14+950处", "K14+950处"),
        ("63%~68%之间", "63%~68%|之|间"),
        ("达100 %以上", "达|100 %|以|上"),
        ("共 24 条。", "共 |24 条。"),
        ("于2026 年 3 月 5 日前", "于|2026 年 3 月 5 日|前"),
        ("第 12 期通报", "第 12 期|通|报"),
        ("损坏2盏", "损|坏|2盏"),
        ("不足2具", "不|足|2具"),
        ("饲养10余只鸡", "饲|养|10余只|鸡"),
        ("约3立方米土", "约|3立方米|土"),
        ("补助3万多元", "补|助|3万多元"),
    ],
)
def test_lines_end_only_where_the_standard_lets_them(text: str, parted: str) -> None:
    assert pieces(text) == parted


@pytest.mark.parametrize(
    ("text", "first", "rest", "lines"),
    [
        ("一二三四五六七八", 3, 4, ["一二三", "四五六七", "八"]),  # 3 + 4 + 1
        ("一二三四，五六", 4, 4, ["一二三", "四，五六"]),  # ， may not start line 2
        ("一二三（四五", 4, 4, ["一二三", "（四五"]),  # （ may not end line 1
        ("abcdefgh", 3, 3, ["abc", "def", "gh"]),  # wider than a line: cut where it must
        ("", 3, 3, []),
    ],
)
def test_lines_fill_as_far_as_they_go(text: str, first: float, rest: float, lines: list[str]) -> None:
    cuts = fill([1.0] * len(text), breaks(text), first, rest)
    assert [text[a:b] for a, b in cuts] == lines


def test_a_loose_line_shares_its_gap_with_the_one_before() -> None:
    text = "一" * 18 + "2026年10月31日"  # the date is 11 wide: greedy lines 10, 8 and 11 of 12
    cuts = fill([1.0] * len(text), breaks(text), 12, 12)
    assert [b - a for a, b in cuts] == [9, 9, 11]  # gaps 3 + 3 rather than 0 + 6


PARTS = st.sampled_from(
    [
        "通报",
        "表扬",
        "，",
        "。",
        "（",
        "）",
        "“",
        "”",
        "——",
        "……",
        "24条",
        "2026年3月5日",
        " word ",
        "《",
        "》",
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=60), st.integers(12, 28))
def test_lines_join_to_the_text_and_end_where_they_may(parts: list[str], width: int) -> None:
    text = "".join(parts)
    allowed = break_points(text)
    cuts = fill([1.0] * len(text), breaks(text), width - 2, width)
    assert "".join(text[a:b] for a, b in cuts) == text
    if all(allowed[b - 1] for _, b in cuts):
        assert all(text[a] not in NOT_AT_START for a, _ in cuts[1:])
        assert all(text[b - 1] not in NOT_AT_END for _, b in cuts[:-1])


@pytest.mark.parametrize(
    ("text", "names", "parted"),
    [
        ("对张堃喆的表扬", ("张堃喆",), "对|张堃喆|的|表|扬"),
        ("由大和乡创文办和村建所牵头", ("大和乡创文办", "村建所"), "由|大和乡创文办|和|村建所|牵|头"),
        ("红光村红光村", ("红光村", ""), "红光村|红光村"),
    ],
)
def test_names_are_never_torn(text: str, names: tuple[str, ...], parted: str) -> None:
    allowed = break_points(text, names)
    assert (
        "".join(c + ("|" if may else "") for c, may in zip(text, allowed, strict=True)).rstrip("|") == parted
    )


def cut(text: str, width: float) -> list[str]:
    cuts = fill([1.0] * len(text), breaks(text, cell=1.0), width, width)
    return [text[a:b] for a, b in cuts]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("督查，考核整改工作好。后续", ["督查，考核整改工作好。", "后续"]),  # 10 cells + 。: two halves
        ("督查及考核整改工作好。后续", ["督查及考核整改工作", "好。后续"]),  # one mark is not enough
        ("督查，考核整改工作好后续", ["督查，考核整改工作好", "后续"]),  # nothing would break a rule
    ],
)
def test_marks_are_narrowed_only_where_a_rule_would_break(text: str, lines: list[str]) -> None:
    assert cut(text, 10) == lines


def test_a_narrowed_line_keeps_the_measure() -> None:
    row = sorts([Piece("督查，" + "考" * 25 + "。" + "后" * 9, Role.BODY)], BODY_TYPE, bundled())
    first, second = set_lines(row, BODY_TYPE, 28 * BODY_TYPE.cell)
    assert (
        "".join(box.text for box in first.boxes) == "督查，" + "考" * 25 + "。"
    )  # 29 characters in 28 cells
    assert first.width == pytest.approx(28 * BODY_TYPE.cell)
    assert second.width == pytest.approx(9 * BODY_TYPE.cell)


def test_a_line_too_empty_to_justify_stays_ragged() -> None:
    name = "巴中市巴州区大茅坪镇创建全国文明城市指挥部办公室"  # 24 characters
    row = sorts([Piece("由" + "督" * 9 + name + "牵头" * 9, Role.BODY)], BODY_TYPE, bundled(), (name,))
    lines = set_lines(row, BODY_TYPE, 28 * BODY_TYPE.cell, names=(name,))
    said = ["".join(box.text for box in line.boxes) for line in lines]
    assert any(name in line for line in said)
    assert lines[0].width == pytest.approx(10 * BODY_TYPE.cell)
