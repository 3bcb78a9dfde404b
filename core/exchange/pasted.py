"""A block of check-ins pasted from WPS: which column holds what, by heading or by what its cells say."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.exchange.columns import guess_heading
from core.exchange.fields import CHECK_IN_FIELDS
from core.exchange.grid import Grid
from core.exchange.people import split_qualified
from core.text import Unreadable, clean, clean_name

ROLES: Mapping[str, str] = {
    "": "不用", "name": "姓名", "unit": "单位", "day": "日期", "area": "区域", "note": "事由",
}  # fmt: skip
_BY_FIELD = {"person": "name", "unit": "unit", "area": "area", "day": "day", "note": "note"}
_DAY = re.compile(
    r"(?:\d{2,4}\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?\s*(?:[（(]?(?:周|星期).[）)]?)?"
)
_NUMBER = re.compile(r"[\d\s.,、]*")
_TOTALS = re.compile(r"(?:合计|总计|小计|备注|填表|制表|签到人数|共\d)")
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """The cells, the role of each column ("" unused), and how many heading rows stand above."""

    rows: tuple[tuple[str, ...], ...]
    roles: tuple[str, ...]
    first: int = 0

    def with_role(self, column: int, role: str) -> "Block":
        """The clerk's correction; a role belongs to one column only."""
        freed = tuple("" if role and one == role else one for one in self.roles)
        return replace(self, roles=(*freed[:column], role, *freed[column + 1 :]))


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One person's line; ``row`` counts the block's rows from 1, empty texts were not given."""

    row: int
    name: str
    day: str = ""
    area: str = ""
    note: str = ""


def read_block(
    cells: Sequence[Sequence[str]], names: Collection[str], units: Collection[str], places: Collection[str]
) -> Block:
    """Guess the columns; UserError for an empty block or one with identity numbers."""
    width = max((len(row) for row in cells), default=0)
    filled = [[clean(cell) for cell in row] + [""] * (width - len(row)) for row in cells]
    rows = tuple(tuple(row) for row in filled if any(row))
    grid = Grid("粘贴的表格", None, rows, tuple(range(1, len(rows) + 1)))
    heading = guess_heading(grid, CHECK_IN_FIELDS)
    if heading.index("person") is not None:
        found = {index: _BY_FIELD[key] for key, index in heading.columns if key in _BY_FIELD}
        return Block(rows, tuple(found.get(column, "") for column in range(width)), heading.first_row)
    known = {"name": frozenset(names), "unit": frozenset(units), "area": frozenset(places)}
    return Block(rows, _guessed([[row[at] for row in rows if row[at]] for at in range(width)], known))


def _guessed(columns: list[list[str]], known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    roles = [""] * len(columns)
    for role in ("name", "day", "unit", "area"):
        shares = [(_share(column, role, known), -at) for at, column in enumerate(columns) if not roles[at]]
        best, at = max(shares, default=(0.0, 0))
        if best >= (_MOSTLY if role != "name" else 0.2):
            roles[-at] = role
    if "name" not in roles and len(columns) == 1:
        roles[0] = "name"
    left = [
        (sum(map(len, column)), at) for at, column in enumerate(columns) if not roles[at] and _wordy(column)
    ]
    if left:
        roles[max(left)[1]] = "note"
    return tuple(roles)


def _share(column: list[str], role: str, known: Mapping[str, Collection[str]]) -> float:
    if not column:
        return 0.0
    if role == "day":
        return sum(_DAY.fullmatch(cell) is not None for cell in column) / len(column)
    if role == "name":
        return sum(any(name in known["name"] for name, _unit in _people(cell)) for cell in column) / len(
            column
        )
    return sum(clean_name(cell).replace("/", "") in known[role] for cell in column) / len(column)


def _wordy(column: list[str]) -> bool:
    return any(not _NUMBER.fullmatch(cell) for cell in column)


def _people(cell: str) -> tuple[tuple[str, str | None], ...]:
    try:
        return split_qualified(cell)
    except Unreadable:
        return ((cell, None),)


def lines_of(block: Block) -> list[PastedLine]:
    """A line for each name; rows of totals and remarks are left out, a name keeps its unit (村建所/李伟)."""
    found: list[PastedLine] = []
    for number, row in enumerate(block.rows[block.first :], block.first + 1):
        said = {role: row[at] for at, role in enumerate(block.roles) if role}
        name = said.get("name", "")
        if not name or _TOTALS.match(name):
            continue
        for one, home in _people(name):
            unit = home or said.get("unit", "")
            words = f"{unit}/{one}" if unit else one
            day, area, note = (said.get(key, "") for key in ("day", "area", "note"))
            found.append(PastedLine(number, words, day, area, note))
    return found
