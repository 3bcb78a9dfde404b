"""What quotas are counted from, between two days: posts, duties, visits, absences, exemptions, holidays."""

from datetime import date

from sqlalchemy import ColumnElement, Table, func, or_, select

from core.doors import Read
from core.model import (
    absence,
    assignment,
    change,
    check_in,
    circular,
    exemption,
    holiday,
    holiday_version,
    post,
    unit,
)
from core.rules.calendar import Holidays, Month
from core.rules.quotas import Absence, Duty, Exemption, Post, QuotaRules, Records, Visit
from core.rules.units import Unit
from core.settings import Settings


def holidays(r: Read, month: Month | None = None) -> Holidays:
    """The newest version of each year's arrangement.

    A ``month`` already issued keeps the versions known when it was, also when a year is changed later
    (2019 and 2020 were); a correction being drafted is judged by the newest again.
    """
    known = _versions(r)
    issued = None if month is None else _issued_by(r, month)
    then = [one for one in known if issued is None or one[2] <= issued]
    chosen = {year: version for version, year, _ in reversed(known)}  # of a year unknown then the first
    chosen |= {year: version for version, year, _ in then}
    rows = r.all(
        select(holiday.c.day, holiday.c.name, holiday.c.off).where(holiday.c.version_id.in_(chosen.values())),
        lambda *row: row,
    )
    return Holidays.of(rows)


def _versions(r: Read) -> list[tuple[int, int, int]]:
    """Each version with its year and the Op that entered it, in order."""
    v = holiday_version.c
    entered = (change.c.table_name == holiday_version.name) & (change.c.row_id == v.id)
    return r.all(
        select(v.id, v.year, func.coalesce(func.min(change.c.op_id), 0))
        .outerjoin(change, entered)
        .group_by(v.id, v.year)
        .order_by(v.id),
        lambda *row: row,
    )


def _issued_by(r: Read, month: Month) -> int | None:
    """The Op that issued the month's latest circular; None: not issued, or being corrected."""
    c = circular.c
    drafted = select(c.id).where(c.month == month.text, c.state == "draft", c.corrects_id.is_not(None))
    if r.value(drafted.limit(1)) is not None:
        return None
    latest = r.value(select(func.max(c.id)).where(c.month == month.text, c.state == "issued"))
    if latest is None:
        return None
    entered = (change.c.table_name == circular.name) & (change.c.row_id == latest)
    found: int | None = r.value(select(func.min(change.c.op_id)).where(entered))
    return found


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


def records_between(r: Read, start: date, end: date, *, visits: bool = True) -> Records:
    """All that quotas of the period are computed from; without ``visits`` who owes, not what was done."""
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
        )
        if visits
        else (),
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
