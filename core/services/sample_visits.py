"""The sample's check-ins and absences: who went out, where and when, with believable shortfalls."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from core.rules.calendar import Holidays, Week
from core.services import sample_people as people
from core.services.sample_roster import Held, Place, Township
from core.services.sample_texts import LEAVES, NOTES

Row = dict[str, Any]
_KEEN = {one.name: one.keen for one in people.STATIONS}
_SHEETS = {one.name: number for number, one in enumerate(people.STATIONS, 1)}
_LATE = timedelta(days=21)  # now and then a sheet turns up weeks later


@dataclass(frozen=True, slots=True)
class Leave:
    person: int
    kind: str
    effect: str
    reason: str
    start: date
    end: date


def leaves(rng: Random, town: Township, first: date, last: date) -> list[Leave]:
    """About four absences a month."""
    found = []
    day = first
    while day <= last:
        kind, effect, reason, length = rng.choice(LEAVES)
        held = rng.choice([one for one in town.posts if one.station in _KEEN and one.end is None])
        found.append(Leave(held.person, kind, effect, reason, day, day + timedelta(days=length - 1)))
        day += timedelta(days=rng.randint(4, 11))
    return found


@dataclass(frozen=True, slots=True)
class Outings:
    """What a week's check-ins are drawn from; ``until`` is the last day anything is known of."""

    town: Township
    holidays: Holidays
    leaves: list[Leave]
    until: date
    spared: dict[str, tuple[date, date]]  # stations busy elsewhere on those days

    def week(self, rng: Random, week: Week, moods: dict[str, float]) -> list[Row]:
        """The week's lines in the order of the paper sheets."""
        rows: list[Row] = []
        absent = [one for one in self.leaves if one.start <= week.sunday and one.end >= week.monday]
        for held in sorted(self.town.posts, key=lambda one: (_SHEETS.get(one.station, 0), one.person)):
            if (
                held.station in _KEEN
                and held.start <= week.sunday
                and (held.end or week.monday) >= week.monday
            ):
                days = self._free_days(held, week, absent)
                keen = _KEEN[held.station] + moods.get(held.station, 0.0)
                rows += self._lines(rng, held, week, self._days(rng, week, days, keen))
        return rows

    def _free_days(self, held: Held, week: Week, absent: list[Leave]) -> list[date]:
        away = [one for one in absent if one.person == held.person and one.effect != "none"]
        busy = self.spared.get(held.station)
        return [
            day
            for day in week.days
            if day <= self.until
            and self.holidays.is_workday(day)
            and held.start <= day <= (held.end or day)
            and not any(one.start <= day <= one.end for one in away)
            and not (busy and busy[0] <= day <= busy[1])
        ]

    def _days(self, rng: Random, week: Week, free: list[date], keen: float) -> list[date]:
        if week.sunday > self.until:
            return [day for day in free if rng.random() < keen * 0.42]
        count = min(2, len(free))
        if rng.random() >= keen:
            count = max(0, count - (2 if rng.random() < 0.25 else 1))
        elif len(free) > 2 and rng.random() < 0.12:
            count += 1
        days = rng.sample(free, count)
        if rng.random() < 0.02:
            days.append(week.days[5])  # a Saturday, for volunteers' work
        return sorted(set(days))

    def _lines(self, rng: Random, held: Held, week: Week, days: list[date]) -> Iterator[Row]:
        for day in days:
            beat = self.town.beat(held.person, day) or _beat_of(self.town, held.station, day)
            sheet = f"{week.year}-{week.number:02d}-{_SHEETS[held.station]:02d}"
            first, *others = rng.sample(beat, len(beat))
            yield self._line(held, day, first, sheet, _note(rng))
            if others and rng.random() < 0.06:  # two places in one day
                yield self._line(held, day, others[0], sheet, _note(rng))

    def _line(self, held: Held, day: date, place: Place, sheet: str, note: str | None) -> Row:
        return {
            "person_id": held.person,
            "area_id": self.town.areas[place],
            "day": day,
            "note": note,
            "sheet_no": sheet,
            "keyed_on": day,
        }


def _beat_of(town: Township, station: str, day: date) -> list[Place]:
    return [
        line.place
        for line in town.lines
        if line.station == station and line.start <= day <= (line.end or day)
    ]


def _note(rng: Random) -> str | None:
    return rng.choice(NOTES) if rng.random() < 0.7 else None


def keyed(rng: Random, rows: list[Row], monday: date, until: date) -> dict[date, list[Row]]:
    """The rows by the day they are keyed in: mostly the next Monday, some weeks later."""
    found: dict[date, list[Row]] = {}
    late_sheets = {row["sheet_no"] for row in rows if rng.random() < 0.002}
    for row in rows:
        day = monday + _LATE if row["sheet_no"] in late_sheets and monday + _LATE <= until else monday
        found.setdefault(day, []).append(row | {"keyed_on": day})
    return found


def moods(rng: Random) -> dict[str, float]:
    """How a quarter went for each station."""
    return {one.name: rng.uniform(-0.08, 0.06) for one in people.STATIONS}
