"""更正通报: the month anew under its own number; the month's own builder declares the earlier one void."""

from core.queries.papers import CorrectionFacts, correction_facts
from reports.document import Document
from reports.papers.circular import build
from reports.papers.making import Paper


def correction(found: CorrectionFacts) -> Document:
    """What issuing the correction would print."""
    return build(found.facts, found.edits)


PAPER = Paper("correction", "更正通报", True, correction_facts, correction, ("month",))
