"""A unit's own fields in its head: 强弱 as the office judges it, the group it is ranked in, 驻地."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui import theme
from gui.app import App
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.widgets import label, link
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
        self.home = link("", self._ask_home, name="unitHome")
        box.addWidget(self.home)
        self.hide()

    def show_unit(self, card: UnitCard) -> None:
        """The fields of a unit; leaders are neither judged nor ranked."""
        self._card = card
        self.strength.choose(card.strength)
        self.stratum.setText(card.stratum)
        self.home.setText(f"驻地{card.home}" if card.home else "登记驻地…")
        self.home.setVisible(card.kind == "station")
        self.setVisible(card.kind in ("station", "village"))

    def _ask_home(self) -> None:
        """就近 wants to know in which village a station lies (方案一)."""
        if (card := self._card) is not None:
            self._app.jobs.read(_villages, lambda found: self._home_form(card, found))

    def _home_form(self, card: UnitCard, villages: list[tuple[int, str]]) -> None:
        box = ChoiceBox([Option(0, "没有登记"), *(Option(*one) for one in villages)])
        box.setObjectName("homeVillage")
        box.choose(card.home_id or 0)

        def verb() -> Callable[[Any], object]:
            chosen = box.key or None

            def write(w: Any) -> None:
                from core.services.plan import set_home

                set_home(w, card.id, chosen)

            return write

        title = f"{card.name}的驻地"
        VerbForm(self._app, self, title, "保存", "修改1个单位", [("驻在(&A)", box)], verb).open()

    def _changed(self, _at: int = 0) -> None:
        card = self._card
        strength, stratum = self.strength.key, self.stratum.text().strip()
        if card is None or (strength, stratum) == (card.strength, card.stratum):
            return

        def write(w: Any) -> None:
            from core.services.roster import describe_unit

            describe_unit(w, card.id, strength=strength, stratum=stratum)

        self._app.jobs.write("修改1个单位", write)


def _villages(r: Any) -> list[tuple[int, str]]:
    from core.queries.plan import villages

    return villages(r, r.today)
