"""The sample township (示例乡镇): 大和乡 with invented people and some years of believable records.

What happened is drawn first, day by day, and then entered in order through the same doors as a
clerk's work, so the journal reads as if the office had kept the record all along.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from shutil import rmtree

from sqlalchemy import select

from core import settings
from core.db import Clock, Db, files_of, open_record
from core.doors import Write
from core.errors import UserError
from core.model import absence, category, check_in, score_line
from core.queries.circulars import issued_for
from core.queries.records import holidays
from core.rules.calendar import Holidays, Month, Week, month_of, period_of, week_of, weeks_of
from core.services import assessment, circulars, numbers
from core.services import sample_people as people
from core.services.record import new_record
from core.services.sample_diary import Diary, Do, stopped
from core.services.sample_ledgers import Books
from core.services.sample_roster import Township, hand_over, settle, swap
from core.services.sample_rounds import Rounds
from core.services.sample_texts import BONUSES
from core.services.sample_visits import Leave, Outings, Row, keyed, leaves, moods

UNIT = "大和乡创文办"
AGENCY = "和创文办"
PLAN_DATE = date(2022, 1, 26)
TODAY = datetime(2026, 11, 24, 9, 40)  # noqa: DTZ001 - local time of the office, as everywhere
OPERATOR = "罗静"
_EARLIEST = date(2022, 8, 1)
NOW = {"财政所": -0.14, "村建所": -0.14}  # how the stations have done of late
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def sample_clock() -> datetime:
    """The moment the sample ends at."""
    return TODAY


def make_sample(
    path: Path, months: int = 36, clock: Clock = sample_clock, render: circulars.Render | None = None
) -> None:
    """Write the sample record; the same arguments and clock give the same data.

    ``months`` count back from today's month. With ``render`` the two circulars before the last full
    month are issued, the later one with its correction; the last full month stays to be issued.
    UserError when the file exists or cannot be written, for a day before August 2022, or in a year
    whose holidays the program does not carry.
    """
    now = clock()
    if now.date() < _EARLIEST or months < 1:
        raise UserError("示例乡镇的记录从2022年开始，请用2022年8月以后的日期和1个月以上的时长。")
    start = _first_monday(now.date(), months)
    begun = stopped(datetime.combine(start, time(8, 30)))
    new_record(path, UNIT, PLAN_DATE, begun)
    try:
        with open_record(path, clock=begun) as db:
            db.actor = OPERATOR
            _tell(db, Diary(start, now), render)
    except BaseException:
        path.unlink(missing_ok=True)
        rmtree(files_of(path), ignore_errors=True)
        raise


def _first_monday(today: date, months: int) -> date:
    month = month_of(week_of(today))
    for _ in range(months - 1):
        month = month.previous
    return weeks_of(max(month, Month.of(PLAN_DATE).next))[0].monday


def _tell(db: Db, diary: Diary, render: circulars.Render | None) -> None:
    full = month_of(week_of(diary.today)).previous
    swap_week = weeks_of(full)[3]
    town = Township(
        plan=PLAN_DATE,
        handover=full.previous.previous.previous.first,
        swap=swap_week.monday + 2 * _DAY,
    )
    _begin(db, diary, town)
    with db.read() as r:
        known = holidays(r)
        rows = r.all(select(category.c.name, category.c.id, category.c.severe), lambda *row: row)
    if diary.today.year not in known.years:
        raise UserError(f"程序还没有{diary.today.year}年的放假安排，示例数据请用更早的日期。")
    story = _Story(diary, town, known, full)
    weeks = list(story.weeks())
    story.go_out(weeks)
    story.exempt()
    Rounds(diary, town, {name: (row, severe) for name, row, severe in rows}).inspect(weeks, known, full)
    Books(diary, town, known, full).keep(weeks)
    story.give_points()
    story.issue(render)
    diary.enter(db)


def _begin(db: Db, diary: Diary, town: Township) -> None:
    with db.write("填写单位资料") as w:
        settings.change(
            w,
            PLAN_DATE,
            sample=True,
            operator=OPERATOR,
            agency_code=AGENCY,
            cc="区创文指挥部办公室，乡党委、乡人大、乡政府领导",
            plan_title="巴中市巴州区创建全国文明城市包保工作方案",
            basis="巴区创文指〔2021〕4号",
            approval="经乡党委会研究同意",
            cycle_start="2021",
        )
    with db.write("导入名册“大和乡创文包保名册”") as w:
        settle(w, town, "大和乡创文包保名册")
    diary.note(town.handover, "09:00", "换站所", lambda w: hand_over(w, town))
    diary.note(town.swap, "09:00", "换人", lambda w: swap(w, town))


@dataclass(frozen=True, slots=True)
class _Story:
    """``full`` is the last month whose period is over: its circular is due."""

    diary: Diary
    town: Township
    holidays: Holidays
    full: Month

    def weeks(self) -> Iterator[Week]:
        week = week_of(self.diary.start)
        while week.monday <= self.diary.today:
            yield week
            week = week_of(week.monday + _WEEK)

    # -- check-ins, absences, exemptions

    @property
    def drought(self) -> tuple[date, date]:
        """Two weeks of the last full month in which one station was busy elsewhere."""
        weeks = weeks_of(self.full)
        return weeks[-3].monday, weeks[-2].sunday

    def go_out(self, weeks: list[Week]) -> None:
        away = leaves(Random("absences"), self.town, self.diary.start, self.diary.today)
        outings = Outings(self.town, self.holidays, away, self.diary.today, {"应急办": self.drought})
        rng, luck = Random("check-ins 4"), moods(Random("first"))
        for week in weeks:
            if week.number % 13 == 1:
                luck = moods(Random(week.name + str(week.year)))
            rows = outings.week(rng, week, NOW if month_of(week) >= self.full else luck)
            if week == weeks_of(self.full)[1]:
                rows.append(rows[6] | {"sheet_no": f"{rows[6]['sheet_no']}补"})  # the same visit twice
            self._key_in(rng, week, rows)
        for month in sorted({month_of(week_of(one.start)) for one in away}):
            mine = [one for one in away if month_of(week_of(one.start)) == month]
            day = min(period_of(month)[1] + _DAY, week_of(self.diary.today).monday)
            self.diary.note(day, "08:50", "登记请假公出", _absences(mine))

    def _key_in(self, rng: Random, week: Week, rows: list[Row]) -> None:
        """A week's sheets are keyed in the Monday after; this week's day by day."""
        today = self.diary.today
        if week.sunday < today:
            for day, part in keyed(rng, rows, week.monday + _WEEK, today).items():
                self.diary.note(day, "09:20", "登记签到", _check_ins(part))
            return
        for day in sorted({row["day"] for row in rows}):
            mine = [row for row in rows if row["day"] == day]
            if day == today:  # half entered, as on any morning
                mine = mine[: len(mine) // 2]
            self.diary.note(day, "16:40" if day < today else "09:20", "登记签到", _check_ins(mine))

    def exempt(self) -> None:
        units = self.town.units
        start, end = period_of(self.full)
        begin, until = self.drought

        def enter(w: Write) -> None:
            moving, drought = "整体搬迁新院区", "抗旱保供水值守"
            assessment.exempt(w, start=start, end=end, reason=moving, covers="all", unit_id=units["卫生院"])
            assessment.exempt(
                w, start=begin, end=until, reason=drought, covers="quota", unit_id=units["应急办"]
            )

        self.diary.note(start, "10:10", "登记免计", enter)

    # -- points by hand, circulars

    def give_points(self) -> None:
        rng, month = Random("points"), self.full
        for _ in range(12):
            if period_of(month)[0] < self.diary.start:
                return
            self.diary.note(period_of(month)[1] + _DAY, "10:30", "手工加减分", self._bonus(rng, month))
            month = month.previous

    def _bonus(self, rng: Random, month: Month) -> Do:
        code, reason, points = rng.choice(BONUSES)
        names = [one.name for one in (people.VILLAGES if code == "V5" else people.STATIONS[6:])]
        where = self.town.units[rng.choice(names)]
        return lambda w: w.insert(
            score_line, month=month.text, unit_id=where, item_code=code, points=points, reason=reason
        )

    def issue(self, render: circulars.Render | None) -> None:
        """Two circulars of the months before, and the correction of the second: sheets had been missed."""
        earlier, later = self.full.previous.previous, self.full.previous
        first, second = self._doc_date(earlier), self._doc_date(later)
        again = self._workday(second + _WEEK + _DAY)
        self.diary.note(first, "08:40", "登记已用文号", self._used_numbers(earlier, first.year))
        self.diary.note(again, "14:40", "登记签到", self._missed(later, again))
        if render is None or self.diary.start > period_of(earlier)[0]:
            return
        self.diary.apart(first, "15:00", lambda db: circulars.issue(db, earlier, render))
        self.diary.apart(second, "15:00", lambda db: circulars.issue(db, later, render))

        def correct(db: Db) -> None:
            with db.read() as r:
                wrong = issued_for(r, later)
            circulars.issue(db, later, render, corrects_id=wrong.id if wrong else None)

        self.diary.apart(again, "15:00", correct)

    def _doc_date(self, month: Month) -> date:
        return self._workday(period_of(month)[1] + 3 * _DAY)

    def _workday(self, day: date) -> date:
        while not self.holidays.is_workday(day):
            day += _DAY
        return day

    def _used_numbers(self, before: Month, year: int) -> Do:
        """The numbers of the year's earlier papers, which were written before this record was kept."""
        months = [Month(year - 1, 12), *(Month(year, number) for number in range(1, before.number))]
        titles = [f"关于{one.label}包保工作督查考核情况的通报" for one in months]
        titles.insert(2, "关于报送包保工作三年行动方案的通知")

        def enter(w: Write) -> None:
            for serial, title in enumerate(titles, 1):
                numbers.reserve_number(w, AGENCY, year, serial, title=title)

        return enter

    def _missed(self, month: Month, keyed_on: date) -> Do:
        monday = weeks_of(month)[-1].monday
        rows: list[Row] = [
            {
                "person_id": self.town.slots["司法所", name],
                "area_id": self.town.areas["柏树村", 6],
                "day": monday + offset * _DAY,
                "note": "调解纠纷，宣传法律法规",
                "sheet_no": f"{monday.year}-{week_of(monday).number:02d}-06补",
                "keyed_on": keyed_on,
            }
            for name in people.STATIONS[5].people
            for offset in (1, 3)
        ]
        return _check_ins(rows)


def _check_ins(rows: list[Row]) -> Do:
    return lambda w: w.insert_many(check_in, rows)


def _absences(mine: list[Leave]) -> Do:
    rows = [
        {
            "person_id": one.person,
            "kind": one.kind,
            "effect": one.effect,
            "valid_from": one.start,
            "valid_to": one.end,
            "reason": one.reason,
        }
        for one in mine
    ]
    return lambda w: w.insert_many(absence, rows)
