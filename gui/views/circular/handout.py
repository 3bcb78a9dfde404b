"""What leaves the page: print, PDF, sheet, clipboard."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.app import App
from gui.views.circular.paper import Composed
from gui.views.circular.score_step import unit_rows

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState

TITLE = "考核得分"
COLUMNS = (("类别", 10), ("单位", 18), ("名次", 12), ("得分", 10), ("说明", 30))


def print_scores(app: App, parent: QWidget, state: "MonthState") -> None:
    """The units with rank and score as a list paper."""
    from gui.printing import print_table

    print_table(app, parent, TITLE, state.month.label, [name for name, _ in COLUMNS], score_table(state))


def print_doubts(app: App, parent: QWidget, state: "MonthState") -> None:
    """What is to be looked at before the month is judged, as a list paper."""
    from gui.printing import print_table
    from gui.views.circular.check_step import WORDS

    rows = [[WORDS[one.kind], one.text, "请知悉" if one.note else "待核对"] for one in state.doubts]
    print_table(app, parent, "考核前核对情况", state.month.label, ["类别", "内容", "处理"], rows)


def print_paper(app: App, parent: QWidget, title: str, pdf: bytes, draft: "MonthState | None") -> None:
    """The circular at its true size; a draft also as a Word copy."""
    from gui.printing import show_pdf

    show_pdf(app, parent, title, pdf, f"{title}.pdf", None if draft is None else _word_copy(draft))


def save_paper(app: App, parent: QWidget, title: str, pdf: bytes) -> None:
    """存PDF."""
    from gui.saving import save_as

    def write(path: Path) -> None:
        path.write_bytes(pdf)

    save_as(app, parent, f"{title}.pdf", _told(write), kind="papers")


def save_word(app: App, parent: QWidget, title: str, state: "MonthState") -> None:
    """存为Word: the draft for further editing in Word or WPS."""
    from gui.printing import save_word_copy

    save_word_copy(app, parent, title, _word_copy(state))


def _word_copy(state: "MonthState") -> Callable[[], bytes]:
    facts, writing = state.facts, state.writing
    assert facts is not None

    def make() -> bytes:
        from reports.render import circular_docx

        return circular_docx(facts, writing)

    return make


def save_scores(app: App, parent: QWidget, state: "MonthState") -> None:
    """The scores as .xlsx."""
    from gui.saving import save_as

    rows = score_table(state)

    def write(path: Path) -> None:
        from core.exchange.write import SheetColumn, write_sheet

        write_sheet(path, TITLE, [SheetColumn(name, width) for name, width in COLUMNS], rows)

    save_as(app, parent, f"{TITLE}（{state.month.label}）.xlsx", write)


def copy_text(paper: Composed) -> None:
    """The words of the draft for a group notice."""
    words = [f"{line.unit}：{line.text}" if line.unit else line.text for line in paper.lines if line.on]
    QGuiApplication.clipboard().setText("\n".join(words))


def copy_picture(parent: QWidget, state: "MonthState", kind: str) -> None:
    """A ranking as a picture on the clipboard; ``kind`` praise (villages) or criticism (stations)."""
    from gui.saving import show_bar
    from gui.views.circular.picture import UNITS, ranking_picture

    QGuiApplication.clipboard().setImage(ranking_picture(state, kind))
    show_bar(parent, f"✓ 已复制{UNITS[kind]}排名图片，可在聊天窗口粘贴。", [])


def copy_notice(parent: QWidget, state: "MonthState") -> None:
    """Praise, criticism and both rankings as text on the clipboard."""
    from gui.saving import show_bar
    from gui.views.circular.picture import notice_text

    QGuiApplication.clipboard().setText(notice_text(state))
    show_bar(parent, "✓ 已复制排名文字，可在聊天窗口粘贴。", [])


def score_table(state: "MonthState") -> list[list[str]]:
    """As the score list shows them."""
    return [[row.kind, row.unit, row.rank, row.score, row.note] for row in unit_rows(state)]


def _told(write: Callable[[Path], None]) -> Callable[[Path], None]:
    """A full disk or a file held open by another program, in words."""

    def run(path: Path) -> None:
        from core.errors import UserError

        try:
            write(path)
        except OSError as error:
            raise UserError(f"“{path.name}”写不进去，可能正被别的程序打开或磁盘已满，请换个位置。") from error

    return run
