"""One box for people, units, areas, findings and circulars (Ctrl+F)."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select

from core.doors import Read
from core.labels import AREA_KINDS, UNIT_KINDS
from core.model import area, circular, doc_number, finding, person, post, unit
from core.rules.calendar import cn_date
from core.rules.circular import doc_no
from core.text import clean

Kind = Literal["person", "unit", "area", "finding", "circular"]
EACH = 8  # of a kind: the list is for choosing at a glance


@dataclass(frozen=True, slots=True)
class Hit:
    kind: Kind
    id: int
    title: str
    detail: str
    month: str = ""  # circulars


def search(r: Read, text: str) -> list[Hit]:
    """What the words name, people first; every mark is literal, initials find names."""
    words = clean(text).split()
    if not words:
        return []
    return [
        *_people(r, words),
        *_units(r, words),
        *_areas(r, words),
        *_findings(r, words),
        *_circulars(r, words),
    ]


def _has(column: ColumnElement[Any], words: list[str]) -> ColumnElement[bool]:
    return and_(*(column.contains(word, autoescape=True) for word in words))


def _named(table: Any, words: list[str]) -> ColumnElement[bool]:
    """By part of the name, or by the first letters of its pinyin."""
    letters = "".join(words).lower()
    by_name = _has(table.c.name, words)
    return (
        or_(by_name, table.c.initials.startswith(letters, autoescape=True)) if letters.isascii() else by_name
    )


def _people(r: Read, words: list[str]) -> list[Hit]:
    units = (
        select(func.group_concat(unit.c.name.distinct()))
        .join(post, post.c.unit_id == unit.c.id)
        .where(post.c.person_id == person.c.id)
        .scalar_subquery()
    )
    return _hits(r, "person", select(person.c.id, person.c.name, units).where(_named(person, words)))


def _units(r: Read, words: list[str]) -> list[Hit]:
    found = select(unit.c.id, unit.c.name, unit.c.kind).where(_named(unit, words), unit.c.kind != "village")
    return r.all(found.limit(EACH), lambda row, name, kind: Hit("unit", row, name, UNIT_KINDS[kind]))


def _areas(r: Read, words: list[str]) -> list[Hit]:
    above = area.alias()
    found = (
        select(area.c.id, func.coalesce(above.c.name + area.c.name, area.c.name), area.c.kind)
        .outerjoin(above, and_(above.c.id == area.c.parent_id, area.c.kind == "group"))
        .where(_named(area, words), area.c.kind != "township")
        .order_by(area.c.kind == "group", area.c.id)
    )
    return r.all(found.limit(EACH), lambda row, name, kind: Hit("area", row, name, AREA_KINDS[kind]))


def _findings(r: Read, words: list[str]) -> list[Hit]:
    number = "".join(words)
    same = finding.c.id == int(number) if number.isdecimal() and len(number) < 10 else None
    in_text = _has(finding.c.text + func.coalesce(finding.c.place, ""), words)
    found = (
        select(finding.c.id, finding.c.text, finding.c.found_on)
        .where(in_text if same is None else or_(same, in_text))
        .order_by(finding.c.id.desc())
    )
    return r.all(
        found.limit(EACH),
        lambda row, words_, day: Hit("finding", row, words_, f"第{row}条，{cn_date(day)}"),
    )


def _circulars(r: Read, words: list[str]) -> list[Hit]:
    n = doc_number.c
    said = n.agency_code + "〔" + cast(n.year, Text) + "〕" + func.cast(n.serial, circular.c.month.type)
    found = (
        select(circular.c.id, circular.c.title, n.agency_code, n.year, n.serial, circular.c.month)
        .join(doc_number, n.circular_id == circular.c.id)
        .where(or_(_has(circular.c.title, words), _has(said + "号", words)))
        .order_by(circular.c.id.desc())
    )
    return r.all(
        found.limit(EACH),
        lambda row, title, code, year, serial, month: Hit(
            "circular", row, title, doc_no(code, year, serial), month
        ),
    )


def _hits(r: Read, kind: Kind, found: Select[Any]) -> list[Hit]:
    return r.all(
        found.limit(EACH), lambda row, name, detail: Hit(kind, row, name, (detail or "").replace(",", "、"))
    )
