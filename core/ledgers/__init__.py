"""Every ledger of the record; a new one is its table, its description here, and its test."""

from core.ledgers import duties, plans, registers
from core.ledgers.ledger import Kind, Ledger, Part

LEDGERS: tuple[Ledger, ...] = (
    duties.MEETING,
    duties.CAMPAIGN,
    duties.QUESTIONNAIRE,
    duties.TALLY,
    duties.OPINION,
    duties.ACTIVITY,
    duties.VOLUNTEER,
    duties.CLEAN_UP,
    duties.KEY_DATE,
    duties.WATCH,
    duties.ABSENCE,
    duties.EXEMPTION,
    registers.BOARD,
    registers.CARRIER,
    registers.FIVE_DUTIES,
    registers.VOLUNTEER_BODY,
    registers.STANDARD_ITEM,
    registers.CHECKLIST_ITEM,
    registers.DUTY_TEXT,
    registers.NEARNESS,
    registers.PLAN_LOCK,
    duties.QUESTIONNAIRE_VERSION,
    duties.QUESTIONNAIRE_OPTION,
    plans.THREE_YEAR_PLAN,
    plans.TASK,
    plans.HARD_CASE,
    plans.ESCALATION_RULE,
    plans.STATEMENT,
    plans.ACCOUNTABILITY,
    plans.SOURCE_SCORE,
    plans.ARCHIVE_ITEM,
)
_BY_NAME = {one.name: one for one in LEDGERS} | {one.command: one for one in LEDGERS}


def ledger_named(name: str) -> Ledger:
    """By table or by its word on the command line; KeyError for none."""
    return _BY_NAME[name]


__all__ = ["LEDGERS", "Kind", "Ledger", "Part", "ledger_named"]
