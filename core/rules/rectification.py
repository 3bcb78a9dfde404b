"""The life of a finding, from the day it was found to its close-out, as seen on any day.

Only what is dated on or before the day asked about counts, so a circular's cut-off reads the
same years later.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.rules.calendar import cn_day


class State(StrEnum):
    FIXED_ON_SPOT = "fixed_on_spot"
    UNASSIGNED = "unassigned"
    TO_ORDER = "to_order"
    ORDERED = "ordered"
    ACKNOWLEDGED = "acknowledged"
    REPLIED = "replied"
    REJECTED = "rejected"
    CLOSED = "closed"


STATE_WORDS = {
    State.FIXED_ON_SPOT: "立行立改",
    State.UNASSIGNED: "待定责",
    State.TO_ORDER: "待交办",
    State.ORDERED: "整改中",
    State.ACKNOWLEDGED: "整改中",
    State.REPLIED: "待复查",
    State.REJECTED: "复核不合格",
    State.CLOSED: "已销号",
}
SELF_FOUND = "自查"
SETTLED = frozenset({State.FIXED_ON_SPOT, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Extension:
    asked_on: date
    new_due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Round:
    """One order to rectify and what came of it; a failed verification is answered by a new round."""

    number: int
    issued_on: date
    due_on: date
    extensions: tuple[Extension, ...] = ()
    acknowledged_on: date | None = None
    replied_on: date | None = None
    done_on: date | None = None  # the day the work was finished, which the reply may report later
    verified_on: date | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """``unit_id`` is the station that answers for it, ``village_id`` the village's unit.

    ``source``: who found it where it was no inspection, SELF_FOUND for the station itself.
    """

    id: int
    number: int
    unit_id: int | None
    village_id: int | None
    area_id: int | None
    found_on: date
    category: str
    severe: bool = False
    fixed_on_spot: bool = False
    recurrence_of: int | None = None
    rounds: tuple[Round, ...] = ()
    inspection_id: int | None = None
    source: str = ""

    @property
    def self_found(self) -> bool:
        """Reported by the station that answers for it."""
        return self.source == SELF_FOUND


@dataclass(frozen=True, slots=True)
class Lateness:
    """``days`` are calendar days past ``due_on``, up to ``finished_on`` or, while open, the day asked."""

    due_on: date
    days: int
    finished_on: date | None


def state_at(finding: Finding, day: date) -> State:
    if finding.fixed_on_spot:
        return State.FIXED_ON_SPOT
    current = _current(finding, day)
    if current is None:
        return State.UNASSIGNED if finding.unit_id is None else State.TO_ORDER
    if current.passed is not None and _happened(current.verified_on, day):
        return State.CLOSED if current.passed else State.REJECTED
    if _happened(current.replied_on, day):
        return State.REPLIED
    return State.ACKNOWLEDGED if _happened(current.acknowledged_on, day) else State.ORDERED


def due_at(finding: Finding, day: date) -> date | None:
    """The due date in force that day, None before an order was issued."""
    current = _current(finding, day)
    return None if current is None else _due(current, day)


def overdue_days(finding: Finding, day: date) -> int:
    """Calendar days by which work still unfinished that day is past its due date, else 0."""
    late = lateness(finding, day)
    return late.days if late is not None and late.finished_on is None else 0


def was_late(finding: Finding, day: date) -> bool:
    """Whether any round had passed its due date unfinished by that day."""
    return any(_late(one, day) is not None for one in finding.rounds if one.issued_on <= day)


def lateness(finding: Finding, day: date) -> Lateness | None:
    """How late the latest order is or was; work done in time but reported later is not late."""
    current = _current(finding, day)
    return None if current is None else _late(current, day)


def finished_late(finding: Finding, start: date, end: date, day: date) -> Lateness | None:
    """The round that was finished past its due date between ``start`` and ``end``, known that day."""
    for one in finding.rounds:
        late = _late(one, day) if one.issued_on <= day else None
        if late is not None and late.finished_on is not None and start <= late.finished_on <= end:
            return late
    return None


def _happened(event: date | None, day: date) -> bool:
    return event is not None and event <= day


def _current(finding: Finding, day: date) -> Round | None:
    issued = (one for one in finding.rounds if one.issued_on <= day)
    return max(issued, key=lambda one: one.number, default=None)


def _due(one: Round, day: date) -> date:
    due = one.due_on
    for extension in sorted(one.extensions, key=lambda extension: extension.asked_on):
        if extension.asked_on <= min(day, due):
            due = max(due, extension.new_due_on)
    return due


def _late(one: Round, day: date) -> Lateness | None:
    due = _due(one, day)
    ends = (one.done_on, one.replied_on, one.verified_on if one.passed else None)
    finished = min((end for end in ends if end is not None and end <= day), default=None)
    until = finished or day
    return Lateness(due, (until - due).days, finished) if until > due else None


def fault_of(finding: Finding) -> str | None:
    """The first step that cannot have happened so, as a sentence for the clerk, or None."""
    if finding.recurrence_of == finding.id:
        return "反弹问题不能指向自己，请选择原来的问题。"
    if finding.fixed_on_spot and finding.rounds:
        return "立行立改的问题不用再交办；确需交办的，请先取消“立行立改”。"
    if finding.rounds and finding.unit_id is None:
        return "还没有确定责任站所，不能交办，请先定责。"
    previous: Round | None = None
    for one in sorted(finding.rounds, key=lambda one: one.number):
        fault = _order_fault(one, previous, finding.found_on) or _extension_fault(one) or _step_fault(one)
        if fault is not None:
            return fault
        previous = one
    return None


def _order_fault(one: Round, previous: Round | None, found_on: date) -> str | None:
    if one.issued_on < found_on:
        return f"交办日期{cn_day(one.issued_on)}早于发现日期{cn_day(found_on)}，请核对。"
    if one.due_on < one.issued_on:
        return f"整改期限{cn_day(one.due_on)}早于交办日期{cn_day(one.issued_on)}，请核对。"
    if one.done_on is not None and one.done_on < found_on:
        return f"完成日期{cn_day(one.done_on)}早于发现日期{cn_day(found_on)}，请核对。"
    if previous is None:
        return None
    if previous.passed is not False or previous.verified_on is None:
        return f"第{previous.number}次交办还没有复核为不合格，不能再次交办。"
    if one.issued_on < previous.verified_on:
        return f"再次交办日期{cn_day(one.issued_on)}早于复核日期{cn_day(previous.verified_on)}，请核对。"
    return None


def _extension_fault(one: Round) -> str | None:
    due = one.due_on
    for extension in sorted(one.extensions, key=lambda extension: extension.asked_on):
        if extension.asked_on < one.issued_on:
            return f"延期申请日期{cn_day(extension.asked_on)}早于交办日期{cn_day(one.issued_on)}，请核对。"
        if extension.asked_on > due:
            return (
                f"延期要在到期（{cn_day(due)}）前申请，{cn_day(extension.asked_on)}已过期限，仍按原期限计算。"
            )
        if extension.new_due_on <= due:
            return f"延期后的期限{cn_day(extension.new_due_on)}没有晚于原期限{cn_day(due)}，请核对。"
        due = extension.new_due_on
    return None


def _step_fault(one: Round) -> str | None:
    issued = one.issued_on
    if one.acknowledged_on is not None and one.acknowledged_on < issued:
        return f"签收日期{cn_day(one.acknowledged_on)}早于交办日期{cn_day(issued)}，请核对。"
    if one.replied_on is not None and one.replied_on < issued:
        return f"回执日期{cn_day(one.replied_on)}早于交办日期{cn_day(issued)}，请核对。"
    if one.done_on is not None and one.replied_on is not None and one.done_on > one.replied_on:
        return f"完成日期{cn_day(one.done_on)}晚于回执日期{cn_day(one.replied_on)}，请核对。"
    if one.passed is not None and one.verified_on is None:
        return "没有复核日期，不能销号或退回，请填写复核日期。"
    if one.verified_on is None:
        return None
    if one.replied_on is None:
        return "还没有收到回执，不能复核，请先登记回执。"
    if one.verified_on < one.replied_on:
        return f"复核日期{cn_day(one.verified_on)}早于回执日期{cn_day(one.replied_on)}，请核对。"
    if one.passed is None:
        return "请填写复核是否合格，合格后才能销号。"
    return None
