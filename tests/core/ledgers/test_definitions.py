"""Every ledger is described as its table is: nothing missing, nothing made up, no heading twice."""

import pytest
from sqlalchemy import JSON, Boolean, Date, Integer

from core.labels import TABLES
from core.ledgers import LEDGERS, Ledger
from core.model import metadata

_FILLED_BY_THE_PROGRAM = {"id", "keyed_on", "sort", "circular_id"}
_TYPES = {
    "day": Date,
    "number": Integer,
    "unit": Integer,
    "area": Integer,
    "person": Integer,
    "row": Integer,
    "answer": Boolean,
    "people": JSON,
}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.name)
def test_the_parts_are_the_columns(ledger: Ledger) -> None:
    table = metadata.tables[ledger.name]
    assert {part.key for part in ledger.parts} == {column.name for column in table.c} - _FILLED_BY_THE_PROGRAM
    for part in ledger.parts:
        column = table.c[part.key]
        assert isinstance(column.type, _TYPES.get(part.kind, object)), part.key
        assert part.required == (not column.nullable), part.key
        if part.kind in ("unit", "area", "person"):
            assert next(iter(column.foreign_keys)).column.table.name == part.kind
        if part.kind == "row":
            assert next(iter(column.foreign_keys)).column.table.name == part.target


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.name)
def test_its_words_tell_columns_apart(ledger: Ledger) -> None:
    titles = [part.title for part in ledger.parts]
    assert len(set(titles)) == len(titles)
    keys = {part.key for part in ledger.parts}
    assert set(ledger.same) <= keys
    assert set(ledger.label) <= keys | {"id"}
    assert ledger.day in keys | {""}
    assert bool(ledger.day) == bool(ledger.span)
    for part in ledger.parts:
        assert bool(part.choices) == (part.kind in ("choice", "answer")), part.key


def test_names_and_words_are_unique() -> None:
    assert len({one.name for one in LEDGERS}) == len({one.command for one in LEDGERS}) == len(LEDGERS)
    assert len({one.title for one in LEDGERS}) == len(LEDGERS)


def test_history_and_recycle_bin_call_them_by_their_titles() -> None:
    assert {one.name: TABLES[one.name] for one in LEDGERS} == {one.name: one.title for one in LEDGERS}
