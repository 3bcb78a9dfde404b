"""What an import did, in counts, with the rows left out and what the clerk should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from gui.widgets import StatRow, label
from gui.widgets.basics import SPACE, clear_layout

if TYPE_CHECKING:
    from core.services.outcome import Outcome


class ResultPane(QWidget):
    """Four counts and the sentences behind the last."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        self.title = label("", "section", name="importDone")
        self._counts = QVBoxLayout()
        self._counts.setSpacing(0)
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        self.said.setObjectName("importSaid")
        self.said.setAccessibleName("未导入的行和说明")
        box.addWidget(self.title)
        box.addLayout(self._counts)
        box.addWidget(self.said, 5)
        box.addWidget(label("导错了按Ctrl+Z，整份一次撤销。", "body2"))
        box.addStretch(1)

    def show_outcome(self, outcome: Outcome, what: str = "名册") -> None:
        """Counts first, then each row left out, then notes."""
        done = outcome.new + outcome.updated
        self.title.setText(f"{what}已导入" if done else f"和已有{what}相同，没有改动")
        clear_layout(self._counts)
        counts = (
            ("新增", outcome.new),
            ("更新", outcome.updated),
            ("未变", outcome.unchanged),
            ("未导入", len(outcome.refused)),
        )
        for name, count in counts:
            self._counts.addWidget(StatRow(name, f"{count}行"))
        lines = [f"■ {one}" for one in outcome.refused] + [f"○ {one}" for one in outcome.notes]
        self.said.setPlainText("\n".join(lines))
        self.said.setVisible(bool(lines))
