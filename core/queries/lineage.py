"""Which villages and units followed which, as the record has it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Table, select

from core.doors import Read
from core.model import area, area_succession, unit, unit_succession
from core.rules.calendar import cn_date
from core.rules.lineage import Succession, heirs


def _successions(r: Read, table: Table) -> list[Succession]:
    c = table.c
    return r.all(select(c.predecessor_id, c.successor_id, c.day).order_by(c.day, c.id), Succession)


def area_successions(r: Read) -> list[Succession]:
    return _successions(r, area_succession)


def unit_successions(r: Read) -> list[Succession]:
    return _successions(r, unit_succession)


def area_heirs(r: Read, day: date) -> dict[int, int]:
    """Each place that had a successor by a day, with the one in its place."""
    return heirs(area_successions(r), day)


def unit_heirs(r: Read, day: date) -> dict[int, int]:
    """Each unit that had a successor by a day, with the one in its place."""
    return heirs(unit_successions(r), day)


@dataclass(frozen=True, slots=True)
class Step:
    """One merger or new name: on ``day`` ``old`` went over into ``new``."""

    day: date
    old: str
    new: str
    old_id: int
    new_id: int


def steps_of(r: Read, kind: str, row_id: int) -> list[Step]:
    """How a place ("area") or unit ("unit") came to be and what became of it, oldest first."""
    known = area_successions(r) if kind == "area" else unit_successions(r)
    table = area if kind == "area" else unit
    line = {row_id}
    size = 0
    while size != len(line):
        size = len(line)
        line |= {one.predecessor for one in known if one.successor in line}
    after = row_id
    for one in known:
        if one.predecessor == after:
            after = one.successor
            line.add(after)
    names = dict(r.all(select(table.c.id, table.c.name), lambda *row: row))
    return [
        Step(one.day, names[one.predecessor], names[one.successor], one.predecessor, one.successor)
        for one in known
        if one.predecessor in line and one.successor in line
    ]


def words_of(steps: list[Step], row_id: int) -> str:
    """The lineage in one line: where it came from, what it became; "" when nothing ever happened."""
    said = []
    came: dict[date, list[str]] = {}
    for one in steps:
        if one.new_id == row_id:
            came.setdefault(one.day, []).append(one.old)
        elif one.old_id == row_id:
            said.append(f"{cn_date(one.day)}起为{one.new}")
    before = [f"{cn_date(day)}前为{'、'.join(old)}" for day, old in came.items()]
    return "；".join(before + said)
