"""月通报: the facts of a month to the document that praises villages and criticises stations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from core.rules.circular import CircularFacts, Named, Rows
from reports.document import Block, Document, Heading, Imprint, Letterhead, Paragraph, Signature, Span
from reports.papers.circular_sentences import Said, month_name, said
from reports.papers.circular_tables import attachments
from reports.papers.wording import ordinal

TITLE = "title"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the editor shows it: ``refs`` are the rows its figures come from."""

    key: str
    section: str
    text: str
    refs: tuple[Rows, ...]


def sentences(facts: CircularFacts) -> tuple[Sentence, ...]:
    """The title and every sentence of the circular, unedited, in order."""
    title = Sentence(TITLE, "", "".join(title_of(facts)), ())
    evidence = {f"{key}.{n.unit_id}": n.evidence for key, units in _named(facts) for n in units}
    return (
        title,
        *(
            Sentence(one.key, one.section, one.text, _refs(one, evidence.get(one.key, ())))
            for one in said(facts)
        ),
    )


def _named(facts: CircularFacts) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    return (("praise", facts.praise), ("criticism", facts.criticism))


def _refs(one: Said, evidence: tuple[Rows, ...]) -> tuple[Rows, ...]:
    found = [span.ref for span in one.spans if span.ref is not None]
    return tuple(dict.fromkeys((*found, *evidence)))


def title_of(facts: CircularFacts) -> tuple[str, ...]:
    """The title's words; a correction says so in its title."""
    corrects = ("更正",) if facts.corrects else ()
    office = facts.office.name
    return (office, "关于", *corrects, month_name(facts), "包保工作", "督查考核", "情况", "的", "通报")


def doc_no(facts: CircularFacts) -> str:
    """发文字号 of the year of signing; without a free number its place stays open."""
    serial = "　" if facts.serial is None else str(facts.serial)
    return f"{facts.office.agency_code}〔{facts.doc_date.year}〕{serial}号"


def build(facts: CircularFacts, edits: Mapping[str, str] | None = None) -> Document:
    """The document of the month; ``edits`` replaces the text of a sentence by its key."""
    changed = edits or {}
    office = facts.office
    return Document(
        letterhead=Letterhead(office.mark, doc_no(facts)),
        title=(changed[TITLE],) if changed.get(TITLE, "").strip() else title_of(facts),
        addressee=office.addressee,
        body=tuple(_blocks([_edited(one, changed) for one in said(facts)])),
        signature=Signature(office.name, facts.doc_date),
        imprint=Imprint(office.print_office, facts.print_date, office.cc),
        attachments=attachments(facts),
        names=names_of(facts),
    )


def _edited(one: Said, edits: Mapping[str, str]) -> Said:
    """A sentence in the clerk's words; a figure that still stands in it keeps its rows."""
    if one.key not in edits:
        return one
    return replace(one, spans=tuple(_rebound(edits[one.key], [span for span in one.spans if span.ref])))


def _rebound(text: str, figures: list[Span]) -> Iterator[Span]:
    for span in figures:
        before, found, after = text.partition(span.text)
        if found:
            yield Span(before)
            yield span
            text = after
    yield Span(text)


def _blocks(parts: list[Said]) -> Iterator[Block]:
    """Headings numbered in the order they occur; a sentence emptied by the clerk leaves no trace."""
    kept = [one for one in parts if one.text.strip()]
    number = 0
    for section, group in groupby(kept, key=lambda one: one.section):
        if section:
            number += 1
            yield Heading(1, f"{ordinal(number)}、{section}", f"section.{section}")
        yield from _paragraphs(list(group))


def _paragraphs(parts: list[Said]) -> Iterator[Paragraph]:
    """Sentences gathered into paragraphs, those with a running heading numbered （一）, （二）."""
    leads = 0
    gathered: list[Said] = []
    for one in parts:
        if gathered and not one.joined:
            yield _paragraph(gathered, leads)
            gathered = []
        leads += bool(one.lead)
        gathered.append(one)
    yield _paragraph(gathered, leads)


def _paragraph(parts: list[Said], number: int) -> Paragraph:
    spans = tuple(replace(span, key=one.key) for one in parts for span in one.spans if span.text)
    lead = f"（{ordinal(number)}）{parts[0].lead}。" if parts[0].lead else ""
    return Paragraph(spans, parts[0].key, lead)


def names_of(facts: CircularFacts) -> tuple[str, ...]:
    """Units and agency codes, which are not torn in the title and change font whole."""
    office = facts.office
    units = [row.unit for row in (*facts.village_scores, *facts.station_scores)]
    units += [named.unit for named in (*facts.praise, *facts.criticism)]
    units += [name for row in facts.finding_rows for name in (row.village, row.unit)]
    units += [count.name for count in (*facts.by_village, *facts.short, *facts.overdue_by_station)]
    return tuple(dict.fromkeys(name for name in (office.name, office.agency_code, *units) if name))
