"""Blocks as WPS and Excel write them: nothing is lost, whatever stands in a cell."""

from hypothesis import given
from hypothesis import strategies as st

from gui.table.blocks import from_text, to_text

CELLS = st.text(alphabet="张a1\"' \t\n，", max_size=6).map(str.strip)
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(BLOCKS)
def test_a_copied_block_comes_back(rows: list[list[str]]) -> None:
    assert from_text(to_text(rows)) == rows


def test_line_breaks_and_tabs_inside_a_quoted_cell_stay_in_it() -> None:
    block = '张玉兰\t"值守\n巡查"\t集贸市场\r\n王建国\t"入户\t宣传"\t"说""好"""\r\n'
    assert from_text(block) == [
        ["张玉兰", "值守\n巡查", "集贸市场"],
        ["王建国", "入户\t宣传", '说"好"'],
    ]


def test_a_lone_quote_is_a_character_and_swallows_no_rows() -> None:
    block = '"引号\t1\n张玉兰\t"2\n王建国\t3"寸\n李"四"\t4'
    assert from_text(block) == [['"引号', "1"], ["张玉兰", '"2'], ["王建国", '3"寸'], ['李"四"', "4"]]


def test_an_empty_line_is_a_row_without_cells_and_the_last_break_is_none() -> None:
    assert from_text("a\tb\n\nc\n") == [["a", "b"], [], ["c"]]
    assert from_text("") == []
    assert from_text("\t") == [["", ""]]


def test_a_quoted_cell_may_be_longer_than_a_page() -> None:
    long = "督查" * 100_000
    assert from_text(f'"{long}\n"\t1\n2') == [[long, "1"], ["2"]]
