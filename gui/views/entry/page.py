"""登记: the week, the strip, the four ways of keying in, and what the week still lacks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from core.rules.calendar import week_of as iso_week
from gui.app import App
from gui.jobs import Latest
from gui.late import LateReason
from gui.offers import Offers, spelled
from gui.page import Page
from gui.papers import Offer
from gui.views.entry.absences import AbsenceList
from gui.views.entry.book import Carry
from gui.views.entry.lines import LineSheet
from gui.views.entry.output import absences_out, export_shown, export_week, print_lines
from gui.views.entry.pane import QuotaPane
from gui.views.entry.paste import PasteTable
from gui.views.entry.strip import Strip
from gui.views.entry.ticks import TickList
from gui.views.entry.words import say_sheet, sheet_number
from gui.widgets import Chip, Chips, PageHeader, PeriodPicker, SplitPane, link, say_week, segments, week_of
from gui.widgets.basics import GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.entry import AbsenceRow, Directory, WeekSheet

PANE = 232  # px at 100 %
_FROM_THURSDAY = 3  # before, a station below 二次 is no news


@dataclass(frozen=True, slots=True)
class _Answer:
    directory: "Directory"
    sheet: "WeekSheet"
    absences: "list[AbsenceRow]"


class EntryPage(Page):
    """签到 and 请假公出 of one week."""

    kinds = frozenset(
        {
            "check_in",
            "absence",
            "exemption",
            "person",
            "post",
            "unit",
            "area",
            "assignment",
            "setting",
            "holiday",
        }
    )
    help_text = (
        "姓名格里打首字母（如zyl）或名字的一部分，Enter收下并到下一行；日期、区域、事由自动沿用。\n"
        "日期可输入 5、10.5、10/5，+ 和 - 前后一天，t 今天。选中几行改一格，几行一起改。\n"
        "分管负责人驻点的，先按“驻点”再录；录完再按一次。\n"
        "F4到日期，Tab到区域和纸单，Enter回到表里。在姓名格上按Delete删除整行，Ctrl+Z取回。"
    )

    papers = (Offer("sign-in", "空白签到表", blank=True), Offer("sign-in", "本周签到表"))
    tab_words: ClassVar[list[tuple[str, str]]] = [("sign", "签到"), ("away", "请假公出")]

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("登记", main="新开一张", main_icon="plus"))
        today = app.today()
        self._monday = week_of(today)
        self._latest = Latest()
        self._wanted: Carry | None = None  # what the next week is to begin with
        self._target: dict[str, Any] = {}
        self._begun = False
        self._letters: dict[str, str] = {}
        self._week: WeekSheet | None = None
        self.period = PeriodPicker("week", today)
        self.period.changed.connect(self._week_chosen)
        self.header.left.addWidget(self.period)
        self.header.set_exports(
            [("导出整周（可再导入）", self.export_current), ("导出看到的这些行", self.export_shown)]
        )
        self.strip = Strip(today, today)
        self.late = LateReason(app, "lateReason")
        self.sheet = LineSheet(app)
        self.ticks = TickList(app, self.sheet)
        self.paste = PasteTable(app, self.sheet)
        self.absences = AbsenceList(app)
        self.pane = QuotaPane()
        self._build()
        self._connect()

    def _build(self) -> None:
        tabs, self._tabs = segments(self.tab_words, self._tab_chosen, "tab")
        self.chips = Chips([Chip("sheet", "本单"), Chip("day", "当日"), Chip("week", "全周")])
        self.more = link("", self._open_pane, name="quotaOpen")
        self._top = QFrame()
        self._top.setProperty("role", "topRow")
        row = QHBoxLayout(self._top)
        row.setSpacing(SPACE)
        row.addWidget(tabs)
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.chips)
        self._tab_row = row
        self.body.addWidget(self._top)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.late)
        self.stack = QStackedWidget()
        for part in (self.sheet, self.ticks, self.paste, self.absences):
            self.stack.addWidget(part)
        self.split = SplitPane(self.stack, self.pane, PANE, detail=True)
        self.split.setMinimumHeight(1)  # in large letters the table gives way, the fields above stay whole
        self.body.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.strip.changed.connect(self._strip_changed)
        self.strip.way.connect(self._way_chosen)
        self.strip.done.connect(self._go_on)
        self.late.given.connect(self._reason_given)
        self.late.field.textChanged.connect(self._reason_typed)
        self.sheet.writer.late.connect(self.late.demand)
        self.chips.chosen.connect(self.sheet.set_view)
        self.sheet.carried.connect(self._carried)
        self.sheet.left_week.connect(self._line_left)
        self.sheet.counted.connect(self.chips.set_counts)
        self.sheet.writer.ended.connect(self.ticks.redraw)
        for part in (self.sheet, self.ticks, self.paste, self.absences):
            part.said.connect(self._said)
        for listed in (self.sheet, self.absences):
            listed.history.connect(self.history_current)
            listed.bin.connect(self._to_bin)
        self.paste.registered.connect(self._pasted)
        self.pane.person.connect(self._person)
        self.pane.back.clicked.connect(self._close_pane)
        to_strip = QShortcut(QKeySequence("F4"), self)
        to_strip.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        to_strip.activated.connect(self._to_strip)

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """The week, its figures, and what cells are filled from, in one read."""
        self.app.jobs.read(_asking(self._monday), self._show, latest=self._latest)

    def _show(self, answer: _Answer) -> None:
        book = self.sheet.book
        other = not self._begun or book.monday != answer.sheet.monday
        book.offers = Offers(answer.directory)
        self._spell(book.offers)
        book.arrive(answer.sheet)
        self._week = answer.sheet
        first, self._begun = not self._begun, True
        if first:
            self.sheet.take_back(book)
        self.strip.set_offers(book.offers)
        if other:
            self._begin_week()
        else:
            self.sheet.redraw()
        if self.stack.currentWidget() is self.ticks:
            self.ticks.reload()
        self.pane.show_week(answer.sheet, {one.id: one.name for one in answer.directory.people})
        self.absences.show_rows(answer.absences, book.offers)
        self.more.setText(f"{self.pane.summary} ›" if self.pane.summary else "")
        self._tell_badge(answer.sheet)
        self._say_current()
        self.sheet.retry()
        if first:
            self._tell_waiting()
        self._aim()

    def _spell(self, offers: Offers) -> None:
        """Reasons answer to their initials once these are known."""
        offers.spell_notes(self._letters)
        if fresh := [one for one in offers.notes if one not in self._letters]:
            self.app.jobs.work(partial(spelled, fresh), self._spelled)

    def _spelled(self, letters: dict[str, str]) -> None:
        self._letters |= letters
        self.sheet.book.offers.spell_notes(self._letters)

    def _tell_waiting(self) -> None:
        """What stands in the way: no roster, lines of an earlier day that the record has not taken."""
        from gui.saving import show_bar

        book, carry = self.sheet.book, self.sheet.carry
        if not book.offers.people:
            text = "名册里还没有人，先到“名册”里导入，也可以在姓名格里直接写。"
            show_bar(self, text, [("去名册", self._to_roster)], stay=True)
        hidden = [
            one for one in book.waiting() if one.monday != book.monday or one.sheet_no != carry.sheet_no
        ]
        if hidden:
            one = hidden[0]
            where = f"{say_week(one.monday).split()[0]}{say_sheet(one.sheet_no, one.monday)}"
            go = _Going(self, one.day, one.sheet_no).go
            show_bar(self, f"{where}还有没登记完的行，共{len(hidden)}行待改。", [("去看", go)], stay=True)

    def _begin_week(self) -> None:
        book, wanted = self.sheet.book, self._wanted
        self._wanted = None
        self.sheet.begin_week(book)
        if wanted is not None:
            code = self.sheet.carry.sheet_no
            if sheet_number(wanted.sheet_no, book.monday) is not None:
                code = wanted.sheet_no
            self.sheet.set_carry(replace(wanted, sheet_no=code))
        carry = self.sheet.carry
        self.strip.set_week(carry.day, carry.sheet_no)
        self.late.look(carry.day)
        self.strip.set_place(carry.area, carry.area_id)
        self.strip.set_kind(carry.kind)
        self.absences.day = carry.day
        typing_the_day = self.strip.day.hasFocus()  # - pressed twice on a Monday goes on counting
        if self.isVisible() and self.stack.currentWidget() is self.sheet and not typing_the_day:
            self.sheet.go_on()

    def _tell_badge(self, sheet: "WeekSheet") -> None:
        today = self.app.today()
        if sheet.monday != week_of(today):
            return
        lacking = sum(cell.met < cell.owed for _name, cell in sheet.stations)
        self.badge.emit("entry", lacking if today.weekday() >= _FROM_THURSDAY else 0, "plain")

    # --- where the clerk goes -------------------------------------------------------------------------
    def _week_chosen(self, monday: date) -> None:
        self._monday = monday
        self.refresh()

    def _strip_changed(self) -> None:
        area, area_id = self.strip.place
        kind = self.strip.kind
        carry = replace(self.sheet.carry, day=self.strip.day.day, area=area, area_id=area_id, kind=kind)
        if week_of(carry.day) != self.sheet.book.monday:
            self._to_week(carry)
            return
        if self._monday != self.sheet.book.monday:
            self._wanted = None
            self.period.set_day(carry.day)  # back in the week that is shown, before the other one came
        self.late.look(carry.day)
        slip = self.strip.sheet.code
        if slip != carry.sheet_no:
            self.chips.buttons["sheet"].setChecked(True)
            self.sheet.show_view = "sheet"  # the keys stay in the field
        self.absences.day = carry.day
        self.sheet.set_carry(replace(carry, sheet_no=slip))
        if self.stack.currentWidget() is self.ticks:
            self.ticks.reload()

    def _carried(self, carry: Carry) -> None:
        """A cell of the coming line was typed: the strip says the same."""
        if week_of(carry.day) != self.sheet.book.monday:
            self._to_week(carry)
            return
        self.strip.set_week(carry.day, carry.sheet_no)
        self.strip.set_place(carry.area, carry.area_id)
        self.strip.set_kind(carry.kind)

    def _to_week(self, carry: Carry) -> None:
        from gui.saving import show_bar

        old = self.sheet.book.monday
        self._wanted = carry
        week, day = say_week(week_of(carry.day)).split()[0], carry.day
        text = f"{day.month}月{day.day}日在{week}，已转到那一周。"
        show_bar(self, text, [(f"回到{say_week(old).split()[0]}", _Going(self, old).go)])
        self.period.set_day(carry.day)

    def _reason_typed(self, _text: str) -> None:
        self.sheet.writer.reason = self.late.text

    def _reason_given(self) -> None:
        """What was refused for want of it is sent once more."""
        self.sheet.writer.reason = self.late.text
        self.sheet.again()

    def _line_left(self, day: date) -> None:
        from gui.saving import show_bar

        week = say_week(week_of(day)).split()[0]
        show_bar(
            self, f"{day.month}月{day.day}日在{week}，这一行已放到那一周。", [("去看", _Going(self, day).go)]
        )

    def go_to(self, day: date, code: str = "") -> None:
        """The week of a day, at one of its paper sheets."""
        if week_of(day) != self._monday:
            self._wanted = replace(self.sheet.carry, day=day, sheet_no=code) if code else None
            self.period.set_day(day)
        elif code:
            self.strip.sheet.set_code(code, week_of(day))

    def show_target(self, target: object) -> None:
        """{"week": monday, "unit": id | None, "missing": True}: the week, its lack, a station opened."""
        if isinstance(target, dict):
            self._target = dict(target)
            week = target.get("week")
            if isinstance(week, date) and week_of(week) != self._monday:
                self.period.set_day(week)
            elif self._begun:
                self._aim()

    def _aim(self) -> None:
        """Carry out what another page asked for, once the week is there."""
        target, self._target = self._target, {}
        if not target:
            return
        self._show_tab("sign")
        if target.get("missing") or target.get("unit") is not None:
            self.pane.open_unit = None
            self.pane.open_station(target.get("unit"))
            if self.narrow:
                self._open_pane()

    # --- tabs and ways --------------------------------------------------------------------------------
    def _tab_chosen(self, key: str) -> None:
        self.commit_edits()
        self._show_tab(key)

    def _show_tab(self, key: str) -> None:
        away = key == "away"
        self._tabs.buttons()[1 if away else 0].setChecked(True)
        self.strip.setVisible(not away)
        self.late.hide() if away else self.late.look(self.strip.day.day)
        self.chips.setVisible(not away and self.strip.chosen_way() == "lines")
        if away:
            self.stack.setCurrentWidget(self.absences)
            self.absences.go_on()
        else:
            self._way_chosen(self.strip.chosen_way())
        self._say_current()

    def _way_chosen(self, key: str) -> None:
        self.sheet.commit()
        part = {"lines": self.sheet, "paste": self.paste}.get(key, self.ticks)
        self.stack.setCurrentWidget(part)
        self.chips.setVisible(key == "lines")
        if part is self.ticks:
            self.ticks.begin(all_but=key == "all")
        elif part is self.paste:
            self.paste.begin()
        else:
            self.sheet.go_on()
        self._say_current()

    def _pasted(self) -> None:
        self.strip.choose("lines")
        self.chips.choose("sheet")
        self._way_chosen("lines")

    def _to_strip(self) -> None:
        """F4: a half-typed cell counts, then the date has the keys."""
        self.sheet.commit()
        self._show_tab("sign")
        self.strip.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_on(self) -> None:
        here = self.stack.currentWidget()
        if here is self.sheet:
            self.sheet.go_on()
        elif here is self.ticks:
            self.ticks.focus_list()

    def main_action(self) -> None:
        """新开一张: the next paper sheet of the week."""
        self.commit_edits()
        self.strip.choose("lines")
        self._show_tab("sign")
        code = self.sheet.book.fresh_sheet()
        self.strip.set_week(self.sheet.carry.day, code)
        self.sheet.set_carry(replace(self.sheet.carry, sheet_no=code))
        self.chips.choose("sheet")
        self.sheet.go_on()

    # --- pane, words, width ---------------------------------------------------------------------------
    def _open_pane(self) -> None:
        self.pane.back.setVisible(True)
        self.split.open_detail()

    def _close_pane(self) -> None:
        self.pane.back.hide()
        self.split.close_detail()

    def history_current(self) -> None:
        """Of the line the cursor stands on."""
        from gui.views.history import HistoryDialog, history_of_rows

        here = self.stack.currentWidget()
        if here is self.sheet:
            table, word = "check_in", "这行签到"
            row = self.sheet.history_row(self.sheet.view.current_row)
        else:
            table, word = "absence", "这条请假公出"
            row = self.absences.history_row(self.absences.view.current_row)
        if here not in (self.sheet, self.absences) or row is None:
            self.say("先选一行已经登记的，再看历史")
            return
        HistoryDialog(self.app, f"{word}的历史", history_of_rows((table, row)), self).open()

    def _to_bin(self) -> None:
        self.go.emit("settings", {"section": "recycle"})

    def _to_roster(self) -> None:
        self.go.emit("roster", {})

    def _person(self, person_id: int) -> None:
        self.go.emit("roster", {"person": person_id})

    def _said(self, text: str) -> None:
        if self.sender() is self.stack.currentWidget():
            self.say(text)

    def _say_current(self) -> None:
        here = self.stack.currentWidget()
        if here is self.absences:
            self.absences.tell()
        elif here is self.sheet:
            self.say(self.sheet.words())

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._tab_row.setContentsMargins(0 if narrow else 12, 0, GROUP, 0)
        self.strip.set_narrow(narrow)
        self.late.set_narrow(narrow)
        for part in (self.sheet, self.ticks, self.paste):
            part.set_narrow(narrow)
        self.split.set_narrow(narrow)
        self.more.setVisible(narrow)
        self.pane.back.setVisible(self.split.replaced)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._begun:
            self._go_on()

    def commit_edits(self) -> None:
        """Half-typed cells and fields count as typed."""
        self.sheet.commit()
        self.absences.commit()
        self.ticks.commit()
        self.strip.commit()
        super().commit_edits()

    def search(self, text: str) -> None:
        """A person's line among those shown; the list below the box finds all else."""
        if text and self.stack.currentWidget() is self.sheet:
            self.sheet.find_person(text)

    # --- paper and file -------------------------------------------------------------------------------
    def paper_scope(self) -> dict[str, Any]:
        return {"week": iso_week(self._monday)}

    def print_current(self) -> None:
        if self.stack.currentWidget() is self.absences:
            absences_out(self, self.absences, paper=True)
        else:
            print_lines(self, self.sheet)

    def export_current(self) -> None:
        """The whole week, as import takes it back; or the list of 请假公出."""
        if self.stack.currentWidget() is self.absences:
            absences_out(self, self.absences, paper=False)
        else:
            export_week(self, self.sheet.book)

    def export_shown(self) -> None:
        """Exactly what the table shows."""
        if self.stack.currentWidget() is self.absences:
            absences_out(self, self.absences, paper=False)
        else:
            export_shown(self, self.sheet)


class _Going(QObject):
    """Goes to a week from a notice."""

    def __init__(self, page: EntryPage, day: date, code: str = "") -> None:
        super().__init__(page)
        self._page, self._day, self._code = page, day, code

    def go(self) -> None:
        self._page.go_to(self._day, self._code)


def _asking(monday: date) -> Callable[[Any], _Answer]:
    def query(door: Any) -> _Answer:
        from core.queries import entry

        year = (monday + timedelta(days=3)).year
        return _Answer(
            entry.directory(door, monday),
            entry.week_sheet(door, monday),
            entry.absences_between(door, date(year, 1, 1), date(year, 12, 31)),
        )

    return query
