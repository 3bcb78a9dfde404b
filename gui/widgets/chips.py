"""Filter chips with shape and count, plain: colour is kept for the rows."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gui import theme
from gui.widgets.basics import SPACE
from gui.widgets.marks import paint_shape


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its key, its word and the mark kind whose shape it bears ("" for none)."""

    key: str
    text: str
    kind: str = ""


class Chips(QWidget):
    """A row of exclusive filters; `chosen(key)` when the clerk picks one."""

    chosen = Signal(str)

    def __init__(self, chips: list[Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        self._chips = {chip.key: chip for chip in chips}
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for chip in chips:
            one = QPushButton(chip.text)
            one.setProperty("kind", "chip")
            one.setObjectName(f"chip_{chip.key}")
            one.setCheckable(True)
            one.setAutoDefault(False)
            self._group.addButton(one)
            self.buttons[chip.key] = one
            box.addWidget(one)
        self._group.buttonClicked.connect(self._clicked)
        if chips:
            self.buttons[chips[0].key].setChecked(True)
        self._draw()

    @property
    def current(self) -> str:
        """The chosen key."""
        return next(key for key, one in self.buttons.items() if one.isChecked())

    def choose(self, key: str) -> None:
        """Choose a filter as a click would."""
        self.buttons[key].setChecked(True)
        self.chosen.emit(key)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write the number of rows behind each word."""
        for key, count in counts.items():
            self.buttons[key].setText(f"{self._chips[key].text} {count}")

    def _clicked(self, _button: QPushButton) -> None:
        self.chosen.emit(self.current)

    def _draw(self) -> None:
        now = theme.current()
        side = now.px(10)
        for key, chip in self._chips.items():
            if not chip.kind:
                continue
            ratio = self.devicePixelRatioF()
            image = QPixmap(QSize(round((side + 4) * ratio), round(side * ratio)))
            image.setDevicePixelRatio(ratio)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            paint_shape(painter, chip.kind, QRectF(0, 0, side, side), now.color("text"))
            painter.end()
            self.buttons[key].setIcon(QIcon(image))
            self.buttons[key].setIconSize(QSize(side + 4, side))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)
