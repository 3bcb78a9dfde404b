"""Findings in words: the list's rows and marks, the life from top to bottom, the notice for a group chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.rules.calendar import cn_date, cn_day, weekday_cn
from core.rules.rectification import Round, State, due_at, overdue_days
from gui.widgets.marks import Mark

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingDetail, FindingRow, Order

LATE, SOON, TO_VERIFY, TO_ORDER, IN_PROGRESS, SETTLED = range(6)  # core.queries.finding_pages
_WAITING = {State.UNASSIGNED: "待定责", State.TO_ORDER: "待交办", State.REJECTED: "不合格"}


def problem(row: "FindingRow") -> str:
    """What was found and where below the village: 3组公示栏旁小广告未清理."""
    where = row.spot + row.place
    return row.text if row.text.startswith(where) else where + row.text


def mark_of(row: "FindingRow") -> Mark:
    """The status with the number of days inside."""
    if row.group == SETTLED:
        return Mark("done", "立行立改" if row.state is State.FIXED_ON_SPOT else "已销号")
    days = row.days or 0
    if row.group == LATE:
        return Mark("late", f"逾{-days}天")
    if row.group == SOON:
        return Mark("soon", f"剩{days}天" if days else "今天到期")
    if row.group == TO_VERIFY:
        return Mark("check", "待复查")
    return Mark("open", "整改中") if row.group == IN_PROGRESS else Mark("lack", _WAITING[row.state])


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of the table."""

    id: int
    village: str
    problem: str
    unit: str
    due_on: date | None
    status: Mark
    row: "FindingRow"
    source: str = ""
    work_area: str = ""
    referred_to: str = ""
    photos: str = ""


def list_row(row: "FindingRow") -> ListRow:
    return ListRow(
        row.id, row.village or "未填", problem(row), row.unit or "未定责", row.due_on, mark_of(row), row,
        row.source, row.work_area, row.referred_to, f"▣{row.photos}" if row.photos else "",
    )  # fmt: skip


def cells(row: ListRow) -> list[str]:
    """The row as paper and sheet show it; the mark keeps its shape in black and white."""
    due = "" if row.due_on is None else cn_day(row.due_on)
    return [str(row.id), row.village, row.problem, row.unit, due, str(row.status)]


_GROUPS = {
    LATE: "已逾期", SOON: "3日内到期", TO_VERIFY: "待复查",
    TO_ORDER: "待交办", IN_PROGRESS: "整改中", SETTLED: "已销号",
}  # fmt: skip
_NONE = {
    "village": "未填", "problem": "未分类", "unit": "未定责", "due_on": "没有期限",
    "work_area": "未分方面", "referred_to": "没有上报",
}  # fmt: skip


def value_words(key: str, value: Any) -> str:
    """A value of a column's filter as the list says it; a problem is filtered by its category."""
    if value in (None, ""):
        return _NONE[key]
    if key == "status":
        return _GROUPS[value]
    return cn_date(value) if isinstance(value, date) else str(value)


# -- the life from top to bottom -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the life; ``time`` is past, present or future."""

    title: str
    time: str
    when: str = ""
    note: str = ""
    mark: Mark | None = None


def life_of(detail: "FindingDetail", day: date) -> tuple[Step, ...]:
    """发现 交办 签收 整改 复查 销号, a failed verification followed by the next order."""
    steps = [_found(detail)]
    if detail.finding.fixed_on_spot:
        return (*steps, Step("销号", "past", cn_day(detail.finding.found_on), "立行立改，当场改正"))
    rounds = detail.finding.rounds
    for number, one in enumerate(rounds):
        steps += _round(detail, one, detail.orders[number], day, last=one is rounds[-1])
    state = detail.row.state
    if state is State.CLOSED:
        return (*steps, Step("销号", "past", cn_day(rounds[-1].verified_on or day)))
    if state in _WAITING:
        again = state is State.REJECTED
        note = "还没有确定责任站所，先定责" if state is State.UNASSIGNED else ""
        steps.append(Step("再次交办" if again else "交办", "present", note=note, mark=mark_of(detail.row)))
        steps += [Step(title, "future") for title in ("签收", "整改", "复查")]
    return (*steps, Step("销号", "future"))


def _found(detail: "FindingDetail") -> Step:
    found = detail.finding.found_on
    who = f"督查人：{detail.inspectors}" if detail.inspectors else f"{detail.told.source}发现"
    who = "群众反映" if detail.told.source == "群众反映" else who
    again = ""
    if detail.earlier is not None:
        number, day = detail.earlier
        again = f"；反弹，原为{cn_day(day)}第{number}条"
    return Step("发现", "past", f"{cn_day(found)} {weekday_cn(found)}", who + again)


def _round(detail: "FindingDetail", one: Round, order: "Order", day: date, *, last: bool) -> list[Step]:
    named = f"通知书{order.order_no}，" if order.order_no else ""
    ordered = Step(
        "交办" if one.number == 1 else "再次交办",
        "past",
        cn_day(one.issued_on),
        f"{named}限{cn_day(one.due_on)}前",
    )
    here = detail.row.state if last else None
    mark = mark_of(detail.row)
    steps = [ordered]
    if one.acknowledged_on is not None:
        steps.append(Step("签收", "past", cn_day(one.acknowledged_on), detail.row.unit))
    elif here is State.ORDERED:
        steps.append(Step("签收", "present", note=_deadline(detail, one, day), mark=_now(detail, day, mark)))
    if one.replied_on is not None:
        steps.append(Step("整改", "past", cn_day(one.replied_on), _replied(one, order)))
    elif here is State.ACKNOWLEDGED:
        steps.append(Step("整改", "present", note=_deadline(detail, one, day), mark=_now(detail, day, mark)))
    else:
        steps.append(Step("整改", "future"))
    if one.verified_on is not None:
        words = "合格" if one.passed else "不合格"
        by = f"，复查人：{order.verifier}" if order.verifier else ""
        steps.append(Step("复查", "past", cn_day(one.verified_on), words + by))
    elif here is State.REPLIED:
        steps.append(Step("复查", "present", mark=mark))
    else:
        steps.append(Step("复查", "future"))
    return steps


def _now(detail: "FindingDetail", day: date, mark: Mark) -> Mark:
    late = overdue_days(detail.finding, day)
    return Mark("late", f"逾期{late}天") if late else mark


def _deadline(detail: "FindingDetail", one: Round, day: date) -> str:
    if not one.extensions:
        return f"期限{cn_day(one.due_on)}，没有申请延期"
    due = due_at(detail.finding, day) or one.due_on
    reasons = "；".join(extension.reason for extension in one.extensions)
    return f"原期限{cn_day(one.due_on)}，延至{cn_day(due)}：{reasons}"


def _replied(one: Round, order: "Order") -> str:
    done = one.done_on
    parts = [order.reply, f"完成于{cn_day(done)}" if done is not None and done != one.replied_on else ""]
    return "，".join(part for part in parts if part)


# -- for a group chat ------------------------------------------------------------------------------


def notice(rows: Sequence["FindingRow"], day: date) -> str:
    """Plain Chinese for a group notice, the rows of one station together."""
    units = sorted({row.unit for row in rows}, key=lambda name: (not name, name))
    lines = [f"【督查整改】截至{cn_date(day)}，共{len(rows)}条，请责任站所抓紧办理并回复："]
    for name in units:
        own = [row for row in rows if row.unit == name]
        lines.append(f"{name or '待定责'}（{len(own)}条）")
        lines += [f"{number}. {_told(row)}" for number, row in enumerate(own, 1)]
    return "\n".join(lines)


def _told(row: "FindingRow") -> str:
    where = f"{row.village}，" if row.village else ""
    return f"第{row.id}条，{where}{problem(row)}，{_standing(row)}。"


def _standing(row: "FindingRow") -> str:
    due = "" if row.due_on is None else f"限{cn_day(row.due_on)}前整改"
    if row.group == LATE:
        return f"{due}，已逾期{-(row.days or 0)}天"
    if row.group == SOON:
        return f"{due}，{f'还剩{row.days}天' if row.days else '今天到期'}"
    return due if row.group == IN_PROGRESS else mark_of(row).text
