"""方案 of 名册: what the plan's rules say of the roster, and a proposal beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.app import App
from gui.jobs import Latest
from gui.table import Column, RowsModel, SheetView
from gui.views.roster_proposal import ProposalView
from gui.views.roster_tree import RosterTree
from gui.widgets import Mark, button, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.plan import PlanCheck
    from core.rules.coverage import Target
    from gui.page import Page

PLACES = {
    "gaps": 1,
    "leaders": 2,
    "strengths": 3,
    "near": 4,
    "balance": 5,
    "faults": 6,
    "propose": 7,
}
GAPS, LEADERS, STRENGTHS, NEAR, BALANCE, FAULTS, PROPOSAL = range(1, 8)
_CHECKS = (LEADERS, STRENGTHS, NEAR)
_SAID = {
    GAPS: ("责任缺口", "区级、乡级、村级、组级都有人负责，站所和人员都有包保区域。"),
    LEADERS: ("领导对应", "乡村领导基本对应包保村（居）、小组。"),
    STRENGTHS: ("强弱搭配", "每个村（居）都有力量较强或中等的站所。"),
    NEAR: ("就近", "没有站所舍近求远。"),
    BALANCE: ("力量均衡", "名册里还没有包保分工。"),
    FAULTS: ("名册自相矛盾", "没有自相矛盾的地方。"),
}
_NOTES = {
    STRENGTHS: "力量强弱在“按单位”里登记",
    NEAR: "比最近的站所远一倍以上、多3公里以上的列出；远近在“计划任务”里登记",
    BALANCE: "多于中位数一倍以上或不到一半、且相差2以上的算明显偏多偏少",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a finding list; `target` is the row it opens."""

    level: str
    text: str
    mark: Mark
    target: Target | None
    open: str = "打开"


class PlanDesk(QWidget):
    """The right side; `menu` is the list for the left one. `opens(kind, id)` for a finding's row."""

    opens = Signal(str, int)
    said = Signal(str)

    def __init__(self, app: App, page: Page) -> None:
        super().__init__()
        self._app, self._page, self._latest = app, page, Latest()
        self.check: PlanCheck | None = None
        self.day = app.today()
        self._wanted: int | None = None
        self.menu = RosterTree("rosterPlanList", "方案：核对和提出方案")
        self.menu.picked.connect(self._turn)
        self.proposal = ProposalView(app, page)
        self.proposal.opens.connect(self.opens)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._findings())
        self.stack.addWidget(self.proposal)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def _findings(self) -> QWidget:
        whole = QWidget()
        self.title = label("", "section", name="planTitle")
        self.note = label("", "secondary", name="planNote")
        propose = button("提出方案…", "next", name="planPropose", slot=self.ask_proposal)
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self.title)
        self._head.addWidget(self.note, 1)
        self._head.addWidget(propose)
        self.model = RowsModel(
            (
                Column("level", "类别", 196),
                Column("text", "情况", 380, stretch=True),
                Column("mark", "结果", 112, kind="status"),
                Column("open", "", 64, kind="link"),
            )
        )
        self.table = SheetView(self.model, name="planFindings", settings=self._app.settings)
        self.table.setAccessibleName("核对结果")
        self.table.opened.connect(self._open)
        self.table.linked.connect(lambda row, _key: self._open(row))
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        box.addLayout(self._head)
        box.addWidget(self.table, 1)
        return whole

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self, day: date) -> None:
        """The roster of a day judged anew; a proposal made before is stale."""
        self.day = day
        self.proposal.set_day(day)

        def read(r: Any) -> PlanCheck:
            from core.queries.plan import plan_check

            return plan_check(r, day)

        self._app.jobs.read(read, self._show, latest=self._latest)

    def _show(self, check: PlanCheck) -> None:
        self.check = check
        rows = [(key, _SAID[key][0], *_state(check, key)) for key in (GAPS, *_CHECKS, BALANCE, FAULTS)]
        rows += [(PROPOSAL, "提出方案", "", "")]
        self.menu.show_items(rows)
        if self._wanted is not None or self.menu.current_id is None:
            self.menu.choose(self._wanted or GAPS)
            self._wanted = None
        self._turn(self.menu.current_id or GAPS)

    def _turn(self, key: int) -> None:
        if key == PROPOSAL:
            self.stack.setCurrentWidget(self.proposal)
            self.said.emit(self.proposal.words())
        elif self.check is not None:
            self.stack.setCurrentIndex(0)
            self.title.setText(_SAID[key][0])
            self.note.setText("" if self._page.narrow else _NOTES.get(key, ""))
            items = _items(self.check, key)
            self.model.set_rows(items)
            self.table.set_empty(_SAID[key][1])
            self.said.emit(f"{_SAID[key][0]}：{len(items)}条" if items else _SAID[key][1])

    def ask_proposal(self) -> None:
        """提出方案…"""
        self.turn_to(PROPOSAL)
        self.proposal.propose()

    def turn_to(self, key: int) -> None:
        """One entry of the list, now or once the list is read."""
        if not self.menu.choose(key):
            self._wanted = key

    def _open(self, row: int) -> None:
        item: Item | None = self.model.row(row)
        if item is not None and item.target is not None:
            self.opens.emit(*item.target)

    # --- the page's hooks -----------------------------------------------------------------------------
    def print_shown(self, page: Page) -> None:
        """Exactly what the table shows."""
        from core.rules.calendar import cn_date
        from gui.printing import print_table

        view = self.proposal.table if self.stack.currentWidget() is self.proposal else self.table
        title = "包保方案" if view is self.proposal.table else self.title.text()
        columns = [one for one in view.rows.columns if one.kind not in ("check", "link")]
        rows = [[view.rows.text(row, one) for one in columns] for row in range(view.rows.rowCount())]
        print_table(self._app, page, title, cn_date(self.day), [one.title for one in columns], rows)

    def export(self, page: Page) -> None:
        """The proposal with its prices, or the findings shown."""
        from core.exchange.write import SheetColumn, write_sheet
        from gui.saving import save_as

        here = self.stack.currentWidget()
        if here is self.proposal:
            self.proposal.export()
            return
        title, model = self.title.text(), self.model
        columns = [SheetColumn(one.title, 40 if one.stretch else 16) for one in model.columns[:3]]
        rows = [[model.text(row, one) for one in model.columns[:3]] for row in range(model.rowCount())]
        save_as(self._app, page, f"{title}.xlsx", lambda path: write_sheet(path, title, columns, rows))

    def set_narrow(self, narrow: bool) -> None:
        edge = GROUP if narrow else EDGE
        self._head.setContentsMargins(edge, 6 if narrow else 14, edge, 4)
        self.table.set_narrow(narrow)
        self.table.setColumnHidden(0, narrow)
        if narrow:
            self.note.setText("")
        self.proposal.set_narrow(narrow)


# -- what the lists say ----------------------------------------------------------------------------


def _state(check: PlanCheck, key: int) -> tuple[str, str]:
    """Words at the right of an entry, or what is lacking."""
    if key == GAPS:
        count = sum(one.target is not None for one in check.gaps)
        return ("没有", "") if not count else ("", f"{count}处")
    if key in _CHECKS:
        found = check.checks[_CHECKS.index(key)]
        if found.remarks:
            return "", f"{len(found.remarks)}处"
        return ("未登记" if found.unknown else "符合"), ""
    if key == BALANCE:
        count = sum(len(one.outliers) for one in check.measures)
        return ("均衡", "") if not count else ("", f"{count}处")
    return ("没有", "") if not check.faults else ("", f"{len(check.faults)}处")


def _items(check: PlanCheck, key: int) -> list[Item]:
    if key == GAPS:
        return [
            Item(
                one.level,
                one.text,
                Mark("lack", "缺口") if one.target else Mark("note", "未登记"),
                one.target,
            )
            if one.target
            else Item(one.level, one.text, Mark("note", "未登记"), None, "")
            for one in check.gaps
        ]
    if key in _CHECKS:
        found = check.checks[_CHECKS.index(key)]
        bad = [Item(found.name, one.text, Mark("lack", "不符合"), one.target) for one in found.remarks]
        return bad + [Item(found.name, one.text, Mark("note", "未登记"), one.target) for one in found.unknown]
    if key == BALANCE:
        return _loads(check)
    return [Item("矛盾", one.text, Mark("lack", "矛盾"), one.target) for one in check.faults]


def _loads(check: PlanCheck) -> list[Item]:
    """Those who stand out first, then the rest from much to little."""
    from core.rules.proposal import price_words

    marks = {"high": Mark("lack", "明显偏多"), "low": Mark("lack", "明显偏少"), "": Mark("note", "正常")}
    found = []
    for one in check.measures:
        middle = price_words(one.median)
        for load in sorted(one.loads, key=lambda load: (not load.side, -load.count)):
            text = f"{load.name}：{load.count}{one.word}（中位数{middle}{one.word}）"
            found.append(Item(one.name, text, marks[load.side], load.target))
    return sorted(found, key=lambda item: item.mark.kind != "lack")
