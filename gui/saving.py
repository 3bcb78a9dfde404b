"""另存为: a safe name proposed, the folder remembered, written off the GUI thread, then 打开文件 at hand."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.text import safe_filename
from gui.app import App
from gui.widgets.basics import EDGE, GROUP, button, label

STAY = 30_000  # ms; time to read and to use its buttons
LOW = 400  # px: Qt's own dialog opens higher than a small screen
FILTERS = {
    "xlsx": "Excel表格 (*.xlsx)",
    "pdf": "PDF文件 (*.pdf)",
    "docx": "Word文件 (*.docx)",
    "png": "图片 (*.png)",
    "zip": "备份包 (*.zip)",
    "db": "包保台账数据 (*.db)",
    "csv": "CSV表格 (*.csv)",
    "txt": "文本 (*.txt)",
}


def save_as(
    app: App,
    parent: QWidget,
    suggested: str,
    writer: Callable[[Path], object],
    *,
    kind: str = "exports",
    done: Callable[[Path], object] | None = None,
    note: str = "",
) -> None:
    """Ask where `suggested` ("标题.xlsx") goes, run `writer(path)` in the layout worker, show the bar.

    `kind` (exports, papers, backups) is whose folder is remembered, `note` ends the bar's sentence.
    `parent` is the page or a dialog with a `banner_slot`. A refused write stays in the bar with 另选位置.
    """
    _Saving(app, parent, suggested, writer, kind, done, note).ask()


def ask_path(
    app: App, parent: QWidget, suggested: str, chosen: Callable[[Path], object], *, kind: str = "exports"
) -> QFileDialog:
    """Only the question; an existing file is proposed as (2), and replacing one is asked by the dialog."""
    stem, _dot, ending = suggested.rpartition(".")
    name = safe_filename(stem, f".{ending}")
    folder = app.settings.folder_for(kind, documents())
    dialog = QFileDialog(parent, f"保存“{stem}”", str(folder))
    dialog.setObjectName("saveAs")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([FILTERS.get(ending, f"{ending.upper()} (*.{ending})")])
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(str(_fresh(folder / name)))
    dialog.resize(dialog.width(), min(dialog.height(), LOW))
    _Asked(app, dialog, kind, chosen)
    dialog.open()
    free_keys(dialog)
    return dialog


def free_keys(dialog: QFileDialog) -> None:
    """Qt's own dialog binds Ctrl+Shift+H, and Ctrl+Shift belongs to the input method."""
    for action in dialog.findChildren(QAction):
        if "Shift" in action.shortcut().toString():
            action.setShortcut(QKeySequence())


def documents() -> Path:
    """The user's folder for documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if Path(place).is_dir() else Path.home()


def _fresh(path: Path) -> Path:
    from core.exchange.write import free_name

    return free_name(path) if path.exists() else path


class _Asked(QObject):
    """Hears what a save dialog was answered, once."""

    def __init__(self, app: App, dialog: QFileDialog, kind: str, chosen: Callable[[Path], object]) -> None:
        super().__init__(dialog)
        self._app, self._dialog, self._kind, self._chosen = app, dialog, kind, chosen
        dialog.finished.connect(self._answered)

    def _answered(self, code: int) -> None:
        self._dialog.deleteLater()
        files = self._dialog.selectedFiles()
        if code == QDialog.DialogCode.Accepted and files:
            path = Path(files[0])
            self._app.settings.keep_folder(self._kind, path.parent)
            self._chosen(path)


class _Saving(QObject):
    """One file on its way to the disk; lives as long as the page it was asked from."""

    def __init__(
        self,
        app: App,
        parent: QWidget,
        suggested: str,
        writer: Callable[[Path], object],
        kind: str,
        done: Callable[[Path], object] | None,
        note: str,
    ) -> None:
        super().__init__(parent)
        self._app, self._parent, self._suggested = app, parent, suggested
        self._writer, self._kind, self._then, self._note = writer, kind, done, note

    def ask(self) -> None:
        """Ask for the path, then write."""
        ask_path(self._app, self._parent, self._suggested, self._write, kind=self._kind)

    def _write(self, path: Path) -> None:
        writer = self._writer

        def run() -> Path:
            writer(path)
            return path

        self._app.jobs.work(run, self._done, self._refused)

    def _done(self, path: Path) -> None:
        show_saved(self._parent, path, note=self._note)
        if self._then is not None:
            self._then(path)
        self.deleteLater()

    def _refused(self, error: UserError) -> None:
        show_bar(self._parent, f"▲ {error}", [("另选位置", self.ask)], stay=True)


# --- the bar --------------------------------------------------------------------------------------


def show_saved(
    parent: QWidget, path: Path, said: str = "", *, several: bool = False, note: str = ""
) -> "SavedBar":
    """The bar under the top row: 已保存到… [打开文件] [打开所在文件夹]; of several files only the folder."""
    opener = _Opener(path)
    acts: list[tuple[str, Callable[[], object]]] = [("打开所在文件夹", opener.folder)]
    if not several:
        acts.insert(0, ("打开文件", opener.file))
    bar = show_bar(parent, said or f"已保存“{path.name}”，在{path.parent}{note}", acts)
    opener.bar = bar
    opener.setParent(bar)
    return bar


def show_bar(
    parent: QWidget, text: str, acts: list[tuple[str, Callable[[], object]]], *, stay: bool = False
) -> "SavedBar":
    """Put a bar in the page's banner slot in place of an older one; it goes by itself unless it must stay."""
    slot = _slot_of(parent)
    for number in reversed(range(slot.count())):
        item = slot.itemAt(number)
        if item is not None and isinstance(old := item.widget(), SavedBar):
            old.leave()
    bar = SavedBar(text, acts, stay=stay)
    slot.addWidget(bar)
    bar.show()
    return bar


def _slot_of(widget: QWidget | None) -> QVBoxLayout:
    while widget is not None:
        slot = getattr(widget, "banner_slot", None)
        if isinstance(slot, QVBoxLayout):
            return slot
        widget = widget.parentWidget()
    raise LookupError("save_as needs a parent within a page or a dialog that has a banner_slot")


class SavedBar(QFrame):
    """One line with up to two acts and 关闭."""

    def __init__(self, text: str, acts: list[tuple[str, Callable[[], object]]], *, stay: bool) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setObjectName("savedBar")
        box = QHBoxLayout(self)
        box.setContentsMargins(EDGE, 3, EDGE, 3)
        box.setSpacing(GROUP)
        self.text = label(text, wrap=True, name="savedText")
        box.addWidget(self.text, 1)
        for number, (words, act) in enumerate(acts):
            box.addWidget(button(words, "small", name=f"savedAct{number}", slot=act))
        box.addWidget(button("", "small", icon="close", name="savedClose", slot=self.leave, tip="关闭"))
        if not stay:
            QTimer.singleShot(STAY, self, self.leave)

    def leave(self) -> None:
        """Take the bar away."""
        self.hide()
        self.deleteLater()


class _Opener(QObject):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.bar: SavedBar | None = None

    def file(self) -> None:
        """With the program the system has for it."""
        self._open(self._path, f"没有找到能打开“{self._path.name}”的程序，可先打开所在文件夹。")

    def folder(self) -> None:
        """In the file manager."""
        self._open(self._path.parent, f"打不开文件夹“{self._path.parent}”，请在文件管理器里找。")

    def _open(self, path: Path, otherwise: str) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) and self.bar is not None:
            self.bar.text.setText(otherwise)
