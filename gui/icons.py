"""The program's own stroke icons, drawn in any colour of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui import theme
from resources import path as resource


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into a rectangle."""
    data = QByteArray(_source(name).replace("#000000", color.name()).encode())
    QSvgRenderer(data).render(painter, rect)


def pixmap(name: str, size: int, color: QColor, gap: int = 0) -> QPixmap:
    """An icon as a picture of `size` logical pixels, sharp on a scaled screen."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    image = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    paint(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return image


def icon(name: str, token: str = "text", size: int = 16, gap: int = 0) -> QIcon:
    """An icon in a colour of the theme in force, `gap` px wider for the word after it."""
    now = theme.current()
    made = QIcon(pixmap(name, now.px(size), now.color(token), gap))
    made.addPixmap(pixmap(name, now.px(size), now.color("text3"), gap), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The window's icon."""
    return QIcon(str(resource("icons/app.svg")))
