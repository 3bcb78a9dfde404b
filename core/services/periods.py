"""封账: a month is closed after its circular went out; what is keyed in later is a list of its own."""

from sqlalchemy import select

from core.doors import Write
from core.errors import UserError
from core.model import period_close
from core.queries.circulars import issued_for
from core.rules.calendar import Month


def close(w: Write, month: Month, note: str = "") -> int:
    """Close a month already issued; entries stay possible and are listed as 补录."""
    if issued_for(w, month) is None:
        raise UserError(f"{month.label}的通报还没有印发，印发以后才能封账。")
    if _row(w, month) is not None:
        raise UserError(f"{month.label}已经封账，不用再封。")
    return w.insert(period_close, month=month.text, closed_on=w.today, note=note.strip() or None)


def reopen(w: Write, month: Month) -> None:
    """Take the close back; what was keyed in since is ordinary again."""
    row = _row(w, month)
    if row is None:
        raise UserError(f"{month.label}还没有封账。")
    w.delete(period_close, row)


def _row(w: Write, month: Month) -> int | None:
    found: int | None = w.value(select(period_close.c.id).where(period_close.c.month == month.text))
    return found
