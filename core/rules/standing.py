"""How each unit stood in one month's circular, read from the circular's facts as they were frozen. Pure.

Runs, counts and the year's figures rest on what was issued, never on what the record says by now
(docs/decisions/0013).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from core.rules.calendar import Month
from core.rules.ranking import Entry, rank
from core.rules.scoring import UnitKind

Facts = Mapping[str, Any]  # CircularFacts as they are frozen, days and fractions as text

_REJECTED = "复核不合格"


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit in one month.

    ``score`` None: not assessed. ``spared``: exempt from criticism that month. ``above`` and ``below``
    count the units of its stratum with higher and lower scores. ``overdue`` and ``incomplete`` are ids
    of findings. ``paper`` is the 文号, "" for a month not issued.
    """

    month: Month
    unit_id: int
    kind: UnitKind
    score: Fraction | None
    stratum: str = ""
    praised: bool = False
    criticised: bool = False
    spared: bool = False
    above: int = 0
    below: int = 0
    overdue: tuple[int, ...] = ()
    incomplete: tuple[int, ...] = ()
    remark: str = ""
    paper: str = ""


def standings(
    facts: Facts, units: Mapping[str, int], *, paper: str = "", spared: Collection[int] = ()
) -> tuple[Standing, ...]:
    """Every unit of a circular; ``units`` gives ids for names where the facts carry names alone.

    A name nobody knows any more is left out: what cannot be told to whom it belongs counts for nobody.
    """
    month = Month(facts["year"], facts["month"])
    named = {kind: {one["unit_id"] for one in facts[kind]} for kind in ("praise", "criticism")}
    overdue = _by_unit(facts["overdue_by_station"], units)
    incomplete = _incomplete(facts, units)
    found: list[Standing] = []
    kinds: tuple[tuple[UnitKind, str], ...] = (("village", "village_scores"), ("station", "station_scores"))
    for kind, key in kinds:
        rows = [(_unit_of(row, units), row) for row in facts[key]]
        made = [
            Standing(
                month=month,
                unit_id=unit_id,
                kind=kind,
                score=None if row["score"] is None else Fraction(row["score"]),
                stratum=row["stratum"],
                praised=unit_id in named["praise"],
                criticised=unit_id in named["criticism"],
                spared=unit_id in spared,
                overdue=overdue.get(unit_id, ()),
                incomplete=incomplete.get(unit_id, ()),
                remark=row["remark"],
                paper=paper,
            )
            for unit_id, row in rows
            if unit_id is not None
        ]
        found += _placed(made)
    return tuple(found)


def _unit_of(row: Facts, units: Mapping[str, int]) -> int | None:
    known = row.get("unit_id")  # absent in circulars issued before it was frozen too
    return units.get(row["unit"]) if known is None else int(known)


def _by_unit(counts: Iterable[Facts], units: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    return {units[one["name"]]: tuple(one["rows"]["ids"]) for one in counts if one["name"] in units}


def _incomplete(facts: Facts, units: Mapping[str, int]) -> dict[int, tuple[int, ...]]:
    """Last month's findings still open at the cut-off, and this month's that failed their re-check."""
    found: dict[int, set[int]] = defaultdict(set)
    if facts["look_back"]:
        for unit_id, ids in _by_unit(facts["look_back"]["still_open"], units).items():
            found[unit_id].update(ids)
    for row_id, row in zip(facts["findings"]["ids"], facts["finding_rows"], strict=False):
        if row["state"] == _REJECTED and row["unit"] in units:
            found[units[row["unit"]]].add(row_id)
    return {unit_id: tuple(sorted(ids)) for unit_id, ids in found.items()}


def _placed(made: Iterable[Standing]) -> Iterator[Standing]:
    made = tuple(made)
    places = rank(Entry(one.unit_id, one.stratum, one.score) for one in made)
    for one in made:
        place = places[one.unit_id]
        yield replace(one, above=place.above, below=place.below)


def followed(made: Iterable[Standing], heirs: Mapping[int, int]) -> tuple[Standing, ...]:
    """What was said of a unit that was merged or renamed is said of the one in its place.

    Where several stood in its place in one month, it was praised or criticised only if each of them
    was, so that nobody bears another's blame; its score is their mean.
    """
    grouped: dict[tuple[Month, int], list[Standing]] = defaultdict(list)
    for one in made:
        unit_id = heirs.get(one.unit_id, one.unit_id)
        grouped[one.month, unit_id].append(replace(one, unit_id=unit_id))
    return tuple(some[0] if len(some) == 1 else _joined(some) for some in grouped.values())


def _joined(some: Sequence[Standing]) -> Standing:
    scores = [one.score for one in some if one.score is not None]
    papers = [one.paper for one in some if one.paper]
    return replace(
        some[-1],
        score=sum(scores, Fraction(0)) / len(scores) if scores else None,
        praised=all(one.praised for one in some),
        criticised=all(one.criticised for one in some),
        spared=any(one.spared for one in some),
        above=max(one.above for one in some),
        below=max(one.below for one in some),
        overdue=tuple(sorted({row for one in some for row in one.overdue})),
        incomplete=tuple(sorted({row for one in some for row in one.incomplete})),
        remark="；".join(dict.fromkeys(one.remark for one in some if one.remark)),
        paper=papers[0] if papers else "",
    )
