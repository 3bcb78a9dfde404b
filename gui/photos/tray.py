"""Photos of a tour not dealt yet, lined up by time: the row's number under each, Enter, the next one."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.photos.intake import Intake, Item
from gui.photos.thumb import Thumb
from gui.widgets.basics import EDGE, GROUP, SPACE, button, clear_layout, label

_WIDTH, _HEIGHT = 80, 54  # px at 100 %
_BAR = 14  # px of the scroll bar under them


class PhotoTray(QFrame):
    """Hidden while every photo has its row."""

    dealt = Signal(object, int)  # Item, row as the clerk counts

    def __init__(self, app: App, intake: Intake) -> None:
        super().__init__()
        self.app, self.intake = app, intake
        self.fields: list[QLineEdit] = []
        self.thumbs: list[Thumb] = []
        self._items: list[Item] = []
        self._latest = Latest()
        self._focus = -1
        self.setProperty("role", "strip")
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, SPACE, EDGE, SPACE)
        box.setSpacing(4)
        self.words = label("", "secondary", wrap=True, name="trayWords")
        box.addWidget(self.words)
        body = QWidget()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GROUP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("待分到各行的照片")
        area.setWidget(body)
        self._area = area
        box.addWidget(area)
        intake.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        items = self.intake.undealt
        self.setVisible(bool(items))
        if items == self._items:
            return
        held = next((n for n, one in enumerate(self.fields) if one.hasFocus()), -1)
        fresh = not self._items
        self._items = items
        self.refuse("")
        clear_layout(self._row)
        self.fields, self.thumbs = [], []
        self._area.setFixedHeight(theme.current().px(_HEIGHT) + _BAR)
        size = QSize(_WIDTH, _HEIGHT) * 2
        data = [one.picture.data if one.picture else b"" for one in items]
        self.app.jobs.work(lambda: [_image(one, size) for one in data], self._show, latest=self._latest)
        self._focus = 0 if fresh else min(held, len(items) - 1)

    def _show(self, images: list[QImage]) -> None:
        clear_layout(self._row)
        self.fields, self.thumbs = [], []
        for number, (item, image) in enumerate(zip(self._items, images, strict=True)):
            self._row.addWidget(self._framed(item, image, number))
        self._row.addStretch(1)
        if self.fields and self._focus >= 0 and self.isVisible():
            self.fields[self._focus].setFocus()

    def _framed(self, item: Item, image: QImage, number: int) -> QWidget:
        frame = QWidget()
        box = QHBoxLayout(frame)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        assert item.picture is not None
        when = f"{item.picture.moment:%H:%M}"
        thumb = Thumb(image, item.source.name, f"waiting:{number}", _WIDTH, _HEIGHT)
        thumb.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        thumb.setToolTip(f"{item.source.name}\n{when}拍摄，可以拖到行上")
        thumb.setAccessibleName(f"第{number + 1}张，{when}")
        field = QLineEdit()
        field.setObjectName(f"trayRow_{number}")
        field.setAccessibleName(f"第{number + 1}张照片分到第几行")
        field.setPlaceholderText("行号")
        field.setAcceptDrops(False)
        field.returnPressed.connect(partial(self._typed, item, field))
        thumb.clicked.connect(field.setFocus)
        self.fields.append(field)
        self.thumbs.append(thumb)
        field.setFixedWidth(theme.current().px(58))
        drop = button("", "link", icon="close", name=f"trayDrop_{number}", tip="不要这张")
        drop.clicked.connect(partial(self._drop, item))
        for part in (thumb, field, drop):
            box.addWidget(part)
        return frame

    def _typed(self, item: Item, field: QLineEdit) -> None:
        text = field.text().strip()
        if text.isdecimal() and len(text) < 6:
            self.dealt.emit(item, int(text))
        else:
            self.refuse("行号是表格左边的数字")

    def _drop(self, item: Item, _checked: bool = False) -> None:
        self.intake.drop(item)

    def item(self, number: int) -> Item | None:
        """The photo at a place of the line."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def refuse(self, text: str) -> None:
        """Say why a photo could not be dealt; empty for the usual hint."""
        hint = f"{len(self._items)}张照片按时间排好：在旁边输入行号按Enter，或把照片拖到行上。"
        self.words.setText(f"▲ {text}。" if text else hint)


def _image(data: bytes, size: QSize) -> QImage:
    image = QImage.fromData(data)
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
