"""复制为图片: a ranking as a picture for a chat, read on a phone; 复制文字: the same in plain words."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from gui import theme
from gui.views.circular.says import say_absent

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.rules.circular import CircularFacts, Named, ScoreRow

WIDTH = 1080  # px; chats shrink wider pictures until nothing can be read
EDGE, PAD = 48, 20
BODY, SMALL, HEAD, BIG = 32, 26, 28, 46  # px of type
_AMOUNT = re.compile(r"(?<=[扣加\d.])(?=[\d.分])")  # 扣1.25分 is never torn
_JOINED = "\u2060"
_WRAP = int(Qt.TextFlag.TextWordWrap)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
UNITS = {"praise": "村（居）", "criticism": "站所"}


@dataclass(frozen=True, slots=True)
class Cells:
    """One line of the picture; ``named``: 表扬 or 批评."""

    rank: str
    unit: str
    score: str
    note: str
    named: str = ""
    head: bool = False


def ranking_picture(state: "MonthState", kind: str) -> QImage:
    """The villages (``praise``) or stations (``criticism``) with rank and score, 1080 px wide."""
    facts = _facts(state)
    lines = _lines(facts, kind)
    tops = [("title", f"{facts.year}年{facts.month}月{UNITS[kind]}考核排名"), ("sub", _period(facts))]
    foot = _foot(state, kind)
    sheet = _Sheet()
    height = sheet.draw(None, tops, lines, foot)
    image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(_ink("surface"))
    painter = QPainter(image)
    sheet.draw(painter, tops, lines, foot)
    painter.end()
    return image


def notice_text(state: "MonthState") -> str:
    """Praise, criticism and both rankings as lines of a group notice."""
    facts = _facts(state)
    said = [f"【{facts.year}年{facts.month}月包保工作考核情况】", f"{_period(facts)}。"]
    for word, named in (("表扬", facts.praise), ("批评", facts.criticism)):
        listed = "；".join(_named(one) for one in named)
        said.append(f"{word}：{listed}。" if named else f"{word}：本期没有。")
    for kind in ("praise", "criticism"):
        said += ["", f"{UNITS[kind]}排名"]
        for line in _lines(facts, kind):
            score = f"{line.score}分" if line.rank != "—" else say_absent(line.note)
            said.append(line.unit if line.head else f"{line.rank}　{line.unit}　{score}")
    return "\n".join([*said, "", _signed(state)])


def _facts(state: "MonthState") -> "CircularFacts":
    assert state.facts is not None
    return state.facts


def _named(one: "Named") -> str:
    from core.rules.scoring import format_score

    score = "" if one.score is None else f"{format_score(one.score)}分"
    rank = "" if one.rank is None else f"第{one.rank}名"
    details = "，".join(part for part in (score, rank, one.reason.rstrip("。")) if part)
    return f"{one.unit}（{details}）" if details else one.unit


def _period(facts: "CircularFacts") -> str:
    from core.rules.calendar import cn_day, cn_range

    return f"统计周期{cn_range(facts.period_start, facts.period_end)}，统计截至{cn_day(facts.cutoff)}"


def _lines(facts: "CircularFacts", kind: str) -> list[Cells]:
    scores = facts.village_scores if kind == "praise" else facts.station_scores
    word, picked = ("表扬", facts.praise) if kind == "praise" else ("批评", facts.criticism)
    names = {one.unit for one in picked}
    strata = list(dict.fromkeys(row.stratum for row in scores))
    found = []
    for stratum in strata:
        if len(strata) > 1:
            found.append(Cells("", stratum or "未分组", "", "", head=True))
        rows = [row for row in scores if row.stratum == stratum]
        found += [_cells(row, word if row.unit in names else "") for row in rows]
    return found


def _cells(row: "ScoreRow", named: str) -> Cells:
    from core.rules.scoring import format_score, standing

    if row.score is None:
        word = standing(row.remark)
        return Cells("—", row.unit, word.removesuffix("考核"), row.remark)
    rank = f"{row.rank}{'（并列）' if row.tied else ''}"
    return Cells(rank, row.unit, format_score(row.score), row.remark, named)


def _foot(state: "MonthState", kind: str) -> list[str]:
    facts = _facts(state)
    rule = facts.praise_rule if kind == "praise" else facts.criticism_rule
    return [rule, f"{_signed(state)}{'（示例数据）' if state.sample else ''}"]


def _signed(state: "MonthState") -> str:
    """Office and date; what counts where these figures are not, or no longer, those of the paper."""
    from core.rules.calendar import cn_date

    facts = _facts(state)
    if state.issued is None or not state.closed:
        return f"{facts.office.name}，{cn_date(facts.doc_date)}，以印发的通报为准"
    moved = "，其后数据有变动，以印发的通报为准" if state.differences else ""
    return f"{facts.office.name}，{cn_date(state.issued.doc_date)}{moved}"


def _ink(token: str) -> QColor:
    """Always the light palette: the picture is read elsewhere."""
    return QColor(theme.TOKENS[token][0])


class _Sheet:
    """Lays the picture out; painted with a painter, only measured without."""

    def __init__(self) -> None:
        self._small, self._body = _font(SMALL), _font(BODY)
        self._strong, self._head, self._big = _font(BODY, bold=True), _font(HEAD), _font(BIG, bold=True)
        self._y = 0

    def draw(
        self, painter: QPainter | None, tops: list[tuple[str, str]], lines: list[Cells], foot: list[str]
    ) -> int:
        """Returns the height."""
        self._y = EDGE
        columns = self._columns(lines)
        for kind, text in tops:
            font, token = (self._big, "text") if kind == "title" else (self._small, "text2")
            self._paragraph(painter, text, font, token)
        self._y += PAD
        self._row(painter, columns, Cells("名次", "单位", "得分", "说明"), title=True)
        for line in lines:
            self._row(painter, columns, line)
        if not lines:
            self._paragraph(painter, "没有考核对象。", self._body, "text2")
        self._y += PAD
        for text in foot:
            self._paragraph(painter, text, self._small, "text2")
        return self._y + EDGE - PAD

    def _columns(self, lines: list[Cells]) -> list[tuple[int, int]]:
        """Left and width of rank, unit, score and note: as wide as their words, the note takes the rest."""
        measure = QFontMetrics(self._strong).horizontalAdvance
        rank = max((measure(one.rank) for one in lines), default=0)
        unit = max((measure(one.unit) for one in lines if not one.head), default=0)
        score = max((measure(one.score) for one in lines), default=0)
        room = QFontMetrics(self._head).horizontalAdvance("名次")
        widths = [max(rank, room), min(max(unit, room), 380), max(score, room)]
        found, left = [], EDGE + PAD
        for width in widths:
            found.append((left, width))
            left += width + 2 * PAD
        found.append((left, WIDTH - EDGE - PAD - left))
        return found

    def _row(
        self, painter: QPainter | None, columns: list[tuple[int, int]], cells: Cells, *, title: bool = False
    ) -> None:
        words = f"{cells.named}。{cells.note}" if cells.named and cells.note else cells.named or cells.note
        parts = [
            (cells.rank, self._body, _LEFT),
            (cells.unit, self._strong, _LEFT),
            (cells.score, self._body, _RIGHT),
            (_AMOUNT.sub(_JOINED, words), self._small, _LEFT),
        ]
        if title:
            parts = [(text, self._head, align) for text, _, align in parts]
        if cells.head:
            columns, parts = [(EDGE + PAD, WIDTH - 2 * (EDGE + PAD))], [parts[1]]
        tall = max(
            _height(text, font, width) for (text, font, _), (_, width) in zip(parts, columns, strict=True)
        )
        height = tall + (PAD + 4)
        if painter is not None:
            self._paint_ground(painter, cells, height, title=title)
            for (text, font, align), (left, width) in zip(parts, columns, strict=True):
                painter.setFont(font)
                painter.setPen(_ink("text2" if title or font is self._small else "text"))
                painter.drawText(QRect(left, self._y, width, height), align | _MIDDLE | _WRAP, text)
        self._y += height

    def _paint_ground(self, painter: QPainter, cells: Cells, height: int, *, title: bool) -> None:
        box = QRect(EDGE, self._y, WIDTH - 2 * EDGE, height)
        token = {"表扬": "accent_soft", "批评": "warn_soft"}.get(cells.named, "")
        if title or cells.head:
            token = "head"
        if token:
            painter.fillRect(box, _ink(token))
        painter.setPen(QPen(_ink("line"), 2))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paragraph(self, painter: QPainter | None, text: str, font: QFont, token: str) -> None:
        if not text:
            return
        height = _height(text, font, WIDTH - 2 * EDGE)
        if painter is not None:
            painter.setFont(font)
            painter.setPen(_ink(token))
            painter.drawText(QRect(EDGE, self._y, WIDTH - 2 * EDGE, height), _LEFT | _WRAP, text)
        self._y += height + 8


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QFont(theme.current().font("body"))
    font.setPixelSize(size)
    font.setBold(bold)
    return font


def _height(text: str, font: QFont, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 100_000), _WRAP, text).height()
