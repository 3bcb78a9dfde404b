"""Files beside a row (附件): a plan as it was handed in (方案四(一)2), photos of an activity.

A file is copied below NAME.files/attachments under its sum and name and is on the disk before its row is
committed; removing takes the row alone, so undo finds the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from core.db import to_disk
from core.doors import Read, Write
from core.errors import UserError
from core.ledgers import Ledger
from core.model import attachment
from core.queries.ledgers import table_of
from core.text import safe_filename

FOLDER = "attachments"  # below NAME.files
MOST_BYTES = 50_000_000
_SUM = 12  # characters of the sum in a name


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a row: what the clerk called it, and its name below the record's folder."""

    id: int
    name: str
    file: str


def attached(r: Read, ledger: Ledger, row_id: int) -> list[Attached]:
    """The files of a row in the order they were added."""
    a = attachment.c
    found = select(a.id, a.name, a.file).where(a.table_name == ledger.name, a.row_id == row_id).order_by(a.id)
    return r.all(found, Attached)


def attach(w: Write, files: Path, ledger: Ledger, row_id: int, source: Path) -> int:
    """Keep a copy with a row, ``files`` being NAME.files; the same file twice is said, not kept twice."""
    if w.values(table_of(ledger), row_id) is None:
        raise UserError(f"这条{ledger.title}已经被删除，不能再加附件。")
    data = _read(source)
    total = sha256(data).hexdigest()
    a = attachment.c
    own = (a.table_name == ledger.name) & (a.row_id == row_id) & (a.sha256 == total)
    if w.value(select(a.id).where(own)) is not None:
        raise UserError(f"“{source.name}”已经在这条{ledger.title}的附件里，没有重复保存。")
    name = f"{total[:_SUM]}-{safe_filename(source.stem, source.suffix)}"
    _keep(data, files / FOLDER / name)
    return w.insert(
        attachment, table_name=ledger.name, row_id=row_id, name=source.name, file=name, sha256=total
    )


def detach(w: Write, ids: Iterable[int]) -> int:
    return w.delete_all(attachment, ids)


def _read(source: Path) -> bytes:
    try:
        if source.stat().st_size > MOST_BYTES:
            raise UserError(f"“{source.name}”超过50MB，请压缩后再加。")
        return source.read_bytes()
    except OSError as error:
        raise UserError(f"“{source.name}”读不出来，请检查文件或U盘后再试。") from error


def _keep(data: bytes, target: Path) -> None:
    """Whole on the disk under its name, or not at all."""
    if target.is_file():
        return
    half = target.with_name(f".{target.name}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as sink:
            sink.write(data)
            sink.flush()
        to_disk(half)
        half.replace(target)
    except OSError as error:
        raise UserError("附件没有保存（可能磁盘已满），请腾出空间后再试。") from error
    finally:
        half.unlink(missing_ok=True)
