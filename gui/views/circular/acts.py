"""What the clerk's acts on a month write: each one verb of a service under its label for 撤销."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gui.app import App
from gui.jobs import Written
from gui.views.circular.lines import Line

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.queries.circulars import Issued

TOUCHED = frozenset({"circular", "doc_number", "sentence"})


class MonthActs(QObject):
    """Writes for one page; `issued(Issued)` after 印发, `refused(str)` where a date or number is refused."""

    issued = Signal(object)
    refused = Signal(str)

    def __init__(self, app: App, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app

    def close(self, state: "MonthState") -> None:
        """封账: what is keyed in from now on is listed apart."""
        month = state.month

        def verb(w: Any) -> None:
            from core.services import periods

            periods.close(w, month)

        self._write(f"{month.label}封账", verb)

    # --- sentences ------------------------------------------------------------------------------------
    def edit(self, state: "MonthState", line: Line, text: str) -> None:
        """Keep the clerk's words; the computed ones again when they say the same, and for an empty title."""
        bare_title = not text and line.key == "title"
        if line.own:
            self._edit_own(state, line, text)
        elif text == line.computed or bare_title:
            self.restore(state, line)
        elif text:
            self._sentence(state, "修改一句", line.key, text, line.computed)
        else:
            self.tick(state, line, False)

    def _edit_own(self, state: "MonthState", line: Line, text: str) -> None:
        if text:
            self._sentence(state, "修改一段", line.key, text, "")
        else:
            self.restore(state, line, "删去一段")

    def tick(self, state: "MonthState", line: Line, wanted: bool) -> None:
        """Leave a sentence out, or take it in again with the words it had."""
        month, key, was = state.month, line.key, line.computed

        def verb(w: Any) -> None:
            from core.services import circulars

            if wanted:
                circulars.take_in(w, month, key)
            else:
                circulars.leave_out(w, month, key, was)

        what = "段" if line.own else "句"
        self._write(f"写回一{what}" if wanted else f"不写一{what}", verb)

    def add(self, state: "MonthState", section: str, text: str, after: str, keys: list[str]) -> None:
        """新增一段 behind a sentence."""
        month = state.month

        def verb(w: Any) -> None:
            from core.services.circulars import add_paragraph

            add_paragraph(w, month, section, text, after=after, keys=keys)

        self._write("新增一段", verb)

    def arrange(self, state: "MonthState", keys: list[str]) -> None:
        """The sentences of a section in another order."""
        month = state.month

        def verb(w: Any) -> None:
            from core.services.circulars import arrange

            arrange(w, month, keys)

        self._write("移动一段", verb)

    def keep_phrase(self, text: str, section: str) -> None:
        """存为常用语."""

        def verb(w: Any) -> None:
            from core.services.phrases import keep_phrase

            keep_phrase(w, text, section)

        self._write("存为常用语", verb)

    def drop_phrase(self, phrase_id: int) -> None:
        """Forget one of the office's phrases."""

        def verb(w: Any) -> None:
            from core.services.phrases import drop_phrase

            drop_phrase(w, phrase_id)

        self._write("删除常用语", verb)

    def update(self, state: "MonthState", line: Line) -> None:
        """更新此句: the clerk's words with the new figures, or the computed sentence."""
        if line.carried is None or line.carried == line.computed:
            self.restore(state, line, "更新一句")
        else:
            self._sentence(state, "更新一句", line.key, line.carried, line.computed)

    def restore(self, state: "MonthState", line: Line, label: str = "恢复原句") -> None:
        """Back to the computed sentence."""
        month, key = state.month, line.key

        def verb(w: Any) -> None:
            from core.services.circulars import restore_sentence

            restore_sentence(w, month, key)

        self._write(label, verb)

    def _sentence(self, state: "MonthState", label: str, key: str, text: str, was: str) -> None:
        month = state.month

        def verb(w: Any) -> None:
            from core.services.circulars import edit_sentence

            edit_sentence(w, month, key, text, was)

        self._write(label, verb)

    def set_date(self, state: "MonthState", name: str, day: date) -> None:
        """One of the draft's three dates."""
        from dataclasses import replace

        month, dates = state.month, replace(state.dates, **{name: day})

        def verb(w: Any) -> None:
            from core.services.circulars import set_dates

            set_dates(w, month, dates)

        words = {"doc_date": "成文日期", "cutoff": "统计截止", "rectify_by": "整改期限"}
        self._write(f"修改{words[name]}", verb)

    def attach_exemptions(self, wanted: bool) -> None:
        """假期与免计说明 with this circular and the next ones, or without."""

        def verb(w: Any) -> None:
            from core.settings import change

            change(w, w.today, attach_exemptions=wanted)

        self._write("附上免计说明" if wanted else "不附免计说明", verb)

    # --- scores and choices ---------------------------------------------------------------------------
    def adjust(self, state: "MonthState", unit_id: int, points: Fraction, reason: str) -> None:
        """Points by hand."""
        month, unit = state.month, state.units[unit_id]

        def verb(w: Any) -> None:
            from core.services.assessment import adjust

            adjust(w, month, unit_id, points=points, reason=reason)

        self._write(f"给{unit}{'加' if points > 0 else '扣'}分", verb)

    def exempt(self, state: "MonthState", unit_id: int, covers: str, reason: str) -> None:
        """免计 for the month's period."""
        month, unit = state.month, state.units[unit_id]

        def verb(w: Any) -> None:
            from core.rules.calendar import period_of
            from core.services.assessment import exempt

            start, end = period_of(month)
            exempt(w, start=start, end=end, reason=reason, covers=covers, unit_id=unit_id)

        self._write(f"登记{unit}{month.number}月免计", verb)

    def choose(self, state: "MonthState", kind: str, unit_id: int, chosen: bool, reason: str = "") -> None:
        """Name a unit or leave it out."""
        month, unit = state.month, state.units[unit_id]

        def verb(w: Any) -> None:
            from core.services.assessment import choose

            choose(w, month, kind, unit_id, chosen=chosen, reason=reason)

        word = "表扬" if kind == "praise" else "批评"
        self._write(f"{'列入' if chosen else '取消'}{word}{unit}", verb)

    # --- issuing --------------------------------------------------------------------------------------
    def issue(self, state: "MonthState", serial: int, year: int) -> None:
        """印发: paper, data and number frozen in one go, in the file's worker."""
        month, corrects = state.month, state.correcting.id if state.correcting else None

        def act(db: Any, _task: object) -> "Issued":
            from core.services.circulars import issue
            from reports.render import circular_paper

            return issue(db, month, circular_paper, serial=serial, number_year=year, corrects_id=corrects)

        self._app.jobs.on_file(act, self._issued, self._refused)

    def _issued(self, issued: "Issued") -> None:
        self._app.jobs.written.emit(Written("印发通报", TOUCHED, undoable=False))
        self.issued.emit(issued)

    def correct(self, circular_id: int) -> None:
        """更正: a draft that will replace an issued circular."""

        def verb(w: Any) -> None:
            from core.services.circulars import begin_correction

            begin_correction(w, circular_id)

        self._write("开始更正通报", verb)

    def give_up(self, state: "MonthState") -> None:
        """Drop the draft of a correction."""
        month = state.month

        def verb(w: Any) -> None:
            from core.services.circulars import give_up_correction

            give_up_correction(w, month)

        self._write("放弃更正", verb)

    # --- plumbing -------------------------------------------------------------------------------------
    def _write(self, label: str, verb: Any) -> None:
        self._app.jobs.write(label, verb, None, self._refused)

    def _refused(self, error: Exception) -> None:
        self.refused.emit(str(error))

    def files(self) -> Path | None:
        """The folder beside the open record."""
        return self._app.path.with_suffix(".files") if self._app.path else None
