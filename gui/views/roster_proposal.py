"""A proposed plan beside today's roster: weights in plain words, ties that stay, taking it over."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from gui import theme
from gui.app import App
from gui.jobs import Latest, Task
from gui.table import Column, RowsModel, SheetView
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.widgets import DateField, Mark, button, label, link, segments
from gui.widgets.basics import EDGE, GROUP, SPACE
from gui.widgets.flow import Flow

if TYPE_CHECKING:
    from core.queries.plan import Answer, Question
    from core.rules.proposal import Plan
    from gui.page import Page

_TERMS = (("near", "就近"), ("weak", "强弱搭配"), ("balance", "均衡"), ("change", "少变动"))
_IMPORTANCE = (Option(1, "一般"), Option(3, "重要"), Option(0, "不计"))
_STEP = 25  # places between two reports


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One place as the table shows it."""

    kind: str  # station leader
    site: int
    keep: bool
    name: str
    today: str
    then: str
    mark: Mark
    reason: str
    person: str
    units: tuple[int, ...]


class ProposalView(QWidget):
    """`opens(kind, id)` for a place's row; the proposal is computed beside the file's worker."""

    opens = Signal(str, int)

    def __init__(self, app: App, page: Page) -> None:
        super().__init__()
        self._app, self._page, self._latest = app, page, Latest()
        self.day = app.today()
        self.answer: Answer | None = None
        self._task: Task | None = None
        self._asked = False
        self._shown = "changed"
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE)
        self._box.addWidget(self._weights())
        self._box.addLayout(self._result())
        self._box.addWidget(self._sheet(), 1)

    # --- parts ----------------------------------------------------------------------------------------
    def _weights(self) -> QWidget:
        self._top = QWidget()
        row = Flow(self._top)
        self.level = ChoiceBox(
            [Option(None, "随名册"), Option("village", "按村（居）"), Option("group", "按组")]
        )
        self.level.setObjectName("planLevel")
        self.most = line(hint="不限", name="planMost")
        self.most.setFixedWidth(theme.current().px(56))
        fields: list[tuple[str, QWidget]] = [("层级", self.level)]
        self.weights = {key: ChoiceBox(_IMPORTANCE) for key, _ in _TERMS}
        fields += [(words, self.weights[key]) for key, words in _TERMS]
        fields.append(("每个站所最多", self.most))
        for words, field in fields:
            field.setAccessibleName(words)
            if isinstance(field, ChoiceBox):
                field.setMinimumContentsLength(2)
                field.setFixedWidth(theme.current().px(104 if field is self.level else 78))
            row.addWidget(_pair(words, field))
        for key, _ in _TERMS:
            self.weights[key].setObjectName(f"planWeight_{key}")
        self.go = button("提出方案", "next", name="planCompute", slot=self.propose)
        row.addWidget(self.go)
        return self._top

    def _result(self) -> QVBoxLayout:
        self.prices = label("", "body2", wrap=True, name="planPrices")
        self.prices.setToolTip(
            "代价越低越好：每公里2分，每处只有弱的站所40分，多于或少于平均数的处数平方后2分，"
            "每条包保新增或取消10分；“重要”按三倍算。"
        )
        self.busy = label("", "secondary", name="planBusy")
        self.stop = link("停止", self._stop, name="planStop")
        self.stop.hide()
        self._switch, self._group = segments(
            [("changed", "只看变动"), ("station", "全部站所"), ("leader", "全部领导")], self._show_part
        )
        self.take = button("采用…", name="planAdopt", slot=self.ask_adopt)
        self.take.setEnabled(False)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(self._switch)
        self._row.addWidget(self.busy, 1)
        self._row.addWidget(self.stop)
        self._row.addWidget(self.take)
        self._said = QVBoxLayout()
        self._said.setSpacing(SPACE)
        self._said.addWidget(self.prices)
        self._said.addLayout(self._row)
        return self._said

    def _sheet(self) -> SheetView:
        self.model = RowsModel(
            (
                Column("keep", "固定", 52, kind="check", editable=True),
                Column("name", "区域", 126, bold=True),
                Column("today", "现在", 168),
                Column("then", "方案", 190),
                Column("mark", "变动", 84, kind="status"),
                Column("reason", "理由", 160, stretch=True),
                Column("person", "新的责任人", 96),
            )
        )
        self.model.muted = lambda row: row.today == row.then
        self.table = SheetView(self.model, name="planRows", settings=self._app.settings)
        self.table.setAccessibleName("方案和现在的对照")
        self.table.checked.connect(self._lock)
        self.table.opened.connect(self._open)
        return self.table

    def _empty(self) -> None:
        self.table.set_empty("还没有提出方案。方案只供对照，采用以前名册不变。", "提出方案", self.propose)

    # --- computing ------------------------------------------------------------------------------------
    def set_day(self, day: date) -> None:
        """Another day, or the roster changed: what was proposed speaks of the past."""
        self.day = day
        if self.answer is not None:
            self.take.setEnabled(False)
            self.busy.setText("名册有改动，请重新提出方案。")
        elif not self._asked:
            self._empty()

    def propose(self) -> None:
        """Read the roster, then compute in the other worker; the window stays free."""
        try:
            weights = self._chosen()
        except UserError as error:
            self._refused(error)
            return
        day, level = self.day, self.level.key

        def read(r: Any) -> Question:
            from core.queries.plan import question
            from core.rules.proposal import Weights

            return question(r, day, level, Weights(**weights))

        self._asked = True
        self._working(True)
        self.busy.setText("正在读取名册…")
        self._app.jobs.read(read, self._compute, self._refused, latest=self._latest)

    def _chosen(self) -> dict[str, Any]:
        from core.rules.proposal import Weights

        usual = Weights()
        found: dict[str, Any] = {key: getattr(usual, key) * self.weights[key].key for key, _ in _TERMS}
        text = self.most.text().strip()
        if text and not (text.isascii() and text.isdecimal() and 0 < int(text) < 10000):
            raise UserError("每个站所最多几处请填数字，不限就空着。")
        return {**found, "most": int(text) if text else None}

    def _compute(self, asked: Question) -> None:
        def work(task: Task) -> Answer | None:
            from core.rules.matching import Stopped
            from core.services.plan import answer

            def tell(done: int, steps: int) -> bool:
                if done % _STEP == 0:
                    task.report(done, steps)
                return not task.cancelled

            with suppress(Stopped):
                return answer(asked, tell)
            return None

        self._task = self._app.jobs.long_work(work, self._show, self._refused, self._progress)

    def _progress(self, done: int, steps: int) -> None:
        self.busy.setText(f"正在计算：{done}/{steps}")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._latest.take()
        self._working(False)
        self.busy.setText("已停止。")

    def _working(self, on: bool) -> None:
        self.stop.setVisible(on)
        self.go.setEnabled(not on)
        if on:
            self.take.setEnabled(False)

    def _refused(self, error: UserError) -> None:
        self._working(False)
        self.answer = None
        self.model.set_rows([])
        self.prices.setText("")
        self.busy.setText("")
        self.table.set_empty(str(error), "重新提出", self.propose)

    # --- showing --------------------------------------------------------------------------------------
    def _show(self, found: Answer | None) -> None:
        self._working(False)
        if found is None:
            return
        self.answer = found
        self.busy.setText("")
        self.prices.setText("\n".join(_price_line(one) for one in _plans(found)))
        self.take.setEnabled(any(one.changed for one in _plans(found)))
        self._group.buttons()[2].setEnabled(found.leaders is not None)
        self._fill()

    def _show_part(self, key: str) -> None:
        self._shown = key
        self._fill()

    def _fill(self) -> None:
        if self.answer is None:
            return
        rows = _rows(self.answer)
        if self._shown == "changed":
            rows = [one for one in rows if one.today != one.then]
        else:
            rows = [one for one in rows if one.kind == self._shown]
        self.table.set_empty("现在的分工已经是代价最小的，不用调整。")
        self.model.set_rows(rows)
        self._page.say(self.words())

    def words(self) -> str:
        """For the bottom line."""
        if self.answer is None:
            return ""
        counts = [f"{_KIND[one.problem.kind]}变动{len(one.changed)}处" for one in _plans(self.answer)]
        return "，".join(counts)

    def _open(self, row: int) -> None:
        found: PlanRow | None = self.model.row(row)
        if found is not None:
            self.opens.emit("area", found.site)

    # --- acts -----------------------------------------------------------------------------------------
    def _lock(self, row: int, _key: str, on: bool) -> None:
        """固定: today's stations of the place stay in every proposal; proposed anew at once."""
        found: PlanRow | None = self.model.row(row)
        if found is None or found.kind != "station" or not found.units:
            self.busy.setText("只有已有站所的区域可以固定；领导的变动可以不采用。")
            return
        site, units = found.site, found.units

        def write(w: Any) -> None:
            from core.services.plan import lock, unlock

            for one in units:
                lock(w, one, site) if on else unlock(w, one, site)

        self._app.jobs.write("固定1处包保" if on else "不再固定1处包保", write, lambda _done: self.propose())

    def ask_adopt(self) -> None:
        """采用…: one step under a document of its own."""
        found = self.answer
        if found is None:
            return
        day = DateField(self.day, self._app.today())
        day.setObjectName("adoptDay")
        document = line(hint="例如：包保任务调整表", name="adoptDocument")
        leaders = QCheckBox("包保领导的变动一并采用")
        leaders.setObjectName("adoptLeaders")
        leaders.setChecked(True)
        note = label(
            f"{self.words()}。变动的包保从这天起按方案执行，原来的到前一天为止；可以撤销。",
            "body2",
            wrap=True,
        )
        fields: list[tuple[str, QWidget]] = [("从哪天起(&D)", day), ("文件名称(&N)", document)]
        if found.leaders is not None and found.leaders.changed:
            fields.append(("", leaders))
        fields.append(("", note))

        def verb() -> Any:
            if not day.commit():
                raise UserError("没有这一天，请改正日期。")
            start, title, both = day.day, document.text(), leaders.isChecked()

            def write(w: Any) -> int:
                from core.services.plan import adopt

                return adopt(w, found, start, title, leaders=both)

            return write

        VerbForm(
            self._app, self._page, "采用包保方案", "采用", "采用包保方案", fields, verb, self._adopted
        ).open()

    def _adopted(self, lines: int) -> None:
        self.answer = None
        self.model.set_rows([])
        self.prices.setText("")
        self._asked = False
        self.busy.setText(f"已采用，{lines}条包保按方案变动。")
        self._empty()

    def export(self) -> None:
        """The whole comparison with its prices."""
        from gui.saving import save_as

        found = self.answer
        if found is None:
            self.busy.setText("先提出方案，再导出。")
            return

        def write(path: Any) -> None:
            from core.exchange.write import write_sheet
            from core.services.plan import plan_sheet

            sheet = plan_sheet(found)
            write_sheet(path, sheet.title, sheet.columns, sheet.rows)

        save_as(self._app, self._page, "包保方案.xlsx", write)

    def set_narrow(self, narrow: bool) -> None:
        edge = GROUP if narrow else EDGE
        self._top.setContentsMargins(edge, 6 if narrow else 14, edge, 0)
        self._said.setContentsMargins(edge, 0, edge, 0)
        self.table.set_narrow(narrow)
        for column in (4, 6):
            self.table.setColumnHidden(column, narrow)


_KIND = {"station": "站所", "leader": "领导"}


def _pair(words: str, field: QWidget) -> QWidget:
    """A label and its field that break into the next row together."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(label(words, "body2"))
    row.addWidget(field)
    return pair


def _plans(found: Answer) -> list[Plan]:
    return [found.stations, *([found.leaders] if found.leaders is not None else [])]


def _price_line(one: Plan) -> str:
    """站所：变动10处，代价373.8→98.5（强弱搭配320→0，…）."""
    from core.rules.proposal import price_words, terms

    *parts, total = [(name, price_words(today), price_words(then)) for name, today, then in terms(one)]
    known = {"就近": bool(one.problem.km)}  # what nobody entered costs nothing and says nothing
    said = "，".join(
        f"{name}{today}→{then}" if known.get(name, True) else f"{name}没有登记" for name, today, then in parts
    )
    bare = f"现在{one.today.uncovered}处没有人包，" if one.today.uncovered else ""
    count = f"变动{len(one.changed)}处" if one.changed else "不用变动"
    return f"{_KIND[one.problem.kind]}：{bare}{count}，代价{total[1]}→{total[2]}（{said}）"


def _rows(found: Answer) -> list[PlanRow]:
    rows = []
    for plan in _plans(found):
        kind, locks = plan.problem.kind, plan.problem.locks
        for row in plan.rows:
            staff = (found.staffing.get((one, row.site_id)) for one in row.then)
            rows.append(
                PlanRow(
                    kind,
                    row.site_id,
                    bool(row.today) and all((one, row.site_id) in locks for one in row.today),
                    row.name,
                    "、".join(plan.names[one] for one in row.today) or "—",
                    "、".join(plan.names[one] for one in row.then),
                    Mark("lack", "变动") if row.changed else Mark("note", "不变"),
                    row.reason,
                    "、".join(found.people[one] for one in staff if one is not None),
                    row.today,
                )
            )
    return rows
