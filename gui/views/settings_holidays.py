"""节假日: each year's days off and worked instead; a year that is not known is said, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from core.errors import UserError
from core.rules.calendar import cn_date, weekday_cn
from core.rules.holiday_gaps import gaps
from gui.app import App
from gui.jobs import Latest
from gui.table import Column, RowsModel, SheetView
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.views.settings_fields import PAD, SettingsSection
from gui.widgets import DateField, button, label
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from datetime import date

    from core.queries.settings import HolidayDay, HolidayYear
    from core.services.record import HolidayRow

_COLUMNS = (
    Column("day", "日期", 190, show=lambda day: f"{cn_date(day)} {weekday_cn(day)}"),
    Column("off", "放假/补班", 120, show=lambda off: "放假" if off else "补班"),
    Column("name", "名称", 200, stretch=True),
)


class HolidaySection(SettingsSection):
    """A change is a new version of its year; issued months keep what they were counted by."""

    title = "节假日"
    note = "应到天数按这里的放假和补班算；国务院办公厅每年10月、11月公布下一年的安排。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._latest = Latest()
        self._years: dict[int, HolidayYear] = {}
        self._days: list[HolidayDay] = []
        self.year = ChoiceBox()
        self.year.setObjectName("holidayYear")
        self.year.setAccessibleName("年份")
        self.year.activated.connect(lambda _at: self._read_days())
        self.about = label("", "secondary", name="holidayAbout")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.year)
        row.addStretch(1)
        for text, name, slot in (
            ("从表格导入…", "holidayFile", self.ask_file),
            ("粘贴一年", "holidayPaste", self.paste),
            ("添一天…", "holidayAdd", self.add_day),
            ("删除这天", "holidayDelete", self.delete_day),
        ):
            row.addWidget(button(text, name=name, slot=slot))
        self.body.addLayout(row)
        self.lacking = label("", "warn", wrap=True, name="holidayLacking")
        self.body.addWidget(self.about)
        self.body.addWidget(self.lacking)
        self.gaps = label("", "warn", wrap=True, name="holidayGaps")
        self.gaps.hide()
        self.body.addWidget(self.gaps)
        self.model = RowsModel(_COLUMNS)
        self.table = SheetView(self.model, name="holidays", settings=app.settings)
        self.table.setAccessibleName("放假和补班的日子")
        self.table.edge = PAD
        self.body.addWidget(self.table, 1)
        hint = "表格要有日期、放假/补班两列，可再有名称、截止日期（一次放几天时）。"
        self.body.addWidget(label(hint, "secondary", wrap=True))

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        self.app.jobs.read(_read_years, self._show_years, latest=self._latest)

    def _show_years(self, years: list[HolidayYear]) -> None:
        kept = self.year.key or self.app.today().year
        self._years = {one.year: one for one in years}
        self.year.set_options([Option(one.year, f"{one.year}年") for one in years])
        self.year.choose(kept)
        now = self.app.today().year
        lacking = [year for year in (now, now + 1) if year not in self._years]
        words = "、".join(f"{year}年" for year in lacking)
        self.lacking.setText(f"▲ {words}的放假安排还没有录入，公布后请导入。" if lacking else "")
        self.lacking.setVisible(bool(lacking))
        self._read_days()

    def _read_days(self) -> None:
        year = self._years.get(self.year.key)
        if year is None:
            return
        self.about.setText(
            f"放假{year.off}天、补班{year.worked}天；{year.source}，{cn_date(year.adopted_on)}录入"
        )
        version = year.version_id
        self.app.jobs.read(lambda r: _read_days(r, version), self._show_days)

    def _show_days(self, days: list[HolidayDay]) -> None:
        self._days = days
        self.model.set_rows(days)
        found = gaps(days[0].day.year, ((one.day, one.name, one.off) for one in days)) if days else ()
        words = (
            f"▲ {days[0].day.year}年的安排里{'，'.join(found)}，这些天会照样要求到岗，请补上。"
            if found
            else ""
        )
        self.gaps.setText(words)
        self.gaps.setVisible(bool(found))

    # --- a whole year ---------------------------------------------------------------------------------
    def ask_file(self) -> None:
        """从表格导入…"""
        folder = self.app.settings.folder_for("imports", Path.home())
        name, _filter = QFileDialog.getOpenFileName(
            self, "选择放假安排表格", str(folder), "表格 (*.xlsx *.xls *.csv);;所有文件 (*)"
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a sheet and store its years."""
        self.app.jobs.work(lambda: _parse_file(path), self._take, self._refused)

    def paste(self) -> None:
        """粘贴一年."""
        text = QGuiApplication.clipboard().text()
        self.app.jobs.work(lambda: _parse_text(text), self._take, self._refused)

    def _take(self, found: tuple[list[HolidayRow], str]) -> None:
        rows, source = found

        def write(w: Any) -> list[int]:
            from core.services.holidays import take_years

            return take_years(w, rows, source)

        years = "、".join(str(year) for year in sorted({row[0].year for row in rows}))
        self.app.jobs.write(f"导入{years}年放假安排", write, self._taken, self._refused)

    def _taken(self, years: list[int]) -> None:
        self.year.set_options([Option(year, f"{year}年") for year in years])
        self.year.choose(years[-1])

    def _refused(self, error: UserError) -> None:
        self.app.jobs.refused.emit(str(error))

    # --- one day --------------------------------------------------------------------------------------
    def add_day(self) -> None:
        """添一天…"""
        day = DateField(self.app.today(), self.app.today())
        kind = ChoiceBox([Option(True, "放假"), Option(False, "补班")])
        name = line(name="holidayName")

        def verb() -> Callable[[Any], object]:
            if not day.commit():
                raise UserError("没有这一天，请改正日期。")
            if day.day.year not in self._years:
                raise UserError(f"{day.day.year}年的安排还没有录入，请先导入一整年。")
            row = (day.day, name.text().strip(), kind.key)
            version = self._years[day.day.year].version_id
            return lambda w: _change_day(w, version, row, keep=True)

        fields = [("日期(&D)", day), ("放假或补班(&K)", kind), ("名称(&N)", name)]
        VerbForm(self.app, self, "添一天", "添上", "修改放假安排", fields, verb).open()

    def delete_day(self) -> None:
        """删除这天."""
        one: HolidayDay | None = self.model.row(self.table.current_row)
        year = self._years.get(self.year.key)
        if one is None or year is None:
            return
        row, version = (one.day, one.name, one.off), year.version_id
        self.app.jobs.write(
            "修改放假安排", lambda w: _change_day(w, version, row, keep=False), None, self._refused
        )


# -- in the workers --------------------------------------------------------------------------------


def _read_years(r: Any) -> list[HolidayYear]:
    from core.queries.settings import holiday_years

    return holiday_years(r)


def _read_days(r: Any, version: int) -> list[HolidayDay]:
    from core.queries.settings import holiday_days

    return holiday_days(r, version)


def _change_day(w: Any, version: int, row: tuple[date, str, bool], *, keep: bool) -> None:
    from core.services.holidays import change_day

    rows = [(one.day, one.name, one.off) for one in _read_days(w, version)]
    change_day(w, rows, row, keep=keep)


def _parse_file(path: Path) -> tuple[list[HolidayRow], str]:
    from core.exchange.read import read_sheet
    from core.services.holidays import FIELDS, parse_holidays

    return parse_holidays(read_sheet(path, fields=FIELDS)), path.name


def _parse_text(text: str) -> tuple[list[HolidayRow], str]:
    from core.exchange.read import read_clipboard
    from core.services.holidays import parse_holidays

    return parse_holidays(read_clipboard(text)), "粘贴"
