"""The strip over the sheet: the date, the place and the paper sheet the next lines take; the way of entry."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from gui import theme
from gui.offers import Offers
from gui.table import Candidate
from gui.views.entry.pick_field import PickField
from gui.views.entry.words import read_sheet, say_sheet, sheet_code, sheet_number
from gui.widgets import DateField, button, label, segments, week_of
from gui.widgets.basics import EDGE, GROUP, SPACE

WAYS = (
    ("lines", "逐行录入", "逐行"),
    ("ticks", "按名册勾选", "勾选"),
    ("all", "全到，去掉缺的", "去缺"),
    ("paste", "粘贴表格", "粘贴"),
)


class Strip(QFrame):
    """`changed` when date, place or paper sheet is another; `way(key)`; `done` when Enter leaves a field."""

    changed = Signal()
    way = Signal(str)
    done = Signal()

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # the table gives way
        self._offers = Offers()
        self._short: bool | None = None
        self.day = DateField(day, today)
        self.day.setObjectName("entryDay")
        self.day.setAccessibleName("日期")
        self.area = PickField(self._match, "entryArea", self)
        self.area.setAccessibleName("到岗区域")
        self.sheet = SheetField(sheet_code(week_of(day), 1), week_of(day))
        self.spot = button("驻点", "chip", name="entrySpot", slot=self._turned)
        self.spot.setCheckable(True)
        self.spot.setToolTip("分管负责人驻点抓的一天；下面录的各行都记为驻点")
        self.day.changed.connect(self._moved)
        self.area.picked.connect(self._moved)
        self.sheet.changed.connect(self._moved)
        self.day.returnPressed.connect(self.done)
        self.sheet.returnPressed.connect(self.done)
        self.area.done.connect(self.done)
        self._ways, group = segments([(key, text) for key, text, _short in WAYS], self._chose)
        self.buttons = dict(zip((key for key, *_ in WAYS), group.buttons(), strict=True))
        for (key, text, _short), one in zip(WAYS, group.buttons(), strict=True):
            one.setObjectName(f"way_{key}")
            one.setAccessibleName(text)
        self._arrange()

    def _arrange(self) -> None:
        self._fields = QWidget()
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for text, field in (("日期", self.day), ("到岗区域", self.area), ("纸单", self.sheet)):
            if row.count():
                row.addSpacing(GROUP - SPACE)
            row.addWidget(label(text, "body2"))
            row.addWidget(field)
        row.addWidget(self.spot)
        row.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setSpacing(SPACE)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._fields, 0, 0)
        self._grid.addWidget(self._ways, 0, 1)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """The page edge."""
        now = theme.current()
        edge = GROUP if narrow else EDGE
        high = 5 if narrow else 10
        self._grid.setContentsMargins(edge, high, edge, high)
        self.day.setFixedWidth(now.px(150))
        self.area.setFixedWidth(now.px(130))
        self.sheet.setFixedWidth(now.px(74))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shorter words, then a second row, before anything is cut."""
        room = self.width() - self._fields.sizeHint().width() - 2 * EDGE - GROUP
        self._say(short=False)
        if self._ways.sizeHint().width() > room:
            self._say(short=True)
        below = self._ways.sizeHint().width() > room
        self._grid.addWidget(self._ways, 1 if below else 0, 0 if below else 1)
        self._grid.setAlignment(
            self._ways, Qt.AlignmentFlag.AlignRight if not below else Qt.AlignmentFlag.AlignLeft
        )

    def _say(self, *, short: bool) -> None:
        if short != self._short:
            self._short = short
            for key, text, brief in WAYS:
                self.buttons[key].setText(brief if short else text)

    # --- what stands ----------------------------------------------------------------------------------
    @property
    def place(self) -> tuple[str, int | None]:
        """Name and id of the place; nothing for lines that name none."""
        one = self.area.chosen
        return (one.label, int(str(one.key))) if one else ("", None)

    @property
    def kind(self) -> str:
        """驻点, or nothing for an ordinary line."""
        return self.spot.text() if self.spot.isChecked() else ""

    def set_kind(self, kind: str) -> None:
        """Show a kind without telling."""
        self.spot.setChecked(bool(kind))

    def _turned(self) -> None:
        self.changed.emit()
        self.done.emit()

    def set_offers(self, offers: Offers) -> None:
        """The places of the record."""
        self._offers = offers
        self.area.set_all([Candidate(one.id, one.name, one.initials) for one in offers.places])

    def set_place(self, name: str, area_id: int | None) -> None:
        """Show a place without telling."""
        self.area.set_chosen(Candidate(area_id, name) if area_id is not None else None)

    def set_week(self, day: date, code: str) -> None:
        """Another week: its day and its paper sheet, without telling."""
        self.blockSignals(True)
        self.sheet.set_code(code, week_of(day))
        self.day.set_day(day)
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """Show a way of entry as chosen."""
        self.buttons[key].setChecked(True)

    def chosen_way(self) -> str:
        """The way of entry."""
        return next(key for key, one in self.buttons.items() if _checked(one))

    def commit(self) -> None:
        """What is half-typed counts as typed."""
        self.day.commit()
        self.area.commit()
        self.sheet.commit()

    def _match(self, typed: str) -> list[Candidate]:
        return self._offers.match_places(typed)

    def _moved(self, _value: object) -> None:
        self.changed.emit()

    def _chose(self, key: str) -> None:
        self.way.emit(key)


def _checked(one: QAbstractButton) -> bool:
    return one.isChecked()


class SheetField(QLineEdit):
    """第3张: type 4, + or -; an office that names its sheets otherwise types the name. `changed(code)`."""

    changed = Signal(str)

    def __init__(self, code: str, monday: date) -> None:
        super().__init__()
        self.setObjectName("entrySheet")
        self.setAccessibleName("纸单")
        self.code, self.monday = code, monday
        self.editingFinished.connect(self.commit)
        self._show()

    def set_code(self, code: str, monday: date) -> None:
        """Another sheet; says so when it is another one."""
        moved = code != self.code
        self.code, self.monday = code, monday
        self._show()
        if moved:
            self.changed.emit(code)

    def commit(self) -> None:
        """Read what is typed."""
        typed = self.text().strip()
        if typed and typed != say_sheet(self.code, self.monday):
            self.set_code(read_sheet(typed, self.monday), self.monday)
        else:
            self._show()

    def _show(self) -> None:
        self.setText(say_sheet(self.code, self.monday))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"+": 1, "=": 1, "-": -1}.get(event.text(), 0)
        number = sheet_number(self.code, self.monday)
        if step and number and self.selectedText() == self.text():
            self.set_code(sheet_code(self.monday, max(number + step, 1)), self.monday)
            self.selectAll()
        else:
            super().keyPressEvent(event)
