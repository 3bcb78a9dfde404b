"""自检 of the draft on the screen: the same points the command line tells."""

from typing import TYPE_CHECKING

from core.rules.self_check import Check, Pages, self_check
from gui.views.circular.paper import Composed

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState


def checks_of(state: "MonthState", paper: Composed) -> list[Check]:
    """All points, the blocking ones first, then the doubtful ones."""
    assert state.facts is not None
    assert state.known is not None
    return self_check(state.facts, paper.sentences, state.known, Pages(paper.missing, paper.substituted))
