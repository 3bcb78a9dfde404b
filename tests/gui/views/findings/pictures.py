"""Photos as a clerk brings them: real files, dropped with the events Qt sends, or laid on the clipboard."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gui.views.findings import FindingsPage


def jpg(
    folder: Path,
    name: str,
    color: str = "red",
    *,
    taken: datetime | None = None,
    turn: int = 1,
    size: tuple[int, int] = (320, 240),
) -> Path:
    """A photo file."""
    folder.mkdir(exist_ok=True)
    exif = Image.Exif()
    exif[0x0112] = turn
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
    file = folder / name
    Image.new("RGB", size, color).save(file, "JPEG", exif=exif)
    return file


def files(paths: Sequence[Path]) -> QMimeData:
    """What a file manager hands over: addresses, and their text."""
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    made.setText("\n".join(map(str, paths)))
    return made


def drop(area: QWidget, mime: QMimeData, at: QPoint) -> bool:
    """Drag over and let go; whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPointF(at), copy, mime, left, none)
    QApplication.sendEvent(area, over)
    if not over.isAccepted():
        return False
    fall = QDropEvent(QPointF(at), copy, mime, left, none)
    QApplication.sendEvent(area, fall)
    return fall.isAccepted()


def copy(paths: Sequence[Path]) -> None:
    """Files copied in the file manager."""
    QGuiApplication.clipboard().setMimeData(files(paths))


def list_area(page: FindingsPage) -> QWidget:
    """The part of the page that holds the list and the pane."""
    area = page.stack.widget(0)
    assert area is not None
    return area


def row_point(page: FindingsPage, row: int) -> QPoint:
    """The middle of a line of the list, in its area."""
    view = page.view
    inside = QPoint(60, view.rowViewportPosition(row) + view.rowHeight(row) // 2)
    return view.viewport().mapTo(list_area(page), inside)


def tour_point(page: FindingsPage, row: int) -> QPoint:
    """The same of the sheet of a tour."""
    view = page.tour.view
    inside = QPoint(60, view.rowViewportPosition(row) + view.rowHeight(row) // 2)
    return view.viewport().mapTo(page.tour, inside)
