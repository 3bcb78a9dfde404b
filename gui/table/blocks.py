"""Blocks of cells as text, the way WPS and Excel put them on the clipboard."""

import csv
import io
import json
import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

_OWN = "application/x-baobao-columns"
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\n]|\Z)')
_BARE = re.compile(r"([^\t\n]*)")


def to_text(rows: Sequence[Sequence[str]]) -> str:
    """Tab-separated lines; a cell with a tab, quote or line break is quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def from_text(text: str) -> list[list[str]]:
    """The cells of a pasted block; the line break WPS adds at the end is no row.

    A quote opens a cell only where another one closes it before a tab or line break: WPS and Excel write
    one that merely begins a word as it is, and it must not swallow the rows below.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while clean and at <= len(clean):
        found = _QUOTED.match(clean, at) or _BARE.match(clean, at)
        assert found is not None  # a bare cell may be empty
        cell, at = found.group(1), found.end() + 1
        ends = clean[at - 1 : at] != "\t"
        if found.group() or rows[-1] or not ends:  # an empty line has no cells
            rows[-1].append((cell.replace('""', '"') if found.re is _QUOTED else cell).strip())
        if ends and at <= len(clean):
            rows.append([])
    return rows if clean else []


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
