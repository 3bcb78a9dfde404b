"""What stands at fixed places: letterhead (7.2), titles (7.3.1), page numbers (7.5). Pure."""

from collections.abc import Sequence

from reports.boxes import Rule, TextBox
from reports.compose import BODY_TYPE, Line, Piece, Sort, Type, set_line, set_lines, sorts, width_of
from reports.document import Letterhead
from reports.flow import Flow
from reports.fonts import Metrics, Role
from reports.style import Style
from reports.titling import cut_long, glue, title_lines, title_words


def centred(line: Line, y: float, style: Style) -> list[TextBox]:
    """A line's boxes in the middle of the type area, on the baseline ``y``."""
    return at(line, style.left + (style.width - line.width) / 2, y)


def at(line: Line, x: float, y: float) -> list[TextBox]:
    """A line's boxes with its left edge at ``x``, on the baseline ``y``."""
    return [box.moved(x, y) for box in line.boxes]


def add_letterhead(flow: Flow, head: Letterhead, metrics: Metrics) -> float:
    """Draw mark, number and red rule; returns where the red rule lies."""
    style = flow.style
    _draw_corner(flow, head, metrics)
    bottom = _draw_mark(flow, head.mark, metrics)
    baseline = bottom + style.doc_no_gap_lines * style.pitch + style.ascent * style.size
    line = set_line(sorts([Piece(head.doc_no, Role.BODY, "doc_no")], BODY_TYPE, metrics), BODY_TYPE)
    rule = baseline + style.ink_bottom * style.size + style.red_rule_gap
    red = Rule(style.left, rule, style.left + style.width, rule, style.red_rule_width, style.red)
    flow.draw(centred(line, baseline, style), [red])
    return rule


def _draw_corner(flow: Flow, head: Letterhead, metrics: Metrics) -> None:
    """份号 on line 1, 紧急程度 under it, both flush left (7.2.1, 7.2.3)."""
    style = flow.style
    marks = [(head.copy_no, Role.BODY), (head.urgency, Role.HEI)]
    for number, (text, role) in enumerate((text, role) for text, role in marks if text):
        y = style.top + number * style.pitch + style.ascent * style.size
        line = set_line(sorts([Piece(text, role)], BODY_TYPE, metrics), BODY_TYPE)
        flow.draw(box.moved(style.left, y) for box in line.boxes)


def _draw_mark(flow: Flow, mark: str, metrics: Metrics) -> float:
    """The issuing mark in red, as large as its width allows; returns the lower edge of its ink."""
    style = flow.style
    text = mark if mark.endswith("文件") else mark + "文件"
    unit = width_of(sorts([Piece(text, Role.TITLE)], Type(1.0, 1.0), metrics))
    size = min(style.mark_size, style.mark_width / unit)
    kind = Type(size, size, style.red)
    line = set_line(sorts([Piece(text, Role.TITLE, "mark")], kind, metrics), kind)
    baseline = style.top + style.mark_top + style.mark_ink * size
    flow.draw(centred(line, baseline, style))
    return baseline + style.mark_depth * size


def add_title(flow: Flow, words: Sequence[str], names: Sequence[str], metrics: Metrics, top: float) -> float:
    """Draw a title from ``top`` in 小标宋, turned by meaning and shape; returns its lower edge."""
    style = flow.style
    kind = Type(style.title_size, style.title_size)
    lines = [line for text in _turned(words, names, kind, metrics, style) for line in text]
    for number, line in enumerate(lines):
        y = top + number * style.title_pitch + style.ascent * kind.size
        flow.draw(centred(line, y, style))
    return top + (len(lines) - 1) * style.title_pitch + kind.size


def _turned(
    words: Sequence[str], names: Sequence[str], kind: Type, metrics: Metrics, style: Style
) -> list[list[Line]]:
    whole = title_words(words[0], names) if len(words) == 1 else words
    glued = [
        part
        for word in glue(whole)
        for part in cut_long(word, width_of(_title_sorts(word, kind, metrics, names)), style.width)
    ]
    widths = [width_of(_title_sorts(word, kind, metrics, names)) for word in glued]
    texts = title_lines(glued, widths, style.width)
    # what is still wider than the page (a long foreign word) can only be cut like body text
    rows = [_title_sorts(text, kind, metrics, names) for text in texts]
    return [set_lines(row, kind, style.width, flush=False) for row in rows]


def _title_sorts(text: str, kind: Type, metrics: Metrics, names: Sequence[str]) -> list[Sort]:
    return sorts([Piece(text, Role.TITLE, "title")], kind, metrics, names)


def folio(number: int, metrics: Metrics, style: Style) -> list[TextBox]:
    """The page number, 一字线 on both sides: odd pages at the right, even ones at the left (7.5)."""
    # 一字线 as long as the font draws it, not spread over a cell
    kind = Type(style.folio_size, style.folio_size * metrics.glyph("—", Role.SONG).advance)
    line = set_line(sorts([Piece(f"— {number} —", Role.SONG, "folio")], kind, metrics), kind)
    x = style.left + style.folio_side
    if number % 2:
        x = style.left + style.width - style.folio_side - line.width
    y = style.top + style.height + style.folio_gap + style.folio_ink * style.folio_size
    return [box.moved(x, y) for box in line.boxes]
