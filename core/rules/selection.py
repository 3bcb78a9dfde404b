"""Who is proposed for praise (villages) and criticism (stations), 方案四(三).

The two are different kinds of unit and not the ends of one list; the clerk decides, and each
decision keeps its reason.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from core.rules.ranking import Entry, Rank, rank
from core.rules.scoring import ScoreSheet, format_score, summary

Kind = Literal["praise", "criticism"]


@dataclass(frozen=True, slots=True)
class SelectionRules:
    """Both conditions of a kind must hold; all who tie at the edge are included."""

    praise_min: Fraction = Fraction(90)
    praise_top: int = 2
    criticism_below: Fraction = Fraction(80)
    criticism_bottom: int = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """The clerk's word on one unit, which stands above the rule."""

    unit_id: int
    kind: Kind
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Selected:
    """A unit the rule proposed or the clerk named; ``chosen`` False: proposed but left out by the clerk.

    ``evidence`` are the rows behind its lines, by kind.
    """

    unit_id: int
    kind: Kind
    score: Fraction | None
    rank: int | None
    proposed: bool
    chosen: bool
    reason: str
    evidence: tuple[tuple[str, tuple[int, ...]], ...] = ()


def praise(
    sheets: Iterable[ScoreSheet], rules: SelectionRules, choices: Iterable[Choice]
) -> tuple[Selected, ...]:
    """Villages with at least ``praise_min`` among the first ``praise_top`` of their stratum, best first."""
    villages = [sheet for sheet in sheets if sheet.kind == "village"]
    places = _places(villages)

    def qualifies(sheet: ScoreSheet) -> bool:
        return (
            sheet.total is not None
            and sheet.total >= rules.praise_min
            and places[sheet.unit_id].above < rules.praise_top
        )

    proposed = {sheet.unit_id for sheet in villages if qualifies(sheet)}
    picked = _decided("praise", villages, proposed, choices)
    return tuple(sorted(picked, key=lambda one: -(one.score or 0)))


def criticism(
    sheets: Iterable[ScoreSheet],
    rules: SelectionRules,
    choices: Iterable[Choice],
    exempt: Mapping[int, str],
    upheld: Collection[int] = (),
) -> tuple[Selected, ...]:
    """Stations below ``criticism_below`` among the last ``criticism_bottom`` of their stratum, worst first.

    A unit in ``exempt``, or one not assessed, is never named, not even by the clerk's choice. A unit in
    ``upheld``, whose objection (陈述申辩) was upheld, is named by the clerk's choice alone.
    """
    stations = [sheet for sheet in sheets if sheet.kind == "station"]
    places = _places(stations)

    def qualifies(sheet: ScoreSheet) -> bool:
        return (
            sheet.total is not None
            and sheet.total < rules.criticism_below
            and places[sheet.unit_id].below < rules.criticism_bottom
        )

    assessed = [sheet for sheet in stations if sheet.total is not None and sheet.unit_id not in exempt]
    proposed = {sheet.unit_id for sheet in assessed if qualifies(sheet) and sheet.unit_id not in upheld}
    picked = _decided("criticism", assessed, proposed, choices)
    return tuple(sorted(picked, key=lambda one: one.score or 0))


def praise_rule(rules: SelectionRules, strata: int = 1) -> str:
    """The rule as the circular prints it."""
    each = "每组" if strata > 1 else ""
    return (
        f"得分不低于{format_score(rules.praise_min)}分且排名{each}前{rules.praise_top}名的村（居）"
        "予以通报表扬，并列的一并列入"
    )


def criticism_rule(rules: SelectionRules, strata: int = 1) -> str:
    each = "每组" if strata > 1 else ""
    return (
        f"得分低于{format_score(rules.criticism_below)}分且排名{each}后{rules.criticism_bottom}名的站所"
        "予以通报批评，并列的一并列入，未参加考核和免予考核的不列入"
    )


def _places(sheets: Sequence[ScoreSheet]) -> dict[int, Rank]:
    return rank(Entry(sheet.unit_id, sheet.stratum, sheet.total) for sheet in sheets)


def _decided(
    kind: Kind, sheets: Sequence[ScoreSheet], proposed: set[int], choices: Iterable[Choice]
) -> list[Selected]:
    decisions = {choice.unit_id: choice for choice in choices if choice.kind == kind}
    picked = []
    for sheet in sheets:
        choice = decisions.get(sheet.unit_id)
        if sheet.unit_id not in proposed and not (choice and choice.chosen):
            continue
        picked.append(
            Selected(
                sheet.unit_id,
                kind,
                sheet.total,
                sheet.rank,
                proposed=sheet.unit_id in proposed,
                chosen=choice.chosen if choice else True,
                reason=(choice.reason if choice else "") or reason_of(sheet),
                evidence=_evidence(sheet),
            )
        )
    return picked


def reason_of(sheet: ScoreSheet) -> str:
    """The reason the unit's own sheet gives; score and rank stand beside it wherever it is shown."""
    if sheet.total is not None and sheet.source == "paper":
        return sheet.remark or "按书面评分确定"
    return summary(sheet)


def _evidence(sheet: ScoreSheet) -> tuple[tuple[str, tuple[int, ...]], ...]:
    rows: dict[str, dict[int, None]] = {}
    for line in sheet.lines:
        if line.evidence:
            rows.setdefault(line.evidence_kind, {}).update(dict.fromkeys(line.evidence))
    return tuple((kind, tuple(ids)) for kind, ids in rows.items())
