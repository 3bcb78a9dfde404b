"""The lines of an inspection being keyed in: what a typed word means, what a line still lacks, its writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from core.ledgers.headings import SOURCES
from core.ledgers.registers import LOCATIONS
from core.rules.calendar import cn_day
from gui.table import Candidate, CandidateList
from gui.widgets.date_field import parse_day
from gui.widgets.marks import Mark

if TYPE_CHECKING:
    from core.queries.finding_tour import Choice, Tour, TourLine
    from core.queries.standards import Standard

_YES = frozenset("1yYlLtT是√✓对")
_NO = frozenset({"", "0", "n", "N", "否", "不"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What can be chosen on the sheet's day."""

    places: Mapping[int, "Choice"] = field(default_factory=dict)
    stations: Mapping[int, "Choice"] = field(default_factory=dict)
    categories: Mapping[int, "Choice"] = field(default_factory=dict)
    answering: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # place → stations
    due_days: int = 3
    tour: "Tour | None" = None
    standards: Mapping[int, "Standard"] = field(default_factory=dict)
    unseen: tuple[int, ...] = ()  # villages and markets no inspection of the month went to


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet; ``id`` None while it is not on the disk. Names stand beside their ids."""

    key: int
    id: int | None = None
    area_id: int | None = None
    area: str = ""
    place: str = ""
    unit_id: int | None = None
    unit: str = ""
    category_id: int | None = None
    category: str = ""
    text: str = ""
    due_on: date | None = None
    fixed: bool = False
    recurrence_of: int | None = None
    earlier: tuple[int, date] | None = None
    steps: int = 0
    photos: int = 0
    several: tuple[str, ...] = ()  # more than one station answers for the place
    source: str = SOURCES[0]
    location: str = ""
    standard_id: int | None = None
    standard: str = ""
    partner: str = ""

    @property
    def begun(self) -> bool:
        """Worth keeping: a description, or a category to describe it by."""
        return bool(self.text.strip() or self.category_id)

    @property
    def note(self) -> Mark | None:
        """What the clerk should know of the line."""
        if self.recurrence_of is not None:
            return Mark("note", f"第{self.recurrence_of}条的反弹")
        if self.earlier is not None:
            return Mark("lack", f"与{cn_day(self.earlier[1])}第{self.earlier[0]}条相似")
        if self.begun and self.unit_id is None:
            return Mark("lack", "待定责")
        return Mark("done", f"已保存，第{self.id}条") if self.id is not None else None


def of_stored(stored: "TourLine", key: int, desk: Desk) -> Line:
    """A finding on the disk as a line."""
    line = Line(
        key=key,
        id=stored.id,
        area_id=stored.area_id,
        area=_name(desk.places, stored.area_id),
        place=stored.place,
        unit_id=stored.unit_id,
        unit=_name(desk.stations, stored.unit_id),
        category_id=stored.category_id,
        category=_name(desk.categories, stored.category_id),
        text=stored.text,
        due_on=stored.due_on,
        fixed=stored.fixed_on_spot,
        recurrence_of=stored.recurrence_of,
        earlier=stored.earlier,
        steps=stored.steps,
        photos=stored.photos,
        source=stored.source,
        location=stored.location,
        standard_id=stored.standard_id,
        standard=_code(desk, stored.standard_id),
        partner=stored.partner,
    )
    return replace(line, several=_several(line, desk))


def _name(choices: Mapping[int, "Choice"], key: int | None) -> str:
    return choices[key].name if key is not None and key in choices else ""


def _code(desk: Desk, item: int | None) -> str:
    return desk.standards[item].code if item is not None and item in desk.standards else ""


def fresh(key: int, above: Line | None, day: date, desk: Desk) -> Line:
    """A new line: the area and its chosen station carry over, the deadline is the usual one."""
    due = day + timedelta(days=desk.due_days)
    if above is None:
        return Line(key, due_on=due)
    if above.area_id is None:
        return Line(key, due_on=due)
    line = with_area(Line(key, due_on=due), above.area_id, desk)
    return line if line.unit_id is not None else replace(line, unit_id=above.unit_id, unit=above.unit)


def with_area(line: Line, area_id: int | None, desk: Desk) -> Line:
    """Another place: the station that answers for it comes with it, unless several do."""
    found = desk.answering.get(area_id, ()) if area_id is not None else ()
    unit = found[0] if len(found) == 1 else None
    moved = replace(
        line,
        area_id=area_id,
        area=_name(desk.places, area_id),
        unit_id=unit,
        unit=_name(desk.stations, unit),
        earlier=None,
    )
    return replace(moved, several=_several(moved, desk))


def _several(line: Line, desk: Desk) -> tuple[str, ...]:
    found = desk.answering.get(line.area_id, ()) if line.area_id is not None else ()
    return tuple(_name(desk.stations, one) for one in found) if len(found) > 1 else ()


def typed(line: Line, key: str, text: str, day: date, desk: Desk) -> Line | str:
    """The line with a cell as typed, or what is wrong with the word."""
    said = text.strip()
    if key == "area":
        return _typed_area(line, said, desk)
    if key in ("unit", "category"):
        return _typed_name(line, key, said, desk)
    if key in _WORDS:
        return _typed_word(line, key, said)
    if key == "standard":
        return _typed_standard(line, said, desk)
    if key == "due_on":
        return _typed_due(line, said, day)
    if key == "fixed":
        if said not in _NO and said[:1] not in _YES:
            return "立行立改填1（是），不是就空着。"
        return replace(line, fixed=said not in _NO)
    return _with(line, **{key: said})


def _with(line: Line, **values: Any) -> Line:
    return replace(line, **values)


_WORDS = {"source": ("来源", SOURCES), "location": ("区域类型", LOCATIONS)}


def _typed_word(line: Line, key: str, said: str) -> Line | str:
    """One of a few words, or the beginning of one."""
    title, words = _WORDS[key]
    if not said:
        return _with(line, **{key: SOURCES[0] if key == "source" else ""})
    found = [one for one in words if one.startswith(said)]
    return _with(line, **{key: found[0]}) if found else f"{title}应是{'、'.join(words)}中的一个。"


def _typed_standard(line: Line, said: str, desk: Desk) -> Line | str:
    from core.queries.standards import standard_named

    if not said:
        return replace(line, standard_id=None, standard="")
    found = standard_named(desk.standards.values(), said)
    return found if isinstance(found, str) else replace(line, standard_id=found, standard=_code(desk, found))


def _typed_area(line: Line, said: str, desk: Desk) -> Line | str:
    if not said:
        return with_area(line, None, desk)
    found = [key for key, one in desk.places.items() if one.name == said]
    return with_area(line, found[0], desk) if found else f"名册里没有“{said}”这个村（居）、组或集贸市场。"


def _typed_name(line: Line, key: str, said: str, desk: Desk) -> Line | str:
    choices = desk.stations if key == "unit" else desk.categories
    found = next((number for number, one in choices.items() if one.name == said), None)
    if said and found is None:
        kind = "站所" if key == "unit" else "类别"
        return f"没有“{said}”这个{kind}，输入首字母可以选。"
    return picked(line, key, found, desk)


def picked(line: Line, key: str, number: int | None, desk: Desk) -> Line:
    """The line with a chosen place, station or category."""
    if key == "area":
        return with_area(line, number, desk)
    if key == "unit":
        return replace(line, unit_id=number, unit=_name(desk.stations, number))
    if key == "standard":
        return replace(line, standard_id=number, standard=_code(desk, number))
    return replace(line, category_id=number, category=_name(desk.categories, number), earlier=None)


def _typed_due(line: Line, said: str, day: date) -> Line | str:
    if not said:
        return replace(line, due_on=None)
    plain = said.translate(str.maketrans("＋天日", "+  ")).strip()
    if plain.startswith("+") and plain[1:].strip().isdecimal():
        return replace(line, due_on=day + timedelta(days=int(plain[1:])))
    due = parse_day(said, day)
    if due is None:
        return "期限可以输入+3、27或11.27。"
    if due < day and due.month < day.month and due.year == day.year:
        due = due.replace(year=due.year + 1)  # keyed in December for January
    return replace(line, due_on=due) if due >= day else "整改期限早于督查日期，请核对。"


# -- what is offered while typing ------------------------------------------------------------------


def offers_of(desk: Desk, letters: Mapping[str, str]) -> dict[str, CandidateList]:
    """Candidates by column; ``letters`` are initials of categories and headings."""
    places = [
        Candidate(
            key,
            one.name,
            one.initials,
            "、".join(_name(desk.stations, n) for n in desk.answering.get(key, ())),
        )
        for key, one in desk.places.items()
    ]
    stations = [Candidate(key, one.name, one.initials) for key, one in desk.stations.items()]
    kinds = [
        Candidate(key, one.name, f"{letters.get(one.name, '')} {letters.get(one.detail, '')}", one.detail)
        for key, one in desk.categories.items()
    ]
    items = [Candidate(key, one.code, one.text, one.text[:20]) for key, one in desk.standards.items()]
    words = {
        key: CandidateList([Candidate(one, one, letters.get(one, "")) for one in each])
        for key, (_, each) in _WORDS.items()
    }
    return {
        **words,
        "standard": CandidateList(items),
        "area": CandidateList(places),
        "unit": CandidateList(stations),
        "category": CandidateList(kinds),
    }


# -- the writes ------------------------------------------------------------------------------------


def add(
    w: Any, day: date, inspectors: str, lines: Sequence[Line], late_reason: str = ""
) -> list[tuple[int, int]]:
    """Put new lines on the disk; (line key, finding id) of each."""
    from core.services import inspections as act
    from core.services.finding_details import Told

    inspected = any(line.source == SOURCES[0] for line in lines)
    tour = act.tour_on(w, day, inspectors, late_reason=late_reason) if inspected else None
    made = []
    for line in lines:
        row = act.add_finding(
            w,
            day,
            line.text or line.category,
            area_id=line.area_id,
            place=line.place,
            category_id=line.category_id,
            unit_id=line.unit_id,
            fixed_on_spot=line.fixed,
            inspection_id=tour if line.source == SOURCES[0] else None,
            recurrence_of=line.recurrence_of,
            told=Told(**_told(line)),
            from_roster=False,
            late_reason=late_reason,
        )
        if line.due_on is not None and line.unit_id is not None and not line.fixed:
            act.order(w, [row], day, line.due_on)
        made.append((line.key, row))
    return made


def change(w: Any, old: Line, new: Line) -> None:
    """Bring a finding on the disk up to its line; its order follows station, deadline and 立行立改."""
    from core.services import inspections as act

    assert new.id is not None
    loose = new.fixed or new.unit_id is None
    if loose:
        act.drop_order(w, new.id)
    act.change_finding(
        w,
        new.id,
        area_id=new.area_id,
        place=new.place or None,
        category_id=new.category_id,
        text=new.text or new.category or old.text,
        unit_id=new.unit_id,
        fixed_on_spot=new.fixed,
        recurrence_of=new.recurrence_of,
        **({} if _told(new) == _told(old) else _told(new)),
    )
    ordered = old.steps > 0 and not (old.fixed or old.unit_id is None)
    if not loose and new.due_on is not None and (new.due_on != old.due_on or not ordered):
        act.set_first_due(w, new.id, new.due_on)


def _told(line: Line) -> dict[str, Any]:
    return {
        "source": line.source,
        "location": line.location,
        "standard_id": line.standard_id,
        "partner": line.partner,
    }


def shown(line: Line, finding_id: int) -> Line:
    """The line once it is on the disk."""
    ordered = line.due_on is not None and line.unit_id is not None and not line.fixed
    return replace(line, id=finding_id, text=line.text or line.category, steps=int(ordered))
