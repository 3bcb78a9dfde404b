"""Any ledger (台账) page by page: named, filtered, counted and sorted in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)

from core.doors import Read
from core.ledgers import Ledger, Part, ledger_named
from core.ledgers.ledger import Kind
from core.model import area, metadata, person, post, unit
from core.text import clean

_WITHIN = ("group", "settlement", "market", "point")  # places named together with what they lie in


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: dated between two days (both included), of a unit, a place, a person; given ids; words.

    ``chosen``: values wanted of a part's key, as a table's heading filters them. ``undated`` also takes
    rows whose day is not yet said.
    """

    start: date | None = None
    end: date | None = None
    unit_id: int | None = None
    area_id: int | None = None
    person_id: int | None = None
    ids: tuple[int, ...] | None = None
    text: str = ""
    chosen: Mapping[str, frozenset[Any]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row: what is kept and what is read, by the part's key."""

    id: int
    values: Mapping[str, Any]
    words: Mapping[str, str]
    keyed_on: date | None = None


def table_of(ledger: Ledger) -> Table:
    return metadata.tables[ledger.name]


def ledger_page(
    r: Read,
    ledger: Ledger,
    asked: Asked,
    *,
    sort: str = "",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> tuple[list[LedgerRow], int]:
    """One page and how many rows there are in all; unsorted, in the order of the day and of entry."""
    page = _Page(ledger)
    where = page.where(asked)
    rows = _read(r, ledger, page.rows(where, sort, descending=descending).limit(limit).offset(offset))
    if not offset and len(rows) < limit:
        return rows, len(rows)
    return rows, int(r.value(page.join(select(func.count())).where(*where)) or 0)


def ledger_rows(r: Read, ledger: Ledger, asked: Asked | None = None) -> list[LedgerRow]:
    """Every row wanted."""
    page = _Page(ledger)
    return _read(r, ledger, page.rows(page.where(asked or Asked()), "", descending=False))


def column_values(r: Read, ledger: Ledger, asked: Asked, key: str) -> list[tuple[Any, int]]:
    """The words of a part among the rows wanted, with how many say so."""
    page = _Page(ledger)
    what = page.shown(ledger.part(key))
    counted = page.join(select(what, func.count())).where(*page.where(asked)).group_by(what).order_by(what)
    return r.all(counted, lambda value, number: (value, number))


def labels(r: Read, name: str) -> dict[int, str]:
    """What the rows of a ledger are called by others, the newest last; findings by their number."""
    if name == "finding":
        return {row: str(row) for row in r.column(select(metadata.tables[name].c.id))}
    table = metadata.tables[name]
    return dict(r.all(select(table.c.id, _label(name, table)).order_by(table.c.id), lambda *row: row))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the cells of a ledger can point to: units in the office's order, rows by part, words by row."""

    units: tuple[tuple[int, str, str], ...]  # id, name, initials
    rows: Mapping[str, Mapping[int, str]]
    words: Mapping[str, tuple[str, ...]]  # by part of free words: those used of late, the commonest first


def choices(r: Read, ledger: Ledger) -> Choices:
    """Units that have not ended, what a row may point to, and the words written of late."""
    u = unit.c
    alive = or_(u.valid_to.is_(None), u.valid_to >= r.today)
    units = r.all(
        select(u.id, u.name, u.initials).where(alive).order_by(u.kind != "station", u.sort, u.id),
        lambda *row: row,
    )
    rows = {part.key: labels(r, part.target) for part in ledger.parts if part.kind == "row"}
    words = {part.key: _written(r, ledger, part) for part in ledger.parts if part.kind == "text"}
    return Choices(tuple((row, name, letters or "") for row, name, letters in units), rows, words)


def _written(r: Read, ledger: Ledger, part: Part) -> tuple[str, ...]:
    table = table_of(ledger)
    column: Column[Any] = table.c[part.key]
    late = select(column).where(column.is_not(None)).order_by(table.c.id.desc()).limit(400).subquery()
    own = next(iter(late.c))
    found = r.column(select(own).group_by(own).order_by(func.count().desc(), own).limit(40))
    return tuple(dict.fromkeys([*part.offers, *found]))


def _label(name: str, table: FromClause) -> ColumnElement[str]:
    if name == "finding":
        return cast(table.c.id, String)
    found: ColumnElement[str] = literal("")
    for place, key in enumerate(ledger_named(name).label):
        found = found + ("/" if place else "") + cast(table.c[key], String)
    return found


class _Page:
    """A ledger joined with the names of what its rows point to."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.table = ledger, table_of(ledger)
        self.source: FromClause = self.table
        self._named: dict[str, ColumnElement[Any]] = {}
        for part in ledger.parts:
            if part.kind in _POINTING:
                self._point(part)

    def _point(self, part: Part) -> None:
        own: Column[Any] = self.table.c[part.key]
        if part.kind == "area":
            place, above = area.alias(), area.alias()
            self.source = self.source.outerjoin(place, place.c.id == own).outerjoin(
                above,
                and_(above.c.id == place.c.parent_id, place.c.kind.in_(_WITHIN), above.c.kind != "township"),
            )
            self._named[part.key] = func.coalesce(above.c.name, "") + place.c.name
            return
        target = metadata.tables[part.target or part.kind].alias()
        self.source = self.source.outerjoin(target, target.c.id == own)
        name = target.c.name if part.kind != "row" else _label(part.target, target)
        self._named[part.key] = name

    def join(self, what: Select[Any]) -> Select[Any]:
        return what.select_from(self.source)

    def shown(self, part: Part) -> ColumnElement[Any]:
        """A part as it is sorted and filtered: names for what it points to, words for choices."""
        if part.key in self._named:
            return func.coalesce(self._named[part.key], "")
        column: Column[Any] = self.table.c[part.key]
        if part.kind == "choice":
            return case(*((column == code, words) for code, words in part.choices.items()), else_="")
        if part.kind == "answer":
            yes, no = (part.choices.get(code, code) for code in ("yes", "no"))
            return case((column.is_(True), yes), (column.is_(False), no), else_="")
        return column

    def where(self, asked: Asked) -> list[ColumnElement[bool]]:
        table, ledger = self.table.c, self.ledger
        found: list[ColumnElement[bool]] = []
        if ledger.day and asked.start is not None:
            found.append(table[ledger.day] >= asked.start)
        if ledger.day and asked.end is not None:
            found.append(table[ledger.day] <= asked.end)
        kinds: tuple[tuple[Kind, int | None], ...] = (
            ("unit", asked.unit_id),
            ("area", asked.area_id),
            ("person", asked.person_id),
        )
        for kind, wanted in kinds:
            if wanted is not None:
                keys = [one.key for one in ledger.parts if one.kind == kind]
                found.append(or_(false(), *(table[key] == wanted for key in keys)))
        if asked.ids is not None:
            found.append(table.id.in_(asked.ids))
        if words := clean(asked.text):
            found.append(or_(*(_like(self.shown(part), words) for part in ledger.parts)))
        for key, values in asked.chosen.items():
            found.append(self.shown(ledger.part(key)).in_(list(values)))
        return found

    def rows(self, where: Iterable[ColumnElement[bool]], sort: str, *, descending: bool) -> Select[Any]:
        """The ledger's columns and the names, in order."""
        table = self.table.c
        order: list[ColumnElement[Any]] = []
        if sort:
            wanted = self.shown(self.ledger.part(sort))
            order = [wanted.is_(None), wanted.desc() if descending else wanted]
        elif self.ledger.day:
            order = [table[self.ledger.day]]
        names = [one.label(f"{key}_name") for key, one in self._named.items()]
        return self.join(select(self.table, *names)).where(*where).order_by(*order, table.id)


_POINTING = frozenset({"unit", "area", "person", "row"})


def _like(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return cast(column, String).like(f"%{escaped}%", escape="\\")


def _read(r: Read, ledger: Ledger, statement: Select[Any]) -> list[LedgerRow]:
    found = [dict(row) for row in r.conn.execute(statement).mappings()]
    listed = {who for row in found for part in ledger.parts for who in _people(part, row[part.key])}
    names = people_named(r, listed)
    return [
        LedgerRow(
            row["id"],
            {part.key: row[part.key] for part in ledger.parts},
            {part.key: _words(part, row, names) for part in ledger.parts},
            row.get("keyed_on"),
        )
        for row in found
    ]


def _people(part: Part, value: Any) -> Iterable[int]:
    if value is None or part.kind not in ("person", "people"):
        return ()
    return value if part.kind == "people" else (value,)


def people_named(r: Read, ids: Iterable[int]) -> dict[int, str]:
    """Names of people; where a name is borne by several, with the unit: 李伟（财政所）."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    named = dict(r.all(select(person.c.id, person.c.name).where(person.c.id.in_(wanted)), lambda *row: row))
    shared = set(r.column(select(person.c.name).group_by(person.c.name).having(func.count() > 1)))
    doubtful = [one for one, name in named.items() if name in shared]
    units = select(post.c.person_id, unit.c.name).join(unit, unit.c.id == post.c.unit_id)
    latest = units.where(post.c.person_id.in_(doubtful)).order_by(post.c.valid_from, post.c.id)
    for one, home in r.all(latest, lambda *row: row) if doubtful else ():
        named[one] = f"{named[one].split('（')[0]}（{home}）"
    return named


def _words(part: Part, row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    value = row[part.key]
    if part.kind in ("person", "people"):
        return "、".join(names.get(one, "") for one in _people(part, value))
    if part.kind in _POINTING:
        return row[f"{part.key}_name"] or ""
    if value is None:
        return ""
    if part.kind == "choice":
        return part.choices.get(value, str(value))
    if part.kind == "answer":
        return part.choices.get("yes" if value else "no", "")
    return value.isoformat() if isinstance(value, date) else str(value)
