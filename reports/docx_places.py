"""What stands at fixed places in a Word copy: letterhead, signature, imprint, page numbers."""

from collections.abc import Sequence

from reports.compose import clean
from reports.document import Document, Imprint, Letterhead, Signature, chinese_date
from reports.docx_blocks import FALL, KINDS, lead_of, rest_of
from reports.docx_template import HEI, KAI, grid_pitch, twips
from reports.docx_xml import (
    TAB,
    Cell,
    Edge,
    Frame,
    Row,
    Set,
    Stop,
    advance,
    field,
    name_runs,
    para,
    run,
    table,
)
from reports.style import OFFICIAL as S

PITCH = grid_pitch()
BODY = KINDS["Normal"]
TITLE = KINDS["PaperTitle"]
MARK_PITCH = 1.2  # of the mark's size
RED_RULE = Edge(S.red_rule_width, S.red)
# the paper's nearest to a thick and a thin line side by side, as wide as both with the white between
THICK_OVER_THIN = Edge(S.letter_thick + S.letter_thin + S.letter_between, S.red, 0.0, "thickThinSmallGap")
THIN_OVER_THICK = Edge(S.letter_thick + S.letter_thin + S.letter_between, S.red, 0.0, "thinThickSmallGap")


# -- letterhead ------------------------------------------------------------------------------------


def head_xml(head: Letterhead) -> tuple[str, float]:
    """What stands over the title, and how much white the title wants above it."""
    if head.kind == "plain":
        return "", 0.0
    if head.kind == "letter":
        return _letter_head(head), S.title_gap_lines * PITCH - rest_of(BODY) - lead_of(TITLE)
    return _file_head(head), S.title_gap_lines * PITCH - lead_of(TITLE)


def issue_no_xml(head: Letterhead) -> str:
    """第N期 of an internal paper, under its title."""
    return para("Number", run(head.doc_no)) if head.kind == "plain" and head.doc_no else ""


def _file_head(head: Letterhead) -> str:
    corner = [para("Corner", runs) for runs in _corner_runs(head)]
    used = PITCH * len(corner)
    names = [clean(mark).removesuffix("文件") for mark in (head.mark, *head.joint)]
    size = _mark_size(names)
    top = S.mark_top - used - (FALL * MARK_PITCH - S.mark_ink) * size
    marks = _joint_marks(names, size, top) if head.joint else _mark(names[0] + "文件", size, top)
    gap = S.doc_no_gap_lines * PITCH - (1 - FALL) * MARK_PITCH * size + S.mark_depth * size - lead_of(BODY)
    return "".join(corner) + marks + _number(head, gap)


def _corner_runs(head: Letterhead) -> list[str]:
    """份号 on the first line, 紧急程度 under it (7.2.1, 7.2.3)."""
    return [runs for runs in (run(head.copy_no), run(head.urgency, font=HEI)) if runs]


def _mark_size(names: Sequence[str]) -> float:
    """In half points, as Word counts."""
    widest = max(advance(name, 1.0) for name in names) + (2 + S.joint_gap if len(names) > 1 else 2)
    size = min(S.mark_size, S.mark_width / widest)
    if len(names) > 1:
        size = min(size, S.joint_height / (len(names) * S.joint_pitch))
    return int(size * 2) / 2


def _mark(text: str, size: float, top: float) -> str:
    how = Set(before=top, pitch=size * MARK_PITCH)
    return para("Mark", run(text, size=size, ink=S.red), how)


def _joint_marks(names: Sequence[str], size: float, top: float) -> str:
    """Marks of one width under each other, 文件 at their right and half-way down (7.2.4)."""
    widest = max(advance(name, size) for name in names)
    inner = []
    for name in names:
        gaps = max(len(name) - 1, 1)
        spread = (widest - advance(name, size)) / gaps
        runs = run(name[:-1], size=size, ink=S.red, spread=spread) + run(name[-1:], size=size, ink=S.red)
        inner.append(para("Mark", runs, Set(pitch=size * S.joint_pitch, align="left")))
    both = para("Mark", run("文件", size=size, ink=S.red), Set(pitch=size * MARK_PITCH, align="right"))
    widths = (widest + 1, 2 * size + S.joint_gap * size + 1)
    frame = Frame(widths, left=(S.width - sum(widths)) / 2)
    return para("Anchor", "", Set(pitch=top)) + table(frame, [Row((Cell("".join(inner)), Cell(both)))])


def _number(head: Letterhead, gap: float) -> str:
    """文号, on the same line as the last 签发人 (7.2.5, 7.2.6), over the red rule (7.2.7)."""
    below = S.red_rule_gap - rest_of(BODY) + (S.ink_bottom - 1 + S.ascent) * S.size
    rule = Edge(S.red_rule_width, S.red, below)
    if not head.signers:
        return para("Number", run(head.doc_no), Set(before=gap, bottom=rule))
    return _signed_number(head, gap, rule)


def _signed_number(head: Letterhead, gap: float, rule: Edge) -> str:
    """签发人: names in 楷体, two a line, one character from the right, 文号 at the left of the last line."""
    side = S.head_side * S.cell
    lines = [head.signers[start : start + 2] for start in range(0, len(head.signers), 2)]
    column = max(max(_wide(name), 3 * S.cell) for name in head.signers) + S.cell
    first = S.width - side - min(2, len(head.signers)) * column + S.cell
    places = (side, first - _wide("签发人："), first, first + column)
    below = side + _wide(head.doc_no) > (places[1] if len(lines) == 1 else first)
    made = []
    for place, names in enumerate(lines):
        last = place == len(lines) - 1 and not below
        label = TAB + run("签发人：") if place == 0 else TAB + TAB
        runs = TAB + (run(head.doc_no) if last else "") + label
        runs += TAB.join(name_runs(name, S.size, KAI) for name in names)
        before = gap if place == 0 else 0.0
        how = Set(before=before, align="left", tabs=tuple(map(Stop, places)), bottom=rule if last else None)
        made.append(para("Number", runs, how))
    if below:  # no room left of 签发人
        how = Set(align="left", tabs=(Stop(side),), bottom=rule)
        made.append(para("Number", TAB + run(head.doc_no), how))
    return "".join(made)


def _letter_head(head: Letterhead) -> str:
    """信函 (10.1): the mark in a frame at its place on the paper, the first double rule under it."""
    size = int(min(S.mark_size, S.letter_mark_width / max(advance(clean(head.mark), 1.0), 1.0)) * 2) / 2
    pitch = size * MARK_PITCH
    y = S.letter_top - (FALL * MARK_PITCH - S.mark_ink) * size
    space = S.letter_rule_gap + S.mark_depth * size - (1 - FALL) * pitch
    rule = Edge(THICK_OVER_THIN.width, S.red, space, THICK_OVER_THIN.kind)
    how = Set(pitch=pitch, bottom=rule, frame=_on_paper(y))
    mark = para("Mark", run(head.mark, size=size, ink=S.red), how)
    gap = max(S.letter_clear - lead_of(BODY), 0.0)
    first, *rest = [*_corner_runs(head), ""]
    number = Set(before=gap, align="left", tabs=(Stop(S.width, "right"),))
    under = "".join(para("Corner", runs) for runs in rest if runs)
    return mark + para("Number", first + TAB + run(head.doc_no), number) + under


def _on_paper(y: float) -> str:
    return (
        f'w:w="{twips(S.letter_rule)}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" '
        f'w:xAlign="center" w:y="{twips(y)}"'
    )


def letter_foot() -> str:
    """The second double rule of a letter's first page, which carries no number."""
    y = S.paper_height - S.letter_rule_foot - THIN_OVER_THICK.width
    how = Set(pitch=1.0, top=THIN_OVER_THICK, frame=_on_paper(y))
    return para("Folio", "", how) + para("Folio", "")


# -- signature -------------------------------------------------------------------------------------


def signature_xml(signature: Signature, note: str) -> str:
    """署名 and 成文日期 with room for the seals (7.3.5), 附注 below (7.3.6)."""
    if signature.duties:
        made = _name_stamped(signature)
    elif not signature.stamped:
        made = _unstamped(signature)
    elif signature.joint:
        made = _joint(signature)
    else:
        above = (S.signature_line - 1) * PITCH
        made = signed_xml(signature.org, chinese_date(signature.date), above)
    return made + (para("Note", run(f"（{note.strip('（）')}）")) if note else "")


def _wide(text: str) -> float:
    return advance(clean(text), S.size, S.cell)


def _centre(org: float, day: float, width: float = S.width) -> float:
    """7.3.5.1: the date four characters from the right; from the left edge of the type area."""
    return min(width - S.stamped_right * S.cell - day / 2, width - min(org, width) / 2)


def signed_xml(org: str, day: str, above: float, width: float = S.width, pitch: float = 0.0) -> str:
    """署名 centred on the date, ``above`` points under the text for the seal (7.3.5.1)."""
    centre = _centre(_wide(org), _wide(day), width)
    over = Set(before=above, left=max(2 * centre - width, 0.0), keep=True, pitch=pitch)
    return para("Signing", run(org), over) + _dated(day, width - centre - _wide(day) / 2, pitch=pitch)


def _dated(day: str, right: float, before: float = 0.0, pitch: float = 0.0) -> str:
    return para("Signing", run(day), Set(before=before, align="right", right=right, pitch=pitch))


def _unstamped(signature: Signature) -> str:
    """7.3.5.2: two characters from the right; the date starts two characters further right than 署名."""
    day = chinese_date(signature.date)
    edge = S.width - S.unstamped_right * S.cell
    org_x = edge - max(_wide(org) for org in signature.orgs)
    day_x = org_x + 2 * S.cell
    if day_x + _wide(day) > edge:
        day_x = edge - _wide(day)
        org_x = min(org_x, day_x - 2 * S.cell)
    made = []
    for place, org in enumerate(signature.orgs):
        before = S.unstamped_gap_lines * PITCH if place == 0 else 0.0
        made.append(
            para("Signing", run(org), Set(before=before, align="left", left=max(org_x, 0.0), keep=True))
        )
    return "".join(made) + _dated(day, S.width - day_x - _wide(day))


def _joint(signature: Signature) -> str:
    """7.3.5.1: 署名 side by side under their seals, the last one over the date too."""
    day = chinese_date(signature.date)
    orgs = signature.orgs
    step = max(S.seal + S.seal_apart, max(map(_wide, orgs)) + S.cell)
    centre = _centre(_wide(orgs[-1]), _wide(day))
    across = max(1, min(S.seals_in_row, len(orgs), int((centre + step / 2) // step)))
    rows = []
    for start in range(0, len(orgs), across):
        names = orgs[start : start + across]
        empty = [Cell(para("Signing", "", Set(keep=True)))] * (across - len(names))
        how = Set(
            before=(S.signature_line - 1) * PITCH if start == 0 else S.seal + S.seal_apart - PITCH, keep=True
        )
        rows.append(Row((*empty, *(Cell(para("Signing", run(name), how)) for name in names))))
    frame = Frame((min(step, S.width / across),) * across, left=max(centre + step / 2 - across * step, 0.0))
    return table(frame, rows) + _dated(day, S.width - centre - _wide(day) / 2)


def _name_stamped(signature: Signature) -> str:
    """7.3.5.3: 职务 left of each 签名章, the date a blank line below."""
    right = (S.name_stamp_right + S.duty_gap) * S.cell + S.name_stamp_width
    step = S.name_stamp_height + S.seal_apart - PITCH
    made = []
    for place, duty in enumerate(signature.duties):
        before = S.name_stamp_gap_lines * PITCH if place == 0 else step
        made.append(para("Signing", run(duty), Set(before=before, align="right", right=right, keep=True)))
    day = chinese_date(signature.date)
    return "".join(made) + _dated(day, S.name_stamp_right * S.cell, PITCH)


# -- imprint ---------------------------------------------------------------------------------------

# Placed from the paper's left edge: from the margin, LibreOffice would not let so wide a table float.
_FOOT = f'w:horzAnchor="page" w:vertAnchor="margin" w:tblpX="{twips(S.left)}" w:tblpYSpec="bottom"'
_THICK, _THIN = Edge(S.imprint_thick, S.black), Edge(S.imprint_thin, S.black)


def imprint_xml(document: Document, addressee: str = "") -> str:
    """A table that floats on the lower edge of the page's type area (7.4); a letter's has no rules (10.1).

    ``addressee``: 主送 that page 1 had no room for (7.3.2, 7.4.2).
    """
    imprint = document.imprint
    if imprint is None:
        return ""
    letter = document.letterhead.kind == "letter"
    copies = [("主送：", addressee), ("抄送：", imprint.cc)]
    inner = "".join(_copy(label, text) for label, text in copies if text)
    edges = "" if letter else _THICK.xml("top") + _THIN.xml("bottom")
    rows = [Row((Cell(inner, edges=edges),))] if inner else []
    if not letter:
        rows.append(_office(imprint, first=not rows))
    frame = Frame((S.width,), pad_y=S.imprint_pad, floating=_FOOT)
    return table(frame, rows) if rows else ""


def _copy(label: str, text: str) -> str:
    """7.4.2: a character in on both sides, turned lines after the colon, a 句号 at the end."""
    size = S.imprint_size
    hang = advance(label, size)
    how = Set(left=size + hang, right=size, hanging=hang)
    return para("Imprint", run(label + clean(text).rstrip("。：:") + "。"), how)


def _office(imprint: Imprint, *, first: bool) -> Row:
    """7.4.3: 印发机关 at the left, 印发日期 at the right."""
    size = S.imprint_size
    runs = run(imprint.print_office) + TAB + run(chinese_date(imprint.print_date) + "印发")
    over = (_THICK if first else _THIN).xml("top")
    inner = para("Imprint", runs, Set(left=size, tabs=(Stop(S.width - size, "right"),)))
    return Row((Cell(inner, edges=over + _THICK.xml("bottom")),))


# -- page numbers ----------------------------------------------------------------------------------


def folio_xml(*, even: bool) -> str:
    """— n —, odd pages at the right, even ones at the left, a character in (7.5)."""
    side = S.folio_side
    how = Set(align="left", left=side) if even else Set(align="right", right=side)
    return para("Folio", run("— ") + field("PAGE") + run(" —"), how)
