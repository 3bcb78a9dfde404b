"""The left side of 名册: places with who answers for them, or units with how many people they have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
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
RIGHT = Qt.ItemDataRole.UserRole + 2
PAD = 6


class RosterTree(QTreeWidget):
    """`picked(id)` when another place or unit is current; the selection survives a refresh."""

    picked = Signal(int)

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Rows(self))
        self.setIndentation(theme.current().px(16))
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
                heads[unit.kind] = QTreeWidgetItem(self, [UNIT_KINDS[unit.kind]])
                heads[unit.kind].setFlags(Qt.ItemFlag.ItemIsEnabled)
                heads[unit.kind].setFont(0, theme.current().font("strong"))
                heads[unit.kind].setExpanded(True)
            self._add(heads[unit.kind], unit.id, unit.name, f"{unit.people}人")
        for kind, head in heads.items():
            head.setData(0, RIGHT, f"{sum(one.kind == kind for one in units)}个")
        self._end(kept, opened)

    def show_items(self, items: list[tuple[int, str, str, str]]) -> None:
        """A plain list: id, name, words at the right, or instead of them what is lacking."""
        kept, opened = self._begin()
        for row_id, name, words, lack in items:
            self._add(None, row_id, name, words, lack=lack)
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
        item = QTreeWidgetItem([name])
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        item.setData(0, ID, row_id)
        item.setData(0, RIGHT, text)
        item.setData(0, LACK, lack)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}，{lack or text}")
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
        rect: QRect = option.rect
        chosen = self.selectionModel().isRowSelected(index.row(), index.parent())
        if chosen:
            painter.fillRect(rect, theme.current().color("accent_soft"))
        super().drawRow(painter, option, index)
        if chosen:
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), theme.current().color("accent"))


class _Rows(QStyledItemDelegate):
    """The name at the left; at the right who answers, grey, or ▲ and what is lacking in its colour."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        now = theme.current()
        rect: QRect = option.rect
        lack, right = index.data(LACK) or "", index.data(RIGHT) or ""
        painter.save()
        bold = index.data(Qt.ItemDataRole.FontRole) is not None or (
            option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined,unused-ignore]
        )
        box = rect.adjusted(PAD, 0, -PAD, 0)
        name = str(index.data() or "")
        painter.setFont(now.font("strong" if bold else "body"))
        used = painter.fontMetrics().horizontalAdvance(name) + now.px(10)
        painter.setPen(now.color("text"))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        room = box.adjusted(used, 0, 0, 0)
        if lack:
            _paint_lack(painter, lack, room)
        elif room.width() > now.px(20):
            painter.setFont(now.font("body"))
            painter.setPen(now.color("text2"))
            words = painter.fontMetrics().elidedText(right, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.current().px(32))


def _paint_lack(painter: QPainter, lack: str, room: QRect) -> None:
    now = theme.current()
    wide = QFontMetrics(now.font("secondary")).horizontalAdvance(lack) + now.px(18)
    paint_mark(painter, Mark("lack", lack), room.adjusted(max(room.width() - wide, 0), 0, 0, 0).toRectF())
