"""Where printed words answer a click: upright ones, and those of a table that lies on its side."""

from core.rules.circular import Rows
from gui.views.circular.paper import Printing, _boxes
from reports.boxes import Page, TextBox

UPRIGHT = TextBox(100, 200, "到岗30人次", "F", 16, 96, key="visits", ref=Rows("check_in", (1,)))
LYING = TextBox(300, 500, "大坪村", "F", 12, 36, key="praise.4", turned=True)


def test_a_click_finds_the_words_under_it() -> None:
    page = Page(1, (UPRIGHT, LYING), ())
    printed = Printing((page,), _boxes((page,)), 1)
    assert (found := printed.at(0, 150, 195)) is not None and found.key == "visits"
    assert printed.at(0, 150, 160) is None
    for y in (498, 480, 466):
        assert (found := printed.at(0, 296, y)) is not None and found.key == "praise.4"
    assert printed.at(0, 310, 505) is None and printed.at(0, 330, 480) is None
    assert printed.at(1, 150, 195) is None
