"""年度结转 in 资料与设置: which years may be closed, what is open, which are closed; the year's papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gui.app import App
from gui.jobs import Latest
from gui.papers import Offer, PaperJob
from gui.views.settings_fields import SettingsSection
from gui.views.year_closing import YearClosing
from gui.widgets import Mark, MarkLabel, Section, button, clear_layout, label, link
from gui.widgets.basics import GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.year_close import ClosedYear, YearCheck


@dataclass(frozen=True, slots=True)
class _Years:
    closable: list[int]
    checks: dict[int, list[YearCheck]]
    closed: list[ClosedYear]


def _years(door: Any) -> _Years:
    from core.queries.year_close import closed_years, year_checks, years_to_close

    closable = years_to_close(door)
    return _Years(closable, {year: year_checks(door, year) for year in closable[:1]}, closed_years(door))


class YearSection(SettingsSection):
    """One button per year that may be closed: which year is chosen, never guessed."""

    title = "年度结转和交接"
    note = "结转不移动、不删除任何记录：先检查、先备份，未销号的按原编号继续，新一年文号从1号起。"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._latest = Latest()
        self.closing = YearClosing(app, self)
        self._open = QVBoxLayout()
        self._open.setSpacing(SPACE)
        self._done = QVBoxLayout()
        self._done.setSpacing(SPACE)
        self.body.addWidget(Section("可以结转"))
        self.body.addLayout(self._open)
        self.body.addWidget(Section("已结转"))
        self.body.addLayout(self._done)
        self.body.addWidget(Section("交接"))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(button("生成交接包…", "next", name="handOver", slot=self.hand_over))
        row.addWidget(button("打印交接清单", icon="print", name="handoverList", slot=self.print_list))
        row.addStretch(1)
        self.body.addLayout(row)
        words = "一个文件：数据、照片、印发件和交接清单；新电脑上“打开已有数据”选它，核对数量后改经办人。"
        self.body.addWidget(label(words, "hint", wrap=True))
        self.body.addStretch(1)

    def refresh(self) -> None:
        self.app.jobs.read(_years, self._show, latest=self._latest)

    def _show(self, found: _Years) -> None:
        clear_layout(self._open)
        clear_layout(self._done)
        if not found.closable:
            self._open.addWidget(label("现在没有可以结转的年度，12月起可以结转当年。", "hint", wrap=True))
        for year in found.closable:
            self._add_open(year, found.checks.get(year, []))
        if not found.closed:
            self._done.addWidget(label("还没有结转过。", "hint"))
        for one in found.closed:
            self._add_closed(one)

    def _add_open(self, year: int, checks: list[YearCheck]) -> None:
        row = QHBoxLayout()
        row.setSpacing(GROUP)
        row.addWidget(button(f"结转{year}年…", name=f"closeYear{year}", slot=partial(self.closing.ask, year)))
        row.addWidget(link("看年度考核表", partial(self._look, year), name=f"lookYear{year}"))
        row.addStretch(1)
        self._open.addLayout(row)
        for check in checks:
            line = QFrame()
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(GROUP)
            mark = MarkLabel(Mark("lack", "先看") if check.lack else Mark("note", "知悉"))
            mark.setFixedWidth(72)
            box.addWidget(mark)
            box.addWidget(label(check.text, wrap=True), 1)
            if check.ids or check.month or check.kind in ("gaps", "reserved", "holidays"):
                act = link("去看", partial(self._to, check), name=f"check_{check.kind}")
                act.setAccessibleName(f"{check.text}：去看")
                box.addWidget(act)
            self._open.addWidget(line)

    def _add_closed(self, one: ClosedYear) -> None:
        from core.rules.calendar import cn_date

        row = QHBoxLayout()
        row.setSpacing(GROUP)
        words = f"{one.year}年　{cn_date(one.closed_on)}结转　备份“{one.backup}”"
        row.addWidget(label(words, wrap=True, name=f"closed{one.year}"), 1)
        row.addWidget(link("看补录", partial(self._late, one.year), name=f"late{one.year}"))
        row.addWidget(link("撤销结转…", partial(self.closing.ask_undo, one.year), name=f"undoYear{one.year}"))
        self._done.addLayout(row)

    def _look(self, year: int) -> None:
        self.go.emit("circular", {"room": "year", "year": year, "list": "sheets"})

    def _late(self, year: int) -> None:
        self.go.emit("circular", {"room": "year", "year": year, "list": "late"})

    def _to(self, check: YearCheck) -> None:
        """The rows of a check, on their page."""
        if check.kind == "open":
            self.go.emit("findings", {"filter": "all", "ids": check.ids})
        elif check.kind == "statements":
            self.go.emit("circular", {"room": "measures", "statements": check.ids, "month": check.month})
        elif check.kind in ("gaps", "reserved"):
            self.go.emit("settings", {"section": "numbers"})
        elif check.kind == "holidays":
            self.go.emit("settings", {"section": "holidays"})
        else:
            self.go.emit("circular", {"month": check.month, "step": 1})

    # --- handing over ---------------------------------------------------------------------------------
    def print_list(self) -> None:
        """交接清单 in the preview."""
        PaperJob(self.app, self, Offer("handover", "交接清单"), {}).start()

    def print_current(self) -> None:
        self.print_list()

    def hand_over(self) -> None:
        """生成交接包…"""
        from gui.backups import HandoverJob

        HandoverJob(self.app, self).start()
