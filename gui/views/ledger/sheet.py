"""The sheet of any ledger: typed line by line, corrected, pasted and filled as in Excel."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QVBoxLayout, QWidget

from core.ledgers import Ledger, Part
from gui import theme
from gui.app import App
from gui.offers import short_day
from gui.pasting import FEW, Pasting
from gui.slices import Slices
from gui.table import Candidate, Column, RowsModel, SheetView
from gui.views.ledger.book import Book, Line, Shown
from gui.views.ledger.laying import Laying
from gui.views.ledger.writing import Touched, Writer

BLANK = 40  # empty lines below: more than the highest screen shows
MANY = 1500  # lines from which the sheet is drawn between two turns of the event loop
_KEPT = "ledgers_typed"  # what this computer remembers of lines the record has not taken
_CHARACTER = 9  # px of a column per character of its description
_LEAST = 64
_WHOLE_DAY = 132  # 2023年12月26日
_HANZI, _SIGN = 14, 34  # px of a heading's character, and of its filter sign
_STRETCHED = frozenset({"long"})
_DATES = frozenset({"day"})


class LedgerSheet(QWidget):
    """The table over a Book of one ledger."""

    said = Signal(str)
    history = Signal(str, int)  # table and row
    bin = Signal()
    linked = Signal(int)  # a finding's number was asked for

    def __init__(self, app: App, ledger: Ledger) -> None:
        super().__init__()
        self.app, self.ledger = app, ledger
        self.book = Book(ledger, app.today())
        self._shown: list[Shown] = []
        self.writer = Writer(app, self._its_book, self)
        self.writer.ended.connect(self.redraw)
        self.model = RowsModel(tuple(map(self._column, ledger.parts)), self)
        self.view = SheetView(
            self.model, name=f"ledger_{ledger.name}", settings=app.settings, numbers=True, frozen=True
        )
        self.view.setAccessibleName(f"{ledger.title}表")
        self.view.arrangeable = True
        self.view.lays = FEW
        self.pasting = Pasting()
        self.pasting.changed.connect(self.model.hold)
        self._drawing = Slices(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.pasting)
        box.addWidget(self.view)
        self._connect()

    def _column(self, part: Part) -> Column:
        widest = max((one for one in self.ledger.parts if one.kind in _STRETCHED), key=_width, default=None)
        kind = "date" if part.kind in _DATES else "number" if part.kind in ("number", "decimal") else "text"
        return Column(
            part.key,
            part.title,
            max(part.width * _CHARACTER, len(part.title) * _HANZI + _SIGN, self._least(part)),
            kind=kind,
            editable=True,
            stretch=part is widest,
            show=self._day_words if part.kind in _DATES else None,
            summed=part.kind == "number",
            candidates=self.book.reading.candidates(part, self._day_here),
        )

    def _least(self, part: Part) -> int:
        """A register's days are of any year."""
        return _WHOLE_DAY if part.kind in _DATES and not self.ledger.span else _LEAST

    def _day_words(self, value: object) -> str:
        """10月28日, with the year when it is another one than this."""
        if isinstance(value, date):
            return short_day(value, self.book.today)
        return "" if value is None else str(value)

    def _connect(self) -> None:
        view = self.view
        self.model.filtering.connect(self._arranged)
        view.sorted.connect(self._arranged)
        view.edited.connect(self._edited)
        view.picked.connect(self._picked)
        view.pasted.connect(self._pasted)
        view.filled.connect(self._filled)
        view.cleared.connect(self._cleared)
        view.chosen.connect(self._show_fault)
        view.menu_wanted.connect(self._menu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The long column takes what is left, but is never less than it was described to be."""
        super().resizeEvent(event)
        now, head = theme.current(), self.view.horizontalHeader()
        long = next((number for number, one in enumerate(self.model.columns) if one.stretch), None)
        if long is None:
            return
        others = sum(head.sectionSize(one) for one in range(head.count()) if one != long)
        least = now.px(self.model.columns[long].width)
        room = (
            self.width()
            - self.view.verticalHeader().width()
            - self.view.verticalScrollBar().sizeHint().width()
        )
        fits = room - others >= least
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        if head.sectionResizeMode(long) != mode:
            head.setSectionResizeMode(long, mode)
            if not fits:
                head.resizeSection(long, least)

    def _its_book(self) -> Book:
        return self.book

    # --- what is shown --------------------------------------------------------------------------------
    def _arranged(self, *_how: object) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Lines, the line to come, faults; many of them little by little."""
        self._drawing.stop()
        if self.book.size > MANY:
            self._drawing.run(self._draw())
        else:
            for _step in self._draw():
                pass

    def _draw(self) -> Iterator[None]:
        lines: list[Shown] = []
        for part in self.book.shown_by_parts():
            lines += part
            yield
        self._shown = self.model.arrange(lines)
        coming = Shown(0, {key: cell for key, (_, cell) in self.book.carried().items()}, {})
        self.model.set_rows([*self._shown, coming], blank=BLANK)
        self.model.set_errors(self._errors())
        self._show_fault(self.view.current_row)
        yield
        self.said.emit(self.words())
        self._keep()

    def _errors(self) -> dict[tuple[int, str], str]:
        return {
            (row, key): text
            for row, one in enumerate(self._shown)
            if one.faults
            for key, text in one.faults.items()
        }

    def words(self) -> str:
        """例会12条，1行待改."""
        parts = [f"{self.ledger.title}{len(self._shown)}条"]
        if wrong := len(self.book.waiting()):
            parts.append(f"{wrong}行待改")
        if self.ledger.hint and not self._shown:
            parts.append(self.ledger.hint)
        return "，".join(parts)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Heads and rows as shown, for paper."""
        columns = self.model.columns
        return [one.title for one in columns], [[one.text(line) for one in columns] for line in self._shown]

    def ids(self) -> tuple[int, ...]:
        """The kept rows shown, in their order."""
        return tuple(one.key for one in self._shown if one.key in self.book.rows)

    def go_on(self) -> None:
        """To the first cell of the next line that is not carried over."""
        self.model.clear_chosen()
        if self.model.sorted_by[0]:
            self.model.sort_by("")
        carried = self.book.carried()
        first = next(
            (part.key for part in self.ledger.parts if part.key not in carried), self.ledger.parts[0].key
        )
        self.view.go_to(len(self._shown), first)
        self.view.setFocus()

    def begin(self) -> None:
        """What is dated goes on at its end, a register is read from its top."""
        if self.ledger.day or not self._shown:
            self.go_on()
        else:
            self.view.go_to(0, self.ledger.parts[0].key)
            self.view.setFocus()

    def go_to_row(self, row_id: int) -> None:
        """To a kept row, where it is shown."""
        place = next((row for row, one in enumerate(self._shown) if one.key == row_id), -1)
        if place >= 0:
            self.view.go_to(place, self.ledger.parts[0].key)

    def _show_fault(self, row: int) -> None:
        """The sentence under the current line's fault, else under the last one."""
        faulty = [number for number, one in enumerate(self._shown) if one.faults]
        self.view.clear_error()
        if not faulty:
            return
        self.model.set_errors(self._errors())  # clear_error took one mark away
        place = row if row in faulty else faulty[-1]
        key, text = next(iter(self._shown[place].faults.items()))
        self.view.show_error(place, key, f"第{place + 1}行：{text}", self._ways(self._shown[place].key, key))

    def _ways(self, line: int, key: str) -> list[tuple[str, Callable[[], object]]]:
        item = self.book.line(line)
        near = item.near.get(key)
        return [(f"改为{near}", partial(self._mend, item, key, near))] if near else []

    def _day_here(self) -> date:
        row = self.view.current_row
        day = self._shown[row].cells.get(self.ledger.day) if 0 <= row < len(self._shown) else None
        return day if isinstance(day, date) else self.book.first_day

    # --- what is typed --------------------------------------------------------------------------------
    def _edited(self, row: int, key: str, text: str) -> None:
        self._type(row, key, text)

    def _picked(self, row: int, key: str, one: Candidate) -> None:
        self._type(row, key, one.label, one.key)

    def _type(self, row: int, key: str, text: str, picked: object = None) -> None:
        if row < len(self._shown):
            lines = [self.book.line(self._shown[one].key) for one in self._targets(row, key)]
        elif text:
            self.model.drop_typed(row)
            lines = [self.book.open_line()]
        else:
            self.redraw()
            return
        self._enter(lines, key, text, picked)

    def _targets(self, row: int, key: str) -> list[int]:
        """The line, or all selected lines of the column when it is one of several."""
        column = self._number(key)
        lines = {index.row() for index in self.view.selectedIndexes() if index.column() == column}
        known = sorted(line for line in lines if line < len(self._shown))
        return known if row in known else [row]

    def _enter(self, lines: list[Line], key: str, text: str, picked: object = None) -> None:
        for line in lines:
            self.book.put(line, key, text, picked)
        self._send([(line, {key}) for line in lines])

    def _send(self, touched: Touched, act: str = "") -> None:
        self.writer.send(touched, act)
        self.redraw()
        self._follow(touched)

    def _follow(self, touched: Touched) -> None:
        """A line typed further down stands under the last one: the cursor goes with it."""
        keys = {line.key for line, _typed in touched}
        place = max((row for row, one in enumerate(self._shown) if one.key in keys), default=-1)
        if 0 <= place < self.view.current_row:
            self.view.setCurrentIndex(self.model.index(place, max(self.view.currentIndex().column(), 0)))

    def _mend(self, line: Line, key: str, text: str) -> None:
        self._enter([line], key, text)
        self.view.setFocus()

    def _pasted(self, first: int, block: list[dict[str, str]]) -> None:
        if self.pasting.active:
            return
        keys = [one.key for one in self._shown[first : first + len(block)]]
        keys += [0] * (len(block) - len(keys))
        if 0 in keys:
            self.model.clear_chosen()
        rows, laying = list(zip(keys, block, strict=True)), Laying(self.book)
        if sum(map(len, block)) <= FEW:
            for _step in laying.steps(rows):
                pass
            self._send(laying.touched, "粘贴")
            return
        keep = partial(self._keep_block, laying, self.app.path)
        self.pasting.begin(len(rows), laying.steps(rows), keep, partial(self._forget, laying))

    def _keep_block(self, laying: Laying, path: Path | None) -> None:
        if self.app.path == path:
            self.writer.send_block(laying.touched, "粘贴", self.pasting)
        else:  # another file was opened meanwhile
            self.pasting.take_back()

    def _forget(self, laying: Laying) -> None:
        laying.back()
        self.redraw()

    def _filled(self, cells: list[tuple[int, str]], text: str) -> None:
        touched: Touched = []
        for row, key in cells:
            if row < len(self._shown):
                line = self.book.line(self._shown[row].key)
                self.book.put(line, key, text, self._source(key))
                touched.append((line, {key}))
        self._send(touched)

    def _source(self, key: str) -> object:
        """The id behind the topmost selected cell, so that two people of one name are not mixed up."""
        column = self._number(key)
        top = min(index.row() for index in self.view.selectedIndexes() if index.column() == column)
        value = self.book.line(self._shown[top].key).values.get(key) if top < len(self._shown) else None
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def _cleared(self, cells: list[tuple[int, str]]) -> None:
        by_row: dict[int, set[str]] = {}
        for row, key in cells:
            if row < len(self._shown):
                by_row.setdefault(row, set()).add(key)
        whole = [row for row, keys in by_row.items() if self._said_keys(row) <= keys]
        if whole:
            self._remove(whole)
            return
        touched: Touched = []
        for row, keys in by_row.items():
            line = self.book.line(self._shown[row].key)
            for key in keys:
                self.book.put(line, key, "")
            touched.append((line, keys))
        self._send(touched)

    def _said_keys(self, row: int) -> set[str]:
        """The parts of a line that say something."""
        return {key for key, cell in self._shown[row].cells.items() if cell not in (None, "")}

    # --- rows -----------------------------------------------------------------------------------------
    def _remove(self, rows: list[int]) -> None:
        if self.pasting.active:
            return
        self.writer.remove([self.book.line(self._shown[row].key) for row in rows if row < len(self._shown)])
        self.redraw()

    def remove_selected(self) -> None:
        """删除所选行."""
        self._remove(self.view.selected_rows())

    def _menu(self, menu: QMenu, row: int) -> None:
        if 0 <= row < len(self._shown):
            menu.addSeparator()
            count = len([one for one in self.view.selected_rows() if one < len(self._shown)])
            words = f"删除{count}行" if count > 1 else "删除这一行"
            menu.addAction(words).triggered.connect(self.remove_selected)
            if self._shown[row].key in self.book.rows:
                menu.addAction("附件…").triggered.connect(self.show_files)
                menu.addAction("历史…").triggered.connect(self.ask_history)
        menu.addAction("回收站").triggered.connect(self._ask_bin)

    def ask_history(self) -> None:
        """历史 of the current row; nothing for a line the record has not taken."""
        row = self.view.current_row
        key = self._shown[row].key if 0 <= row < len(self._shown) else 0
        if key in self.book.rows:
            self.history.emit(self.ledger.name, key)

    def show_files(self) -> None:
        """附件 of the current row."""
        from gui.views.ledger.files import FilesDialog

        row = self.view.current_row
        key = self._shown[row].key if 0 <= row < len(self._shown) else 0
        if key in self.book.rows:
            FilesDialog(self.app, self.ledger, key, self.window()).open()

    def _ask_bin(self) -> None:
        self.bin.emit()

    def _number(self, key: str) -> int:
        return next(number for number, column in enumerate(self.model.columns) if column.key == key)

    # --- nothing typed is lost ------------------------------------------------------------------------
    def _keep(self) -> None:
        every: dict[str, Any] = dict(self.app.settings.get(_KEPT, {}))
        where = f"{self.app.path}|{self.ledger.name}"
        kept = self.book.to_keep()
        if kept:
            every[where] = kept
        elif where in every:
            del every[where]
        else:
            return
        self.app.settings.put(_KEPT, every)

    def take_back(self) -> None:
        """Lines of an earlier time that the record has not taken."""
        where = f"{self.app.path}|{self.ledger.name}"
        self.book.take_back(self.app.settings.get(_KEPT, {}).get(where, []))

    def commit(self) -> None:
        """A half-typed cell counts as typed."""
        self.view.commit_edits()


def _width(part: Part) -> int:
    return part.width
