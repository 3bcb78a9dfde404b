"""月通报: the facts of a month to the document that praises villages and criticises stations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from core.rules.circular import CircularFacts, Named, Rows, Sentence
from core.rules.circular_edits import OWN, Edits, Own, arranged, edits_from
from reports.document import Block, Document, Heading, Paragraph, Span
from reports.papers.circular_sentences import DEMANDS, SECTIONS, Said, month_name, said
from reports.papers.circular_tables import attachments
from reports.papers.official import imprint, letterhead, signature
from reports.papers.wording import ordinal

TITLE = "title"


_OWN_LEAD = re.compile(r"([^，。；：]{2,12})。(?=.)")  # 加强日常巡查。各包保人员……


def sentences(facts: CircularFacts, edits: Edits | Mapping[str, str] | None = None) -> tuple[Sentence, ...]:
    """The title and every sentence of the circular in the clerk's words and order."""
    touched = edits_from(edits)
    title = "".join(title_of(facts))
    said_title = touched.texts.get(TITLE, "").strip() or title
    evidence = {f"{key}.{n.unit_id}": n.evidence for key, units in _named(facts) for n in units}
    return (
        Sentence(TITLE, "", said_title, (), title),
        *(_sentence(one, touched, evidence.get(one.key, ())) for one in in_order(facts, touched)),
    )


def _sentence(one: Said, edits: Edits, evidence: tuple[Rows, ...]) -> Sentence:
    text = one.text if one.key.startswith(OWN) else edits.texts.get(one.key, one.text)
    computed = "" if one.key.startswith(OWN) else one.text
    return Sentence(one.key, one.section, text, _refs(one, evidence), computed, one.lead, one.joined)


def in_order(facts: CircularFacts, edits: Edits) -> Iterator[Said]:
    """The computed sentences and the clerk's own paragraphs as they follow each other on the paper."""
    parts = [*said(facts), *(_own(one) for one in edits.own)]
    for section in dict.fromkeys((*SECTIONS, *(one.section for one in parts))):
        found = {one.key: one for one in parts if one.section == section}
        yield from (found[key] for key in arranged(list(found), edits.order))


def _own(one: Own) -> Said:
    """Under 工作要求 a short first sentence becomes the running heading, as in the demands beside it."""
    lead = _OWN_LEAD.match(one.text) if one.section == DEMANDS else None
    text = one.text[lead.end() :] if lead else one.text
    return Said(one.key, one.section, (Span(text),), lead[1] if lead else "")


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
    """发文字号; without a free number its place stays open."""
    serial = "　" if facts.serial is None else str(facts.serial)
    return f"{facts.office.agency_code}〔{facts.series_year}〕{serial}号"


def build(facts: CircularFacts, edits: Edits | Mapping[str, str] | None = None) -> Document:
    """The document of the month with what the clerk did to its sentences."""
    touched = edits_from(edits)
    office = facts.office
    title = touched.texts.get(TITLE, "").strip()
    return Document(
        letterhead=letterhead(office, doc_no(facts)),
        title=(title,) if title else title_of(facts),
        addressee=office.addressee,
        body=tuple(_blocks([_edited(one, touched.texts) for one in in_order(facts, touched)])),
        signature=signature(office, facts.doc_date),
        imprint=imprint(office, facts.print_date),
        attachments=attachments(facts),
        names=names_of(facts),
    )


def _edited(one: Said, texts: Mapping[str, str]) -> Said:
    """A sentence in the clerk's words; a figure that still stands in it keeps its rows."""
    if one.key not in texts:
        return one
    return replace(one, spans=tuple(_rebound(texts[one.key], [span for span in one.spans if span.ref])))


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
    return tuple(
        dict.fromkeys(
            name for name in (office.name, office.agency_code, *office.format.joint, *units) if name
        )
    )
