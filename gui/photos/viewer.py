"""照片: one picture as large as the window, the others by ← and →."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.photos.thumb import small
from gui.widgets.basics import GROUP, SPACE, button, label

_MOST = QSize(1920, 1920)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to look at: its file and the words under it."""

    file: Path
    words: str


class PhotoViewer(QDialog):
    """Opened over the page; Esc closes it."""

    def __init__(self, app: App, shown: Sequence[Shown], at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photoViewer")
        self.setWindowTitle("照片")
        self._app, self._shown, self.at = app, shown, at
        self._latest = Latest()
        box = QVBoxLayout(self)
        box.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        box.setSpacing(SPACE)
        self.picture = _Canvas()
        box.addWidget(self.picture, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.words = label("", "body2", name="photoWords")
        self.before = button("上一张", icon="chevron-left", name="photoBefore", slot=self._back)
        self.after = button("下一张", icon="chevron-right", name="photoAfter", slot=self._on)
        row.addWidget(self.words, 1)
        for one in (self.before, self.after, button("关闭", name="photoClose", slot=self.accept)):
            row.addWidget(one)
        box.addLayout(row)
        room = parent.window().size()
        self.resize(max(room.width() * 9 // 10, 400), max(room.height() * 9 // 10, 300))
        self._load()
        self.picture.setFocus()

    def _load(self) -> None:
        one = self._shown[self.at]
        several = f"（第{self.at + 1}张，共{len(self._shown)}张）" if len(self._shown) > 1 else ""
        self.words.setText(one.words + several)
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < len(self._shown))
        self.picture.setAccessibleName(one.words)
        self._app.jobs.work(lambda: small(one.file, _MOST), self._show, latest=self._latest)

    def _show(self, image: QImage) -> None:
        missing = f"照片文件缺失：{self._shown[self.at].file.name}"
        self.picture.show_image(image, missing if image.isNull() else "")

    def _back(self) -> None:
        self._step(-1)

    def _on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if 0 <= self.at + by < len(self._shown):
            self.at += by
            self._load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_PageUp}:
            self._step(-1)
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            self._step(1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        else:
            super().keyPressEvent(event)


class _Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image, self.missing = QImage(), ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_image(self, image: QImage, missing: str) -> None:
        self.image, self.missing = image, missing
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.current()
        painter.fillRect(self.rect(), now.color("canvas"))
        if self.missing:
            painter.setPen(now.color("text"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere
            painter.drawText(self.rect().adjusted(GROUP, GROUP, -GROUP, -GROUP), int(flags), self.missing)
        elif not self.image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            side = self.image.size()
            if side.width() > self.width() or side.height() > self.height():
                side = side.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            where = QRect(
                (self.width() - side.width()) // 2, (self.height() - side.height()) // 2,
                side.width(), side.height(),
            )  # fmt: skip
            painter.drawImage(where, self.image)
