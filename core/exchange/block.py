"""The block of cells WPS or Excel puts on the clipboard: tab-separated lines, some cells quoted."""

import re

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\n]|\Z)')
_BARE = re.compile(r"([^\t\n]*)")


def cells_of(text: str) -> list[list[str]]:
    """Rows of trimmed cells; the line break WPS adds at the end is no row.

    A quote opens a cell only where another one closes it before a tab or line break: WPS and Excel write
    one that merely begins a word as it is, and it must not swallow the rows below.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if clean and '"' not in clean:  # most blocks: a tenth of the time
        return [[cell.strip() for cell in line.split("\t")] if line else [] for line in clean.split("\n")]
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
