"""补录清单: what was keyed in after a month was closed."""

from dataclasses import dataclass
from datetime import date

from core.doors import Read
from core.queries.circulars import issued_for
from core.queries.late import Closed, LateRow, closed, supplements
from core.queries.papers.asked import Asked, last_full_month
from core.rules.calendar import Month
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class SupplementFacts:
    """``closed`` None: the month is still open, so nothing is a supplement yet."""

    settings: Settings
    today: date
    month: Month
    doc_no: str
    closed: Closed | None
    rows: tuple[LateRow, ...]


def supplement_facts(r: Read, asked: Asked) -> SupplementFacts:
    month = asked.month or last_full_month(r.today)
    issued = issued_for(r, month)
    return SupplementFacts(
        settings_at(r, r.today),
        r.today,
        month,
        "" if issued is None else issued.doc_no,
        closed(r, month),
        tuple(supplements(r, month)),
    )
