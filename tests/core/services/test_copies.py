"""Copies beside a record are listed with what they hold; a package goes to a new place under a free name."""

from datetime import datetime
from pathlib import Path

import pytest

from core.backup import backup, counts_of, restore
from core.db import Db
from core.errors import UserError
from core.services import copies


def test_the_daily_copy_is_listed_with_date_size_and_counts(office: Db) -> None:
    found = copies.copies_of(office.path)
    assert [one.kind for one in found] == ["每日备份"]
    one = found[0]
    assert one.path.stem == "2026-11-24"
    assert isinstance(one.made, datetime)
    assert one.size == one.path.stat().st_size
    assert one.counts == counts_of(one.path)
    (one.path.parent / "2026-11-20.db").write_bytes(b"no database at all, only words" * 40)
    assert None in {one.counts for one in copies.copies_of(office.path)}


def test_a_package_says_what_it_holds_and_comes_out_the_same(office: Db, tmp_path: Path) -> None:
    package = tmp_path / "包.zip"
    made = backup(office, package)
    assert copies.said_counts(package) == made
    folder = tmp_path / "新电脑" / "台账"
    target, found, said = copies.restore_beside(package, folder, "大和乡创文办")
    assert target == folder / "大和乡创文办.db"
    assert found == said == made
    again, _found, _said = copies.restore_beside(package, folder, "大和乡创文办")
    assert again.name == "大和乡创文办(2).db"


def test_the_state_before_a_restore_is_listed(office: Db, tmp_path: Path) -> None:
    package = tmp_path / "包.zip"
    backup(office, package)
    office.close()
    restore(office.path, package)
    assert "恢复前" in {one.kind for one in copies.copies_of(office.path)}


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"words"])
def test_what_is_no_backup_is_refused_and_nothing_is_left(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(UserError):
        copies.restore_beside(file, tmp_path / "neu", "甲")
    assert not (tmp_path / "neu" / "甲.db").exists()
    with pytest.raises(UserError, match="找不到"):
        copies.said_counts(tmp_path / "没有.zip")
