"""The order the clerk gives the sentences of a draft."""

from hypothesis import given
from hypothesis import strategies as st

from core.rules.circular_edits import arranged, moved, paragraphs

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS)
def test_an_order_loses_and_adds_nothing(natural: list[str], order: list[str]) -> None:
    placed = arranged(natural, order)
    assert sorted(placed) == sorted(natural)
    assert [key for key in placed if key in order] == [key for key in order if key in natural]


def test_a_sentence_that_came_with_new_facts_follows_its_own_predecessor() -> None:
    assert arranged(["a", "b", "new", "c"], ["c", "b", "a"]) == ["c", "b", "new", "a"]
    assert arranged(["new", "a"], ["a"]) == ["new", "a"]
    assert arranged(["a", "b"], []) == ["a", "b"]


@given(KEYS.filter(len), st.data())
def test_a_step_down_and_up_again_changes_nothing(keys: list[str], data: st.DataObject) -> None:
    joined = data.draw(st.sets(st.sampled_from(keys)))
    key = data.draw(st.sampled_from(keys))
    down = moved(keys, joined, key, 1)
    assert sorted(down) == sorted(keys)
    if down != keys and keys[0] not in joined:  # the first sentence of a section always begins a paragraph
        assert moved(down, joined, key, -1) == keys


def test_a_paragraph_moves_whole_and_a_joined_sentence_within_it() -> None:
    keys, joined = ["visits", "short", "exempt", "findings", "overdue"], ["short", "exempt", "overdue"]
    assert paragraphs(keys, joined) == [["visits", "short", "exempt"], ["findings", "overdue"]]
    assert moved(keys, joined, "findings", -1) == ["findings", "overdue", "visits", "short", "exempt"]
    assert moved(keys, joined, "exempt", -1) == ["visits", "exempt", "short", "findings", "overdue"]
    assert moved(keys, joined, "short", -1) == keys
    assert moved(keys, joined, "exempt", 1) == keys
    assert moved(keys, joined, "findings", 1) == keys
