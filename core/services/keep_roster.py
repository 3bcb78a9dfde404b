"""保留名册: a new record that begins with the roster of another; what was recorded there stays behind."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.db import Clock, create, open_record, wall_clock
from core.doors import Read, Write
from core.model import (
    area,
    area_succession,
    assignment,
    person,
    post,
    roster_version,
    unit,
    unit_succession,
)
from core.services.record import fill
from core.settings import Settings, settings_at

# each after those it points to
_ROSTER = (area, unit, person, post, roster_version, assignment, area_succession, unit_succession)
Rows = Sequence[dict[str, Any]]


def keep_roster(source: Path, target: Path, unit_name: str = "", clock: Clock = wall_clock) -> None:
    """People, posts, units, areas and who answers for what, with their days and numbers, in a new file.

    ``unit_name`` is the office's own where it is another; UserError when the file exists already.
    """
    with open_record(source, writable=False, clock=clock) as old, old.read() as r:
        start = _settings(settings_at(r, r.today), unit_name.strip())
        rows = [(table, _rows(r, table)) for table in _ROSTER]

    def roster(w: Write) -> None:
        for table, found in rows:
            for one in found:
                w.insert(table, **one)

    create(target, lambda db: fill(db, start, roster), clock)


def _settings(was: Settings, unit_name: str) -> Settings:
    if unit_name in ("", was.unit_name):
        return replace(was, sample=False)
    return Settings.of_office(unit_name, was.plan_date)


def _rows(r: Read, table: Any) -> Rows:
    found = [dict(one) for one in r.conn.execute(select(table).order_by(table.c.id)).mappings()]
    return _parents_first(found) if "parent_id" in table.c else found


def _parents_first(rows: Rows) -> Rows:
    placed: set[int | None] = {None}
    ordered: list[dict[str, Any]] = []
    while len(ordered) < len(rows):
        ready = [one for one in rows if one["id"] not in placed and one["parent_id"] in placed]
        ordered += ready
        placed |= {one["id"] for one in ready}
    return ordered
