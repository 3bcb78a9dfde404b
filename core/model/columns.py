"""How a column of the record is written; the naming of keys and indices.

No column has a default: what is in a row was said by an Op, so the journal replays to equal tables.
Points and scores are exact fractions as text ("93.5", "1/3"); days are ISO dates; ids are never reused.
"""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: Any) -> Table:
    """AUTOINCREMENT: the id of a deleted row is never given to another, so histories never mix."""
    return Table(name, metadata, Column("id", Integer, primary_key=True), *items, sqlite_autoincrement=True)


def text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def opt(name: str) -> Column[str]:
    return Column(name, Text)


def day(name: str) -> Column[Any]:
    return Column(name, Date, nullable=False)


def opt_day(name: str) -> Column[Any]:
    return Column(name, Date)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def ref(name: str, target: str, *, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=False, index=index)


def opt_ref(name: str, target: str, *, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), index=index)
