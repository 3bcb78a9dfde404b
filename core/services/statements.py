"""陈述申辩 (heard before a circular names a unit): received, decided; printed nowhere but in its ledger."""

from datetime import date

from core.doors import Values, Write
from core.errors import UserError
from core.model import finding, statement, unit
from core.queries.statements import OUTCOMES
from core.rules.calendar import Month
from core.text import clean


def receive(
    w: Write,
    month: Month,
    unit_id: int,
    text: str,
    *,
    received_on: date | None = None,
    finding_id: int | None = None,
) -> int:
    """What a unit brings forward about a month; UserError without words, or about nothing there is."""
    words, day = clean(text), received_on or w.today
    if not words:
        raise UserError("请写明单位陈述的内容。")
    if day > w.today:
        raise UserError("收到日期在今天之后，请改正。")
    if w.values(unit, unit_id) is None:
        raise UserError("名册里没有这个单位，请核对。")
    if finding_id is not None and w.values(finding, finding_id) is None:
        raise UserError(f"没有{finding_id}号问题，请核对编号。")
    return w.insert(
        statement, month=month.text, unit_id=unit_id, finding_id=finding_id, received_on=day, text=words
    )


def decide(
    w: Write,
    statement_id: int,
    outcome: str,
    *,
    decided_by: str,
    decided_on: date | None = None,
    note: str = "",
) -> None:
    """成立, 部分成立 or 不成立, by whom; may be decided anew, the history keeps both."""
    row, day = _row(w, statement_id), decided_on or w.today
    if outcome not in OUTCOMES:
        raise UserError("结论只能是成立、部分成立或不成立，请选一个。")
    if not clean(decided_by):
        raise UserError("请写明由谁研究决定。")
    if day < row["received_on"]:
        raise UserError("结论日期早于收到日期，请改正。")
    if day > w.today:
        raise UserError("结论日期在今天之后，请改正。")
    w.update(
        statement,
        statement_id,
        outcome=outcome,
        decided_on=day,
        decided_by=clean(decided_by),
        note=clean(note) or None,
    )


def _row(w: Write, statement_id: int) -> Values:
    row = w.values(statement, statement_id)
    if row is None:
        raise UserError("这条陈述申辩已经不在了，请刷新后再看。")
    return row
