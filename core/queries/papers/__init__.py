"""The facts of every paper the office prints, as frozen rows; the wording is the paper's."""

from core.queries.papers.asked import Asked, last_full_month, the_unit
from core.queries.papers.duties import DutyFacts, DutyRow, duty_facts
from core.queries.papers.months import (
    CorrectionFacts,
    MonthFacts,
    ScoreFacts,
    ScoreSheetRow,
    correction_facts,
    month_facts,
    score_facts,
)
from core.queries.papers.photos import Shot
from core.queries.papers.problems import (
    LedgerFacts,
    Notice,
    NoticeFacts,
    Problem,
    ledger_facts,
    order_facts,
    reminder_facts,
)
from core.queries.papers.sign_ins import Signer, SignInFacts, SignInSheet, VisitLine, sign_in_facts
from core.queries.papers.weeks import (
    RoundFacts,
    Tour,
    WeekFacts,
    round_facts,
    week_facts,
)

__all__ = [
    "Asked",
    "CorrectionFacts",
    "DutyFacts",
    "DutyRow",
    "LedgerFacts",
    "MonthFacts",
    "Notice",
    "NoticeFacts",
    "Problem",
    "RoundFacts",
    "ScoreFacts",
    "ScoreSheetRow",
    "Shot",
    "SignInFacts",
    "SignInSheet",
    "Signer",
    "Tour",
    "VisitLine",
    "WeekFacts",
    "correction_facts",
    "duty_facts",
    "last_full_month",
    "ledger_facts",
    "month_facts",
    "order_facts",
    "reminder_facts",
    "round_facts",
    "score_facts",
    "sign_in_facts",
    "the_unit",
    "week_facts",
]
