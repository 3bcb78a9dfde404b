"""Circulars as they are read: the draft's facts and sentences, the register of what was issued."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from core.doors import Read
from core.errors import UserError
from core.model import (
    area,
    check_in,
    circular,
    doc_number,
    finding,
    inspection,
    person,
    score_sheet,
    sentence,
    unit,
)
from core.queries.duties import month_duties, spared_of
from core.queries.findings import findings_where
from core.queries.month import evaluate_month
from core.queries.numbers import next_serial
from core.rules.calendar import Month, cn_date, period_of
from core.rules.circular import CircularFacts, Difference, Office, PaperFormat, Rows, doc_no
from core.rules.circular_edits import Edits, Own
from core.rules.circular_facts import Issue, circular_facts
from core.rules.corrections import compared
from core.rules.evaluation import Evaluation, default_cutoff
from core.rules.numbers import number_years
from core.rules.rectification import Finding
from core.settings import Settings, settings_at
from core.text import split_list


@dataclass(frozen=True, slots=True)
class Dates:
    """What the clerk may set for a draft; None: as usual."""

    doc_date: date | None = None
    cutoff: date | None = None
    rectify_by: date | None = None


USUAL = Dates()


@dataclass(frozen=True, slots=True)
class Issued:
    """A circular that went out: it never changes again."""

    id: int
    month: str
    doc_no: str
    title: str
    doc_date: date
    issued_at: str
    file: str
    sha256: str
    corrects_id: int | None


def issued_circulars(r: Read) -> list[Issued]:
    """The register of what went out, newest first."""
    c, n = circular.c, doc_number.c
    columns = (
        c.id,
        c.month,
        n.agency_code,
        n.year,
        n.serial,
        c.title,
        c.doc_date,
        c.issued_at,
        c.file,
        c.sha256,
        c.corrects_id,
    )
    return r.all(
        select(*columns)
        .join(doc_number, n.circular_id == c.id)
        .where(c.state == "issued")
        .order_by(c.id.desc()),
        lambda row, month, code, year, serial, *rest: Issued(row, month, doc_no(code, year, serial), *rest),
    )


def issued_for(r: Read, month: Month) -> Issued | None:
    """The latest issued circular of a month; a correction stands above what it corrects."""
    return next((one for one in issued_circulars(r) if one.month == month.text), None)


def frozen_pdf(r: Read, circular_id: int) -> bytes:
    """The issued paper, byte for byte."""
    pdf = r.value(select(circular.c.pdf).where(circular.c.id == circular_id))
    if pdf is None:
        raise UserError("这期通报还没有印发，没有封存的文件。")
    return bytes(pdf)


def draft(
    r: Read,
    month: Month,
    dates: Dates = USUAL,
    *,
    serial: int | None = None,
    corrects: str | None = None,
    number_year: int | None = None,
    spared: bool = False,
) -> tuple[CircularFacts, Evaluation]:
    """The facts of the month's circular as the record stands; the number is the next free one.

    ``number_year`` takes it from the series of another year than that of signing.
    Dates not given are those kept with the draft, else the usual ones. ``spared`` attaches 假期与免计说明.
    """
    start, end = period_of(month)
    if start > r.today:
        raise UserError(f"{month.label}的统计周期还没有开始，不能出通报。")
    _refuse_empty(r, month, start, end)
    dates = _over(dates, draft_dates(r, month))
    doc_date = dates.doc_date or r.today
    cutoff = dates.cutoff or min(default_cutoff(month, r.today), doc_date)
    refuse_dates(month, doc_date, cutoff, dates.rectify_by, r.today)
    year = _number_year(month, doc_date, number_year)
    evaluation, data = evaluate_month(r, month, cutoff)
    settings = settings_at(r, r.today)
    issue = Issue(
        office=_office(settings),
        doc_date=doc_date,
        print_date=doc_date,
        rectify_by=dates.rectify_by or doc_date + timedelta(days=settings.demand_days),
        serial=serial or next_serial(r, settings.agency_code, year),
        inspections=_inspections(r, start, min(end, evaluation.cutoff)),
        texts=_texts(r, [one.id for one in evaluation.findings]),
        names=dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row)),
        areas=dict(r.all(select(area.c.id, area.c.name).where(area.c.kind != "township"), lambda *row: row)),
        previous=_previous(r, month),
        corrects=corrects,
        number_year=None if year == doc_date.year else year,
    )
    facts = circular_facts(evaluation, data, issue)
    facts = replace(facts, people=_people(r, facts))
    if spared or settings.attach_exemptions:
        facts = replace(facts, spared=spared_of(month_duties(r, month, cutoff)))
    if corrects is not None:
        facts = replace(facts, corrections=_corrections(r, corrects, facts))
    return facts, evaluation


def _people(r: Read, facts: CircularFacts) -> tuple[tuple[str, Rows], ...]:
    """Who is named in the remarks of the score tables; people of one name stand together."""
    remarks = "\n".join(row.remark for row in (*facts.village_scores, *facts.station_scores))
    found: dict[str, list[int]] = {}
    for row, name in r.all(select(person.c.id, person.c.name).order_by(person.c.id), lambda *row: row):
        if name in remarks:
            found.setdefault(name, []).append(row)
    return tuple((name, Rows("person", tuple(ids))) for name, ids in found.items())


def _corrections(r: Read, corrects: str, facts: CircularFacts) -> tuple[Difference, ...]:
    """Where the paper says otherwise than the issued one it replaces."""
    replaced = next((one.id for one in issued_circulars(r) if one.doc_no == corrects), None)
    frozen = r.value(select(circular.c.facts).where(circular.c.id == replaced))
    return tuple(compared(frozen, frozen_form(facts), whole=True)) if frozen else ()


def frozen_form(facts: CircularFacts) -> dict[str, Any]:
    """The facts as they are kept with an issued circular: days and fractions as text."""
    form: dict[str, Any] = json.loads(json.dumps(asdict(facts), ensure_ascii=False, default=str))
    return form


def _number_year(month: Month, doc_date: date, wanted: int | None) -> int:
    years = number_years(month, doc_date)
    if wanted is not None and wanted not in years:
        allowed = "或".join(f"{year}年" for year in years)
        raise UserError(
            f"{cn_date(doc_date)}成文的{month.label}通报不能用{wanted}年的文号，只能用{allowed}的。"
        )
    return wanted or years[0]


def refuse_dates(
    month: Month, doc_date: date, cutoff: date | None, rectify_by: date | None, today: date
) -> None:
    """UserError for dates no paper can bear: a status counted after its signing, a deadline before it."""
    start, _ = period_of(month)
    if doc_date < start:
        raise UserError(f"成文日期早于本期第一天（{cn_date(start)}），请改晚一些。")
    if cutoff is not None and cutoff < start:
        raise UserError(f"统计截止日期早于本期第一天（{cn_date(start)}），请改晚一些。")
    if cutoff is not None and cutoff > doc_date:
        raise UserError("统计截止日期晚于成文日期，请改正其中一个。")
    if cutoff is not None and cutoff > today:
        raise UserError(f"统计截止日期{cn_date(cutoff)}还没有到，请改早一些。")
    if rectify_by is not None and rectify_by <= doc_date:
        raise UserError("整改期限要晚于成文日期，请改正其中一个。")


def _inspections(r: Read, start: date, end: date) -> tuple[int, ...]:
    return tuple(r.column(select(inspection.c.id).where(inspection.c.day.between(start, end))))


def _refuse_empty(r: Read, month: Month, start: date, end: date) -> None:
    """A month nothing was recorded in has nothing to praise or blame."""
    for statement in (
        select(check_in.c.id).where(check_in.c.day.between(start, end)),
        select(finding.c.id).where(finding.c.found_on.between(start, end)),
        select(score_sheet.c.id).where(score_sheet.c.month == month.text),
    ):
        if r.value(statement.limit(1)) is not None:
            return
    raise UserError(f"{month.label}没有签到、督查和得分记录，不能出通报；请先登记或换一个月份。")


def _office(settings: Settings) -> Office:
    return Office(
        name=settings.unit_name,
        mark=settings.mark,
        agency_code=settings.agency_code,
        addressee=settings.addressee,
        cc=settings.cc,
        print_office=settings.print_office,
        programme=settings.programme,
        plan_title=settings.plan_title,
        basis=settings.basis,
        approval=settings.approval,
        format=PaperFormat(
            head="letter" if settings.paper_head == "letter" else "file",
            copy_no=settings.copy_no,
            urgency=settings.urgency,
            joint=split_list(settings.joint_issue),
            stamped=settings.stamped,
            even=settings.imprint_even,
        ),
    )


def _texts(r: Read, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Place and description by finding; a place without words of its own is named by its area."""
    f = finding.c
    rows = r.all(
        select(f.id, area.c.name, f.place, f.text)
        .outerjoin(area, area.c.id == f.area_id)
        .where(f.id.in_(ids) if ids else f.id.is_(None)),
        lambda *row: row,
    )
    return {row: (place or name or "", text) for row, name, place, text in rows}


def _previous(r: Read, month: Month) -> tuple[Finding, ...] | None:
    found = findings_where(r, finding.c.found_on.between(*period_of(month.previous)))
    return tuple(found) or None


@dataclass(frozen=True, slots=True)
class Edited:
    """The clerk's wording of a sentence and the computed one it replaced.

    ``section`` is set for a paragraph of the clerk's own; ``kept`` are the words of one left out.
    """

    text: str
    was: str = ""
    kept: str = ""
    section: str | None = None


def edits_of(r: Read, month: Month) -> Edits:
    """What the clerk did to the month's draft: words, own paragraphs, order."""
    return edits_in(edited_sentences(r, month), arrangement_of(r, month))


def edits_in(sentences: Mapping[str, Edited], order: tuple[str, ...]) -> Edits:
    """The same from rows already read."""
    own = [Own(key, one.section, one.text) for key, one in sentences.items() if one.section is not None]
    texts = {key: one.text for key, one in sentences.items() if one.section is None}
    return Edits(texts, tuple(own), order)


def edited_sentences(r: Read, month: Month) -> dict[str, Edited]:
    """The rewritten and added sentences of the draft by key, in the order they were first touched."""
    s = sentence.c
    rows = r.all(
        select(s.key, s.text, s.was, s.kept, s.section)
        .join(circular, circular.c.id == s.circular_id)
        .where(is_draft(month))
        .order_by(s.id),
        lambda *row: row,
    )
    return {key: Edited(text, was or "", kept or "", section) for key, text, was, kept, section in rows}


def arrangement_of(r: Read, month: Month) -> tuple[str, ...]:
    """The keys of the sentences the clerk moved, in order."""
    return tuple(r.value(select(circular.c.arrangement).where(is_draft(month))) or ())


def draft_dates(r: Read, month: Month) -> Dates:
    """The dates the clerk set for the month's draft."""
    c = circular.c
    found = r.first(select(c.doc_date, c.cutoff, c.rectify_by).where(is_draft(month)), Dates)
    return found or Dates()


def correction_under_way(r: Read, month: Month) -> Issued | None:
    """The issued circular that the month's draft is to replace."""
    corrects_id = r.value(select(circular.c.corrects_id).where(is_draft(month)))
    return None if corrects_id is None else the_issued(r, corrects_id)


def is_draft(month: Month) -> ColumnElement[bool]:
    return (circular.c.month == month.text) & (circular.c.state == "draft")


def _over(given: Dates, kept: Dates) -> Dates:
    return Dates(
        given.doc_date or kept.doc_date,
        given.cutoff or kept.cutoff,
        given.rectify_by or kept.rectify_by,
    )


def the_issued(r: Read, circular_id: int) -> Issued:
    found = next((one for one in issued_circulars(r) if one.id == circular_id), None)
    if found is None:
        raise UserError("找不到要更正的那期通报，请从已印发的通报里选择。")
    return found
