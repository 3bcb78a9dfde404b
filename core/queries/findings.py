"""Findings (问题) with their whole life, as the rules read them."""

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

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
                f.source,
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
            id=row[0],
            number=row[0],
            unit_id=row[1],
            village_id=villages.get(row[2]),
            area_id=row[2],
            found_on=row[3],
            category=row[4] or "其他",
            severe=row[5],
            fixed_on_spot=row[6],
            recurrence_of=row[7],
            rounds=tuple(rounds.get(row[0], ())),
            inspection_id=row[8],
            source=row[9] or "",
        )
        for row in rows
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
    rows = r.conn.execute(select(*columns).where(c.finding_id.in_(all_of(ids))).order_by(c.number))
    longer = _extensions(r, ids)
    for finding_id, row_id, number, issued_on, due_on, *steps in rows:
        found[finding_id].append(Round(number, issued_on, due_on, tuple(longer.get(row_id, ())), *steps))
    return found


def _extensions(r: Read, finding_ids: list[int]) -> dict[int, list[Extension]]:
    found: dict[int, list[Extension]] = defaultdict(list)
    e, c = extension.c, rectification.c
    rows = r.conn.execute(
        select(e.rectification_id, e.asked_on, e.new_due_on, e.reason)
        .join(rectification, c.id == e.rectification_id)
        .where(c.finding_id.in_(all_of(finding_ids)))
    )
    for row_id, *values in rows:
        found[row_id].append(Extension(*values))
    return found


def all_of(ids: list[int]) -> Select[Any]:
    """The ids as one bound value: SQLite binds a bounded number, and binding hundreds is slow."""
    return select(func.json_each(json.dumps(ids)).table_valued("value").c.value)
