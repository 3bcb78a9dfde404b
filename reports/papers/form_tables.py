"""The tables of forms: label and value, rows to write on, cells that run down several rows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.boxes import Rule, TextBox
from reports.columns import edges_of
from reports.compose import Line, Piece, Type
from reports.document import Column, TableRow
from reports.flow import Flow, Item
from reports.fonts import Metrics, Role
from reports.heads import at
from reports.papers.form import Fields, Ruled
from reports.style import OFFICIAL, Style
from reports.tables import Sheeting, add_table, cell_lines

RULE = 0.5  # points
FIELD_LABEL = 6.5  # characters of a label cell


@dataclass(frozen=True, slots=True)
class Setting:
    """What every block of a form is set with."""

    flow: Flow
    metrics: Metrics
    names: Sequence[str]
    letter: bool

    @property
    def style(self) -> Style:
        return self.flow.style


def add_fields(block: Fields, here: Setting) -> None:
    for place, row in enumerate(block.rows):
        least = block.heights[place] if place < len(block.heights) else block.height
        items, plan = _field_rows(row, least, here)
        for item in items:
            if not here.flow.fits(item.height) and not here.flow.fresh:
                here.flow.new_page()
            here.flow.place(item)
            here.flow.place(_edge(plan))
    here.flow.y += 6.0


def _field_rows(row: Sequence[str], least: float, here: Setting) -> tuple[list[Item], Sheeting]:
    kind = Type(12.0, 12.0)
    if len(row) == 1:
        columns: tuple[Column, ...] = (Column("", 1, "left"),)
    else:
        pairs = len(row) // 2
        value = (here.style.width / kind.cell - pairs * FIELD_LABEL) / pairs
        columns = (Column("", FIELD_LABEL), Column("", value, "left")) * pairs
    plan = _plan(columns, here.style.width, kind.size)
    lines = _cells(TableRow(tuple(row)), columns, plan, here, (Role.HEI, Role.BODY) if len(row) > 1 else ())
    return _pieces(lines, columns, plan, least, here.style.height - 2 * plan.pitch), plan


def add_ruled(block: Ruled, here: Setting) -> None:
    """The engine's own table where nothing is asked of its rows."""
    table, flow = block.table, here.flow
    if not block.height and not block.merge:
        add_table(flow, table, here.metrics, here.names)
        return
    dense = len(table.columns) >= here.style.table_dense_columns
    size = here.style.table_dense_size if dense else here.style.table_size
    kind, pad = Type(size, size), size / (6 if dense else 3)
    edges = edges_of(table, here.style.width, kind, pad, here.metrics, here.names)
    plan = Sheeting(edges, kind, size * OFFICIAL.table_pitch)
    heads = tuple(replace(column, align="center") for column in table.columns)
    titles = TableRow(tuple(column.title for column in table.columns))
    head = _row_item(_cells(titles, heads, plan, here, (Role.HEI,)), heads, plan, 0.0)
    _place_head(head, block, flow)
    limit = here.style.height - head.height - 2 * plan.pitch
    above: TableRow | None = None
    for row in table.rows:
        items = _body_rows(row, _same(row, above, block), block, plan, here, limit)
        if len(items) > 1 or not flow.fits(items[0].height):
            items = _body_rows(row, 0, block, plan, here, limit)
        for item in items:
            if not flow.fits(item.height):
                flow.place(_edge(plan))
                flow.new_page()
                flow.place(head)
            flow.place(item)
        above = row
    flow.place(_edge(plan))
    flow.y += 8.0


def _edge(plan: Sheeting) -> Item:
    """The rule that closes a table: rows of merged cells draw only the one over them."""
    return Item(0.0, 0.0, (), (Rule(plan.edges[0], 0.0, plan.edges[-1], 0.0, RULE),))


def _plan(columns: Sequence[Column], width: float, size: float) -> Sheeting:
    """Column edges in proportion to their shares."""
    whole, edges = sum(column.share for column in columns), [0.0]
    for column in columns:
        edges.append(edges[-1] + width * column.share / whole)
    return Sheeting(tuple(edges), Type(size, size), size * OFFICIAL.table_pitch)


def _place_head(head: Item, block: Ruled, flow: Flow) -> None:
    if not flow.fits(head.height + max(head.height, block.height)) and not flow.fresh:
        flow.new_page()
    flow.place(head)


def _same(row: TableRow, above: TableRow | None, block: Ruled) -> int:
    """How many leading cells are one with those above."""
    count = 0
    while above is not None and count < block.merge and row.cells[count] == above.cells[count]:
        count += 1
    return count if count == block.merge or not block.together else 0


def _body_rows(
    row: TableRow, same: int, block: Ruled, plan: Sheeting, here: Setting, limit: float
) -> list[Item]:
    """One row as one item, or as several when it is higher than ``limit``."""
    kept = replace(row, cells=("",) * same + row.cells[same:])
    cells = _cells(kept, block.table.columns, plan, here)
    return _pieces(cells, block.table.columns, plan, block.height, limit, open_above=same)


def _pieces(
    cells: Sequence[Sequence[Line]],
    columns: Sequence[Column],
    plan: Sheeting,
    least: float,
    limit: float,
    *,
    open_above: int = 0,
) -> list[Item]:
    """A row cut between lines where it is higher than ``limit``, a page's room."""
    most = max(1, int(limit / plan.pitch))
    tallest = max((len(lines) for lines in cells), default=1)
    return [
        _row_item(
            [lines[start : start + most] for lines in cells], columns, plan, least, open_above=open_above
        )
        for start in range(0, max(tallest, 1), most)
    ]


def _cells(
    row: TableRow, columns: Sequence[Column], plan: Sheeting, here: Setting, roles: Sequence[Role] = ()
) -> list[list[Line]]:
    """Set cell by cell; ``roles`` take turns."""
    made = []
    for place, (text, column) in enumerate(zip(row.cells, columns, strict=True)):
        width = plan.edges[place + 1] - plan.edges[place]
        role = roles[place % len(roles)] if roles else Role.BODY
        like = Piece("", role, "", row.ref)
        parts = text.split("\n")
        made.append(
            [
                line
                for part in parts
                for line in cell_lines(part, column, width, plan, here.metrics, here.names, like)
            ]
        )
    return made


def _row_item(
    cells: Sequence[Sequence[Line]],
    columns: Sequence[Column],
    plan: Sheeting,
    least: float,
    *,
    open_above: int = 0,
) -> Item:
    """Lines in their cells, in the middle of the row's height; no rule over the first ``open_above``."""
    pad = plan.kind.size / (6 if len(plan.edges) > OFFICIAL.table_dense_columns else 3)
    height = max(max((len(lines) for lines in cells), default=1) * plan.pitch + plan.kind.size * 0.7, least)
    boxes: list[TextBox] = []
    for lines, column, left, right in zip(cells, columns, plan.edges, plan.edges[1:], strict=False):
        top = (height - len(lines) * plan.pitch) / 2
        for number, line in enumerate(lines):
            free = right - left - line.width
            x = left + (
                pad if column.align == "left" else free / 2 if column.align == "center" else free - pad
            )
            y = (
                top
                + number * plan.pitch
                + (plan.pitch - plan.kind.size) / 2
                + plan.kind.size * OFFICIAL.ascent
            )
            boxes += at(line, x, y)
    down = [Rule(x, 0.0, x, height, RULE) for x in plan.edges]
    over = [Rule(a, 0.0, b, 0.0, RULE) for a, b in pairwise(plan.edges[open_above:])]
    return Item(height, 0.0, tuple(boxes), (*down, *over))
