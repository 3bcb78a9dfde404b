"""A month's evaluation on the ten-year file: against fetching its rows, and against a one-year file."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from bench.big import cached, clock
from bench.measure import Figure, benchmark, compare
from core.db import open_record
from core.doors import Read
from core.model import area, category, extension, finding, rectification
from core.queries.findings import all_of
from core.queries.month import evaluate_month, of_concern
from core.queries.records import records_between
from core.rules.calendar import Month, period_of
from core.rules.rectification import Extension, Finding, Round

MONTH = Month(2026, 10)


def ten_years() -> Path:
    return cached(10, 500_000)


def one_year() -> Path:
    return cached(1, 50_000)


def fetch_month(r: Read) -> int:
    """The month's rows into frozen dataclasses, by the SELECTs an evaluation needs; nothing is judged."""
    start, end = period_of(MONTH)
    f, q, e = finding.c, rectification.c, extension.c
    records = records_between(r, start, end)
    concerned = of_concern(start, end)
    found = r.all(
        select(f.id, f.unit_id, f.area_id, f.found_on, category.c.name, f.severe, f.fixed_on_spot,
               f.recurrence_of, f.inspection_id)
        .outerjoin(category, category.c.id == f.category_id)
        .where(concerned),
        lambda row, where, place, day, word, severe, fixed, again, tour: Finding(
            row, row, where, None, place, day, word, severe, fixed, again, (), tour
        ),
    )  # fmt: skip
    ids = all_of([one.id for one in found])
    rounds = r.all(
        select(q.number, q.issued_on, q.due_on, q.acknowledged_on, q.replied_on, q.done_on, q.verified_on,
               q.passed)
        .where(q.finding_id.in_(ids)),
        lambda number, issued, due, *steps: Round(number, issued, due, (), *steps),
    )  # fmt: skip
    longer = r.all(
        select(e.asked_on, e.new_due_on, e.reason)
        .join(rectification, q.id == e.rectification_id)
        .where(q.finding_id.in_(ids)),
        Extension,
    )
    places = r.all(select(area.c.id, area.c.parent_id), lambda *row: row)
    return sum(map(len, (records.posts, records.duties, records.visits, found, rounds, longer, places)))


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
