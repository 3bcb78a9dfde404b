"""The left side of 名册: places with who answers for them, or units with how many people they have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from core.labels import UNIT_KINDS
from gui import theme
from gui.widgets.marks import Mark, paint_mark

if TYPE_CHECKING:
    from core.queries.roster import Place, UnitRow

ID = Qt.ItemDataRole.UserRole
LACK = Qt.ItemDataRole.UserRole + 1


class RosterTree(QTreeWidget):
    """`picked(id)` when another place or unit is current; the selection survives a refresh."""

    picked = Signal(int)

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Rows(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._items: dict[int, QTreeWidgetItem] = {}
        self._filling = False
        self.currentItemChanged.connect(self._moved)

    @property
    def current_id(self) -> int | None:
        """The id of the current place or unit."""
        item = self.currentItem()
        return None if item is None else item.data(0, ID)

    @property
    def filled(self) -> bool:
        """There is something to choose."""
        return bool(self._items)

    def choose(self, row_id: int) -> bool:
        """Make a place or unit current and bring it into view; False when it is not there."""
        item = self._items.get(row_id)
        if item is None:
            return False
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def _moved(self, item: QTreeWidgetItem | None, _old: QTreeWidgetItem | None) -> None:
        if item is None or self._filling:
            return
        row_id = item.data(0, ID)
        if row_id is not None:
            self.picked.emit(row_id)

    # --- filling --------------------------------------------------------------------------------------
    def show_places(self, places: list[Place]) -> None:
        """The township with its villages and groups; what was open stays open."""
        kept, opened = self._begin()
        villages = sum(one.kind in ("village", "community") for one in places)
        for place in places:
            if place.kind == "township":
                self._add(None, place.id, place.name, f"{villages}个村（居）", bold=True)
        waiting = defaultdict(list)
        for place in places:
            if place.kind != "township":
                waiting[place.parent_id].append(place)
        queue = [*self._items, None]
        while queue:
            above = queue.pop(0)
            for place in waiting.pop(above, []):
                text = f"{place.below}组" if place.below else place.who
                self._add(self._items.get(above or 0), place.id, place.name, text, lack=place.lack)
                queue.append(place.id)
        self._end(kept, opened)

    def show_units(self, units: list[UnitRow]) -> None:
        """Units under their kind."""
        kept, opened = self._begin()
        heads: dict[str, QTreeWidgetItem] = {}
        for unit in units:
            if unit.kind not in heads:
                heads[unit.kind] = QTreeWidgetItem(self, [UNIT_KINDS[unit.kind], ""])
                heads[unit.kind].setFlags(Qt.ItemFlag.ItemIsEnabled)
                heads[unit.kind].setFont(0, theme.current().font("strong"))
                heads[unit.kind].setExpanded(True)
            self._add(heads[unit.kind], unit.id, unit.name, f"{unit.people}人")
        for kind, head in heads.items():
            head.setText(1, f"{sum(one.kind == kind for one in units)}个")
        self._end(kept, opened)

    def _begin(self) -> tuple[int | None, set[int]]:
        self._filling = True
        opened = {row for row, item in self._items.items() if item.isExpanded()}
        kept = self.current_id
        self.clear()
        self._items = {}
        return kept, opened

    def _add(
        self,
        parent: QTreeWidgetItem | None,
        row_id: int,
        name: str,
        text: str,
        *,
        lack: str = "",
        bold: bool = False,
    ) -> None:
        item = QTreeWidgetItem([name, f"▲ {lack}" if lack else text])
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        item.setData(0, ID, row_id)
        item.setData(1, LACK, lack)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if bold:
            item.setFont(0, theme.current().font("strong"))
        self._items[row_id] = item

    def _end(self, kept: int | None, opened: set[int]) -> None:
        for row in opened:
            if row in self._items:
                self._items[row].setExpanded(True)
        for number in range(self.topLevelItemCount()):
            if (top := self.topLevelItem(number)) is not None:
                top.setExpanded(True)
        found = self._items.get(kept or 0)
        if found is not None:
            self.setCurrentItem(found)
        self._filling = False

    def first_choice(self) -> int | None:
        """What to show first: the first village, else the first there is."""
        top = self.topLevelItem(0)
        if top is None:
            return None
        found = (top.child(0) or top).data(0, ID)
        return None if found is None else int(found)

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().drawRow(painter, option, index)
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            rect: QRect = option.rect
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), theme.current().color("accent"))


class _Rows(QStyledItemDelegate):
    """▲ and its words in the colour of a lack, the rest as the style does it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        lack = index.data(LACK) if index.column() == 1 else ""
        if not lack:
            super().paint(painter, option, index)
            return
        now = theme.current()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined,unused-ignore]
            painter.fillRect(rect, now.color("accent_soft"))
        painter.setFont(now.font("secondary"))
        wide = painter.fontMetrics().horizontalAdvance(lack) + now.px(18)
        paint_mark(painter, Mark("lack", lack), rect.adjusted(rect.width() - wide - 8, 0, 0, 0).toRectF())
