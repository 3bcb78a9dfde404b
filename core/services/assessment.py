"""A month's data for the rules (考核), and what the clerk adds to it by hand."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.errors import Conflict, UserError
from core.exchange.records import ScoreSheet
from core.model import (
    absence,
    choice,
    exemption,
    score_line,
    score_sheet,
)
from core.names import names_of
from core.rules.calendar import Month, period_of
from core.services.outcome import Outcome, by_row, importing, refuse_if_strict

# -- by hand ---------------------------------------------------------------------------------------


def adjust(
    w: Write, month: Month, unit_id: int, *, points: Fraction, reason: str, item_code: str | None = None
) -> int:
    """Points by hand, signed; without a reason they are refused (逗硬考核: every point is explained)."""
    if not reason.strip():
        raise UserError("手工加减分要写明理由，请填写后再试。")
    return w.insert(
        score_line,
        month=month.text,
        unit_id=unit_id,
        item_code=item_code,
        points=str(points),
        reason=reason.strip(),
    )


def choose(w: Write, month: Month, kind: str, unit_id: int, *, chosen: bool, reason: str = "") -> None:
    """The clerk's choice on a candidate for praise or criticism; kept with its reason, off the paper."""
    where = (choice.c.month == month.text) & (choice.c.kind == kind) & (choice.c.unit_id == unit_id)
    row_id = w.value(select(choice.c.id).where(where))
    if row_id is None:
        w.insert(choice, month=month.text, kind=kind, unit_id=unit_id, chosen=chosen, reason=reason or None)
    else:
        w.update(choice, row_id, chosen=chosen, reason=reason or None)


def exempt(
    w: Write,
    *,
    start: date,
    end: date,
    reason: str,
    covers: str,
    unit_id: int | None = None,
    person_id: int | None = None,
) -> int:
    """免计 with its reason."""
    if not reason.strip():
        raise UserError("免计要写明原因，请填写后再试。")
    if end < start:
        raise UserError("免计的截止日期早于起始日期，请核对。")
    return w.insert(
        exemption,
        unit_id=unit_id,
        person_id=person_id,
        valid_from=start,
        valid_to=end,
        covers=covers,
        reason=reason.strip(),
    )


def be_absent(
    w: Write, person_id: int, *, start: date, end: date, kind: str, effect: str, reason: str = ""
) -> int:
    """请假、公出: how the days count is kept with them."""
    if end < start:
        raise UserError("截止日期早于起始日期，请核对。")
    return w.insert(
        absence,
        person_id=person_id,
        kind=kind,
        effect=effect,
        valid_from=start,
        valid_to=end,
        reason=reason.strip() or None,
    )


def change_absence(w: Write, row_id: int, **values: Any) -> bool:
    """Change a line of 请假公出; False when it already says so."""
    old = w.values(absence, row_id)
    if old is None:
        raise Conflict("这条请假公出已经被删除，不能再改。")
    new = old | values
    if new["valid_to"] < new["valid_from"]:
        raise UserError("截止日期早于起始日期，请核对。")
    return w.update(absence, row_id, **values)


def remove_absences(w: Write, ids: Iterable[int]) -> int:
    return w.delete_all(absence, ids)


def import_scores(
    db: Db, sheet: ScoreSheet, month: Month, *, source: str, strict: bool = False, dry_run: bool = False
) -> Outcome:
    """Scores kept on paper; they stand above the computed ones. 未参加考核 is kept as such, never as zero."""
    faults = tuple(fault.text for fault in sheet.faults)
    refuse_if_strict(faults, strict)
    refused: list[str] = []
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    with importing(db, f"导入得分“{source}”", dry_run=dry_run) as w:
        names = names_of(w)
        kept = dict(
            w.all(
                select(score_sheet.c.unit_id, score_sheet.c.id).where(score_sheet.c.month == month.text),
                lambda *row: row,
            )
        )
        for line in sheet.lines:
            where = names.unit(line.unit, period_of(month)[1])
            if isinstance(where, str):
                refused.append(f"第{line.row}行：{where}")
                continue
            values = {
                "score": None if line.score is None else str(line.score),
                "stratum": line.stratum or None,
                "participated": line.score is not None,
                "remark": line.remark or None,
            }
            if where not in kept:
                kept[where] = w.insert(score_sheet, month=month.text, unit_id=where, **values)
                counts["new"] += 1
            else:
                counts["updated" if w.update(score_sheet, kept[where], **values) else "unchanged"] += 1
        refuse_if_strict(tuple(refused), strict)
    return Outcome(
        counts["new"],
        counts["updated"],
        counts["unchanged"],
        refused=by_row((*faults, *refused)),
        notes=tuple(names.notes),
    )
