"""The heat table: a read-only view whose cells are coloured by shortfall and open their rows."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.theme import Theme
from gui.views.stats_words import LEGEND, Cell, Grid
from gui.widgets.basics import EDGE

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
ROW, HEAD = 34, 42  # px at 100 %
FIRST, COUNT, RATE, LEAST = 130, 56, 96, 52
LONG = 4  # hanzi of a head that stay on one line
TITLE = 56  # px of the picture's title row
IMAGE_WIDTH = 1080  # px: what a phone's group chat shows without shrinking
_CELL = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class GridModel(QAbstractTableModel):
    """A Grid's rows with its total below; sorted by a column, the total stays."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid("", "", (), ())
        self._rows: list[tuple[Cell, ...]] = []
        self._text = ""
        self._order: tuple[int, bool] | None = None

    def set_grid(self, grid: Grid) -> None:
        """Show another table; the clerk's own order is kept while the heads are the same."""
        self.beginResetModel()
        if grid.heads != self.grid.heads:
            self._order = None
        self.grid = grid
        self._fill()
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Only rows whose first cell holds the words."""
        self.beginResetModel()
        self._text = text
        self._fill()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column's figures, or by name."""
        self.beginResetModel()
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._fill()
        self.endResetModel()

    @property
    def sorted_by(self) -> int:
        """The column the clerk sorted by, -1 for none."""
        return self._order[0] if self._order else -1

    def _fill(self) -> None:
        rows = [row for row in self.grid.rows if self._text in row[0].text]
        if self._order is not None:
            column, falling = self._order
            rows.sort(key=lambda row: (row[column].sort, row[column].text), reverse=falling)
        self._rows = rows + ([self.grid.total] if self.grid.total and not self._text else [])

    def shown(self) -> Grid:
        """The grid as it is shown, for paper, sheet and picture."""
        rows = self._rows[:-1] if self.has_total else self._rows
        return replace(self.grid, rows=tuple(rows), total=self.grid.total if self.has_total else ())

    @property
    def has_total(self) -> bool:
        """The last row is the total."""
        return bool(self.grid.total) and not self._text

    def is_total(self, row: int) -> bool:
        """That row is the total."""
        return self.has_total and row == len(self._rows) - 1

    def cell(self, index: Index) -> Cell:
        """The cell of an index."""
        return self._rows[index.row()][index.column()]

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.grid.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.grid.heads[index.column()].replace("\n", " ")
            return "，".join(
                part for part in (self._rows[index.row()][0].text, head, cell.text, cell.tip) if part
            )
        return cell if role == _CELL else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            by = self._order[0] if self._order else self.grid.sort
            arrow = " ↓" if self._order and self._order[1] else " ↑"
            falling = not self._order and self.grid.key == "categories"
            return self.grid.heads[section] + ((" ↓" if falling else arrow) if section == by else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return align(self.grid, section)
        return None


def align(grid: Grid, column: int) -> Qt.AlignmentFlag:
    """Words left, the last figure right, what stands between centred in its colour."""
    if column == 0:
        return _LEFT
    return _RIGHT if grid.heated and column in (1, len(grid.heads) - 1) else _MIDDLE


def paint_cell(painter: QPainter, box: QRectF, cell: Cell, now: Theme, flag: Qt.AlignmentFlag) -> None:
    """One cell: its heat with two pixels of ground around, its figure on it."""
    if cell.heat:
        painter.fillRect(box.adjusted(2, 2, -2, -2), now.color(cell.heat))
    painter.setFont(now.font("strong" if cell.strong else "body"))
    ink = f"on_{cell.heat}" if cell.heat else "text2" if cell.quiet else "text"
    painter.setPen(now.color(ink))
    painter.drawText(_within(box, flag, now), int(flag), cell.text)


def _within(box: QRectF, flag: Qt.AlignmentFlag, now: Theme) -> QRectF:
    """The page's edge before words, a little room after figures."""
    if flag == _MIDDLE:
        return box
    return box.adjusted(now.px(EDGE) if flag == _LEFT else 0, 0, 0 if flag == _LEFT else -now.px(EDGE - 6), 0)


def two_lines(words: str) -> str:
    """A long station's name in two lines: 农业服务 over 中心."""
    bare = words.rstrip(" ↑↓")
    return words if "\n" in words or len(bare) <= LONG else f"{words[:4]}\n{words[4:]}"


class _Head(QHeaderView):
    """Two lines without padding, aligned as the cells below."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.current()
        model = self.model()
        assert isinstance(model, GridModel)
        painter.save()
        painter.fillRect(rect, now.color("head"))
        flag = align(model.grid, section)
        box = QRectF(rect)
        painter.setFont(now.font("secondary"))
        painter.setPen(now.color("text2"))
        words = model.headerData(section, Qt.Orientation.Horizontal)
        painter.drawText(_within(box, flag, now), int(flag), two_lines(words))
        painter.setPen(now.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.current()
        model = index.model()
        assert isinstance(model, GridModel)
        box = QRectF(option.rect)
        painter.save()
        if model.is_total(index.row()):
            painter.fillRect(box, now.color("head"))
        paint_cell(painter, box, model.cell(index), now, align(model.grid, index.column()))
        painter.setPen(now.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        view = self.parent()
        if isinstance(view, GridView) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(now.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()


class GridView(QTableView):
    """`opened(target)` on a click, Enter or Space; heads sort."""

    opened = Signal(object)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setModel(self.grid)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = _Head(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(head)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.sectionClicked.connect(self._sort)
        self._falling = False
        self.clicked.connect(self._open)

    def set_grid(self, grid: Grid) -> None:
        """Show a table."""
        place = self.currentIndex()
        row, column = place.row(), place.column()
        self.grid.set_grid(grid)
        self.fit()
        self.setCurrentIndex(self.grid.index(max(row, 0), max(column, 0)))

    def fit(self) -> None:
        """Rows, head and columns at the present font size; columns share the width."""
        now = theme.current()
        self.verticalHeader().setDefaultSectionSize(now.px(ROW))
        head = self.horizontalHeader()
        head.setFixedHeight(now.px(HEAD))
        count = len(self.grid.grid.heads)
        if not count:
            return
        first = now.px(FIRST)
        ends = {1: now.px(COUNT), count - 1: now.px(RATE)} if self.grid.grid.heated else {}
        room = self.viewport().width() - first - sum(ends.values())
        each = max(room // max(count - 1 - len(ends), 1), now.px(LEAST))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        used = 0
        for column in range(1, count):
            head.resizeSection(column, ends.get(column, each))
            used += ends.get(column, each)
        head.resizeSection(0, max(self.viewport().width() - used, first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _sort(self, column: int) -> None:
        self._falling = self.grid.sorted_by == column and not self._falling
        order = Qt.SortOrder.DescendingOrder if self._falling else Qt.SortOrder.AscendingOrder
        self.grid.sort(column, order)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (to := self.grid.cell(index).to) is not None:
            self.opened.emit(to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


# --- as a picture ---------------------------------------------------------------------------------


def grid_image(grid: Grid, period: str) -> QImage:
    """The whole table with title and legend on white, at most 1080 px wide, for a group chat."""
    now = Theme(False, 100, 96.0, theme.current().families)  # paper stays white in the dark theme
    lines = (*grid.rows, grid.total) if grid.total else grid.rows
    foot = 44 if grid.heated else 16
    height = TITLE + HEAD + ROW * len(lines) + foot
    image = QImage(IMAGE_WIDTH, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(3780)  # 96 dpi: fonts as on the screen
    image.setDotsPerMeterY(3780)
    image.fill(now.color("surface"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_title(painter, grid, period, now)
    _paint_heads(painter, grid, now)
    for number, line in enumerate(lines):
        _paint_line(painter, grid, line, number, now)
    if grid.heated:
        paint_legend(painter, QRectF(12, height - foot, IMAGE_WIDTH - 26, foot), now)
    painter.end()
    return image


def _boxes(grid: Grid, y: float, height: float) -> list[QRectF]:
    edges = _edges(len(grid.heads))
    return [QRectF(left, y, right - left, height) for left, right in pairwise(edges)]


def _paint_heads(painter: QPainter, grid: Grid, now: Theme) -> None:
    painter.fillRect(QRectF(0, TITLE, IMAGE_WIDTH, HEAD), now.color("head"))
    painter.setFont(now.font("secondary"))
    painter.setPen(now.color("text2"))
    for column, box in enumerate(_boxes(grid, TITLE, HEAD)):
        flag = align(grid, column)
        painter.drawText(_within(box, flag, now), int(flag), two_lines(grid.heads[column]))


def _paint_line(painter: QPainter, grid: Grid, line: tuple[Cell, ...], number: int, now: Theme) -> None:
    y = TITLE + HEAD + number * ROW
    if line is grid.total:
        painter.fillRect(QRectF(0, y, IMAGE_WIDTH, ROW), now.color("head"))
    for column, box in enumerate(_boxes(grid, y, ROW)):
        paint_cell(painter, box, line[column], now, align(grid, column))
    painter.setPen(now.color("line"))
    painter.drawLine(0, y + ROW, IMAGE_WIDTH, y + ROW)


def _edges(count: int) -> list[float]:
    each = (IMAGE_WIDTH - 170) / max(count - 1, 1)
    return [0.0, *(170 + each * number for number in range(count))]  # the last is the right edge


def _paint_title(painter: QPainter, grid: Grid, period: str, now: Theme) -> None:
    painter.setPen(now.color("text"))
    painter.setFont(now.font("title"))
    painter.drawText(QRectF(EDGE, 0, IMAGE_WIDTH - EDGE - 14, TITLE), int(_LEFT), grid.title)
    painter.setPen(now.color("text2"))
    painter.setFont(now.font("body"))
    painter.drawText(QRectF(EDGE, 0, IMAGE_WIDTH - EDGE - 14, TITLE), int(_RIGHT), period)


def paint_legend(painter: QPainter, box: QRectF, now: Theme) -> None:
    """What the colours mean, flush right."""
    painter.setFont(now.font("secondary"))
    metrics = painter.fontMetrics()
    side, gap = now.px(24), now.px(6)
    x = box.right()
    middle = box.center().y()
    signs = [
        *((token, words, "0" if token == "heat4" else "") for token, words in LEGEND),
        ("", "免计", "免"),
    ]
    for token, words, sign in reversed(signs):
        wide = metrics.horizontalAdvance(words)
        painter.setPen(now.color("text2"))
        painter.drawText(QRectF(x - wide, box.top(), wide + 2, box.height()), int(_LEFT), words)
        patch = QRectF(x - wide - gap - side, middle - now.px(9), side, now.px(18))
        painter.fillRect(patch, now.color(token or "surface"))
        painter.setPen(now.color("line"))
        painter.drawRect(patch)
        painter.setPen(now.color(f"on_{token}" if token else "text2"))
        painter.drawText(patch, int(_MIDDLE), sign)
        x = patch.left() - now.px(16)
