"""Over the 督查清单: what it is printed on, and the plan's own items to begin with."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.page import Page
from gui.widgets import button, label
from gui.widgets.basics import GROUP, SPACE


class ChecklistBar(QWidget):
    """载入默认清单 is one step, undone as one."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(GROUP, 4, GROUP, 4)
        row.setSpacing(SPACE)
        words = "按四个方面印在空白督查记录表上；还没有清单时，印方案的内容。"
        row.addWidget(label(words, "secondary", wrap=True), 1)
        row.addWidget(button("载入默认清单", "small", name="loadChecklist", slot=self._load))

    def _load(self) -> None:
        def write(w: Any) -> int:
            from core.services.checklist import load_default_items

            return load_default_items(w)

        self._page.app.jobs.write("载入默认督查清单", write, self._loaded)

    def _loaded(self, count: int) -> None:
        self._page.say(f"已载入{count}项，可以再改" if count else "清单里已经有这些内容")
