"""The bar of pages: 148 px with icon and words, or 64 px with the icon over two Hanzi."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui import icons, theme

WIDE, WIDE_LIMIT = 148, 196  # px at 100 %, px at most
SLIM, SLIM_LIMIT = 64, 80
_ITEM = {100: 44, 115: 48, 130: 52, 150: 60}


class NavButton(QAbstractButton):
    """One page in the bar, with its badge."""

    def __init__(self, name: str, title: str, short: str) -> None:
        super().__init__()
        self.setObjectName(f"nav_{name}")
        self._name, self._title, self._short = name, title, short
        self._narrow = False
        self._count, self._kind = 0, ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setText(title)

    def set_narrow(self, narrow: bool) -> None:
        """Icon over two Hanzi."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def set_badge(self, count: int, kind: str) -> None:
        """A count beside the word; 0 hides it."""
        self._count, self._kind = count, kind
        self.setAccessibleName(f"{self._title}，{count}" if count else self._title)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SLIM, _ITEM[theme.current().scale])

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), now.color("surface"))
            painter.fillRect(QRectF(0, 0, 3, self.height()), now.color("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), now.color("head"))
        if self._narrow:
            self._paint_narrow(painter)
        else:
            self._paint_wide(painter)
        self._paint_badge(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _ink(self) -> QColor:
        return theme.current().color("accent" if self.isChecked() else "text2")

    def _words(self) -> QColor:
        return theme.current().color("text" if self.isChecked() else "text2")

    def _paint_wide(self, painter: QPainter) -> None:
        now = theme.current()
        side = 18 if now.scale < 130 else 20
        icons.paint(painter, self._name, QRectF(19, (self.height() - side) / 2, side, side), self._ink())
        painter.setFont(
            _fitting(self._title, self.isChecked(), self.width() - 48 - (34 if self._count else 4))
        )
        painter.setPen(self._words())
        words = QRectF(48, 0, self.width() - 48, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._title)

    def _paint_narrow(self, painter: QPainter) -> None:
        now = theme.current()
        side, line = min(now.px(18), 24), min(now.px(18), 24)
        top = (self.height() - side - line) / 2
        font = now.font("axis")
        font.setPixelSize(min(now.px(13), 18))
        font.setBold(self.isChecked())
        icons.paint(painter, self._name, QRectF((self.width() - side) / 2, top, side, side), self._ink())
        painter.setFont(font)
        painter.setPen(self._words())
        words = QRectF(0, top + side, self.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._short)

    def _paint_badge(self, painter: QPainter) -> None:
        if not self._count:
            return
        now = theme.current()
        font = now.font("axis")
        font.setPixelSize(12)
        font.setBold(True)
        text = str(self._count) if self._count < 100 else "99+"
        width = max(20, QFontMetrics(font).horizontalAdvance(text) + 10)
        height = 14 if self._narrow else 17
        top = 3 if self._narrow else (self.height() - height) / 2
        box = QRectF(self.width() - width - (4 if self._narrow else 10), top, width, height)
        late = self._kind == "late"
        painter.setBrush(now.color("late" if late else "surface"))
        painter.setPen(QPen(now.color("late" if late else "border"), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font)
        painter.setPen(now.color("on_late" if late else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _fitting(text: str, bold: bool, room: int) -> QFont:
    """The body font, made smaller when a large 字号 would overflow the bar."""
    font = theme.current().font("strong" if bold else "body")
    while QFontMetrics(font).horizontalAdvance(text) > room and font.pointSizeF() > 9:
        font.setPointSizeF(font.pointSizeF() - 0.5)
    return font


class Sidebar(QScrollArea):
    """All pages, the last at the bottom; `chosen(name)`. Scrolls when a large 字号 meets a low window."""

    chosen = Signal(str)

    def __init__(self, pages: tuple[tuple[str, str, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = _Body()
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(0, 8, 0, 8)
        self._box.setSpacing(0)
        self.buttons: dict[str, NavButton] = {}
        for number, (name, title, short, _where) in enumerate(pages):
            if number == len(pages) - 1:
                self._box.addStretch(1)
            one = NavButton(name, title, short)
            one.setToolTip(f"{title}  Alt+{number + 1}")
            one.clicked.connect(self._clicked)
            self.buttons[name] = one
            self._box.addWidget(one)
        self.setWidget(body)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Follow the window's width."""
        self._narrow = narrow
        self.rescale()
        self._box.setContentsMargins(0, 0 if narrow else 8, 0, 0 if narrow else 8)
        for one in self.buttons.values():
            one.set_narrow(narrow)

    def rescale(self) -> None:
        """Another font size: the bar grows with it, up to a limit."""
        width, limit = (SLIM, SLIM_LIMIT) if self._narrow else (WIDE, WIDE_LIMIT)
        self.setFixedWidth(min(theme.current().px(width), limit))
        for one in self.buttons.values():
            one.updateGeometry()
            one.update()

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        self.buttons[name].setChecked(True)

    def set_badge(self, name: str, count: int, kind: str = "") -> None:
        """督查整改: overdue count (kind late); 登记: units short; nothing else."""
        self.buttons[name].set_badge(count, kind)

    def _clicked(self) -> None:
        sender = self.sender()
        self.chosen.emit(sender.objectName().removeprefix("nav_"))


class _Body(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("side"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), now.color("line"))
        painter.end()
