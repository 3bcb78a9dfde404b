"""假期与免计: which weeks and months counted how for whom, and why; units are named, persons never."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.rules.calendar import Holidays, Week, cn_date, cn_day
from core.rules.circular import Spared
from core.rules.duties.model import DUTIES, Actor, Result
from core.rules.quotas import Quota, QuotaRules, Records
from core.rules.spans import ORDINARY, Absence, Exemption, Frame, week_frame, working_week

EVERYBODY = "各站所"
Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class WeekCount:
    """A week with its working days and what it asked of everybody."""

    week: Week
    days: int
    asked: int
    reason: str


def week_counts(
    weeks: Iterable[Week], rules: QuotaRules, holidays: Holidays, cutoff: date
) -> tuple[WeekCount, ...]:
    """Every week begun by the cut-off, ordinary ones too."""
    return tuple(_week(week, rules, holidays) for week in weeks if week.monday <= cutoff)


def _week(week: Week, rules: QuotaRules, holidays: Holidays) -> WeekCount:
    if rules.plan_date is not None and rules.plan_date > week.sunday:
        return WeekCount(week, 0, 0, f"方案{cn_date(rules.plan_date)}起执行")
    days, holiday = working_week(week, holidays)
    asked = rules.per_week if days and rules.scarce == "full" else min(rules.per_week, days)
    begun = rules.plan_date is not None and rules.plan_date > week.monday
    causes = [holiday, f"方案{cn_day(rules.plan_date)}起执行" if begun and rules.plan_date else ""]
    return WeekCount(week, days, asked, "、".join(one for one in causes if one))


def counted(
    quotas: Sequence[Quota],
    results: Iterable[Result],
    records: Records,
    rules: QuotaRules,
    holidays: Holidays,
    cutoff: date,
    units: Names,
    areas: Names,
) -> tuple[Spared, ...]:
    """Weeks that asked everybody for less, then what single units were spared, week by week, then months."""
    weeks = tuple(dict.fromkeys(one.week for one in quotas))
    found = [*_of_everybody(week_counts(weeks, rules, holidays, cutoff), rules)]
    for (week, unit), own in groupby(quotas, key=lambda one: (one.week, one.unit_id)):
        frame = week_frame(week, rules.plan_date, holidays, cutoff)
        found += _of_unit(units.get(unit, ""), week, frame, list(own), records, rules)
    found += _of_months(results, units, areas)
    return tuple(found)


def _of_everybody(weeks: Iterable[WeekCount], rules: QuotaRules) -> Iterator[Spared]:
    for one in weeks:
        if not one.asked:
            yield Spared(EVERYBODY, one.week.label, "免计", one.reason or "没有工作日")
        elif one.reason and one.days <= ORDINARY:
            less = "" if one.asked == rules.per_week else f"，应到{one.asked}次"
            yield Spared(EVERYBODY, one.week.label, f"按{one.days}个工作日计{less}", one.reason)


def _of_unit(
    unit: str, week: Week, frame: Frame, own: Sequence[Quota], records: Records, rules: QuotaRules
) -> Iterator[Spared]:
    """Only what goes beyond the week's holidays: exemptions, leave, posts begun or ended."""
    usual = _usual(frame, rules)
    spared = [one for one in own if one.required < usual]
    if not spared:
        return
    reasons = _reasons(frame, spared, records)
    exempt = sum(not one.required for one in spared)
    if own[0].person_id is None:
        how = "免计" if exempt else f"应到{spared[0].required}次"
    else:
        parts = [
            f"免计{exempt}人" if exempt else "",
            f"减计{len(spared) - exempt}人" if len(spared) > exempt else "",
        ]
        how = f"应到{len(own)}人，{'、'.join(part for part in parts if part)}"
    yield Spared(unit, week.label, how, "、".join(reasons) or "在岗不足一周")


def _usual(frame: Frame, rules: QuotaRules) -> int:
    days = (frame.work & frame.planned).bit_count()
    full = rules.scarce == "full" and frame.planned == frame.whole and days
    return rules.per_week if full else min(rules.per_week, days)


def _reasons(frame: Frame, spared: Sequence[Quota], records: Records) -> list[str]:
    """A unit's exemptions by their words; of persons only how many were away."""
    unit = spared[0].unit_id
    people = {one.person_id for one in spared}
    found = dict.fromkeys(
        one.reason
        for one in sorted(records.exemptions, key=lambda one: (one.start, one.reason))
        if one.covers != "criticism"
        and one.person_id is None
        and one.unit_id in (None, unit)
        and _touches(one, frame)
    )
    away = {
        one.person_id
        for one in records.absences
        if one.person_id in people and one.effect == "excused" and _touches(one, frame)
    }
    alone = {
        one.person_id
        for one in records.exemptions
        if one.person_id in people and one.covers != "criticism" and _touches(one, frame)
    } - {None}
    short = len(people - {None} - away - alone) if not found else 0
    words = [*found]
    words += [f"{len(away)}人请假"] if away else []
    words += [f"{len(alone)}人个人免计"] if alone else []
    words += [f"{short}人在岗不足一周"] if short else []
    return words


def _touches(one: Absence | Exemption, frame: Frame) -> bool:
    return bool(frame.days(one.start, one.end))


def _of_months(results: Iterable[Result], units: Names, areas: Names) -> Iterator[Spared]:
    for one in results:
        if (
            one.duty in ("campaign", "survey")
            and one.finished
            and ("免计" in one.reason or "个工作日（" in one.reason)
        ):
            said = one.reason.split("，实际")[0].removeprefix(one.period)
            how, _, why = said.partition("：") if said.startswith("免计") else said.partition("，")
            yield Spared(_who(one.actor, units, areas), f"{one.period}{DUTIES[one.duty]}", how, why)


def _who(actor: Actor, units: Names, areas: Names) -> str:
    place = areas.get(actor.area_id or 0, "")
    if actor.kind == "village":
        return place
    return units.get(actor.unit_id or 0, "") + (f"（{place}）" if place else "")
