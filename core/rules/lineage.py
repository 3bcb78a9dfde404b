"""What became of a village or a unit (合并、改名、村改社区): figures follow to the one in its place.

A row that ended is kept with its name, so a past month still prints what it was called then.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar

from core.rules.evaluation import MonthInput
from core.rules.quotas import Records
from core.rules.sources import SourceScore

K = TypeVar("K", bound=Hashable)
Heirs = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Succession:
    """From ``day`` on, ``successor`` stands in the place of ``predecessor``."""

    predecessor: int
    successor: int
    day: date


def heirs(successions: Iterable[Succession], day: date) -> dict[int, int]:
    """Each that had a successor by ``day``, with the one standing in its place that day."""
    next_of = {one.predecessor: one.successor for one in successions if one.day <= day}
    return {start: _last(start, next_of) for start in next_of}


def _last(start: int, next_of: Mapping[int, int]) -> int:
    seen, at = {start}, start
    while (after := next_of.get(at)) is not None and after not in seen:
        seen.add(after)
        at = after
    return at


def ancestors(successions: Iterable[Succession], of: int, day: date) -> list[int]:
    """Those whose place ``of`` holds on a day, by number; itself is not among them."""
    return sorted(old for old, new in heirs(successions, day).items() if new == of and old != of)


def fault_of(
    known: Sequence[Succession], old: int, new: int, day: date
) -> Literal["", "self", "gone", "cycle"]:
    """Why ``new`` cannot follow ``old``: the same, ``old`` has a successor, or it would go in a circle."""
    if old == new:
        return "self"
    if any(one.predecessor == old for one in known):
        return "gone"
    after = heirs(known, date.max)
    if after.get(new, new) == old or any(one.successor == old and one.day >= day for one in known):
        return "cycle"
    return ""


def rolled(figures: Iterable[tuple[int, K]], followed: Heirs, add: Callable[[K, K], K]) -> dict[int, K]:
    """Figures by unit or place, those of predecessors added to their successor's; the total stays."""
    found: dict[int, K] = {}
    for one, value in figures:
        at = followed.get(one, one)
        found[at] = add(found[at], value) if at in found else value
    return found


def follow(data: MonthInput, units: Heirs) -> MonthInput:
    """A month whose units are those of its end: what was said of a predecessor is said of its successor.

    Where both were scored or chosen by hand for the month, the successor's own line stands.
    """
    if not units:
        return data
    own_paper = {one.unit_id for one in data.paper_scores if one.unit_id not in units}
    own_choice = {(one.unit_id, one.kind) for one in data.choices if one.unit_id not in units}
    papers = {
        moved.unit_id: moved
        for one in data.paper_scores
        if (moved := _moved(one, units)) is one or moved.unit_id not in own_paper
    }
    choices = {
        (moved.unit_id, moved.kind): moved
        for one in data.choices
        if (moved := _moved(one, units)) is one or (moved.unit_id, moved.kind) not in own_choice
    }
    return replace(
        data,
        units=[one for one in data.units if one.id not in units],
        records=follow_records(data.records, units),
        findings=[
            replace(
                one,
                unit_id=units.get(one.unit_id or 0, one.unit_id),
                village_id=units.get(one.village_id or 0, one.village_id),
            )
            for one in data.findings
        ],
        adjustments=[_moved(one, units) for one in data.adjustments],
        further=[_moved(one, units) for one in data.further],
        upheld=frozenset(units.get(one, one) for one in data.upheld),
        sources=_sources(data, units),
        partners={
            row: tuple(dict.fromkeys(units.get(one, one) for one in held))
            for row, held in data.partners.items()
        },
        paper_scores=list(papers.values()),
        choices=list(choices.values()),
    )


def _sources(data: MonthInput, units: Heirs) -> list[SourceScore]:
    own = {(one.unit_id, one.source) for one in data.sources if one.unit_id not in units}
    found: dict[tuple[int, str], SourceScore] = {}
    for one in data.sources:
        moved = _moved(one, units)
        if moved is one or (moved.unit_id, moved.source) not in own:
            found[moved.unit_id, moved.source] = moved
    return list(found.values())


def follow_records(records: Records, units: Heirs) -> Records:
    """Posts, duties and exemptions of predecessors as their successor's."""
    if not units:
        return records
    return replace(
        records,
        posts=[_moved(one, units) for one in records.posts],
        duties=[_moved(one, units) for one in records.duties],
        exemptions=[_moved(one, units) for one in records.exemptions],
    )


def _moved(one: Any, units: Heirs) -> Any:
    return replace(one, unit_id=units[one.unit_id]) if one.unit_id in units else one
