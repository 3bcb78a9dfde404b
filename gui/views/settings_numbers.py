"""文号登记: the numbers of the series, ours and those other papers of the office took."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QSpinBox

from core.errors import UserError
from gui.app import App
from gui.jobs import Latest
from gui.table import Column, RowsModel, SheetView
from gui.views.forms import VerbForm, line
from gui.views.settings_fields import PAD, SettingsSection
from gui.widgets import button, label
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from datetime import date

    from core.queries.settings import Number

_STATES = {"used": "已用", "reserved": "预留", "void": "作废"}


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


_COLUMNS = (
    Column("number", "发文字号", 220, bold=True),
    Column("title", "标题", 320, stretch=True),
    Column("state", "状态", 80, show=lambda state: _STATES.get(state, state)),
    Column("day", "成文日期", 150, kind="date", show=_day),
)


class NumberSection(SettingsSection):
    """Numbers are never given out twice and gaps stay gaps."""

    title = "文号登记"
    note = "印发时自动取下一个空号；别的文件占了号，登记在这里，通报会绕开。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._latest = Latest()
        self._next = ("", 0, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.free = label("", "body2", name="nextNumber")
        row.addWidget(self.free)
        row.addStretch(1)
        row.addWidget(button("登记已用的号…", name="numberAdd", slot=self.add))
        self.body.addLayout(row)
        self.model = RowsModel(_COLUMNS)
        self.table = SheetView(self.model, name="numbers", settings=app.settings)
        self.table.setAccessibleName("已登记的文号")
        self.table.set_empty("还没有用过文号。", "登记已用的号…", self.add)
        self.table.edge = PAD
        self.body.addWidget(self.table, 1)

    def refresh(self) -> None:
        year = self.app.today().year
        self.app.jobs.read(lambda r: _read(r, year), self._show, latest=self._latest)

    def _show(self, found: tuple[list[Number], str, int]) -> None:
        rows, code, serial = found
        self._next = (code, self.app.today().year, serial)
        self.model.set_rows(rows)
        self.free.setText(f"下一个空号：{code}〔{self._next[1]}〕{serial}号")

    def add(self) -> None:
        """登记已用的号…"""
        code, year, serial = self._next
        series, title = line(code, name="numberSeries"), line(name="numberTitle")
        years, serials = QSpinBox(), QSpinBox()
        years.setRange(2000, 2199)
        years.setValue(year or self.app.today().year)
        serials.setRange(1, 99_999)
        serials.setValue(serial)
        serials.setObjectName("numberSerial")

        def verb() -> Callable[[Any], object]:
            words = series.text().strip()
            if not words:
                raise UserError("请填机关代字。")
            values = (words, years.value(), serials.value(), title.text().strip())
            return lambda w: _reserve(w, *values)

        fields = [("机关代字(&D)", series), ("年份(&Y)", years), ("号(&N)", serials), ("文件标题(&T)", title)]
        VerbForm(self.app, self, "登记已用的号", "登记", "登记1个文号", fields, verb).open()


def _read(r: Any, year: int) -> tuple[list[Number], str, int]:
    from core.queries.circulars import next_serial
    from core.queries.settings import numbers
    from core.settings import settings_at

    code = settings_at(r, r.today).agency_code
    return numbers(r), code, next_serial(r, code, year)


def _reserve(w: Any, code: str, year: int, serial: int, title: str) -> int:
    from core.services.circulars import reserve_number

    return reserve_number(w, code, year, serial, title=title)
