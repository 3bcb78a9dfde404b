"""Lists to choose from, and who may be replaced where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.doors import Read
from core.model import assignment, person, post, unit
from core.queries.places import parents
from core.queries.roster.cards import area_card
from core.queries.roster.spans import on
from core.queries.roster.tree import Place, tree
from core.queries.roster.units import units

SHOWN = 200  # rows whose history is read at once


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
    groups = [one for one, parent in parents(r, day).items() if parent == area_id]
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


def rows_about(r: Read, table_name: str, row_id: int) -> list[tuple[str, int]]:
    """The rows whose history belongs to that of an area, a unit or a person, as table and id."""
    columns = {"area": assignment.c.area_id, "unit": post.c.unit_id, "person": post.c.person_id}
    column = columns.get(table_name)
    if column is None:
        return []
    ids = r.column(select(column.table.c.id).where(column == row_id).order_by(column.table.c.id).limit(SHOWN))
    return [(column.table.name, one) for one in ids]
