"""Which column of a sheet holds what: guessed from the headings, shown to the clerk, correctable."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.errors import UserError
from core.exchange.grid import Cell, Grid, cell_text
from core.text import looks_like_id_number

_SEARCH_ROWS = 30
_HEADING_ROWS = 3
_SAMPLE_ROWS = 200
_ID_HEADINGS = ("身份证", "身份号码", "证件号")
_BRACKETS = str.maketrans("（）【】", "()()")
_NOTES = re.compile(r"\((?:必填|选填|可不填|盖章|签名|签字|手写|元|分)\)|[*＊:：]")
_NAME_WORDS = {"姓名", "名字", "名称"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a sheet tells. `title` is the heading written by us; `aliases` those of other offices.

    A field with an `owner` (电话 of a 责任人) takes its `shared` headings only beside its owner's column.
    """

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    owner: str = ""
    shared: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Field keys to column indices, with the heading of every column and the first data row's index."""

    fields: tuple[Field, ...]
    headings: tuple[str, ...]
    columns: tuple[tuple[str, int], ...]
    first_row: int

    def index(self, key: str) -> int | None:
        return dict(self.columns).get(key)

    def title(self, key: str) -> str:
        """The sheet's own heading for a field, for error sentences; our title where it has none."""
        index = self.index(key)
        if index is not None and self.headings[index]:
            return self.headings[index]
        return next(field.title for field in self.fields if field.key == key)

    def missing(self) -> tuple[Field, ...]:
        """Required fields without a column."""
        mapped = dict(self.columns)
        return tuple(field for field in self.fields if field.required and field.key not in mapped)

    def ignored(self) -> tuple[str, ...]:
        """Headings of columns that no field uses."""
        used = {index for _, index in self.columns}
        return tuple(text for index, text in enumerate(self.headings) if text and index not in used)

    def with_column(self, key: str, index: int | None) -> "Mapping":
        """The clerk's correction: give a field another column, or none."""
        kept = tuple(pair for pair in self.columns if pair[0] != key and pair[1] != index)
        return replace(self, columns=kept if index is None else (*kept, (key, index)))

    def preview(self, grid: Grid, n: int = 10) -> tuple[tuple[str, ...], ...]:
        """The first n rows below the heading as texts, for the correction view."""
        return tuple(tuple(map(cell_text, row)) for row in grid.rows[self.first_row : self.first_row + n])


def find_heading(grid: Grid, fields: Sequence[Field]) -> Mapping:
    """The guessed mapping; UserError when required columns are missing or identity numbers are present."""
    mapping = guess_heading(grid, fields)
    require_complete(grid, mapping)
    return mapping


def require_complete(grid: Grid, mapping: Mapping) -> None:
    """UserError naming the required columns a mapping lacks and what the sheet shows instead."""
    lacking = mapping.missing()
    if not lacking:
        return
    wanted = "、".join(f"“{field.title}”" for field in lacking)
    seen = [text for text in mapping.headings if text] or [cell_text(cell) for cell in grid.rows[0]]
    listed = "、".join(dict.fromkeys(text[:12] for text in seen if text))[:120]
    raise UserError(
        f"“{grid.source}”里没有找到{wanted}列，看到的是：{listed or '空白'}，"
        "请在表头补上列名，或在导入时指定。"
    )


def recognised(grid: Grid, fields: Sequence[Field]) -> bool:
    """Whether a sheet has a heading with every required field."""
    return bool(grid.rows) and not _best(grid, fields).missing()


def guess_heading(grid: Grid, fields: Sequence[Field]) -> Mapping:
    """The mapping of the best heading found, maybe incomplete; UserError for an identity-number column."""
    if not grid.rows:
        raise UserError(f"“{grid.source}”里没有内容，请换一份有内容的表格再导入。")
    mapping = _best(grid, fields)
    _refuse_id_numbers(grid, mapping)
    return mapping


def _refuse_id_numbers(grid: Grid, mapping: Mapping) -> None:
    for heading in mapping.headings:
        if any(word in heading for word in _ID_HEADINGS):
            raise _id_error(grid, heading)
    for row, number in zip(grid.rows[:_SAMPLE_ROWS], grid.numbers, strict=False):
        for cell in row:
            long = len(cell) >= 15 if isinstance(cell, str) else isinstance(cell, float) and cell > 1e14
            if long and looks_like_id_number(cell_text(cell)):
                raise _id_error(grid, f"第{number}行")


def _id_error(grid: Grid, where: str) -> UserError:
    return UserError(f"“{grid.source}”的“{where}”含有身份证号码，本程序不登记身份证号，请删去后再导入。")


def _best(grid: Grid, fields: Sequence[Field]) -> Mapping:
    """The rows that name most fields, fitting best; fewest heading rows and the topmost win a tie."""
    best = Mapping(tuple(fields), tuple(map(cell_text, grid.rows[0])), (), 0)
    best_score = 0
    least = min(2, len(fields))
    for top in range(min(_SEARCH_ROWS, len(grid.rows))):
        for span in range(1, min(_HEADING_ROWS, len(grid.rows) - top) + 1):
            rows = grid.rows[top : top + span]
            if len(set(map(_bare, rows[-1])) - {""}) < least:
                break  # a title, not a heading
            stacks = _stacked(rows)
            found, score = _match(stacks, fields)
            if score > best_score and len(found) >= least:
                headings = tuple(map(_joined, stacks))
                best, best_score = Mapping(tuple(fields), headings, tuple(found.items()), top + span), score
    return best


def _stacked(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[str, ...]]:
    """Per column its heading parts from top to bottom; an empty upper cell takes its left neighbour's."""
    texts = [[_bare(cell) for cell in row] for row in rows]
    for upper, lower in pairwise(texts):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    return [tuple(dict.fromkeys(part for part in parts if part)) for parts in zip(*texts, strict=True)]


def _joined(parts: tuple[str, ...]) -> str:
    return "".join(parts)


def _bare(cell: Cell) -> str:
    return heading_text(cell_text(cell)) if cell != "" else ""


def heading_text(text: str) -> str:
    """A heading reduced for comparison: no spaces, plain brackets, no 必填 marks."""
    return _NOTES.sub("", "".join(text.split()).translate(_BRACKETS))


def _match(stacks: list[tuple[str, ...]], fields: Sequence[Field]) -> tuple[dict[str, int], int]:
    """Columns by field, and how well they fit: 3 for a heading in several rows, 2 in one, 1 by its last part.

    Whole headings are taken first, then those beside their owner, then the lowest part of a joined one.
    """
    found: dict[str, int] = {}
    score = 0
    own = {heading_text(name): field for field in reversed(fields) for name in field.names()}
    for reading in (_joined, _as_person, _lowest):
        for column, parts in enumerate(stacks):
            field = own.get(reading(parts))
            if field and field.key not in found and column not in found.values():
                found[field.key] = column
                score += 1 if reading is _lowest else min(3, 1 + len(parts))
        for field in fields:
            beside = _beside_owner(field, fields, stacks, found)
            if beside is not None:
                found[field.key] = beside
                score += min(3, 1 + len(stacks[beside]))
    return found, score


def _as_person(parts: tuple[str, ...]) -> str:
    """包保领导 over 姓名 names the leader."""
    return parts[0] if len(parts) > 1 and parts[-1] in _NAME_WORDS else ""


def _lowest(parts: tuple[str, ...]) -> str:
    return parts[-1] if len(parts) > 1 else ""


def _beside_owner(
    field: Field, fields: Sequence[Field], stacks: list[tuple[str, ...]], found: dict[str, int]
) -> int | None:
    """The free column with a shared heading whose nearest person to the left (or else right) is the owner."""
    if not field.owner or field.key in found or field.owner not in found:
        return None
    shared = {heading_text(name) for name in field.shared}
    owners = sorted({found[other.owner] for other in fields if other.owner in found})
    taken = set(found.values())
    for column, parts in enumerate(stacks):
        if column not in taken and parts and parts[-1] in shared:
            left = [owner for owner in owners if owner < column]
            if (left[-1] if left else owners[0]) == found[field.owner]:
                return column
    return None
