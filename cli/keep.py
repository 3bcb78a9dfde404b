"""backup, restore, check: keeping the record safe."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from cli.guard import DONE, REFUSED
from cli.output import say, say_json
from cli.work import Work
from core import backup as copies
from core.errors import UserError
from core.services.checking import faults_of, strays_of


def backup(work: Work, args: Namespace) -> int:
    """Database and files into one checked file; also while the window is open."""
    target: Path = args.to
    if target.is_dir():
        target = target / f"{work.path.stem}-{work.clock().date().isoformat()}.zip"
    work.refuse_own(target)
    with work.to_read() as db:
        counts = copies.backup(db, target)
    work.answer(f"已备份（{counts.words}）：{target}", file=str(target), counts=asdict(counts))
    return DONE


def restore(work: Work, args: Namespace) -> int:
    """The package takes the record's place; the state before is kept beside it."""
    if args.source.resolve() == work.path.resolve():
        raise UserError("这就是正在用的台账，不是备份；请选择备份文件。")
    if not args.source.is_file():
        raise UserError(f"找不到备份“{args.source}”，请检查位置。")
    counts, former = copies.restore(work.path, args.source)
    kept = f"，恢复前的内容存在：{former}" if former is not None else ""
    work.answer(
        f"已恢复（{counts.words}）{kept}",
        counts=asdict(counts),
        former=None if former is None else str(former),
    )
    return DONE


def check(work: Work, _args: Namespace) -> int:
    """File, journal and papers; 3 when anything is wrong."""
    with work.to_read() as db:
        faults = faults_of(db)
        strays = [] if faults else strays_of(db)
    if work.json:
        say_json({"faults": faults, "notes": strays})
    else:
        say("\n".join(faults or ["没有发现问题。", *strays]))
    return REFUSED if faults else DONE
