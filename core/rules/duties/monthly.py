"""Duties of a month: household campaigns (方案三(三)3), places not yet inspected (方案四(二))."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from core.rules.calendar import cn_day, period_of
from core.rules.duties.model import VILLAGES, Actor, DutyInput, DutyKey, Outing, Place, Result, Row
from core.rules.spans import Asked, Frame, judge

_Key = tuple[int | None, int | None]  # station, village
_INSPECTED = (*VILLAGES, "market")


def campaigns(data: DutyInput) -> Iterator[Result]:
    """每月至少组织两次入户宣传，问卷调查: either is one time, or each needs its own (a setting)."""
    rules = data.rules
    if not rules.campaigns_per_month or data.month.first > data.month_cutoff:
        return
    frame = data.calendar_month
    days = (data.month.first, min(data.month.last, data.month_cutoff))
    known = [one for one in data.known.outings if days[0] <= one.day <= days[1]]
    owing = list(_owing(data, frame))
    if not rules.campaign_each:
        yield from _judged("campaign", data, frame, owing, known)
        return
    yield from _judged("campaign", data, frame, owing, [one for one in known if one.kind != "survey"])
    yield from _judged("survey", data, frame, owing, [one for one in known if one.kind != "campaign"])


def _judged(
    duty: DutyKey, data: DutyInput, frame: Frame, owing: list[tuple[Actor, int]], known: Iterable[Outing]
) -> Iterator[Result]:
    rules = data.rules
    asked = Asked(
        rules.campaigns_per_month, rules.scarce, rules.plan_date, shared=True, owed="应入户", made="实际入户"
    )
    done = _by_actor(data, known)
    for actor, held in owing:
        own = done.get((actor.unit_id if actor.kind != "village" else None, actor.area_id), ())
        mask = 0
        marks: set[tuple[date, int]] = set()
        for one in own:
            mask |= frame.days(one.day, one.day)
            marks.add((one.day, data.tree.village(one.area_id) or one.area_id))
        verdict = judge(asked, frame, held, _excuse(data, actor, frame), mask, len(marks) - mask.bit_count())
        rows: tuple[Row, ...] = tuple(sorted((one.table, one.id) for one in own))
        yield Result(
            duty, actor, frame.start, frame.end, frame.name, verdict.required, verdict.done, verdict.ok,
            frame.finished, verdict.reason, rows,
        )  # fmt: skip


def _excuse(data: DutyInput, actor: Actor, frame: Frame) -> tuple[int, list[str], int]:
    """A station's exemptions, and in a village also the village's (正在搬迁)."""
    free, why, trips = data.excuses.of(None, actor.unit_id, frame)
    place = data.tree.places.get(actor.area_id) if actor.area_id is not None else None
    if actor.kind == "pair" and place is not None and place.unit_id is not None:
        more, reasons, _ = data.excuses.of(None, place.unit_id, frame)
        return free | more, sorted({*why, *reasons}), trips
    return free, why, trips


def _owing(data: DutyInput, frame: Frame) -> Iterator[tuple[Actor, int]]:
    """Who owes campaigns this month, with the days."""
    who = data.rules.campaign_actor
    if who == "village":
        for place in sorted(_villages(data.known.places), key=lambda one: one.id):
            if held := _standing(place, frame):
                yield Actor("village", place.unit_id, None, place.id), held
        return
    masks: dict[_Key, int] = defaultdict(int)
    kinds, tree = data.kinds, data.tree
    for one in data.known.covers:
        if kinds.get(one.unit_id) != "station" or not (held := frame.days(one.start, one.end)):
            continue
        village = tree.village(one.area_id)
        if who == "station":
            masks[one.unit_id, None] |= held
        elif village is not None:
            masks[one.unit_id, village] |= held & _standing(tree.places[village], frame)
    for (unit, village), held in masks.items():
        if held:
            yield Actor("station" if village is None else "pair", unit, None, village), held


def _villages(places: Iterable[Place]) -> Iterator[Place]:
    return (one for one in places if one.kind in VILLAGES)


def _standing(place: Place, frame: Frame) -> int:
    return frame.days(place.start or date.min, place.end)


def _by_actor(data: DutyInput, known: Iterable[Outing]) -> dict[_Key, list[Outing]]:
    """The outings of each actor; one naming neither station nor people is everybody's who answers there."""
    who, tree = data.rules.campaign_actor, data.tree
    answering: dict[int, set[int]] = defaultdict(set)
    if who == "pair":
        for cover in data.known.covers:
            if (village := tree.village(cover.area_id)) is not None:
                answering[village].add(cover.unit_id)
    done: dict[_Key, list[Outing]] = defaultdict(list)
    for one in known:
        village = tree.village(one.area_id)
        if who == "village":
            done[None, village].append(one)
            continue
        units = {one.unit_id} if one.unit_id is not None else set()
        for person in one.people:
            units |= data.stations_of(person, one.day)
        if not units and who == "pair" and village is not None:
            units = set(answering[village])
        for unit in units:
            done[unit, village if who == "pair" else None].append(one)
    return done


def places(data: DutyInput) -> Iterator[Result]:
    """不放过一个死角: was each village and market inspected in the period. Reported only."""
    start, end = period_of(data.month)
    last = min(end, data.cutoff)
    been: dict[int, set[tuple[date, int]]] = defaultdict(set)
    for one in data.known.looked:
        if start <= one.day <= last:
            for place in data.tree.above(one.area_id):
                been[place.id].add((one.day, one.inspection_id))
    finished = data.cutoff >= end
    name = f"{data.month.number}月"
    for place in sorted(data.known.places, key=lambda one: one.id):
        gone = (place.start and place.start > end) or (place.end and place.end < start)
        if place.kind not in _INSPECTED or gone:
            continue
        own = sorted(been.get(place.id, ()))
        days = "、".join(dict.fromkeys(cn_day(day) for day, _ in own))
        reason = (
            f"{name}督查到过{len(own)}次（{days}）" if own else f"{name}{'' if finished else '还'}没有督查到"
        )
        yield Result(
            "place", Actor("place", place.unit_id, None, place.id), start, end, name, 1, len(own),
            bool(own) or not finished, finished, reason, tuple([("inspection", row) for _, row in own]),
            judged=False,
        )  # fmt: skip
