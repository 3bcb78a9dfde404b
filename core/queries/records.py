"""What quotas are counted from, between two days: posts, duties, visits, absences, exemptions, holidays."""

from datetime import date

from sqlalchemy import ColumnElement, Table, func, or_, select

from core.doors import Read
from core.model import (
    absence,
    assignment,
    check_in,
    exemption,
    holiday,
    holiday_version,
    post,
    unit,
)
from core.rules.calendar import Holidays
from core.rules.quotas import Absence, Duty, Exemption, Post, QuotaRules, Records, Visit
from core.rules.units import Unit
from core.settings import Settings


def holidays(r: Read) -> Holidays:
    """The newest version of each year's arrangement."""
    newest = {}
    for version_id, year in r.all(
        select(holiday_version.c.id, holiday_version.c.year).order_by(holiday_version.c.id), lambda *row: row
    ):
        newest[year] = version_id
    rows = r.all(
        select(holiday.c.day, holiday.c.name, holiday.c.off).where(holiday.c.version_id.in_(newest.values())),
        lambda *row: row,
    )
    return Holidays.of(rows)


def _within(table: Table, start: date, end: date) -> ColumnElement[bool]:
    """Rows with from–to dates that touch the period."""
    c = table.c
    begun = or_(c.valid_from.is_(None), c.valid_from <= end)
    return begun & or_(c.valid_to.is_(None), c.valid_to >= start)


def units_between(r: Read, start: date, end: date) -> list[Unit]:
    """Units that existed on some day of the period, in the office's order."""
    u = unit.c
    return r.all(
        select(u.id, u.kind, u.name, u.stratum, u.sort)
        .where(_within(unit, start, end))
        .order_by(u.sort, u.id),
        lambda row_id, kind, name, stratum, sort: Unit(row_id, kind, name, stratum or "", sort or row_id),
    )


def records_between(r: Read, start: date, end: date) -> Records:
    """All that quotas of the period are computed from."""
    p, a, c, e = post.c, assignment.c, check_in.c, exemption.c
    return Records(
        posts=r.all(
            select(p.person_id, p.unit_id, p.valid_from, p.valid_to, p.role).where(_within(post, start, end)),
            Post,
        ),
        duties=r.all(  # that a station has a duty matters, not in how many of 1,500 groups
            select(a.unit_id, func.min(a.area_id), a.valid_from, a.valid_to)
            .where(a.unit_id.is_not(None), _within(assignment, start, end))
            .group_by(a.unit_id, a.valid_from, a.valid_to),
            Duty,
        ),
        visits=r.all(
            select(c.id, c.person_id, c.area_id, c.day).where(c.day.between(start, end)).order_by(c.day),
            Visit,
        ),
        absences=r.all(
            select(
                absence.c.person_id,
                absence.c.valid_from,
                absence.c.valid_to,
                absence.c.effect,
                absence.c.reason,
            ).where(_within(absence, start, end)),
            lambda who, since, until, effect, reason: Absence(who, since, until, effect, reason or ""),
        ),
        exemptions=r.all(
            select(e.unit_id, e.person_id, e.valid_from, e.valid_to, e.reason, e.covers).where(
                _within(exemption, start, end)
            ),
            Exemption,
        ),
    )


def quota_rules(settings: Settings) -> QuotaRules:
    """The quota as the office set it."""
    return QuotaRules(
        per_week=settings.per_week,
        per_person=settings.per_person,
        scarce="full" if settings.scarce == "full" else "min",
        plan_date=settings.plan_date,
    )
