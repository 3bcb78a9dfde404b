"""统计: the fixed tables of the meeting. Read-only; every cell opens its rows."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.rules.calendar import Month, month_of
from gui import theme
from gui.app import App, wall_time
from gui.jobs import Latest
from gui.page import Page
from gui.views import stats_words as words
from gui.views.stats_grid import GridView, grid_image, paint_legend
from gui.views.stats_period import WeeksPicker
from gui.views.stats_words import Grid, Target
from gui.views.today_words import times
from gui.widgets import Banners, EmptyState, Line, PageHeader, SplitPane, button, label, link, segments
from gui.widgets.basics import EDGE, GROUP
from gui.widgets.charts import BarPairs, LineDots, Point

if TYPE_CHECKING:
    from core.queries.duties import MonthDuties
    from core.queries.stats import Stats

ROOMY = 1100  # px at 100 %: narrower pages have no room for the side pane
TABS = [
    ("visits", "签到"),
    ("categories", "问题分类"),
    ("months", "整改率"),
    ("duties", "职责"),
    ("rates", "入户三率"),
]
EMPTY = {
    "visits": ("这段时间没有要签到的站所。", "去名册"),
    "categories": ("这段时间没有登记问题。", "登记督查"),
    "months": ("最近12个月没有登记问题。", "登记督查"),
    "duties": ("这个月没有要做的职责。", "去名册"),
    "rates": ("这个月没有登记问卷。", "登记问卷"),
}


class StatsPage(Page):
    """Three tabs over one period, the trend beside them."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "check_in", "finding", "rectification", "extension", "category", "assignment", "post", "unit",
            "absence", "exemption", "setting", "holiday", "inspection", "circular", "study_meeting", "tally",
            "household_campaign", "questionnaire", "opinion", "watch", "task", "three_year_plan",
            "volunteer_body",
        }
    )  # fmt: skip
    help_text = (
        "签到：每周满次数的人数，差的站所在最上面，颜色越深差得越多。\n"
        "问题分类、整改率：点数字看是哪几条。点表头排序，方向键移动，Enter打开。\n"
        "职责、入户三率：时段最后一周所在的月份；停在格子上看原因，点一下看记录。\n"
        "打印和导出的就是眼前这张表；“复制为图片”可以直接粘贴到工作群。"
    )

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("统计", main="打印", main_icon="print", printing=False))
        self._latest, self._duty_reads = Latest(), Latest()
        self._found: Stats | None = None
        self._text = ""
        self.period = WeeksPicker(app.today())
        self.period.changed.connect(self.refresh)
        self.header.left.addWidget(self.period)
        self._copy = button("复制为图片", name="copyImage", slot=self.copy_image)
        self.header.right.addWidget(self._copy)
        self.header.set_exports([("导出Excel表格", self.export_current)])
        self._notes = Banners()
        self._notes.hide()
        self._stack = QStackedWidget()
        self._pages = {key: _Table(key, title, self._go, self._fill) for key, title in TABS}
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.pane = _Trend(self._week, self._to_rates)
        self.split = SplitPane(self._stack, self.pane, 378)
        self.body.addWidget(self._notes)
        self.body.addWidget(self._tabs())
        self.body.addWidget(self.split, 1)
        app.theme_changed.connect(self._fit)
        self._fit()

    def _tabs(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("role", "topRow")
        box = QHBoxLayout(strip)
        box.setContentsMargins(8, 0, EDGE, 0)
        row, self._group = segments(TABS, self.show_tab, "tab")
        box.addWidget(row)
        box.addStretch(1)
        return strip

    # --- what it shows --------------------------------------------------------------------------------
    @property
    def table(self) -> "_Table":
        """The tab in view."""
        page = self._stack.currentWidget()
        assert isinstance(page, _Table)
        return page

    def show_tab(self, key: str) -> None:
        """Another of the tables."""
        number = [one for one, _title in TABS].index(key)
        self._stack.setCurrentIndex(number)
        self._group.buttons()[number].setChecked(True)
        self.table.view.grid.filter(self._text)

    def show_target(self, target: object) -> None:
        if not isinstance(target, dict):
            return
        if target.get("month"):
            self.period.show_month(Month.parse(str(target["month"])))
        if target.get("tab") in self._pages:
            self.show_tab(str(target["tab"]))

    @property
    def month(self) -> Month:
        """The month of 职责 and 入户三率: that of the period's last week."""
        return month_of(self.period.weeks[-1])

    def refresh(self) -> None:
        weeks = self.period.weeks

        def query(door: Any) -> "Stats":
            from core.queries.stats import stats

            return stats(door, weeks)

        self.app.jobs.read(query, self._show, latest=self._latest)
        month = self.month

        def duties(door: Any) -> "MonthDuties | None":
            from core.errors import UserError
            from core.queries.duties import month_duties

            try:
                return month_duties(door, month)
            except UserError:  # a year's holidays are unknown: the banner of the weeks says so
                return None

        self.app.jobs.read(duties, self._show_duties, latest=self._duty_reads)

    def _show_duties(self, found: "MonthDuties | None") -> None:
        from gui.views.stats_duties import duties_grid, rates_grid

        empty = ("", (), ())
        self._pages["duties"].set_grid(duties_grid(found) if found else Grid("duties", *empty))
        self._pages["rates"].set_grid(rates_grid(found) if found else Grid("rates", *empty))

    def _show(self, found: "Stats") -> None:
        self._found = found
        day = self.app.today()
        per_week = times(found.per_week)
        self._pages["visits"].set_grid(words.visits_grid(found, per_week, day))
        self._pages["categories"].set_grid(words.categories_grid(found))
        self._pages["months"].set_grid(words.months_grid(found))
        self.pane.set_weeks(found)
        self.say(f"截至{day.month}月{day.day}日 {wall_time():%H:%M}")
        if found.notice:
            self._notes.put("holidays", found.notice, "去录入", self._to_holidays)
        else:
            self._notes.drop("holidays")

    def search(self, text: str) -> None:
        self._text = text
        self.table.view.grid.filter(text)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.split.set_narrow(self.narrow or self.width() < theme.current().px(ROOMY))
        for page in self._pages.values():
            page.view.fit()

    # --- what it opens --------------------------------------------------------------------------------
    def _go(self, target: Target) -> None:
        self.go.emit(*target)

    def _fill(self) -> None:
        if self.table in (self._pages["visits"], self._pages["duties"]):
            self.go.emit("roster", {})
        elif self.table is self._pages["rates"]:
            self.go.emit("entry", {"ledger": "questionnaire", "month": self.month.text})
        else:
            self.go.emit("findings", {"tour": self.app.today()})

    def _to_holidays(self) -> None:
        self.go.emit("settings", {"section": "holidays"})

    def _to_rates(self) -> None:
        self.show_tab("months")
        self.table.view.setFocus()

    def _week(self, number: int) -> None:
        if self._found is not None:
            self.go.emit("findings", {"filter": "all", "ids": self._found.trend[number].ids})

    # --- paper, sheet, picture ------------------------------------------------------------------------
    def main_action(self) -> None:
        self.print_current()

    def _shown(self) -> tuple[Grid, str]:
        grid = self.table.view.grid.shown()
        period = f"截至{self.app.today().month}月{self.app.today().day}日"
        if grid.key in ("duties", "rates"):
            return grid, self.month.label
        return grid, period if grid.key == "months" else words.say_weeks(self.period.weeks)

    def print_current(self) -> None:
        from gui.printing import print_table

        grid, period = self._shown()
        print_table(self.app, self, grid.title, period, grid.heads, grid.plain())

    def export_current(self) -> None:
        from gui.saving import save_as

        grid, period = self._shown()
        save_as(self.app, self, f"{grid.title}（{period}）.xlsx", _Sheet(grid).write)

    def copy_image(self) -> None:
        """The table as a picture on the clipboard."""
        from gui.saving import show_bar

        QGuiApplication.clipboard().setImage(grid_image(*self._shown()))
        show_bar(self, "已复制为图片，可以粘贴到工作群或文档里。", [])


class _Sheet:
    """A grid on its way to an .xlsx: counts as numbers."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def write(self, path: Path) -> None:
        """Write it."""
        from core.exchange.write import SheetColumn, write_sheet

        heads = [SheetColumn(head.replace("\n", " ")) for head in self._grid.heads]
        rows = [[int(text) if text.isdecimal() else text for text in line] for line in self._grid.plain()]
        write_sheet(path, self._grid.title, heads, rows)


class _Table(QWidget):
    """One tab: the view, the note and legend under it, or the sentence of an empty table."""

    def __init__(self, key: str, title: str, go: Any, fill: Any) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        self.view = GridView(f"grid_{key}", title)
        self.view.opened.connect(go)
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 6, GROUP, 6)
        self._note = label("", "secondary", name="gridNote")
        foot.addWidget(self._note)
        foot.addWidget(_Legend() if key == "visits" else QWidget(), 1)
        box.addWidget(Line())
        box.addLayout(foot)
        self._stack.addWidget(full)
        self._stack.addWidget(EmptyState(*EMPTY[key], fill))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def set_grid(self, grid: Grid) -> None:
        """Show a table."""
        self.view.set_grid(grid)
        self._note.setText(grid.note)
        self._stack.setCurrentIndex(0 if grid.rows else 1)


class _Legend(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("颜色：" + "、".join(text for _token, text in words.LEGEND))

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(400), now.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_legend(painter, QRectF(self.rect()).adjusted(0, 0, -1, 0), theme.current())
        painter.end()


class _Trend(QWidget):
    """整改趋势 and 周末还没销号."""

    def __init__(self, week: Any, rates: Any) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 18, EDGE)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("整改趋势", "section"))
        head.addStretch(1)
        head.addWidget(link("看整改率表", rates, name="seeRates"))
        box.addLayout(head)
        self.sums = _Sums()
        box.addWidget(self.sums)
        self.bars = BarPairs("整改趋势：每周新发现和销号的条数")
        self.bars.setObjectName("bars")
        self.bars.chosen.connect(week)
        box.addWidget(self.bars)
        box.addSpacing(GROUP)
        box.addWidget(Line())
        foot = QHBoxLayout()
        foot.addWidget(label("周末还没销号", "section"))
        self.now = label("", "secondary", name="openNow")
        foot.addWidget(self.now)
        foot.addStretch(1)
        box.addLayout(foot)
        self.line = LineDots("周末还没销号的条数")
        self.line.setObjectName("line")
        box.addWidget(self.line)
        box.addStretch(1)

    def set_weeks(self, found: "Stats") -> None:
        """Show the period's weeks."""
        trend = found.trend
        self.bars.set_points([Point(f"{one.week.number}周", one.found, one.closed) for one in trend])
        self.line.set_points([Point(f"{one.week.number}周", one.open) for one in trend])
        self.sums.set_sums(sum(one.found for one in trend), sum(one.closed for one in trend))
        running = found.weeks[-1] == trend[-1].week if trend else False
        self.now.setText(f"{'现在' if running else '期末'}{trend[-1].open}条" if trend else "")


class _Sums(QWidget):
    """▇ 新发现60个 ▇ 销号54个."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = ("", "")

    def set_sums(self, found: int, closed: int) -> None:
        """The period's totals."""
        self._words = (f"新发现{found}条", f"销号{closed}条")
        self.setAccessibleName("，".join(self._words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, theme.current().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setFont(now.font("secondary"))
        side, x = now.px(12), 0.0
        for text, token in zip(self._words, ("border", "check"), strict=True):
            painter.fillRect(QRectF(x, (self.height() - side) / 2, side, side), now.color(token))
            painter.setPen(now.color("text2"))
            wide = painter.fontMetrics().horizontalAdvance(text) + 2
            room = QRectF(x + side + 6, 0, wide, self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
            x += side + 6 + wide + GROUP
        painter.end()
