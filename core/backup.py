"""Copies of a record: the daily one beside it, the package for a stick, and the way back.

A copy is made by SQLite's backup API to a temporary file, opened and checked, and only then renamed.
"""

import json
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from itertools import count
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from core.db import SCHEMA, Db, connect, copy_database, files_of, to_disk
from core.errors import Damaged, UserError
from core.lock import RecordLock

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_DATABASE, _MANIFEST = "record.db", "manifest.json"
_LEFT_OUT = {"lock", "lock.new", "backups"}
COUNTED = {"person": "人员", "check_in": "签到", "finding": "问题", "circular": "通报"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds, to compare before and after."""

    person: int
    check_in: int
    finding: int
    circular: int

    @property
    def words(self) -> str:
        """人员45、签到1204、问题213、通报10."""
        return "、".join(f"{word}{getattr(self, key)}" for key, word in COUNTED.items())


def counts_of(path: Path) -> Counts:
    conn = connect(path)
    try:
        return Counts(*(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED))
    finally:
        conn.close()


# -- the daily copy --------------------------------------------------------------------------------


def keep_daily(db: Db) -> None:
    """Before the first change of the day, keep yesterday's state; thin the older ones."""
    folder = db.files / "backups"
    today = db.today()
    target = folder / f"{today.isoformat()}.db"
    if target.exists():
        return
    copy_database(db.path, target)
    days = sorted(_days(folder), reverse=True)
    for day in set(days) - kept_days(days):
        (folder / f"{day.isoformat()}.db").unlink()


def _days(folder: Path) -> list[date]:
    found = []
    for file in folder.glob("????-??-??.db"):
        try:
            found.append(date.fromisoformat(file.stem))
        except ValueError:
            continue
    return found


def kept_days(days: list[date]) -> set[date]:
    """Of the days with a copy: the last 7, the last of each of 4 weeks and of each of 12 months."""
    newest_first = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest_first:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest_first[:DAILY], *list(weeks.values())[:WEEKLY], *list(months.values())[:MONTHLY]}


# -- the package -----------------------------------------------------------------------------------


def backup(db: Db, target: Path, more: Mapping[str, bytes] | None = None) -> Counts:
    """Write database and files with their sums into one .zip; returns what it holds.

    ``more`` are papers by their name below the files' folder, which the package alone carries.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            copy = Path(folder) / _DATABASE
            copy_database(db.path, copy)
            counts = counts_of(copy)
            half = Path(folder) / "package.zip"
            _pack(half, copy, db.files, counts, _beside(Path(folder), more or {}))
            to_disk(half)
            half.replace(target)
    except OSError as error:
        raise UserError(f"备份写不进“{target}”，请检查空间和权限，或换一个位置；原数据未受影响。") from error
    return counts


def _beside(folder: Path, papers: Mapping[str, bytes]) -> dict[str, Path]:
    """Papers of the package as files to be packed."""
    found = {}
    for number, (name, content) in enumerate(papers.items()):
        found[f"files/{name}"] = folder / f"paper{number}"
        found[f"files/{name}"].write_bytes(content)
    return found


def _pack(package: Path, database: Path, files: Path, counts: Counts, more: Mapping[str, Path]) -> None:
    members = {_DATABASE: database} | {
        f"files/{file.relative_to(files).as_posix()}": file
        for file in sorted(files.rglob("*"))
        if file.is_file() and file.relative_to(files).parts[0] not in _LEFT_OUT
    }
    members |= more
    manifest = {
        "schema": SCHEMA,
        "counts": {key: getattr(counts, key) for key in COUNTED},
        "sha256": {name: _sum(file) for name, file in members.items()},
    }
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        for name, file in members.items():
            archive.write(file, name)


def restore(path: Path, package: Path) -> tuple[Counts, Path | None]:
    """Put a package (or a daily copy) in the place of ``path``; the state before is kept beside it.

    Returns what was restored and where the former state lies. The record must not be open.
    """
    lock = RecordLock(files_of(path) / "lock", path.name)
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".restore-") as name:
            return _restore(path, package, Path(name))
    except OSError as error:
        raise UserError(f"“{path.parent}”写不进去，没有恢复；请检查空间和权限后再试。") from error
    finally:
        lock.release()


def _restore(path: Path, package: Path, folder: Path) -> tuple[Counts, Path | None]:
    counts = _unpack(package, folder)
    former = _set_aside(path) if path.exists() else None
    for sidecar in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + sidecar).unlink(missing_ok=True)
    to_disk(folder / _DATABASE)
    (folder / _DATABASE).replace(path)
    if (folder / "files").is_dir():
        stamp = former.stem[-3:] if former is not None else _free_stamp(path)
        _take_files(folder / "files", files_of(path), files_of(path) / "backups" / f"恢复前-{stamp}")
    return counts, former


def _set_aside(path: Path) -> Path:
    """The state before: a checked copy, or the damaged file itself under another name."""
    stamp = _free_stamp(path)
    former = files_of(path) / "backups" / f"恢复前-{stamp}.db"
    try:
        copy_database(path, former)
    except Damaged:
        former = path.with_name(f"{path.stem}.损坏-{stamp}{path.suffix}")
        path.replace(former)
    return former


def _free_stamp(path: Path) -> str:
    former = [*(files_of(path) / "backups").glob("恢复前-*.db"), *path.parent.glob(f"{path.stem}.损坏-*")]
    taken = {file.stem[-3:] for file in former}
    return next(stamp for number in count(1) if (stamp := f"{number:03d}") not in taken)


def _unpack(package: Path, folder: Path) -> Counts:
    """Check names and sums before anything leaves the package; refuse it whole otherwise."""
    if not package.is_file():
        raise UserError(f"找不到备份“{package}”，请检查位置。")
    if not zipfile.is_zipfile(package):
        return _take_copy(package, folder / _DATABASE)
    try:
        with zipfile.ZipFile(package) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            sums = manifest["sha256"]
            names = set(archive.namelist()) - {_MANIFEST}
            if names != set(sums) or not all(_safe(name) for name in names):
                raise UserError(f"“{package.name}”里的文件与清单不符，整包没有采用；原数据未受影响。")
            if manifest["schema"] > SCHEMA:
                raise UserError(f"“{package.name}”由更新的版本写成，请先升级程序；原数据未受影响。")
            for name in names:
                _extract(archive, name, folder / name, sums[name], package)
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UserError(f"“{package.name}”不是完整的备份，没有采用；原数据未受影响。") from error
    return counts_of(folder / _DATABASE)


def _safe(name: str) -> bool:
    pure = PurePosixPath(name)
    inside = not pure.is_absolute() and ".." not in pure.parts and "\\" not in name and ":" not in name
    return inside and (name == _DATABASE or pure.parts[0] == "files")


def _extract(archive: zipfile.ZipFile, name: str, target: Path, right: str, package: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as sink:
        copyfileobj(source, sink)
    if _sum(target) != right:
        raise UserError(f"“{package.name}”里的“{name}”与校验值不符，整包没有采用；原数据未受影响。")


def _take_copy(package: Path, target: Path) -> Counts:
    """A daily copy is a plain database file."""
    try:
        copy_database(package, target)
        return counts_of(target)
    except (Damaged, sqlite3.DatabaseError) as error:
        raise UserError(f"“{package.name}”不是包保台账的备份，没有采用；原数据未受影响。") from error


def _take_files(new: Path, files: Path, aside: Path) -> None:
    """The package's issued papers and photos join the present ones, which the former state still needs.

    A present file with other contents is moved to ``aside``.
    """
    for file in sorted(new.rglob("*")):
        if not file.is_file():
            continue
        name = file.relative_to(new)
        target = files / name
        if target.is_file() and _sum(target) == _sum(file):
            continue
        if target.exists():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            target.replace(aside / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


def _sum(file: Path) -> str:
    with file.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()
