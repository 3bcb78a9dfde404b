"""From a name on the page to the person."""

from core.rules.circular import Rows
from tests.gui.views.circular.sitting import Sitting


def test_a_name_opens_the_person(sitting: Sitting) -> None:
    sitting.page.opener.rows(sitting.page.state, Rows("person", (7, 9)))
    assert sitting.gone[-1] == ("roster", {"person": 7})
