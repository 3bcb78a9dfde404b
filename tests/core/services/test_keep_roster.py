"""A record that begins with another's roster: all of it, and nothing of what was recorded."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.db import Db, open_record
from core.errors import UserError
from core.model import JOURNALLED, assignment, check_in, circular, finding, post
from core.queries.roster import counts
from core.services.keep_roster import keep_roster
from core.settings import settings_at

D = date(2026, 11, 24)


def clock() -> datetime:
    return datetime(2026, 11, 24, 9, 0)


def test_the_roster_is_whole_and_the_records_are_gone(office: Db, tmp_path: Path) -> None:
    target = tmp_path / "新.db"
    keep_roster(office.path, target, "", clock)
    with office.read() as r:
        was, posts = counts(r, D), r.all(select(post).order_by(post.c.id), lambda *row: row)
        duties = r.all(select(assignment).order_by(assignment.c.id), lambda *row: row)
        name = settings_at(r, D).unit_name
    with open_record(target, clock=clock) as db, db.read() as r:
        assert counts(r, D) == was
        assert r.all(select(post).order_by(post.c.id), lambda *row: row) == posts
        assert r.all(select(assignment).order_by(assignment.c.id), lambda *row: row) == duties
        assert not settings_at(r, D).sample and settings_at(r, D).unit_name == name
        for table in (check_in, finding, circular):
            assert r.value(select(func.count()).select_from(table)) == 0
        assert r.value(select(func.count()).select_from(JOURNALLED["category"])) > 10


def test_another_name_is_another_office_and_nothing_is_overwritten(office: Db, tmp_path: Path) -> None:
    target = tmp_path / "新.db"
    keep_roster(office.path, target, "平坝镇创文办", clock)
    with open_record(target, clock=clock) as db, db.read() as r:
        assert settings_at(r, D).unit_name == "平坝镇创文办"
    with pytest.raises(UserError, match="已经存在"):
        keep_roster(office.path, target, "", clock)
