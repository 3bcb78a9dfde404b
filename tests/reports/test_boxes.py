"""Where a box stands on its page, upright or turned: what a click is matched against."""

import pytest

from reports.boxes import place_of
from reports.fonts import bundled
from reports.layout import lay_out
from tests.reports.measuring import PAPERS, laid, pages


@pytest.mark.parametrize("name", ["file", "joint"])
def test_the_place_of_a_box_is_where_its_characters_are_drawn(name: str) -> None:
    for page, drawn in zip(laid(name).pages, pages(name), strict=True):
        chars = iter(drawn.chars)
        for box in page.texts:
            x0, y0, x1, y1 = place_of(box)
            for _ in box.text:
                char = next(chars)
                middle = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
                assert x0 - 1 <= middle[0] <= x1 + 1
                assert y0 - 1 <= middle[1] <= y1 + 1


def test_a_turned_box_lies_higher_than_wide() -> None:
    turned = [
        box for page in lay_out(PAPERS["file"], bundled()).pages for box in page.texts if box.turned
    ]  # fmt: skip
    assert turned
    for box in turned:
        x0, y0, x1, y1 = place_of(box)
        assert (x1 - x0, y1 - y0) == pytest.approx((box.size, box.width))
