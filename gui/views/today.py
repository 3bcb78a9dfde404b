"""今日: what must be done now, how the week and the month stand, and when the same things fall."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.page import Page
from gui.search import Target
from gui.views import today_words as words
from gui.views.today_parts import Block, DayRow
from gui.views.today_reminders import Blocks, blocks
from gui.views.today_words import Row
from gui.widgets import Banners, PageHeader, SplitPane, button, clear_layout, label, retheme
from gui.widgets.basics import EDGE, GROUP
from gui.widgets.period import say_week, week_of

if TYPE_CHECKING:
    from core.queries.circular_pages import Moved
    from core.queries.today import Today

MINUTE = 60_000  # ms
LOOSE, TIGHT = 16, 8  # px above a section
ROOMY = 950  # px at 100 %: narrower pages have no room for the strip


class TodayPage(Page):
    """The first page. Every figure opens exactly its rows."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "check_in", "finding", "rectification", "extension", "inspection", "circular", "assignment",
            "post", "unit", "absence", "exemption", "setting", "holiday", "study_meeting",
            "household_campaign", "questionnaire", "tally", "opinion", "watch", "task", "three_year_plan",
        }
    )  # fmt: skip
    own_hits = None
    help_text = (
        "要办：已逾期、3日内到期、待复查的整改，点一行看明细。\n"
        "本周：签到满没满、周督查和例会登记没有。本月：通报到哪一步、入户宣传和三率、还有几天。\n"
        "右边按天列出这一周的事；备份满7天会在这里提醒。"
    )

    _shown: "Today | None" = None  # events come before __init__ has ended

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("今日", main="继续录签到"))
        self._latest, self._searches, self._moves, self._reminds = Latest(), Latest(), Latest(), Latest()
        self._reminded = Blocks()
        self._issued_month = ""
        self.tight = False
        self._sections: list[tuple[str, list[Row]]] = []
        self._notes = Banners()
        self._notes.hide()
        self._wanted = ""
        self._hits: list[Row] = []
        self.hits = Block("找到", "按Esc回到今日")
        self.first = Block("头几步", "做完一步打一个勾")
        self.due = Block("要办", "点一行看明细")
        self.week = Block("本周")
        self.month = Block("本月")
        self.pane = _Pane(self._go)
        self.pane.backup.clicked.connect(self._backup)
        self.split = SplitPane(self._list(), self.pane)
        self.body.addWidget(self._notes)
        self.body.addWidget(self.split, 1)
        self.header.set_exports([("导出Excel表格", self.export_current)])
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self._turn_day)
        self._clock.start()
        app.theme_changed.connect(self._fit)
        self._fit()

    def _list(self) -> QScrollArea:
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setSpacing(0)
        for block in self._blocks():
            self._box.addWidget(block)
            block.hide()
        self._box.addStretch(1)
        area = QScrollArea()
        area.setObjectName("todayList")
        area.setAccessibleName("今日要办")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _blocks(self) -> tuple[Block, ...]:
        return self.hits, self.first, self.due, self.week, self.month

    # --- what it shows --------------------------------------------------------------------------------
    def refresh(self) -> None:
        def query(door: Any) -> "Today":
            from core.queries.today import today

            return today(door)

        self.app.jobs.read(query, self._show, latest=self._latest)

    def _ask_more(self) -> None:
        """The further duties, and whether an issued month moved on, wait until the page is drawn."""
        self.app.jobs.read(_reminders, self._remind, latest=self._reminds)
        self.app.jobs.read(_moved, self._say_moved, latest=self._moves)

    def _remind(self, found: Blocks) -> None:
        if found != self._reminded:
            self._reminded = found
            self._draw()

    def _say_moved(self, found: "Moved | None") -> None:
        """An issued circular never changes; that the record moved on is said, not mended."""
        self._issued_month = "" if found is None else found.month.text
        self._notice("moved", words.moved_words(found), "去核对", self._to_issued)

    def _to_issued(self) -> None:
        self.go.emit("circular", {"month": self._issued_month, "step": 5})

    def _show(self, found: "Today") -> None:
        self._shown = found
        self._draw()
        QTimer.singleShot(0, self, self._ask_more)

    def _draw(self) -> None:
        now = self._shown
        self._date()
        if now is None:
            return
        focus = self.focusWidget()
        held = focus.objectName() if focus is not None else ""
        self.week.head.note.setText(say_week(now.week.monday))
        self.month.head.note.setText(f"{now.month.number}月")
        rows = (self._hits, *([[]] * 4 if self._wanted else _rows(now, self._reminded)))
        above = 0
        for block, lines in zip(self._blocks(), rows, strict=True):
            block.set_gap(above)
            block.set_rows(lines, self._go, narrow=self.tight)
            above = (TIGHT if self.tight else LOOSE) if lines else above
        self._sections = [
            (block.head.title.text(), lines) for block, lines in zip(self._blocks(), rows, strict=True)
        ]
        self.pane.set_days(words.strip(now))
        self._notice("holidays", now.notice, "去录入", self._to_holidays)
        self._notice("clock", words.clock_words(now))
        self._say_backup()
        if held and (again := self.findChild(QWidget, held)) is not None:
            again.setFocus()

    def _notice(
        self, key: str, text: str, action: str = "", slot: Callable[[], object] | None = None
    ) -> None:
        if not text:
            self._notes.drop(key)
        elif self._notes.texts().get(key) != f"▲ {text}":
            self._notes.put(key, text, action, slot)

    def _say_backup(self) -> None:
        from gui.backups import last_backup

        last = last_backup(self.app)
        text, late = words.backup_words(last, self.app.today())
        if last is None and self._shown is not None and self._shown.first_hour is not None:
            late = False  # a record just begun has little to lose yet
        self.pane.say_backup(text, late=late)
        self.say((f"▲ {text}" if late else text) if self.tight else "")

    def _date(self) -> None:
        day = self.app.today()
        self.header.note.setText(words.short_day(day) if self.narrow else words.long_day(day))

    def set_narrow(self, narrow: bool) -> None:
        drawn = narrow == self.narrow and self._shown is not None
        super().set_narrow(narrow)
        if not drawn:  # the window says it at each visit; drawing the rows takes half of a page switch
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.narrow or self.width() < theme.current().px(ROOMY)) != self.tight:
            self._fit()

    def _turn_day(self) -> None:
        """A window left open over midnight shows the new day."""
        if self._shown is not None and self._shown.day != self.app.today():
            self.refresh()

    def _fit(self) -> None:
        """The strip gives way when the window is narrow or the type too large for both."""
        self.tight = self.narrow or self.width() < theme.current().px(ROOMY)
        self.split.set_narrow(self.tight)
        edge = GROUP if self.narrow else EDGE
        self._box.setContentsMargins(edge, TIGHT if self.narrow else LOOSE, edge, edge)
        self._draw()

    def search(self, text: str) -> None:
        self._wanted = text
        if not text:
            self._found([])
            return

        def query(door: Any) -> list[Row]:
            from core.queries.search import search

            return words.hit_rows(search(door, text), text)

        self.app.jobs.read(query, self._found, latest=self._searches)

    def _found(self, rows: list[Row]) -> None:
        if bool(rows) == bool(self._wanted):
            self._hits = rows
            self._draw()

    # --- what it opens --------------------------------------------------------------------------------
    def _go(self, target: Target) -> None:
        self.go.emit(*target)

    def _to_holidays(self) -> None:
        self.go.emit("settings", {"section": "holidays"})

    def main_action(self) -> None:
        self.go.emit("entry", {"week": week_of(self.app.today())})

    def _backup(self) -> None:
        from gui.backups import BackupJob

        job = BackupJob(self.app, self)
        job.made.connect(self._backed_up)
        job.start()

    def _backed_up(self, _path: Path) -> None:
        self._say_backup()

    # --- paper and sheet ------------------------------------------------------------------------------
    def _table(self) -> tuple[str, str, tuple[str, ...], list[list[str]]]:
        rows = [
            [title, row.mark.text, row.text, row.detail] for title, lines in self._sections for row in lines
        ]
        return "今日要办", words.long_day(self.app.today()), ("栏目", "状态", "事项", "说明"), rows

    def print_current(self) -> None:
        from gui.printing import print_table

        print_table(self.app, self, *self._table())

    def export_current(self) -> None:
        from gui.saving import save_as

        title, day, columns, rows = self._table()
        save_as(self.app, self, f"{title}（{day}）.xlsx", _Sheet(title, columns, rows).write)


def _rows(now: "Today", more: Blocks) -> tuple[list[Row], ...]:
    """The quiet line of nothing due gives way to what is; a new record has its first steps to do first."""
    lacking = any(row.mark.kind != "done" for row in more.week)
    first, due = words.first_rows(now), words.due_rows(now, lacking=lacking)
    if more.due and due[0].key == "nothing":
        due = []
    month = [row for row in more.month if not (first and row.key == "ledgers")]
    return first, [*due, *more.due], [*words.week_rows(now), *more.week], [*words.month_rows(now), *month]


class _Sheet:
    """Rows on their way to an .xlsx."""

    def __init__(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._title, self._columns, self._rows = title, columns, rows

    def write(self, path: Path) -> None:
        """Write them."""
        from core.exchange.write import SheetColumn, write_sheet

        write_sheet(path, self._title, [SheetColumn(title) for title in self._columns], self._rows)


class _Pane(QWidget):
    """The right strip: the week day by day, and the age of the last backup."""

    def __init__(self, go: Any) -> None:
        super().__init__()
        self._go = go
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, LOOSE, 0, EDGE)
        whole.setSpacing(0)
        whole.addWidget(_edged(label("这一周", "section")))
        whole.addSpacing(4)
        self._days = QVBoxLayout()
        self._days.setSpacing(0)
        whole.addLayout(self._days)
        whole.addSpacing(24)
        whole.addWidget(_edged(label("备份", "section")))
        self.words = label("", wrap=True, name="backupWords")
        whole.addWidget(_edged(self.words))
        self.hint = label("满7天会在这里提醒", "secondary")
        whole.addWidget(_edged(self.hint))
        whole.addSpacing(8)
        self.backup = button("备份到U盘", name="backupNow")
        whole.addWidget(_edged(self.backup))
        whole.addStretch(1)

    def set_days(self, days: list[words.Strip]) -> None:
        """Show these days."""
        clear_layout(self._days)
        for day in days:
            row = DayRow(day)
            row.opened.connect(self._go)
            self._days.addWidget(row)

    def say_backup(self, text: str, *, late: bool) -> None:
        """How old the last backup is."""
        self.words.setText(f"▲ {text}" if late else text)
        retheme(self.words, role="warn" if late else "body")
        self.hint.setText("插上U盘备份一次，电脑坏了也不怕" if late else "满7天会在这里提醒")


def _edged(inside: QWidget) -> QWidget:
    cell = QWidget()
    box = QVBoxLayout(cell)
    box.setContentsMargins(EDGE, 2, EDGE, 2)
    box.addWidget(inside, 0, Qt.AlignmentFlag.AlignLeft) if not inside.property("role") else box.addWidget(
        inside
    )
    return cell


def _reminders(door: Any) -> Blocks:
    from core.queries.reminders import reminders

    return blocks(reminders(door))


def _moved(door: Any) -> "Moved | None":
    from core.queries.circular_pages import moved_since_issue

    return moved_since_issue(door)
