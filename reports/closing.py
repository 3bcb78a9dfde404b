"""What ends a document: signature with room for the seal (7.3.5), imprint (7.4). Pure."""

from dataclasses import dataclass

from reports.boxes import Rule, SealRoom, TextBox
from reports.compose import BODY_TYPE, Line, Piece, Type, set_line, set_lines, sorts
from reports.document import Document, Imprint, chinese_date
from reports.flow import SLACK, Flow
from reports.fonts import Metrics, Role
from reports.heads import at
from reports.style import Style


def add_signature(flow: Flow, document: Document, metrics: Metrics, note_lines: int) -> None:
    """署名 and 成文日期 under the text and its ``note_lines`` of 附件说明, never on a page of their own."""
    style = flow.style
    org = _line(document.signature.org, metrics, document.names)
    day = _line(chinese_date(document.signature.date), metrics)
    need = signature_height(document, style)
    if not document.attachments:  # the imprint is to share this page rather than stand alone
        need += style.pitch / 2 + imprint_height(document.imprint, metrics, style)
    make_room(flow, need, note_lines)
    if document.signature.stamped:
        _draw_stamped(flow, org, day)
    else:
        _draw_unstamped(flow, org, day)
    if document.note:
        _draw_note(flow, document, metrics)


def _line(text: str, metrics: Metrics, names: tuple[str, ...] = ()) -> Line:
    return set_line(sorts([Piece(text, Role.BODY, "signature")], BODY_TYPE, metrics, names), BODY_TYPE)


def signature_height(document: Document, style: Style) -> float:
    """Points needed between the last text line and the lower edge of the type area."""
    note = style.pitch if document.note else 0.0
    if document.signature.stamped:
        return style.seal_gap_lines * style.pitch + style.seal + note
    return (style.unstamped_gap_lines + 2) * style.pitch + note


def make_room(flow: Flow, need: float, note_lines: int) -> None:
    """Have ``need`` points under the text: narrow the pitch a little, else carry lines to a new page."""
    if flow.text_bottom() + need <= flow.bottom + SLACK or flow.squeeze(need):
        return
    wanted = note_lines + flow.style.seal_text_lines
    if not any(flow.pull_over(count) for count in (wanted, max(note_lines, 1), 1)):
        flow.new_page()  # a single line on a crowded first page: both pages cannot carry text


def _draw_stamped(flow: Flow, org: Line, day: Line) -> None:
    """7.3.5.1: the date four characters from the right, 署名 centred on it, the seal over both."""
    style = flow.style
    below = flow.text_bottom()
    right = style.left + style.width
    centre = right - style.stamped_right * style.cell - day.width / 2
    org_x = min(centre - org.width / 2, right - org.width)
    y = _baseline_of_line(style.signature_line, below, style)
    flow.draw([*at(org, org_x, y), *at(day, centre - day.width / 2, y + style.pitch)])
    flow.sheet.seal = SealRoom(centre, below + style.seal_gap_lines * style.pitch, style.seal)
    flow.y = below + style.seal_gap_lines * style.pitch + style.seal


def _draw_unstamped(flow: Flow, org: Line, day: Line) -> None:
    """7.3.5.2: 署名 two characters from the right; the date starts two characters further right than it."""
    style = flow.style
    below = flow.text_bottom()
    right = style.left + style.width - style.unstamped_right * style.cell
    org_x = right - org.width
    day_x = org_x + 2 * style.cell
    if day_x + day.width > right:
        day_x = right - day.width
        org_x = min(org_x, day_x - 2 * style.cell)
    y = _baseline_of_line(style.unstamped_gap_lines + 1, below, style)
    flow.draw([*at(org, org_x, y), *at(day, day_x, y + style.pitch)])
    flow.y = y + style.pitch + (1 - style.ascent) * style.size


def _baseline_of_line(number: int, below: float, style: Style) -> float:
    """The baseline of the ``number``-th grid line under text that ends at ``below``."""
    return below + number * style.pitch - (1 - style.ascent) * style.size


def _draw_note(flow: Flow, document: Document, metrics: Metrics) -> None:
    """附注 in brackets, two characters in, on the line below (7.3.6)."""
    style = flow.style
    line = _line(f"（{document.note}）", metrics)
    flow.draw(at(line, style.left + style.indent * style.cell, _baseline_of_line(1, flow.y, style)))
    flow.y += style.pitch


@dataclass(frozen=True, slots=True)
class _ImprintLines:
    copies: list[Line]  # 主送 and 抄送
    office: list[Line]  # the date stands on the last of them, or alone where both are too long for one
    day: Line


def add_imprint(flow: Flow, imprint: Imprint, addressee: str, metrics: Metrics) -> None:
    """版记: its last rule on the lower edge of the last page's type area (7.4.1)."""
    style = flow.style
    lines = _imprint_lines(imprint, addressee, metrics, style)
    top = flow.bottom - _height(lines, style)
    if not flow.fresh and flow.y + style.pitch / 2 > top + SLACK:
        flow.new_page()
    boxes: list[TextBox] = []
    rules = [_rule(top, style.imprint_thick, style), _rule(flow.bottom, style.imprint_thick, style)]
    y = top + style.imprint_pad
    for line in lines.copies:
        boxes += at(line, style.left, _baseline(y, style))
        y += style.imprint_pitch
    if lines.copies:
        y += style.imprint_pad
        rules.append(_rule(y, style.imprint_thin, style))
        y += style.imprint_pad
    for line in lines.office:
        boxes += at(line, style.left, _baseline(y, style))
        y += style.imprint_pitch
    if _beside(lines, style):
        y -= style.imprint_pitch
    boxes += at(
        lines.day, style.left + style.width - style.imprint_size - lines.day.width, _baseline(y, style)
    )
    flow.draw(boxes, rules)


def imprint_height(imprint: Imprint, metrics: Metrics, style: Style) -> float:
    """From the first rule of the imprint to its last."""
    return _height(_imprint_lines(imprint, "", metrics, style), style)


def _height(lines: _ImprintLines, style: Style) -> float:
    pads = (4 if lines.copies else 2) * style.imprint_pad
    rows = len(lines.copies) + len(lines.office) + (0 if _beside(lines, style) else 1)
    return rows * style.imprint_pitch + pads


def _beside(lines: _ImprintLines, style: Style) -> bool:
    """Whether the date has room on the line of 印发机关, a character apart."""
    return lines.office[-1].width + lines.day.width + 3 * style.imprint_size <= style.width


def _baseline(top: float, style: Style) -> float:
    return top + (style.imprint_pitch - style.imprint_size) / 2 + style.ascent * style.imprint_size


def _rule(y: float, thickness: float, style: Style) -> Rule:
    return Rule(style.left, y, style.left + style.width, y, thickness)


def _imprint_lines(imprint: Imprint, addressee: str, metrics: Metrics, style: Style) -> _ImprintLines:
    kind = Type(style.imprint_size, style.imprint_size)
    copies: list[Line] = []
    for label, text in (("主送：", addressee), ("抄送：", imprint.cc)):
        if text:
            copies += _copy_lines(label, text, kind, metrics, style)
    row = sorts([Piece(imprint.print_office, Role.BODY, "imprint")], kind, metrics)
    office = set_lines(row, kind, style.width - kind.cell, indent=kind.cell, hang=kind.cell, flush=False)
    day = set_line(
        sorts([Piece(chinese_date(imprint.print_date) + "印发", Role.BODY, "imprint")], kind, metrics), kind
    )
    return _ImprintLines(copies, office or [Line((), 0.0)], day)


def _copy_lines(label: str, text: str, kind: Type, metrics: Metrics, style: Style) -> list[Line]:
    """7.4.2: one character in on both sides, turned lines after the colon, a 句号 at the end."""
    whole = label + text.rstrip("。：:") + "。"
    row = sorts([Piece(whole, Role.BODY, "imprint")], kind, metrics)
    left = kind.cell
    return set_lines(row, kind, style.width - kind.cell, indent=left, hang=left + len(label) * kind.cell)
