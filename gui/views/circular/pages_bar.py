"""第1页，共2页 ◀ ▶ 适合宽度▾, right of the steps."""

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from gui.preview import ZOOMS, PdfPreview
from gui.widgets import Stepper, button, label
from gui.widgets.basics import EDGE, GROUP, SPACE


class PagesBar(QWidget):
    """Turns and zooms one preview."""

    def __init__(self, preview: PdfPreview) -> None:
        super().__init__()
        self._preview = preview
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        self.sample = label("示例", "warn", name="sampleMark")
        self.sample.hide()
        self.place = label("", "body2", name="pagePlace")
        self.back = button("", icon="chevron-left", name="pageBack", tip="上一页", slot=self._back)
        self.forth = button("", icon="chevron-right", name="pageForth", tip="下一页", slot=self._forth)
        self.zoom = QComboBox()
        self.zoom.setObjectName("zoom")
        self.zoom.setAccessibleName("显示比例")
        for key, words in ZOOMS.items():
            self.zoom.addItem(words, key)
        self.zoom.currentIndexChanged.connect(self._zoomed)
        for part in (self.sample, self.place, self.back, self.forth, self.zoom):
            box.addWidget(part)
        preview.turned.connect(self._turned)

    def set_narrow(self, narrow: bool) -> None:
        """Only the arrows where there is no room."""
        self.place.setVisible(not narrow)
        self.zoom.setVisible(not narrow)

    def _turned(self, page: int, pages: int) -> None:
        self.place.setText(f"第{page + 1}页，共{pages}页" if pages else "")
        self.back.setEnabled(page > 0)
        self.forth.setEnabled(page + 1 < pages)

    def _back(self) -> None:
        self._preview.turn(-1)

    def _forth(self) -> None:
        self._preview.turn(1)

    def _zoomed(self, _index: int) -> None:
        self._preview.set_zoom(str(self.zoom.currentData()))


class StepsBar(QFrame):
    """The line under the top row: the rooms and the steps left, the pages right."""

    def __init__(self, rooms: QWidget, steps: Stepper, chips: QWidget, pages: PagesBar) -> None:
        super().__init__()
        self.setProperty("role", "topRow")
        self._steps, self._pages = steps, pages
        self._box = QHBoxLayout(self)
        self._box.setSpacing(EDGE)
        self._box.addWidget(rooms)
        self._box.addWidget(steps)
        self._box.addWidget(chips)
        self._box.addStretch(1)
        self._box.addWidget(pages)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Shorter lines between the steps, only the arrows of the pages."""
        edge = GROUP if narrow else EDGE
        self._box.setContentsMargins(edge, 4, edge, 4)
        self._steps.set_narrow(narrow)
        self._pages.set_narrow(narrow)
