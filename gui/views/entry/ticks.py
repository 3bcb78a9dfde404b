"""按名册勾选, and 全到，去掉缺的: the people of a station or place as a list to tick."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.app import App
from gui.jobs import Latest
from gui.offers import Offers
from gui.table import Candidate, CandidateList, Column, RowsModel, SheetView
from gui.views.entry.book import Carry
from gui.views.entry.lines import LineSheet
from gui.views.entry.pick_field import PickField
from gui.views.entry.writing import Touched
from gui.widgets import button, label
from gui.widgets.basics import EDGE, GROUP, SPACE


@dataclass(frozen=True, slots=True)
class Tick:
    """A person of the list. ``keys`` are the lines that already say so."""

    person_id: int
    name: str
    unit: str
    ticked: bool
    remark: str
    keys: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scope:
    people: tuple[int, ...] | None  # None: those of a station
    away: dict[int, str]


class TickList(QWidget):
    """Ticks write at once; in the way 全到 all are ticked first and go in together."""

    said = Signal(str)

    def __init__(self, app: App, sheet: LineSheet) -> None:
        super().__init__()
        self.app, self.sheet = app, sheet
        self.all_but = False
        self._scope_of = _Scope((), {})
        self._latest = Latest()
        self._turned: set[int] = set()  # ticked or not against what the list proposes
        self._rows: list[Tick] = []
        self.scope = PickField(self._match, "tickScope", self)
        self.scope.setAccessibleName("站所或区域")
        self.scope.setMinimumWidth(170)
        self.scope.picked.connect(self._scoped)
        self.reason = QLineEdit()
        self.reason.setObjectName("tickReason")
        self.reason.setAccessibleName("事由")
        self.reason.setPlaceholderText("可不填")
        self.reason.editingFinished.connect(self._reasoned)
        self.register = button("登记", "next", name="tickRegister", slot=self.send_all)
        self.model = RowsModel(
            (
                Column("ticked", "到岗", 64, kind="check", editable=True),
                Column("name", "姓名", 126, bold=True),
                Column("unit", "站所", 200),
                Column("remark", "本周", 260, stretch=True),
            ),
            self,
        )
        self.view = SheetView(self.model, name="tickList", settings=app.settings, numbers=True)
        self.view.setAccessibleName("勾选名单")
        self.view.checked.connect(self._checked)
        self.view.arrangeable = self.model.arranges = False  # whoever is hidden would be registered unseen
        self.view.opened.connect(self._entered)
        self.view.set_empty("先选站所或区域，名单就列在这里。")
        self.scope.done.connect(self.focus_list)
        self._arrange()

    def _arrange(self) -> None:
        top = QFrame()
        row = self._edge = QHBoxLayout(top)
        row.setContentsMargins(EDGE, 8, EDGE, 8)
        row.setSpacing(SPACE)
        row.addWidget(label("名单", "body2"))
        row.addWidget(self.scope)
        row.addSpacing(GROUP - SPACE)
        row.addWidget(label("事由", "body2"))
        row.addWidget(self.reason, 1)
        row.addSpacing(GROUP - SPACE)
        row.addWidget(self.register)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(self.view, 1)

    def set_narrow(self, narrow: bool) -> None:
        """The page edge."""
        edge = GROUP if narrow else EDGE
        self._edge.setContentsMargins(edge, 8, edge, 8)
        self.view.set_narrow(narrow)

    # --- whom the list shows --------------------------------------------------------------------------
    def begin(self, *, all_but: bool) -> None:
        """Show the list in one of its two ways."""
        self.all_but = all_but
        self._turned = set()
        self.register.setVisible(all_but)
        self.reason.setText(self.sheet.carry.note)
        offers = self._offers
        self.scope.set_all(_scopes(offers))
        if self.scope.chosen is None and (first := self._first(offers)) is not None:
            self.scope.set_chosen(first)
        self.reload()
        self.focus_list()

    def _first(self, offers: Offers) -> Candidate | None:
        every = _scopes(offers)
        mine = [one for one in every if one.key == ("area", self.sheet.carry.area_id)]
        return next(iter([*mine, *every]), None)

    @property
    def _offers(self) -> Offers:
        return self.sheet.book.offers

    def _match(self, typed: str) -> list[Candidate]:
        return CandidateList(_scopes(self._offers)).match(typed)

    def _scoped(self, _one: object) -> None:
        self._turned = set()
        self.reload()

    def reload(self) -> None:
        """Ask who belongs to the list on that day, and who is away."""
        chosen = self.scope.chosen
        if chosen is None:
            return
        self.app.jobs.read(_asking(chosen.key, self.sheet.carry), self._answered, latest=self._latest)

    def _answered(self, scope: _Scope) -> None:
        self._scope_of = scope
        self.redraw()

    def redraw(self) -> None:
        """The list with what the sheet says now."""
        if self.scope.chosen is None:
            return
        self._rows = [self._row(one) for one in self._members()]
        self.model.set_rows(self._rows)
        count = sum(one.ticked for one in self._rows)
        fresh = sum(one.ticked and not one.keys for one in self._rows)
        self.register.setText(f"登记{fresh}人")
        self.register.setEnabled(fresh > 0)
        keys = "空格勾选，Enter登记" if self.all_but else "空格勾选"
        self.said.emit(f"{keys}　名单{len(self._rows)}人，到岗{count}人")

    def _members(self) -> list[Any]:
        day, offers = self.sheet.carry.day, self._offers
        if self._scope_of.people is not None:
            return [offers.by_id[one] for one in self._scope_of.people if one in offers.by_id]
        unit_id = self._unit_id()
        found = [one for one in offers.people if (term := one.term(day)) and term.unit_id == unit_id]
        return sorted(found, key=_person_order)

    def _unit_id(self) -> int:
        chosen = self.scope.chosen
        kind, number = chosen.key if chosen is not None and isinstance(chosen.key, tuple) else ("", 0)
        return int(number) if kind == "unit" else 0

    def _row(self, person: Any) -> Tick:
        carry, book = self.sheet.carry, self.sheet.book
        mine = [one for one in book.all_items() if one.person_id == person.id]
        here = tuple(one.key for one in mine if one.day == carry.day and one.area_id == carry.area_id)
        days = {one.day for one in mine}
        away = self._scope_of.away.get(person.id, "")
        proposed = self.all_but and not away
        ticked = bool(here) or proposed != (person.id in self._turned)
        words = f"已到{len(days)}次" if days else "还没有到岗"
        return Tick(
            person.id,
            person.name,
            person.unit(carry.day),
            ticked,
            "，".join(filter(None, (words, away))),
            here,
        )

    def focus_list(self) -> None:
        """To the first name, ready for 空格."""
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(max(self.view.current_row, 0), 0))
        self.view.setFocus()

    # --- ticking --------------------------------------------------------------------------------------
    def _checked(self, row: int, _key: str, on: bool) -> None:
        one = self._rows[row]
        book = self.sheet.book
        if one.keys and not on:
            self.sheet.writer.remove([book.item(key) for key in one.keys])
        elif self.all_but:
            self._turned ^= {one.person_id}
        elif on:
            self.sheet.writer.send(self._touched([one]))
        self.sheet.redraw()
        self.redraw()

    def send_all(self) -> None:
        """登记n人: all that are ticked, as one step."""
        fresh = [one for one in self._rows if one.ticked and not one.keys]
        if fresh:
            self.sheet.writer.send(self._touched(fresh))
            self.sheet.redraw()
            self.redraw()

    def _touched(self, rows: list[Tick]) -> Touched:
        carry = replace(self.sheet.carry, note=self.reason.text().strip())
        touched: Touched = []
        for one in rows:
            item = self.sheet.book.open_item(carry)
            self.sheet.book.put(item, "name", one.name, one.person_id)
            touched.append((item, {"name"}))
        return touched

    def _entered(self, row: int) -> None:
        if self.all_but:
            self.send_all()
        elif 0 <= row < len(self._rows):
            self._checked(row, "ticked", not self._rows[row].ticked)

    def _reasoned(self) -> None:
        self.sheet.set_carry(replace(self.sheet.carry, note=self.reason.text().strip()))

    def commit(self) -> None:
        """Half-typed fields count as typed."""
        self.scope.commit()
        if self.reason.hasFocus():
            self._reasoned()


def _person_order(one: Any) -> int:
    return int(one.id)


def _scopes(offers: Offers) -> list[Candidate]:
    units = [Candidate(("unit", one.id), one.name, one.initials, "站所") for one in offers.stations]
    return [*units, *(Candidate(("area", one.id), one.name, one.initials, "区域") for one in offers.places)]


def _asking(key: object, carry: Carry) -> Callable[[Any], _Scope]:
    kind, number = key if isinstance(key, tuple) else ("", 0)

    def query(door: Any) -> _Scope:
        from core.labels import ABSENCES
        from core.queries import entry

        people = entry.people_of_area(door, number, carry.day) if kind == "area" else None
        away = {
            one.person_id: "".join(
                (ABSENCES.get(one.kind, "请假"), f"（{one.reason}）" if one.reason else "")
            )
            for one in entry.absences_between(door, carry.day, carry.day)
            if one.effect != "none"
        }
        return _Scope(people, away)

    return query
