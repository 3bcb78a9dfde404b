"""Opening, refusing, locking and upgrading the file; the migrations make exactly the model."""

import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select

from core import db as db_module
from core import journal
from core.db import APPLICATION_ID, SCHEMA, Db, create, files_of, open_record
from core.errors import Busy, FileTooNew, UserError
from core.model import metadata, person
from core.queries.circulars import edits_of
from core.rules.calendar import Month
from core.services import circulars
from core.services.phrases import keep_phrase
from tests.core.conftest import clock

FROZEN = Path(__file__).resolve().parent.parent / "upgrade"


def test_migrations_make_exactly_the_model(db: Db) -> None:
    engine = create_engine(f"sqlite:///{db.path}")
    with engine.connect() as conn:
        found = [
            one
            for one in compare_metadata(MigrationContext.configure(conn), metadata)
            if "sqlite_sequence" not in str(one)
        ]
    engine.dispose()
    assert found == []


@pytest.mark.parametrize("frozen", sorted(FROZEN.glob("*.db")), ids=lambda file: file.stem)
def test_every_released_schema_upgrades(frozen: Path, tmp_path: Path) -> None:
    path = tmp_path / frozen.name
    path.write_bytes(frozen.read_bytes())
    with open_record(path) as db, db.read() as r:
        assert journal.faults(r) == []
        assert r.column(select(person.c.name)) != []


@pytest.mark.parametrize("frozen", sorted(FROZEN.glob("*.db")), ids=lambda file: file.stem)
def test_an_upgraded_draft_is_written_in_and_undone(frozen: Path, tmp_path: Path) -> None:
    """Columns that came later are empty in older rows, and the journal replays to them."""
    path = tmp_path / frozen.name
    path.write_bytes(frozen.read_bytes())
    month = Month(2026, 10)
    with open_record(path, clock=clock) as db:
        with db.read() as r:
            before = edits_of(r, month)
        with db.write("拟稿") as w:
            circulars.leave_out(w, month, "opening", "原句。")
            circulars.edit_sentence(w, month, "overview.short", "改过。", "原句。")
            circulars.add_paragraph(w, month, "工作要求", "另起一段。", after="", keys=["demands.duty"])
            keep_phrase(w, "另起一段。")
        journal.undo(db)
        with db.read() as r:
            assert journal.faults(r) == []
            assert edits_of(r, month) == before


def test_there_is_a_frozen_file_of_each_schema() -> None:
    assert [file.stem for file in sorted(FROZEN.glob("*.db"))] == [
        f"schema_{number:04d}" for number in range(1, SCHEMA + 1)
    ]


def test_pragmas_are_those_that_lose_nothing(db: Db) -> None:
    with db.read() as r:
        said = {
            name: r.conn.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    assert said == {
        "journal_mode": "delete",
        "synchronous": 3,  # EXTRA
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空文件"),
        (b"PK\x03\x04 not a database at all" * 40, "不是台账数据文件"),
    ],
)
def test_what_is_no_record_is_refused_and_left_alone(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        open_record(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_another_programs_database_is_refused_and_left_alone(path: Path, mode: str) -> None:
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA journal_mode = {mode}")
    raw.execute("CREATE TABLE notes (text)")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="不是包保台账的数据文件"):
        open_record(path)
    assert path.read_bytes() == before
    assert not files_of(path).exists()


def test_a_newer_file_is_refused_unchanged(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    raw.execute("CREATE TABLE later (text)")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(FileTooNew, match=rf"第{SCHEMA + 1}版.*第{SCHEMA}版"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_missing_file_is_said_so(path: Path) -> None:
    with pytest.raises(UserError, match="找不到数据文件"):
        open_record(path)


def test_create_never_overwrites(db: Db) -> None:
    with pytest.raises(UserError, match="已经存在"):
        create(db.path, lambda _: None)


def test_a_record_that_fails_to_fill_leaves_nothing(path: Path) -> None:
    def fail(_: Db) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        create(path, fail)
    assert sorted(file.name for file in path.parent.iterdir()) == [files_of(path).name]
    create(path, lambda _: None)


def _hold(path: Path, pipe: Connection) -> None:
    with open_record(path):
        pipe.send("held")
        pipe.recv()


@pytest.fixture
def held(path: Path) -> Iterator[multiprocessing.process.BaseProcess]:
    """Another process has the record open."""
    create(path, lambda _: None, clock)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_hold, args=(path, theirs))
    process.start()
    assert ours.recv() == "held"
    yield process
    ours.send("done")
    process.join()


def test_a_second_writer_is_told_and_readers_go_on(
    path: Path, held: multiprocessing.process.BaseProcess
) -> None:
    with pytest.raises(Busy, match=f"正被另一个窗口或命令使用（进程{held.pid}）"):
        open_record(path, wait=0.1)
    with open_record(path, writable=False) as db, db.read() as r:
        assert r.column(select(person.c.id)) == []
    with (
        open_record(path, writable=False) as db,
        pytest.raises(UserError, match="只读"),
        db.write("新增人员") as w,
    ):
        w.insert(person, name="张玉兰")


def test_a_killed_holder_leaves_no_stale_lock(path: Path, held: multiprocessing.process.BaseProcess) -> None:
    held.kill()
    held.join()
    open_record(path, wait=0).close()


def _die_writing(path: Path) -> None:
    """Spill a transaction to the disk and go without COMMIT, as a kill -9 does."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA cache_size = 5")
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO person (name) VALUES (?)", [("张" * 500,)] * 500)
    os._exit(9)


@pytest.mark.parametrize("writable", [True, False])
def test_a_transaction_cut_off_by_a_kill_is_rolled_back_at_the_next_start(path: Path, writable: bool) -> None:
    create(path, lambda _: None, clock)
    process = multiprocessing.get_context("spawn").Process(target=_die_writing, args=(path,))
    process.start()
    process.join()
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    with open_record(path, writable=writable) as db, db.read() as r:
        assert r.column(select(person.c.id)) == []
        assert journal.faults(r) == []


def test_upgrade_is_one_transaction_with_a_copy_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision that fails half-way leaves the file as it was."""
    create(path, lambda _: None, clock)

    def broken(conn: object, version: int, to: int) -> None:
        conn.exec_driver_sql("CREATE TABLE half (text)")  # type: ignore[attr-defined]
        raise UserError("第2版升级没有进行。")

    monkeypatch.setattr("core.migrations.run", broken)
    monkeypatch.setattr(db_module, "SCHEMA", SCHEMA + 1)
    with pytest.raises(UserError, match="没有进行"):
        open_record(path)
    monkeypatch.undo()
    with open_record(path) as db, db.read() as r:
        tables = r.conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'half'").all()
    assert tables == []
    assert (files_of(path) / "backups" / f"升级前-第{SCHEMA}版.db").is_file()


def test_full_disk_and_other_troubles_are_one_sentence(db: Db) -> None:
    with db.read() as r:
        pages = r.conn.exec_driver_sql("PRAGMA page_count").scalar()
    with pytest.raises(UserError, match=r"磁盘已满.*已保存的数据未受影响"), db.write("新增人员") as w:
        w.conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        w.insert(person, name="张" * 100_000)
    with db.write("新增人员") as w:
        w.conn.exec_driver_sql("PRAGMA max_page_count = 1073741823")
        w.insert(person, name="张玉兰")
    with db.read() as r:
        assert journal.faults(r) == []
