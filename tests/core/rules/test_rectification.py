from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.rules.rectification import (
    STATE_WORDS,
    Extension,
    Finding,
    Round,
    State,
    due_at,
    fault_of,
    finished_late,
    lateness,
    overdue_days,
    state_at,
    was_late,
)


def oct_(day: int) -> date:
    return date(2026, 10, day)


def finding(*rounds: Round, unit_id: int | None = 10, **fields: Any) -> Finding:
    return Finding(1, 12, unit_id, 100, 1, oct_(5), "乱堆垃圾", rounds=rounds, **fields)


ORDER = Round(1, issued_on=oct_(8), due_on=oct_(12))
CLOSED = replace(
    ORDER, acknowledged_on=oct_(9), done_on=oct_(10), replied_on=oct_(11), verified_on=oct_(14), passed=True
)
REJECTED = replace(CLOSED, passed=False)
AGAIN = Round(2, issued_on=oct_(15), due_on=oct_(18))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (7, State.TO_ORDER),
        (8, State.ORDERED),
        (9, State.ACKNOWLEDGED),
        (10, State.ACKNOWLEDGED),
        (11, State.REPLIED),
        (13, State.REPLIED),
        (14, State.CLOSED),
        (30, State.CLOSED),
    ],
)
def test_the_state_is_that_of_the_day_asked(day: int, state: State) -> None:
    assert state_at(finding(CLOSED), oct_(day)) is state


def test_a_rejected_finding_waits_and_is_ordered_again() -> None:
    assert state_at(finding(REJECTED), oct_(14)) is State.REJECTED
    assert state_at(finding(REJECTED, AGAIN), oct_(14)) is State.REJECTED
    assert state_at(finding(AGAIN, REJECTED), oct_(15)) is State.ORDERED
    assert due_at(finding(AGAIN, REJECTED), oct_(15)) == oct_(18)


def test_states_without_an_order() -> None:
    assert state_at(finding(fixed_on_spot=True), oct_(5)) is State.FIXED_ON_SPOT
    assert state_at(finding(unit_id=None), oct_(30)) is State.UNASSIGNED
    assert due_at(finding(ORDER), oct_(7)) is None
    assert set(STATE_WORDS) == set(State)


@pytest.mark.parametrize(
    ("asked", "asked_about", "due"),
    [
        (11, 10, 12),  # not asked yet on the 10th
        (11, 11, 16),
        (12, 13, 16),  # on the due date itself is still in time
        (13, 14, 12),  # too late: judged by the original date
    ],
)
def test_an_extension_counts_when_asked_in_time(asked: int, asked_about: int, due: int) -> None:
    extended = replace(ORDER, extensions=(Extension(oct_(asked), oct_(16), "连续降雨"),))
    assert due_at(finding(extended), oct_(asked_about)) == oct_(due)


def test_a_second_extension_is_judged_by_the_first() -> None:
    both = (Extension(oct_(15), oct_(20), "雨"), Extension(oct_(11), oct_(16), "雨"))
    assert due_at(finding(replace(ORDER, extensions=both)), oct_(30)) == oct_(20)
    assert due_at(finding(replace(ORDER, extensions=both[:1])), oct_(30)) == oct_(12)


@pytest.mark.parametrize(
    ("steps", "asked_about", "days", "late"),
    [
        ({}, 12, 0, False),
        ({}, 13, 1, True),
        ({}, 30, 18, True),
        ({"replied_on": 12}, 30, 0, False),
        ({"replied_on": 14}, 13, 1, True),
        ({"replied_on": 14}, 14, 0, True),
        ({"done_on": 11, "replied_on": 20}, 15, 0, False),  # done in time, reported late
        ({"done_on": 12, "replied_on": 20}, 30, 0, False),
        ({"done_on": 13, "replied_on": 20}, 30, 0, True),
        ({"acknowledged_on": 9}, 15, 3, True),
    ],
)
def test_overdue_by_calendar_days(steps: dict[str, int], asked_about: int, days: int, late: bool) -> None:
    changes: dict[str, Any] = {name: oct_(day) for name, day in steps.items()}
    one = finding(replace(ORDER, **changes))
    assert overdue_days(one, oct_(asked_about)) == days
    assert was_late(one, oct_(asked_about)) is late


def test_a_late_finish_keeps_its_days_and_its_period() -> None:
    one = finding(replace(ORDER, done_on=oct_(15), replied_on=oct_(16)))
    late = lateness(one, oct_(30))
    assert late is not None
    assert (late.due_on, late.days, late.finished_on) == (oct_(12), 3, oct_(15))
    assert finished_late(one, oct_(1), oct_(31), oct_(31)) == late
    assert finished_late(one, oct_(16), oct_(31), oct_(31)) is None
    assert finished_late(one, oct_(1), oct_(31), oct_(14)) is None, "not known on the 14th"


def test_a_round_rejected_in_time_is_not_overdue_but_the_next_may_be() -> None:
    assert overdue_days(finding(REJECTED), oct_(30)) == 0
    assert overdue_days(finding(REJECTED, AGAIN), oct_(20)) == 2
    assert finished_late(finding(REJECTED, AGAIN), oct_(1), oct_(31), oct_(31)) is None


def test_sound_records_have_no_fault() -> None:
    extended = replace(CLOSED, extensions=(Extension(oct_(12), oct_(16), "雨"),))
    for one in (finding(), finding(CLOSED), finding(REJECTED, AGAIN), finding(extended)):
        assert fault_of(one) is None


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (finding(replace(ORDER, issued_on=oct_(4))), "交办日期10月4日早于发现日期10月5日"),
        (finding(replace(ORDER, due_on=oct_(7))), "整改期限10月7日早于交办日期10月8日"),
        (finding(replace(ORDER, extensions=(Extension(oct_(13), oct_(16), ""),))), "仍按原期限计算"),
        (finding(replace(ORDER, extensions=(Extension(oct_(7), oct_(16), ""),))), "延期申请日期10月7日早于"),
        (finding(replace(ORDER, extensions=(Extension(oct_(9), oct_(12), ""),))), "没有晚于原期限10月12日"),
        (finding(replace(ORDER, acknowledged_on=oct_(7))), "签收日期10月7日早于"),
        (finding(replace(ORDER, replied_on=oct_(7))), "回执日期10月7日早于"),
        (finding(replace(ORDER, done_on=oct_(4))), "完成日期10月4日早于发现日期"),
        (finding(replace(CLOSED, done_on=oct_(12))), "完成日期10月12日晚于回执日期"),
        (finding(replace(CLOSED, replied_on=None, done_on=None)), "还没有收到回执，不能复核"),
        (finding(replace(CLOSED, verified_on=oct_(10))), "复核日期10月10日早于回执日期10月11日"),
        (finding(replace(CLOSED, verified_on=None)), "没有复核日期，不能销号"),
        (finding(replace(CLOSED, passed=None)), "合格后才能销号"),
        (finding(CLOSED, AGAIN), "第1次交办还没有复核为不合格，不能再次交办"),
        (finding(REJECTED, replace(AGAIN, issued_on=oct_(13))), "再次交办日期10月13日早于复核日期10月14日"),
        (finding(ORDER, fixed_on_spot=True), "立行立改的问题不用再交办"),
        (finding(ORDER, unit_id=None), "还没有确定责任站所"),
        (finding(recurrence_of=1), "反弹问题不能指向自己"),
    ],
)
def test_steps_that_cannot_have_happened(one: Finding, fault: str) -> None:
    words = fault_of(one)
    assert words is not None
    assert fault in words
    assert words.endswith("。")
