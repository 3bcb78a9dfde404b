"""What a sheet does with blocks of cells: copy, paste, fill down, clear."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.table import blocks

if TYPE_CHECKING:
    from gui.table.sheet import SheetView


def copy(view: "SheetView", *, head: bool = False) -> None:
    """The selected block as tab-separated text, with heads when asked."""
    cells = view.selectedIndexes()
    if not cells:
        return
    columns = [view.rows.columns[number] for number in sorted({cell.column() for cell in cells})]
    lines = [[view.rows.text(row, column) for column in columns] for row in view.selected_rows()]
    if head:
        lines.insert(0, [column.title.replace("\n", "") for column in columns])
    keys = [] if head else [column.key for column in columns]
    QGuiApplication.clipboard().setMimeData(blocks.to_mime(lines, keys))


def paste(view: "SheetView") -> None:
    """Lay the clipboard's block over the editable columns from the current cell on, adding lines.

    A block of this program finds its own columns again; a foreign one skips those that fill themselves.
    """
    lines = blocks.from_text(QGuiApplication.clipboard().text())
    at = view.currentIndex()
    if not lines or not at.isValid():
        return
    mime = QGuiApplication.clipboard().mimeData()
    editable = [view.rows.columns[number].key for number in view.typable()]
    right = [view.rows.columns[number].key for number in view.typable() if number >= at.column()]
    keys = blocks.keys_of(mime) or right
    made = [{key: text for key, text in zip(keys, line, strict=False) if key in editable} for line in lines]
    if view.lays is None or len(made) * len(keys) <= view.lays:
        view.rows.lay_block(at.row(), made)
    view.pasted.emit(at.row(), made)


def fill_down(view: "SheetView") -> None:
    """The topmost selected cell of a column fills those below it."""
    by_column: dict[int, list[int]] = {}
    for index in view.selectedIndexes():
        by_column.setdefault(index.column(), []).append(index.row())
    for number, lines in by_column.items():
        column = view.rows.columns[number]
        if not column.editable or len(lines) < 2:
            continue
        first, *others = sorted(lines)
        text = view.rows.text(first, column)
        for row in others:
            view.rows.lay(row, column.key, text)
        view.filled.emit([(row, column.key) for row in others], text)


def clear(view: "SheetView") -> None:
    """Empty the selected editable cells."""
    cells = [
        (index.row(), view.rows.columns[index.column()].key)
        for index in view.selectedIndexes()
        if index.flags() & Qt.ItemFlag.ItemIsEditable and index.data()
    ]
    for row, key in cells:
        view.rows.lay(row, key, "")
    if cells:
        view.cleared.emit(cells)
