"""How wide a table's columns are: as its maker says, or from what stands in them. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from reports.compose import Piece, Type, clean, sorts, width_of
from reports.document import Column, Table
from reports.fonts import Metrics, Role
from reports.linebreak import break_points

NUMBER = re.compile(r"[-−+]?[0-9][0-9,]*(\.[0-9]+)?[%％]?")
WIDEST = 40.0  # characters: longer text is worth no wider column
PIECE = 12.0  # characters: a longer piece is torn rather than that others go short
SHORT = 6.0  # characters: a cell up to so long stays on one line
NARROWEST = 4.0  # characters of running text a column holds at least, however many columns there are
CROWDED = 0.8  # of the room: beyond it a long unit's name in a cell of its own takes two lines
WORTH = 0.9  # of the lines: what narrower columns must save
SAMPLE = 200  # rows whose lines are counted
CLOSE = 0.1  # points: sums of floats
HEAD_WHOLE = 4  # a head of up to so many characters stays on one line; longer ones take two

Span = tuple[float, float]  # of a column: the width it needs, the width it likes, in points


def edges_of(
    table: Table, room: float, kind: Type, pad: float, metrics: Metrics, names: Sequence[str]
) -> tuple[float, ...]:
    """Left edges of the columns and the table's right edge, measured from its left one."""
    shares = [column.share for column in table.columns]
    if not all(shares):
        shares = _by_content(table, room, kind, pad, metrics, names)
    whole = sum(shares) or 1.0
    widths = [room * share / whole for share in shares]
    if all(column.share for column in table.columns):
        widths = _evened(widths, _least(table, widths, kind, pad, metrics, names))
    return tuple(accumulate(widths, initial=0.0))


def _least(
    table: Table, widths: Sequence[float], kind: Type, pad: float, metrics: Metrics, names: Sequence[str]
) -> list[Span]:
    """For columns as wide as their maker says: what dates, numbers and names in them take at least, and
    what leaves the head and short cells whole as well.
    """
    found = []
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        least = kept = 0.0
        for text in {row.cells[number] for row in table.rows if number < len(row.cells)}:
            upper = len(text) * kind.size  # as a row of hanzi
            if upper <= width - 2 * pad:
                kept = max(kept, upper)
                continue
            words = clean(text).strip()
            whole = named_in(words, names) if column.names else names
            long = [one for one in _parted(words, whole) if len(one) * kind.size > width - 2 * pad]
            least = max(least, *(sum(_widths(one, kind, metrics)) for one in long), 0.0)
            if kept < SHORT * kind.size:
                kept = max(kept, sum(_widths(words[: int(2 * SHORT)], kind, metrics)))
        least = min(least, PIECE * kind.size)
        kept = max(least, min(kept, SHORT * kind.size), _head(column, kind))
        found.append((least + 2 * pad + CLOSE, kept + 2 * pad + CLOSE))
    return found


def _evened(widths: Sequence[float], spans: Sequence[Span]) -> list[float]:
    """Columns too narrow widened by what the others can spare, if there is enough of it."""
    spare = [max(width - kept, 0.0) for width, (_, kept) in zip(widths, spans, strict=True)]
    short = [max(least - width, 0.0) for width, (least, _) in zip(widths, spans, strict=True)]
    if not any(short) or sum(short) > sum(spare):
        return list(widths)
    part = sum(short) / sum(spare)
    return [width + more - part * less for width, more, less in zip(widths, short, spare, strict=True)]


def _by_content(
    table: Table, room: float, kind: Type, pad: float, metrics: Metrics, names: Sequence[str]
) -> list[float]:
    """Widths that tear nothing short; where columns are crowded, those at which the rows take few lines."""
    measured = [
        _measured(table, number, column, kind, metrics, names) for number, column in enumerate(table.columns)
    ]
    spans = [span for span, _ in measured]
    tries = [_shared(room, [(least + 2 * pad, most + 2 * pad) for least, most in spans])]
    crowded = sum(least for least, _ in spans) > CROWDED * room
    for cap in (SHORT, NARROWEST) if crowded else ():
        spans = [(min(least, cap * kind.size), most) for least, most in spans]
        tries.append(_shared(room, [(least + 2 * pad, most + 2 * pad) for least, most in spans]))
    lengths = [lengths for _, lengths in measured]
    best, *others = tries
    for one in others:
        if _lines(table, lengths, one, pad) < WORTH * _lines(table, lengths, best, pad):
            best = one
    return best


def _lines(table: Table, lengths: Sequence[dict[str, float]], widths: Sequence[float], pad: float) -> float:
    """About how many lines the rows take, of a long table as many rows of it."""
    return sum(
        max(
            (
                ceil(lengths[number].get(text, 0.0) / max(widths[number] - 2 * pad, 1.0))
                for number, text in enumerate(row.cells[: len(widths)])
            ),
            default=1,
        )
        for row in table.rows[:: len(table.rows) // SAMPLE + 1]
    )


def _measured(
    table: Table, number: int, column: Column, kind: Type, metrics: Metrics, names: Sequence[str]
) -> tuple[Span, dict[str, float]]:
    """The longest piece that must not be torn, the longest cell up to ``WIDEST``, and every cell's length."""
    least, most = _head(column, kind), len(column.title) * kind.size
    lengths: dict[str, float] = {}
    for text in {row.cells[number] for row in table.rows if number < len(row.cells)}:
        widths = _widths(clean(text).strip(), kind, metrics)
        whole = lengths[text] = sum(widths)
        kept = named_in(text, names) if column.names else names
        pieces = _pieces(widths, clean(text).strip(), kept)
        least = max(least, min(max(pieces, default=0.0), PIECE * kind.size))
        least = max(least, whole if whole <= SHORT * kind.size else NARROWEST * kind.size)
        most = max(most, min(whole, WIDEST * kind.size))
    point = _points(table, number, kind, metrics) if column.align == "decimal" else None
    if point is not None:
        least = max(least, sum(point))
    return (least, max(least, most)), lengths


def _parted(text: str, names: Sequence[str]) -> Iterator[str]:
    """What of a text must not be torn."""
    start = 0
    for end, may in enumerate(break_points(text, names), 1):
        if may:
            yield text[start:end]
            start = end


def _head(column: Column, kind: Type) -> float:
    """A short head stands on one line, a longer one on two."""
    letters = len(column.title)
    return (letters if letters <= HEAD_WHOLE else (letters + 1) // 2) * kind.size


def named_in(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """What stays whole in a cell of names: each of them, not all together."""
    return (*names, *text.split("、"))


def _widths(text: str, kind: Type, metrics: Metrics) -> list[float]:
    return [sort.width for sort in sorts([Piece(text, Role.BODY)], kind, metrics)]


def _pieces(widths: Sequence[float], text: str, names: Sequence[str]) -> list[float]:
    made: list[float] = []
    size = 0.0
    for width, may in zip(widths, break_points(text, names), strict=True):
        size += width
        if may:
            made.append(size)
            size = 0.0
    return made


def _shared(room: float, spans: Sequence[Span]) -> list[float]:
    """What each column likes when there is room, else what it needs and its part of the rest."""
    needed = sum(least for least, _ in spans)
    wished = sum(most for _, most in spans)
    if wished <= room or needed >= room:
        return [most if wished <= room else least for least, most in spans]
    part = (room - needed) / (wished - needed)
    return [least + (most - least) * part for least, most in spans]


def points_of(table: Table, kind: Type, metrics: Metrics) -> tuple[Span | None, ...]:
    """For columns aligned by the decimal point: the greatest widths before and after it."""
    return tuple(
        _points(table, number, kind, metrics) if column.align == "decimal" else None
        for number, column in enumerate(table.columns)
    )


def _points(table: Table, number: int, kind: Type, metrics: Metrics) -> Span | None:
    cells = [row.cells[number] for row in table.rows if number < len(row.cells)]
    parts = [tail(text, kind, metrics) for text in cells if NUMBER.fullmatch(text)]
    return (max(a for a, _ in parts), max(b for _, b in parts)) if parts else None


def tail(text: str, kind: Type, metrics: Metrics) -> Span:
    """The width of a number before its decimal point, and from it on."""
    number = re.match(r"[^.%％]*", text)
    end = number.end() if number else len(text)
    row = sorts([Piece(text, Role.BODY)], kind, metrics)
    return width_of(row[:end]), width_of(row[end:])
