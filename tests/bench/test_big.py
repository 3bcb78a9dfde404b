"""The big record of the bench, made small: sound, and the same last year whatever its length."""

from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from bench.big import PEOPLE, clock, make_big
from core import journal
from core.db import open_record
from core.model import check_in, finding
from core.queries.month import evaluate_month
from core.rules.calendar import Month


def test_it_is_sound_and_can_be_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "big.db"
    make_big(path, years=1, check_ins=5_200)
    with open_record(path, clock=clock) as db, db.read() as r:
        assert journal.faults(r) == []
        assert r.value(select(func.count()).select_from(check_in)) == 51 * 100 + 40  # two days of this week
        assert r.value(select(func.max(finding.c.found_on))) == date(2026, 11, 24)
        evaluation, _ = evaluate_month(r, Month(2026, 10))
    assert len({quota.person_id for quota in evaluation.quotas}) == PEOPLE
