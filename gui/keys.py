"""All shortcuts of the shell in one table, and the dialog that lists them.

Never bound, because input methods own them: Ctrl+Space, Shift, Ctrl+Shift, Shift+Space, Ctrl+.,
Ctrl+comma, bare letters.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QPixmap
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.views import PAGES
from gui.widgets.basics import EDGE, button, label
from gui.widgets.dialogs import button_row
from resources import path

if TYPE_CHECKING:
    from gui.main_window import MainWindow

WIDTH, SHOWN = 760, 690  # px of the dialog with a picture, and of the picture in it

# shown to the clerk: (key, what it does)
_TABLE_KEYS = (
    ("Enter", "收下，到下一行"),
    ("Tab", "到下一格，跳过自动格；末格再按新添一行"),
    ("F2", "修改这一格"),
    ("Ctrl+C / Ctrl+V", "复制、粘贴表格"),
    ("Ctrl+D", "用最上一格填满选中的格"),
    ("Delete", "清空选中的格"),
    ("Alt+↓", "按这一列筛选、排序"),
    ("Esc", "放弃这一格的修改"),
)


def _table(window: "MainWindow") -> tuple[tuple[str, tuple[str, ...], str, Callable[[], object]], ...]:
    return (
        ("new", ("Ctrl+N",), "这一页的主按钮", window.main_action),
        ("find", ("Ctrl+F",), "搜索", window.focus_search),
        ("print", ("Ctrl+P",), "打印", window.print_current),
        ("save", ("Ctrl+S",), "收下正在改的内容；平时自动保存，不用按", window.save),
        ("undo", ("Ctrl+Z",), "撤销", window.app.undo),
        ("redo", ("Ctrl+Y",), "重做", window.app.redo),
        ("edit", ("Alt+E",), "撤销和重做的名称", window.edit_menu),
        ("history", ("Ctrl+H",), "这一行的历史，可恢复以前的值", window.history),
        ("larger", ("Ctrl++", "Ctrl+="), "字号大一档", window.larger),
        ("smaller", ("Ctrl+-",), "字号小一档", window.smaller),
        ("help", ("F1",), "这一页的帮助", window.help),
        ("keys", ("Ctrl+/",), "全部快捷键", window.keys),
    )


def add_actions(window: "MainWindow") -> None:
    """Give the window its shortcuts."""
    for name, keys, text, slot in _table(window):
        action = QAction(text, window)
        action.setObjectName(f"act_{name}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(slot)
        window.addAction(action)
    for number, (name, title, _short, _where) in enumerate(PAGES, 1):
        action = QAction(title, window)
        action.setObjectName(f"go_{name}")
        action.setData(name)
        action.setShortcut(QKeySequence(f"Alt+{number}"))
        action.triggered.connect(window.go_to_sender)
        window.addAction(action)


def all_keys(window: "MainWindow") -> list[tuple[str, str]]:
    """Key and meaning, as the dialog shows them."""
    pages = f"Alt+1…{len(PAGES)}"
    shell = [(" / ".join(keys), text) for _name, keys, text, _slot in _table(window)]
    return [(pages, "到各页"), *shell, *_TABLE_KEYS]


class HelpDialog(QDialog):
    """A few lines about the page, its picture, and all keys; `page` names it."""

    def __init__(self, title: str, text: str, window: "MainWindow", page: str = "") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setObjectName("helpDialog")
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.addWidget(label(title, "section"))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(EDGE)
        if text:
            grid.addWidget(label(text, wrap=True), 0, 0, 1, 2)
        picture = path(f"help/{page}.png")
        if page and picture.is_file():
            grid.addWidget(_Picture(picture, title), 1, 0, 1, 2)
        for row, (key, meaning) in enumerate(all_keys(window), 2):
            grid.addWidget(label(key, "key"), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(meaning), row, 1)
        area = QScrollArea()
        area.setAccessibleName(title)
        area.setWidgetResizable(True)
        area.setWidget(body)
        box.addWidget(area, 1)
        close = button("关闭", "main", name="closeHelp")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        box.addLayout(button_row(close))
        self.resize(WIDTH if page else 560, 400)


class _Picture(QLabel):
    """A page as `make screenshots` saw it, as wide as the dialog leaves, sharp on any screen."""

    def __init__(self, file: Path, title: str) -> None:
        super().__init__()
        self.setObjectName("helpPicture")
        self.setAccessibleName(f"{title}的样子")
        whole = QPixmap(str(file))
        ratio = self.devicePixelRatio()
        small = whole.scaledToWidth(round(SHOWN * ratio), Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(ratio)
        self.setPixmap(small)
