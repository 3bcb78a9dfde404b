"""A month's data for the rules: everything its evaluation depends on, read at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from core.doors import Read
from core.model import (
    choice,
    finding,
    rectification,
    rubric,
    rubric_item,
    score_line,
    score_sheet,
    source_score,
)
from core.queries.duties import priced
from core.queries.finding_tour import stations_map
from core.queries.findings import findings_where
from core.queries.lineage import unit_heirs
from core.queries.records import holidays, quota_rules, records_between, units_between
from core.queries.statements import heard
from core.rules.calendar import Month, period_of
from core.rules.evaluation import Evaluation, MonthInput, default_cutoff, evaluate
from core.rules.lineage import follow
from core.rules.rectification import Finding
from core.rules.scoring import Adjustment, PaperScore, Rubric, RubricItem
from core.rules.selection import Choice, SelectionRules
from core.rules.sources import SourceScore, parse_weights
from core.settings import Settings, settings_at


def evaluate_month(r: Read, month: Month, cutoff: date | None = None) -> tuple[Evaluation, MonthInput]:
    """The month judged by the rules of its time; cut-off by default the end of its period, at most today."""
    data = month_input(r, month, cutoff)
    return evaluate(data), data


def month_input(r: Read, month: Month, cutoff: date | None = None) -> MonthInput:
    """The month's units are those of its last day: what was merged by then stands with its successor."""
    start, end = period_of(month)
    settings = settings_at(r, end)
    station_rubric, village_rubric = rubric_at(r, "station", end), rubric_at(r, "village", end)
    measures = {item.measure for item in station_rubric.items + village_rubric.items}
    data = MonthInput(
        month=month,
        cutoff=cutoff or default_cutoff(month, r.today),
        holidays=holidays(r, month),
        units=units_between(r, start, end),
        records=records_between(r, start, end),
        findings=findings_where(r, of_concern(start, end)),
        adjustments=_adjustments(r, month),
        paper_scores=_paper_scores(r, month),
        choices=_choices(r, month),
        quota_rules=quota_rules(settings),
        selection_rules=selection_rules(settings),
        station_rubric=station_rubric,
        village_rubric=village_rubric,
        further=priced(r, month, cutoff, measures),
        ranking="dense" if settings.rank_style == "dense" else "competition",
        upheld=frozenset(heard(r, month).upheld),
        sources=_sources(r, month),
        source_weights=parse_weights(settings.source_weights),
    )
    if settings.joint == "all":
        data = replace(data, partners=_partners(r, data.findings))
    return follow(data, unit_heirs(r, end))


def of_concern(start: date, end: date) -> ColumnElement[bool]:
    """Found in the period, or ordered earlier and not settled before it began.

    What was never ordered weighs in the month it was found alone; to look for it would read every finding.
    """
    one, later = rectification.c, rectification.alias().c
    sent_again = exists().where(
        later.finding_id == one.finding_id, later.number == one.number + 1, later.issued_on <= end
    )
    open_then = or_(one.verified_on >= start, one.verified_on.is_(None), one.passed.is_not(True))
    unsettled = select(one.finding_id).where(open_then, one.issued_on <= end, ~sent_again)
    found = select(finding.c.id).where(finding.c.found_on.between(start, end))
    return finding.c.id.in_(found.union(unsettled))  # an OR of both would scan the orders twice


def _adjustments(r: Read, month: Month) -> list[Adjustment]:
    s = score_line.c
    return r.all(
        select(s.unit_id, s.item_code, s.points, s.reason).where(s.month == month.text),
        lambda where, code, points, reason: Adjustment(where, code, Fraction(points), reason),
    )


def _paper_scores(r: Read, month: Month) -> list[PaperScore]:
    s = score_sheet.c
    return r.all(
        select(s.unit_id, s.score, s.stratum, s.remark, s.participated).where(s.month == month.text),
        lambda where, score, stratum, remark, took_part: PaperScore(
            where, None if score is None else Fraction(score), stratum or "", remark or "", took_part
        ),
    )


def _sources(r: Read, month: Month) -> list[SourceScore]:
    s = source_score.c
    return r.all(
        select(s.unit_id, s.source, s.score, s.remark).where(s.month == month.text).order_by(s.id),
        lambda where, source, score, remark: SourceScore(
            where, source, None if score is None else Fraction(score), remark or ""
        ),
    )


def _partners(r: Read, findings: Sequence[Finding]) -> dict[int, tuple[int, ...]]:
    """The stations that answered, beside the responsible one, for the place on the day it was found."""
    answering: dict[date, Mapping[int, tuple[int, ...]]] = {}
    found = {}
    for one in findings:
        if one.area_id is None or one.unit_id is None:
            continue
        if one.found_on not in answering:
            answering[one.found_on] = stations_map(r, one.found_on)
        stations = answering[one.found_on].get(one.area_id, ())
        if one.unit_id in stations and len(stations) > 1:
            found[one.id] = tuple(other for other in stations if other != one.unit_id)
    return found


def _choices(r: Read, month: Month) -> list[Choice]:
    c = choice.c
    return r.all(
        select(c.unit_id, c.kind, c.chosen, c.reason).where(c.month == month.text),
        lambda where, kind, chosen, reason: Choice(where, kind, chosen, reason or ""),
    )


def selection_rules(settings: Settings) -> SelectionRules:
    return SelectionRules(
        praise_min=Fraction(settings.praise_min),
        praise_top=settings.praise_top,
        criticism_below=Fraction(settings.criticism_below),
        criticism_bottom=settings.criticism_bottom,
    )


def rubric_at(r: Read, kind: Any, day: date) -> Rubric:
    """The 考核细则 in force on a day."""
    rubric_id, name, base = r.conn.execute(
        select(rubric.c.id, rubric.c.name, rubric.c.base)
        .where(rubric.c.kind == kind, rubric.c.valid_from <= day)
        .order_by(rubric.c.valid_from.desc(), rubric.c.id.desc())
        .limit(1)
    ).one()
    i = rubric_item.c
    columns = (
        i.code,
        i.name,
        i.heading,
        i.measure,
        i.points,
        i.cap,
        i.half_if_fixed,
        i.veto,
        i.weight,
        i.bonus,
        i.clause,
        i.standard,
    )
    items = r.all(select(*columns).where(i.rubric_id == rubric_id).order_by(i.id), _item)
    return Rubric(kind, name, Fraction(base), tuple(items))


def _item(
    code: str,
    name: str,
    heading: str,
    measure: Any,
    points: str,
    cap: str | None,
    half: bool,
    veto: Any,
    weight: str,
    bonus: bool,
    clause: str | None,
    standard: str | None,
) -> RubricItem:
    return RubricItem(
        code,
        name,
        heading,
        measure,
        Fraction(points),
        None if cap is None else Fraction(cap),
        half,
        veto,
        Fraction(weight),
        bonus,
        clause or "",
        standard or "",
    )
