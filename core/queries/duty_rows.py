"""What the ledgers say of the duties of a month, as the rules read it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Table, func, or_, select

from core.doors import Read
from core.model import (
    area,
    assignment,
    check_in,
    circular,
    finding,
    household_campaign,
    inspection,
    inspection_place,
    opinion,
    questionnaire,
    study_meeting,
    task,
    three_year_plan,
    unit,
    volunteer_body,
    watch,
)
from core.queries.places import parents
from core.rules.calendar import Month, period_of
from core.rules.duties import Cover, Known, Looked, Meeting, Opinion, Outing, Place, Plan, Task, Team, Watch
from core.rules.lineage import Heirs
from core.rules.quotas import Visit

_BEGUN = {one.name: one.c.day for one in (study_meeting, household_campaign, questionnaire, inspection)}


def known_between(
    r: Read, month: Month, start: date, end: date, heirs: Heirs, *, spots: bool = False
) -> Known:
    """The rows of the ledgers that a month's duties are counted from."""
    period = period_of(month)

    def now(unit_id: int | None) -> int | None:
        return heirs.get(unit_id, unit_id) if unit_id is not None else None

    return Known(
        meetings=meetings_between(r, start, end, heirs),
        outings=outings_between(r, start, end, heirs),
        spots=_spots(r, start, end) if spots else (),
        covers=covers_between(r, start, end, heirs),
        places=places_at(r, period[1]),
        inspections=r.all(
            select(inspection.c.id, inspection.c.day).where(inspection.c.day.between(start, end)),
            lambda row, day: (row, day),
        ),
        looked=looked_between(r, *period),
        opinions=[replace(one, unit_id=now(one.unit_id)) for one in _opinions(r, *period)],
        watches=[replace(one, unit_id=now(one.unit_id)) for one in watches_between(r, *period)],
        tasks=[replace(one, unit_id=now(one.unit_id)) for one in _tasks(r, *period)],
        plans=[replace(one, unit_id=heirs.get(one.unit_id, one.unit_id)) for one in plans_of(r)],
        teams=[replace(one, unit_id=now(one.unit_id)) for one in _teams(r, period[1])],
        issued_on=issued_on(r, month),
        begun=begun(r),
    )


def begun(r: Read, *, exact: bool = True) -> dict[str, date]:
    """The first day each ledger says anything about: before it a township is blamed for nothing.

    Not ``exact``: some day of it, which tells that it was begun.
    """
    found = {name: r.value(select(func.min(day) if exact else day).limit(1)) for name, day in _BEGUN.items()}
    first = r.value(select(func.min(circular.c.month)).where(circular.c.state == "issued"))
    found["circular"] = None if first is None else Month.parse(first).first
    if r.value(select(three_year_plan.c.id).limit(1)) is not None:
        found["three_year_plan"] = date.min
    return {name: day for name, day in found.items() if day is not None}


def meetings_between(r: Read, start: date, end: date, heirs: Heirs) -> list[Meeting]:
    m = study_meeting.c

    def made(row: int, day: date, where: int | None, chair: int | None, people: list[int] | None) -> Meeting:
        return Meeting(row, day, heirs.get(where or 0, where), chair, tuple(people or ()))

    return r.all(
        select(m.id, m.day, m.unit_id, m.chair_id, m.attendees).where(m.day.between(start, end)), made
    )


def outings_between(r: Read, start: date, end: date, heirs: Heirs) -> list[Outing]:
    h, q = household_campaign.c, questionnaire.c

    def campaign(row: int, day: date, place: int, where: int | None, people: Any, kind: str) -> Outing:
        unit_id = heirs.get(where or 0, where)
        return Outing("household_campaign", row, day, place, unit_id, tuple(people or ()), kind)

    def survey(row: int, day: date, place: int, where: int | None) -> Outing:
        return Outing("questionnaire", row, day, place, heirs.get(where or 0, where), (), "survey")

    return [
        *r.all(
            select(h.id, h.day, h.area_id, h.unit_id, h.people, h.kind).where(h.day.between(start, end)),
            campaign,
        ),
        *r.all(select(q.id, q.day, q.area_id, q.unit_id).where(q.day.between(start, end)), survey),
    ]


def _spots(r: Read, start: date, end: date) -> list[Visit]:
    c = check_in.c
    return r.all(
        select(c.id, c.person_id, c.area_id, c.day).where(c.day.between(start, end), c.kind == "驻点"), Visit
    )


def _span(table: Table, start: date, end: date) -> Any:
    c = table.c
    begun = or_(c.valid_from.is_(None), c.valid_from <= end)
    return begun & or_(c.valid_to.is_(None), c.valid_to >= start)


def covers_between(r: Read, start: date, end: date, heirs: Heirs) -> list[Cover]:
    """Which stations answer for which places."""
    a = assignment.c
    return r.all(
        select(a.unit_id, a.area_id, a.valid_from, a.valid_to, a.role).where(
            a.unit_id.is_not(None), _span(assignment, start, end)
        ),
        lambda who, where, since, until, role: Cover(
            heirs.get(who, who), where, since, until, role == "lead"
        ),
    )


def places_at(r: Read, day: date) -> list[Place]:
    """Every place with what it lies in on a day: what was merged by then lies in what took it over."""
    above = parents(r, day)
    a, u = area.c, unit.alias().c
    return r.all(
        select(a.id, a.kind, a.name, u.id, a.valid_from, a.valid_to)
        .outerjoin(u.id.table, (u.area_id == a.id) & (u.kind == "village"))
        .order_by(a.id),
        lambda row, kind, name, own, since, until: Place(row, kind, name, above.get(row), own, since, until),
    )


def looked_between(r: Read, start: date, end: date) -> list[Looked]:
    i, p, f = inspection.c, inspection_place.c, finding.c
    been = (
        select(i.id, p.area_id, i.day)
        .join(inspection_place, p.inspection_id == i.id)
        .where(i.day.between(start, end))
    )
    found = select(f.inspection_id, f.area_id, f.found_on).where(
        f.found_on.between(start, end), f.inspection_id.is_not(None), f.area_id.is_not(None)
    )
    return r.all(been, Looked) + r.all(found.distinct(), Looked)


def _opinions(r: Read, start: date, end: date) -> list[Opinion]:
    o = opinion.c
    open_then = or_(o.replied_on.is_(None), o.replied_on >= start)
    return r.all(
        select(o.id, o.day, o.unit_id, o.area_id, o.replied_on).where(o.day <= end, open_then), Opinion
    )


def watches_between(r: Read, start: date, end: date) -> list[Watch]:
    w = watch.c
    return r.all(
        select(w.id, w.day, w.place, w.unit_id, w.person_id, w.stood).where(w.day.between(start, end)), Watch
    )


def _tasks(r: Read, start: date, end: date) -> list[Task]:
    t = task.c
    open_then = or_(t.done_on.is_(None), t.done_on >= start)
    return r.all(
        select(t.id, t.name, t.unit_id, t.owner_id, t.due_on, t.done_on).where(t.due_on <= end, open_then),
        Task,
    )


def plans_of(r: Read) -> list[Plan]:
    """Every three-year plan."""
    p = three_year_plan.c
    return r.all(select(p.id, p.unit_id, p.cycle, p.submitted_on), Plan)


def _teams(r: Read, day: date) -> list[Team]:
    """Those with a target that were there by a day."""
    v = volunteer_body.c
    return r.all(
        select(v.id, v.name, v.unit_id, v.area_id, v.target, v.registered, v.counted_on).where(
            v.kind == "team", v.target > 0, or_(v.founded_on.is_(None), v.founded_on <= day)
        ),
        Team,
    )


def issued_on(r: Read, month: Month) -> date | None:
    """The day the month's circular first went out."""
    c = circular.c
    at = r.value(
        select(c.issued_at)
        .where(c.month == month.text, c.state == "issued", c.issued_at.is_not(None))
        .order_by(c.id)
        .limit(1)
    )
    return None if at is None else date.fromisoformat(at[:10])
