"""版记 at the foot of the last page (7.4; of a letter 10.1). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.boxes import Rule, TextBox
from reports.compose import Line, Piece, Type, set_line, set_lines, sorts
from reports.document import Document, Imprint, chinese_date
from reports.flow import SLACK, Flow
from reports.fonts import Metrics, Role
from reports.heads import at
from reports.style import Style

LABEL = 3  # 主送： and 抄送： in characters


@dataclass(frozen=True, slots=True)
class _Lines:
    copies: list[Line]  # 主送 and 抄送
    office: tuple[Line, ...] = ()  # a letter has neither office nor date nor rules
    day: Line | None = None


def add_imprint(flow: Flow, document: Document, addressee: str, metrics: Metrics) -> None:
    """Its last rule on the lower edge of the last page's type area, on an even page where that is wanted."""
    if document.imprint is None:
        return
    style = flow.style
    lines = _lines(document, document.imprint, addressee, metrics, style)
    height = _height(lines, style)
    if not height:
        return
    _turn(flow, flow.foot - height, even=document.imprint.even)
    top = flow.foot - height
    y = top + style.imprint_pad if lines.office else top
    boxes: list[TextBox] = []
    for line in lines.copies:
        boxes += at(line, style.left, _baseline(y, style))
        y += style.imprint_pitch
    flow.draw(boxes)
    if lines.day is not None:
        _draw_office(flow, lines.office, lines.day, top, y if lines.copies else None)


def _turn(flow: Flow, top: float, *, even: bool) -> None:
    """A page for the imprint: the current one while it is free from ``top`` down."""
    used = flow.sheet.closed or (not flow.fresh and flow.y + flow.style.pitch / 2 > top + SLACK)
    if used or (even and len(flow.sheets) % 2):
        flow.new_page()
    if even and len(flow.sheets) % 2:
        flow.new_page()
        for sheet in flow.sheets[-2:]:  # 7.5: a blank page and the imprint's after it carry no number
            sheet.numbered = False


def _draw_office(flow: Flow, office: Sequence[Line], day: Line, top: float, copies_end: float | None) -> None:
    """印发机关 at the left, 印发日期 at the right, rules thick, thin and thick (7.4.1, 7.4.3)."""
    style = flow.style
    rules = [_rule(top, style.imprint_thick, style), _rule(flow.foot, style.imprint_thick, style)]
    y = top + style.imprint_pad
    if copies_end is not None:
        y = copies_end + style.imprint_pad
        rules.append(_rule(y, style.imprint_thin, style))
        y += style.imprint_pad
    right = style.left + style.width - style.imprint_size
    boxes: list[TextBox] = []
    for line in office:
        boxes += at(line, style.left, _baseline(y, style))
        y += style.imprint_pitch
    boxes += at(day, right - day.width, _baseline(y - style.imprint_pitch, style))
    flow.draw(boxes, rules)


def imprint_height(document: Document, metrics: Metrics, style: Style) -> float:
    """From the first rule of the imprint to its last."""
    if document.imprint is None:
        return 0.0
    return _height(_lines(document, document.imprint, "", metrics, style), style)


def _height(lines: _Lines, style: Style) -> float:
    copies = len(lines.copies) * style.imprint_pitch
    if not lines.office:
        return copies
    pads = (4 if lines.copies else 2) * style.imprint_pad
    return copies + len(lines.office) * style.imprint_pitch + pads


def _baseline(top: float, style: Style) -> float:
    return top + (style.imprint_pitch - style.imprint_size) / 2 + style.ascent * style.imprint_size


def _rule(y: float, thickness: float, style: Style) -> Rule:
    return Rule(style.left, y, style.left + style.width, y, thickness)


def _lines(document: Document, imprint: Imprint, addressee: str, metrics: Metrics, style: Style) -> _Lines:
    kind = Type(style.imprint_size, style.imprint_size)
    copies: list[Line] = []
    for label, text in (("主送：", addressee), ("抄送：", imprint.cc)):
        if text:
            copies += _copy_lines(label + text, kind, metrics, document.names, style)
    if document.letterhead.kind == "letter":
        return _Lines(copies)
    office = sorts([Piece(imprint.print_office, Role.BODY, "imprint")], kind, metrics, document.names)
    printed = sorts([Piece(chinese_date(imprint.print_date) + "印发", Role.BODY, "imprint")], kind, metrics)
    day = set_line(printed, kind)
    room = style.width - 2 * style.imprint_size - day.width
    turned = set_lines(
        office, kind, room, indent=kind.cell, hang=kind.cell, flush=False, names=document.names
    )
    return _Lines(copies, tuple(turned) or (Line((), 0.0),), day)  # the date stands without an office too


def _copy_lines(text: str, kind: Type, metrics: Metrics, names: Sequence[str], style: Style) -> list[Line]:
    """7.4.2: one character in on both sides, turned lines after the colon, a 句号 at the end."""
    whole = text.rstrip("。：:") + "。"
    row = sorts([Piece(whole, Role.BODY, "imprint")], kind, metrics, names)
    left = kind.cell
    return set_lines(
        row, kind, style.width - kind.cell, indent=left, hang=left + LABEL * kind.cell, names=names
    )
