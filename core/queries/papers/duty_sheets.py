"""职责任务书: what each of the four levels, or each person of a unit, has to do and where (方案二)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.doors import Read
from core.labels import POST_ROLES
from core.model import duty_text, post, roster_version
from core.queries.papers.asked import Asked, the_unit
from core.queries.plan import view_on
from core.queries.roster.spans import on
from core.rules.coverage import Area, Line, View
from core.rules.duty_words import LEVEL_OF, UNIT, DutyText, Times, texts_for
from core.settings import Settings, settings_at

LEVEL_WORDS = {"district": "区级", "township": "乡级", "village": "村（社区）", "group": "居民小组"}


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a duty: role in words, the places, the leader above."""

    name: str
    unit: str
    title: str
    role: str
    level: str
    places: tuple[str, ...]
    leaders: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutySheetFacts:
    """``unit`` "": the four levels; else a sheet for each person of the unit."""

    settings: Settings
    day: date
    unit: str
    document: str
    holders: tuple[Holder, ...]


def duty_sheet_facts(r: Read, asked: Asked) -> DutySheetFacts:
    """As of today."""
    day = r.today
    unit = the_unit(r, asked.unit) if asked.unit is not None else ""
    settings = settings_at(r, day)
    view = view_on(r, day)
    book = _Book(r, view, day, settings)
    holders = book.units(asked.unit) if view.kind(asked.unit) == "district" else book.people(asked.unit)
    if asked.unit is None:
        holders = [*book.units(None), *holders]
    return DutySheetFacts(settings, day, unit, _document(r, day), tuple(holders))


def _document(r: Read, day: date) -> str:
    c = roster_version.c
    order = (c.valid_from.desc(), c.id.desc())
    return str(r.value(select(c.document).where(c.valid_from <= day).order_by(*order).limit(1)) or "")


class _Book:
    """What the sheets are made from, read once."""

    def __init__(self, r: Read, view: View, day: date, settings: Settings) -> None:
        t, p = duty_text.c, post.c
        self.view, self.day = view, day
        self.own = r.all(
            select(t.level, func.coalesce(t.role, ""), t.text, t.valid_from).order_by(t.sort, t.id), DutyText
        )
        self.titles = dict(
            r.all(select(p.id, func.coalesce(p.title, "")).where(on(post, day)), lambda *row: row)
        )
        self.times = Times(settings.per_week, settings.meetings_per_week, settings.campaigns_per_month)

    def units(self, wanted: int | None) -> list[Holder]:
        """District units, which answer as a whole."""
        return [
            self._holder(one.name, one.name, "", UNIT, "district", self._of(unit=one.id))
            for one in self.view.roster.units
            if one.kind == "district" and wanted in (None, one.id)
        ]

    def people(self, wanted: int | None) -> list[Holder]:
        """By unit in the office's order, heads before staff."""
        order = {one.id: at for at, one in enumerate(self.view.roster.units)}
        ranks = list(POST_ROLES)
        posts = [one for one in self.view.roster.posts if wanted in (None, one.unit_id)]
        posts.sort(key=lambda one: (order.get(one.unit_id, 0), ranks.index(one.role), one.id))
        found = []
        for one in posts:
            home = self.view.units[one.unit_id]
            level = "district" if home.kind == "district" else LEVEL_OF[one.role]
            role = UNIT if level == "district" else POST_ROLES[one.role]
            name, title = self.view.roster.people[one.person_id], self.titles.get(one.id, "")
            lines = self._of(person=one.person_id)
            found.append(self._holder(name, home.name, title, role, level, lines))
        return found

    def _of(self, *, person: int = 0, unit: int = 0) -> list[Line]:
        lines = self.view.roster.lines
        if unit:
            return [one for one in lines if one.unit_id == unit]
        return [one for one in lines if person in (one.person_id, one.leader_id)]

    def _holder(
        self, name: str, unit: str, title: str, role: str, level: str, lines: Iterable[Line]
    ) -> Holder:
        held = list(lines)
        return Holder(
            name,
            unit,
            title,
            role,
            level,
            tuple(self._places(held)),
            tuple(dict.fromkeys(who for line in held for who in self._leaders(line) if who != name)),
            tuple(texts_for(self.own, level, role, self.day, self.times)),
        )

    def _places(self, lines: Iterable[Line]) -> Iterator[str]:
        """Groups of one village together: 红光村（1组、3组)."""
        found: dict[Area, list[str]] = {}
        for line in lines:
            area = self.view.areas.get(line.area_id)
            if area is None:
                continue
            below = found.setdefault(self.view.top_of(area), [])
            if not self.view.is_top(area) and area.name not in below:
                below.append(area.name)
        for top, below in found.items():
            yield f"{top.name}（{'、'.join(below)}）" if below else top.name

    def _leaders(self, line: Line) -> Iterator[str]:
        """The leader on the line, else those of the village."""
        people = self.view.roster.people
        if line.leader_id is not None:
            yield people[line.leader_id]
            return
        area = self.view.areas.get(line.area_id)
        if area is not None:
            for other in self.view.lines[self.view.top_of(area).id]:
                if other.leader_id is not None:
                    yield people[other.leader_id]
