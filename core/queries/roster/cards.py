"""A place or a unit with its year: who answers, and the people concerned."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.doors import Read
from core.labels import ASSIGNMENT_ROLES
from core.model import area, assignment, post, unit
from core.queries.lineage import area_successions, steps_of, unit_successions, words_of
from core.queries.places import parents
from core.queries.roster.lines import LABELS, Line, Words, lines_in
from core.queries.roster.people import Person, area_people, everybody, unit_people
from core.queries.roster.spans import BarRow, joined, lanes, on
from core.rules.lineage import ancestors


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
    lineage: str = ""  # what it was before, what it became


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
    lineage: str = ""
    home_id: int | None = None  # of a station: the village it lies in
    home: str = ""


def area_card(r: Read, area_id: int, day: date, *, full: bool = False) -> AreaCard | None:
    """A place with who answers for it in the year of ``day``; complete phones only when asked for."""
    row = r.values(area, area_id)
    if row is None:
        return None
    above = parents(r, day)
    inside = [one for one, parent in above.items() if parent == area_id]
    groups = r.column(select(area.c.id).where(area.c.id.in_(inside), on(area, day)).order_by(area.c.id))
    row["parent_id"] = above[area_id]
    if row["kind"] == "township":
        people = tuple(everybody(r, day, full=full))
        villages = r.value(select(func.count()).where(unit.c.kind == "village", on(unit, day)))
        return AreaCard(
            area_id, "township", row["name"], None, int(villages), (), people, "own", row["name"], ()
        )
    lines, source, name = _lines_for(r, row, groups, day.year)
    words = Words(r, day)
    return AreaCard(
        area_id,
        row["kind"],
        row["name"],
        row["households"],
        len(groups),
        tuple(_area_bars(lines, words)),
        tuple(area_people(r, lines, words, day, full=full)),
        source,
        name,
        tuple(sorted({line.area_id for line in lines})),
        words_of(steps_of(r, "area", area_id), area_id),
    )


def _lines_for(r: Read, row: dict[str, object], groups: list[int], year: int) -> tuple[list[Line], str, str]:
    """The place's own lines; a village without any is answered for in its groups, a group by its village.

    The year of a place new by a merger begins with the lines of those it was made from.
    """
    a = assignment.c
    family = [row["id"]]
    if row["valid_from"] is not None:
        family += ancestors(area_successions(r), int(str(row["id"])), date(year, 12, 31))
    own = lines_in(r, a.area_id.in_(family), year)
    if own or row["parent_id"] is None:
        return own, "own", str(row["name"])
    if groups:
        return lines_in(r, a.area_id.in_(groups), year), "below", str(row["name"])
    above = r.values(area, int(str(row["parent_id"])))
    if above is None or above["kind"] == "township":
        return [], "own", str(row["name"])
    return lines_in(r, a.area_id == above["id"], year), "above", above["name"]


def _area_bars(lines: Iterable[Line], words: Words) -> list[BarRow]:
    spans: dict[tuple[str, str], dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
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
    for label, column in sorted(spans, key=lambda key: LABELS.index(key[0])):
        bars = [
            bar
            for subject, held in spans[label, column].items()
            for bar in joined(subject, say[column](subject), [(one.start, one.end) for one in held])
        ]
        rows += [BarRow(label, column, lane) for lane in lanes(bars)]
    return rows


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
        words_of(steps_of(r, "unit", unit_id), unit_id),
        row["area_id"],
        r.value(select(area.c.name).where(area.c.id == row["area_id"])) or "",
    )


def _holder(r: Read, unit_id: int, role: str, day: date) -> int | None:
    found = r.value(
        select(post.c.person_id).where(post.c.unit_id == unit_id, post.c.role == role, on(post, day)).limit(1)
    )
    return None if found is None else int(found)


def _unit_bars(r: Read, unit_id: int, day: date) -> list[BarRow]:
    """A line for each place, villages before groups; the bar says in what role and by whom."""
    names = Words(r, day).people
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
    family = [unit_id]
    if (r.values(unit, unit_id) or {})["valid_from"] is not None:  # new by a merger
        family += ancestors(unit_successions(r), unit_id, date(day.year, 12, 31))
    for line in lines_in(r, assignment.c.unit_id.in_(family), day.year):
        by_place[line.area_id][line.role, line.person_id or 0].append((line.start, line.end))
    rows = []
    for place, held in sorted(by_place.items()):
        bars = []
        for (role, who), spans in held.items():
            text = f"{ASSIGNMENT_ROLES[role]} {names.get(who, '')}".strip()
            bars += joined(place, text, spans)
        rows += [BarRow(labels[place], "unit_id", lane) for lane in lanes(bars)]
    return rows
