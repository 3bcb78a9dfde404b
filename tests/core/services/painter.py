"""A painter of our own that says who is named: the real one is tested under tests/reports and tests/cli."""

from core.rules.circular import CircularFacts, Named, Printed, Sentence
from core.rules.circular_edits import Edits


def paint(facts: CircularFacts, _edits: Edits) -> Printed:
    """The title, and the names of those praised and criticised."""
    sentences = [
        *_named("praise", "通报表扬", facts.praise),
        *_named("criticism", "通报批评", facts.criticism),
    ]
    title = f"关于{facts.year}年{facts.month}月督查情况的通报"
    return Printed(title, f"%PDF {facts.doc_no} /Type /Page /Type /Pages".encode(), tuple(sentences))


def _named(kind: str, section: str, named: tuple[Named, ...]) -> list[Sentence]:
    words = "、".join(one.unit for one in named)
    return [Sentence(f"{kind}.names", section, words, computed=words)] if named else []
