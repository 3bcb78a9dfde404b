"""A month for its papers: the draft or the frozen circular, what a correction puts right, the scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from core.doors import Read
from core.errors import UserError
from core.model import unit
from core.queries.circulars import Issued, draft, edits_of, frozen_pdf, issued_circulars, issued_for
from core.queries.month import evaluate_month
from core.queries.papers.asked import Asked, last_full_month
from core.rules.calendar import Month, period_of
from core.rules.circular import CircularFacts
from core.rules.circular_edits import Edits
from core.rules.scoring import ScoreLine, ScoreSheet
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month as its circulars tell it.

    ``issued`` and ``frozen``: the month's own circular went out and its paper never changes again.
    """

    facts: CircularFacts
    edits: Edits
    issued: Issued | None
    frozen: bytes


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """The corrected month with what it says otherwise, and the circular it replaces."""

    facts: CircularFacts
    edits: Edits
    was: Issued


@dataclass(frozen=True, slots=True)
class ScoreSheetRow:
    """A unit's score with the reason of every point; ``total`` None: not assessed, for ``remark``."""

    unit: str
    stratum: str
    base: Fraction
    total: Fraction | None
    rank: int | None
    tied: bool
    remark: str
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """The month's scores of villages and stations, best first within each stratum."""

    settings: Settings
    month: Month
    villages: tuple[ScoreSheetRow, ...]
    stations: tuple[ScoreSheetRow, ...]


def month_facts(r: Read, asked: Asked) -> MonthFacts:
    """The month's draft under the next free number, with the clerk's wording."""
    month = asked.month or last_full_month(r.today)
    issued = issued_for(r, month)
    facts, _ = draft(r, month)
    frozen = b"" if issued is None else frozen_pdf(r, issued.id)
    return MonthFacts(facts, edits_of(r, month), issued, frozen)


def correction_facts(r: Read, asked: Asked) -> CorrectionFacts:
    """The latest issued month (or the one asked for) as the record tells it now."""
    found = issued_for(r, asked.month) if asked.month else next(iter(issued_circulars(r)), None)
    if found is None:
        which = f"{asked.month.label}的通报还没有印发" if asked.month else "还没有印发过通报"
        raise UserError(f"{which}，没有可以更正的，请先印发或换一个月份。")
    month = Month.parse(found.month)
    facts, _ = draft(r, month, corrects=found.doc_no)
    return CorrectionFacts(facts, edits_of(r, month), found)


def score_facts(r: Read, asked: Asked) -> ScoreFacts:
    """The scores as computed today, the whole month or one unit of it."""
    month = asked.month or last_full_month(r.today)
    if period_of(month)[0] > r.today:
        raise UserError(f"{month.label}的统计周期还没有开始，没有得分，请换一个月份。")
    evaluation, _ = evaluate_month(r, month)
    names = dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row))
    sheets = [one for one in evaluation.sheets if asked.unit in (None, one.unit_id)]

    def rows(kind: str) -> tuple[ScoreSheetRow, ...]:
        return tuple(_row(one, names) for one in _in_order([one for one in sheets if one.kind == kind]))

    return ScoreFacts(settings_at(r, r.today), month, rows("village"), rows("station"))


def _in_order(sheets: list[ScoreSheet]) -> list[ScoreSheet]:
    strata = list(dict.fromkeys(one.stratum for one in sheets))
    return sorted(sheets, key=lambda one: (strata.index(one.stratum), one.rank is None, one.rank or 0))


def _row(one: ScoreSheet, names: Mapping[int, str]) -> ScoreSheetRow:
    return ScoreSheetRow(
        names[one.unit_id],
        one.stratum,
        one.base,
        one.total,
        one.rank,
        one.tied,
        one.remark,
        one.lines,
    )
