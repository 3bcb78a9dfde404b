"""去过的地方: where a round of inspection went, also where it found nothing (不放过一个死角)."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.errors import ReasonWanted, UserError
from core.ledgers.headings import SOURCES
from gui import theme
from gui.table import Candidate, CandidateList
from gui.views.entry.pick_field import PickField
from gui.widgets import button, label
from gui.widgets.basics import EDGE, GROUP, SPACE, clear_layout, link
from gui.widgets.flow import Flow

if TYPE_CHECKING:
    from gui.views.findings_sheet import TourSheet

_OFFERED = 3  # unseen places to be added by a click


class TourPlaces(QFrame):
    """A field that takes one place after another, what was taken, and what the month still lacks."""

    def __init__(self, sheet: "TourSheet") -> None:
        super().__init__()
        self._sheet = sheet
        self._narrow = False
        self._offers = CandidateList([])
        self.setProperty("role", "strip")
        self._box = QHBoxLayout(self)
        self._box.setSpacing(SPACE)
        self.field = PickField(self._match, "tourPlace", self)
        self.field.setAccessibleName("督查去过的地方")
        self.field.setPlaceholderText("没发现问题的也写")
        self.field.setFixedWidth(theme.current().px(196))
        self.field.picked.connect(self._picked)
        self._box.addWidget(label("去过", "body2"))
        self._box.addWidget(self.field)
        row = QWidget()
        self._flow = Flow(row)
        self._box.addWidget(row, 1, Qt.AlignmentFlag.AlignVCenter)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """The page edge; in a small window what is lacking is only counted."""
        self._narrow = narrow
        edge = GROUP if narrow else EDGE
        self._box.setContentsMargins(edge, 2, edge, 4)
        self._fill()

    def show_day(self) -> None:
        """The day was read anew."""
        places = self._sheet.desk.places
        every = [Candidate(key, one.name, one.initials) for key, one in places.items()]
        self._offers = CandidateList(every)
        unseen = set(self._sheet.desk.unseen)
        self.field.set_all([one for one in every if one.key in unseen] or every)
        self._fill()

    # --- what is shown --------------------------------------------------------------------------------
    @property
    def chosen(self) -> tuple[int, ...]:
        """The places said, beside those of findings."""
        tour = self._sheet.desk.tour
        return tour.places if tour is not None else ()

    def _fill(self) -> None:
        clear_layout(self._flow)
        for one in self.chosen:
            name = self._name(one)
            chip = button(f"{name} ×", "chip", name=f"tourPlace_{one}", slot=partial(self._drop, one))
            chip.setAccessibleName(f"去掉{name}")
            self._flow.addWidget(chip)
        if words := self._found():
            self._flow.addWidget(label(words, "secondary", name="tourPlacesFound"))
        self._lack()

    def _found(self) -> str:
        """What the lines below name is taken as seen without being typed again."""
        lines = self._sheet.lines
        kept = (line.area_id for line in lines if line.id is not None and line.source == SOURCES[0])
        seen = dict.fromkeys(one for one in kept if one is not None and one not in self.chosen)
        names = [self._name(one) for one in seen]
        if not names:
            return "" if self.chosen else "村（居）、集贸市场，有问题的下面写了就算"
        return f"有问题的{len(names)}处已算在内"

    def _lack(self) -> None:
        unseen = [one for one in self._sheet.desk.unseen if one not in self.chosen]
        if not unseen:
            return
        self._flow.addWidget(label(f"本月还没到{len(unseen)}处：", "secondary", name="tourUnseen"))
        for one in unseen[: 0 if self._narrow else _OFFERED]:
            self._flow.addWidget(
                link(f"＋{self._name(one)}", partial(self._add, one), name=f"tourUnseen_{one}")
            )

    def _name(self, area_id: int) -> str:
        known = self._sheet.desk.places
        return known[area_id].name if area_id in known else ""

    # --- doing ----------------------------------------------------------------------------------------
    def _match(self, typed: str) -> list[Candidate]:
        return self._offers.match(typed)

    def _picked(self, one: Candidate | None) -> None:
        if one is not None and isinstance(one.key, int):
            self.field.set_chosen(None)
            self._add(one.key)

    def _add(self, area_id: int) -> None:
        if area_id not in self.chosen:
            self._keep((*self.chosen, area_id))

    def _drop(self, area_id: int) -> None:
        self._keep(one for one in self.chosen if one != area_id)

    def _keep(self, wanted: Iterable[int]) -> None:
        sheet, places = self._sheet, list(wanted)
        day, who, why = sheet.day, sheet.inspectors.text().strip(), sheet.late.text

        def write(w: Any) -> int:
            from core.services import inspections as act

            return act.set_places(w, act.tour_on(w, day, who, late_reason=why), places)

        sheet.app.jobs.write("登记督查去过的地方", write, None, self._refused)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, ReasonWanted):
            self._sheet.late.demand()
        self._sheet.said.emit(str(error))
