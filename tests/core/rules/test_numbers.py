"""Numbers are given once, in order; gaps stay gaps."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.calendar import Month
from core.rules.numbers import LAST, Held, fits_line, gaps, next_free, number_years, refusal

USED, RESERVED, VOID = Held("used", "通知"), Held("reserved", "总结"), Held("void", "方案")
SERIES = st.dictionaries(st.integers(1, 60), st.sampled_from((USED, RESERVED, VOID)), max_size=40)


@given(SERIES)
def test_the_next_number_is_free_and_nothing_given_out_comes_after_it(held: dict[int, Held]) -> None:
    serial = next_free(held)
    assert serial not in held
    assert all(one < serial for one, what in held.items() if what.state != "reserved")
    assert refusal("和创文办", 2026, serial, held) == ""


@given(SERIES)
def test_gaps_and_numbers_together_are_the_whole_series(held: dict[int, Held]) -> None:
    runs = gaps(held)
    unused = [serial for first, last in runs for serial in range(first, last + 1)]
    last = max((serial for serial, what in held.items() if what != RESERVED), default=0)
    assert sorted([*unused, *(one for one in held if one <= last)]) == list(range(1, last + 1))
    assert all(after[0] - before[1] > 1 for before, after in pairwise(runs))


def test_a_number_kept_for_later_is_gone_round() -> None:
    held = {1: USED, 2: USED, 3: RESERVED, 9: RESERVED}
    assert next_free(held) == 4
    assert next_free(held | {4: VOID}) == 5
    assert next_free({2: RESERVED}) == 1


def test_a_refusal_says_what_took_the_number() -> None:
    held = {12: Held("used", "关于防汛的通知", date(2026, 7, 1)), 13: RESERVED, 14: VOID}
    assert refusal("和创文办", 2026, 12, held) == (
        "和创文办〔2026〕12号已经用过（关于防汛的通知，2026年7月1日），下一个可用的是15号。"
    )
    assert "13号已经预留（总结）" in refusal("和创文办", 2026, 13, held)
    assert refusal("和创文办", 2026, 13, held, reserved=True) == ""
    assert "14号已经作废，不再使用（方案）" in refusal("和创文办", 2026, 14, held, reserved=True)
    assert "在1和99999之间" in refusal("和创文办", 2026, 0, held)
    assert "在1和99999之间" in refusal("和创文办", 2026, LAST + 1, held)


@pytest.mark.parametrize(
    ("month", "day", "years"),
    [
        (Month(2026, 12), date(2027, 1, 6), (2027, 2026)),
        (Month(2026, 12), date(2026, 12, 31), (2026,)),
        (Month(2027, 1), date(2027, 2, 3), (2027,)),
        (Month(2025, 12), date(2027, 1, 6), (2027,)),
    ],
)
def test_only_a_paper_for_the_year_before_asks_for_the_year(
    month: Month, day: date, years: tuple[int, ...]
) -> None:
    assert number_years(month, day) == years


def test_a_number_stands_on_one_line_of_28_characters() -> None:
    assert fits_line("和创文办", 2026)
    assert fits_line("字" * 21, 2026) and not fits_line("字" * 22, 2026)  # 〔2026〕 4, 999号 2.5
