"""A new record with what every township starts from: settings, holidays, categories, rubrics."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import resources
from core import backup, settings
from core.db import Clock, Db, create, open_record, wall_clock
from core.doors import Write
from core.errors import UserError
from core.model import area, category, holiday, holiday_version, rubric, rubric_item
from core.place import can_write
from core.rules import defaults
from core.rules.scoring import Rubric
from core.settings import Settings, settings_at

# 方案三(一)–(四): the plan's own words, each heading one of core.ledgers.headings; severe ones touch safety.
CATEGORIES = (
    ("乱扔垃圾", "环境卫生", False),
    ("乱倒垃圾", "环境卫生", False),
    ("乱堆垃圾", "环境卫生", False),
    ("垃圾桶无分类标志", "环境卫生", False),
    ("乱贴小广告", "环境卫生", False),
    ("楼道堵塞", "环境卫生", True),
    ("墙面污损", "环境卫生", False),
    ("玻璃破损", "环境卫生", False),
    ("照明灯损坏", "环境卫生", False),
    ("门前五包未落实", "环境卫生", False),
    ("道路路面破损", "公共设施", False),
    ("无障碍设施损坏", "公共设施", False),
    ("公共绿化带受损", "公共设施", False),
    ("占用消防通道", "安全设施", True),
    ("堵塞消防通道", "安全设施", True),
    ("封闭消防通道", "安全设施", True),
    ("消防设施缺损", "安全设施", True),
    ("物防设施缺损", "安全设施", True),
    ("技防设施缺损", "安全设施", True),
    ("人防不到位", "安全设施", True),
    ("违章搭建", "环境意识", False),
    ("饲养家禽", "环境意识", False),
    ("敞放宠物", "环境意识", False),
    ("宣传栏缺损", "宣传教育", False),
    ("公益广告不达标", "宣传教育", False),
    ("不文明行为", "文明行为", False),
    ("文体活动未开展", "文体活动", False),
    ("志愿服务不到位", "志愿服务", False),
    ("其他", "其他", False),
)


def new_record(path: Path, unit_name: str, plan_date: date, clock: Clock = wall_clock) -> None:
    """Make the record of an office; UserError when the file exists or cannot be written."""
    name = unit_name.strip()
    if not name:
        raise UserError("请填写单位名称，例如“某某乡创文办”。")
    start = Settings.of_office(name, plan_date)

    def township(w: Write) -> None:
        w.insert(area, kind="township", name=start.township)

    create(path, lambda db: fill(db, start, township), clock)


def fill(db: Db, start: Settings, roster: Callable[[Write], None]) -> None:
    """What a new record begins with: settings, ``roster`` (a township at least), lists of the plan."""
    with db.write("新建台账", barrier=True) as w:
        settings.store_all(w, start)
        roster(w)
        w.insert_many(
            category,
            [
                {"name": name, "heading": heading, "severe": severe, "sort": number}
                for number, (name, heading, severe) in enumerate(CATEGORIES, 1)
            ],
        )
        for one in (defaults.STATION, defaults.VILLAGE):
            store_rubric(w, one, settings.ALWAYS)
        for year, rows in _bundled_holidays().items():
            store_holidays(w, year, rows, w.today, "国务院办公厅通知（程序自带）")


def store_rubric(w: Write, one: Rubric, valid_from: date) -> int:
    """A version of a rubric; months from ``valid_from`` on are scored by it."""
    if one.base <= 0:
        raise UserError("基础分要大于0，请改正。")
    rubric_id = w.insert(rubric, kind=one.kind, name=one.name, base=str(one.base), valid_from=valid_from)
    rows = [
        {
            "rubric_id": rubric_id,
            "code": item.code,
            "name": item.name,
            "heading": item.heading,
            "measure": item.measure,
            "points": str(item.points),
            "cap": None if item.cap is None else str(item.cap),
            "half_if_fixed": item.half_if_fixed,
            "veto": item.veto,
            "weight": str(item.weight),
            "bonus": item.bonus,
            "clause": item.clause,
            "standard": item.standard or None,
        }
        for item in one.items
    ]
    w.insert_many(rubric_item, rows)
    return rubric_id


HolidayRow = tuple[date, str, bool]


def _bundled_holidays() -> dict[int, list[HolidayRow]]:
    """A day belongs to the arrangement of its own year, whichever year's notice named it."""
    years: dict[int, list[HolidayRow]] = {}
    with resources.path("holidays.csv").open(encoding="utf-8", newline="") as source:
        for day, name, off in csv.reader(line for line in source if not line.startswith("#")):
            when = date.fromisoformat(day)
            years.setdefault(when.year, []).append((when, name, off == "1"))
    return {year: rows for year, rows in years.items() if any(day == date(year, 1, 1) for day, *_ in rows)}


def store_holidays(w: Write, year: int, rows: list[HolidayRow], adopted_on: date, source: str) -> int:
    """A version of a year's arrangement; the newest one is used, issued months keep theirs."""
    version = w.insert(holiday_version, year=year, adopted_on=adopted_on, source=source)
    w.insert_many(
        holiday, [{"version_id": version, "day": day, "name": name, "off": off} for day, name, off in rows]
    )
    return version


def open_for_work(path: Path, clock: Clock = wall_clock, wait: float | None = None) -> Db:
    """Open for writing: the operator signs each Op, and the day's first change is preceded by a copy."""
    db = open_record(path, clock=clock, wait=wait)
    db.before_first_write = backup.keep_daily
    try:
        with db.read() as r:
            db.actor = settings_at(r, r.today).operator
    except BaseException:
        db.close()  # a damaged record must not stay locked: it is restored from this very program
        raise
    return db


def open_as_allowed(path: Path, clock: Clock = wall_clock, *, look_only: bool = False) -> Db:
    """Open for writing, or only to look where the file or its folder cannot be written."""
    if path.is_file() and (look_only or not can_write(path)):
        return open_record(path, writable=False, clock=clock)
    return open_for_work(path, clock)
