"""名册 with the registers and plans of the stations as further tabs."""

from typing import ClassVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.app import App
from gui.views.ledger import LedgerTabs
from gui.views.roster import RosterPage as Roster
from gui.views.roster_checklist import ChecklistBar
from gui.widgets import segments
from gui.widgets.basics import GROUP

_WORDS = [("roster", "包保名册"), ("register", "登记簿"), ("standard", "标准和问卷"), ("plan", "计划任务")]


class RosterPage(LedgerTabs, Roster):
    """包保名册 first; behind the other tabs what stations and villages have and plan."""

    groups: ClassVar[dict[str, tuple[str, ...]]] = {
        "register": ("board", "carrier", "five_duties", "volunteer_body"),
        "standard": (
            "standard_item",
            "checklist_item",
            "duty_text",
            "questionnaire_version",
            "questionnaire_option",
        ),
        "plan": ("three_year_plan", "task", "hard_case", "nearness", "plan_lock"),
    }
    kinds = Roster.kinds | {name for names in groups.values() for name in names}

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.tabs, self._tab_group = segments(_WORDS, self.show_front, "tab")
        self._top = QFrame()
        self._top.setProperty("role", "topRow")
        self._tab_row = QHBoxLayout(self._top)
        self._tab_row.setContentsMargins(12, 0, GROUP, 0)
        self._tab_row.addWidget(self.tabs)
        self._tab_row.addStretch(1)
        self.body.insertWidget(0, self._top)
        self._checklist = ChecklistBar(self)
        self._checklist.hide()
        self.body.insertWidget(1, self._checklist)

    def own_parts(self) -> tuple[QWidget, ...]:
        boxes = (self.header.left, self.header.right)
        places = [box.itemAt(place) for box in boxes for place in range(box.count())]
        beside = [place.widget() for place in places if place is not None]
        return (self._whole, *(one for one in beside if one is not None))

    def show_front(self, key: str) -> None:
        for button, (name, _) in zip(self._tab_group.buttons(), _WORDS, strict=True):
            button.setChecked(name == key)
        self.front(key)
        if self.desk is None:
            self.refresh()

    def _offer_papers(self) -> None:
        super()._offer_papers()
        self._checklist.setVisible(self.desk is not None and self.desk.current.name == "checklist_item")

    def show_target(self, target: object) -> None:
        if self.desk is not None and not (isinstance(target, dict) and "ledger" in target):
            self.show_front("roster")
        super().show_target(target)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._tab_row.setContentsMargins(0 if narrow else 12, 0, GROUP, 0)
