"""A year for its papers: the annual table and the archive list."""

from dataclasses import dataclass
from datetime import date

from core.doors import Read
from core.queries.annual import AnnualState, annual_state
from core.queries.archive import Item, archive_items, unfiled
from core.queries.papers.asked import Asked, last_full_month
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """The year's roll-up; ``unit`` the one asked for, "" for all."""

    state: AnnualState
    today: date
    unit: int | None


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """The archive list of a year; ``waiting`` documents are not in it yet."""

    settings: Settings
    year: int
    items: tuple[Item, ...]
    waiting: int


def annual_facts(r: Read, asked: Asked) -> AnnualFacts:
    """The year of the month asked for, by default of the last full month."""
    year = (asked.month or last_full_month(r.today)).year
    return AnnualFacts(annual_state(r, year), r.today, asked.unit)


def archive_facts(r: Read, asked: Asked) -> ArchiveFacts:
    """The year of the month asked for, by default of the last full month."""
    year = (asked.month or last_full_month(r.today)).year
    items = tuple(archive_items(r, year))
    return ArchiveFacts(settings_at(r, r.today), year, items, len(unfiled(r, year)))
