"""What the desk says back: the undo bar, the saved time, the banners under the top row."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.widgets.basics import EDGE, GROUP, button, clear_layout, label

STAY = 10_000  # ms; never under 8 s


class UndoBar(QFrame):
    """Bottom left: 已删除3条签到 [撤销 Ctrl+Z]. `undo` when the button is pressed."""

    undo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "undo")
        self.setObjectName("undoBar")
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 0, 8, 0)
        self.text = label("", name="undoText")
        self.act = button("撤销 Ctrl+Z", "undo", icon="undo", name="undoButton")
        self.act.clicked.connect(self._pressed)
        box.addWidget(self.text)
        box.addWidget(self.act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, undoable: bool = True) -> None:
        """Name the act just done; stays long enough to be read and used."""
        self.text.setText(text)
        self.act.setVisible(undoable)
        self.show()
        self._timer.start()

    def _pressed(self) -> None:
        self.hide()
        self.undo.emit()


class SavedLabel(QLabel):
    """Bottom right: 已保存 09:31, only after the commit."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "secondary")
        self.setObjectName("saved")

    def committed(self, at: datetime) -> None:
        """A write is on the disk since that time."""
        self.setText(f"已保存 {at:%H:%M}")


class Banners(QWidget):
    """Lasting notes under the top row, one line each, by key; errors stay until they are dealt with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._rows: dict[str, QFrame] = {}

    def put(self, key: str, text: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show or replace a banner; without an action it gets 知道了."""
        self.drop(key)
        row = QFrame()
        row.setProperty("role", "banner")
        row.setObjectName(f"banner_{key}")
        box = QHBoxLayout(row)
        box.setContentsMargins(EDGE, 3, EDGE, 3)
        box.setSpacing(GROUP)
        words = label(f"▲ {text}", wrap=True, name=f"banner_{key}_text")
        box.addWidget(words, 1)
        act = button(action or "知道了", "small", name=f"banner_{key}_action", slot=slot)
        if slot is None:
            act.clicked.connect(_Dropper(self, key, row).run)
        box.addWidget(act)
        self._rows[key] = row
        self._box.addWidget(row)
        self.show()

    def drop(self, key: str) -> None:
        """Take a banner away, if it is there."""
        row = self._rows.pop(key, None)
        if row is not None:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))

    def clear(self) -> None:
        """Take all away."""
        self._rows.clear()
        clear_layout(self._box)
        self.hide()

    def texts(self) -> dict[str, str]:
        """What is shown, by key."""
        found = {key: row.findChild(QLabel, f"banner_{key}_text") for key, row in self._rows.items()}
        return {key: words.text() for key, words in found.items() if isinstance(words, QLabel)}


class _Dropper(QWidget):
    def __init__(self, banners: Banners, key: str, row: QFrame) -> None:
        super().__init__(row)
        self._banners, self._key = banners, key
        self.hide()

    def run(self) -> None:
        self._banners.drop(self._key)
