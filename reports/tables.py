"""Tables: cells broken into lines, rows ruled, heads repeated on every page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.boxes import Rule, TextBox
from reports.compose import Line, Piece, Type, clean, set_line, set_lines, sorts
from reports.document import Align, Column, Table, TableRow
from reports.flow import Flow, Item
from reports.fonts import Metrics, Role
from reports.style import OFFICIAL, Style

NAME_CELLS = 3  # a two-character name is set as wide as one of three


@dataclass(frozen=True, slots=True)
class Sheeting:
    """A table's measurements: the left edge and width of every column, the type, the line pitch."""

    edges: tuple[float, ...]
    kind: Type
    pitch: float


def measure(table: Table, style: Style) -> Sheeting:
    shares = [column.share for column in table.columns]
    edges = [0.0]
    for share in shares:
        edges.append(edges[-1] + style.width * share / sum(shares))
    dense = len(table.columns) >= style.table_dense_columns
    size = style.table_dense_size if dense else style.table_size
    return Sheeting(tuple(edges), Type(size, size), size * style.table_pitch)


def add_table(flow: Flow, table: Table, metrics: Metrics, names: Sequence[str]) -> None:
    """Place a table's rows, its head first and again after every turned page."""
    style = flow.style
    plan = measure(table, style)
    head = row_items(
        TableRow(tuple(column.title for column in table.columns)),
        tuple(replace(column, align="center") for column in table.columns),
        plan,
        metrics,
        names,
        role=Role.HEI,
        key=table.key,
    )[0]
    if not flow.fits(head.height + head.height) and not flow.fresh:
        flow.new_page()
    flow.place(head)
    limit = style.height - head.height - 3 * style.pitch
    for row in table.rows:
        for item in row_items(row, table.columns, plan, metrics, names, key=table.key, limit=limit):
            if not flow.fits(item.height):
                flow.new_page()
                flow.place(head)
            flow.place(item)
    flow.y += style.pitch - style.size


def row_items(
    row: TableRow,
    columns: Sequence[Column],
    plan: Sheeting,
    metrics: Metrics,
    names: Sequence[str],
    *,
    role: Role = Role.BODY,
    key: str = "",
    limit: float = float("inf"),
) -> list[Item]:
    """One row as one item, or several when it is higher than ``limit``."""
    cells = [
        cell_lines(text, column, right - left, plan, metrics, names, Piece("", role, key, row.ref))
        for text, column, left, right in zip(row.cells, columns, plan.edges, plan.edges[1:], strict=False)
    ]
    per_item = max(1, int((limit - 8) / plan.pitch)) if limit < float("inf") else 10**6
    tallest = max((len(lines) for lines in cells), default=1)
    return [
        _ruled_row([lines[start : start + per_item] for lines in cells], columns, plan)
        for start in range(0, max(tallest, 1), per_item)
    ]


def cell_lines(
    text: str,
    column: Column,
    width: float,
    plan: Sheeting,
    metrics: Metrics,
    names: Sequence[str],
    like: Piece,
) -> list[Line]:
    """A cell's text set within its column, padding taken off."""
    text = clean(text).strip()
    if not text:
        return []
    pieces = [replace(like, text=text)]
    row = sorts(pieces, plan.kind, metrics, (*names, text) if column.names else names)
    if column.names and len(row) == 2 and all(sort.glyph.full for sort in row):
        return [set_line(row, plan.kind, 0.0, min(NAME_CELLS * plan.kind.cell, width - 2 * _pad(plan)))]
    return set_lines(row, plan.kind, max(width - 2 * _pad(plan), plan.kind.cell), flush=False)


def _pad(plan: Sheeting) -> float:
    return plan.kind.size / (6 if len(plan.edges) > OFFICIAL.table_dense_columns else 3)


def _ruled_row(cells: Sequence[Sequence[Line]], columns: Sequence[Column], plan: Sheeting) -> Item:
    count = max((len(lines) for lines in cells), default=1) or 1
    style_pad = plan.kind.size / 3
    height = count * plan.pitch + 2 * style_pad
    boxes: list[TextBox] = []
    for lines, column, left, right in zip(cells, columns, plan.edges, plan.edges[1:], strict=False):
        top = (height - len(lines) * plan.pitch) / 2
        for number, line in enumerate(lines):
            x = left + _shift(column.align, right - left, line.width, _pad(plan))
            y = top + number * plan.pitch + (plan.pitch - plan.kind.size) / 2 + plan.kind.size * 0.88
            boxes.extend(box.moved(x, y) for box in line.boxes)
    return Item(height, 0.0, tuple(boxes), _frame(plan.edges, height))


def _shift(align: Align, room: float, width: float, pad: float) -> float:
    if align == "center":
        return (room - width) / 2
    return pad if align == "left" else room - width - pad


def _frame(edges: Sequence[float], height: float, thickness: float = 0.5) -> tuple[Rule, ...]:
    across = [Rule(edges[0], y, edges[-1], y, thickness) for y in (0.0, height)]
    down = [Rule(x, 0.0, x, height, thickness) for x in edges]
    return (*across, *down)
