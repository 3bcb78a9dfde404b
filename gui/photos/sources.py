"""Where photos come from: files dropped, pasted or chosen, a picture on the clipboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.app import App, wall_time
from gui.saving import free_keys

if TYPE_CHECKING:
    from core.photo import Picture

HELD = "application/x-held-photo"  # a photo of the desk being dragged: "row:12" or "waiting:3"
_FILTER = "照片 (*.jpg *.jpeg *.png *.webp *.bmp *.gif *.heic *.JPG *.JPEG *.PNG *.HEIC);;所有文件 (*)"


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A photo file, or a picture from the clipboard with the moment it was pasted."""

    name: str
    path: Path | None = None
    image: QImage | None = None
    when: datetime | None = None


def sources_of(mime: QMimeData) -> list[Source]:
    """The photos in what is dropped or pasted; a block of cells is none, though WPS adds its picture."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return [Source(file.name, file) for file in files]
    if not mime.hasImage() or (mime.hasText() and not mime.hasUrls()):
        return []
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return []
    return [Source("粘贴的图片.png", image=image, when=wall_time())]


def holds_photos(mime: QMimeData) -> bool:
    """Asked while something is dragged over: cheap, without fetching it."""
    return mime.hasUrls() or mime.hasImage() or mime.hasFormat(HELD)


def on_clipboard() -> list[Source]:
    """The photos Ctrl+V would bring."""
    mime = QGuiApplication.clipboard().mimeData()
    return [] if mime is None else sources_of(mime)


def read_source(source: Source) -> "Picture":
    """Read and draw anew, in a worker; UserError where that fails."""
    from core.photo import picture_of, read_picture

    if source.path is not None:
        return read_picture(source.path)
    assert source.image is not None
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    source.image.save(buffer, "PNG", 100)  # type: ignore[call-overload]  # 100: uncompressed, read again at once
    return picture_of(bytes(data.data()), source.name, source.when or wall_time())


def choose(app: App, parent: QWidget, chosen: Callable[[list[Source]], object]) -> QFileDialog:
    """添加照片: the file dialog, several at once; the folder is remembered."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    folder = app.settings.folder_for("photos", Path(pictures) if pictures else Path.home())
    dialog = QFileDialog(parent, "添加照片", str(folder), _FILTER)
    dialog.setObjectName("choosePhotos")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.resize(dialog.width(), min(dialog.height(), 400))

    def taken(names: list[str]) -> None:
        files = [Path(name) for name in names]
        if files:
            app.settings.keep_folder("photos", files[0].parent)
            chosen([Source(file.name, file) for file in files])

    dialog.filesSelected.connect(taken)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    free_keys(dialog)
    return dialog
