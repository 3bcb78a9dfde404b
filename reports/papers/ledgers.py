"""Every ledger (台账) as a list, filled from the record or blank to write on: one form for all."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from core.ledgers import LEDGERS, Ledger, Part
from core.queries.ledgers import LedgerRow
from core.queries.papers.books import BookFacts, book_facts
from reports.document import Align, Column, Table, TableRow, chinese_date
from reports.papers.form import Block, Form, Leaf, Page, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import day

BLANK_ROWS = {"upright": 24, "lying": 15}
LYING_FROM = 78  # characters of all columns together
_CENTRED = frozenset({"day", "month", "number", "decimal", "choice", "answer", "person"})


def book(found: BookFacts) -> Form:
    """The ledger's parts as columns; widths are those of its description."""
    title = f"{found.settings.township}{found.ledger.title}{'登记表' if found.blank else '台账'}"
    wide = sum(part.width for part in found.ledger.parts)
    page: Page = "lying" if wide >= LYING_FROM else "upright"
    leaf = Leaf(title, tuple(_blocks(found, page)))
    return Form(title, (leaf,), page, found.settings.unit_name, _names(found))


def _names(found: BookFacts) -> tuple[str, ...]:
    """Of people, units and places: never torn."""
    keys = [part.key for part in found.ledger.parts if part.kind in ("person", "people", "unit", "area")]
    named = (name for row in found.rows for key in keys for name in row.words[key].split("、"))
    return tuple(dict.fromkeys(name for name in named if name))


def _blocks(found: BookFacts, page: Page) -> Iterator[Block]:
    who = f"　　单位：{found.unit}" if found.unit else ""
    when = "　　年　　月" if found.blank and found.ledger.day else found.period
    left = f"{'期间：' if found.ledger.day else ''}{when}{who}"
    yield Words((left.strip() if not found.blank else left, f"制表日期：{chinese_date(found.today)}"), 10.5)
    yield Ruled(_table(found, page), 24.0 if found.blank else 20.0)
    if found.ledger.clause:
        yield Words((f"依据：{found.ledger.clause}", "" if found.blank else f"共{len(found.rows)}条"), 9.0)


def _table(found: BookFacts, page: Page) -> Table:
    parts = found.ledger.parts
    columns = (Column("序号", 3.0), *(_column(part) for part in parts))
    if found.blank:
        rows = tuple(
            TableRow((str(number), *("" for _ in parts))) for number in range(1, BLANK_ROWS[page] + 1)
        )
    else:
        rows = tuple(
            TableRow((str(number), *(_cell(part, row, found.today) for part in parts)))
            for number, row in enumerate(found.rows, 1)
        )
    return Table(columns, rows, f"{found.period}没有登记{found.ledger.title}。")


def _column(part: Part) -> Column:
    align: Align = "center" if part.kind in _CENTRED else "left"
    return Column(part.title, max(part.width / 2 + 1, 3.0), align, names=part.kind == "person")


def _cell(part: Part, row: LedgerRow, today: date) -> str:
    value = row.values[part.key]
    return day(value, today.year) if part.kind == "day" and value else row.words[part.key]


def _paper(ledger: Ledger) -> Paper[BookFacts]:
    takes = {"week": ("month", "week"), "month": ("month",)}.get(ledger.span, ())
    unit = ("unit",) if any(part.kind == "unit" for part in ledger.parts) else ()
    facts = partial(book_facts, ledger=ledger)
    return Paper(ledger.command, f"{ledger.title}台账", False, facts, book, (*takes, *unit, "blank"))


PAPERS = tuple(map(_paper, LEDGERS))
