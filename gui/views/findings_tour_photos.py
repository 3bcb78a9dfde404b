"""Photos of an inspection being keyed in: onto a row at once, or lined up and dealt to the rows."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect

from gui import theme
from gui.photos.intake import Intake, Item
from gui.photos.notes import PhotoNotes
from gui.photos.sources import Source, choose, on_clipboard
from gui.photos.tray import PhotoTray

if TYPE_CHECKING:
    from gui.views.findings_lines import Line
    from gui.views.findings_sheet import TourSheet


class TourPhotos(QObject):
    """`tray` and `notes` stand between the sheet and its foot. A line not on the disk is put there first."""

    def __init__(self, sheet: "TourSheet", intake: Intake) -> None:
        super().__init__(sheet)
        self._sheet, self._intake = sheet, intake
        self._held: dict[int, list[Item]] = {}  # by the key of a line that is being put on the disk
        self.tray = PhotoTray(sheet.app, intake)
        self.notes = PhotoNotes(intake, self._place)
        self._narrow = False
        self.tray.dealt.connect(self._dealt)
        intake.changed.connect(self._make_room)
        sheet.spot = self._spot
        sheet.dropped.connect(self._dropped)
        sheet.moved.connect(self._moved)

    def _place(self, item: Item) -> str | None:
        if item.target is None:
            return ""
        row = next((n for n, line in enumerate(self._sheet.lines, 1) if line.id == item.target), 0)
        return f"第{row}行：" if row else None

    def set_narrow(self, narrow: bool) -> None:
        """One failure at a time, and the hint gives way to the photos."""
        self._narrow = narrow
        self.notes.set_most(1 if narrow else 3)
        self._make_room()

    def _make_room(self) -> None:
        tight = self._narrow and theme.current().scale > 115  # one thing at a time
        self.tray.setVisible(bool(self._intake.undealt) and not (tight and not self.notes.isHidden()))
        taken = not self.tray.isHidden() or not self.notes.isHidden()
        self._sheet.foot.setVisible(not (self._narrow and taken))

    # --- where ----------------------------------------------------------------------------------------
    def _row_at(self, point: QPoint) -> int:
        view = self._sheet.view
        inside = view.viewport().mapFrom(self._sheet, point)
        row = view.rowAt(inside.y()) if view.viewport().rect().contains(inside) else -1
        return row if self._line(row) is not None else -1

    def _line(self, row: int) -> "Line | None":
        lines = self._sheet.lines
        return lines[row] if 0 <= row < len(lines) and lines[row].begun else None

    def _spot(self, point: QPoint) -> QRect | None:
        row, view = self._row_at(point), self._sheet.view
        if row < 0:
            return self._sheet.rect()
        corner = view.viewport().mapTo(self._sheet, QPoint(0, view.rowViewportPosition(row)))
        return QRect(corner.x(), corner.y(), view.viewport().width(), view.rowHeight(row))

    # --- acts -----------------------------------------------------------------------------------------
    def _dropped(self, sources: list[Source], point: QPoint) -> None:
        self._take(sources, self._row_at(point))

    def paste(self) -> bool:
        """Photos on the clipboard to the current line, or lined up; False when there are none."""
        if not (found := on_clipboard()):
            return False
        self._take(found, self._sheet.view.current_row)
        return True

    def choose(self) -> None:
        """添加照片: lined up, to be dealt."""
        choose(self._sheet.app, self._sheet, lambda found: self._intake.take(found, None))

    def _take(self, sources: list[Source], row: int) -> None:
        line = self._line(row)
        self._intake.take(sources, None if line is None else line.id)

    def _moved(self, held: str, point: QPoint) -> None:
        kind, _, number = held.partition(":")
        item = self.tray.item(int(number)) if kind == "waiting" else None
        row = self._row_at(point)
        if item is not None and row >= 0:
            self._dealt(item, row + 1)

    def _dealt(self, item: Item, row: int) -> None:
        line = self._line(row - 1)
        if line is None:
            self.tray.refuse(f"第{row}行还没有问题，先录入再分照片")
        elif line.id is not None:
            self._intake.deal(item, line.id)
        else:
            item.busy = True
            self._held.setdefault(line.key, []).append(item)
            self._sheet.save_lines()
            self._intake.changed.emit()

    def lines_added(self, ids: dict[int, int]) -> None:
        """Lines are on the disk, id by key: the photos held for them go there too."""
        for key in [one for one in self._held if one in ids]:
            for item in self._held.pop(key):
                self._intake.deal(item, ids[key])

    def lines_gone(self, saving: set[int]) -> None:
        """Another day is shown: photos of lines that were never saved wait again."""
        self.lines_refused(self._held.keys() - saving)

    def lines_refused(self, keys: Collection[int]) -> None:
        """Lines could not be saved: their photos wait again."""
        for key in [one for one in self._held if one in keys]:
            for item in self._held.pop(key):
                item.busy = False
        self._intake.changed.emit()
