"""new, sample: a record that was not there."""

from argparse import Namespace

from cli.guard import DONE
from cli.work import Work
from core.backup import counts_of
from core.services.record import new_record


def new(work: Work, args: Namespace) -> int:
    """An empty record of an office."""
    new_record(work.path, args.unit, args.plan_date, work.clock)
    work.answer(
        f"已新建“{args.unit.strip()}”的台账：{work.path}", file=str(work.path), unit=args.unit.strip()
    )
    return DONE


def sample(work: Work, args: Namespace) -> int:
    """The invented township."""
    from core.services.sample import make_sample
    from reports.render import circular_paper

    make_sample(work.path, months=args.months, clock=work.clock, render=circular_paper)
    counts = counts_of(work.path)
    work.answer(f"已新建示例台账（{counts.words}）：{work.path}", file=str(work.path), months=args.months)
    return DONE
