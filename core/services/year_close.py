"""年度结转: checked, backed up, closed. Nothing is moved or deleted; the backup it made is the way back."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import select

from core.backup import Counts, counts_of, restore
from core.db import Db, copy_database, files_of, open_record
from core.doors import Read, Write
from core.errors import UserError
from core.model import period_close, year_close
from core.queries.year_close import YearCheck, closed, closed_years, year_checks, years_to_close
from core.rules.calendar import cn_date
from core.services.archive import file_year
from core.text import clean


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a year did: where the state before lies, what it holds, how many items were filed."""

    year: int
    backup: Path
    counts: Counts
    checks: tuple[YearCheck, ...]
    filed: int

    @property
    def carried(self) -> int:
        """Open findings that go on under their number."""
        return next((one.count for one in self.checks if one.kind == "open"), 0)


def the_year(r: Read, year: int | None) -> int:
    """The year meant; UserError where it is not said, already closed, not near its end or without records."""
    open_years = years_to_close(r)
    said = "、".join(f"{one}年" for one in open_years)
    if year is None:
        raise UserError(f"请写明结转哪一年，现在可以结转：{said}。" if said else "现在没有可以结转的年度。")
    if done := closed(r, year):
        raise UserError(f"{year}年已经在{cn_date(done.closed_on)}结转过，不用再结转。")
    if year not in open_years:
        ending = f"现在可以结转：{said}。" if said else "现在没有可以结转的年度。"
        begun = year < r.today.year or (year == r.today.year and r.today.month == 12)
        why = f"{year}年没有记录" if begun else f"{year}年12月还没有到"
        raise UserError(f"{why}，不能结转；{ending}")
    return year


def close_year(db: Db, year: int | None, *, note: str = "") -> Closing:
    """Check, keep a verified copy of the state before, close the year and list what is to be filed.

    Open findings stay open under their number, the number series of the next year begins at 1 by
    itself. UserError for a year that is closed already or cannot be.
    """
    with db.read() as r:
        year = the_year(r, year)
        checks = tuple(year_checks(r, year))
    backup = _free(files_of(db.path) / "backups", year)
    counts = _kept(db, backup)
    try:
        with db.write(f"{year}年年度结转", barrier=True) as w:
            the_year(w, year)
            w.insert(year_close, year=year, closed_on=w.today, backup=backup.name, note=clean(note) or None)
            _close_months(w, year)
            filed = file_year(w, year)
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    return Closing(year, backup, counts, checks, filed)


def _close_months(w: Write, year: int) -> None:
    """What is keyed in for them from now on is a 补录."""
    done = set(w.column(select(period_close.c.month)))
    for number in range(1, 13):
        month = f"{year}-{number:02d}"
        if month not in done:
            w.insert(period_close, month=month, closed_on=w.today, note="年度结转")


def _kept(db: Db, backup: Path) -> Counts:
    """A copy that SQLite finds sound and that holds as much as the record."""
    copy_database(db.path, backup)
    counts = counts_of(backup)
    if counts != counts_of(db.path):
        backup.unlink(missing_ok=True)
        raise UserError("结转前的备份和台账数量不一致，没有结转；请先用“检查数据”查看原因。")
    return counts


def _free(folder: Path, year: int) -> Path:
    """年度结转前-2026.db; a copy of an earlier attempt is never written over."""
    names = (f"年度结转前-{year}{'' if number == 1 else f'({number})'}.db" for number in count(1))
    return next(path for name in names if not (path := folder / name).exists())


def way_back(r: Read, files: Path, year: int) -> Path:
    """The copy that undoes the closing; UserError where there is none or a later year stands on it."""
    done = closed(r, year)
    if done is None:
        raise UserError(f"{year}年没有结转过，不用撤销。")
    later = [one.year for one in closed_years(r) if one.year > year]
    if later:
        raise UserError(f"{later[0]}年已经在后面结转，请先撤销{later[0]}年的结转。")
    backup = files / "backups" / done.backup
    if not backup.is_file():
        raise UserError(f"结转前的备份“{backup}”不在了，不能撤销；请从备份包恢复。")
    return backup


def undo_close(path: Path, year: int) -> tuple[Counts, Path | None]:
    """Put back the state before a year was closed; what was done since is kept beside it as 恢复前.

    The record must not be open. Returns what is there now and where the present state went.
    """
    with open_record(path, writable=False) as db, db.read() as r:
        backup = way_back(r, db.files, year)
    return restore(path, backup)
