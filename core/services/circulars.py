"""The month's circular (通报): its facts, its edited sentences, its number, and issuing it once."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from core.db import Db
from core.doors import Read, Write
from core.errors import UserError
from core.model import circular, sentence
from core.queries.circulars import (
    USUAL,
    Dates,
    Issued,
    arrangement_of,
    draft,
    edits_of,
    frozen_form,
    is_draft,
    issued_circulars,
    issued_for,
    refuse_dates,
    the_issued,
)
from core.queries.self_check import known_of
from core.rules.calendar import Month
from core.rules.circular import CircularFacts, Printed
from core.rules.circular_edits import OWN, Edits
from core.rules.self_check import Check, Known, Pages, blocking, self_check
from core.services.issued import RegisterEntry, drop_draft, enter, refuse_lost, write_beside
from core.services.numbers import refuse_taken
from core.text import safe_filename

Render = Callable[[CircularFacts, Edits], Printed]


# -- the draft's sentences -------------------------------------------------------------------------


def edit_sentence(w: Write, month: Month, key: str, text: str, was: str) -> None:
    """Keep the clerk's wording; ``was`` tells later whether the facts behind it have moved on."""
    draft_id = _draft_row(w, month)
    row = _sentence_row(w, month, key)
    if row is None:
        w.insert(sentence, circular_id=draft_id, key=key, text=text, was=was)
    elif key.startswith(OWN):
        w.update(sentence, row, text=text, kept=None)
    else:
        w.update(sentence, row, text=text, was=was, kept=None)


def restore_sentence(w: Write, month: Month, key: str) -> None:
    """Back to the computed sentence; a paragraph of the clerk's own is taken away."""
    row = _sentence_row(w, month, key)
    if row is not None:
        w.delete(sentence, row)


def leave_out(w: Write, month: Month, key: str, was: str) -> None:
    """Do not print a sentence; the clerk's words of it are kept for when it is wanted again."""
    row = _sentence_row(w, month, key)
    if row is None:
        w.insert(sentence, circular_id=_draft_row(w, month), key=key, text="", was=was)
        return
    words = (w.values(sentence, row) or {})["text"]
    if words:
        w.update(sentence, row, text="", kept=words)


def take_in(w: Write, month: Month, key: str) -> None:
    """Print a sentence left out again, in the clerk's words where there are any."""
    row = _sentence_row(w, month, key)
    kept = None if row is None else (w.values(sentence, row) or {})["kept"]
    if row is not None and kept:
        w.update(sentence, row, text=kept, kept=None)
    else:
        restore_sentence(w, month, key)


def add_paragraph(w: Write, month: Month, section: str, text: str, *, after: str, keys: Sequence[str]) -> str:
    """A paragraph of the clerk's own behind ``after`` among the section's ``keys``; returns its key."""
    if not text.strip():
        raise UserError("新增的一段还没有写字，请写好后再保存。")
    draft_id = _draft_row(w, month)
    taken = w.column(select(sentence.c.key).where(sentence.c.circular_id == draft_id))
    numbers = [int(key.removeprefix(OWN)) for key in taken if key.startswith(OWN)]
    key = f"{OWN}{max(numbers, default=0) + 1}"
    w.insert(sentence, circular_id=draft_id, key=key, section=section, text=text.strip())
    place = keys.index(after) + 1 if after in keys else 0
    arrange(w, month, [*keys[:place], key, *keys[place:]])
    return key


def arrange(w: Write, month: Month, keys: Sequence[str]) -> None:
    """Put the sentences of a section in this order; sentences not named keep theirs."""
    draft_id = _draft_row(w, month)
    others = [key for key in arrangement_of(w, month) if key not in keys]
    w.update(circular, draft_id, arrangement=[*others, *keys])


def _sentence_row(w: Write, month: Month, key: str) -> int | None:
    found: int | None = w.value(
        select(sentence.c.id)
        .join(circular, circular.c.id == sentence.c.circular_id)
        .where(is_draft(month), sentence.c.key == key)
    )
    return found


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
    drop_draft(w, month)


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
    number_year: int | None = None,
    corrects_id: int | None = None,
    spared: bool = False,
    told: Callable[[list[Check]], None] = lambda _checks: None,
) -> Issued:
    """印发: take the number, freeze paper and data, write both beside the record; never undone.

    ``serial`` is a free number or one reserved for this paper, ``number_year`` the series' year.
    ``spared`` attaches 假期与免计说明. ``told`` hears what 自检 found; its blocking points refuse the
    issue with one UserError.

    The number is not consumed when the files cannot be written. A month already issued is only
    issued again as the correction of an earlier circular (``corrects_id``).
    """
    written: list[Path] = []
    try:
        with db.write("印发通报", barrier=True) as w:
            facts, known = _facts_to_issue(w, month, dates, (serial, number_year), corrects_id, spared=spared)
            refuse_lost(db, facts)
            printed = render(facts, edits_of(w, month))
            checks = self_check(facts, printed.sentences, known, Pages(printed.missing))
            told(checks)
            _refuse_blocked(checks)
            circular_id = _freeze(db, w, month, facts, printed, corrects_id, written)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    with db.read() as r:
        return next(one for one in issued_circulars(r) if one.id == circular_id)


def _facts_to_issue(
    w: Write,
    month: Month,
    dates: Dates,
    number: tuple[int | None, int | None],
    corrects_id: int | None,
    *,
    spared: bool,
) -> tuple[CircularFacts, Known]:
    before = issued_for(w, month)
    if before is not None and corrects_id is None:
        raise UserError(f"{month.label}的通报已经印发（{before.doc_no}），不能重复印发；有错请另发更正。")
    corrected = _to_correct(w, corrects_id)
    serial, year = number
    facts, evaluation = draft(
        w, month, dates, serial=serial, corrects=corrected, number_year=year, spared=spared
    )
    refuse_taken(w, facts.office.agency_code, facts.series_year, facts.serial or 0, reserved=True)
    return facts, known_of(w, month, facts, evaluation)


def _refuse_blocked(checks: list[Check]) -> None:
    """自检 lets nothing out that no office may print."""
    faults = [one.text for one in blocking(checks)]
    if faults:
        raise UserError(f"{'；'.join(faults)}；没有印发，文号也没有占用，请先改正。")


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
    code, year, serial = facts.office.agency_code, facts.series_year, facts.serial or 0
    name = safe_filename(f"{facts.doc_no} {printed.title}", "")
    data = frozen_form(facts)
    entry = RegisterEntry(
        agency_code=code,
        year=year,
        serial=serial,
        month=month.text,
        title=printed.title,
        doc_date=facts.doc_date.isoformat(),
        cutoff=facts.cutoff.isoformat(),
        rectify_by=facts.rectify_by.isoformat(),
        corrects=facts.corrects,
        issued_at=db.clock().isoformat(timespec="seconds"),
        file=name,
        sha256=sha256(printed.pdf).hexdigest(),
    )
    circular_id = enter(w, entry, printed.pdf, data, corrects_id)
    drop_draft(w, month)
    beside = {"doc_no": facts.doc_no, "register": asdict(entry), **data}
    written += write_beside(db.files / "issued", name, printed.pdf, beside)
    return circular_id


def _to_correct(r: Read, corrects_id: int | None) -> str | None:
    return None if corrects_id is None else the_issued(r, corrects_id).doc_no
