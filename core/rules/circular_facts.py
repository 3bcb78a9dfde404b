"""From an evaluated month to what its circular says; every sum here agrees with its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from core.rules.calendar import weeks_of
from core.rules.circular import CircularFacts, Count, FindingRow, LookBack, Named, Office, Rows, ScoreRow
from core.rules.evaluation import Evaluation, MonthInput
from core.rules.rectification import SETTLED, STATE_WORDS, Finding, due_at, overdue_days, state_at
from core.rules.scoring import ScoreSheet, summary
from core.rules.selection import Selected, criticism_rule, praise_rule, reason_of

UNASSIGNED = "待定责"
DISSOLVED = "已撤并单位"
NO_VILLAGE = "不在村组范围"


@dataclass(frozen=True, slots=True)
class Issue:
    """What the paper needs beyond the evaluation.

    ``texts`` give place and description by finding id; ``names`` those of units that exist no
    more but still appear in findings; ``areas`` name by area id the places outside any village,
    a market for instance; ``previous`` are the findings of last month's period, None
    when there is nothing to look back on.
    """

    office: Office
    doc_date: date
    print_date: date
    rectify_by: date
    serial: int | None = None
    inspections: tuple[int, ...] = ()
    texts: Mapping[int, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    areas: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    previous: tuple[Finding, ...] | None = None
    corrects: str | None = None
    number_year: int | None = None


def circular_facts(evaluation: Evaluation, data: MonthInput, issue: Issue) -> CircularFacts:
    """The facts of the month's circular; what was fixed on the spot is among ``closed`` too (整改率)."""
    names = {**issue.names, **{unit.id: unit.name for unit in data.units}}
    weeks = weeks_of(evaluation.month)
    findings = evaluation.findings
    finished = [quota for quota in evaluation.quotas if quota.finished]
    by_kind = {kind: [s for s in evaluation.sheets if s.kind == kind] for kind in ("village", "station")}
    return CircularFacts(
        office=issue.office,
        year=evaluation.month.year,
        month=evaluation.month.number,
        period_start=evaluation.start,
        period_end=evaluation.end,
        first_week=weeks[0].number,
        last_week=weeks[-1].number,
        cutoff=evaluation.cutoff,
        doc_date=issue.doc_date,
        print_date=issue.print_date,
        serial=issue.serial,
        rectify_by=issue.rectify_by,
        villages=len(by_kind["village"]),
        stations=len(by_kind["station"]),
        not_assessed=tuple(names[s.unit_id] for s in evaluation.sheets if s.total is None),
        inspections=Rows("inspection", issue.inspections),
        findings=_rows(findings),
        fixed_on_spot=_rows(one for one in findings if one.fixed_on_spot),
        closed=_rows(one for one in findings if state_at(one, evaluation.cutoff) in SETTLED),
        overdue=Rows("finding", tuple(one.finding_id for one in evaluation.overdue)),
        overdue_by_station=_count(
            ((_name(one.unit_id, names, UNASSIGNED), one.finding_id) for one in evaluation.overdue), "finding"
        ),
        by_category=_count(
            ((data.categories.get(one.category, one.category), one.id) for one in findings), "finding"
        ),
        reported=_count(((one.source, one.id) for one in findings if one.source), "finding"),
        by_village=_count(((_village(one, names, issue), one.id) for one in findings), "finding"),
        visits_required=sum(quota.required for quota in finished),
        visits_done=sum(min(quota.done, quota.required) for quota in finished),
        per_person=data.quota_rules.per_person,
        short=_short(evaluation, names),
        exempt_weeks=evaluation.week_notes,
        look_back=_look_back(issue.previous, evaluation, names),
        praise=_named(evaluation.praise, names, evaluation.sheets),
        criticism=_named(evaluation.criticism, names, evaluation.sheets),
        praise_rule=praise_rule(data.selection_rules, _strata(by_kind["village"])),
        criticism_rule=criticism_rule(data.selection_rules, _strata(by_kind["station"])),
        village_scores=_score_rows(by_kind["village"], names),
        station_scores=_score_rows(by_kind["station"], names),
        finding_rows=tuple(_finding_row(one, evaluation.cutoff, names, data, issue) for one in findings),
        corrects=issue.corrects,
        number_year=issue.number_year,
    )


def _rows(findings: Iterable[Finding]) -> Rows:
    return Rows("finding", tuple(one.id for one in findings))


def _village(one: Finding, names: Mapping[int, str], issue: Issue) -> str:
    """The village a finding lies in, or the place's own name where it lies in none (road K14+950)."""
    if one.village_id is None and one.area_id is not None:
        return issue.areas.get(one.area_id, NO_VILLAGE)
    return _name(one.village_id, names, NO_VILLAGE)


def _name(unit_id: int | None, names: Mapping[int, str], none: str) -> str:
    return none if unit_id is None else names.get(unit_id, DISSOLVED)


def _count(pairs: Iterable[tuple[str, int]], kind: str) -> tuple[Count, ...]:
    """Names with their rows, most rows first, then as they came."""
    grouped: dict[str, list[int]] = {}
    for name, row in pairs:
        grouped.setdefault(name, []).append(row)
    counts = (Count(name, Rows(kind, tuple(ids))) for name, ids in grouped.items())
    return tuple(sorted(counts, key=lambda count: -len(count.rows)))


def _short(evaluation: Evaluation, names: Mapping[int, str]) -> tuple[Count, ...]:
    """By station the visits missing, which add up to those required less those done."""
    quotas = evaluation.quotas
    unmet = ((names[quota.unit_id], place) for place, quota in enumerate(quotas) if not quota.ok)
    counts = (
        replace(one, counted=sum(quotas[place].required - quotas[place].done for place in one.rows.ids))
        for one in _count(unmet, "quota")
    )
    return tuple(sorted(counts, key=lambda one: -one.number))


def _look_back(
    previous: Sequence[Finding] | None, evaluation: Evaluation, names: Mapping[int, str]
) -> LookBack | None:
    if previous is None:
        return None
    settled = [one for one in previous if state_at(one, evaluation.cutoff) in SETTLED]
    open_still = [one for one in previous if state_at(one, evaluation.cutoff) not in SETTLED]
    return LookBack(
        month=evaluation.month.previous.label,
        found=_rows(previous),
        closed=_rows(settled),
        still_open=_count(((_name(one.unit_id, names, UNASSIGNED), one.id) for one in open_still), "finding"),
    )


def _named(
    picked: Iterable[Selected], names: Mapping[int, str], sheets: Iterable[ScoreSheet]
) -> tuple[Named, ...]:
    """The paper gives the reason of the score sheet; the clerk's own for a choice stays in the office."""
    sheet_of = {sheet.unit_id: sheet for sheet in sheets}
    return tuple(
        Named(
            unit_id=one.unit_id,
            unit=names[one.unit_id],
            score=one.score,
            rank=one.rank,
            reason=reason_of(sheet_of[one.unit_id]),
            evidence=tuple(Rows(kind, ids) for kind, ids in one.evidence),
        )
        for one in picked
    )


def _strata(sheets: Iterable[ScoreSheet]) -> int:
    return len({sheet.stratum for sheet in sheets if sheet.total is not None})


def _score_rows(sheets: Iterable[ScoreSheet], names: Mapping[int, str]) -> tuple[ScoreRow, ...]:
    """By stratum in the office's order, best first, those not assessed last."""
    sheets = tuple(sheets)
    strata = list(dict.fromkeys(sheet.stratum for sheet in sheets))
    ranked = sorted(
        sheets, key=lambda sheet: (strata.index(sheet.stratum), sheet.total is None, -(sheet.total or 0))
    )
    return tuple(
        ScoreRow(
            names[sheet.unit_id],
            sheet.stratum,
            sheet.total,
            sheet.rank,
            sheet.tied,
            summary(sheet),
            sheet.unit_id,
        )
        for sheet in ranked
    )


def _finding_row(
    one: Finding, cutoff: date, names: Mapping[int, str], data: MonthInput, issue: Issue
) -> FindingRow:
    place, text = issue.texts.get(one.id, ("", ""))
    return FindingRow(
        number=one.number,
        village=_village(one, names, issue),
        place=place,
        category=data.categories.get(one.category, one.category),
        text=text,
        unit=_name(one.unit_id, names, UNASSIGNED),
        found_on=one.found_on,
        due_on=due_at(one, cutoff),
        state="已逾期" if overdue_days(one, cutoff) else STATE_WORDS[state_at(one, cutoff)],
    )
