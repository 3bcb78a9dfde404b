"""交接清单: what whoever takes over the office must know on the day; nothing here is typed anew."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, or_, select

from core.doors import Read
from core.model import area, circular, finding, opinion, person, photo, rectification, task, unit
from core.queries.circulars import issued_circulars
from core.queries.numbers import Entry, next_serial, register, series_known
from core.queries.papers.asked import Asked, last_full_month
from core.queries.papers.problems import Problem, problems_where
from core.queries.statements import Statement, open_statements
from core.rules.calendar import Month
from core.rules.circular import doc_no
from core.settings import Settings, settings_at

SOON = 500  # rows of one kind a list carries; more than that is no list to hand over


@dataclass(frozen=True, slots=True)
class Series:
    """A series of 文号: the next number, what is reserved, void or unexplained."""

    code: str
    year: int
    last: str
    coming: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class OpenOpinion:
    day: date
    place: str
    source: str
    text: str
    unit: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    name: str
    unit: str
    owner: str
    due_on: date | None
    progress: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What lies where: the record, and the folder beside it."""

    record: str
    files: str
    counts: tuple[tuple[str, int], ...]
    last_issued: str
    drafts: tuple[str, ...]  # months begun and not issued


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """The open orders by their next deadline, and everything else that waits for a hand."""

    settings: Settings
    today: date
    held: Held
    problems: tuple[Problem, ...]
    series: tuple[Series, ...]
    statements: tuple[Statement, ...]
    opinions: tuple[OpenOpinion, ...]
    tasks: tuple[OpenTask, ...]
    months_open: tuple[Month, ...]


def handover_facts(r: Read, _asked: Asked) -> HandoverFacts:
    """As of today."""
    settings = settings_at(r, r.today)
    return HandoverFacts(
        settings,
        r.today,
        _held(r),
        tuple(_problems(r)),
        tuple(_series(r, settings.agency_code)),
        tuple(open_statements(r)),
        tuple(_opinions(r)),
        tuple(_tasks(r)),
        tuple(_months_open(r)),
    )


def _problems(r: Read) -> list[Problem]:
    """Unsettled ones: the next deadline first, those without an order last."""
    c = rectification.c
    settled = select(c.finding_id).where(c.passed.is_(True))
    found = problems_where(r, finding.c.fixed_on_spot.is_(False), finding.c.id.not_in(settled))
    waiting = [one for one in found if not one.settled]
    return sorted(waiting, key=lambda one: (one.due_on is None, one.due_on or one.found_on, one.id))[:SOON]


def _series(r: Read, code: str) -> list[Series]:
    """This year's and last year's numbers of the office; only what needs explaining of each."""
    found = []
    for agency, year in series_known(r):
        if year < r.today.year - 1 or agency != code:
            continue
        entries = register(r, agency, year)
        used = [one for one in entries if one.kind in ("issued", "used")]
        found.append(
            Series(
                agency,
                year,
                used[0].number if used else "",
                doc_no(agency, year, next_serial(r, agency, year)),
                tuple(one for one in entries if one.kind not in ("issued", "used")),
            )
        )
    return found


def _opinions(r: Read) -> list[OpenOpinion]:
    o = opinion.c
    return r.all(
        select(
            o.day,
            func.coalesce(area.c.name, ""),
            func.coalesce(o.source, ""),
            o.text,
            func.coalesce(unit.c.name, ""),
        )
        .outerjoin(area, area.c.id == o.area_id)
        .outerjoin(unit, unit.c.id == o.unit_id)
        .where(or_(o.reply.is_(None), o.replied_on.is_(None)))
        .order_by(o.day, o.id)
        .limit(SOON),
        OpenOpinion,
    )


def _tasks(r: Read) -> list[OpenTask]:
    t = task.c
    return r.all(
        select(
            t.name,
            func.coalesce(unit.c.name, ""),
            func.coalesce(person.c.name, ""),
            t.due_on,
            t.progress,
        )
        .outerjoin(unit, unit.c.id == t.unit_id)
        .outerjoin(person, person.c.id == t.owner_id)
        .where(t.done_on.is_(None))
        .order_by(t.due_on.is_(None), t.due_on, t.id)
        .limit(SOON),
        OpenTask,
    )


def _months_open(r: Read) -> list[Month]:
    """Of the last twelve months those after the first circular that have none."""
    issued = {one.month for one in issued_circulars(r)}
    if not issued:
        return []
    month, found = last_full_month(r.today), []
    for _ in range(12):
        if month.text < min(issued):
            break
        if month.text not in issued:
            found.append(month)
        month = month.previous
    return found[::-1]


def _held(r: Read) -> Held:
    names = {row[1]: row[2] for row in r.conn.exec_driver_sql("PRAGMA database_list")}
    record = Path(names["main"])
    counted = (
        ("人员", person),
        ("问题", finding),
        ("照片", photo),
    )
    counts = [(word, int(r.value(select(func.count()).select_from(table)) or 0)) for word, table in counted]
    issued = issued_circulars(r)
    drafts = r.column(select(circular.c.month).where(circular.c.state == "draft").order_by(circular.c.month))
    return Held(
        str(record),
        str(record.with_suffix(".files")),
        (*counts, ("印发的通报", len(issued))),
        f"{issued[0].doc_no}《{issued[0].title}》" if issued else "",
        tuple(Month.parse(one).label for one in drafts),
    )
