"""Opening a record for work."""

from pathlib import Path

import pytest

from core.db import files_of
from core.errors import Damaged
from core.lock import RecordLock
from core.services.record import new_record, open_for_work
from tests.core.conftest import clock
from tests.core.services.conftest import PLAN


def test_a_damaged_record_does_not_stay_locked(tmp_path: Path) -> None:
    path = tmp_path / "大和乡.db"
    new_record(path, "大和乡创文办", PLAN, clock)
    path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 200_000)
    with pytest.raises(Damaged) as held:
        open_for_work(path, clock)
    RecordLock(files_of(path) / "lock", path.name, 0).release()
    del held
