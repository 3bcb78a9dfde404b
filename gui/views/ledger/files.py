"""附件 of a ledger's row: what is beside it, opened, added and taken off."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.ledgers import Ledger
from gui.app import App
from gui.widgets import button, button_row, clear_layout, label, link
from gui.widgets.basics import EDGE, GROUP, SPACE

if TYPE_CHECKING:
    from core.services.attachments import Attached


class FilesDialog(QDialog):
    """The files of one row; each act is written at once and can be undone."""

    def __init__(self, app: App, ledger: Ledger, row_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{ledger.title}的附件")
        self.setObjectName("ledgerFiles")
        self._app, self._ledger, self._row = app, ledger, row_id
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE)
        box.addLayout(self._list)
        self.said = label("", "danger", wrap=True, name="filesSaid")
        self.said.hide()
        box.addWidget(self.said)
        box.addStretch(1)
        add = button("添加附件…", name="addFile", slot=self.ask)
        close = button("关闭", "main", name="closeFiles", slot=self.accept)
        close.setDefault(True)
        box.addLayout(button_row(add, close))
        self.resize(520, 240)
        self.read()

    @property
    def _folder(self) -> Path:
        from core.db import files_of

        assert self._app.path is not None
        return files_of(self._app.path)

    def read(self) -> None:
        """The files as the record has them."""
        ledger, row = self._ledger, self._row

        def query(door: Any) -> "list[Attached]":
            from core.services.attachments import attached

            return attached(door, ledger, row)

        self._app.jobs.read(query, self._show)

    def _show(self, found: "list[Attached]") -> None:
        clear_layout(self._list)
        if not found:
            self._list.addWidget(label("还没有附件。", "body2"))
        for one in found:
            row = QHBoxLayout()
            there = self._path(one).is_file()
            row.addWidget(label(one.name if there else f"▲ {one.name}（文件缺失）", "body"), 1)
            opening = link("打开", partial(self.open_file, one), name=f"openFile{one.id}")
            opening.setEnabled(there)
            row.addWidget(opening)
            row.addWidget(link("删除", partial(self.take_off, one.id), name=f"dropFile{one.id}"))
            self._list.addLayout(row)

    def _path(self, one: "Attached") -> Path:
        from core.services.attachments import FOLDER

        return self._folder / FOLDER / one.file

    def open_file(self, one: "Attached") -> None:
        """With the program the computer has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path(one))))

    def ask(self) -> None:
        """添加附件…"""
        folder = self._app.settings.folder_for("imports", Path.home())
        name, _filter = QFileDialog.getOpenFileName(self, "选择附件", str(folder), "所有文件 (*)")
        if name:
            self._app.settings.keep_folder("imports", Path(name).parent)
            self.add(Path(name))

    def add(self, path: Path) -> None:
        """A copy of the file beside the row."""
        ledger, row, folder = self._ledger, self._row, self._folder

        def verb(door: Any) -> int:
            from core.services.attachments import attach

            return attach(door, folder, ledger, row, path)

        self._write(f"添加{ledger.title}的附件", verb)

    def take_off(self, attachment_id: int) -> None:
        def verb(door: Any) -> int:
            from core.services.attachments import detach

            return detach(door, [attachment_id])

        self._write(f"删除{self._ledger.title}的附件", verb)

    def _write(self, what: str, verb: Callable[[Any], object]) -> None:
        self.said.hide()
        self._app.jobs.write(what, verb, self._written, self._refused)

    def _written(self, _result: object) -> None:
        self.read()

    def _refused(self, error: UserError) -> None:
        self.said.setText(str(error))
        self.said.show()
