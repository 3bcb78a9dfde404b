"""import: a sheet into the record, faulty rows left out and listed."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from cli import ledgers
from cli.guard import DONE, SOME_REFUSED, tell
from cli.output import say_json
from cli.work import Work
from core.db import Db
from core.errors import UserError
from core.exchange.columns import Field
from core.exchange.fields import CHECK_IN_FIELDS, FINDING_FIELDS, ROSTER_FIELDS, SCORE_FIELDS
from core.exchange.grid import Fault, Grid, fault
from core.exchange.ledgers import LedgerSheet, fields_of, parse_ledger
from core.exchange.read import read_sheet
from core.exchange.records import (
    CheckInSheet,
    FindingSheet,
    ScoreSheet,
    parse_check_ins,
    parse_findings,
    parse_scores,
)
from core.exchange.roster import RosterSheet, parse_roster
from core.ledgers import ledger_named
from core.rules.calendar import Month, period_of
from core.services.assessment import import_scores
from core.services.check_ins import import_check_ins
from core.services.finding_sheets import import_findings
from core.services.holidays import FIELDS as HOLIDAY_FIELDS
from core.services.holidays import HolidaySheet, holiday_sheet, import_holidays
from core.services.outcome import Outcome
from core.services.roster_import import import_roster
from core.settings import settings_at

_Sheet = RosterSheet | CheckInSheet | FindingSheet | ScoreSheet | HolidaySheet | LedgerSheet
_WORDS = {
    "roster": "名册",
    "check-ins": "签到",
    "findings": "问题",
    "scores": "得分",
    "holidays": "放假安排",
}
_NEVER_LATE = ("roster", "scores", "holidays")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of sheet is read and taken in."""

    fields: tuple[Field, ...]
    parse: Callable[[Grid], Any]
    take: Callable[[Db, Any, Namespace], Callable[..., Outcome]]


def take(work: Work, args: Namespace) -> int:
    """Read, parse and take in one sheet, as one step."""
    _refuse_options(args)
    kind = _kind_of(args.kind)
    sheet: _Sheet = kind.parse(read_sheet(args.sheet, fields=kind.fields))
    if args.month is not None and isinstance(sheet, CheckInSheet | FindingSheet):
        sheet = _of_month(sheet, args.month)
    if args.strict:
        for one in sheet.faults:
            tell(one.text)
    with work.to_write() as db:
        if args.dry_run:
            db.before_first_write = None  # nothing is going to change
        outcome = kind.take(db, sheet, args)(source=args.sheet.name, strict=args.strict, dry_run=args.dry_run)
    _report(work, args, outcome if outcome.notes else replace(outcome, notes=sheet.notes))
    return SOME_REFUSED if outcome.refused else DONE


def _refuse_options(args: Namespace) -> None:
    if args.kind == "scores" and args.month is None:
        raise UserError("导入得分要写明是哪个月，例如“--month 2026-10”。")
    if args.kind != "roster" and args.start is not None:
        raise UserError("“--from”只用于导入名册，请去掉它。")
    if args.late_reason and args.kind in _NEVER_LATE:
        raise UserError(f"导入{_words(args.kind)}不用写“--late-reason”，请去掉它。")
    if args.month is not None and (args.kind in ("roster", "holidays") or ledgers.is_ledger(args.kind)):
        raise UserError(f"导入{_words(args.kind)}不分月份，请去掉“--month”。")


def _of_month(sheet: CheckInSheet | FindingSheet, month: Month) -> CheckInSheet | FindingSheet:
    """Lines of another month are refused; the month's weeks reach over its calendar ends."""
    start, end = period_of(month)
    first, last = min(start, month.first), max(end, month.last)
    faults = list[Fault](sheet.faults)
    kept = []
    for line in sheet.lines:
        if first <= line.day <= last:
            kept.append(line)
        else:
            faults.append(fault(line.row, "日期", f"{line.day.isoformat()}不在{month.label}"))
    faults.sort(key=lambda one: one.row)
    return replace(sheet, lines=tuple(kept), faults=tuple(faults))  # type: ignore[arg-type]


def _report(work: Work, args: Namespace, outcome: Outcome) -> None:
    told = any("行" in note for note in outcome.notes)
    if not (outcome.new or outcome.updated or outcome.unchanged or outcome.refused or told):
        tell("说明：表头下面没有可导入的行，请核对是不是选错了表。")
    for note in outcome.notes:
        tell(f"说明：{note}")
    for refusal in outcome.refused:
        tell(f"未导入：{refusal}")
    if work.json:
        say_json(
            {
                "new": outcome.new,
                "updated": outcome.updated,
                "unchanged": outcome.unchanged,
                "refused": list(outcome.refused),
                "notes": list(outcome.notes),
            }
        )
        return
    done = "试导入" if args.dry_run else "已导入"
    tail = "（没有保存）" if args.dry_run else ""
    work.answer(f"{done}{_words(args.kind)}“{args.sheet.name}”：{outcome.words}{tail}。")


# -- each kind -------------------------------------------------------------------------------------


def _take_roster(db: Db, sheet: RosterSheet, args: Namespace) -> Callable[..., Outcome]:
    return partial(import_roster, db, sheet, args.start or _plan_date(db))


def _plan_date(db: Db) -> date:
    with db.read() as r:
        return settings_at(r, r.today).plan_date


def _take_check_ins(db: Db, sheet: CheckInSheet, args: Namespace) -> Callable[..., Outcome]:
    return partial(import_check_ins, db, sheet, late_reason=args.late_reason)


def _take_findings(db: Db, sheet: FindingSheet, args: Namespace) -> Callable[..., Outcome]:
    return partial(import_findings, db, sheet, late_reason=args.late_reason)


def _take_scores(db: Db, sheet: ScoreSheet, args: Namespace) -> Callable[..., Outcome]:
    return partial(import_scores, db, sheet, args.month)


def _take_holidays(db: Db, sheet: HolidaySheet, _args: Namespace) -> Callable[..., Outcome]:
    return partial(import_holidays, db, sheet)


_KINDS = {
    "roster": _Kind(ROSTER_FIELDS, parse_roster, _take_roster),
    "check-ins": _Kind(CHECK_IN_FIELDS, parse_check_ins, _take_check_ins),
    "findings": _Kind(FINDING_FIELDS, parse_findings, _take_findings),
    "scores": _Kind(SCORE_FIELDS, parse_scores, _take_scores),
    "holidays": _Kind(HOLIDAY_FIELDS, holiday_sheet, _take_holidays),
}


def _kind_of(name: str) -> _Kind:
    if ledgers.is_ledger(name):
        ledger = ledger_named(name)
        return _Kind(fields_of(ledger), partial(parse_ledger, ledger=ledger), ledgers.taking)
    return _KINDS[name]


def _words(name: str) -> str:
    return ledger_named(name).title if ledgers.is_ledger(name) else _WORDS[name]
