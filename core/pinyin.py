"""Initials of names, so that a clerk finds 张玉兰 by typing zyl."""

import re
from functools import lru_cache

from core.text import clean_name

# Surnames read otherwise than the same character in common words; pypinyin takes the common reading.
_COMPOUND = {
    "尉迟": "yc", "万俟": "mq", "长孙": "zs", "单于": "cy", "澹台": "tt", "令狐": "lh", "鲜于": "xy",
    "宗政": "zz", "濮阳": "py", "淳于": "cy", "公冶": "gy", "仲孙": "zs", "夏侯": "xh", "欧阳": "oy",
    "上官": "sg", "诸葛": "zg", "司马": "sm", "皇甫": "hf", "慕容": "mr", "宇文": "yw", "东方": "df",
}  # fmt: skip
_SURNAMES = {
    "单": "s", "曾": "z", "解": "x", "仇": "q", "区": "o", "查": "z", "翟": "z", "盖": "g", "朴": "p",
    "覃": "q", "秘": "b", "种": "c", "重": "c", "召": "s", "燕": "y", "尉": "w", "宓": "m", "乐": "y",
    "员": "y", "折": "s", "黑": "h", "缪": "m", "繁": "p", "洗": "x", "冼": "x", "能": "n", "祭": "z",
    "隗": "w", "郗": "x", "郇": "x", "都": "d", "阚": "k", "葛": "g", "卜": "b", "晟": "c", "句": "g",
    "撒": "s", "逄": "p", "邸": "d", "幺": "y", "柏": "b", "车": "c", "石": "s", "沈": "s", "万": "w",
    "长": "c", "褚": "c", "藏": "z", "臧": "z", "訾": "z", "乜": "n", "佴": "n", "妫": "g",
    "厍": "s", "那": "n", "哈": "h", "强": "q", "过": "g", "纪": "j", "俞": "y", "应": "y", "於": "y",
}  # fmt: skip
_LATIN = re.compile(r"[A-Za-z0-9]")


@lru_cache(maxsize=16384)
def initials(name: str, person: bool = True) -> str:
    """Lower-case initials of a name; `person` applies the readings of surnames (单 is s, 曾 is z)."""
    name = clean_name(name)
    head = ""
    if person and name[:2] in _COMPOUND and len(name) > 2:
        head, name = _COMPOUND[name[:2]], name[2:]
    elif person and name[:1] in _SURNAMES:
        head, name = _SURNAMES[name[:1]], name[1:]
    return head + _plain_initials(name)


def _plain_initials(text: str) -> str:
    if not text:
        return ""
    from pypinyin import Style, lazy_pinyin

    parts = lazy_pinyin(
        text,
        style=Style.FIRST_LETTER,
    )
    return "".join(_LATIN.findall("".join(parts))).lower()


def matches(query: str, name: str, name_initials: str) -> bool:
    """Whether typed text finds a name: as a part of it, or as the start or a part of its initials."""
    wanted = clean_name(query).casefold()
    return wanted in name.casefold() or (wanted.isascii() and wanted in name_initials)
