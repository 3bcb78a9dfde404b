"""A sheet of findings into the record: what each line means, and what is wrong with it."""

from datetime import date
from typing import Any

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.exchange.records import FindingLine, FindingSheet
from core.model import category, finding, inspection
from core.names import Names, names_of
from core.queries.places import stations_of
from core.queries.standards import Standard, standard_named, standards
from core.rules.calendar import cn_date
from core.services.finding_details import Told, fault_of
from core.services.inspections import add_finding, add_inspection, order
from core.services.late import Gate
from core.services.outcome import Outcome, by_row, importing, refuse_if_strict


def import_findings(
    db: Db,
    sheet: FindingSheet,
    *,
    source: str,
    strict: bool = False,
    dry_run: bool = False,
    late_reason: str = "",
) -> Outcome:
    """Take a parsed sheet in as one step; what inspections of one day found joins that day's inspection.

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
        known = standards(w)
        kept = {tuple(row) for row in w.conn.execute(select(*_SAME))}
        rounds: dict[date, int] = dict(w.all(select(inspection.c.day, inspection.c.id), lambda *row: row))
        for line in sheet.lines:
            values = _finding_values(w, line, names, categories, known)
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
            inspected = values["told"].values["source"] is None
            if inspected and line.day not in rounds:
                rounds[line.day] = add_inspection(w, line.day, gate=gate)
            tour = rounds[line.day] if inspected else None
            row_id = add_finding(w, **values, inspection_id=tour, gate=gate)
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
    w: Write, line: FindingLine, names: Names, categories: dict[str, int], known: list[Standard]
) -> dict[str, Any] | str:
    """The line as a row, or what is wrong with it."""
    told = _told(line, known, w.today)
    if isinstance(told, str):
        return told
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
        "told": told,
    }


def _told(line: FindingLine, known: list[Standard], today: date) -> Told | str:
    item = standard_named(known, line.standard) if line.standard else None
    if isinstance(item, str):
        return item
    told = Told(
        line.source, line.work_area, line.location, item, line.partner, line.referred_to, line.referred_on
    )
    return fault_of(told.values, line.day, today) or told
