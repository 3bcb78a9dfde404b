"""The copies of a record (备份): what lies beside it and what a package says it holds."""

import json
import sqlite3
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.backup import COUNTED, Counts, counts_of, restore
from core.db import files_of
from core.errors import UserError


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: when it was made, what kind, how large in bytes and what it holds."""

    path: Path
    kind: str  # 每日备份, 恢复前, 升级前
    made: datetime
    size: int
    counts: Counts | None  # None: it cannot be read


def copies_of(record: Path) -> list[Copy]:
    """The copies beside a record, newest first."""
    folder = files_of(record) / "backups"
    found = [_copy(file) for file in folder.glob("*.db") if not file.name.startswith(".")]
    return sorted(found, key=lambda one: one.made, reverse=True)


def _copy(file: Path) -> Copy:
    about = file.stat()
    try:
        counts = counts_of(file)
    except sqlite3.DatabaseError:
        counts = None
    made = datetime.fromtimestamp(about.st_mtime)  # noqa: DTZ006 - local time of the office PC
    return Copy(file, _kind(file.stem), made, about.st_size, counts)


def _kind(stem: str) -> str:
    try:
        date.fromisoformat(stem)
    except ValueError:
        return stem.split("-", maxsplit=1)[0]
    return "每日备份"


def said_counts(package: Path) -> Counts:
    """What a package or a copy says it holds; UserError when it is no backup of ours."""
    if not package.is_file():
        raise UserError(f"找不到备份“{package}”，请检查位置。")
    try:
        if not zipfile.is_zipfile(package):
            return counts_of(package)
        with zipfile.ZipFile(package) as archive:
            said = json.loads(archive.read("manifest.json"))["counts"]
        return Counts(*(int(said[key]) for key in COUNTED))
    except (KeyError, ValueError, zipfile.BadZipFile, sqlite3.DatabaseError) as error:
        raise UserError(f"“{package.name}”不是包保台账的备份，没有采用；请另选一个。") from error


def restore_beside(package: Path, folder: Path, name: str) -> tuple[Path, Counts, Counts]:
    """A package taken to a new place under a free name: the file, what it holds, what the package said."""
    said = said_counts(package)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"“{folder}”不能写入，请换到“文档”等可写的文件夹。") from error
    target = free_record(folder, name)
    found, _former = restore(target, package)
    return target, found, said


def free_record(folder: Path, name: str) -> Path:
    """NAME.db, or NAME(2).db … where that is taken, its folder of files too."""
    target, number = folder / f"{name}.db", 1
    while target.exists() or files_of(target).exists():
        number += 1
        target = folder / f"{name}({number}).db"
    return target
