"""A roster sheet (名册) taken into the record in one step."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import select

from core.db import Db
from core.doors import Write
from core.exchange.roster import RosterLeader, RosterLine, RosterSheet
from core.model import area, assignment, person, post, roster_version, unit
from core.pinyin import initials
from core.queries.lineage import area_heirs, unit_heirs
from core.queries.places import parents
from core.services.outcome import Outcome, importing, refuse_if_strict
from core.services.roster import Duty

LEADERS = "领导班子"  # the unit of leaders whose sheet names none
_ONE = timedelta(days=1)
_STEP = 50  # rows between two words of progress


class _Span(NamedTuple):
    start: date
    end: date | None


class _Line(NamedTuple):
    id: int
    duty: Duty
    role: str
    span: _Span


Told = Callable[[int, int], object]  # rows taken in, of how many; raising takes all of them back


def import_roster(
    db: Db,
    sheet: RosterSheet,
    start: date,
    *,
    source: str,
    strict: bool = False,
    dry_run: bool = False,
    told: Told | None = None,
) -> Outcome:
    """Take a parsed roster in as one step: duties from ``start`` on unless a line has its own dates.

    A second import of the same sheet changes nothing. For an area the sheet names, older open duties
    that the sheet no longer lists end the day before; other areas are left alone.
    """
    faults = tuple(fault.text for fault in sheet.faults)
    refuse_if_strict(faults, strict)
    with importing(db, f"导入名册“{source}”", dry_run=dry_run) as w:
        book = _Book(w, start, source)
        outcome = book.take(sheet.lines, told)
    notes = sheet.notes + outcome.notes
    return Outcome(outcome.new, outcome.updated, outcome.unchanged, faults, notes)


@dataclass
class _Book:
    """The roster in memory while a sheet is taken in: each look-up is a dictionary, not a query."""

    w: Write
    start: date
    source: str
    touched: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    said: dict[tuple[str, int, str], str] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    ended: set[Duty] = field(default_factory=set)
    version_id: int | None = None

    def __post_init__(self) -> None:
        self.span = _Span(self.start, None)  # of the line being taken in
        every = self.w.all
        self._read_areas()
        self.root = self.w.value(select(area.c.id).where(area.c.kind == "township"))
        followed = unit_heirs(self.w, self.start)
        self.units: dict[tuple[str, str], int] = {
            (kind, name): followed.get(row, row)
            for row, kind, name in every(
                select(unit.c.id, unit.c.kind, unit.c.name).order_by(unit.c.valid_to.is_(None), unit.c.id),
                lambda *row: row,
            )
        }
        self.people: dict[str, list[int]] = defaultdict(list)
        for row, name in every(select(person.c.id, person.c.name), lambda *row: row):
            self.people[name].append(row)
        self.phones = dict(every(select(person.c.id, person.c.phone), lambda *row: row))
        self.posts: dict[tuple[int, int], tuple[int, str | None, _Span]] = {
            (who, where): (row, title, _Span(start, end))
            for row, who, where, title, start, end in every(
                select(
                    post.c.id,
                    post.c.person_id,
                    post.c.unit_id,
                    post.c.title,
                    post.c.valid_from,
                    post.c.valid_to,
                ).order_by(post.c.valid_from),
                lambda *row: row,
            )
        }
        self.lines: dict[int, list[_Line]] = defaultdict(list)
        a = assignment.c
        for row in every(
            select(a.id, a.area_id, a.leader_id, a.unit_id, a.person_id, a.role, a.valid_from, a.valid_to),
            lambda *row: row,
        ):
            line = _Line(row[0], Duty(*row[2:5]), row[5], _Span(*row[6:8]))
            self.lines[row[1]].append(line)

    def _read_areas(self) -> None:
        """Places under their names of all times; what was merged by the start of the sheet is its successor.

        Of two places of one name in one village (the first groups of two merged ones) the earlier holds.
        """
        followed = area_heirs(self.w, self.start)
        above = parents(self.w, self.start)
        self.areas: dict[tuple[int | None, str], int] = {}
        a = area.c
        rows = self.w.all(
            select(a.id, a.name, a.parent_id).order_by(a.valid_to.is_not(None), a.id), lambda *row: row
        )
        for row, name, parent in rows:
            now = followed.get(row, row)
            self.areas.setdefault((above[now], name), now)
            self.areas.setdefault((parent, name), now)

    def take(self, lines: tuple[RosterLine, ...], told: Told | None = None) -> Outcome:
        counts = {"new": 0, "updated": 0, "unchanged": 0}
        said: dict[int, list[tuple[Duty, _Span]]] = defaultdict(list)
        dated: set[int] = set()
        last = lines[-1].row if lines else 0
        for number, of_one_row in groupby(lines, key=attrgetter("row")):
            if told is not None and number % _STEP == 0:
                told(number, last)
            self.touched.clear()  # a row "1、2、3社" is one row to the clerk
            for line in of_one_row:
                place = self._area(line)
                if line.valid_from is not None:
                    dated.add(place)
                self._take_line(line, place, said[place])
            self._count(counts)
        for place in said.keys() - dated:
            self._end_others(place, {duty for duty, _ in said[place]}, counts)
        self._note_left()
        return Outcome(counts["new"], counts["updated"], counts["unchanged"], notes=tuple(self.notes))

    def _take_line(self, line: RosterLine, place: int, said: list[tuple[Duty, _Span]]) -> None:
        span = self.span = _Span(line.valid_from or self.start, line.valid_to)
        for duty in self._duties(line):
            self._line(place, duty, span, line.role or ("joint" if said else "lead"))
            said.append((duty, span))

    def _count(self, counts: dict[str, int]) -> None:
        counts["new" if "new" in self.touched else "updated" if self.touched else "unchanged"] += 1

    # -- places and units

    def _area(self, line: RosterLine) -> int:
        village = self._place(line.village_kind, line.village, self.root)
        if line.village_kind in ("village", "community"):
            self._unit("village", line.village, village)
        return village if line.group is None else self._place(line.group_kind or "group", line.group, village)

    def _place(self, kind: str, name: str, parent: int | None) -> int:
        if (parent, name) not in self.areas:
            self.areas[parent, name] = self.w.insert(
                area, kind=kind, name=name, parent_id=parent, initials=initials(name, person=False)
            )
            self.touched.add("new")
        return self.areas[parent, name]

    def _unit(self, kind: str, name: str, area_id: int | None = None) -> int:
        if (kind, name) not in self.units:
            self.units[kind, name] = self.w.insert(
                unit,
                kind=kind,
                name=name,
                area_id=area_id,
                initials=initials(name, person=False),
                sort=len(self.units) + 1,
            )
            self.touched.add("new")
        return self.units[kind, name]

    # -- people

    def _duties(self, line: RosterLine) -> list[Duty]:
        """One line of the sheet as duties: leaders, and people with their stations, side by side."""
        leaders: list[int | None] = [self._leader(one) for one in line.leaders]
        stations = [self._unit("station", name) for name in line.stations]
        pairs = self._pairs(line, stations)
        count = max(len(leaders), len(pairs), 1)
        leaders += [None] * (count - len(leaders))
        pairs += [(None, None)] * (count - len(pairs))
        return [
            Duty(leader, *pair) for leader, pair in zip(leaders, pairs, strict=True) if leader or any(pair)
        ]

    def _pairs(self, line: RosterLine, stations: list[int]) -> list[tuple[int | None, int | None]]:
        """Each person with the station the sheet gives; stations without a person stand alone."""
        pairs: list[tuple[int | None, int | None]] = []
        for one in line.people:
            station = None if one.station is None else self._unit("station", one.station)
            at = station if station is not None else self._unit("village", line.village)
            role = "staff" if station is not None else "village_cadre"
            pairs.append((station, self._person(one.name, at, role, None, one.phone)))
        manned = {station for station, _ in pairs}
        return pairs + [(station, None) for station in stations if station not in manned]

    def _leader(self, one: RosterLeader) -> int:
        home = self._unit("leadership", LEADERS)
        return self._person(one.name, home, "leader", one.title, one.phone)

    def _person(self, name: str, unit_id: int, role: str, title: str | None, phone: str | None) -> int:
        """The person of that name in that unit; the same name elsewhere is another person."""
        title = self._first(name, unit_id, "职务", title)
        phone = self._first(name, unit_id, "电话", phone)
        who = next((one for one in self.people[name] if (one, unit_id) in self.posts), None)
        if who is None:
            if any(one not in self.fresh for one in self.people[name]):
                self.notes.append(f"名册里已有“{name}”，单位不同，按另一人登记；如是同一人，请在名册里合并。")
            who = self.w.insert(person, name=name, phone=phone, initials=initials(name))
            self.fresh.add(who)
            self.people[name].append(who)
            self.phones[who] = phone
            self.touched.add("new")
        elif phone and phone != self.phones.get(who):
            self.w.update(person, who, phone=phone)
            self.phones[who] = phone
            self.touched.add("updated")
        self._post(who, unit_id, role, title)
        return who

    def _first(self, name: str, unit_id: int, column: str, value: str | None) -> str | None:
        """Where a sheet contradicts itself its first word holds, and the clerk is told."""
        if not value:
            return None
        said = self.said.setdefault((name, unit_id, column), value)
        if said != value:
            note = f"“{name}”的{column}在表里有“{said}”和“{value}”两种写法，按前一种。"
            self.notes += [] if note in self.notes else [note]
        return said

    def _post(self, who: int, unit_id: int, role: str, title: str | None) -> None:
        known = self.posts.get((who, unit_id))
        same = known is not None and (title is None or known[1] == title)
        if known is not None and same and _meet(known[2], self.span):
            return
        if known is not None and known[2].end is None:
            row, _, span = known
            self.touched.add("updated")
            if span.start >= self.start or known[1] is None:
                self.w.update(post, row, title=title)
                self.posts[who, unit_id] = (row, title, span)
                return
            self.w.update(post, row, valid_to=self.start - _ONE)
        row = self.w.insert(
            post, person_id=who, unit_id=unit_id, role=role, title=title, valid_from=self.start
        )
        self.posts[who, unit_id] = (row, title, _Span(self.start, None))
        self.touched.add("new" if known is None else "updated")

    # -- duties

    def _line(self, place: int, duty: Duty, span: _Span, role: str) -> None:
        """Add the duty, or find it already there."""
        same = [one for one in self.lines[place] if one.duty == duty]
        there = next((one for one in same if one.span.start == span.start), None) or next(
            (one for one in same if _covers(one.span, span.start)), None
        )
        if there is None:
            row = self.w.insert(
                assignment,
                area_id=place,
                **duty._asdict(),
                role=role,
                valid_from=span.start,
                valid_to=span.end,
                version_id=self._version(),
            )
            self.lines[place].append(_Line(row, duty, role, span))
            self.touched.add("new")
        elif span.end is not None and there.span.end != span.end:
            self.w.update(assignment, there.id, valid_to=span.end)
            self.touched.add("updated")

    def _end_others(self, place: int, said: set[Duty], counts: dict[str, int]) -> None:
        for line in list(self.lines[place]):
            older = line.span.start < self.start and _covers(line.span, self.start)
            if older and line.duty not in said:
                self.w.update(assignment, line.id, valid_to=self.start - _ONE)
                self.lines[place].remove(line)
                self.ended.add(line.duty)
                counts["updated"] += 1

    def _note_left(self) -> None:
        """A post outlasts its last duty, and who holds one is counted every week: the clerk must know."""
        busy = {line.duty.person_id for lines in self.lines.values() for line in lines if self._open(line)}
        left = {(one.person_id, one.unit_id) for one in self.ended if one.person_id not in busy}
        posts = [key for key in left if key in self.posts and self.posts[key][2].end is None]
        if not posts:
            return
        people = {one: name for name, ids in self.people.items() for one in ids}
        units = {one: name for (_, name), one in self.units.items()}
        listed = "、".join(f"{people[who]}（{units[where]}）" for who, where in sorted(posts))
        self.notes.append(
            f"新名册里没有{listed}的包保任务，其职务仍在、每周照计到岗；如已调离，请在名册里结束其职务。"
        )

    def _open(self, line: _Line) -> bool:
        return line.span.end is None or line.span.end >= self.start

    def _version(self) -> int:
        if self.version_id is None:
            self.version_id = self.w.insert(
                roster_version, document=self.source, valid_from=self.start, source=self.source
            )
        return self.version_id


def _meet(post: _Span, line: _Span) -> bool:
    """Whether a post was held, or is still open, while a line of the roster was in force."""
    begun = post.start <= (line.end or date.max)
    return post.end is None or (begun and post.end >= line.start)


def _covers(span: _Span, day: date) -> bool:
    return span.start <= day and (span.end is None or span.end >= day)
