"""Inspections (督查), findings and their rectification: one life per finding, checked at each step."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.errors import Conflict, UserError
from core.exchange.records import FindingLine, FindingSheet
from core.model import category, extension, finding, inspection, photo, rectification
from core.names import Names, names_of
from core.queries.findings import one_finding
from core.queries.places import stations_of
from core.rules.calendar import cn_date
from core.rules.rectification import fault_of
from core.services.late import Gate
from core.services.outcome import Outcome, by_row, importing, refuse_if_strict
from core.settings import settings_at


def add_inspection(
    w: Write,
    day: date,
    inspectors: str | None = None,
    note: str | None = None,
    *,
    late_reason: str = "",
    gate: Gate | None = None,
) -> int:
    """A round of inspection (周督查)."""
    _refuse_future(day, w.today)
    gate = gate or Gate(w, late_reason)
    gate.check(day)
    row = w.insert(inspection, day=day, inspectors=inspectors or None, note=note or None)
    gate.keep(inspection.name, row, day)
    return row


def add_finding(
    w: Write,
    found_on: date,
    text: str,
    *,
    area_id: int | None = None,
    place: str | None = None,
    category_id: int | None = None,
    unit_id: int | None = None,
    severe: bool | None = None,
    fixed_on_spot: bool = False,
    inspection_id: int | None = None,
    recurrence_of: int | None = None,
    from_roster: bool = True,
    late_reason: str = "",
    gate: Gate | None = None,
) -> int:
    """A finding; the responsible station comes from the roster when none is named and only one leads.

    ``from_roster`` False: the clerk left it open, it stays 待定责.
    """
    _refuse_future(found_on, w.today)
    if not text.strip():
        raise UserError("问题描述没有填写，请写明发现了什么。")
    gate = gate or Gate(w, late_reason)
    gate.check(found_on)
    if from_roster and unit_id is None and area_id is not None:
        unit_id = next(iter(stations_of(w, area_id, found_on)), None)
    if severe is None:
        severe = category_id is not None and bool(
            w.value(select(category.c.severe).where(category.c.id == category_id))
        )
    row = w.insert(
        finding,
        inspection_id=inspection_id,
        found_on=found_on,
        area_id=area_id,
        place=place or None,
        category_id=category_id,
        text=text.strip(),
        severe=severe,
        fixed_on_spot=fixed_on_spot,
        unit_id=unit_id,
        recurrence_of=recurrence_of,
    )
    gate.keep(finding.name, row, found_on)
    return row


def change_finding(w: Write, finding_id: int, *, late_reason: str = "", **values: Any) -> bool:
    day = values.get("found_on")
    old = w.value(select(finding.c.found_on).where(finding.c.id == finding_id))
    if isinstance(day, date) and old is not None and day < old:
        gate = Gate(w, late_reason)
        gate.check(day)
        gate.keep(finding.name, finding_id, day)
    changed = w.update(finding, finding_id, **values)
    _check(w, finding_id)
    return changed


def tour_on(w: Write, day: date, inspectors: str | None = None, *, late_reason: str = "") -> int:
    """The day's last inspection, made when there is none yet: a sheet keyed in later goes on in it."""
    kept = w.value(select(inspection.c.id).where(inspection.c.day == day).order_by(inspection.c.id.desc()))
    return kept if kept is not None else add_inspection(w, day, inspectors, late_reason=late_reason)


def change_inspection(w: Write, inspection_id: int, **values: Any) -> bool:
    return w.update(inspection, inspection_id, **values)


def set_first_due(w: Write, finding_id: int, due_on: date) -> None:
    """The deadline of the only order while nothing has followed it yet; a finding without one is ordered."""
    last = _last_round(w, finding_id)
    if last is None:
        found_on = w.value(select(finding.c.found_on).where(finding.c.id == finding_id))
        order(w, [finding_id], found_on, due_on)
        return
    if last["number"] > 1 or last["replied_on"] is not None:
        raise UserError(f"第{finding_id}条问题已经在整改中，改期限请在“督查整改”里用“延期”。")
    w.update(rectification, last["id"], due_on=due_on)
    _check(w, finding_id)


def drop_order(w: Write, finding_id: int) -> None:
    """Take back an order nothing has followed, for a finding fixed on the spot or without a station."""
    last = _last_round(w, finding_id)
    if last is None:
        return
    followed = any(last[key] is not None for key in ("acknowledged_on", "replied_on", "verified_on"))
    if last["number"] > 1 or followed:
        raise UserError(f"第{finding_id}条问题已经在整改中，不能这样改；可以在“督查整改”里办理。")
    w.delete_all(
        extension, w.column(select(extension.c.id).where(extension.c.rectification_id == last["id"]))
    )
    w.delete(rectification, last["id"])


def put_back(w: Write, table_name: str, row_id: int, values: dict[str, Any]) -> bool:
    """恢复此值: old values of a finding or of its life; the whole life must still make sense."""
    table = _LIFE[table_name]
    changed = w.update(table, row_id, **values)
    _check(w, _finding_of(w, table_name, row_id))
    return changed


def _finding_of(w: Write, table_name: str, row_id: int) -> int:
    if table_name == extension.name:
        row_id = w.value(select(extension.c.rectification_id).where(extension.c.id == row_id))
        table_name = rectification.name
    if table_name == rectification.name:
        row_id = w.value(select(rectification.c.finding_id).where(rectification.c.id == row_id))
    return row_id


_LIFE = {one.name: one for one in (finding, rectification, extension)}


def each(ids: Iterable[int], step: Callable[[int], object]) -> int:
    """One step for several findings, all or none; a refusal names the finding. The number done."""
    count = 0
    many = list(ids)
    for finding_id in many:
        try:
            step(finding_id)
        except UserError as error:
            named = len(many) == 1 or f"第{finding_id}条" in str(error)
            raise error if named else UserError(f"第{finding_id}条：{error}") from error
        count += 1
    return count


def remove_findings(w: Write, ids: Iterable[int]) -> int:
    """Findings with all that hangs on them; one undo brings everything back."""
    count = 0
    for finding_id in ids:
        rounds = w.column(select(rectification.c.id).where(rectification.c.finding_id == finding_id))
        w.delete_all(
            extension, w.column(select(extension.c.id).where(extension.c.rectification_id.in_(rounds)))
        )
        w.delete_all(rectification, rounds)
        w.delete_all(photo, w.column(select(photo.c.id).where(photo.c.finding_id == finding_id)))
        for again in w.column(select(finding.c.id).where(finding.c.recurrence_of == finding_id)):
            w.update(finding, again, recurrence_of=None)
        w.delete(finding, finding_id)
        count += 1
    return count


# -- the steps of rectification --------------------------------------------------------------------


def order(
    w: Write, ids: Iterable[int], issued_on: date, due_on: date | None = None, order_no: str | None = None
) -> int:
    """交办 with a deadline (限期整改), or again after a failed verification; the number of findings."""
    due = due_on or issued_on + timedelta(days=settings_at(w, issued_on).due_days)
    count = 0
    for finding_id in ids:
        last = _last_round(w, finding_id)
        if last is not None and last["passed"] is not False:
            raise UserError(f"第{finding_id}条问题已经交办，不用重复交办；需要改期限请用“延期”。")
        w.insert(
            rectification,
            finding_id=finding_id,
            number=1 if last is None else last["number"] + 1,
            order_no=order_no or None,
            issued_on=issued_on,
            due_on=due,
        )
        _check(w, finding_id)
        count += 1
    return count


def acknowledge(w: Write, finding_id: int, day: date) -> None:
    """签收."""
    _step(w, finding_id, acknowledged_on=day)


def reply(w: Write, finding_id: int, day: date, *, done_on: date | None = None, text: str = "") -> None:
    """回执: the station reports; ``done_on`` is the day the work was finished, kept beside the report's."""
    _step(w, finding_id, replied_on=day, done_on=done_on or day, reply=text or None)


def verify(w: Write, finding_id: int, day: date, *, passed: bool, verifier: str = "") -> None:
    """复核: passed closes the finding (销号), failed asks for a new order."""
    _step(w, finding_id, verified_on=day, passed=passed, verifier=verifier or None)


def extend(
    w: Write, finding_id: int, *, asked_on: date, new_due_on: date, reason: str, approver: str = ""
) -> None:
    """延期: only asked for on or before the due date; the original date is kept."""
    if not reason.strip():
        raise UserError("延期要写明原因，请填写后再试。")
    last = _open_round(w, finding_id)
    w.insert(
        extension,
        rectification_id=last["id"],
        asked_on=asked_on,
        new_due_on=new_due_on,
        reason=reason.strip(),
        approver=approver or None,
    )
    _check(w, finding_id)


def _step(w: Write, finding_id: int, **values: Any) -> None:
    last = _open_round(w, finding_id)
    days = [value for value in values.values() if isinstance(value, date)]
    for day in days:
        _refuse_future(day, w.today)
    w.update(rectification, last["id"], **values)
    _check(w, finding_id)


def _last_round(w: Write, finding_id: int) -> dict[str, Any] | None:
    row_id = w.value(
        select(rectification.c.id)
        .where(rectification.c.finding_id == finding_id)
        .order_by(rectification.c.number.desc())
        .limit(1)
    )
    return None if row_id is None else w.values(rectification, row_id)


def _open_round(w: Write, finding_id: int) -> dict[str, Any]:
    last = _last_round(w, finding_id)
    if last is None:
        raise UserError(f"第{finding_id}条问题还没有交办，请先交办。")
    if last["passed"] is not None:
        raise UserError(f"第{finding_id}条问题已经复核过，请先再次交办或撤销复核。")
    return last


def _check(w: Write, finding_id: int) -> None:
    """The whole life must still make sense; otherwise the sentence goes to the clerk and nothing is kept."""
    one = one_finding(w, finding_id)
    if one is None:
        raise Conflict(f"第{finding_id}条问题已经被删除，请刷新后再试。")
    fault = fault_of(one)
    if fault is not None:
        raise UserError(fault)


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise UserError(f"日期{cn_date(day)}在今天之后，请核对。")


# -- a sheet of findings ---------------------------------------------------------------------------


def import_findings(
    db: Db,
    sheet: FindingSheet,
    *,
    source: str,
    strict: bool = False,
    dry_run: bool = False,
    late_reason: str = "",
) -> Outcome:
    """Take a parsed sheet in as one step; findings of one day join that day's inspection.

    A line whose day, area, place and text are already kept changes nothing. ``late_reason`` is given
    once for all its late lines; without it they are refused.
    """
    faults = tuple(fault.text for fault in sheet.faults)
    refuse_if_strict(faults, strict)
    refused: list[str] = []
    notes = [*sheet.notes]
    new = unchanged = 0
    with importing(db, f"导入问题“{source}”", dry_run=dry_run) as w:
        names, gate = names_of(w), Gate(w, late_reason)
        categories = dict(w.all(select(category.c.name, category.c.id), lambda *row: row))
        kept = {tuple(row) for row in w.conn.execute(select(*_SAME))}
        rounds: dict[date, int] = dict(w.all(select(inspection.c.day, inspection.c.id), lambda *row: row))
        for line in sheet.lines:
            values = _finding_values(w, line, names, categories)
            if isinstance(values, str):
                refused.append(f"第{line.row}行：{values}")
                continue
            key = (values["found_on"], values["area_id"], values["place"], values["text"])
            if key in kept:
                unchanged += 1
                continue
            late = gate.fault(line.day)
            if late is not None:
                refused.append(f"第{line.row}行：{late}")
                continue
            kept.add(key)
            if len(line.units) > 1:
                notes.append(
                    f"第{line.row}行写了{len(line.units)}个责任站所，一条问题由一个站所负责，记在“{line.units[0]}”。"
                )
            if line.day not in rounds:
                rounds[line.day] = add_inspection(w, line.day, gate=gate)
            row_id = add_finding(w, **values, inspection_id=rounds[line.day], gate=gate)
            if line.due_on is not None and not line.fixed_on_spot:
                order(w, [row_id], line.day, line.due_on)
            new += 1
        refuse_if_strict(tuple(refused), strict)
    notes += names.notes
    return Outcome(new=new, unchanged=unchanged, refused=by_row((*faults, *refused)), notes=tuple(notes))


_SEVERE = {"严重", "重大", "是", "高", "较重"}
_NOT_SEVERE = {"一般", "轻微", "较轻", "否", "低"}
_SAME = (finding.c.found_on, finding.c.area_id, finding.c.place, finding.c.text)


def _severe(words: str | None) -> bool | None:
    """None where the sheet does not say: the category decides."""
    if words in _SEVERE:
        return True
    return False if words in _NOT_SEVERE else None


def _answered_for(w: Write, line: FindingLine, place: int | str | None, station: int | str | None) -> bool:
    """An order goes to a station: the one written down, or the one the roster gives for the place."""
    if station is not None or line.fixed_on_spot:
        return True
    return isinstance(place, int) and bool(stations_of(w, place, line.day))


def _finding_values(
    w: Write, line: FindingLine, names: Names, categories: dict[str, int]
) -> dict[str, Any] | str:
    """The line as a row, or what is wrong with it."""
    place = names.area(line.area, line.day) if line.area else None
    station = names.unit(line.units[0], line.day) if line.units else None
    fault = next((one for one in (place, station) if isinstance(one, str)), None)
    if fault is not None:
        return fault
    if line.day > w.today:
        return f"日期{cn_date(line.day)}在今天之后，请核对。"
    if line.due_on is not None and line.due_on < line.day:
        return "整改期限早于发现日期，请核对。"
    if line.due_on is not None and not _answered_for(w, line, place, station):
        return "写了整改期限，但名册里查不到责任站所，请补上“责任站所”。"
    if line.category and line.category not in categories:
        categories[line.category] = w.insert(
            category, name=line.category, heading="其他", severe=False, sort=len(categories) + 1
        )
    return {
        "found_on": line.day,
        "text": line.description,
        "area_id": place,
        "place": line.place,
        "category_id": categories.get(line.category) if line.category else None,
        "unit_id": station,
        "severe": _severe(line.severity),
        "fixed_on_spot": line.fixed_on_spot,
    }
