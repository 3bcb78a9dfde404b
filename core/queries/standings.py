"""How units stood month by month: as issued, and of a month not yet issued as its draft says."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from core.doors import Read
from core.errors import UserError
from core.model import check_in, circular, exemption, finding, score_sheet, unit
from core.queries.circulars import draft, frozen_form, issued_circulars
from core.queries.lineage import unit_heirs
from core.rules.calendar import Month, period_of
from core.rules.standing import Standing, followed, standings


def issued_standings(r: Read, first: Month, last: Month) -> tuple[Standing, ...]:
    """Every month between the two that went out, as its latest circular says it: a correction replaces.

    A unit merged or renamed since, up to the end of ``last``, is told as the one in its place.
    """
    c = circular.c
    latest = (
        select(func.max(c.id))
        .where(c.state == "issued", c.month.between(first.text, last.text))
        .group_by(c.month)
    )
    numbers = {one.id: one.doc_no for one in issued_circulars(r)}
    names = _names(r)
    found: list[Standing] = []
    for row, facts in r.all(select(c.id, c.facts).where(c.id.in_(latest)), lambda *row: row):
        if facts:
            month = Month(facts["year"], facts["month"])
            paper = numbers.get(row, "")
            found += standings(facts, names, paper=paper, spared=_spared(r, month))
    return followed(found, unit_heirs(r, period_of(last)[1]))


def drafted_standings(r: Read, month: Month) -> tuple[Standing, ...]:
    """The month as its circular would say it today; UserError where there can be none."""
    facts, _ = draft(r, month, serial=1)
    return standings(frozen_form(facts), _names(r), spared=_spared(r, month))


def drafted_or_why(r: Read, month: Month) -> tuple[tuple[Standing, ...], str]:
    """The same with the reason instead of an error."""
    try:
        return drafted_standings(r, month), ""
    except UserError as error:
        return (), error.text


def has_records(r: Read, month: Month) -> bool:
    """Whether anything was recorded in the month's weeks that it could be judged by."""
    start, end = period_of(month)
    wanted: tuple[Any, ...] = (
        select(check_in.c.id).where(check_in.c.day.between(start, end)),
        select(finding.c.id).where(finding.c.found_on.between(start, end)),
        select(score_sheet.c.id).where(score_sheet.c.month == month.text),
    )
    return any(r.value(statement.limit(1)) is not None for statement in wanted)


def _names(r: Read) -> dict[str, int]:
    """Units by name; of two that bore one the later, since the issued rows carry ids where it matters."""
    return dict(r.all(select(unit.c.name, unit.c.id).order_by(unit.c.id), lambda *row: row))


def _spared(r: Read, month: Month) -> frozenset[int]:
    """Units that could not be criticised on some day of the month's period."""
    start, end = period_of(month)
    e = exemption.c
    rows = r.column(
        select(e.unit_id).where(
            e.person_id.is_(None), e.covers != "quota", e.valid_from <= end, e.valid_to >= start
        )
    )
    if None in rows:
        return frozenset(r.column(select(unit.c.id)))
    return frozenset(rows)


def last_full(day: date) -> Month:
    """The latest month all of whose weeks are over by a day."""
    month = Month.of(day)
    while period_of(month)[1] >= day:
        month = month.previous
    return month


def months_back(month: Month, count: int) -> Month:
    """The first of the ``count`` months that end with ``month``."""
    total = month.year * 12 + month.number - 1 - (count - 1)
    return Month(total // 12, total % 12 + 1)
