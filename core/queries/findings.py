"""Findings (问题) with their whole life, as the rules read them."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from core.doors import Read
from core.model import category, extension, finding, rectification
from core.queries.places import village_units
from core.rules.rectification import Extension, Finding, Round


def findings_where(r: Read, *where: ColumnElement[bool]) -> list[Finding]:
    """The findings that meet the conditions, in the order they were entered."""
    f = finding.c
    rows = list(
        r.conn.execute(
            select(
                f.id,
                f.unit_id,
                f.area_id,
                f.found_on,
                category.c.name,
                f.severe,
                f.fixed_on_spot,
                f.recurrence_of,
                f.inspection_id,
            )
            .outerjoin(category, category.c.id == f.category_id)
            .where(*where)
            .order_by(f.id)
        )
    )
    if not rows:
        return []
    rounds = _rounds(r, [row[0] for row in rows])
    villages = village_units(r)
    return [
        Finding(
            id=row_id,
            number=row_id,
            unit_id=unit_id,
            village_id=villages.get(area_id),
            area_id=area_id,
            found_on=found_on,
            category=word or "其他",
            severe=severe,
            fixed_on_spot=fixed,
            recurrence_of=recurrence_of,
            rounds=tuple(rounds.get(row_id, ())),
            inspection_id=inspection_id,
        )
        for row_id, unit_id, area_id, found_on, word, severe, fixed, recurrence_of, inspection_id in rows
    ]


def one_finding(r: Read, finding_id: int) -> Finding | None:
    return next(iter(findings_where(r, finding.c.id == finding_id)), None)


def _rounds(r: Read, ids: list[int]) -> dict[int, list[Round]]:
    found: dict[int, list[Round]] = defaultdict(list)
    c = rectification.c
    columns = (
        c.finding_id,
        c.id,
        c.number,
        c.issued_on,
        c.due_on,
        c.acknowledged_on,
        c.replied_on,
        c.done_on,
        c.verified_on,
        c.passed,
    )
    for part in _parts(ids):
        rows = list(r.conn.execute(select(*columns).where(c.finding_id.in_(part)).order_by(c.number)))
        longer = _extensions(r, [row[1] for row in rows])
        for finding_id, row_id, number, issued_on, due_on, *steps in rows:
            found[finding_id].append(Round(number, issued_on, due_on, tuple(longer.get(row_id, ())), *steps))
    return found


def _extensions(r: Read, ids: list[int]) -> dict[int, list[Extension]]:
    found: dict[int, list[Extension]] = defaultdict(list)
    if ids:
        e = extension.c
        for row_id, *values in r.conn.execute(
            select(e.rectification_id, e.asked_on, e.new_due_on, e.reason).where(e.rectification_id.in_(ids))
        ):
            found[row_id].append(Extension(*values))
    return found


def _parts(ids: list[int], size: int = 900) -> Iterable[list[int]]:
    """SQLite binds a bounded number of values in one statement."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
