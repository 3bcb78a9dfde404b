"""Duties with a day of their own: opinions, watches, tasks, three-year plans, the circular itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from core.rules.calendar import Month, cn_date, cn_day, period_of
from core.rules.duties.model import OFFICE, Actor, ActorKind, DutyInput, DutyKey, Result, Row
from core.rules.rates import show_rate
from core.rules.spans import Excuses


def opinions(data: DutyInput) -> Iterator[Result]:
    """方案三(三)4 做好反馈: answered within the office's days; without a number only what is open is told."""
    start, end = period_of(data.month)
    days = data.rules.opinion_days
    for one in data.known.opinions:
        due = one.day + timedelta(days=days)
        answered = one.replied_on is not None and one.replied_on <= data.cutoff
        settled = answered and one.replied_on is not None and one.replied_on < start
        if one.day > min(end, data.cutoff) or settled or (not days and answered):
            continue
        in_time = answered and one.replied_on is not None and one.replied_on <= due
        finished = bool(days) and data.cutoff > due
        reason = _answer(one.day, one.replied_on if answered else None, due if days else None, data.cutoff)
        yield Result(
            "opinion", Actor("office" if one.unit_id is None else "station", one.unit_id, None, one.area_id),
            one.day, due, cn_day(one.day), 1, int(answered), in_time or not finished, finished or answered,
            reason, (("opinion", one.id),), judged=bool(days),
        )  # fmt: skip


def _answer(day: date, replied: date | None, due: date | None, cutoff: date) -> str:
    said = f"{cn_day(day)}收到的意见，"
    if replied is not None:
        late = f"，超期{(replied - due).days}天" if due is not None and replied > due else ""
        return f"{said}{cn_day(replied)}答复{late}"
    if due is None:
        return f"{said}还没有答复"
    late = f"，已超期{(cutoff - due).days}天" if cutoff > due else ""
    return f"{said}应在{cn_day(due)}前答复，还没有答复{late}"


def watches(data: DutyInput) -> Iterator[Result]:
    """方案四(一)2 守点位: posted and stood, or not. A watch nobody has ticked yet is nobody's fault."""
    start, end = period_of(data.month)
    for one in data.known.watches:
        if not start <= one.day <= end:
            continue
        over = one.day <= data.cutoff
        why = _excused(data.excuses, one.person_id, one.unit_id, one.day)
        required = 0 if why else 1
        stood = over and bool(one.stood)
        finished = over and (one.stood is not None or bool(why))
        said = f"{cn_day(one.day)}{one.place}"
        if stood:
            reason = f"{said}值守到岗"
        elif why:
            reason = f"{said}免计：{'、'.join(why)}"
        elif over and one.stood is False:
            reason = f"{said}没有到岗"
        else:
            reason = f"{said}{'还没有登记是否到岗' if over else '待值守'}"
        actor = _actor(one.unit_id, one.person_id)
        yield Result(
            "watch", actor, one.day, one.day, cn_day(one.day), required, int(stood),
            not finished or int(stood) >= required, finished, reason, (("watch", one.id),),
        )  # fmt: skip


def _excused(excuses: Excuses, person: int | None, unit: int | None, day: date) -> list[str]:
    """Leave of the day, or an exemption from quotas that covers it."""
    found = set()
    if person is not None:
        for absence in excuses.absences.get(person, ()):
            if absence.effect == "excused" and absence.start <= day <= absence.end:
                found.add(absence.reason or "请假")
    spared = [*excuses.everybody, *(excuses.by_unit.get(unit, ()) if unit is not None else ())]
    if person is not None:
        spared += [one for one in excuses.by_person.get(person, ()) if one.unit_id in (None, unit)]
    found |= {one.reason for one in spared if one.start <= day <= one.end}
    return sorted(found)


def _actor(unit: int | None, person: int | None) -> Actor:
    if person is not None:
        return Actor("person", unit, person)
    return OFFICE if unit is None else Actor("station", unit)


def tasks(data: DutyInput) -> Iterator[Result]:
    """方案四(二) 时间表、任务书: what falls due in the period or was late before it."""
    start, end = period_of(data.month)
    for one in data.known.tasks:
        done = one.done_on if one.done_on is not None and one.done_on <= data.cutoff else None
        if one.due_on > end or (done is not None and done < start):
            continue
        finished = data.cutoff > one.due_on or done is not None
        ok = done <= one.due_on if done is not None else data.cutoff <= one.due_on
        said = f"“{one.name}”期限{cn_day(one.due_on)}"
        if done is not None:
            late = f"，超期{(done - one.due_on).days}天" if done > one.due_on else ""
            reason = f"{said}，{cn_day(done)}完成{late}"
        else:
            reason = said + (f"，超期{(data.cutoff - one.due_on).days}天未完成" if not ok else "，还没有完成")
        yield Result(
            "task", _actor(one.unit_id, one.owner_id), one.due_on, one.due_on, cn_day(one.due_on), 1,
            int(done is not None), ok, finished, reason, (("task", one.id),),
        )  # fmt: skip


def plans(data: DutyInput) -> Iterator[Result]:
    """方案四(一)2 细化三年行动方案: who submitted one for the latest cycle begun. No day: reported only."""
    start, end = period_of(data.month)
    stations = {
        unit for unit, since, until in data.station_terms if since <= end and (not until or until >= start)
    }
    cycles = {one.cycle for one in data.known.plans}
    begun = {one for one in cycles if one[:4] <= str(end.year)}  # one handed in early asks nobody for theirs
    cycle = max(begun or cycles, default="")
    submitted = {
        one.unit_id: one
        for one in sorted(data.known.plans, key=lambda one: one.id)
        if one.cycle == cycle and one.submitted_on is not None and one.submitted_on <= data.cutoff
    }
    rows = {
        (one.unit_id): (_row("three_year_plan", one.id),) for one in data.known.plans if one.cycle == cycle
    }
    for unit in sorted(stations):
        plan = submitted.get(unit)
        named = f"{cycle}三年行动方案" if cycle else "三年行动方案"
        reason = f"{named}没有报送"
        if plan is not None and plan.submitted_on is not None:
            reason = f"{named}{cn_date(plan.submitted_on)}报送"
        yield Result(
            "three_year_plan", Actor("station", unit), start, end, cycle, 1, int(plan is not None),
            plan is not None, True, reason, rows.get(unit, ()), judged=False,
        )  # fmt: skip


def teams(data: DutyInput) -> Iterator[Result]:
    """方案三(四)1 志愿者注册任务: only teams with a target, as last counted. Without a day: reported."""
    start, end = period_of(data.month)
    for one in sorted(data.known.teams, key=lambda one: one.id):
        if not one.target or (one.counted_on is not None and one.counted_on > data.cutoff):
            continue  # a later count says nothing of this month
        done = one.registered or 0
        said = f"“{one.name}”注册任务{one.target}人"
        if one.registered is None:
            reason = f"{said}，还没有填注册人数"
        else:
            reason = f"{said}，已注册{done}人，完成{show_rate(Fraction(done, one.target))}"
        kind: ActorKind = "station" if one.unit_id is not None else "place" if one.area_id else "office"
        yield Result(
            "volunteer", Actor(kind, one.unit_id, None, one.area_id), start, end, f"{data.month.number}月",
            one.target, done, done >= one.target, True, reason, (_row("volunteer_body", one.id),),
            judged=False,
        )  # fmt: skip


def _row(table: str, row: int) -> Row:
    return table, row


def circular_due(month: Month, day: int) -> date:
    """The day of the next month the month's circular is to be out by; the last one where it is shorter."""
    following = month.next
    return following.first + timedelta(days=min(day, following.last.day) - 1)


def circulars(data: DutyInput) -> Iterator[Result]:
    """方案四(三) 月通报: the office's own, by its day of the next month."""
    day = data.rules.circular_day
    if not day:
        return
    plan_date = data.rules.plan_date
    if plan_date is not None and plan_date > period_of(data.month)[1]:
        return
    due = circular_due(data.month, day)
    issued = data.known.issued_on
    done = issued is not None
    finished = done or data.today > due
    name = f"{data.month.number}月通报"
    if issued is not None:
        late = f"，比{cn_day(due)}晚{(issued - due).days}天" if issued > due else ""
        reason = f"{name}{cn_day(issued)}印发{late}"
    else:
        late = f"，已超期{(data.today - due).days}天" if data.today > due else ""
        reason = f"{name}应在{cn_day(due)}前印发，还没有印发{late}"
    ok = not finished or (issued is not None and issued <= due)
    duty: DutyKey = "circular"
    yield Result(
        duty, OFFICE, data.month.first, due, f"{data.month.number}月", 1, int(done), ok, finished, reason
    )
