"""今日: the same rows the lists show, the week as the rule judges it, no table read from end to end."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from core import settings
from core.db import Db
from core.doors import Read, Write
from core.names import Names
from core.queries import finding_pages
from core.queries.finding_life import LATE, SOON, TO_ORDER, TO_VERIFY
from core.queries.finding_pages import Wanted
from core.queries.today import Today, badges, today
from core.services import check_ins, inspections
from tests.core.services.conftest import the

TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)


def look(db: Db, day: date = TUESDAY) -> Today:
    with db.read() as r:
        r.today = day
        return today(r)


def find(w: Write, names: Names, found: date, due: date | None, place: str = "大和社区3组") -> int:
    row = inspections.add_finding(w, found, "楼道堆放杂物", area_id=the(names.area(place)))
    if due is not None:
        inspections.order(w, [row], found, due)
    return row


def go(w: Write, names: Names, person: str, *days: date) -> None:
    for day in days:
        check_ins.add(w, the(names.person(person)), day)


def test_what_is_due_is_what_the_list_shows(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        late = find(w, names, date(2026, 11, 16), date(2026, 11, 20))
        soon = find(w, names, date(2026, 11, 20), date(2026, 11, 26), "红光村1组")
        told = find(w, names, date(2026, 11, 18), date(2026, 11, 23))
        inspections.reply(w, told, date(2026, 11, 22))
        closed = find(w, names, date(2026, 11, 2), date(2026, 11, 6))
        inspections.reply(w, closed, date(2026, 11, 4))
        inspections.verify(w, closed, date(2026, 11, 5), passed=True)
        bare = find(w, names, date(2026, 11, 23), None)
    now = look(office)
    found = [[row.id for row in now.rows(rank)] for rank in (LATE, SOON, TO_VERIFY, TO_ORDER)]
    assert found == [[late], [soon], [told], [bare]]
    assert (now.rows(LATE)[0].unit, now.rows(TO_VERIFY)[0].replied_on) == ("村建所", date(2026, 11, 22))
    with office.read() as r:
        listed = finding_pages.counts(r, Wanted("all"))
    assert [listed[key] for key in ("overdue", "soon", "to_verify", "to_order")] == [1, 1, 1, 1]
    assert now.found == (bare,)


def test_the_week_names_the_lowest_station_first(office: Db, names: Names) -> None:
    with office.write("录签到") as w:
        go(w, names, "王建国", date(2026, 11, 23), TUESDAY)
        go(w, names, "岳丽娟", date(2026, 11, 23), TUESDAY)
    now = look(office)
    assert [(one.name, one.met, one.owed) for one in now.stations] == [
        ("财政所", 0, 1), ("村建所", 1, 2), ("文化站", 1, 1),
    ]  # fmt: skip
    assert [one.name for one in now.short] == ["财政所", "村建所"]


def test_where_the_quota_is_the_stations_its_visits_count(office: Db, names: Names) -> None:
    with office.write("改规则") as w:
        settings.change(w, date(2026, 11, 1), per_person=False)
        go(w, names, "王建国", date(2026, 11, 23))
    now = look(office)
    assert not now.per_person
    assert {one.name: (one.met, one.owed) for one in now.stations}["村建所"] == (1, 2)


def test_the_badge_of_entry_waits_for_thursday(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        find(w, names, date(2026, 11, 16), date(2026, 11, 20))
    counts = []
    for day in (TUESDAY, THURSDAY):
        with office.read() as r:
            r.today = day
            found = badges(r)
        counts.append((found.overdue, found.short))
    assert counts == [(1, 0), (1, 3)]


@pytest.mark.parametrize("day", [date(2027, 3, 3), date(2026, 12, 31)])
def test_a_year_without_holidays_is_told_and_nobody_is_judged(office: Db, day: date) -> None:
    now = look(office, day)
    assert "2027年放假安排还没有录入" in now.notice
    assert now.stations == ()
    assert len(now.days) == 7


def test_the_days_of_the_week_carry_what_falls_on_them(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        go(w, names, "王建国", date(2026, 11, 23), date(2026, 11, 23))
        go(w, names, "岳丽娟", date(2026, 11, 23))
        inspections.add_inspection(w, date(2026, 11, 23))
        find(w, names, date(2026, 11, 23), THURSDAY)
    monday, thursday, sunday = (look(office).days[n] for n in (0, 3, 6))
    assert (monday.people, monday.ordered, monday.inspections, monday.found) == (2, 1, 1, 1)
    assert thursday.due == 1
    assert (sunday.closes, sunday.off) == ("11月", True)


def test_a_month_with_records_stays_until_it_is_issued(office: Db, names: Names) -> None:
    assert [one.month.text for one in look(office).months] == ["2026-11"]
    with office.write("录签到") as w:
        go(w, names, "王建国", date(2026, 10, 20))
    now = look(office)
    assert [(one.month.text, one.stage) for one in now.months] == [("2026-10", "none"), ("2026-11", "none")]
    assert now.months[0].end == date(2026, 11, 1)


def test_the_first_hour_ends_with_the_record_no_longer_new(office: Db, names: Names) -> None:
    steps = look(office).first_hour
    assert steps is not None and steps.roster and not steps.check_in
    with office.write("录签到") as w:
        go(w, names, "王建国", date(2026, 11, 23))
    steps = look(office).first_hour
    assert steps is not None and steps.check_in and not steps.circular
    assert look(office, TUESDAY + timedelta(days=90)).first_hour is None


def test_nothing_due_and_all_done(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        for person in ("王建国", "村建所/李伟", "财政所/李伟", "岳丽娟"):
            go(w, names, person, date(2026, 11, 23), TUESDAY)
        inspections.add_inspection(w, TUESDAY)
    now = look(office)
    assert now.done
    with office.write("登记问题") as w:
        find(w, names, TUESDAY, date(2026, 12, 8))
    now = look(office)
    assert now.done and now.next_due == (date(2026, 12, 8), 1)


def test_no_question_reads_all_check_ins(office: Db, names: Names) -> None:
    with office.write("录签到") as w:
        go(w, names, "王建国", date(2026, 10, 20), TUESDAY)
    asked: list[tuple[str, object]] = []
    with office.read() as r:
        event.listen(r.conn, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
        today(r)
        badges(r)
        whole = [(sql, values) for sql, values in asked if "LIMIT" not in sql]  # those ask for one row
        plans = [step for sql, values in whole for step in _plan(r, sql, values)]
    touching = [step for step in plans if "check_in" in step]
    assert touching and all(step.startswith("SEARCH") for step in touching)


def _plan(r: Read, sql: str, values: object) -> list[str]:
    found = r.conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type]
    return [str(row[-1]) for row in found]


@pytest.mark.parametrize(
    ("day", "asked", "tours"),
    [
        (TUESDAY, 1, 1),
        (TUESDAY, 2, 2),
        (TUESDAY, 0, 0),
        (date(2026, 2, 18), 1, 0),  # nobody works in that week
        (date(2027, 3, 2), 1, 1),  # its holidays are not known yet
    ],
)
def test_an_inspection_is_asked_for_where_the_office_and_the_week_do(
    office: Db, day: date, asked: int, tours: int
) -> None:
    with office.write("改设置") as w:
        settings.change(w, date(2022, 1, 1), inspections_per_week=asked)
    assert look(office, day).tours == tours


def test_the_circular_of_a_month_says_until_when(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        go(w, names, "王建国", date(2026, 10, 14))
    assert [one.due for one in look(office).months] == [date(2026, 11, 10), date(2026, 12, 10)]
    with office.write("改设置") as w:
        settings.change(w, date(2022, 1, 1), circular_day=0)
    assert [one.due for one in look(office).months] == [None, None]
