"""Ranks as circulars print them: by stratum, equal scores share a rank."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Style = Literal["competition", "dense"]


@dataclass(frozen=True, slots=True)
class Entry:
    """``score`` None: 未参加考核, which is not zero and has no rank."""

    unit_id: int
    stratum: str
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Rank:
    """``rank`` as printed; ``above`` and ``below`` count the units of the stratum with other scores."""

    rank: int | None
    tied: bool = False
    above: int = 0
    below: int = 0


def rank(entries: Iterable[Entry], style: Style = "competition") -> dict[int, Rank]:
    """Rank by unit id; "competition" counts 1 2 2 4, "dense" 1 2 2 3."""
    strata: dict[str, list[Fraction]] = defaultdict(list)
    entries = tuple(entries)
    for entry in entries:
        if entry.score is not None:
            strata[entry.stratum].append(entry.score)
    tables = {stratum: _table(scores, style) for stratum, scores in strata.items()}
    return {
        entry.unit_id: Rank(None) if entry.score is None else tables[entry.stratum][entry.score]
        for entry in entries
    }


def _table(scores: list[Fraction], style: Style) -> dict[Fraction, Rank]:
    table = {}
    above = 0
    counts = Counter(scores)
    for place, value in enumerate(sorted(counts, reverse=True), start=1):
        below = len(scores) - above - counts[value]
        number = place if style == "dense" else above + 1
        table[value] = Rank(number, counts[value] > 1, above, below)
        above += counts[value]
    return table
