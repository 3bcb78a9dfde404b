"""photos: what a finding's photos are, and new ones for it."""

from argparse import Namespace
from pathlib import Path

from cli.guard import DONE, SOME_REFUSED, tell
from cli.output import say, say_json, table
from cli.work import Work
from core.errors import UserError
from core.labels import STAGES
from core.photo import Picture, file_of, read_picture
from core.queries.finding_pages import Photo, finding_detail
from core.services import photos as service


def photos(work: Work, args: Namespace) -> int:
    """add or list."""
    if args.act == "list":
        if args.photos or args.stage:
            raise UserError("列出照片只写问题的编号，例如“photos list 12”。")
        return _list(work, args.id)
    if not args.photos:
        raise UserError("没有说明添加哪些照片，请写成“photos add 12 照片.jpg”这样。")
    return _add(work, args.id, args.photos, args.stage)


def _add(work: Work, number: int, files: list[Path], stage: str | None) -> int:
    """What is no photo is named and the others are kept, as one step; nothing kept is a refusal."""
    pictures: list[Picture] = []
    refused: list[str] = []
    for file in files:
        try:
            pictures.append(read_picture(file))
        except UserError as error:
            refused.append(error.text)
    kept = 0
    with work.to_write() as db, db.write("添加照片") as w:
        done = service.add(w, db.files / "photos", number, pictures, stage)
        kept = len(done.ids)
        refused += [error.text for _, error in done.faults]
    if not kept and not work.json:
        raise UserError(
            "".join(refused[:1]) if len(refused) == 1 else f"{len(refused)}张照片都没有添加：{refused[0]}"
        )
    work.answer(f"第{number}条问题添加了{kept}张照片。", added=kept, refused=refused)
    for one in refused:
        tell(one)
    return SOME_REFUSED if refused else DONE


def _list(work: Work, number: int) -> int:
    with work.to_read() as db:
        with db.read() as r:
            detail = finding_detail(r, number)
        if detail is None:
            raise UserError(f"没有第{number}条问题，请核对编号。")
        there = {one.id: file_of(db.files / "photos", one.file).is_file() for one in detail.photos}
    if work.json:
        say_json([_values(one, there[one.id]) for one in detail.photos])
    elif not detail.photos:
        say(f"第{number}条问题没有照片。")
    else:
        rows = [
            (STAGES[one.stage], one.taken_on or "", one.file if there[one.id] else f"{one.file}（文件缺失）")
            for one in detail.photos
        ]
        say("\n".join(table(("阶段", "拍摄日期", "文件"), rows)))
    return DONE


def _values(one: Photo, there: bool) -> dict[str, object]:
    return {
        "id": one.id,
        "stage": one.stage,
        "taken_on": one.taken_on,
        "file": one.file,
        "missing": not there,
    }
