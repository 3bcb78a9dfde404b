"""The roster's lines of a year, and the names that stand in them, each read once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from core.doors import Read
from core.labels import POST_ROLES
from core.model import assignment, person, post, unit
from core.queries.roster.spans import within

LABELS = (
    "包保领导",
    "牵头站所",
    "副职站所",
    "协同站所",
    "责任人",
    "村支书",
    "村干部",
    "组长",
)  # of the bars, in this order


@dataclass(frozen=True, slots=True)
class Line:
    area_id: int
    leader_id: int | None
    unit_id: int | None
    person_id: int | None
    role: str
    start: date
    end: date | None


def lines_in(r: Read, where: ColumnElement[bool], year: int) -> list[Line]:
    a = assignment.c
    columns = (a.area_id, a.leader_id, a.unit_id, a.person_id, a.role, a.valid_from, a.valid_to)
    return r.all(
        select(*columns)
        .where(where, within(assignment, date(year, 1, 1), date(year, 12, 31)))
        .order_by(a.role != "lead", a.valid_from, a.id),
        Line,
    )


class Words:
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

    def label_of(self, line: Line) -> str:
        """What a person does on a line: 责任人 of a station, else by the post."""
        held = self.post(line.person_id or 0, line.start)
        if line.unit_id is not None or held is None:
            return "责任人"
        return POST_ROLES[held[2]] if held[2] in _RESIDENT else "责任人"


_RESIDENT = ("village_secretary", "village_cadre", "group_head")
