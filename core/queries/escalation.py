"""追责: who reaches a measure of the office's ladder in a month, with the evidence; what was decided."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import func, or_, select

from core.doors import Read
from core.model import accountability, circular, escalation_rule, person, post, unit
from core.queries.lineage import unit_heirs
from core.queries.standings import drafted_or_why, issued_standings, last_full, months_back
from core.queries.statements import Statement, statements
from core.rules.calendar import Month, cn_date, period_of
from core.rules.escalation import (
    WINDOW,
    Candidate,
    Lines,
    Rung,
    Taken,
    candidates,
    ladder_of,
)
from core.settings import settings_at


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure people decided on (问责记录)."""

    id: int
    day: date
    unit_id: int
    unit: str
    person_id: int | None
    person: str
    form: str
    reason: str
    decided_by: str
    document: str
    month: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A candidate with its unit's name; ``doubts`` are objections to look at first, each a sentence."""

    candidate: Candidate
    unit: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """A month: ``drafted`` when it counts as its draft says, ``refused`` why it counts for nothing."""

    month: Month
    drafted: bool
    refused: str
    ladder: tuple[Rung, ...]
    lines: Lines
    suggested: tuple[Suggested, ...]
    statements: tuple[Statement, ...]
    measures: tuple[Measure, ...]


def ladder_at(r: Read, day: date) -> tuple[Rung, ...]:
    """The ladder in force that day: of each kind of unit the latest version, by default the usual one."""
    e = escalation_rule.c
    newest = dict(
        r.all(
            select(e.kind, func.max(e.valid_from)).where(e.valid_from <= day).group_by(e.kind),
            lambda *row: row,
        )
    )
    rows = r.all(
        select(e.kind, e.step, e.name, e.trigger, e.threshold, e.span, e.valid_from)
        .where(e.valid_from <= day)
        .order_by(e.kind, e.step, e.id),
        lambda *row: row,
    )
    return ladder_of([Rung(*row[:6]) for row in rows if row[6] == newest[row[0]]])


def measures_taken(r: Read, year: int | None = None) -> list[Measure]:
    """问责记录, the latest first."""
    a = accountability.c
    where = [] if year is None else [a.day.between(date(year, 1, 1), date(year, 12, 31))]
    return r.all(
        select(
            a.id,
            a.day,
            a.unit_id,
            unit.c.name,
            a.person_id,
            func.coalesce(person.c.name, ""),
            a.form,
            a.reason,
            a.decided_by,
            func.coalesce(a.document, ""),
            func.coalesce(a.month, ""),
        )
        .join(unit, unit.c.id == a.unit_id)
        .outerjoin(person, person.c.id == a.person_id)
        .where(*where)
        .order_by(a.day.desc(), a.id.desc()),
        Measure,
    )


def escalation_month(r: Read) -> Month:
    """The month to look at first: the last one issued, else the last full one."""
    latest = r.value(select(func.max(circular.c.month)).where(circular.c.state == "issued"))
    return max(Month.parse(latest), last_full(r.today)) if latest else last_full(r.today)


def escalation(r: Read, month: Month) -> Escalation:
    """Candidates of a month. Months before it count as issued, those never issued say nothing (0013)."""
    end = period_of(month)[1]
    settings = settings_at(r, min(end, r.today))
    lines = Lines(Fraction(settings.criticism_below), settings.criticism_bottom)
    history = issued_standings(r, months_back(month, WINDOW), month)
    drafted = all(one.month != month for one in history)
    refused = ""
    if drafted:
        draft, refused = drafted_or_why(r, month)
        history = (*history, *draft)
    measures = measures_taken(r)
    heirs = unit_heirs(r, end)
    taken = [Taken(heirs.get(one.unit_id, one.unit_id), one.form, _answers(one)) for one in measures]
    ladder = ladder_at(r, min(end, r.today))
    found = candidates(history, ladder, taken, month, lines)
    names = dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row))
    said = statements(r)
    return Escalation(
        month,
        drafted,
        refused,
        ladder,
        lines,
        tuple(Suggested(one, names[one.unit_id], _doubts(one, said, heirs)) for one in found),
        tuple(one for one in said if one.open or one.month[:4] == str(month.year)),
        tuple(measures),
    )


def _answers(one: Measure) -> Month:
    """Up to which month a measure answers: the one it names, else the last one over when it was taken."""
    return Month.parse(one.month) if one.month else last_full(one.day)


def _doubts(one: Candidate, said: list[Statement], heirs: dict[int, int]) -> tuple[str, ...]:
    """Objections of the unit about the months behind: an issued month counts until it is corrected."""
    months = {month.text for month in one.months}
    found = []
    for about in said:
        if heirs.get(about.unit_id, about.unit_id) != one.unit_id or about.month not in months:
            continue
        label = Month.parse(about.month).label
        if about.open:
            found.append(f"{label}的陈述申辩（{cn_date(about.received_on)}）还没有结论")
        elif about.outcome in ("upheld", "partly"):
            found.append(f"{label}的陈述申辩{about.state}，先看要不要更正通报")
    return tuple(dict.fromkeys(found))


def units_to_hear(r: Read, month: Month) -> list[tuple[int, str]]:
    """Stations, then villages of the month's last day: who may bring something forward."""
    u, end = unit.c, period_of(month)[1]
    return r.all(
        select(u.id, u.name)
        .where(
            u.kind.in_(("station", "village")),
            or_(u.valid_from.is_(None), u.valid_from <= end),
            or_(u.valid_to.is_(None), u.valid_to >= end),
        )
        .order_by(u.kind, u.sort, u.id),
        lambda *row: row,
    )


def people_of(r: Read, unit_id: int) -> list[tuple[int, str]]:
    """Who holds a post in a unit today, heads first: a measure may also name who answers for it."""
    p = post.c
    rows = r.all(
        select(p.person_id, person.c.name)
        .join(person, person.c.id == p.person_id)
        .where(
            p.unit_id == unit_id,
            p.valid_from <= r.today,
            or_(p.valid_to.is_(None), p.valid_to >= r.today),
        )
        .order_by(p.role != "head", p.role != "deputy_in_charge", p.id),
        lambda *row: row,
    )
    return list(dict.fromkeys(rows))
