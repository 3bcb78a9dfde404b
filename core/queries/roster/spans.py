"""Days in force, bars that join what touches, lanes that hold them without overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Table, and_, or_

_ONE = timedelta(days=1)


def on(table: Table, day: date) -> ColumnElement[bool]:
    """Rows in force on a day; a row without a first day is from always."""
    return within(table, day, day)


def within(table: Table, start: date, end: date) -> ColumnElement[bool]:
    """Rows whose days touch the period."""
    c = table.c
    return and_(
        or_(c.valid_from.is_(None), c.valid_from <= end), or_(c.valid_to.is_(None), c.valid_to >= start)
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One subject over the days it answers without a gap; ``end`` None: until further notice."""

    subject_id: int
    text: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class BarRow:
    """One line of bars; several lines of one ``label`` when subjects answer side by side.

    ``column`` is the column of the roster line its subjects stand in: leader_id, unit_id or person_id.
    """

    label: str
    column: str
    bars: tuple[Bar, ...]


def joined(subject: int, text: str, spans: Iterable[tuple[date, date | None]]) -> list[Bar]:
    """Spans that touch or overlap become one bar (docs/decisions/0006)."""
    bars: list[Bar] = []
    for start, end in sorted(spans, key=lambda one: one[0]):
        last = bars[-1] if bars else None
        if last is None or (last.end is not None and last.end + _ONE < start):
            bars.append(Bar(subject, text, start, end))
        elif last.end is not None and (end is None or end > last.end):
            bars[-1] = Bar(subject, text, last.start, end)
    return bars


def lanes(bars: Iterable[Bar]) -> list[tuple[Bar, ...]]:
    """As few lines as hold all bars without overlap, earliest first."""
    found: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda one: one.start):
        free = next((lane for lane in found if (last := lane[-1].end) is not None and last < bar.start), None)
        if free is None:
            found.append([bar])
        else:
            free.append(bar)
    return [tuple(lane) for lane in found]
