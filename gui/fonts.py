"""Which font the screen uses: the system's Chinese font, else the one shipped with the program."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from resources import path as resource

# Never SimSun 9: its bitmaps are unreadable on a scaled screen.
PREFERRED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
_SHIPPED = ("*SansSC*", "*Sans*SC*", "*[Hh]ei*", "*黑*")


@cache
def families() -> list[str]:
    """Family names in order of preference; loads the shipped 黑体 when the system has no Chinese font."""
    installed = set(QFontDatabase.families())
    found = [name for name in PREFERRED if name in installed]
    return found or _load_shipped()


def _load_shipped() -> list[str]:
    for file in _candidates():
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            return QFontDatabase.applicationFontFamilies(number)
    return []


def _candidates() -> list[Path]:
    folders = (resource("fonts"), Path("/usr/share/fonts"))
    return [
        file
        for folder in folders
        for pattern in _SHIPPED
        for file in sorted(folder.rglob(pattern))
        if file.suffix.lower() in {".ttf", ".otf", ".ttc"}
    ]
