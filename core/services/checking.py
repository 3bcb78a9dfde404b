"""Is the record as it was written (检查数据): the file, the journal, and the papers beside it."""

import json
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy import select

from core import journal
from core.db import Db, health
from core.doors import Read
from core.model import change, circular, photo


def faults_of(db: Db) -> list[str]:
    """What is wrong, one Chinese sentence each; empty when all is well."""
    broken = health(db.path)
    if broken:
        return broken  # a damaged file has nothing more to say
    with db.read() as r:
        return (
            journal.faults(r) + _paper_faults(r, db.files / "issued") + _photo_faults(r, db.files / "photos")
        )


def _paper_faults(r: Read, folder: Path) -> list[str]:
    c = circular.c
    found = []
    for name, right, pdf in r.all(
        select(c.file, c.sha256, c.pdf).where(c.state == "issued").order_by(c.id), lambda *row: row
    ):
        if sha256(pdf).hexdigest() != right:
            found.append(f"台账里封存的“{name}”与印发时不一致，请从备份核对。")
        found += _file_fault(folder / f"{name}.pdf", right)
        if not (folder / f"{name}.json").is_file():
            found.append(f"找不到“{name}.json”，通报旁的数据文件不见了。")
    return found


def _photo_faults(r: Read, folder: Path) -> list[str]:
    rows = r.all(select(photo.c.file, photo.c.sha256).order_by(photo.c.id), lambda *row: row)
    return [fault for name, right in rows for fault in _file_fault(folder / name, right)]


def strays_of(db: Db) -> list[str]:
    """Files among the photos that no row names, now or in the journal: nothing is wrong with the record.

    A crash between file and row leaves one, and so does a return to an older copy.
    """
    folder = db.files / "photos"
    if not folder.is_dir():
        return []
    with db.read() as r:
        known = set(r.column(select(photo.c.file)))
        for before, after in r.all(
            select(change.c.before, change.c.after).where(change.c.table_name == photo.name),
            lambda *row: row,
        ):
            known |= {json.loads(one).get("file") for one in (before, after) if one}
    files = sorted(one.name for one in folder.iterdir() if one.is_file())
    return [
        f"照片文件夹里的“{name}”没有登记在任何问题上，可以留着，也可以移走。"
        for name in files
        if name not in known
    ]


def _file_fault(file: Path, right: str) -> list[str]:
    try:
        with file.open("rb") as source:
            same = file_digest(source, "sha256").hexdigest() == right
    except FileNotFoundError:
        return [f"找不到“{file.name}”，它应在“{file.parent}”里。"]
    except OSError:
        return [f"“{file.name}”读不出来，请检查“{file.parent}”。"]
    return [] if same else [f"“{file.name}”被改动过，与登记时不一致。"]
