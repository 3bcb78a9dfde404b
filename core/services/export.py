"""Sheets that leave the record (导出): rows as import takes them back, phones masked unless asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Column, Table, select

from core import settings
from core.db import Db
from core.doors import Read
from core.exchange.records import COMPUTED
from core.exchange.write import SheetColumn, Value
from core.model import (
    area,
    assignment,
    category,
    check_in,
    finding,
    person,
    post,
    rectification,
    score_sheet,
    unit,
)
from core.queries.findings import findings_where
from core.queries.month import evaluate_month
from core.queries.settings import holiday_days, holiday_years
from core.queries.standards import standards
from core.rules.calendar import Month, period_of
from core.rules.rectification import STATE_WORDS, state_at
from core.rules.scoring import summary
from core.text import mask_phone

NOT_ASSESSED = "未参加考核"
_LAST_FULL = "last_full_export"


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: its name, its columns and its rows."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: list[tuple[Value, ...]]


def sheet_of(r: Read, kind: str, month: Month | None = None) -> SheetOut:
    """The sheet of a kind: roster, check-ins, findings or scores; of one month, or of all time.

    Scores always belong to a month: by default the last one whose weeks are over.
    """
    if kind == "roster":
        return roster_sheet(r)
    if kind == "check-ins":
        return check_in_sheet(r, month)
    if kind == "holidays":
        return holiday_sheet_of(r)
    if kind == "findings":
        return finding_sheet(r, month)
    return score_sheet_of(r, month or last_full_month(r.today))


def last_full_month(today: date) -> Month:
    """The latest month whose period had ended before ``today``."""
    month = Month.of(today)
    while period_of(month)[1] >= today:
        month = month.previous
    return month


def export_full_roster(db: Db, write: Callable[[SheetOut], int]) -> int:
    """The roster with complete phone numbers; the journal keeps that and when it left the record."""
    with db.write("导出完整电话") as w:
        settings.change(w, w.today, **{_LAST_FULL: db.clock().isoformat(timespec="seconds")})
        return write(roster_sheet(w, full=True))


def holiday_sheet_of(r: Read) -> SheetOut:
    """Every year's arrangement in force, day by day."""
    columns = (
        SheetColumn("日期", 14),
        SheetColumn("名称", 14),
        SheetColumn("放假/补班", 12),
    )
    years = sorted(holiday_years(r), key=lambda one: one.year)
    days = [day for year in years for day in holiday_days(r, year.version_id)]
    return SheetOut("放假安排", columns, [(one.day, one.name, "放假" if one.off else "补班") for one in days])


# -- roster ----------------------------------------------------------------------------------------

_ROSTER = (
    SheetColumn("村（社区）", 16),
    SheetColumn("组别", 12),
    SheetColumn("包保领导", 12),
    SheetColumn("职务", 18),
    SheetColumn("包保站所", 18),
    SheetColumn("责任人", 12),
    SheetColumn("联系电话", 15),
    SheetColumn("起始日期", 13),
    SheetColumn("截止日期", 13),
)


def roster_sheet(r: Read, *, full: bool = False) -> SheetOut:
    """One row per assignment, place by place, the lead's first."""
    people = {row: rest for row, *rest in _rows(r, person.c.id, person.c.name, person.c.phone)}
    units = _names(r, unit)
    titles = _titles(r)
    places = _places(r)
    a = assignment.c
    rows: list[tuple[Value, ...]] = []
    statement = select(a.area_id, a.leader_id, a.unit_id, a.person_id, a.valid_from, a.valid_to).order_by(
        a.area_id, a.valid_from, a.role != "lead", a.id
    )
    for where, leader_id, unit_id, person_id, start, end in r.all(statement, lambda *row: row):
        place = places[where]
        name, phone = people.get(person_id, ("", None))
        rows.append(
            (
                place.village,
                place.below,
                people.get(leader_id, ("", None))[0],
                titles.get(leader_id, ""),
                units.get(unit_id, ""),
                name,
                (phone or "") if full else mask_phone(phone or ""),
                start,
                end,
            )
        )
    return SheetOut("包保名册", _ROSTER, rows)


def _titles(r: Read) -> dict[int, str]:
    """Each leader's title (职务), the present one where there are several."""
    p = post.c
    statement = (
        select(p.person_id, p.title)
        .where(p.role == "leader", p.title.is_not(None))
        .order_by(p.valid_to.is_(None), p.valid_from)
    )
    return dict(r.all(statement, _pair))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a roster's two columns, and in the one word other sheets give it."""

    village: str
    below: str
    label: str


def _places(r: Read) -> dict[int, _Place]:
    """A group is told apart by its village; other places go by their own name (core.names)."""
    rows = {row: rest for row, *rest in _rows(r, area.c.id, area.c.name, area.c.kind, area.c.parent_id)}
    found = {}
    for row, (name, kind, parent) in rows.items():
        above = rows.get(parent)
        if above is None or above[1] == "township":
            found[row] = _Place(name, "", name)
        else:
            found[row] = _Place(above[0], name, above[0] + name if kind == "group" else name)
    return found


# -- check-ins -------------------------------------------------------------------------------------

_CHECK_INS = (
    SheetColumn("姓名", 12),
    SheetColumn("单位", 18),
    SheetColumn("区域", 18),
    SheetColumn("日期", 13),
    SheetColumn("事由", 40),
    SheetColumn("纸单号", 12),
    SheetColumn("方式", 8),
)


def check_in_sheet(r: Read, month: Month | None = None) -> SheetOut:
    """Every check-in, duplicates too; the unit tells people of one name apart."""
    people, places, homes = _names(r, person), _places(r), _homes(r)
    c = check_in.c
    statement = select(c.person_id, c.area_id, c.day, c.note, c.sheet_no, c.kind).order_by(c.day, c.id)
    if month is not None:
        statement = statement.where(c.day.between(*period_of(month)))
    rows: list[tuple[Value, ...]] = [
        (
            people[who],
            _home(homes.get(who, []), day),
            places[where].label if where is not None else "",
            day,
            note or "",
            number or "",
            kind or "",
        )
        for who, where, day, note, number, kind in r.all(statement, lambda *row: row)
    ]
    return SheetOut("签到", _CHECK_INS, rows)


_Home = tuple[date, date | None, str]


def _homes(r: Read) -> dict[int, list[_Home]]:
    """Each person's units with their days, latest first."""
    p = post.c
    found: dict[int, list[_Home]] = {}
    statement = (
        select(p.person_id, p.valid_from, p.valid_to, unit.c.name)
        .join(unit, unit.c.id == p.unit_id)
        .order_by(p.valid_from.desc(), p.id.desc())
    )
    for who, *home in r.all(statement, lambda *row: row):
        found.setdefault(who, []).append((home[0], home[1], home[2]))
    return found


def _home(homes: list[_Home], day: date) -> str:
    """The unit of that day, else the latest one."""
    held = (name for start, end, name in homes if start <= day and (end is None or end >= day))
    return next(held, homes[0][2] if homes else "")


# -- findings --------------------------------------------------------------------------------------

_FINDINGS = (
    SheetColumn("日期", 13),
    SheetColumn("村（社区）", 18),
    SheetColumn("地点", 20),
    SheetColumn("类别", 16),
    SheetColumn("问题描述", 44),
    SheetColumn("责任站所", 18),
    SheetColumn("整改期限", 13),
    SheetColumn("立行立改", 10),
    SheetColumn("严重程度", 10),
    SheetColumn("来源", 10),
    SheetColumn("方面", 16),
    SheetColumn("区域类型", 10),
    SheetColumn("依据条目", 18),
    SheetColumn("协助部门", 18),
    SheetColumn("上报", 18),
    SheetColumn("上报日期", 13),
    SheetColumn("状态", 14),
)


def finding_sheet(r: Read, month: Month | None = None) -> SheetOut:
    """Findings with the deadline first set; 状态 is as of today and not read back."""
    places, units = _places(r), _names(r, unit)
    words = _names(r, category)
    f = finding.c
    within = f.id.is_not(None) if month is None else f.found_on.between(*period_of(month))
    states = {one.id: STATE_WORDS[state_at(one, r.today)] for one in findings_where(r, within)}
    first = rectification.c.number == 1
    due = dict(r.all(select(rectification.c.finding_id, rectification.c.due_on).where(first), _pair))
    columns = (
        f.id,
        f.found_on,
        f.area_id,
        f.place,
        f.category_id,
        f.text,
        f.unit_id,
        f.fixed_on_spot,
        f.severe,
        f.source,
        f.work_area,
        f.location,
        f.standard_id,
        f.partner,
        f.referred_to,
        f.referred_on,
    )
    items = {one.id: one.label for one in standards(r)}
    rows: list[tuple[Value, ...]] = [
        (
            day,
            places[where].label if where is not None else "",
            place or "",
            words.get(kind, ""),
            text,
            units.get(station, ""),
            due.get(row),
            "是" if fixed else "",
            "严重" if severe else "一般",
            source or "督查",
            work_area or "",
            location or "",
            items.get(item, ""),
            partner or "",
            sent or "",
            sent_on,
            states[row],
        )
        for (
            row, day, where, place, kind, text, station, fixed, severe,
            source, work_area, location, item, partner, sent, sent_on,
        ) in r.all(
            select(*columns).where(within).order_by(f.found_on, f.id), lambda *row: row
        )
    ]  # fmt: skip
    return SheetOut("督查问题", _FINDINGS, rows)


# -- scores ----------------------------------------------------------------------------------------

_SCORES = (
    SheetColumn("村/单位", 18),
    SheetColumn("得分", 12),
    SheetColumn("分组", 12),
    SheetColumn("备注", 44),
    SheetColumn("来源", 12),
)


def score_sheet_of(r: Read, month: Month) -> SheetOut:
    """Every unit's score of the month; those kept on paper stand as they were typed in."""
    evaluation, _ = evaluate_month(r, month)
    units = _names(r, unit)
    kept = _kept_on_paper(r, month)
    computed = [
        (units[one.unit_id], _shown(one.total), one.stratum, summary(one), COMPUTED)
        for one in evaluation.sheets
        if one.unit_id not in kept
    ]
    paper = [(units[row], *values, "纸面得分") for row, values in kept.items()]
    return SheetOut(f"{month.label}得分", _SCORES, [*paper, *computed])


def _kept_on_paper(r: Read, month: Month) -> dict[int, tuple[Value, Value, Value]]:
    s = score_sheet.c
    statement = select(s.unit_id, s.score, s.stratum, s.remark).where(s.month == month.text).order_by(s.id)
    return {
        row: (_shown(None if score is None else Fraction(score)), stratum or "", remark or "")
        for row, score, stratum, remark in r.all(statement, lambda *row: row)
    }


def _shown(score: Fraction | None) -> Value:
    return NOT_ASSESSED if score is None else score


# -- names -----------------------------------------------------------------------------------------


def _pair(key: Any, value: Any) -> tuple[Any, Any]:
    return key, value


def _rows(r: Read, *columns: Column[Any]) -> list[tuple[Any, ...]]:
    return r.all(select(*columns), lambda *row: row)


def _names(r: Read, table: Table) -> dict[int, str]:
    return dict(_rows(r, table.c.id, table.c.name))
