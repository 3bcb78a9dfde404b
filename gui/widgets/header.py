"""The top row, the same on all pages: title · period · search · main button · 打印 · 导出▾."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from gui import icons, theme
from gui.widgets.basics import EDGE, GROUP, SPACE, button, label, retheme
from gui.widgets.period import PeriodPicker

TOP = 56  # px at 100 %; 48 when narrow
_WAIT = 200  # ms of rest before a search is put


class _Search(QLineEdit):
    focused = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchBox(QFrame):
    """🔍 找人员、问题、通报 Ctrl+F; `searched(text)` after a short rest or on Enter."""

    searched = Signal(str)

    def __init__(self, hint: str = "找人员、问题、通报", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._hint = hint
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 1, 8, 1)
        box.setSpacing(6)
        self._sign = QLabel()
        self.field = _Search()
        self.field.setObjectName("search")
        self.field.setAccessibleName("搜索")
        self._keys = label("Ctrl+F")
        for part in (self._sign, self.field, self._keys):
            box.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._put)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._put)
        self.field.focused.connect(self._edge)
        self.set_narrow(False)
        self._draw()

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to 搜索 without the key."""
        self._narrow = narrow
        self.field.setPlaceholderText("搜索" if narrow else self._hint)
        self._keys.setVisible(not narrow)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(96 if self._narrow else 216), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(72), super().minimumSizeHint().height())

    def _typed(self) -> None:
        self._timer.start()

    def _put(self) -> None:
        self._timer.stop()
        self.searched.emit(self.field.text().strip())

    def _edge(self, on: bool) -> None:
        retheme(self, active=on)

    def _draw(self) -> None:
        now = theme.current()
        self._sign.setPixmap(icons.pixmap("search", now.px(16), now.color("text3")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sign"):
            self._draw()
            self.updateGeometry()
        super().changeEvent(event)


class PageHeader(QFrame):
    """The top row. Left of the search stand title, `left` slot (period, date …); right the buttons.

    `main` is the page's one filled button ("" for none). Signals: main_clicked, print_clicked, searched(str).
    """

    main_clicked = Signal()
    print_clicked = Signal()
    searched = Signal(str)

    def __init__(
        self, title: str, main: str = "", main_icon: str = "", *, search: bool = True, printing: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("role", "topRow")
        self._box = QHBoxLayout(self)
        self._box.setSpacing(SPACE)
        self.title = label(title, "title", name="pageTitle")
        self.note = label("", "body2")
        self.left = QHBoxLayout()
        self.left.setSpacing(SPACE)
        self.right = QHBoxLayout()
        self.right.setSpacing(SPACE)
        self.search = SearchBox()
        self.search.searched.connect(self.searched)
        self.main = button(main, "main", icon=main_icon, name="mainAction")
        self.main.clicked.connect(self._main)
        self.print_button = button("打印", icon="print", name="print")
        self.print_button.clicked.connect(self._print)
        self.export_button = button("导出 ▾", icon="export", name="export")
        self.export_button.hide()
        self._icons = ((self.print_button, "print"), (self.export_button, "export"))
        self._arrange()
        for part, wanted in ((self.search, search), (self.main, bool(main)), (self.print_button, printing)):
            part.setVisible(wanted)  # only now: shown without a parent it would flash as a window
        self.set_narrow(False)

    def _arrange(self) -> None:
        self._box.addWidget(self.title)
        self._box.addSpacing(GROUP - SPACE)
        self._box.addLayout(self.left)
        self._box.addWidget(self.note)
        self._box.addStretch(1)
        self._box.addWidget(self.search, 0)
        self._box.addLayout(self.right)
        for part in (self.main, self.print_button, self.export_button):
            self._box.addWidget(part)

    def set_exports(self, acts: list[tuple[str, Callable[[], object]]]) -> None:
        """The entries of 导出▾; none hides the button."""
        _offer(self.export_button, acts)
        self.export_button.setVisible(bool(acts))

    def set_prints(self, acts: list[tuple[str, Callable[[], object]]]) -> None:
        """打印 becomes 打印▾: the page's list first, then the papers that belong to it."""
        _offer(self.print_button, acts)
        self.print_button.setText("打印 ▾")

    def set_narrow(self, narrow: bool) -> None:
        """Lower, without icons on 打印 and 导出, with a short search box."""
        now = theme.current()
        self._narrow = narrow
        edge = GROUP if narrow else EDGE
        self._box.setContentsMargins(edge, 0, edge, 0)
        self.setFixedHeight(now.px(TOP - 8 if narrow else TOP))
        self.search.set_narrow(narrow)
        for one, name in self._icons:
            one.set_icon("" if narrow else name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A period in short before anything is cut: large letters in a small window."""
        periods = [
            widget
            for place in range(self.left.count())
            if (item := self.left.itemAt(place)) is not None
            and isinstance(widget := item.widget(), PeriodPicker)
        ]
        wanted = self._box.minimumSize().width() + sum(one.spare for one in periods)
        for one in periods:
            one.set_short(wanted > self.width())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and hasattr(self, "_icons"):
            self._fit()  # another period, or a button came
        return done

    def _main(self) -> None:
        self.main_clicked.emit()

    def _print(self) -> None:
        self.print_clicked.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icons"):
            self.setFixedHeight(theme.current().px(TOP - 8 if self._narrow else TOP))
        super().changeEvent(event)


def _offer(face: QPushButton, acts: list[tuple[str, Callable[[], object]]]) -> None:
    """Another menu for a button; the one before goes, since a page offers anew with each month it shows."""
    menu, before = QMenu(face), face.menu()
    for text, act in acts:
        menu.addAction(text).triggered.connect(_Call(act, menu).run)
    face.setMenu(menu)
    if before is not None:
        before.deleteLater()


class _Call(QObject):
    def __init__(self, act: Callable[[], object], parent: QMenu) -> None:
        super().__init__(parent)
        self._act = act

    def run(self) -> None:
        self._act()
