"""本周满二次: how far each station is, who lacks what, and why, in the rules' own words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.views.entry.words import times
from gui.widgets import clear_layout, label, link, retheme

if TYPE_CHECKING:
    from core.queries.entry import WeekSheet
    from core.queries.weeks import StationWeek


class StationRow(QFrame):
    """A station and its figure; a click or Space opens its people."""

    opened = Signal(int)

    def __init__(self, unit_id: int, name: str, figure: str, role: str, text_role: str) -> None:
        super().__init__()
        self.unit_id = unit_id
        self.setProperty("role", "row")
        self.setObjectName(f"quota_{unit_id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name} {figure}")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 5, 0, 5)
        self._name = label(name, text_role)
        box.addWidget(self._name)
        box.addStretch(1)
        number = label(figure, role)
        bold = number.font()
        bold.setBold(role in {"danger", "strong"})
        number.setFont(bold)
        box.addWidget(number)
        self._text_role = text_role

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.opened.emit(self.unit_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.unit_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        retheme(self._name, role="strong")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        retheme(self._name, role=self._text_role)


class QuotaPane(QWidget):
    """Stations by lack; `person(id)` when a name is clicked."""

    person = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.open_unit: int | None = None
        self.summary = ""
        self._sheet: WeekSheet | None = None
        self._names: Mapping[int, str] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 14, 18, 8)
        whole.setSpacing(4)
        self.title = label("本周满二次", "section", name="quotaTitle")
        head = QHBoxLayout()
        head.setSpacing(4)
        self.count = label("", "count", name="quotaCount")
        self.rest = label("", "body2", name="quotaRest")
        head.addWidget(self.count)
        head.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        body = QWidget()
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        area.setAccessibleName("各站所本周到岗")
        self.back = link("‹ 回到登记", name="quotaBack")
        self.back.hide()
        whole.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.title)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        self.markets = label("", "secondary", wrap=True, name="quotaMarkets")
        whole.addWidget(self.markets)

    def show_week(self, sheet: "WeekSheet", names: Mapping[int, str]) -> None:
        """The week's figures; names of people by id."""
        self._sheet, self._names = sheet, names
        self._count(sheet)
        self.markets.setText(_markets(sheet))
        self.markets.setVisible(bool(sheet.markets))
        self._fill()

    def open_station(self, unit_id: int | None) -> None:
        """Show the people of a station, or close it when it is open."""
        self.open_unit = None if unit_id == self.open_unit else unit_id
        self._fill()

    def _count(self, sheet: "WeekSheet") -> None:
        if sheet.fault:
            self.count.setText("")
            self.rest.setText("")
            self.summary = ""
            return
        cells = [cell for _name, cell in sheet.stations if cell.owed]
        if sheet.per_person:
            met, owed, noun = sum(cell.met for cell in cells), sum(cell.owed for cell in cells), "人"
        else:
            met, owed, noun = sum(cell.met >= cell.owed for cell in cells), len(cells), "个站所"
        asked = max((quota.required for cell in cells for quota in cell.quotas), default=2)
        self.title.setText(f"本周满{times(asked)}")
        lack = f"，差{owed - met}{noun}" if owed > met else ""
        self.count.setText(str(met))
        self.rest.setText(f"/ {owed}{noun}{lack}")
        self.summary = f"满{times(asked)} {met}/{owed}"

    def _fill(self) -> None:
        focus = self.focusWidget()
        held = focus.unit_id if isinstance(focus, StationRow) else None
        clear_layout(self._list)
        sheet = self._sheet
        if sheet is None:
            return
        if sheet.fault:
            self._list.addWidget(label(sheet.fault, "warn", wrap=True, name="quotaFault"))
        for name, cell in sheet.stations:
            row = StationRow(cell.unit_id, name, *_figure(cell))
            row.opened.connect(self.open_station)
            self._list.addWidget(row)
            if cell.unit_id == held:
                row.setFocus()
            if cell.unit_id == self.open_unit:
                self._people(cell)
        self._list.addStretch(1)

    def _people(self, cell: "StationWeek") -> None:
        for quota in sorted(cell.quotas, key=lambda one: (one.ok, one.done)):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(12, 4, 0, 4)
            column.setSpacing(0)
            if quota.person_id is not None:
                row = QHBoxLayout()
                name = link(self._names.get(quota.person_id, ""), name=f"quotaPerson_{quota.person_id}")
                name.clicked.connect(_Teller(self, quota.person_id, name).tell)
                row.addWidget(name)
                row.addStretch(1)
                words = f"{quota.done}/{quota.required}" if quota.required else "免"
                row.addWidget(label(words, "strong" if not quota.ok else "body2"))
                column.addLayout(row)
            column.addWidget(label(quota.reason, "hint", wrap=True))
            self._list.addWidget(box)


def _markets(sheet: "WeekSheet") -> str:
    """含集贸市场: whether the week was there."""
    seen = [name for name, been in sheet.markets if been]
    missing = [name for name, been in sheet.markets if not been]
    if len(sheet.markets) == 1:
        name, been = sheet.markets[0]
        return f"✓ {name}已到" if been else f"▲ {name}还没有人到"
    parts = [f"✓ 已到{'、'.join(seen)}" if seen else "", f"▲ 还没到{'、'.join(missing)}" if missing else ""]
    return "；".join(filter(None, parts))


class _Teller(QWidget):
    def __init__(self, pane: QuotaPane, person_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane, self._person = pane, person_id
        self.hide()

    def tell(self) -> None:
        self._pane.person.emit(self._person)


def _figure(cell: "StationWeek") -> tuple[str, str, str]:
    """The figure, its role, and the role of the station's name."""
    if not cell.owed:
        return "免", "body2", "body2"
    if cell.met >= cell.owed:
        return f"✓ {cell.met}/{cell.owed}", "body2", "body2"
    return f"{cell.met}/{cell.owed}", "danger" if not cell.met else "strong", "body"
