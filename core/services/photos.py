"""Photos of findings: each a file below NAME.files/photos and a row that names it with its sum.

The file is on the disk before its row is committed, so a crash leaves at most a file without a row, which
检查数据 names. Removing a photo removes the row alone: undo, 回收站 and older backups still find the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from core.doors import Write
from core.errors import Conflict, UserError
from core.labels import STAGES
from core.model import finding, photo, rectification
from core.photo import Picture, keep


@dataclass(frozen=True, slots=True)
class Added:
    """``ids`` of the new rows; ``faults`` by the place of the picture: NotNow may succeed later."""

    ids: tuple[int, ...]
    faults: tuple[tuple[int, UserError], ...]


def add(
    w: Write, folder: Path, finding_id: int, pictures: Sequence[Picture], stage: str | None = None
) -> Added:
    """Keep pictures with a finding, ``folder`` being the record's photos; what fails is told, the rest kept.

    Without a stage a photo is of after the work once the station has replied or when it was taken on a
    later day than the finding, else of before.
    """
    _refuse_lost(w, finding_id)
    ids: list[int] = []
    faults: list[tuple[int, UserError]] = []
    for place, picture in enumerate(pictures):
        try:
            ids.append(_add(w, folder, finding_id, picture, stage))
        except UserError as error:
            faults.append((place, error))
    return Added(tuple(ids), tuple(faults))


def _add(w: Write, folder: Path, finding_id: int, picture: Picture, stage: str | None) -> int:
    same = w.first(
        select(photo.c.stage, photo.c.id).where(
            photo.c.finding_id == finding_id, photo.c.sha256 == picture.sha256
        ),
        lambda *row: row,
    )
    if same is not None:
        raise UserError(
            f"“{picture.given}”与第{finding_id}条问题已有的{STAGES[same[0]]}照片相同，没有重复保存。"
        )
    keep(picture, folder)
    taken_on = picture.taken_on if picture.taken_on is not None and picture.taken_on <= w.today else None
    return w.insert(
        photo,
        finding_id=finding_id,
        stage=stage or _stage(w, finding_id, picture),
        file=picture.name,
        taken_on=taken_on,
        sha256=picture.sha256,
    )


def _stage(w: Write, finding_id: int, picture: Picture) -> str:
    replied = w.value(
        select(func.count())
        .select_from(rectification)
        .where(rectification.c.finding_id == finding_id, rectification.c.replied_on.is_not(None))
    )
    found_on = w.value(select(finding.c.found_on).where(finding.c.id == finding_id))
    later = picture.taken_on is not None and picture.taken_on > found_on
    return "after" if replied or later else "before"


def change_stage(w: Write, ids: Iterable[int], stage: str) -> int:
    """整改前 ↔ 整改后; the number of photos changed."""
    return sum(w.update(photo, row, stage=stage) for row in ids)


def move(w: Write, photo_id: int, finding_id: int) -> bool:
    """A photo that belongs to another finding."""
    _refuse_lost(w, finding_id)
    values = _values(w, photo_id)
    there = select(photo.c.id).where(
        photo.c.finding_id == finding_id, photo.c.sha256 == values["sha256"], photo.c.id != photo_id
    )
    if w.value(there) is not None:
        raise UserError(f"第{finding_id}条问题已有这张照片，没有移过去。")
    return w.update(photo, photo_id, finding_id=finding_id)


def remove(w: Write, ids: Iterable[int]) -> int:
    """Take photos off their findings; the files stay for undo."""
    return w.delete_all(photo, ids)


def _values(w: Write, photo_id: int) -> dict[str, Any]:
    values = w.values(photo, photo_id)
    if values is None:
        raise Conflict("这张照片已经被删除，请刷新后再试。")
    return values


def _refuse_lost(w: Write, finding_id: int) -> None:
    if w.values(finding, finding_id) is None:
        raise Conflict(f"没有第{finding_id}条问题，可能已被删除，请核对编号。")
