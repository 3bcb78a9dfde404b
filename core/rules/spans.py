"""What every duty with a number is judged by: days as bit masks, excuses, and the verdict in words.

The lowest bit of a mask is the first day of its period: a week has seven, a calendar month up to
31. A thousand cases of a month are a few bit operations each.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from core.rules.calendar import Holidays, Month, Week, cn_day

Effect = Literal["excused", "counts", "none"]
Covers = Literal["quota", "criticism", "all"]
Scarce = Literal["min", "full"]
ORDINARY = 5  # working days of a week without holidays
FOREVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave or a trip.

    ``excused`` days are not asked for, working days that ``counts`` (公出) are as good as a
    visit, ``none`` changes nothing.
    """

    person_id: int
    start: date
    end: date
    effect: Effect
    reason: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Days on which a unit, a person, or (both None) everybody is not assessed."""

    unit_id: int | None
    person_id: int | None
    start: date
    end: date
    reason: str
    covers: Covers = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """How often something is asked for in a period, and its words.

    ``scarce`` says what fewer working days than ``times`` ask for: ``min`` the working days, ``full``
    still ``times`` (rest days count); none at all is always exempt. ``shared``: who owes only part of
    the period's working days owes that part of ``times``, half up (a month; docs/decisions/0010).
    """

    times: int
    scarce: Scarce = "min"
    plan_date: date | None = None
    shared: bool = False
    owed: str = "应到"
    made: str = "实到"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all verdicts of a period share; masks of its working days and of those since the plan's date."""

    name: str  # 第44周, 10月
    here: str  # 本周, 本月
    first: int  # its first day as an ordinal
    length: int
    whole: int  # every day of it
    work: int
    planned: int
    holiday: str  # 国庆节, or "" in an ordinary week
    finished: bool

    @property
    def start(self) -> date:
        return date.fromordinal(self.first)

    @property
    def end(self) -> date:
        return date.fromordinal(self.first + self.length - 1)

    def days(self, start: date, end: date | None) -> int:
        """The days of the period in start…end; ``end`` None: for good."""
        return self.between(start.toordinal(), FOREVER if end is None else end.toordinal())

    def between(self, start: int, end: int) -> int:
        """The same for ordinals."""
        low, high = max(start - self.first, 0), min(end - self.first, self.length - 1)
        return (1 << high + 1) - (1 << low) if low <= high else 0


class Verdict(NamedTuple):
    """What a case owed and did; unfinished periods are never short. A tuple: a month makes thousands."""

    required: int
    done: int
    ok: bool
    reason: str


def week_frame(week: Week, plan_date: date | None, holidays: Holidays, cutoff: date) -> Frame:
    """A week; before the plan's date its holidays need not be known."""
    first = week.monday.toordinal()
    planned = _since(plan_date, first, 7)
    work, holiday = _work(first, 7, holidays) if planned else (0, "")
    ordinary = work.bit_count() == 5
    finished = week.sunday <= cutoff
    return Frame(week.name, "本周", first, 7, 0b1111111, work, planned, "" if ordinary else holiday, finished)


def month_frame(month: Month, plan_date: date | None, holidays: Holidays, cutoff: date) -> Frame:
    """A calendar month; holidays lie in every year, so they are no cause worth telling."""
    first = month.first.toordinal()
    length = (month.last - month.first).days + 1
    planned = _since(plan_date, first, length)
    work, _ = _work(first, length, holidays) if planned else (0, "")
    whole = (1 << length) - 1
    return Frame(f"{month.number}月", "本月", first, length, whole, work, planned, "", month.last <= cutoff)


def _since(plan_date: date | None, first: int, length: int) -> int:
    before = 0 if plan_date is None else min(max(plan_date.toordinal() - first, 0), length)
    return (1 << length) - (1 << before)


def working_week(week: Week, holidays: Holidays) -> tuple[int, str]:
    """Working days of a week and the holiday that made them other than five ("" where they are five)."""
    work, holiday = _work(week.monday.toordinal(), 7, holidays)
    days = work.bit_count()
    if days > ORDINARY and holiday:
        return days, f"{holiday}调休"  # the holiday itself may be weeks away
    return days, "" if days == ORDINARY else holiday


def _work(first: int, length: int, holidays: Holidays) -> tuple[int, str]:
    """The working days, and the names of the days that are not what their weekday says."""
    work = 0
    names: dict[str, None] = {}
    for n in range(length):
        day = date.fromordinal(first + n)
        works = holidays.is_workday(day)
        work |= works << n
        if works != (day.weekday() < 5):
            names[holidays.names.get(day, "")] = None
    return work, "、".join(name for name in names if name)


class Excuses:
    """Absences and exemptions grouped once by whom they touch."""

    __slots__ = ("absences", "by_person", "by_unit", "everybody")

    def __init__(self, absences: Iterable[Absence], exemptions: Iterable[Exemption]) -> None:
        self.absences: dict[int, list[Absence]] = defaultdict(list)
        self.by_person: dict[int, list[Exemption]] = defaultdict(list)
        self.by_unit: dict[int, list[Exemption]] = defaultdict(list)
        self.everybody: list[Exemption] = []
        for absence in absences:
            self.absences[absence.person_id].append(absence)
        for exemption in exemptions:
            if exemption.covers != "criticism":
                self._place(exemption)

    def _place(self, exemption: Exemption) -> None:
        if exemption.person_id is not None:
            self.by_person[exemption.person_id].append(exemption)
        elif exemption.unit_id is not None:
            self.by_unit[exemption.unit_id].append(exemption)
        else:
            self.everybody.append(exemption)

    def of(self, person: int | None, unit: int | None, frame: Frame) -> tuple[int, list[str], int]:
        """In a period: the days not asked for, why, and the days of official trips."""
        absences: Sequence[Absence] = ()
        exemptions = self.everybody
        if unit in self.by_unit:
            exemptions = exemptions + self.by_unit[unit]
        if person is not None:
            absences = self.absences.get(person, ())
            exemptions = exemptions + [e for e in self.by_person.get(person, ()) if e.unit_id in (None, unit)]
        if not absences and not exemptions:
            return 0, [], 0
        free, trips, reasons = 0, 0, set()
        excuses: list[Absence | Exemption] = [*exemptions]
        excuses += [one for one in absences if one.effect == "excused"]
        for excuse in excuses:
            if days := frame.days(excuse.start, excuse.end):
                free |= days
                reasons.add(excuse.reason or "请假")
        for absence in absences:
            if absence.effect == "counts":
                trips |= frame.days(absence.start, absence.end)
        return free, sorted(reasons), trips


def judge(
    asked: Asked, frame: Frame, held: int, excuse: tuple[int, list[str], int], visited: int, more: int = 0
) -> Verdict:
    """The one verdict on a duty with a number.

    ``held`` are the days it was owed, ``visited`` those it was done on; ``more`` are times beyond one a
    day, where a day may count more than once.
    """
    free, why, trips = excuse
    active = held & frame.planned
    due = active & frame.work
    trips &= due
    left = (due & ~free).bit_count()
    required = _required(asked, frame, active, left)
    done = (visited | trips).bit_count() + more
    if not frame.finished:
        reason = f"{frame.here}未完，暂不计"
    elif required:
        reason = _owes(asked, required, left, active, why, frame) + _did(asked, done, visited, trips, frame)
    else:
        reason = f"{frame.name}免计：{_why_none(asked, active, due, left, why, frame)}"
        reason += _did(asked, done, visited, trips, frame) if done else ""
    return Verdict(required, done, not frame.finished or done >= required, reason)


def _required(asked: Asked, frame: Frame, active: int, left: int) -> int:
    least = min(asked.times, left)
    if not asked.shared and asked.scarce == "full" and active == frame.whole and left:
        return asked.times
    if not asked.shared or not left:
        return least
    whole = frame.work.bit_count()
    return min(least, (2 * asked.times * left + whole) // (2 * whole))


def _owes(asked: Asked, required: int, left: int, active: int, why: list[str], frame: Frame) -> str:
    """第44周应到2次, and where the period was not an ordinary one, what it was."""
    causes = [frame.holiday] if frame.holiday else []
    if active != frame.whole:
        begun = frame.planned != frame.whole
        causes.append(f"方案{frame.here}起执行" if begun else f"在岗不足一{frame.here[1:]}")
    causes += why
    note = f"，{frame.here}{left}个工作日（{'、'.join(causes)}）" if causes else ""
    return f"{frame.name}{asked.owed}{required}次{note}"


def _why_none(asked: Asked, active: int, due: int, left: int, why: list[str], frame: Frame) -> str:
    if not frame.planned and asked.plan_date is not None:
        return f"方案{cn_day(asked.plan_date)}起执行"
    if not frame.work:
        holiday = frame.holiday
        return f"{frame.here}没有工作日（{holiday}放假）" if holiday else f"{frame.here}没有工作日"
    if not active & frame.work:
        return f"{frame.here}在岗期间没有工作日"
    if due and why:
        return "、".join(why)
    if asked.times and left:
        return f"{frame.here}在岗{left}个工作日，按比例折算不到一次"
    return "规定次数为0"


def _did(asked: Asked, done: int, visited: int, trips: int, frame: Frame) -> str:
    work = frame.work if frame.planned else frame.whole
    return f"，{asked.made}{done}次{_day_words(frame.first, visited, trips & ~visited, work)}"


@lru_cache(maxsize=4096)
def _day_words(first: int, visited: int, trips: int, work: int) -> str:
    if not visited | trips:
        return ""
    words = _days_of(first, visited | trips)
    if resting := visited & ~work:
        words += f"，其中{_days_of(first, resting)}为休息日"
    if trips:
        words += f"，其中{_days_of(first, trips)}为公出"
    return f"（{words}）"


def _days_of(first: int, mask: int) -> str:
    return "、".join(cn_day(date.fromordinal(first + n)) for n in range(mask.bit_length()) if mask >> n & 1)


def masks_of(
    frame: Frame, terms: Iterable[tuple[int, date, date | None]], only: Mapping[int, object] | None = None
) -> dict[int, int]:
    """The days each key holds in the period, several terms of one key together."""
    masks: dict[int, int] = defaultdict(int)
    for key, start, end in terms:
        if (only is None or key in only) and (days := frame.days(start, end)):
            masks[key] |= days
    return dict(masks)
