"""统计 as grids of words: three tables of the same make, each cell with its heat and what it opens. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.rules.calendar import cn_range

if TYPE_CHECKING:
    from core.queries.stats import CategoryRow, MonthRow, StationRow, Stats
    from core.queries.weeks import StationWeek
    from core.rules.calendar import Week

THURSDAY = 3  # from then on a week under way is coloured
Target = tuple[str, dict[str, Any]]
LEGEND = (("", "全员"), ("heat1", "75%以上"), ("heat2", "50%—75%"), ("heat3", "不到50%"), ("heat4", "没有人"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: `heat` is a colour token, `sort` its order, `tip` its reason, `to` the rows behind it."""

    text: str = ""
    heat: str = ""
    sort: float = 0.0
    tip: str = ""
    to: Target | None = None
    quiet: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Heads (two lines with a line break), rows, a total, and how wide a column must be in characters."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    note: str = ""
    heated: bool = False
    sort: int = -1  # the column they stand sorted by

    def plain(self) -> list[list[str]]:
        """As the printed list and the sheet have it."""
        lines = (*self.rows, self.total) if self.total else self.rows
        return [[cell.text for cell in line] for line in lines]


def say_weeks(weeks: Sequence["Week"]) -> str:
    """第37—44周 9月7日—11月1日."""
    first, last = weeks[0], weeks[-1]
    numbers = f"第{first.number}周" if first == last else f"第{first.number}—{last.number}周"
    return f"{numbers} {cn_range(first.monday, last.sunday)}"


def percent(part: int, whole: int, digits: int = 1) -> str:
    """46.9%, — where there is nothing to divide by; rounded half up."""
    if not whole:
        return "—"
    scale = 10**digits
    tenths = (2 * part * 100 * scale + whole) // (2 * whole)
    return f"{tenths / scale:.{digits}f}%"


# --- 签到 -----------------------------------------------------------------------------------------


def visits_grid(found: "Stats", times: str, day: date) -> Grid:
    """Station by week: how many met the quota, worst first."""
    counted = "人数" if found.per_person else "应到"
    heads = ("站所", counted, *(_week_head(week, day) for week in found.weeks), f"满{times}率")
    rows = tuple(_station(row, day) for row in found.stations)
    note = f"每周满{times}的人数" if found.per_person else f"每周到的次数，每站所应到{times}"
    return Grid(
        "visits", "签到情况表", heads, rows, _visits_total(found), note, heated=True, sort=len(heads) - 1
    )


def _week_head(week: "Week", day: date) -> str:
    running = "未完" if week.monday <= day <= week.sunday else ""
    return f"第{week.number}周{running}\n{week.monday.month}月{week.monday.day}日"


def _station(row: "StationRow", day: date) -> tuple[Cell, ...]:
    to: Target = ("roster", {"unit": row.id})
    people = row.people or max((one.owed for one in row.weeks if one), default=0)
    rate = row.met / row.owed if row.owed else 2.0
    return (
        Cell(row.name, to=to),
        Cell(str(people), sort=people, quiet=True, to=to),
        *(_week_cell(row.id, one, day) for one in row.weeks),
        Cell(percent(row.met, row.owed), sort=rate, tip=f"{row.met}/{row.owed}，只算已经过完的周"),
    )


def _week_cell(unit: int, one: "StationWeek | None", day: date) -> Cell:
    if one is None:
        return Cell(sort=-2.0)
    to: Target = ("entry", {"week": one.week.monday, "unit": unit})
    if not one.owed:
        return Cell("免", sort=-1.0, tip=one.reason, to=to, quiet=True)
    early = not one.finished and day.weekday() < THURSDAY
    tip = f"{one.met}/{one.owed}" + ("" if one.finished else "，本周还没过完")
    heat = "" if early else heat_of(one.met, one.owed)
    strong = heat in ("heat3", "heat4")
    return Cell(str(one.met), heat, one.met / one.owed, tip, to, quiet=not heat, strong=strong)


def heat_of(met: int, owed: int) -> str:
    """A full cell has no colour; the ramp marks only what is missing."""
    if met >= owed:
        return ""
    if met * 4 >= owed * 3:
        return "heat1"
    if met * 2 >= owed:
        return "heat2"
    return "heat3" if met else "heat4"


def _visits_total(found: "Stats") -> tuple[Cell, ...]:
    if not found.stations:
        return ()
    cells = []
    for number, week in enumerate(found.weeks):
        own = [one for row in found.stations if (one := row.weeks[number])]
        met, owed = sum(one.met for one in own), sum(one.owed for one in own)
        text = percent(met, owed, 0) if owed else ("免" if own else "")
        to: Target | None = ("entry", {"week": week.monday, "unit": None, "missing": True}) if owed else None
        cells.append(Cell(text, tip=f"{met}/{owed}" if owed else "", to=to, strong=True))
    met, owed = sum(row.met for row in found.stations), sum(row.owed for row in found.stations)
    people = sum(
        row.people or max((one.owed for one in row.weeks if one), default=0) for row in found.stations
    )
    return (
        Cell("合计", strong=True),
        Cell(str(people), strong=True),
        *cells,
        Cell(percent(met, owed), strong=True, tip=f"{met}/{owed}，只算已经过完的周"),
    )


# --- 问题分类 -------------------------------------------------------------------------------------


def categories_grid(found: "Stats") -> Grid:
    """Category by station, the commonest first."""
    heads = ("问题类别", "合计", *(name for _, name in found.units))
    rows = tuple(_category(row, found.units) for row in found.categories)
    if not rows:
        return Grid("categories", "问题分类表", heads, ())
    every = [row.all_ids for row in found.categories]
    total = (
        Cell("合计", strong=True),
        _ids(tuple(row for ids in every for row in ids), strong=True),
        *(
            _ids(tuple(row for one in found.categories for row in one.ids.get(unit, ())), strong=True)
            for unit, _ in found.units
        ),
    )
    return Grid("categories", "问题分类表", heads, rows, total, "本期发现的问题，按责任站所", sort=1)


def _category(row: "CategoryRow", units: Sequence[tuple[int, str]]) -> tuple[Cell, ...]:
    cells = (_ids(row.ids.get(unit, ())) for unit, _ in units)
    return Cell(row.name), _ids(row.all_ids, strong=True), *cells


def _ids(ids: tuple[int, ...], none: str = "", *, strong: bool = False) -> Cell:
    """A count that opens exactly its rows; ``none`` stands where there are none."""
    if not ids:
        return Cell(none, strong=strong)
    to: Target = ("findings", {"filter": "all", "ids": ids})
    return Cell(str(len(ids)), sort=len(ids), to=to, strong=strong)


# --- 整改率 ---------------------------------------------------------------------------------------


def months_grid(found: "Stats") -> Grid:
    """Month by month: found, closed, rate, within time; the latest first."""
    heads = ("月份", "发现", "已销号", "整改率", "按期销号", "按期率", "还没销号")
    rows = tuple(_month(row) for row in found.months)
    if not rows:
        return Grid("months", "整改率表", heads, ())
    parts = [
        tuple(one for row in found.months for one in getattr(row, name))
        for name in ("found", "closed", "in_time", "open")
    ]
    total = _rates("合计", *parts, strong=True)
    return Grid("months", "整改率表", heads, rows, total, "最近12个月，按统计周归月；立行立改算已销号")


def _month(row: "MonthRow") -> tuple[Cell, ...]:
    return _rates(row.month.label, row.found, row.closed, row.in_time, row.open)


def _rates(
    name: str,
    found: tuple[int, ...],
    closed: tuple[int, ...],
    in_time: tuple[int, ...],
    still: tuple[int, ...],
    *,
    strong: bool = False,
) -> tuple[Cell, ...]:
    return (
        Cell(name, strong=strong),
        _ids(found, "0", strong=strong),
        _ids(closed, "0", strong=strong),
        Cell(percent(len(closed), len(found)), sort=_ratio(closed, found), strong=strong),
        _ids(in_time, "0", strong=strong),
        Cell(percent(len(in_time), len(closed)), sort=_ratio(in_time, closed), strong=strong),
        _ids(still, "0", strong=strong),
    )


def _ratio(part: Sequence[int], whole: Sequence[int]) -> float:
    return len(part) / len(whole) if whole else -1.0
