"""The sheet as it stands on the screen: the record's lines, and over them what was typed and not yet kept.

A line is taken as typed at once and the record follows; what it cannot take keeps its words and says why.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from gui.offers import Days, Miss, Offers, days_out
from gui.views.entry.words import next_sheet, say_sheet, sheet_code, times
from gui.widgets.date_field import parse_day
from gui.widgets.marks import Mark
from gui.widgets.period import week_of

if TYPE_CHECKING:
    from core.queries.entry import CheckInRow, WeekSheet

_PART = 250  # lines made ready at once
ON_SPOT = "驻点"  # core.services.check_ins
_SPOT = frozenset({ON_SPOT, "驻", "zd", "z", "1", "是", "√", "✓"})
_VISIT = frozenset({"", "0", "否", "到岗", "签到"})
_UNSENT = 1_000_000_000_000  # ids above it stand for lines without one


@dataclass(slots=True)
class Item:
    """A line as typed. ``row_id`` once the record knows it; ``pending`` writes are under way."""

    number: int
    monday: date
    day: date
    sheet_no: str
    name: str = ""
    person_id: int | None = None
    area: str = ""
    area_id: int | None = None
    note: str = ""
    row_id: int | None = None
    sent_id: int | None = None  # given by the worker, before the answer is here
    after: int = 0  # stands below the line of this id
    pending: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)  # what a wrong word may have meant
    unknown: bool = False  # the name is nobody's: it can be added
    day_typed: str = ""  # a date that is none
    kind: str = ""  # 驻点, else an ordinary line
    refused: list[str] = field(default_factory=list)  # cells the file did not take, held by another program

    @property
    def new(self) -> bool:
        """Neither kept nor on its way."""
        return self.row_id is None and not self.pending

    @property
    def known(self) -> int | None:
        """Its id, for a write that runs after the one that keeps it."""
        return self.row_id if self.row_id is not None else self.sent_id

    @property
    def ready(self) -> bool:
        """Can go into the record."""
        return self.person_id is not None and not self.faults

    @property
    def key(self) -> int:
        """What tells lines apart while they have no id."""
        return self.row_id if self.row_id is not None else _UNSENT + self.number


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the table. ``visit`` is 第2次 with or without its mark, or the mark of a repetition."""

    key: int
    name: str = ""
    unit: str = ""
    day: date | str | None = None  # as typed when it is no date
    area: str = ""
    note: str = ""
    visit: Any = ""
    repeated: bool = False
    faults: tuple[tuple[str, str], ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Carry:
    """What the next line takes over."""

    day: date
    sheet_no: str
    area: str = ""
    area_id: int | None = None
    note: str = ""
    kind: str = ""


class Book:
    """One week's lines, kept and typed."""

    def __init__(self, monday: date, today: date) -> None:
        self.monday, self.today = monday, today
        self.offers = Offers()
        self.lines: dict[int, CheckInRow] = {}
        self.items: list[Item] = []
        self._base: dict[int, Item] = {}  # the lines as items, never changed
        self.required: dict[int, int] = {}  # visits asked of a person this week
        self._numbers = 0
        self._floor = 0  # no line has a higher id

    # --- what the record says -------------------------------------------------------------------------
    def arrive(self, sheet: "WeekSheet") -> None:
        """The week as the record has it now; what it has taken over is no longer typed."""
        self.monday = sheet.monday
        self.lines = {row.id: row for row in sheet.rows}
        self._base = {row.id: _typed_over(row, 0) for row in sheet.rows}
        self.required = {
            quota.person_id: quota.required
            for _name, cell in sheet.stations
            for quota in cell.quotas
            if quota.person_id is not None
        }
        self.items = [item for item in self.items if not self._settled(item)]
        self._floor = max([*self.lines, *(item.row_id or item.after for item in self.items)], default=0)

    def _settled(self, item: Item) -> bool:
        if item.pending or item.row_id is None:
            return False
        gone = item.monday == self.monday and item.row_id not in self.lines
        return gone or not item.faults

    def resume(self) -> Carry:
        """Where the clerk left off in the week: the last line's sheet, day, place and reason."""
        every = self.all_items()
        if every:
            last = every[-1]
            return Carry(last.day, last.sheet_no, last.area, last.area_id, last.note)
        day = self.today if week_of(self.today) == self.monday else self.monday
        return Carry(day, sheet_code(self.monday, 1))

    def fresh_sheet(self) -> str:
        """The paper sheet after the last one."""
        return next_sheet((one.sheet_no for one in self.all_items()), self.monday)

    # --- lines ----------------------------------------------------------------------------------------
    def open_item(self, carry: Carry) -> Item:
        """A new line that carries over what the last one said."""
        self._numbers += 1
        item = Item(
            self._numbers,
            week_of(carry.day),
            carry.day,
            carry.sheet_no,
            area=carry.area,
            area_id=carry.area_id,
            note=carry.note,
            kind=carry.kind,
            after=self._floor,
        )
        self.items.append(item)
        self._check_day(item)
        return item

    def item(self, key: int) -> Item:
        """The typed state of a line, begun from the record's when it has none."""
        for item in self.items:
            if item.key == key:
                return item
        return self.begin_item(key)

    def begin_item(self, key: int) -> Item:
        """A line of the record, which nobody has typed into so far, as a typed one."""
        self._numbers += 1
        item = _typed_over(self.lines[key], self._numbers)
        self.items.append(item)
        return item

    def drop(self, items: Iterable[Item]) -> None:
        """Forget typed lines."""
        gone = {item.key for item in items}
        self.items = [item for item in self.items if item.key not in gone]

    def put_back(self, item: Item, old: Item) -> None:
        """A line as it was before something was typed into it."""
        for one in fields(Item):
            setattr(item, one.name, getattr(old, one.name))

    def kept(self, *items: Item) -> None:
        """A write of the items ended: lines typed after them stay below them."""
        for item in items:
            item.pending -= 1
            item.refused = []
            item.row_id = item.row_id if item.row_id is not None else item.sent_id
        above = sorted((item.number, item.row_id) for item in items if item.row_id is not None)
        if not above:
            return
        numbers = [number for number, _row in above]
        highest = list(accumulate((row for _number, row in above), max))
        self._floor = max(self._floor, highest[-1])
        for other in self.items:
            if other.row_id is None and (place := bisect_left(numbers, other.number)):
                other.after = max(other.after, highest[place - 1])

    def put(self, item: Item, key: str, text: str, value: object = None) -> None:
        """Type a text into a cell (with the id a candidate carries); faults are kept with the line."""
        item.faults.pop(key, None)
        item.near.pop(key, None)
        text = text.strip()
        if key == "name":
            self._put_name(item, text, value)
        elif key == "area":
            self._put_area(item, text, value)
        elif key == "day":
            self._put_day(item, text)
        elif key == "note":
            item.note = text
        elif key == "kind":
            self._put_kind(item, text)

    def _put_kind(self, item: Item, text: str) -> None:
        if text in _SPOT:
            item.kind = ON_SPOT
        elif text in _VISIT:
            item.kind = ""
        else:
            item.faults["kind"] = f"方式填1或“{ON_SPOT}”，一般到岗留空。"

    def _put_name(self, item: Item, text: str, value: object) -> None:
        item.unknown = False
        found = self.offers.by_id.get(value) if isinstance(value, int) else self.offers.person(text, item.day)
        if found is None or isinstance(found, Miss):
            item.name, item.person_id = text, None
            self._miss(item, "name", found)
        else:
            item.name, item.person_id = found.name, found.id

    def _put_area(self, item: Item, text: str, value: object) -> None:
        item.area, item.area_id = text, value if isinstance(value, int) else None
        if text and item.area_id is None:
            found = self.offers.place(text)
            if isinstance(found, Miss):
                self._miss(item, "area", found)
            else:
                item.area, item.area_id = found.name, found.id

    def _miss(self, item: Item, key: str, miss: Miss | None) -> None:
        if miss is not None and (key != "name" or item.name):
            item.faults[key] = miss.text
            item.unknown = item.unknown or miss.unknown
            if miss.near:
                item.near[key] = miss.near

    def _put_day(self, item: Item, text: str) -> None:
        day = self._stepped(text.strip(), item.day) or parse_day(text, item.day)
        item.day_typed = "" if day else text
        if day is None:
            item.faults["day"] = f"没有“{text}”这一天，可输入 5、10.5 或 2026-10-5。"
            return
        item.day, item.monday = day, week_of(day)
        self._check_day(item)

    def _stepped(self, typed: str, near: date) -> date | None:
        """+ and - are the next and the last day, t is today, as in the date field above the sheet."""
        steps = {"+": 1, "＋": 1, "=": 1, "-": -1, "－": -1}
        if typed in {"t", "T"}:
            return self.today
        return near + timedelta(days=steps[typed]) if typed in steps else None

    def _check_day(self, item: Item) -> None:
        if item.day > self.today:
            item.faults["day"] = f"日期{item.day.month}月{item.day.day}日在今天之后，请核对。"

    # --- what is shown --------------------------------------------------------------------------------
    def all_items(self) -> list[Item]:
        """Every line of the week in the order of the sheet, the typed state over the kept one."""
        typed = {item.row_id for item in self.items}
        found = [one for row, one in self._base.items() if row not in typed]
        mine = (item for item in self.items if item.row_id in self.lines or item.monday == self.monday)
        return sorted([*found, *mine], key=_place)

    def days(self) -> Days:
        """Who was out when, typed lines included."""
        return days_out((one.person_id, one.day) for one in self.all_items() if one.ready)

    def shown(self, view: str, day: date, sheet_no: str) -> list[Shown]:
        """The lines of a view: sheet (one paper sheet), day or week."""
        return [one for part in self.shown_by_parts(view, day, sheet_no) for one in part]

    def shown_by_parts(self, view: str, day: date, sheet_no: str) -> Iterator[list[Shown]]:
        """The same, little by little; a part may be empty."""
        every = self.all_items()
        yield []
        counted = _counted(every)
        yield []
        chosen = [one for one in every if _belongs(one, view, day, sheet_no)]
        places = {one.key: number for number, one in enumerate(chosen, 1)}
        slips = {one.key: one.sheet_no for one in every}
        for first in range(0, len(chosen), _PART):
            yield [self._shown(one, counted, places, slips) for one in chosen[first : first + _PART]]

    @property
    def size(self) -> int:
        """About how many lines there are."""
        return len(self.lines) + len(self.items)

    def counts(self, day: date, sheet_no: str) -> dict[str, int]:
        """How many lines each view has."""
        every = self.all_items()
        views = ("sheet", "day", "week")
        return {view: sum(_belongs(one, view, day, sheet_no) for one in every) for view in views}

    def _shown(
        self,
        one: Item,
        counted: Mapping[int, tuple[int, int | None]],
        places: Mapping[int, int],
        slips: Mapping[int, str],
    ) -> Shown:
        person = self.offers.by_id.get(one.person_id or 0)
        line = self.lines.get(one.row_id or 0)
        unit = person.unit(one.day) if person else line.unit if line and one.person_id else ""
        number, same = counted.get(one.key, (0, None))
        visit = self._visit(one, number) if same is None else self._again(same, places, slips)
        faults = tuple(one.faults.items())
        return Shown(
            one.key,
            one.name,
            unit,
            one.day_typed or one.day,
            one.area,
            one.note,
            visit,
            same is not None,
            faults,
            one.kind,
        )

    def _visit(self, one: Item, number: int) -> object:
        if not number:
            return ""
        asked = self.required.get(one.person_id or 0, 0)
        words = f"第{number}次"
        person = self.offers.by_id.get(one.person_id or 0)
        if person is not None and person.term(one.day) is None:
            return (words, Mark("note", "当天无职务"))
        if asked and number >= asked:
            return (words, Mark("done", f"满{times(asked)}"))
        return words

    def _again(self, same: int, places: Mapping[int, int], slips: Mapping[int, str]) -> Mark:
        if same in places:
            return Mark("lack", f"重复，同第{places[same]}行")
        slip = say_sheet(slips.get(same, ""), self.monday)
        return Mark("lack", f"重复，{slip}已有" if slip else "重复，已有一条")

    def waiting(self) -> list[Item]:
        """Lines the record has not taken, in any week."""
        return [item for item in self.items if (item.new or item.faults) and (item.name or item.faults)]

    def now_known(self) -> list[Item]:
        """Lines whose name the roster knows by now, ready to be kept."""
        names = {one.name for one in self.offers.people}
        found = [item for item in self.items if item.new and "name" in item.faults and item.name in names]
        for item in found:
            self.put(item, "name", item.name)
        return [item for item in found if item.ready]

    def take_refused(self) -> list[tuple[Item, set[str]]]:
        """What the file did not take, without its faults, to be sent once more."""
        found = [(item, set(item.refused)) for item in self.items if item.refused]
        for item, _keys in found:
            item.refused = []
            item.faults.pop("name", None)
        return found

    # --- nothing typed is lost ------------------------------------------------------------------------
    def to_keep(self) -> list[dict[str, Any]]:
        """What the record has not taken, as plain values."""
        return [_plain(item) for item in self.waiting()]

    def take_back(self, kept: Iterable[Mapping[str, Any]]) -> None:
        """Lines kept from an earlier time."""
        for values in kept:
            self._numbers += 1
            days = {key: date.fromisoformat(values[key]) for key in ("monday", "day")}
            item = Item(**{**values, **days, "number": self._numbers, "pending": 0})
            self.items.append(item)


def _plain(item: Item) -> dict[str, Any]:
    values = {one.name: getattr(item, one.name) for one in fields(Item)}
    return values | {
        "monday": item.monday.isoformat(), "day": item.day.isoformat(), "pending": 0, "sent_id": None,
        "faults": dict(item.faults), "near": dict(item.near), "refused": list(item.refused),
    }  # fmt: skip


def _typed_over(line: "CheckInRow", number: int) -> Item:
    return Item(
        number,
        week_of(line.day),
        line.day,
        line.sheet_no,
        line.name,
        line.person_id,
        line.area,
        line.area_id,
        line.note,
        line.id,
        kind=line.kind,
    )


def _place(item: Item) -> tuple[int, int]:
    return (item.row_id, 0) if item.row_id is not None else (item.after, item.number)


def _belongs(item: Item, view: str, day: date, sheet_no: str) -> bool:
    if view == "sheet":
        return item.sheet_no == sheet_no
    return view == "week" or item.day == day


def _counted(every: list[Item]) -> dict[int, tuple[int, int | None]]:
    from core.queries.entry import numbered
    from core.rules.quotas import Visit

    return numbered(
        Visit(one.key, one.person_id, one.area_id, one.day)
        for one in every
        if one.person_id is not None and not one.faults
    )
