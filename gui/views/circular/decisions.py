"""What the clerk decides by hand on a month, each asked for in a small form."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.views.circular.acts import MonthActs
from gui.views.circular.forms import AdjustForm, ExemptForm, MonthForm, ReasonForm
from gui.views.circular.rank_step import rank_rows

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState


class Decisions(QObject):
    """Forms over the page; what they say goes to MonthActs."""

    def __init__(self, acts: MonthActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._acts, self._over = acts, parent

    def adjust(self, state: "MonthState", unit_id: int) -> None:
        """加减分…"""

        def done(form: MonthForm) -> None:
            assert isinstance(form, AdjustForm)
            self._acts.adjust(state, unit_id, form.points, form.reason)

        AdjustForm(state.units[unit_id], self._over, done).open()

    def exempt(self, state: "MonthState", unit_id: int) -> None:
        """免计…"""

        def done(form: MonthForm) -> None:
            assert isinstance(form, ExemptForm)
            self._acts.exempt(state, unit_id, form.covers, form.reason)

        ExemptForm(state.units[unit_id], state.month.label, self._over, done).open()

    def choose(self, state: "MonthState", kind: str, unit_id: int, *, wanted: bool) -> None:
        """Name a unit or leave it out: against the rule a reason is asked, back to the rule none."""
        row = next((one for one in rank_rows(state, kind) if one.unit_id == unit_id), None)
        if row is None:
            return
        if not row.assessed:
            self._acts.refused.emit(f"{row.unit}{row.rank}，不排名次，不能列入表扬和批评。")
            return
        if wanted == row.proposed:
            self._acts.choose(state, kind, unit_id, chosen=wanted)
            return

        def done(form: MonthForm) -> None:
            assert isinstance(form, ReasonForm)
            self._acts.choose(state, kind, unit_id, chosen=wanted, reason=form.reason)

        word = "表扬" if kind == "praise" else "批评"
        title = f"{'列入' if wanted else '不'}{word}{row.unit}"
        ReasonForm(title, "列入" if wanted else "不点名", self._over, done).open()
