"""The page 考核通报: month, steps, the step's pane, the A4 page beside it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from core.rules.circular import Rows
from core.rules.self_check import Check, blocking
from gui.app import App
from gui.jobs import Latest
from gui.page import Page
from gui.papers import Offer
from gui.preview import PdfPreview
from gui.views.circular.acts import MonthActs
from gui.views.circular.check_step import CheckStep
from gui.views.circular.checks import checks_of
from gui.views.circular.dates_row import DatesRow, tab_order
from gui.views.circular.decisions import Decisions
from gui.views.circular.draft_step import DraftStep
from gui.views.circular.drafting import Drafting
from gui.views.circular.issue_dialog import IssueDialog
from gui.views.circular.issue_step import IssueStep
from gui.views.circular.live import LivePage
from gui.views.circular.opener import RowsOpener
from gui.views.circular.outlet import Outlet
from gui.views.circular.pages_bar import PagesBar, StepsBar
from gui.views.circular.paper import Composed, compose
from gui.views.circular.rank_step import RankRow, RankStep
from gui.views.circular.rooms import YEAR, Rooms
from gui.views.circular.score_step import ScoreStep
from gui.views.circular.sentence_list import SentenceList
from gui.views.circular.steps import CHECK, DRAFT, ISSUE, RANK, SCORE, STEPS
from gui.views.circular.strip import CheckStrip
from gui.widgets import PageHeader, PeriodPicker, Stepper, button

if TYPE_CHECKING:
    from core.queries.circular_pages import Doubt, MonthState
    from core.queries.circulars import Issued


SUPPLEMENT = Offer("supplement", "补录清单")


class CircularPage(Page):
    """One month at a time; its state is read anew after every write that concerns it."""

    kinds = frozenset((
        "absence", "accountability", "annual_line", "archive_item", "area", "assignment", "category",
        "check_in", "choice", "circular", "escalation_rule", "statement", "year_close",
        "doc_number", "exemption", "extension", "finding", "holiday", "holiday_version",
        "period_close",
        "inspection", "person", "phrase", "post", "rectification", "rubric", "rubric_item", "source_score",
        "score_line", "score_sheet", "sentence", "setting", "unit",
    ))  # fmt: skip
    help_text = (
        "按①核对、②打分、③排名、④拟稿、⑤印发的顺序做完一个月，Ctrl+N是蓝色的下一步。\n"
        "拟稿时↑↓选句子，→选数字，Enter打开数字背后的记录或修改句子，空格不写这一句；"
        "Insert新增一段，Alt+↑↓移动，F4常用语，F8下一处自检。\n"
        "印发后原件封存，有错另发更正。\n"
        "“追责”列出够条件的单位和依据，登记陈述申辩和问责；“年度”是年度考核表、归档目录和结转。"
    )

    papers = (
        Offer("scores", "考核得分汇总表"),
        Offer("praise", "通报表扬"),
        Offer("criticism", "通报批评"),
        Offer("correction", "更正通报"),
        Offer("annual", "年度绩效考核表"),
        Offer("archive-list", "归档文件目录"),
        SUPPLEMENT,
    )
    several = frozenset({"monthly", "scores"})

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("考核通报", main="下一步：打分"))
        self.state: MonthState | None = None
        self.paper: Composed | None = None
        self.frozen: bytes | None = None
        self._month = ""  # 2026-10; empty until the first answer
        self._step: int | None = None
        self._reached: dict[str, int] = {}
        self._latest, self._composing = Latest(), Latest()
        self.acts = MonthActs(app, self)
        self.decisions = Decisions(self.acts, self)
        self.opener = RowsOpener(app, self)
        self.outlet = Outlet(self)
        self.rooms = Rooms(self)
        self._build_head()
        self._build_body()
        self._connect()

    # --- construction ---------------------------------------------------------------------------------
    def _build_head(self) -> None:
        today: date = self.app.today()
        self.picker = PeriodPicker("month", today)
        self.header.left.addWidget(self.picker)
        self.header.left.addWidget(self.rooms.years)
        self.back = button("上一步", name="previousStep", slot=self.previous)
        self.header.right.addWidget(self.back)
        self.preview = PdfPreview()
        self.stepper = Stepper(STEPS)
        self.stepper.setObjectName("steps")
        self.pages_bar = PagesBar(self.preview)
        self.steps_bar = StepsBar(self.rooms.switch, self.stepper, self.rooms.chips, self.pages_bar)
        self.body.addWidget(self.steps_bar)

    def _build_body(self) -> None:
        settings = self.app.settings
        self.check, self.score = CheckStep(), ScoreStep(settings)
        self.rank, self.issue = RankStep(settings), IssueStep(settings)
        self.dates = DatesRow(self.app.today())
        self.sentences = SentenceList(self.dates)
        tab_order(self.dates, self.sentences)
        self.drafting = DraftStep(self.sentences)
        self.live = LivePage(self.app, self.preview, self.sentences)
        self.stack = QStackedWidget()
        for pane in (self.check, self.score, self.rank, self.drafting, self.issue):
            self.stack.addWidget(pane)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.preview)
        self.stack.setMinimumWidth(320)
        self.preview.setMinimumWidth(320)
        for number in (0, 1):
            self.split.setStretchFactor(number, 1)
        self.body.addWidget(self.split, 1)
        self.strip = CheckStrip()
        self.body.addWidget(self.strip)

    def _connect(self) -> None:
        self.picker.changed.connect(self._picked_month)
        self.stepper.chosen.connect(self.go_to)
        self.check.asked.connect(self._doubt)
        self.check.started.connect(self._start)
        self.score.opened.connect(self._rows)
        self.score.adjust.connect(self._adjust)
        self.score.exempt.connect(self._exempt)
        self.rank.ticked.connect(self._ranked)
        self.rank.opened.connect(self._unit)
        self.issue.correct.connect(self.acts.correct)
        self.issue.give_up.connect(self._give_up)
        self.issue.picked.connect(self._picked_issued)
        self.issue.print_out.connect(self.print_current)
        self.opener.go.connect(self.go)
        self.acts.issued.connect(self._went_out)
        self.acts.refused.connect(self._refused)
        self.draft_acts = Drafting(self)

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        if self.rooms.away:
            self.rooms.refresh(self._month)
            return
        wanted = self._month

        def query(door: Any) -> "MonthState":
            from core.queries.circular_pages import month_state, month_to_draft
            from core.rules.calendar import Month

            return month_state(door, Month.parse(wanted) if wanted else month_to_draft(door))

        self.app.jobs.read(query, self._show, latest=self._latest)

    def _show(self, state: "MonthState") -> None:
        fresh = self._month != state.month.text or self.state is None
        self.state, self._month = state, state.month.text
        if fresh:
            self.paper = None
        self.picked(self._month)
        self.check.show_state(state)
        self.score.show_state(state)
        self.rank.show_state(state)
        self.dates.show_state(state)
        self.drafting.phrases.set_phrases(state.phrases)
        self.drafting.exemptions.setChecked(state.attached)
        self.issue.show_state(state, self.acts.files())
        self.pages_bar.sample.setVisible(state.sample and self.paged)
        self.preview.mark = "示例" if state.sample else ""
        self._load_paper(state)
        step = self._step
        if step is None:
            step = ISSUE if state.closed else CHECK
        self.go_to(step)

    def _load_paper(self, state: "MonthState") -> None:
        if state.closed and state.issued is not None:
            self._load_frozen(state.issued.id)
        elif state.facts is not None:
            self.frozen = None
            self.app.jobs.work(_Compose(state), self._composed, latest=self._composing)

    def _load_frozen(self, circular_id: int) -> None:
        def query(door: Any) -> bytes:
            from core.queries.circulars import frozen_pdf

            return frozen_pdf(door, circular_id)

        self.app.jobs.read(query, self._show_frozen, latest=self._composing)

    def _show_frozen(self, pdf: bytes) -> None:
        self.frozen = pdf
        self.preview.highlight([])
        self.preview.set_links([])
        self.preview.show_pdf(pdf)

    def _composed(self, paper: Composed) -> None:
        self.paper = paper
        self.sentences.set_lines(paper.lines)
        if self.state is not None:
            self.live.show(self.state, paper)
        self._show_checks()

    def _show_checks(self) -> None:
        if self.state is not None and self.paper is not None and self.state.facts is not None:
            self.strip.show_checks(checks_of(self.state, self.paper))
        self.arrange()

    # --- steps ----------------------------------------------------------------------------------------
    @property
    def step(self) -> int:
        """The step shown, from 0."""
        return self.stack.currentIndex()

    @property
    def paged(self) -> bool:
        return self.step in {DRAFT, ISSUE}

    def go_to(self, step: int) -> None:
        """Show a step; an issued month has no draft to show."""
        state = self.state
        closed = state is not None and state.closed
        if closed and step == DRAFT:
            step = ISSUE
        if state is not None and state.facts is None and not closed:
            step = CHECK
        moved = step != self.step or self._step is None
        self._step = step
        reached = max(self._reached.get(self._month, 0), step, ISSUE if closed else 0)
        self._reached[self._month] = reached
        self.stack.setCurrentIndex(step)
        self.stepper.set_step(step, reached)
        self.arrange()
        if moved and state and not closed and self.frozen is not None and self.paper is not None:
            self.frozen = None  # an older paper was looked at
            self.live.show(state, self.paper)
        if moved and step == ISSUE:
            self.preview.highlight([])
            self.preview.verticalScrollBar().setValue(0)
        if moved and self.isVisible():
            self._focus_step()

    def arrange(self) -> None:
        """The head and what stands beside the step, as the month stands."""
        if self.rooms.away:
            return
        state, step = self.state, self.step
        ready = state is not None and (state.facts is not None or state.closed)
        self.preview.setVisible(self.paged and ready)
        self.pages_bar.setVisible(self.paged and ready)
        self.pages_bar.sample.setVisible(state is not None and state.sample)
        self.back.setEnabled(step > CHECK)
        main = self.header.main
        if step < ISSUE:
            main.setText(f"下一步：{STEPS[step + 1]}")
            main.setEnabled(ready)
        else:
            closed = state is not None and state.closed
            main.setText("打开文件" if closed else "印发…")
            main.setEnabled(ready and (closed or (self.paper is not None and not self._faults)))
        checking = ready and (step == DRAFT or (step == ISSUE and bool(self._faults)))
        self.strip.setVisible(checking and not self.narrow)
        if checking and self.narrow and self.strip.checks:
            self.say(self.strip.words())
        elif step == ISSUE and self._faults:
            self.say(f"不能印发：{self._faults[0].text}")
        elif state is not None and state.closed and step < DRAFT:
            self.say(f"{state.month.number}月通报已印发，这一步显示的是现在的数据")
        else:
            self.say("")
        self.header.set_exports(self.outlet.entries())

    @property
    def _faults(self) -> list[Check]:
        """What stands against issuing the draft."""
        closed = self.state is None or self.state.closed
        return [] if closed else blocking(self.strip.checks)

    def _focus_step(self) -> None:
        targets = {
            CHECK: self.check.first or self.header.main,
            SCORE: self.score.view,
            RANK: self.rank.praise.view,
            DRAFT: self.sentences,
            ISSUE: self.header.main,
        }
        targets[self.step].setFocus()

    def previous(self) -> None:
        """上一步."""
        closed = self.state is not None and self.state.closed
        self.go_to(RANK if closed and self.step == ISSUE else max(self.step - 1, CHECK))

    def main_action(self) -> None:
        if not self.header.main.isEnabled():
            return
        if self.rooms.away:
            self.rooms.pane.main_action()
            return
        self.commit_edits()
        if self.step < ISSUE:
            self.go_to(self.step + 1)
        elif self.state is not None and self.state.closed:
            self.issue.open_file()
        else:
            self.ask_issue()

    def ask_issue(self) -> None:
        """The one question of the month."""
        if self.state is None or self.paper is None or self.state.facts is None or self._faults:
            return
        dialog = IssueDialog(self.state, self.paper, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._issue_dialog = dialog
        dialog.accepted.connect(self._affirmed)
        dialog.open()

    def _affirmed(self) -> None:
        if self.state is not None:
            self.header.main.setEnabled(False)
            self.acts.issue(self.state, self._issue_dialog.serial, self._issue_dialog.year)

    def _went_out(self, issued: "Issued") -> None:
        from gui.saving import show_bar

        self._step = ISSUE
        show_bar(
            self,
            f"已印发{issued.doc_no}，原件已封存，不能再改",
            [
                ("打开文件", self.issue.open_file),
                ("打开所在文件夹", self.issue.open_folder),
                ("一次打印多份…", self.print_several),
            ],
        )

    def _refused(self, text: str) -> None:
        self.app.jobs.refused.emit(text)
        self.refresh()

    # --- the month ------------------------------------------------------------------------------------
    def picked(self, month: str) -> None:
        """The month that was read stands in the picker."""
        self._month = month
        self.picker.blockSignals(True)
        self.picker.set_day(date.fromisoformat(f"{month}-01"))
        self.picker.blockSignals(False)

    def _picked_month(self, first: date) -> None:
        self._month, self._step, self.state = f"{first:%Y-%m}", None, None
        self.refresh()

    def _picked_issued(self, circular_id: int) -> None:
        register = self.state.register if self.state else ()
        one = next((one for one in register if one.id == circular_id), None)
        if one is None:
            return
        if one.month == self._month:
            self._load_frozen(circular_id)
        else:
            self.show_target({"month": one.month, "step": 5})

    def show_target(self, target: object) -> None:
        """{"month": "2026-10", "step": 1–5, "unit": id}, or another room's (Rooms.show_target)."""
        if not isinstance(target, dict):
            return
        back = self.rooms.away
        self.rooms.show_target(target)
        if self.rooms.away:
            self._month = str(target.get("month", self._month))
            self.refresh()
            return
        month, step, unit_id = target.get("month"), target.get("step"), target.get("unit")
        if isinstance(step, int):
            self._step = min(max(step - 1, CHECK), ISSUE)
        if isinstance(unit_id, int):
            self.score.choose(unit_id)
        if isinstance(month, str) and month != self._month:
            self._month, self.state = month, None
            self._step = self._step if isinstance(step, int) else None
            self.refresh()
        elif back:
            self.refresh()
        elif self.state is not None and self._step is not None:
            self.go_to(self._step)

    # --- rows and changes -----------------------------------------------------------------------------
    def _doubt(self, doubt: "Doubt") -> None:
        if doubt.kind == "exempt":
            self.go_to(SCORE)
            if doubt.unit_id is not None:
                self.score.choose(doubt.unit_id)
        elif doubt.kind == "close" and self.state is not None:
            self.acts.close(self.state)
        elif doubt.kind == "supplement":
            self.print_paper(SUPPLEMENT)
        else:
            self.opener.doubt(doubt)

    def _start(self) -> None:
        """An empty month is filled where visits are keyed in; one to come has nothing to fill."""
        from core.rules.calendar import Month, period_of

        first, _ = period_of(Month.parse(self._month))
        if first <= self.app.today():
            self.go.emit("entry", {"week": first})
        else:
            self._month, self._step, self.state = "", None, None
            self.refresh()

    def _rows(self, rows: Rows) -> None:
        self.opener.rows(self.state, rows)

    def _unit(self, unit_id: int) -> None:
        self.opener.unit(self.state, unit_id)

    def _adjust(self, unit_id: int) -> None:
        if self.state is not None:
            self.decisions.adjust(self.state, unit_id)

    def _exempt(self, unit_id: int) -> None:
        if self.state is not None:
            self.decisions.exempt(self.state, unit_id)

    def _ranked(self, kind: str, row: RankRow, wanted: bool) -> None:
        if self.state is not None:
            self.decisions.choose(self.state, kind, row.unit_id, wanted=wanted)

    def open_there(self, page: str, target: object) -> None:
        """Where another room's figure leads: here to the month, else to another page."""
        if page == "circular":
            self.show_target(target)
        else:
            self.go.emit(page, target)

    def _give_up(self) -> None:
        if self.state is not None:
            self.acts.give_up(self.state)

    # --- print, save, search --------------------------------------------------------------------------
    def paper_scope(self) -> dict[str, Any]:
        from core.rules.calendar import Month

        if self.rooms.current == YEAR:
            return {"month": Month(self.rooms.years.start.year, 12)}
        return {"month": Month.parse(self._month)} if self._month else {}

    def print_current(self) -> None:
        if self.rooms.away:
            self.rooms.print_shown()
        else:
            self.outlet.print_shown()

    def export_current(self) -> None:
        if self.rooms.away:
            self.rooms.save()
        else:
            self.outlet.save_scores()

    def search(self, text: str) -> None:
        if self.rooms.away:
            self.rooms.look_for(text)
            return
        if not text:
            return
        finders = {SCORE: self.score.look_for, RANK: self.rank.look_for, DRAFT: self.sentences.look_for}
        if (find := finders.get(self.step)) is not None:
            find(text)

    def commit_edits(self) -> None:
        super().commit_edits()
        self.rooms.commit()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.header.search.setVisible(not narrow)
        self.steps_bar.set_narrow(narrow)
        self.score.set_narrow(narrow)
        self.rooms.set_narrow(narrow)
        left = 46 if narrow else 50  # per cent: narrow, the list is still the part that is read
        self.split.setSizes([left, 100 - left])
        self.arrange()


class _Compose:
    """Work for the layout's thread over data already read."""

    def __init__(self, state: "MonthState") -> None:
        self.state = state

    def __call__(self) -> Composed:
        return compose(self.state)
