"""What 督查整改 asks of the record; every function runs in the worker that owns the file."""

from typing import TYPE_CHECKING, Any

from gui.table import Choice, PageRequest, PageRows
from gui.views.findings_words import list_row, value_words

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingDetail, FindingRow, Wanted
    from core.queries.row_history import RowLine

ALL = 1_000_000  # rows of a printed or copied list
_ASKED = {"problem": "category"}


def pairs(chosen: dict[str, frozenset[Any]]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The columns' filters as SQL is asked: the problem's text by its category."""
    return tuple((_ASKED.get(key, key), tuple(values)) for key, values in chosen.items())


def column_choices(r: Any, key: str, request: PageRequest) -> list[Choice]:
    """The values of a column under the other filters, each with its count."""
    from core.queries.finding_pages import column_values

    wanted = _wanted({**request.filters, "columns": pairs(dict(request.columns))})
    found = column_values(r, wanted, _ASKED.get(key, key))
    return [Choice(value, value_words(key, value), count) for value, count in found]


def fetch(r: Any, request: PageRequest) -> PageRows:
    """A page of the list as filtered and sorted."""
    from core.queries.finding_pages import findings_page

    columns = pairs(dict(request.columns)) or request.filters.get("columns", ())
    rows, total = findings_page(
        r,
        _wanted({**request.filters, "columns": columns}),
        sort=request.sort,
        descending=request.descending,
        offset=request.offset,
        limit=request.limit,
    )
    return PageRows([list_row(row) for row in rows], total)


def rows_at(
    r: Any, filters: dict[str, Any], sort: str, descending: bool, numbers: list[int]
) -> list["FindingRow"]:
    """The findings in these lines of the list, also those never fetched."""
    from core.queries.finding_pages import findings_page

    rows, _ = findings_page(r, _wanted(filters), sort=sort, descending=descending, limit=ALL)
    return [rows[number] for number in numbers if number < len(rows)]


def count(r: Any, filters: dict[str, Any]) -> tuple[dict[str, int], int]:
    """The counts under the filters, and how many are overdue in all."""
    from core.queries.finding_pages import Wanted, counts

    wanted = _wanted({**filters, "ids": None})
    shown = counts(r, wanted)
    bare = wanted.unit is None and wanted.area is None and not wanted.text and not wanted.columns
    return shown, shown["overdue"] if bare else counts(r, Wanted())["overdue"]


def detail(r: Any, number: int) -> "FindingDetail | None":
    """One finding with its whole life."""
    from core.queries.finding_pages import finding_detail

    return finding_detail(r, number)


def history(r: Any, number: int) -> list["RowLine"]:
    """What was written about one finding, newest first."""
    from core.queries.finding_history import finding_history

    return finding_history(r, number)


def choices(r: Any) -> dict[str, list[tuple[int, str]]]:
    """Stations, places and categories to choose from."""
    from core.queries.finding_tour import categories, places, stations
    from core.queries.standards import standards

    lists = {"station": stations(r), "place": places(r), "category": categories(r)}
    named = {key: [(one.id, one.name) for one in found] for key, found in lists.items()}
    return named | {"standard": [(one.id, f"{one.code} {one.text}") for one in standards(r)]}


def _wanted(filters: Any) -> "Wanted":
    from core.queries.finding_pages import Wanted

    return Wanted(**filters)
