"""一次打印多份: the papers of a month with a tick each, to the printer together or into one PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.rules.calendar import Month
from gui.app import App
from gui.jobs import Latest
from gui.widgets.basics import EDGE, GROUP, SPACE, button, label
from gui.widgets.dialogs import button_row
from gui.widgets.period import PeriodPicker

if TYPE_CHECKING:
    from core.queries.month_papers import MonthPaper

COPIES = 99
Ready = tuple[list[tuple[str, bytes]], list[str]]  # papers as title and PDF, and what was refused


class SeveralPapers(QDialog):
    """Ticks over one month's papers; `ticked` are the names in the catalogue that begin with one."""

    def __init__(self, app: App, page: QWidget, month: Month, ticked: frozenset[str]) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("severalPapers")
        self.setWindowTitle("一次打印多份")
        self._app, self._page, self._ticked = app, page, ticked
        self._latest = Latest()
        self._offers: Sequence[MonthPaper] = ()
        self._saving = False
        self.picker = PeriodPicker("month", month.first)
        self.picker.changed.connect(self._read)
        self.list = QListWidget()
        self.list.setObjectName("severalList")
        self.list.setAccessibleName("本月材料")
        self.list.itemChanged.connect(self._count)
        self.copies = QSpinBox()
        self.copies.setObjectName("severalCopies")
        self.copies.setAccessibleName("每份打印几张")
        self.copies.setRange(1, COPIES)
        self.copies.setSuffix("份")
        self.copies.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach it
        self.wrong = label("", "danger", wrap=True, name="severalWrong")
        self.wrong.hide()
        self._build()
        self.resize(620, 400)
        self._read()
        self.list.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, GROUP, EDGE, GROUP)
        box.setSpacing(SPACE)
        top = QHBoxLayout()
        top.addWidget(self.picker)
        top.addStretch(1)
        top.addWidget(button("全选", "small", name="severalAll", slot=self._all))
        top.addWidget(button("全不选", "small", name="severalNone", slot=self._none))
        box.addLayout(top)
        box.addWidget(self.list, 1)
        box.addWidget(self.wrong)
        self._print = button("打印", "main", icon="print", name="affirm", slot=self.print_out)
        self._print.setDefault(True)
        self._save = button("存成一个PDF", name="severalSave", slot=self.save)
        low = QHBoxLayout()
        low.addWidget(label("每种"))
        low.addWidget(self.copies)
        low.addLayout(button_row(self._print, self._save, button("取消", name="cancel", slot=self.reject)), 1)
        box.addLayout(low)

    # --- the list -------------------------------------------------------------------------------------
    @property
    def month(self) -> Month:
        """The month whose papers are listed."""
        return Month.of(self.picker.start)

    def _read(self, _day: object = None) -> None:
        month = self.month

        def query(door: Any) -> "tuple[MonthPaper, ...]":
            from core.queries.month_papers import month_papers

            return month_papers(door, month)

        self._app.jobs.read(query, self._show, self._refuse, latest=self._latest)

    def _show(self, offers: "Sequence[MonthPaper]") -> None:
        self._offers = offers
        self.list.clear()
        for one in offers:
            item = QListWidgetItem(one.words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = one.name in self._ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if offers:
            self.list.setCurrentRow(0)
            self.wrong.hide()
        else:
            self._say(f"{self.month.label}还没有材料，请换一个月。")
        self._count()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @property
    def chosen(self) -> "list[MonthPaper]":
        """What is ticked, in order."""
        ticks = [one.checkState() == Qt.CheckState.Checked for one in self._items()]
        return [one for one, on in zip(self._offers, ticks, strict=False) if on]

    def _count(self, _item: object = None) -> None:
        count = len(self.chosen)
        self._print.setText(f"打印{count}种" if count else "打印")
        for one in (self._print, self._save):
            one.setEnabled(count > 0)

    def _all(self) -> None:
        for one in self._items():
            one.setCheckState(Qt.CheckState.Checked)

    def _none(self) -> None:
        for one in self._items():
            one.setCheckState(Qt.CheckState.Unchecked)

    # --- making ---------------------------------------------------------------------------------------
    def print_out(self) -> None:
        """All that is ticked to the printer, asked once."""
        self._make(saving=False)

    def save(self) -> None:
        """All that is ticked as one PDF."""
        self._make(saving=True)

    def _make(self, *, saving: bool) -> None:
        chosen = self.chosen
        if not chosen:
            return
        self._saving = saving
        for one in (self._print, self._save, self.list, self.picker):
            one.setEnabled(False)
        self._say("正在排版，请稍候。")
        self._app.jobs.read(
            lambda door: _facts(door, chosen), self._lay_out, self._refuse, latest=self._latest
        )

    def _lay_out(self, found: Any) -> None:
        self._app.jobs.work(lambda: _pages(found), self._made, self._refuse, latest=self._latest)

    def _made(self, ready: Ready) -> None:
        from gui.printing import print_many
        from gui.saving import save_as, show_bar

        papers, refused = ready
        title = f"{self.month.label}材料（{len(papers)}种）"
        if not papers:
            self._refuse(UserError(refused[0]))
            return
        self.accept()
        if refused:
            show_bar(self._page, f"▲ {'；'.join(refused)}", [], stay=True)
        if self._saving:
            save_as(self._app, self._page, f"{title}.pdf", _Joined(papers, title), kind="papers")
        else:
            print_many(self._app, self._page, papers, self.copies.value())

    def _refuse(self, error: UserError) -> None:
        for one in (self.list, self.picker):
            one.setEnabled(True)
        self._count()
        self._say(str(error))

    def _say(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.show()


class _Joined:
    """Writes the papers as one file."""

    def __init__(self, papers: Sequence[tuple[str, bytes]], title: str) -> None:
        self._papers, self._title = papers, title

    def __call__(self, path: Path) -> None:
        from core.exchange.write import replacing
        from reports.joining import join

        data = join([pdf for _, pdf in self._papers], self._title)
        with replacing(path) as target:
            target.write(data)


def _facts(door: Any, chosen: "Sequence[MonthPaper]") -> list[tuple[Any, Any, str]]:
    """Catalogue paper, its facts or None, and why there are none; one refused paper stops no other."""
    from reports.papers.catalogue import paper_named

    found: list[tuple[Any, Any, str]] = []
    for one in chosen:
        paper = paper_named(one.name)
        assert paper is not None, one.name
        try:
            found.append((paper, paper.facts(door, one.asked), ""))
        except UserError as error:
            found.append((paper, None, f"“{one.words}”没有印：{error}"))
    return found


def _pages(found: Sequence[tuple[Any, Any, str]]) -> Ready:
    from reports.papers.making import pdf_of, title_of

    papers, refused = [], [why for _, facts, why in found if facts is None]
    for paper, facts, _why in found:
        if facts is not None:
            made = paper.build(facts)
            papers.append((title_of(made), pdf_of(made)))
    return papers, refused
