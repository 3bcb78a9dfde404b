"""月通报: the draft under the next free number, or the paper as it went out."""

from core.queries.papers import MonthFacts, month_facts
from reports.papers.circular import build
from reports.papers.making import Frozen, Made, Paper


def monthly(month: MonthFacts) -> Made:
    if month.issued is not None:
        return Frozen(month.issued.title, month.issued.doc_no, month.frozen)
    return build(month.facts, month.edits)


PAPER = Paper("monthly", "月通报", True, month_facts, monthly, ("month",))
