"""Several ledgers on one page: which one, of which period, and what it prints and hands out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.ledgers import Ledger, ledger_named
from core.rules.calendar import Month
from core.rules.calendar import week_of as iso_week
from gui.app import App
from gui.jobs import Latest
from gui.late import LateReason
from gui.papers import Offer
from gui.views.ledger.sheet import LedgerSheet
from gui.views.rule_line import RuleLine
from gui.widgets import PeriodPicker, label, link, segments
from gui.widgets.basics import GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.entry import Directory
    from core.queries.ledgers import Choices, LedgerRow
    from gui.page import Page

PAPERS: dict[str, tuple[Offer, ...]] = {  # besides its list and its blank form
    "study_meeting": (
        Offer("meeting", "例会记录与签到表"),
        Offer("meeting", "空白例会签到表", blank=True),
    ),
    "task": (Offer("task-sheet", "任务书"), Offer("schedule", "时间表")),
    "watch": (Offer("watch-sheet", "点位值守表"), Offer("watch-sheet", "点位值守签到表", blank=True)),
}
MOST = 5000  # rows of a register on the screen; more are found by the search


@dataclass(frozen=True, slots=True)
class _Answer:
    name: str
    start: date | None
    directory: "Directory"
    choices: "Choices"
    letters: dict[str, str]
    rows: "list[LedgerRow]"
    total: int


class LedgerDesk(QWidget):
    """One sheet at a time; the page forwards its hooks."""

    said = Signal(str)
    turned = Signal()  # another ledger is shown: the page offers its papers
    history = Signal(str, int)
    bin = Signal()
    go = Signal(str, object)

    def __init__(self, app: App, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.ledgers = [ledger_named(name) for name in names]
        self.sheets: dict[str, LedgerSheet] = {}
        self._begun: set[str] = set()
        self._latest = Latest()
        self._wanted_row: int | None = None
        self._ids: tuple[int, ...] | None = None  # what another page asked for: these rows
        self._unit: int | None = None  # or those of a unit
        self._text = ""
        self._narrow = False
        self.periods = {span: PeriodPicker(span, app.today()) for span in ("week", "month", "year")}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        self.late = LateReason(app, "ledgerLateReason")
        self.late.field.textChanged.connect(self._reason_typed)
        self.late.given.connect(self._reason_given)
        box.addWidget(self.late)
        self.ask = RuleLine(app, "campaign_actor")
        self.ask.go.connect(self.go)
        box.addWidget(self.ask)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(1)
        box.addWidget(self.stack, 1)
        self.current = self.ledgers[0]

    def _top(self) -> QFrame:
        top = QFrame()
        top.setProperty("role", "topRow")
        self._row = QHBoxLayout(top)
        self._row.setContentsMargins(GROUP, 8, GROUP, 8)
        self._row.setSpacing(SPACE)
        chips, self._chips = segments([(one.name, one.title) for one in self.ledgers], self.show_ledger)
        self._row.addWidget(chips)
        chips.setHidden(len(self.ledgers) == 1)
        for picker in self.periods.values():
            picker.changed.connect(self._period_chosen)
            self._row.addWidget(picker)
        self.clause = label("", "secondary", name="ledgerClause")
        self._row.addWidget(self.clause)
        self._row.addStretch(1)
        self.all_rows = link("显示全部", self.show_all, name="ledgerShowAll")
        self.all_rows.hide()
        self._row.addWidget(self.all_rows)
        self._row.addWidget(link("从表格导入…", self.ask_sheet, name="ledgerImport"))
        return top

    # --- which one ------------------------------------------------------------------------------------
    @property
    def kinds(self) -> frozenset[str]:
        """The tables this desk shows."""
        return frozenset(one.name for one in self.ledgers)

    @property
    def sheet(self) -> LedgerSheet:
        """The one in front, made when first wanted."""
        name = self.current.name
        if name not in self.sheets:
            made = LedgerSheet(self.app, self.current)
            made.said.connect(self._said)
            made.history.connect(self.history)
            made.bin.connect(self.bin)
            made.writer.ended.connect(self.refresh)
            made.writer.late.connect(self.late.demand)
            self.sheets[name] = made
            self.stack.addWidget(made)
        return self.sheets[name]

    def show_ledger(self, name: str) -> None:
        """Bring one to the front and read it."""
        self.commit()
        self.current = ledger_named(name)
        place = next(number for number, one in enumerate(self.ledgers) if one.name == name)
        self._chips.buttons()[place].setChecked(True)
        for span, picker in self.periods.items():
            picker.setVisible(span == self.current.span)
        self.clause.setText(self.current.clause or self.current.hint)
        self.clause.setToolTip(self.current.hint)
        self._fit()
        self._look_late()
        self.ask.hide()
        if name == "household_campaign":  # who owes the 两次 is the first thing it is counted by
            self.ask.refresh()
        self.stack.setCurrentWidget(self.sheet)
        self.turned.emit()
        self.refresh()

    def show_target(self, target: dict[str, Any]) -> None:
        """{"ledger": name}, and "week", "month" or "day" of the period, "unit", "ids" (these rows, of any
        period), "id" (go to this row)."""
        day = target.get("day") or target.get("week") or target.get("month")
        if isinstance(day, str):
            day = Month.parse(day).first
        elif isinstance(day, Month):
            day = day.first
        if isinstance(day, date):
            for picker in self.periods.values():
                picker.blockSignals(True)
                picker.set_day(day)
                picker.blockSignals(False)
        self._wanted_row = target.get("id")
        ids = target.get("ids")
        self._ids = tuple(ids) if ids is not None else None
        self._unit = target.get("unit")
        self.show_ledger(str(target["ledger"]))

    def show_all(self) -> None:
        """显示全部: no longer only what another page asked for."""
        self._ids = self._unit = None
        self.refresh()

    @property
    def period(self) -> PeriodPicker | None:
        """The picker in force; none for a register."""
        return self.periods.get(self.current.span)

    def _reason_typed(self, _text: str) -> None:
        self.sheet.writer.reason = self.late.text

    def _reason_given(self) -> None:
        self.sheet.writer.reason = self.late.text
        self.sheet.writer.again()

    def _period_chosen(self, _start: date) -> None:
        self._ids = None
        self._look_late()
        self.refresh()

    def _look_late(self) -> None:
        """A period long past asks why its rows come so late; a register has none."""
        picker = self.period
        if self.current.past and picker is not None and picker.kind != "year":
            self.late.look(picker.end)
        else:
            self.late.hide()

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """The ledger in front, with what its cells are filled from."""
        picker = self.period
        span = (picker.start, picker.end) if picker else (None, None)
        only = (self._ids, self._unit)
        query = _asking(self.current, span, self._text, only, self.app.today())
        self.app.jobs.read(query, self._show, latest=self._latest)

    def _show(self, answer: _Answer) -> None:
        if answer.name != self.current.name:
            return
        sheet = self.sheet
        book = sheet.book
        book.first_day = self._first_day(answer.start)
        book.reading.learn(answer.directory, answer.choices, partial(_spelt, answer.letters))
        first = answer.name not in self._begun
        if first:
            self._begun.add(answer.name)
            sheet.take_back()
        book.arrive(answer.rows)
        self.all_rows.setVisible(self._ids is not None or self._unit is not None)
        sheet.redraw()
        if self._wanted_row is not None:
            sheet.go_to_row(self._wanted_row)
            self._wanted_row = None
        elif first and self.isVisible():
            sheet.begin()
        if answer.total > len(answer.rows):
            self.said.emit(f"共{answer.total}条，先显示{len(answer.rows)}条，其余请搜索")

    def _first_day(self, start: date | None) -> date:
        """Today where it lies in the period, else the period's first day."""
        today, picker = self.app.today(), self.period
        if start is None or picker is None or picker.start <= today <= picker.end:
            return today
        return start

    def _said(self, text: str) -> None:
        if self.sender() is self.stack.currentWidget():
            self.said.emit(text)

    def tell(self) -> None:
        """The words of the bottom line."""
        self.said.emit(self.sheet.words())

    def search(self, text: str) -> None:
        """Rows with these words, in SQL."""
        self._text = text
        self.refresh()

    def go_on(self) -> None:
        """To the next line."""
        self.sheet.go_on()

    def commit(self) -> None:
        """A half-typed cell counts as typed."""
        if self.current.name in self.sheets:
            self.sheet.commit()

    def set_narrow(self, narrow: bool) -> None:
        """Less room: 第44周 alone."""
        edge, above = (SPACE, 4) if narrow else (GROUP, 8)
        self._row.setContentsMargins(edge, above, edge, above)
        self._narrow = narrow
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The clause and the days of a period give way before a word is cut."""
        for short, told in ((False, True), (False, False), (True, False)):
            for picker in self.periods.values():
                picker.set_short(short or self._narrow)
            self.clause.setVisible(told and not self._narrow and bool(self.clause.text()))
            if self._wanted() <= self.width():
                return

    def _wanted(self) -> int:
        self._row.invalidate()
        return self._row.sizeHint().width()

    # --- paper and files ------------------------------------------------------------------------------
    def offers(self) -> tuple[Offer, ...]:
        """What 打印▾ offers for the ledger in front."""
        name, title = self.current.command, self.current.title
        own = PAPERS.get(self.current.name, ())
        return (*own, Offer(name, f"{title}台账"), Offer(name, f"空白{title}登记表", blank=True))

    def scope(self) -> dict[str, Any]:
        """The period, for its papers."""
        picker = self.period
        if picker is None or picker.kind == "year":
            return {}
        if picker.kind == "week":
            return {"week": iso_week(picker.start)}
        return {"month": Month(picker.start.year, picker.start.month)}

    def print_shown(self, page: "Page") -> None:
        """Exactly what the table shows."""
        from gui.printing import print_table

        heads, rows = self.sheet.table()
        picker = self.period
        parts = [picker.words() if picker else "", self.sheet.view.telling.filtered_by()]
        print_table(self.app, page, self.current.title, "　".join(filter(None, parts)), heads, rows)

    def export(self, page: "Page") -> None:
        """The period's rows, as import takes them back."""
        from gui.saving import save_as

        ledger, rows = self.current, list(self.sheet.book.rows.values())
        picker = self.period
        period = f"（{picker.words().split()[0]}）" if picker else ""

        def write(path: Path) -> None:
            from core.exchange.write import write_sheet
            from core.services.ledgers import sheet_of

            out = sheet_of(ledger, rows)
            write_sheet(path, out.title, out.columns, out.rows)

        save_as(self.app, page, f"{ledger.title}{period}.xlsx", write)

    def ask_sheet(self) -> None:
        """从表格导入…: one sheet into the ledger in front, one step."""
        from gui.views.ledger.bringing import ask_sheet

        ask_sheet(self.app, self.window(), self.current)


def _spelt(letters: dict[str, str], words: str) -> str:
    return letters.get(words, "")


def _asking(
    ledger: Ledger,
    span: tuple[date | None, date | None],
    text: str,
    only: tuple[tuple[int, ...] | None, int | None],
    today: date,
) -> Callable[[Any], _Answer]:
    def query(door: Any) -> _Answer:
        from core.pinyin import initials
        from core.queries import entry, ledgers

        ids, unit = only
        days = (None, None) if ids is not None else span
        asked = ledgers.Asked(*days, text=text, ids=ids, unit_id=unit)
        rows, total = ledgers.ledger_page(door, ledger, asked, limit=MOST)
        choices = ledgers.choices(door, ledger)
        words = {one for found in choices.words.values() for one in found}
        words |= {one for found in choices.rows.values() for one in found.values()}
        words |= {one for part in ledger.parts for one in part.choices.values()}
        letters = {one: initials(one, person=False) for one in words}
        day = span[0] if span[0] is not None and span[0] <= today else today
        directory = entry.directory(door, day - timedelta(days=day.weekday()))
        return _Answer(ledger.name, span[0], directory, choices, letters, rows, total)

    return query
