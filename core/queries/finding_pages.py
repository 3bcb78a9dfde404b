"""督查整改 page by page: filtered, counted and sorted in SQL, and one finding with its whole life."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select

from core.doors import Read
from core.ledgers.headings import AREA_OF, OUTCOME_OF, SOURCES
from core.model import area, category, finding, inspection, photo, rectification, unit
from core.queries.finding_life import IN_PROGRESS, LATE, SETTLED, SOON, TO_ORDER, TO_VERIFY, life
from core.queries.findings import all_of, findings_where
from core.queries.places import parents
from core.queries.standards import Standard, standards
from core.rules.rectification import Finding, State
from core.text import clean

GROUPS: Mapping[str, tuple[int, ...]] = {
    "open": (LATE, SOON, TO_VERIFY, TO_ORDER, IN_PROGRESS),
    "overdue": (LATE,),
    "soon": (SOON,),
    "to_verify": (TO_VERIFY,),
    "to_order": (TO_ORDER,),
    "in_progress": (IN_PROGRESS,),
    "closed": (SETTLED,),
    "all": tuple(range(6)),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: a key of GROUPS, a station, a place with all below it, given ids, typed words.

    ``columns``: pairs of a key of COLUMN_VALUES and the values wanted of it.
    """

    group: str = "open"
    unit: int | None = None
    area: int | None = None
    ids: tuple[int, ...] | None = None
    text: str = ""
    columns: tuple[tuple[str, tuple[Any, ...]], ...] = ()


COLUMN_VALUES = ("village", "category", "unit", "due_on", "status", "source", "work_area", "referred_to")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A line of the list; ``days`` are left until ``due_on``, negative when past, None without a date."""

    id: int
    found_on: date
    village: str
    spot: str
    place: str
    category: str
    text: str
    unit: str
    due_on: date | None
    state: State
    group: int
    days: int | None
    source: str = SOURCES[0]
    work_area: str = ""
    referred_to: str = ""
    photos: int = 0  # how many it has, before and after the work


# -- the list --------------------------------------------------------------------------------------


def findings_page(
    r: Read, wanted: Wanted, *, sort: str = "", descending: bool = False, offset: int = 0, limit: int = 200
) -> tuple[list[FindingRow], int]:
    """One page and how many there are in all; unsorted, what needs a hand comes first."""
    page = _Page(r.today)
    where = page.where(r, wanted)
    order = page.order(sort, descending=descending)
    counted = page.bare(select(func.count()), wanted).where(*where)
    if limit <= _BOUND and not wanted.text and sort not in _BY_NAME:  # sort first, name only these
        ids = page.bare(select(finding.c.id), wanted).where(*where).order_by(*order)
        found = r.column(ids.limit(limit).offset(offset))
        named = page.named().where(finding.c.id.in_(found))
        place = {row: number for number, row in enumerate(found)}
        rows = sorted(r.all(named, _Row(r.today)), key=lambda row: place[row.id])
    else:
        named = page.named().where(*where).order_by(*order)
        rows = r.all(named.limit(limit).offset(offset), _Row(r.today))
    rows = _with_photos(r, rows)
    if not offset and len(rows) < limit:
        return rows, len(rows)
    return rows, int(r.value(counted) or 0)


def _with_photos(r: Read, rows: list[FindingRow]) -> list[FindingRow]:
    """Counted for the rows of a page alone: beside the sort it would be counted for all."""
    chosen = photo.c.finding_id.in_(all_of([row.id for row in rows]))
    counted = select(photo.c.finding_id, func.count()).where(chosen).group_by(photo.c.finding_id)
    found = dict(r.all(counted, _pair))
    return [replace(row, photos=found[row.id]) if row.id in found else row for row in rows]


_BOUND = 900  # values SQLite binds in one statement without complaint
_BY_NAME = frozenset({"village", "unit", "work_area"})


def rows_of(r: Read, ids: Iterable[int]) -> list[FindingRow]:
    """These findings as lines of the list, what needs a hand first; deleted ones are left out."""
    wanted = Wanted("all", ids=tuple(ids))
    return findings_page(r, wanted, limit=len(wanted.ids or ()) + 1)[0]


def counts(r: Read, wanted: Wanted) -> dict[str, int]:
    """How many each key of GROUPS would list under the same other filters."""
    page = _Page(r.today)
    where = page.where(r, replace(wanted, group="all"))
    rank = page.life.c.rank
    each = dict(r.all(page.bare(select(rank, func.count()), wanted).where(*where).group_by(rank), _pair))
    return {key: sum(each.get(one, 0) for one in ranks) for key, ranks in GROUPS.items()}


def column_values(r: Read, wanted: Wanted, column: str) -> list[tuple[Any, int]]:
    """The values of a column among the findings wanted, with how many say so; in the column's order."""
    page = _Page(r.today)
    what = page.values()[column]
    counted = page.join(select(what, func.count())).where(*page.where(r, wanted))
    return r.all(counted.group_by(what).order_by(what), _pair)


class _Page:
    """The joined tables of one question, with the name of the village a place lies in."""

    def __init__(self, day: date) -> None:
        self.life = life(day)
        self.above, self.top = area.alias("above"), area.alias("top")
        outside = or_(self.above.c.id.is_(None), self.above.c.kind == "township")
        shallow = or_(self.top.c.id.is_(None), self.top.c.kind == "township")
        self.village = func.coalesce(
            case((outside, area.c.name), (shallow, self.above.c.name), else_=self.top.c.name), ""
        )
        deeper = self.above.c.name + area.c.name
        self.spot = func.coalesce(case((outside, ""), (shallow, area.c.name), else_=deeper), "")
        by_heading = case(AREA_OF, value=category.c.heading, else_="")
        self.work_area = func.coalesce(finding.c.work_area, by_heading, "")

    def named(self) -> Select[Any]:
        """The columns of a row, with every name."""
        columns = select(
            finding.c.id,
            finding.c.found_on,
            self.village,
            self.spot,
            finding.c.place,
            category.c.name,
            finding.c.text,
            unit.c.name,
            self.life.c.due,
            self.life.c.state,
            self.life.c.rank,
            finding.c.source,
            self.work_area,
            finding.c.referred_to,
        )
        return self.join(columns)

    def bare(self, what: Select[Any], wanted: Wanted) -> Select[Any]:
        """Without names where no word is looked for: counting 10,000 rows takes half the time."""
        if wanted.text or wanted.columns:
            return self.join(what)
        return what.select_from(finding).join(self.life, self.life.c.id == finding.c.id)

    def join(self, what: Select[Any]) -> Select[Any]:
        return (
            what.select_from(finding)
            .join(self.life, self.life.c.id == finding.c.id)
            .outerjoin(area, area.c.id == finding.c.area_id)
            .outerjoin(self.above, self.above.c.id == area.c.parent_id)
            .outerjoin(self.top, self.top.c.id == self.above.c.parent_id)
            .outerjoin(unit, unit.c.id == finding.c.unit_id)
            .outerjoin(category, category.c.id == finding.c.category_id)
        )

    def where(self, r: Read, wanted: Wanted) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if wanted.group != "all":
            found.append(self.life.c.rank.in_(GROUPS[wanted.group]))
        if wanted.unit is not None:
            found.append(finding.c.unit_id == wanted.unit)
        if wanted.area is not None:
            found.append(finding.c.area_id.in_(_below(r, wanted.area)))
        if wanted.ids is not None:
            found.append(finding.c.id.in_(wanted.ids))
        columns = self.values()
        for key, values in wanted.columns:
            known = [one for one in values if one is not None]
            empty = columns[key].is_(None) if len(known) < len(values) else false()
            found.append(or_(columns[key].in_(known), empty))
        return found + [self._says(word) for word in clean(wanted.text).split()]

    def values(self) -> dict[str, ColumnElement[Any]]:
        """What the columns' filters compare."""
        return {
            "village": self.village,
            "category": func.coalesce(category.c.name, ""),
            "unit": func.coalesce(unit.c.name, ""),
            "due_on": self.life.c.due,
            "status": self.life.c.rank,
            "source": func.coalesce(finding.c.source, SOURCES[0]),
            "work_area": self.work_area,
            "referred_to": func.coalesce(finding.c.referred_to, ""),
        }

    def _says(self, word: str) -> ColumnElement[bool]:
        columns = (finding.c.text, finding.c.place, category.c.name, unit.c.name, self.village, self.spot)
        fits = [column.contains(word, autoescape=True) for column in columns]
        if word.isascii() and word.isdecimal() and len(word) < 10:
            fits.append(finding.c.id == int(word))
        return or_(*(func.coalesce(one, false()) for one in fits))

    def order(self, sort: str, *, descending: bool) -> list[ColumnElement[Any]]:
        life_, settled = self.life.c, self.life.c.rank == SETTLED
        urgent: list[ColumnElement[Any]] = [
            life_.rank,
            case((settled, None), else_=life_.due),
            case((settled, -finding.c.id), else_=finding.c.id),
        ]
        keys: dict[str, ColumnElement[Any]] = {
            "id": finding.c.id,
            "village": self.village,
            "problem": finding.c.text,
            "unit": func.coalesce(unit.c.name, ""),
            "due_on": life_.due,
            "found_on": finding.c.found_on,
            "source": func.coalesce(finding.c.source, SOURCES[0]),
            "work_area": self.work_area,
            "referred_to": func.coalesce(finding.c.referred_to, ""),
        }
        if sort not in keys:
            return [one.desc() for one in urgent] if descending else urgent
        by = keys[sort]
        return [by.desc() if descending else by, *urgent]


class _Row:
    """Columns of a page as a FindingRow."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __call__(self, *columns: Any) -> FindingRow:
        (row, found_on, village, spot, place, word, text, station, due, state, rank, *told) = columns
        source, work_area, sent = told
        days = None if due is None else (due - self._today).days
        return FindingRow(
            row,
            found_on,
            village,
            spot,
            place or "",
            word or "",
            text,
            station or "",
            due,
            State(state),
            rank,
            days,
            source or SOURCES[0],
            work_area,
            sent or "",
        )


def _below(r: Read, top: int) -> list[int]:
    """A place with everything that lies in it."""
    found, above = [top], parents(r, r.today)
    for place in found:
        found += [one for one, parent in above.items() if parent == place]
    return found


def _pair(key: Any, value: Any) -> tuple[Any, Any]:
    return key, value


# -- one finding -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Order:
    """What the list of dates cannot say of a round of rectification: numbers, names and words."""

    order_no: str = ""
    reply: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """``file`` lies below the record's photos; ``stage`` before or after the work."""

    file: str
    stage: str
    taken_on: date | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Details:
    """What stands beside a finding; ``own_area`` is the work area said, "" where the category gives it."""

    source: str = SOURCES[0]
    work_area: str = ""
    own_area: str = ""
    outcome: str = ""
    location: str = ""
    standard: Standard | None = None
    partner: str = ""
    referred_to: str = ""
    referred_on: date | None = None


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """A finding with its whole life; ``orders`` stand beside ``finding.rounds``."""

    row: FindingRow
    finding: Finding
    inspectors: str
    orders: tuple[Order, ...]
    photos: tuple[Photo, ...]
    earlier: tuple[int, date] | None  # what it is a recurrence of
    due_days: int
    told: Details = field(default_factory=Details)


def finding_detail(r: Read, finding_id: int) -> FindingDetail | None:
    """None when it was deleted meanwhile."""
    from core.settings import settings_at

    rows = rows_of(r, [finding_id])
    if not rows:
        return None
    one = findings_where(r, finding.c.id == finding_id)[0]
    c, p = rectification.c, photo.c
    orders = r.all(
        select(c.order_no, c.reply, c.verifier).where(c.finding_id == finding_id).order_by(c.number),
        lambda *texts: Order(*(text or "" for text in texts)),
    )
    photos = r.all(
        select(p.file, p.stage, p.taken_on, p.id)
        .where(p.finding_id == finding_id)
        .order_by(p.stage.desc(), p.file, p.id),  # before, then after; a file's name begins with its moment
        Photo,
    )
    inspectors = r.value(select(inspection.c.inspectors).where(inspection.c.id == one.inspection_id))
    earlier = r.first(
        select(finding.c.id, finding.c.found_on).where(finding.c.id == one.recurrence_of), _pair
    )
    days = settings_at(r, r.today).due_days
    told = _details(r, rows[0])
    return FindingDetail(rows[0], one, inspectors or "", tuple(orders), tuple(photos), earlier, days, told)


def _details(r: Read, row: FindingRow) -> Details:
    f = finding.c
    said = r.values(finding, row.id) or {}
    heading = r.value(
        select(category.c.heading).join(finding, f.category_id == category.c.id).where(f.id == row.id)
    )
    item = said["standard_id"]
    return Details(
        row.source,
        row.work_area,
        said["work_area"] or "",
        OUTCOME_OF.get(heading or "", ""),
        said["location"] or "",
        next((one for one in standards(r) if one.id == item), None) if item is not None else None,
        said["partner"] or "",
        row.referred_to,
        said["referred_on"],
    )
