"""The month's circular (通报): its facts, its edited sentences, its number, and issuing it once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from core.db import Db, to_disk
from core.doors import Read, Write
from core.errors import UserError
from core.model import area, check_in, circular, doc_number, finding, inspection, score_sheet, sentence, unit
from core.queries.findings import findings_where
from core.rules.calendar import Month, cn_date, period_of
from core.rules.circular import CircularFacts, Office
from core.rules.circular_facts import Issue, circular_facts
from core.rules.evaluation import Evaluation, default_cutoff
from core.rules.rectification import Finding
from core.services.assessment import evaluate_month
from core.settings import Settings, settings_at
from core.text import safe_filename


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper, as a painter hands it over."""

    title: str
    pdf: bytes


Render = Callable[[CircularFacts, Mapping[str, str]], Printed]


@dataclass(frozen=True, slots=True)
class Dates:
    """What the clerk may set for a draft; None: as usual."""

    doc_date: date | None = None
    cutoff: date | None = None
    rectify_by: date | None = None


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


def doc_no(agency_code: str, year: int, serial: int) -> str:
    """发文字号: 〔2026〕 is U+3014 and U+3015, no 第, no padding (GB/T 9704 7.2.5)."""
    return f"{agency_code}〔{year}〕{serial}号"


def next_serial(r: Read, agency_code: str, year: int) -> int:
    """The number after the highest of the series; numbers are never reused, so gaps stay gaps."""
    where = (doc_number.c.agency_code == agency_code) & (doc_number.c.year == year)
    return int(r.value(select(func.max(doc_number.c.serial)).where(where)) or 0) + 1


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


# -- facts -----------------------------------------------------------------------------------------


def draft(
    r: Read, month: Month, dates: Dates = Dates(), *, serial: int | None = None, corrects: str | None = None
) -> tuple[CircularFacts, Evaluation]:
    """The facts of the month's circular as the record stands; the number is the next free one.

    Dates not given are those kept with the draft, else the usual ones.
    """
    start, end = period_of(month)
    if start > r.today:
        raise UserError(f"{month.label}的统计周期还没有开始，不能出通报。")
    _refuse_empty(r, month, start, end)
    dates = _over(dates, draft_dates(r, month))
    doc_date = dates.doc_date or r.today
    evaluation, data = evaluate_month(r, month, dates.cutoff or default_cutoff(month, r.today))
    settings = settings_at(r, r.today)
    issue = Issue(
        office=_office(settings),
        doc_date=doc_date,
        print_date=doc_date,
        rectify_by=dates.rectify_by or doc_date + timedelta(days=settings.demand_days),
        serial=serial or next_serial(r, settings.agency_code, doc_date.year),
        inspections=_inspections(r, start, min(end, evaluation.cutoff)),
        texts=_texts(r, [one.id for one in evaluation.findings]),
        names=dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row)),
        areas=dict(r.all(select(area.c.id, area.c.name).where(area.c.kind != "township"), lambda *row: row)),
        previous=_previous(r, month),
        corrects=corrects,
    )
    return circular_facts(evaluation, data, issue), evaluation


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


# -- the draft's sentences -------------------------------------------------------------------------


def edits_of(r: Read, month: Month) -> dict[str, str]:
    """The sentences the clerk rewrote, by key."""
    return {key: text for key, text, _ in edited_sentences(r, month)}


def edited_sentences(r: Read, month: Month) -> list[tuple[str, str, str | None]]:
    """Key, the clerk's text, and the computed sentence it replaced."""
    return r.all(
        select(sentence.c.key, sentence.c.text, sentence.c.was)
        .join(circular, circular.c.id == sentence.c.circular_id)
        .where(circular.c.month == month.text, circular.c.state == "draft"),
        lambda *row: row,
    )


def edit_sentence(w: Write, month: Month, key: str, text: str, was: str) -> None:
    """Keep the clerk's wording; ``was`` tells later whether the facts behind it have moved on."""
    draft_id = _draft_row(w, month)
    row = w.value(select(sentence.c.id).where(sentence.c.circular_id == draft_id, sentence.c.key == key))
    if row is None:
        w.insert(sentence, circular_id=draft_id, key=key, text=text, was=was)
    else:
        w.update(sentence, row, text=text, was=was)


def restore_sentence(w: Write, month: Month, key: str) -> None:
    """Back to the computed sentence."""
    row = w.value(
        select(sentence.c.id)
        .join(circular, circular.c.id == sentence.c.circular_id)
        .where(circular.c.month == month.text, circular.c.state == "draft", sentence.c.key == key)
    )
    if row is not None:
        w.delete(sentence, row)


def draft_dates(r: Read, month: Month) -> Dates:
    """The dates the clerk set for the month's draft."""
    c = circular.c
    found = r.first(select(c.doc_date, c.cutoff, c.rectify_by).where(_is_draft(month)), Dates)
    return found or Dates()


def set_dates(w: Write, month: Month, dates: Dates) -> None:
    """Keep the dates of the draft; None goes back to the usual one."""
    start, _ = period_of(month)
    doc_date = dates.doc_date or w.today
    if dates.cutoff is not None and dates.cutoff < start:
        raise UserError(f"统计截止日期早于本期第一天（{cn_date(start)}），请改晚一些。")
    if dates.cutoff is not None and dates.cutoff > doc_date:
        raise UserError("统计截止日期晚于成文日期，请改正其中一个。")
    if dates.rectify_by is not None and dates.rectify_by <= doc_date:
        raise UserError("整改期限要晚于成文日期，请改正其中一个。")
    w.update(
        circular,
        _draft_row(w, month),
        doc_date=dates.doc_date,
        cutoff=dates.cutoff,
        rectify_by=dates.rectify_by,
    )


def begin_correction(w: Write, circular_id: int) -> None:
    """更正: a new draft of the month that names the issued circular it will replace."""
    old = _issued(w, circular_id)
    month = Month.parse(old.month)
    latest = issued_for(w, month)
    if latest is not None and latest.id != old.id:
        raise UserError(f"{old.doc_no}已经由{latest.doc_no}更正，请更正后一份。")
    w.update(circular, _draft_row(w, month), corrects_id=circular_id)


def give_up_correction(w: Write, month: Month) -> None:
    """Drop the draft of a correction; what was issued stands."""
    _drop_draft(w, month)


def correction_under_way(r: Read, month: Month) -> Issued | None:
    """The issued circular that the month's draft is to replace."""
    corrects_id = r.value(select(circular.c.corrects_id).where(_is_draft(month)))
    return None if corrects_id is None else _issued(r, corrects_id)


def _draft_row(w: Write, month: Month) -> int:
    found = w.value(select(circular.c.id).where(_is_draft(month)))
    return int(found) if found is not None else w.insert(circular, month=month.text, state="draft")


def _is_draft(month: Month) -> ColumnElement[bool]:
    return (circular.c.month == month.text) & (circular.c.state == "draft")


def _over(given: Dates, kept: Dates) -> Dates:
    return Dates(
        given.doc_date or kept.doc_date,
        given.cutoff or kept.cutoff,
        given.rectify_by or kept.rectify_by,
    )


# -- issuing ---------------------------------------------------------------------------------------


def issue(
    db: Db,
    month: Month,
    render: Render,
    dates: Dates = Dates(),
    *,
    serial: int | None = None,
    corrects_id: int | None = None,
) -> Issued:
    """印发: take the number, freeze paper and data, write both beside the record; never undone.

    The number is not consumed when the files cannot be written. A month already issued is only
    issued again as the correction of an earlier circular (``corrects_id``).
    """
    written: list[Path] = []
    try:
        with db.write("印发通报", barrier=True) as w:
            facts = _facts_to_issue(w, month, dates, serial, corrects_id)
            printed = render(facts, edits_of(w, month))
            circular_id = _freeze(db, w, month, facts, printed, corrects_id, written)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    with db.read() as r:
        return next(one for one in issued_circulars(r) if one.id == circular_id)


def _facts_to_issue(
    w: Write, month: Month, dates: Dates, serial: int | None, corrects_id: int | None
) -> CircularFacts:
    before = issued_for(w, month)
    if before is not None and corrects_id is None:
        raise UserError(f"{month.label}的通报已经印发（{before.doc_no}），不能重复印发；有错请另发更正。")
    corrected = _to_correct(w, corrects_id)
    facts, _ = draft(w, month, dates, serial=serial, corrects=corrected)
    _refuse_used(w, facts.office.agency_code, facts.doc_date.year, facts.serial or 0)
    return facts


def _freeze(
    db: Db,
    w: Write,
    month: Month,
    facts: CircularFacts,
    printed: Printed,
    corrects_id: int | None,
    written: list[Path],
) -> int:
    """Paper, data and number into the record, and both beside it."""
    code, year, serial = facts.office.agency_code, facts.doc_date.year, facts.serial or 0
    number = doc_no(code, year, serial)
    name = safe_filename(f"{number} {printed.title}", "")
    data = json.loads(json.dumps(asdict(facts), ensure_ascii=False, default=str))
    circular_id = w.insert(
        circular,
        month=month.text,
        state="issued",
        title=printed.title,
        doc_date=facts.doc_date,
        cutoff=facts.cutoff,
        rectify_by=facts.rectify_by,
        corrects_id=corrects_id,
        issued_at=db.clock().isoformat(timespec="seconds"),
        file=name,
        sha256=sha256(printed.pdf).hexdigest(),
        pdf=printed.pdf,
        facts=data,
    )
    w.insert(
        doc_number,
        agency_code=code,
        year=year,
        serial=serial,
        state="used",
        title=printed.title,
        circular_id=circular_id,
        day=facts.doc_date,
    )
    _drop_draft(w, month)
    written += _write_beside(db.files / "issued", name, printed.pdf, {"doc_no": number, **data})
    return circular_id


def _to_correct(r: Read, corrects_id: int | None) -> str | None:
    return None if corrects_id is None else _issued(r, corrects_id).doc_no


def _issued(r: Read, circular_id: int) -> Issued:
    found = next((one for one in issued_circulars(r) if one.id == circular_id), None)
    if found is None:
        raise UserError("找不到要更正的那期通报，请从已印发的通报里选择。")
    return found


def _refuse_used(r: Read, code: str, year: int, serial: int) -> None:
    n = doc_number.c
    taken = r.first(
        select(n.title, n.day).where(n.agency_code == code, n.year == year, n.serial == serial),
        lambda *row: row,
    )
    if serial < 1:
        raise UserError("文号要从1开始，请改正。")
    if taken is not None:
        title, day = taken
        when = f"，{cn_date(day)}" if day else ""
        free = next_serial(r, code, year)
        raise UserError(
            f"{doc_no(code, year, serial)}已经用过（{title or '已占用'}{when}），下一个空号是{free}号。"
        )


def _drop_draft(w: Write, month: Month) -> None:
    """The draft's sentences are in the frozen paper now."""
    for draft_id in w.column(select(circular.c.id).where(_is_draft(month))):
        w.delete_all(sentence, w.column(select(sentence.c.id).where(sentence.c.circular_id == draft_id)))
        w.delete(circular, draft_id)


def _write_beside(folder: Path, name: str, pdf: bytes, data: Mapping[str, object]) -> list[Path]:
    """Paper and data outside the database too, so the register can be rebuilt from them."""
    text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    halves = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in ((".pdf", pdf), (".json", text)):
            half = folder / f".{name}{ending}.half"
            halves.append((half, folder / f"{name}{ending}"))
            half.write_bytes(content)
            to_disk(half)
        for half, target in halves:
            half.replace(target)
    except OSError as error:
        raise UserError(
            f"通报写不进“{folder}”，没有印发，文号也没有占用；请检查空间和权限后再试。"
        ) from error
    finally:
        for half, _ in halves:
            half.unlink(missing_ok=True)
    return [target for _, target in halves]


def reserve_number(
    w: Write, agency_code: str, year: int, serial: int, *, title: str = "", state: str = "used"
) -> int:
    """A number another paper of the township took; our circulars go round it."""
    _refuse_used(w, agency_code, year, serial)
    return w.insert(
        doc_number, agency_code=agency_code, year=year, serial=serial, state=state, title=title or None
    )
