"""统计: weeks as the rule judges them, findings counted once, what is open at each week's end."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from core.db import Db
from core.doors import Write
from core.model import extension, finding, rectification
from core.names import Names
from core.queries.findings import findings_where
from core.queries.stats import Stats, stats, weeks_until
from core.rules.calendar import Month, week_of
from core.rules.rectification import SETTLED, state_at
from core.services import assessment, check_ins, inspections
from core.settings import change
from tests.core.services.conftest import the

TODAY = date(2026, 11, 24)
START = date(2026, 10, 5)


def look(db: Db, count: int = 8, day: date = TODAY) -> Stats:
    with db.read() as r:
        r.today = day
        return stats(r, weeks_until(week_of(day), count))


def go(w: Write, names: Names, person: str, *days: date) -> None:
    for day in days:
        check_ins.add(w, the(names.person(person)), day)


def test_stations_stand_worst_first_and_the_running_week_judges_nobody(office: Db, names: Names) -> None:
    with office.write("录签到") as w:
        go(w, names, "王建国", date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 23))
        go(w, names, "岳丽娟", date(2026, 11, 16), date(2026, 11, 18))
    found = look(office, 2)
    assert [(row.name, row.people, row.met, row.owed) for row in found.stations] == [
        ("财政所", 1, 0, 1), ("村建所", 2, 1, 2), ("文化站", 1, 1, 1),
    ]  # fmt: skip
    last, running = found.stations[0].weeks
    assert last is not None and running is not None
    assert (last.finished, running.finished, running.owed) == (True, False, 1)


def test_an_exempt_week_has_a_reason_and_counts_for_nothing(office: Db, names: Names) -> None:
    with office.write("免计") as w:
        assessment.exempt(
            w, start=date(2026, 11, 16), end=date(2026, 11, 22), reason="抗旱", covers="all",
            unit_id=the(names.unit("财政所")),
        )  # fmt: skip
    row = next(row for row in look(office, 2).stations if row.name == "财政所")
    assert row.weeks[0] is not None
    assert (row.weeks[0].owed, row.owed) == (0, 0)
    assert "抗旱" in row.weeks[0].reason
    assert look(office, 2).stations[-1].name == "财政所"


def test_an_exempt_week_counts_as_met_where_the_office_wants_it(office: Db, names: Names) -> None:
    with office.write("免计") as w:
        change(w, date(2022, 1, 1), exempt_rates="count")
        assessment.exempt(
            w, start=date(2026, 11, 16), end=date(2026, 11, 22), reason="抗旱", covers="all",
            unit_id=the(names.unit("财政所")),
        )  # fmt: skip
    row = next(row for row in look(office, 2).stations if row.name == "财政所")
    assert (row.met, row.owed) == (1, 1)


def test_weeks_of_an_unknown_year_are_left_out_with_a_notice(office: Db) -> None:
    found = look(office, 4, date(2027, 1, 12))
    assert "2027年放假安排还没有录入" in found.notice
    assert [one is not None for one in found.stations[0].weeks] == [True, False, False, False]


def test_categories_name_every_finding_once(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        place = the(names.area("大和社区3组"))
        rows = [
            inspections.add_finding(w, date(2026, 11, 20), "小广告", area_id=place, category_id=kind)
            for kind in (6, 6, 7)
        ]
        bare = inspections.add_finding(w, date(2026, 11, 20), "没有地点")
        inspections.add_finding(w, date(2026, 3, 2), "早先的", area_id=place, category_id=6)
    found = look(office, 8)
    assert [row.all_ids for row in found.categories] == [tuple(rows[:2]), (bare,), (rows[2],)]
    assert found.units[-1] == (0, "待定责")
    assert found.categories[1].ids == {0: (bare,)}


def test_a_month_tells_what_was_closed_and_what_in_time(office: Db, names: Names) -> None:
    with office.write("登记") as w:
        place = the(names.area("大和社区3组"))
        on_time, late, still = (
            inspections.add_finding(w, date(2026, 10, 20), "楼道堆放", area_id=place) for _ in range(3)
        )
        spot = inspections.add_finding(w, date(2026, 10, 20), "当场改", area_id=place, fixed_on_spot=True)
        inspections.order(w, [on_time, late, still], date(2026, 10, 20), date(2026, 10, 23))
        for row, day in ((on_time, date(2026, 10, 22)), (late, date(2026, 10, 27))):
            inspections.reply(w, row, day)
            inspections.verify(w, row, day, passed=True)
    newest = look(office, 1).months
    assert [row.month for row in newest] == [Month(2026, 11), Month(2026, 10)]
    october = newest[1]
    assert october.found == (on_time, late, still, spot)
    assert (october.closed, october.in_time, october.open) == (
        (on_time, late, spot), (on_time, spot), (still,),
    )  # fmt: skip


histories = st.lists(
    st.tuples(st.integers(0, 60), st.booleans(), st.one_of(st.none(), st.integers(0, 30))), max_size=12
)


@given(histories)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20)
def test_open_at_a_weeks_end_is_what_the_rule_calls_unsettled(
    office: Db, names: Names, history: list[tuple[int, bool, int | None]]
) -> None:
    with office.write("准备") as w:
        for table in (extension, rectification, finding):
            w.conn.execute(delete(table))
        for found, spot, closes in history:
            day = min(START + timedelta(days=found - 10), TODAY)
            row = inspections.add_finding(
                w, day, "问题", area_id=the(names.area("大和社区3组")), fixed_on_spot=spot
            )
            if not spot and closes is not None:
                end = min(day + timedelta(days=closes), TODAY)
                inspections.order(w, [row], day, day + timedelta(days=3))
                inspections.reply(w, row, end)
                inspections.verify(w, row, end, passed=True)
    trend = look(office).trend
    with office.read() as r:
        every = findings_where(r)
    for one in trend:
        until = min(one.week.sunday, TODAY)
        known = [each for each in every if each.found_on <= until]
        assert one.open == sum(state_at(each, until) not in SETTLED for each in known)
        assert one.ids == tuple(each.id for each in every if each.found_on in one.week.days)
