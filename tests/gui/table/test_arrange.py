"""Given rows sorted by what they hold, filtered by what they say, summed when they are numbers."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gui.table import Column
from gui.table.arrange import EMPTY, as_number, choices, ordered, passing, total_words


@dataclass(frozen=True, slots=True)
class Row:
    unit: str
    count: int | None
    day: date | None = None


UNIT, COUNT = Column("unit", "站所"), Column("count", "次数", kind="number")
DAY = Column("day", "日期", kind="date")
COLUMNS = (UNIT, COUNT, DAY)
ROWS = [Row("村建所", 10), Row("财政所", 9), Row("村建所", None), Row("", 100, date(2026, 1, 2))]


def test_numbers_are_sorted_as_numbers_and_nothing_comes_last() -> None:
    up = [row.count for row in ordered(ROWS, COLUMNS, "count", descending=False)]
    down = [row.count for row in ordered(ROWS, COLUMNS, "count", descending=True)]
    assert up == [9, 10, 100, None]
    assert down == [100, 10, 9, None]
    assert ordered(ROWS, COLUMNS, "", descending=False) == ROWS


def test_values_are_counted_with_the_empty_ones() -> None:
    told = [(one.words, one.count) for one in choices(ROWS, UNIT)]
    assert told == [("村建所", 2), ("财政所", 1), (EMPTY, 1)]


def test_filters_of_two_columns_both_hold() -> None:
    chosen = {"unit": frozenset({"村建所", EMPTY}), "count": frozenset({"10", "100"})}
    assert [row.count for row in passing(ROWS, COLUMNS, chosen)] == [10, 100]
    assert passing(ROWS, COLUMNS, {}) == ROWS


def test_a_sum_is_said_only_of_numbers() -> None:
    assert total_words(["5", "", "7"]) == "已选3格，合计12"
    assert total_words(["96.5分", "1.25"]) == "已选2格，合计97.75"
    assert total_words(["5", "村建所"]) == "已选2格"
    assert total_words(["", ""]) == "已选2格"
    assert as_number("1,204") == 1204
    assert as_number("第3组") is None
    assert as_number("1/3") == Fraction(1, 3)
    assert as_number("1e99999999") is None  # a power nobody waits for
    assert as_number("9" * 5000) is None
    assert as_number("²") is None


rows = st.lists(st.builds(Row, st.sampled_from(["甲", "乙", ""]), st.none() | st.integers(0, 9)))


@given(rows, st.sampled_from(["unit", "count"]), st.booleans())
def test_sorting_keeps_every_row_and_counts_add_up(found: list[Row], key: str, down: bool) -> None:
    assert sorted(map(repr, ordered(found, COLUMNS, key, descending=down))) == sorted(map(repr, found))
    column = UNIT if key == "unit" else COUNT
    assert sum(one.count for one in choices(found, column)) == len(found)
    for one in choices(found, column):
        assert len(passing(found, COLUMNS, {key: frozenset({one.value})})) == one.count
