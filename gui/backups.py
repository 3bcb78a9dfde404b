"""备份到U盘: the package made from any page, and what this computer remembers of the last one."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.errors import UserError
from gui.app import App, wall_time
from gui.saving import ask_path, show_bar, show_saved


def remember_backup(app: App, target: Path) -> None:
    """Keep the day of a package made on another disk than the record's: only that one survives the disk."""
    if app.path is None or _same_disk(app.path, target):
        return
    kept = dict(app.settings.get("backups", {}))
    kept[str(app.path.resolve())] = app.today().isoformat()
    app.settings.put("backups", kept)


def last_backup(app: App) -> date | None:
    """The day of the last package outside the record's disk, None when this computer knows of none."""
    if app.path is None:
        return None
    stored = app.settings.get("backups", {}).get(str(app.path.resolve()))
    return None if stored is None else date.fromisoformat(stored)


def _same_disk(record: Path, target: Path) -> bool:
    """By volume: st_dev is the volume's serial number on Windows."""
    return os.stat(record.parent).st_dev == os.stat(target.parent).st_dev  # noqa: PTH116 - reads as one line


def suggested_name(app: App) -> str:
    """创文包保备份_20261031_1730.zip."""
    return f"创文包保备份_{app.today():%Y%m%d}_{wall_time():%H%M}.zip"


class BackupJob(QObject):
    """Asks where, writes the package in the file's worker, says what it holds; `made(path)` after that."""

    made = Signal(object)

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._parent = app, parent
        self._target = Path()

    def start(self) -> None:
        """Ask for the place."""
        ask_path(self._app, self._parent, self._name(), self._write, kind="backups")

    def _name(self) -> str:
        return suggested_name(self._app)

    def _write(self, target: Path) -> None:
        self._target = target

        def act(db: Any, _task: object) -> str:
            return self._pack(db, target)

        show_bar(self._parent, f"正在备份到“{target.name}”…", [], stay=True)
        self._app.jobs.on_file(act, self._done, self._refused)

    def _pack(self, db: Any, target: Path) -> str:
        """In the file's worker: what the package holds, in words."""
        from core.backup import backup

        return backup(db, target).words

    def _done(self, words: str) -> None:
        remember_backup(self._app, self._target)
        bar = show_saved(self._parent, self._target)
        bar.text.setText(f"已备份到“{self._target.name}”：{words}")
        self.made.emit(self._target)

    def _refused(self, error: UserError) -> None:
        show_bar(self._parent, f"▲ {error}", [("另选位置", self.start)], stay=True)


class HandoverJob(BackupJob):
    """生成交接包: the same package with the list of what waits inside."""

    def _name(self) -> str:
        return f"创文包保交接包_{self._app.today():%Y%m%d}_{wall_time():%H%M}.zip"

    def _pack(self, db: Any, target: Path) -> str:
        from core.queries.papers import Asked
        from core.services.handover import hand_over
        from reports.papers.handover import PAPER
        from reports.papers.making import pdf_of

        return hand_over(db, target, lambda r: pdf_of(PAPER.build(PAPER.facts(r, Asked())))).words
