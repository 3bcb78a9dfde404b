"""SheetView: one table for all pages. With editable columns it is typed into like a spreadsheet."""

from collections.abc import Callable

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from gui import looking, theme
from gui.settings import Settings
from gui.table import acts, moving
from gui.table.columns import Column
from gui.table.delegate import CellDelegate
from gui.table.editor import CellEditor
from gui.table.frozen import Frozen
from gui.table.heads import Head, Numbers
from gui.table.model import VALUE, RowsModel
from gui.table.overlays import Overlays, Ways
from gui.table.telling import Telling
from gui.table.writing import Writing
from gui.widgets.basics import EDGE, GROUP, label

Index = QModelIndex | QPersistentModelIndex
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SheetView(QTableView):
    """Shows a RowsModel. The page connects the signals it needs and writes; the view only tells.

    numbers: line numbers at the left; frozen: the first column stays while the rest is scrolled sideways.
    `name` is the key under which column widths are remembered, and the objectName.
    """

    edited = Signal(int, str, str)  # row, key, text
    picked = Signal(int, str, object)  # row, key, Candidate
    pasted = Signal(int, object)  # first row, list of {key: text}
    cleared = Signal(object)  # list of (row, key)
    filled = Signal(object, str)  # list of (row, key), text
    checked = Signal(int, str, bool)
    linked = Signal(int, str)  # a link or figure cell was clicked
    opened = Signal(int)  # Enter or double click in a list
    chosen = Signal(int)  # the current row changed
    sorted = Signal(str, bool)
    menu_wanted = Signal(object, int)  # QMenu, row: add the page's own entries

    def __init__(
        self,
        rows: RowsModel,
        *,
        name: str,
        settings: Settings | None = None,
        numbers: bool = False,
        frozen: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self.sheet = any(column.editable and column.kind != "check" for column in rows.columns)
        self.numbers = numbers
        self.edge = EDGE
        self.lays: int | None = None  # cells; a longer block its page shows itself, by and by
        self._name, self._settings = name, settings
        self.writing = Writing(self)
        self.writing.left.connect(self._move)
        self._handing = False  # a key is on its way to the editor
        self._over = Overlays(self)
        self.arrangeable = not self.sheet  # a sheet's page sorts and filters its lines by `rows.arrange`
        self.setObjectName(name)
        if rows.parent() is None:
            rows.setParent(self)  # a model that dies before its view leaves Qt complaining
        self.setModel(rows)
        self.setItemDelegate(CellDelegate(self))
        self._set_up()
        self._set_heads()
        self._connect()
        self._frozen = Frozen(self) if frozen else None
        rows.arranges = not self.sheet
        self.telling = Telling(self)

    def _set_up(self) -> None:
        view = QAbstractItemView
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(view.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(self.sheet)
        if self.sheet:
            self.setSelectionBehavior(view.SelectionBehavior.SelectItems)
            triggers = view.EditTrigger
            # AnyKeyPressed: without it the first letter of a composition is dropped
            self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        else:
            self.setSelectionBehavior(view.SelectionBehavior.SelectRows)
            self.setEditTriggers(view.EditTrigger.NoEditTriggers)

    def _set_heads(self) -> None:
        head = Head(self)
        self.setHorizontalHeader(head)
        self.setVerticalHeader(Numbers(self))
        self.verticalHeader().setVisible(self.numbers)
        self._corner = label("行", "secondary")
        self._corner.setParent(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._corner.setContentsMargins(0, 0, 10, 0)
        self._corner.setVisible(self.numbers)
        stored = self._settings.widths(self._name) if self._settings else {}
        now = theme.current()
        for number, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(number, mode)
            self.setColumnWidth(number, now.px(stored.get(column.key, column.width)))
        self._rescale()

    def _connect(self) -> None:
        self.rows.typed.connect(self.edited)
        self.rows.counted.connect(self._counted)
        self.rows.sorting.connect(self.sorted)
        self.horizontalHeader().sectionClicked.connect(self._head_clicked)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._place_over)
        self.horizontalScrollBar().valueChanged.connect(self._place_over)

    # --- what a page asks -----------------------------------------------------------------------------
    @property
    def current_row(self) -> int:
        """The current line, -1 for none."""
        return self.currentIndex().row()

    def selected_rows(self) -> list[int]:
        """The lines that hold a selected cell, from the top."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def go_to(self, row: int, key: str = "") -> None:
        """Make a cell current and bring it into view."""
        column = self._column_number(key) if key else self._first_editable()
        flags = QItemSelectionModel.SelectionFlag
        lines = flags.NoUpdate if self.sheet else flags.Rows
        # said outright: Qt would toggle the selection while the clerk still holds Ctrl, after Ctrl+Z
        at = self.rows.index(row, max(column, 0))
        self.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | lines)
        self._keep_high()

    def set_empty(self, sentence: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        """What an empty table says, and the one button that fills it."""
        self._over.set_empty(sentence, action, slot)

    def show_error(self, row: int, key: str, text: str, ways: Ways = ()) -> None:
        """Mark a cell as wrong and say so under it, with the ways out as buttons."""
        self._over.show_error(row, key, text, ways)

    def clear_error(self) -> None:
        """Take the last shown error away."""
        self._over.clear_error()

    def set_narrow(self, narrow: bool) -> None:
        """The page edge of the first column."""
        self.edge = GROUP if narrow else EDGE
        self.viewport().update()

    @property
    def line_height(self) -> int:
        """The height of a line without an error below it."""
        return self.verticalHeader().defaultSectionSize()

    def typable(self) -> list[int]:
        """The columns that are shown and take typing."""
        columns = enumerate(self.rows.columns)
        return [number for number, column in columns if column.editable and not self.isColumnHidden(number)]

    # --- editing --------------------------------------------------------------------------------------
    def editor_opened(self, editor: CellEditor, index: Index) -> None:
        """Called by the delegate: follow what is typed."""
        self.rows.held = index.row()
        self.writing.opened(editor)
        if self.column_of(index).candidates is not None:
            self._keep_high()

    def commit_edits(self) -> None:
        """A half-typed cell counts as typed; called before leaving the page."""
        QGuiApplication.inputMethod().commit()
        self.writing.close(commit=True)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.writing.forget(editor)
        super().closeEditor(editor, hint)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt drops a word that comes without composition, and lets the second word replace the first."""
        if self.writing.takes_word(event):
            return
        super().inputMethodEvent(event)
        if event.commitString() and self.writing.editor is not None:
            self.writing.editor.end(False)

    def _move(self, way: str) -> None:
        """After a cell: enter goes down, tab and backtab along the columns that are typed."""
        moving.move(self, way)

    def _keep_high(self) -> None:
        moving.keep_high(self)

    def _look(self, typed: str) -> None:
        self.writing.look(typed)

    # --- keys -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if editing and self.writing.editor is not None:
            self._hand_on(self.writing.editor, event)
        elif not (self._command(event) or self._step_key(event)):
            super().keyPressEvent(event)

    def _hand_on(self, editor: CellEditor, event: QKeyEvent) -> None:
        """The first composition leaves the focus here; what the editor leaves comes back: Ctrl alone."""
        event.ignore()
        if not self._handing and not editor.hasFocus():
            self._handing = True
            QCoreApplication.sendEvent(editor, event)
            self._handing = False

    def _command(self, event: QKeyEvent) -> bool:
        keys = QKeySequence.StandardKey
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(keys.Copy):
            self.copy()
        elif event.matches(keys.Paste) and self._can_type():
            self.paste()
        elif ctrl and event.key() == Qt.Key.Key_D and self._can_type():
            self.fill_down()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.sheet:
            self.clear_cells()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_filter_here()
        else:
            return False
        event.accept()
        return True

    def _step_key(self, event: QKeyEvent) -> bool:
        key, plain = (
            event.key(),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
                Qt.KeyboardModifier.ShiftModifier,
            ),
        )
        if key in _ENTER and plain:
            if self.sheet:
                self._move("enter")
            elif self.current_row >= 0:
                self.opened.emit(self.current_row)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and self.sheet and plain:
            self._move("tab" if key == Qt.Key.Key_Tab else "backtab")
        elif key == Qt.Key.Key_Space and plain and self._toggle(self.currentIndex()):
            pass
        else:
            return False
        event.accept()
        return True

    # --- blocks ---------------------------------------------------------------------------------------
    def copy(self, *, head: bool = False) -> None:
        """Ctrl+C: the selected block as tab-separated text, with heads when asked."""
        acts.copy(self, head=head)

    def copy_plain(self) -> None:
        """复制."""
        acts.copy(self)

    def copy_with_head(self) -> None:
        """复制（带表头）."""
        acts.copy(self, head=True)

    def paste(self) -> None:
        """Ctrl+V."""
        acts.paste(self)

    def fill_down(self) -> None:
        """Ctrl+D."""
        acts.fill_down(self)

    def clear_cells(self) -> None:
        """Delete."""
        acts.clear(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.exec(event.globalPos())
        if isValid(menu):  # another record may have been opened meanwhile, and this table be gone
            menu.deleteLater()

    def make_menu(self) -> QMenu:
        """The context menu: copy for all, typing acts for sheets, then the page's own."""
        menu = QMenu(self)
        menu.addAction("复制").triggered.connect(self.copy_plain)
        menu.addAction("复制（带表头）").triggered.connect(self.copy_with_head)
        if self._can_type():
            menu.addAction("粘贴").triggered.connect(self.paste)
            menu.addAction("向下填充").triggered.connect(self.fill_down)
            menu.addAction("清空").triggered.connect(self.clear_cells)
        if any(self.can_filter(number) for number in range(len(self.rows.columns))):
            menu.addSeparator()
            menu.addAction("筛选这一列…\tAlt+↓").triggered.connect(self.open_filter_here)
            if self.rows.chosen:
                menu.addAction("清除筛选").triggered.connect(self.clear_filter)
        self.menu_wanted.emit(menu, self.current_row)
        looking.lock(menu)
        return menu

    # --- mouse, heads, sizes --------------------------------------------------------------------------
    def _clicked(self, index: QModelIndex) -> None:
        column = self.column_of(index)
        if column.kind in {"link", "figure"} and index.data():
            self.linked.emit(index.row(), column.key)
        else:
            self._toggle(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.sheet:
            self.opened.emit(index.row())

    def _toggle(self, index: Index) -> bool:
        if not index.isValid() or self.rows.inert:
            return False
        column = self.column_of(index)
        if column.kind != "check" or not column.editable or self.rows.row(index.row()) is None:
            return False
        self.checked.emit(index.row(), column.key, not bool(index.data(VALUE)))
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and self.column_of(index).kind in {"link", "figure"} and bool(index.data())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def _head_clicked(self, number: int) -> None:
        column = self.rows.columns[number]
        if column.sortable and self.can_arrange(column):
            key, descending = self.rows.sorted_by
            self.telling.sort(column, descending=key == column.key and not descending)

    def can_arrange(self, column: Column) -> bool:
        """Lists are sorted and filtered by their columns; sheets where their page knows how."""
        return column.arranges and self.arrangeable

    def can_filter(self, number: int) -> bool:
        """A column has a filter of its own."""
        column = self.rows.columns[number]
        return column.filterable and self.can_arrange(column) and self.rows.can_filter

    def open_filter(self, number: int) -> None:
        """▾ in a heading, Alt+↓."""
        self.commit_edits()
        self.telling.open_filter(number)

    def clear_filter(self) -> None:
        """清除筛选."""
        self.rows.clear_chosen()
        self.setFocus()

    def open_filter_here(self) -> None:
        """Of the column the cursor stands in, else of the first that has one."""
        here = max(self.currentIndex().column(), 0)
        order = [here, *range(len(self.rows.columns))]
        number = next((one for one in order if self.can_filter(one) and not self.isColumnHidden(one)), -1)
        if number >= 0:
            self.open_filter(number)

    def _resized(self, number: int, _old: int, new: int) -> None:
        column = self.rows.columns[number]
        if self._settings and not column.stretch and QGuiApplication.mouseButtons():
            self._settings.keep_width(self._name, column.key, round(new * 100 / theme.current().px(100)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        typing = bool(current.flags() & Qt.ItemFlag.ItemIsEditable)
        # a read-only cell would open the input method's window in a corner
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, typing)
        self.viewport().update()
        self.verticalHeader().viewport().update()
        if current.row() != previous.row():
            self.chosen.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.go_to(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.telling.tell_filter()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.telling.tell_filter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.writing.hide_candidates()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_corner"):
            self._rescale()
        super().changeEvent(event)

    def _rescale(self) -> None:
        now = theme.current()
        self.verticalHeader().setMinimumSectionSize(now.px(24))
        self.verticalHeader().setDefaultSectionSize(now.px(32))
        stored = self._settings.widths(self._name) if self._settings else {}
        for number, column in enumerate(self.rows.columns):
            if not column.stretch:
                self.setColumnWidth(number, now.px(stored.get(column.key, column.width)))
        self.updateGeometries()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "_corner"):
            head, side = self.horizontalHeader(), self.verticalHeader()
            self._corner.setGeometry(QRect(QPoint(0, 0), QSize(side.width(), head.height())))
            self._corner.raise_()
            self._over.place()
        if getattr(self, "_frozen", None) is not None:
            assert self._frozen is not None
            self._frozen.place()

    def _place_over(self) -> None:
        self._over.place()

    def _counted(self, _count: int) -> None:
        self._place_over()

    # --- small ----------------------------------------------------------------------------------------
    def column_of(self, index: Index) -> Column:
        """The column a cell stands in."""
        return self.rows.columns[max(index.column(), 0)]

    def _column_number(self, key: str) -> int:
        return next((number for number, column in enumerate(self.rows.columns) if column.key == key), -1)

    def _first_editable(self) -> int:
        return next((number for number, column in enumerate(self.rows.columns) if column.editable), 0)

    def _can_type(self) -> bool:
        return self.sheet and not (self.rows.inert or self.rows.held_back)
