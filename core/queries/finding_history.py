"""The history of a finding with everything that hangs on it, one line per change, latest first."""

from dataclasses import replace

from sqlalchemy import Table, func, select

from core.doors import Read
from core.model import change, extension, finding, photo, rectification
from core.queries.row_history import RowLine, row_history


def finding_history(r: Read, finding_id: int) -> list[RowLine]:
    """Deleted orders and extensions too: what was there once is part of the story."""
    rounds = _once(r, rectification, "finding_id", finding_id)
    extensions = [one for round_ in rounds for one in _once(r, extension, "rectification_id", round_)]
    photos = _once(r, photo, "finding_id", finding_id)
    owned = [(rectification, rounds), (extension, extensions), (photo, photos)]
    rows = [(finding.name, finding_id), *((table.name, one) for table, ids in owned for one in ids)]
    return [_photo(line) if line.table == photo.name else line for line in row_history(r, rows)]


def _photo(line: RowLine) -> RowLine:
    """A photo goes back by its own way: the file belongs to it."""
    return replace(line, what="照片", fields=tuple(replace(one, back=False) for one in line.fields))


def _once(r: Read, table: Table, column: str, owner: int) -> list[int]:
    """Ids of rows that were ever entered for the owner, from the journal."""
    c = change.c
    return r.column(
        select(c.row_id)
        .where(
            c.table_name == table.name,
            c.before.is_(None),
            func.json_extract(c.after, f"$.{column}") == owner,
        )
        .distinct()
        .order_by(c.row_id)
    )
