"""All duties of a month on the ten-year file against fetching their rows, and 今日 once warm."""

from collections.abc import Iterator
from functools import partial

from bench.big import clock
from bench.evaluation import MONTH, ten_years
from bench.measure import Figure, benchmark, compare
from core.db import open_record
from core.doors import Read
from core.queries.duties import month_duties
from core.queries.duty_rows import known_between
from core.queries.rates import questionnaires
from core.queries.records import records_between
from core.queries.reminders import reminders
from core.queries.today import today
from core.rules.calendar import period_of

LIMIT = 50.0  # ms: 今日 once warm


def fetch_duties(r: Read) -> int:
    """The rows of a month's duties into frozen dataclasses; nothing is judged."""
    first, last = period_of(MONTH)
    start, end = min(first, MONTH.first), max(last, MONTH.last)
    records = records_between(r, start, end)
    known = known_between(r, MONTH, start, end, {})
    found = questionnaires(r, MONTH, end)
    rows = (
        *(records.posts, records.duties, records.visits, known.meetings, known.outings, known.covers),
        *(known.places, known.inspections, known.looked, known.opinions, known.watches, found.sheets),
    )
    return sum(map(len, rows))


@benchmark
def month_of_duties() -> Iterator[Figure]:
    """Inside one open read door."""
    with open_record(ten_years(), writable=False, clock=clock) as db, db.read() as r:
        yield compare(
            f"duties of a month, 10 years / fetch {fetch_duties(r)} rows",
            lambda: month_duties(r, MONTH),
            lambda: fetch_duties(r),
            target=3,
        )


@benchmark
def today_query() -> Iterator[Figure]:
    """The floor is the limit itself, so 1 means 50 ms."""
    with open_record(ten_years(), writable=False, clock=clock) as db, db.read() as r:
        for name, work in (("今日's figures", today), ("今日's reminders", reminders)):
            figure = compare(f"{name}, 10 years / 50 ms", partial(work, r), lambda: None, target=1)
            yield Figure(figure.name, figure.measured, LIMIT, 1)
