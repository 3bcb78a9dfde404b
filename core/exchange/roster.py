"""A roster sheet → clean lines: which leaders, stations and people answer for which village and group."""

import re
from dataclasses import dataclass, replace
from datetime import date

from core.exchange import values
from core.exchange.areas import area_kind, group_kind, split_groups
from core.exchange.columns import Mapping, find_heading, require_complete
from core.exchange.fields import ROSTER_FIELDS
from core.exchange.grid import Cell, Fault, Grid, cell_text, fault
from core.exchange.people import Written, split_people
from core.text import Unreadable, clean_phone, split_list

# Cells that a merged or filled-down layout carries on together.
_BLOCKS = (("village",), ("leader", "leader_title", "leader_phone"), ("station",), ("people", "phone"))
_ROLE_WORDS = {
    "lead": "牵头 主 主要 主责 组长 牵头单位",
    "deputy": "副 副组长 协助",
    "joint": "配合 协同 共同 联合 成员",
}
_MASKED = re.compile(r"\d{0,4}\*{2,}\d{0,4}")
_ROLES = {word: role for role, words in _ROLE_WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class RosterLeader:
    name: str
    title: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """A responsible person; `station` is the one of the line's stations the person belongs to."""

    name: str
    phone: str | None
    station: str | None


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One area and who answers for it; a cell like 1、2、3社 gives a line for each group.

    Kinds are those of areas (village, community, market …); `role` is lead, deputy, joint or None.
    """

    row: int
    village: str
    village_kind: str
    group: str | None
    group_kind: str | None
    leaders: tuple[RosterLeader, ...]
    stations: tuple[str, ...]
    people: tuple[RosterPerson, ...]
    role: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """Good lines, faults of the rows left out, and notes on what was split, filled, merged or ignored."""

    lines: tuple[RosterLine, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def parse_roster(grid: Grid, mapping: Mapping | None = None) -> RosterSheet:
    """Read a roster; `mapping` is the clerk's correction of the guessed columns."""
    mapping = mapping or find_heading(grid, ROSTER_FIELDS)
    require_complete(grid, mapping)
    notes = list(grid.notes)
    rows = values.data_rows(grid, mapping, notes)
    if not grid.merged:
        rows = _filled_down(rows, mapping, notes)
    reader = _Reader(mapping, notes)
    lines: list[RosterLine] = []
    faults: list[Fault] = []
    for number, row in rows:
        lines += reader.lines(number, row, faults)
    lines = _without_repeats(lines, notes)
    _note_namesakes(lines, notes)
    return RosterSheet(tuple(lines), tuple(faults), tuple(notes))


def _filled_down(
    rows: list[tuple[int, tuple[Cell, ...]]], mapping: Mapping, notes: list[str]
) -> list[tuple[int, tuple[Cell, ...]]]:
    """In .csv and pasted blocks merged cells lose their range: the village is blank under a filled one."""
    village = mapping.index("village")
    assert village is not None
    blanks = [cell_text(row[village]) == "" for _, row in rows]
    if not any(blanks) or blanks[0]:
        return rows
    blocks = [[i for i in map(mapping.index, keys) if i is not None] for keys in _BLOCKS]
    filled: list[tuple[int, tuple[Cell, ...]]] = []
    above: tuple[Cell, ...] = ()
    touched: list[int] = []
    for number, row in rows:
        above = _carried(row, above, blocks) if above else row
        filled.append((number, above))
        if above != row:
            touched.append(number)
    listed = "、".join(map(str, touched[:10])) + ("等" if len(touched) > 10 else "")
    notes.append(f"表中留空的村、领导、站所、责任人按合并单元格沿用上一行：第{listed}行。")
    return filled


def _carried(row: tuple[Cell, ...], above: tuple[Cell, ...], blocks: list[list[int]]) -> tuple[Cell, ...]:
    cells = list(row)
    village, leader, station, people = blocks
    to_fill = [block for block in (village, leader, station) if all(cell_text(row[i]) == "" for i in block)]
    # A person is carried on only with the station: a new station without people has none.
    if station in to_fill and all(cell_text(row[i]) == "" for i in people):
        to_fill.append(people)
    for block in to_fill:
        for index in block:
            cells[index] = above[index]
    return tuple(cells)


class _Reader:
    """The mapped columns of one roster, with the notes they give rise to."""

    def __init__(self, mapping: Mapping, notes: list[str]) -> None:
        group_title = mapping.title("group")
        suffix = "社" if "社" in group_title and "组" not in group_title else "组"
        self.notes = notes
        self.mapping = mapping
        self.village = values.Column(mapping, "village", values.names)
        self.group = values.Column(mapping, "group", lambda cell: split_groups(values.text(cell), suffix))
        self.leader = values.Column(mapping, "leader", _people)
        self.leader_title = values.Column(mapping, "leader_title", values.text)
        self.leader_phone = values.Column(mapping, "leader_phone", _phones)
        self.station = values.Column(mapping, "station", values.names)
        self.people = values.Column(mapping, "people", _people)
        self.phone = values.Column(mapping, "phone", _phones)
        self.role = values.Column(mapping, "role", _role)
        self.valid_from = values.Column(mapping, "valid_from", values.day)
        self.valid_to = values.Column(mapping, "valid_to", values.end_day)

    def lines(self, number: int, row: tuple[Cell, ...], faults: list[Fault]) -> list[RosterLine]:
        """The row's lines, one per area; none when it has a fault."""
        before = len(faults)
        villages = self.village.read(row, number, faults)
        groups = self.group.read(row, number, faults)
        stations = self.station.read(row, number, faults)
        base = RosterLine(
            row=number,
            village="",
            village_kind="",
            group=None,
            group_kind=None,
            leaders=self._leaders(row, number, faults),
            stations=stations,
            people=self._people(row, number, stations, faults),
            role=self.role.read(row, number, faults),
            valid_from=self.valid_from.read(row, number, faults),
            valid_to=self.valid_to.read(row, number, faults),
        )
        if len(faults) == before:
            faults += self._contradictions(base, villages, groups)
        return _areas(base, villages, groups) if len(faults) == before else []

    def _contradictions(
        self, base: RosterLine, villages: tuple[str, ...], groups: tuple[str, ...]
    ) -> list[Fault]:
        if not villages:
            return [fault(base.row, self.village.title, "没有写村或社区")]
        if len(villages) > 1 and groups:
            return [fault(base.row, self.group.title, "一格写了几个村，组别分不清属于哪个村")]
        if base.valid_from and base.valid_to and base.valid_to < base.valid_from:
            return [fault(base.row, self.valid_to.title, "截止日期早于起始日期")]
        return []

    def _leaders(self, row: tuple[Cell, ...], number: int, faults: list[Fault]) -> tuple[RosterLeader, ...]:
        people = self.leader.read(row, number, faults)
        titles = self.leader_title.read(row, number, faults)
        phones = self.leader_phone.read(row, number, faults)
        several = split_list(titles)
        if len(people) > 1 and len(several) == len(people):
            by_person: tuple[str, ...] = several
        elif len(people) <= 1 or len(several) == 1:
            by_person = (titles,) * len(people)  # 党委书记、乡长 is one leader's title
        else:
            self.notes.append(
                f"第{number}行“{self.leader.title}”有{len(people)}人、职务{len(several)}项，职务未导入。"
            )
            by_person = ("",) * len(people)
        numbers = self._phones(people, phones, number, self.leader_phone.title, faults)
        return tuple(
            RosterLeader(one.name, title or one.remark or None, phone)
            for one, title, phone in zip(people, by_person, numbers, strict=True)
        )

    def _people(
        self, row: tuple[Cell, ...], number: int, stations: tuple[str, ...], faults: list[Fault]
    ) -> tuple[RosterPerson, ...]:
        people = self.people.read(row, number, faults)
        phones = self.phone.read(row, number, faults)
        numbers = self._phones(people, phones, number, self.phone.title, faults)
        first = stations[0] if stations else None
        homes = list(stations) if len(stations) == len(people) else [first] * len(people)
        if len(stations) > 1 and people and len(stations) != len(people):
            self.notes.append(
                f"第{number}行有{len(stations)}个站所、{len(people)}名责任人，责任人都记在“{first}”。"
            )
        for index, one in enumerate(people):
            if one.remark in stations:
                homes[index] = one.remark
            elif one.remark:
                self.notes.append(f"第{number}行“{one.name}”后括号里的“{one.remark}”未导入。")
        return tuple(
            RosterPerson(one.name, phone, home)
            for one, phone, home in zip(people, numbers, homes, strict=True)
        )

    def _phones(
        self,
        people: tuple[Written, ...],
        phones: tuple[str, ...],
        number: int,
        title: str,
        faults: list[Fault],
    ) -> list[str | None]:
        own = [one.phone for one in people]
        if not phones:
            return own
        if len(phones) == len(people):
            return [phone or None for phone in phones]
        if len(phones) > 1 or not people:
            faults.append(fault(number, title, f"有{len(phones)}个号码、{len(people)}个姓名，对不上"))
        else:
            self.notes.append(f"第{number}行有{len(people)}人、1个号码，号码记在“{people[0].name}”名下。")
            own[0] = phones[0] or None
        return own


def _people(cell: Cell) -> tuple[Written, ...]:
    return split_people(values.text(cell))


def _phones(cell: Cell) -> tuple[str, ...]:
    parts = split_list(cell_text(cell))
    if len(parts) == 1:
        spaced = parts[0].split()
        parts = tuple(spaced) if len(spaced) > 1 and all(len(part) >= 11 for part in spaced) else parts
    return tuple(phone for phone in map(_phone, parts) if phone is not None)


def _phone(text: str) -> str | None:
    """A masked number (138****0001) keeps its place and says nothing: it never takes a whole one's."""
    return "" if _MASKED.fullmatch(text) else clean_phone(text)


def _role(cell: Cell) -> str | None:
    words = values.name(cell)
    if words and words not in _ROLES:
        raise Unreadable(words, "不是有效角色（牵头、副、协同）")
    return _ROLES.get(words)


def _areas(base: RosterLine, villages: tuple[str, ...], groups: tuple[str, ...]) -> list[RosterLine]:
    return [
        replace(
            base,
            village=village,
            village_kind=area_kind(village),
            group=group,
            group_kind=group_kind(group) if group else None,
        )
        for village in villages
        for group in groups or (None,)
    ]


def _without_repeats(lines: list[RosterLine], notes: list[str]) -> list[RosterLine]:
    first: dict[RosterLine, int] = {}
    for line in lines:
        known = first.setdefault(replace(line, row=0), line.row)
        if known != line.row:
            notes.append(f"第{line.row}行与第{known}行相同（{line.village}{line.group or ''}），已合并。")
    return [replace(line, row=row) for line, row in first.items()]


def _note_namesakes(lines: list[RosterLine], notes: list[str]) -> None:
    """The same name in several stations stays several people; the clerk is told and may join them."""
    homes: dict[str, dict[str, int]] = {}
    phones: dict[tuple[str, str | None], dict[str, int]] = {}
    for line in lines:
        for person in line.people:
            homes.setdefault(person.name, {}).setdefault(person.station or line.village, line.row)
            if person.phone:
                phones.setdefault((person.name, person.station), {}).setdefault(person.phone, line.row)
    for name, stations in homes.items():
        if len(stations) > 1:
            notes.append(
                f"“{name}”同时出现在{'、'.join(stations)}，按{len(stations)}人登记，如是一人请在名册中合并。"
            )
    for (name, _), numbers in phones.items():
        if len(numbers) > 1:
            notes.append(f"“{name}”在第{'、'.join(map(str, numbers.values()))}行的联系电话不同，请核对。")
