"""The photos of a finding, read small off the GUI thread; a lost file shows as a named placeholder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.rules.calendar import cn_day
from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.widgets.basics import GROUP, clear_layout, label
from gui.widgets.flow import Flow

if TYPE_CHECKING:
    from core.queries.finding_pages import Photo

_WIDTH, _HEIGHT = 150, 92  # px at 100 %
_STAGES = {"before": "整改前", "after": "整改后"}


class PhotoStrip(QWidget):
    """Two beside each other, the others below."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self._latest = Latest()
        self._flow = Flow(self, GROUP)

    def show_photos(self, photos: Sequence["Photo"]) -> None:
        """Show the photos of another finding; none hides the strip."""
        clear_layout(self._flow)
        self.setVisible(bool(photos))
        if not photos or self.app.path is None:
            self._latest.take()
            return
        folder = self.app.path.with_suffix(".files") / "photos"
        size = QSize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))

        def load() -> list[tuple["Photo", QImage]]:
            return [(one, _small(folder / one.file, size)) for one in photos]

        self.app.jobs.work(load, self._show, latest=self._latest)

    def _show(self, loaded: list[tuple["Photo", QImage]]) -> None:
        for number, (one, image) in enumerate(loaded, 1):
            self._flow.addWidget(_framed(one, image, number))


def _small(path: Path, size: QSize) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _framed(one: "Photo", image: QImage, number: int) -> QWidget:
    now = theme.current()
    frame = QWidget()
    box = QVBoxLayout(frame)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    picture = QLabel()
    picture.setFixedSize(now.px(_WIDTH), now.px(_HEIGHT))
    picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
    picture.setWordWrap(True)
    if image.isNull():
        picture.setText(f"照片“{one.file}”不在文件夹里")
    else:
        picture.setPixmap(QPixmap.fromImage(image))
    taken = f" {cn_day(one.taken_on)}" if one.taken_on else ""
    words = f"{_STAGES.get(one.stage, one.stage)}{number}{taken}"
    picture.setAccessibleName(words)
    box.addWidget(picture)
    box.addWidget(label(words, "secondary"))
    return frame
