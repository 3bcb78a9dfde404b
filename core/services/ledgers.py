"""Any ledger (台账): keyed in line by line, or as a sheet; one set of rules for both."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint, func, select

from core.db import Db
from core.doors import Read, Write
from core.errors import Conflict, UserError
from core.exchange.ledgers import LedgerLine, LedgerSheet
from core.exchange.write import SheetColumn, Value
from core.ledgers import LEDGERS, Ledger, Part
from core.names import Names, names_of
from core.queries.ledgers import Asked, LedgerRow, labels, ledger_rows, table_of
from core.queries.rates import fault_of_tally
from core.services.export import SheetOut
from core.services.late import Gate
from core.services.outcome import Outcome, by_row, importing, refuse_if_strict

Values = Mapping[str, Any]
_BLOCK = 200  # rows between two words of progress


def put(w: Write, ledger: Ledger, values: Values, *, late_reason: str = "", gate: Gate | None = None) -> int:
    """Key in one row; its id. UserError for what contradicts itself, or is late without a reason."""
    row = _row(ledger, values)
    _refuse(ledger, row, w.today)
    _refuse_twice(w, ledger, row)
    _refuse_beside(w, ledger, row)
    if "keyed_on" in table_of(ledger).c:
        row["keyed_on"] = w.today
    day = row.get(ledger.day) if ledger.past else None
    if day is None:
        return w.insert(table_of(ledger), **row)
    gate = gate or Gate(w, late_reason)
    gate.check(day)
    row_id = w.insert(table_of(ledger), **row)
    gate.keep(ledger.name, row_id, day)
    return row_id


def put_each(
    w: Write,
    ledger: Ledger,
    rows: Sequence[Values],
    *,
    late_reason: str = "",
    told: Callable[[int], object] | None = None,
) -> list[int | UserError]:
    """Key in a long block: the id of each row, or why it is not taken; one that is refused stops no other.

    ``told`` hears how many rows are written; what it raises takes all of them back.
    """
    gate = Gate(w, late_reason)
    answers: list[int | UserError] = []
    for number, values in enumerate(rows, 1):
        try:
            answers.append(put(w, ledger, values, gate=gate))
        except UserError as error:
            answers.append(error)
        if told is not None and (number % _BLOCK == 0 or number == len(rows)):
            told(number)
    return answers


def change(w: Write, ledger: Ledger, ids: Iterable[int], *, late_reason: str = "", **values: Any) -> int:
    """The same values into one or many rows; how many of them changed."""
    table, changed = table_of(ledger), 0
    for row_id in ids:
        old = w.values(table, row_id)
        if old is None:
            raise Conflict(f"这条{ledger.title}已经被删除，不能再改。")
        _refuse(ledger, {**old, **values}, w.today)
        _refuse_twice(w, ledger, {**old, **values}, row_id)
        _refuse_beside(w, ledger, {**old, **values}, row_id)
        if ledger.past and ledger.day in values and values[ledger.day] < old[ledger.day]:
            keyed_on, gate = old.get("keyed_on"), Gate(w, late_reason)
            gate.check(values[ledger.day], keyed_on)
            gate.keep(ledger.name, row_id, values[ledger.day], keyed_on)
        changed += w.update(table, row_id, **values)
    return changed


def remove(w: Write, ledger: Ledger, ids: Iterable[int]) -> int:
    """Delete rows; UserError for those that rows of another ledger point to."""
    rows = list(ids)
    for other in LEDGERS:
        for part in other.parts:
            if part.target == ledger.name:
                column = table_of(other).c[part.key]
                used = w.value(select(func.count()).select_from(table_of(other)).where(column.in_(rows)))
                if used:
                    raise UserError(
                        f"还有{used}条{other.title}用到这里的{ledger.title}，请先删掉或改掉那些。"
                    )
    return w.delete_all(table_of(ledger), rows)


def _row(ledger: Ledger, values: Values) -> dict[str, Any]:
    return {part.key: values.get(part.key) for part in ledger.parts}


def _refuse(ledger: Ledger, values: Values, today: date) -> None:
    if (found := ledger.wrong(values, today)) is not None:
        raise UserError(f"{ledger.title}：{found[1]}，请改正。")


# what a row may not say beside others of its ledger
_BESIDE: Mapping[str, Callable[[Read, Values, int | None], str | None]] = {"tally": fault_of_tally}


def _refuse_beside(w: Write, ledger: Ledger, values: Values, own: int | None = None) -> None:
    check = _BESIDE.get(ledger.name)
    if check is not None and (found := check(w, values, own)) is not None:
        raise UserError(found)


def _refuse_twice(w: Write, ledger: Ledger, values: Values, own: int | None = None) -> None:
    """What the file holds once, such as the distance of a station to a place."""
    table = table_of(ledger)
    for rule in table.constraints:
        if not isinstance(rule, UniqueConstraint):
            continue
        said = [column == values.get(column.name) for column in rule.columns]
        if any(values.get(column.name) is None for column in rule.columns):
            continue  # SQL takes unknowns for different
        if w.value(select(table.c.id).where(*said, table.c.id != (own or 0)).limit(1)) is not None:
            titles = "、".join(ledger.part(column.name).title for column in rule.columns)
            raise UserError(f"{ledger.title}：{titles}相同的一行已经有了，请改那一行。")


# -- names -----------------------------------------------------------------------------------------


class Resolver:
    """What is written in a row → what is kept; a text back says what is wrong and what to do."""

    def __init__(self, r: Read, ledger: Ledger) -> None:
        self.names: Names = names_of(r)
        self._rows = {
            part.key: {words: row for row, words in labels(r, part.target).items()}
            for part in ledger.parts
            if part.kind == "row"
        }
        self._titles = {part.key: part.title for part in ledger.parts}

    def value(self, part: Part, said: Any, day: date | None = None) -> tuple[Any, str]:
        """The value and, when it cannot be found, the sentence; places and units as of the row's day."""
        if said in (None, "", ()):
            return None, ""
        if part.kind == "people":
            return self._people(said)
        if part.kind == "row":
            return self._pointed(part, said)
        if part.kind == "person":
            found = self.names.person(said)
        elif part.kind in ("unit", "area"):
            found = (self.names.unit if part.kind == "unit" else self.names.area)(said, day)
        else:
            return said, ""
        return (None, found) if isinstance(found, str) else (found, "")

    def _people(self, said: Iterable[str]) -> tuple[list[int] | None, str]:
        ids = []
        for name in said:
            found = self.names.person(name)
            if isinstance(found, str):
                return None, found
            ids.append(found)
        return list(dict.fromkeys(ids)), ""

    def _pointed(self, part: Part, said: str) -> tuple[int | None, str]:
        rows = self._rows[part.key]
        plain = said.strip().removeprefix("第").removesuffix("号")
        known = rows.get(said) or rows.get(plain)
        if known is not None:
            return known, ""
        starting = [row for words, row in rows.items() if words.split("/")[0] == said]
        if len(starting) == 1:
            return starting[0], ""
        many = f"有{len(starting)}个，请写全" if starting else "还没有登记，请核对"
        return None, f"{part.title}“{said}”{many}。"


# -- sheets in and out -----------------------------------------------------------------------------


def import_ledger(
    db: Db,
    ledger: Ledger,
    sheet: LedgerSheet,
    *,
    source: str,
    strict: bool = False,
    dry_run: bool = False,
    late_reason: str = "",
) -> Outcome:
    """Take a parsed sheet in as one step. A row is the one kept where the ledger's ``same`` columns agree:
    then what the sheet has columns for is updated; a line that says nothing new changes nothing."""
    faults = tuple(fault.text for fault in sheet.faults)
    refuse_if_strict(faults, strict)
    with importing(db, f"导入{ledger.title}“{source}”", dry_run=dry_run) as w:
        taking = _Taking(w, ledger, late_reason)
        for line in sheet.lines:
            taking.line(line, sheet.columns)
        refuse_if_strict(tuple(taking.refused), strict)
    refused = by_row((*faults, *taking.refused))
    notes = (*sheet.notes, *taking.find.names.notes)
    return Outcome(taking.new, taking.updated, taking.unchanged, refused, notes)


class _Taking:
    """A sheet on its way in: what is kept already, and what became of the lines."""

    def __init__(self, w: Write, ledger: Ledger, late_reason: str) -> None:
        self.gate = Gate(w, late_reason)
        self.w, self.ledger, self.table = w, ledger, table_of(ledger)
        self.find = Resolver(w, ledger)
        self.keys = ledger.same or tuple(part.key for part in ledger.parts)
        self.kept: dict[tuple[Any, ...], int] = {}
        for row_id, *key in w.all(
            select(self.table.c.id, *(self.table.c[key] for key in self.keys)), lambda *row: row
        ):
            self.kept.setdefault(_hashed(key), row_id)
        self.refused: list[str] = []
        self.new = self.updated = self.unchanged = 0

    def line(self, line: LedgerLine, columns: Iterable[str]) -> None:
        values: dict[str, Any] = {}
        day = line.values.get(self.ledger.day) if self.ledger.day else None
        for part in self.ledger.parts:
            values[part.key], fault = self.find.value(part, line.values.get(part.key), day)
            if fault:
                self.refused.append(f"第{line.row}行：{fault}")
                return
        found = self.ledger.wrong(values, self.w.today)
        if found is not None:
            self.refused.append(
                f"第{line.row}行“{self.ledger.part(found[0]).title}”：{found[1]}，请改正后重新导入。"
            )
            return
        self._keep(line.row, values, set(columns))

    def _keep(self, number: int, values: dict[str, Any], columns: set[str]) -> None:
        key = _hashed(values[one] for one in self.keys)
        row_id = self.kept.get(key)
        if row_id is None:
            late = self.gate.fault(values[self.ledger.day]) if self.ledger.past else None
            if late is not None:
                self.refused.append(f"第{number}行：{late}")
                return
            self.kept[key] = put(self.w, self.ledger, values, gate=self.gate)
            self.new += 1
        elif self.w.update(self.table, row_id, **{one: values[one] for one in values if one in columns}):
            self.updated += 1
        else:
            self.unchanged += 1


def _hashed(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in values)


def ledger_sheet(r: Read, ledger: Ledger, asked: Asked | None = None) -> SheetOut:
    """The rows as import takes them back."""
    return sheet_of(ledger, ledger_rows(r, ledger, asked))


def sheet_of(ledger: Ledger, rows: Iterable[LedgerRow]) -> SheetOut:
    """The same of rows already read."""
    columns = tuple(
        SheetColumn(part.title, max(part.width, 2 * len(part.title) + 2)) for part in ledger.parts
    )
    cells = [tuple(_out(part, row) for part in ledger.parts) for row in rows]
    return SheetOut(ledger.title, columns, cells)


def _out(part: Part, row: LedgerRow) -> Value:
    if part.kind in ("day", "number"):
        return row.values[part.key]  # type: ignore[no-any-return]
    return row.words[part.key]
