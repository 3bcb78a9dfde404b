"""The filter of one column: its values with counts, to be ticked; sort by mouse and by key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.table.arrange import Choice
from gui.table.columns import Column
from gui.widgets.basics import SPACE, button, label, link

if TYPE_CHECKING:
    from gui.table.sheet import SheetView

_WIDTH, _HEIGHT, _SEARCH_FROM = 260, 320, 9
_VALUE = Qt.ItemDataRole.UserRole
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FilterList(QFrame):
    """Floats under its heading and has the focus; none ticked means all. Esc or a click elsewhere leaves."""

    chosen = Signal(object)  # frozenset of values; empty takes the filter away
    sorting = Signal(object)  # descending, or None for the order the rows came in

    def __init__(self, view: "SheetView", column: Column) -> None:
        super().__init__(view.window())
        self._view = view
        title = column.title.replace("\n", "").removesuffix("（自动）")
        self.setObjectName("columnFilter")
        self.setAccessibleName(f"按{title}筛选")
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        box.setSpacing(4)
        box.addLayout(self._orders(title))
        self.field = QLineEdit()
        self.field.setObjectName("filterFind")
        self.field.setPlaceholderText("找")
        self.field.setAccessibleName(f"在{title}里找")
        self.field.textChanged.connect(self._narrow)
        box.addWidget(self.field)
        self.list = QListWidget()
        self.list.setObjectName("filterValues")
        self.list.setAccessibleName(f"{title}的各项，空格勾选")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box.addWidget(self.list, 1)
        box.addLayout(self._buttons())
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        view.installEventFilter(self)

    def _orders(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(label(title, "strong"), 1)
        for text, name, way in (
            ("升序 ↑", "sortUp", False),
            ("降序 ↓", "sortDown", True),
            ("原序", "sortNone", None),
        ):
            one = link(text, name=name)
            one.clicked.connect(lambda _on=False, way=way: self._sort(way))
            row.addWidget(one)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(button("筛选", "main", name="filterApply", slot=self.apply))
        row.addWidget(button("清除筛选", name="filterClear", slot=self.clear))
        row.addWidget(button("取消", name="filterCancel", slot=self.leave))
        row.addStretch(1)
        return row

    def show_at(self, left: int, top: int) -> None:
        """Below a point of the window, moved in where there is no room."""
        now, room = theme.current(), self.window().rect()
        width = min(max(now.px(_WIDTH), self.minimumSizeHint().width()), room.width() - 8)
        height = min(now.px(_HEIGHT), room.height() - 8)
        top = min(top, room.height() - height - 4)
        self.setGeometry(max(4, min(left, room.width() - width - 4)), max(4, top), width, height)
        self.raise_()
        self.show()
        self.list.setFocus()

    def offer(self, found: list[Choice], chosen: frozenset[object]) -> None:
        """The values, those in force ticked."""
        self.list.clear()
        for one in found:
            item = QListWidgetItem(f"{one.words}（{one.count}）")
            item.setData(_VALUE, one.value)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            state = Qt.CheckState.Checked if one.value in chosen else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
        self.field.setVisible(len(found) >= _SEARCH_FROM)
        self.list.setCurrentRow(0)
        few = max(0, 6 - len(found)) * max(self.list.sizeHintForRow(0), 0)
        self.resize(self.width(), self.height() - few)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(now.color("border"), 1))
        painter.setBrush(now.color("surface"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _items(self) -> list[QListWidgetItem]:
        found = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in found if item is not None]

    def _narrow(self, text: str) -> None:
        wanted = text.strip()
        for item in self._items():
            item.setHidden(wanted not in item.text())
        first = next((item for item in self._items() if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)

    # --- doing ----------------------------------------------------------------------------------------
    def apply(self) -> None:
        """The ticked values; with none ticked the one the cursor stands on."""
        ticked = [one for one in self._items() if one.checkState() == Qt.CheckState.Checked]
        here = self.list.currentItem()
        if not ticked and here is not None and not here.isHidden():
            ticked = [here]
        self._end()
        self.chosen.emit(frozenset(one.data(_VALUE) for one in ticked))

    def clear(self) -> None:
        """All rows again."""
        self._end()
        self.chosen.emit(frozenset())

    def _sort(self, way: bool | None) -> None:
        self._end()
        self.sorting.emit(way)

    def leave(self) -> None:
        """Nothing changes."""
        self._end()

    def _end(self) -> None:
        self.hide()
        self._view.setFocus()
        self.deleteLater()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self.hide()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a page left by a button that takes no focus
        if event.type() == QEvent.Type.Hide and watched is self._view:
            self.hide()
            self.deleteLater()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            self.apply()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def below_head(view: "SheetView", number: int) -> tuple[int, int]:
    """Where a column's filter opens, in the window's pixels."""
    head = view.horizontalHeader()
    point = head.mapTo(view.window(), QPoint(head.sectionViewportPosition(number), head.height()))
    return point.x(), point.y()
