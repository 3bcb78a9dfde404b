"""Photos on 督查整改: dropped onto a row or the pane, pasted, chosen; each act finds its finding here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from gui.photos.drops import DropArea
from gui.photos.intake import Intake
from gui.photos.sources import Source, choose, on_clipboard

if TYPE_CHECKING:
    from gui.views.findings import FindingsPage


class ListPhotos(QObject):
    """For the list with its pane; `area` is the part of the page that holds both."""

    def __init__(self, page: "FindingsPage", area: DropArea, intake: Intake) -> None:
        super().__init__(page)
        self._page, self._area, self._intake = page, area, intake
        area.spot = self._spot
        area.dropped.connect(self._dropped)
        area.moved.connect(self._moved)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), area)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        page.pane.photos_wanted.connect(self.choose)
        intake.changed.connect(self._tell)

    # --- where ----------------------------------------------------------------------------------------
    def _row_at(self, point: QPoint) -> int:
        port = self._page.view.viewport()
        inside = port.mapFrom(self._area, point)
        shown = self._page.view.isVisible() and port.rect().contains(inside)
        return self._page.view.rowAt(inside.y()) if shown else -1

    def _over_pane(self, point: QPoint) -> bool:
        pane = self._page.pane
        return pane.isVisible() and pane.rect().contains(pane.mapFrom(self._area, point))

    def _finding_at(self, point: QPoint) -> int | None:
        row = self._row_at(point)
        if row >= 0:
            line = self._page.rows.row(row)
            return None if line is None else int(line.id)
        return self._one() if self._over_pane(point) else None

    def _spot(self, point: QPoint) -> QRect | None:
        if self._finding_at(point) is None:
            return None
        row, view = self._row_at(point), self._page.view
        if row < 0:
            pane = self._page.pane
            return QRect(pane.mapTo(self._area, QPoint(0, 0)), pane.size())
        corner = view.viewport().mapTo(self._area, QPoint(0, view.rowViewportPosition(row)))
        return QRect(corner.x(), corner.y(), view.viewport().width(), view.rowHeight(row))

    def _one(self) -> int | None:
        """The finding in the pane; None when none or several are selected."""
        rows = self._page.pane.rows
        return rows[0].id if len(rows) == 1 else None

    def _tell(self) -> None:
        """In a small window the pane is not seen: that something failed is said below the list."""
        failed = sum(bool(one.fault) for one in self._intake.items)
        if failed and not self._page.pane.isVisible() and self._area.isVisible():
            self._page.say(f"▲ {failed}张照片没有添加，打开这条问题可看原因")

    # --- acts -----------------------------------------------------------------------------------------
    def _dropped(self, sources: list[Source], point: QPoint) -> None:
        target, row = self._finding_at(point), self._row_at(point)
        if row >= 0:
            self._page.view.go_to(row)  # what becomes of the photos is said in its pane
        if target is not None:
            self._intake.take(sources, target)

    def _moved(self, held: str, point: QPoint) -> None:
        kind, _, number = held.partition(":")
        target = self._finding_at(point)
        if kind == "row" and target is not None and target != self._one():
            self._page.pane.photos.move_to(int(number), target)

    def paste(self) -> None:
        """Ctrl+V: a picture or picture files to the finding that is selected."""
        found, target = on_clipboard(), self._one()
        if not found:
            self._page.say("剪贴板里没有照片。")
        elif target is None:
            self._page.say("先选一条问题，再粘贴照片。")
        else:
            self._intake.take(found, target)

    def choose(self) -> None:
        """添加照片."""
        if (target := self._one()) is not None:
            choose(self._page.app, self._page, lambda found: self._intake.take(found, target))
