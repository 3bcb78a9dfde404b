"""The strip of filters: chips with counts, station and place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from gui.widgets import Chip, Chips, button
from gui.widgets.basics import EDGE, GROUP, SPACE, link
from gui.widgets.flow import Flow

CHIPS = (
    Chip("open", "未销号"),
    Chip("overdue", "已逾期", "late"),
    Chip("soon", "3日内", "soon"),
    Chip("to_verify", "待复查", "check"),
    Chip("to_order", "待交办", "lack"),
    Chip("in_progress", "整改中", "open"),
    Chip("closed", "已销号", "done"),
)
_KEYS = {chip.key for chip in CHIPS}


class Picker(QWidget):
    """站所：全部 ▾ — one of a list by a menu; `chosen` when it changes."""

    chosen = Signal()

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._title = title
        self.current: int | None = None
        self._names: dict[int | None, str] = {None: "全部"}
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.face = button("", name=name)
        self.menu = QMenu(title, self.face)
        self.face.setMenu(self.menu)
        box.addWidget(self.face)
        self._say()

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """What can be chosen; a choice that is gone gives way to 全部."""
        names: dict[int | None, str] = {None: "全部", **dict(choices)}
        if names == self._names:
            return
        self._names = names
        if self.current not in names:
            self.current = None
        self.menu.clear()
        group = QActionGroup(self.menu)
        for key, name in names.items():
            act = QAction(name, self.menu)
            act.setCheckable(True)
            act.setChecked(key == self.current)
            act.setData(key)
            group.addAction(act)
            self.menu.addAction(act)
        group.triggered.connect(self._picked)
        self._say()

    def choose(self, key: int | None) -> None:
        """As a click would, without saying so."""
        self.current = key if key in self._names else None
        for act in self.menu.actions():
            act.setChecked(act.data() == self.current)
        self._say()

    def _picked(self, act: QAction) -> None:
        self.current = act.data()
        self._say()
        self.chosen.emit()

    @property
    def words(self) -> str:
        """The choice: 站所：村建所."""
        return f"{self._title}：{self._names[self.current]}"

    def _say(self) -> None:
        self.face.setText(f"{self.words} ▾")
        self.face.setAccessibleName(f"按{self._title}筛选，现为{self._names[self.current]}")


class FilterStrip(QFrame):
    """`changed` when another filter is chosen; given ids show as a filter of their own."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.ids: tuple[int, ...] | None = None
        self.text = ""
        self._extras: list[QWidget] = []
        self._whole = False  # neither chip nor ids: every finding
        self._box = QHBoxLayout(self)
        self._box.setSpacing(SPACE)
        self._chips = Chips(list(CHIPS))
        self._chips.hide()
        chips = QWidget()
        flow = Flow(chips)
        for chip in CHIPS:
            one = self._chips.buttons[chip.key]
            flow.addWidget(one)
        self.clear = link("清除筛选", self._clear, name="clearFilter")
        flow.addWidget(self.clear)
        self.unit = Picker("站所", "filterUnit")
        self.area = Picker("村（居）", "filterArea")
        self._box.addWidget(chips, 1)
        self._box.addWidget(self.unit)
        self._box.addWidget(self.area)
        self.both = button("筛选 ▾", name="filterBoth")
        menu = QMenu(self.both)
        for picker in (self.unit, self.area):
            menu.addMenu(picker.menu)
        self.both.setMenu(menu)
        self._box.addWidget(self.both)
        self._chips.chosen.connect(self._choose)
        for picker in (self.unit, self.area):
            picker.chosen.connect(self._changed)
        self._chips.setParent(self)
        self.set_narrow(False)
        self._say()

    def add(self, part: QWidget, act: QAction) -> None:
        """A part of the page's own at the end; in a small window its act goes into the button's menu."""
        self._extras.append(part)
        self._box.addWidget(part)
        self.both.menu().addAction(act)

    @property
    def group(self) -> str:
        """The chosen chip; "all" behind given ids."""
        return "all" if self._whole or self.ids is not None else self._chips.current

    @property
    def title(self) -> str:
        """The filter in words, for paper."""
        return next((chip.text for chip in CHIPS if chip.key == self.group), "全部")

    @property
    def limits(self) -> str:
        """Station, place and words that narrow the list, for paper."""
        words = [picker.words for picker in (self.unit, self.area) if picker.current is not None]
        return "，".join([*words, *([f"含“{self.text}”"] if self.text else [])])

    def set_counts(self, counts: dict[str, int]) -> None:
        """The number of rows behind each chip."""
        self._chips.set_counts({key: count for key, count in counts.items() if key in _KEYS})

    def show_filter(
        self, group: str, unit: int | None, area: int | None, ids: tuple[int, ...] | None
    ) -> None:
        """What another page asked for; "all" and given ids have no chip of their own."""
        self.ids, self.text = ids, ""
        self.unit.choose(unit)
        self.area.choose(area)
        self._whole = group not in _KEYS
        if self._whole or ids is not None:
            self._uncheck()
        else:
            self._chips.buttons[group].setChecked(True)
        self._changed()

    def _uncheck(self) -> None:
        group = self._chips.buttons["open"].group()
        group.setExclusive(False)
        for one in group.buttons():
            one.setChecked(False)
        group.setExclusive(True)

    def search(self, text: str) -> None:
        """Typed words narrow the list."""
        self.text = text
        self._changed()

    def set_narrow(self, narrow: bool) -> None:
        """The page edge; the two pickers share one button, so that the strip stays one row."""
        self.unit.setVisible(not narrow)
        self.area.setVisible(not narrow)
        self.both.setVisible(narrow)
        for part in self._extras:
            part.setVisible(not narrow)
        edge = GROUP if narrow else EDGE
        self._box.setContentsMargins(edge, 10 if not narrow else 6, edge, 10 if not narrow else 6)

    def _choose(self, _key: str) -> None:
        self.ids, self._whole = None, False
        self._changed()

    def _clear(self) -> None:
        if self._whole or self.ids is not None:
            self._chips.buttons["open"].setChecked(True)
        self.ids, self.text, self._whole = None, "", False
        self.unit.choose(None)
        self.area.choose(None)
        self._changed()

    def _changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        on = bool(self._whole or self.ids is not None or self.text or self.unit.current or self.area.current)
        self.clear.setVisible(on)
        if self.ids is not None:
            self.clear.setText(f"只看{len(self.ids)}条，清除筛选")
        else:
            self.clear.setText("清除筛选")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_chips"):
            self._chips.changeEvent(event)
        super().changeEvent(event)
