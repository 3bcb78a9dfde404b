"""粘贴表格: a block from WPS, its columns guessed and correctable, faults row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from gui.app import App
from gui.jobs import Latest
from gui.slices import Slices
from gui.table import Column, RowsModel, SheetView
from gui.table.blocks import from_text
from gui.views.entry.book import Book, Item
from gui.views.entry.laying import Laying
from gui.views.entry.lines import LineSheet
from gui.widgets import EmptyState, Mark, button, clear_layout, label
from gui.widgets.basics import EDGE, GROUP, SPACE
from gui.widgets.flow import Flow

if TYPE_CHECKING:
    from core.exchange.pasted import PastedLine

FEW = 400  # lines tried out at once


class PasteTable(QWidget):
    """`registered` when lines went in; the faulty ones then wait in the sheet to be mended."""

    registered = Signal()
    said = Signal(str)

    def __init__(self, app: App, sheet: LineSheet) -> None:
        super().__init__()
        self.app, self.sheet = app, sheet
        self._block: Any = None
        self._lines: list[PastedLine] = []
        self._trial: list[Item] = []
        self._latest = Latest()
        self._trying = Slices(self)
        self._trying.ended.connect(self._tried)
        self.empty = EmptyState("在WPS或Excel里选中表格，复制，回到这里按 Ctrl+V。", "粘贴", self.paste)
        self.empty.action.setObjectName("pasteNow")
        self.wrong = label("", "danger", wrap=True, name="pasteWrong")
        self.wrong.setContentsMargins(EDGE, 8, EDGE, 8)
        self.wrong.hide()
        self._top = QFrame()
        self._roles = Flow()
        self.note = label("", "secondary", wrap=True, name="pasteNote")
        self.register = button("登记", "next", name="pasteRegister", slot=self.send)
        self.again = button("重新粘贴", name="pasteAgain", slot=self.paste)
        self._arrange()

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.empty)
        box.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.again)
        row.addWidget(self.register)
        whole = self._edge = QVBoxLayout(self._top)
        whole.setContentsMargins(EDGE, 8, EDGE, 8)
        whole.setSpacing(SPACE)
        whole.addLayout(row)
        whole.addLayout(self._roles)
        box.addWidget(self._top)
        self._top.hide()
        self._place = QVBoxLayout()
        box.addLayout(self._place, 1)
        box.addStretch(0)

    def set_narrow(self, narrow: bool) -> None:
        """The page edge."""
        edge = GROUP if narrow else EDGE
        self._edge.setContentsMargins(edge, 8, edge, 8)

    def begin(self) -> None:
        """Show the way in; a block already on the clipboard is taken at once."""
        if self._block is None and "\t" in QGuiApplication.clipboard().text():
            self.paste()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the clipboard's block; long ones are read beside the window's work."""
        offers = self.sheet.book.offers
        names = {one.name for one in offers.people}
        units = {term.unit for one in offers.people for term in one.terms}
        places = {one.name for one in offers.places}
        text = QGuiApplication.clipboard().text()

        def read() -> _Read:
            from core.exchange.pasted import lines_of, read_block

            block = read_block(from_text(text), names, units, places)
            return _Read(block, lines_of(block))

        self.said.emit("正在读取粘贴的内容…")
        self.app.jobs.work(read, self._show, self._unreadable, latest=self._latest)

    def _unreadable(self, error: UserError) -> None:
        self.wrong.setText(str(error))
        self._clear()
        self.wrong.show()

    def _clear(self) -> None:
        """Nothing is pasted."""
        self._trying.stop()
        self._block, self._trial = None, []
        self._show_known()

    def _show_known(self) -> None:
        known = self._block is not None
        self.empty.setVisible(not known)
        self._top.setVisible(known)
        clear_layout(self._place)
        clear_layout(self._roles)

    def _show(self, read: "_Read") -> None:
        """Roles, rows and what would become of each."""
        self._block, self._lines = read.block, read.lines
        self.wrong.hide()
        self._show_known()
        self._show_roles()
        self.register.setEnabled(False)
        laying = Laying(self._trial_book(), self.sheet.carry)
        self._trial = []
        steps = self._trying_out(laying)
        if len(self._lines) <= FEW:
            for _step in steps:
                pass
            self._tried()
        else:
            self._trying.run(steps)

    def _trying_out(self, laying: Laying) -> Iterator[int]:
        rows = len(self._lines)
        for done in laying.steps(self._rows()):
            if done % 500 == 0:
                self.note.setText(f"正在核对，已核对{done:,}行，共{rows:,}行。")
            yield done
        self._trial = [item for item, _keys in laying.touched]

    def _rows(self) -> list[tuple[int, dict[str, str]]]:
        """The lines as cells of new rows; what was not given is carried over."""
        keys = ("day", "area", "note", "name")
        return [(0, {key: said for key in keys if (said := getattr(one, key))}) for one in self._lines]

    def _trial_book(self) -> Book:
        book = Book(self.sheet.book.monday, self.sheet.book.today)
        book.offers = self.sheet.book.offers
        return book

    def _tried(self) -> None:
        good = sum(item.ready for item in self._trial)
        bad = len(self._trial) - good
        self.register.setText(f"登记{good}行")
        self.register.setEnabled(good > 0)
        rest = f"{bad}行有问题，登记后留在表里改。" if bad else ""
        self.note.setText(f"{good}行可以登记。{rest}没有日期的按{self._day()}登记。")
        self.said.emit(f"粘贴{len(self._trial)}行，{bad}行待改" if bad else f"粘贴{len(self._trial)}行")
        self._show_rows()

    def _day(self) -> str:
        day = self.sheet.carry.day
        return f"{day.month}月{day.day}日"

    def _show_roles(self) -> None:
        from core.exchange.pasted import ROLES

        for column, role in enumerate(self._block.roles):
            head = self._block.rows[self._block.first - 1][column] if self._block.first else ""
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addWidget(label(f"第{column + 1}列{f'“{head[:6]}”' if head else ''}", "secondary"))
            box = QComboBox()
            box.setObjectName(f"pasteRole{column}")
            box.setAccessibleName(f"第{column + 1}列是什么")
            for key, words in ROLES.items():
                box.addItem(words, (column, key))
            box.setCurrentIndex(list(ROLES).index(role))
            box.activated.connect(self._corrected)
            row.addWidget(box)
            self._roles.addWidget(part)

    def _corrected(self, index: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            column, role = box.itemData(index)
            block = self._block.with_role(column, role)
            self.register.setEnabled(False)

            def read() -> _Read:
                from core.exchange.pasted import lines_of

                return _Read(block, lines_of(block))

            self.app.jobs.work(read, self._show, latest=self._latest)

    def _show_rows(self) -> None:
        columns = (
            Column("name", "姓名", 126),
            Column("day", "日期", 92, kind="date"),
            Column("area", "到岗区域", 120),
            Column("note", "事由", 150),
            Column("result", "结果", 300, stretch=True),
        )
        model = RowsModel(columns)
        model.set_rows([_Row(item) for item in self._trial])
        view = SheetView(model, name="pasteRows", settings=self.app.settings, numbers=True)
        model.setParent(view)
        view.setAccessibleName("粘贴的行")
        self._place.addWidget(view)

    def send(self) -> None:
        """登记n行: the good ones as one step; the others stand in the sheet as they were written."""
        rows = self._rows()
        self._clear()
        self.sheet.lay(rows)
        self.registered.emit()


@dataclass(frozen=True, slots=True)
class _Read:
    block: Any
    lines: "list[PastedLine]"


class _Row:
    """A trial line as the preview shows it."""

    def __init__(self, item: Item) -> None:
        self.name, self.area, self.note = item.name, item.area, item.note
        self.day = item.day_typed or item.day
        faults = list(item.faults.values())
        self.result = Mark("lack", faults[0]) if faults else Mark("done", "可以登记")
