"""The right pane: one finding's life with its next step, or the steps that fit all selected ones."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.app import App
from gui.photos.intake import Intake
from gui.photos.panel import PhotoPanel
from gui.views.findings_details import DetailFields
from gui.views.findings_history import HistoryView
from gui.views.findings_life import LifeView
from gui.views.findings_steps import BY_KEY, StepForm, Verb, offers
from gui.views.findings_words import life_of, mark_of, problem
from gui.widgets.basics import GROUP, Line, StatRow, button, clear_layout, label, link
from gui.widgets.flow import Flow

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingDetail, FindingRow
    from core.queries.row_history import RowLine as Past

_EDGE = 18


class FindingPane(QWidget):
    """Shows what is selected; tells the page what is to be done."""

    wanted = Signal(object, object)  # Verb, values
    copied = Signal()
    history = Signal(int)
    back = Signal(object)  # a line of the history and its field
    left = Signal()  # 返回列表
    photos_wanted = Signal()

    def __init__(self, app: App, intake: Intake) -> None:
        super().__init__()
        self.app = app
        self._intake = intake
        self.detail: FindingDetail | None = None
        self.rows: tuple[FindingRow, ...] = ()
        self.form: StepForm | None = None
        self.narrow = False  # a form takes the place of the life
        self._choices: Mapping[str, Sequence[tuple[int, str]]] = {}
        self._due_days = 3
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(Line())
        whole.addWidget(self._body(), 1)
        whole.addWidget(Line())
        foot = QWidget()
        self._foot = QVBoxLayout(foot)
        self._foot.setContentsMargins(_EDGE, GROUP, _EDGE, GROUP)
        whole.addWidget(foot)
        whole.addStretch(0)
        self.show_nothing()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box = QVBoxLayout(head)
        box.setContentsMargins(_EDGE, 10, _EDGE, GROUP)
        box.setSpacing(2)
        row = QHBoxLayout()
        self.return_link = link("返回列表", self._leave, name="paneBack")
        self.return_link.hide()
        self.number = label("", "body2", name="paneNumber")
        self.history_link = link("历史", self._toggle_history, name="paneHistory")
        row.addWidget(self.return_link)
        row.addWidget(self.number)
        row.addStretch(1)
        self.photo_link = link("添加照片", self.photos_wanted.emit, name="panePhotos")
        self.photo_link.setToolTip("也可以把照片拖到这里，或复制后按Ctrl+V")
        row.addWidget(self.photo_link)
        row.addWidget(self.history_link)
        box.addLayout(row)
        self.heading = label("", "section", wrap=True, name="paneTitle")
        self.place = label("", "body2", wrap=True, name="panePlace")
        box.addWidget(self.heading)
        box.addWidget(self.place)
        return head

    def _body(self) -> QScrollArea:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(_EDGE, GROUP, _EDGE, GROUP)
        box.setSpacing(GROUP)
        self.photos = PhotoPanel(self.app, self._intake)
        self.photos.laid.connect(self._show_present)
        self.life = LifeView()
        self.facts = DetailFields(self.app)
        self.past = HistoryView()
        self.past.back.connect(self.back)
        self.summary = QWidget()
        self._summary = QVBoxLayout(self.summary)
        self._summary.setContentsMargins(0, 0, 0, 0)
        self._summary.setSpacing(0)
        for part in (self.photos, self.life, self.facts, self.past, self.summary):
            box.addWidget(part)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("问题经过")
        area.setWidget(body)
        self._area = area
        return area

    # --- what is shown --------------------------------------------------------------------------------
    def set_choices(self, choices: Mapping[str, Sequence[tuple[int, str]]]) -> None:
        """Stations and categories for the forms, standard items for the fields."""
        self._choices = choices
        self.facts.offer(choices.get("standard", ()))

    def show_nothing(self) -> None:
        """No row is selected."""
        self.detail, self.rows = None, ()
        self._show_parts(self.life)
        self.number.setText("")
        self.heading.setText("选一条问题，看它的经过和下一步")
        self.place.setText("")
        self.history_link.hide()
        self.photo_link.hide()
        self.life.show_steps(())
        self._show_verbs()

    def show_detail(self, detail: "FindingDetail", today: date) -> None:
        """One finding."""
        same = self.detail is not None and self.detail.row.id == detail.row.id
        if same and self.detail == detail and self.form is not None:
            return  # a form being typed stays
        self.detail, self.rows, self._due_days = detail, (detail.row,), detail.due_days
        row = detail.row
        self.number.setText(f"第{row.id}条")
        self.heading.setText(problem(row))
        severe = "　严重" if detail.finding.severe else ""
        where = row.village + row.spot or "地点未填"
        self.place.setText(f"{where}　{row.category}{severe}　责任站所：{row.unit or '未定责'}")
        self.history_link.show()
        self.photo_link.show()
        self.photos.show_photos(row.id, detail.photos)
        self.life.show_steps(life_of(detail, today))
        self.facts.show_detail(detail)
        self._show_parts(self.life)
        self._show_verbs()
        if not same:
            QTimer.singleShot(0, self, self._show_present)

    def _show_present(self) -> None:
        """A long life is shown from where it stands now."""
        if (node := self.life.present) is not None:
            self._area.ensureWidgetVisible(node, 0, 70)

    def show_many(self, rows: Sequence["FindingRow"]) -> None:
        """Several selected findings: how they stand and what fits them all."""
        if self.rows == tuple(rows) and self.form is not None:
            return
        self.detail, self.rows = None, tuple(rows)
        self.number.setText("成批办理")
        self.heading.setText(f"已选{len(rows)}条")
        self.place.setText("一次办理算一步，可以一起撤销。")
        self.history_link.hide()
        self.photo_link.hide()
        clear_layout(self._summary)
        counts: dict[str, int] = {}
        for row in rows:
            word = mark_of(row).text if row.group > 1 else ("已逾期" if row.group == 0 else "3日内到期")
            counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            self._summary.addWidget(StatRow(word, f"{count}条"))
        if not offers(rows):
            self._summary.addSpacing(GROUP)
            hint = "选中的问题处在不同步骤，没有共同的下一步；可先按状态筛选。"
            self._summary.addWidget(label(hint, "secondary", wrap=True))
        self._show_parts(self.summary)
        self._show_verbs()

    def show_history(self, lines: list["Past"]) -> None:
        """In place of the life, until 历史 is pressed again."""
        self.past.show_lines(lines)
        self._show_parts(self.past)

    def _show_parts(self, part: QWidget) -> None:
        for one in (self.life, self.past, self.summary):
            one.setVisible(one is part)
        self.facts.setVisible(part is self.life and self.detail is not None)
        if part is not self.life:
            self.photos.hide()
        self.history_link.setText("看经过" if part is self.past else "历史")

    def _toggle_history(self) -> None:
        if self.detail is None:
            return
        if self.past.isHidden():
            self.history.emit(self.detail.row.id)
        else:
            self._show_parts(self.life)
            self.photos.show_again()

    # --- what can be done -----------------------------------------------------------------------------
    def _show_verbs(self) -> None:
        self.form = None
        self._area.show()
        clear_layout(self._foot)
        if not self.rows:
            return
        row = QWidget()
        flow = Flow(row)
        found = offers(self.rows)
        near = [verb for verb in found if verb is found[0] or verb.key != "assign"]
        for verb in near:
            flow.addWidget(self._verb_button(verb, "next" if verb is found[0] else "plain"))
        if len(near) < 2:  # a third button would break the row
            flow.addWidget(button("复制文字", name="do_copy", slot=self.copied.emit))
        flow.addWidget(self._more([verb for verb in found if verb not in near]))
        self._foot.addWidget(row)

    def _more(self, rest: list[Verb]) -> QWidget:
        """更多 ▾: what is seldom wanted."""
        face = button("更多 ▾", name="moreVerbs")
        menu = QMenu(face)
        changing = [BY_KEY["change"]] if len(self.rows) == 1 else []
        sending = [BY_KEY["refer"]] if all(row.state in BY_KEY["refer"].states for row in self.rows) else []
        for verb in [*rest, *sending, *changing, BY_KEY["remove"]]:
            act = menu.addAction(verb.word)
            act.setObjectName(f"do_{verb.key}")
            act.triggered.connect(lambda _on=False, verb=verb: self.begin(verb))
        menu.addAction("复制文字").triggered.connect(self.copied)
        face.setMenu(menu)
        return face

    def _verb_button(self, verb: Verb, kind: str) -> QWidget:
        one = button(verb.word, kind, name=f"do_{verb.key}")
        one.clicked.connect(lambda: self.begin(verb))
        return one

    def begin(self, verb: Verb) -> None:
        """Open the form of a verb in place of the buttons; a verb without fields is done at once."""
        if not verb.fields:
            self.wanted.emit(verb, {})
            return
        clear_layout(self._foot)
        self.form = StepForm(verb, self.app.today(), self._due_days, self._choices, self._given(verb))
        self.form.done.connect(self.wanted)
        self.form.left.connect(self._show_verbs)
        self._foot.addWidget(self.form)
        self._area.setVisible(not self.narrow)
        self.form.focus_first()

    def begin_next(self) -> None:
        """The next step, by key."""
        if found := offers(self.rows):
            self.begin(found[0])

    def _given(self, verb: Verb) -> dict[str, Any]:
        if verb.key != "change" or self.detail is None:
            return {}
        row = self.detail.row
        category = next(
            (key for key, name in self._choices.get("category", ()) if name == row.category), None
        )
        return {"text": row.text, "place": row.place, "category": category}

    def refuse(self, text: str) -> None:
        """A refused step: said in its form."""
        if self.form is not None:
            self.form.refuse(text)

    def set_narrow(self, narrow: bool) -> None:
        """In place of the list: a way back, and less room."""
        self.narrow = narrow
        self.return_link.setVisible(narrow)
        self._area.setVisible(not (narrow and self.form is not None))

    def close_form(self) -> None:
        """After the step was done."""
        self._show_verbs()

    def _leave(self) -> None:
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
