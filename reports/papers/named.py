"""What 通报表扬 and 通报批评 have in common: units named alone, with the sentences the month says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.rules.circular import CircularFacts
from reports.document import (
    Attachment,
    Block,
    Document,
    Paragraph,
    Span,
)
from reports.papers.circular import doc_no, names_of
from reports.papers.circular_sentences import Said, said
from reports.papers.official import imprint, letterhead, signature
from reports.papers.wording import ordinal


def circular(
    facts: CircularFacts, title: Sequence[str], body: Iterable[Block], attachments: Iterable[Attachment] = ()
) -> Document:
    """A circular of the office under the month's dates and the next free number."""
    office = facts.office
    return Document(
        letterhead=letterhead(office, doc_no(facts)),
        title=tuple(title),
        addressee=office.addressee,
        body=tuple(body),
        signature=signature(office, facts.doc_date),
        imprint=imprint(office, facts.print_date),
        attachments=tuple(attachments),
        names=names_of(facts),
    )


def opening(facts: CircularFacts) -> Paragraph:
    """The month's own opening: purpose, basis, period, how many were judged."""
    return _paragraph(next(one for one in said(facts) if one.key == "opening"))


def named(facts: CircularFacts, key: str) -> list[Paragraph]:
    """A paragraph per unit named, numbered （一）, in the month's words; ``key`` is praise or criticism."""
    own = {f"{key}.{one.unit_id}" for one in (*facts.praise, *facts.criticism)}
    units = [one for one in said(facts) if one.key in own]
    return [_paragraph(one, f"（{ordinal(n)}）{one.lead}。") for n, one in enumerate(units, 1)]


def plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _paragraph(one: Said, lead: str = "") -> Paragraph:
    return Paragraph(tuple(replace(span, key=one.key) for span in one.spans), one.key, lead)
