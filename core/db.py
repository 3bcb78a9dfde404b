"""The record's file: open, two doors, upgrade. The only module that knows a path or a PRAGMA.

A record is ``NAME.db`` with ``NAME.files/`` beside it (photos, issued papers, backups, the lock).
The live file is never opened, hashed or copied by plain file calls in this process: closing such a
handle would cancel SQLite's own locks.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from core import journal
from core.doors import Pending, Read, Write
from core.errors import Busy, Damaged, FileTooNew, UserError
from core.lock import RecordLock
from core.place import fault_of

APPLICATION_ID = 0x42425A54
SCHEMA = 3  # the newest revision in core/migrations/versions

# DELETE + EXTRA lost nothing in 250 simulated power cuts; DELETE + FULL lost 64 acknowledged commits.
_PRAGMAS = (
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cache_size = -65536",
)
Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Local time of the office PC; the paper world has no zones."""
    return datetime.now()  # noqa: DTZ005


def files_of(path: Path) -> Path:
    """The folder that belongs to the record: photos, issued papers, daily backups."""
    return path.with_suffix(".files")


def connect(path: Path) -> sqlite3.Connection:
    """A raw connection with our pragmas; transactions are begun by the doors, never by the driver."""
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        conn.execute(f"PRAGMA {pragma}")
    return conn


class Db:
    """An open record with its two doors."""

    def __init__(self, path: Path, *, lock: RecordLock | None, clock: Clock = wall_clock) -> None:
        self.path = path
        self.writable = lock is not None
        self.clock = clock
        self.actor = ""
        self.before_first_write: Callable[[Db], None] | None = None
        self._lock = lock
        self._engine = _engine(path)

    @property
    def files(self) -> Path:
        return files_of(self.path)

    def today(self) -> date:
        return self.clock().date()

    @contextmanager
    def read(self) -> Iterator[Read]:
        with _spoken(self.path), self._engine.connect() as conn, conn.begin():
            yield Read(conn, self.today())

    @contextmanager
    def write(self, label: str, *, kind: str = "do", barrier: bool = False) -> Iterator[Write]:
        """One transaction, one Op named ``label`` (what 撤销 will say); nothing stays of a failed one."""
        if not self.writable:
            raise UserError("这份数据现在是只读的，不能修改；请关闭占用它的窗口或把它移到可写的文件夹。")
        if self.before_first_write is not None:
            self.before_first_write(self)
            self.before_first_write = None
        with _spoken(self.path), self._engine.connect() as conn:
            conn.execution_options(immediate=True)
            with conn.begin():
                w = Write(conn, self.today(), Pending(label, kind, barrier))
                yield w
                journal.seal(conn, w.pending, self.actor, self.clock())

    def close(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> "Db":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path), poolclass=QueuePool, pool_size=2, max_overflow=2
    )

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        immediate = conn.get_execution_options().get("immediate", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


# -- opening ---------------------------------------------------------------------------------------


def open_record(
    path: Path, *, writable: bool = True, clock: Clock = wall_clock, wait: float | None = None
) -> Db:
    """Open an existing record; an older one is backed up and upgraded first.

    Raises UserError for a missing, foreign or damaged file, FileTooNew for one written by a newer
    program, Busy when another window or command holds it for longer than five seconds.
    """
    if not path.is_file():
        raise UserError(f"找不到数据文件“{path}”，请检查位置，或新建一份台账。")
    if path.stat().st_size == 0:
        raise UserError(f"“{path.name}”是空文件，不是台账数据；请从备份恢复。")
    version = _version(path)
    lock = None
    if writable:
        _refuse_place(path)
        lock = _lock_of(path) if wait is None else RecordLock(files_of(path) / "lock", path.name, wait)
    try:
        if version < SCHEMA:
            _upgrade_under_lock(path, lock)
        return Db(path, lock=lock, clock=clock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _refuse_place(path: Path) -> None:
    fault = fault_of(path.parent)
    if fault is not None:
        raise UserError(fault)


def _lock_of(path: Path) -> RecordLock:
    try:
        return RecordLock(files_of(path) / "lock", path.name)
    except PermissionError as error:
        raise UserError(f"“{path.parent}”不能写入，请把台账移到“文档”等可写的文件夹。") from error


def _version(path: Path) -> int:
    """The file's schema, read without changing a byte of a file that may not be ours."""
    uri = path.resolve().as_uri()
    with _spoken(path):
        try:
            app_id, version = _header(f"{uri}?mode=ro")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            # a writer was killed: only an opening that may write rolls its half-done transaction back
            app_id, version = _header(f"{uri}?mode=rw")
    if app_id != APPLICATION_ID:
        raise UserError(f"“{path.name}”不是包保台账的数据文件，没有改动它；请另选一个。")
    if version > SCHEMA:
        raise FileTooNew(
            f"“{path.name}”由更新的版本写成（第{version}版），本程序只认到第{SCHEMA}版，"
            "请先升级程序；文件没有改动。"
        )
    return version


def _header(uri: str) -> tuple[int, int]:
    conn = sqlite3.connect(uri, uri=True)
    try:
        (app_id,) = conn.execute("PRAGMA application_id").fetchone()
        (version,) = conn.execute("PRAGMA user_version").fetchone()
    finally:
        conn.close()
    return int(app_id), int(version)


def _upgrade_under_lock(path: Path, lock: RecordLock | None) -> None:
    if lock is None:
        raise UserError(f"“{path.name}”是旧版数据，请先用窗口打开一次完成升级。")
    version = _version(path)
    if version == SCHEMA:  # another window was quicker
        return
    copy_database(path, files_of(path) / "backups" / f"升级前-第{version}版.db")
    with _spoken(path):
        upgrade(path)


def create(path: Path, fill: Callable[[Db], None], clock: Clock = wall_clock) -> None:
    """Make a new record and let ``fill`` write its first rows; it appears whole or not at all."""
    if path.exists():
        raise UserError(f"“{path}”已经存在，没有覆盖它；请换一个名字。")
    _refuse_place(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = RecordLock(files_of(path) / "lock", path.name)
    except OSError as error:
        raise UserError(f"“{path.parent}”不能写入，请换到“文档”等可写的文件夹。") from error
    half = path.with_name(f".{path.name}.new")
    try:
        half.unlink(missing_ok=True)
        with _spoken(path):
            upgrade(half)
        with Db(half, lock=RecordLock(files_of(path) / "lock.new", path.name), clock=clock) as db:
            fill(db)
        half.replace(path)
    finally:
        lock.release()
        for leftover in (half, files_of(path) / "lock.new"):
            leftover.unlink(missing_ok=True)


def upgrade(path: Path, to: int = SCHEMA) -> None:
    """Run the missing revisions in one transaction; foreign keys are off meanwhile and checked after.

    A batch rebuild of a parent table with foreign keys on would silently delete every child row.
    """
    from core.migrations import run

    engine = _engine(path)
    try:
        with engine.connect() as conn:
            raw = conn.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            (version,) = raw.execute("PRAGMA user_version").fetchone()
            raw.execute("PRAGMA foreign_keys = OFF")
            with conn.begin():
                run(conn, version, to)
                if raw.execute("PRAGMA foreign_key_check").fetchall():
                    raise UserError(f"“{path.name}”里有前后对不上的记录，没有升级，原文件没有改动。")
                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                raw.execute(f"PRAGMA user_version = {to}")
    finally:
        engine.dispose()


def health(path: Path) -> list[str]:
    """SQLite's own checks, in Chinese; empty when the file is sound."""
    conn = connect(path)
    try:
        found = [row[0] for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
        broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return [f"“{path.name}”已损坏，请从备份恢复。"]
    finally:
        conn.close()
    return [f"数据文件结构有损：{text}" for text in found] + [
        f"表 {row[0]} 第{row[1]}条指向不存在的记录。" for row in broken
    ]


def copy_database(source: Path, target: Path) -> None:
    """A checked copy of the database alone; an older copy of the same name stays until this one is good."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    half.unlink(missing_ok=True)
    try:
        live, copy = connect(source), sqlite3.connect(half)
        try:
            live.backup(copy)
            sound = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        finally:
            copy.close()
            live.close()
        if not sound:
            raise UserError(f"“{source.name}”的备份没有通过检查，没有保留；请先用“检查数据”查看原因。")
        to_disk(half)
        half.replace(target)
    except sqlite3.DatabaseError as error:
        raise _copy_fault(source, target, error) from error
    except OSError as error:
        raise UserError(f"备份写不进“{target.parent}”，请检查空间和权限；原数据未受影响。") from error
    finally:
        half.unlink(missing_ok=True)


def _copy_fault(source: Path, target: Path, error: sqlite3.DatabaseError) -> UserError:
    if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged(f"“{source.name}”已损坏，不能备份；请从以前的备份恢复。")
    return UserError(f"备份写不进“{target.parent}”，请检查空间和权限；原数据未受影响。")


def to_disk(file: Path) -> None:
    """Have the system put the file on the disk before it takes another's place."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


# -- errors of the environment, apart from bugs ----------------------------------------------------

_SPOKEN = {
    sqlite3.SQLITE_BUSY: "正被另一个程序占用，请稍后再试",
    sqlite3.SQLITE_LOCKED: "正被另一个程序占用，请稍后再试",
    sqlite3.SQLITE_FULL: "所在的磁盘已满，刚才的修改没有保存；请腾出空间后再试",
    sqlite3.SQLITE_READONLY: "不能写入，请检查文件是否只读",
    sqlite3.SQLITE_CANTOPEN: "打不开，请检查文件夹是否还在、能否写入",
    sqlite3.SQLITE_IOERR: "读写失败，存储设备可能已断开，请重新接好后再试",
    sqlite3.SQLITE_CORRUPT: "已损坏，请从备份恢复",
    sqlite3.SQLITE_NOTADB: "不是台账数据文件，或已损坏；请另选一个或从备份恢复",
}


@contextmanager
def _spoken(path: Path) -> Iterator[None]:
    """Turn what the disk or another program did into one Chinese sentence; bugs pass through."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise _sentence(path, error.orig) from error
    except sqlite3.Error as error:
        raise _sentence(path, error) from error


def _sentence(path: Path, error: BaseException | None) -> BaseException:
    code = getattr(error, "sqlite_errorcode", None)
    text = None if code is None else _SPOKEN.get(code & 0xFF)
    if text is None:
        return error if error is not None else RuntimeError("no cause")
    if "损坏" in text:
        return Damaged(f"“{path.name}”{text}。")
    kind = Busy if "占用" in text else UserError
    return kind(f"“{path.name}”{text}；已保存的数据未受影响。")
