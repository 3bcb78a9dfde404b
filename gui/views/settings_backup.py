"""备份与恢复: the package for a stick, the copies beside the record, and the way back after one question."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from core.errors import UserError
from gui.app import App
from gui.table import Column, RowsModel, SheetView
from gui.views.settings_fields import PAD, SettingsSection
from gui.widgets import Question, button, label
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from core.backup import Counts
    from core.services.copies import Copy


def _when(made: datetime) -> str:
    return f"{made.year}年{made.month}月{made.day}日 {made:%H:%M}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


_COLUMNS = (
    Column("made", "时间", 200, show=_when),
    Column("kind", "种类", 100),
    Column("size", "大小", 90, kind="number", show=_size),
    Column("counts", "内容", 340, stretch=True, show=lambda one: one.words if one else "读不出来"),
)


class BackupSection(SettingsSection):
    """Copies are made by themselves before the first change of a day; restoring keeps the present state."""

    title = "备份与恢复"
    note = "每天第一次改动前自动留一份在本机；U盘上的要自己备，硬盘坏了只有它能救。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self._package = Path()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.last = label("", "body2", name="lastBackup")
        row.addWidget(button("备份到U盘…", "next", icon="backup", name="backupNow", slot=self.back_up))
        row.addWidget(self.last)
        row.addStretch(1)
        row.addWidget(button("从备份包恢复…", name="restoreFile", slot=self.ask_file))
        row.addWidget(button("恢复到选中的这份…", name="restoreCopy", slot=self.restore_copy))
        self.body.addLayout(row)
        self.model = RowsModel(_COLUMNS)
        self.table = SheetView(self.model, name="copies", settings=app.settings)
        self.table.setAccessibleName("本机上的备份")
        self.table.set_empty("还没有自动备份，今天第一次改动前会留一份。", "备份到U盘…", self.back_up)
        self.table.edge = PAD
        self.body.addWidget(self.table, 1)

    def refresh(self) -> None:
        from gui.backups import last_backup

        day = last_backup(self.app)
        age = (self.app.today() - day).days if day else 0
        words = f"上次备到别的盘：{f'{age}天前' if age else '今天'}" if day else "▲ 还没有备到别的盘"
        self.last.setText(words)
        if (path := self.app.path) is not None:
            self.app.jobs.work(lambda: _copies(path), self._show)

    def _show(self, copies: list[Copy]) -> None:
        self.model.set_rows(copies)

    # --- out ------------------------------------------------------------------------------------------
    def back_up(self) -> None:
        """备份到U盘…"""
        from gui.backups import BackupJob

        job = BackupJob(self.app, self)
        job.made.connect(lambda _path: self.refresh())
        job.start()

    # --- back -----------------------------------------------------------------------------------------
    def ask_file(self) -> None:
        """从备份包恢复…"""
        folder = self.app.settings.folder_for("backups", Path.home())
        name, _filter = QFileDialog.getOpenFileName(
            self, "选择备份", str(folder), "备份 (*.zip *.db);;所有文件 (*)"
        )
        if name:
            self.restore(Path(name))

    def restore_copy(self) -> None:
        """恢复到选中的这份…"""
        one: Copy | None = self.model.row(self.table.current_row)
        if one is None:
            self.app.jobs.refused.emit("请先在下面选一份备份。")
        else:
            self.restore(one.path)

    def restore(self, package: Path) -> None:
        """Compare first, then ask once."""
        path = self.app.path
        if path is None:
            return
        self._package = package
        self.app.jobs.work(lambda: _compare(path, package), self._ask, self._refused)

    def _ask(self, found: tuple[Counts, Counts]) -> None:
        now, then = found
        question = Question(
            "恢复备份",
            "现在的数据会先另存一份，再换成备份里的；备份以后录的不在其中。",
            "恢复",
            rows=(("现在", now.words), ("备份里", then.words), ("备份文件", self._package.name)),
            final=True,
        )
        if self.app.ask(question, self):
            self.app.jobs.close_file(self._closed)

    def _closed(self, _nothing: Any) -> None:
        path, package = self.app.path, self._package
        assert path is not None
        self.app.jobs.work(lambda: _restore(path, package), self._restored, self._not_restored)

    def _restored(self, found: tuple[Counts, Path | None]) -> None:
        self._done = f"已恢复：{found[0].words}。"
        if found[1] is not None:
            self._done += f"原来的另存为“{found[1].name}”，也列在下面。"
        self._reopen(self._say_done)

    def _not_restored(self, error: UserError) -> None:
        """Nothing was changed: open the record again and say why."""
        self._done = str(error)
        self._reopen(self._say_done)

    def _reopen(self, then: Any) -> None:
        assert self.app.path is not None
        self.app.open(self.app.path, then, self._refused)

    def _say_done(self) -> None:
        self.app.jobs.refused.emit(self._done)

    def _refused(self, error: UserError) -> None:
        self.app.jobs.refused.emit(str(error))


# -- in the workers --------------------------------------------------------------------------------


def _copies(path: Path) -> list[Copy]:
    from core.services.copies import copies_of

    return copies_of(path)


def _compare(path: Path, package: Path) -> tuple[Counts, Counts]:
    from core.backup import counts_of
    from core.services.copies import said_counts

    return counts_of(path), said_counts(package)


def _restore(path: Path, package: Path) -> tuple[Counts, Path | None]:
    from core.backup import restore

    return restore(path, package)
