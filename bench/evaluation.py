"""A month's evaluation on the ten-year file: against fetching its rows, and against a one-year file."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import or_, select

from bench.big import cached, clock
from bench.measure import Figure, benchmark, compare
from core.db import open_record
from core.doors import Read
from core.model import absence, assignment, category, check_in, exemption, finding, post, rectification
from core.queries.month import evaluate_month
from core.rules.calendar import Month, period_of
from core.rules.quotas import Absence, Duty, Exemption, Post, Visit
from core.rules.rectification import Finding, Round

MONTH = Month(2026, 10)


def ten_years() -> Path:
    return cached(10, 500_000)


def one_year() -> Path:
    return cached(1, 50_000)


def fetch_month(r: Read) -> int:
    """The month's rows as frozen dataclasses, one SELECT a table: what any evaluation must read first."""
    start, end = period_of(MONTH)
    p, a, c, f, q = post.c, assignment.c, check_in.c, finding.c, rectification.c
    rows: list[object] = []
    rows += r.all(
        select(p.person_id, p.unit_id, p.valid_from, p.valid_to, p.role).where(
            p.valid_from <= end, or_(p.valid_to.is_(None), p.valid_to >= start)
        ),
        Post,
    )
    rows += r.all(
        select(a.unit_id, a.area_id, a.valid_from, a.valid_to).where(
            a.unit_id.is_not(None), a.valid_from <= end, or_(a.valid_to.is_(None), a.valid_to >= start)
        ),
        Duty,
    )
    rows += r.all(
        select(c.id, c.person_id, c.area_id, c.day).where(c.day.between(start, end)).order_by(c.day), Visit
    )
    away, spared = absence.c, exemption.c
    rows += r.all(
        select(away.person_id, away.valid_from, away.valid_to, away.effect, away.reason).where(
            away.valid_from <= end, away.valid_to >= start
        ),
        Absence,
    )
    rows += r.all(
        select(
            spared.unit_id, spared.person_id, spared.valid_from, spared.valid_to, spared.reason, spared.covers
        ).where(spared.valid_from <= end, spared.valid_to >= start),
        Exemption,
    )
    in_month = f.found_on.between(start, end)
    rows += r.all(
        select(
            f.id, f.unit_id, f.area_id, f.found_on, category.c.name, f.severe, f.fixed_on_spot,
            f.recurrence_of, f.inspection_id,
        )
        .outerjoin(category, category.c.id == f.category_id)
        .where(in_month),
        lambda row, where, place, found, word, severe, fixed, again, tour: Finding(
            row, row, where, None, place, found, word, severe, fixed, again, (), tour
        ),
    )  # fmt: skip
    rows += r.all(
        select(
            q.number, q.issued_on, q.due_on, q.acknowledged_on,
            q.replied_on, q.done_on, q.verified_on, q.passed,
        )
        .join(finding, f.id == q.finding_id)
        .where(in_month),
        lambda number, issued, due, *steps: Round(number, issued, due, (), *steps),
    )  # fmt: skip
    return len(rows)


@benchmark
def month_evaluation() -> Iterator[Figure]:
    """Both inside one open read door each, so opening the file is not measured."""
    with open_record(ten_years(), writable=False, clock=clock) as db, db.read() as r:
        yield compare(
            f"evaluate a month, 10 years / fetch {fetch_month(r)} rows",
            lambda: evaluate_month(r, MONTH),
            lambda: fetch_month(r),
            target=3,
        )
        with open_record(one_year(), writable=False, clock=clock) as young, young.read() as short:
            yield compare(
                "evaluate a month, 10 years / 1 year",
                lambda: evaluate_month(r, MONTH),
                lambda: evaluate_month(short, MONTH),
                target=1.3,
            )
