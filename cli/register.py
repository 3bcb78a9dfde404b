"""rebuild-register: issued circulars back into a record that lost them, from the files beside it."""

from argparse import Namespace

from cli.guard import DONE, REFUSED, tell
from cli.output import say, say_json
from cli.work import Work
from core.services.issued import Rebuilt, rebuild


def rebuild_register(work: Work, args: Namespace) -> int:
    """What was found and put back; a contradiction refuses all of it, one sentence each."""
    with work.to_read() if args.dry_run else work.to_write() as db:
        found = rebuild(db, dry_run=args.dry_run)
    if work.json:
        say_json(_values(found, dry_run=args.dry_run))
    else:
        _say(found, dry_run=args.dry_run)
    for fault in found.faults:
        tell(fault)
    return REFUSED if found.faults else DONE


def _say(found: Rebuilt, *, dry_run: bool) -> None:
    if found.faults:
        tell(f"有{len(found.faults)}处矛盾，没有重建，什么都没有改：")
        return
    for paper in found.missing:
        say(f"{paper.entry.doc_no}《{paper.entry.title}》")
    for note in found.notes:
        tell(note)
    papers, missing = found.papers, len(found.missing)
    if not missing:
        say(f"文件夹里有{papers}份印发的通报，台账都已登记，没有要补的。")
    elif dry_run:
        say(f"文件夹里有{papers}份印发的通报，可补登记{missing}份（只是试看，没有保存）。")
    else:
        say(f"文件夹里有{papers}份印发的通报，已补登记{missing}份。")


def _values(found: Rebuilt, *, dry_run: bool) -> dict[str, object]:
    listed = [
        {"doc_no": one.entry.doc_no, "title": one.entry.title, "month": one.entry.month}
        for one in found.missing
    ]
    return {
        "papers": found.papers,
        "known": found.known,
        "missing": listed,
        "added": 0 if dry_run or found.faults else len(listed),
        "refused": list(found.faults),
        "notes": list(found.notes),
    }
