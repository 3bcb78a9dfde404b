"""The list paper, measured in its PDF."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pdfplumber
from hypothesis import given
from hypothesis import strategies as st

from reports.papers.listing import Listing, listing_pdf

MM = 72 / 25.4
HEADS = ("序号", "村（居）", "责任站所", "问题", "责任人")


def pages(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Any]:
    listing = Listing("督查整改清单", "10月1日—31日", date(2026, 11, 24), columns, rows, "大和乡创文办")
    return list(pdfplumber.open(io.BytesIO(listing_pdf(listing))).pages)


def findings(count: int) -> list[list[str]]:
    text = "3组公示栏旁小广告未清理，楼道堆放杂物，堵住消防通道"
    return [[str(number), "大和社区", "村建所", text, "李伟"] for number in range(1, count + 1)]


def test_title_period_day_and_page_count_stand_on_it_and_heads_repeat() -> None:
    made = pages(HEADS, findings(90))
    texts = [page.extract_text() for page in made]
    assert "督查整改清单" in texts[0] and "10月1日—31日" in texts[0]
    assert "制表日期：2026年11月24日" in texts[0]
    for number, text in enumerate(texts, 1):
        assert "责任站所" in text
        assert f"第{number}页，共{len(made)}页" in text


def test_seven_columns_stand_upright_and_eight_lie() -> None:
    upright = pages(["列"] * 7, [["1"] * 7])[0]
    lying = pages(["列"] * 8, [["1"] * 8])[0]
    assert upright.width < upright.height
    assert lying.width > lying.height


def test_figures_end_at_the_right_edge_of_their_column_and_words_start_at_the_left() -> None:
    page = pages(("站所", "人次"), [["村建所", "7"], ["农业服务中心", "1204"]])[0]
    words = {word["text"]: word for word in page.extract_words()}
    assert abs(words["7"]["x1"] - words["1204"]["x1"]) < 0.5
    assert abs(words["村建所"]["x0"] - words["农业服务中心"]["x0"]) < 0.5


def test_a_two_character_name_is_set_as_wide_as_three() -> None:
    page = pages(("责任人",), [["李伟"], ["王建国"]])[0]
    ends = {char["text"]: char["x1"] for char in page.chars if char["text"] in "伟国"}
    assert abs(ends["伟"] - ends["国"]) < 0.5


def test_an_empty_list_says_so() -> None:
    assert "没有符合条件的记录。" in pages(HEADS, [])[0].extract_text()


@given(
    st.lists(
        st.lists(st.text(alphabet="村建所李伟1204%—，。（）a ", max_size=60), min_size=3, max_size=3),
        max_size=40,
    )
)
def test_nothing_leaves_the_paper(rows: list[list[str]]) -> None:
    for page in pages(("一", "二", "三"), rows):
        for char in page.chars:
            assert char["x0"] >= 20 * MM - 1 and char["x1"] <= 190 * MM + 1
            assert char["top"] > 0 and char["bottom"] < 297 * MM
