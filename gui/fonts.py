"""Which font the screen uses: the system's Chinese font, else the one shipped with the program."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from resources import path as resource

# Never SimSun 9: its bitmaps are unreadable on a scaled screen. Nor Droid Sans Fallback: it has no Latin
# letters, and its full-width marks stand in the middle of their cell.
PREFERRED = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)


@cache
def families() -> list[str]:
    """Family names in order of preference; the shipped 黑体 when the system has no good Chinese font."""
    installed = set(QFontDatabase.families())
    found = [name for name in PREFERRED if name in installed]
    return found or _load_shipped()


def _load_shipped() -> list[str]:
    number = QFontDatabase.addApplicationFont(str(resource("fonts/heiti.ttf")))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
