"""归档: items of the list are numbered once; what was taken out again keeps its number."""

from datetime import date
from typing import Any

from core.doors import Values, Write
from core.errors import UserError
from core.model import archive_item
from core.queries.archive import VOID, next_number, unfiled
from core.settings import settings_at
from core.text import clean


def file_year(w: Write, year: int) -> int:
    """Put what the year has and its list has not at the end of the list; how many items that were."""
    retention = settings_at(w, w.today).retention
    number = next_number(w, year, retention)
    documents = unfiled(w, year)
    for place, one in enumerate(documents):
        w.insert(
            archive_item,
            year=year,
            retention=retention,
            number=number + place,
            title=one.title,
            day=one.day,
            doc_no=one.doc_no or None,
            pages=one.pages,
            circular_id=one.circular_id,
        )
    return len(documents)


def file_item(
    w: Write,
    year: int,
    retention: str,
    title: str,
    *,
    day: date | None = None,
    doc_no: str = "",
    note: str = "",
) -> int:
    """An item of another origin under the next number of its series."""
    if not clean(title) or not clean(retention):
        raise UserError("题名和保管期限都要填写。")
    return w.insert(
        archive_item,
        year=year,
        retention=clean(retention),
        number=next_number(w, year, clean(retention)),
        title=clean(title),
        day=day,
        doc_no=clean(doc_no) or None,
        note=clean(note) or None,
    )


def change_item(w: Write, item_id: int, **values: Any) -> bool:
    """Title, day, pages, note, 文号; another retention gives the next number of that series."""
    row = _row(w, item_id)
    if "title" in values and not clean(values["title"]):
        raise UserError("题名不能空着。")
    if (pages := values.get("pages")) is not None and pages < 1:
        raise UserError("页数要大于0，不知道就空着。")
    retention = str(values.get("retention", row["retention"]))
    if retention != row["retention"]:
        if not clean(retention):
            raise UserError("保管期限不能空着。")
        values["number"] = next_number(w, row["year"], retention)
    return w.update(archive_item, item_id, **values)


def void_item(w: Write, item_id: int, reason: str) -> None:
    """Take an item out of the list; the number is not given to another."""
    _row(w, item_id)
    if not clean(reason):
        raise UserError("请写明为什么不归档。")
    w.update(archive_item, item_id, note=VOID + clean(reason))


def _row(w: Write, item_id: int) -> Values:
    row = w.values(archive_item, item_id)
    if row is None:
        raise UserError("归档目录里已经没有这一件，请刷新后再看。")
    return row
