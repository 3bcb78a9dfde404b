"""Blocks of cells as text, the way WPS and Excel put them on the clipboard."""

import csv
import io
import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

_OWN = "application/x-baobao-columns"


def to_text(rows: Sequence[Sequence[str]]) -> str:
    """Tab-separated lines; a cell with a tab, quote or line break is quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def from_text(text: str) -> list[list[str]]:
    """The cells of a pasted block."""
    from core.exchange.block import cells_of

    return cells_of(text)


def to_mime(rows: Sequence[Sequence[str]], keys: Sequence[str]) -> QMimeData:
    """The block for the clipboard, with our column keys for a paste into another of our tables."""
    mime = QMimeData()
    mime.setText(to_text(rows))
    mime.setData(_OWN, json.dumps(list(keys)).encode())
    return mime


def keys_of(mime: QMimeData) -> list[str]:
    """The column keys of a block copied in this program; empty for a foreign one."""
    if not mime.hasFormat(_OWN):
        return []
    keys: list[str] = json.loads(bytes(mime.data(_OWN).data()).decode())
    return keys
