"""Entries keyed in long after their day: when a reason is asked, and when it is too late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

YOUNG_DAYS = 60  # a record begun this recently is still taking in the years before it


@dataclass(frozen=True, slots=True)
class LateRule:
    """``days`` after which a reason is asked, ``limit`` after which nothing is taken any more.

    ``begun`` is the record's first day: while it is young, old papers come in without a word.
    """

    days: int = 14
    limit: int = 366
    begun: date | None = None

    def verdict(self, day: date, keyed_on: date) -> Literal["", "reason", "refused"]:
        """What an entry of ``day`` keyed in on ``keyed_on`` needs."""
        if self.begun is None or keyed_on < self.begun + timedelta(days=YOUNG_DAYS):
            return ""
        late = (keyed_on - day).days
        if late > self.limit:
            return "refused"
        return "reason" if late > self.days else ""
