"""检查数据: the file, the journal against the tables, and the issued papers and photos beside the record."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from core.errors import UserError
from gui.app import App
from gui.views.settings_fields import SettingsSection
from gui.widgets import button, label
from gui.widgets.basics import SPACE


class CheckSection(SettingsSection):
    """Runs when asked: a large record takes some seconds."""

    title = "检查数据"
    note = "核对数据文件、每一步操作的记录、印发的通报和照片，看有没有损坏或被改动。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.start = button("开始检查", "next", icon="check", name="checkNow", slot=self.check)
        self.said = label("", "strong", name="checkSaid")
        row.addWidget(self.start)
        row.addWidget(self.said)
        row.addStretch(1)
        self.body.addLayout(row)
        self.found = QPlainTextEdit()
        self.found.setReadOnly(True)
        self.found.setObjectName("checkFound")
        self.found.setAccessibleName("检查出的问题")
        self.found.hide()
        self.body.addWidget(self.found, 1)
        self.body.addStretch(0)

    def check(self) -> None:
        """开始检查."""
        self.start.setEnabled(False)
        self.said.setText("正在检查…")
        self.app.jobs.on_file(_check, self._show, self._failed)

    def _show(self, found: tuple[list[str], list[str]]) -> None:
        faults, strays = found
        self.start.setEnabled(True)
        self.said.setText(f"▲ 发现{len(faults)}处，请先备份，再按提示处理" if faults else "✓ 没有发现问题")
        self.found.setPlainText("\n".join(faults or strays))
        self.found.setVisible(bool(faults or strays))

    def _failed(self, error: UserError) -> None:
        self.start.setEnabled(True)
        self.said.setText(str(error))


def _check(db: Any, _task: object) -> tuple[list[str], list[str]]:
    from core.services.checking import faults_of, strays_of

    faults = faults_of(db)
    return faults, [] if faults else strays_of(db)
