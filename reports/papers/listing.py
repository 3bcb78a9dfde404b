"""A list for the meeting table: title, period, 制表日期, ruled rows under repeated heads, page n of N."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.boxes import Page, TextBox
from reports.compose import Line, Piece, Type, set_line, sorts
from reports.document import Align, Column, Table, TableRow, chinese_date
from reports.flow import Flow
from reports.fonts import Metrics, Role
from reports.heads import add_title, at, centred
from reports.installed import current
from reports.pdf import render
from reports.style import MM, OFFICIAL, Style
from reports.tables import add_table

WIDE_FROM = 8  # columns: more than seven turn the page (ux convention of the office's own lists)
SMALL = 10.5  # 五号, for what stands around the table
FIGURE = re.compile(r"[-−+]?[0-9][0-9.,]*(?:%|[年月日次条人个分天][0-9年月日]*)?(?:/[0-9]+)?|—|免|未完|")
PEOPLE = ("姓名", "责任人", "领导", "督查人", "经办人", "负责人")
SHARE_MIN, SHARE_MAX = 3.0, 18.0  # characters

PORTRAIT = replace(
    OFFICIAL, top=22 * MM, left=20 * MM, width=170 * MM, height=250 * MM, table_size=10.5, title_size=18.0
)
LANDSCAPE = replace(
    PORTRAIT, paper_width=297 * MM, paper_height=210 * MM, top=18 * MM, width=257 * MM, height=172 * MM
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page of the desk shows, as plain words; `office` stands left in the foot."""

    title: str
    period: str
    made_on: date
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    office: str = ""
    empty: str = "没有符合条件的记录。"


def listing_pdf(listing: Listing, metrics: Metrics | None = None) -> bytes:
    """The list as an A4 PDF, landscape when it has more than seven columns."""
    style = style_of(listing)
    return render(listing_pages(listing, metrics), listing.title, listing.office, style)


def style_of(listing: Listing) -> Style:
    """The paper it goes on."""
    return LANDSCAPE if len(listing.columns) >= WIDE_FROM else PORTRAIT


def listing_pages(listing: Listing, metrics: Metrics | None = None) -> tuple[Page, ...]:
    """The pages as boxes; the foot is set last, when their number is known."""
    known = metrics or current()
    style = style_of(listing)
    flow = Flow(style)
    bottom = add_title(flow, (listing.title,), (), known, style.top)
    bottom = _add_note(flow, listing, known, bottom + 0.5 * style.title_size)
    flow.start_at(bottom + 0.5 * SMALL)
    add_table(flow, _table(listing), known, ())
    if not listing.rows:
        line = _small(listing.empty, known)
        flow.draw(at(line, style.left, flow.y + SMALL))
    pages = flow.pages()
    return tuple(
        replace(page, texts=(*page.texts, *_foot(page.number, len(pages), listing, known, style)))
        for page in pages
    )


def _add_note(flow: Flow, listing: Listing, metrics: Metrics, top: float) -> float:
    """The period at the left, the day it was made at the right."""
    style = flow.style
    baseline = top + style.ascent * SMALL
    made = _small(f"制表日期：{chinese_date(listing.made_on)}", metrics)
    flow.draw(at(made, style.left + style.width - made.width, baseline))
    if listing.period:
        flow.draw(at(_small(listing.period, metrics), style.left, baseline))
    return top + SMALL


def _foot(number: int, count: int, listing: Listing, metrics: Metrics, style: Style) -> list[TextBox]:
    y = style.top + style.height + 8 * MM
    page = _small(f"第{number}页，共{count}页", metrics)
    boxes = centred(page, y, style)
    if number > 1:
        boxes += at(_small(listing.title, metrics), style.left, style.top - 4 * MM)
    if listing.office:
        boxes += at(_small(listing.office, metrics), style.left, y)
    return boxes


def _small(text: str, metrics: Metrics) -> Line:
    kind = Type(SMALL, SMALL)
    return set_line(sorts([Piece(text, Role.SONG)], kind, metrics), kind)


def _table(listing: Listing) -> Table:
    columns = tuple(_column(title, number, listing.rows) for number, title in enumerate(listing.columns))
    rows = tuple(TableRow(tuple(row)) for row in listing.rows)
    return Table(columns, rows, listing.empty)


def _column(title: str, number: int, rows: Sequence[Sequence[str]]) -> Column:
    cells = [row[number] for row in rows if number < len(row)]
    widest = max((_width(line) for text in (title, *cells) for line in text.split("\n")), default=0.0)
    share = min(max(widest + 1.0, SHARE_MIN), SHARE_MAX)
    return Column(title, share, _align(cells), title.endswith(PEOPLE))


def _width(text: str) -> float:
    """In characters: a digit takes half of one."""
    return sum(1.0 if char >= "\u2010" else 0.5 for char in text)


def _align(cells: Sequence[str]) -> Align:
    """Words left, figures and days right, as on the screen."""
    return "right" if any(cells) and all(FIGURE.fullmatch(text) for text in cells) else "left"
