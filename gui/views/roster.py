"""名册: who answers for which place, on any day; a change adds a line and never edits one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.labels import POST_ROLES
from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.page import Page
from gui.papers import Offer, PaperJob
from gui.views.roster_acts import RosterActs
from gui.views.roster_card import RosterCard
from gui.views.roster_lineage import LineageActs, Subject
from gui.views.roster_plan import PLACES, PlanDesk
from gui.views.roster_tree import ID, RosterTree
from gui.views.roster_unit import UnitFields
from gui.widgets import DateField, EmptyState, Line, PageHeader, button, label, segments
from gui.widgets.basics import GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.roster import AreaCard, Counts, Person, Place, UnitCard, UnitRow
    from core.queries.row_history import RowLine

_WIDE, _NARROW = 252, 190  # px at 100 % of the left side
_EACH = Offer("duty-sheet", "职责任务书（所选单位每人一页）")


class RosterPage(Page):
    """Left places or units, right the chosen one: its year as bars, its people as a table."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {"area", "unit", "person", "post", "assignment", "nearness", "plan_lock", "duty_text"}
    )
    help_text: ClassVar[str] = (
        "查看日期换到哪天，就显示那天谁包保。\n换人、换站所只添一段，以前的日期不变。\n"
        "右键点人员，可以调动、离任、合并、脱敏、看历史。\n"
        "“方案”里核对缺口、三项原则和均衡，也可以提出分工方案；采用以前名册不变。"
    )

    papers = (
        Offer("duty-roster", "包保责任分工表"),
        Offer("duty-sheet", "职责任务书（四级）"),
        _EACH,
    )

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("名册", main="新增人员", main_icon="plus"))
        self._latest, self._card_latest = Latest(), Latest()
        self._by_unit, self._planning, self._full = False, False, False
        self._wanted: dict[str, int] = {}
        self.day = DateField(app.today(), app.today())
        self.day.setObjectName("rosterDay")
        self.day.setAccessibleName("查看日期")
        self.day.setFixedWidth(theme.current().px(168))
        self.day.changed.connect(self._day_changed)
        self.header.left.addWidget(label("查看日期", "body2"))
        self.header.left.addWidget(self.day)
        self.header.right.addWidget(button("导入…", name="rosterImport", slot=self.import_sheet))
        self.header.set_exports(
            [
                ("导出这张表（Excel）", self.export_current),
                ("导出全部包保（Excel，电话隐去中段）", self.export_all),
                ("导出全部包保（Excel，完整电话）", self.export_full),
            ]
        )
        self.acts = RosterActs(app, self, lambda: self.day.day, self._area_id)
        self.lineage = LineageActs(app, self, lambda: self.day.day)
        self.lineage.made.connect(self._goes_on)
        self.places = RosterTree("rosterPlaces", "村、组和点位")
        self.units = RosterTree("rosterUnits", "站所和其他单位")
        self.places.picked.connect(self._picked)
        self.units.picked.connect(self._picked)
        self.card = RosterCard(app.settings)
        self.card.asked.connect(self._asked)
        self.card.full_phones.connect(self._phones)
        self.fields = UnitFields(app)
        self.card.slot.addWidget(self.fields)
        self.card.more.setMenu(self._more_menu())
        self.plan = PlanDesk(app, self)
        self.plan.opens.connect(self._open)
        self.plan.said.connect(self._say_plan)
        self._arrange()
        app.theme_changed.connect(self._rescale)

    # --- parts ----------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        self._switch, self._group = segments(
            [("area", "按区域"), ("unit", "按单位"), ("plan", "方案")], self._turn
        )
        self._trees = QStackedWidget()
        self._trees.addWidget(self.places)
        self._trees.addWidget(self.units)
        self._trees.addWidget(self.plan.menu)
        self._right = QStackedWidget()
        self._right.addWidget(self.card)
        self._right.addWidget(self.plan)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(GROUP, SPACE, 0, 0)
        left.setSpacing(SPACE)
        self._switch.setContentsMargins(0, 0, GROUP, 0)
        left.addWidget(self._switch)
        left.addWidget(self._trees, 1)
        self._whole = QStackedWidget()
        desk = QWidget()
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Line("vline"))
        row.addWidget(self._right, 1)
        self._whole.addWidget(desk)
        self._whole.addWidget(
            EmptyState("名册还是空的，先把包保名册放进来。", "从表格导入", self.import_sheet)
        )
        self.body.addWidget(self._whole, 1)
        card = self.card
        order = [*self._group.buttons(), self.places, self.units, self.plan.menu]
        order += [self.fields.strength, self.fields.stratum, card.change_person, card.change_unit, card.more]
        order += [*card.acts.values(), card.person_more, card.phones, card.table]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)
        self._rescale()

    def _more_menu(self) -> QMenu:
        menu = QMenu(self.card.more)
        menu.aboutToShow.connect(self._fill_menu)
        return menu

    def _fill_menu(self) -> None:
        menu = self.card.more.menu()
        menu.clear()
        for text, act in self._unit_entries() if self._by_unit else self._area_entries():
            menu.addAction(text).triggered.connect(act)

    def _area_entries(self) -> list[tuple[str, Any]]:
        card = self.card.card
        village = card is not None and card.kind in ("village", "community")
        found: list[tuple[str, Any]] = [("新增包保…", self.acts.add_line)]
        if village:
            found.append(("新增组、聚居点…", self._add_group))
        found.append(("新增村（居）、集贸市场…", self._add_village))
        if card is not None and card.kind != "township":
            found.append(("改名称户数…", self._rename))
            found += self._lineage_entries("area")
        return [*found, ("看这里的历史…", self._area_history), ("回收站", self._to_bin)]

    def _lineage_entries(self, table: str) -> list[tuple[str, Any]]:
        card = self.card.card
        if card is None or (table == "unit" and card.kind == "village"):
            return []  # a village's unit goes with its place
        subject = Subject(table, card.id, card.kind, card.name)
        return [
            ("合并到…", lambda: self.lineage.merge(subject)),
            ("改名（从某天起）…", lambda: self.lineage.rename(subject)),
        ]

    def _goes_on(self, table: str, row_id: int) -> None:
        """After a merger the one that goes on is shown."""
        self._wanted = {table: row_id}
        self.refresh()

    def _unit_entries(self) -> list[tuple[str, Any]]:
        return [
            (f"换{POST_ROLES['head']}…", lambda: self._set_head("head")),
            (f"换{POST_ROLES['deputy_in_charge']}…", lambda: self._set_head("deputy_in_charge")),
            ("新增单位…", self.acts.add_unit),
            *self._lineage_entries("unit"),
            ("看这个单位的历史…", self._unit_history),
            ("回收站", self._to_bin),
        ]

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Tree, units and the chosen one anew."""
        day = self.day.day
        self.app.jobs.read(lambda r: _read_lists(r, day), self._show, latest=self._latest)
        if self._planning:
            self.plan.refresh(day)

    def _show(self, found: tuple[Counts, list[Place], list[UnitRow]]) -> None:
        counts, places, units = found
        empty, was_empty = len(places) <= 1 and not units, self._whole.currentIndex() == 1
        self._whole.setCurrentIndex(1 if empty else 0)
        if not self._planning:
            words = f"{counts.people}人、{counts.stations}个站所、{counts.villages}个村（居）"
            self.say("" if empty else words)
        self.places.show_places(places)
        self.units.show_units(units)
        tree = self._tree
        if (tree.current_id is None or was_empty) and (first := tree.first_choice()) is not None:
            tree.choose(first)
        self._fulfil()
        self._read_card()

    @property
    def _tree(self) -> RosterTree:
        return self.units if self._by_unit else self.places

    def _area_id(self) -> int | None:
        return None if self._by_unit else self.places.current_id

    def _picked(self, _row_id: int) -> None:
        self._read_card()

    def _read_card(self) -> None:
        row_id, day, full = self._tree.current_id, self.day.day, self._full
        if row_id is None:
            return
        read = _read_unit if self._by_unit else _read_area
        self.app.jobs.read(
            lambda r: read(r, row_id, day, full=full), self._show_card, latest=self._card_latest
        )

    def _show_card(self, card: AreaCard | UnitCard | None) -> None:
        from core.queries.roster import AreaCard

        if card is None:
            return
        if isinstance(card, AreaCard):
            self.fields.hide()
            self.card.show_area(card, self.day.day)
        else:
            self.fields.show_unit(card)
            self.card.show_unit(card, self.day.day)
        wanted = self._wanted.pop("row", None)
        if wanted is not None:
            self.card.choose_person(wanted)

    def _day_changed(self, _day: date) -> None:
        self.refresh()

    def _turn(self, key: str) -> None:
        self._planning = key == "plan"
        self._right.setCurrentIndex(int(self._planning))
        if self._planning:
            self._trees.setCurrentWidget(self.plan.menu)
            self.plan.refresh(self.day.day)
            return
        self._by_unit = key == "unit"
        self._trees.setCurrentIndex(int(self._by_unit))
        tree = self._tree
        if tree.current_id is None and (first := tree.first_choice()) is not None:
            tree.choose(first)
        else:
            self._read_card()

    def _phones(self, full: bool) -> None:
        self._full = full
        self._read_card()

    # --- targets --------------------------------------------------------------------------------------
    def show_target(self, target: object) -> None:
        """{"unit": id}, {"area": id}, {"person": id}, {"plan": True, PLACES}; beside it {"day": date}."""
        if not isinstance(target, dict):
            return
        if isinstance(target.get("day"), date):
            self.day.set_day(target["day"])
        if target.get("plan"):
            self._group.buttons()[2].click()
            if target["plan"] == "propose":
                self.plan.ask_proposal()
            elif target["plan"] in PLACES:
                self.plan.turn_to(PLACES[target["plan"]])
            return
        self._wanted = {
            key: target[key] for key in ("area", "unit", "person") if isinstance(target.get(key), int)
        }
        self._fulfil()

    def _fulfil(self) -> None:
        """Carry out a target once the trees are filled."""
        if not self._wanted or not self.places.filled:
            return
        if (person := self._wanted.pop("person", None)) is not None:
            day = self.day.day
            self.app.jobs.read(lambda r: _home_of(r, person, day), self._show_person)
        elif (unit := self._wanted.pop("unit", None)) is not None:
            self._go(by_unit=True, row_id=unit)
        elif (area := self._wanted.pop("area", None)) is not None:
            self._go(by_unit=False, row_id=area)

    def _show_person(self, found: tuple[int, int] | None) -> None:
        if found is not None:
            self._wanted["row"] = found[0]
            self._go(by_unit=True, row_id=found[1])

    def _open(self, kind: str, row_id: int) -> None:
        """The row a finding of the plan speaks of."""
        self._wanted = {kind: row_id}
        self._fulfil()

    def _say_plan(self, words: str) -> None:
        if self._planning:
            self.say(words)

    def _go(self, *, by_unit: bool, row_id: int) -> None:
        self._planning = False
        self._right.setCurrentIndex(0)
        self._group.buttons()[int(by_unit)].setChecked(True)
        self._by_unit = by_unit
        self._trees.setCurrentIndex(int(by_unit))
        self._tree.choose(row_id)
        self._read_card()

    # --- acts -----------------------------------------------------------------------------------------
    def main_action(self) -> None:
        """新增人员, into the unit shown."""
        self.acts.new_person(self.units.current_id if self._by_unit else None)

    def _asked(self, act: str) -> None:
        if act == "person":
            self.acts.change_person()
        elif act == "unit":
            self.acts.change_unit()
        elif act == "bin":
            self._to_bin()
        elif (person := self.card.person) is not None:
            self._person_act(act, person)

    def _person_act(self, act: str, person: Person) -> None:
        if act == "history":
            self._history("person", person.id, f"{person.name}的历史")
        else:
            getattr(self.acts, act)(person)

    def _set_head(self, role: str) -> None:
        if (unit_id := self.units.current_id) is not None:
            self.acts.set_head(unit_id, role)

    def _add_group(self) -> None:
        self.acts.add_area(self.places.current_id, below_village=True)

    def _add_village(self) -> None:
        top = self.places.topLevelItem(0)
        self.acts.add_area(None if top is None else top.data(0, ID), below_village=False)

    def _rename(self) -> None:
        card = self.card.card
        if card is not None and not self._by_unit:
            self.acts.rename_area(card.id, card.name, getattr(card, "households", None))

    def _area_history(self) -> None:
        if (card := self.card.card) is not None:
            self._history("area", card.id, f"{card.name}的历史")

    def _unit_history(self) -> None:
        if (card := self.card.card) is not None:
            self._history("unit", card.id, f"{card.name}的历史")

    def _history(self, table: str, row_id: int, title: str) -> None:
        from gui.views.history import HistoryDialog

        HistoryDialog(self.app, title, lambda r: _past(r, table, row_id), self).open()

    def history_current(self) -> None:
        """Of the person the cursor stands on, else of the place or unit shown."""
        person = self.card.person
        if person is not None and self.card.table.hasFocus():
            self._person_act("history", person)
        elif self._by_unit:
            self._unit_history()
        else:
            self._area_history()

    def _to_bin(self) -> None:
        self.go.emit("settings", {"section": "recycle"})

    def import_sheet(self) -> None:
        """导入…"""
        from gui.views.import_roster import ImportDialog

        ImportDialog(self.app, self).open()

    # --- paper and sheets -----------------------------------------------------------------------------
    def print_paper(self, offer: Offer) -> None:
        """Duty sheets of one unit go by the unit chosen."""
        if offer is _EACH and self.units.current_id is not None:
            self.commit_edits()
            PaperJob(self.app, self, offer, {"unit": self.units.current_id}).start()
            return
        super().print_paper(offer)

    def _title(self) -> str:
        card = self.card.card
        return f"{card.name}包保人员名单" if card is not None else "包保人员名单"

    def _rows(self) -> list[list[str]]:
        model = self.card.model
        return [[model.text(row, column) for column in model.columns] for row in range(model.rowCount())]

    def print_current(self) -> None:
        """The people shown, as a list paper; of the plan what its table shows."""
        if self._planning:
            self.plan.print_shown(self)
            return
        from core.rules.calendar import cn_date
        from gui.printing import print_table

        columns = [column.title for column in self.card.model.columns]
        period = "，".join(filter(None, (cn_date(self.day.day), self.card.table.telling.filtered_by())))
        print_table(self.app, self, self._title(), period, columns, self._rows())

    def export_current(self) -> None:
        """The people shown, as a sheet with real dates; of the plan what its table shows."""
        if self._planning:
            self.plan.export(self)
            return
        from core.exchange.write import SheetColumn, write_sheet
        from core.rules.calendar import cn_date
        from gui.saving import save_as

        model, title = self.card.model, self._title()
        columns = [SheetColumn(column.title, 16) for column in model.columns]
        people = [model.row(row) for row in range(model.rowCount())]
        rows = [[column.value(one) or "" for column in model.columns] for one in people]
        name = f"{title}（{cn_date(self.day.day)}）.xlsx"
        save_as(self.app, self, name, lambda path: write_sheet(path, title, columns, rows))

    def export_all(self) -> None:
        """The whole roster, one row per line, phones masked."""
        self.app.jobs.read(_whole_roster, self._save_whole)

    def _save_whole(self, sheet: Any) -> None:
        from core.exchange.write import write_sheet
        from gui.saving import save_as

        save_as(
            self.app,
            self,
            "包保名册.xlsx",
            lambda path: write_sheet(path, sheet.title, sheet.columns, sheet.rows),
        )

    def export_full(self) -> None:
        """The whole roster with complete phones; the journal keeps that it left the record."""
        self.app.jobs.on_file(_full_roster, self._save_whole)

    # --- size -----------------------------------------------------------------------------------------
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.card.set_narrow(narrow)
        self.plan.set_narrow(narrow)
        self._rescale()

    def _rescale(self) -> None:
        for one, words in zip(self._group.buttons(), ("区域", "单位"), strict=False):
            one.setText(words if self.narrow else f"按{words}")
        now = theme.current()
        self._left.setFixedWidth(now.px(_NARROW if self.narrow else _WIDE))
        self.day.setFixedWidth(now.px(140 if self.narrow else 168))


# -- in the file's worker --------------------------------------------------------------------------


def _read_lists(r: Any, day: date) -> tuple[Counts, list[Place], list[UnitRow]]:
    from core.queries import roster

    return roster.counts(r, day), roster.tree(r, day), roster.units(r, day)


def _read_area(r: Any, row_id: int, day: date, *, full: bool) -> AreaCard | UnitCard | None:
    from core.queries.roster import area_card

    return area_card(r, row_id, day, full=full)


def _read_unit(r: Any, row_id: int, day: date, *, full: bool) -> AreaCard | UnitCard | None:
    from core.queries.roster import unit_card

    return unit_card(r, row_id, day, full=full)


def _home_of(r: Any, person_id: int, day: date) -> tuple[int, int] | None:
    from core.queries.roster import home_of

    home = home_of(r, person_id, day)
    return None if home is None else (person_id, home)


def _past(r: Any, table: str, row_id: int) -> list[RowLine]:
    """A place's history is also that of its lines, a person's or unit's also that of the posts."""
    from core.queries.roster import rows_about
    from core.queries.row_history import row_history

    return row_history(r, [(table, row_id), *rows_about(r, table, row_id)])


def _whole_roster(r: Any) -> Any:
    from core.services.export import roster_sheet

    return roster_sheet(r)


def _full_roster(db: Any, _task: object) -> Any:
    from core.services.export import export_full_roster

    kept: list[Any] = []

    def keep(sheet: Any) -> int:
        kept.append(sheet)
        return len(sheet.rows)

    export_full_roster(db, keep)
    return kept[0]
