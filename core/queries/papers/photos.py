"""Photos of findings for papers: the pictures' bytes from beside the record, or that they are not there."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select

from core.db import files_of
from core.doors import Read
from core.model import photo
from core.queries.findings import all_of

LARGEST = 64 * 2**20  # bytes: more is no photo of a finding


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo: ``stage`` before or after the work; ``data`` None where its file is missing or unreadable."""

    stage: str
    name: str
    taken_on: date | None
    data: bytes | None = field(repr=False)


def shots_of(r: Read, ids: list[int]) -> dict[int, tuple[Shot, ...]]:
    """The photos by finding, in the order they were added."""
    p = photo.c
    rows = r.all(
        select(p.finding_id, p.stage, p.file, p.taken_on).where(p.finding_id.in_(all_of(ids))).order_by(p.id),
        lambda *row: row,
    )
    folder = files_of(record_of(r)) / "photos"
    found: dict[int, list[Shot]] = defaultdict(list)
    for finding_id, stage, file, taken_on in rows:
        found[finding_id].append(Shot(stage, Path(file).name, taken_on, _bytes_of(folder / file)))
    return {row: tuple(shots) for row, shots in found.items()}


def record_of(r: Read) -> Path:
    """The file that is being read, as SQLite names it."""
    for _, name, file in r.conn.exec_driver_sql("PRAGMA database_list"):
        if name == "main":
            return Path(file)
    raise LookupError("no main database")


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST else None
    except (OSError, ValueError):  # ValueError: a name no file system takes
        return None
