"""Numbers of the series 代字〔year〕: other papers' entered, kept for later, void; never given twice."""

from datetime import date

from sqlalchemy import select

from core.doors import Read, Values, Write
from core.errors import UserError
from core.model import doc_number
from core.queries.numbers import held_numbers
from core.rules.circular import doc_no
from core.rules.numbers import refusal
from core.text import clean

_RUN = 500  # numbers explained at once; a longer run is a number typed wrongly
_CODE = 30  # characters of a 机关代字


def refuse_taken(r: Read, code: str, year: int, serial: int, *, reserved: bool = False) -> None:
    """UserError for a number that is not free; ``reserved``: one that was kept for a paper may be taken."""
    fault = refusal(code, year, serial, held_numbers(r, code, year), reserved=reserved)
    if fault:
        raise UserError(fault)


def take(w: Write, code: str, year: int, serial: int, *, title: str, circular_id: int, day: date) -> int:
    """The number of a circular being issued, kept for it or free."""
    refuse_taken(w, code, year, serial, reserved=True)
    values = {"state": "used", "title": title, "circular_id": circular_id, "day": day}
    kept = _row_of(w, code, year, serial)
    if kept is None:
        return w.insert(doc_number, agency_code=code, year=year, serial=serial, **values)
    w.update(doc_number, kept, **values)
    return kept


def reserve_number(
    w: Write,
    agency_code: str,
    year: int,
    serial: int,
    *,
    title: str = "",
    state: str = "used",
    day: date | None = None,
    note: str = "",
) -> int:
    """A number another paper took (used) or is to take (reserved); our circulars go round it."""
    code, words = clean(agency_code), clean(title)
    if not code or len(code) > _CODE or set(code) & set("〔〕[]"):
        raise UserError("机关代字要填〔年份〕前面的几个字，例如“和创文办”，请改正。")
    if state == "reserved" and not words:
        raise UserError("请写明这个号留给哪份文件。")
    refuse_taken(w, code, year, serial)
    return w.insert(
        doc_number,
        agency_code=code,
        year=year,
        serial=serial,
        state=state,
        title=words or None,
        day=day,
        note=clean(note) or None,
    )


def change_number(w: Write, row_id: int, *, title: str, day: date | None, used: bool) -> None:
    """Title, day and use of another paper's number; a reserved one becomes used when its paper is out."""
    row = _open_row(w, row_id, "不能改")
    if row["state"] == "void":
        raise UserError(f"{_said(row)}已经作废，不再使用，只能改说明。")
    words = clean(title)
    if not used and not words:
        raise UserError("请写明这个号留给哪份文件。")
    w.update(doc_number, row_id, title=words or None, day=day, state="used" if used else "reserved")


def free_number(w: Write, row_id: int) -> None:
    """Take back what was entered or reserved by mistake; a void number stays void."""
    row = _open_row(w, row_id, "不能取消登记")
    if row["state"] == "void" and row["title"]:
        raise UserError(f"{_said(row)}已经作废，不再使用，不能取消登记。")
    w.delete(doc_number, row_id)


def void_number(w: Write, row_id: int, reason: str) -> None:
    """作废: the paper was withdrawn; its number is never used again."""
    row = _open_row(w, row_id, "不能作废")
    if row["state"] == "void":
        raise UserError(f"{_said(row)}已经作废或说明过，不用再作废。")
    w.update(doc_number, row_id, state="void", title=row["title"] or "（无标题）", note=_reason(reason))


def explain_gap(w: Write, agency_code: str, year: int, first: int, last: int, reason: str) -> None:
    """空号: numbers nobody used and nobody will, with the reason."""
    words = _reason(reason)
    if not 1 <= first <= last:
        raise UserError("空号的起止写反了，请改正。")
    if last - first >= _RUN:
        raise UserError(f"一次说明{last - first + 1}个空号太多，多半有号登记错了，请先核对最大的号。")
    for serial in range(first, last + 1):
        refuse_taken(w, agency_code, year, serial)
    fixed = {"agency_code": agency_code, "year": year, "state": "void", "note": words}
    w.insert_many(doc_number, [{**fixed, "serial": serial} for serial in range(first, last + 1)])


def set_note(w: Write, row_ids: tuple[int, ...], note: str) -> None:
    """The remark of a number, or of numbers explained together; what is void keeps a reason."""
    words = clean(note)
    for row_id in row_ids:
        row = _row(w, row_id)
        if row["state"] == "void" and not words:
            raise UserError(f"{_said(row)}不再使用，要写明原因。")
        w.update(doc_number, row_id, note=words or None)


def _reason(text: str) -> str:
    words = clean(text)
    if not words:
        raise UserError("请写明原因。")
    return words


def _open_row(w: Write, row_id: int, what: str) -> Values:
    row = _row(w, row_id)
    if row["circular_id"] is not None:
        raise UserError(f"{_said(row)}是印发的通报，{what}；有错请另发更正。")
    return row


def _row(w: Write, row_id: int) -> Values:
    row = w.values(doc_number, row_id)
    if row is None:
        raise UserError("这个文号的登记已经不在了，请刷新后再看。")
    return row


def _row_of(r: Read, code: str, year: int, serial: int) -> int | None:
    n = doc_number.c
    found = r.value(select(n.id).where(n.agency_code == code, n.year == year, n.serial == serial))
    return None if found is None else int(found)


def _said(row: Values) -> str:
    return doc_no(row["agency_code"], row["year"], row["serial"])
