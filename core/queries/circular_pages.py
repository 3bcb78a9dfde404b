"""What the five steps of a month's circular show, read at one moment of the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from sqlalchemy import func, or_, select

from core.doors import Read
from core.errors import UserError
from core.model import (
    area,
    check_in,
    circular,
    exemption,
    finding,
    inspection,
    person,
    post,
    score_sheet,
    unit,
)
from core.queries.circulars import (
    Dates,
    Edited,
    Issued,
    arrangement_of,
    correction_under_way,
    draft,
    draft_dates,
    edited_sentences,
    edits_in,
    frozen_form,
    issued_circulars,
    issued_for,
)
from core.queries.late import closed, supplements
from core.queries.numbers import held_numbers
from core.queries.phrases import Phrase, phrases
from core.queries.records import holidays
from core.queries.self_check import known_of
from core.rules.calendar import Month, Week, cn_day, cn_range, month_of, period_of, week_of, weeks_of
from core.rules.circular import CircularFacts, Difference
from core.rules.circular_edits import Edits
from core.rules.corrections import compared
from core.rules.evaluation import Evaluation
from core.rules.numbers import Series, number_years
from core.rules.quotas import Visit, duplicates
from core.rules.rectification import State, state_at
from core.rules.self_check import Known
from core.settings import settings_at

DoubtKind = Literal[
    "holidays",
    "inspection",
    "silent",
    "unassigned",
    "duplicate",
    "moved",
    "unfinished",
    "exempt",
    "close",
    "supplement",
]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at before the month is judged; ``ids``, ``week`` and ``unit_id`` lead to its rows.

    ``note`` True: to be known, nothing to put right.
    """

    kind: DoubtKind
    text: str
    count: int = 1
    ids: tuple[int, ...] = ()
    week: date | None = None
    unit_id: int | None = None
    note: bool = False


@dataclass(frozen=True, slots=True)
class MonthState:
    """One month as its page needs it.

    ``refused`` says why no circular can be made (then ``facts`` and ``evaluation`` are None);
    ``dates`` are the clerk's own, None where the usual ones hold; ``numbers`` what is not free in the
    series it may be numbered in, by year; ``correcting`` the issued circular the draft replaces.
    """

    month: Month
    today: date
    sample: bool
    refused: str
    doubts: tuple[Doubt, ...]
    facts: CircularFacts | None
    evaluation: Evaluation | None
    known: Known | None
    units: Mapping[int, str]
    people: Mapping[int, str]
    edits: Mapping[str, Edited]
    order: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    dates: Dates
    numbers: Mapping[int, Series]
    issued: Issued | None
    correcting: Issued | None
    register: tuple[Issued, ...]
    differences: tuple[Difference, ...]
    attached: bool = False  # 假期与免计说明 goes with it

    @property
    def writing(self) -> Edits:
        """What the clerk did to the draft, as the paper takes it."""
        return edits_in(self.edits, self.order)

    @property
    def closed(self) -> bool:
        """The month is issued and no correction is being drafted: the frozen paper stands."""
        return self.issued is not None and self.correcting is None


def month_to_draft(r: Read, *, back: int = 2) -> Month:
    """The last full month not yet issued, ``back`` months before it at most; else the last full one."""
    last = month_of(week_of(r.today))
    while period_of(last)[1] >= r.today:
        last = last.previous
    issued = {one.month for one in issued_circulars(r)}
    month = last
    for _ in range(back + 1):
        if month.text not in issued and _has_records(r, month):
            return month
        month = month.previous
    return last


def _has_records(r: Read, month: Month) -> bool:
    start, end = period_of(month)
    statements = (
        select(check_in.c.id).where(check_in.c.day.between(start, end)),
        select(finding.c.id).where(finding.c.found_on.between(start, end)),
        select(score_sheet.c.id).where(score_sheet.c.month == month.text),
    )
    return any(r.value(statement.limit(1)) is not None for statement in statements)


def month_state(r: Read, month: Month) -> MonthState:
    """Everything the page of a month shows, at one moment."""
    correcting = correction_under_way(r, month)
    facts, evaluation, refused = None, None, ""
    doubts = list(_unknown_years(r, month))
    if not doubts:
        try:
            facts, evaluation = draft(r, month, corrects=correcting.doc_no if correcting else None)
        except UserError as error:
            refused = str(error)
    else:
        refused = doubts[0].text
    if evaluation is not None:
        doubts += _doubts(r, month, evaluation)
    issued = issued_for(r, month)
    settings = settings_at(r, r.today)
    return MonthState(
        month=month,
        today=r.today,
        sample=settings.sample,
        refused=refused,
        doubts=tuple(doubts),
        facts=facts,
        evaluation=evaluation,
        known=known_of(r, month, facts, evaluation) if facts and evaluation else None,
        units=dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row)),
        people=_people_of(r, evaluation),
        edits=edited_sentences(r, month),
        order=arrangement_of(r, month),
        phrases=phrases(r),
        dates=draft_dates(r, month),
        numbers=_numbers(r, month, settings.agency_code, facts.doc_date if facts else r.today),
        issued=issued,
        correcting=correcting,
        register=tuple(issued_circulars(r)),
        differences=tuple(differences(r, issued)) if issued is not None else (),
        attached=settings.attach_exemptions,
    )


def _people_of(r: Read, evaluation: Evaluation | None) -> dict[int, str]:
    if evaluation is None:
        return {}
    wanted = {quota.person_id for quota in evaluation.quotas}
    found = r.all(select(person.c.id, person.c.name), lambda *row: row)
    return {row: name for row, name in found if row in wanted}


def _numbers(r: Read, month: Month, code: str, doc_date: date) -> dict[int, Series]:
    """The series the circular may take its number from, by year; the usual one first."""
    return {year: held_numbers(r, code, year) for year in number_years(month, doc_date)}


# -- doubts ----------------------------------------------------------------------------------------


def _unknown_years(r: Read, month: Month) -> Iterator[Doubt]:
    known = holidays(r).years
    for year in sorted({day.year for week in weeks_of(month) for day in (week.monday, week.sunday)} - known):
        if week_of(date(year, 1, 1)).monday <= r.today:
            yield Doubt("holidays", f"{year}年放假安排还没有录入，算不出应到次数")


def _doubts(r: Read, month: Month, evaluation: Evaluation) -> Iterator[Doubt]:
    """What could make the month wrong, first; what is only to be known, last."""
    start, end = evaluation.start, min(evaluation.end, evaluation.cutoff)
    weeks = [week for week in weeks_of(month) if week.monday <= end]
    yield from _weeks_without_inspection(r, weeks, end)
    yield from _silent_stations(r, evaluation)
    yield from _unassigned(evaluation)
    yield from _duplicates(r, start, end)
    yield from _unfinished(weeks, evaluation.cutoff)
    yield from _moved(r, start, end)
    yield from _exempted(r, start, end)
    yield from _closing(r, month)


def _closing(r: Read, month: Month) -> Iterator[Doubt]:
    """Once issued a month may be closed; what a closed one got since stands beside it."""
    issued, done = issued_for(r, month), closed(r, month)
    if issued is not None and done is None:
        text = f"{issued.doc_no}已经印发，可以封账：以后补录的另列清单，不和印发的混在一起"
        yield Doubt("close", text, note=True)
    if done is not None:
        late = supplements(r, month)
        text = f"{cn_day(done.closed_on)}封账以后补录{len(late)}条，已计入现在的数据，不在印发的通报里"
        if late:
            yield Doubt("supplement", text, len(late), note=True)


def _weeks_without_inspection(r: Read, weeks: list[Week], end: date) -> Iterator[Doubt]:
    days = r.column(select(inspection.c.day).where(inspection.c.day.between(weeks[0].monday, end)))
    days += r.column(select(finding.c.found_on).where(finding.c.found_on.between(weeks[0].monday, end)))
    seen = {week_of(day) for day in days}
    for week in weeks:
        if week not in seen and week.sunday <= end:
            yield Doubt("inspection", f"{week.label}没有登记督查", week=week.monday)


def _silent_stations(r: Read, evaluation: Evaluation) -> Iterator[Doubt]:
    """Stations of which nobody checked in during a week that asked for visits."""
    names = dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row))
    owed: dict[Week, dict[int, bool]] = {}
    for quota in evaluation.quotas:
        if quota.finished and quota.required:
            units = owed.setdefault(quota.week, {})
            units[quota.unit_id] = units.get(quota.unit_id, False) or quota.done > 0
    for week, came in sorted(owed.items()):
        silent = [unit_id for unit_id, some in came.items() if not some]
        if silent:
            listed = "、".join(names[one] for one in silent)
            yield Doubt(
                "silent",
                f"{week.label}没有一次签到：{listed}",
                len(silent),
                tuple(silent),
                week.monday,
                silent[0] if len(silent) == 1 else None,
            )


def _unassigned(evaluation: Evaluation) -> Iterator[Doubt]:
    ids = tuple(one.id for one in evaluation.findings if state_at(one, evaluation.cutoff) is State.UNASSIGNED)
    if ids:
        yield Doubt("unassigned", f"{len(ids)}条问题待定责，不计入任何站所", len(ids), ids)


def _duplicates(r: Read, start: date, end: date) -> Iterator[Doubt]:
    c = check_in.c
    visits = r.all(
        select(c.id, c.person_id, c.area_id, c.day).where(c.day.between(start, end)).order_by(c.day), Visit
    )
    repeated = duplicates(visits)
    if repeated:
        ids = tuple(sorted(repeated))
        yield Doubt("duplicate", f"{len(ids)}条签到重复，只算一次", len(ids), ids)


def _unfinished(weeks: list[Week], cutoff: date) -> Iterator[Doubt]:
    for week in weeks:
        if week.sunday > cutoff:
            text = f"{week.label}还没有结束，统计到{cn_day(cutoff)}，这一周不计到岗"
            yield Doubt("unfinished", text, week=week.monday)


def _moved(r: Read, start: date, end: date) -> Iterator[Doubt]:
    """People who changed unit within the period: two posts, one ending where the other begins."""
    p = post.c
    rows = r.all(
        select(p.person_id, person.c.name, unit.c.name, p.valid_from)
        .join(person, person.c.id == p.person_id)
        .join(unit, unit.c.id == p.unit_id)
        .where(or_(p.valid_to.is_(None), p.valid_to >= start), p.valid_from <= end)
        .order_by(p.person_id, p.valid_from, p.id),
        lambda *row: row,
    )
    for before, after in pairwise(rows):
        if before[0] == after[0] and before[2] != after[2] and start < after[3] <= end:
            text = f"{after[1]}{cn_day(after[3])}由{before[2]}调到{after[2]}"
            yield Doubt("moved", text, ids=(after[0],), note=True)


def _exempted(r: Read, start: date, end: date) -> Iterator[Doubt]:
    e = exemption.c
    rows = r.all(
        select(e.id, e.unit_id, unit.c.name, person.c.name, e.valid_from, e.valid_to, e.covers, e.reason)
        .outerjoin(unit, unit.c.id == e.unit_id)
        .outerjoin(person, person.c.id == e.person_id)
        .where(e.valid_from <= end, e.valid_to >= start)
        .order_by(e.valid_from, e.id),
        lambda *row: row,
    )
    word = {"quota": "免计到岗", "criticism": "不列批评", "all": "免计"}
    for row, unit_id, unit_name, who, since, until, covers, reason in rows:
        name = who or unit_name or "全部单位"
        text = f"{name}{cn_range(since, until)}{word.get(covers, '免计')}：{reason}"
        yield Doubt("exempt", text, ids=(row,), unit_id=unit_id, note=True)


# -- an issued circular against the record ---------------------------------------------------------


def differences(r: Read, issued: Issued) -> Iterator[Difference]:
    """Where the frozen facts of a circular and the record as it stands no longer agree."""
    frozen = r.value(select(circular.c.facts).where(circular.c.id == issued.id))
    if frozen is None:
        return
    month = Month.parse(issued.month)
    dates = Dates(issued.doc_date, date.fromisoformat(frozen["cutoff"]), None)
    try:
        facts, _ = draft(r, month, dates, serial=1)
    except UserError as error:
        yield Difference("数据", "已印发", str(error).rstrip("。"))
        return
    yield from compared(frozen, frozen_form(facts))


@dataclass(frozen=True, slots=True)
class Moved:
    """The last circular issued, and in how many places the record says something else by now."""

    month: Month
    doc_no: str
    places: int


def moved_since_issue(r: Read) -> Moved | None:
    """Whether the last circular still agrees with the record; None: it does, or nothing was issued."""
    last = next(iter(issued_circulars(r)), None)
    if last is None:
        return None
    places = sum(1 for _ in differences(r, last))
    return Moved(Month.parse(last.month), last.doc_no, places) if places else None


# -- rows behind a figure --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row behind a figure, in words; ``week`` and ``unit_id`` or ``id`` lead to where it was entered."""

    id: int
    day: date | None
    who: str
    place: str
    text: str
    unit_id: int | None = None


def inspections_by_id(r: Read, ids: tuple[int, ...]) -> list[EvidenceRow]:
    """Rounds of inspection with the number of findings each made."""
    i = inspection.c
    made = dict(
        r.all(
            select(finding.c.inspection_id, func.count())
            .where(finding.c.inspection_id.in_(ids))
            .group_by(finding.c.inspection_id),
            lambda *row: row,
        )
    )
    return r.all(
        select(i.id, i.day, i.inspectors, i.note).where(i.id.in_(ids)).order_by(i.day, i.id),
        lambda row, day, who, note: EvidenceRow(
            row, day, who or "", "", note or f"发现问题{made.get(row, 0)}条"
        ),
    )


def check_ins_by_id(r: Read, ids: tuple[int, ...]) -> list[EvidenceRow]:
    """Check-ins with person and place."""
    c = check_in.c
    return r.all(
        select(c.id, c.day, person.c.name, area.c.name, c.note)
        .join(person, person.c.id == c.person_id)
        .outerjoin(area, area.c.id == c.area_id)
        .where(c.id.in_(ids))
        .order_by(c.day, c.id),
        lambda row, day, who, place, note: EvidenceRow(row, day, who, place or "", note or ""),
    )
