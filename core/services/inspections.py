"""Inspections (督查), findings and their rectification: one life per finding, checked at each step."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from core.doors import Write
from core.errors import Conflict, UserError
from core.model import (
    category,
    extension,
    finding,
    hard_case,
    inspection,
    inspection_place,
    opinion,
    photo,
    rectification,
    statement,
)
from core.names import place_then
from core.queries.findings import one_finding
from core.queries.places import stations_of
from core.rules.calendar import cn_date
from core.rules.rectification import fault_of
from core.services.finding_details import KEYS, Told, plain
from core.services.finding_details import fault_of as details_fault
from core.services.late import Gate
from core.settings import settings_at

NOTHING_TOLD = Told()


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
    told: Told = NOTHING_TOLD,
    from_roster: bool = True,
    late_reason: str = "",
    gate: Gate | None = None,
) -> int:
    """A finding; the responsible station comes from the roster when none is named and only one leads.

    ``from_roster`` False: the clerk left it open, it stays 待定责.
    """
    _refuse_future(found_on, w.today)
    _refuse(details_fault(told.values, found_on, w.today))
    if not text.strip():
        raise UserError("问题描述没有填写，请写明发现了什么。")
    gate = gate or Gate(w, late_reason)
    gate.check(found_on)
    area_id = place_then(w, area_id, found_on)
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
        **told.values,
    )
    gate.keep(finding.name, row, found_on)
    return row


def change_finding(w: Write, finding_id: int, *, late_reason: str = "", **values: Any) -> bool:
    """New values of a finding. Found by the station itself or told by people, it belongs to no inspection."""
    day = values.get("found_on")
    values |= plain({key: value for key, value in values.items() if key in KEYS})
    if "source" in values:
        values["inspection_id"] = _round_of(w, finding_id, values["source"])
    old = w.value(select(finding.c.found_on).where(finding.c.id == finding_id))
    if isinstance(day, date) and old is not None and day < old:
        gate = Gate(w, late_reason)
        gate.check(day)
        gate.keep(finding.name, finding_id, day)
    changed = w.update(finding, finding_id, **values)
    _check(w, finding_id)
    now = w.values(finding, finding_id) or {}
    _refuse(details_fault(now, now["found_on"], w.today))
    return changed


def _round_of(w: Write, finding_id: int, source: str | None) -> int | None:
    """The inspection a finding belongs to once its source is said: its own, else the last of its day."""
    if source is not None:
        return None
    old = w.values(finding, finding_id) or {}
    own: int | None = old.get("inspection_id")
    return own if own is not None else _last_tour(w, old.get("found_on"))


def _last_tour(w: Write, day: date | None) -> int | None:
    c = inspection.c
    found: int | None = w.value(select(c.id).where(c.day == day).order_by(c.id.desc()))
    return found


def tour_on(w: Write, day: date, inspectors: str | None = None, *, late_reason: str = "") -> int:
    """The day's last inspection, made when there is none yet: a sheet keyed in later goes on in it."""
    kept = _last_tour(w, day)
    return kept if kept is not None else add_inspection(w, day, inspectors, late_reason=late_reason)


def change_inspection(w: Write, inspection_id: int, **values: Any) -> bool:
    return w.update(inspection, inspection_id, **values)


def set_places(w: Write, inspection_id: int, area_ids: Iterable[int]) -> int:
    """Where a round went, also where it found nothing (不放过一个死角); how many places came or went."""
    c = inspection_place.c
    kept = dict(
        w.all(select(c.area_id, c.id).where(c.inspection_id == inspection_id), lambda *row: (row[0], row[1]))
    )
    wanted = list(dict.fromkeys(area_ids))
    new = [one for one in wanted if one not in kept]
    gone = [row for area_id, row in kept.items() if area_id not in wanted]
    w.delete_all(inspection_place, gone)
    for one in new:
        w.insert(inspection_place, inspection_id=inspection_id, area_id=one)
    return len(new) + len(gone)


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
        for table in (opinion, hard_case, statement):  # what was said of it stays
            for row in w.column(select(table.c.id).where(table.c.finding_id == finding_id)):
                w.update(table, row, finding_id=None)
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


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise UserError(fault)


def _refuse_future(day: date, today: date) -> None:
    if day > today:
        raise UserError(f"日期{cn_date(day)}在今天之后，请核对。")
