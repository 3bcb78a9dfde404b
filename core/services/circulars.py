"""The month's circular (通报): its facts, its edited sentences, its number, and issuing it once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from core.db import Db, to_disk
from core.doors import Read, Write
from core.errors import UserError
from core.model import circular, doc_number, sentence
from core.queries.circulars import (
    USUAL,
    Dates,
    Issued,
    draft,
    edits_of,
    is_draft,
    issued_circulars,
    issued_for,
    next_serial,
    refuse_dates,
    the_issued,
)
from core.rules.calendar import Month, cn_date
from core.rules.circular import CircularFacts, Printed, doc_no
from core.text import safe_filename

Render = Callable[[CircularFacts, Mapping[str, str]], Printed]


# -- the draft's sentences -------------------------------------------------------------------------


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


def set_dates(w: Write, month: Month, dates: Dates) -> None:
    """Keep the dates of the draft; None goes back to the usual one."""
    refuse_dates(month, dates.doc_date or w.today, dates.cutoff, dates.rectify_by, w.today)
    w.update(
        circular,
        _draft_row(w, month),
        doc_date=dates.doc_date,
        cutoff=dates.cutoff,
        rectify_by=dates.rectify_by,
    )


def begin_correction(w: Write, circular_id: int) -> None:
    """更正: a new draft of the month that names the issued circular it will replace."""
    old = the_issued(w, circular_id)
    month = Month.parse(old.month)
    latest = issued_for(w, month)
    if latest is not None and latest.id != old.id:
        raise UserError(f"{old.doc_no}已经由{latest.doc_no}更正，请更正后一份。")
    w.update(circular, _draft_row(w, month), corrects_id=circular_id)


def give_up_correction(w: Write, month: Month) -> None:
    """Drop the draft of a correction; what was issued stands."""
    _drop_draft(w, month)


def _draft_row(w: Write, month: Month) -> int:
    found = w.value(select(circular.c.id).where(is_draft(month)))
    return int(found) if found is not None else w.insert(circular, month=month.text, state="draft")


# -- issuing ---------------------------------------------------------------------------------------


def issue(
    db: Db,
    month: Month,
    render: Render,
    dates: Dates = USUAL,
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
    return None if corrects_id is None else the_issued(r, corrects_id).doc_no


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
    for draft_id in w.column(select(circular.c.id).where(is_draft(month))):
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
