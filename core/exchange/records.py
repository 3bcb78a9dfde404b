"""Sheets of check-ins, findings and scores → frozen lines and faults; names are resolved by the services."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from core.exchange import values
from core.exchange.columns import Field, Mapping, find_heading, require_complete
from core.exchange.fields import CHECK_IN_FIELDS, FINDING_FIELDS, SCORE_FIELDS
from core.exchange.grid import Cell, Fault, Grid, cell_text, fault, unreadable
from core.exchange.people import split_qualified
from core.text import Unreadable, parse_day

_DAYS_LEFT = re.compile(r"\+?(\d{1,3})\s*(?:天|日)(?:内|之内|以内)?")
COMPUTED = "程序计算"  # 来源 of an exported total that the record computes again
_YES = {"是", "√", "✓", "✔", "对", "有", "y", "yes", "已整改", "立行立改", "1"}
_NO = {"", "否", "×", "✗", "x", "无", "n", "no", "未整改", "0"}
_NOT_ASSESSED = re.compile(r"未参加|未参评|未参与|不参加|不参与|不参评|未考核|不考核|免考|免予考核")
_DASHES = {"", "-", "—", "——", "/", "－", "无"}
_SCORE = re.compile(r"([+-]?\d{1,6}(?:\.\d{1,12})?|[+-]?\d{1,9}/[1-9]\d{0,8})分?")


@dataclass(frozen=True, slots=True)
class CheckInLine:
    """One visit of one person on one day; a cell with several names gives several lines."""

    row: int
    person: str
    unit: str | None
    area: str | None
    day: date
    note: str | None
    sheet_no: str | None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One problem found; `due_on` is None when the sheet sets no deadline, `severity` as written."""

    row: int
    day: date
    area: str | None
    place: str | None
    category: str | None
    description: str
    units: tuple[str, ...]
    due_on: date | None
    fixed_on_spot: bool
    severity: str | None
    source: str | None = None
    work_area: str | None = None
    location: str | None = None
    standard: str | None = None
    partner: str | None = None
    referred_to: str | None = None
    referred_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A unit's score of the month; None means not assessed, which is never zero."""

    row: int
    unit: str
    score: Fraction | None
    stratum: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class CheckInSheet:
    lines: tuple[CheckInLine, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingSheet:
    lines: tuple[FindingLine, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    lines: tuple[ScoreLine, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def _ready(grid: Grid, mapping: Mapping | None, fields: tuple[Field, ...]) -> Mapping:
    mapping = mapping or find_heading(grid, fields)
    require_complete(grid, mapping)
    return mapping


def parse_check_ins(grid: Grid, mapping: Mapping | None = None) -> CheckInSheet:
    """Read check-ins; the name may carry its unit (村建所/王建国, 李伟（财政所）)."""
    mapping = _ready(grid, mapping, CHECK_IN_FIELDS)
    sieve = values.Sieve(mapping)
    person = values.Column(mapping, "person", _persons)
    day = values.Column(mapping, "day", values.day)
    unit, area, note, sheet_no, kind = (
        values.Column(mapping, key, values.text if key == "note" else values.name)
        for key in ("unit", "area", "note", "sheet_no", "kind")
    )
    lines: list[CheckInLine] = []
    faults: list[Fault] = []
    assert person.index is not None
    assert day.index is not None
    for number, row in values.rows_below(grid, mapping):
        persons = person.memo[row[person.index]]
        when = day.memo[row[day.index]]
        # Totals, remarks and headings never hold both a name and a day, so whole rows skip the sieve.
        if not (persons and type(persons) is tuple and type(when) is date):
            if not sieve.skips(number, row):
                faults += _check_in_faults(number, (person, persons), (day, when))
            continue
        before = len(faults)
        station = unit.read(row, number, faults)
        place = area.read(row, number, faults)
        words = note.read(row, number, faults)
        slip = sheet_no.read(row, number, faults)
        way = kind.read(row, number, faults)
        if len(faults) == before:
            for name, home in persons:
                lines.append(
                    CheckInLine(
                        number,
                        name,
                        home or station or None,
                        place or None,
                        when,
                        words or None,
                        slip or None,
                        way or None,
                    )
                )
    return CheckInSheet(tuple(lines), tuple(faults), (*grid.notes, *sieve.notes()))


def _persons(cell: Cell) -> tuple[tuple[str, str | None], ...]:
    return split_qualified(values.text(cell))


def _check_in_faults(number: int, *read: tuple[values.Column[Any], object]) -> list[Fault]:
    """A fault for each of the name and the day that is missing or cannot be read."""
    return [
        unreadable(number, column.title, value) if isinstance(value, Unreadable) else _missing(number, column)
        for column, value in read
        if not value or isinstance(value, Unreadable)
    ]


def _missing(number: int, column: values.Column[Any]) -> Fault:
    return fault(number, column.title, "没有填写")


def parse_findings(grid: Grid, mapping: Mapping | None = None) -> FindingSheet:
    """Read findings of inspections; a deadline may be a day or a number of days (3天) from the finding."""
    mapping = _ready(grid, mapping, FINDING_FIELDS)
    notes = list(grid.notes)
    reader = _FindingReader(mapping)
    lines: list[FindingLine] = []
    faults: list[Fault] = []
    for number, row in values.data_rows(grid, mapping, notes):
        lines += reader.line(number, row, faults)
    return FindingSheet(tuple(lines), tuple(faults), tuple(notes))


class _FindingReader:
    def __init__(self, mapping: Mapping) -> None:
        self.day = values.Column(mapping, "day", values.day)
        self.area = values.Column(mapping, "area", values.name)
        self.place = values.Column(mapping, "place", values.text)
        self.category = values.Column(mapping, "category", values.text)
        self.description = values.Column(mapping, "description", values.text)
        self.units = values.Column(mapping, "units", values.names)
        self.due = values.Column(mapping, "due", _deadline)
        self.fixed = values.Column(mapping, "fixed", _yes_no)
        self.severity = values.Column(mapping, "severity", values.text)
        self.details = {key: values.Column(mapping, key, values.text) for key in _DETAILS}
        self.referred_on = values.Column(mapping, "referred_on", values.day)

    def line(self, number: int, row: Sequence[Cell], faults: list[Fault]) -> list[FindingLine]:
        before = len(faults)
        day = self.day.read(row, number, faults)
        description = self.description.read(row, number, faults)
        due = self.due.read(row, number, faults)
        area, place = self.area.read(row, number, faults), self.place.read(row, number, faults)
        category, severity = self.category.read(row, number, faults), self.severity.read(row, number, faults)
        units, fixed = self.units.read(row, number, faults), self.fixed.read(row, number, faults)
        told = {key: column.read(row, number, faults) or None for key, column in self.details.items()}
        referred_on = self.referred_on.read(row, number, faults)
        if len(faults) == before:
            due_on = day + due if day and isinstance(due, timedelta) else due
            if day and description and not (isinstance(due_on, date) and due_on < day):
                assert not isinstance(due_on, timedelta)
                line = FindingLine(
                    row=number,
                    day=day,
                    area=area or None,
                    place=place or None,
                    category=category or None,
                    description=description,
                    units=units,
                    due_on=due_on,
                    fixed_on_spot=fixed,
                    severity=severity or None,
                    referred_on=referred_on,
                    **told,
                )
                return [line]
            if not day:
                faults.append(_missing(number, self.day))
            elif not description:
                faults.append(_missing(number, self.description))
            else:
                faults.append(fault(number, self.due.title, "整改期限早于发现日期"))
        return []


_DETAILS = ("source", "work_area", "location", "standard", "partner", "referred_to")


def _deadline(cell: Cell) -> date | timedelta | None:
    words = values.text(cell)
    if found := _DAYS_LEFT.fullmatch(words):
        return timedelta(days=int(found[1]))
    return parse_day(cell) if words else None


def _yes_no(cell: Cell) -> bool:
    words = cell_text(cell).lower()
    if words not in _YES and words not in _NO:
        raise Unreadable(words, "应写“是”或“否”")
    return words in _YES


def parse_scores(grid: Grid, mapping: Mapping | None = None) -> ScoreSheet:
    """Read a month's scores; 未参加考核, or a blank with a remark, is not assessed.

    Rows that an export marked as computed are no scores kept on paper and are left out.
    """
    mapping = _ready(grid, mapping, SCORE_FIELDS)
    notes = list(grid.notes)
    unit, stratum = (values.Column(mapping, key, values.name) for key in ("unit", "stratum"))
    score = values.Column(mapping, "score", read_score)
    remark, source = (values.Column(mapping, key, values.text) for key in ("remark", "source"))
    lines: dict[str, ScoreLine] = {}
    faults: list[Fault] = []
    computed = 0
    for number, row in values.data_rows(grid, mapping, notes):
        before = len(faults)
        if source.read(row, number, faults) == COMPUTED:
            computed += 1
            continue
        line = ScoreLine(
            number,
            unit.read(row, number, faults),
            score.read(row, number, faults),
            stratum.read(row, number, faults) or None,
            remark.read(row, number, faults) or None,
        )
        excused = score.index is not None and bool(_NOT_ASSESSED.search(cell_text(row[score.index])))
        if len(faults) == before and (problem := _score_problem(line, lines, excused)):
            faults.append(fault(number, unit.title if problem[0] == "unit" else score.title, problem[1]))
        if len(faults) == before:
            if line.score == 0 and _NOT_ASSESSED.search(line.remark or ""):
                line = replace(line, score=None)
                notes.append(f"第{number}行“{line.unit}”写明未参加考核，0分按未参加考核导入。")
            lines[line.unit] = line
    if computed:
        notes.append(f"有{computed}行是程序算出的得分，不作为纸面得分导入。")
    return ScoreSheet(tuple(lines.values()), tuple(faults), tuple(notes))


def _score_problem(line: ScoreLine, earlier: dict[str, ScoreLine], excused: bool) -> tuple[str, str] | None:
    if not line.unit:
        return "unit", "没有填写"
    if line.unit in earlier:
        return "unit", f"“{line.unit}”在第{earlier[line.unit].row}行已有得分"
    if line.score is None and not line.remark and not excused:
        return "score", "没有得分，也没有写明未参加考核"
    if line.score and _NOT_ASSESSED.search(line.remark or ""):
        return "score", "既有得分，又写明未参加考核"
    return None


def read_score(cell: Cell) -> Fraction | None:
    """An exact score (93.5, 1/3, 93.5分); None for a blank, a dash or 未参加考核; Unreadable otherwise."""
    words = cell_text(cell)
    if words in _DASHES or _NOT_ASSESSED.search(words):
        return None
    found = None if isinstance(cell, bool) else _SCORE.fullmatch(words)
    if not found:
        raise Unreadable(words, "不是有效的分数")
    return Fraction(found[1])
