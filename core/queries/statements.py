"""陈述申辩: what units brought forward before a circular named them, and what became of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from core.doors import Read
from core.model import choice, statement, unit
from core.queries.lineage import unit_heirs
from core.rules.calendar import Month, period_of

OUTCOMES = {"upheld": "成立", "partly": "部分成立", "rejected": "不成立"}


@dataclass(frozen=True, slots=True)
class Statement:
    """``outcome`` upheld, partly or rejected, "" while it is open."""

    id: int
    month: str
    unit_id: int
    unit: str
    finding_id: int | None
    received_on: date
    text: str
    outcome: str
    decided_on: date | None
    decided_by: str
    note: str

    @property
    def open(self) -> bool:
        return not self.outcome

    @property
    def state(self) -> str:
        """未作结论, 成立 …"""
        return OUTCOMES.get(self.outcome, "未作结论")


def statements(r: Read, *where: ColumnElement[bool]) -> list[Statement]:
    """The open ones first, then the latest."""
    s = statement.c
    return r.all(
        select(
            s.id,
            s.month,
            s.unit_id,
            unit.c.name,
            s.finding_id,
            s.received_on,
            s.text,
            s.outcome,
            s.decided_on,
            s.decided_by,
            s.note,
        )
        .join(unit, unit.c.id == s.unit_id)
        .where(*where)
        .order_by(s.outcome.is_not(None), s.received_on.desc(), s.id.desc()),
        _statement,
    )


def _statement(
    row_id: int,
    month: str,
    unit_id: int,
    name: str,
    finding_id: int | None,
    received_on: date,
    text: str,
    outcome: str | None,
    decided_on: date | None,
    decided_by: str | None,
    note: str | None,
) -> Statement:
    return Statement(
        row_id,
        month,
        unit_id,
        name,
        finding_id,
        received_on,
        text,
        outcome or "",
        decided_on,
        decided_by or "",
        note or "",
    )


def open_statements(r: Read) -> list[Statement]:
    """Those without a decision, the oldest month first."""
    return sorted(statements(r, statement.c.outcome.is_(None)), key=lambda one: (one.month, one.received_on))


def statements_of_year(r: Read, year: int) -> list[Statement]:
    """Those about months of a year, and every open one."""
    of_year = statement.c.month.between(f"{year}-01", f"{year}-12")
    return statements(r, of_year | statement.c.outcome.is_(None))


@dataclass(frozen=True, slots=True)
class Heard:
    """A month's objections: open ones by unit, and units whose objection was upheld.

    ``settled`` of those were named by a choice with its reason all the same.
    """

    open: dict[int, tuple[int, ...]]
    upheld: dict[int, tuple[int, ...]]
    settled: frozenset[int]


def heard(r: Read, month: Month) -> Heard:
    """What 自检 must know; a unit merged since is told as the one in its place."""
    heirs = unit_heirs(r, period_of(month)[1])
    open_ones: dict[int, tuple[int, ...]] = {}
    upheld: dict[int, tuple[int, ...]] = {}
    for one in statements(r, statement.c.month == month.text):
        unit_id = heirs.get(one.unit_id, one.unit_id)
        if one.open:
            open_ones[unit_id] = (*open_ones.get(unit_id, ()), one.id)
        elif one.outcome == "upheld":
            upheld[unit_id] = (*upheld.get(unit_id, ()), one.id)
    c = choice.c
    settled = r.column(
        select(c.unit_id).where(
            c.month == month.text, c.kind == "criticism", c.chosen, c.reason.is_not(None), c.reason != ""
        )
    )
    return Heard(open_ones, upheld, frozenset(heirs.get(one, one) for one in settled))
