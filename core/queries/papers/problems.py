"""Findings for papers: what is ordered, what is overdue, the ledger; as they stand on the day of print."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from core.doors import Read
from core.ledgers.headings import SOURCES
from core.model import assignment, finding, inspection, person, photo, rectification, unit
from core.queries.finding_pages import FindingRow, rows_of
from core.queries.findings import all_of, findings_where
from core.queries.papers.asked import Asked, the_unit
from core.queries.places import parents
from core.queries.standards import standards
from core.rules.calendar import week_of
from core.rules.rectification import (
    SETTLED,
    STATE_WORDS,
    Finding,
    Round,
    due_at,
    overdue_days,
    state_at,
)
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its latest order as of the day of print.

    ``due_on`` is the date in force, ``first_due`` the original one where an extension moved it;
    ``late`` calendar days past due while unfinished. ``keeper`` is the person the roster names.
    """

    id: int
    found_on: date
    village: str
    spot: str
    category: str
    text: str
    unit_id: int | None
    unit: str
    inspectors: str
    severe: bool
    state: str
    settled: bool
    late: int
    order_no: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    first_due: date | None = None
    times: int = 0  # how often it was ordered
    reply: str = ""
    done_on: date | None = None
    verifier: str = ""
    verified_on: date | None = None
    keeper: str = ""
    photos_before: int = 0
    photos_after: int = 0
    source: str = SOURCES[0]
    standard: str = ""  # the 测评体系 item it is measured by, as a notice cites it
    partner: str = ""
    referred_to: str = ""
    referred_on: date | None = None

    @property
    def where(self) -> str:
        """The village and the spot in it."""
        return self.village + self.spot


@dataclass(frozen=True, slots=True)
class Notice:
    """A station with the findings it is written to about; ``day`` is the notice's date."""

    unit_id: int
    unit: str
    day: date
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """``period`` says which orders were asked for; ``reply_by`` is the deadline a reminder sets."""

    settings: Settings
    today: date
    period: str
    unit: str
    notices: tuple[Notice, ...]
    reply_by: date


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """The findings of a period, in the order of their numbers."""

    settings: Settings
    today: date
    period: str
    unit: str
    problems: tuple[Problem, ...]


def order_facts(r: Read, asked: Asked) -> NoticeFacts:
    """The orders of the period, by default of the latest week with any; a notice per station and day."""
    c = rectification.c
    if asked.month is None and asked.week is None:
        latest = r.value(select(func.max(c.issued_on)).where(c.issued_on <= r.today))
        asked = replace(asked, week=week_of(latest or r.today))
    start, end = asked.days(r.today)
    ids = r.column(select(c.finding_id).where(c.issued_on.between(start, min(end, r.today))).distinct())
    found = problems_where(r, finding.c.id.in_(all_of(ids)), day=min(end, r.today))
    kept = [one for one in found if one.issued_on is not None and start <= one.issued_on <= end]
    return _notices(r, asked, kept, asked.label(r.today), by_day=True)


def reminder_facts(r: Read, asked: Asked) -> NoticeFacts:
    """What is past its due date and unfinished today, by station."""
    c = rectification.c
    ids = r.column(select(c.finding_id).where(c.due_on < r.today, c.verified_on.is_(None)).distinct())
    found = problems_where(r, finding.c.id.in_(all_of(ids)))
    return _notices(r, asked, [one for one in found if one.late], "")


def _notices(
    r: Read, asked: Asked, found: Iterable[Problem], period: str, *, by_day: bool = False
) -> NoticeFacts:
    named = the_unit(r, asked.unit, "station") if asked.unit is not None else ""
    grouped: dict[tuple[int, date], list[Problem]] = defaultdict(list)
    for one in found:
        if one.unit_id is not None and asked.unit in (None, one.unit_id):
            day = one.issued_on if by_day and one.issued_on is not None else r.today
            grouped[one.unit_id, day].append(one)
    order = {
        row: place for place, row in enumerate(r.column(select(unit.c.id).order_by(unit.c.sort, unit.c.id)))
    }
    keys = sorted(grouped, key=lambda key: (order[key[0]], key[1]))
    settings = settings_at(r, r.today)
    return NoticeFacts(
        settings,
        r.today,
        period,
        named,
        tuple(Notice(key[0], grouped[key][0].unit, key[1], tuple(grouped[key])) for key in keys),
        r.today + timedelta(days=settings.due_days),
    )


def ledger_facts(r: Read, asked: Asked) -> LedgerFacts:
    """The findings found in the period; of one station, or of one village and all in it."""
    f = finding.c
    found = problems_where(r, f.found_on.between(*asked.days(r.today)))
    named = the_unit(r, asked.unit) if asked.unit is not None else ""
    if named:
        found = [one for one in found if named in (one.unit, one.village)]
    return LedgerFacts(settings_at(r, r.today), r.today, asked.label(r.today), named, tuple(found))


def problems_where(r: Read, *where: ColumnElement[bool], day: date | None = None) -> list[Problem]:
    """Findings as of a day (today) with their latest order, by number, in a fixed number of queries."""
    lives = findings_where(r, *where)
    rows = {one.id: one for one in rows_by_id(r, [one.id for one in lives])}
    more = _More(r, [one.id for one in lives])
    return [_problem(one, rows[one.id], more, day or r.today) for one in lives if one.id in rows]


def rows_by_id(r: Read, ids: Sequence[int]) -> list[FindingRow]:
    """In pieces: a statement binds a bounded number of values."""
    return [row for start in range(0, len(ids), 500) for row in rows_of(r, ids[start : start + 500])]


class _More:
    """What stands beside the life of findings: words of orders, photos, inspectors, persons in charge."""

    def __init__(self, r: Read, ids: list[int]) -> None:
        c, p = rectification.c, photo.c
        among = all_of(ids)
        self.orders: dict[tuple[int, int], tuple[str, str, str]] = {
            (row, number): (order_no or "", reply or "", verifier or "")
            for row, number, order_no, reply, verifier in r.all(
                select(c.finding_id, c.number, c.order_no, c.reply, c.verifier).where(
                    c.finding_id.in_(among)
                ),
                _row,
            )
        }
        self.photos: dict[tuple[int, str], int] = {
            (row, stage): count
            for row, stage, count in r.all(
                select(p.finding_id, p.stage, func.count())
                .where(p.finding_id.in_(among))
                .group_by(p.finding_id, p.stage),
                _row,
            )
        }
        self.inspectors: dict[int, str] = dict(
            r.all(
                select(finding.c.id, func.coalesce(inspection.c.inspectors, ""))
                .join(inspection, inspection.c.id == finding.c.inspection_id)
                .where(finding.c.id.in_(among)),
                _row,
            )
        )
        self.keepers = _Keepers(r)
        self.details = _details(r, among)


def _details(r: Read, among: Select[Any]) -> dict[int, dict[str, Any]]:
    """By finding, of those that say anything beside the rule."""
    f = finding.c
    said = or_(
        *(one.is_not(None) for one in (f.source, f.standard_id, f.partner, f.referred_to, f.referred_on))
    )
    cited = {one.id: one.cited for one in standards(r)}
    rows = select(f.id, f.source, f.standard_id, f.partner, f.referred_to, f.referred_on)
    return {
        row: {
            "source": source or SOURCES[0],
            "standard": cited.get(item, ""),
            "partner": partner or "",
            "referred_to": sent or "",
            "referred_on": day,
        }
        for row, source, item, partner, sent, day in r.all(rows.where(f.id.in_(among), said), _row)
    }


class _Keepers:
    """Who answers for a place in a station's name (谁包保、谁负责)."""

    def __init__(self, r: Read) -> None:
        a = assignment.c
        self.lines: dict[tuple[int, int], list[tuple[date, date | None, str]]] = defaultdict(list)
        for place, station, start, end, name in r.all(_lines(a), _row):
            self.lines[place, station].append((start, end, name))
        self.then, self.now = parents(r), parents(r, r.today)

    def of(self, place: int | None, station: int | None, day: date) -> str:
        """By the villages of the time, else by those of today."""
        return self._above(self.then, place, station, day) or self._above(self.now, place, station, day)

    def _above(self, above: dict[int, int | None], place: int | None, station: int | None, day: date) -> str:
        while place is not None and station is not None:
            held = self.lines.get((place, station), [])
            names = [name for start, end, name in held if start <= day and (end is None or day <= end)]
            if names:
                return "、".join(dict.fromkeys(names))
            place = above.get(place)
        return ""


def _lines(a: Any) -> Select[Any]:
    return (
        select(a.area_id, a.unit_id, a.valid_from, a.valid_to, person.c.name)
        .join(person, person.c.id == a.person_id)
        .where(a.unit_id.is_not(None))
        .order_by(a.role != "lead", a.id)
    )


def _row(*columns: Any) -> tuple[Any, ...]:
    return columns


def _problem(one: Finding, row: FindingRow, more: _More, day: date) -> Problem:
    state = state_at(one, day)
    current = max((a for a in one.rounds if a.issued_on <= day), key=lambda a: a.number, default=None)
    beside = _beside(current, one, more, day) if current is not None else {}
    return Problem(
        id=one.id,
        found_on=one.found_on,
        village=row.village,
        spot=row.spot + row.place,
        category=row.category or one.category,
        text=row.text,
        unit_id=one.unit_id,
        unit=row.unit or "待定责",
        inspectors=more.inspectors.get(one.id, ""),
        severe=one.severe,
        state=STATE_WORDS[state],
        settled=state in SETTLED,
        late=overdue_days(one, day),
        keeper=more.keepers.of(one.area_id, one.unit_id, one.found_on),
        photos_before=more.photos.get((one.id, "before"), 0),
        photos_after=more.photos.get((one.id, "after"), 0),
        **more.details.get(one.id, {}),
        **beside,
    )


def _beside(current: Round, one: Finding, more: _More, day: date) -> dict[str, Any]:
    order_no, reply, verifier = more.orders.get((one.id, current.number), ("", "", ""))
    return {
        "order_no": order_no,
        "issued_on": current.issued_on,
        "due_on": due_at(one, day),
        "first_due": current.due_on,
        "times": current.number,
        "reply": reply,
        "done_on": current.done_on,
        "verifier": verifier,
        "verified_on": current.verified_on,
    }
