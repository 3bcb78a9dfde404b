"""A unit's own fields in its head: 强弱 as the office judges it, and the group it is ranked in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.views.forms import ChoiceBox, Option, line
from gui.widgets import label
from gui.widgets.basics import SPACE

if TYPE_CHECKING:
    from core.queries.roster import UnitCard


class UnitFields(QWidget):
    """Written as soon as a field is left; undone by Ctrl+Z."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._card: UnitCard | None = None
        self.strength = ChoiceBox([Option("", "未定"), *(Option(one, one) for one in "强中弱")])
        self.strength.setObjectName("unitStrength")
        self.strength.setAccessibleName("力量强弱")
        self.strength.activated.connect(self._changed)
        self.stratum = line(hint="不分组", name="unitStratum")
        self.stratum.setAccessibleName("排名分组")
        self.stratum.setFixedWidth(theme.current().px(96))
        self.stratum.editingFinished.connect(self._changed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        for words, field in (("力量", self.strength), ("排名分组", self.stratum)):
            box.addWidget(label(words, "body2"))
            box.addWidget(field)
        self.hide()

    def show_unit(self, card: UnitCard) -> None:
        """The fields of a unit; leaders are neither judged nor ranked."""
        self._card = card
        self.strength.choose(card.strength)
        self.stratum.setText(card.stratum)
        self.setVisible(card.kind in ("station", "village"))

    def _changed(self, _at: int = 0) -> None:
        card = self._card
        strength, stratum = self.strength.key, self.stratum.text().strip()
        if card is None or (strength, stratum) == (card.strength, card.stratum):
            return

        def write(w: Any) -> None:
            from core.services.roster import describe_unit

            describe_unit(w, card.id, strength=strength, stratum=stratum)

        self._app.jobs.write("修改1个单位", write)
