"""年度结转 and its way back: checks and one question first, then in the file's worker; from two pages."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.errors import UserError
from gui.app import App
from gui.jobs import Written
from gui.papers import Offer, PaperJob
from gui.widgets import Question

if TYPE_CHECKING:
    from core.backup import Counts
    from core.queries.year_close import YearCheck
    from core.services.year_close import Closing

TOUCHED = frozenset({"year_close", "archive_item", "period_close"})


class YearClosing(QObject):
    """`closed(Closing)` after the commit; what is refused goes to the window's banner."""

    closed = Signal(object)

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._over = app, parent
        self._year = 0
        self._done = ""

    # --- closing --------------------------------------------------------------------------------------
    def ask(self, year: int) -> None:
        """Check the year, then put the one question."""
        self._year = year

        def query(door: Any) -> "list[YearCheck]":
            from core.queries.year_close import year_checks
            from core.services.year_close import the_year

            return year_checks(door, the_year(door, year))

        self._app.jobs.read(query, self._question, self._refused)

    def _question(self, checks: "list[YearCheck]") -> None:
        year = self._year
        lacking = [f"▲ {one.text}" for one in checks if one.lack]
        known = [one.text for one in checks if not one.lack]
        rows = (
            ("先看", "\n".join(lacking) or "没有要先处理的"),
            *((("请知悉", "\n".join(known)),) if known else ()),
            ("备份", f"结转前自动备份并核对，存为“年度结转前-{year}.db”"),
            ("以后", f"{year}年的记录照常可查，再录入的标为补录；{year + 1}年文号从1号起"),
        )
        text = "不移动、不删除任何记录；要反悔可以撤销结转，恢复到这份备份。"
        if self._app.ask(Question(f"结转{year}年", text, f"结转{year}年", rows=rows, final=True), self._over):
            self._app.jobs.on_file(self._close, self._closed, self._refused)

    def _close(self, db: Any, _task: object) -> "Closing":
        from core.services.year_close import close_year

        return close_year(db, self._year)

    def _closed(self, done: "Closing") -> None:
        from gui.saving import show_bar

        self._app.jobs.written.emit(Written(f"结转{done.year}年", TOUCHED, undoable=False))
        self.closed.emit(done)
        words = f"归档目录新增{done.filed}件，未销号{done.carried}条按原编号继续，备份“{done.backup.name}”"
        acts: list[tuple[str, Callable[[], object]]] = [("打印年度考核表", self._print_table)]
        show_bar(self._over, f"已结转{done.year}年：{words}", acts)

    def _print_table(self) -> None:
        """The year's summary per station, as it is signed and filed."""
        from core.rules.calendar import Month

        scope = {"month": Month(self._year, 12)}
        PaperJob(self._app, self._over, Offer("annual", "年度绩效考核表"), scope).start()

    # --- back -----------------------------------------------------------------------------------------
    def ask_undo(self, year: int) -> None:
        """What the copy holds and what the record holds, then one question."""
        self._year = year
        path = self._app.path

        def query(door: Any) -> "tuple[Path, Counts, Counts]":
            from core.backup import counts_of
            from core.services.year_close import way_back

            assert path is not None
            backup = way_back(door, path.with_suffix(".files"), year)
            return backup, counts_of(backup), counts_of(path)

        self._app.jobs.read(query, self._question_undo, self._refused)

    def _question_undo(self, found: "tuple[Path, Counts, Counts]") -> None:
        backup, then, now = found
        question = Question(
            f"撤销{self._year}年的结转",
            "恢复到结转前的备份，结转以后录的不在其中；现在的数据会先另存一份。",
            "恢复到结转前",
            rows=(("现在", now.words), ("结转前", then.words), ("备份", backup.name)),
            final=True,
        )
        if self._app.ask(question, self._over):
            self._app.jobs.close_file(self._shut)

    def _shut(self, _nothing: Any) -> None:
        path, year = self._app.path, self._year
        assert path is not None
        self._app.jobs.work(lambda: _undo(path, year), self._undone, self._not_undone)

    def _undone(self, former: "Path | None") -> None:
        kept = f"，撤销前的另存为“{former.name}”" if former else ""
        self._done = f"已撤销{self._year}年的结转{kept}。"
        self._reopen()

    def _not_undone(self, error: UserError) -> None:
        """Nothing was changed: open the record again and say why."""
        self._done = str(error)
        self._reopen()

    def _reopen(self) -> None:
        assert self._app.path is not None
        self._app.open(self._app.path, self._say_done, self._refused)

    def _say_done(self) -> None:
        self._app.jobs.refused.emit(self._done)

    def _refused(self, error: UserError) -> None:
        self._app.jobs.refused.emit(str(error))


def _undo(path: Path, year: int) -> Path | None:
    from core.services.year_close import undo_close

    return undo_close(path, year)[1]
