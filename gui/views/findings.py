"""督查整改: every finding with its one life, sorted by what needs a hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout

from core.errors import UserError
from core.rules.calendar import cn_date
from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.page import Page
from gui.papers import Offer
from gui.photos.drops import DropArea
from gui.photos.intake import Intake
from gui.table import RowsModel, SheetView
from gui.views import findings_reads as reads
from gui.views.findings_more import MoreColumns
from gui.views.findings_output import COLUMNS, MORE, Output
from gui.views.findings_pane import FindingPane
from gui.views.findings_photos import ListPhotos
from gui.views.findings_sheet import TourSheet
from gui.views.findings_steps import BY_KEY, Verb, offers
from gui.views.findings_strip import FilterStrip
from gui.widgets import PageHeader, SplitPane, link

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingDetail, FindingRow
    from core.queries.row_history import Field, RowLine


class FindingsPage(Page):
    """The list with its pane; 登记督查 is a sheet in place of both."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "finding",
            "rectification",
            "extension",
            "photo",
            "inspection",
            "category",
            "unit",
            "area",
            "assignment",
            "inspection_place",
            "standard_item",
        }
    )
    own_hits = frozenset({"finding"})
    help_text = (
        "按要不要您动手排序：已逾期、3日内到期、待复查在最前。\n"
        "选一条，右边第一个按钮就是它的下一步；选多条（Ctrl、Shift或Ctrl+A）可以成批办理，一次撤销。\n"
        "Enter 办理下一步，Delete 删除，Ctrl+Z 撤销。\n"
        "照片可以拖到行上或右边，或复制后按Ctrl+V；Enter 放大，Delete 删除。\n"
        "“登记督查”像表格一样录入：Enter 到下一格，最后一格 Enter 换行，每行录完就已保存。\n"
        "没发现问题的地方写在“去过”里；站所自查、群众反映的，在“更多列”的来源里选，不算督查。\n"
        "右边经过的下面可以补写方面、依据条目、协助部门和上报，离开一格就记下。"
    )

    papers = (
        Offer("order", "限期整改通知书"),
        Offer("reminder", "催办单"),
        Offer("findings-ledger", "问题销号台账"),
        Offer("inspection", "空白督查记录表", blank=True),
        Offer("inspection", "督查记录表"),
        Offer("weekly", "督查情况通报"),
    )
    several = frozenset({"order"})

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("督查整改", main="登记督查", main_icon="plus"))
        self._latest, self._counts, self._many = Latest(), Latest(), Latest()
        self._fresh = True
        self._picked: list[int] = []
        self._at = 0
        self.strip = FilterStrip()
        self.intake = Intake(app, self)
        self.pane = FindingPane(app, self.intake)
        self.rows = RowsModel(COLUMNS)
        self.rows.sort_by("status")
        self.rows.set_source(app.jobs, reads.fetch, reads.column_choices)
        self.view = SheetView(self.rows, name="findings", settings=app.settings)
        self.view.setAccessibleName("问题列表")
        self.more = MoreColumns(app, "findings", self.view, MORE, ("problem", 240))
        self.strip.add(self.more, self.more.act)
        books = QAction("督查清单…", self)
        books.triggered.connect(self._to_books)
        self.strip.add(link("督查清单", self._to_books, name="findingBooks"), books)
        self.split = SplitPane(self.view, self.pane, 364, detail=True)
        self.tour = TourSheet(app, self.intake)
        self.output = Output(self, self.shown)
        self.stack = QStackedWidget()
        listed = DropArea()
        box = QVBoxLayout(listed)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addWidget(self.split, 1)
        self.photos = ListPhotos(self, listed, self.intake)
        self.stack.addWidget(listed)
        self.stack.addWidget(self.tour)
        self.body.addWidget(self.stack, 1)
        self.header.set_exports(
            [
                ("导出当前列表", self.export_current),
                ("导出全部问题（可再导入）", self.export_all),
                ("复制文字", self.copy_text),
            ]
        )
        self._connect()

    def _connect(self) -> None:
        self.strip.changed.connect(self._reload)
        self.rows.counted.connect(self._counted)
        self.view.selectionModel().selectionChanged.connect(self._selection_moved)
        self.rows.filtering.connect(self._filtering)
        self.view.opened.connect(self._opened)
        self.view.menu_wanted.connect(self._menu)
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._remove)
        self.pane.wanted.connect(self._do)
        self.pane.copied.connect(self.copy_text)
        self.pane.history.connect(self._history)
        self.pane.back.connect(self._put_back)
        self.pane.left.connect(self._close_detail)
        self.tour.said.connect(self.say)
        self.app.theme_changed.connect(self._fit_columns)
        self._soon = QTimer(self)  # a selection is settled before its detail is read
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_selection)

    # --- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        self.app.jobs.read(reads.choices, self._offer)
        self._reload()
        self.tour.refresh()

    def _offer(self, found: dict[str, list[tuple[int, str]]]) -> None:
        self.strip.unit.offer(found["station"])
        self.strip.area.offer(found["place"])
        self.pane.set_choices(found)

    @property
    def _filters(self) -> dict[str, Any]:
        return {
            "group": self.strip.group,
            "unit": self.strip.unit.current,
            "area": self.strip.area.current,
            "ids": self.strip.ids,
            "text": self.strip.text,
            "columns": reads.pairs(self.rows.chosen),
        }

    def _reload(self) -> None:
        filters = self._filters
        self._fresh = True
        self.rows.set_filters({**filters, "columns": ()})  # the rows know their columns' filters
        self.app.jobs.read(lambda r: reads.count(r, filters), self._show_counts, latest=self._counts)

    def _filtering(self) -> None:
        """Other values in a column's filter: the rows fetch themselves, the chips count anew."""
        self._fresh = True
        filters = self._filters
        self.app.jobs.read(lambda r: reads.count(r, filters), self._show_counts, latest=self._counts)

    def _show_counts(self, found: tuple[dict[str, int], int]) -> None:
        counts, late = found
        self.strip.set_counts(counts)
        self.badge.emit("findings", late, "late")

    def _counted(self, count: int) -> None:
        if self._fresh:
            self._fresh = False
            self._restore(count)
        if count == 0:
            self._say_empty()
        self._say_count()

    def _say_empty(self) -> None:
        plain = self.strip.group == "open" and not self.strip.limits and not self.rows.chosen
        if plain:
            self.view.set_empty("没有未销号的问题。", "登记督查", self.main_action)
        else:
            self.view.set_empty("这样筛选没有问题。", "看全部未销号", self._show_open)

    def _show_open(self) -> None:
        self.rows.clear_chosen()
        self.strip.show_filter("open", None, None, None)

    def _restore(self, count: int) -> None:
        """The same findings stay selected; where they left the list, the next one in line."""
        wanted = set(self._picked)
        numbers = [
            number for number in range(min(count, 400)) if getattr(self.rows.row(number), "id", 0) in wanted
        ]
        if not numbers and count:
            numbers = [min(max(self._at, 0), count - 1)]
        chosen = QItemSelection()
        for number in numbers:
            line = QItemSelection(self.rows.index(number, 0), self.rows.index(number, len(COLUMNS) - 1))
            chosen.merge(line, QItemSelectionModel.SelectionFlag.Select)
        model = self.view.selectionModel()
        if numbers and self.view.current_row not in numbers:
            model.setCurrentIndex(self.rows.index(numbers[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._soon.start()

    # --- what is selected -----------------------------------------------------------------------------
    def _numbers(self) -> list[int]:
        """By ranges, not cells: Ctrl+A over 10,000 rows must not be felt."""
        chosen = self.view.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def _selection_moved(self) -> None:
        self._soon.start()

    def _show_selection(self) -> None:
        numbers = self._numbers()
        self._say_count(len(numbers))
        loaded = [self.rows.row(number) for number in numbers]
        if any(row is None for row in loaded):
            self._read_unloaded(numbers)
            return
        self._show_rows([row.row for row in loaded])

    def _show_rows(self, rows: Sequence["FindingRow"]) -> None:
        self._picked = [row.id for row in rows]
        self._at = self.view.current_row
        self._latest.take()
        if not rows:
            self.pane.show_nothing()
        elif len(rows) == 1:
            number = rows[0].id
            self.app.jobs.read(lambda r: reads.detail(r, number), self._show_detail, latest=self._latest)
        else:
            self.pane.show_many(rows)

    def _read_unloaded(self, numbers: list[int]) -> None:
        """Ctrl+A over more rows than were ever fetched."""
        filters, (sort, descending) = self._filters, self.rows.sorted_by
        self.app.jobs.read(
            lambda r: reads.rows_at(r, filters, sort, descending, numbers), self._show_rows, latest=self._many
        )

    def _show_detail(self, detail: "FindingDetail | None") -> None:
        if detail is not None:
            self.pane.show_detail(detail, self.app.today())

    def _say_count(self, chosen: int | None = None) -> None:
        if self.stack.currentIndex() == 0:
            chosen = len(self._numbers()) if chosen is None else chosen
            words = f"{self.rows.count}条" + (f"，选中{chosen}条" if chosen else "")
            self.say(words)

    # --- doing ----------------------------------------------------------------------------------------
    def _do(self, verb: Verb, values: Any) -> None:
        ids = [row.id for row in self.pane.rows]
        write = verb.write
        if not ids or write is None:
            return
        words = verb.label.format(n=len(ids), id=ids[0])
        self.app.jobs.write(words, lambda w: write(w, ids, values), self._done, self._refused)

    def _done(self, _count: object) -> None:
        self.pane.close_form()
        if not self.split.replaced:
            self.view.setFocus()

    def _refused(self, error: UserError) -> None:
        if self.pane.form is not None:
            self.pane.refuse(str(error))
        else:
            self.app.jobs.refused.emit(str(error))

    def _remove(self) -> None:
        if self.pane.rows:
            self._do(BY_KEY["remove"], {})

    def _opened(self, _row: int) -> None:
        if self.narrow and not self.split.replaced:
            self._open_detail()
            self.pane.setFocus()
        else:
            self.pane.begin_next()

    def _open_detail(self) -> None:
        self.split.open_detail()
        self.strip.setVisible(not self.split.replaced)

    def _close_detail(self) -> None:
        self.split.close_detail()
        self.strip.show()
        self.view.setFocus()

    def _menu(self, menu: QMenu, _row: int) -> None:
        menu.addSeparator()
        for verb in [*offers(self.pane.rows), BY_KEY["remove"]]:
            menu.addAction(verb.word).triggered.connect(lambda _on, verb=verb: self._begin(verb))
        if len(self.pane.rows) == 1:
            menu.addAction("添加照片…").triggered.connect(self.photos.choose)
        menu.addAction("复制文字").triggered.connect(self.copy_text)
        menu.addSeparator()
        if len(self.pane.rows) == 1:
            menu.addAction("历史…").triggered.connect(self.history_current)
        menu.addAction("回收站").triggered.connect(self._to_bin)

    def _to_bin(self) -> None:
        self.go.emit("settings", {"section": "recycle"})

    def history_current(self) -> None:
        """Of the one finding selected, in its pane."""
        if self.stack.currentIndex() == 0 and self.pane.detail is not None:
            if self.narrow:
                self._open_detail()
            self._history(self.pane.detail.row.id)

    def _begin(self, verb: Verb) -> None:
        if self.narrow and verb.fields:
            self._open_detail()
        self.pane.begin(verb)

    def _history(self, number: int) -> None:
        self.app.jobs.read(lambda r: reads.history(r, number), self.pane.show_history, latest=self._latest)

    def _put_back(self, wanted: "tuple[RowLine, Field]") -> None:
        line, field = wanted

        def write(w: Any) -> bool:
            from core.services.inspections import put_back

            return put_back(w, line.table, line.row_id, {field.key: field.old})

        self.app.jobs.write(f"恢复{line.what}的{field.change.column}", write)

    # --- other pages, keys ----------------------------------------------------------------------------
    def show_target(self, target: object) -> None:
        """{"filter": overdue … all, "unit", "area", "ids", "id", "tour": day}; all may be missing."""
        if not isinstance(target, dict):
            return
        if "tour" in target:
            self._open_tour()
            self.tour.show_day(target["tour"])
            return
        self._close_tour()
        self.rows.clear_chosen()  # another page's number must open that many rows
        ids = target.get("ids")
        one = target.get("id")
        if one is not None:
            ids, self._picked = (one,), [one]
        group = target.get("filter") or ("all" if ids is not None else "open")
        self.strip.show_filter(
            group, target.get("unit"), target.get("area"), None if ids is None else tuple(ids)
        )
        if one is not None and self.narrow:
            self._open_detail()
        else:
            self._close_detail()

    def main_action(self) -> None:
        if self.stack.currentIndex() == 0:
            self._open_tour()
        else:
            self._close_tour()

    def _to_books(self) -> None:
        """督查清单 and 测评标准 stand with the other registers."""
        self.go.emit("roster", {"ledger": "checklist_item"})

    def _open_tour(self) -> None:
        self.stack.setCurrentWidget(self.tour)
        self.header.main.setText("录完，看列表")
        self.header.main.set_icon("check")
        self.say("")
        self.tour.open()

    def _close_tour(self) -> None:
        self.tour.commit_edits()
        self.stack.setCurrentIndex(0)
        self.header.main.setText("登记督查")
        self.header.main.set_icon("plus")
        self._say_count()

    def search(self, text: str) -> None:
        if text != self.strip.text:
            self._close_tour()
            self.strip.search(text)

    def commit_edits(self) -> None:
        self.tour.commit_edits()
        super().commit_edits()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.strip.set_narrow(narrow)
        self.split.set_narrow(narrow)
        self.view.set_narrow(narrow)
        self._fit_columns()
        self.pane.set_narrow(narrow)
        self.strip.setVisible(not self.split.replaced)
        self.tour.set_narrow(narrow)

    def _fit_columns(self) -> None:
        """On a small screen the photos give way, in large letters the date too: the mark has the days."""
        tight = self.narrow and theme.current().scale > 115
        self.view.setColumnHidden([one.key for one in COLUMNS].index("due_on"), tight)
        self.view.setColumnHidden([one.key for one in COLUMNS].index("photos"), self.narrow)

    # --- paper, sheet, clipboard ----------------------------------------------------------------------
    def shown(self) -> tuple[str, str, dict[str, Any], tuple[str, bool]]:
        """Title, period, filters and order of what is shown."""
        if self.stack.currentIndex() == 1:
            filters = {"group": "all", "ids": tuple(self.tour.ids)}
            return "督查问题登记表", cn_date(self.tour.day), filters, ("id", False)
        chosen = self.view.telling.filtered_by()
        limits = "".join(f"，{one}" for one in (self.strip.limits, chosen) if one)
        period = f"截至{cn_date(self.app.today())}{limits}"
        return f"{self.strip.title}问题清单", period, self._filters, self.rows.sorted_by

    def paper_scope(self) -> dict[str, Any]:
        return {"unit": self.strip.unit.current}

    def print_current(self) -> None:
        self.output.print_list()

    def export_current(self) -> None:
        self.output.export_list()

    def export_all(self) -> None:
        """Every finding in the shape the import takes back."""
        self.output.export_all()

    def copy_text(self) -> None:
        """The selected findings, or all that are shown, as plain words for a group notice."""
        self.output.copy_words(self.pane.rows if self.stack.currentIndex() == 0 else ())
