"""Where every finding stands on a day, in SQL, with the meaning of core.rules.rectification.

Extensions are taken as the doors let them in (each asked for within the date in force, each later
than it), so the latest date known that day is the one in force.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, false, func, or_, select

from core.model import extension, finding, rectification
from core.rules.rectification import State

SOON_DAYS = 3  # 3日内: due today or within three calendar days

# What a hand is needed for, in the order of urgency; each finding is in exactly one.
LATE, SOON, TO_VERIFY, TO_ORDER, IN_PROGRESS, SETTLED = range(6)


def life(day: date) -> Subquery:
    """One row per finding: id, state, due, late, rank (LATE … SETTLED), closed_on; as known that day."""
    f, r = finding.c, rectification.c
    later = rectification.alias("later")
    current = and_(
        r.finding_id == f.id,
        r.issued_on <= day,
        ~exists().where(
            later.c.finding_id == r.finding_id, later.c.issued_on <= day, later.c.number > r.number
        ),
    )
    verified = func.coalesce(r.verified_on <= day, false()) & r.passed.is_not(None)
    state = case(
        (f.fixed_on_spot, State.FIXED_ON_SPOT.value),
        (r.id.is_(None) & f.unit_id.is_(None), State.UNASSIGNED.value),
        (r.id.is_(None), State.TO_ORDER.value),
        (verified & r.passed, State.CLOSED.value),
        (verified, State.REJECTED.value),
        (r.replied_on <= day, State.REPLIED.value),
        (r.acknowledged_on <= day, State.ACKNOWLEDGED.value),
        else_=State.ORDERED.value,
    )
    done = or_(r.done_on <= day, r.replied_on <= day, r.passed & (r.verified_on <= day))
    stage = (
        select(
            f.id,
            state.label("state"),
            _due(day).label("due"),
            r.id.is_not(None).label("ordered"),
            func.coalesce(done, false()).label("done"),
        )
        .select_from(finding)
        .outerjoin(rectification, current)
        .subquery("stage")
    )
    s = stage.c
    waiting = s.ordered & ~s.done
    rank = case(
        (s.state.in_((State.FIXED_ON_SPOT.value, State.CLOSED.value)), SETTLED),
        (waiting & (s.due < day), LATE),
        (waiting & (s.due <= day + timedelta(days=SOON_DAYS)), SOON),
        (s.state == State.REPLIED.value, TO_VERIFY),
        (s.state.in_((State.ORDERED.value, State.ACKNOWLEDGED.value)), IN_PROGRESS),
        else_=TO_ORDER,
    )
    return select(s.id, s.state, s.due, rank.label("rank")).subquery("life")


def _due(day: date) -> ColumnElement[Any]:
    e, r = extension.c, rectification.c
    longer = (
        select(func.max(e.new_due_on))
        .where(e.rectification_id == r.id, e.asked_on <= day)
        .correlate(rectification)
        .scalar_subquery()
    )
    return func.max(r.due_on, func.coalesce(longer, r.due_on), type_=r.due_on.type)
