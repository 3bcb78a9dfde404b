"""Duties of a week: study meetings, deputies on the spot, markets, inspections, fixed days (方案四)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from core.rules.calendar import Week, weekday_cn
from core.rules.duties.model import OFFICE, Actor, Cover, DutyInput, DutyKey, Meeting, Result, Row
from core.rules.quotas import Quota, Visit, person_cases
from core.rules.spans import Asked, Frame, Verdict, judge, masks_of

_Days = tuple[int, list[int]]  # mask, ids


def meetings(data: DutyInput) -> Iterator[Result]:
    """方案四(一)2: leaders and heads of stations chair or attend a study meeting each week.

    A station without a head in the roster owes it as a station.
    """
    rules = data.rules
    if not rules.meetings_per_week:
        return
    asked = Asked(rules.meetings_per_week, rules.scarce, rules.plan_date, owed="应研究", made="实际研究")
    for week, frame in data.weeks:
        held = [one for one in data.known.meetings if week.monday <= one.day <= min(week.sunday, data.cutoff)]
        for actor, mask in _meeting_cases(data, frame):
            own = [one for one in held if _counts(data, one, actor)]
            yield _result("study_meeting", "study_meeting", data, actor, week, frame, asked, mask, own)


def _counts(data: DutyInput, one: Meeting, actor: Actor) -> bool:
    assert actor.unit_id is not None
    if actor.person_id is not None:
        return one.counts_for(actor.person_id, actor.unit_id)
    if one.unit_id == actor.unit_id:
        return True
    return one.chair_id is not None and actor.unit_id in data.stations_of(one.chair_id, one.day)


def _meeting_cases(data: DutyInput, frame: Frame) -> Iterator[tuple[Actor, int]]:
    kinds, which = data.kinds, data.rules.meeting_actors
    stations = masks_of(frame, data.station_terms) if which != "leaders" else {}
    owing = dict(stations)
    if which != "stations":
        owing |= {unit: frame.whole for unit, kind in kinds.items() if kind == "leadership"}
    posts = [
        one
        for one in data.records.posts
        if one.unit_id in owing and (one.role == "head" or kinds.get(one.unit_id) == "leadership")
    ]
    headed = set()
    for person, unit, mask in person_cases(frame, posts, owing):
        headed.add(unit)
        yield Actor("person", unit, person), mask
    led = {one.unit_id for one in posts if frame.days(one.start, one.end)}  # by somebody who owes elsewhere
    for unit in sorted(set(stations) - headed - led):
        yield Actor("station", unit), stations[unit]


def deputies(data: DutyInput) -> Iterator[Result]:
    """方案四(一)2: 站所分管领导驻点抓; the plan gives no number of days, so 0 asks for none."""
    rules = data.rules
    if not rules.deputy_days:
        return
    asked = Asked(rules.deputy_days, rules.scarce, rules.plan_date, owed="应驻点", made="实际驻点")
    posts = [one for one in data.records.posts if one.role == "deputy_in_charge"]
    spot = [one for one in data.known.spots if one.day <= data.cutoff]
    for week, frame in data.weeks:
        stayed: dict[int, list[Visit]] = defaultdict(list)
        for one in spot:
            if week.monday <= one.day <= week.sunday:
                stayed[one.person_id].append(one)
        stations = masks_of(frame, data.station_terms)
        for person, unit, mask in person_cases(frame, posts, stations):
            assert person is not None  # a case of persons
            actor = Actor("person", unit, person)
            yield _result("deputy", "check_in", data, actor, week, frame, asked, mask, stayed.get(person, ()))


def markets(data: DutyInput) -> Iterator[Result]:
    """方案四(一)2 含集贸市场: was each market visited by whom answers for it. Reported only."""
    found = [place for place in data.known.places if place.kind == "market"]
    if not found:
        return
    asked = Asked(1, data.rules.scarce, data.rules.plan_date)
    inside = {place.id: _inside(data, place.id) for place in found}
    for week, frame in data.weeks:
        for place in found:
            covers = _covering(data, place.id, frame)
            stations = {one.unit_id for one in covers}
            here = [
                one
                for one in inside[place.id]
                if week.monday <= one.day <= min(week.sunday, data.cutoff)
                and (not stations or stations & data.stations_of(one.person_id, one.day))
            ]
            lead = min((not one.lead, one.start, one.unit_id) for one in covers)[2] if covers else None
            held = frame.days(place.start or date.min, place.end)
            if not held:
                continue
            actor = Actor("place", lead, None, place.id)
            yield _result("market", "check_in", data, actor, week, frame, asked, held, here, judged=False)


def _inside(data: DutyInput, area_id: int) -> list[Visit]:
    below = data.tree.below(area_id)
    return [one for one in data.records.visits if one.area_id in below]


def _covering(data: DutyInput, area_id: int, frame: Frame) -> list[Cover]:
    """Who answers for a place in a period: by its own lines, else by those of what it lies in."""
    for place in data.tree.above(area_id):
        own = [one for one in data.known.covers if one.area_id == place.id and frame.days(one.start, one.end)]
        if own:
            return own
    return []


def inspections(data: DutyInput) -> Iterator[Result]:
    """方案四(三) 周督查: the office's own."""
    rules = data.rules
    if not rules.inspections_per_week:
        return
    asked = Asked(rules.inspections_per_week, rules.scarce, rules.plan_date, owed="应督查", made="实际督查")
    for week, frame in data.weeks:
        days = [
            one for one in data.known.inspections if week.monday <= one[1] <= min(week.sunday, data.cutoff)
        ]
        mask, ids = _mask(frame, ((row, day) for row, day in days))
        verdict = judge(asked, frame, frame.whole, data.excuses.of(None, None, frame), mask)
        yield _made("inspection", OFFICE, week, frame, verdict, "inspection", ids)


def fixed_days(data: DutyInput, quotas: Sequence[Quota]) -> Iterator[Result]:
    """定期: on which of the weekdays the office fixed somebody went. Reported only."""
    fixed = data.rules.fixed_weekdays
    if not fixed:
        return
    days_of = {one.id: one.day for one in data.records.visits}
    frames = dict(data.weeks)
    wanted = sum(1 << day for day in fixed)
    for quota in quotas:
        frame = frames[quota.week]
        free, _, trips = data.excuses.of(quota.person_id, quota.unit_id, frame)
        due = wanted & frame.work & frame.planned & ~free if quota.required else 0
        went = trips
        for one in quota.visits:
            went |= frame.days(days_of[one], days_of[one]) if one in days_of else 0
        met = due & went
        words = _weekdays(frame, due)
        reason = f"{frame.name}固定到岗日{words or '没有工作日'}"
        reason += f"，到了{_weekdays(frame, met) or '0天'}" if due else ""
        actor = Actor("station" if quota.person_id is None else "person", quota.unit_id, quota.person_id)
        rows = tuple(
            ("check_in", one)
            for one in quota.visits
            if one in days_of and frame.days(days_of[one], days_of[one]) & met
        )
        required, done = due.bit_count(), met.bit_count()
        ok = not frame.finished or done >= required
        if not frame.finished:
            reason = "本周未完，暂不计"
        yield Result(
            "fixed_day", actor, frame.start, frame.end, frame.name, required, done, ok, frame.finished,
            reason, rows, judged=False,
        )  # fmt: skip


def _weekdays(frame: Frame, mask: int) -> str:
    days = (date.fromordinal(frame.first + n) for n in range(frame.length) if mask >> n & 1)
    return "、".join(weekday_cn(day) for day in days)


def _mask(frame: Frame, dated: Iterable[tuple[int, date]]) -> _Days:
    mask, ids = 0, []
    for row, day in dated:
        mask |= frame.days(day, day)
        ids.append(row)
    return mask, sorted(ids)


def _result(
    duty: DutyKey,
    table: str,
    data: DutyInput,
    actor: Actor,
    week: Week,
    frame: Frame,
    asked: Asked,
    held: int,
    own: Iterable[Meeting | Visit],
    *,
    judged: bool = True,
) -> Result:
    mask, ids = _mask(frame, ((one.id, one.day) for one in own))
    verdict = judge(asked, frame, held, data.excuses.of(actor.person_id, actor.unit_id, frame), mask)
    return _made(duty, actor, week, frame, verdict, table, ids, judged=judged)


def _made(
    duty: DutyKey,
    actor: Actor,
    week: Week,
    frame: Frame,
    verdict: Verdict,
    table: str,
    ids: Iterable[int],
    *,
    judged: bool = True,
) -> Result:
    rows: tuple[Row, ...] = tuple([(table, one) for one in ids])
    return Result(
        duty, actor, week.monday, week.sunday, frame.name, verdict.required, verdict.done, verdict.ok,
        frame.finished, verdict.reason, rows, judged,
    )  # fmt: skip
