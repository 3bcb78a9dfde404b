import csv
from datetime import date
from pathlib import Path

import pytest

from core.rules.calendar import Holidays

TABLE = Path(__file__).parents[3] / "resources" / "holidays.csv"


@pytest.fixture(scope="session")
def holidays() -> Holidays:
    """The arrangements of 2019 to 2026 as they are shipped."""
    with TABLE.open(encoding="utf-8") as lines:
        rows = [row for row in csv.reader(lines) if not row[0].startswith("#")]
    return Holidays.of((date.fromisoformat(day), name, off == "1") for day, name, off in rows)
