"""The A4 page on the screen: PDF bytes in, pages under one another, clicks back in points, places tinted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui import theme

GAP = 16  # px between pages and around them
ZOOMS = {"width": "适合宽度", "page": "整页", "100": "100%", "150": "150%"}


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page in points from the top left corner."""

    page: int  # from 0
    x: float
    y: float
    width: float
    height: float


class _Pages(QWidget):
    """Paints the visible pages; the picture of a page is kept until the size changes."""

    def __init__(self, preview: "PdfPreview") -> None:
        super().__init__()
        self._preview = preview
        self._images: dict[int, QImage] = {}
        self.frames: list[QRectF] = []
        self.places: list[Place] = []
        self.links: list[Place] = []
        self.setMouseTracking(True)

    def forget(self) -> None:
        self._images.clear()
        self.update()

    def forget_pages(self, numbers: set[int]) -> None:
        """Paint these anew."""
        for number in numbers:
            self._images.pop(number, None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), now.color("canvas"))
        for number, frame in enumerate(self.frames):
            if not frame.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(frame, Qt.GlobalColor.white)  # paper stays white in the dark theme
            painter.drawImage(frame.topLeft(), self._image(number, frame))
            self._tint(painter, number, frame)
            if self._preview.mark:
                _watermark(painter, frame, self._preview.mark)
        painter.end()

    def _tint(self, painter: QPainter, number: int, frame: QRectF) -> None:
        tint = theme.current().color("check")
        tint.setAlpha(40)
        scale = frame.width() / self._preview.page_size(number).width()
        for place in self.places:
            if place.page == number:
                box = QRectF(place.x * scale, place.y * scale, place.width * scale, place.height * scale)
                painter.fillRect(box.translated(frame.topLeft()), tint)

    def _image(self, number: int, frame: QRectF) -> QImage:
        if number not in self._images:
            ratio = self.devicePixelRatioF()
            size = QSize(round(frame.width() * ratio), round(frame.height() * ratio))
            document, place = self._preview.source(number)
            image = document.render(place, size)
            image.setDevicePixelRatio(ratio)
            self._images[number] = image
        return self._images[number]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.links and any(self._over(event.position(), place) for place in self.links)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _over(self, point: QPointF, place: Place) -> bool:
        if place.page >= len(self.frames) or not self.frames[place.page].contains(point):
            return False
        frame = self.frames[place.page]
        spot = (point - frame.topLeft()) * (self._preview.page_size(place.page).width() / frame.width())
        return QRectF(place.x, place.y, place.width, place.height).contains(spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, frame in enumerate(self.frames):
            if frame.contains(event.position()):
                scale = self._preview.page_size(number).width() / frame.width()
                spot = (event.position() - frame.topLeft()) * scale
                self._preview.clicked.emit(number, spot.x(), spot.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()


def _watermark(painter: QPainter, frame: QRectF, words: str) -> None:
    """Large pale letters from corner to corner, so that a screen shot is not taken for a paper."""
    painter.save()
    painter.translate(frame.center())
    painter.rotate(-35)
    font = theme.current().font("title")
    font.setPixelSize(round(frame.width() / 5))
    painter.setFont(font)
    ink = QColor(Qt.GlobalColor.gray)
    ink.setAlpha(38)
    painter.setPen(ink)
    half = frame.width() / 2
    painter.drawText(QRectF(-half, -half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def _load(document: QPdfDocument, buffer: QBuffer, data: bytes) -> QByteArray:
    """Have the document read these bytes; they must be held as long as it is shown."""
    held = QByteArray(data)
    document.close()
    buffer.close()
    buffer.setData(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return held


class PdfPreview(QScrollArea):
    """`show_pdf(bytes)`; `clicked(page, x_pt, y_pt)`; `turned(page, pages)` for 第1页，共2页."""

    clicked = Signal(int, float, float)
    turned = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName("版面预览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # fit width must not flap
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._data = QByteArray()
        self._fresh: dict[int, int] = {}  # page: its place in the pages painted since
        self._fresh_document = QPdfDocument(self)
        self._fresh_buffer = QBuffer(self)
        self._fresh_data = QByteArray()
        self._zoom = "width"
        self.mark = ""  # 示例, across every page on the screen alone
        self._page = 0
        self._pages = _Pages(self)
        self.setWidget(self._pages)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(40)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.document.pageCount()

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._page

    def page_size(self, number: int) -> QSize:
        """A page's size in points."""
        return self.document.pagePointSize(number).toSize()

    def show_pdf(self, data: bytes) -> None:
        """Show another document at the same place, so that a redraw does not jump."""
        held = self.verticalScrollBar().value()
        self._fresh = {}
        self._data = _load(self.document, self._buffer, data)
        self._arrange()
        self.verticalScrollBar().setValue(held)
        self._scrolled()

    def show_pages(self, data: bytes, numbers: Sequence[int]) -> None:
        """Show these pages of a changed document in place of the ones shown; the others stay."""
        self._pages.forget_pages({*numbers, *self._fresh})
        self._fresh = {number: place for place, number in enumerate(numbers)}
        if numbers:
            self._fresh_data = _load(self._fresh_document, self._fresh_buffer, data)

    def source(self, number: int) -> tuple[QPdfDocument, int]:
        """The document that holds a page as it stands now, and the page's place in it."""
        if number in self._fresh:
            return self._fresh_document, self._fresh[number]
        return self.document, number

    def set_links(self, places: Sequence[Place]) -> None:
        """Where a click opens something: the pointer says so."""
        self._pages.links = list(places)

    def highlight(self, places: Sequence[Place], *, reveal: bool = False) -> None:
        """Tint these rectangles; with `reveal` the first one is brought into view."""
        self._pages.places = list(places)
        self._pages.update()
        if reveal and places and places[0].page < len(self._pages.frames):
            frame = self._pages.frames[places[0].page]
            scale = frame.width() / self.page_size(places[0].page).width()
            top = frame.top() + places[0].y * scale
            self.ensureVisible(0, round(top + places[0].height * scale / 2), 0, self.viewport().height() // 4)

    def set_zoom(self, zoom: str) -> None:
        """width, page, or per cent of the printed size as a number."""
        self._zoom = zoom
        self._arrange()

    def turn(self, by: int) -> None:
        """Pages on or back."""
        target = min(max(self._page + by, 0), self.pages - 1)
        if 0 <= target < len(self._pages.frames):
            self.verticalScrollBar().setValue(round(self._pages.frames[target].top()) - GAP)

    def _scale(self, size: QSize) -> float:
        room = self.viewport().size()
        wide = max(room.width() - 2 * GAP, 50) / size.width()
        if self._zoom == "width":
            return wide
        if self._zoom == "page":
            return min(wide, max(room.height() - 2 * GAP, 50) / size.height())
        return theme.current().dpi / 72 * int(self._zoom) / 100

    def _arrange(self) -> None:
        frames, top, widest = [], float(GAP), 0.0
        for number in range(self.pages):
            size = self.page_size(number)
            scale = self._scale(size)
            frames.append(QRectF(0, top, round(size.width() * scale), round(size.height() * scale)))
            top += frames[-1].height() + GAP
            widest = max(widest, frames[-1].width())
        width = max(self.viewport().width(), round(widest) + 2 * GAP)
        for frame in frames:
            frame.moveLeft(round((width - frame.width()) / 2))
        self._pages.frames = frames
        self._pages.resize(width, max(round(top), self.viewport().height()))
        self._pages.forget()

    def _scrolled(self, _value: int = 0) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        point = QPointF(0, middle)
        passed = [number for number, frame in enumerate(self._pages.frames) if frame.top() <= point.y()]
        page = passed[-1] if passed else 0
        self._page = page
        self.turned.emit(page, self.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
