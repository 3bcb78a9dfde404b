"""署名, 成文日期 and 附注 with room for seals and 签名章 (7.3.5, 7.3.6). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.boxes import SealRoom, TextBox
from reports.compose import BODY_TYPE, Line, Piece, set_line, set_lines, sorts
from reports.document import Document, Signature, chinese_date
from reports.flow import SLACK, Flow
from reports.fonts import Metrics, Role
from reports.heads import at
from reports.style import Style

Names = Sequence[str]


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature set under text that ends at 0: how far down it reaches, and the date's baseline."""

    height: float
    day_y: float
    boxes: tuple[TextBox, ...]
    seals: tuple[SealRoom, ...] = ()


def add_signature(flow: Flow, document: Document, metrics: Metrics, note_lines: int, reserve: float) -> None:
    """Sign under the text and its ``note_lines`` of 附件说明, never on a page without either.

    ``reserve`` points are wanted below for an imprint that is to share the page.
    """
    if document.signature is None:
        return
    made = set_signature(document, metrics, flow.style)
    make_room(flow, made.height, reserve, note_lines)
    below = flow.text_bottom()
    flow.draw(box.moved(0.0, below) for box in made.boxes)
    flow.sheet.signed = True
    flow.sheet.seals = tuple(replace(seal, y=seal.y + below) for seal in made.seals)
    flow.y = below + made.height


def make_room(flow: Flow, height: float, reserve: float, note_lines: int) -> None:
    """Have room under the text: narrow the pitch a little, else carry lines to a new page."""
    for need in (height + reserve, height):
        if flow.text_bottom() + need <= flow.bottom + SLACK or flow.squeeze(need):
            return
        wanted = (note_lines + flow.style.seal_text_lines, note_lines, flow.style.seal_text_lines, 1)
        if any(flow.pull_over(count, flow.style.height - need) for count in wanted if count > 0):
            return
    flow.new_page()  # a single line on a crowded page: both cannot carry text


def set_signature(document: Document, metrics: Metrics, style: Style) -> Signing:
    """The kind of signature the paper has, its 附注 included."""
    signature = document.signature
    assert signature is not None
    if signature.duties:
        made = _name_stamped(signature, metrics, style)
    elif not signature.stamped:
        made = _unstamped(signature, metrics, style, document.names)
    elif signature.joint:
        made = _joint(signature, metrics, style, document.names)
    else:
        made = _stamped(signature, metrics, style, document.names)
    return _with_note(made, document.note, metrics, style) if document.note else made


def _line(text: str, metrics: Metrics) -> Line:
    return set_line(sorts([Piece(text, Role.BODY, "signature")], BODY_TYPE, metrics), BODY_TYPE)


def _lines(text: str, metrics: Metrics, names: Names, width: float) -> list[Line]:
    """A name, on several lines when it is wider than ``width``."""
    row = sorts([Piece(text, Role.BODY, "signature")], BODY_TYPE, metrics, names)
    return set_lines(row, BODY_TYPE, width, flush=False, names=names)


def _wide(lines: Sequence[Line]) -> float:
    return max((line.width for line in lines), default=0.0)


def _baseline(number: float, style: Style) -> float:
    """The baseline of the ``number``-th grid line under the text."""
    return number * style.pitch - (1 - style.ascent) * style.size


def _centre(org: float, day: Line, style: Style) -> float:
    """7.3.5.1: the date four characters from the right, unless a long 署名 centred on it needs more room."""
    right = style.left + style.width
    return min(right - style.stamped_right * style.cell - day.width / 2, right - org / 2)


def _under_seal(org: Sequence[Line], centre: float, top: float, style: Style) -> list[TextBox]:
    """署名 so far below ``top`` that the seal presses on it."""
    first = style.signature_line - len(org) + 1
    boxes: list[TextBox] = []
    for number, line in enumerate(org):
        boxes += at(line, centre - line.width / 2, top + _baseline(first + number, style))
    return boxes


def _stamped(signature: Signature, metrics: Metrics, style: Style, names: Names) -> Signing:
    """7.3.5.1: 署名 centred on the date, the seal over both, its top within a line of the text."""
    org = _lines(signature.org, metrics, names, style.width)
    day = _line(chinese_date(signature.date), metrics)
    centre = _centre(_wide(org), day, style)
    day_y = _baseline(style.signature_line + 1, style)
    boxes = (*_under_seal(org, centre, 0.0, style), *at(day, centre - day.width / 2, day_y))
    seal = SealRoom(centre, style.seal_gap_lines * style.pitch, style.seal, style.seal)
    return Signing(seal.bottom, day_y, boxes, (seal,))


def _joint(signature: Signature, metrics: Metrics, style: Style, names: Names) -> Signing:
    """7.3.5.1: rows of 署名 each under its seal, the last one over the date too; no seal touches another."""
    orgs = [_lines(org, metrics, names, style.width) for org in signature.orgs]
    day = _line(chinese_date(signature.date), metrics)
    centre = _centre(_wide(orgs[-1]), day, style)
    step, across = _columns(max(map(_wide, orgs)), len(orgs), centre, style)
    boxes: list[TextBox] = []
    seals: list[SealRoom] = []
    top = 0.0
    for number, start in enumerate(range(0, len(orgs), across)):
        row = orgs[start : start + across]
        top = number * (style.seal + style.seal_apart)
        for place, org in enumerate(row):
            middle = centre - (len(row) - 1 - place) * step
            boxes += _under_seal(org, middle, top, style)
            seals.append(SealRoom(middle, top + style.seal_gap_lines * style.pitch, style.seal, style.seal))
    day_y = top + _baseline(style.signature_line + 1, style)
    boxes += at(day, centre - day.width / 2, day_y)
    return Signing(seals[-1].bottom, day_y, tuple(boxes), tuple(seals))


def _columns(widest: float, count: int, centre: float, style: Style) -> tuple[float, int]:
    """The distance between neighbouring seals and how many go into a row."""
    step = max(style.seal + style.seal_apart, widest + style.cell)
    for across in range(min(style.seals_in_row, count), 1, -1):
        if centre - (across - 1) * step - max(style.seal, widest) / 2 >= style.left - SLACK:
            return step, across
    return step, 1


def _unstamped(signature: Signature, metrics: Metrics, style: Style, names: Names) -> Signing:
    """7.3.5.2: 署名 two characters from the right; the date starts two characters further right than it."""
    room = style.width - 2 * style.unstamped_right * style.cell
    orgs = [line for org in signature.orgs for line in _lines(org, metrics, names, room)]
    day = _line(chinese_date(signature.date), metrics)
    right = style.left + style.width - style.unstamped_right * style.cell
    org_x = right - _wide(orgs)
    day_x = org_x + 2 * style.cell
    if day_x + day.width > right:
        day_x = right - day.width
        org_x = min(org_x, day_x - 2 * style.cell)
    first = style.unstamped_gap_lines + 1
    boxes = [box for n, line in enumerate(orgs) for box in at(line, org_x, _baseline(first + n, style))]
    last = first + len(orgs)
    day_y = _baseline(last, style)
    return Signing(last * style.pitch, day_y, (*boxes, *at(day, day_x, day_y)))


def _name_stamped(signature: Signature, metrics: Metrics, style: Style) -> Signing:
    """7.3.5.3: 职务 left of each 签名章, one under the other, the date a blank line below."""
    right = style.left + style.width - style.name_stamp_right * style.cell
    centre = right - style.name_stamp_width / 2
    boxes: list[TextBox] = []
    seals: list[SealRoom] = []
    top = style.name_stamp_gap_lines * style.pitch
    for duty in signature.duties:
        edge = right - style.name_stamp_width - style.duty_gap * style.cell
        lines = _lines(duty, metrics, (), edge - style.left)
        y = top + style.name_stamp_height / 2 + (style.ascent - 0.5) * style.size
        for number, line in enumerate(lines):
            shift = (number - (len(lines) - 1) / 2) * style.pitch
            boxes += at(line, edge - line.width, y + shift)
        seals.append(SealRoom(centre, top, style.name_stamp_width, style.name_stamp_height))
        top += style.name_stamp_height + style.seal_apart
    day = _line(chinese_date(signature.date), metrics)
    bottom = seals[-1].bottom
    day_y = bottom + _baseline(2, style)
    boxes += at(day, right - day.width, day_y)
    return Signing(bottom + 2 * style.pitch, day_y, tuple(boxes), tuple(seals))


def _with_note(made: Signing, note: str, metrics: Metrics, style: Style) -> Signing:
    """7.3.6: 附注 in brackets, two characters in, on the line below the date; under a seal in its way."""
    indent = style.indent * style.cell
    row = sorts([Piece(f"（{note.strip('（）')}）", Role.BODY, "signature")], BODY_TYPE, metrics)
    lines = set_lines(row, BODY_TYPE, style.width, indent=indent, flush=False)
    right = style.left + indent + max(line.width for line in lines)
    y = made.day_y
    if any(seal.bottom > y and seal.x - seal.diameter / 2 < right for seal in made.seals):
        y = made.seals[-1].bottom - (1 - style.ascent) * style.size
    boxes = list(made.boxes)
    for line in lines:
        y += style.pitch
        boxes += at(line, style.left, y)
    return replace(made, height=max(made.height, y + (1 - style.ascent) * style.size), boxes=tuple(boxes))
