"""逐行录入: the sheet typed line by line, and corrected as in Excel."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.pasting import CANCELLED, FEW, Pasting
from gui.slices import Slices
from gui.table import Candidate, Column, RowsModel, SheetView
from gui.views.entry.book import Book, Carry, Item, Shown
from gui.views.entry.laying import Laying
from gui.views.entry.writing import Touched, Writer

BLANK = 40  # empty lines below: more than the highest screen shows
_BY_ITSELF = 50  # refused lines that are sent one by one; more go as one step, each with its own answer
_KEPT = "entry_typed"  # what this computer remembers of lines the record has not taken
MANY = 1500  # lines from which the sheet is drawn between two turns of the event loop


class LineSheet(QWidget):
    """The table over a Book. `carried` when the next line is to take over something else."""

    carried = Signal(object)  # Carry
    left_week = Signal(object)  # a line went to another week: its day
    counted = Signal(object)  # lines in each view
    said = Signal(str)
    history = Signal()  # of the current line
    bin = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        today = app.today()
        self.book = Book(today, today)
        self.carry = Carry(today, "")
        self.show_view = "sheet"
        self._shown: list[Shown] = []
        self._newest = 0  # the line keyed in last, whatever the order
        self._days: dict[int, set[date]] = {}
        self.writer = Writer(app, self._its_book, self)
        self.writer.ended.connect(self.redraw)
        self.model = RowsModel(self._columns(), self)
        self.model.muted = _grey
        self.view = SheetView(self.model, name="checkIns", settings=app.settings, numbers=True)
        self.view.setAccessibleName("签到表")
        self.view.arrangeable = True
        self.view.lays = FEW
        self.pasting = Pasting()
        self._drawing = Slices(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.pasting)
        box.addWidget(self.view)
        self._connect()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", "姓名", 126, editable=True, candidates=self._people),
            Column("unit", "站所（自动）", 150),
            Column("day", "日期", 92, kind="date", editable=True),
            Column("area", "到岗区域", 150, editable=True, candidates=self._places),
            Column("note", "事由", 300, editable=True, stretch=True, candidates=self._notes),
            Column("kind", "方式", 64, editable=True),
            Column("visit", "本周第几次（自动）", 200),
        )

    def _connect(self) -> None:
        self.model.filtering.connect(self._arranged)
        self.view.sorted.connect(self._arranged)
        self.view.edited.connect(self._edited)
        self.view.picked.connect(self._picked)
        self.view.pasted.connect(self._pasted)
        self.view.filled.connect(self._filled)
        self.view.cleared.connect(self._cleared)
        self.view.chosen.connect(self._moved)
        self.view.menu_wanted.connect(self._menu)
        self.pasting.changed.connect(self.model.hold)

    def _its_book(self) -> Book:
        return self.book

    # --- what the page gives --------------------------------------------------------------------------
    def begin_week(self, book: Book) -> None:
        """Another week's book; the sheet goes on where it was left."""
        self.all_lines()
        self.book = book
        self.carry = book.resume()
        self.redraw()

    def _arranged(self, *_how: object) -> None:
        self.redraw()

    def all_lines(self) -> None:
        """Lines to come are seen: no filter hides them, and they stand last."""
        self.model.clear_chosen()
        if self.model.sorted_by[0]:
            self.model.sort_by("")

    def retry(self) -> None:
        """Keep lines whose name the roster has learnt meanwhile."""
        if known := self.book.now_known():
            self._send([(item, {"name"}) for item in known])

    def set_carry(self, carry: Carry) -> None:
        """The strip says something else for the next lines."""
        self.carry = carry
        self.redraw()

    def set_view(self, view: str) -> None:
        """sheet, day or week."""
        self.show_view = view
        self.redraw()
        self.go_on()

    def go_on(self) -> None:
        """To the name of the next line."""
        self.all_lines()
        self.view.go_to(len(self._shown), "name")
        self.view.setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """Smaller columns, so that the reason keeps its room."""
        now = theme.current()
        for key, wide, small in (
            ("name", 126, 96),
            ("unit", 150, 118),
            ("area", 150, 118),
            ("visit", 200, 164),
        ):
            number = _number(self.model, key)
            self.view.setColumnWidth(number, now.px(small if narrow else wide))

    # --- what is shown --------------------------------------------------------------------------------
    def redraw(self) -> None:
        """Lines, the line to come, faults, counts; many of them little by little."""
        self._drawing.stop()
        if self.book.size > MANY:
            self._drawing.run(self._draw())
        else:
            for _step in self._draw():
                pass

    def _draw(self) -> Iterator[None]:
        book, carry = self.book, self.carry
        lines: list[Shown] = []
        for part in book.shown_by_parts(self.show_view, carry.day, carry.sheet_no):
            lines += part
            yield
        days, counts = book.days(), book.counts(carry.day, carry.sheet_no)
        yield
        self._newest = lines[-1].key if lines else 0
        self._days = days
        self._shown = self.model.arrange(lines)
        self._lay(carry)
        self.counted.emit(counts)
        yield
        self.said.emit(self.words())
        self._keep()

    def _lay(self, carry: Carry) -> None:
        """The lines on the table."""
        coming = Shown(0, day=carry.day, area=carry.area, note=carry.note, kind=carry.kind)
        self.model.set_rows([*self._shown, coming], blank=BLANK)
        days = {one.day for one in self._shown} | {carry.day}
        wrong_day = any(key == "day" for one in self._shown for key, _text in one.faults)
        self.view.setColumnHidden(_number(self.model, "day"), len(days) == 1 and not wrong_day)
        told = any(one.kind or one.faults for one in [*self._shown, coming])
        self.view.setColumnHidden(_number(self.model, "kind"), not told)
        self.model.set_errors(self._errors())
        self._show_fault(self.view.current_row)

    def _errors(self) -> dict[tuple[int, str], str]:
        return {
            (row, key): text for row, one in enumerate(self._shown) if one.faults for key, text in one.faults
        }

    def words(self) -> str:
        """本单11行，1行重复."""
        noun = {"sheet": "本单", "day": "当日", "week": "本周"}[self.show_view]
        parts = [f"{noun}{len(self._shown)}行"]
        if repeated := sum(one.repeated for one in self._shown):
            parts.append(f"{repeated}行重复")
        if wrong := sum(bool(one.faults) for one in self._shown):
            parts.append(f"{wrong}行待改")
        if elsewhere := len(self.book.waiting()) - wrong:
            parts.append(f"别处还有{elsewhere}行待改")
        return "，".join(parts)

    def table(self) -> list[list[str]]:
        """The lines shown, every column as text, for paper."""
        return [[column.text(one) for column in self.model.columns] for one in self._shown]

    def days_shown(self) -> list[date | str | None]:
        """The days of these lines; words where one is none."""
        return [one.day for one in self._shown]

    def find_person(self, text: str) -> None:
        """Go to the next line of a person named so, by name or initials."""
        wanted = text.strip().lower()
        fits = {one.name for one in self.book.offers.people if wanted in one.name or wanted in one.initials}
        places = [row for row, one in enumerate(self._shown) if one.name in fits]
        later = [row for row in places if row > self.view.current_row]
        if places:
            self.view.go_to((later or places)[0], "name")

    def _moved(self, row: int) -> None:
        self._show_fault(row)

    def _show_fault(self, row: int) -> None:
        """The sentence under the current line's fault, else under the last one."""
        faulty = [number for number, one in enumerate(self._shown) if one.faults]
        self.view.clear_error()
        if not faulty:
            return
        place = row if row in faulty else faulty[-1]
        key, text = self._shown[place].faults[0]
        self.model.set_errors(self._errors())  # clear_error took one mark away
        self.view.show_error(place, key, f"第{place + 1}行：{text}", self._ways(self._shown[place].key, key))

    def _ways(self, line: int, key: str) -> list[tuple[str, Callable[[], object]]]:
        item = self.book.item(line)
        ways: list[tuple[str, Callable[[], object]]] = []
        if near := item.near.get(key):
            ways.append((f"改为{near}", partial(self._mend, item, key, near)))
        if key == "name" and item.unknown:
            ways.append(("新增此人", partial(self._add_stranger, item)))
        if item.refused:
            ways.append(("再试", self.again))
        return ways

    # --- candidates -----------------------------------------------------------------------------------
    def _people(self, typed: str) -> list[Candidate]:
        return self.book.offers.match_people(typed, self._day_here(), self._days)

    def _places(self, typed: str) -> list[Candidate]:
        return self.book.offers.match_places(typed)

    def _notes(self, typed: str) -> list[Candidate]:
        return self.book.offers.match_notes(typed)

    def _day_here(self) -> date:
        row = self.view.current_row
        day = self._shown[row].day if 0 <= row < len(self._shown) else None
        return day if isinstance(day, date) else self.carry.day

    # --- what is typed --------------------------------------------------------------------------------
    def _edited(self, row: int, key: str, text: str) -> None:
        self._type(row, key, text)

    def _picked(self, row: int, key: str, one: Candidate) -> None:
        self._type(row, key, one.label, one.key)

    def _type(self, row: int, key: str, text: str, value: object = None) -> None:
        if row < len(self._shown):
            self._enter(
                [self.book.item(self._shown[line].key) for line in self._targets(row, key)], key, text, value
            )
        elif key == "name":
            self.all_lines()
            if text:
                self._enter([self.book.open_item(self.carry)], key, text, value)
            else:
                self.redraw()
        else:
            self._carry_over(key, text, value)

    def _targets(self, row: int, key: str) -> list[int]:
        """The line, or all selected lines of the column when it is one of several."""
        column = _number(self.model, key)
        lines = {index.row() for index in self.view.selectedIndexes() if index.column() == column}
        known = sorted(line for line in lines if line < len(self._shown))
        return known if row in known else [row]

    def _enter(self, items: list[Item], key: str, text: str, value: object = None) -> None:
        last = self._newest
        for item in items:
            self.book.put(item, key, text, value)
        self._send([(item, {key}) for item in items])
        newest = items[-1]
        if newest.key == last and key in {"area", "note"} and key not in newest.faults:
            self._take_over(replace(self.carry, area=newest.area, area_id=newest.area_id, note=newest.note))
        gone = next((item for item in items if item.monday != self.book.monday), None)
        if gone is not None:
            self.left_week.emit(gone.day)

    def _carry_over(self, key: str, text: str, value: object) -> None:
        """A place, reason or date typed into the line to come holds for it and those after it."""
        trial = self.book.open_item(self.carry)
        self.book.put(trial, key, text, value)
        if trial.faults:
            self.redraw()
            return
        self.book.drop([trial])
        self._take_over(
            Carry(trial.day, self.carry.sheet_no, trial.area, trial.area_id, trial.note, trial.kind)
        )

    def _take_over(self, carry: Carry) -> None:
        self.carry = carry
        self.redraw()
        self.carried.emit(carry)

    def _send(self, touched: Touched, act: str = "") -> None:
        self.writer.send(touched, act)
        self.redraw()
        self._follow(touched)

    def _follow(self, touched: Touched) -> None:
        """A line typed further down stands under the last one: the cursor goes with it."""
        keys = {item.key for item, _typed in touched}
        place = max((row for row, one in enumerate(self._shown) if one.key in keys), default=-1)
        if 0 <= place < self.view.current_row:
            self.view.setCurrentIndex(self.model.index(place, max(self.view.currentIndex().column(), 0)))

    def _mend(self, item: Item, key: str, text: str) -> None:
        self._enter([item], key, text)
        self.view.setFocus()

    def again(self) -> None:
        """再试: each line by itself, so that one the record cannot take holds up no other."""
        found = self.book.take_refused()
        if len(found) > _BY_ITSELF:
            keep = partial(self._keep_block, found, "登记", self.app.path)
            self.pasting.begin(len(found), iter(()), keep, partial(self._not_sent, found))
        else:
            for item, keys in found:
                self.writer.send([(item, keys)])
        self.redraw()
        self.view.setFocus()

    def _not_sent(self, found: Touched) -> None:
        """取消 while refused lines were sent once more: they can be sent again."""
        for item, keys in found:
            item.faults["name"], item.refused = CANCELLED, sorted(keys)
        self.redraw()

    def _add_stranger(self, item: Item) -> None:
        self.writer.add_stranger(item)
        self.redraw()
        self.view.setFocus()

    # --- blocks ---------------------------------------------------------------------------------------
    def _pasted(self, first: int, block: list[dict[str, str]]) -> None:
        keys = [one.key for one in self._shown[first : first + len(block)]]
        keys += [0] * (len(block) - len(keys))
        if 0 in keys:
            self.all_lines()
        self.lay(list(zip(keys, block, strict=True)))

    def lay(self, rows: list[tuple[int, dict[str, str]]]) -> None:
        """A block over lines of these keys, 0 for new ones: one step, whatever its length."""
        if self.pasting.active:
            return
        laying = Laying(self.book, self.carry)
        if sum(len(cells) for _key, cells in rows) <= FEW:
            for _step in laying.steps(rows):
                pass
            self._send(laying.touched, "粘贴")
            return
        keep = partial(self._keep_block, laying.touched, "粘贴", self.app.path)
        self.pasting.begin(len(rows), laying.steps(rows), keep, partial(self._forget, laying))

    def _keep_block(self, touched: Touched, act: str, path: Path | None) -> None:
        if self.app.path == path:
            self.writer.send_block(touched, act, self.pasting)
        else:  # another file was opened meanwhile
            self.pasting.take_back()

    def _forget(self, laying: Laying) -> None:
        laying.back()
        self.redraw()

    def _filled(self, cells: list[tuple[int, str]], text: str) -> None:
        touched: Touched = []
        for row, key in cells:
            if row < len(self._shown):
                item = self.book.item(self._shown[row].key)
                self.book.put(item, key, text, self._source(key))
                touched.append((item, {key}))
        self._send(touched)

    def _source(self, key: str) -> object:
        """The id behind the topmost selected cell, so that two people of one name are not mixed up."""
        column = _number(self.model, key)
        top = min(index.row() for index in self.view.selectedIndexes() if index.column() == column)
        item = self.book.item(self._shown[top].key)
        return {"name": item.person_id, "area": item.area_id}.get(key)

    def _cleared(self, cells: list[tuple[int, str]]) -> None:
        rows = sorted({row for row, key in cells if key == "name" and row < len(self._shown)})
        if rows:
            self._remove(rows)
            return
        touched: dict[int, tuple[Item, set[str]]] = {}
        for row, key in cells:
            if row < len(self._shown) and key in {"area", "note", "kind"}:
                item = self.book.item(self._shown[row].key)
                self.book.put(item, key, "")
                touched.setdefault(row, (item, set()))[1].add(key)
            elif row >= len(self._shown):
                self._carry_over(key, "", None)
        self._send(list(touched.values()))

    def _remove(self, rows: list[int]) -> None:
        if self.pasting.active:
            return
        self.writer.remove([self.book.item(self._shown[row].key) for row in rows if row < len(self._shown)])
        self.redraw()

    def remove_selected(self) -> None:
        """删除所选行."""
        self._remove(self.view.selected_rows())

    def _menu(self, menu: QMenu, row: int) -> None:
        if 0 <= row < len(self._shown):
            menu.addSeparator()
            count = len([one for one in self.view.selected_rows() if one < len(self._shown)])
            menu.addAction(f"删除{count}行" if count > 1 else "删除这一行").triggered.connect(
                self.remove_selected
            )
            if self.history_row(row) is not None:
                menu.addAction("历史…").triggered.connect(self._ask_history)
        menu.addAction("回收站").triggered.connect(self._ask_bin)

    def history_row(self, row: int) -> int | None:
        """The id of a line the record has taken."""
        key = self._shown[row].key if 0 <= row < len(self._shown) else 0
        return key if key in self.book.lines else None

    def _ask_history(self) -> None:
        self.history.emit()

    def _ask_bin(self) -> None:
        self.bin.emit()

    # --- nothing typed is lost ------------------------------------------------------------------------
    def _keep(self) -> None:
        every = dict(self.app.settings.get(_KEPT, {}))
        kept, where = self.book.to_keep(), str(self.app.path)
        if kept:
            every[where] = kept
        else:
            every.pop(where, None)
        self.app.settings.put(_KEPT, every)

    def take_back(self, book: Book) -> None:
        """Lines of an earlier time that the record has not taken."""
        book.take_back(self.app.settings.get(_KEPT, {}).get(str(self.app.path), []))

    def commit(self) -> None:
        """A half-typed cell counts as typed."""
        self.view.commit_edits()


def _number(model: RowsModel, key: str) -> int:
    return next(number for number, column in enumerate(model.columns) if column.key == key)


def _grey(row: object) -> bool:
    return isinstance(row, Shown) and row.repeated
