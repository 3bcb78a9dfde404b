"""Late and backdated entries: a reason, a limit, a log; a closed month lists what came after."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import settings
from core.db import Db
from core.errors import ReasonWanted, UserError
from core.exchange.records import CheckInLine, CheckInSheet
from core.ledgers import ledger_named
from core.names import names_of
from core.queries.late import closed, late_log, supplements
from core.rules.calendar import Month
from core.rules.late import LateRule
from core.services import check_ins, circulars, inspections, ledgers, periods
from core.services.record import new_record, open_for_work
from core.services.roster_import import import_roster
from reports.render import circular_paper
from tests.core.services.conftest import PLAN, roster_sheet, the

OCTOBER = Month(2026, 10)
LONG_AGO = datetime(2025, 1, 6, 9)


class _Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = LONG_AGO

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def old(tmp_path: Path, clock: _Clock) -> Iterator[Db]:
    """A record begun long ago; today is 24 November 2026."""
    path = tmp_path / "大和乡.db"
    new_record(path, "大和乡创文办", PLAN, clock)
    with open_for_work(path, clock) as db:
        import_roster(db, roster_sheet(tmp_path), PLAN, source="名册.xlsx")
        clock.now = datetime(2026, 11, 24, 9, 30)
        yield db


def _who(db: Db) -> int:
    with db.read() as r:
        return the(names_of(r).person("王建国"))


def test_within_the_days_nobody_asks(old: Db) -> None:
    with old.write("登记签到") as w:
        check_ins.add(w, _who(old), date(2026, 11, 10))  # 14 days
        check_ins.add(w, _who(old), date(2026, 11, 24))
    with old.read() as r:
        assert late_log(r) == []


def test_later_a_reason_is_wanted_and_logged(old: Db) -> None:
    with pytest.raises(ReasonWanted) as wanted, old.write("登记签到") as w:
        check_ins.add(w, _who(old), date(2026, 11, 9))
    assert wanted.value.text == "2026年11月9日已过去15天，超过14天，请写明补录原因。"
    with old.write("登记签到") as w:
        check_ins.add(w, _who(old), date(2026, 11, 9), late_reason="纸质表交得晚")
    with old.read() as r:
        (row,) = late_log(r)
    assert (row.kind, row.day, row.keyed_on, row.days, row.reason, row.text) == (
        "签到",
        date(2026, 11, 9),
        date(2026, 11, 24),
        15,
        "纸质表交得晚",
        "王建国",
    )


def test_beyond_the_limit_no_reason_helps(old: Db) -> None:
    with pytest.raises(UserError, match="超过补录的最长期限366天") as refused, old.write("登记") as w:
        inspections.add_finding(w, date(2025, 11, 22), "路面破损", late_reason="忘了")
    assert not isinstance(refused.value, ReasonWanted)


def test_the_office_sets_both(old: Db) -> None:
    with old.write("规则") as w:
        settings.change(w, date(2026, 11, 1), late_days=60, late_limit=90)
    with old.write("登记签到") as w:
        check_ins.add(w, _who(old), date(2026, 10, 1))
    with pytest.raises(UserError, match="最长期限90天"), old.write("登记签到") as w:
        check_ins.add(w, _who(old), date(2026, 8, 1), late_reason="补")


def test_a_young_record_takes_old_papers_in(office: Db) -> None:
    with office.write("登记签到") as w:
        check_ins.add(w, _who(office), date(2022, 2, 8))


def test_one_reason_serves_a_sheet(old: Db) -> None:
    lines = [check_ins.NewLine(_who(old), date(2026, 10, day)) for day in (12, 14)]
    with pytest.raises(ReasonWanted), old.write("登记2条签到") as w:
        check_ins.add_lines(w, lines)
    with old.write("登记2条签到") as w:
        check_ins.add_lines(w, lines, late_reason="补交")
    with old.read() as r:
        assert [row.reason for row in late_log(r)] == ["补交", "补交"]


def test_an_import_refuses_late_lines_until_it_says_why(old: Db) -> None:
    lines = [
        CheckInLine(row=n, day=day, person="王建国", unit=None, area=None, note=None, sheet_no=None)
        for n, day in ((2, date(2026, 11, 20)), (3, date(2026, 10, 8)))
    ]
    sheet = CheckInSheet(tuple(lines), (), ())
    first = check_ins.import_check_ins(old, sheet, source="签到.xlsx")
    assert (first.new, first.refused) == (1, ("第3行：2026年10月8日已过去47天，超过14天，请写明补录原因。",))
    again = check_ins.import_check_ins(old, sheet, source="签到.xlsx", late_reason="补交")
    assert (again.new, again.unchanged, again.refused) == (1, 1, ())


def test_a_day_moved_back_is_late_too(old: Db) -> None:
    with old.write("登记签到") as w:
        row = check_ins.add(w, _who(old), date(2026, 11, 23))
        found = inspections.add_finding(w, date(2026, 11, 23), "路面破损")
    with pytest.raises(ReasonWanted), old.write("改日期") as w:
        check_ins.change(w, [row], day=date(2026, 10, 8))
    with pytest.raises(ReasonWanted), old.write("改日期") as w:
        inspections.change_finding(w, found, found_on=date(2026, 10, 8))
    with old.write("改日期") as w:
        check_ins.change(w, [row], day=date(2026, 10, 8), late_reason="写错了")
        assert len(late_log(w)) == 1


def test_ledgers_are_no_back_door(old: Db) -> None:
    meeting = ledger_named("study_meeting")
    said = {"day": date(2026, 10, 8), "chair_id": _who(old), "topic": "创文"}
    with pytest.raises(ReasonWanted), old.write("登记例会") as w:
        ledgers.put(w, meeting, said)
    with old.write("登记例会") as w:
        ledgers.put(w, meeting, said, late_reason="补")
        (row,) = late_log(w)
    assert (row.kind, row.text.split("　")[0]) == ("例会", "王建国")


@given(st.integers(0, 30), st.integers(31, 400), st.integers(0, 800))
def test_later_is_never_easier(days: int, limit: int, late: int) -> None:
    rule = LateRule(days, limit, date(2020, 1, 1))
    keyed = date(2026, 11, 24)
    order = ["", "reason", "refused"]
    before = order.index(rule.verdict(keyed - timedelta(days=late), keyed))
    assert order.index(rule.verdict(keyed - timedelta(days=late + 1), keyed)) >= before


# -- 封账 ------------------------------------------------------------------------------------------


def test_what_comes_after_the_close_is_listed(old: Db) -> None:
    with old.write("登记签到") as w:
        check_ins.add(w, _who(old), date(2026, 10, 20), late_reason="补")
    with pytest.raises(UserError, match="还没有印发"), old.write("封账") as w:
        periods.close(w, OCTOBER)
    circulars.issue(old, OCTOBER, circular_paper)
    with old.write("封账") as w:
        periods.close(w, OCTOBER)
        with pytest.raises(UserError, match="已经封账"):
            periods.close(w, OCTOBER)
    with old.read() as r:
        assert closed(r, OCTOBER)
        assert supplements(r, OCTOBER) == []
    with old.write("登记签到") as w:  # on the very day of the close
        check_ins.add(w, _who(old), date(2026, 10, 22), late_reason="漏录")
        check_ins.add(w, _who(old), date(2026, 11, 3), late_reason="另一个月")
        inspections.add_finding(w, date(2026, 10, 15), "路面破损", late_reason="漏录")
    with old.read() as r:
        assert [(one.kind, one.day, one.reason, one.text) for one in supplements(r, OCTOBER)] == [
            ("问题", date(2026, 10, 15), "漏录", "路面破损"),
            ("签到", date(2026, 10, 22), "漏录", "王建国"),
        ]
    with old.write("取消封账") as w:
        periods.reopen(w, OCTOBER)
        assert supplements(w, OCTOBER) == []
