"""A year's days off and worked instead (放假安排), read from a sheet or a pasted block."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.db import Db
from core.doors import Write
from core.errors import UserError
from core.exchange.columns import Field, find_heading
from core.exchange.grid import Cell, Fault, Grid, cell_text
from core.queries.settings import holiday_days, holiday_years
from core.rules.calendar import cn_date
from core.rules.holiday_gaps import gaps
from core.services.outcome import Outcome, importing
from core.services.record import HolidayRow, store_holidays
from core.text import Unreadable, parse_day

FIELDS = (
    Field("day", "日期", ("放假日期", "时间", "起始日期", "开始日期"), required=True),
    Field("until", "截止日期", ("结束日期", "至")),
    Field("name", "名称", ("节日", "节假日", "节日名称", "说明")),
    Field("off", "放假/补班", ("类型", "放假或补班", "性质", "安排"), required=True),
)
_OFF, _WORKED = ("放假", "休", "休息", "假", "是"), ("补班", "班", "上班", "调休上班", "否")
_LONGEST = 15  # days of one holiday; more is a slip of the pen


def parse_holidays(grid: Grid) -> list[HolidayRow]:
    """The days of a sheet; UserError names the first row that cannot be read."""
    mapping = find_heading(grid, FIELDS)
    found: dict[date, HolidayRow] = {}
    rows = list(zip(grid.numbers, grid.rows, strict=True))[mapping.first_row :]
    for number, row in rows:
        cells = {key: row[column] for key, column in mapping.columns}
        if not cell_text(cells["day"]):
            continue
        for day in _days(number, cells):
            if found.setdefault(day[0], day)[2] != day[2]:
                raise UserError(f"第{number}行：{cn_date(day[0])}既写放假又写补班，请改正后重新导入。")
    if not found:
        raise UserError(f"“{grid.source}”里没有放假安排，请核对后再导入。")
    return list(found.values())


def _days(number: int, cells: Mapping[str, Cell]) -> list[HolidayRow]:
    kind = cell_text(cells["off"])
    if kind not in _OFF + _WORKED:
        raise UserError(f"第{number}行：“{kind}”要写成放假或补班，请改正后重新导入。")
    start = _day(number, cells["day"])
    until = cells.get("until")
    end = _day(number, until) if until is not None and cell_text(until) else start
    if not start <= end < start + timedelta(days=_LONGEST):
        raise UserError(f"第{number}行：{cn_date(start)}到{cn_date(end)}不像一次放假，请核对日期。")
    name = cell_text(cells.get("name", ""))
    days = ((start + timedelta(days=n)) for n in range((end - start).days + 1))
    return [(day, name, kind in _OFF) for day in days]


def _day(number: int, cell: Cell) -> date:
    try:
        return parse_day(cell)
    except Unreadable as error:
        raise UserError(f"第{number}行：{error}") from error


def take_years(w: Write, rows: Iterable[HolidayRow], source: str, *, whole: bool = True) -> list[int]:
    """Store each year the rows name as its newest version; the years, in order.

    A year that lacks a holiday is refused: visits would be asked for on it. With ``whole`` False
    (a single day changed) only 1 January must be there, without which the year is not known.
    """
    years: dict[int, dict[date, HolidayRow]] = {}
    for row in rows:
        years.setdefault(row[0].year, {})[row[0]] = row
    for year, days in sorted(years.items()):
        if date(year, 1, 1) not in days or not days[date(year, 1, 1)][2]:
            raise UserError(f"{year}年的安排里没有1月1日（元旦），看来不全，请补全后再导入。")
        if whole and (lacking := gaps(year, days.values())):
            raise UserError(f"{year}年的安排里{'，'.join(lacking)}，看来不全，请补全后再导入。")
        store_holidays(w, year, sorted(days.values()), w.today, source)
    return sorted(years)


@dataclass(frozen=True, slots=True)
class HolidaySheet:
    """A sheet of arrangements; it is taken in whole or not at all, so it has no faults of single rows."""

    rows: tuple[HolidayRow, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


def holiday_sheet(grid: Grid) -> HolidaySheet:
    return HolidaySheet(tuple(parse_holidays(grid)))


def import_holidays(
    db: Db, sheet: HolidaySheet, *, source: str, strict: bool = False, dry_run: bool = False
) -> Outcome:
    """Take the sheet's years in as one step, counted in days; a year that says the same stays as it is.

    ``strict`` changes nothing: a year half read would count wrong, so one bad row always refuses all.
    """
    del strict
    fresh, same = [], 0
    with importing(db, f"导入放假安排“{source}”", dry_run=dry_run) as w:
        kept = {
            one.year: {(day.day, day.name, day.off) for day in holiday_days(w, one.version_id)}
            for one in holiday_years(w)
        }
        for year in sorted({row[0].year for row in sheet.rows}):
            rows = [row for row in sheet.rows if row[0].year == year]
            if set(rows) == kept.get(year):
                same += len(rows)
            else:
                fresh += rows
        take_years(w, fresh, source)
    known = {row for year in {row[0].year for row in fresh} & kept.keys() for row in kept[year]}
    new = [row for row in fresh if row not in known]
    years = {row[0].year for row in fresh}
    notes = [
        f"{year}年放假安排换成了这一份，已经印发的月份仍按印发时的安排。"
        for year in sorted(years & kept.keys())
    ]
    return Outcome(len(new), 0, same + len(fresh) - len(new), notes=tuple(notes))


def change_day(w: Write, rows: Iterable[HolidayRow], row: HolidayRow, *, keep: bool = True) -> None:
    """A year's arrangement with one day set anew, or (keep=False) without it, as a version of its own."""
    days = {one[0]: one for one in rows}
    days.pop(row[0], None)
    if keep:
        days[row[0]] = row
    take_years(w, days.values(), "手工修改", whole=False)
