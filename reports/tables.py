"""Tables: cells broken into lines, rows ruled, heads repeated on every page. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.rules.circular import Rows
from reports.boxes import Rule, TextBox
from reports.columns import NUMBER, edges_of, named_in, points_of, tail
from reports.compose import Line, Piece, Type, clean, set_line, set_lines, sorts
from reports.document import Align, Column, Table, TableRow
from reports.flow import Flow, Item
from reports.fonts import Metrics, Role
from reports.style import OFFICIAL, Style

NAME_CELLS = 3  # a two-character name is set as wide as one of three


@dataclass(frozen=True, slots=True)
class Sheeting:
    """A table's measurements: the left edge and width of every column, the type, the line pitch.

    ``points`` are, for columns aligned by the decimal point, the widths before and after it.
    """

    edges: tuple[float, ...]
    kind: Type
    pitch: float
    points: tuple[tuple[float, float] | None, ...] = ()


def measure(table: Table, style: Style, metrics: Metrics, names: Sequence[str] = ()) -> Sheeting:
    dense = len(table.columns) >= style.table_dense_columns
    size = style.table_dense_size if dense else style.table_size
    kind = Type(size, size)
    pad = _padding(size, len(table.columns) + 1)
    edges = edges_of(table, style.width, kind, pad, metrics, names)
    return Sheeting(edges, kind, size * style.table_pitch, points_of(table, kind, metrics))


def add_table(flow: Flow, table: Table, metrics: Metrics, names: Sequence[str]) -> None:
    """Place a table's rows, its head first and again after every turned page."""
    style = flow.style
    plan = measure(table, style, metrics, names)
    head = row_items(
        TableRow(tuple(column.title for column in table.columns)),
        tuple(replace(column, align="center", names=False) for column in table.columns),
        plan,
        metrics,
        names,
        role=Role.HEI,
        key=table.key,
    )[0]
    head = replace(head, keep=True)  # never left behind by its first row
    limit = style.height - head.height - 3 * style.pitch
    fresh = True
    for row in table.rows:
        # under a title the rest of its page is all the room a row can have there
        most = min(limit, flow.bottom - flow.y - head.height) if flow.fresh else limit
        for item in row_items(row, table.columns, plan, metrics, names, key=table.key, limit=most):
            lead = head.height if fresh else 0.0
            if not flow.fits(lead + item.height) and not (fresh and flow.fresh):
                flow.new_page()
                fresh = True
            if fresh:
                flow.place(head)
            flow.place(replace(item, head=head))
            fresh = False
    if fresh:
        flow.place(head)
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
        cell_lines(text, column, right - left, plan, metrics, names, Piece("", role, key, row.ref), row.links)
        for text, column, left, right in zip(row.cells, columns, plan.edges, plan.edges[1:], strict=False)
    ]
    per_item = max(1, int((limit - 8) / plan.pitch)) if limit < float("inf") else 10**6
    tallest = max((len(lines) for lines in cells), default=1)
    return [
        _ruled_row([lines[start : start + per_item] for lines in cells], columns, plan, metrics)
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
    links: Sequence[tuple[str, Rows]] = (),
) -> list[Line]:
    """A cell's text set within its column, padding taken off; ``links`` lead from its words to rows."""
    text = clean(text).strip()
    if not text:
        return []
    pieces = _linked(text, like, links)
    kept = named_in(text, names) if column.names else names
    row = sorts(pieces, plan.kind, metrics, kept)
    if column.names and len(row) == 2 and all(sort.glyph.full for sort in row):
        return [set_line(row, plan.kind, 0.0, min(NAME_CELLS * plan.kind.cell, width - 2 * _pad(plan)))]
    return set_lines(row, plan.kind, max(width - 2 * _pad(plan), plan.kind.cell), flush=False, names=kept)


def _linked(text: str, like: Piece, links: Sequence[tuple[str, Rows]]) -> list[Piece]:
    """The text in pieces, the words that lead elsewhere apart; the longest word of several wins."""
    to = dict(links)
    if not any(word in text for word in to):
        return [replace(like, text=text)]
    words = "|".join(re.escape(word) for word in sorted(to, key=len, reverse=True))
    parts = (part for part in re.split(f"({words})", text) if part)
    return [replace(like, text=part, ref=to.get(part, like.ref)) for part in parts]


def _pad(plan: Sheeting) -> float:
    return _padding(plan.kind.size, len(plan.edges))


def _padding(size: float, edges: int) -> float:
    return size / (6 if edges > OFFICIAL.table_dense_columns else 3)


def _ruled_row(
    cells: Sequence[Sequence[Line]], columns: Sequence[Column], plan: Sheeting, metrics: Metrics
) -> Item:
    count = max((len(lines) for lines in cells), default=1) or 1
    style_pad = plan.kind.size / 3
    height = count * plan.pitch + 2 * style_pad
    boxes: list[TextBox] = []
    points = plan.points or (None,) * len(columns)
    for lines, column, left, right, point in zip(
        cells, columns, plan.edges, plan.edges[1:], points, strict=False
    ):
        top = (height - len(lines) * plan.pitch) / 2
        for number, line in enumerate(lines):
            x = left + _shift(column.align, right - left, line.width, _pad(plan))
            if column.align == "decimal" and point is not None:
                x = left + _by_point(line, right - left, point, plan.kind, metrics)
            y = top + number * plan.pitch + (plan.pitch - plan.kind.size) / 2 + plan.kind.size * 0.88
            boxes.extend(box.moved(x, y) for box in line.boxes)
    return Item(height, 0.0, tuple(boxes), _frame(plan.edges, height))


def _by_point(line: Line, room: float, point: tuple[float, float], kind: Type, metrics: Metrics) -> float:
    """Numbers stand point under point, together in the middle; a dash or words are centred."""
    text = "".join(box.text for box in line.boxes)
    if not NUMBER.fullmatch(text):
        return (room - line.width) / 2
    before, _ = tail(text, kind, metrics)
    return (room - sum(point)) / 2 + point[0] - before


def _shift(align: Align, room: float, width: float, pad: float) -> float:
    if align in ("center", "decimal"):
        return (room - width) / 2
    return pad if align == "left" else room - width - pad


def _frame(edges: Sequence[float], height: float, thickness: float = 0.5) -> tuple[Rule, ...]:
    across = [Rule(edges[0], y, edges[-1], y, thickness) for y in (0.0, height)]
    down = [Rule(x, 0.0, x, height, thickness) for x in edges]
    return (*across, *down)
