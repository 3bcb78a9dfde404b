"""问责记录 (方案四(三)): what people decided about a unit and who answers for it; never in a circular."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from core.doors import Write
from core.errors import UserError
from core.model import accountability, escalation_rule, person, unit
from core.rules.calendar import Month
from core.rules.escalation import Rung, ladder_fault
from core.text import clean


def hold_to_account(
    w: Write,
    unit_id: int,
    form: str,
    *,
    reason: str,
    decided_by: str,
    day: date | None = None,
    person_id: int | None = None,
    document: str = "",
    month: Month | None = None,
) -> int:
    """Record a measure, or that none is taken (不予追责); ``month``: up to which it answers the evidence."""
    when = day or w.today
    for words, fault in (
        (form, "请写明形式，例如“约谈”。"),
        (reason, "请写明事由。"),
        (decided_by, "请写明由谁决定，程序不作决定。"),
    ):
        if not clean(words):
            raise UserError(fault)
    if when > w.today:
        raise UserError("决定日期在今天之后，请改正。")
    if w.values(unit, unit_id) is None:
        raise UserError("名册里没有这个单位，请核对。")
    if person_id is not None and w.values(person, person_id) is None:
        raise UserError("名册里没有这个人，请核对。")
    return w.insert(
        accountability,
        day=when,
        unit_id=unit_id,
        person_id=person_id,
        form=clean(form),
        reason=clean(reason),
        decided_by=clean(decided_by),
        document=clean(document) or None,
        month=month.text if month else None,
    )


def set_ladder(w: Write, kind: str, rungs: Sequence[Rung], valid_from: date) -> None:
    """A version of a kind's ladder; months before ``valid_from`` keep theirs."""
    if not rungs:
        raise UserError("追责阶梯至少要有一档。")
    if fault := ladder_fault(rungs):
        raise UserError(fault)
    e = escalation_rule.c
    w.delete_all(escalation_rule, w.column(select(e.id).where(e.kind == kind, e.valid_from == valid_from)))
    for one in sorted(rungs, key=lambda one: one.step):
        w.insert(
            escalation_rule,
            kind=kind,
            step=one.step,
            name=clean(one.name),
            trigger=one.trigger,
            threshold=one.threshold,
            span=one.span,
            valid_from=valid_from,
        )
