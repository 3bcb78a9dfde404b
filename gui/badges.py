"""The counts beside 督查整改 and 登记, kept right after every change, whatever page is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from gui.app import App
from gui.jobs import Latest

if TYPE_CHECKING:
    from core.queries.today import Badges as Counts

KINDS = frozenset(
    {
        "*", "check_in", "finding", "rectification", "extension", "assignment", "post", "unit", "absence",
        "exemption", "setting", "holiday",
    }
)  # fmt: skip


class Badges(QObject):
    """`put(page, count, kind)` for each badge; asks in the file's worker, after everything that writes."""

    def __init__(self, app: App, put: Callable[[str, int, str], None]) -> None:
        super().__init__(app)
        self._app, self._put = app, put
        self._latest = Latest()
        app.bus.changed.connect(self._changed)

    def _changed(self, kinds: frozenset[str]) -> None:
        if "*" in kinds:  # a record was opened: the page that is shown reads first
            QTimer.singleShot(0, self, self.refresh)
        elif kinds & KINDS and self._app.path is not None:
            self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        if self._app.path is None:
            return

        def query(door: Any) -> "Counts":
            from core.queries.today import badges

            return badges(door)

        self._app.jobs.read(query, self._show, latest=self._latest)

    def _show(self, counts: "Counts") -> None:
        self._put("findings", counts.overdue, "late")
        self._put("entry", counts.short, "plain")
