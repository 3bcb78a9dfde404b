"""The sheet as it was read: what each column is, the first rows, and every row with a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.widgets import label
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from core.exchange.columns import Mapping
    from core.exchange.grid import Fault, Grid

FIRST, FAULTY = 10, 60  # rows shown from the top, and rows with faults
_ROW = Qt.ItemDataRole.UserRole


class SheetPane(QWidget):
    """`remapped(column, field key)`: a column is named anew; `corrected(row, column, text)`: a cell is."""

    remapped = Signal(int, str)
    corrected = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        box.addWidget(label("第一行是每列的意思，认错了请改；红格子可以直接改正。", "body2"))
        self.table = QTableWidget()
        self.table.setObjectName("importTable")
        self.table.setAccessibleName("名册的前几行和有问题的行")
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.table.itemChanged.connect(self._changed)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        box.addWidget(self.table, 1)
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        self.said.setObjectName("importFaults")
        self.said.setAccessibleName("有问题的行和说明")
        box.addWidget(self.said)

    # --- showing --------------------------------------------------------------------------------------
    def show_sheet(
        self, grid: Grid, mapping: Mapping, faults: tuple[Fault, ...], notes: tuple[str, ...]
    ) -> None:
        """Show the mapping over the rows; faults also below, one sentence each."""
        self._filling = True
        bad: dict[int, list[Fault]] = {}
        for fault in faults:
            bad.setdefault(fault.row, []).append(fault)
        places = list(range(mapping.first_row, len(grid.rows)))
        shown = places[:FIRST]
        shown += [row for row in places[FIRST:] if grid.numbers[row] in bad][:FAULTY]
        self.table.clear()
        self.table.setColumnCount(grid.width)
        self.table.setRowCount(len(shown) + 1)
        self.table.setHorizontalHeaderLabels(
            [heading or f"第{number}列" for number, heading in enumerate(mapping.headings, 1)]
        )
        self.table.setVerticalHeaderLabels(["意思", *(str(grid.numbers[row]) for row in shown)])
        for column in range(grid.width):
            self.table.setCellWidget(0, column, self._combo(mapping, column))
        for line, row in enumerate(shown, 1):
            self._fill(line, row, grid, mapping, bad.get(grid.numbers[row], []))
        self._size()
        self._say(faults, notes)
        self._filling = False

    def _combo(self, mapping: Mapping, column: int) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"importColumn{column}")
        combo.setAccessibleName(f"第{column + 1}列的意思")
        combo.addItem("不导入", "")
        for field in mapping.fields:
            combo.addItem(field.title + ("（必有）" if field.required else ""), field.key)
        key = next((key for key, index in mapping.columns if index == column), "")
        combo.setCurrentIndex(max(combo.findData(key), 0))
        combo.activated.connect(lambda _at, at=column, box=combo: self.remapped.emit(at, box.currentData()))
        return combo

    def _fill(self, line: int, row: int, grid: Grid, mapping: Mapping, faults: list[Fault]) -> None:
        from core.exchange.grid import cell_text

        now = theme.current()
        used = {index for _key, index in mapping.columns}
        wrong = {mapping.headings.index(one.column): one for one in faults if one.column in mapping.headings}
        for column, cell in enumerate(grid.rows[row]):
            item = QTableWidgetItem(cell_text(cell))
            item.setData(_ROW, row)
            if column in wrong or (faults and not wrong and column == 0):
                item.setBackground(now.color("warn_soft"))
                item.setForeground(now.color("danger"))
                item.setToolTip(wrong[column].text if column in wrong else faults[0].text)
            elif column not in used:
                item.setForeground(now.color("text3"))
            self.table.setItem(line, column, item)

    def _size(self) -> None:
        now = theme.current()
        for row in range(self.table.rowCount()):
            self.table.setRowHeight(row, now.px(36 if row == 0 else 32))
        self.table.resizeColumnsToContents()
        for column in range(self.table.columnCount()):
            wide = min(max(self.table.columnWidth(column), now.px(132)), now.px(260))
            self.table.setColumnWidth(column, wide)

    def _say(self, faults: tuple[Fault, ...], notes: tuple[str, ...]) -> None:
        lines = [f"■ {one.text}" for one in faults] + [f"○ {note}" for note in notes]
        self.said.setPlainText("\n".join(lines))
        self.said.setVisible(bool(lines))
        self.said.setFixedHeight(theme.current().px(min(30 + 21 * len(lines), 118)))

    # --- correcting -----------------------------------------------------------------------------------
    def _changed(self, item: QTableWidgetItem) -> None:
        row = item.data(_ROW)
        if not self._filling and row is not None:
            self.corrected.emit(int(row), item.column(), item.text().strip())
