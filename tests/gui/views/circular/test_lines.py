"""What the clerk's words become when the facts behind them move on."""

from hypothesis import given
from hypothesis import strategies as st

from gui.views.circular.lines import carried_over, moved_figures


def test_figures_that_moved_are_named_with_their_unit() -> None:
    was, now = "逾期未整改3条，其中村建所3条。", "逾期未整改4条，其中村建所4条。"
    assert moved_figures(was, now) == (("3条", "4条"), ("3条", "4条"))
    assert moved_figures(was, was) == ()
    assert moved_figures("整改率80.56%。", "整改率81%。") == (("80.56%", "81%"),)


WAS, NOW = "逾期未整改3条，其中村建所3条。", "逾期未整改4条，其中村建所4条。"


def test_the_clerks_words_take_the_new_figures() -> None:
    text = "截至本月底，逾期未整改3条，都在村建所3条。"
    assert carried_over(text, WAS, NOW) == "截至本月底，逾期未整改4条，都在村建所4条。"
    more = NOW.replace("。", "、财政所1条。")
    assert carried_over("还有3条，其中村建所3条。", NOW.replace("4", "3"), more.replace("4", "3")) == (
        "还有3条，其中村建所3条、财政所1条。"
    )


def test_the_figure_at_its_own_place_moves_and_no_other() -> None:
    was, now = "村建所1条、财政所1条。", "村建所1条、财政所2条。"
    assert carried_over("其中村建所1条、财政所1条。", was, now) == "其中村建所1条、财政所2条。"


def test_words_without_the_figure_cannot_take_it() -> None:
    assert carried_over("都没有改好。", WAS, NOW) is None


@given(st.lists(st.integers(0, 999), min_size=1, max_size=5), st.lists(st.integers(0, 999), min_size=5))
def test_an_untouched_sentence_becomes_the_computed_one(old: list[int], new: list[int]) -> None:
    def say(numbers: list[int]) -> str:
        names = "村财文司党"
        return "、".join(f"{name}所{number}条" for name, number in zip(names, numbers, strict=False)) + "。"

    was, now = say(old), say(new[: len(old)])
    assert carried_over(was, was, now) == now
