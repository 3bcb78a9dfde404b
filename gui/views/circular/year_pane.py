"""年度: every unit's figure with its months, the archive list, the closing of the year."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.app import App
from gui.jobs import Latest
from gui.table import RowsModel, SheetView
from gui.views.circular.archive_forms import ItemForm, VoidForm
from gui.views.circular.forms import AdjustForm, MonthForm
from gui.views.circular.year_rows import (
    ITEMS,
    LATE,
    POINTS,
    SHEETS,
    item_rows,
    late_rows,
    point_rows,
    sheet_rows,
)
from gui.views.rule_line import RuleLine
from gui.views.year_closing import YearClosing
from gui.widgets import Chip, Chips, button, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.annual import AnnualState
    from core.queries.archive import Item
    from core.queries.year_close import ClosedYear, Supplement

CHIPS = [Chip("sheets", "考核表"), Chip("archive", "归档目录"), Chip("late", "补录")]
NAMES = {"sheets": "年度绩效考核表", "archive": "归档文件目录", "late": "结转后的补录"}


@dataclass(frozen=True, slots=True)
class YearState:
    """What the pane shows of a year."""

    annual: "AnnualState"
    closed: "ClosedYear | None"
    closable: bool
    items: "list[Item]"
    waiting: int
    late: "list[Supplement]"


def year_state(door: Any, year: int) -> YearState:
    """Read in the file's worker."""
    from core.queries.annual import annual_state
    from core.queries.archive import archive_items, unfiled
    from core.queries.year_close import closed, supplements, years_to_close

    return YearState(
        annual_state(door, year),
        closed(door, year),
        year in years_to_close(door),
        archive_items(door, year),
        len(unfiled(door, year)),
        supplements(door, year),
    )


class YearPane(QWidget):
    """`go(page, target)` to the month behind a figure; `turned` when the main button means something else."""

    go = Signal(str, object)
    said = Signal(str)
    turned = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.state: YearState | None = None
        self.year = _usual(app.today())
        self._latest = Latest()
        self._narrow = False
        self.closing = YearClosing(app, self)
        self.bar = Chips(CHIPS)
        self.bar.setObjectName("yearChips")
        self.bar.chosen.connect(self._turned)
        self._build()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, SPACE, EDGE, SPACE)
        head.setSpacing(SPACE)
        self.title = label("", "hint", wrap=True, name="yearTitle")
        head.addWidget(self.title, 100)
        head.addStretch(1)  # keeps the buttons small where the words are hidden
        self.adjust = button("加减分…", name="yearAdjust", slot=self._adjust)
        self.drop = button("撤回此条", name="yearDrop", slot=self._drop)
        self.file = button("", "next", name="archiveFile", slot=self._file)
        self.edit = button("改…", name="archiveEdit", slot=self._edit)
        self.void = button("不归档…", name="archiveVoid", slot=self._void)
        self.undo = button("撤销结转…", name="yearUndo", slot=self._undo)
        self._acts = {
            "sheets": (self.adjust, self.drop),
            "archive": (self.file, self.edit, self.void),
            "late": (self.undo,),
        }
        for acts in self._acts.values():
            for one in acts:
                head.addWidget(one)
        box.addLayout(head)
        self.ask = RuleLine(self._app, "annual_formula")
        self.ask.go.connect(self.go)
        box.addWidget(self.ask)
        self._stack = QStackedWidget()
        box.addWidget(self._stack, 1)
        self.sheets = self._list("sheets", SHEETS, f"{self.year}年没有考核得分。")
        self.points = self._list("points", POINTS, "没有参加考核的月份。")
        self.items = self._list("archive", ITEMS, "还没有归档文件。")
        self.late = self._list("late", LATE, "没有补录。")
        self.items.rows.muted = _is_void
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.sheets)
        split.addWidget(self.points)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        for part in (split, self.items, self.late):
            self._stack.addWidget(part)
        self.whole = label("", "body2", wrap=True, name="yearWhole")
        self.whole.setContentsMargins(EDGE, 6, GROUP, 6)
        box.addWidget(self.whole)
        self.sheets.chosen.connect(self._chosen)
        self.sheets.opened.connect(self._into)
        self.points.chosen.connect(self._arranged)
        self.points.opened.connect(self._look)
        self.points.linked.connect(self._look)
        self.items.chosen.connect(self._arranged)
        self.items.opened.connect(self._edit)
        self._arrange()

    def _list(self, name: str, columns: tuple[Any, ...], empty: str) -> SheetView:
        view = SheetView(RowsModel(columns, self), name=f"year_{name}", settings=self._app.settings)
        view.setAccessibleName({**NAMES, "points": "年度得分明细"}[name])
        view.set_empty(empty)
        return view

    # --- content --------------------------------------------------------------------------------------
    @property
    def key(self) -> str:
        """The list shown."""
        return self.bar.current

    @property
    def view(self) -> SheetView:
        return {"sheets": self.sheets, "archive": self.items, "late": self.late}[self.key]

    def set_narrow(self, narrow: bool) -> None:
        """Names speak for themselves where there is no room for the kind; the formula is on the paper."""
        self._narrow = narrow
        for place, column in enumerate(SHEETS):
            if column.key in {"kind", "months", "base"}:
                self.sheets.setColumnHidden(place, narrow)
        self._arrange()

    def set_year(self, year: int) -> None:
        """Another year."""
        self.year = year
        self.refresh()

    def refresh(self) -> None:
        year = self.year
        self.ask.refresh()
        self._app.jobs.read(lambda door: year_state(door, year), self._show, latest=self._latest)

    def _show(self, state: YearState) -> None:
        kept = self.sheets.rows.row(self.sheets.current_row)
        self.state = state
        rows = sheet_rows(state.annual)
        self.sheets.set_empty(f"{state.annual.year}年没有考核得分。")
        grade = next(place for place, column in enumerate(SHEETS) if column.key == "grade")
        self.sheets.setColumnHidden(grade, not state.annual.rules.grades)
        self.sheets.rows.set_rows(rows)
        self.items.rows.set_rows(item_rows(state.items))
        self.late.rows.set_rows(late_rows(state.late))
        place = self.sheets.rows.position(lambda row: kept is not None and row.unit_id == kept.unit_id)
        for view, row in ((self.sheets, max(place, 0)), (self.items, 0), (self.late, 0)):
            if view.rows.count and (view.current_row < 0 or view is self.sheets):
                view.go_to(row)
        self.bar.set_counts(
            {"archive": len([one for one in state.items if not one.void]), "late": len(state.late)}
        )
        self._chosen(0)
        self.turned.emit()

    def _chosen(self, _row: int) -> None:
        row = self.sheets.rows.row(self.sheets.current_row)
        self.points.rows.set_rows([] if row is None else point_rows(row.sheet))
        if row is not None and self.points.rows.count:
            self.points.go_to(0)
        self._arrange()

    def _arranged(self, _row: int) -> None:
        self._arrange()

    def _turned(self, key: str) -> None:
        self._stack.setCurrentIndex([chip.key for chip in CHIPS].index(key))
        self._arrange()
        self.turned.emit()

    def _arrange(self) -> None:
        state, key = self.state, self.key
        for name, acts in self._acts.items():
            for one in acts:
                one.setVisible(name == key)
        point = self.points.rows.row(self.points.current_row)
        item = self.items.rows.row(self.items.current_row)
        self.adjust.setEnabled(self.sheets.rows.row(self.sheets.current_row) is not None)
        self.drop.setVisible(key == "sheets" and point is not None and point.by_hand is not None)
        self.edit.setEnabled(item is not None)
        self.void.setEnabled(item is not None and not item.void)
        waiting = state.waiting if state else 0
        self.file.setText(f"补入{waiting}件")
        self.file.setVisible(key == "archive" and waiting > 0)
        self.undo.setVisible(key == "late" and state is not None and state.closed is not None)
        self.title.setText(self._title(state, key))
        self.title.setToolTip(self.title.text())
        self.title.setVisible(not self._narrow or key != "sheets")
        words = "" if point is None or key != "sheets" else f"{point.name}：{point.reason}"
        self.whole.setText(words)
        self.whole.setVisible(bool(words))

    def _title(self, state: YearState | None, key: str) -> str:
        from core.rules.annual import formula_words
        from core.rules.calendar import cn_date

        if state is None:
            return ""
        if key == "sheets":
            return f"{formula_words(state.annual.rules)}。{''.join(state.annual.notes)}"
        if key == "archive":
            return "按年度—保管期限—件号排列；件号给了就不再给别的文件"
        if state.closed is None:
            return f"{state.annual.year}年还没有结转；结转后再录入的列在这里"
        return f"{state.annual.year}年已于{cn_date(state.closed.closed_on)}结转，备份“{state.closed.backup}”"

    # --- acts -----------------------------------------------------------------------------------------
    def main_words(self) -> str:
        """The page's filled button; "" where the year cannot be closed."""
        if self.state is None or self.state.closed is not None:
            return ""
        return f"结转{self.year}年…" if self.state.closable else ""

    def main_action(self) -> None:
        """年度结转…"""
        self.closing.ask(self.year)

    def _undo(self) -> None:
        self.closing.ask_undo(self.year)

    def _into(self, _row: int) -> None:
        self.points.setFocus()

    def _look(self, number: int, *_key: object) -> None:
        point, unit = self.points.rows.row(number), self.sheets.rows.row(self.sheets.current_row)
        if point is not None and unit is not None and point.month:
            self.go.emit("circular", {"month": point.month, "step": 2, "unit": unit.unit_id})

    def _adjust(self) -> None:
        row, year = self.sheets.rows.row(self.sheets.current_row), self.year
        if row is None:
            return

        def done(form: MonthForm) -> None:
            assert isinstance(form, AdjustForm)
            points, reason = form.points, form.reason

            def verb(w: Any) -> None:
                from core.services.annual import adjust_year

                adjust_year(w, year, row.unit_id, points, reason)

            self._app.jobs.write(f"给{row.unit}{year}年度{'加' if points > 0 else '扣'}分", verb)

        AdjustForm(f"{row.unit}{year}年度", self, done).open()

    def _drop(self) -> None:
        point = self.points.rows.row(self.points.current_row)
        if point is None or point.by_hand is None:
            return
        row_id = point.by_hand

        def verb(w: Any) -> None:
            from core.services.annual import drop_year_line

            drop_year_line(w, row_id)

        self._app.jobs.write("撤回年度加减分", verb)

    def _file(self) -> None:
        year = self.year

        def verb(w: Any) -> None:
            from core.services.archive import file_year

            file_year(w, year)

        self._app.jobs.write(f"编制{year}年归档目录", verb)

    def _edit(self, *_row: object) -> None:
        row = self.items.rows.row(self.items.current_row)
        if row is None:
            return

        def done(form: MonthForm) -> None:
            assert isinstance(form, ItemForm)
            values = form.values

            def verb(w: Any) -> None:
                from core.services.archive import change_item

                change_item(w, row.id, **values)

            self._app.jobs.write("改归档目录", verb)

        ItemForm(row, self, done).open()

    def _void(self) -> None:
        row = self.items.rows.row(self.items.current_row)
        if row is None:
            return

        def done(form: MonthForm) -> None:
            assert isinstance(form, VoidForm)
            reason = form.reason_field.text()

            def verb(w: Any) -> None:
                from core.services.archive import void_item

                void_item(w, row.id, reason)

            self._app.jobs.write("归档目录去掉一件", verb)

        VoidForm(row, self, done).open()

    # --- out ------------------------------------------------------------------------------------------
    def table(self) -> tuple[str, list[str], list[list[str]]]:
        """The list shown, as it is printed and saved."""
        rows = self.view.rows
        columns = [one for one in rows.columns if one.title]
        lines = [[rows.text(number, one) for one in columns] for number in range(rows.count)]
        return NAMES[self.key], [one.title for one in columns], lines

    def period(self) -> str:
        return f"{self.year}年"

    def look_for(self, text: str) -> None:
        """Go to the first line with these words."""
        key = "title" if self.key == "archive" else "unit"
        place = self.view.rows.position(lambda row: text in getattr(row, key, ""))
        if place >= 0:
            self.view.go_to(place)


def _usual(today: date) -> int:
    """The year that is being closed: till spring the one before."""
    return today.year if today.month > 3 else today.year - 1


def _is_void(row: Any) -> bool:
    return bool(row.void)
