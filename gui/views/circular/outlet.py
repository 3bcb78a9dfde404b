"""What leaves the page as it stands: 打印 and the entries of 导出▾, step by step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.views.circular import handout
from gui.views.circular.steps import CHECK, RANK, SCORE

if TYPE_CHECKING:
    from gui.views.circular.page import CircularPage


class Outlet(QObject):
    """Knows which paper, sheet, picture or words belong to the step shown."""

    def __init__(self, page: "CircularPage") -> None:
        super().__init__(page)
        self._page = page

    @property
    def title(self) -> str:
        """The title of the paper shown."""
        state, paper = self._page.state, self._page.paper
        if state is not None and state.closed and state.issued is not None:
            return state.issued.title
        return paper.title if paper else ""

    @property
    def pdf(self) -> bytes | None:
        """The paper shown, frozen or drafted."""
        page = self._page
        return page.frozen if page.frozen is not None else (page.paper.pdf if page.paper else None)

    def entries(self) -> list[tuple[str, Callable[[], object]]]:
        """What 导出▾ offers on this step."""
        page = self._page
        acts: list[tuple[str, Callable[[], object]]] = []
        if page.paged and (page.paper or page.frozen):
            acts.append(("存PDF…", self.save_pdf))
            if page.paper and not page.frozen:  # what went out is its PDF
                acts.append(("存为Word…", self.save_word_copy))
            acts.append(("复制通报文字", self.copy_text))
        if page.paged and page.narrow and page.strip.checks:
            acts.append((f"自检全部{len(page.strip.checks)}项", page.strip.show_all))
        if page.state is not None and page.state.facts is not None:
            if page.step in {SCORE, RANK}:
                acts.append(("复制村（居）排名图片", self.copy_villages))
                acts.append(("复制站所排名图片", self.copy_stations))
                acts.append(("复制排名文字", self.copy_notice))
            acts.append(("得分存Excel表格…", self.save_scores))
        return acts

    def print_shown(self) -> None:
        """The doubts, the scores or the paper, in the preview."""
        page, app = self._page, self._page.app
        if page.step == CHECK and page.state is not None:
            handout.print_doubts(app, page, page.state)
        elif page.step in {SCORE, RANK} and page.state is not None:
            handout.print_scores(app, page, page.state)
        elif page.paged and self.pdf is not None:
            drafted = page.state if page.frozen is None and page.state and page.state.facts else None
            handout.print_paper(app, page, self.title, self.pdf, drafted)

    def save_pdf(self) -> None:
        """存PDF: the bytes that are shown."""
        if self.pdf is not None:
            handout.save_paper(self._page.app, self._page, self.title, self.pdf)

    def save_word_copy(self) -> None:
        """存为Word: the draft with what the record says now."""
        state = self._page.state
        if state is not None and state.facts is not None:
            handout.save_word(self._page.app, self._page, self.title, state)

    def copy_text(self) -> None:
        """The draft's words for a group notice."""
        if self._page.paper is not None:
            handout.copy_text(self._page.paper)

    def copy_villages(self) -> None:
        """The villages' ranking as a picture for a chat."""
        if self._page.state is not None:
            handout.copy_picture(self._page, self._page.state, "praise")

    def copy_stations(self) -> None:
        """The stations' ranking as a picture for a chat."""
        if self._page.state is not None:
            handout.copy_picture(self._page, self._page.state, "criticism")

    def copy_notice(self) -> None:
        """Praise, criticism and both rankings in plain words."""
        if self._page.state is not None:
            handout.copy_notice(self._page, self._page.state)

    def save_scores(self) -> None:
        """The scores as a sheet."""
        if self._page.state is not None:
            handout.save_scores(self._page.app, self._page, self._page.state)
