"""Every ledger (台账) on the command line: listed, read, taken in and handed out by its word."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial

from cli.guard import DONE
from cli.output import say, say_json, table
from cli.work import Work
from core.db import Db
from core.errors import UserError
from core.exchange.ledgers import LedgerSheet
from core.ledgers import LEDGERS, Ledger, ledger_named
from core.queries.ledgers import Asked, ledger_rows
from core.rules.calendar import Month, period_of
from core.services.export import SheetOut
from core.services.ledgers import import_ledger, ledger_sheet
from core.services.outcome import Outcome


def is_ledger(name: str) -> bool:
    return any(one.command == name for one in LEDGERS)


def ledgers(work: Work, args: Namespace) -> int:
    """The names of all, or the rows of one."""
    if args.name is None:
        _list_all(work)
        return DONE
    ledger = ledger_named(args.name)
    with work.to_read() as db, db.read() as r:
        rows = ledger_rows(r, ledger, asked_of(ledger, args.month))
    if work.json:
        say_json([{"id": row.id, **row.words} for row in rows])
        return DONE
    head = ["编号", *(part.title for part in ledger.parts)]
    cells = [[str(row.id), *(row.words[part.key] for part in ledger.parts)] for row in rows]
    say("\n".join(table(head, cells)) if cells else f"{ledger.title}还没有记录。")
    return DONE


def _list_all(work: Work) -> None:
    if work.json:
        say_json([{"name": one.command, "title": one.title, "clause": one.clause} for one in LEDGERS])
        return
    say("\n".join(f"{one.command}\t{one.title}\t{one.clause}" for one in LEDGERS))


def asked_of(ledger: Ledger, month: Month | None) -> Asked:
    """Rows of a month: its weeks for what is counted by week, its days for what is counted by month."""
    if month is None:
        return Asked()
    if not ledger.day:
        raise UserError(f"{ledger.title}不分月份，请去掉“--month”。")
    start, end = period_of(month) if ledger.span == "week" else (month.first, month.last)
    return Asked(start, end)


def taking(db: Db, sheet: LedgerSheet, args: Namespace) -> Callable[..., Outcome]:
    """How a parsed sheet is taken in."""
    return partial(import_ledger, db, ledger_named(args.kind), sheet, late_reason=args.late_reason)


def sheet_out(work: Work, name: str, month: Month | None) -> SheetOut:
    """The rows as import takes them back."""
    ledger = ledger_named(name)
    with work.to_read() as db, db.read() as r:
        return ledger_sheet(r, ledger, asked_of(ledger, month))
