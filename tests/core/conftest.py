"""A fresh record for tests of the doors and services."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from core.db import Db, create, open_record


def clock() -> datetime:
    return datetime(2026, 11, 24, 9, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "大和乡.db"


@pytest.fixture
def db(path: Path) -> Iterator[Db]:
    create(path, lambda _: None, clock)
    with open_record(path, clock=clock) as opened:
        yield opened
