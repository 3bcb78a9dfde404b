"""⑤ 印发: what will go out, or what went out and can only be corrected; the register below."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.settings import Settings
from gui.table import Column, RowsModel, SheetView
from gui.views.circular.says import period_line
from gui.widgets import button, clear_layout, label
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.queries.circulars import Issued


@dataclass(frozen=True, slots=True)
class RegisterRow:
    id: int
    month: str
    doc_no: str
    day: date
    kind: str


def register_rows(register: "tuple[Issued, ...]") -> list[RegisterRow]:
    """What went out, newest first; a corrected circular says so."""
    numbers = {one.id: one.doc_no for one in register}
    replaced = {one.corrects_id for one in register}
    rows = []
    for one in register:
        kind = "已被更正" if one.id in replaced else ""
        if one.corrects_id is not None:
            kind = f"更正{numbers.get(one.corrects_id, '')}"
        year, _dash, number = one.month.partition("-")
        rows.append(RegisterRow(one.id, f"{year}年{int(number)}月", one.doc_no, one.doc_date, kind))
    return rows


class IssueStep(QScrollArea):
    """`correct(id)`, `picked(id)` for a line of the register, `give_up`, `print_out`."""

    correct = Signal(int)
    picked = Signal(int)
    give_up = Signal()
    print_out = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._files: Path | None = None
        self._shown: Issued | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self.setWidget(body)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, GROUP, 0, 0)
        box.setSpacing(SPACE)
        self._top = QVBoxLayout()
        self._top.setContentsMargins(EDGE, 0, GROUP, 0)
        self._top.setSpacing(SPACE)
        box.addLayout(self._top)
        head = label("已印发的通报", "section")
        head.setContentsMargins(EDGE, GROUP, 0, 0)
        box.addWidget(head)
        columns = (
            Column("month", "月份", 108, bold=True),
            Column("doc_no", "文号", 196),
            Column("day", "成文日期", 92, kind="date"),
            Column("kind", "说明", 90, stretch=True),
        )
        self.model = RowsModel(columns, self)
        self.view = SheetView(self.model, name="register", settings=settings)
        self.view.setAccessibleName("已印发的通报")
        self.view.set_empty("还没有印发过通报。")
        self.view.opened.connect(self._opened)
        self.view.setMinimumHeight(theme.current().px(140))
        box.addWidget(self.view, 1)

    def show_state(self, state: "MonthState", files: Path | None) -> None:
        """The month's paper above, the register below."""
        self._files = files
        self.model.set_rows(register_rows(state.register))
        clear_layout(self._top)
        self._shown = state.issued
        if state.closed and state.issued is not None:
            self._issued(state, state.issued)
        elif state.facts is not None:
            self._to_issue(state)
        else:
            self._top.addWidget(label(state.refused, wrap=True))

    def _to_issue(self, state: "MonthState") -> None:
        facts = state.facts
        assert facts is not None
        said = f"将以{facts.doc_no}印发，印发后不能修改"
        self._top.addWidget(label(said, "section", wrap=True, name="toIssue"))
        if state.correcting is not None:
            row = QHBoxLayout()
            row.addWidget(label(f"更正{state.correcting.doc_no}", "warn"), 1)
            row.addWidget(button("放弃更正", name="giveUp", slot=self.give_up.emit))
            self._top.addLayout(row)
        self._fact("统计周期", period_line(state))
        self._fact("表扬", "、".join(one.unit for one in facts.praise) or "无")
        self._fact("批评", "、".join(one.unit for one in facts.criticism) or "无")

    def _issued(self, state: "MonthState", issued: "Issued") -> None:
        from core.rules.calendar import cn_date

        said = f"{state.month.label}通报已印发，文号{issued.doc_no}，{cn_date(issued.doc_date)}"
        self._top.addWidget(label(said, "section", wrap=True, name="issuedLine"))
        kept = "右边是印发时封存的原件，不随数据变化；另有一份在数据文件旁的文件夹里。"
        self._top.addWidget(label(kept, "hint", wrap=True))
        if state.differences:
            self._top.addWidget(self._differences(state))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for words, name, slot in (
            ("打开文件", "openFile", self.open_file),
            ("打开所在文件夹", "openFolder", self.open_folder),
            ("打印", "printIssued", self.print_out.emit),
            ("更正…", "correct", self._correct),
        ):
            row.addWidget(button(words, "small", name=name, slot=slot))
        row.addStretch(1)
        self._top.addLayout(row)

    def _differences(self, state: "MonthState") -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "banner")
        bar.setObjectName("differences")
        box = QVBoxLayout(bar)
        box.setContentsMargins(10, 4, 10, 4)
        box.setSpacing(2)
        count = len(state.differences)
        month = f"{state.month.number}月"
        box.addWidget(label(f"▲ {month}通报与现有数据不一致（{count}处）", "warn", wrap=True, name="differs"))
        words = "；".join(f"{one.label}{one.was}→{one.now}" for one in state.differences[:4])
        box.addWidget(label(words, "hint", wrap=True))
        return bar

    def _fact(self, name: str, value: str) -> None:
        row = QFrame()
        row.setProperty("role", "row")
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 5, 0, 5)
        box.setSpacing(EDGE)
        head = label(name, "body2")
        head.setMinimumWidth(theme.current().px(64))
        box.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label(value, wrap=True), 1)
        self._top.addWidget(row)

    # --- acts -----------------------------------------------------------------------------------------
    @property
    def file(self) -> Path | None:
        """The issued PDF beside the record."""
        if self._files is None or self._shown is None:
            return None
        return self._files / "issued" / f"{self._shown.file}.pdf"

    def open_file(self) -> None:
        """The issued PDF with the program the system has for it."""
        self._open(self.file)

    def open_folder(self) -> None:
        """Its folder in the file manager."""
        self._open(self.file.parent if self.file else None)

    def _open(self, path: Path | None) -> None:
        from gui.saving import show_bar

        if path is None or not path.exists():
            name = path.name if path else "通报"
            show_bar(self, f"▲ 找不到“{name}”，可能已被移走；用导出里的“存PDF”能再取一份。", [])
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            show_bar(self, f"▲ 没有找到能打开“{path.name}”的程序，文件在{path.parent}", [])

    def _correct(self) -> None:
        if self._shown is not None:
            self.correct.emit(self._shown.id)

    def _opened(self, number: int) -> None:
        row = self.model.row(number)
        if row is not None:
            self.picked.emit(row.id)
