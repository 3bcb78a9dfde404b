"""登记督查: an inspection keyed in like a spreadsheet; each finished line is on the disk at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import ReasonWanted, UserError
from core.rules.calendar import cn_day
from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.late import LateReason
from gui.photos.drops import DropArea
from gui.photos.intake import Intake
from gui.table import Candidate, CandidateList, Column, RowsModel
from gui.table.arrange import ordered
from gui.views import findings_lines as lines
from gui.views.findings_lines import Desk, Line
from gui.views.findings_more import MoreColumns
from gui.views.findings_places import TourPlaces
from gui.views.findings_tour_photos import TourPhotos
from gui.views.findings_tour_reads import read_day
from gui.views.findings_tour_view import TourView
from gui.widgets import DateField, button, label
from gui.widgets.basics import EDGE, GROUP, SPACE

_HINT = "Enter 到下一格，最后一格 Enter 换行。期限可输入+3、27、11.27；立行立改输入1。"
MORE = ("source", "location", "standard", "partner")  # seldom wanted: shown by 更多列
_WIDTHS = {"area": (118, 104), "place": (104, 84), "unit": (120, 96), "category": (124, 100)}


class TourSheet(DropArea):
    """The sheet of one day's inspection."""

    said = Signal(str)

    def __init__(self, app: App, intake: Intake) -> None:
        super().__init__()
        self.app = app
        self.desk = Desk()
        self._offers: dict[str, CandidateList] = {}
        self._lines: list[Line] = []
        self._saving: set[int] = set()
        self._key = 0
        self._latest = Latest()
        self._opened = False
        self._narrow = False
        self._arriving = False  # the first empty line becomes current when the day is read
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top())
        self.late = LateReason(app, "tourLateReason")
        self.late.given.connect(self.save_lines)
        whole.addWidget(self.late)
        self.places = TourPlaces(self)
        whole.addWidget(self.places)
        self.rows = RowsModel(self._columns())
        self.view = TourView(self.rows, name="tour", settings=app.settings)
        self.view.setAccessibleName("督查登记表")
        self.view.arrangeable = True
        self.view.passes = self._passes
        self.photos = TourPhotos(self, intake)
        self.view.takes_photos = self.photos.paste
        whole.addWidget(self.view, 1)
        whole.addWidget(self.photos.tray)
        whole.addWidget(self._said())
        whole.addWidget(self._foot())
        self.more = MoreColumns(app, "tour", self.view, MORE, ("text", 164), ("note", "photos"))
        self.more.face.toggled.connect(self._more_turned)
        self._foot_box.addWidget(self.more)
        self._connect()

    def _columns(self) -> tuple[Column, ...]:
        def source(key: str) -> Callable[[str], list[Candidate]]:
            return lambda text: self._match(key, text)

        return (
            Column("area", "村（居）/区域", 118, editable=True, candidates=source("area")),
            Column("place", "地点", 104, editable=True),
            Column("unit", "责任站所", 120, editable=True, candidates=source("unit")),
            Column("category", "类别", 124, editable=True, candidates=source("category")),
            Column("text", "问题描述", 240, editable=True, stretch=True),
            Column("due_on", "整改期限", 84, kind="date", editable=True),
            Column("fixed", "立行立改", 96, editable=True, show=_yes),
            Column("photos", "照片", 56, show=_pictures, filterable=False),
            Column("source", "来源", 84, editable=True, candidates=source("source")),
            Column("location", "区域类型", 84, editable=True, candidates=source("location")),
            Column("standard", "依据条目", 96, editable=True, candidates=source("standard")),
            Column("partner", "协助部门", 110, editable=True),
            Column("note", "", 208, kind="status"),
        )

    def _top(self) -> QFrame:
        top = QFrame()
        top.setProperty("role", "strip")
        self._top_box = QHBoxLayout(top)
        self._top_box.setSpacing(SPACE)
        today = self.app.today()
        self.date = DateField(today, today)
        self.date.setObjectName("tourDate")
        self.date.setAccessibleName("督查日期")
        self.date.setFixedWidth(theme.current().px(150))
        self.date.changed.connect(self._other_day)
        self.inspectors = QLineEdit()
        self.inspectors.setObjectName("tourInspectors")
        self.inspectors.setAccessibleName("督查人员")
        self.inspectors.setPlaceholderText("督查人员，用顿号分开")
        self.inspectors.setMaximumWidth(theme.current().px(280))
        self.inspectors.editingFinished.connect(self._name_inspectors)
        self._title = label("登记督查", "section")
        self._top_box.addWidget(self._title)
        for part in (label("日期", "body2"), self.date, label("督查人", "body2"), self.inspectors):
            self._top_box.addWidget(part)
        self._top_box.addStretch(1)
        self.counted = label("", "body2", name="tourCount")
        self._top_box.addWidget(self.counted)
        self._top_box.addWidget(button("添加照片", icon="photo", name="tourPhotos", slot=self._choose_photos))
        self.set_edge(narrow=False)
        return top

    def _said(self) -> QWidget:
        """What is said of photos, at the page edge."""
        frame = QWidget()
        box = QVBoxLayout(frame)
        box.setContentsMargins(EDGE, 0, EDGE, 0)
        box.addWidget(self.photos.notes)
        return frame

    def _foot(self) -> QFrame:
        foot = self.foot = QFrame()
        foot.setProperty("role", "strip")
        self._foot_box = QHBoxLayout(foot)
        self._foot_box.setContentsMargins(EDGE, 4, EDGE, 4)
        self.hint = label(_HINT, "secondary", wrap=True, name="tourHint")
        self.join = button("并入为反弹", "small", name="joinEarlier", slot=self._join)
        self.join.hide()
        self._foot_box.addWidget(self.hint, 1)
        self._foot_box.addWidget(self.join)
        return foot

    def _connect(self) -> None:
        view = self.view
        view.edited.connect(self._edited)
        view.picked.connect(self._picked)
        view.pasted.connect(self._pasted)
        view.cleared.connect(lambda cells: self._set_all([(row, key, "") for row, key in cells]))
        view.filled.connect(lambda cells, text: self._set_all([(row, key, text) for row, key in cells]))
        view.chosen.connect(self._chosen)
        view.sorted.connect(self._sorted)
        self.rows.filtering.connect(self._lay)
        view.ended_line.connect(self._line_ended)
        view.came_to.connect(self._came_to)

    def _choose_photos(self) -> None:
        self.photos.choose()

    # --- reading --------------------------------------------------------------------------------------
    @property
    def day(self) -> date:
        """The day of the inspection."""
        return self.date.day

    @property
    def ids(self) -> list[int]:
        """The findings on the disk, in the sheet's order."""
        return [line.id for line in self._lines if line.id is not None]

    @property
    def lines(self) -> Sequence[Line]:
        """What the sheet shows, from the top."""
        return self._lines

    def open(self) -> None:
        """Show the sheet, ready to type."""
        self.rows.clear_chosen()
        self._opened = self._arriving = True
        self.refresh()
        self.view.setFocus()

    def show_day(self, day: date) -> None:
        """Another day's inspection."""
        self.date.set_day(day)

    def refresh(self) -> None:
        """Read the day anew; lines not on the disk yet stay."""
        if self._opened:
            day = self.day
            self.app.jobs.read(lambda r: read_day(r, day), self._show, latest=self._latest)

    def _other_day(self, _day: date) -> None:
        self.commit_edits()
        self.late.look(self.day)
        self._lines, self._arriving = [], True
        self.photos.lines_gone(self._saving)
        self.inspectors.clear()
        self.refresh()

    def _show(self, found: tuple[Desk, dict[str, str]]) -> None:
        desk, letters = found
        self.desk = desk
        self._offers = lines.offers_of(desk, letters)
        assert desk.tour is not None
        if not self.inspectors.hasFocus() and (desk.tour.id is not None or not self.inspectors.text()):
            self.inspectors.setText(desk.tour.inspectors)
        self._merge(desk)
        self._lay()
        self.places.show_day()
        if self._arriving:
            self._arriving = False
            self.view.go_to(len(self._lines))

    def _merge(self, desk: Desk) -> None:
        assert desk.tour is not None
        stored = {one.id: one for one in desk.tour.lines}
        kept = []
        for line in self._lines:
            if line.id is None:
                kept.append(line)
            elif line.id in stored:
                kept.append(lines.of_stored(stored.pop(line.id), line.key, desk))
        new = [lines.of_stored(one, self._next_key(), desk) for one in stored.values()]
        at = next((number for number, line in enumerate(kept) if line.id is None), len(kept))
        self._lines = kept[:at] + new + kept[at:]

    def _next_key(self) -> int:
        self._key += 1
        return self._key

    def _lay(self) -> None:
        room = self.view.viewport().height() // max(theme.current().px(32), 1)
        kept_lines = [line for line in self._lines if line.id is not None]
        shown = {line.key for line in self.rows.arrange(kept_lines)}  # counted before it is told
        self.rows.set_rows(self._lines, blank=max(2, room - len(self._lines)))
        self._hide_filtered(shown)
        kept = len(self.ids)
        self.counted.setText(f"本次已录{kept}条" if kept else "")
        self._tell()

    def _hide_filtered(self, shown: set[int]) -> None:
        """Lines on the disk that a heading's filter leaves out are hidden where they stand."""
        for row in range(self.rows.rowCount()):
            line = self._line(row)
            out = line is not None and line.id is not None and line.key not in shown
            if self.view.isRowHidden(row) != out:
                self.view.setRowHidden(row, out)

    def _sorted(self, key: str, descending: bool) -> None:
        """The lines on the disk by a column, in the order they were written for none; then the new ones."""
        self._commit(but=-1)
        kept = sorted((line for line in self._lines if line.id is not None), key=lambda line: line.id or 0)
        kept = ordered(kept, self.rows.columns, key, descending=descending)
        self._lines = kept + [line for line in self._lines if line.id is None]
        self._lay()

    # --- typing ---------------------------------------------------------------------------------------
    def _match(self, key: str, text: str) -> list[Candidate]:
        found = self._offers.get(key)
        if found is None:
            return []
        line = self._line(self.view.current_row)
        if key == "unit" and not text and line is not None:
            return [one for name in line.several for one in found.exact(name)]
        return found.match(text)

    def _line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _need(self, row: int) -> Line:
        """The line to type into; an empty one begins with the area above it."""
        while len(self._lines) <= row:
            above = self._lines[-1] if self._lines else None
            self._lines.append(lines.fresh(self._next_key(), above, self.day, self.desk))
        return self._lines[row]

    def _edited(self, row: int, key: str, text: str) -> None:
        self._set_all([(row, key, text)])

    def _picked(self, row: int, key: str, candidate: Candidate) -> None:
        old = self._need(row)
        number = candidate.key if isinstance(candidate.key, int) else None
        if number is None and key in MORE:
            self._set_all([(row, key, candidate.label)])
            return
        self._take(row, old, lines.picked(old, key, number, self.desk))

    def _pasted(self, first: int, made: Sequence[dict[str, str]]) -> None:
        cells = [
            (first + n, key, text)
            for n, line in enumerate(made)
            for key, text in line.items()
            if text or key != "unit"  # a station left open is the roster's
        ]
        self._set_all(cells)
        self._commit(but=-1)

    def _set_all(self, cells: Sequence[tuple[int, str, str]]) -> None:
        """Typed words into their lines; lines on the disk change together, as one act."""
        changed: dict[int, Line] = {}
        wrong = None
        for row, key, text in cells:
            old = self._need(row)
            new = lines.typed(old, key, text, self.day, self.desk)
            if isinstance(new, str):
                wrong = wrong or (row, key, text, new)
                continue
            changed.setdefault(row, old)
            self._lines[row] = new
        self.view.clear_error()
        self._store({row: old for row, old in changed.items() if old.id is not None})
        self._lay()
        if wrong is not None:
            row, key, text, fault = wrong
            self.rows.lay(row, key, text)
            ways: list[tuple[str, Callable[[], object]]] = []
            if key == "area":
                ways.append(("写到“地点”里", lambda: self._to_place(row, text)))
            self.view.show_error(row, key, f"第{row + 1}行：{fault}", ways)
        for row in changed:
            self._look_back(row)

    def _to_place(self, row: int, text: str) -> None:
        self.view.clear_error()
        self.rows.drop_typed(row)
        self._set_all([(row, "place", text)])

    def _take(self, row: int, old: Line, new: Line) -> None:
        self._lines[row] = new
        self.view.clear_error()
        if old.id is not None:
            self._store({row: old})
        self._lay()
        self._look_back(row)

    def _passes(self, row: int, key: str) -> bool:
        """Enter passes over a station the roster has filled in."""
        line = self._line(row)
        return key == "unit" and line is not None and line.unit_id is not None

    def _came_to(self, row: int, key: str) -> None:
        line = self._line(row)
        if key == "unit" and line is not None and line.several and line.unit_id is None:
            self.view.offer_now()

    # --- keeping --------------------------------------------------------------------------------------
    def _line_ended(self, row: int) -> None:
        line = self._line(row)
        self.rows.clear_chosen()  # the next line is seen
        if line is None or not line.begun:
            return
        if row + 1 == len(self._lines):
            self._lines.append(lines.fresh(self._next_key(), line, self.day, self.desk))
            self._lay()
        self._commit(but=-1)

    def _chosen(self, row: int) -> None:
        self._commit(but=row)
        self._tell()

    def commit_edits(self) -> None:
        """Half-typed cells and unsaved lines count as typed."""
        if self._opened:
            self.view.commit_edits()
            self._commit(but=-1)

    def save_lines(self) -> None:
        """Put what is whole on the disk now: photos wait for their row."""
        self._commit(but=-1)

    def _commit(self, but: int) -> None:
        """Put every line that says something and is not on the disk there, but the one being typed."""
        ready = [
            line
            for row, line in enumerate(self._lines)
            if line.id is None and line.begun and row != but and line.key not in self._saving
        ]
        if not ready:
            return
        self._saving |= {line.key for line in ready}
        day, who, why = self.day, self.inspectors.text().strip(), self.late.text
        keys = {line.key for line in ready}
        self.app.jobs.write(
            f"登记{len(ready)}条问题",
            lambda w: lines.add(w, day, who, ready, why),
            self._added,
            lambda error: self._not_added(keys, error),
        )

    def _added(self, made: list[tuple[int, int]]) -> None:
        ids = dict(made)
        self._saving -= set(ids)
        for row, line in enumerate(self._lines):
            if line.key in ids:
                self._lines[row] = lines.shown(line, ids[line.key])
        self._lay()
        self.photos.lines_added(ids)

    def _not_added(self, keys: set[int], error: UserError) -> None:
        self._saving -= keys
        if isinstance(error, ReasonWanted):
            self.late.demand()
        self.photos.lines_refused(keys)
        row = next((number for number, line in enumerate(self._lines) if line.key in keys), 0)
        self.view.show_error(row, "text", f"第{row + 1}行没有保存：{error}")

    def _store(self, old: dict[int, Line]) -> None:
        pairs = [(before, self._lines[row]) for row, before in old.items() if before != self._lines[row]]
        if not pairs:
            return

        def write(w: Any) -> None:
            for before, after in pairs:
                lines.change(w, before, after)

        row = next(iter(old))
        self.app.jobs.write(
            f"修改{len(pairs)}条问题", write, None, lambda error: self._not_changed(row, error)
        )

    def _not_changed(self, row: int, error: UserError) -> None:
        self.refresh()
        self.said.emit(f"第{row + 1}行没有改：{error}")

    def _name_inspectors(self) -> None:
        tour = self.desk.tour
        who = self.inspectors.text().strip()
        if tour is None or tour.id is None or who == tour.inspectors or tour.day != self.day:
            return
        number = tour.id

        def write(w: Any) -> None:
            from core.services.inspections import change_inspection

            change_inspection(w, number, inspectors=who or None)

        self.app.jobs.write("修改督查人员", write)

    # --- seen before ----------------------------------------------------------------------------------
    def _look_back(self, row: int) -> None:
        """Whether the same place had the same thing within a month."""
        line = self._line(row)
        if line is None or line.area_id is None or line.category_id is None or line.id is not None:
            return
        day = self.day

        def query(r: Any) -> tuple[Line, tuple[int, date] | None]:
            from core.queries.finding_tour import similar

            return line, similar(r, line.area_id, line.category_id, day)

        self.app.jobs.read(query, self._looked)

    def _looked(self, answer: tuple[Line, tuple[int, date] | None]) -> None:
        asked, earlier = answer
        for row, line in enumerate(self._lines):
            same = (line.area_id, line.category_id) == (asked.area_id, asked.category_id)
            if line.key == asked.key and same and line.earlier != earlier:
                self._lines[row] = replace(line, earlier=earlier)
                self._lay()

    def _join(self) -> None:
        row = self._similar_row()
        line = self._line(row)
        if line is None or line.earlier is None:
            return
        again = None if line.recurrence_of is not None else line.earlier[0]
        self.view.setFocus()
        self._take(row, line, replace(line, recurrence_of=again))

    def _similar_row(self) -> int:
        """The current line, or the one just ended above it."""
        here = self.view.current_row
        for row in (here, here - 1):
            line = self._line(row)
            if line is not None and line.earlier is not None:
                return row
        return -1

    def _tell(self) -> None:
        """The line under the sheet: what the current line should be looked at for."""
        row = self._similar_row()
        line = self._line(row)
        self.join.setVisible(line is not None)
        if line is not None and line.earlier is not None:
            number, day = line.earlier
            joined = line.recurrence_of is not None
            self.join.setText("取消并入" if joined else "并入为反弹")
            words = f"第{row + 1}行与{cn_day(day)}第{number}条相似"
            self.hint.setText(f"{words}，已并入为反弹。" if joined else f"▲ {words}。")
            return
        here = self._line(self.view.current_row)
        if here is not None and here.several and here.unit_id is None:
            self.hint.setText(f"▲ {'、'.join(here.several)}都包保{here.area}，请选一个责任站所。")
        else:
            self.hint.setText(_HINT)

    # --- size -----------------------------------------------------------------------------------------
    def set_edge(self, *, narrow: bool) -> None:
        """The page edge of the upper strip."""
        edge = GROUP if narrow else EDGE
        high = 6 if narrow else 10
        self._top_box.setContentsMargins(edge, high, edge, high)

    def _more_turned(self, _on: bool) -> None:
        self.set_narrow(self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Narrower columns; the note gives way to the line under the sheet."""
        self._narrow = narrow
        self.set_edge(narrow=narrow)
        self._title.setVisible(not narrow)
        self.photos.set_narrow(narrow)
        now = theme.current()
        for number, column in enumerate(self.rows.columns):
            if column.key in _WIDTHS:
                self.view.setColumnWidth(number, now.px(_WIDTHS[column.key][narrow]))
            if column.key == "note":
                self.view.setColumnHidden(number, narrow or self.more.shown)
        self.places.set_narrow(narrow)


def _pictures(count: Any) -> str:
    return f"{count}张" if count else ""


def _yes(value: Any) -> str:
    return "是" if value else ""
