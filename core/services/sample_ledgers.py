"""The sample's other ledgers: meetings, campaigns, questionnaires, registers, plans; all invented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table

from core.doors import Write
from core.model import (
    activity,
    board,
    carrier,
    clean_up,
    five_duties,
    hard_case,
    household_campaign,
    key_date,
    nearness,
    opinion,
    questionnaire,
    questionnaire_option,
    questionnaire_version,
    standard_item,
    study_meeting,
    task,
    three_year_plan,
    volunteer_activity,
    volunteer_body,
    watch,
)
from core.rules.calendar import Holidays, Month, Week
from core.services import sample_people as people
from core.services import sample_words as words
from core.services.roster_import import LEADERS
from core.services.sample_diary import Diary
from core.services.sample_roster import Held, Township

Row = dict[str, Any]
_DAY = timedelta(days=1)
_HEADS = ("head", "deputy_in_charge")


@dataclass(frozen=True, slots=True)
class Books:
    """Writes them down in the diary; ``full`` is the last month whose circular is due."""

    diary: Diary
    town: Township
    holidays: Holidays
    full: Month

    def keep(self, weeks: Sequence[Week]) -> None:
        """Everything, from the first week of the record to today."""
        self.diary.note(self.diary.start, "11:00", "登记各类登记簿", self._registers)
        for week in weeks:
            self._meetings(week)
        month = Month.of(self.diary.start)
        while month.first <= self.diary.today:
            self._campaigns(month)
            self._activities(month)
            month = month.next
        self._coming()

    def _note(self, month: Month, what: str, table: Table, rows: list[Row]) -> None:
        """A month's rows, keyed in after each half of it."""
        middle = month.first + 14 * _DAY
        for day, part in (
            (middle + _DAY, [row for row in rows if row["day"] <= middle]),
            (month.last, [row for row in rows if row["day"] > middle]),
        ):
            self._enter(day, what, table, part)

    def _enter(self, day: date, what: str, table: Table, rows: list[Row]) -> None:
        """Keyed in that day, at most today."""
        if rows:
            on = min(day, self.diary.today)
            rows = [row | {"keyed_on": on} for row in rows]
            hour = "11:20" if on < self.diary.today else "08:30"
            self.diary.note(on, hour, f"登记{len(rows)}条{what}", lambda w: w.insert_many(table, rows))

    def _days(self, first: date, last: date) -> list[date]:
        """Working days up to today."""
        end = min(last, self.diary.today)
        every = (first + n * _DAY for n in range((end - first).days + 1))
        return [day for day in every if self.holidays.is_workday(day)]

    def _held(self, unit: str, day: date) -> list[Held]:
        """Who is in a unit on a day, its head first."""
        there = [
            one for one in self.town.posts if one.station == unit and one.start <= day <= (one.end or day)
        ]
        return sorted(there, key=lambda one: (one.role not in _HEADS, one.role != "head", one.person))

    # -- week by week ------------------------------------------------------------------------------

    def _meetings(self, week: Week) -> None:
        """One for the leaders together, one for most stations; who goes out little meets little."""
        rng, days = Random(f"meetings {week.name} {week.year}"), self._days(week.monday, week.sunday)
        if not days:
            return
        rows = [self._meeting(rng, days[0], LEADERS, number=0)]
        for number, one in enumerate(people.STATIONS, 1):
            if rng.random() < 0.55 + 0.45 * one.keen:
                rows.append(self._meeting(rng, rng.choice(days), one.name, number))
        kept = [row for row in rows if row is not None]
        self._enter(week.monday + 7 * _DAY, "例会", study_meeting, kept)

    def _meeting(self, rng: Random, day: date, unit: str, number: int) -> Row | None:
        held = self._held(unit, day)
        if not held:
            return None
        topic, decision = rng.choice(words.MEETINGS)
        week = day.isocalendar()
        return {
            "day": day,
            "unit_id": self.town.units[unit],
            "chair_id": held[0].person,
            "attendees": [one.person for one in held],
            "topic": topic,
            "decisions": decision,
            "place": "乡政府会议室" if unit == LEADERS else f"{unit}办公室",
            "sheet_no": f"{week.year}-{week.week:02d}-{number:02d}",
        }

    # -- month by month ----------------------------------------------------------------------------

    def _pairs(self, day: date) -> list[tuple[str, str]]:
        """Stations with the villages they answer for on a day."""
        day = max(day, self.diary.start)
        held = (line for line in self.town.lines if line.start <= day <= (line.end or day))
        found = {(line.station, line.place[0]) for line in held if line.station and line.place[1]}
        return sorted(found)

    def _campaigns(self, month: Month) -> None:
        rng, days = Random(f"campaigns {month.text}"), self._days(month.first, month.last)
        if not days:
            return
        rows, sheets = [], []
        missed = "长岭村" if month == self.full else ""
        over = month.last <= self.diary.today
        for station, village in self._pairs(month.first):
            times = 2 if over else 1
            if village == missed and station == "财政所":
                times = 1
            for turn in range(times):
                rows.append(self._campaign(rng, days, turn, station, village))
        for one in people.VILLAGES:
            sheets.append(self._questionnaire(rng, days, one.name, short=one.name == missed))
        self._note(month, "入户宣传", household_campaign, rows)
        self._note(month, "问卷", questionnaire, sheets)
        self._opinions(rng, month, days)

    def _campaign(self, rng: Random, days: list[date], turn: int, station: str, village: str) -> Row:
        half = days[: len(days) // 2] if turn == 0 else days[len(days) // 2 :]
        day = rng.choice(half or days)
        held = self._held(station, day)
        return {
            "day": day,
            "hours": rng.choice(("17:00—19:00", "7:30—9:00", "")) or None,
            "area_id": self.town.areas[village, 0],
            "unit_id": self.town.units[station],
            "people": [one.person for one in rng.sample(held, min(2, len(held)))],
            "kind": "both",
            "households": rng.randint(18, 40),
            "content": rng.choice(words.CAMPAIGNS),
            "sheet_no": None,
        }

    def _questionnaire(self, rng: Random, days: list[date], village: str, *, short: bool) -> Row:
        issued = rng.choice((40, 50, 60))
        valid = issued - rng.randint(0, 2)
        return {
            "day": rng.choice(days),
            "area_id": self.town.areas[village, 0],
            "unit_id": None,
            "version_id": None,
            "issued": issued,
            "returned": issued,
            "valid": valid,
            "aware": valid - (2 if short else 0),
            "took_part": valid - (4 if short else rng.randint(0, 1)),
            "satisfied": valid - rng.randint(0, 1),
            "supporting": valid,
            "note": None,
        }

    def _opinions(self, rng: Random, month: Month, days: list[date]) -> None:
        late = month.next.last >= self.diary.today
        rows = []
        for place in range(2):
            text, reply = rng.choice(words.OPINIONS)
            day, (station, village) = rng.choice(days), rng.choice(self._pairs(month.first))
            answered = min(day + 6 * _DAY, self.diary.today)
            open_one = late and place == 1
            rows.append(
                {
                    "day": day,
                    "area_id": self.town.areas[village, 0],
                    "source": "入户走访",
                    "text": text,
                    "unit_id": self.town.units[station],
                    "reply": None if open_one else reply,
                    "replied_on": None if open_one else answered,
                    "finding_id": None,
                }
            )
        self._note(month, "意见建议", opinion, rows)

    def _activities(self, month: Month) -> None:
        rng, days = Random(f"activities {month.text}"), self._days(month.first, month.last)
        if not days:
            return
        pairs = self._pairs(month.first)
        themes, helping, cleaning = [], [], []
        for theme, area, title in rng.sample(words.ACTIVITIES, 2):
            station, village = rng.choice(pairs)
            place = self._place(rng, days, station, village)
            more = {"theme": theme, "work_area": area, "title": title, "headcount": rng.randint(20, 80)}
            themes.append(place | more)
        for kind in rng.sample(words.VOLUNTEERING, 3):
            place = self._place(rng, days, *rng.choice(pairs))
            helping.append(
                place | {"kind": kind, "unit_count": rng.randint(2, 5), "village_count": rng.randint(3, 12)}
            )
        for _ in range(2):
            place = self._place(rng, days, *rng.choice(pairs))
            cleaning.append(place | {"place": rng.choice(words.PLACES), "headcount": rng.randint(8, 30)})
        self._note(month, "主题活动", activity, themes)
        self._note(month, "志愿服务", volunteer_activity, helping)
        self._note(month, "环境整治", clean_up, cleaning)

    def _place(self, rng: Random, days: list[date], station: str, village: str) -> Row:
        units, areas = self.town.units, self.town.areas
        return {
            "day": rng.choice(days),
            "unit_id": units[station],
            "area_id": areas[village, 0],
            "place": rng.choice(words.PLACES),
            "note": None,
        }

    # -- registers and plans -----------------------------------------------------------------------

    def _registers(self, w: Write) -> None:
        rng = Random("registers")
        start = max(self.diary.start, self.town.plan)
        w.insert_many(board, list(self._boards(rng, start)))
        w.insert_many(carrier, list(self._carriers(rng, start)))
        w.insert_many(five_duties, list(self._doors(rng, start)))
        w.insert_many(volunteer_body, list(self._bodies(rng, start)))
        w.insert_many(standard_item, [dict(zip(_ITEM, one, strict=True)) for one in words.STANDARDS])
        version = w.insert(
            questionnaire_version, name="2026年入户问卷", valid_from=date(2026, 1, 1), note=None
        )
        w.insert_many(
            questionnaire_option,
            [
                {
                    "version_id": version,
                    "rate": rate,
                    "question": ask,
                    "answer": said,
                    "counts": yes,
                    "sort": place,
                }
                for place, (rate, ask, said, yes) in enumerate(words.OPTIONS, 1)
            ],
        )
        w.insert_many(nearness, list(self._near(rng)))
        w.insert_many(three_year_plan, list(self._plans(start)))
        w.insert_many(task, list(self._tasks(rng)))
        w.insert_many(hard_case, list(self._cases(start)))

    def _boards(self, rng: Random, start: date) -> Iterator[Row]:
        for one in people.VILLAGES:
            for kind in words.BOARDS if one.kind == "community" else words.BOARDS[-2:]:
                yield {
                    "area_id": self.town.areas[one.name, 0],
                    "place": "便民服务点门口",
                    "kind": kind,
                    "refreshed_on": start,
                    "passed": rng.random() < 0.9,
                    "note": None,
                }

    def _carriers(self, rng: Random, start: date) -> Iterator[Row]:
        for number, one in enumerate(people.VILLAGES):
            passed = rng.random() < 0.85
            yield {
                "area_id": self.town.areas[one.name, 0],
                "place": words.PLACES[number % len(words.PLACES)],
                "kind": words.CARRIERS[number % len(words.CARRIERS)],
                "series": words.SERIES[number % 2],
                "unit_id": self.town.units[one.stations[0][0]],
                "checked_on": start,
                "passed": passed,
                "note": None if passed else "画面褪色，限期更换",
            }

    def _doors(self, rng: Random, start: date) -> Iterator[Row]:
        for one in people.VILLAGES[:2]:
            for name in words.SHOPS:
                passed = rng.random() < 0.85
                yield {
                    "area_id": self.town.areas[one.name, 0],
                    "place": name,
                    "signed_on": start,
                    "checked_on": start,
                    "passed": passed,
                    "note": None,
                }

    def _bodies(self, rng: Random, start: date) -> Iterator[Row]:
        for one in people.VILLAGES:
            for kind, name in (("station", "学雷锋志愿服务站"), ("team", "志愿服务队")):
                team = kind == "team"
                yield {
                    "kind": kind,
                    "name": f"{one.name}{name}",
                    "area_id": self.town.areas[one.name, 0],
                    "unit_id": self.town.units[one.stations[0][0]],
                    "founded_on": start,
                    "registered": rng.randint(40, 90) if team else None,
                    "target": 60 if team else None,
                    "counted_on": start if team else None,
                    "note": None,
                }

    def _near(self, rng: Random) -> Iterator[Row]:
        for station in people.STATIONS:
            for number, village in enumerate(people.VILLAGES):
                own = any(name == station.name for name, _ in village.stations)
                km = rng.randint(2, 6) if own else rng.randint(3, 12) + number // 3
                yield {
                    "unit_id": self.town.units[station.name],
                    "area_id": self.town.areas[village.name, 0],
                    "km": str(km),
                }

    def _plans(self, start: date) -> Iterator[Row]:
        for station in people.STATIONS:
            handed_in = station.name != "财政所"
            yield {
                "unit_id": self.town.units[station.name],
                "cycle": "2024—2026",
                "title": f"{station.name}创文包保三年行动方案" if handed_in else None,
                "submitted_on": start + 20 * _DAY if handed_in else None,
                "note": None,
            }

    def _tasks(self, rng: Random) -> Iterator[Row]:
        year = self.diary.today.year
        for station in people.STATIONS:
            for name, first, last in rng.sample(words.TASKS, 3):
                start, due = date(year, first, 1), Month(year, last).last
                done = due if due < self.diary.today and rng.random() < 0.9 else None
                head = self._held(station.name, self.diary.start)[0].person
                yield {
                    "kind": "task",
                    "unit_id": self.town.units[station.name],
                    "area_id": None,
                    "name": name,
                    "owner_id": head,
                    "starts_on": start,
                    "due_on": due,
                    "progress": 100 if done else rng.choice((40, 60, 80)),
                    "done_on": done,
                    "evidence": "照片、验收单" if done else None,
                    "note": None,
                }

    def _cases(self, start: date) -> Iterator[Row]:
        for number, (place, text, decision) in enumerate(words.CASES):
            day = start + 30 * (number + 1) * _DAY
            if day + 7 * _DAY > self.diary.today:
                return
            yield {
                "day": day,
                "area_id": self.town.areas[place, 0],
                "unit_id": None,
                "text": text,
                "leader_id": self.town.slots[LEADERS, people.LEADERS[number][0]],
                "decision": decision,
                "decided_on": day + 5 * _DAY,
                "settled_on": None,
                "finding_id": None,
            }

    def _coming(self) -> None:
        """The next key date with its watches, planned and not yet stood."""
        first = self.diary.today + 7 * _DAY

        def enter(w: Write) -> None:
            event = w.insert(
                key_date, name="迎接市级测评", starts_on=first, ends_on=first + 2 * _DAY, note=None
            )
            w.insert_many(watch, list(self._watches(event, first)))

        self.diary.note(self.diary.today - 4 * _DAY, "15:30", "安排点位值守", enter)

    def _watches(self, event: int, first: date) -> Iterator[Row]:
        for offset in range(3):
            for number, place in enumerate(words.PLACES[:4]):
                station = people.STATIONS[(offset * 4 + number) % len(people.STATIONS)].name
                held = self._held(station, self.diary.today)
                yield {
                    "key_date_id": event,
                    "day": first + offset * _DAY,
                    "place": place,
                    "area_id": None,
                    "unit_id": self.town.units[station],
                    "person_id": held[-1].person,
                    "shift": "上午" if number % 2 == 0 else "下午",
                    "stood": None,
                    "note": None,
                    "keyed_on": self.diary.today - 4 * _DAY,
                }


_ITEM = ("document", "year", "code", "text", "work_area")
