"""Check-ins (签到): paper records keyed in, one by one or as a sheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.errors import UserError
from core.exchange.records import CheckInLine, CheckInSheet
from core.model import check_in, person
from core.names import Names, names_of, place_then
from core.pinyin import initials
from core.queries.findings import all_of
from core.rules.calendar import cn_date
from core.services.late import Gate
from core.services.outcome import Outcome, by_row, importing, refuse_if_strict
from core.text import clean_name


def add(
    w: Write,
    person_id: int,
    day: date,
    *,
    area_id: int | None = None,
    note: str | None = None,
    sheet_no: str | None = None,
    kind: str | None = None,
    late_reason: str = "",
    gate: Gate | None = None,
) -> int:
    """Key in one line; a second one of the same person, day and area is kept and counted once.

    ``kind`` ON_SPOT: a deputy's day on the spot. A line keyed in late needs ``late_reason``, or the
    ``gate`` of its whole sheet.
    """
    fault = fault_of_day(day, w.today)
    if fault is not None:
        raise UserError(fault)
    gate = gate or Gate(w, late_reason)
    gate.check(day)
    row = w.insert(
        check_in,
        person_id=person_id,
        area_id=place_then(w, area_id, day),
        day=day,
        note=note or None,
        sheet_no=sheet_no or None,
        keyed_on=w.today,
        kind=kind or None,
    )
    gate.keep(check_in.name, row, day)
    return row


_BLOCK = 500  # lines of a block written at once
ON_SPOT = "驻点"  # 方案四(一)2: the deputy in charge stays on the spot
_VISITS = frozenset({"到岗", "签到", "巡查", "走访", "一般"})  # what offices call an ordinary line


def kind_of(words: str | None) -> str | None:
    """What a sheet says of the kind of a line: ON_SPOT, or none for a visit; UserError for anything else."""
    if not words or words in _VISITS:
        return None
    if words != ON_SPOT:
        raise UserError(f"方式“{words}”不认识，驻点的写“{ON_SPOT}”，一般到岗留空。")
    return ON_SPOT


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as the clerk means it, names resolved."""

    person_id: int
    day: date
    area_id: int | None = None
    note: str = ""
    sheet_no: str = ""
    kind: str = ""


def add_lines(w: Write, lines: Iterable[NewLine], *, late_reason: str = "") -> list[int]:
    """Key in a whole sheet; the ids in the order of the lines. UserError for a day to come."""
    gate = Gate(w, late_reason)
    return [
        add(
            w,
            one.person_id,
            one.day,
            area_id=one.area_id,
            note=one.note.strip(),
            sheet_no=one.sheet_no.strip(),
            kind=one.kind,
            gate=gate,
        )
        for one in lines
    ]


def add_each(
    w: Write,
    lines: Sequence[NewLine],
    *,
    late_reason: str = "",
    told: Callable[[int], object] | None = None,
) -> list[int | UserError]:
    """Key in a long block: the id of each line, or why it is not taken; one that is refused stops no other.

    ``told`` hears how many lines are written; what it raises takes all of them back.
    """
    gate, places = Gate(w, late_reason), cache(partial(place_then, w))
    answers: list[int | UserError] = []
    for first in range(0, len(lines), _BLOCK):
        part = lines[first : first + _BLOCK]
        rows = [_row_of(one, w.today, gate, places) for one in part]
        ids = iter(w.insert_many(check_in, [row for row in rows if not isinstance(row, UserError)]))
        made = [row if isinstance(row, UserError) else next(ids) for row in rows]
        for one, row_id in zip(part, made, strict=True):
            if isinstance(row_id, int):
                gate.keep(check_in.name, row_id, one.day)
        answers += made
        if told is not None:
            told(len(answers))
    return answers


def _row_of(
    one: NewLine, today: date, gate: Gate, places: Callable[[int | None, date], int | None]
) -> dict[str, Any] | UserError:
    fault = fault_of_day(one.day, today)
    if fault is not None:
        return UserError(fault)
    try:
        gate.check(one.day)
        place = places(one.area_id, one.day)
    except UserError as error:
        return error
    return {
        "person_id": one.person_id,
        "area_id": place,
        "day": one.day,
        "note": one.note.strip() or None,
        "sheet_no": one.sheet_no.strip() or None,
        "keyed_on": today,
        "kind": one.kind or None,
    }


def add_stranger(w: Write, name: str) -> int:
    """A person the roster does not know yet, without a post until the roster names one; the id."""
    plain = clean_name(name)
    if not plain:
        raise UserError("请先写姓名，再新增。")
    return w.insert(person, name=plain, initials=initials(plain))


def fault_of_day(day: date, today: date) -> str | None:
    return f"日期{cn_date(day)}在今天之后，请核对。" if day > today else None


def change(w: Write, ids: Iterable[int], *, late_reason: str = "", **values: Any) -> int:
    """One value into many rows; the number of rows it changed.

    A day moved so far back that the row was keyed in late needs its reason too.
    """
    many = list(ids)
    day: date | None = values.get("day")
    if day is not None:
        _move(w, many, day, Gate(w, late_reason))
    return sum(w.update(check_in, row, **values) for row in many)


def _move(w: Write, ids: list[int], day: date, gate: Gate) -> None:
    """Refuse a day that cannot be, log one moved back too far."""
    fault = fault_of_day(day, w.today)
    if fault is not None:
        raise UserError(fault)
    for row, keyed_on in _moved_back(w, ids, day):
        gate.check(day, keyed_on)
        gate.keep(check_in.name, row, day, keyed_on)


def _moved_back(w: Write, ids: list[int], day: date) -> list[tuple[int, date]]:
    """The rows whose day would become an earlier one, with the day each was keyed in."""
    c = check_in.c
    return w.all(
        select(c.id, c.keyed_on).where(c.id.in_(all_of(ids)), c.day > day), lambda row, keyed: (row, keyed)
    )


def remove(w: Write, ids: Iterable[int]) -> int:
    return w.delete_all(check_in, ids)


Key = tuple[int, int | None, date]


def import_check_ins(
    db: Db,
    sheet: CheckInSheet,
    *,
    source: str,
    strict: bool = False,
    dry_run: bool = False,
    late_reason: str = "",
) -> Outcome:
    """Take a parsed sheet in as one step. A line the record already holds changes nothing.

    ``late_reason`` is given once for all its late lines; without it they are refused.
    """
    faults = tuple(fault.text for fault in sheet.faults)
    refuse_if_strict(faults, strict)
    with importing(db, f"导入签到“{source}”", dry_run=dry_run) as w:
        names = names_of(w)
        rows, refused = _resolved(sheet.lines, names, w.today)
        fresh = _not_yet_there(w, [row for row, _ in rows])
        known = len(rows) - len(fresh)
        gate = Gate(w, late_reason)
        fresh, late = _in_time(fresh, rows, gate)
        refused += late
        refuse_if_strict(refused, strict)
        ids = w.insert_many(check_in, fresh)
        for row_id, row in zip(ids, fresh, strict=True) if gate.reason else ():  # without one none is late
            gate.keep(check_in.name, row_id, row["day"])
    return Outcome(
        new=len(fresh),
        unchanged=known,
        refused=by_row(faults + refused),
        notes=tuple(names.notes),
    )


def _in_time(
    fresh: list[dict[str, Any]], rows: list[tuple[dict[str, Any], int]], gate: Gate
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Of the new lines those the gate lets in, and a refusal for each of the others."""
    faults = {day: gate.fault(day) for day in {row["day"] for row in fresh}}
    if not any(faults.values()):
        return fresh, ()
    taken, refused = [], []
    numbers = {id(row): number for row, number in rows}
    for row in fresh:
        fault = faults[row["day"]]
        if fault is None:
            taken.append(row)
        else:
            refused.append(f"第{numbers[id(row)]}行：{fault}")
    return taken, tuple(refused)


def _resolved(
    lines: Sequence[CheckInLine], names: Names, today: date
) -> tuple[list[tuple[dict[str, Any], int]], tuple[str, ...]]:
    """The lines as rows with their number in the sheet, and what is wrong with the others."""
    rows: list[tuple[dict[str, Any], int]] = []
    refused: list[str] = []
    places = cache(names.area)  # a month's sheet repeats few places and days
    for line in lines:
        who = names.person(f"{line.unit}/{line.person}" if line.unit else line.person)
        place = places(line.area, line.day) if line.area else None
        kind, wrong = _kind(line.kind)
        fault = _fault_of(who, place) or fault_of_day(line.day, today) or wrong
        if fault is not None:
            refused.append(f"第{line.row}行：{fault}")
            continue
        values = {
            "person_id": who,
            "area_id": place,
            "day": line.day,
            "note": line.note,
            "sheet_no": line.sheet_no,
            "keyed_on": today,
            "kind": kind,
        }
        rows.append((values, line.row))
    return rows, tuple(refused)


def _kind(words: str | None) -> tuple[str | None, str | None]:
    try:
        return kind_of(words), None
    except UserError as error:
        return None, str(error)


def _fault_of(who: int | str, place: int | str | None) -> str | None:
    if isinstance(who, str):
        return who
    return place if isinstance(place, str) else None


def _not_yet_there(w: Write, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each person, day and area as many lines as the sheet has beyond those already kept."""
    if not rows:
        return []
    days = [row["day"] for row in rows]
    columns = (check_in.c.person_id, check_in.c.area_id, check_in.c.day)
    kept: dict[Key, int] = {}
    found = w.conn.execute(select(*columns).where(check_in.c.day.between(min(days), max(days))))
    for who, place, day in found:
        key = (who, place, day)
        kept[key] = kept.get(key, 0) + 1
    if not kept:
        return rows
    fresh = []
    for row in rows:
        key = (row["person_id"], row["area_id"], row["day"])
        if kept.get(key, 0) > 0:
            kept[key] -= 1
        else:
            fresh.append(row)
    return fresh
