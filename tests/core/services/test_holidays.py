"""A year's days off from a sheet: ranges, refusals by row, versions that leave the old ones alone."""

from datetime import date

import pytest

from core.db import Db
from core.errors import UserError
from core.exchange.read import read_clipboard
from core.queries.circular_pages import moved_since_issue
from core.queries.circulars import issued_circulars
from core.queries.month import evaluate_month
from core.queries.records import holidays
from core.queries.settings import holiday_days, holiday_years
from core.queries.weeks import station_weeks
from core.rules.calendar import Month
from core.services import check_ins, circulars
from core.services.holidays import change_day, parse_holidays, take_years
from reports.render import circular_paper

HEAD = "日期\t截止日期\t名称\t放假/补班\n"
NEW_YEAR = HEAD + "2027年1月1日\t2027年1月3日\t元旦\t放假\n2027-1-9\t\t元旦\t补班\n"
YEAR = NEW_YEAR + (  # as invented as the township: 2027's is not published yet
    "2027-2-5\t2027-2-12\t春节\t放假\n2027-4-3\t2027-4-5\t清明节\t放假\n"
    "2027-5-1\t2027-5-5\t劳动节\t放假\n2027-6-9\t\t端午节\t放假\n"
    "2027-9-15\t\t中秋节\t放假\n2027-10-1\t2027-10-7\t国庆节\t放假\n"
)


def test_ranges_are_spread_over_their_days() -> None:
    rows = parse_holidays(read_clipboard(NEW_YEAR))
    assert rows == [
        (date(2027, 1, 1), "元旦", True),
        (date(2027, 1, 2), "元旦", True),
        (date(2027, 1, 3), "元旦", True),
        (date(2027, 1, 9), "元旦", False),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2027-1-1\t\t元旦\t也许", "第2行"),
        ("2027-1-3\t2027-1-1\t元旦\t放假", "第2行"),
        ("2027-2-30\t\t元旦\t放假", "第2行.*2027-2-30"),
        ("", "没有放假安排"),
        ("2027-1-1\t2027-1-3\t元旦\t放假\n2027-1-2\t\t元旦\t补班", "第3行：2027年1月2日既写放假又写补班"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(line: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        parse_holidays(read_clipboard(HEAD + line + "\n"))


def test_a_year_becomes_known(office: Db) -> None:
    with office.write("导入2027年放假安排") as w:
        assert take_years(w, parse_holidays(read_clipboard(YEAR)), "粘贴") == [2027]
    with office.read() as r:
        assert 2027 in holidays(r).years
        newest = holiday_years(r)[0]
        assert (newest.year, newest.off, newest.worked) == (2027, 28, 1)


def test_a_year_without_new_year_is_not_complete(office: Db) -> None:
    rows = [(date(2027, 10, 1), "国庆节", True)]
    with pytest.raises(UserError, match="元旦"), office.write("导入2027年放假安排") as w:
        take_years(w, rows, "粘贴")


def test_a_year_with_a_gap_is_refused_in_one_sentence(office: Db) -> None:
    """A 国庆节 nobody entered would be a week in which everybody was asked to be out."""
    rows = [one for one in parse_holidays(read_clipboard(YEAR)) if one[1] != "国庆节"]
    said = "^2027年的安排里没有国庆节，看来不全，请补全后再导入。$"
    with pytest.raises(UserError, match=said), office.write("导入") as w:
        take_years(w, rows, "粘贴")
    rows = [one for one in parse_holidays(read_clipboard(YEAR)) if one[0] != date(2027, 10, 4)]
    with pytest.raises(UserError, match="10月4日夹在放假中间没有写"), office.write("导入") as w:
        take_years(w, rows, "粘贴")
    with office.read() as r:
        assert 2027 not in holidays(r).years


def test_one_day_changed_is_a_new_version(office: Db) -> None:
    with office.read() as r:
        old = next(one for one in holiday_years(r) if one.year == 2026)
        before = holiday_days(r, old.version_id)
    extra = (date(2026, 11, 25), "庆典", True)
    rows = [(one.day, one.name, one.off) for one in before]
    with office.write("修改放假安排") as w:
        change_day(w, rows, extra)
    with office.read() as r:
        new = next(one for one in holiday_years(r) if one.year == 2026)
        assert new.version_id != old.version_id
        assert len(holiday_days(r, new.version_id)) == len(before) + 1
        assert holiday_days(r, old.version_id) == before
    with office.write("修改放假安排") as w:
        change_day(w, [*rows, extra], extra, keep=False)
    with office.read() as r:
        newest = next(one for one in holiday_years(r) if one.year == 2026)
        assert holiday_days(r, newest.version_id) == before


def _required(office: Db, month: Month) -> set[tuple[int, int]]:
    with office.read() as r:
        found, _ = evaluate_month(r, month)
        weeks = [one.week for one in found.quotas]
        shown = station_weeks(r, sorted(set(weeks)), found.cutoff)
    asked = {(one.week.number, one.required) for one in found.quotas}
    assert asked == {(q.week.number, q.required) for cell in shown.cells.values() for q in cell.quotas}
    return asked


def test_an_issued_month_keeps_the_table_of_its_time(office: Db) -> None:
    """国务院 changed 2019's and 2020's once more in mid-year: what went out is judged as it went out."""
    october = Month(2026, 10)
    with office.write("登记签到") as w:
        check_ins.add(w, 1, date(2026, 10, 20))
    before = _required(office, october)
    circulars.issue(office, october, circular_paper)
    with office.read() as r:
        old = next(one for one in holiday_years(r) if one.year == 2026)
        rows = [(one.day, one.name, one.off) for one in holiday_days(r, old.version_id)]
    week = [(date(2026, 10, 19 + n), "调整放假", True) for n in range(5)]
    with office.write("修改放假安排") as w:
        take_years(w, [*rows, *week], "手工修改")
    assert _required(office, october) == before
    with office.read() as r:
        assert moved_since_issue(r) is None  # nothing to put right
        assert date(2026, 10, 20) in holidays(r).off
    with office.write("更正") as w:
        circulars.begin_correction(w, issued_circulars(w)[0].id)
    assert _required(office, october) == {(n, 0 if n == 43 else need) for n, need in before}


def test_a_month_not_issued_is_judged_by_the_newest_table(office: Db) -> None:
    with office.read() as r:
        old = next(one for one in holiday_years(r) if one.year == 2026)
        rows = [(one.day, one.name, one.off) for one in holiday_days(r, old.version_id)]
    week = [(date(2026, 10, 19 + n), "调整放假", True) for n in range(5)]
    with office.write("修改放假安排") as w:
        take_years(w, [*rows, *week], "手工修改")
    assert (43, 0) in _required(office, Month(2026, 10))
