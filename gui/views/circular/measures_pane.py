"""追责: who reaches a measure and why, objections and what became of them, measures people decided on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.app import App
from gui.jobs import Latest
from gui.table import RowsModel, SheetView
from gui.views.circular.forms import MonthForm
from gui.views.circular.measure_evidence import EvidenceList
from gui.views.circular.measure_forms import MeasureForm, OutcomeForm, StatementForm
from gui.views.circular.measure_rows import BOOKS, CHIPS, COLUMNS, EMPTY, NAMES, rows_of
from gui.widgets import Chips, button, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.escalation import Escalation, Suggested
    from gui.views.ledger import LedgerDesk


class MeasuresPane(QWidget):
    """`go(page, target)` to the rows of an evidence; `said(str)` for the bottom line."""

    go = Signal(str, object)
    said = Signal(str)
    found = Signal(str)  # the month that was read
    turned = Signal()  # another list is shown: the page's main button and papers change

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.state: Escalation | None = None
        self.month = ""
        self._wanted: tuple[int, ...] = ()
        self._units: list[tuple[int, str]] = []
        self.books: LedgerDesk | None = None
        self._latest = Latest()
        self._narrow = False
        self.bar = Chips(CHIPS)
        self.bar.setObjectName("measureChips")
        self.bar.chosen.connect(self._turned)
        self._stack = QStackedWidget()
        self.views: dict[str, SheetView] = {}
        for key, columns in COLUMNS.items():
            view = SheetView(RowsModel(columns, self), name=f"measures_{key}", settings=app.settings)
            view.setAccessibleName(NAMES[key])
            view.set_empty(EMPTY[key])
            view.chosen.connect(self._chosen)
            self.views[key] = view
            self._stack.addWidget(view)
        self.views["suggested"].linked.connect(self._look)
        self.views["suggested"].opened.connect(self._look)
        self.views["statements"].opened.connect(self._decide)
        self._build()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = self._head = QHBoxLayout()
        head.setSpacing(SPACE)
        self.title = label("", "hint", wrap=True, name="measuresTitle")
        head.addWidget(self.title, 100)
        head.addStretch(1)  # keeps the buttons small where the words are hidden
        self.look = button("看依据", name="measureLook", slot=self._look)
        self.spare = button("不予追责…", name="measureSpare", slot=self._spare)
        self.settle = button("作结论…", name="statementDecide", slot=self._decide)
        self.record = button("登记问责…", name="measureRecord", slot=self._record)
        for one in (self.look, self.spare, self.settle, self.record):
            head.addWidget(one)
        box.addLayout(head)
        box.addWidget(self._stack, 1)
        self.whole = label("", "body2", wrap=True, name="measuresWhole")
        self.whole.setContentsMargins(EDGE, 6, GROUP, 6)
        box.addWidget(self.whole)
        self._arrange()

    # --- content --------------------------------------------------------------------------------------
    @property
    def key(self) -> str:
        """The list shown."""
        return self.bar.current

    @property
    def view(self) -> SheetView:
        """The list shown; behind the ledgers the one of suggestions."""
        return self.views.get(self.key, self.views["suggested"])

    @property
    def shown_books(self) -> "LedgerDesk | None":
        """The ledgers where they are in front."""
        return self.books if self.key == "books" else None

    def refresh(self) -> None:
        """Read the month anew."""
        if self.shown_books is not None:
            self.shown_books.refresh()
        wanted = self.month

        def query(door: Any) -> "tuple[Escalation, list[tuple[int, str]]]":
            from core.queries.escalation import escalation, escalation_month, units_to_hear
            from core.rules.calendar import Month

            month = Month.parse(wanted) if wanted else escalation_month(door)
            return escalation(door, month), units_to_hear(door, month)

        self._app.jobs.read(query, self._show, latest=self._latest)

    def _show(self, found: "tuple[Escalation, list[tuple[int, str]]]") -> None:
        state, self._units = found
        self.state, self.month = state, state.month.text
        self.found.emit(self.month)
        rows = rows_of(state)
        for key, view in self.views.items():
            view.rows.set_rows(rows[key])
            if rows[key] and view.current_row < 0:
                view.go_to(0)
        waiting = sum(one.open for one in state.statements)
        self.bar.set_counts({key: len(rows[key]) for key in ("suggested", "statements", "measures")})
        if self._wanted:
            place = self.views["statements"].rows.position(lambda row: row.id in self._wanted)
            self._wanted = ()
            self.views["statements"].go_to(max(place, 0))
        self.said.emit(f"{waiting}条陈述申辩还没有结论" if waiting else "")
        self._arrange()

    def show_statements(self, ids: tuple[int, ...]) -> None:
        """Go to given statements, now or when they have been read."""
        self._wanted = ids
        self.bar.choose("statements")

    def _turned(self, key: str) -> None:
        self._stack.setCurrentWidget(self._books() if key == "books" else self.view)
        self._arrange()
        self.turned.emit()

    def _books(self) -> "LedgerDesk":
        """Statements, measures and the ladder line by line: to correct, to bring in from a sheet."""
        if self.books is None:
            from gui.views.ledger import LedgerDesk

            self.books = LedgerDesk(self._app, BOOKS, self)
            self.books.said.connect(self.said)
            self.books.turned.connect(self.turned)
            self.books.set_narrow(self._narrow)
            self._stack.addWidget(self.books)
        self.books.show_ledger(self.books.current.name)
        return self.books

    def set_narrow(self, narrow: bool) -> None:
        """The window became narrow or wide."""
        self._narrow = narrow
        place = [one.key for one in COLUMNS["suggested"]].index("doubts")
        self.views["suggested"].setColumnHidden(place, narrow)  # the line below the list says them
        self._arrange()
        if self.books is not None:
            self.books.set_narrow(narrow)

    def commit(self) -> None:
        """A half-typed cell of a ledger counts as typed."""
        if self.books is not None:
            self.books.commit()

    def _chosen(self, _row: int) -> None:
        self._arrange()

    def _arrange(self) -> None:
        state, key = self.state, self.key
        row = self.view.rows.row(self.view.current_row)
        for one, wanted in (
            (self.look, "suggested"),
            (self.spare, "suggested"),
            (self.record, "suggested"),
            (self.settle, "statements"),
        ):
            one.setVisible(key == wanted)
            one.setEnabled(row is not None)
        above = 0 if key == "books" else SPACE  # the ledgers bring a head of their own
        self._head.setContentsMargins(EDGE, above, EDGE, above)
        self.title.setText(self._title(state, key))
        self.title.setToolTip(self.title.text())
        said = state is not None and bool(state.refused)
        self.title.setVisible(key != "books" and (said or key != "suggested" or not self._narrow))
        words = {"suggested": "words", "statements": "text", "measures": "reason"}.get(key, "")
        text = "" if row is None or not words else f"{row.unit}：{getattr(row, words)}"
        if key == "suggested" and row is not None and row.doubts:
            text += f"　▲ {row.doubts}"
        self.whole.setText(text)
        self.whole.setVisible(bool(text))

    def _title(self, state: "Escalation | None", key: str) -> str:
        if state is None or key == "books":
            return ""
        if key == "suggested":
            basis = "按草稿" if state.drafted else "按印发的通报"
            refused = f"{state.refused.rstrip('。')}，" if state.refused else ""
            return f"{refused}{state.month.label}{basis}计算，以前各月按印发的算；只列依据，用不用由领导决定"
        return {
            "statements": "通报点名前听取；未作结论的不能批评，成立的不再拟批评，只在本机留存",
            "measures": "由人决定，程序只作记录；不写进通报",
            "ladder": "满足一档的任一条件就提示；未参加考核和免计的月份既不增加也不打断",
        }[key]

    # --- acts -----------------------------------------------------------------------------------------
    def main_words(self) -> str:
        """The page's filled button."""
        return "登记陈述申辩…"

    def main_action(self) -> None:
        """登记陈述申辩…"""
        if self.state is None:
            return
        month = self.state.month

        def done(form: MonthForm) -> None:
            assert isinstance(form, StatementForm)
            unit_id, text = int(form.unit_field.currentData()), form.text_field.toPlainText()
            day = form.day_field.day

            def verb(w: Any) -> None:
                from core.services.statements import receive

                receive(w, month, unit_id, text, received_on=day)

            self._app.jobs.write("登记陈述申辩", verb)
            self.bar.choose("statements")

        StatementForm(month.label, self._units, self._app.today(), self, done).open()

    def _look(self, *_where: object) -> None:
        row = self.views["suggested"].rows.row(self.views["suggested"].current_row)
        if row is None:
            return
        dialog = EvidenceList(row.one, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.go.connect(self.go)
        dialog.open()

    def _decide(self, *_where: object) -> None:
        row = self.views["statements"].rows.row(self.views["statements"].current_row)
        if row is None:
            return
        row_id = row.id

        def done(form: MonthForm) -> None:
            assert isinstance(form, OutcomeForm)
            outcome, who = str(form.outcome_field.currentData()), form.by_field.text()
            note, day = form.note_field.text(), form.day_field.day

            def verb(w: Any) -> None:
                from core.services.statements import decide

                decide(w, row_id, outcome, decided_by=who, decided_on=day, note=note)

            self._app.jobs.write("陈述申辩作结论", verb)

        OutcomeForm(f"{row.unit}{row.month}的陈述申辩", self._app.today(), self, done).open()

    def _record(self) -> None:
        self._ask_measure("")

    def _spare(self) -> None:
        from core.rules.escalation import DISMISSED

        self._ask_measure(DISMISSED)

    def _ask_measure(self, form: str) -> None:
        row = self.views["suggested"].rows.row(self.views["suggested"].current_row)
        if row is None or self.state is None:
            return
        chosen, unit_id = row.one, row.one.candidate.unit_id

        def query(door: Any) -> list[tuple[int, str]]:
            from core.queries.escalation import people_of

            return people_of(door, unit_id)

        def ask(people: list[tuple[int, str]]) -> None:
            self._open_measure(chosen, form, people)

        self._asking: Callable[[list[tuple[int, str]]], None] = ask
        self._app.jobs.read(query, self._answered)

    def _answered(self, people: list[tuple[int, str]]) -> None:
        self._asking(people)

    def _open_measure(self, one: "Suggested", form: str, people: list[tuple[int, str]]) -> None:
        from core.rules.escalation import DISMISSED, measures

        assert self.state is not None
        month, unit_id = one.candidate.month, one.candidate.unit_id
        kind = one.candidate.reasons[0].rung.kind

        def done(form: MonthForm) -> None:
            assert isinstance(form, MeasureForm)
            name, reason = form.form_field.currentText(), form.reason_field.toPlainText()
            who, paper, day = form.by_field.text(), form.document_field.text(), form.day_field.day
            person = form.person_field.currentData()

            def verb(w: Any) -> None:
                from core.services.accountability import hold_to_account

                hold_to_account(
                    w,
                    unit_id,
                    name,
                    reason=reason,
                    decided_by=who,
                    day=day,
                    person_id=person,
                    document=paper,
                    month=month,
                )

            self._app.jobs.write(f"登记{one.unit}问责", verb)

        forms = [*measures(self.state.ladder, kind), DISMISSED]
        asked = MeasureForm(f"{one.unit}：登记问责", forms, people, self._app.today(), self, done)
        asked.propose(form or one.candidate.name, one.candidate.words)
        asked.open()

    # --- out ------------------------------------------------------------------------------------------
    def table(self) -> tuple[str, list[str], list[list[str]]]:
        """The list shown, as it is printed and saved."""
        rows = self.view.rows
        columns = [one for one in rows.columns if one.title]
        lines = [[rows.text(number, one) for one in columns] for number in range(rows.count)]
        return NAMES[self.key], [one.title for one in columns], lines

    def period(self) -> str:
        return self.state.month.label if self.state else ""

    def look_for(self, text: str) -> None:
        """Go to the first line of a unit with these words."""
        place = self.view.rows.position(lambda row: text in getattr(row, "unit", ""))
        if place >= 0:
            self.view.go_to(place)
