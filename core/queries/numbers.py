"""The register of 文号 (文号登记): what each number of a series went to, gaps included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sqlalchemy import select

from core.doors import Read
from core.model import circular, doc_number
from core.rules.circular import doc_no
from core.rules.numbers import Held, gaps, next_free

LIMIT = 5000  # numbers of one series; the busiest office seen wrote some 400 papers a year

Kind = Literal["issued", "used", "reserved", "void", "explained", "gap"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register: one number, or a run of numbers nobody used (``first`` to ``last``).

    ``kind``: issued (our circular), used (another paper), reserved, void (given out and withdrawn),
    explained (never given out, with the reason in ``note``), gap (nobody knows yet; ``ids`` empty).
    ``month`` of an issued circular leads to it.
    """

    kind: Kind
    first: int
    last: int
    number: str
    title: str = ""
    day: date | None = None
    note: str = ""
    ids: tuple[int, ...] = ()
    month: str = ""


def held_numbers(r: Read, agency_code: str, year: int) -> dict[int, Held]:
    """Every number of the series that is not free."""
    n = doc_number.c
    return {
        serial: Held(state, title or "", day)
        for serial, state, title, day in r.all(
            select(n.serial, n.state, n.title, n.day).where(n.agency_code == agency_code, n.year == year),
            lambda *row: row,
        )
    }


def next_serial(r: Read, agency_code: str, year: int) -> int:
    """The number the series' next paper takes."""
    return next_free(held_numbers(r, agency_code, year))


def series_known(r: Read) -> list[tuple[str, int]]:
    """机关代字 and year of every series with a number in it, the latest year first."""
    n = doc_number.c
    return r.all(
        select(n.agency_code, n.year).distinct().order_by(n.year.desc(), n.agency_code), lambda *row: row
    )


def register(r: Read, agency_code: str, year: int) -> list[Entry]:
    """The series with its gaps, highest number first."""
    n = doc_number.c
    rows = r.all(
        select(n.id, n.serial, n.state, n.title, n.day, n.note, n.circular_id, circular.c.month)
        .outerjoin(circular, circular.c.id == n.circular_id)
        .where(n.agency_code == agency_code, n.year == year)
        .order_by(n.serial)
        .limit(LIMIT),
        lambda row, serial, state, title, day, note, circular_id, month: Entry(
            _kind(state, title, circular_id),
            serial,
            serial,
            doc_no(agency_code, year, serial),
            title or "",
            day,
            note or "",
            (row,),
            month or "",
        ),
    )
    open_runs = [
        Entry("gap", first, last, _run(agency_code, year, first, last))
        for first, last in gaps(held_numbers(r, agency_code, year))
    ]
    found = [*_joined(rows, agency_code, year), *open_runs]
    return sorted(found, key=lambda one: -one.first)


def _kind(state: str, title: str | None, circular_id: int | None) -> Kind:
    if state == "void":
        return "void" if title else "explained"
    if state == "reserved":
        return "reserved"
    return "used" if circular_id is None else "issued"


def _joined(rows: list[Entry], code: str, year: int) -> Iterator[Entry]:
    """Numbers explained together stand on one line."""
    for (kind, note, _), some in groupby(
        enumerate(rows),
        lambda pair: (pair[1].kind, pair[1].note, pair[1].first - pair[0] if _unused(pair[1]) else -pair[0]),
    ):
        entries = [one for _, one in some]
        if kind != "explained" or len(entries) == 1:
            yield from entries
            continue
        first, last = entries[0].first, entries[-1].last
        ids = tuple(row for one in entries for row in one.ids)
        yield Entry("explained", first, last, _run(code, year, first, last), note=note, ids=ids)


def _unused(one: Entry) -> bool:
    return one.kind == "explained"


def _run(code: str, year: int, first: int, last: int) -> str:
    return doc_no(code, year, first) if first == last else f"{code}〔{year}〕{first}—{last}号"
