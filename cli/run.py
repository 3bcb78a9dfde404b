"""From arguments to the command that answers them."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime

from cli import (
    bring,
    consequences,
    hand_out,
    keep,
    ledgers,
    lineage,
    past,
    photos,
    plan,
    printing,
    register,
    results,
    start,
    write,
)
from cli.parser import SAMPLE_TODAY
from cli.work import Work
from core.db import Clock, wall_clock
from core.errors import UserError


def run(args: Namespace) -> int:
    """Carry out one command; returns its exit code."""
    if args.file is None:
        raise UserError(f"没有说明是哪份台账，请写成“--file 台账.db {args.command} …”。")
    today = args.today or (SAMPLE_TODAY if args.command == "sample" else None)
    return _COMMANDS[args.command](Work(args.file, clock_of(today), args.json), args)


def clock_of(today: date | None) -> Clock:
    """The office PC's clock, or its time of day on the day named."""
    if today is None:
        return wall_clock
    return lambda: datetime.combine(today, wall_clock().time())


_COMMANDS: dict[str, Callable[[Work, Namespace], int]] = {
    "new": start.new,
    "sample": start.sample,
    "import": bring.take,
    "ledgers": ledgers.ledgers,
    "write": write.check_ins,
    "photos": photos.photos,
    "evaluate": results.evaluate,
    "circular": hand_out.circular,
    "print": printing.print_paper,
    "plan": plan.plan,
    "rebuild-register": register.rebuild_register,
    "export": hand_out.export,
    "escalation": consequences.escalate,
    "year": consequences.year,
    "close-year": consequences.close,
    "handover": consequences.handover,
    "history": past.history,
    "undo": past.undo,
    "merge": lineage.merge,
    "rename": lineage.rename,
    "close-month": lineage.close_month,
    "backup": keep.backup,
    "restore": keep.restore,
    "check": keep.check,
}
