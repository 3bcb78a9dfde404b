"""Copies are checked, packages carry the files beside the record, a bad package is refused whole."""

import json
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.backup import backup, keep_daily, kept_days, restore
from core.db import Db, create, files_of, open_record
from core.errors import Busy, Damaged, UserError
from core.model import person
from tests.core.conftest import clock


def _people(path: Path) -> list[str]:
    with open_record(path, writable=False) as db, db.read() as r:
        return r.column(select(person.c.name))


def _filled(path: Path) -> Path:
    create(path, lambda _: None, clock)
    with open_record(path, clock=clock) as db, db.write("新增人员") as w:
        w.insert(person, name="张玉兰")
    paper = files_of(path) / "issued" / "和创文办〔2026〕12号.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"%PDF-frozen")
    return path


def test_backup_and_restore_carry_database_and_papers(path: Path, tmp_path: Path) -> None:
    package = tmp_path / "U盘" / "备份.zip"
    with open_record(_filled(path), clock=clock) as db:
        assert backup(db, package).words == "人员1、签到0、问题0、通报0"
        with db.write("新增人员") as w:
            w.insert(person, name="李长贵")
    (files_of(path) / "issued" / "和创文办〔2026〕12号.pdf").unlink()
    counts, former = restore(path, package)
    assert counts.person == 1
    assert _people(path) == ["张玉兰"]
    assert (files_of(path) / "issued" / "和创文办〔2026〕12号.pdf").read_bytes() == b"%PDF-frozen"
    assert former is not None
    assert _people(former) == ["张玉兰", "李长贵"]


def test_restore_keeps_the_files_of_the_state_before(path: Path, tmp_path: Path) -> None:
    package = tmp_path / "备份.zip"
    with open_record(_filled(path), clock=clock) as db:
        backup(db, package)
    issued = files_of(path) / "issued"
    (issued / "和创文办〔2026〕12号.pdf").write_bytes(b"%PDF-another 12")
    later = files_of(path) / "photos" / "整改后.jpg"
    later.parent.mkdir()
    later.write_bytes(b"jpg")
    _, former = restore(path, package)
    assert former is not None
    assert later.read_bytes() == b"jpg"
    assert (issued / "和创文办〔2026〕12号.pdf").read_bytes() == b"%PDF-frozen"
    aside = former.with_suffix("") / "issued" / "和创文办〔2026〕12号.pdf"
    assert aside.read_bytes() == b"%PDF-another 12"


def test_restore_to_another_pc(path: Path, tmp_path: Path) -> None:
    package = tmp_path / "备份.zip"
    with open_record(_filled(path)) as db:
        backup(db, package)
    other = tmp_path / "新电脑" / "大和乡.db"
    _, former = restore(other, package)
    assert former is None
    assert _people(other) == ["张玉兰"]


def _change_member(package: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(package) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members[name] = content
    with zipfile.ZipFile(package, "w") as archive:
        for one, data in members.items():
            archive.writestr(one, data)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("files/issued/和创文办〔2026〕12号.pdf", b"%PDF-forged", "与校验值不符"),
        ("record.db", b"zero", "与校验值不符"),
        ("../outside.db", b"zero", "与清单不符"),
        ("files/extra.exe", b"zero", "与清单不符"),
        ("manifest.json", b"{}", "不是完整的备份"),
        ("manifest.json", json.dumps({"schema": 99, "sha256": {}}).encode(), "与清单不符"),
    ],
)
def test_a_bad_package_is_refused_whole(
    path: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    package = tmp_path / "备份.zip"
    with open_record(_filled(path)) as db:
        backup(db, package)
    _change_member(package, name, content)
    before = path.read_bytes()
    with pytest.raises(UserError, match=said):
        restore(path, package)
    assert path.read_bytes() == before
    assert not (tmp_path.parent / "outside.db").exists()
    assert not [file for file in path.parent.iterdir() if file.name.startswith(".")]


def test_restore_waits_for_the_open_window(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "备份.zip"
    monkeypatch.setattr("core.lock.WAIT_SECONDS", 0.0)
    with open_record(_filled(path)) as db:
        backup(db, package)
        with pytest.raises(Busy):
            restore(path, package)


def test_a_cut_off_package_is_refused(path: Path, tmp_path: Path) -> None:
    package = tmp_path / "备份.zip"
    with open_record(_filled(path)) as db:
        backup(db, package)
    package.write_bytes(package.read_bytes()[:-200])
    with pytest.raises(UserError):
        restore(path, package)
    assert _people(path) == ["张玉兰"]


def test_the_first_change_of_the_day_is_preceded_by_a_copy(path: Path) -> None:
    with open_record(_filled(path), clock=clock) as db:
        db.before_first_write = keep_daily
        with db.write("新增人员") as w:
            w.insert(person, name="李长贵")
    copy = files_of(path) / "backups" / "2026-11-24.db"
    assert _people(copy) == ["张玉兰"]
    restore(path, copy)
    assert _people(path) == ["张玉兰"]


def test_old_copies_are_thinned(path: Path) -> None:
    _filled(path)
    first = date(2025, 1, 1)
    for number in range(500):
        moment = datetime.combine(first + timedelta(days=number), datetime.min.time())
        with Db(path, lock=None, clock=lambda moment=moment: moment) as db:  # type: ignore[misc]
            keep_daily(db)
    kept = list((files_of(path) / "backups").glob("*.db"))
    assert 7 + 3 + 10 <= len(kept) <= 7 + 4 + 12


@given(st.sets(st.integers(0, 3000), max_size=200))
def test_thinning_keeps_the_newest_and_is_bounded(numbers: set[int]) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in numbers]
    kept = kept_days(days)
    assert kept <= set(days)
    assert len(kept) <= 7 + 4 + 12
    assert set(sorted(days)[-7:]) <= kept
    assert kept_days(list(kept)) == kept


def test_a_damaged_record_is_set_aside_not_lost(path: Path, tmp_path: Path) -> None:
    package = tmp_path / "备份.zip"
    with open_record(_filled(path)) as db:
        backup(db, package)
    damaged = path.read_bytes()[:4096] + b"\xff" * 8192
    path.write_bytes(damaged)
    _, former = restore(path, package)
    assert _people(path) == ["张玉兰"]
    assert former == path.with_name("大和乡.损坏-001.db")
    assert former.read_bytes() == damaged


def test_a_damaged_record_is_never_backed_up_over_a_good_copy(path: Path) -> None:
    with open_record(_filled(path), clock=clock) as db:
        keep_daily(db)
    good = (files_of(path) / "backups" / "2026-11-24.db").read_bytes()
    path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 65536)
    later = datetime(2026, 11, 25, 9, 0)
    with Db(path, lock=None, clock=lambda: later) as db, pytest.raises(Damaged):
        keep_daily(db)
    assert sorted(file.name for file in (files_of(path) / "backups").iterdir()) == ["2026-11-24.db"]
    assert (files_of(path) / "backups" / "2026-11-24.db").read_bytes() == good
