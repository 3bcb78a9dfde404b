"""What happens when the program itself is wrong: one line in the log, one dialog with 复制详情."""

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.widgets.basics import button, label
from gui.widgets.dialogs import button_row

_log = logging.getLogger("gui.bugs")


def start_log(folder: Path) -> None:
    """Log to a small rotating file. Callers log ids and counts, never names or phones."""
    import logging.handlers  # 8 ms that the first paint need not wait for

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "desk.log", maxBytes=300_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        logging.getLogger(__name__).info("no log file can be written")
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it narrates each start


def details(error: BaseException) -> str:
    """The report a clerk can send on: versions and the stack, without the error's own data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    head = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.release()}"
    return "\n".join([head, type(error).__name__, *lines])


class Bugs(QObject):
    """Catches what nobody caught; the same place is reported once a session."""

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[str] = set()

    def install(self) -> None:
        """Become sys.excepthook, which also sees exceptions from slots and virtual methods."""
        sys.excepthook = self._hook

    def _hook(self, _type: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.report(error)

    def report(self, error: BaseException) -> None:
        """Log an exception and show it."""
        text = details(error)
        _log.error("%s", text)
        if text in self._known:
            return
        self._known.add(text)
        self.caught.emit(error)


class BugDialog(QDialog):
    """One sentence, the folded details and 复制详情."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.text = details(error)
        box = QVBoxLayout(self)
        box.addWidget(label("程序出了错，刚才这一步没有做成。", "section"))
        box.addWidget(label("已保存的数据没有受影响。可以继续使用，或把详情发给维护人员。", "body2"))
        view = QPlainTextEdit(self.text)
        view.setReadOnly(True)
        view.setAccessibleName("出错详情")
        box.addWidget(view)
        copy = button("复制详情", name="copyDetails")
        copy.clicked.connect(self._copy)
        close = button("继续使用", "main", name="closeBug")
        close.clicked.connect(self.accept)
        box.addLayout(button_row(close, copy))
        self.resize(560, 320)
        self.copy: QPushButton = copy

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
