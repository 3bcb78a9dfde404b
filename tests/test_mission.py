"""docs/mission.md names, for every clause of the plan, things that are there."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from gui.views import PAGES
from reports.papers.catalogue import papers

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "mission.md"
CLAUSES = [f"S{number:02}" for number in range(1, 76)]
NOTHING = ("S18", "S75")  # a phrase without a datum, and the page's furniture


class Row(NamedTuple):
    """A line of the table."""

    number: str
    clause: str
    page: str
    rule: str
    paper: str
    test: str


def rows() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if re.match(r"\| S\d\d \|", line)]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in found]


def code(cell: str) -> str:
    """A cell's `name`."""
    found = re.fullmatch(r"`([^`]+)`", cell)
    assert found is not None, cell
    return found[1]


@cache
def functions(file: Path) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef))


def test_every_clause_has_its_row() -> None:
    assert [row.number for row in rows()] == CLAUSES


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.number)
def test_a_row_names_what_exists(row: Row) -> None:
    if row.number in NOTHING:
        assert row[2:] == ("—",) * 4
        assert "asks for no" in row.clause
        return
    assert row.page in {title for _, title, _, _ in PAGES}
    assert (ROOT / code(row.rule)).is_file()
    file, _, test = code(row.test).partition("::")
    assert test in functions(ROOT / file)
    if row.paper != "—":
        assert code(row.paper) in {paper.name for paper in papers()}
