"""The sample's inspections entered: findings, orders and what came back, each paper on its day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from random import Random
from typing import Any

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.model import extension, finding, inspection, inspection_place, rectification, standard_item
from core.rules.calendar import Holidays, Month, Week, period_of, week_of, weeks_of
from core.services import sample_photos
from core.services.sample_details import CODE_OF, also_seen, beside
from core.services.sample_diary import Diary, Do
from core.services.sample_findings import INSPECTORS, Inspector, Life, Round, open_today, small, stuck
from core.services.sample_roster import Township

APPROVER = "谢春燕"
_CURRENT = 3  # the inspections whose findings are partly open today


@dataclass(slots=True)
class Rounds:
    """``categories`` give id and severity by name."""

    diary: Diary
    town: Township
    categories: dict[str, tuple[int, bool]]
    rows: dict[tuple[int, int], int] = field(default_factory=dict)  # of rectification by finding and number

    def inspect(self, weeks: list[Week], holidays: Holidays, full: Month) -> None:
        """A round a week; what is open today comes from the last three, what was stuck from ``full``."""
        rng, today = Random("rounds"), self.diary.today
        inspector = Inspector(Random("findings"), self.town, holidays, today)
        days = [day for week in weeks if (day := inspector.round_day(week.monday))]
        latest = days[: -_CURRENT - 1 : -1]
        open_now = list(open_today(self.town, latest, today)) if len(latest) == _CURRENT else []
        end = period_of(full)[1]
        for day in days:
            working = sum(map(holidays.is_workday, week_of(day).days))
            count = min(rng.choice((4, 5, 6, 7, 7, 8, 8)), working + 2)
            if open_now and day > latest[-1]:
                count = 0
            lives = [one for one in open_now if one.found == day]
            if week_of(day) == weeks_of(full)[3]:
                lives += stuck(self.town, day, end)
            lives += inspector.inspect(day, max(count - len(lives), 0))
            if week_of(day) == weeks_of(full)[1]:
                lives += small(self.town, day)
            self.diary.note(day, "17:10", "登记督查", self._enter(day, rng.choice(INSPECTORS), lives))
            for life in lives:
                for number, one in enumerate(life.rounds, 1):
                    self._papers(life, one, number)
                if life in open_now and life.category in sample_photos.SCENES:
                    self._photos(life)

    def _enter(self, day: date, inspectors: str, lives: list[Life]) -> Do:
        def enter(w: Write) -> None:
            round_id = w.insert(inspection, day=day, inspectors=inspectors)
            items = dict(w.all(select(standard_item.c.code, standard_item.c.id), lambda *row: row))
            ids = w.insert_many(finding, [self._row(life, round_id, items) for life in lives])
            villages = [row for (_, group), row in self.town.areas.items() if group == 0]
            found = {self.town.areas[life.place[0], 0] for life in lives if life.place is not None}
            w.insert_many(
                inspection_place,
                [
                    {"inspection_id": round_id, "area_id": one, "note": None}
                    for one in also_seen(day, villages, set(found))
                ],
            )
            for life, row in zip(lives, ids, strict=True):
                life.row = row
            ordered = [life for life in lives if life.rounds]
            orders = w.insert_many(rectification, [_order(life, life.rounds[0], 1) for life in ordered])
            for life, row in zip(ordered, orders, strict=True):
                self.rows[life.row, 1] = row

        return enter

    def _row(self, life: Life, inspection_id: int, items: Mapping[str, int]) -> dict[str, Any]:
        category_id, severe = self.categories[life.category]
        longer = next((one.extension for one in life.rounds if one.extension is not None), None)
        item = items.get(CODE_OF.get(life.category, ""))
        return {
            "inspection_id": inspection_id,
            "found_on": life.found,
            "area_id": None if life.place is None else self.town.areas[life.place],
            "place": life.where,
            "category_id": category_id,
            "text": life.text,
            "severe": severe,
            "fixed_on_spot": life.fixed,
            "unit_id": None if life.station is None else self.town.units[life.station],
            "recurrence_of": None if life.recurrence_of is None else life.recurrence_of.row,
            **beside(life.category, life.where, item, None if longer is None else longer[0]),
        }

    def _papers(self, life: Life, one: Round, number: int) -> None:
        paper = self.diary.paper
        closed = life.closed_on
        old = closed is not None and not self.diary.recent(closed)
        if number > 1:
            paper(one.issued, "" if old else "再次交办", self._again(life, one, number))
        if one.extension is not None:
            paper(one.extension[0], "" if old else "延期", self._extend(life, one.extension, number))
        if old and one.verified is not None:
            values = {"acknowledged_on": one.acknowledged} | _reply(one) | _verdict(one)
            paper(one.verified, "", self._step(life, number, **values))
            return
        if one.acknowledged is not None:
            paper(one.acknowledged, "登记签收", self._step(life, number, acknowledged_on=one.acknowledged))
        if one.replied is not None:
            paper(one.replied, "登记回执", self._step(life, number, **_reply(one)))
        if one.verified is not None:
            label = "复核销号" if one.passed else "复核不合格"
            paper(one.verified, label, self._step(life, number, **_verdict(one)))

    def _photos(self, life: Life) -> None:
        """What the inspectors saw, and what the station sent with its reply."""
        before = [life.found] * (2 if life.category == "乱贴小广告" else 1)
        after = [one.replied for one in life.rounds if one.replied is not None]
        for days, stage, clock in ((before, "before", "17:20"), (after[:1], "after", "17:40")):
            if days:
                self.diary.apart(days[0], clock, self._take(life, days, stage))

    def _take(self, life: Life, days: list[date], stage: str) -> Callable[[Db], object]:
        named = f"{life.category}{'整改后' if stage == 'after' else ''}"

        def take(db: Db) -> None:
            pictures = [
                sample_photos.scene(
                    life.category, f"{named}{n}", day, time(10, 12 + 7 * n), after=stage == "after"
                )
                for n, day in enumerate(days, 1)
            ]
            sample_photos.add(db, life.row, pictures, stage)

        return take

    def _again(self, life: Life, one: Round, number: int) -> Do:
        def do(w: Write) -> None:
            self.rows[life.row, number] = w.insert(rectification, **_order(life, one, number))

        return do

    def _extend(self, life: Life, asked: tuple[date, date, str], number: int) -> Do:
        def do(w: Write) -> None:
            row = self.rows[life.row, number]
            values = dict(zip(("asked_on", "new_due_on", "reason"), asked, strict=True))
            w.insert(extension, rectification_id=row, **values, approver=APPROVER)

        return do

    def _step(self, life: Life, number: int, **values: Any) -> Do:
        return lambda w: w.update(rectification, self.rows[life.row, number], **values)


def _reply(one: Round) -> dict[str, Any]:
    return {"replied_on": one.replied, "done_on": one.done, "reply": one.reply}


def _verdict(one: Round) -> dict[str, Any]:
    return {"verified_on": one.verified, "passed": one.passed, "verifier": INSPECTORS[0]}


def _order(life: Life, one: Round, number: int) -> dict[str, Any]:
    again = f"-{number}" if number > 1 else ""
    return {
        "finding_id": life.row,
        "number": number,
        "order_no": f"{one.issued.year}-{life.row:04d}{again}",
        "issued_on": one.issued,
        "due_on": one.due,
    }
