"""Labels, buttons, lines, section heads, statistic rows and the empty state."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui import icons, looking, theme

SPACE = 8  # between controls
GROUP = 12  # between groups
EDGE = 20  # page edge; GROUP when the window is narrow


def label(text: str = "", role: str = "body", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label in a role: count, title, section, strong, body, body2, secondary, hint, axis, warn, danger."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a record's text never becomes markup
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    return made


def retheme(widget: QWidget, **properties: object) -> None:
    """Set QSS properties (role, kind, wrong …) and let the style sheet look again."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class _IconButton(QPushButton):
    """A button whose icon takes its colour from the theme, and keeps it when the theme changes."""

    def __init__(self, text: str, kind: str, icon_name: str) -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self._freed: tuple[bool, str] | None = None  # enabled and tip before it was shut
        self.setProperty("kind", kind)
        self._draw()

    def setEnabled(self, enabled: bool) -> None:
        """What writes stays shut while the record can only be looked at."""
        if self._freed is not None:
            self._freed = (enabled, self._freed[1])
        else:
            super().setEnabled(enabled)

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        self._look()
        super().showEvent(event)

    def _look(self) -> None:
        shut = looking.only() and looking.writes(self.text(), str(self.property("kind")))
        if shut and self._freed is None:
            parent = self.parentWidget()
            enabled = self.isEnabled() if parent is None else self.isEnabledTo(parent)
            self._freed = (enabled, self.toolTip())
            super().setEnabled(False)
            self.setToolTip(looking.WHY)
            self.setAccessibleDescription(looking.WHY)
        elif not shut and self._freed is not None:
            (freed, tip), self._freed = self._freed, None
            super().setEnabled(freed)
            self.setToolTip(tip)
            self.setAccessibleDescription("")

    def set_icon(self, name: str) -> None:
        """Another icon, or none for an empty name."""
        self._icon_name = name
        self._draw()

    def _draw(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        kind = self.property("kind")
        token = {"main": "on_accent", "link": "accent", "next": "accent"}.get(str(kind), "text")
        token = "undo_link" if kind == "undo" else token
        gap = 4 if self.text() else 0
        side = theme.current().px(16)
        self.setIcon(icons.icon(self._icon_name, token, gap=gap))
        self.setIconSize(QSize(side + gap, side))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)


def button(
    text: str,
    kind: str = "plain",
    *,
    icon: str = "",
    name: str = "",
    slot: Callable[[], object] | None = None,
    tip: str = "",
) -> _IconButton:
    """A push button; kind: main (one a page), next (accent edge), plain, small, link, chip, segment, tab."""
    made = _IconButton(text, kind, icon)
    made.setAutoDefault(False)
    if name:
        made.setObjectName(name)
    if slot is not None:
        made.clicked.connect(_Plain(slot, made).call)
    if tip:
        made.setToolTip(tip)
        made.setAccessibleName(text or tip)
    return made


class _Plain(QObject):
    """Calls a slot without the `checked` argument of clicked; dies with its button."""

    def __init__(self, slot: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._slot = slot

    def call(self) -> None:
        self._slot()


def link(text: str, slot: Callable[[], object] | None = None, *, name: str = "") -> _IconButton:
    """A word that leads somewhere: 看4条."""
    made = button(text, "link", name=name, slot=slot)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def segments(
    choices: list[tuple[str, str]], chosen: Callable[[str], object], kind: str = "segment"
) -> tuple[QWidget, QButtonGroup]:
    """A row of exclusive buttons (kind segment) or page tabs (kind tab); `chosen(key)` on a click."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    group = QButtonGroup(row)
    keys: dict[_IconButton, str] = {}
    for key, text in choices:
        one = button(text, kind, name=f"{kind}_{key}")
        one.setCheckable(True)
        one.setProperty("first", not keys)
        group.addButton(one)
        box.addWidget(one)
        keys[one] = key
    group.buttons()[0].setChecked(True)
    relay = _Choice(keys, chosen, group)
    group.buttonClicked.connect(relay.call)
    return row, group


class _Choice(QObject):
    def __init__(
        self, keys: dict[_IconButton, str], chosen: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._keys = {id(one): key for one, key in keys.items()}
        self._chosen = chosen

    def call(self, one: QAbstractButton) -> None:
        self._chosen(self._keys[id(one)])


class Line(QFrame):
    """A hairline; role line (light), heavy (under a section) or vline."""

    def __init__(self, role: str = "line") -> None:
        super().__init__()
        self.setProperty("role", role)


class Section(QWidget):
    """A section: a bold word, a grey note, things at the right, over a line. No cards."""

    def __init__(self, title: str, note: str = "", *, heavy: bool = True) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.row = QHBoxLayout()
        self.row.setSpacing(10)
        self.title = label(title, "section")
        self.note = label(note, "secondary")
        self.row.addWidget(self.title)
        self.row.addWidget(self.note)
        self.row.addStretch(1)
        box.addLayout(self.row)
        box.addWidget(Line("heavy" if heavy else "line"))


class StatRow(QFrame):
    """Words left, figure right, a hairline below: 村建所 … 0/4."""

    def __init__(self, text: str, figure: str, *, role: str = "strong", text_role: str = "body") -> None:
        super().__init__()
        self.setProperty("role", "row")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 5, 0, 5)
        box.addWidget(label(text, text_role))
        box.addStretch(1)
        box.addWidget(label(figure, role))


class EmptyState(QWidget):
    """One sentence and one button, at the left where the first row would be."""

    def __init__(self, sentence: str, action: str = "", slot: Callable[[], object] | None = None) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(EDGE, 24, EDGE, 24)
        box.setSpacing(GROUP)
        box.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence = label(sentence)
        box.addWidget(self.sentence)
        if action:
            self.action = button(action, name="emptyAction", slot=slot)
            box.addWidget(self.action)
        box.addStretch(1)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
