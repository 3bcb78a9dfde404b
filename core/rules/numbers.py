"""A series of 文号: one 机关代字, one year, numbers from 1 that are never given twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.rules.calendar import Month, cn_date
from core.rules.circular import doc_no

LAST = 99_999  # no office writes more papers a year
_LINE = 28  # characters of a line (5.2.3); the number stands on one, centred (7.2.5)


@dataclass(frozen=True, slots=True)
class Held:
    """A number that is not free: ``state`` used, reserved or void."""

    state: str
    title: str = ""
    day: date | None = None


Series = Mapping[int, Held]  # by serial


def fits_line(code: str, year: int, serial: int = 999) -> bool:
    """Whether the number under this 机关代字 stands on one line; half-width marks take half a cell."""
    wide = sum(1 if ord(mark) > 0xFF else 0.5 for mark in doc_no(code, year, serial))
    return wide <= _LINE


def next_free(held: Series) -> int:
    """After the highest number that was ever given out, past those reserved; gaps stay gaps."""
    serial = _last_given(held) + 1
    while serial in held:
        serial += 1
    return serial


def gaps(held: Series) -> list[tuple[int, int]]:
    """First and last of every run of numbers nobody accounts for, below the highest given out.

    Numbers before one that is only reserved are still to come.
    """
    found, expected, last = [], 1, _last_given(held)
    for serial in sorted(one for one in held if one <= last):
        if serial > expected:
            found.append((expected, serial - 1))
        expected = serial + 1
    return found


def _last_given(held: Series) -> int:
    return max((serial for serial, what in held.items() if what.state != "reserved"), default=0)


def number_years(month: Month, doc_date: date) -> tuple[int, ...]:
    """Years a circular may take its number from, the usual one first: a January paper for December asks."""
    year = doc_date.year
    return (year, year - 1) if month.year == year - 1 else (year,)


def refusal(code: str, year: int, serial: int, held: Series, *, reserved: bool = False) -> str:
    """Why a number cannot be taken, in a sentence; empty when it can. ``reserved``: those may be taken."""
    if not 1 <= serial <= LAST:
        return f"文号要在1和{LAST}之间，请改正。"
    what = held.get(serial)
    if what is None or (reserved and what.state == "reserved"):
        return ""
    said = {"reserved": "已经预留", "void": "已经作废，不再使用"}.get(what.state, "已经用过")
    details = "，".join(part for part in (what.title, cn_date(what.day) if what.day else "") if part)
    about = f"（{details}）" if details else ""
    return f"{doc_no(code, year, serial)}{said}{about}，下一个可用的是{next_free(held)}号。"
