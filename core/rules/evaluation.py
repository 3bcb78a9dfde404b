"""A month evaluated: quotas, score sheets, ranks, praise and criticism, overdue work.

Everything is an argument and a result; the same input gives the same month years later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain
from types import MappingProxyType

from core.rules import defaults
from core.rules.calendar import Holidays, Month, Week, cn_date, cn_day, period_of, weeks_of
from core.rules.quotas import Exemption, Quota, QuotaRules, Records, quotas_of, working_week
from core.rules.ranking import Entry, Style, rank
from core.rules.rectification import Finding, Lateness, finished_late, lateness
from core.rules.scoring import (
    Adjustment,
    Measure,
    Occurrence,
    PaperScore,
    Rubric,
    ScoreLine,
    ScoreSheet,
    UnitKind,
    exempted,
    format_score,
    score,
)
from core.rules.selection import Choice, Selected, SelectionRules, criticism, praise
from core.rules.sources import SourceScore, beside, mix
from core.rules.units import Unit


@dataclass(frozen=True, slots=True)
class MonthInput:
    """All that a month's evaluation depends on.

    ``findings`` are those found in the period and older ones not yet settled before it;
    ``categories`` give the words for finding categories (a code without one is printed as it is);
    ``further`` happened under duties of its own (core.rules.duties), where a rubric prices them;
    ``partners`` are the other stations a finding weighs on where the office lets it (包保 by several).
    """

    month: Month
    cutoff: date
    holidays: Holidays
    units: Sequence[Unit]
    records: Records
    findings: Sequence[Finding] = ()
    adjustments: Sequence[Adjustment] = ()
    paper_scores: Sequence[PaperScore] = ()
    choices: Sequence[Choice] = ()
    quota_rules: QuotaRules = field(default_factory=QuotaRules)
    selection_rules: SelectionRules = field(default_factory=SelectionRules)
    station_rubric: Rubric = defaults.STATION
    village_rubric: Rubric = defaults.VILLAGE
    ranking: Style = "competition"
    further: Sequence[Occurrence] = ()
    categories: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    upheld: frozenset[int] = frozenset()  # units whose objection was upheld
    sources: Sequence[SourceScore] = ()
    source_weights: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    partners: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Overdue:
    """``days`` are calendar days past the due date; ``finished_on`` None: still open at the cut-off."""

    finding_id: int
    unit_id: int | None
    due_on: date
    days: int
    finished_on: date | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result.

    Evidence of kind "quota" is the position in ``quotas``. ``overdue`` is open at the cut-off,
    ``late`` was finished inside the period past its due date; both are scored. ``declined`` are
    units the rule proposed and the clerk left out. ``findings`` are those of the period by number.
    """

    month: Month
    start: date
    end: date
    cutoff: date
    quotas: tuple[Quota, ...]
    sheets: tuple[ScoreSheet, ...]
    praise: tuple[Selected, ...]
    criticism: tuple[Selected, ...]
    declined: tuple[Selected, ...]
    overdue: tuple[Overdue, ...]
    late: tuple[Overdue, ...]
    findings: tuple[Finding, ...]
    week_notes: tuple[str, ...]


def default_cutoff(month: Month, today: date) -> date:
    """The end of the month's period where it has passed, else today."""
    return min(period_of(month)[1], today)


def evaluate(data: MonthInput) -> Evaluation:
    start, end = period_of(data.month)
    weeks = weeks_of(data.month)
    data = replace(data, records=_of_stations(data))
    quotas = quotas_of(weeks, data.records, data.quota_rules, data.holidays, data.cutoff)
    known = sorted(
        (one for one in data.findings if one.found_on <= min(end, data.cutoff)),
        key=lambda one: (one.number, one.id),
    )
    found = tuple(one for one in known if one.found_on >= start)
    late = [(one, how) for one in known if (how := _lateness(one, start, end, data.cutoff))]
    happened = _by_unit(
        chain(
            _short(quotas),
            _found(found, data),
            _overdue(late, data),
            _rejected(known, (start, min(end, data.cutoff)), data),
            data.further,
        )
    )
    sheets = _ranked(_sheets(data, happened, start, end), data.ranking)
    praised = praise(sheets, data.selection_rules, data.choices)
    criticised = criticism(sheets, data.selection_rules, data.choices, _spared(data, start, end), data.upheld)
    listed = [Overdue(one.id, one.unit_id, how.due_on, how.days, how.finished_on) for one, how in late]
    return Evaluation(
        month=data.month,
        start=start,
        end=end,
        cutoff=data.cutoff,
        quotas=quotas,
        sheets=sheets,
        praise=tuple(one for one in praised if one.chosen),
        criticism=tuple(one for one in criticised if one.chosen),
        declined=tuple(one for one in praised + criticised if not one.chosen),
        overdue=tuple(one for one in listed if one.finished_on is None),
        late=tuple(one for one in listed if one.finished_on is not None),
        findings=found,
        week_notes=week_notes(weeks, data.holidays, data.quota_rules, data.cutoff),
    )


def _of_stations(data: MonthInput) -> Records:
    """Only stations owe visits: district units and leaders may cover an area without a quota."""
    stations = {unit.id for unit in data.units if unit.kind == "station"}
    return replace(data.records, duties=[duty for duty in data.records.duties if duty.unit_id in stations])


def week_notes(weeks: Iterable[Week], holidays: Holidays, rules: QuotaRules, cutoff: date) -> tuple[str, ...]:
    """A line per week begun that was no ordinary working week, as the circular prints it."""
    notes = []
    for week in weeks:
        if week.monday > cutoff:
            continue
        if rules.plan_date is not None and rules.plan_date > week.monday:
            notes.append(f"{week.label}：方案{cn_date(rules.plan_date)}起执行，此前不计")
            if rules.plan_date > week.sunday:
                continue
        days, holiday = working_week(week, holidays)
        if days == 0:
            notes.append(f"{week.label}：{holiday or '放假'}，没有工作日，免计")
        elif holiday:
            notes.append(f"{week.label}：{holiday}，按{days}个工作日计")
    return tuple(notes)


def _lateness(one: Finding, start: date, end: date, cutoff: date) -> Lateness | None:
    late = lateness(one, cutoff)
    if late is not None and late.finished_on is None:
        return late
    return finished_late(one, start, end, cutoff)


def _short(quotas: Sequence[Quota]) -> Iterator[Occurrence]:
    for place, quota in enumerate(quotas):
        if not quota.ok:
            missing = quota.required - quota.done
            yield Occurrence("quota_short", quota.unit_id, "quota", (place,), False, quota.reason, missing)


def _found(found: Sequence[Finding], data: MonthInput) -> Iterator[Occurrence]:
    """What was found; what a station reported itself weighs only once it is late or fails (decision 0017)."""
    for one in found:
        words = f"{_named(one, data)}（{cn_day(one.found_on)}）"
        partners = data.partners.get(one.id, ())
        yield from _shared("severe_finding" if one.severe else "finding", one, words, partners)
        if one.recurrence_of is not None:
            yield from _shared("recurrence", one, f"{_named(one, data)}反弹", partners)


def _overdue(late: Sequence[tuple[Finding, Lateness]], data: MonthInput) -> Iterator[Occurrence]:
    for one, how in late:
        yield from _shared("overdue", one, f"{_named(one, data)}{_late_words(how)}")


def _rejected(known: Sequence[Finding], period: tuple[date, date], data: MonthInput) -> Iterator[Occurrence]:
    for one in known:
        for step in one.rounds:
            day = step.verified_on
            if step.passed is False and day is not None and period[0] <= day <= period[1]:
                yield from _shared("rejected", one, f"{_named(one, data)}{cn_day(day)}复核不合格")


def _named(one: Finding, data: MonthInput) -> str:
    return f"{one.number}号问题“{data.categories.get(one.category, one.category)}”"


def _late_words(how: Lateness) -> str:
    ending = "未整改" if how.finished_on is None else "完成整改"
    return f"期限{cn_day(how.due_on)}，逾期{how.days}天{ending}"


WAIVED = "自查发现，不扣分"
_OF_FINDING: frozenset[Measure] = frozenset({"finding", "severe_finding", "recurrence"})


def _shared(
    measure: Measure, one: Finding, words: str, partners: tuple[int, ...] = ()
) -> Iterator[Occurrence]:
    """A finding concerns the station that answers for it, its partners, and the village it lies in."""
    for unit in dict.fromkeys((one.unit_id, *partners, one.village_id)):
        if unit is not None:
            said = f"{words}，共同包保" if unit in partners and unit != one.unit_id else words
            free = WAIVED if one.self_found and measure in _OF_FINDING else ""
            yield Occurrence(measure, unit, "finding", (one.id,), one.fixed_on_spot, said, waived=free)


def _by_unit(occurrences: Iterable[Occurrence]) -> dict[int, list[Occurrence]]:
    grouped: dict[int, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        grouped[one.unit_id].append(one)
    return grouped


def _sheets(
    data: MonthInput, happened: Mapping[int, Sequence[Occurrence]], start: date, end: date
) -> list[ScoreSheet]:
    """Villages, then stations, each in the office's order."""
    papers = {paper.unit_id: paper for paper in data.paper_scores}
    given: dict[int, list[SourceScore]] = defaultdict(list)
    for one in data.sources:
        given[one.unit_id].append(one)
    changes: dict[int, list[Adjustment]] = defaultdict(list)
    for change in data.adjustments:
        changes[change.unit_id].append(change)
    on_duty = {
        duty.unit_id
        for duty in data.records.duties
        if duty.start <= end and (duty.end is None or duty.end >= start)
    }
    sheets = []
    kinds: tuple[tuple[UnitKind, Rubric], ...] = (
        ("village", data.village_rubric),
        ("station", data.station_rubric),
    )
    for kind, rubric in kinds:
        for unit in sorted((u for u in data.units if u.kind == kind), key=lambda u: (u.order, u.id)):
            events, hand = happened.get(unit.id, ()), changes.get(unit.id, ())
            total, lines = score(rubric, events, hand)
            sheet = ScoreSheet(unit.id, kind, unit.stratum, rubric.base, total, lines, computed=total)
            idle = kind == "station" and unit.id not in on_duty and not events and not hand
            absent = "本期没有包保任务" if idle else ""
            if not absent:
                sheet = _mixed(sheet, data.source_weights, given.get(unit.id, ()))
            sheets.append(
                _settled(sheet, papers.get(unit.id), _exempt_words(unit.id, data, start, end), absent)
            )
    return sheets


def _mixed(sheet: ScoreSheet, weights: Mapping[str, Fraction], given: Sequence[SourceScore]) -> ScoreSheet:
    """Several sources weighed into the month's score, or shown beside it where the office weighs none."""
    if not weights:
        return replace(sheet, lines=sheet.lines + beside(given)) if given else sheet
    found = mix(weights, sheet.base, (sheet.computed or Fraction(0), sheet.lines), given)
    if found.total is None:
        return _not_assessed(sheet, found.words)
    return replace(sheet, total=found.total, lines=found.lines, source="mixed", remark=found.words)


def _settled(sheet: ScoreSheet, paper: PaperScore | None, exempt: str, absent: str) -> ScoreSheet:
    """Exemption above paper, paper above the computed total."""
    if exempt:
        return _not_assessed(sheet, exempted(exempt))
    if paper is None:
        return _not_assessed(sheet, absent) if absent else sheet
    sheet = replace(sheet, stratum=paper.stratum or sheet.stratum, source="paper")
    if paper.score is None or not paper.participated:
        return _not_assessed(sheet, paper.remark or "未参加考核")
    words = f"按书面评分计{format_score(paper.score)}分"
    line = ScoreLine("", "书面评分", paper.score - sheet.base, words, by_hand=True)
    return replace(sheet, total=paper.score, lines=(line,), remark=paper.remark)


def _not_assessed(sheet: ScoreSheet, remark: str) -> ScoreSheet:
    return replace(sheet, total=None, lines=(), participated=False, remark=remark)


def _exempt_words(unit_id: int, data: MonthInput, start: date, end: date) -> str:
    """Why a unit is not assessed at all: exempted from everything on every day of the period."""
    spans = [one for one in _exemptions(unit_id, data.records.exemptions) if one.covers == "all"]
    reasons: dict[str, None] = {}
    day = start
    for one in sorted(spans, key=lambda one: (one.start, one.end, one.reason)):
        if one.start > day:
            break
        if one.end >= day:
            reasons[one.reason] = None
            day = one.end + timedelta(days=1)
    return "、".join(reasons) if day > end and spans else ""


def _exemptions(unit_id: int, exemptions: Iterable[Exemption]) -> Iterator[Exemption]:
    for one in exemptions:
        if one.person_id is None and one.unit_id in (None, unit_id):
            yield one


def _spared(data: MonthInput, start: date, end: date) -> dict[int, str]:
    """Units that may not be criticised this period, with the reason."""
    return {
        unit.id: one.reason
        for unit in data.units
        for one in _exemptions(unit.id, data.records.exemptions)
        if one.covers != "quota" and one.start <= end and one.end >= start
    }


def _ranked(sheets: Sequence[ScoreSheet], style: Style) -> tuple[ScoreSheet, ...]:
    """Villages and stations are ranked apart, and within a kind each stratum apart."""
    places = {}
    for kind in ("village", "station"):
        entries = (Entry(one.unit_id, one.stratum, one.total) for one in sheets if one.kind == kind)
        places.update(rank(entries, style))
    return tuple(replace(one, rank=places[one.unit_id].rank, tied=places[one.unit_id].tied) for one in sheets)
