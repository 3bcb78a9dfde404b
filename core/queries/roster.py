"""The roster (名册) as of a day: the tree of places, who answers for each over a year, people, units."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from core.doors import Read
from core.labels import ASSIGNMENT_ROLES, POST_ROLES
from core.model import area, assignment, person, post, unit
from core.text import mask_phone

LIMIT = 2000  # people shown at once: four times the largest township office we know of
_ONE = timedelta(days=1)
_PLACES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How large the roster is on a day."""

    people: int
    stations: int
    villages: int


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the tree. ``who`` answers on the day; ``lack`` says what is missing there, "" nothing."""

    id: int
    kind: str
    name: str
    parent_id: int | None
    households: int | None
    below: int
    who: str
    lack: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One subject over the days it answers without a gap; ``end`` None: until further notice."""

    subject_id: int
    text: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class BarRow:
    """One line of bars; several lines of one ``label`` when subjects answer side by side.

    ``column`` is the column of the roster line its subjects stand in: leader_id, unit_id or person_id.
    """

    label: str
    column: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the table; ``phone`` is masked unless complete ones were asked for."""

    id: int
    post_id: int | None
    name: str
    unit_id: int | None
    unit: str
    title: str
    duty: str
    start: date
    end: date | None
    phone: str
    gone: bool


@dataclass(frozen=True, slots=True)
class AreaCard:
    """A place with its year: bars, people, and where the lines stand when it has none of its own."""

    id: int
    kind: str
    name: str
    households: int | None
    groups: int
    rows: tuple[BarRow, ...]
    people: tuple[Person, ...]
    source: str  # own, below (its groups') or above (its village's)
    source_name: str
    area_ids: tuple[int, ...]  # where the shown lines stand


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list of units, with how many people it has and how many places it answers for."""

    id: int
    kind: str
    name: str
    people: int
    places: int


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit with its year: the places it answers for as bars, its people."""

    id: int
    kind: str
    name: str
    strength: str
    stratum: str
    head_id: int | None
    deputy_id: int | None
    rows: tuple[BarRow, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list to choose from; ``detail`` tells entries of one name apart."""

    id: int
    name: str
    detail: str
    kind: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or some station that answers for a place on a day, to be replaced."""

    column: str
    id: int
    label: str
    name: str
    areas: tuple[int, ...]
    areas_below: tuple[int, ...]  # groups under the place where the same subject answers


def on(table: Table, day: date) -> ColumnElement[bool]:
    """Rows in force on a day; a row without a first day is from always."""
    return within(table, day, day)


def within(table: Table, start: date, end: date) -> ColumnElement[bool]:
    """Rows whose days touch the period."""
    c = table.c
    return and_(
        or_(c.valid_from.is_(None), c.valid_from <= end), or_(c.valid_to.is_(None), c.valid_to >= start)
    )


# -- the tree --------------------------------------------------------------------------------------


def counts(r: Read, day: date) -> Counts:
    """People in post, stations and villages on a day."""
    people = r.value(select(func.count(func.distinct(post.c.person_id))).where(on(post, day)))
    kinds = dict(
        r.all(select(unit.c.kind, func.count()).where(on(unit, day)).group_by(unit.c.kind), lambda *row: row)
    )
    return Counts(int(people or 0), kinds.get("station", 0), kinds.get("village", 0))


def tree(r: Read, day: date) -> list[Place]:
    """Every place of the township as of a day, parents before children, in the order of entry."""
    rows = r.all(
        select(area.c.id, area.c.kind, area.c.name, area.c.parent_id, area.c.households)
        .where(on(area, day))
        .order_by(area.c.id),
        lambda *row: row,
    )
    below: dict[int | None, int] = defaultdict(int)
    for _id, _kind, _name, parent_id, _households in rows:
        below[parent_id] += 1
    answering = _Answering(r, day)
    found = []
    for row_id, kind, name, parent_id, households in rows:
        who, lack = answering.of(row_id, kind, parent_id, below[row_id])
        found.append(Place(row_id, kind, name, parent_id, households, below[row_id], who, lack))
    return found


class _Answering:
    """Who answers for each place on one day."""

    def __init__(self, r: Read, day: date) -> None:
        a = assignment.c
        heads = set(r.column(select(post.c.person_id).where(post.c.role == "group_head", on(post, day))))
        self.people: dict[int, list[str]] = defaultdict(list)
        self.heads: dict[int, str] = {}
        self.manned: set[int] = set()
        rows = r.all(
            select(a.area_id, a.person_id, person.c.name)
            .outerjoin(person, person.c.id == a.person_id)
            .where(on(assignment, day))
            .order_by(a.role != "lead", a.unit_id.is_(None), a.id),
            lambda *row: row,
        )
        for where, who, name in rows:
            self.manned.add(where)
            if name is None:
                continue
            if who in heads:
                self.heads.setdefault(where, name)
            elif name not in self.people[where]:
                self.people[where].append(name)
        self.above = dict(r.all(select(area.c.id, area.c.parent_id), lambda *row: row))

    def of(self, row_id: int, kind: str, parent_id: int | None, below: int) -> tuple[str, str]:
        if kind == "township" or below:
            return "", ""
        if row_id not in self.manned and parent_id not in self.manned:
            return "", "没有责任人"
        if kind == "group" and self.heads and row_id not in self.heads:
            return "", "没有组长"
        if row_id in self.heads:
            return self.heads[row_id], ""
        return "、".join(self.people[row_id][:2]), ""


# -- a place ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    area_id: int
    leader_id: int | None
    unit_id: int | None
    person_id: int | None
    role: str
    start: date
    end: date | None


def _lines(r: Read, where: ColumnElement[bool], year: int) -> list[_Line]:
    a = assignment.c
    columns = (a.area_id, a.leader_id, a.unit_id, a.person_id, a.role, a.valid_from, a.valid_to)
    return r.all(
        select(*columns)
        .where(where, within(assignment, date(year, 1, 1), date(year, 12, 31)))
        .order_by(a.role != "lead", a.valid_from, a.id),
        _Line,
    )


def area_card(r: Read, area_id: int, day: date, *, full: bool = False) -> AreaCard | None:
    """A place with who answers for it in the year of ``day``; complete phones only when asked for."""
    row = r.values(area, area_id)
    if row is None:
        return None
    groups = r.column(select(area.c.id).where(area.c.parent_id == area_id, on(area, day)).order_by(area.c.id))
    if row["kind"] == "township":
        people = tuple(_everybody(r, day, full=full))
        villages = r.value(select(func.count()).where(unit.c.kind == "village", on(unit, day)))
        return AreaCard(
            area_id, "township", row["name"], None, int(villages), (), people, "own", row["name"], ()
        )
    lines, source, name = _lines_for(r, row, groups, day.year)
    words = _Words(r, day)
    return AreaCard(
        area_id,
        row["kind"],
        row["name"],
        row["households"],
        len(groups),
        tuple(_area_bars(lines, words)),
        tuple(_area_people(r, lines, words, day, full=full)),
        source,
        name,
        tuple(sorted({line.area_id for line in lines})),
    )


def _lines_for(r: Read, row: dict[str, object], groups: list[int], year: int) -> tuple[list[_Line], str, str]:
    """The place's own lines; a village without any is answered for in its groups, a group by its village."""
    a = assignment.c
    own = _lines(r, a.area_id == row["id"], year)
    if own or row["parent_id"] is None:
        return own, "own", str(row["name"])
    if groups:
        return _lines(r, a.area_id.in_(groups), year), "below", str(row["name"])
    above = r.values(area, int(str(row["parent_id"])))
    if above is None or above["kind"] == "township":
        return [], "own", str(row["name"])
    return _lines(r, a.area_id == above["id"], year), "above", above["name"]


class _Words:
    """Names, units and posts, each read once."""

    def __init__(self, r: Read, day: date) -> None:
        self.day = day
        self.people = dict(r.all(select(person.c.id, person.c.name), lambda *row: row))
        self.units = dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row))
        self.posts: dict[int, list[tuple[date, date | None, str, str, int, int]]] = defaultdict(list)
        p = post.c
        for who, *rest in r.all(
            select(p.person_id, p.valid_from, p.valid_to, p.role, p.title, p.unit_id, p.id).order_by(
                p.valid_from.desc(), p.id.desc()
            ),
            lambda *row: row,
        ):
            self.posts[who].append((rest[0], rest[1], rest[2], rest[3] or "", rest[4], rest[5]))

    def post(self, who: int, day: date) -> tuple[date, date | None, str, str, int, int] | None:
        """The post of that day, else the latest."""
        held = self.posts.get(who, [])
        there = (one for one in held if one[0] <= day and (one[1] is None or one[1] >= day))
        return next(there, held[0] if held else None)

    def leader(self, who: int) -> str:
        held = self.post(who, self.day)
        return f"{self.people[who]} {held[3]}".strip() if held else self.people[who]

    def label_of(self, line: _Line) -> str:
        """What a person does on a line: 责任人 of a station, else by the post."""
        held = self.post(line.person_id or 0, line.start)
        if line.unit_id is not None or held is None:
            return "责任人"
        return POST_ROLES[held[2]] if held[2] in _RESIDENT else "责任人"


_RESIDENT = ("village_secretary", "village_cadre", "group_head")
_ORDER = ("包保领导", "牵头站所", "副职站所", "协同站所", "责任人", "村支书", "村干部", "组长")


def _area_bars(lines: Iterable[_Line], words: _Words) -> list[BarRow]:
    spans: dict[tuple[str, str], dict[int, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.leader_id is not None:
            spans["包保领导", "leader_id"][line.leader_id].append(line)
        if line.unit_id is not None:
            spans[f"{ASSIGNMENT_ROLES[line.role]}站所", "unit_id"][line.unit_id].append(line)
        if line.person_id is not None:
            spans[words.label_of(line), "person_id"][line.person_id].append(line)
    say: dict[str, Callable[[int], str]] = {
        "leader_id": words.leader,
        "unit_id": words.units.__getitem__,
        "person_id": words.people.__getitem__,
    }
    rows = []
    for label, column in sorted(spans, key=lambda key: _ORDER.index(key[0])):
        bars = [
            bar
            for subject, held in spans[label, column].items()
            for bar in joined(subject, say[column](subject), [(one.start, one.end) for one in held])
        ]
        rows += [BarRow(label, column, lane) for lane in lanes(bars)]
    return rows


def joined(subject: int, text: str, spans: Iterable[tuple[date, date | None]]) -> list[Bar]:
    """Spans that touch or overlap become one bar (docs/decisions/0006)."""
    bars: list[Bar] = []
    for start, end in sorted(spans, key=lambda one: one[0]):
        last = bars[-1] if bars else None
        if last is None or (last.end is not None and last.end + _ONE < start):
            bars.append(Bar(subject, text, start, end))
        elif last.end is not None and (end is None or end > last.end):
            bars[-1] = Bar(subject, text, last.start, end)
    return bars


def lanes(bars: Iterable[Bar]) -> list[tuple[Bar, ...]]:
    """As few lines as hold all bars without overlap, earliest first."""
    found: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda one: one.start):
        free = next((lane for lane in found if (last := lane[-1].end) is not None and last < bar.start), None)
        if free is None:
            found.append([bar])
        else:
            free.append(bar)
    return [tuple(lane) for lane in found]


# -- people ----------------------------------------------------------------------------------------


def _area_people(r: Read, lines: Iterable[_Line], words: _Words, day: date, *, full: bool) -> list[Person]:
    """Leaders, persons of the lines and the heads of their stations, those in office first."""
    duties: dict[tuple[int, str], list[tuple[date, date | None]]] = defaultdict(list)
    stations: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for line in lines:
        if line.leader_id is not None:
            duties[line.leader_id, "包保领导"].append((line.start, line.end))
        if line.person_id is not None:
            label = words.label_of(line)
            role = "" if line.role == "lead" or label != "责任人" else f"（{ASSIGNMENT_ROLES[line.role]}）"
            duties[line.person_id, label + role].append((line.start, line.end))
        if line.unit_id is not None:
            stations[line.unit_id].append((line.start, line.end))
    known = {who for who, _duty in duties}
    for who, where, role, title in _heads(r, stations, day):
        if who not in known:
            duties[who, f"{words.units[where]}{title or POST_ROLES[role]}"] += stations[where]
    phones = _phones(r, {who for who, _duty in duties}, full=full)
    people = [
        _person(words, who, duty, bar, phones, day)
        for (who, duty), spans in duties.items()
        for bar in joined(who, "", spans)
    ]
    order = {label: number for number, label in enumerate(_ORDER)}
    return sorted(people, key=lambda one: (one.gone, order.get(one.duty.split("（")[0], len(order))))


def _heads(r: Read, stations: Iterable[int], day: date) -> list[tuple[int, int, str, str | None]]:
    p = post.c
    return r.all(
        select(p.person_id, p.unit_id, p.role, p.title)
        .where(p.unit_id.in_(list(stations)), p.role == "head", on(post, day))
        .order_by(p.id),
        lambda *row: row,
    )


def _person(words: _Words, who: int, duty: str, bar: Bar, phones: dict[int, str], day: date) -> Person:
    held = words.post(who, min(day, bar.end) if bar.end else day)
    gone = bar.end is not None and bar.end < day
    return Person(
        who,
        held[5] if held else None,
        words.people[who],
        held[4] if held else None,
        words.units.get(held[4], "") if held else "",
        held[3] if held else "",
        duty,
        bar.start,
        bar.end,
        phones.get(who, ""),
        gone,
    )


def _phones(r: Read, ids: Iterable[int], *, full: bool) -> dict[int, str]:
    rows = r.all(select(person.c.id, person.c.phone).where(person.c.id.in_(list(ids))), lambda *row: row)
    return {row: (phone or "") if full else mask_phone(phone or "") for row, phone in rows}


def phone_of(r: Read, person_id: int) -> str:
    """One person's complete number, "" when none is known."""
    return r.value(select(person.c.phone).where(person.c.id == person_id)) or ""


def home_of(r: Read, person_id: int, day: date) -> int | None:
    """The unit a person belongs to on a day, else the latest."""
    held = _Words(r, day).post(person_id, day)
    return None if held is None else held[4]


def _everybody(r: Read, day: date, *, full: bool) -> list[Person]:
    """All people in post in the year of the day, unit by unit."""
    return _by_post(r, post.c.id.is_not(None), day, full=full)


def unit_people(r: Read, unit_id: int, day: date, *, full: bool = False) -> list[Person]:
    """The people of a unit in the year of the day, its head first, those who left last."""
    return _by_post(r, post.c.unit_id == unit_id, day, full=full)


_RANK = {
    role: place for place, role in enumerate(("leader", "head", "deputy_in_charge", "village_secretary"))
}


def _by_post(r: Read, where: ColumnElement[bool], day: date, *, full: bool) -> list[Person]:
    p = post.c
    year = within(post, date(day.year, 1, 1), date(day.year, 12, 31))
    columns = (p.id, p.person_id, person.c.name, p.unit_id, unit.c.name, p.role, p.title)
    rows = r.all(
        select(*columns, p.valid_from, p.valid_to, person.c.phone)
        .join(person, person.c.id == p.person_id)
        .join(unit, unit.c.id == p.unit_id)
        .where(where, year)
        .order_by(unit.c.sort, unit.c.id, p.id)
        .limit(LIMIT),
        lambda *row: row,
    )
    places = _places_of_people(r, day)
    people = [
        (
            _RANK.get(role, 9),
            Person(
                who,
                row_id,
                name,
                where_id,
                where_name,
                title or POST_ROLES[role],
                _listed(places.get(who, [])),
                start,
                end,
                (phone or "") if full else mask_phone(phone or ""),
                end is not None and end < day,
            ),
        )
        for row_id, who, name, where_id, where_name, role, title, start, end, phone in rows
    ]
    order = {one.unit_id: number for number, (_rank, one) in reversed(list(enumerate(people)))}
    people.sort(key=lambda one: (one[1].gone, order[one[1].unit_id], one[0]))
    return [one for _rank, one in people]


def _places_of_people(r: Read, day: date) -> dict[int, list[str]]:
    """Where each person answers on the day, groups under the name of their village."""
    above = area.alias()
    a = assignment.c
    found: dict[int, list[str]] = defaultdict(list)
    for column in (a.leader_id, a.person_id):
        rows = r.all(
            select(column, area.c.name, area.c.kind, above.c.name)
            .join(area, area.c.id == a.area_id)
            .outerjoin(above, above.c.id == area.c.parent_id)
            .where(column.is_not(None), on(assignment, day))
            .order_by(a.role != "lead", area.c.kind == "group", area.c.id),
            lambda *row: row,
        )
        for who, name, kind, village in rows:
            label = f"{village}{name}" if kind == "group" else name
            if label not in found[who]:
                found[who].append(label)
    return found


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}处" if len(names) > _PLACES_SHOWN else ""
    return "、".join(names[:_PLACES_SHOWN]) + more


# -- units -----------------------------------------------------------------------------------------

_UNIT_ORDER = {"station": 0, "leadership": 1, "village": 2, "district": 3}


def units(r: Read, day: date) -> list[UnitRow]:
    """Stations, leaders, villages, district units, each in the office's own order."""
    people = dict(
        r.all(
            select(post.c.unit_id, func.count(func.distinct(post.c.person_id)))
            .where(on(post, day))
            .group_by(post.c.unit_id),
            lambda *row: row,
        )
    )
    places = dict(
        r.all(
            select(assignment.c.unit_id, func.count(func.distinct(assignment.c.area_id)))
            .where(assignment.c.unit_id.is_not(None), on(assignment, day))
            .group_by(assignment.c.unit_id),
            lambda *row: row,
        )
    )
    rows = r.all(
        select(unit.c.id, unit.c.kind, unit.c.name).where(on(unit, day)).order_by(unit.c.sort, unit.c.id),
        lambda row, kind, name: UnitRow(row, kind, name, people.get(row, 0), places.get(row, 0)),
    )
    return sorted(rows, key=lambda one: _UNIT_ORDER.get(one.kind, 9))


def unit_card(r: Read, unit_id: int, day: date, *, full: bool = False) -> UnitCard | None:
    """A unit with its people and the places it answers for in the year of ``day``."""
    row = r.values(unit, unit_id)
    if row is None:
        return None
    return UnitCard(
        unit_id,
        row["kind"],
        row["name"],
        row["strength"] or "",
        row["stratum"] or "",
        _holder(r, unit_id, "head", day),
        _holder(r, unit_id, "deputy_in_charge", day),
        tuple(_unit_bars(r, unit_id, day)),
        tuple(unit_people(r, unit_id, day, full=full)),
    )


def _holder(r: Read, unit_id: int, role: str, day: date) -> int | None:
    found = r.value(
        select(post.c.person_id).where(post.c.unit_id == unit_id, post.c.role == role, on(post, day)).limit(1)
    )
    return None if found is None else int(found)


def _unit_bars(r: Read, unit_id: int, day: date) -> list[BarRow]:
    """A line for each place, villages before groups; the bar says in what role and by whom."""
    names = _Words(r, day).people
    above = area.alias()
    labels = {
        row: f"{village}{name}" if kind == "group" else name
        for row, name, kind, village in r.all(
            select(area.c.id, area.c.name, area.c.kind, above.c.name).outerjoin(
                above, above.c.id == area.c.parent_id
            ),
            lambda *row: row,
        )
    }
    by_place: dict[int, dict[tuple[str, int], list[tuple[date, date | None]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for line in _lines(r, assignment.c.unit_id == unit_id, day.year):
        by_place[line.area_id][line.role, line.person_id or 0].append((line.start, line.end))
    rows = []
    for place, held in sorted(by_place.items()):
        bars = []
        for (role, who), spans in held.items():
            text = f"{ASSIGNMENT_ROLES[role]} {names.get(who, '')}".strip()
            bars += joined(place, text, spans)
        rows += [BarRow(labels[place], "unit_id", lane) for lane in lanes(bars)]
    return rows


# -- lists to choose from --------------------------------------------------------------------------


def people_choices(r: Read, day: date) -> list[Choice]:
    """People in post on a day with their unit, by unit."""
    rows = r.all(
        select(person.c.id, person.c.name, unit.c.name, post.c.unit_id, person.c.initials)
        .join(post, post.c.person_id == person.c.id)
        .join(unit, unit.c.id == post.c.unit_id)
        .where(on(post, day))
        .order_by(unit.c.sort, unit.c.id, post.c.id),
        lambda row, name, home, home_id, letters: Choice(row, name, home, str(home_id), letters or ""),
    )
    return list({(one.id, one.kind): one for one in rows}.values())


def unit_choices(r: Read, day: date) -> list[Choice]:
    """Units on a day, stations first."""
    return [Choice(one.id, one.name, "", one.kind) for one in units(r, day)]


def area_choices(r: Read, day: date) -> list[Choice]:
    """Places on a day; a group with its village's name."""
    named = {one.id: one for one in tree(r, day)}
    return [
        Choice(one.id, _place_label(one, named), "", one.kind)
        for one in named.values()
        if one.kind != "township"
    ]


def _place_label(one: Place, named: dict[int, Place]) -> str:
    above = named.get(one.parent_id or 0)
    return above.name + one.name if above is not None and one.kind == "group" else one.name


def subjects(r: Read, area_id: int, day: date) -> list[Subject]:
    """Who and which stations answer for a place on a day, to choose whom to replace."""
    card = area_card(r, area_id, day)
    if card is None or not card.area_ids:
        return []
    groups = r.column(select(area.c.id).where(area.c.parent_id == area_id))
    found = {}
    for row in card.rows:
        for bar in row.bars:
            if bar.start <= day and (bar.end is None or bar.end >= day):
                below = _where(r, row.column, bar.subject_id, groups, day) if card.source == "own" else ()
                found[row.column, bar.subject_id] = Subject(
                    row.column,
                    bar.subject_id,
                    row.label,
                    bar.text,
                    _where(r, row.column, bar.subject_id, card.area_ids, day),
                    below,
                )
    return list(found.values())


def _where(r: Read, column: str, subject: int, places: Iterable[int], day: date) -> tuple[int, ...]:
    a = assignment.c
    where = (a[column] == subject, a.area_id.in_(list(places)), on(assignment, day))
    return tuple(r.column(select(a.area_id).where(*where).distinct().order_by(a.area_id)))
