"""The right side of 名册: a place or unit with its year as bars and its people as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.settings import Settings
from gui.table import Column, RowsModel, SheetView
from gui.views.roster_bars import HEAD, ROW, YearBars
from gui.widgets import button, label, link
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.roster import AreaCard, Person, UnitCard

_SOURCES = {
    "own": "换人只添一段，原来的日期不改",
    "below": "按各组的包保合并显示",
    "above": "本组没有单独的包保，以下随{name}",
}
ACTS = (
    ("move", "调动…"),
    ("leave", "离任…"),
    ("edit", "改姓名电话…"),
    ("join", "合并…"),
    ("blank", "脱敏…"),
    ("history", "历史…"),
)


def _columns(duty: str, say_day: Callable[[date | None], str]) -> tuple[Column, ...]:
    return (
        Column("name", "姓名", 98, bold=True),
        Column("unit", "单位", 134),
        Column("title", "职务", 118),
        Column("duty", duty, 150, stretch=True),
        Column("start", "从", 122, kind="date", show=say_day),
        Column("end", "到", 122, kind="date", show=say_day),
        Column("phone", "电话", 138, kind="number", filterable=False),
    )


class RosterCard(QWidget):
    """`asked(act)` for a button or menu entry; the person meant is `person`, the card shown is `card`."""

    asked = Signal(str)
    full_phones = Signal(bool)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.card: AreaCard | UnitCard | None = None
        self._day = date(2000, 1, 1)
        self._full = False
        self._note = ""
        self._narrow = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addWidget(self._year())
        whole.addLayout(self._people_head())
        self.model = RowsModel(_columns("责任", self._say))
        self.model.muted = lambda person: person.gone
        self.table = SheetView(self.model, name="rosterPeople", settings=settings)
        self.table.setAccessibleName("相关人员")
        self.table.menu_wanted.connect(self._offer)
        self.table.chosen.connect(self._chosen)
        whole.addWidget(self.table, 1)

    # --- parts ----------------------------------------------------------------------------------------
    def _head(self) -> QVBoxLayout:
        self.title = label("", "section", name="rosterTitle")
        self.note = label("", "body2", name="rosterNote")
        self.slot = QHBoxLayout()  # the page's own fields: 强弱, 分组
        self.slot.setSpacing(SPACE)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.note)
        row.addLayout(self.slot)
        row.addStretch(1)
        self.change_person = button("换人…", name="changePerson", slot=lambda: self.asked.emit("person"))
        self.change_unit = button("换站所…", name="changeUnit", slot=lambda: self.asked.emit("unit"))
        self.more = button("更多 ▾", name="rosterMore")
        for one in (self.change_person, self.change_unit, self.more):
            row.addWidget(one)
        self._head_box = QVBoxLayout()
        self._head_box.addLayout(row)
        return self._head_box

    def _year(self) -> QWidget:
        self._year_title = label("", "strong", name="rosterYear")
        self._year_note = label("", "secondary", name="rosterSource")
        self.bars = YearBars()
        self._bars_area = QScrollArea()
        self._bars_area.setWidgetResizable(True)
        self._bars_area.setWidget(self.bars)
        self._bars_area.setAccessibleName("谁包保")
        self._year_part = QWidget()
        box = QVBoxLayout(self._year_part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._year_row = QHBoxLayout()
        self._year_row.setSpacing(10)
        self._year_row.addWidget(self._year_title)
        self._year_row.addWidget(self._year_note)
        self._year_row.addStretch(1)
        box.addLayout(self._year_row)
        box.addWidget(self._bars_area)
        return self._year_part

    def _people_head(self) -> QHBoxLayout:
        self._people_title = label("相关人员", "strong")
        self.people_note = label("", "secondary", name="rosterPeopleNote")
        self.phones = link("显示完整电话", self._turn_phones, name="fullPhones")
        self.acts = {key: link(text, name=f"person_{key}") for key, text in ACTS[:2]}
        self.person_more = link("更多操作 ▾", name="personMore")
        menu = QMenu(self.person_more)
        for key, text in ACTS[2:]:
            self._entry(menu, key, text)
        self.person_more.setMenu(menu)
        for key, one in self.acts.items():
            one.clicked.connect(self._asker(key))
        self._people_box = QHBoxLayout()
        self._people_box.setSpacing(10)
        self._people_box.addWidget(self._people_title)
        self._people_box.addWidget(self.people_note)
        self._people_box.addStretch(1)
        for part in (*self.acts.values(), self.person_more, self.phones):
            self._people_box.addWidget(part)
        return self._people_box

    def _asker(self, key: str) -> Callable[[], None]:
        def ask() -> None:
            self.asked.emit(key)

        return ask

    def _entry(self, menu: QMenu, key: str, text: str) -> None:
        menu.addAction(text).triggered.connect(self._asker(key))

    def _offer(self, menu: QMenu, row: int) -> None:
        if row >= 0:
            menu.addSeparator()
            for key, text in ACTS:
                self._entry(menu, key, text)
        self._entry(menu, "bin", "回收站")

    # --- showing --------------------------------------------------------------------------------------
    def show_area(self, card: AreaCard, day: date) -> None:
        """A place: who answers for it, and the people concerned."""
        self._begin(card, day)
        town = card.kind == "township"
        village = card.kind in ("village", "community")
        parts = [f"{card.groups}个{'村（居）' if town else '组'}"] if card.groups else []
        parts += [f"{card.households}户"] if card.households else []
        self._note = "、".join(parts)
        self._say_note()
        self._year_note.setText(_SOURCES[card.source].format(name=card.source_name))
        self._people_title.setText("全部人员" if town else "相关人员")
        self._duty("负责的区域" if town else "在本村的责任" if village else "责任")
        self._year_part.setVisible(not town)
        self.change_person.setVisible(not town)
        self.change_unit.setVisible(not town)
        self._end(card)

    def show_unit(self, card: UnitCard, day: date) -> None:
        """A unit: the places it answers for, and its people."""
        self._begin(card, day)
        self._note = ""
        self._say_note()
        self._year_title.setText(f"{day.year}年包保的区域")
        self._year_note.setText("")
        self._people_title.setText("本单位人员")
        self._duty("负责的区域")
        self._year_part.setVisible(bool(card.rows))
        self.change_person.hide()
        self.change_unit.hide()
        self._end(card)

    def _say_note(self) -> None:
        """Size and, where there is room, what it was before; else on the pointer."""
        lineage = "" if self.card is None else self.card.lineage
        self.note.setText("　".join(filter(None, (self._note, "" if self._narrow else lineage))))
        self.note.setToolTip(lineage)

    def _begin(self, card: AreaCard | UnitCard, day: date) -> None:
        if self.card is None or (type(self.card), self.card.id) != (type(card), card.id):
            self.model.clear_chosen()
        self.card, self._day = card, day
        self.title.setText(card.name)
        self._year_title.setText(f"{day.year}年谁包保")

    def _end(self, card: AreaCard | UnitCard) -> None:
        kept = self.person
        self.bars.show_rows(card.rows, self._day)
        self.model.set_rows(card.people)
        here = sum(not one.gone for one in card.people)
        gone = len(card.people) - here
        self.people_note.setText(f"在岗{here}人" + (f"，已离任{gone}人" if gone else ""))
        at = self.model.position(lambda one: kept is not None and one.id == kept.id)
        if at >= 0:
            self.table.go_to(at)
        self._chosen(at)
        self._fit_bars()

    def _duty(self, title: str) -> None:
        columns = tuple(_columns(title, self._say))
        self.model.columns = columns
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def _say(self, day: date | None) -> str:
        if day is None:
            return "至今"
        words = f"{day.month}月{day.day}日"
        return words if day.year == self._day.year else f"{day.year}年{words}"

    # --- the person meant -----------------------------------------------------------------------------
    @property
    def person(self) -> Person | None:
        """The person of the current row."""
        found: Person | None = self.model.row(self.table.current_row)
        return found

    def choose_person(self, person_id: int) -> bool:
        """Make a person's row current, also when a filter hides it."""
        if self.model.position(lambda one: one.id == person_id) < 0:
            self.model.clear_chosen()
        at = self.model.position(lambda one: one.id == person_id)
        if at >= 0:
            self.table.go_to(at)
        return at >= 0

    def _chosen(self, row: int) -> None:
        for one in (*self.acts.values(), self.person_more):
            one.setEnabled(row >= 0)

    def _turn_phones(self) -> None:
        self._full = not self._full
        self.phones.setText("隐去电话" if self._full else "显示完整电话")
        self.full_phones.emit(self._full)

    # --- size -----------------------------------------------------------------------------------------
    def set_narrow(self, narrow: bool) -> None:
        """Tighter edges; unit and post give way to the duty."""
        self._narrow = narrow
        self._say_note()
        edge = GROUP if narrow else EDGE
        self._head_box.setContentsMargins(edge, 8 if narrow else 14, edge, 4 if narrow else 10)
        self._year_row.setContentsMargins(edge, 0, edge, 0)
        self._people_box.setContentsMargins(edge, 4 if narrow else 14, edge, 4)
        self.bars.edge = edge
        self.table.set_narrow(narrow)
        for column in (1, 2):
            self.table.setColumnHidden(column, narrow)
        self._year_title.setVisible(not narrow)
        self._year_note.setVisible(not narrow)
        self.people_note.setVisible(not narrow)
        self._fit_bars()

    def _fit_bars(self) -> None:
        """The bars as high as they are, at most half of the room, at least two lines."""
        now = theme.current()
        wanted = self.bars.sizeHint().height()
        room = max(now.px(HEAD + 2 * ROW), self.height() * (42 if self._narrow else 56) // 100)
        self._bars_area.setFixedHeight(min(wanted, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()
