"""What an import did, and the way to try one without doing it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.db import Db
from core.doors import Write
from core.errors import UserError


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows by what became of them; ``refused`` lists each faulty row in Chinese."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """新增3、更新1、未变20、未导入2."""
        return f"新增{self.new}、更新{self.updated}、未变{self.unchanged}、未导入{len(self.refused)}"


def by_row(refused: Iterable[str]) -> tuple[str, ...]:
    """Refusals in the order of the sheet, whatever step found them."""
    return tuple(sorted(refused, key=_row_of))


def _row_of(refusal: str) -> int:
    found = re.match(r"第(\d+)行", refusal)
    return int(found[1]) if found else 0


class _Tried(Exception):
    """Not an error: it takes a trial back."""


@contextmanager
def importing(db: Db, label: str, *, dry_run: bool) -> Iterator[Write]:
    """A write that is wholly taken back when it was only a trial."""
    try:
        with db.write(label) as w:
            yield w
            if dry_run:
                raise _Tried
    except _Tried:
        pass


def refuse_if_strict(faults: tuple[str, ...], strict: bool) -> None:
    """With --strict one faulty row refuses the sheet, before or inside the transaction."""
    if strict and faults:
        rest = f"（共{len(faults)}处）" if len(faults) > 1 else ""
        raise UserError(f"整张表没有导入{rest}：{faults[0]}")
