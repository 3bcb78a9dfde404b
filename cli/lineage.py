"""merge, rename, close-month: villages and units from a day on; the month after its circular."""

from argparse import Namespace

from cli.guard import DONE, tell
from cli.work import Work
from core.doors import Write
from core.errors import UserError
from core.model import area, unit
from core.names import names_of
from core.queries.late import supplements
from core.rules.calendar import cn_date
from core.services import lineage, periods


def merge(work: Work, args: Namespace) -> int:
    """Several villages or units become one, under a new name or the name of one of them."""
    if bool(args.into) == bool(args.name):
        raise UserError("请写“--into 名称”（并入哪一个）或“--name 新名称”（合成新的），两个里写一个。")
    names = list(dict.fromkeys([*args.names, *([args.into] if args.into else [])]))
    if len(names) < 2:
        raise UserError("合并至少要写两个名称；只改名请用“rename”。")
    return _go_over(work, names, args, args.into)


def rename(work: Work, args: Namespace) -> int:
    """Another name from a day on; 村改社区 with --kind community."""
    return _go_over(work, [args.old], args, "")


def _go_over(work: Work, said: list[str], args: Namespace, into: str) -> int:
    with work.to_write() as db, db.write("改名" if len(said) == 1 else f"合并{len(said)}个") as w:
        names = names_of(w)
        places = [names.area(one) for one in said]
        is_place = all(isinstance(one, int) for one in places)
        rows = places if is_place else [names.unit(one) for one in said]
        ids = [_found(one) for one in rows]
        target = ids[said.index(into)] if into else None
        if is_place:
            new = lineage.merge_areas(
                w, ids, args.start, into=target, name=args.name or "", kind=args.kind or ""
            )
        else:
            _refuse_kind(args)
            new = lineage.merge_units(w, ids, args.start, into=target, name=args.name or "")
        name = _name_of(w, new, is_place=is_place)
    old = "、".join(one for one in said if one != name)
    words = f"{cn_date(args.start)}起，{old}为{name}；以前的月份仍用原来的名称。"
    work.answer(words, id=new, name=name)
    return DONE


def _found(one: int | str) -> int:
    if isinstance(one, str):
        raise UserError(one)
    return one


def _refuse_kind(args: Namespace) -> None:
    if args.kind:
        raise UserError("“--kind”只用于村（居），单位请去掉它。")


def _name_of(w: Write, row: int, *, is_place: bool) -> str:
    found = w.values(area if is_place else unit, row)
    return str((found or {}).get("name", ""))


def close_month(work: Work, args: Namespace) -> int:
    """封账, or taken back; what was keyed in after it is named."""
    with work.to_write() as db:
        with db.write("取消封账" if args.reopen else f"{args.month.label}封账") as w:
            if args.reopen:
                periods.reopen(w, args.month)
            else:
                periods.close(w, args.month)
        with db.read() as r:
            late = supplements(r, args.month)
    for one in late:
        tell(f"补录：{one.kind}　{one.text}　{one.reason}")
    work.answer(f"{args.month.label}已{'取消' if args.reopen else ''}封账。", month=args.month.text)
    return DONE
