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
    """Draw what stands above the title; returns where the title starts."""
    if head.kind == "plain":
        return flow.style.top
    draw = _letter_head if head.kind == "letter" else _file_head
    return draw(flow, head, metrics) + flow.style.title_gap_lines * flow.style.pitch


def _file_head(flow: Flow, head: Letterhead, metrics: Metrics) -> float:
    """文件: mark, number and red rule (7.2); returns where the red rule lies."""
    style = flow.style
    _draw_corner(flow, head, metrics, style.top)
    marks = (head.mark, *head.joint)
    bottom = (_draw_joint if head.joint else _draw_mark)(flow, marks, metrics)
    baseline = bottom + style.doc_no_gap_lines * style.pitch + style.ascent * style.size
    side = style.head_side * style.cell if head.signers else 0.0
    numbers = number_lines(head.doc_no, style.width - side, metrics)
    if head.signers:
        baseline, right = _draw_signers(flow, head.signers, metrics, baseline)
        if style.left + side + numbers[0].width > right:  # no room left of 签发人
            baseline += style.pitch
    for number, line in enumerate(numbers):
        y = baseline + number * style.pitch
        flow.draw(at(line, style.left + side, y) if head.signers else centred(line, y, style))
    baseline += (len(numbers) - 1) * style.pitch
    rule = baseline + style.ink_bottom * style.size + style.red_rule_gap
    red = Rule(style.left, rule, style.left + style.width, rule, style.red_rule_width, style.red)
    flow.draw([], [red])
    return rule


def number_lines(
    text: str, width: float, metrics: Metrics, role: Role = Role.BODY, key: str = "doc_no"
) -> list[Line]:
    """文号 on one line, or turned where an agency's code is longer than the type area."""
    row = sorts([Piece(text, role, key)], BODY_TYPE, metrics)
    return set_lines(row, BODY_TYPE, width, flush=False) or [Line((), 0.0)]


def _body_line(text: str, metrics: Metrics, role: Role = Role.BODY, key: str = "") -> Line:
    return set_line(sorts([Piece(text, role, key)], BODY_TYPE, metrics), BODY_TYPE)


def _draw_corner(flow: Flow, head: Letterhead, metrics: Metrics, top: float) -> float:
    """份号 on the first line, 紧急程度 under it, both flush left (7.2.1, 7.2.3); returns their lower edge."""
    style = flow.style
    marks = [(head.copy_no, Role.BODY), (head.urgency, Role.HEI)]
    bottom = top
    for number, (text, role) in enumerate((text, role) for text, role in marks if text):
        y = top + number * style.pitch
        flow.draw(at(_body_line(text, metrics, role, "corner"), style.left, y + style.ascent * style.size))
        bottom = y + style.size
    return bottom


def _draw_signers(
    flow: Flow, signers: Sequence[str], metrics: Metrics, baseline: float
) -> tuple[float, float]:
    """签发人 (7.2.6): names in 楷体, two a line, one character from the right.

    Returns the last line's baseline and its left edge.
    """
    style = flow.style
    names = [_signer(name, metrics) for name in signers]
    label = _body_line("签发人：", metrics, key="signers")
    across = min(2, len(names))
    column = max(line.width for line in names) + style.cell
    right = style.left + style.width - style.head_side * style.cell
    x = right - across * column + style.cell
    flow.draw(at(label, x - label.width, baseline))
    for number, line in enumerate(names):
        y = baseline + number // across * style.pitch
        flow.draw(at(line, x + number % across * column, y))
    turned = (len(names) - 1) // across
    return baseline + turned * style.pitch, x if turned else x - label.width


def _signer(name: str, metrics: Metrics) -> Line:
    row = sorts([Piece(name, Role.KAI, "signers")], BODY_TYPE, metrics, (name,))
    spread = 3 * BODY_TYPE.cell if len(row) == 2 else None  # as wide as a name of three
    return set_line(row, BODY_TYPE, 0.0, spread)


def _mark_size(text: str, width: float, metrics: Metrics, style: Style) -> float:
    unit = width_of(sorts([Piece(text, Role.TITLE)], Type(1.0, 1.0), metrics))
    return min(style.mark_size, width / max(unit, 1.0))


def _mark_line(text: str, size: float, metrics: Metrics, style: Style, width: float | None = None) -> Line:
    kind = Type(size, size, style.red)
    return set_line(sorts([Piece(text, Role.TITLE, "mark")], kind, metrics), kind, 0.0, width)


def _draw_mark(flow: Flow, marks: Sequence[str], metrics: Metrics) -> float:
    """The issuing mark in red, as large as its width allows; returns the lower edge of its ink."""
    style = flow.style
    text = marks[0] if marks[0].endswith("文件") else marks[0] + "文件"
    size = _mark_size(text, style.mark_width, metrics, style)
    baseline = style.top + style.mark_top + style.mark_ink * size
    flow.draw(centred(_mark_line(text, size, metrics, style), baseline, style))
    return baseline + style.mark_depth * size


def _draw_joint(flow: Flow, marks: Sequence[str], metrics: Metrics) -> float:
    """Marks of one width, the host's first, 文件 at their right and half-way down (7.2.4)."""
    style = flow.style
    names = [mark.removesuffix("文件") for mark in marks]
    widest = max(names, key=lambda name: width_of(sorts([Piece(name, Role.TITLE)], BODY_TYPE, metrics)))
    size = _mark_size(widest + "文件　", style.mark_width, metrics, style)
    size = min(size, style.joint_height / (len(names) * style.joint_pitch))
    lines = [_mark_line(name, size, metrics, style) for name in names]
    across = max(line.width for line in lines)
    both = _mark_line("文件", size, metrics, style)
    left = style.left + (style.width - across - style.joint_gap * size - both.width) / 2
    first = style.top + style.mark_top + style.mark_ink * size
    last = first + (len(names) - 1) * style.joint_pitch * size
    for number, name in enumerate(names):
        line = _mark_line(name, size, metrics, style, across)
        flow.draw(at(line, left, first + number * style.joint_pitch * size))
    flow.draw(at(both, left + across + style.joint_gap * size, (first + last) / 2))
    return last + style.mark_depth * size


def _letter_head(flow: Flow, head: Letterhead, metrics: Metrics) -> float:
    """信函 (10.1): mark, double rules, 文号 at the right under the first; returns their lower edge."""
    style = flow.style
    size = _mark_size(head.mark, style.letter_mark_width, metrics, style)
    baseline = style.letter_top + style.mark_ink * size
    flow.draw(
        at(
            line := _mark_line(head.mark, size, metrics, style),
            (style.paper_width - line.width) / 2,
            baseline,
        )
    )
    top = baseline + style.mark_depth * size + style.letter_rule_gap
    foot = style.paper_height - style.letter_rule_foot
    under = _double_rule(flow, top, thick_first=True)
    above = foot - style.letter_thick - style.letter_between - style.letter_thin
    _double_rule(flow, above, thick_first=False)
    flow.sheet.bottom = above - style.letter_clear
    flow.sheet.numbered = False
    first = under + style.letter_clear
    corner = max(_body_line(text, metrics).width for text in (head.copy_no, head.urgency))
    numbers = number_lines(head.doc_no, style.width - corner - style.cell, metrics)
    right = style.left + style.width
    for number, text in enumerate(numbers):
        y = first + number * style.pitch + style.ascent * style.size
        flow.draw(at(text, right - text.width, y))
    bottom = first + (len(numbers) - 1) * style.pitch + style.size
    return max(_draw_corner(flow, head, metrics, first), bottom)


def _double_rule(flow: Flow, top: float, *, thick_first: bool) -> float:
    """Two red rules, 170 mm long, ``top`` their upper edge; returns their lower edge."""
    style = flow.style
    x0 = (style.paper_width - style.letter_rule) / 2
    x1 = x0 + style.letter_rule
    y = top
    for width in (
        (style.letter_thick, style.letter_thin) if thick_first else (style.letter_thin, style.letter_thick)
    ):
        flow.draw([], [Rule(x0, y + width / 2, x1, y + width / 2, width, style.red)])
        y += width + style.letter_between
    return y - style.letter_between


def add_issue_no(flow: Flow, text: str, metrics: Metrics, top: float) -> float:
    """第N期 of an internal paper, centred under its title; returns its lower edge."""
    style = flow.style
    for line in number_lines(text, style.width, metrics):
        top += style.pitch
        flow.draw(centred(line, top - (1 - style.ascent) * style.size, style))
    return top


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
