"""归档目录 by 年度—保管期限—件号 (DA/T 22), and what of a year is to be filed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select

from core.doors import Read
from core.model import (
    archive_item,
    assignment,
    change,
    check_in,
    circular,
    finding,
    inspection,
    rectification,
)
from core.queries.circulars import issued_circulars
from core.settings import settings_at

RETENTIONS = ("永久", "30年", "10年")
VOID = "作废："
_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True, slots=True)
class Item:
    """One 件: a document with its attachments, or a register of the year."""

    id: int
    year: int
    retention: str
    number: int
    title: str
    day: date | None
    doc_no: str
    pages: int | None
    circular_id: int | None
    note: str

    @property
    def void(self) -> bool:
        """Taken out of the list again; its number stays with it."""
        return self.note.startswith(VOID)


@dataclass(frozen=True, slots=True)
class Document:
    """What may be filed: an issued circular, or a register kept through the year."""

    title: str
    day: date
    doc_no: str = ""
    pages: int | None = None
    circular_id: int | None = None


def archive_items(r: Read, year: int) -> list[Item]:
    """The list of a year: the longest kept first, by number."""
    a = archive_item.c
    found = r.all(
        select(
            a.id,
            a.year,
            a.retention,
            a.number,
            a.title,
            a.day,
            func.coalesce(a.doc_no, ""),
            a.pages,
            a.circular_id,
            func.coalesce(a.note, ""),
        ).where(a.year == year),
        Item,
    )
    return sorted(found, key=lambda one: (_length(one.retention), one.retention, one.number))


def _length(retention: str) -> int:
    return RETENTIONS.index(retention) if retention in RETENTIONS else len(RETENTIONS)


def unfiled(r: Read, year: int) -> list[Document]:
    """What the year has and its list has not: circulars by their day of signing, then the registers."""
    items = archive_items(r, year)
    filed = set(r.column(select(archive_item.c.circular_id).where(archive_item.c.circular_id.is_not(None))))
    titles = {one.title for one in items}
    papers = sorted(
        (one for one in issued_circulars(r) if one.doc_date.year == year and one.id not in filed),
        key=lambda one: (one.doc_date, one.id),
    )
    found = [
        Document(one.title, one.doc_date, one.doc_no, pages_of(_pdf(r, one.id)), one.id) for one in papers
    ]
    return found + [one for one in _registers(r, year) if one.title not in titles]


def _pdf(r: Read, circular_id: int) -> bytes:
    return bytes(r.value(select(circular.c.pdf).where(circular.c.id == circular_id)) or b"")


def pages_of(pdf: bytes) -> int | None:
    """How many pages a paper of ours has; None when it cannot be told."""
    return len(_PAGE.findall(pdf)) or None


def _registers(r: Read, year: int) -> Iterator[Document]:
    """A register bound for the year is one 件 (DA/T 22: 名册、报表一册为一件)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    township = settings_at(r, r.today).township

    def any_row(column: object, table: object) -> bool:
        rows = select(func.count()).select_from(table).where(column.between(first, last))  # type: ignore
        return bool(r.value(rows))

    begun = r.value(select(func.count()).select_from(assignment).where(assignment.c.valid_from <= last))
    if begun and year <= r.today.year:
        yield Document(f"{township}{year}年包保责任分工表", last)
    if any_row(check_in.c.day, check_in):
        yield Document(f"{township}{year}年包保工作签到表", last)
    if any_row(inspection.c.day, inspection):
        yield Document(f"{township}{year}年包保工作督查记录表", last)
    if any_row(rectification.c.issued_on, rectification):
        yield Document(f"{township}{year}年限期整改通知书及回执", last)
    if any_row(finding.c.found_on, finding):
        yield Document(f"{township}{year}年问题销号台账", last)
        yield Document(f"{township}{year}年包保工作年度绩效考核表", last)


def next_number(r: Read, year: int, retention: str) -> int:
    """The number after the highest ever given in the series, those taken back since among them."""
    given = [
        r.value(
            select(func.max(archive_item.c.number)).where(
                archive_item.c.year == year, archive_item.c.retention == retention
            )
        )
    ]
    for side in (change.c.after, change.c.before):
        where = (
            change.c.table_name == archive_item.name,
            func.json_extract(side, "$.year") == year,
            func.json_extract(side, "$.retention") == retention,
        )
        given.append(r.value(select(func.max(func.json_extract(side, "$.number"))).where(*where)))
    return max(int(one or 0) for one in given) + 1


def archive_years(r: Read) -> list[int]:
    """Years with anything to file, the latest first."""
    years = set(r.column(select(archive_item.c.year).distinct()))
    years |= {one.doc_date.year for one in issued_circulars(r)}
    years |= {int(one) for one in r.column(select(extract("year", finding.c.found_on)).distinct())}
    return sorted(years, reverse=True)
