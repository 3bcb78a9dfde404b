"""请假公出: who was away, from when to when, and how it counts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.errors import UserError
from core.labels import ABSENCES, EFFECTS
from gui.app import App
from gui.offers import Miss, Offers
from gui.table import Candidate, CandidateList, Column, RowsModel, SheetView
from gui.widgets.date_field import parse_day

if TYPE_CHECKING:
    from core.queries.entry import AbsenceRow

BLANK = 30
_KINDS = CandidateList(
    [Candidate(key, ABSENCES[key], letters) for key, letters in
     (("leave", "qj"), ("trip", "gc"), ("training", "px"), ("other", "qt"))]
)  # fmt: skip
_EFFECTS = CandidateList(
    [Candidate(key, EFFECTS[key], letters) for key, letters in
     (("excused", "bjyd"), ("counts", "stdg"), ("none", "zcj"))]
)  # fmt: skip
# how days away count unless the clerk says otherwise: 公出 and training are work done elsewhere
_USUAL = {"leave": "excused", "trip": "counts", "training": "counts", "other": "excused"}
_COLUMNS = {"name": "person_id", "start": "valid_from", "end": "valid_to"}


@dataclass(frozen=True, slots=True)
class _Line:
    id: int
    name: str
    unit: str
    start: date
    end: date
    kind: str
    effect: str
    reason: str


class _Missed(UserError):
    """A name that is nobody's, and whose it may have meant."""

    def __init__(self, miss: Miss) -> None:
        super().__init__(miss.text)
        self.near = miss.near


class AbsenceList(QWidget):
    """A small sheet: a name makes a line for the chosen day, the rest is corrected in its cells."""

    said = Signal(str)
    history = Signal()  # of the current line
    bin = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.offers = Offers()
        self.day = app.today()
        self._all: list[_Line] = []  # before the columns' filters
        self._lines: list[_Line] = []
        self._awaited = 0  # counts down: lines the record has not answered for yet
        self._given: dict[int, int] = {}  # their ids, told by the worker
        self.model = RowsModel(
            (
                Column("name", "姓名", 126, editable=True, candidates=self._people),
                Column("unit", "站所（自动）", 150),
                Column("start", "起", 92, kind="date", editable=True),
                Column("end", "止", 92, kind="date", editable=True),
                Column("kind", "类别", 92, editable=True, candidates=_KINDS.match),
                Column("effect", "怎样计", 110, editable=True, candidates=_EFFECTS.match),
                Column("reason", "事由", 240, editable=True, stretch=True),
            ),
            self,
        )
        self.view = SheetView(self.model, name="absences", settings=app.settings, numbers=True)
        self.view.setAccessibleName("请假公出表")
        self.view.arrangeable = True
        self.model.filtering.connect(self._arranged)
        self.view.sorted.connect(self._arranged)
        self.view.edited.connect(self._edited)
        self.view.picked.connect(self._picked)
        self.view.filled.connect(self._filled)
        self.view.cleared.connect(self._cleared)
        self.view.pasted.connect(self._pasted)
        self.view.menu_wanted.connect(self._menu)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)

    # --- what is shown --------------------------------------------------------------------------------
    def show_rows(self, rows: "list[AbsenceRow]", offers: Offers) -> None:
        """The year's lines in the order they were keyed in."""
        self.offers = offers
        self._all = [
            _Line(one.id, one.name, one.unit, one.start, one.end, ABSENCES.get(one.kind, one.kind),
                  EFFECTS.get(one.effect, one.effect), one.reason)
            for one in sorted(rows, key=_by_id)
        ]  # fmt: skip
        self._lines = self.model.arrange(self._all)
        self.view.clear_error()
        self.redraw()
        self.tell()

    def redraw(self) -> None:
        """The lines, with what was just typed into them."""
        self.model.set_rows(self._lines, blank=BLANK)

    def _arranged(self, *_how: object) -> None:
        self._lines = self.model.arrange(self._all)
        self.view.clear_error()
        self.redraw()

    def tell(self) -> None:
        """The words of the bottom line."""
        self.said.emit(f"{self.day.year}年请假公出{len(self._lines)}条")

    def go_on(self) -> None:
        """To the first empty line."""
        self.model.clear_chosen()
        self.view.go_to(len(self._lines), "name")
        self.view.setFocus()

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Heads and rows for print and export."""
        columns = self.model.columns
        heads = [column.title.removesuffix("（自动）") for column in columns]
        return heads, [[column.text(line) for column in columns] for line in self._lines]

    def _people(self, typed: str) -> list[Candidate]:
        return self.offers.match_people(typed, self.day, {})

    # --- what is typed --------------------------------------------------------------------------------
    def _edited(self, row: int, key: str, text: str) -> None:
        self._type([row], key, text)

    def _picked(self, row: int, key: str, one: Candidate) -> None:
        self._type([row], key, one.label, one.key)

    def _filled(self, cells: list[tuple[int, str]], text: str) -> None:
        for key in dict.fromkeys(key for _row, key in cells):
            self._type([row for row, other in cells if other == key], key, text)

    def _pasted(self, first: int, block: list[dict[str, str]]) -> None:
        for place, cells in enumerate(block):
            for key, text in cells.items():
                if text:
                    self._type([first + place], key, text)

    def _type(self, rows: list[int], key: str, text: str, value: object = None) -> None:
        known = [row for row in rows if row < len(self._lines)]
        try:
            values = self._values(key, text, value, self._lines[known[0]] if known else None)
        except UserError as error:
            self.refuse(rows[0], key, error)
            return
        if known:
            ids = [self._lines[row].id for row in known]
            for row in known:
                self._lines[row] = _shown(self._lines[row], values, self.offers)
            self._write(f"修改{len(known)}条请假公出", _changing(ids, values, self._given), rows[0], key)
        elif key == "name":
            self._add(values["person_id"], rows[0])
        self.redraw()

    def _add(self, person_id: int, row: int) -> None:
        """A line of one day; what is typed into it before the record has answered is written behind it."""
        self._awaited -= 1
        person = self.offers.by_id[person_id]
        unit, kind = person.unit(self.day), "leave"
        usual = EFFECTS[_USUAL[kind]]
        self._lines.append(
            _Line(self._awaited, person.name, unit, self.day, self.day, ABSENCES[kind], usual, "")
        )
        verb = _adding(person_id, self.day, kind, self._awaited, self._given)
        self._write("登记1条请假公出", verb, row, "name")
        if row >= len(self._lines):  # typed further down: the line stands under the last one
            self.model.drop_typed(row)
            self.view.setCurrentIndex(
                self.model.index(len(self._lines) - 1, self.view.currentIndex().column())
            )

    def _values(self, key: str, text: str, value: object, line: _Line | None) -> dict[str, Any]:
        if key == "name":
            found = (
                self.offers.by_id.get(value) if isinstance(value, int) else self.offers.person(text, self.day)
            )
            if found is None or isinstance(found, Miss):
                raise _Missed(found or Miss("请写姓名。"))
            return {"person_id": found.id}
        if key in {"start", "end"}:
            return self._days(key, text, line)
        if key in {"kind", "effect"}:
            code = value or next(
                (one.key for one in (_KINDS if key == "kind" else _EFFECTS).match(text)), None
            )
            if code is None:
                words = "、".join((ABSENCES if key == "kind" else EFFECTS).values())
                raise UserError(f"“{text}”不在其中，请写{words}之一。")
            return {"kind": code, "effect": _USUAL[str(code)]} if key == "kind" else {"effect": code}
        return {key: text or None}

    def _days(self, key: str, text: str, line: _Line | None) -> dict[str, Any]:
        near = getattr(line, key) if line is not None else self.day
        day = parse_day(text, near)
        if day is None:
            raise UserError(f"没有“{text}”这一天，可输入 5、10.5 或 2026-10-5。")
        values = {_COLUMNS[key]: day}
        if line is not None and key == "start" and day > line.end:
            values["valid_to"] = day  # the end is typed next
        return values

    def refuse(self, row: int, key: str, error: UserError) -> None:
        """Say what is wrong under the cell; what was typed stays."""
        ways: list[tuple[str, Callable[[], object]]] = []
        if isinstance(error, _Missed) and (near := error.near):
            ways.append((f"改为{near}", partial(self._type, [row], key, near)))
        self.view.show_error(row, key, f"第{row + 1}行：{error}", ways)

    def _write(self, label: str, verb: Callable[[Any], object], row: int, key: str) -> None:
        self.view.clear_error()
        self.app.jobs.write(label, verb, failed=_Refusal(self, row, key).tell)

    def _cleared(self, cells: list[tuple[int, str]]) -> None:
        rows = {row for row, key in cells if key == "name" and row < len(self._lines)}
        if rows:
            self._remove(rows)
            return
        reasons = [row for row, key in cells if key == "reason" and row < len(self._lines)]
        self.model.set_rows(self._lines, blank=BLANK)
        if reasons:
            self._type(reasons, "reason", "")

    def _remove(self, rows: set[int]) -> None:
        ids = [self._lines[row].id for row in sorted(rows) if row < len(self._lines)]
        given = self._given

        def verb(door: Any) -> int:
            from core.services import assessment

            return assessment.remove_absences(door, [given.get(row, row) for row in ids])

        if ids:
            self.app.jobs.write(f"删除{len(ids)}条请假公出", verb)

    def remove_selected(self) -> None:
        """删除所选行."""
        self._remove(set(self.view.selected_rows()))

    def _menu(self, menu: QMenu, row: int) -> None:
        if 0 <= row < len(self._lines):
            menu.addSeparator()
            menu.addAction("删除所选行").triggered.connect(self.remove_selected)
            menu.addAction("历史…").triggered.connect(self._ask_history)
        menu.addAction("回收站").triggered.connect(self._ask_bin)

    def history_row(self, row: int) -> int | None:
        """The id of a line the record has taken."""
        return self._lines[row].id if 0 <= row < len(self._lines) and self._lines[row].id > 0 else None

    def _ask_history(self) -> None:
        self.history.emit()

    def _ask_bin(self) -> None:
        self.bin.emit()

    def commit(self) -> None:
        """A half-typed cell counts as typed."""
        self.view.commit_edits()


class _Refusal(QObject):
    """Hears that the record refused; a bound slot, dropped with the page."""

    def __init__(self, page: AbsenceList, row: int, key: str) -> None:
        super().__init__(page)
        self._page, self._row, self._key = page, row, key

    def tell(self, error: UserError) -> None:
        self._page.refuse(self._row, self._key, error)


def _by_id(one: "AbsenceRow") -> int:
    return one.id


def _shown(line: _Line, values: dict[str, Any], offers: Offers) -> _Line:
    """A line as it will be once the record has taken the values."""
    words: dict[str, Any] = {}
    for key, value in values.items():
        if key == "person_id":
            person = offers.by_id[value]
            words |= {"name": person.name, "unit": person.unit(line.start)}
        elif key in {"kind", "effect"}:
            words[key] = (ABSENCES if key == "kind" else EFFECTS)[value]
        else:
            words[{"valid_from": "start", "valid_to": "end"}.get(key, key)] = value or ""
    return replace(line, **words)


def _adding(
    person_id: int, day: date, kind: str, awaited: int, given: dict[int, int]
) -> Callable[[Any], object]:
    def verb(door: Any) -> int:
        from core.services import assessment

        row = assessment.be_absent(door, person_id, start=day, end=day, kind=kind, effect=_USUAL[kind])
        given[awaited] = row
        return row

    return verb


def _changing(ids: list[int], values: dict[str, Any], given: dict[int, int]) -> Callable[[Any], object]:
    def verb(door: Any) -> int:
        from core.services import assessment

        return sum(assessment.change_absence(door, given.get(row, row), **values) for row in ids)

    return verb
